//! Events and who comes to them, on both databases.

use crate::{
    office::{DAY, Desk, NOW, link},
    place::Place,
};
use campaign::{
    db::DbError,
    event::{
        self, Event, Plan, list,
        register::{self, Place as Seat, Wish},
    },
    joining::JoinRefusal,
    secret::{LinkError, Purpose},
};
use std::collections::BTreeSet;

/// Six weeks after NOW, 3 October 2024.
const PLAN: Plan<'static> = Plan {
    name: "assembly",
    title: "An assembly",
    text: "Come.",
    begins: "2024-11-15T18:30",
    ends: "2024-11-15T20:00",
    zone: "Europe/Brussels",
    place: "Town Hall",
    online: "https://meet.example.org/room",
    capacity: "2",
};

fn keeps(desk: &Desk, id: Option<u64>, plan: Plan<'static>) -> Result<u64, JoinRefusal> {
    desk.write(move |sql, _, _| event::keep(sql, id, &plan, false, None, NOW))
}

fn published(desk: &Desk) -> Event {
    let id = keeps(desk, None, PLAN).unwrap();
    assert_eq!(desk.read(|sql| event::named(sql, "assembly")), None, "a draft is for the desk");
    assert!(desk.write::<_, DbError>(move |sql, _, _| event::publish(sql, id, None, NOW)).unwrap());
    desk.read(|sql| event::named(sql, "assembly")).unwrap()
}

fn asks(desk: &Desk, event: &Event, address: &str, now: i64) -> Result<(), JoinRefusal> {
    let (event, address) = (event.clone(), address.to_owned());
    desk.write(move |sql, office, chance| {
        let wish = Wish { name: "Ann", address: &address, consents: true, network: &address };
        register::ask(sql, office, &event, &wish, now, chance)
    })
}

/// Registers and confirms: the seat, and the link that gives it up.
fn comes(desk: &Desk, event: &Event, address: &str, now: i64) -> (Seat, String) {
    asks(desk, event, address, now).unwrap();
    let confirm = link(&desk.letters(now)[0], "events/confirm");
    let (_, seat) =
        desk.write(move |sql, office, chance| register::confirm(sql, office, &confirm, now, chance)).unwrap();
    let letters = desk.letters(now);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].text.contains("https://meet.example.org/room"), seat == Seat::Comes);
    (seat, link(&letters[0], "events/cancel"))
}

fn taken(desk: &Desk) -> (u64, i64) {
    let event = desk.read(|sql| event::named(sql, "assembly")).unwrap();
    (event.taken, desk.number("SELECT COUNT(*) FROM attendee WHERE stands = 'comes'"))
}

pub fn places_are_taken_in_turn_and_who_waits_moves_up(place: &Place) {
    let desk = Desk::new(place);
    let event = published(&desk);
    let (first, cancel) = comes(&desk, &event, "a@example.org", NOW);
    let (second, _) = comes(&desk, &event, "b@example.org", NOW + 1);
    let (third, leaves) = comes(&desk, &event, "c@example.org", NOW + 2);
    let (fourth, _) = comes(&desk, &event, "d@example.org", NOW + 3);
    assert_eq!([first, second, third, fourth], [Seat::Comes, Seat::Comes, Seat::Waits, Seat::Waits]);
    assert_eq!(taken(&desk), (2, 2));
    // Whoever leaves the waiting list frees nothing.
    desk.write(move |sql, office, chance| register::cancel(sql, office, &leaves, NOW + 4, chance)).unwrap();
    assert!(desk.letters(NOW + 4).is_empty());
    desk.write(move |sql, office, chance| register::cancel(sql, office, &cancel, NOW + 5, chance)).unwrap();
    let letters = desk.letters(NOW + 5);
    assert_eq!((letters.len(), letters[0].to.to_string().as_str()), (1, "d@example.org"));
    assert!(letters[0].subject.starts_with("A place has become free"));
    assert_eq!(taken(&desk), (2, 2));
    // A bound that is raised lets the next in.
    let (fifth, _) = comes(&desk, &event, "e@example.org", NOW + 6);
    assert_eq!(fifth, Seat::Waits);
    let id = event.id;
    keeps(&desk, Some(id), Plan { capacity: "3", ..PLAN }).unwrap();
    let moved = desk
        .write::<_, DbError>(move |sql, office, chance| register::move_up(sql, office, id, NOW, &chance[0]));
    assert_eq!((moved, taken(&desk)), (Ok(1), (3, 3)));
    assert!(!desk.holds("d@example.org"), "sealed");
}

