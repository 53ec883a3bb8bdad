//! A letter as bytes that mail servers take (RFC 5322, 2045, 2047).

use super::{Letter, Sender};
use base64::{Engine, engine::general_purpose::STANDARD};
use lettre::{
    Address as Mailable, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::{
    fmt,
    fmt::Write,
    time::{Duration, SystemTime},
};

/// Why a letter cannot be composed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComposeError(String);

impl fmt::Display for ComposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the letter cannot be composed: {}", self.0)
    }
}

impl std::error::Error for ComposeError {}

/// A list to whose readers a letter goes (RFC 2919).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name in addresses.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// A letter to one person alone, as [`compose_one`].
///
/// # Errors
///
/// Where an address is none to mail servers.
pub fn compose(letter: &Letter, sender: &Sender, at: i64, id: [u8; 16]) -> Result<Vec<u8>, ComposeError> {
    compose_one(letter, sender, None, at, id)
}

/// The message, with CRLF at the end of each line. `at` is its date in seconds since 1970; `id` names it: the same letter
/// composed again with it is known to mail programs as the same.
///
/// # Errors
///
/// Where an address is none to mail servers.
pub fn compose_one(
    letter: &Letter,
    sender: &Sender,
    series: Option<&Series>,
    at: i64,
    id: [u8; 16],
) -> Result<Vec<u8>, ComposeError> {
    let cannot = |error: &dyn fmt::Display| ComposeError(error.to_string());
    let mailbox = |address: &crate::address::Address| {
        let address = address.to_string().parse::<Mailable>().map_err(|error| cannot(&error))?;
        Ok(Mailbox::new(None, address))
    };
    let name = id.iter().fold(String::new(), |mut out, byte| {
        // Writing into a text does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    });
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at).unwrap_or_default());
    let mut builder = Message::builder()
        .from(mailbox(&sender.address)?)
        .to(mailbox(&letter.to)?)
        .date(date)
        .message_id(Some(format!("<{name}@{}>", sender.address.domain())));
    let subject = one_line(&letter.subject);
    builder = match needs_words(&subject) {
        true => {
            let words = in_words(&subject);
            let header = HeaderName::new_from_ascii_str("Subject");
            builder.raw_header(HeaderValue::dangerous_new_pre_encoded(header, subject, words))
        }
        false => builder.subject(subject),
    };
    let mut raw = |name: &'static str, value: String| {
        let header = HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        builder = std::mem::take(&mut builder).raw_header(header);
    };
    // No answers of machines to a machine (RFC 3834).
    raw("Auto-Submitted", "auto-generated".to_owned());
    if let Some(series) = series {
        raw("List-Id", list_id(series, sender));
    }
    if let Some(address) = &letter.unsubscribe {
        raw("List-Unsubscribe", format!("<{}>", one_line(address)));
        raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
    }
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(plain(letter, sender));
    let message = match &letter.html {
        None => builder.singlepart(text),
        Some(html) => {
            let html = SinglePart::builder().header(ContentType::TEXT_HTML).body(page(letter, sender, html));
            let both = MultiPart::builder().kind(lettre::message::MultiPartKind::Alternative);
            builder.multipart(both.boundary(format!("={name}=")).singlepart(text).singlepart(html))
        }
    };
    let message = message.map_err(|error| cannot(&error))?.formatted();
    // Its name goes before the address: the builder would not keep to the length of a line.
    let bare = format!("From: {}\r\n", sender.address);
    let rest =
        message.strip_prefix(bare.as_bytes()).ok_or_else(|| ComposeError("it begins oddly".to_owned()))?;
    Ok([from(sender).as_bytes(), b"\r\n", rest].concat())
}

/// The most that one encoded word holds, in bytes: with the name of its header it stays within a line (RFC 2047, 2).
const WORD: usize = 36;

