//! The campaign's kinds of page, and what is posted to them. Those that need a signed link have one of the sample as their
//! example. To add one: a function in `pages/`, and a row here.

use super::{How, Route};
use crate::{
    answer::Answer,
    pages::{
        self, newsletter,
        petition::{
            link::{self, Deed},
            receipt,
        },
    },
};

/// A row of the table; nothing is read of a query, and what is posted is read whole.
const fn row(
    name: &'static str,
    (path, example): (&'static str, &'static str),
    how: How,
    answer: super::Responder,
) -> Route {
    Route { name, path, example, reads: &[], how, answer }
}

/// In the order in which a path is looked for: the longer pattern first.
pub(super) const ROUTES: &[Route] = &[
    row("coalition", ("/coalition", "/coalition"), How::Campaign, |facts, _| {
        pages::coalition::page(facts).map(Answer::Page)
    }),
    row("petitions", ("/petitions", "/petitions"), How::Campaign, |facts, _| {
        pages::petition::list(facts).map(Answer::Page)
    }),
    row("petition-receipt", ("/petition/receipt", "/petition/receipt"), How::Campaign, |facts, _| {
        receipt::page(facts).map(Answer::Page)
    }),
    row(
        "petition-receipt-checked",
        ("/petition/receipt", "/petition/receipt"),
        How::Entered,
        receipt::checked,
    ),
    row(
        "petition-confirm",
        (
            "/petition/confirm/*",
            "/petition/confirm/YwAAAAAAAAAEf_________8y9fhnjeuCXhsJ36LBX9Kp4cUZzgj6LOhF_nOem1-csQ",
        ),
        How::Campaign,
        |facts, asked| link::look(facts, asked, Deed::Confirm).map(Answer::Page),
    ),
    row(
        "petition-confirmed",
        (
            "/petition/confirm/*",
            "/petition/confirm/YwAAAAAAAAAEf_________8y9fhnjeuCXhsJ36LBX9Kp4cUZzgj6LOhF_nOem1-csQ",
        ),
        How::Begun,
        |facts, asked| link::done(facts, asked, Deed::Confirm),
    ),
    row(
        "petition-confirm-and-subscribe",
        (
            "/petition/confirm-and-subscribe/*",
            "/petition/confirm-and-subscribe/YwAAAAAAAAAEf_________8y9fhnjeuCXhsJ36LBX9Kp4cUZzgj6LOhF_nOem1-csQ",
        ),
        How::Campaign,
        |facts, asked| link::look(facts, asked, Deed::ConfirmAndSubscribe).map(Answer::Page),
    ),
    row(
        "petition-confirmed-and-subscribed",
        (
            "/petition/confirm-and-subscribe/*",
            "/petition/confirm-and-subscribe/YwAAAAAAAAAEf_________8y9fhnjeuCXhsJ36LBX9Kp4cUZzgj6LOhF_nOem1-csQ",
        ),
        How::Begun,
        |facts, asked| link::done(facts, asked, Deed::ConfirmAndSubscribe),
    ),
    row(
        "petition-withdraw",
        (
            "/petition/withdraw/*",
            "/petition/withdraw/dwAAAAAAAAABf_________9JH9jW3qIXH_O7DV2YDLWH1NbTc3cAoC7ahHgX2PZlcA",
        ),
        How::Campaign,
        |facts, asked| link::look(facts, asked, Deed::Withdraw).map(Answer::Page),
    ),
    row(
        "petition-withdrawn",
        (
            "/petition/withdraw/*",
            "/petition/withdraw/dwAAAAAAAAABf_________9JH9jW3qIXH_O7DV2YDLWH1NbTc3cAoC7ahHgX2PZlcA",
        ),
        How::Begun,
        |facts, asked| link::done(facts, asked, Deed::Withdraw),
    ),
    row("petition", ("/petition/*", "/petition/charter"), How::Campaign, |facts, asked| {
        pages::petition::page(facts, asked).map(Answer::Page)
    }),
    row("petition-signed", ("/petition/*", "/petition/charter"), How::Begun, pages::petition::signed),
    row("newsletter", ("/newsletter", "/newsletter"), How::Campaign, |facts, _| {
        newsletter::page(facts).map(Answer::Page)
    }),
    row("newsletter-asked", ("/newsletter", "/newsletter"), How::Entered, newsletter::asked),
    row(
        "newsletter-confirm",
        (
            "/newsletter/confirm/*",
            "/newsletter/confirm/cwAAAAAAAAACf_________9nrYSEElI-jWZrst-t6uB7ZsERftRdQ4vmj0W_LCkvuw",
        ),
        How::Campaign,
        |facts, asked| newsletter::look(facts, asked).map(Answer::Page),
    ),
    row(
        "newsletter-confirmed",
        (
            "/newsletter/confirm/*",
            "/newsletter/confirm/cwAAAAAAAAACf_________9nrYSEElI-jWZrst-t6uB7ZsERftRdQ4vmj0W_LCkvuw",
        ),
        How::Entered,
        |facts, asked| newsletter::confirmed(facts, asked).map(Answer::Page),
    ),
    row(
        "newsletter-leave",
        (
            "/newsletter/leave/*",
            "/newsletter/leave/dQAAAAAAAAABf_________92ZuiHwInZy5zR5p-XfNRazStvvWxvW0DBDGF0zHiuSg",
        ),
        How::Campaign,
        |facts, asked| newsletter::before_leaving(facts, asked).map(Answer::Page),
    ),
    row(
        "newsletter-left",
        (
            "/newsletter/leave/*",
            "/newsletter/leave/dQAAAAAAAAABf_________92ZuiHwInZy5zR5p-XfNRazStvvWxvW0DBDGF0zHiuSg",
        ),
        How::OneClick,
        |facts, asked| newsletter::left(facts, asked).map(Answer::Page),
    ),
    row("newsletter-archive", ("/newsletter/archive", "/newsletter/archive"), How::Campaign, |facts, _| {
        newsletter::archive::page(facts).map(Answer::Page)
    }),
    row(
        "newsletter-issue",
        ("/newsletter/archive/*", "/newsletter/archive/1"),
        How::Campaign,
        |facts, asked| newsletter::archive::one(facts, asked).map(Answer::Page),
    ),
];
