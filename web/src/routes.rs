//! The one table of addresses. The server, the header, the browser tests, the crawl and the load test read it.

mod aegis;

use crate::{
    answer::{Answer, Refusal},
    facts::Facts,
    pages,
    query::Query,
};

/// A kind of page or file, and what answers it.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// A word for tests, pictures and tables.
    pub name: &'static str,
    /// Its address; `*` stands for one part of it, given to the page as [`Asked::part`].
    pub path: &'static str,
    /// An address of the kind, with what is asked: what the browser tests, the crawl and the load test open.
    pub example: &'static str,
    /// The names that it reads of a query. Others are ignored.
    pub reads: &'static [&'static str],
    /// How it is answered.
    pub how: How,
    /// The answer.
    pub answer: fn(&Facts, &Asked<'_>) -> Result<Answer, Refusal>,
}

/// How a route is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It depends on charters and data alone: written and compressed once, then kept.
    Kept,
    /// As [`How::Kept`], unless one of these names is asked: then it depends on what a reader types, and is computed each
    /// time on the bounded pool, with a deadline.
    KeptUnless(&'static [&'static str]),
    /// It depends on words that a reader types: written each time.
    Fresh,
    /// A form is posted to it: it is computed on the bounded pool, with a deadline.
    Posted,
}

/// What is asked of a route.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What stands for the `*` of the path, decoded; empty where it has none.
    pub part: &'a str,
    /// The query, or the form that was posted.
    pub query: &'a Query,
}

