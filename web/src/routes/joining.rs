//! Joining: organisations, volunteers, messages and events, and what is posted to them. Links of letters have one of the sample as
//! their example.

use super::{How, Responder, Route};
use crate::{
    answer::Answer,
    pages::{
        contact,
        events::{self, registration},
        join::{self, organisation, volunteer},
        my_data, privacy, supporters, write,
    },
};

/// A row of the table; nothing is read of a query, and what is posted is read whole.
const fn row(
    name: &'static str,
    (path, example): (&'static str, &'static str),
    how: How,
    answer: Responder,
) -> Route {
    Route { name, path, example, reads: &[], how, answer }
}

const APPLICATION: (&str, &str) =
    ("/join/confirm/*", "/join/confirm/cgAAAAAAAAAEf__________8_YQkBZorW8DknvvVHi3d-_Fp_QyxmLkfuJ00yG9ZUQ");
const VOLUNTEER: (&str, &str) = (
    "/join/volunteer/confirm/*",
    "/join/volunteer/confirm/dgAAAAAAAAABf_________9VVZSxJoXjyxqC9_Qtss_ZiQoYqbyVVK0Maipc2Ve5jw",
);
const NO_VOLUNTEER: (&str, &str) = (
    "/join/volunteer/end/*",
    "/join/volunteer/end/bgAAAAAAAAABf_________8ztLWssuHLv8LoNO-PaeY25e-5Bipe2ir3My59wAldzQ",
);
const COMES: (&str, &str) = (
    "/events/confirm/*",
    "/events/confirm/ZQAAAAAAAAABf_________8gqfZ9DmAnf5VbJwP3tvMTN0wKB1pq8oz1S4QAAdzO5g",
);
const LEAVES: (&str, &str) =
    ("/events/cancel/*", "/events/cancel/eAAAAAAAAAABf_________9bkMTHwRk9gasN6RybdHjgRD63pdfaMHF8Q35ErlUeqA");
const OWN: (&str, &str) =
    ("/my-data/*", "/my-data/ZAAAAAAAAAABf__________aDBmdxfqeSgkRW1_lUeidawU9LdlzfJEfmq1pbHpipg");
const OWN_ERASED: (&str, &str) =
    ("/my-data/*/erase", "/my-data/ZAAAAAAAAAABf__________aDBmdxfqeSgkRW1_lUeidawU9LdlzfJEfmq1pbHpipg/erase");
const LETTER: (&str, &str) = ("/write/*", "/write/charter");
const EVENT: (&str, &str) = ("/events/*", "/events/assembly");