pub fn a_registration_counts_once_it_is_confirmed_by_a_button(place: &Place) {
    let desk = Desk::new(place);
    let event = published(&desk);
    asks(&desk, &event, "a@example.org", NOW).unwrap();
    let page = link(&desk.letters(NOW)[0], "events/confirm");
    let office = &desk.office;
    for _ in 0..3 {
        desk.db.read(|sql| register::look(sql, office, Purpose::ConfirmRegistration, &page, NOW)).unwrap();
    }
    assert_eq!(taken(&desk), (0, 0), "to look changes nothing");
    for _ in 0..2 {
        let page = page.clone();
        desk.write(move |sql, office, chance| register::confirm(sql, office, &page, NOW, chance)).unwrap();
    }
    assert_eq!(taken(&desk), (1, 1), "once");
    let wrong = desk.db.read(|sql| register::look(sql, office, Purpose::CancelRegistration, &page, NOW));
    assert_eq!(wrong.map(drop), Err(JoinRefusal::Link(LinkError::Forged)));
    asks(&desk, &event, "A+again@example.org", NOW + 1_000).unwrap();
    let again = desk.letters(NOW + 1_000);
    assert!(again.last().unwrap().subject.starts_with("You are registered already"));
    assert_eq!(again.last().unwrap().to.to_string(), "a@example.org", "to where it confirmed");
    assert_eq!(taken(&desk), (1, 1));
}

pub fn an_event_that_is_called_off_or_over_takes_nobody(place: &Place) {
    let desk = Desk::new(place);
    let event = published(&desk);
    comes(&desk, &event, "a@example.org", NOW);
    comes(&desk, &event, "b@example.org", NOW);
    let id = event.id;
    let off = |words: &'static str| {
        desk.write(move |sql, office, chance| {
            list::call_off(sql, office, id, words, None, NOW + 7, &chance[0])
        })
    };
    assert!(matches!(off(""), Err(JoinRefusal::Field("words", _))));
    assert_eq!(off("The hall burnt down."), Ok(2));
    let letters = desk.letters(NOW + 7);
    let to: BTreeSet<_> = letters.iter().map(|letter| letter.to.to_string()).collect();
    assert!(to.len() == 2 && letters.iter().all(|letter| letter.text.contains("The hall burnt down.")));
    assert!(letters.iter().all(|letter| !letter.text.contains("you have a place")));
    let now = desk.read(|sql| event::named(sql, "assembly")).unwrap();
    assert_eq!(asks(&desk, &now, "c@example.org", NOW + 8), Err(JoinRefusal::Gone));
    let written = event::calendar::calendar(&[now], "https://example.org", "Coalition");
    assert!(written.contains("STATUS:CANCELLED\r\n") && written.contains("SEQUENCE:1\r\n"), "{written}");
    let after = event.when.ends();
    assert_eq!(asks(&desk, &event, "c@example.org", after), Err(JoinRefusal::Gone));
    let forget = |now| desk.write::<_, DbError>(move |sql, _, _| list::forget(sql, now)).unwrap();
    let hold = || desk.number("SELECT COUNT(*) FROM consent WHERE withdrawn IS NULL");
    assert_eq!((forget(after + 90 * DAY), hold(), forget(after + 91 * DAY), hold()), (0, 2, 2, 0));
}

pub fn what_is_wrong_with_an_event_is_said(place: &Place) {
    let desk = Desk::new(place);
    let wrong = |change: fn(&mut Plan<'static>)| {
        let mut plan = PLAN;
        change(&mut plan);
        keeps(&desk, None, plan).unwrap_err().field().unwrap_or("none")
    };
    assert_eq!(wrong(|plan| plan.name = "An assembly"), "name");
    assert_eq!(wrong(|plan| plan.name = "confirm"), "name");
    assert_eq!(wrong(|plan| plan.title = ""), "title");
    assert_eq!(wrong(|plan| plan.zone = "Mars/Olympus"), "zone");
    assert_eq!(wrong(|plan| plan.ends = plan.begins), "ends");
    assert_eq!(wrong(|plan| plan.online = "javascript:x"), "online");
    assert_eq!(wrong(|plan| (plan.place, plan.online) = ("", "")), "place");
    assert_eq!(wrong(|plan| plan.capacity = "0"), "capacity");
    assert_eq!(wrong(|plan| plan.capacity = "-1"), "capacity");
    let id = keeps(&desk, None, PLAN).unwrap();
    assert_eq!(keeps(&desk, None, PLAN).unwrap_err().field(), Some("name"), "taken");
    assert_eq!(keeps(&desk, Some(id), PLAN), Ok(id));
    assert_eq!(keeps(&desk, Some(id + 9), Plan { name: "other", ..PLAN }), Err(JoinRefusal::Gone));
}

pub fn many_come_at_once_and_no_place_is_given_twice(place: &Place) {
    let desk = Desk::new(place);
    let event = published(&desk);
    let id = event.id;
    keeps(&desk, Some(id), Plan { capacity: "7", ..PLAN }).unwrap();
    let mut links = Vec::new();
    for person in 0..20 {
        asks(&desk, &event, &format!("p{person}@example.org"), NOW).unwrap();
        links.push(link(&desk.letters(NOW)[0], "events/confirm"));
    }
    // Two servers on one database.
    let other = Desk::new(place);
    std::thread::scope(|scope| {
        for (at, link) in links.into_iter().enumerate() {
            let desk = if at % 2 == 0 { &desk } else { &other };
            scope.spawn(move || {
                desk.write(move |sql, office, chance| register::confirm(sql, office, &link, NOW, chance))
                    .unwrap();
            });
        }
    });
    assert_eq!(taken(&desk), (7, 7));
    assert_eq!(desk.number("SELECT COUNT(*) FROM attendee WHERE stands = 'waits'"), 13);
}
