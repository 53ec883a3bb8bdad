//! Every route of the desk × every role, generated from the routes: in, 403, or to the door.

use crate::served::{Answer, get, own, post, served};
use campaign::people::Role;
use web::routes::{How, ROUTES, Route};

fn ask(route: &Route, cookie: &str) -> Answer {
    match route.how {
        How::Ordered(_) => post(route.example, &format!("{}{cookie}", own()), ""),
        _ => get(route.example, cookie),
    }
}

fn is_to_the_door(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location") == "/sign-in"
}

#[test]
fn every_role_comes_as_far_as_its_powers() {
    let mut tried = 0;
    for (route, power) in ROUTES.iter().filter_map(|route| Some((route, route.how.power()?))) {
        assert!(is_to_the_door(&ask(route, "")), "{}: nobody", route.name);
        for role in Role::ALL {
            let answer = ask(route, &served().cookie(role));
            let name = format!("{} as {}", route.name, role.word());
            match role.may(power) {
                // What an empty form comes to is its page's matter, but it comes to it.
                true if route.name == "signed-out" => assert!(is_to_the_door(&answer), "{name}"),
                true => {
                    assert!(!is_to_the_door(&answer) && answer.status != 403, "{name}: {}", answer.status);
                    assert!(answer.status < 500, "{name}: {}", answer.status);
                }
                false => assert_eq!(answer.status, 403, "{name}"),
            }
            tried += 1;
        }
    }
    assert!(tried >= 8);
}

#[test]
fn the_frame_shows_only_where_one_may_go() {
    for role in Role::ALL {
        let page = get("/desk", &served().cookie(role)).body;
        assert!(page.contains(&format!("A sample {}", role.word())));
        for (_, places) in web::pages::desk::PLACES {
            for place in *places {
                let shown = page.contains(&format!("<li><a href=\"{}\"", place.path));
                assert_eq!(shown, role.may(place.power), "{} as {}", place.path, role.word());
            }
        }
    }
}

#[test]
fn nothing_of_the_desk_is_kept_or_framed() {
    for route in ROUTES.iter().filter(|route| matches!(route.how, How::Desk(_))) {
        let answer = get(route.example, &served().cookie(Role::Administrator));
        assert_eq!(answer.header("cache-control"), "no-store", "{}", route.name);
        assert_eq!(answer.header("x-frame-options"), "DENY", "{}", route.name);
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"]
        {
            assert!(policy.contains(part), "{}: {policy}", route.name);
        }
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