/// A text as encoded words, each in a line of its own (RFC 2047).
fn in_words(text: &str) -> String {
    let mut words = vec![String::new()];
    for sign in text.chars() {
        if words.last().is_none_or(|last| last.len() + sign.len_utf8() > WORD) {
            words.push(String::new());
        }
        words.last_mut().into_iter().for_each(|last| last.push(sign));
    }
    let encoded = words.iter().map(|word| format!("=?utf-8?b?{}?=", STANDARD.encode(word)));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

/// Can a text not stand in a header as it is? What looks like an encoded word would be read as one, and a line is broken between
/// words alone.
fn needs_words(text: &str) -> bool {
    !text.is_ascii() || text.contains("=?") || text.split(' ').any(|word| word.len() > 60)
}

/// The header that names who writes.
fn from(sender: &Sender) -> String {
    let name = one_line(&sender.name);
    let plain = |sign: char| sign.is_ascii_alphanumeric() || " !#$%&'*+-/=?^_`{|}~".contains(sign);
    let phrase = match &name {
        name if needs_words(name) || name.len() > WORD => in_words(name),
        name if name.chars().all(plain) => name.clone(),
        name => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let address = format!("<{}>", sender.address);
    let last = phrase.rsplit("\r\n").next().unwrap_or_default();
    match phrase.as_str() {
        "" => format!("From: {}", sender.address),
        _ if "From: ".len() + last.len() + 1 + address.len() <= 76 => format!("From: {phrase} {address}"),
        _ => format!("From: {phrase}\r\n {address}"),
    }
}

/// The list's name below the sender's domain, after its title where that can stand in quotes as it is (RFC 2919, 3).
fn list_id(series: &Series, sender: &Sender) -> String {
    let title = one_line(&series.title);
    let id = format!("<{}.{}>", series.name, sender.address.domain());
    let stands = title.is_ascii() && title.len() <= 60 && !title.contains(['"', '\\']);
    if stands && !title.is_empty() { format!("\"{title}\" {id}") } else { id }
}

/// A text in one line: what ends a line ends a header, and belongs in none.
fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split(|sign: char| sign.is_control() || sign.is_whitespace()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The plain text of a letter as it is sent: with who writes, from where, why it came, and how to receive no more.
pub fn plain(letter: &Letter, sender: &Sender) -> String {
    let mut out = format!("{}\n\n-- \n{}\n{}\n", letter.text.trim_end(), sender.name, sender.postal);
    // Writing into a text does not fail.
    let _ = writeln!(out, "{}", letter.why);
    if let Some(address) = &letter.unsubscribe {
        let _ = writeln!(out, "To receive no more of it: {address}");
    }
    out
}

fn page(letter: &Letter, sender: &Sender, body: &str) -> String {
    let mut foot =
        format!("{}<br>{}<br>{}", escaped(&sender.name), escaped(&sender.postal), escaped(&letter.why));
    if let Some(address) = &letter.unsubscribe {
        let _ = write!(foot, "<br><a href=\"{}\">Receive no more of it</a>", escaped(address));
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{}</title><style>img{{max-width:100%;\
         height:auto}}</style></head><body style=\"font:17px/1.5 Georgia,serif;max-width:36em;margin:auto;padding:16px\">{body}<hr><p style=\"font-size:14px\">{foot}</p></body></html>",
        escaped(&letter.subject)
    )
}

/// Text as it stands in HTML.
pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Address;
    use proptest::prelude::*;

    fn sender() -> Sender {
        Sender {
            name: "Coalition für eine Gemeinschaft".into(),
            address: Address::read("office@example.org").unwrap(),
            bounces: None,
            postal: "1 Example Street, Washington DC 20001, USA".into(),
        }
    }

    fn letter(subject: &str, text: &str, html: Option<&str>) -> Letter {
        Letter {
            to: Address::read("ann@example.com").unwrap(),
            subject: subject.into(),
            text: text.into(),
            html: html.map(str::to_owned),
            unsubscribe: Some("https://example.org/unsubscribe/abc".into()),
            why: "You subscribed to the newsletter.".into(),
        }
    }

    fn written(letter: &Letter) -> String {
        String::from_utf8(compose(letter, &sender(), 1_764_000_000, [7; 16]).unwrap()).unwrap()
    }

    #[test]
    fn a_letter_has_what_law_and_mail_ask_for() {
        let text = written(&letter("Grüße", "Hello.", Some("<p>Hello.</p>")));
        for part in [
            "To: ann@example.com\r\n",
            "Date: Mon, 24 Nov 2025 16:00:00 +0000\r\n",
            "Message-ID: <07070707070707070707070707070707@example.org>\r\n",
            "List-Unsubscribe: <https://example.org/unsubscribe/abc>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "1 Example Street, Washington DC 20001, USA",
            "multipart/alternative",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
        assert!(text.is_ascii() && !text.contains("Grüße"), "{text}");
    }

    #[test]
    fn the_same_letter_has_the_same_bytes() {
        let letter = letter("a", "b", Some("c"));
        assert_eq!(written(&letter), written(&letter));
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_header(subject in "(a|\r|\n|: |Bcc: x@y.example|é){0,12}", text in "\\PC{0,60}|(\r\n|\\.|a){0,9}") {
            let message = written(&letter(&subject, &text, None));
            let head = message.split("\r\n\r\n").next().unwrap();
            for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
                let name = line.split(':').next().unwrap();
                let known = [
                    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
                    "Content-Transfer-Encoding", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
                ];
                prop_assert!(known.contains(&name), "{line:?}");
            }
            prop_assert!(!message.replace("\r\n", "").contains(['\r', '\n']));
            prop_assert!(message.split("\r\n").all(|line| line.len() <= 998));
        }
    }
}
