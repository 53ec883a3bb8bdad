//! Passkeys: added at the desk, used at the door, and what a false one comes to.

use crate::{
    authenticator::{Authenticator, PRESENT},
    served::{Answer, fresh, get, own, post, served},
};
use campaign::people::{Role, log};
use serde_json::Value;
use web::query::encoded;

/// A question as a page asks it: what goes to the browser, and what goes with the answer.
fn question(page: &Answer) -> (Value, String) {
    assert_eq!(page.status, 200, "{}", page.body);
    let between = |from: &str| {
        let place = page.body.find(from).unwrap_or_else(|| panic!("no {from} in {}", page.body)) + from.len();
        page.body[place..].split('"').next().unwrap().to_owned()
    };
    let options = between("data-options=\"").replace("&quot;", "\"").replace("&amp;", "&");
    (serde_json::from_str(&options).unwrap(), between("name=\"challenge\" value=\""))
}

fn origin() -> String {
    format!("http://localhost:{}", served().port)
}

/// A form sent from a network of its own.
fn send(path: &str, lines: &str, form: &str) -> Answer {
    let network = u16::from_le_bytes([fresh()[0], fresh()[1]]);
    let lines = format!("{}X-Forwarded-For: 10.9.{}.{}\r\n{lines}", own(), network >> 8, network & 255);
    post(path, &lines, form)
}

/// Adds a passkey at the desk of whoever is signed in.
fn add(cookie: &str, name: &str, credential: &[u8]) -> Authenticator {
    let (options, challenge) = question(&send("/desk/account/passkey", cookie, &format!("name={name}")));
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let mut key = Authenticator::new(&origin(), credential);
    let form = format!("name={name}&challenge={challenge}&answer={}", encoded(&key.make(&options)));
    let added = send("/desk/account/passkey/answer", cookie, &form);
    assert_eq!((added.status, added.header("location")), (303, "/desk/account"), "{}", added.body);
    key
}

/// Asks the door, and answers with what `answer` makes of the question.
fn enter(answer: impl FnOnce(&Value) -> String) -> (Answer, String) {
    let (options, challenge) = question(&send("/sign-in/passkey", "", ""));
    assert!(options["allowCredentials"].as_array().unwrap().is_empty(), "the door names nobody's keys");
    let form = format!("challenge={challenge}&answer={}", encoded(&answer(&options)));
    (send("/sign-in/passkey/answer", "", &form), form)
}

/// An answer with another letter in the midst of its signature.
fn changed(answer: &str) -> String {
    let mut said: Value = serde_json::from_str(answer).unwrap();
    let mut signature = said["response"]["signature"].as_str().unwrap().as_bytes().to_vec();
    signature[40] = if signature[40] == b'A' { b'B' } else { b'A' };
    said["response"]["signature"] = String::from_utf8(signature).unwrap().into();
    said.to_string()
}

