//! The desk: an area a file, each with its pages and the forms posted to them. Every route has the power that it asks for. To add
//! one: a function in `pages/desk/`, a row here, and its place in `pages::desk::PLACES` where it is a page of its own.

pub(super) mod account;
pub(super) mod content;
pub(super) mod door;
pub(super) mod files;
pub(super) mod frame;
pub(super) mod gifts;
pub(super) mod joining;
pub(super) mod newsletter;
pub(super) mod petitions;
pub(super) mod start;

use super::{How, Responder, Route};
use ::campaign::people::Power;

/// A page of the desk. `reads` names what it reads of a query.
const fn page(
    name: &'static str,
    (path, example): (&'static str, &'static str),
    power: Power,
    reads: &'static [&'static str],
    answer: Responder,
) -> Route {
    Route { name, path, example, reads, how: How::Desk(power), answer }
}

/// A form of the desk, which is read whole.
const fn order(
    name: &'static str,
    (path, example): (&'static str, &'static str),
    power: Power,
    answer: Responder,
) -> Route {
    Route { name, path, example, reads: &[], how: How::Ordered(power), answer }
}
