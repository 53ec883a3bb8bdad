//! Whatever is written into a letter, it is a letter in the form of RFC 5322, 2045 and 2047, says what was written, and nothing in it
//! becomes a header.

use crate::{letter, sender};
use campaign::mail::{
    Letter, Sender,
    compose::{Series, compose_one, plain},
};
use mail_parser::{Addr, HeaderValue, Message, MessageParser, MimeHeaders};
use proptest::prelude::*;

/// The headers that a letter has, each once.
const HEADERS: [&str; 12] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Auto-Submitted",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

fn composed(letter: &Letter, sender: &Sender, title: &str) -> Vec<u8> {
    let series = Series { name: "news".to_owned(), title: title.to_owned() };
    compose_one(letter, sender, Some(&series), 1_764_000_000, [7; 16]).unwrap()
}

/// A text in one line, as a header holds it.
fn one_line(text: &str) -> String {
    let words = text.split(|sign: char| sign.is_control() || sign.is_whitespace());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text without the difference between ends of lines.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned()
}

/// What servers ask of the bytes (RFC 5322, 2.1.1 and 2.2; RFC 2045, 6.8; RFC 2047, 2).
fn check_bytes(message: &[u8]) -> Result<(), TestCaseError> {
    let text = std::str::from_utf8(message).unwrap();
    prop_assert!(text.is_ascii() && !text.contains('\0'), "only ASCII travels everywhere");
    prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "lines end with both signs");
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    for line in body.split("\r\n") {
        prop_assert!(line.len() <= 998, "a line of {} bytes", line.len());
    }
    for line in head.split("\r\n") {
        // A word that cannot be broken, such as an address, may make a line longer.
        let bare = line.trim_start().split(' ').count() <= 2;
        prop_assert!(line.len() <= 78 || bare && line.len() <= 998, "{line:?}");
        prop_assert!(!line.trim().is_empty(), "a line of spaces ends the head for some");
        for word in line.split_whitespace().filter(|word| word.starts_with("=?")) {
            prop_assert!(word.len() <= 75, "{word}");
        }
    }
    let mut names: Vec<&str> = Vec::new();
    for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
        let name = line.split(':').next().unwrap();
        prop_assert!(HEADERS.contains(&name), "{line:?}");
        prop_assert!(!names.contains(&name), "{name} stands twice");
        names.push(name);
    }
    for name in [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    ] {
        prop_assert!(names.contains(&name), "{name} is missing");
    }
    Ok(())
}

fn only(address: Option<&mail_parser::Address<'_>>) -> Addr<'static> {
    let all: Vec<_> = address.unwrap().iter().collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone().into_owned()
}

/// What a mail program reads is what was written.
fn check_words(message: &Message<'_>, letter: &Letter, sender: &Sender) -> Result<(), TestCaseError> {
    prop_assert_eq!(message.subject().unwrap_or_default(), one_line(&letter.subject));
    let (from, to) = (only(message.from()), only(message.to()));
    prop_assert_eq!(from.address.as_deref(), Some("office@example.org"));
    prop_assert_eq!(from.name.as_deref().unwrap_or_default(), one_line(&sender.name));
    prop_assert_eq!(to.address.as_deref(), Some("ann@example.com"));
    prop_assert!(message.cc().is_none() && message.bcc().is_none() && message.reply_to().is_none());
    let text = message.body_text(0).unwrap();
    prop_assert_eq!(lines(&text), lines(&plain(letter, sender)));
    if letter.html.is_some() {
        prop_assert!(message.content_type().unwrap().c_subtype.as_deref() == Some("alternative"));
        let html = message.body_html(0).unwrap();
        prop_assert!(lines(&html).contains(lines(letter.html.as_deref().unwrap()).trim()), "{html}");
        // Who writes and how to leave stands in both forms (CAN-SPAM Act; Spam Act 2003).
        prop_assert!(html.contains(letter.unsubscribe.as_deref().unwrap()));
    }
    match message.header("List-Unsubscribe") {
        Some(HeaderValue::Address(found)) => {
            prop_assert_eq!(
                found.first().and_then(|one| one.address.as_deref()),
                letter.unsubscribe.as_deref()
            );
        }
        other => prop_assert!(false, "{other:?}"),
    }
    Ok(())
}

/// What people and programs write: words of any script, ends of lines, signs that mean something to mail, and very long words.
fn words() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        "\\PC{0,12}",
        "[a-z ]{0,40}",
        Just("\r\nBcc: x@example.net\r\n\r\n".to_owned()),
        Just("\n.\n".to_owned()),
        Just("=?utf-8?q?=41?=".to_owned()),
        Just("\", <x@example.net>, \"".to_owned()),
        Just("(a\\".to_owned()),
        Just("Ж日本語🇪🇺".to_owned()),
        Just("a".repeat(1_200)),
        Just("\u{202e}\u{feff}\u{85}\u{2028}".to_owned()),
    ];
    proptest::collection::vec(parts, 0..4).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn whatever_is_written_it_is_a_letter_that_says_so(
        subject in words(), name in words(), title in words(), text in words(), html in proptest::option::of(words()),
        why in words(), postal in words(),
    ) {
        let sender = sender(&name, &one_line(&postal));
        let letter = letter(&subject, &text, html.as_deref(), &one_line(&why));
        let message = composed(&letter, &sender, &title);
        check_bytes(&message)?;
        let parsed = MessageParser::default().parse(&message).unwrap();
        check_words(&parsed, &letter, &sender)?;
    }
}

#[test]
fn a_letter_names_who_writes_and_from_where_in_both_forms() {
    let sender = sender("Coalition für eine Gemeinschaft", "1 Example Street, Washington & elsewhere");
    let letter = letter("Grüße", "Hello", Some("<p>Hello</p>"), "You asked for it.");
    let message = composed(&letter, &sender, "News");
    let parsed = MessageParser::default().parse(&message).unwrap();
    let (text, html) = (parsed.body_text(0).unwrap(), parsed.body_html(0).unwrap());
    for part in
        ["Coalition für eine Gemeinschaft", "You asked for it.", "https://example.org/newsletter/leave/"]
    {
        assert!(text.contains(part) && html.contains(part), "{part}");
    }
    assert!(text.contains("Washington & elsewhere") && html.contains("Washington &amp; elsewhere"));
    let message = String::from_utf8(message).unwrap();
    assert!(message.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    assert!(message.contains("List-Id: \"News\" <news.example.org>\r\n"));
}