/// In the order in which a path is looked for: the longer pattern first.
pub(super) const ROUTES: &[Route] = &[
    row("join", ("/join", "/join"), How::Campaign, |facts, _| join::page(facts).map(Answer::Page)),
    row("join-organisation", ("/join/organisation", "/join/organisation"), How::Campaign, |facts, _| {
        organisation::page(facts).map(Answer::Page)
    }),
    row(
        "join-organisation-asked",
        ("/join/organisation", "/join/organisation"),
        How::Entered,
        organisation::asked,
    ),
    row("join-confirm", APPLICATION, How::Campaign, |facts, asked| {
        organisation::before(facts, asked).map(Answer::Page)
    }),
    row("join-confirmed", APPLICATION, How::Entered, |facts, asked| {
        organisation::confirmed(facts, asked).map(Answer::Page)
    }),
    row("volunteer", ("/join/volunteer", "/join/volunteer"), How::Campaign, |facts, _| {
        volunteer::page(facts).map(Answer::Page)
    }),
    row("volunteer-asked", ("/join/volunteer", "/join/volunteer"), How::Entered, volunteer::asked),
    row("volunteer-confirm", VOLUNTEER, How::Campaign, |facts, asked| {
        volunteer::before(facts, asked).map(Answer::Page)
    }),
    row("volunteer-confirmed", VOLUNTEER, How::Entered, |facts, asked| {
        volunteer::confirmed(facts, asked).map(Answer::Page)
    }),
    row("volunteer-end", NO_VOLUNTEER, How::Campaign, |facts, asked| {
        volunteer::before_ending(facts, asked).map(Answer::Page)
    }),
    row("volunteer-ended", NO_VOLUNTEER, How::Entered, |facts, asked| {
        volunteer::ended(facts, asked).map(Answer::Page)
    }),
    row("supporters", ("/supporters", "/supporters"), How::Campaign, |facts, _| {
        supporters::page(facts).map(Answer::Page)
    }),
    row("contact", ("/contact", "/contact"), How::Campaign, |facts, _| {
        contact::page(facts).map(Answer::Page)
    }),
    row("contact-sent", ("/contact", "/contact"), How::Entered, contact::asked),
    row("events", ("/events", "/events"), How::Campaign, |facts, _| events::page(facts).map(Answer::Page)),
    row("events-calendar", ("/events.ics", "/events.ics"), How::Campaign, |facts, _| {
        events::all_for_calendars(facts)
    }),
    row("event-confirm", COMES, How::Campaign, |facts, asked| {
        registration::before(facts, asked).map(Answer::Page)
    }),
    row("event-confirmed", COMES, How::Entered, |facts, asked| {
        registration::confirmed(facts, asked).map(Answer::Page)
    }),
    row("event-cancel", LEAVES, How::Campaign, |facts, asked| {
        registration::before_leaving(facts, asked).map(Answer::Page)
    }),
    row("event-cancelled", LEAVES, How::Entered, |facts, asked| {
        registration::left(facts, asked).map(Answer::Page)
    }),
    row(
        "event-calendar",
        ("/events/*.ics", "/events/assembly.ics"),
        How::Campaign,
        events::one_for_calendars,
    ),
    row("event", EVENT, How::Campaign, |facts, asked| events::one(facts, asked).map(Answer::Page)),
    row("event-registered", EVENT, How::Entered, registration::asked),
    row("write", ("/write", "/write"), How::Campaign, |facts, _| write::page(facts).map(Answer::Page)),
    row("write-again", ("/write/*/again", "/write/charter/again"), How::Entered, |facts, asked| {
        write::again(facts, asked).map(Answer::Page)
    }),
    row("write-letter", LETTER, How::Campaign, |facts, asked| write::one(facts, asked).map(Answer::Page)),
    row("write-written", LETTER, How::Entered, write::written),
    row("my-data", ("/my-data", "/my-data"), How::Campaign, |facts, _| {
        my_data::page(facts).map(Answer::Page)
    }),
    row("my-data-asked", ("/my-data", "/my-data"), How::Entered, my_data::asked),
    row("my-data-erase", OWN_ERASED, How::Campaign, |facts, asked| {
        my_data::before_erasing(facts, asked).map(Answer::Page)
    }),
    row("my-data-erased", OWN_ERASED, How::Entered, |facts, asked| {
        my_data::erased(facts, asked).map(Answer::Page)
    }),
    row(
        "my-data-file",
        (
            "/my-data/*.json",
            "/my-data/ZAAAAAAAAAABf__________aDBmdxfqeSgkRW1_lUeidawU9LdlzfJEfmq1pbHpipg.json",
        ),
        How::Campaign,
        my_data::download,
    ),
    row("my-data-seen", OWN, How::Campaign, |facts, asked| my_data::seen(facts, asked).map(Answer::Page)),
    row("privacy", ("/privacy", "/privacy"), How::Campaign, |facts, _| {
        privacy::page(facts).map(Answer::Page)
    }),
];

#[cfg(test)]
mod tests {
    use super::*;
    use ::campaign::secret::{
        Link,
        Purpose::{
            self, CancelRegistration, ConfirmRegistration, ConfirmRequest, ConfirmVolunteer, EndVolunteering,
            OwnData,
        },
        Secrets,
    };

    #[test]
    fn the_examples_are_links_of_the_sample() {
        let secrets = Secrets::new(&[7; 32], None);
        let link = |purpose: Purpose, id| secrets.link(&Link { purpose, id, until: None });
        for ((path, example), link) in [
            (APPLICATION, link(ConfirmRequest, 4)),
            (VOLUNTEER, link(ConfirmVolunteer, 1)),
            (NO_VOLUNTEER, link(EndVolunteering, 1)),
            (COMES, link(ConfirmRegistration, 1)),
            (LEAVES, link(CancelRegistration, 1)),
            (OWN, link(OwnData, 1)),
            (OWN_ERASED, link(OwnData, 1)),
        ] {
            assert_eq!(path.replace('*', &link), example);
        }
    }
}
