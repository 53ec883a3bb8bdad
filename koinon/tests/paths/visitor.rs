//! What a citizen does: sign, confirm, watch the counter rise, subscribe, leave with one click.

use crate::{
    devtools::DevTools,
    person::{Person, WAYS, Way},
    site::{Site, link},
    smtp::Smtp,
};

fn signs_and_leaves(way: Way) {
    let smtp = Smtp::start();
    let site = Site::start(Some(&smtp), None);
    let mut browser = DevTools::launch();
    let mut ann = Person::comes(&mut browser, way, site.port, "/coalition");
    ann.follows("Read and sign");
    assert_eq!((ann.path().as_str(), site.counter().as_str()), ("/petition/charter", "0"));

    // Whoever forgets to consent is told, and loses nothing that was typed. The browser itself asks for it first.
    ann.asks("document.querySelector('form#sign').noValidate = true");
    ann.fills("Your name", "Ann Example");
    ann.fills("Your e-mail address", "ann@example.org");
    ann.chooses("Your country", "Norway");
    ann.ticks("As somebody from my country");
    ann.presses("Sign");
    ann.reads("Without your consent");
    assert_eq!(ann.asks("document.querySelector('#name').value"), "Ann Example");
    ann.ticks("My name and country are given");
    ann.ticks("Send me the newsletter too");
    ann.presses("Sign");
    ann.reads("letter");

    let letter = smtp.letter("ann@example.org", "Please confirm your signature").message;
    ann.goes(&link(&letter, "petition/confirm-and-subscribe"));
    assert_eq!(site.counter(), "0", "to look at the page is not to confirm");
    ann.presses("Confirm");
    assert_eq!(site.counter(), "1");
    ann.goes("/petition/charter");
    ann.reads("Norway");

    // The newsletter came with the one confirmation, and ends with one click of a mail program.
    let issue = site.folder.path().join("issue.md");
    std::fs::write(&issue, "# What happened\n\nA **lot**.\n").unwrap();
    site.campaign(&["send", issue.to_str().unwrap()]);
    let issue = smtp.letter("ann@example.org", "What happened").message;
    ann.goes("/newsletter/archive");
    ann.follows("What happened");
    ann.reads("A lot.");
    let leave = link(&issue, "newsletter/leave");
    let foreign = "Origin: https://mail.example.com\r\nSec-Fetch-Site: cross-site\r\n";
    assert_eq!(site.post_with(&leave, "List-Unsubscribe=One-Click", foreign).status, 200);

    // Subscribing by the form, and leaving by the page.
    ann.goes("/newsletter");
    ann.fills("Your e-mail address", "bob@example.org");
    ann.ticks("I ask for this newsletter");
    ann.presses("Subscribe");
    let letter = smtp.letter("bob@example.org", "Please confirm").message;
    ann.goes(&link(&letter, "newsletter/confirm"));
    ann.presses("Confirm");
    assert!(site.campaign(&["status", "--json"]).contains("\"subscribed\": 1"));

    // The signature is withdrawn by its link.
    let receipt = smtp.letter("ann@example.org", "You have signed").message;
    ann.goes(&link(&receipt, "petition/withdraw"));
    ann.presses("Withdraw");
    assert_eq!(site.counter(), "0");
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn a_citizen_signs_confirms_and_leaves_again() {
    for way in WAYS {
        signs_and_leaves(way);
    }
}