#[test]
fn a_passkey_signs_in_until_it_is_removed() {
    let cookie = served().cookie(Role::Treasurer);
    let mut key = add(&cookie, "My+laptop", b"credential of a laptop");
    assert!(get("/desk/account", &cookie).body.contains("My laptop"));
    let (entered, _) = enter(|options| key.sign(options));
    assert_eq!((entered.status, entered.header("location")), (303, "/desk"), "{}", entered.body);
    let session = entered.session().unwrap();
    assert!(get("/desk/account", &session).body.contains("A sample treasurer"));
    let page = get("/desk/account", &session).body;
    assert!(page.contains("last used") && page.contains("For localhost"), "{page}");
    // Somebody else neither renames nor removes it.
    let id = page.split("name=\"passkey\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let other = served().cookie(Role::Editor);
    for path in ["/desk/account/passkey/name", "/desk/account/passkey/remove"] {
        assert_eq!(send(path, &other, &format!("passkey={id}&name=Mine")).status, 400, "{path}");
    }
    assert_eq!(
        send("/desk/account/passkey/name", &session, &format!("passkey={id}&name=%3Cb%3E")).status,
        303
    );
    assert!(get("/desk/account", &session).body.contains("&lt;b&gt;"));
    assert_eq!(enter(|options| key.sign(options)).0.status, 303);
    assert_eq!(send("/desk/account/passkey/remove", &session, &format!("passkey={id}")).status, 303);
    assert_eq!(enter(|options| key.sign(options)).0.status, 403);
}

#[test]
fn a_false_answer_opens_nothing() {
    let mut key = add(&served().cookie(Role::Moderator), "Key", b"credential of a moderator");
    let (entered, form) = enter(|options| key.sign(options));
    assert_eq!(entered.status, 303);
    assert_eq!(send("/sign-in/passkey/answer", "", &form).status, 403, "replayed");
    let refused = |what: &str, (answer, _): (Answer, String)| {
        assert_eq!(answer.status, 403, "{what}");
        assert!(answer.session().is_none(), "{what}");
    };
    let (stale, _) = question(&send("/sign-in/passkey", "", ""));
    refused("the answer to another question", enter(|_| key.sign(&stale)));
    key.origin = "http://localhost:1".to_owned();
    refused("for another port", enter(|options| key.sign(options)));
    key.origin = "https://elsewhere.example".to_owned();
    refused("for another site", enter(|options| key.sign(options)));
    key.origin = origin();
    key.domain = "elsewhere.example".to_owned();
    refused("by another site's key", enter(|options| key.sign(options)));
    key.domain = "localhost".to_owned();
    key.flags = PRESENT;
    refused("without finger, face or PIN", enter(|options| key.sign(options)));
    key.flags = crate::authenticator::VERIFIED;
    refused("with a changed signature", enter(|options| changed(&key.sign(options))));
    refused("nothing", enter(|_| String::new()));
    refused("no answer", enter(|_| "{}".to_owned()));
    let handle = std::mem::replace(&mut key.handle, "AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    refused("for somebody else", enter(|options| key.sign(options)));
    key.handle = handle;
    let mut stranger = Authenticator::new(&origin(), b"credential of a moderator");
    stranger.handle.clone_from(&key.handle);
    stranger.counter = 1_000;
    refused("by another key of this name", enter(|options| stranger.sign(options)));
    assert_eq!(enter(|options| key.sign(options)).0.status, 303, "the true one still enters");
    // A copy counts on from where it was made: the second of two is noticed, and written down.
    key.counter = 1;
    refused("a copy", enter(|options| key.sign(options)));
    let acts = served().campaign.db.read(|sql| log::last(sql, 100)).unwrap();
    assert!(acts.iter().any(|act| act.what == "refuse-passkey"));
}

#[test]
fn a_question_is_answered_by_whom_it_was_put_to() {
    let (mine, other) = (served().cookie(Role::Editor), served().cookie(Role::Treasurer));
    let (options, challenge) = question(&send("/desk/account/passkey", &mine, "name=Mine"));
    let mut key = Authenticator::new(&origin(), b"credential of an editor");
    let form = format!("name=Mine&challenge={challenge}&answer={}", encoded(&key.make(&options)));
    assert_eq!(send("/desk/account/passkey/answer", &other, &form).status, 400, "by somebody else");
    assert_eq!(send("/sign-in/passkey/answer", "", &form).status, 403, "at the door");
    assert_eq!(send("/desk/account/passkey/answer", &mine, &form).status, 303);
    assert_eq!(send("/desk/account/passkey/answer", &mine, &form).status, 400, "twice");
    assert_eq!(send("/desk/account/passkey", &mine, "name=").status, 400);
    // Who looks on at the desk only is not verified.
    let (options, challenge) = question(&send("/desk/account/passkey", &mine, "name=Another"));
    let mut key = Authenticator::new(&origin(), b"credential without verification");
    key.flags = PRESENT;
    let form = format!("name=Another&challenge={challenge}&answer={}", encoded(&key.make(&options)));
    assert_eq!(send("/desk/account/passkey/answer", &mine, &form).status, 400, "without finger, face or PIN");
}

#[test]
fn one_network_asks_the_door_so_often_and_no_more() {
    let ask = || post("/sign-in/passkey", &format!("{}X-Forwarded-For: 203.0.113.77\r\n", own()), "").status;
    let statuses: Vec<_> = (0..40).map(|_| ask()).collect();
    assert_eq!((statuses[0], statuses[39]), (200, 429), "{statuses:?}");
}
