//! What a citizen does: sign, confirm, watch the counter rise, subscribe, leave with one click; give by transfer, apply for an
//! organisation, see what is kept and have it erased.

use crate::{
    devtools::DevTools,
    person::{Person, WAYS, Way},
    site::{ENTITY, Site, link, text},
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
    site.campaign(&["send", &site.file("issue.md", "# What happened\n\nA **lot**.\n")]);
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

fn gives_joins_and_is_forgotten(way: Way) {
    let smtp = Smtp::start();
    let site = Site::start(Some(&smtp), None);
    site.campaign(&["gifts", "entity", "dc", &site.file("dc.toml", ENTITY), "--offer"]);
    let mut browser = DevTools::launch();
    let mut ann = Person::comes(&mut browser, way, site.port, "/give");
    ann.fills("Amount", "50");
    ann.fills("Your name", "Ann Lee");
    ann.fills("Your e-mail address", "ann@example.org");
    ann.ticks("Keep my name, my address and my gift");
    ann.presses("Continue");
    ann.reads("021000021");
    let letter = text(&smtp.letter("ann@example.org", "How to give USD 50.00").message);
    let reference = letter.split("Reference (memo): ").nth(1).unwrap().split_whitespace().next().unwrap();
    ann.reads(reference);

    // The bank's statement arrives, and the receipt goes out.
    let statement = format!("Date,Amount,Description,Name\n11/24/2026,50.00,gift {reference},LEE ANN\n");
    site.campaign(&["gifts", "statement", &site.file("november.csv", &statement), "--entity", "dc"]);
    let receipt = smtp.letter("ann@example.org", "Receipt DC ").message;
    ann.goes(&link(&receipt, "give/receipt"));
    ann.reads("USD 50.00");

    // An organisation applies.
    ann.goes("/join");
    ann.follows("Apply for an organisation");
    ann.ticks("Supporter");
    ann.fills("Name of the organisation", "Friends of the Charter");
    ann.chooses("Its country", "Norway");
    ann.fills("What it does", "It reads charters aloud.");
    ann.fills("Your name", "Ann Lee");
    ann.fills("Your e-mail address", "ann@example.org");
    ann.ticks("I may speak for this organisation");
    ann.presses("Apply");
    let letter = smtp.letter("ann@example.org", "Please confirm the application").message;
    ann.goes(&link(&letter, "join/confirm"));
    ann.presses("Confirm");
    assert!(!site.get("/supporters").body.contains("Friends of the Charter"), "nobody has accepted it yet");

    // What is kept is seen, and erased but for what the law asks to keep of a gift.
    ann.goes("/my-data");
    ann.fills("Your e-mail address", "ann@example.org");
    ann.presses("Send the link");
    let letter = smtp.letter("ann@example.org", "What we keep about you").message;
    let mine = link(&letter, "my-data");
    ann.goes(&mine);
    ann.reads("Friends of the Charter");
    let json = site.get(&format!("{mine}.json"));
    assert!(json.status == 200 && json.body.contains("Friends of the Charter"), "{}", json.body);
    ann.follows("Erase it");
    ann.presses("Erase it");
    ann.goes("/my-data");
    ann.fills("Your e-mail address", "ann@example.org");
    ann.presses("Send the link");
    let letter = smtp.letter("ann@example.org", "What we keep about you").message;
    let json = site.get(&format!("{}.json", link(&letter, "my-data"))).body;
    assert!(!json.contains("Friends of the Charter"), "{json}");
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn a_citizen_gives_applies_and_has_everything_erased() {
    for way in WAYS {
        gives_joins_and_is_forgotten(way);
    }
}
