//! The desk of joining: organisations, volunteers, messages, events, letters to representatives, personal data.

use super::{Route, order, page};
use crate::{
    answer::Answer,
    pages::desk::{
        events::{self, registered},
        joining, letters, messages, privacy, volunteers,
    },
};
use ::campaign::people::Power::{Administer, Moderate, Publish};

const ORGANISATION: (&str, &str) = ("/desk/joining/*", "/desk/joining/4");
const MESSAGE: (&str, &str) = ("/desk/messages/*", "/desk/messages/1");
const EVENT: (&str, &str) = ("/desk/events/*", "/desk/events/1");
const LETTER: (&str, &str) = ("/desk/letters/*", "/desk/letters/1");

/// In the order in which a path is looked for: the longer pattern first.
pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk-joining", ("/desk/joining", "/desk/joining"), Moderate, &[], |facts, asked| {
        joining::page(facts, asked).map(Answer::Page)
    }),
    page("desk-joining-new", ("/desk/joining/new", "/desk/joining/new"), Moderate, &[], |facts, asked| {
        joining::new(facts, asked).map(Answer::Page)
    }),
    order("desk-joining-entered", ("/desk/joining/new", "/desk/joining/new"), Moderate, joining::entered),
    order(
        "desk-joining-decided",
        ("/desk/joining/*/decide", "/desk/joining/4/decide"),
        Moderate,
        joining::decided,
    ),
    order(
        "desk-joining-taken-away",
        ("/desk/joining/*/take-away", "/desk/joining/4/take-away"),
        Moderate,
        joining::taken_away,
    ),
    order(
        "desk-organisation-logo",
        ("/desk/joining/*/logo", "/desk/joining/1/logo"),
        Moderate,
        joining::logo::given,
    ),
    page("desk-organisation", ORGANISATION, Moderate, &[], |facts, asked| {
        joining::one(facts, asked).map(Answer::Page)
    }),
    order("desk-organisation-mended", ORGANISATION, Moderate, joining::mended),
    page(
        "desk-volunteers",
        ("/desk/volunteers", "/desk/volunteers"),
        Moderate,
        &["country"],
        |facts, asked| volunteers::page(facts, asked).map(Answer::Page),
    ),
    page(
        "desk-volunteers-table",
        ("/desk/volunteers.csv", "/desk/volunteers.csv"),
        Moderate,
        &["country"],
        volunteers::table,
    ),
    page("desk-messages", ("/desk/messages", "/desk/messages"), Moderate, &[], |facts, asked| {
        messages::page(facts, asked).map(Answer::Page)
    }),
    page("desk-message", MESSAGE, Moderate, &[], |facts, asked| {
        messages::one(facts, asked).map(Answer::Page)
    }),
    order("desk-message-done", MESSAGE, Moderate, messages::done),
    page("desk-events", ("/desk/events", "/desk/events"), Publish, &[], |facts, asked| {
        events::page(facts, asked).map(Answer::Page)
    }),
    page("desk-event-new", ("/desk/events/new", "/desk/events/new"), Publish, &[], |facts, asked| {
        events::new(facts, asked).map(Answer::Page)
    }),
    order("desk-event-made", ("/desk/events/new", "/desk/events/new"), Publish, events::made),
    order(
        "desk-event-published",
        ("/desk/events/*/publish", "/desk/events/1/publish"),
        Publish,
        events::published,
    ),
    order(
        "desk-event-called-off",
        ("/desk/events/*/call-off", "/desk/events/1/call-off"),
        Publish,
        events::called_off,
    ),
    page(
        "desk-registrations",
        ("/desk/registrations", "/desk/registrations"),
        Moderate,
        &[],
        |facts, asked| registered::all(facts, asked).map(Answer::Page),
    ),
    page(
        "desk-registrations-table",
        ("/desk/registrations/*.csv", "/desk/registrations/1.csv"),
        Moderate,
        &[],
        registered::table,
    ),
    page(
        "desk-registrations-of",
        ("/desk/registrations/*", "/desk/registrations/1"),
        Moderate,
        &[],
        |facts, asked| registered::page(facts, asked).map(Answer::Page),
    ),
    page("desk-event", EVENT, Publish, &[], |facts, asked| events::one(facts, asked).map(Answer::Page)),
    order("desk-event-saved", EVENT, Publish, events::saved),
    page(
        "desk-letters-to-representatives",
        ("/desk/letters", "/desk/letters"),
        Publish,
        &[],
        |facts, asked| letters::page(facts, asked).map(Answer::Page),
    ),
    order("desk-letter-made", ("/desk/letters", "/desk/letters"), Publish, letters::made),
    order(
        "desk-letter-taken-away",
        ("/desk/letters/*/take-away", "/desk/letters/999/take-away"),
        Publish,
        letters::taken_away,
    ),
    page("desk-letter-to-representative", LETTER, Publish, &[], |facts, asked| {
        letters::one(facts, asked).map(Answer::Page)
    }),
    order("desk-letter-saved", LETTER, Publish, letters::saved),
    page("desk-privacy", ("/desk/privacy", "/desk/privacy"), Administer, &[], |facts, asked| {
        privacy::page(facts, asked).map(Answer::Page)
    }),
    order("desk-privacy-erased", ("/desk/privacy", "/desk/privacy"), Administer, privacy::erased),
];
