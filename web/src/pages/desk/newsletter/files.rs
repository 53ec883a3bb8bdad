//! Subscribers from and into files: brought in only with how they agreed, tried before, and taken out with the same.

use super::{named, problem};
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{newsletter::PLACE, ordered, page as framed},
        petition::link::sentence,
    },
    query::Query,
    routes::Asked,
    words::grouped,
};
use ::campaign::{
    db::DbError,
    newsletter::{
        List,
        bring::{Taken, bring},
        export::{ExportError, Form, export},
        file,
        import::{Fate, Import, Terms},
    },
};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// How many lines that were not taken are shown.
const SHOWN: usize = 200;

/// The forms.
///
/// # Errors
///
/// 404 where there is no such list, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    whole(asked, &named(facts, asked.part)?, None, None)
}

/// Brings a file in, or only tries it.
///
/// # Errors
///
/// As [`page`].
pub fn brought(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let list = named(facts, asked.part)?;
    let wrong = |says: &str| whole(asked, &list, None, Some(says)).map(Answer::Wrong);
    let Some(sent) = asked.file("file") else { return wrong("Choose a file.") };
    let tried = match asked.query.get("what") {
        Some("try") => true,
        Some("bring") => false,
        _ => return wrong("Choose whether to try the file or to bring it in."),
    };
    let lines = match file::read(&sent.bytes) {
        Ok(lines) => lines,
        Err(error) => return wrong(&sentence(&error.to_string())),
    };
    if !tried {
        let about = format!("{}: {} lines of {}", list.name, lines.len(), sent.name);
        let noted = ordered(facts, asked, "import-subscribers", about, |_, _, _| Ok(()));
        noted?.map_err(|error: DbError| away(&error))?;
    }
    let campaign = campaign::of(facts)?;
    let (office, import) = (campaign.office(), Import::new(list.clone(), terms(asked.query)));
    let drawn = || campaign::chance().ok();
    let taken = bring(&campaign.db, &office, import, lines, tried, campaign::now(), drawn);
    let taken = taken.map_err(|error| away(&error))?;
    whole(asked, &list, Some(report(&taken, tried)), None).map(Answer::Page)
}

/// Takes the subscribers of a list out, each with how they agreed.
///
/// # Errors
///
/// As [`page`].
pub fn taken_out(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let list = named(facts, asked.part)?;
    let (form, word) = match asked.query.get("form") {
        Some("own") => (Form::Own, "subscribers"),
        Some("listmonk") => (Form::Listmonk, "listmonk"),
        _ => return whole(asked, &list, None, Some("Choose a form of the file.")).map(Answer::Wrong),
    };
    let noted = ordered(facts, asked, "export-subscribers", list.name.clone(), |_, _, _| Ok(()));
    noted?.map_err(|error: DbError| away(&error))?;
    let campaign = campaign::of(facts)?;
    let (office, mut bytes) = (campaign.office(), Vec::new());
    let done = campaign.db.read(|sql| export(sql, &office, &list, form, &mut bytes));
    done.map_err(|error| match error {
        ExportError::Db(error) => away(&error),
        ExportError::File(says) => Refusal::new(503, "It cannot be answered now", sentence(&says)),
    })?;
    let name = format!("{}-{word}.csv", list.name);
    Ok(Answer::File(File { name, kind: FileKind::Csv, bytes }))
}

fn terms(query: &Query) -> Terms {
    let text = |field| query.get(field).map(|text| text.trim().to_owned());
    let ticked = |field| query.get(field).is_some();
    Terms {
        place: text("where"),
        when: text("when"),
        how: text("how"),
        ask: ticked("ask"),
        details: ticked("details"),
        only: text("only"),
    }
}

fn report(taken: &[Taken], tried: bool) -> Markup {
    let mut figures: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, fate) in taken {
        *figures.entry(fate.word()).or_default() += 1;
    }
    let left: Vec<_> = taken
        .iter()
        .filter(|(_, fate)| !matches!(fate, Fate::Joined | Fate::Asked | Fate::Already))
        .collect();
    html! {
        div role="status" {
            h2 { @if tried { "What would become of the file" } @else { "What became of the file" } }
            @if tried { p { "Nothing was changed. To bring it in, choose the file again below." } }
            ul.counts {
                @for (word, number) in &figures { li { (grouped(*number)) " " (word) } }
                @if figures.is_empty() { li { "It has no line" } }
            }
        }
        @if !left.is_empty() {
            div.scroll tabindex="0" role="region" aria-label="Lines that were not taken" {
                table {
                    caption { "Lines that are not taken" @if left.len() > SHOWN { ", the first " (SHOWN) " of " (left.len()) } }
                    thead { tr { th.n scope="col" { "Line" } th scope="col" { "Why" } } }
                    tbody { @for (number, fate) in left.iter().take(SHOWN) { tr { td.n { (number) } td { (fate) } } } }
                }
            }
        }
    }
}

fn whole(
    asked: &Asked<'_>,
    list: &List,
    report: Option<Markup>,
    wrong: Option<&str>,
) -> Result<Page, Refusal> {
    let typed = asked.query;
    let (value, ticked) = (|field| typed.get(field).unwrap_or_default(), |field| typed.get(field).is_some());
    let body = html! {
        p.crumbs { a href={ "/desk/newsletter/list/" (list.name) } { (list.title) } }
        @if let Some(report) = report { (report) }
        form.enter method="post" action={ "/desk/newsletter/files/" (list.name) } enctype="multipart/form-data" {
            h2 { "Bring subscribers in" }
            p { "A CSV file with a column email, as tables and listmonk write it. Nobody joins of whom it cannot be shown where, when and how they agreed: the file says so in the columns consent_where, consent_when and consent_how, or you say it here for all." }
            @if let Some(says) = wrong { (problem(says)) }
            div.field { label for="file" { "The file" } input #file name="file" type="file" accept=".csv,text/csv" required; }
            div.field { label for="where" { "Where they agreed, such as: a stall at the fair in Bonn" } input #where name="where" maxlength="200" value=(value("where")); }
            div.field { label for="when" { "On which day" } input #when name="when" type="date" value=(value("when")); }
            div.field { label for="how" { "How, such as: ticked on a paper form, kept in folder 3" } input #how name="how" maxlength="200" value=(value("how")); }
            div.field { label for="only" { "Take only those on this list of the file; empty takes all" } input #only name="only" maxlength="100" value=(value("only")); }
            label.tick { input type="checkbox" name="ask" value="yes" checked[ticked("ask")]; span { "Ask by one letter whoever cannot be shown to have agreed" } }
            label.tick { input type="checkbox" name="details" value="yes" checked[ticked("details")]; span { "Keep names and other columns too; they are not needed to send letters" } }
            div.row {
                button.first name="what" value="try" { "Try it, and change nothing" }
                button name="what" value="bring" { "Bring it in" }
            }
            p.note { "Who left after agreeing, bounced or complained stays out, whatever the file says." }
        }
        form.enter method="post" action={ "/desk/newsletter/export/" (list.name) } {
            h2 { "Take subscribers out" }
            p { "Everybody who is subscribed to " (list.title) ", with where, when and how they agreed. The file holds addresses in the clear: keep it no longer than you need it. That you took it is written into the log." }
            div.row {
                button name="form" value="own" { "As CSV" }
                button name="form" value="listmonk" { "As CSV for listmonk" }
            }
        }
    };
    framed("Subscribers from and into files", asked, PLACE.path, body)
}
