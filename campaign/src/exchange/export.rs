//! Out of the tables: every item as it is shown, or as it was saved last where nobody sees it, and every file.

use super::{FILES, LIST, files};
use crate::{
    content::{
        Item, Kind, Stands,
        file::{self, File},
        named, read, revision,
    },
    db::{DbError, Sql},
    file as media, values,
};

/// The folder of a kind.
const fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "pages",
        Kind::News => "news",
        Kind::Event => "events",
        Kind::Person => "people",
        Kind::Document => "documents",
    }
}

/// The folders that hold Markdown files.
pub const FOLDERS: [&str; 4] = ["pages", "news", "people", "documents"];

/// Every file of the folder: its path within it, and its bytes.
///
/// # Errors
///
/// The database's.
pub fn export(sql: &mut dyn Sql, now: i64) -> Result<Vec<(String, Vec<u8>)>, DbError> {
    let mut out = Vec::new();
    for kind in [Kind::Page, Kind::News, Kind::Person, Kind::Document] {
        for (rank, listed) in read::listed(sql, kind)?.into_iter().enumerate() {
            let Some(file) = of_item(sql, &listed.item, now)? else { continue };
            // The order that editors gave stands in the names, with room between; news is ordered by its days.
            let rank = if kind == Kind::News { String::new() } else { format!("{:04}-", (rank + 1) * 10) };
            let path = format!("{}/{rank}{}.md", folder(kind), listed.item.slug);
            out.push((path, file::write(&file).into_bytes()));
        }
    }
    let mut list = Vec::new();
    let mut all = media::all(sql)?;
    all.sort_by(|a, b| a.name.cmp(&b.name));
    for one in all {
        if let Some(bytes) = media::bytes(sql, one.id)? {
            out.push((format!("{FILES}/{}", one.name), bytes));
        }
        list.push(one);
    }
    out.push((LIST.to_owned(), files::written(&list).into_bytes()));
    Ok(out)
}

/// An item as its file holds it.
pub(super) fn of_item(sql: &mut dyn Sql, item: &Item, now: i64) -> Result<Option<File>, DbError> {
    let (number, published, since) = match item.stands(now) {
        Stands::Published(since) => {
            let number = item.seen(now).map_or(item.newest, |(number, _)| number);
            (number, true, Some(item.published.unwrap_or(since)))
        }
        Stands::Scheduled(due) => (item.next.map_or(item.newest, |(number, _)| number), true, Some(due)),
        Stands::Draft | Stands::Withdrawn(_) => (item.newest, false, None),
    };
    let Some(words) = revision(sql, item.id, number)? else { return Ok(None) };
    let former = "SELECT kind, slug FROM content_former WHERE item = $1 AND kind = '' ORDER BY slug";
    let id = i64::try_from(item.id).unwrap_or(i64::MAX);
    let rows = sql.rows(former, &values![id])?;
    let formerly = rows.iter().map(|row| row.text(1).map(str::to_owned)).collect::<Result<_, _>>()?;
    Ok(Some(File { draft: words.draft, published, since, formerly }))
}

/// The item of a kind and slug as its file holds it, with its row.
pub(super) fn of_slug(
    sql: &mut dyn Sql,
    kind: Kind,
    slug: &str,
    now: i64,
) -> Result<Option<(Item, File)>, DbError> {
    let Some(found) = named(sql, kind, slug)? else { return Ok(None) };
    Ok(of_item(sql, &found, now)?.map(|file| (found, file)))
}
