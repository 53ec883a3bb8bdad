//! Petitions and signatures at the desk.

use super::{Route, order, page};
use crate::{
    answer::Answer,
    pages::desk::{
        petitions::{self, edit, handover, policy},
        signatures,
    },
};
use ::campaign::people::Power;

/// In the order in which a path is looked for: the longer pattern first.
pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk-petitions", ("/desk/petitions", "/desk/petitions"), Power::Moderate, &[], |facts, asked| {
        petitions::page(facts, asked).map(Answer::Page)
    }),
    order("petition-published", ("/desk/petitions", "/desk/petitions"), Power::Moderate, edit::publish),
    page(
        "desk-petition-new",
        ("/desk/petitions/new", "/desk/petitions/new"),
        Power::Moderate,
        &[],
        |facts, asked| edit::blank(facts, asked).map(Answer::Page),
    ),
    order(
        "petition-policy",
        ("/desk/petitions/*/policy", "/desk/petitions/charter/policy"),
        Power::Moderate,
        policy::set,
    ),
    order(
        "petition-closed",
        ("/desk/petitions/*/close", "/desk/petitions/ended/close"),
        Power::Moderate,
        edit::close,
    ),
    page(
        "desk-petition-handover",
        ("/desk/petitions/*/handover", "/desk/petitions/charter/handover"),
        Power::Moderate,
        &[],
        |facts, asked| handover::page(facts, asked).map(Answer::Page),
    ),
    order(
        "petition-exported",
        ("/desk/petitions/*/export", "/desk/petitions/charter/export"),
        Power::Moderate,
        handover::export,
    ),
    order(
        "petition-collected",
        ("/desk/petitions/*/collect", "/desk/petitions/charter/collect"),
        Power::Moderate,
        handover::collect,
    ),
    order(
        "petition-taken-back",
        ("/desk/petitions/*/take-back", "/desk/petitions/charter/take-back"),
        Power::Moderate,
        handover::take_back,
    ),
    page(
        "desk-petition",
        ("/desk/petitions/*", "/desk/petitions/charter"),
        Power::Moderate,
        &[],
        |facts, asked| edit::page(facts, asked).map(Answer::Page),
    ),
    page(
        "desk-signatures",
        ("/desk/signatures", "/desk/signatures"),
        Power::Moderate,
        &["stands"],
        |facts, asked| signatures::page(facts, asked).map(Answer::Page),
    ),
    order(
        "signatures-found",
        ("/desk/signatures/find", "/desk/signatures/find"),
        Power::Moderate,
        signatures::find,
    ),
    order(
        "signature-decided",
        ("/desk/signatures/*", "/desk/signatures/1"),
        Power::Moderate,
        signatures::decide,
    ),
];
