//! The treasurer's pages and forms.

use super::{Route, order, page};
use crate::{
    answer::Answer,
    pages::desk::gifts::{self, aims, books, entities, receipts, statements},
};
use ::campaign::people::Power;

const POWER: Power = Power::KeepAccounts;
const ASKED: &[&str] = &["of", "kind", "since", "until"];

pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk-gifts", ("/desk/gifts", "/desk/gifts"), POWER, ASKED, |facts, asked| {
        gifts::page(facts, asked).map(Answer::Page)
    }),
    page("desk-gifts-table", ("/desk/gifts/gifts.csv", "/desk/gifts/gifts.csv"), POWER, ASKED, books::gifts),
    order("gift-entered", ("/desk/gifts/enter", "/desk/gifts/enter"), POWER, gifts::entered),
    order("gift-taken-back", ("/desk/gifts/back", "/desk/gifts/back"), POWER, gifts::taken_back),
    order("gift-event", ("/desk/gifts/event", "/desk/gifts/event"), POWER, gifts::event_set_aside),
    page(
        "desk-statements",
        ("/desk/gifts/statements", "/desk/gifts/statements"),
        POWER,
        &[],
        |facts, asked| statements::page(facts, asked).map(Answer::Page),
    ),
    order(
        "statement-uploaded",
        ("/desk/gifts/statements", "/desk/gifts/statements"),
        POWER,
        statements::uploaded,
    ),
    order(
        "statement-taken",
        ("/desk/gifts/statements/take", "/desk/gifts/statements/take"),
        POWER,
        statements::taken,
    ),
    order(
        "statement-discarded",
        ("/desk/gifts/statements/discard", "/desk/gifts/statements/discard"),
        POWER,
        statements::discarded,
    ),
    order(
        "line-placed",
        ("/desk/gifts/statements/assign", "/desk/gifts/statements/assign"),
        POWER,
        statements::assigned,
    ),
    order(
        "line-opened",
        ("/desk/gifts/statements/reopen", "/desk/gifts/statements/reopen"),
        POWER,
        statements::reopened,
    ),
    page(
        "desk-statement",
        ("/desk/gifts/statements/*", "/desk/gifts/statements/1"),
        POWER,
        &[],
        |facts, asked| statements::look(facts, asked).map(Answer::Page),
    ),
    page(
        "desk-receipts",
        ("/desk/gifts/receipts", "/desk/gifts/receipts"),
        POWER,
        &["year"],
        |facts, asked| receipts::page(facts, asked).map(Answer::Page),
    ),
    order(
        "receipt-issued",
        ("/desk/gifts/receipts/issue", "/desk/gifts/receipts/issue"),
        POWER,
        receipts::issued,
    ),
    order(
        "receipt-cancelled",
        ("/desk/gifts/receipts/cancel", "/desk/gifts/receipts/cancel"),
        POWER,
        receipts::cancelled,
    ),
    order(
        "years-sent",
        ("/desk/gifts/receipts/years", "/desk/gifts/receipts/years"),
        POWER,
        receipts::years_sent,
    ),
    page("desk-entities", ("/desk/gifts/entities", "/desk/gifts/entities"), POWER, &[], |facts, asked| {
        entities::page(facts, asked).map(Answer::Page)
    }),
    page("desk-entity", ("/desk/gifts/entities/*", "/desk/gifts/entities/dc"), POWER, &[], |facts, asked| {
        entities::one(facts, asked).map(Answer::Page)
    }),
    order("entity-kept", ("/desk/gifts/entities/*", "/desk/gifts/entities/dc"), POWER, entities::kept),
    order("stripe-set", ("/desk/gifts/stripe/*", "/desk/gifts/stripe/dc"), POWER, entities::cards_set),
    page("desk-goals", ("/desk/gifts/goals", "/desk/gifts/goals"), POWER, &["goal"], |facts, asked| {
        aims::page(facts, asked).map(Answer::Page)
    }),
    order("goal-kept", ("/desk/gifts/goals", "/desk/gifts/goals"), POWER, aims::kept),
    order("ledger-chosen", ("/desk/gifts/choices", "/desk/gifts/choices"), POWER, aims::chosen),
    page("desk-books", ("/desk/gifts/books", "/desk/gifts/books"), POWER, &[], |facts, asked| {
        books::page(facts, asked).map(Answer::Page)
    }),
    page(
        "desk-journal-table",
        ("/desk/gifts/journal.csv", "/desk/gifts/journal.csv?of=dc"),
        POWER,
        &["of"],
        books::table,
    ),
    page(
        "desk-journal-text",
        ("/desk/gifts/journal.txt", "/desk/gifts/journal.txt?of=dc"),
        POWER,
        &["of"],
        books::text,
    ),
];
