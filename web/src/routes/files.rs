//! Files of the campaign, the documents, the press, and the map as a picture.

use super::{How, Responder, Route};
use crate::{
    answer::{Answer, File, FileKind},
    map::picture,
    pages::{content::document, files, press},
};

/// A row of the table.
const fn row(
    name: &'static str,
    (path, example): (&'static str, &'static str),
    how: How,
    answer: Responder,
) -> Route {
    Route { name, path, example, reads: &[], how, answer }
}

/// In the order in which a path is looked for.
pub(super) const ROUTES: &[Route] = &[
    row("file-shown", ("/files/*", "/files/sample-picture.png"), How::Public, files::shown),
    row("documents", ("/documents", "/documents"), How::Public, |facts, _| {
        files::documents(facts).map(Answer::Page)
    }),
    row("document", ("/documents/*", "/documents/sample-document"), How::Public, document::one),
    row("press", ("/press", "/press"), How::Public, |facts, _| press::page(facts).map(Answer::Page)),
    row("map-picture", ("/map.png", "/map.png"), How::Kept, |facts, _| {
        Ok(Answer::InPlace(FileKind::Png, picture::png(facts).to_vec()))
    }),
    row("map-drawing", ("/map.svg", "/map.svg"), How::Kept, |facts, _| {
        let bytes = picture::svg(facts).as_bytes().to_vec();
        Ok(Answer::File(File { name: "map.svg".into(), kind: FileKind::Svg, bytes }))
    }),
];
