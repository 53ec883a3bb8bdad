//! The server over raw sockets: what it answers to whom, and that no request, however broken, slow or large, keeps it
//! from answering the next.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod broken;
mod forms;
mod headers;
mod log;
mod served;

use served::{ask, port};

#[test]
fn pages_answer() {
    let answer = ask(format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", port()));
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("<h1>A community of democracies"));
}

#[test]
fn the_example_of_every_route_answers() {
    for route in web::routes::ROUTES.iter().filter(|route| !route.how.is_posted()) {
        let status = served::get(route.example).status;
        match (route.how.power(), route.name) {
            // Nobody is signed in: to the door.
            (Some(_), _) => assert_eq!(status, 303, "{}", route.example),
            (None, "sign-in-link") => assert_eq!(status, 404),
            _ => assert!(matches!(status, 200 | 307 | 308), "{}: {status}", route.example),
        }
    }
}

#[test]
fn a_head_has_the_headers_and_no_body() {
    let request = |method: &str| {
        format!("{method} /states HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", port())
    };
    let (get, head) = (ask(request("GET")), ask(request("HEAD")));
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert!(head.body.is_empty() && get.body.len() > 10_000);
}

/// What is asked, and the status and the words that come back.
fn check(path: &str, status: u16, words: &str) {
    let answer = served::get(path);
    assert_eq!(answer.status, status, "{path}");
    assert!(answer.text().contains(words), "{path}: `{words}` is missing in\n{}", answer.text());
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    check("/nothing", 404, "Nothing stands at “/nothing”.");
    check("/?year=99999", 404, "There is no record of the year “99999”.");
    check("/?year=99999", 404, "The record runs from 1900 to 20");
    check("/?year=-1", 404, "There is no record of the year “-1”.");
    check("/?year=1e3", 404, "There is no record of the year “1e3”.");
    check("/?charter=world-federatoin", 404, "Did you mean world-federation?");
    check("/states/norwya", 404, "/states/norway");
    check("/states/%00", 404, "No state is called");
    check("/states?verdict=maybe", 400, "“verdict” cannot be “maybe”.");
    check("/states?sort=colour", 400, "“sort” cannot be “colour”.");
    check("/states?group=natto", 400, "Did you mean nato?");
    check("/states/norway.csv?indicator=happiness", 404, "There is no indicator “happiness”.");
    check("/states/norway?year=1900", 200, "is not in the list of states");
    for path in ["/?year=2025", "/states?year=2025"] {
        check(path, 200, "The data end in 2024: what is judged for 2025 rests on values carried forward");
    }
}

#[test]
fn what_readers_type_is_escaped() {
    check("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", 200, "“&lt;script&gt;alert(1)&lt;/script&gt;”");
    check("/?charter=%22%3E%3Cb%3E", 404, "“&quot;&gt;&lt;b&gt;”");
}

#[test]
fn states_are_found_under_their_other_names() {
    for (path, to) in [
        ("/states/NOR", "/states/norway"),
        ("/states/Norway?year=1975", "/states/norway?year=1975"),
        ("/states/", "/states"),
    ] {
        let answer = served::get(path);
        assert_eq!((answer.status, answer.header("location")), (308, Some(to)), "{path}");
    }
}

#[test]
fn escapes_in_a_path_are_read() {
    check("/states/nor%77ay", 200, "<h1>Norway</h1>");
    check("/states/%ff", 400, "not UTF-8");
    check("/states/norway%2f..%2fsweden", 404, "No state is called");
}

/// Every state's page, under every charter, is a page.
#[test]
fn every_state_has_a_page_of_its_own() {
    let world = world::World::embedded();
    let mut addresses: Vec<String> = world.state_ixs().map(|ix| world.state(ix).slug()).collect();
    let all = addresses.len();
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), all, "two states share an address");
    let facts = web::Facts::embedded();
    for (place, slug) in addresses.iter().enumerate() {
        let charter = facts.charters[place % facts.charters.len()].name;
        let query = web::query::Query::read(&format!("charter={charter}")).unwrap();
        let (route, _) = web::routes::find("/states/norway", false).unwrap();
        let answer = route.ask(facts, slug, &query).unwrap();
        let web::answer::Answer::Page(page) = answer else { panic!("{slug} moved") };
        assert!(page.body.into_string().contains("<h1>"), "{slug}");
    }
}
