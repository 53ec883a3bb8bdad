//! The campaign as a visitor meets it: over HTTP, by letters that went through a mail server, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod backup;
mod content;
mod dkim;
mod editor;
mod first_start;
mod gifts;
mod initiative;
mod many;
mod sink;
mod site;
mod smtp;
mod stripe;

use site::{Site, link, text};
use smtp::Smtp;
use trials::place::Place;

const ANN: &str =
    "name=Ann+%3Cb%3EExample%3C%2Fb%3E&email=Ann%40example.org&country=NOR&shown=name&consent=yes";

fn a_visitors_whole_path(database: Option<&str>) {
    let smtp = Smtp::start();
    let mut site = Site::start(Some(&smtp), database);
    assert_eq!(site.counter(), "0");

    let answer =
        site.post("/petition/charter", &format!("{ANN}&newsletter=yes&comment=Law+%3Ci%3Ebinds%3C%2Fi%3E"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let letter = smtp.letter("Ann@example.org", "Please confirm your signature");
    assert_eq!(letter.from, "office@example.org");
    assert_eq!(dkim::verify(&letter.message, &site.dkim), Ok(()));
    for changed in [letter.message.replace("Ann", "Bob"), letter.message.replacen("Please", "please", 1)] {
        assert!(dkim::verify(&changed, &site.dkim).is_err(), "a changed letter must not verify");
    }

    // A program that opens every link signs nothing and withdraws nothing.
    let (confirm, withdraw) =
        (link(&letter.message, "petition/confirm-and-subscribe"), link(&letter.message, "petition/withdraw"));
    for path in [&confirm, &withdraw, &confirm] {
        let page = site.get(path);
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(
            page.body.contains("Ann &lt;b&gt;Example&lt;/b&gt;")
                && page.body.contains("<form method=\"post\"")
        );
    }
    assert_eq!(site.counter(), "0");

    assert_eq!(site.post(&confirm, "").status, 200);
    assert_eq!(site.counter(), "1");
    assert_eq!(site.post(&confirm, "").status, 200, "to confirm again changes nothing");
    assert_eq!(site.counter(), "1");
    let page = site.get("/petition/charter").body;
    assert!(page.contains("Ann &lt;b&gt;Example&lt;/b&gt;") && page.contains("Law &lt;i&gt;binds&lt;/i&gt;"));
    assert!(!page.contains("<script>alert") && !page.contains("<i>binds"), "what was entered is escaped");
    let receipt = smtp.letter("Ann@example.org", "You have signed");
    assert!(text(&receipt.message).contains("/petition/receipt"));

    // The one confirmation joined the newsletter too.
    let said = site.campaign(&["send", &site.file("issue.md", "# What happened\n\nA **lot**.\n")]);
    assert!(said.contains("waits for 1 subscribers"), "{said}");
    let issue = smtp.letter("Ann@example.org", "What happened");
    assert!(issue.message.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    assert_eq!(dkim::verify(&issue.message, &site.dkim), Ok(()));
    assert!(site.get("/newsletter/archive").body.contains("What happened"));

    // One click of a mail program: from elsewhere, without a form.
    let leave = link(&issue.message, "newsletter/leave");
    assert_eq!(site.get(&leave).status, 200);
    let lists = || site.campaign(&["status", "--json"]);
    assert!(lists().contains("\"subscribed\": 1"), "to look changes nothing: {}", lists());
    let foreign = "Origin: https://mail.example.com\r\nSec-Fetch-Site: cross-site\r\n";
    assert_eq!(site.post_with(&leave, "List-Unsubscribe=One-Click", foreign).status, 200);
    assert!(lists().contains("\"ended\": 1") && !lists().contains("\"subscribed\""), "{}", lists());

    assert_eq!(site.post(&withdraw, "").status, 200);
    assert_eq!(site.counter(), "0");
    assert_eq!(site.post(&withdraw, "").status, 404);

    // What is queued is there after a restart, and nothing is sent twice.
    site.again();
    assert_eq!(site.counter(), "0");
    assert_eq!(smtp.left(), 0, "no letter that was not asked for");
    assert_eq!(*smtp.refused.lock().unwrap(), Vec::<String>::new(), "nothing was said before TLS and login");
}

#[test]
fn a_visitors_whole_path_on_sqlite() {
    a_visitors_whole_path(None);
}

#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test"]
fn a_visitors_whole_path_on_postgresql() {
    a_visitors_whole_path(Some(&Place::postgres("visitor").location));
}

#[test]
fn what_strangers_try_is_refused_and_tells_them_nothing() {
    let site = Site::start(None, None);
    let outbox = site.folder.path().join("outbox");
    let letters = || std::fs::read_dir(&outbox).map_or(0, |files| files.count());

    // A form from another site, and a page in a frame.
    for foreign in ["Origin: https://evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n", "Origin: null\r\n"]
    {
        for path in ["/petition/charter", "/newsletter", "/petition/receipt", "/petition/withdraw/x"] {
            assert_eq!(site.post_with(path, ANN, foreign).status, 403, "{path} {foreign}");
        }
    }
    for path in ["/coalition", "/petition/charter", "/newsletter", "/petition/receipt"] {
        let head = site.get(path).head;
        assert!(head.contains("x-frame-options: deny") && head.contains("frame-ancestors 'none'"), "{path}");
        assert!(head.contains("form-action 'self'") && head.contains("cache-control: no-store"), "{path}");
        assert!(!head.contains("set-cookie"), "{path} sets a cookie");
    }

    // Links that this site did not make.
    for path in
        ["/petition/confirm/abc", "/petition/withdraw/AAAA", "/newsletter/leave/x", "/newsletter/confirm/x"]
    {
        assert_eq!((site.get(path).status, site.post(path, "").status), (404, 404), "{path}");
    }

    // What is wrong stands beside what was typed.
    for (form, says) in [
        (ANN.replace("&consent=yes", ""), "Without your consent"),
        (ANN.replace("NOR", "XXX"), "Choose a country"),
        (ANN.replace("Ann%40example.org", "nobody"), "role=\"alert\""),
        (ANN.replace("Ann%40", "a%40b%40"), "role=\"alert\""),
        (ANN.replace("Ann%40", "a%0D%0ABcc%3A+x%40"), "role=\"alert\""),
    ] {
        let answer = site.post("/petition/charter", &form);
        assert!(answer.status == 400 && answer.body.contains(says), "{form}: {}", answer.status);
        assert!(answer.body.contains("value=\"Ann &lt;b&gt;Example&lt;/b&gt;\""), "{form}: the name is gone");
    }

    // The field that people do not see.
    let trapped = site.post("/petition/charter", &format!("{ANN}&website=x"));
    assert_eq!(trapped.status, 200);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(letters(), 0);

    // Whoever asks again learns nothing, and a line break in a name adds no header.
    let injected = ANN.replace("Ann+", "Ann%0D%0ABcc%3A+x%40example.com%0D%0A");
    let (first, second) =
        (site.post("/petition/charter", &injected), site.post("/petition/charter", &injected));
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    assert_eq!(first.body, trapped.body);
    let began = std::time::Instant::now();
    while letters() == 0 {
        assert!(began.elapsed() < std::time::Duration::from_secs(30), "no letter came");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let file = std::fs::read_dir(&outbox).unwrap().next().unwrap().unwrap().path();
    let letter = std::fs::read_to_string(file).unwrap();
    let head = letter.split("\r\n\r\n").next().unwrap().to_lowercase();
    assert!(!head.contains("\nbcc:") && !head.contains("example.com"), "{head}");
    assert_eq!(dkim::verify(&letter, &site.dkim), Ok(()));

    // One network may not ask without end, and another is not kept out by it.
    let from = |network: &str| {
        let lines = format!("X-Forwarded-For: 6.6.6.6, {network}\r\n");
        site.post_with("/petition/charter", ANN, &lines).status
    };
    let statuses: Vec<u16> = (0..61).map(|_| from("203.0.113.9")).collect();
    assert!(statuses[..60].iter().all(|status| *status == 200) && statuses[60] == 400, "{statuses:?}");
    assert_eq!(from("203.0.113.10"), 200);
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::start(None, None);
    let key = site.folder.path().join("campaign.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read(&key).unwrap().len(), 32);
}
