//! The door: links, sessions, and what was planted before.

use crate::served::{Answer, fresh, get, own, post, served};
use campaign::people::{Role, session, sign_in};

/// The path of a new link of somebody.
fn link(role: Role, lasts: i64) -> String {
    let of = served().account(role);
    let link = served()
        .campaign
        .write(move |sql, office| sign_in::link(sql, office, &of, lasts, web::campaign::now(), fresh()));
    let link: Result<String, campaign::db::DbError> = link;
    let link = link.unwrap();
    link[link.find("/sign-in/").unwrap()..].to_owned()
}

fn enter(path: &str, lines: &str) -> Answer {
    post(path, &format!("{}X-Forwarded-For: 192.0.2.{}\r\n{lines}", own(), fresh()[0]), "")
}

#[test]
fn a_link_shows_a_button_and_the_button_enters_once() {
    let path = link(Role::Moderator, 900);
    for _ in 0..3 {
        let page = get(&path, "");
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Sign in as A sample moderator") && page.all("set-cookie").is_empty());
    }
    let entered = enter(&path, "");
    assert_eq!((entered.status, entered.header("location")), (303, "/desk"));
    let cookies = entered.all("set-cookie");
    assert!(cookies.iter().all(|set| set.contains("; HttpOnly; SameSite=Lax")), "{cookies:?}");
    let session = entered.session().unwrap();
    assert!(get("/desk", &session).body.contains("A sample moderator"));
    let again = enter(&path, "");
    assert_eq!(again.status, 404);
    assert!(again.session().is_none() && again.body.contains("This link opens nothing"));
    assert_eq!(enter(&link(Role::Moderator, -1), "").status, 404, "late");
    assert_eq!(enter("/sign-in/AAAA", "").status, 404, "forged");
}

#[test]
fn what_was_done_is_said_once() {
    let entered = enter(&link(Role::Treasurer, 900), "");
    let both: Vec<_> = entered.all("set-cookie").iter().filter_map(|set| set.split(';').next()).collect();
    let page = get("/desk", &format!("Cookie: {}\r\n", both.join("; ")));
    assert!(page.body.contains("You are signed in as A sample treasurer."));
    assert!(
        page.header("set-cookie").starts_with("koinon-said=; ")
            && page.header("set-cookie").contains("Max-Age=0")
    );
}

/// Whoever planted a cookie before somebody signs in has nothing by it afterwards.
#[test]
fn a_session_that_was_planted_is_never_taken_on() {
    let planted = "Cookie: koinon-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n";
    let entered = enter(&link(Role::Editor, 900), planted);
    let session = entered.session().unwrap();
    assert_ne!(session, planted);
    assert_eq!((get("/desk", planted).status, get("/desk", &session).status), (303, 200));
    // A running session of one's own, or of whoever planted it, ends where another begins.
    let other = served().cookie(Role::Moderator);
    let entered = enter(&link(Role::Editor, 900), &other);
    assert!(get("/desk", &entered.session().unwrap()).body.contains("A sample editor"));
    assert_eq!(get("/desk", &other).status, 303);
}

#[test]
fn sessions_end_by_time_and_with_their_account() {
    let now = web::campaign::now();
    let status = |begun: i64| {
        get("/desk", &format!("Cookie: koinon-session={}\r\n", served().session(Role::Editor, begun))).status
    };
    assert_eq!(status(now - session::IDLE + 60), 200);
    assert_eq!(status(now - session::IDLE - 60), 303);
    let ended = served().campaign.write(move |sql, office| {
        campaign::people::appoint(sql, office, "gone@example.org", "Gone", Role::Treasurer, now, [1; 12])
    });
    let id = ended.unwrap().id;
    let begin =
        move |sql: &mut dyn campaign::db::Sql| session::begin(sql, id, "link", "Test/1", now, fresh());
    let cookie = format!("Cookie: koinon-session={}\r\n", served().campaign.db.write(begin).unwrap());
    assert_eq!(get("/desk", &cookie).status, 200);
    served().campaign.db.write(move |sql| campaign::people::dismiss(sql, id, now)).unwrap();
    assert_eq!(get("/desk", &cookie).status, 303, "at once");
}

#[test]
fn the_door_says_nothing_of_who_has_an_account() {
    let ask = |address: &str, network: u8| {
        let lines = format!("{}X-Forwarded-For: 198.51.100.{network}\r\n", own());
        post("/sign-in", &lines, &format!("email={address}"))
    };
    let (known, unknown) = (ask("editor%40example.org", 1), ask("nobody%40example.org", 1));
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    assert_eq!(ask("nobody", 1).status, 400);
    let statuses: Vec<_> = (0..40).map(|_| ask("nobody%40example.org", 2).status).collect();
    assert_eq!((statuses[0], statuses[39]), (200, 429));
}