/// Every kind of page and file.
pub const ROUTES: &[Route] = &[
    Route {
        name: "home",
        path: "/",
        example: "/",
        reads: &["charter", "year"],
        how: How::Kept,
        answer: |facts, asked| pages::home::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "acts",
        path: "/acts",
        example: "/acts",
        reads: &["kind", "member", "page"],
        how: How::Fresh,
        answer: |facts, asked| pages::acts::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "acts-csv",
        path: "/acts.csv",
        example: "/acts.csv?kind=voted",
        reads: &["kind", "member"],
        how: How::Fresh,
        answer: |facts, asked| pages::acts::csv(facts, asked.query).map(Answer::File),
    },
    Route {
        name: "act",
        path: "/acts/*",
        example: "/acts/0",
        reads: &[],
        how: How::Kept,
        answer: |facts, asked| pages::acts::one::page(facts, asked.part).map(Answer::Page),
    },
    Route {
        name: "states",
        path: "/states",
        example: "/states",
        reads: pages::states::READS,
        how: How::Kept,
        answer: |facts, asked| pages::states::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "states-csv",
        path: "/states.csv",
        example: "/states.csv",
        reads: pages::states::READS,
        how: How::Kept,
        answer: |facts, asked| pages::states::csv(facts, asked.query),
    },
    Route {
        name: "states-json",
        path: "/states.json",
        example: "/states.json",
        reads: pages::states::READS,
        how: How::Kept,
        answer: |facts, asked| pages::states::json(facts, asked.query),
    },
    Route {
        name: "state-csv",
        path: "/states/*.csv",
        example: "/states/norway.csv?indicator=polyarchy",
        reads: &["charter", "indicator"],
        how: How::Kept,
        answer: |facts, asked| pages::state::csv(facts, asked.part, asked.query),
    },
    Route {
        name: "state-json",
        path: "/states/*.json",
        example: "/states/norway.json",
        reads: &["charter"],
        how: How::Kept,
        answer: |facts, asked| pages::state::json(facts, asked.part, asked.query),
    },
    Route {
        name: "state-svg",
        path: "/states/*.svg",
        example: "/states/norway.svg?indicator=polyarchy",
        reads: &["charter", "indicator"],
        how: How::Kept,
        answer: |facts, asked| pages::state::svg(facts, asked.part, asked.query),
    },
    Route {
        name: "state",
        path: "/states/*",
        example: "/states/norway",
        reads: &["charter", "year"],
        how: How::Kept,
        answer: |facts, asked| pages::state::page(facts, asked.part, asked.query),
    },
    Route {
        name: "power",
        path: "/power",
        example: "/power",
        reads: pages::power::READS,
        how: How::KeptUnless(pages::power::TYPED),
        answer: |facts, asked| pages::power::page(facts, asked.query),
    },
    Route {
        name: "power-csv",
        path: "/power.csv",
        example: "/power.csv?charter=european-union&year=2023",
        reads: pages::power::READS,
        how: How::KeptUnless(pages::power::TYPED),
        answer: |facts, asked| pages::power::csv(facts, asked.query),
    },
    Route {
        name: "power-json",
        path: "/power.json",
        example: "/power.json?charter=un-security-council&year=2023",
        reads: pages::power::READS,
        how: How::KeptUnless(pages::power::TYPED),
        answer: |facts, asked| pages::power::json(facts, asked.query),
    },
    Route {
        name: "seats",
        path: "/seats",
        example: "/seats",
        reads: pages::seats::READS,
        how: How::KeptUnless(pages::seats::TYPED),
        answer: |facts, asked| pages::seats::page(facts, asked.query),
    },
    Route {
        name: "seats-csv",
        path: "/seats.csv",
        example: "/seats.csv?charter=european-union&year=2023",
        reads: pages::seats::READS,
        how: How::KeptUnless(pages::seats::TYPED),
        answer: |facts, asked| pages::seats::csv(facts, asked.query),
    },
    Route {
        name: "seats-json",
        path: "/seats.json",
        example: "/seats.json?charter=european-union&year=2023",
        reads: pages::seats::READS,
        how: How::KeptUnless(pages::seats::TYPED),
        answer: |facts, asked| pages::seats::json(facts, asked.query),
    },
    Route {
        name: "scale",
        path: "/scale",
        example: "/scale",
        reads: pages::scale::READS,
        how: How::KeptUnless(pages::scale::TYPED),
        answer: |facts, asked| pages::scale::page(facts, asked.query),
    },
    Route {
        name: "scale-csv",
        path: "/scale.csv",
        example: "/scale.csv?method=united-nations-peacekeeping",
        reads: pages::scale::READS,
        how: How::KeptUnless(pages::scale::TYPED),
        answer: |facts, asked| pages::scale::csv(facts, asked.query),
    },
    Route {
        name: "scale-json",
        path: "/scale.json",
        example: "/scale.json?charter=north-atlantic-treaty",
        reads: pages::scale::READS,
        how: How::KeptUnless(pages::scale::TYPED),
        answer: |facts, asked| pages::scale::json(facts, asked.query),
    },
    Route {
        name: "search",
        path: "/search",
        example: "/search?q=kor",
        reads: &["q"],
        how: How::Fresh,
        answer: |facts, asked| Ok(Answer::Page(pages::search::page(facts, asked.query))),
    },
    Route {
        name: "charter",
        path: "/charter",
        example: "/charter?charter=world-security-community",
        reads: &["charter"],
        how: How::Kept,
        answer: |facts, asked| pages::charter::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "charter-file",
        path: "/charters/*.toml",
        example: "/charters/world-security-community.toml",
        reads: &[],
        how: How::Kept,
        answer: |facts, asked| pages::charter::file(facts, asked.part, false).map(Answer::File),
    },
    Route {
        name: "charter-text",
        path: "/charters/*.txt",
        example: "/charters/world-security-community.txt",
        reads: &[],
        how: How::Kept,
        answer: |facts, asked| pages::charter::file(facts, asked.part, true).map(Answer::File),
    },
    Route {
        name: "charter-by-name",
        path: "/charters/*",
        example: "/charters/north-atlantic-treaty",
        reads: &[],
        how: How::Kept,
        answer: |facts, asked| pages::charter::address(facts, asked.part).map(Answer::Moved),
    },
    Route {
        name: "timeline",
        path: "/timeline",
        example: "/timeline?since=1949",
        reads: pages::timeline::READS,
        how: How::Kept,
        answer: |facts, asked| pages::timeline::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "timeline-table",
        path: "/timeline.csv",
        example: "/timeline.csv?since=1949",
        reads: pages::timeline::READS,
        how: How::Kept,
        answer: |facts, asked| pages::timeline::file(facts, asked.query).map(Answer::File),
    },
    aegis::ROUTES[0],
    aegis::ROUTES[1],
    aegis::ROUTES[2],
    Route {
        name: "compare",
        path: "/compare",
        example: "/compare?a=world-security-community&b=world-federation",
        reads: pages::compare::READS,
        how: How::Kept,
        answer: |facts, asked| pages::compare::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "compare-table",
        path: "/compare.csv",
        example: "/compare.csv?a=world-security-community&b=world-federation",
        reads: pages::compare::READS,
        how: How::Kept,
        answer: |facts, asked| pages::compare::file(facts, asked.query).map(Answer::File),
    },
    Route {
        name: "sources",
        path: "/sources",
        example: "/sources",
        reads: &[],
        how: How::Kept,
        answer: |facts, _| Ok(Answer::Page(pages::sources::page(facts))),
    },
    Route {
        name: "sources-table",
        path: "/sources.csv",
        example: "/sources.csv",
        reads: &[],
        how: How::Kept,
        answer: |facts, _| Ok(Answer::File(pages::sources::file(facts))),
    },
    Route {
        name: "groups-table",
        path: "/sources/groups.csv",
        example: "/sources/groups.csv",
        reads: &[],
        how: How::Kept,
        answer: |facts, _| Ok(Answer::File(pages::sources::groups_file(facts))),
    },
    Route {
        name: "try",
        path: "/try",
        example: "/try?charter=world-security-community",
        reads: &["charter"],
        how: How::Kept,
        answer: |facts, asked| pages::r#try::page(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "tried",
        path: "/try",
        example: "/try",
        reads: &["text", "base"],
        how: How::Posted,
        answer: |facts, asked| pages::r#try::answer(facts, asked.query).map(Answer::Page),
    },
    Route {
        name: "tried-table",
        path: "/try.csv",
        example: "/try.csv",
        reads: &["text", "base"],
        how: How::Posted,
        answer: |facts, asked| pages::r#try::file(facts, asked.query).map(Answer::File),
    },
];

