//! Pictures and documents at the desk.

use super::{Route, order, page};
use crate::{answer::Answer, pages::desk::files};
use ::campaign::people::Power;

/// A file of the sample.
const ONE: &str = "/desk/files/sample-picture.png";

pub(in crate::routes) const ROUTES: &[Route] = &[
    page("files", ("/desk/files", "/desk/files"), Power::Publish, &[], |facts, asked| {
        files::list(facts, asked).map(Answer::Page)
    }),
    order("file-added", ("/desk/files", "/desk/files"), Power::Publish, files::added),
    page("file", ("/desk/files/*", ONE), Power::Publish, &[], |facts, asked| {
        files::one(facts, asked).map(Answer::Page)
    }),
    order("file-changed", ("/desk/files/*", ONE), Power::Publish, files::changed),
    order(
        "file-replaced",
        ("/desk/files/*/replace", "/desk/files/sample-picture.png/replace"),
        Power::Publish,
        files::replaced,
    ),
    order(
        "file-removed",
        ("/desk/files/*/remove", "/desk/files/sample-picture.png/remove"),
        Power::Publish,
        files::removed,
    ),
];
