//! What an editor does: from the first start to a newsletter sent.

use crate::{
    devtools::DevTools,
    person::{Person, WAYS, Way},
    site::{Site, link, text},
    smtp::{PASSWORD, Smtp, USER},
};

fn from_the_first_start_to_a_newsletter(way: Way) {
    let smtp = Smtp::start();
    let mut site = Site::begun(&["--letters-a-minute", "60000"], None);
    site.serve();
    let mut browser = DevTools::launch();
    let mut edith = Person::comes(&mut browser, way, site.port, &site.sign_in);
    edith.presses("Sign in");
    edith.goes("/desk/setup");
    edith.reads("still to be done");

    // Letters, and the test of them.
    edith.follows("Set a mail server");
    edith.chooses("How", "A server, by STARTTLS");
    edith.fills("The server's name", "localhost");
    edith.fills("Its port", &smtp.port.to_string());
    edith.fills("The user", USER);
    edith.fills("The password", PASSWORD);
    edith.fills("A certificate to trust", &smtp.pem);
    edith.presses("Save");
    edith.presses("Send me a test letter");
    smtp.letter("office@example.org", "A test letter");

    // A list of its own, for which anybody may ask.
    edith.goes("/desk/newsletter");
    edith.fills("Name in addresses", "news");
    edith.fills("Title", "News of the Coalition");
    edith.fills("What it brings", "Once a month");
    edith.presses("Keep");
    edith.goes("/newsletter");
    edith.fills("Your e-mail address", "reader@example.org");
    edith.ticks("I ask for this newsletter");
    edith.presses("Subscribe");
    let letter = smtp.letter("reader@example.org", "Please confirm").message;
    edith.goes(&link(&letter, "newsletter/confirm"));
    edith.presses("Confirm");

    // A piece of news: a draft that nobody sees, then published.
    edith.goes("/desk/content");
    edith.follows("Write a piece of news");
    edith.fills("Title", "We begin");
    edith.fills("Lead", "The first day.");
    edith.fills("Text, in Markdown", "A **first** word.");
    edith.presses("Preview");
    edith.reads("A first word.");
    edith.presses("Save");
    assert!(!site.get("/news").body.contains("We begin"), "a draft is nobody's to see");
    edith.presses("Save and publish now");
    edith.goes("/news");
    edith.follows("We begin");
    edith.reads("A first word.");

    // The newsletter: written, tried, sent.
    edith.goes("/desk/newsletter");
    edith.follows("Write an issue of News of the Coalition");
    edith.fills("Subject", "The first issue");
    edith.fills("Text, in Markdown", "We **begin**: [read on](/news).");
    edith.presses("Keep, and see it");
    edith.presses("Send me a test");
    assert!(text(&smtp.letter("office@example.org", "[Test] The first issue").message).contains("begin"));
    edith.ticks("I have read it");
    edith.presses("Send");
    let issue = smtp.letter("reader@example.org", "The first issue").message;
    assert!(issue.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    assert!(text(&issue).contains(&format!("http://localhost:{}/news", site.port)), "{issue}");

    // What was done stands in the log.
    edith.goes("/desk/log");
    edith.reads("news we-begin");
    edith.presses("Sign out");
    assert_eq!(edith.path(), "/sign-in");
    assert_eq!(smtp.refused.lock().unwrap().len(), 0);
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn an_editor_comes_from_the_first_start_to_a_newsletter() {
    for way in WAYS {
        from_the_first_start_to_a_newsletter(way);
    }
}
