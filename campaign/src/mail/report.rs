//! What mail servers report of letters that went out: that one could not be delivered (RFC 3464), or that its reader called it
//! spam (RFC 5965). Reads what a message says, and believes none of it: which letter it is about, the signed return path says.

use super::carrier::no_mailbox;
use mail_parser::{Message, MessageParser, MimeHeaders};

/// The most of a message that is read, in bytes. What comes back may hold the whole letter, and more.
const MOST: usize = 1 << 20;
/// The most of a server's words that is kept, in characters.
const WORDS: usize = 300;

/// What a message reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The letter could not be delivered, for there is no such mailbox.
    NoMailbox(String),
    /// It could not be delivered for another reason, such as a full mailbox.
    NotDelivered(String),
    /// Its reader called it spam.
    Complaint,
    /// Nothing that counts, and what it is.
    Nothing(&'static str),
}

/// A message that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it reports.
    pub says: Says,
    /// Addresses in it that may be the return path of a letter of ours.
    pub paths: Vec<String>,
    /// Addresses in it that may end a subscription of ours.
    pub links: Vec<String>,
}

/// Reads a message. What is none of ours reads as nothing that counts.
pub fn read(message: &[u8]) -> Report {
    let message = message.get(..MOST).unwrap_or(message);
    let Some(parsed) = MessageParser::default().parse(message) else {
        return Report { says: Says::Nothing("it is no message"), paths: Vec::new(), links: Vec::new() };
    };
    let head: Vec<(String, String)> =
        parsed.headers_raw().map(|(name, value)| (name.to_ascii_lowercase(), one_line(value))).collect();
    let mut paths =
        addresses(&head, &["to", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to"]);
    let mut links = Vec::new();
    let kind = parsed
        .content_type()
        .filter(|kind| kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report")));
    let report = kind.and_then(|kind| kind.attribute("report-type")).unwrap_or_default().to_ascii_lowercase();
    let says = match report.as_str() {
        "delivery-status" => status(&groups(&part(&parsed, "delivery-status"))),
        "feedback-report" => {
            let fields = groups(&part(&parsed, "feedback-report")).concat();
            paths.extend(addresses(&fields, &["original-mail-from"]));
            let letter = part(&parsed, "rfc822") + "\n\n" + &part(&parsed, "rfc822-headers");
            let letter = groups(letter.trim_start()).into_iter().next().unwrap_or_default();
            paths.extend(addresses(&letter, &["return-path"]));
            links.extend(addresses(&letter, &["list-unsubscribe"]));
            feedback(&fields)
        }
        _ => plain(&head),
    };
    Report { says, paths, links }
}

/// The text of the part of a kind, such as `delivery-status`.
fn part(message: &Message<'_>, subtype: &str) -> String {
    let is = |part: &&mail_parser::MessagePart<'_>| {
        let kind = part.content_type();
        kind.and_then(|kind| kind.subtype()).is_some_and(|found| found.eq_ignore_ascii_case(subtype))
    };
    let found = message.parts.iter().find(is);
    found.map(|part| String::from_utf8_lossy(part.contents()).into_owned()).unwrap_or_default()
}

/// Groups of fields, parted by empty lines, names in small letters.
fn groups(text: &str) -> Vec<Vec<(String, String)>> {
    let mut groups: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for line in text.lines() {
        let last = groups.last_mut().and_then(|group| group.last_mut());
        match (line.starts_with([' ', '\t']), line.split_once(':'), last) {
            _ if line.trim().is_empty() => groups.push(Vec::new()),
            (true, _, Some((_, value))) => *value = format!("{value} {}", line.trim()),
            (false, Some((name, value)), _) => {
                let field = (name.trim().to_ascii_lowercase(), value.trim().to_owned());
                groups.last_mut().into_iter().for_each(|group| group.push(field.clone()));
            }
            _ => {}
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// What stands in the fields of these names, address by address.
fn addresses(fields: &[(String, String)], names: &[&str]) -> Vec<String> {
    let found = fields.iter().filter(|(name, _)| names.contains(&name.as_str()));
    let all = found.flat_map(|(_, value)| value.split([',', ' ', '<', '>', ';']));
    all.map(str::trim).filter(|word| word.contains('@') || word.contains("://")).map(str::to_owned).collect()
}

/// What a report on delivery says: the worst of what it says of any recipient, for every letter of ours has one.
fn status(groups: &[Vec<(String, String)>]) -> Says {
    let mut says = Says::Nothing("a report that no delivery failed");
    for group in groups {
        let action = value(group, "action").unwrap_or_default().to_ascii_lowercase();
        match action.as_str() {
            "failed" => {}
            "delayed" if says == Says::Nothing("a report that no delivery failed") => {
                says = Says::Nothing("a report that a letter is late");
                continue;
            }
            _ => continue,
        }
        let (status, diagnostic) =
            (value(group, "status").unwrap_or_default(), value(group, "diagnostic-code").unwrap_or_default());
        let words: String = format!("{status} {diagnostic}").trim().chars().take(WORDS).collect();
        if lasting(status, diagnostic) {
            return Says::NoMailbox(words);
        }
        says = Says::NotDelivered(words);
    }
    says
}

/// Is there no such mailbox? So says a status of 5.1.x, which is about the address, or one of 5.2.1, a mailbox that is shut
/// (RFC 3463, 3.2 and 3.3); where the status says nothing, the server's own words may.
fn lasting(status: &str, diagnostic: &str) -> bool {
    let status = status.split_whitespace().next().unwrap_or_default();
    match status {
        "" | "5.0.0" => diagnostic.contains("5.1.") && no_mailbox(diagnostic) || diagnostic.contains("5.2.1"),
        // 5.1.7 and 5.1.8 are about the sender's address.
        "5.1.7" | "5.1.8" => false,
        "5.2.1" => true,
        other => other.starts_with("5.1."),
    }
}

fn feedback(fields: &[(String, String)]) -> Says {
    match value(fields, "feedback-type").unwrap_or_default().to_ascii_lowercase().as_str() {
        "" => Says::Nothing("a report without what it reports"),
        // RFC 6430: the reader took it out of the folder for spam.
        "not-spam" => Says::Nothing("a report that a letter is no spam"),
        _ => Says::Complaint,
    }
}

/// A message that is no report: of servers that write in words of their own, or of machines that answer.
fn plain(head: &[(String, String)]) -> Says {
    match value(head, "x-failed-recipients") {
        Some(_) => {
            Says::NotDelivered("a server reports in its own words that it could not be delivered".into())
        }
        None => Says::Nothing("no report"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A report as Postfix writes it.
    fn dsn(action: &str, status: &str, diagnostic: &str) -> Report {
        let text = format!(
            "From: MAILER-DAEMON@mx.example.net\r\nTo: bounces+abc@example.org\r\nSubject: Undelivered Mail\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"b1\"\r\n\r\n\
             --b1\r\nContent-Type: text/plain\r\n\r\nI could not.\r\n\r\n--b1\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example.net\r\nArrival-Date: Mon, 24 Nov 2025 16:00:00 +0000\r\n\r\n\
             Final-Recipient: rfc822; ann@example.net\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp;\r\n {diagnostic}\r\n\r\n--b1\r\nContent-Type: text/rfc822-headers\r\n\r\n\
             From: x@example.org\r\n\r\n--b1--\r\n"
        );
        read(text.as_bytes())
    }

    #[test]
    fn a_report_on_delivery_says_whether_there_is_a_mailbox() {
        let check = |action, status, diagnostic, expected: fn(&Says) -> bool| {
            let report = dsn(action, status, diagnostic);
            assert!(expected(&report.says), "{action} {status} {diagnostic}: {:?}", report.says);
            assert_eq!(report.paths, ["bounces+abc@example.org"]);
        };
        check("failed", "5.1.1", "550 5.1.1 no such user", |says| {
            *says == Says::NoMailbox("5.1.1 smtp; 550 5.1.1 no such user".into())
        });
        check("failed", "5.0.0", "550 5.1.1 no such user", |says| matches!(says, Says::NoMailbox(_)));
        check("failed", "5.2.1", "550 disabled", |says| matches!(says, Says::NoMailbox(_)));
        check("failed", "5.7.1", "554 5.7.1 blocked", |says| matches!(says, Says::NotDelivered(_)));
        check("failed", "5.1.8", "553 bad sender", |says| matches!(says, Says::NotDelivered(_)));
        check("failed", "5.2.2", "552 full", |says| matches!(says, Says::NotDelivered(_)));
        check("failed", "4.4.7", "expired", |says| matches!(says, Says::NotDelivered(_)));
        check("delayed", "4.4.1", "no answer", |says| matches!(says, Says::Nothing(_)));
        check("delivered", "2.0.0", "250 ok", |says| matches!(says, Says::Nothing(_)));
    }

    #[test]
    fn a_complaint_names_the_return_path_and_the_link() {
        let text = |kind: &str| {
            format!(
                "From: fbl@provider.example\nTo: abuse@example.org\nMIME-Version: 1.0\n\
                 Content-Type: multipart/report; report-type=feedback-report; boundary=\"b\"\n\n--b\n\
                 Content-Type: text/plain\n\nA complaint.\n--b\nContent-Type: message/feedback-report\n\n\
                 Feedback-Type: {kind}\nUser-Agent: Some/1.0\nVersion: 1\nOriginal-Mail-From: <bounces+xyz@example.org>\n\n--b\n\
                 Content-Type: message/rfc822\n\nReturn-Path: <bounces+xyz@example.org>\nFrom: office@example.org\n\
                 List-Unsubscribe: <https://example.org/newsletter/leave/abc>\nSubject: News\n\nHello\n\n--b--\n"
            )
        };
        let report = read(text("abuse").as_bytes());
        assert_eq!(report.says, Says::Complaint);
        assert_eq!(report.paths.iter().filter(|path| *path == "bounces+xyz@example.org").count(), 2);
        assert_eq!(report.links, ["https://example.org/newsletter/leave/abc"]);
        assert!(matches!(read(text("not-spam").as_bytes()).says, Says::Nothing(_)));
    }

    #[test]
    fn what_is_no_report_counts_for_nothing() {
        for text in [
            "",
            "x",
            "To: bounces+a@example.org\n\nI am on holiday.",
            "To: a@b.example\r\nSubject: Re: News\r\n\r\nHello",
        ] {
            assert!(matches!(read(text.as_bytes()).says, Says::Nothing(_)), "{text:?}");
        }
        let exim = read(b"To: bounces+a@example.org\nX-Failed-Recipients: ann@example.net\n\nnot delivered");
        assert!(matches!(exim.says, Says::NotDelivered(_)), "{exim:?}");
    }

    proptest! {
        #[test]
        fn no_message_panics(text in "(To: |Content-Type: multipart/report; report-type=delivery-status; boundary=b|--b--?|\r\n|\n|Action: failed|Status: 5.1.1|Content-Type: message/delivery-status|\\PC){0,40}", bytes: Vec<u8>) {
            let _ = (read(text.as_bytes()), read(&bytes));
        }
    }
}
