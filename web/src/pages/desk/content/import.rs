//! Content in and out at the desk: an export of WordPress or a folder of files is uploaded, looked at, and taken in by a button;
//! everything is downloaded as one archive that is taken in again.

use super::sentence;
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::desk::{Place, field, ordered, page as framed},
    routes::Asked,
    words::{count, moment},
};
use ::campaign::{
    db::DbError,
    exchange::{
        self, Fate, Loose, MOST_FILES, MOST_UNPACKED, Parcel, Refused, Report, Takes,
        waiting::{self, Look, MOST_WAITING},
    },
    file,
    people::Power,
};
use maud::{Markup, html};
use std::time::{Duration, Instant};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/content/import",
    word: "Bring in and out",
    says: "Bring in what WordPress exported, or a folder of files; download everything.",
    power: Power::Publish,
    waits: |sql, _| {
        let number = waiting::waiting(sql)?.len();
        Ok((number > 0).then(|| count(number, "upload waits to be taken in", "uploads wait to be taken in")))
    },
};

/// What a query names of a look.
pub const READS: &[&str] = &["how"];

/// How many lines of each kind a page shows.
const SHOWN: usize = 500;
/// How long pictures of one upload are read: what comes later is brought in with another.
const READING: Duration = Duration::from_secs(60);

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    shown(facts, asked, None)
}

fn shown(facts: &Facts, asked: &Asked<'_>, wrong: Option<&str>) -> Result<Page, Refusal> {
    let waiting = campaign::of(facts)?.read(waiting::waiting)?;
    let body = html! {
        (field::wrong(wrong))
        @if !waiting.is_empty() {
            h2 { "Uploaded, not taken in yet" }
            ul { @for (id, name, at) in &waiting {
                li { a href={ (PLACE.path) "/" (id) } { (name) } " " span.quiet { (moment(*at)) } }
            } }
            p.note { "What waits for a week is erased." }
        }
        form.enter method="post" action=(PLACE.path) enctype="multipart/form-data" {
            h2 { "Bring in" }
            p { "From WordPress: choose " em { "Tools, Export, All content" } " there, and bring the XML file that it gives. Its pictures are not in that file: add them here as well, or put the file and the folder wp-content/uploads into one ZIP archive." }
            p { "From a folder: bring the ZIP archive that is downloaded below, or the Markdown files, " code { "files.toml" } " and the pictures that it names." }
            div.field {
                label for="files" { "The file, the archive, or several files at once" }
                input #files name="files" type="file" multiple required accept=".xml,.zip,.md,.toml,.jpg,.jpeg,.png,.webp,.gif,.pdf,.txt" aria-describedby="bounds" aria-invalid=[wrong.map(|_| "true")];
                p.note #bounds { "At most 64 MB and 32 files at once; an archive may hold " (count(MOST_FILES, "file", "files")) ", " (MOST_UNPACKED >> 20) " MB in all once it is unpacked. Nothing is taken in yet: the next page shows what would be." }
            }
            button.first { "Look at it" }
        }
        h2 { "Download everything" }
        p { "Pages, news, people and documents as Markdown files, with every picture and file, in one ZIP archive. It can be kept, put under version control, or brought in again, here or on another site. Events are not in it, nor is anybody’s personal data." }
        p { a.button href="/desk/content/export" { "Download the archive" } }
        p.note { "A backup of the whole campaign is another thing: koinon campaign backup." }
    };
    framed(PLACE.word, asked, PLACE.path, body)
}

/// Keeps an upload for the look before it is taken in.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn uploaded(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let again = |says: &str| shown(facts, asked, Some(&sentence(&says))).map(Answer::Wrong);
    let files: Vec<_> = asked.files.iter().filter(|file| file.field == "files").collect();
    let name = match files.as_slice() {
        [] => String::new(),
        [one] => one.name.clone(),
        [first, rest @ ..] => {
            format!("{} and {}", first.name, count(rest.len(), "other file", "other files"))
        }
    };
    let loose =
        files.iter().map(|file| Loose { path: file.name.clone(), bytes: file.bytes.clone() }).collect();
    let begun = Instant::now();
    let read = exchange::of_upload(loose, &mut |bytes| match begun.elapsed() < READING {
        true => file::prepared(bytes).map_err(|refusal| refusal.to_string()),
        false => Err("there was no time left to read it: bring it with another upload".to_owned()),
    });
    let parcel = match read {
        Ok(parcel) => parcel,
        Err(error) => return again(&error.to_string()),
    };
    if let Some(first) = parcel.refused.first().filter(|_| parcel.texts.is_empty() && parcel.media.is_empty())
    {
        let more = match parcel.refused.len() {
            1 => String::new(),
            all => format!(", and {} more", all - 1),
        };
        return again(&format!("nothing in it can be taken: {first}{more}"));
    }
    let noted = name.clone();
    let done = ordered::<_, DbError>(facts, asked, "upload-content", noted, move |sql, office, order| {
        waiting::put(sql, office, &name, &parcel, order.now, &order.chance)
    })?;
    match done.map_err(|error| away(&error))? {
        Some(id) => Ok(Answer::done(format!("{}/{id}", PLACE.path), "It is read. Nothing is taken in yet.")),
        None => again(&format!("{MOST_WAITING} uploads wait already: take one in, or discard it")),
    }
}

