//! Writing to one's representative: a template that the sender must make their own. Nothing is sent by the site, and nothing of
//! what is written is kept: the sender copies the letter, or opens it in their own mail program.

pub mod own;

use crate::{
    db::{DbError, Row, Sql, Table},
    joining::{JoinRefusal, number, row_of, sized},
    people::log,
    search, typed, values,
};

/// The table.
pub const TABLE: Table = Table(
    "CREATE TABLE template (
        id {id},
        name TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        says TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        shown {int} NOT NULL,
        changed {int} NOT NULL
    ){strict};",
);

/// A letter to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its row.
    pub id: u64,
    /// Its name in addresses.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// What to write of, and to whom, in Markdown.
    pub says: String,
    /// The subject of the letter.
    pub subject: String,
    /// The text of the letter.
    pub text: String,
    /// Does everybody see it?
    pub shown: bool,
}

impl Template {
    fn of(row: &Row) -> Result<Self, DbError> {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Self {
            id: row.count(0)?,
            name: text(1)?,
            title: text(2)?,
            says: text(3)?,
            subject: text(4)?,
            text: text(5)?,
            shown: row.yes(6)?,
        })
    }
}

const COLUMNS: &str = "SELECT id, name, title, says, subject, text, shown FROM template";

/// Every template, those that are not shown too where `hidden` says so.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql, hidden: bool) -> Result<Vec<Template>, DbError> {
    let find = format!("{COLUMNS} WHERE shown = 1 OR $1 = 1 ORDER BY title, id");
    sql.rows(&find, &values![hidden])?.iter().map(Template::of).collect()
}

/// The template of a name, if everybody sees it.
///
/// # Errors
///
/// The database's.
pub fn named(sql: &mut dyn Sql, name: &str) -> Result<Option<Template>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE name = $1 AND shown = 1"), &values![name])?;
    row.as_ref().map(Template::of).transpose()
}

/// The template of a row, whether or not everybody sees it.
///
/// # Errors
///
/// The database's.
pub fn numbered(sql: &mut dyn Sql, id: u64) -> Result<Option<Template>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(Template::of).transpose()
}

/// A template as it is kept: its fields checked and cleaned.
fn checked(template: &Template) -> Result<Template, JoinRefusal> {
    let name = template.name.trim();
    if !typed::is_name(name) {
        let says = "the name in the address has small letters, digits and hyphens, at most 60";
        return Err(JoinRefusal::Field("name", says.to_owned()));
    }
    Ok(Template {
        id: template.id,
        name: name.to_owned(),
        title: sized("title", "the title", typed::line(&template.title), 2, 160)?,
        says: sized("says", "what to write of", typed::lines(&template.says), 1, 4_000)?,
        subject: sized("subject", "the subject", typed::line(&template.subject), 2, 120)?,
        text: sized("text", "the letter", typed::lines(&template.text), 20, own::LONGEST)?,
        shown: template.shown,
    })
}

/// Refuses a name that is another template's.
fn is_free(sql: &mut dyn Sql, template: &Template) -> Result<(), JoinRefusal> {
    let other = "SELECT COUNT(*) FROM template WHERE name = $1 AND id <> $2";
    if sql.number(other, &values![&template.name, number(template.id)])? == 0 {
        return Ok(());
    }
    Err(JoinRefusal::Field("name", "another letter has this name in its address".to_owned()))
}

/// Keeps a new template; its row.
///
/// # Errors
///
/// A field that is wrong.
pub fn keep(sql: &mut dyn Sql, template: &Template, by: Option<u64>, now: i64) -> Result<u64, JoinRefusal> {
    let new = checked(&Template { id: 0, ..template.clone() })?;
    is_free(sql, &new)?;
    let keep = "INSERT INTO template (name, title, says, subject, text, shown, changed) VALUES ($1, $2, $3, $4, $5, $6, $7)
                RETURNING id";
    let values = values![&new.name, new.title, new.says, new.subject, new.text, new.shown, now];
    let id = row_of(sql.number(keep, &values)?)?;
    search::refresh(sql, "letter", id)?;
    log::note(sql, by, now, "keep-template", &new.name)?;
    Ok(id)
}

/// Changes the template of its row.
///
/// # Errors
///
/// A field that is wrong; a template that is not there.
pub fn change(sql: &mut dyn Sql, template: &Template, by: Option<u64>, now: i64) -> Result<(), JoinRefusal> {
    let new = checked(template)?;
    is_free(sql, &new)?;
    let change = "UPDATE template SET name = $2, title = $3, says = $4, subject = $5, text = $6, shown = $7, changed = $8
                  WHERE id = $1";
    let values =
        values![number(new.id), &new.name, new.title, new.says, new.subject, new.text, new.shown, now];
    if sql.run(change, &values)? != 1 {
        return Err(JoinRefusal::Gone);
    }
    search::refresh(sql, "letter", new.id)?;
    Ok(log::note(sql, by, now, "keep-template", &new.name)?)
}

/// Takes a template away; whether there was one.
///
/// # Errors
///
/// The database's.
pub fn take_away(sql: &mut dyn Sql, id: u64, by: Option<u64>, now: i64) -> Result<bool, DbError> {
    let done = sql.run("DELETE FROM template WHERE id = $1", &values![number(id)])? == 1;
    if done {
        search::refresh(sql, "letter", id)?;
        log::note(sql, by, now, "take-away-template", &id.to_string())?;
    }
    Ok(done)
}