/// The route of a path, and what stands for its `*`, as sent.
pub fn find(path: &str, posted: bool) -> Option<(&'static Route, &str)> {
    let of_method = ROUTES.iter().filter(|route| (route.how == How::Posted) == posted);
    of_method.filter_map(|route| Some((route, part(route.path, path)?))).next()
}

/// What of `path` the `*` of `pattern` stands for; empty where it has none; nothing where they differ.
fn part<'p>(pattern: &str, path: &'p str) -> Option<&'p str> {
    let Some((before, after)) = pattern.split_once('*') else { return (pattern == path).then_some("") };
    let part = path.strip_prefix(before)?.strip_suffix(after)?;
    (!part.is_empty() && !part.contains('/')).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_part() {
        assert_eq!(part("/states", "/states"), Some(""));
        assert_eq!(part("/states/*", "/states/norway"), Some("norway"));
        assert_eq!(part("/states/*.csv", "/states/norway.csv"), Some("norway"));
        assert_eq!(part("/states/*", "/states/"), None);
        assert_eq!(part("/states/*", "/states/a/b"), None);
        assert_eq!(part("/states/*.csv", "/states/.csv"), None);
    }

    #[test]
    fn every_example_is_of_its_route() {
        for route in ROUTES {
            let (path, query) = route.example.split_once('?').unwrap_or((route.example, ""));
            let (found, _) = find(path, route.how == How::Posted).unwrap();
            assert_eq!(found.name, route.name);
            let query = Query::read(query).unwrap();
            assert_eq!(query.only(route.reads).written().len(), query.written().len(), "{}", route.example);
        }
    }

    #[test]
    fn every_name_is_used_once() {
        let mut names: Vec<_> = ROUTES.iter().map(|route| route.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ROUTES.len());
    }
}
