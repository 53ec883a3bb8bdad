//! The addresses of the record of the United Nations beside a community.

use super::{How, Route};
use crate::{answer::Answer, pages::aegis};

/// The page and its tables.
pub(super) const ROUTES: &[Route] = &[
    Route {
        name: "aegis",
        path: "/aegis",
        example: "/aegis?year=1999",
        reads: aegis::READS,
        how: How::Kept,
        answer: |facts, asked| aegis::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "aegis-table",
        path: "/aegis.csv",
        example: "/aegis.csv?year=1999&table=vetoes",
        reads: aegis::FILE_READS,
        how: How::Kept,
        answer: |facts, asked| aegis::file(facts, asked.query).map(Answer::File),
    },
    Route {
        name: "aegis-json",
        path: "/aegis.json",
        example: "/aegis.json?year=1999",
        reads: aegis::READS,
        how: How::Kept,
        answer: |facts, asked| aegis::data(facts, asked.query).map(Answer::File),
    },
];
