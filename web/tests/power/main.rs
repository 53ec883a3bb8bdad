//! What the pages of power, seats and scales say, and that no question breaks them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod hostile;
mod words;
mod wrong;

use web::{
    Facts,
    answer::{Answer, Refusal},
    query::{Query, href},
    routes::find,
};

/// What an address answers with.
fn answer(address: &str) -> Result<Answer, Refusal> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (route, part) = find(path, false).unwrap();
    let query = Query::read(query)?.only(route.reads);
    route.ask(Facts::embedded(), part, &query)
}

/// The status and the body of a page or a file; a refusal's sentences.
fn body(address: &str) -> (u16, String) {
    match answer(address) {
        Ok(Answer::Page(page) | Answer::Known(page, _)) => (200, page.body.into_string()),
        Ok(Answer::Wrong(page)) => (400, page.body.into_string()),
        Ok(Answer::File(file)) => (200, String::from_utf8(file.bytes).unwrap()),
        Ok(Answer::InPlace(..) | Answer::Public(_) | Answer::Later(_)) => panic!("{address} is no page"),
        Ok(Answer::Moved(to)) => (308, to),
        Ok(Answer::Done(done)) => (303, done.to),
        Err(refusal) => (refusal.status, format!("{} {}", refusal.says, refusal.help.unwrap_or_default())),
    }
}

/// An address with what a form holds.
fn asked(path: &str, pairs: &[(&str, &str)]) -> String {
    href(path, pairs)
}

/// The words between the tags of a part of a page.
fn words(markup: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in markup.chars() {
        match letter {
            '<' => {
                inside = true;
                out.push(' ');
            }
            '>' => inside = false,
            letter if !inside => out.push(letter),
            _ => {}
        }
    }
    let out = out.replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    let joined = out.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.replace(" .", ".").replace(" ,", ",")
}

/// The words of the first element that is opened so.
fn of(page: &str, open: &str, close: &str) -> String {
    let from = page.find(open).unwrap_or_else(|| panic!("no {open} in {}", words(page)));
    let to = page[from..].find(close).map_or(page.len(), |at| from + at);
    words(&page[from..to])
}

/// The first rows of the table of a page, one a line.
fn rows(page: &str, most: usize) -> String {
    let table = &page[page.find("<table class=\"own\"").unwrap()..];
    table
        .split("<tr>")
        .skip(1)
        .take(most + 1)
        .map(|row| words(row.split("</tr>").next().unwrap()) + "\n")
        .collect()
}
