//! Pages, news and people at the desk: the list, the form, the history, and what is done to one.

use super::{Route, order, page};
use crate::{
    answer::Answer,
    pages::desk::content::{self, edit, history, import, stand},
};
use ::campaign::people::Power;

const POWER: Power = Power::Publish;

/// In the order in which a path is looked for: the longer pattern first.
pub(in crate::routes) const ROUTES: &[Route] = &[
    page("desk-content", ("/desk/content", "/desk/content"), POWER, content::READS, |facts, asked| {
        content::list(facts, asked).map(Answer::Page)
    }),
    page(
        "desk-content-import",
        ("/desk/content/import", "/desk/content/import"),
        POWER,
        &[],
        |facts, asked| import::page(facts, asked).map(Answer::Page),
    ),
    order("content-uploaded", ("/desk/content/import", "/desk/content/import"), POWER, import::uploaded),
    order("content-taken", ("/desk/content/import/take", "/desk/content/import/take"), POWER, import::taken),
    order(
        "content-discarded",
        ("/desk/content/import/discard", "/desk/content/import/discard"),
        POWER,
        import::discarded,
    ),
    page(
        "desk-content-import-look",
        ("/desk/content/import/*", "/desk/content/import/1"),
        POWER,
        import::READS,
        |facts, asked| import::look(facts, asked).map(Answer::Page),
    ),
    page(
        "desk-content-export",
        ("/desk/content/export", "/desk/content/export"),
        POWER,
        &[],
        import::exported,
    ),
    page(
        "desk-content-new",
        ("/desk/content/new/*", "/desk/content/new/news"),
        POWER,
        &[],
        |facts, asked| edit::new(facts, asked).map(Answer::Page),
    ),
    order("desk-content-made", ("/desk/content/new/*", "/desk/content/new/news"), POWER, edit::made),
    order(
        "desk-content-previewed",
        ("/desk/content/preview/*", "/desk/content/preview/page"),
        POWER,
        edit::previewed,
    ),
    page(
        "desk-content-history",
        ("/desk/content/*/history", "/desk/content/1/history"),
        POWER,
        history::READS,
        |facts, asked| history::page(facts, asked).map(Answer::Page),
    ),
    order(
        "desk-content-restored",
        ("/desk/content/*/restore", "/desk/content/1/restore"),
        POWER,
        history::restored,
    ),
    order(
        "desk-content-withdrawn",
        ("/desk/content/*/withdraw", "/desk/content/1/withdraw"),
        POWER,
        stand::withdrawn,
    ),
    order("desk-content-stopped", ("/desk/content/*/stop", "/desk/content/1/stop"), POWER, stand::stopped),
    order("desk-content-up", ("/desk/content/*/up", "/desk/content/1/up"), POWER, stand::up),
    order(
        "desk-content-removed",
        ("/desk/content/*/remove", "/desk/content/1/remove"),
        POWER,
        stand::removed,
    ),
    page("desk-content-one", ("/desk/content/*", "/desk/content/1"), POWER, &[], |facts, asked| {
        edit::page(facts, asked).map(Answer::Page)
    }),
    order("desk-content-saved", ("/desk/content/*", "/desk/content/1"), POWER, edit::saved),
];
