//! Attacks on the frame of the whole site: every form sent from elsewhere, every page in a frame, receipts by the thousand.

use crate::served::{get, own, post, served};
use campaign::people::Role;
use web::routes::{How, ROUTES, Route};

/// Whatever a form does, it does nothing where another site sends it, with the cookie of somebody who may. What a program tells comes
/// from elsewhere, and is believed by its signature alone.
#[test]
fn no_form_is_taken_from_another_site() {
    let cookie = served().cookie(Role::Administrator);
    let port = served().port;
    let foreign = [
        "Origin: https://elsewhere.example\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        format!("Origin: http://localhost:{port}.elsewhere.example\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
        format!("Origin: http://localhost:{port}\r\nSec-Fetch-Site: cross-site\r\n"),
    ];
    let mut tried = 0;
    let from_elsewhere = [How::OneClick, How::Told];
    for route in ROUTES.iter().filter(|route| route.how.is_posted() && !from_elsewhere.contains(&route.how)) {
        let path = route.example.split('?').next().unwrap_or_default();
        for lines in &foreign {
            let answer = post(path, &format!("{cookie}{lines}"), "");
            assert_eq!(answer.status, 403, "{} {lines}", route.name);
            assert!(answer.all("set-cookie").is_empty(), "{} {lines}", route.name);
            tried += 1;
        }
        if matches!(route.how, How::Ordered(_)) {
            assert_eq!(post(path, &cookie, "").status, 403, "{}: without a word of where from", route.name);
        }
    }
    assert!(tried > 100, "{tried}");
    assert_eq!(get("/desk", &cookie).status, 200, "and who is signed in still is");
}

#[test]
fn no_page_stands_in_a_frame_or_runs_what_is_not_ours() {
    let cookie = served().cookie(Role::Administrator);
    let of_the_campaign = |route: &&Route| matches!(route.how, How::Campaign | How::Desk(_));
    for route in ROUTES.iter().filter(of_the_campaign) {
        let lines = if route.how.power().is_some() { cookie.as_str() } else { "" };
        let answer = get(route.example, lines);
        assert_eq!(answer.header("x-frame-options"), "DENY", "{}", route.name);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{}", route.name);
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"]
        {
            assert!(policy.contains(part), "{}: {policy}", route.name);
        }
        assert!(!policy.contains("unsafe"), "{}: {policy}", route.name);
    }
}

/// What a page of the desk shows of a query, and what a form gives back, is text.
#[test]
fn nothing_typed_becomes_markup() {
    let cookie = served().cookie(Role::Administrator);
    let evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for (path, form) in [
        ("/desk/people", format!("name={evil}&email={evil}&role=editor")),
        ("/desk/settings", format!("sender={evil}&address={evil}&postal={evil}&origin={evil}")),
        ("/desk/settings/mail", format!("protection=tls&host={evil}&user={evil}&pace={evil}")),
        ("/desk/settings/key", format!("do=set&domain={evil}&selector={evil}&key={evil}")),
        ("/desk/account/passkey", format!("name={}", evil.repeat(3))),
        ("/sign-in", format!("email={evil}")),
    ] {
        let answer = post(path, &format!("{cookie}{}", own()), &form);
        assert_eq!(answer.status, 400, "{path}");
        assert!(!answer.body.contains("<script>alert"), "{path}");
    }
    for path in
        ["/desk/log?before=%22%3E%3Cscript%3Ealert(1)", "/desk/outbox?stands=%22%3E%3Cscript%3Ealert(1)"]
    {
        let answer = get(path, &cookie);
        assert!(answer.status == 200 && !answer.body.contains("<script>alert"), "{path}");
    }
}

#[test]
fn receipts_are_not_tried_without_end() {
    let check = || {
        let lines = format!("{}X-Forwarded-For: 203.0.113.200\r\n", own());
        post("/petition/receipt", &lines, &format!("receipt=1.0.{}&email=a%40example.org", "ab".repeat(32)))
            .status
    };
    let statuses: Vec<_> = (0..70).map(|_| check()).collect();
    assert_eq!((statuses[0], statuses[69]), (400, 429), "{statuses:?}");
}

/// A token that somebody else chose is never a session, in whatever form it is sent.
#[test]
fn no_cookie_is_a_session_that_the_site_did_not_begin() {
    let begun = served().cookie(Role::Editor);
    let token = begun.trim_end().rsplit('=').next().unwrap();
    for cookie in [
        "koinon-session=".to_owned(),
        "koinon-session=' OR 1=1 --".to_owned(),
        format!("koinon-session={}", "A".repeat(43)),
        format!("koinon-session={}A", token),
        format!("koinon-session={}", &token[1..]),
        format!("koinon-session={}", token.to_ascii_uppercase()),
        // The name that is bound to https counts only there.
        format!("__Host-koinon-session={token}"),
        format!("Koinon-Session={token}"),
    ] {
        assert_eq!(get("/desk", &format!("Cookie: {cookie}\r\n")).status, 303, "{cookie}");
    }
    assert_eq!(get("/desk", &begun).status, 200);
}
