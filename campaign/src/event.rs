//! Events: when and where, or online; who comes; and the same for calendars.

pub mod calendar;
pub mod list;
pub mod register;
pub mod when;

use crate::{
    db::{DbError, Row, Sql, Table},
    joining::{JoinRefusal, number, row_of, sized},
    people::log,
    search, typed, values,
};
use when::When;

/// The tables. The place where an event is online is told only to whoever is registered.
pub const TABLE: Table = Table(
    "CREATE TABLE event (
        id {id},
        name TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        begins {int} NOT NULL,
        ends {int} NOT NULL,
        zone TEXT NOT NULL,
        place TEXT NOT NULL,
        online TEXT,
        capacity {int},
        taken {int} NOT NULL DEFAULT 0,
        stands TEXT NOT NULL,
        sample {int} NOT NULL DEFAULT 0,
        revision {int} NOT NULL DEFAULT 0,
        made {int} NOT NULL,
        changed {int} NOT NULL
    ){strict};
    CREATE INDEX event_begins ON event (stands, begins);
    CREATE TABLE attendee (
        id {id},
        event {int} NOT NULL REFERENCES event (id) ON DELETE CASCADE,
        person {bytes} NOT NULL,
        address {bytes} NOT NULL,
        name {bytes} NOT NULL,
        stands TEXT NOT NULL,
        asked {int} NOT NULL,
        letters {int} NOT NULL,
        lettered {int} NOT NULL,
        confirmed {int},
        UNIQUE (event, person)
    ){strict};
    CREATE INDEX attendee_stands ON attendee (event, stands, confirmed);
    CREATE INDEX attendee_person ON attendee (person);",
);

/// The most that come to one event.
const MOST: u64 = 100_000;

/// How far an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is being written; only the desk sees it.
    Draft,
    /// Everybody sees it.
    Published,
    /// It does not take place; everybody sees so.
    Cancelled,
}

impl Stands {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Cancelled => "cancelled",
        }
    }

    fn read(word: &str) -> Result<Self, DbError> {
        let all = [Self::Draft, Self::Published, Self::Cancelled];
        let found = all.into_iter().find(|stands| stands.word() == word);
        found.ok_or_else(|| DbError::Form(format!("an event is `{word}`")))
    }
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its row.
    pub id: u64,
    /// Its name in addresses.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What happens there, in Markdown.
    pub text: String,
    /// When.
    pub when: When,
    /// Where, as everybody may read it; `Online` where it is nowhere else.
    pub place: String,
    /// The address at which it is online, told to whoever is registered.
    pub online: Option<String>,
    /// How many may come; none where there is no bound.
    pub capacity: Option<u64>,
    /// How many places are taken.
    pub taken: u64,
    /// How far it is.
    pub stands: Stands,
    /// Is it a sample, which does not take place?
    pub sample: bool,
    /// How often it was changed since it was published (RFC 5545, 3.8.7.4).
    pub revision: u64,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// When it was changed last.
    pub changed: i64,
}

impl Event {
    fn of(row: &Row) -> Result<Self, DbError> {
        let when = When::new(row.int(4)?, row.int(5)?, row.text(6)?);
        Ok(Self {
            id: row.count(0)?,
            name: row.text(1)?.to_owned(),
            title: row.text(2)?.to_owned(),
            text: row.text(3)?.to_owned(),
            when: when.map_err(|error| DbError::Form(error.to_owned()))?,
            place: row.text(7)?.to_owned(),
            online: row.maybe_text(8)?.map(str::to_owned),
            capacity: row.maybe_int(9)?.map(row_of).transpose()?,
            taken: row.count(10)?,
            stands: Stands::read(row.text(11)?)?,
            sample: row.yes(12)?,
            revision: row.count(13)?,
            made: row.int(14)?,
            changed: row.int(15)?,
        })
    }

    /// Can one register for it now?
    pub fn is_open(&self, now: i64) -> bool {
        self.stands == Stands::Published && !self.sample && now < self.when.begins()
    }

    /// How many places are free; none where there is no bound.
    pub fn free(&self) -> Option<u64> {
        self.capacity.map(|capacity| capacity.saturating_sub(self.taken))
    }
}

/// What an editor fills in, as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The name in addresses.
    pub name: &'a str,
    /// The title.
    pub title: &'a str,
    /// The text, in Markdown.
    pub text: &'a str,
    /// When it begins, on the clocks of its zone: `2026-12-05T18:30`.
    pub begins: &'a str,
    /// When it ends, likewise.
    pub ends: &'a str,
    /// Its time zone: `Australia/Sydney`.
    pub zone: &'a str,
    /// Where; empty where it is online alone.
    pub place: &'a str,
    /// The address at which it is online, if it is.
    pub online: &'a str,
    /// How many may come; empty for no bound.
    pub capacity: &'a str,
}

const COLUMNS: &str =
    "SELECT id, name, title, text, begins, ends, zone, place, online, capacity, taken, stands, sample,
                       revision, made, changed FROM event";

