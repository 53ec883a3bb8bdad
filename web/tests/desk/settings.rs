//! Settings at the desk: what is saved holds at once, and what is wrong is said beside what was typed.

use crate::served::{Answer, get, own, post, served};
use campaign::people::Role;

fn send(path: &str, form: &str) -> Answer {
    post(path, &format!("{}{}", served().cookie(Role::Administrator), own()), form)
}

fn page() -> String {
    get("/desk/settings", &served().cookie(Role::Administrator)).body
}

const WHO: &str = "sender=Sample+Coalition&address=office%40example.org&postal=1+Example+Street%2C+Washington%2C+DC+20001%2C+United+States";

#[test]
fn who_writes_is_saved_and_holds_at_once() {
    let saved = send(
        "/desk/settings",
        &format!("{WHO}&bounces=returned%40example.org&origin=http%3A%2F%2Flocalhost%3A8080%2F"),
    );
    assert_eq!((saved.status, saved.header("location")), (303, "/desk/settings"), "{}", saved.body);
    let office = served().campaign.office();
    assert_eq!(
        office.sender.bounces.as_ref().map(ToString::to_string).as_deref(),
        Some("returned@example.org")
    );
    assert_eq!(office.origin, "http://localhost:8080");
    assert!(page().contains("value=\"returned@example.org\""));
    let wrong = send("/desk/settings", &format!("{WHO}&origin=http%3A%2F%2Fexample.org"));
    assert!(
        wrong.status == 400
            && wrong.body.contains("is no place of a site")
            && wrong.body.contains("https://example.org")
    );
    assert!(wrong.body.contains("value=\"http://example.org\""), "what was typed stays");
    let injected = send(
        "/desk/settings",
        &format!(
            "{}&origin=http%3A%2F%2Flocalhost%3A8080",
            WHO.replace("Sample+Coalition", "A%0D%0ABcc%3A+x")
        ),
    );
    assert_eq!(injected.status, 400);
}

#[test]
fn a_password_is_never_shown_and_stays_with_its_server() {
    let mail = |host: &str, password: &str| {
        send(
            "/desk/settings/mail",
            &format!("protection=tls&host={host}&user=office&password={password}&pace=60"),
        )
    };
    assert_eq!(mail("mail.example.org", "correct-horse").status, 303);
    assert!(page().contains("value=\"mail.example.org\"") && !page().contains("correct-horse"));
    assert_eq!(mail("mail.example.org", "").status, 303, "it is kept where none is typed");
    let moved = mail("elsewhere.example.org", "");
    assert!(
        moved.status == 400 && moved.body.contains("a user and a password"),
        "it does not go to another server: {}",
        moved.body
    );
    for wrong in [
        "protection=tls&pace=60",
        "protection=tls&host=a&port=99999&pace=60",
        "protection=none&host=mail.example.org&pace=60",
        "protection=&pace=0",
    ] {
        assert_eq!(send("/desk/settings/mail", wrong).status, 400, "{wrong}");
    }
    assert_eq!(send("/desk/settings/mail", "protection=&pace=600").status, 303);
    assert!(!page().contains("value=\"mail.example.org\""));
}

#[test]
fn a_key_is_made_and_what_the_name_server_must_say_is_shown() {
    assert_eq!(send("/desk/settings/key", "do=set&domain=example.org&selector=koinon&key=").status, 303);
    let shown = page();
    assert!(
        shown.contains("koinon._domainkey.example.org") && shown.contains("v=DKIM1; k=ed25519; p="),
        "{shown}"
    );
    assert!(!shown.contains("PRIVATE KEY"));
    assert_eq!(
        send("/desk/settings/key", "do=set&domain=example.org&selector=koinon&key=no+key").status,
        400
    );
    assert_eq!(send("/desk/settings/key", "do=set&domain=a+b&selector=koinon").status, 400);
    assert_eq!(send("/desk/settings/key", "do=end").status, 303);
    assert!(!page().contains("_domainkey"));
}

#[test]
fn a_test_letter_goes_to_whoever_asks() {
    let sent = send("/desk/settings/test", "");
    assert_eq!((sent.status, sent.header("location")), (303, "/desk/outbox"));
    let letters = get("/desk/outbox", &served().cookie(Role::Administrator)).body;
    assert!(letters.contains("administrator@example.org") && letters.contains("<td>test</td>"));
}

#[test]
fn what_is_still_to_be_done_is_found_out() {
    let page = get("/desk/setup", &served().cookie(Role::Administrator)).body;
    assert!(page.contains("Publish a petition") && page.contains("still to be done"));
    assert!(page.contains("You are the only administrator."));
    let again = send("/desk/setup/pages", "pages=first");
    assert_eq!((again.status, again.header("location")), (303, "/desk/setup"));
    assert!(
        !get("/desk/setup", &served().cookie(Role::Administrator))
            .body
            .contains("Publish the first pages</button>")
    );
    assert_eq!(send("/desk/setup/pages", "").status, 400);
}
