//! The one table of addresses, in a file for what each rests on. The server, the header, the browser tests, the crawl and
//! the load test read it.

mod aegis;
mod campaign;
mod content;
mod desk;
mod facts;
mod files;
mod give;
mod institution;
mod joining;
mod security;

use crate::{
    answer::{Answer, Refusal},
    facts::Facts,
    institution::Seen,
    query::Query,
    upload::Upload,
};
use ::campaign::people::{Power, session::Session};

/// What answers a kind of page or file.
pub type Responder = fn(&Facts, &Asked<'_>) -> Result<Answer, Refusal>;

/// A kind of page or file, and what answers it.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// A word for tests, pictures and tables.
    pub name: &'static str,
    /// Its address; `*` stands for one part of it, `**` at its end for several, given to the page as [`Asked::part`].
    pub path: &'static str,
    /// An address of the kind, with what is asked: what the browser tests, the crawl and the load test open.
    pub example: &'static str,
    /// The names that it reads of a query. Others are ignored.
    pub reads: &'static [&'static str],
    /// How it is answered.
    pub how: How,
    /// The answer.
    pub answer: Responder,
}

impl Route {
    /// What it answers of the institution as it stands now, without a server around it: for tests.
    ///
    /// # Errors
    ///
    /// Its refusal.
    pub fn ask(&self, facts: &Facts, part: &str, query: &Query) -> Result<Answer, Refusal> {
        let seen = facts.live.now();
        (self.answer)(facts, &Asked::of_anybody(part, query, &seen))
    }
}

/// How a route is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It depends on charters and data alone: written and compressed once, then kept.
    Kept,
    /// As [`How::Kept`], unless one of these names is asked: then it depends on what a reader types, and is computed each
    /// time on the bounded pool, with a deadline.
    KeptUnless(&'static [&'static str]),
    /// It depends on the institution as well: kept until the record grows.
    Live,
    /// It depends on words that a reader types: written each time.
    Fresh,
    /// A form is posted to it: it is computed on the bounded pool, with a deadline.
    Posted,
    /// It depends on the tables of the campaign: read each time, on threads that may wait for them.
    Campaign,
    /// As [`How::Campaign`], but the same for every reader, so that a program that has it asks only whether it has changed.
    Public,
    /// A form that changes the tables of the campaign is posted to it: it may wait for the commit.
    Entered,
    /// As [`How::Entered`], but it waits for nothing: it begins a write, and [`Answer::Later`] is said once that is on the disk.
    /// For what very many do at once.
    Begun,
    /// As [`How::Entered`], but a mail program may post to it from anywhere, without a form (RFC 8058): the signed link in its
    /// address is all that it rests on.
    OneClick,
    /// A program tells something of its own accord: what it sends is kept as it is, for its page to look at the signature first.
    Told,
    /// A page of the desk, for whoever is signed in and has this power.
    Desk(Power),
    /// A form of the desk is posted to it by whoever is signed in and has this power. It must say that it comes from our own
    /// pages.
    Ordered(Power),
}

impl How {
    /// Is something posted to it?
    pub const fn is_posted(self) -> bool {
        matches!(
            self,
            Self::Posted | Self::Entered | Self::Begun | Self::OneClick | Self::Told | Self::Ordered(_)
        )
    }

    /// Is its answer the same for every reader, so that one who has it need only ask whether it has changed?
    pub const fn may_be_kept(self) -> bool {
        matches!(self, Self::Kept | Self::KeptUnless(_) | Self::Live | Self::Public)
    }

    /// The power that it asks for, at the desk.
    pub const fn power(self) -> Option<Power> {
        match self {
            Self::Desk(power) | Self::Ordered(power) => Some(power),
            _ => None,
        }
    }
}

/// What is asked of a route.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What stands for the `*` of the path, decoded; empty where it has none.
    pub part: &'a str,
    /// The query, or the form that was posted.
    pub query: &'a Query,
    /// The institution as it stands for this answer.
    pub seen: &'a Seen,
    /// The port at which the site is asked, for the commands that pages print.
    pub port: u16,
    /// Under which address the reader reaches the site, such as `http://localhost:8080`: passkeys are bound to it.
    pub here: &'a str,
    /// From which network it is asked, as text: for bounds on how often, and never shown.
    pub network: &'a str,
    /// The program that asks, in its own words.
    pub agent: &'a str,
    /// Who is signed in: somebody at every route of the desk; at those of the campaign perhaps; at no other.
    pub by: Option<&'a Session>,
    /// What was done just now, which the page shall say.
    pub said: Option<&'a str>,
    /// The files that the form sent. What they say of themselves is not to be believed.
    pub files: &'a [Upload],
    /// What a program told, as it came, at a route of the kind [`How::Told`].
    pub told: Option<&'a Told>,
}

