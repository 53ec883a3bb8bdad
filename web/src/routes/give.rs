//! To give, what comes of it, and the ledger. The links are those of the sample.

use super::{How, Responder, Route};
use crate::{
    answer::Answer,
    pages::{
        give::{self, pledged, receipt, told},
        ledger,
    },
};

const fn row(
    name: &'static str,
    (path, example): (&'static str, &'static str),
    how: How,
    answer: Responder,
) -> Route {
    Route { name, path, example, reads: &[], how, answer }
}

pub(super) const ROUTES: &[Route] = &[
    Route {
        name: "give",
        path: "/give",
        example: "/give",
        reads: &["to", "amount", "rhythm", "way"],
        how: How::Campaign,
        answer: |facts, asked| give::page(facts, asked).map(Answer::Page),
    },
    row("given", ("/give", "/give"), How::Entered, give::given),
    row("give-thanks", ("/give/thanks", "/give/thanks"), How::Campaign, |facts, _| {
        give::thanks(facts).map(Answer::Page)
    }),
    row("give-told", ("/give/stripe", "/give/stripe"), How::Told, told::take_event),
    row(
        "give-pledge",
        ("/give/pledge/*", "/give/pledge/ZwAAAAAAAAABf__________qvluvHybHakzFO-fJYFd8-pjbgoxEY_P7wPaPRK9ucw"),
        How::Campaign,
        |facts, asked| pledged::page(facts, asked).map(Answer::Page),
    ),
    row(
        "give-pay",
        ("/give/pay/*", "/give/pay/ZwAAAAAAAAABf__________qvluvHybHakzFO-fJYFd8-pjbgoxEY_P7wPaPRK9ucw"),
        How::Entered,
        |facts, asked| pledged::pay(facts, asked).map(Answer::Page),
    ),
    row(
        "give-ended",
        ("/give/end/*", "/give/end/ZwAAAAAAAAABf__________qvluvHybHakzFO-fJYFd8-pjbgoxEY_P7wPaPRK9ucw"),
        How::Entered,
        pledged::ended,
    ),
    row(
        "give-unnamed",
        (
            "/give/unnamed/*",
            "/give/unnamed/ZwAAAAAAAAABf__________qvluvHybHakzFO-fJYFd8-pjbgoxEY_P7wPaPRK9ucw",
        ),
        How::Entered,
        pledged::unnamed,
    ),
    row(
        "give-receipt",
        (
            "/give/receipt/*",
            "/give/receipt/cQAAAAAAAAABf__________XkiA33CEuBHM2ru9VN0AQoCnpfBPmAwTrpju7ST5K4Q",
        ),
        How::Campaign,
        |facts, asked| receipt::page(facts, asked).map(Answer::Page),
    ),
    Route {
        name: "give-statement",
        path: "/give/statement/*",
        example: "/give/statement/ZwAAAAAAAAABf__________qvluvHybHakzFO-fJYFd8-pjbgoxEY_P7wPaPRK9ucw?year=2026",
        reads: &["year"],
        how: How::Campaign,
        answer: |facts, asked| receipt::year(facts, asked).map(Answer::Page),
    },
    row("ledger", ("/ledger", "/ledger"), How::Campaign, |facts, _| ledger::page(facts).map(Answer::Page)),
    row("ledger-table", ("/ledger.csv", "/ledger.csv"), How::Campaign, |facts, _| ledger::table(facts)),
];
