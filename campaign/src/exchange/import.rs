//! Into the tables: what is new is made, what is different is saved as a revision, and what is the same is left alone.

use super::{Fate, Media, Parcel, Refused, Report, Text, export::of_slug};
use crate::{
    content::{
        self, ContentRefusal, Details, Draft, Editor, Kind,
        edit::{create, lead_from, save},
        publish::{publish_since, schedule, withdraw},
        read::moved,
        revision,
    },
    db::{DbError, Sql},
    file::{self, File, FileRefusal},
};
use jiff::{Timestamp, tz::TimeZone};

/// What becomes of what readers see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: what is new is a draft, what is different a revision that waits to be published, and a picture that is there stays.
    AsDrafts,
    /// What the parcel says: published, to come or a draft.
    AsItStood,
}

/// Takes a parcel in. What is refused leaves the rest as it is; call it in a transaction that is not kept to see what it would do.
///
/// # Errors
///
/// The database's.
pub fn import(sql: &mut dyn Sql, parcel: Parcel, takes: Takes, now: i64) -> Result<Report, DbError> {
    let mut report = Report { taken: Vec::new(), refused: parcel.refused };
    for one in parcel.media {
        match media(sql, &one, takes, now) {
            Ok(fate) => report.taken.push((fate, one.path)),
            Err(FileRefusal::Db(error)) => return Err(error),
            Err(refusal) => {
                report.refused.push(Refused { path: one.path, line: 1, says: refusal.to_string() })
            }
        }
    }
    for one in parcel.texts {
        let done = match takes {
            Takes::AsItStood => text(sql, &one, now),
            Takes::AsDrafts => draft(sql, &one, now),
        };
        match done {
            Ok(fate) => report.taken.push((fate, one.path)),
            Err(ContentRefusal::Db(error)) => return Err(error),
            Err(refusal) => {
                report.refused.push(Refused { path: one.path, line: 1, says: refusal.to_string() })
            }
        }
    }
    report.refused.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    Ok(report)
}

fn media(sql: &mut dyn Sql, one: &Media, takes: Takes, now: i64) -> Result<Fate, FileRefusal> {
    let Some(there) = file::named(sql, &one.name)? else {
        file::keep(sql, &one.prepared, &one.name, &one.said, now)?;
        return Ok(Fate::New);
    };
    match takes {
        Takes::AsDrafts if there.hash == one.prepared.hash => Ok(Fate::Same),
        Takes::AsDrafts => Err(FileRefusal::Taken(one.name.clone())),
        Takes::AsItStood => stood(sql, one, &there, now),
    }
}

fn stood(sql: &mut dyn Sql, one: &Media, there: &File, now: i64) -> Result<Fate, FileRefusal> {
    if there.hash == one.prepared.hash && there.said == one.said {
        return Ok(Fate::Same);
    }
    file::replace(sql, there.id, &one.prepared, now)?;
    file::say(sql, there.id, &one.said)?;
    Ok(Fate::Changed)
}

fn editor(one: &Text) -> Editor {
    Editor::program(one.author.as_deref().unwrap_or("Import"))
}

/// The words alone, as a draft or as a revision that nobody sees yet.
fn draft(sql: &mut dyn Sql, one: &Text, now: i64) -> Result<Fate, ContentRefusal> {
    let wanted = dated(one);
    let kind = wanted.details.kind();
    if kind == Kind::Event {
        return Err(ContentRefusal::Kind);
    }
    let (id, fate) = match content::named(sql, kind, &wanted.slug)? {
        None => (create(sql, wanted, &editor(one), now)?, Fate::New),
        Some(item) => {
            let last = revision(sql, item.id, item.newest)?;
            if last.is_some_and(|last| last.draft == wanted || last.draft == one.file.draft) {
                return Ok(Fate::Same);
            }
            save(sql, item.id, item.newest, wanted, &editor(one), now, "Imported")?;
            (item.id, Fate::Changed)
        }
    };
    // Where an old address leads elsewhere, readers find it there.
    for path in &one.file.formerly {
        if moved(sql, None, path.trim_end_matches('/'), now)?.is_none() {
            lead_from(sql, path, id)?;
        }
    }
    Ok(fate)
}

/// The words, with the day on which they were published as the day of news: a draft has none but that.
fn dated(one: &Text) -> Draft {
    let mut wanted = one.file.draft.clone();
    if let (Details::News { day: day @ None }, Some(since)) = (&mut wanted.details, one.file.since) {
        let at = Timestamp::from_second(since).ok();
        *day = at.map(|at| at.to_zoned(TimeZone::UTC).date());
    }
    wanted
}

fn text(sql: &mut dyn Sql, one: &Text, now: i64) -> Result<Fate, ContentRefusal> {
    let wanted = &one.file;
    let kind = wanted.draft.details.kind();
    if kind == Kind::Event {
        return Err(ContentRefusal::Kind);
    }
    let by = editor(one);
    let (id, fate) = match of_slug(sql, kind, &wanted.draft.slug, now)? {
        None => (create(sql, wanted.draft.clone(), &by, now)?, Fate::New),
        Some((item, there)) => {
            let mut all = wanted.formerly.clone();
            all.iter_mut().for_each(|path| *path = path.trim_end_matches('/').to_owned());
            let leads = all.iter().all(|path| there.formerly.contains(path));
            // A file that names no time is content with the one that the item has.
            let since = wanted.since.is_none() || wanted.since == there.since;
            if there.draft == wanted.draft && there.published == wanted.published && leads && since {
                return Ok(Fate::Same);
            }
            save(sql, item.id, item.newest, wanted.draft.clone(), &by, now, "Imported")?;
            (item.id, Fate::Changed)
        }
    };
    let Some(item) = content::item(sql, id)? else { return Err(ContentRefusal::Gone) };
    match (wanted.published, wanted.since) {
        (true, Some(at)) if at > now => schedule(sql, id, item.newest, at, now)?,
        (true, since) => publish_since(sql, id, item.newest, since.unwrap_or(now), now)?,
        (false, _) if item.seen(now).is_some() || item.next.is_some() => withdraw(sql, id, now)?,
        (false, _) => {}
    }
    for path in &wanted.formerly {
        lead_from(sql, path, id)?;
    }
    Ok(fate)
}
