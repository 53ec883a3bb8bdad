//! What the list of states leaves out though a reader may look for it, and what was decided about it.

use serde::Deserialize;
use std::sync::OnceLock;

/// Something that a reader may look for and that is no state of the list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// ISO 3166-1 alpha-3, or the code of a source.
    pub code: String,
    /// Its English name.
    pub name: String,
    /// What was decided, and why.
    pub note: String,
}

/// Everything that the curated list of states leaves out, as the list says it.
pub fn absent() -> &'static [Absent] {
    #[derive(Deserialize)]
    struct List {
        absent: Vec<Absent>,
    }
    static LIST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/curated/states.toml"));
    static ABSENT: OnceLock<Vec<Absent>> = OnceLock::new();
    // A list that does not read leaves nothing to say; a test reads the one that ships.
    ABSENT.get_or_init(|| toml::from_str::<List>(LIST).map(|list| list.absent).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::absent;

    #[test]
    fn the_list_that_ships_says_what_it_leaves_out() {
        let names: Vec<&str> = absent().iter().map(|absent| absent.name.as_str()).collect();
        assert!(names.starts_with(&["Holy See", "Palestine"]), "{names:?}");
        assert!(absent().iter().all(|absent| absent.note.ends_with('.')));
    }
}
