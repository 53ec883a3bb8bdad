//! Into the tables: what is new is made, what is different is saved as a revision, and what is the same is left alone.

use super::{Fate, Media, Parcel, Refused, Report, Text, export::of_slug};
use crate::{
    content::{
        ContentRefusal, Editor, Kind,
        edit::{create, lead_from, save},
        publish::{publish_since, schedule, withdraw},
    },
    db::{DbError, Sql},
    file::{self, FileRefusal},
};

/// Takes a parcel in. What is refused leaves the rest as it is; call it in a transaction that is not kept to see what it would do.
///
/// # Errors
///
/// The database's.
pub fn import(sql: &mut dyn Sql, parcel: Parcel, now: i64) -> Result<Report, DbError> {
    let mut report = Report { taken: Vec::new(), refused: parcel.refused };
    for one in parcel.media {
        match media(sql, &one, now) {
            Ok(fate) => report.taken.push((fate, one.path)),
            Err(FileRefusal::Db(error)) => return Err(error),
            Err(refusal) => {
                report.refused.push(Refused { path: one.path, line: 1, says: refusal.to_string() })
            }
        }
    }
    for one in parcel.texts {
        match text(sql, &one, now) {
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

fn media(sql: &mut dyn Sql, one: &Media, now: i64) -> Result<Fate, FileRefusal> {
    let Some(there) = file::named(sql, &one.name)? else {
        file::keep(sql, &one.prepared, &one.name, &one.said, now)?;
        return Ok(Fate::New);
    };
    if there.hash == one.prepared.hash && there.said == one.said {
        return Ok(Fate::Same);
    }
    file::replace(sql, there.id, &one.prepared, now)?;
    file::say(sql, there.id, &one.said)?;
    Ok(Fate::Changed)
}

fn text(sql: &mut dyn Sql, one: &Text, now: i64) -> Result<Fate, ContentRefusal> {
    let wanted = &one.file;
    let kind = wanted.draft.details.kind();
    if kind == Kind::Event {
        return Err(ContentRefusal::Kind);
    }
    let by = Editor::program(one.author.as_deref().unwrap_or("Import"));
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
    let Some(item) = crate::content::item(sql, id)? else { return Err(ContentRefusal::Gone) };
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
