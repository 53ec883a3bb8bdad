//! The site that a campaign begins with, with the figures of the day in it.

use crate::{
    facts::Judged,
    mark::Mark,
    share::share,
    words::{human, percent},
};
use campaign::{
    content::{
        ContentRefusal,
        site::{self, Figures},
    },
    db::{Db, DbError},
};
use charter::models;
use world::{FIRST_YEAR, StateIx, World};

/// Publishes the first site unless there is content already; whether it did.
///
/// # Errors
///
/// The database's, and what is wrong with a file of the site, which our tests would have found.
pub fn begin(db: &Db, world: &World, now: i64) -> Result<bool, ContentRefusal> {
    if !db.read(site::is_empty)? {
        return Ok(false);
    }
    let items = items(world).map_err(|error| ContentRefusal::Db(DbError::Form(error)))?;
    db.write(move |sql| site::begin(sql, items, now))
}

/// The items of the first site.
///
/// # Errors
///
/// What is wrong with a file of it.
pub fn items(world: &World) -> Result<Vec<campaign::content::file::File>, String> {
    let model = models::models().first().ok_or("there is no model charter")?;
    site::items(&figures(world, &Judged::new(model, world)))
}

/// What its pages count, under a charter, in the last year that its data cover.
pub fn figures(world: &World, judged: &Judged) -> Figures {
    let year = judged.latest_year;
    let of = |mark: Mark| -> Vec<StateIx> {
        world.states_in(year).filter(|state| Mark::in_world(world, judged, *state, year) == mark).collect()
    };
    let qualify = of(Mark::Met);
    let people = share(world, "population", &qualify, year);
    let founders = &judged.charter.membership.founders;
    let group = founders.group.as_ref().and_then(|group| world.group(&group.value));
    let of_group = group.map_or(0, |group| group.members_in(founders.on.unwrap_or(year)).len());
    Figures {
        first_year: FIRST_YEAR,
        year,
        states: world.states_in(year).count(),
        people: people.as_ref().map(|people| human(people.states)).unwrap_or_default(),
        humanity: people.as_ref().map(|people| percent(people.part())).unwrap_or_default(),
        qualify: qualify.len(),
        founders: of_group + founders.states.len(),
        observed: of(Mark::Risk).len(),
    }
}