/// Makes an event as a draft, or changes the one of this row; its row. A new bound takes no place away that is taken.
///
/// # Errors
///
/// A field that is wrong.
pub fn keep(
    sql: &mut dyn Sql,
    id: Option<u64>,
    plan: &Plan<'_>,
    sample: bool,
    by: Option<u64>,
    now: i64,
) -> Result<u64, JoinRefusal> {
    let field = |name, says: &str| JoinRefusal::Field(name, says.to_owned());
    let name = plan.name.trim();
    if !typed::is_name(name) {
        return Err(field(
            "name",
            "the name in the address has small letters, digits and hyphens, at most 60",
        ));
    }
    if matches!(name, "confirm" | "cancel" | "past") {
        return Err(field("name", "this name is the address of another page"));
    }
    let title = sized("title", "the title", typed::line(plan.title), 2, 160)?;
    let text = sized("text", "the text", typed::lines(plan.text), 1, 20_000)?;
    let when = When::read(plan.begins, plan.ends, plan.zone).map_err(|(name, says)| field(name, says))?;
    let online = typed::website(plan.online).map_err(|_| {
        field("online", "where the event is online is an address such as https://meet.example.org/room")
    })?;
    let place = sized("place", "the place", typed::line(plan.place), 0, 200)?;
    let place = match (place.is_empty(), &online) {
        (false, _) => place,
        (true, Some(_)) => "Online".to_owned(),
        (true, None) => return Err(field("place", "an event has a place, or an address where it is online")),
    };
    let capacity =
        match plan.capacity.trim() {
            "" => None,
            typed => {
                let read = typed.parse().ok().filter(|number| (1..=MOST).contains(number));
                Some(read.ok_or_else(|| {
                    field("capacity", "how many may come is a whole number from 1, or empty")
                })?)
            }
        };
    let other = sql.row("SELECT id FROM event WHERE name = $1", &values![name])?;
    let other = other.map(|row| row.count(0)).transpose()?;
    if other.is_some() && other != id {
        return Err(field("name", "another event has this name in its address"));
    }
    let online = online.as_ref();
    let (begins, ends, zone) = (when.begins(), when.ends(), when.zone());
    let capacity = capacity.map(number);
    let id = match id {
        None => {
            let make = "INSERT INTO event (name, title, text, begins, ends, zone, place, online, capacity, stands, sample,
                        made, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', $10, $11, $11) RETURNING id";
            let values = values![name, title, text, begins, ends, zone, place, online, capacity, sample, now];
            row_of(sql.number(make, &values)?)?
        }
        Some(id) => {
            let change = "UPDATE event SET name = $2, title = $3, text = $4, begins = $5, ends = $6, zone = $7, place = $8,
                          online = $9, capacity = $10, changed = $11, revision = revision + 1 WHERE id = $1";
            let values =
                values![number(id), name, title, text, begins, ends, zone, place, online, capacity, now];
            if sql.run(change, &values)? != 1 {
                return Err(JoinRefusal::Gone);
            }
            id
        }
    };
    search::refresh(sql, "event", id)?;
    log::note(sql, by, now, "keep-event", name)?;
    Ok(id)
}

/// Publishes a draft; whether there was one.
///
/// # Errors
///
/// The database's.
pub fn publish(sql: &mut dyn Sql, id: u64, by: Option<u64>, now: i64) -> Result<bool, DbError> {
    let publish = "UPDATE event SET stands = 'published', changed = $2 WHERE id = $1 AND stands = 'draft'";
    let done = sql.run(publish, &values![number(id), now])? == 1;
    if done {
        log::note(sql, by, now, "publish-event", &id.to_string())?;
    }
    Ok(done)
}

/// The event of a name, if everybody may see it.
///
/// # Errors
///
/// The database's.
pub fn named(sql: &mut dyn Sql, name: &str) -> Result<Option<Event>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE name = $1 AND stands <> 'draft'"), &values![name])?;
    row.as_ref().map(Event::of).transpose()
}

/// The event of a row, drafts too.
///
/// # Errors
///
/// The database's.
pub fn numbered(sql: &mut dyn Sql, id: u64) -> Result<Option<Event>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(Event::of).transpose()
}

/// What has not ended, the next first.
///
/// # Errors
///
/// The database's.
pub fn coming(sql: &mut dyn Sql, now: i64) -> Result<Vec<Event>, DbError> {
    let find = format!("{COLUMNS} WHERE stands <> 'draft' AND ends > $1 ORDER BY begins, id LIMIT 200");
    sql.rows(&find, &values![now])?.iter().map(Event::of).collect()
}

/// What has ended, the last first.
///
/// # Errors
///
/// The database's.
pub fn past(sql: &mut dyn Sql, now: i64, most: u32) -> Result<Vec<Event>, DbError> {
    let find =
        format!("{COLUMNS} WHERE stands = 'published' AND ends <= $1 ORDER BY begins DESC, id DESC LIMIT $2");
    sql.rows(&find, &values![now, i64::from(most)])?.iter().map(Event::of).collect()
}

/// Every event for the desk, the last first.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<Event>, DbError> {
    sql.rows(&format!("{COLUMNS} ORDER BY begins DESC, id DESC LIMIT 500"), &[])?
        .iter()
        .map(Event::of)
        .collect()
}