/// How it is to be taken in, by the word of a query or a form.
fn takes(asked: &Asked<'_>) -> Takes {
    match asked.query.get("how") {
        Some("stood") => Takes::AsItStood,
        _ => Takes::AsDrafts,
    }
}

/// What taking an upload in would do. It is done and taken back in one transaction: nothing of it stays.
///
/// # Errors
///
/// 404 where there is no such upload, 503 where the tables cannot be read.
pub fn look(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let none = || Refusal::not_found("No such upload waits.").instead(PLACE.path, PLACE.word);
    let id: u64 = asked.part.parse().map_err(|_| none())?;
    let office = campaign.office();
    let waiting = campaign.read(|sql| waiting::one(sql, &office, id, false))?.ok_or_else(none)?;
    let (tried, takes, now) = (waiting.parcel.clone(), takes(asked), campaign::now());
    let report = match campaign.write(move |sql, _| waiting::look(sql, tried, takes, now)) {
        Err(Look::Would(report)) => report,
        Err(Look::Db(error)) => return Err(away(&error)),
        Ok(()) => Report::default(),
    };
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        p.lead { (waiting.name) ": " (summary(&waiting.parcel, &report)) "." }
        (choice(id, takes))
        (refused(&report.refused))
        (would(&waiting.parcel, &report, takes))
    };
    framed("What would be brought in", asked, PLACE.path, body)
}

/// The buttons, and the way to the other way of taking it in.
fn choice(id: u64, takes: Takes) -> Markup {
    let here = format!("{}/{id}", PLACE.path);
    let how = if takes == Takes::AsDrafts { "drafts" } else { "stood" };
    html! {
        @match takes {
            Takes::AsDrafts => {
                p { "Readers see nothing of it yet: what is new becomes a draft, what is here already and different a revision that waits to be published. A picture whose name is taken is left out." }
                p { a href={ (here) "?how=stood" } { "Publish what was published there instead" } }
            }
            Takes::AsItStood => {
                p { "Readers see it at once: what was published there is published here, with its day; what is here already is replaced, pictures of the same name too, and what was a draft there is withdrawn here." }
                p { a href=(here) { "Bring everything in as drafts instead" } }
            }
        }
        div.row {
            form method="post" action={ (PLACE.path) "/take" } {
                input type="hidden" name="upload" value=(id); input type="hidden" name="how" value=(how);
                button.first { @if takes == Takes::AsDrafts { "Take it in as drafts" } @else { "Take it in and publish" } }
            }
            form method="post" action={ (PLACE.path) "/discard" } { input type="hidden" name="upload" value=(id); button { "Discard it" } }
        }
    }
}

/// What there is, in a sentence: `2 pages, 1 piece of news, 3 files; 4 new, 1 changed, 1 the same, 7 not taken`.
fn summary(parcel: &Parcel, report: &Report) -> String {
    let mut parts = Vec::new();
    for (kind, one, many) in [
        (::campaign::content::Kind::Page, "page", "pages"),
        (::campaign::content::Kind::News, "piece of news", "pieces of news"),
        (::campaign::content::Kind::Person, "person", "people"),
        (::campaign::content::Kind::Document, "document", "documents"),
    ] {
        let number = parcel.texts.iter().filter(|text| text.file.draft.details.kind() == kind).count();
        if number > 0 {
            parts.push(count(number, one, many));
        }
    }
    let (pictures, others): (Vec<_>, Vec<_>) =
        parcel.media.iter().partition(|media| media.prepared.kind.is_picture());
    if !pictures.is_empty() {
        parts.push(count(pictures.len(), "picture", "pictures"));
    }
    if !others.is_empty() {
        parts.push(count(others.len(), "other file", "other files"));
    }
    if parts.is_empty() {
        parts.push("nothing that can be taken".to_owned());
    }
    format!("{}. {}", parts.join(", "), counted(report))
}

