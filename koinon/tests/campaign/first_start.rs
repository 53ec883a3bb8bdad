//! The first start: whoever begins a campaign comes to the desk by the link that is printed, and back by another one.

use crate::{
    site::Site,
    smtp::{PASSWORD, Smtp, USER},
};
use std::time::Duration;

#[test]
fn who_begins_a_campaign_comes_to_the_desk_and_back() {
    let site = Site::start(None, None);
    // Beginning again, and the start of the server, print links too; the first who enters uses all of them up.
    let printed: serde_json::Value =
        serde_json::from_str(&site.campaign(&["init", "--letters-a-minute", "30", "--json"])).unwrap();
    let other = printed["sign_in"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert!(site.get(&site.sign_in).body.contains("Sign in as Administrator"));
    let entered = site.post(&site.sign_in, "");
    assert_eq!(entered.status, 303);
    assert!(entered.session.is_some());
    assert_eq!(site.post(&site.sign_in, "").status, 404);
    assert_eq!(site.post(&format!("/sign-in/{other}"), "").status, 404);
    let printed = site.campaign(&["init", "--letters-a-minute", "60", "--json"]);
    assert!(printed.contains("\"sign_in\": null"), "{printed}");

    // Locked out: the command line lets the administrator in again.
    let said: serde_json::Value = serde_json::from_str(&site.campaign(&["sign-in", "--json"])).unwrap();
    assert_eq!(said["name"], "Administrator");
    let path = format!("/sign-in/{}", said["link"].as_str().unwrap().rsplit('/').next().unwrap());
    assert_eq!((site.post(&path, "").status, site.post(&path, "").status), (303, 404));
    let words = site.campaign(&["sign-in", "OFFICE@example.org"]);
    assert!(words.contains("Administrator signs in once"), "{words}");
    assert_eq!(
        site.refused(&["sign-in", "nobody@example.org"]),
        "refused: nobody who runs the campaign has this address"
    );
}

#[test]
fn a_campaign_begins_with_a_site_of_its_own_words() {
    let site = Site::start(None, None);
    let page = site.get("/about");
    assert!(page.status == 200 && page.body.contains("<h1>About the Coalition</h1>"), "{}", page.status);
    assert!(site.get("/").body.contains("What the Coalition asks of you"));
    assert!(site.get("/people").body.contains("Sample officer"));
    // Nobody is asked for what nobody takes yet.
    let asks = site.get("/coalition").body;
    assert!(asks.contains("class=\"button\" href=\"/join\""));
    assert!(
        !asks.contains("class=\"button\" href=\"/give\"")
            && !asks.contains("class=\"button\" href=\"/write\"")
    );
}

/// A form's value as an address writes it.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn a_mail_server_set_at_the_desk_carries_letters_at_once() {
    let (smtp, site) = (Smtp::start(), Site::start(None, None));
    let cookie = site.post(&site.sign_in, "").session.unwrap();
    let lines = format!("Cookie: {cookie}\r\nOrigin: http://localhost:{}\r\n", site.port);
    let send = |path: &str, form: &str| site.post_with(path, form, &lines).status;
    assert_eq!(send("/desk/settings/test", ""), 303);
    // Before, letters lie in the folder.
    let outbox = site.folder.path().join("outbox");
    let began = std::time::Instant::now();
    while std::fs::read_dir(&outbox).map_or(0, |files| files.count()) == 0 {
        assert!(began.elapsed() < Duration::from_secs(30), "no letter came into the folder");
        std::thread::sleep(Duration::from_millis(50));
    }
    let form = format!(
        "protection=starttls&host=localhost&port={}&user={USER}&password={}&certificate={}&pace=60000",
        smtp.port,
        encoded(PASSWORD),
        encoded(&smtp.pem)
    );
    assert_eq!(send("/desk/settings/mail", &form), 303);
    assert_eq!(send("/desk/settings/test", ""), 303);
    assert_eq!(smtp.letter("office@example.org", "A test letter").from, "office@example.org");
}

/// A newcomer's way, with no mail server: from the link of the first start to a site with pages, and somebody else let in.
#[test]
fn from_the_first_start_to_a_published_site() {
    let mut site = Site::begun(&["--bare"], None);
    site.serve();
    let lines = |cookie: &str| format!("Cookie: {cookie}\r\nOrigin: http://localhost:{}\r\n", site.port);
    let mine = lines(&site.post(&site.sign_in, "").session.unwrap());
    let see = |path: &str, lines: &str| {
        let page = site.get_with(path, lines);
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        page.body
    };
    assert!(see("/desk", &mine).contains("The site is not set up yet"));
    let setup = see("/desk/setup", &mine);
    assert!(
        setup.contains("Publish the first pages</button>")
            && setup.contains("You are the only administrator.")
    );
    assert_eq!(site.post_with("/desk/setup/pages", "pages=first", &mine).status, 303);
    let setup = see("/desk/setup", &mine);
    assert!(!setup.contains("Publish the first pages</button>"), "{setup}");

    // The invitation lies in the folder, where the administrator reads it and hands it on.
    let form = "name=Bea&email=bea%40example.org&role=administrator";
    assert_eq!(site.post_with("/desk/people", form, &mine).status, 303);
    let began = std::time::Instant::now();
    let file = loop {
        let letters = see("/desk/outbox", &mine);
        if let Some((_, after)) = letters.split_once("/desk/outbox/file/") {
            break after.split('"').next().unwrap().to_owned();
        }
        assert!(began.elapsed() < Duration::from_secs(30), "no letter came into the folder");
        std::thread::sleep(Duration::from_millis(100));
    };
    let letter = see(&format!("/desk/outbox/file/{file}"), &mine);
    let (_, after) = letter.split_once("/sign-in/").unwrap();
    let token: String =
        after.chars().take_while(|sign| sign.is_ascii_alphanumeric() || "-_".contains(*sign)).collect();
    let hers = lines(&site.post(&format!("/sign-in/{token}"), "").session.unwrap());
    assert!(see("/desk/people", &hers).contains("Bea"));
    assert!(see("/desk/setup", &hers).contains("There are 2 administrators."));
    let log = see("/desk/log", &hers);
    for what in ["publish first pages", "invite", "sign in"] {
        assert!(log.contains(&format!("<td>{what}</td>")), "{what}: {log}");
    }
}
