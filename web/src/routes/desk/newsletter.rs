//! The desk of the newsletter. The examples are those of the sample: its list, and the first of its issues.

use super::{Route, order, page};
use crate::{
    answer::Answer,
    pages::desk::newsletter::{self, files, issue, letter, orders, suppressed},
};
use ::campaign::people::Power::Send;

const LIST: (&str, &str) = ("/desk/newsletter/list/*", "/desk/newsletter/list/news");
const WRITE: (&str, &str) = ("/desk/newsletter/write/*", "/desk/newsletter/write/news");
const ISSUE: (&str, &str) = ("/desk/newsletter/issue/*", "/desk/newsletter/issue/1");
const FILES: (&str, &str) = ("/desk/newsletter/files/*", "/desk/newsletter/files/news");
const SUPPRESSED: (&str, &str) = ("/desk/newsletter/suppressed", "/desk/newsletter/suppressed");

pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk-newsletter", ("/desk/newsletter", "/desk/newsletter"), Send, &[], |facts, asked| {
        newsletter::page(facts, asked).map(Answer::Page)
    }),
    order("desk-newsletter-kept", ("/desk/newsletter/list", "/desk/newsletter/list"), Send, newsletter::keep),
    page("desk-newsletter-list", LIST, Send, &[], |facts, asked| {
        newsletter::one(facts, asked).map(Answer::Page)
    }),
    page("desk-newsletter-write", WRITE, Send, &["welcome"], |facts, asked| {
        issue::write(facts, asked).map(Answer::Page)
    }),
    order("desk-newsletter-written", WRITE, Send, issue::written),
    page("desk-newsletter-issue", ISSUE, Send, &[], |facts, asked| {
        issue::page(facts, asked).map(Answer::Page)
    }),
    order("desk-newsletter-changed", ISSUE, Send, issue::changed),
    page(
        "desk-newsletter-letter",
        ("/desk/newsletter/issue/*/letter.eml", "/desk/newsletter/issue/1/letter.eml"),
        Send,
        &[],
        letter::file,
    ),
    order(
        "desk-newsletter-test",
        ("/desk/newsletter/issue/*/test", "/desk/newsletter/issue/1/test"),
        Send,
        orders::test,
    ),
    order(
        "desk-newsletter-send",
        ("/desk/newsletter/issue/*/send", "/desk/newsletter/issue/1/send"),
        Send,
        orders::send,
    ),
    order(
        "desk-newsletter-pause",
        ("/desk/newsletter/issue/*/pause", "/desk/newsletter/issue/1/pause"),
        Send,
        orders::pause,
    ),
    order(
        "desk-newsletter-resume",
        ("/desk/newsletter/issue/*/resume", "/desk/newsletter/issue/1/resume"),
        Send,
        orders::resume,
    ),
    order(
        "desk-newsletter-back",
        ("/desk/newsletter/issue/*/back", "/desk/newsletter/issue/1/back"),
        Send,
        orders::back,
    ),
    order(
        "desk-newsletter-again",
        ("/desk/newsletter/issue/*/again", "/desk/newsletter/issue/1/again"),
        Send,
        orders::again,
    ),
    order(
        "desk-newsletter-drop",
        ("/desk/newsletter/issue/*/drop", "/desk/newsletter/issue/1/drop"),
        Send,
        orders::drop,
    ),
    page("desk-newsletter-suppressed", SUPPRESSED, Send, &[], |facts, asked| {
        suppressed::page(facts, asked).map(Answer::Page)
    }),
    order("desk-newsletter-suppressed-done", SUPPRESSED, Send, suppressed::done),
    page("desk-newsletter-files", FILES, Send, &[], |facts, asked| {
        files::page(facts, asked).map(Answer::Page)
    }),
    order("desk-newsletter-brought", FILES, Send, files::brought),
    order(
        "desk-newsletter-export",
        ("/desk/newsletter/export/*", "/desk/newsletter/export/news"),
        Send,
        files::taken_out,
    ),
];
