//! The public places of the Coalition, in one table: a place is named in the footer, on the Coalition's pages and among what is
//! asked of a visitor as soon as a route answers at its address, and not before.

use crate::routes;

/// A place that anybody may go to.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Its address.
    pub path: &'static str,
    /// Its word, in rows of links.
    pub word: &'static str,
    /// Where it is named.
    pub stands: Stands,
}

/// Where a place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Beside the other pages of the Coalition, and in the footer.
    Among,
    /// In the footer alone.
    Below,
}

const fn way(path: &'static str, word: &'static str, stands: Stands) -> Way {
    Way { path, word, stands }
}

/// Every place, in the order of rows of links.
const WAYS: &[Way] = &[
    way("/coalition", "The Coalition", Stands::Among),
    way("/petitions", "Petitions", Stands::Among),
    way("/news", "News", Stands::Among),
    way("/events", "Events", Stands::Among),
    way("/people", "People", Stands::Among),
    way("/supporters", "Supporters", Stands::Among),
    way("/newsletter", "Newsletter", Stands::Among),
    way("/give", "Give", Stands::Among),
    way("/join", "Join", Stands::Among),
    way("/write", "Write to your representative", Stands::Below),
    way("/documents", "Documents", Stands::Below),
    way("/press", "Press", Stands::Below),
    way("/contact", "Contact", Stands::Below),
    way("/privacy", "Privacy", Stands::Below),
    way("/my-data", "Your data", Stands::Below),
];

/// Does a route of its own answer at this address? What a reader finds at the top of the site by its name does not count.
pub fn is_open(path: &str) -> bool {
    routes::find(path, false).is_some_and(|(route, _)| route.path == path)
}

/// The places that are open.
pub fn open() -> impl Iterator<Item = &'static Way> {
    WAYS.iter().filter(|way| is_open(way.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_route_is_not_named() {
        assert!(is_open("/coalition") && is_open("/news") && !is_open("/about") && !is_open("/nowhere"));
        assert!(open().all(|way| is_open(way.path)) && open().count() >= 4);
    }
}
