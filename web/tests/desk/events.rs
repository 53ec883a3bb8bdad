//! Events: planned, published, registered for, changed and called off; and as calendars read them.

use crate::{
    joining::{desk, letter, link, order, send},
    served::{get, served},
};
use campaign::people::Role;

const PLAN: &str = "name=feast&title=A+%3Ci%3Efeast%3C%2Fi%3E&text=We+%2Aeat%2A.&begins=2035-06-01T18%3A30\
                    &ends=2035-06-01T20%3A00&zone=Europe%2FBrussels&place=Town+Hall&online=https%3A%2F%2Fmeet.example%2Fsecret\
                    &capacity=1";

fn comes(name: &str, address: &str) -> (String, String) {
    let form = format!("name={name}&email={address}%40example.org&consent=yes");
    assert_eq!(send("/events/feast", &form).status, 200);
    let confirm = link(&letter(&format!("{address}@example.org")), "events/confirm");
    assert!(get(&confirm, "").body.contains("I come"), "a button, and nothing before it");
    let page = send(&confirm, "");
    assert_eq!(page.status, 200);
    (page.body, link(&letter(&format!("{address}@example.org")), "events/cancel"))
}

#[test]
fn an_events_whole_life() {
    let wrong = order(Role::Editor, "/desk/events/new", &PLAN.replace("T18%3A30", ""));
    assert!(wrong.status == 400 && wrong.body.contains("value=\"A &lt;i&gt;feast&lt;/i&gt;\""));
    let made = order(Role::Editor, "/desk/events/new", PLAN);
    assert_eq!(made.status, 303);
    let here = made.header("location").to_owned();
    assert_eq!(get("/events/feast", "").status, 404, "nobody sees a draft");
    assert_eq!(get("/events/feast.ics", "").status, 404);
    let wrong = order(Role::Editor, &format!("{here}/call-off"), "words=It+rains+too+much.");
    assert_eq!(wrong.status, 400, "a draft cannot be called off");
    assert_eq!(order(Role::Editor, &format!("{here}/publish"), "").status, 303);
    let page = get("/events/feast", "").body;
    assert!(page.contains("A &lt;i&gt;feast&lt;/i&gt;") && page.contains("<em>eat</em>"));
    assert!(!page.contains("meet.example"), "where it is online is for whoever has a place");

    // Two want the one place.
    let (first, leave) = comes("%3DFirst", "feast1");
    assert!(first.contains("You have a place"));
    assert!(letter("feast1@example.org").contains("https://meet.example/secret"));
    let (second, _) = comes("Second", "feast2");
    assert!(second.contains("You are on the waiting list"));
    assert!(!letter("feast2@example.org").contains("meet.example"));
    let list = here.replace("/desk/events/", "/desk/registrations/");
    let table = get(&format!("{list}.csv"), &served().cookie(Role::Moderator));
    assert!(table.body.contains("'=First,feast1@example.org,comes,"), "no formula: {}", table.body);
    assert!(desk(Role::Moderator, "/desk/registrations").contains("A &lt;i&gt;feast"));

    // Another hour: both are told. Then the first gives the place up, and the second moves up.
    assert_eq!(order(Role::Editor, &here, &PLAN.replace("T18%3A30", "T19%3A00")).status, 303);
    assert!(
        letter("feast2@example.org").contains("19:00")
            && letter("feast2@example.org").contains("waiting list")
    );
    assert!(get(&leave, "").body.contains("I do not come"));
    assert_eq!((send(&leave, "").status, send(&leave, "").status), (200, 404));
    assert!(letter("feast2@example.org").contains("A place has become free"));
    let table = get(&format!("{list}.csv"), &served().cookie(Role::Moderator)).body;
    assert!(table.contains("Second,feast2@example.org,comes,") && !table.contains("feast1"), "{table}");

    // More places: whoever waits moves up at once.
    let (third, _) = comes("Third", "feast3");
    assert!(third.contains("waiting list"));
    assert_eq!(
        order(Role::Editor, &here, &PLAN.replace("T18%3A30", "T19%3A00").replace("capacity=1", "capacity=2"))
            .status,
        303
    );
    assert!(letter("feast3@example.org").contains("A place has become free"));

    assert_eq!(order(Role::Editor, &format!("{here}/call-off"), "words=").status, 400);
    assert_eq!(order(Role::Editor, &format!("{here}/call-off"), "words=The+hall+burned+down.").status, 303);
    assert!(letter("feast2@example.org").contains("The hall burned down."));
    assert!(get("/events/feast", "").body.contains("It does not take place."));
    assert_eq!(send("/events/feast", "name=Late&email=late%40example.org&consent=yes").status, 400);
    assert!(get("/events/feast.ics", "").body.contains("STATUS:CANCELLED\r\n"));
}

#[test]
fn calendars_are_served_as_calendars() {
    for path in ["/events.ics", "/events/assembly.ics"] {
        let file = get(path, "");
        assert_eq!(
            (file.status, file.header("content-type")),
            (200, "text/calendar; charset=utf-8"),
            "{path}"
        );
        assert!(
            file.body.starts_with("BEGIN:VCALENDAR\r\n") && file.body.ends_with("END:VCALENDAR\r\n"),
            "{path}"
        );
        assert!(file.body.contains("DTSTART:20350509T163000Z\r\n"), "{path}: UTC: {}", file.body);
        assert!(file.body.split("\r\n").all(|line| line.len() <= 75), "{path}");
        assert!(!file.body.contains("meet.example"), "{path}");
    }
}
