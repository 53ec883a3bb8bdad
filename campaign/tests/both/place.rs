//! A database that a test has for itself.

use record::store::Location;

/// A database of a test's own.
pub struct Place {
    pub location: Location,
    _kept: trials::place::Place,
}

impl Place {
    /// A file that is not there yet.
    pub fn sqlite() -> Self {
        Self::of(trials::place::Place::sqlite("campaign.sqlite"))
    }

    /// Another one on the same kind of database.
    pub fn another(place: &Self) -> Self {
        match place.location {
            Location::Sqlite(_) => Self::sqlite(),
            Location::Postgres(_) => Self::postgres(),
        }
    }

    /// A schema that is empty, on the server that `POSTGRES` names.
    pub fn postgres() -> Self {
        Self::of(trials::place::Place::postgres("campaign"))
    }

    fn of(kept: trials::place::Place) -> Self {
        Self { location: Location::parse(&kept.location), _kept: kept }
    }
}