/// What a program told: not to be believed before its signature was found to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The header `Stripe-Signature`; empty where there is none.
    pub signature: String,
    /// The bytes.
    pub body: Vec<u8>,
}

impl<'a> Asked<'a> {
    /// What somebody asks who is not signed in, without a server around it.
    pub const fn of_anybody(part: &'a str, query: &'a Query, seen: &'a Seen) -> Self {
        let here = "http://localhost:8080";
        Self {
            part,
            query,
            seen,
            port: 8080,
            here,
            network: "local",
            agent: "",
            by: None,
            said: None,
            files: &[],
            told: None,
        }
    }

    /// The file that a field of the form sent, if it did.
    pub fn file(&self, field: &str) -> Option<&'a Upload> {
        self.files.iter().find(|file| file.field == field)
    }
}

/// Every kind of page and file.
pub const ROUTES: &[Route] = &ALL;

const GROUNDS: &[&[Route]] = &[
    facts::ROUTES,
    aegis::ROUTES,
    institution::ROUTES,
    security::ROUTES,
    campaign::ROUTES,
    give::ROUTES,
    content::ROUTES,
    files::ROUTES,
    desk::door::ROUTES,
    desk::files::ROUTES,
    desk::newsletter::ROUTES,
    desk::petitions::ROUTES,
    desk::start::ROUTES,
    desk::gifts::ROUTES,
    joining::ROUTES,
    desk::joining::ROUTES,
    desk::account::ROUTES,
    desk::frame::ROUTES,
    desk::content::ROUTES,
    // Last, for it takes what no other took.
    content::TOP,
];

const COUNT: usize = {
    let (mut count, mut ground) = (0, 0);
    while ground < GROUNDS.len() {
        count += GROUNDS[ground].len();
        ground += 1;
    }
    count
};

static ALL: [Route; COUNT] = {
    let mut all = [GROUNDS[0][0]; COUNT];
    let (mut place, mut ground) = (0, 0);
    while ground < GROUNDS.len() {
        let mut row = 0;
        while row < GROUNDS[ground].len() {
            all[place] = GROUNDS[ground][row];
            place += 1;
            row += 1;
        }
        ground += 1;
    }
    all
};

/// The route of a path, and what stands for its `*`, as sent.
pub fn find(path: &str, posted: bool) -> Option<(&'static Route, &str)> {
    let of_method = ROUTES.iter().filter(|route| route.how.is_posted() == posted);
    of_method.filter_map(|route| Some((route, part(route.path, path)?))).next()
}

/// What of `path` the `*` of `pattern` stands for; empty where it has none; nothing where they differ.
fn part<'p>(pattern: &str, path: &'p str) -> Option<&'p str> {
    if let Some(before) = pattern.strip_suffix("**") {
        return path.strip_prefix(before).filter(|part| !part.is_empty());
    }
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
        assert_eq!(part("/tile/**", "/tile/0/x001/234.p/5"), Some("0/x001/234.p/5"));
        assert_eq!(part("/tile/**", "/tile/"), None);
    }

    #[test]
    fn every_example_is_of_its_route() {
        for route in ROUTES {
            let (path, query) = route.example.split_once('?').unwrap_or((route.example, ""));
            let (found, _) = find(path, route.how.is_posted()).unwrap();
            assert_eq!(found.name, route.name);
            let query = Query::read(query).unwrap();
            assert_eq!(query.only(route.reads).written().len(), query.written().len(), "{}", route.example);
        }
    }

    /// A route of the desk without a power cannot be written down, and none with one stands elsewhere.
    #[test]
    fn the_desk_and_only_the_desk_asks_for_a_power() {
        for route in ROUTES {
            let at_desk = route.path == "/desk" || route.path.starts_with("/desk/");
            assert_eq!(route.how.power().is_some(), at_desk, "{}", route.path);
        }
    }

    #[test]
    fn every_name_is_used_once() {
        let mut names: Vec<_> = ROUTES.iter().map(|route| route.name).collect();
        names.sort_unstable();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert_eq!(twice, Vec::<&str>::new());
    }
}