fn counted(report: &Report) -> String {
    format!(
        "{} new, {} here already and different, {} here already and the same, {} not taken or left out",
        report.count(Fate::New),
        report.count(Fate::Changed),
        report.count(Fate::Same),
        report.refused.len()
    )
}

fn refused(refused: &[Refused]) -> Markup {
    html! {
        @if !refused.is_empty() {
            h2 { "Not taken, or left out" }
            ul { @for one in refused.iter().take(SHOWN) {
                li { span.quiet { (one.path) ", line " (one.line) ": " } (one.says) }
            } }
            @if refused.len() > SHOWN { p.note { "The first " (SHOWN) " of " (refused.len()) " are shown." } }
        }
    }
}

/// What a file of the parcel is called, and its kind.
fn called<'p>(parcel: &'p Parcel, path: &str) -> (&'p str, &'static str) {
    if let Some(text) = parcel.texts.iter().find(|text| text.path == path) {
        return (&text.file.draft.title, super::called(text.file.draft.details.kind()));
    }
    let media = parcel.media.iter().find(|media| media.path == path);
    media.map_or(("", ""), |media| {
        (media.name.as_str(), if media.prepared.kind.is_picture() { "picture" } else { "file" })
    })
}

fn would(parcel: &Parcel, report: &Report, takes: Takes) -> Markup {
    let becomes = |fate: Fate| match (fate, takes) {
        (Fate::New, _) => "new",
        (Fate::Changed, Takes::AsDrafts) => "here already: a revision that readers do not see",
        (Fate::Changed, Takes::AsItStood) => "here already: replaced",
        (Fate::Same, _) => "here already, the same",
    };
    html! {
        @if !report.taken.is_empty() {
            h2 { "What becomes of each" }
            div.scroll tabindex="0" role="region" aria-label="What becomes of each" { table.cards {
                thead { tr { th scope="col" { "Title" } th scope="col" { "Kind" } th scope="col" { "From" } th scope="col" { "What becomes of it" } } }
                tbody { @for (fate, path) in report.taken.iter().take(SHOWN) {
                    @let (title, kind) = called(parcel, path);
                    tr {
                        th scope="row" { (title) }
                        td data-name="Kind" { (kind) }
                        td data-name="From" { (path) }
                        td data-name="What becomes of it" { (becomes(*fate)) }
                    }
                } }
            } }
            @if report.taken.len() > SHOWN { p.note { "The first " (SHOWN) " of " (report.taken.len()) " are shown." } }
        }
    }
}

/// Takes an upload in.
///
/// # Errors
///
/// 404 where it does not wait any more, 503 where the tables cannot be written.
pub fn taken(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (id, takes) = (field::number(asked.query, "upload"), takes(asked));
    let about = match takes {
        Takes::AsDrafts => format!("upload {id}, as drafts"),
        Takes::AsItStood => format!("upload {id}, as it stood"),
    };
    let done = ordered::<_, Ended>(facts, asked, "take-content", about, move |sql, office, order| {
        waiting::take(sql, office, id, takes, order.now)?.ok_or(Ended::Gone)
    })?;
    let report = done.map_err(|ended| ended.refusal())?;
    let to = if takes == Takes::AsDrafts { "/desk/content?stands=draft" } else { "/desk/content" };
    Ok(Answer::done(to, format!("It is taken in: {}.", counted(&report))))
}

/// Discards an upload.
///
/// # Errors
///
/// As [`taken`].
pub fn discarded(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = field::number(asked.query, "upload");
    let done = ordered(facts, asked, "discard-content", format!("upload {id}"), move |sql, _, _| {
        if waiting::discard(sql, id)? { Ok(()) } else { Err(Ended::Gone) }
    })?;
    done.map_err(|ended: Ended| ended.refusal())?;
    Ok(Answer::done(PLACE.path, "The upload is discarded."))
}

/// Why an order changes nothing.
enum Ended {
    Gone,
    Db(DbError),
}

impl From<DbError> for Ended {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl Ended {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Gone => {
                Refusal::not_found("This upload does not wait any more: it was taken in or discarded.")
                    .instead(PLACE.path, PLACE.word)
            }
            Self::Db(error) => away(error),
        }
    }
}

/// Everything as one archive.
///
/// # Errors
///
/// 503 where the tables cannot be read or the archive is not to be made.
pub fn exported(facts: &Facts, _: &Asked<'_>) -> Result<Answer, Refusal> {
    let now = campaign::now();
    let files = campaign::of(facts)?.read(|sql| exchange::export(sql, now))?;
    let bytes =
        exchange::packed(&files).map_err(|says| Refusal::new(503, "The archive cannot be made", says))?;
    Ok(Answer::File(File { name: "content.zip".to_owned(), kind: FileKind::Zip, bytes }))
}
