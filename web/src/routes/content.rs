//! What the Coalition publishes, for every reader alike: pages, news, people, and the files by which programs follow them.

use super::{How, Responder, Route};
use crate::{
    answer::Answer,
    pages::content::{feed, news, page, people, sitemap},
};

/// A row of the table. `reads` names what it reads of a query.
const fn row(
    name: &'static str,
    (path, example): (&'static str, &'static str),
    reads: &'static [&'static str],
    answer: Responder,
) -> Route {
    Route { name, path, example, reads, how: How::Public, answer }
}

/// In the order in which a path is looked for.
pub(super) const ROUTES: &[Route] = &[
    row("news", ("/news", "/news"), &["page"], |facts, asked| news::list(facts, asked).map(Answer::Page)),
    row("news-one", ("/news/*", "/news/this-site-is-open"), &[], news::one),
    row("people", ("/people", "/people"), &[], |facts, _| people::list(facts).map(Answer::Page)),
    row("person", ("/people/*", "/people/sample-officer"), &[], people::one),
    row("page-under", ("/page/*", "/page/about"), &[], page::under),
    row("feed-atom", ("/feed.atom", "/feed.atom"), &[], |facts, _| feed::atom(facts)),
    row("feed-json", ("/feed.json", "/feed.json"), &[], |facts, _| feed::json(facts)),
    row("sitemap", ("/sitemap.xml", "/sitemap.xml"), &[], |facts, _| sitemap::sitemap(facts)),
    row("robots", ("/robots.txt", "/robots.txt"), &[], |facts, _| Ok(sitemap::robots(facts))),
];

/// What stands at the top of the site where no other route does.
pub(super) const TOP: &[Route] = &[row(page::NAME, ("/*", "/about"), &[], page::top)];
