//! Accounts, sessions, letters and the log as administrators have them.

use crate::served::{get, own, post, served};
use campaign::people::{Role, accounts, session};

fn send(path: &str, cookie: &str, form: &str) -> crate::served::Answer {
    post(path, &format!("{cookie}{}", own()), form)
}

fn number_of(name: &str) -> u64 {
    let all = served().campaign.db.read(accounts).unwrap();
    all.into_iter().find(|account| account.name == name).unwrap().id
}

#[test]
fn somebody_is_invited_changed_and_ended() {
    let cookie = served().cookie(Role::Administrator);
    let form = "name=Dora&email=dora%40example.org&role=editor";
    assert_eq!(send("/desk/people", &cookie, form).status, 303);
    let page = get("/desk/people", &cookie).body;
    assert!(page.contains("Dora") && page.contains("dora@example.org"));
    let again = send("/desk/people", &cookie, form);
    assert!(again.status == 400 && again.body.contains("Somebody has an account with this address."));
    assert!(again.body.contains("value=\"dora@example.org\""), "what was typed stays");
    let id = number_of("Dora");
    let change = format!("account={id}&name=Dora+Example&role=treasurer");
    assert_eq!(send("/desk/people/change", &cookie, &change).status, 303);
    assert_eq!(send("/desk/people/invite", &cookie, &format!("account={id}")).status, 303);
    let begin = move |sql: &mut dyn campaign::db::Sql| {
        session::begin(sql, id, "link", "Test/1", web::campaign::now(), crate::served::fresh())
    };
    let hers = format!("Cookie: koinon-session={}\r\n", served().campaign.db.write(begin).unwrap());
    assert_eq!((get("/desk", &hers).status, get("/desk/people", &hers).status), (200, 403));
    assert_eq!(send("/desk/people/end", &cookie, &format!("account={id}")).status, 303);
    assert_eq!(get("/desk", &hers).status, 303, "her session has ended");
    assert_eq!(send("/desk/people/end", &cookie, &format!("account={id}")).status, 400);
    let log = get("/desk/log", &cookie).body;
    for what in ["invite", "change account", "send link", "end account"] {
        assert!(log.contains(&format!("<td>{what}</td>")), "{what}");
    }
    let table = get("/desk/log.csv", &cookie);
    assert!(table.header("content-type").starts_with("text/csv") && table.body.contains(",invite,"));
}

#[test]
fn the_last_administrator_stays_one() {
    let (cookie, id) = (served().cookie(Role::Administrator), served().account(Role::Administrator).id);
    let answer = send("/desk/people/end", &cookie, &format!("account={id}"));
    assert!(answer.status == 400 && answer.body.contains("cannot end your own account"));
    let form = format!("account={id}&name=A+sample+administrator&role=editor");
    let answer = send("/desk/people/change", &cookie, &form);
    assert!(
        answer.status == 400 && answer.body.contains("This is the last administrator"),
        "{}",
        answer.body
    );
    assert_eq!(get("/desk/people", &cookie).status, 200);
}

#[test]
fn sessions_are_ended_by_their_owner_or_an_administrator() {
    let moderator = |cookie: &str| get("/desk", cookie).status;
    let (first, second) = (served().cookie(Role::Moderator), served().cookie(Role::Moderator));
    let number = |cookie: &str| {
        let token = cookie.trim_end().rsplit('=').next().unwrap().to_owned();
        let now = web::campaign::now();
        served().campaign.db.read(|sql| session::of_cookie(sql, &token, now)).unwrap().unwrap().id
    };
    let form = format!("session={}", number(&second));
    assert_eq!(send("/desk/sessions/end", &served().cookie(Role::Editor), &form).status, 404, "another's");
    assert_eq!(send("/desk/sessions/end", &first, &form).status, 303);
    assert_eq!((moderator(&first), moderator(&second)), (200, 303));
    let form = format!("session={}", number(&first));
    assert_eq!(send("/desk/sessions/end", &served().cookie(Role::Administrator), &form).status, 303);
    assert_eq!(moderator(&first), 303);
    let page = get("/desk/sessions", &served().cookie(Role::Administrator)).body;
    assert!(page.contains("Those of others") && page.contains("(this one)"));
    assert!(!get("/desk/sessions", &served().cookie(Role::Treasurer)).body.contains("Those of others"));
}

#[test]
fn letters_are_read_without_their_secrets_and_files_within_the_folder_only() {
    let cookie = served().cookie(Role::Administrator);
    let page = get("/desk/outbox", &cookie).body;
    assert!(page.contains("sample0@example.org") && page.contains("A sample letter"), "{page}");
    let letter = get("/desk/outbox/1", &cookie).body;
    assert!(letter.contains("/petition/confirm/…"), "{letter}");
    assert!(get("/desk/outbox/file/sample.eml", &cookie).body.contains("Nobody receives it."));
    for path in
        ["/desk/outbox/file/..%2Fcampaign.sqlite", "/desk/outbox/file/campaign.sqlite", "/desk/outbox/99999"]
    {
        assert_eq!(get(path, &cookie).status, 404, "{path}");
    }
}
