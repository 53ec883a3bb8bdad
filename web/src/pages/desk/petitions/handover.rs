//! What leaves a petition and what comes to it at the desk: counts and names for the addressee, signatures collected elsewhere.

use super::{PLACE, form::field, found};
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{ordered, page as framed},
        petition::{
            country_code, date,
            link::sentence,
            progress::{name, signatures},
        },
    },
    routes::Asked,
    words::grouped,
};
use ::campaign::{
    db::DbError,
    petition::{
        Petition,
        collected::{self, Batch, CollectRefusal, Outcome, Provenance, Table},
        handover, policy,
    },
};
use maud::{Markup, html};

/// How many lines that cannot be taken are shown.
const SHOWN: usize = 50;

/// The page.
///
/// # Errors
///
/// 404 where there is no such petition, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let petition = found(facts, asked.part)?;
    whole(facts, asked, &petition, html! {})
}

/// The page, with what was found in a file above the form for the next.
fn whole(facts: &Facts, asked: &Asked<'_>, petition: &Petition, result: Markup) -> Result<Page, Refusal> {
    let (names, batches) = campaign::of(facts)?
        .read(|sql| Ok((policy::of(sql, petition)?.names, collected::batches(sql, petition)?)))?;
    let here = format!("/desk/petitions/{}", petition.name);
    let body = html! {
        p.crumbs { a href=(here) { (petition.title) } }
        h2 { "For " (petition.addressee) }
        p { "Counts by country say nothing about anybody. Names go with country, day, what each signer consented to, and the comment where its signer shows it; addresses never leave this site. Each export is written down." }
        form.enter method="post" action={ (here) "/export" } {
            fieldset {
                legend { "What" }
                label.tick { input type="radio" name="what" value="counts" checked; span { "Counts by country" } }
                @if names { label.tick { input type="radio" name="what" value="names"; span { "Names: the law of the addressee asks for them" } } }
                @else { p.note { "Names are handed over only where the law of the addressee asks for them: an administrator says so on the page of the petition." } }
            }
            fieldset {
                legend { "As" }
                label.tick { input type="radio" name="as" value="csv" checked; span { "CSV, for spreadsheets" } }
                label.tick { input type="radio" name="as" value="json"; span { "JSON, for programs" } }
            }
            button { "Download" }
        }
        h2 { "Collected elsewhere" }
        p { "Signatures from paper or another site are kept with where they come from. Nobody has confirmed them here, so that they are counted apart and never towards what makes the petition enough. Whoever then signs here counts once." }
        (result)
        form.enter method="post" action={ (here) "/collect" } enctype="multipart/form-data" {
            (field("file", "The file", "CSV in UTF-8 whose first line names its columns: name, country, and where there are any email, comment, date.", html! { input #file name="file" type="file" accept=".csv,text/csv" required; }))
            (field("provenance", "Where, when and by whom they were collected", "It is shown on the page of the petition.", html! { input #provenance name="provenance" value=[asked.query.get("provenance")] required maxlength="600" autocomplete="off"; }))
            (field("consent", "What the signers consented to, as they read it", "", html! { textarea.short #consent name="consent" rows="3" required maxlength="2000" { (asked.query.get("consent").unwrap_or_default()) } }))
            p.row { button name="try" value="yes" { "Try: change nothing" } button name="take" value="yes" { "Take them" } }
        }
        (brought(&here, &batches))
    };
    framed("Hand over, and bring in", asked, PLACE.path, body)
}

fn brought(here: &str, batches: &[Batch]) -> Markup {
    html! { @if !batches.is_empty() {
        h3 { "What was brought" }
        ul.signatories { @for batch in batches { li {
            p { strong { (signatures(batch.counted)) } " not confirmed here, brought on " (date(batch.at)) ": " (batch.provenance.says) }
            form method="post" action={ (here) "/take-back" } { input type="hidden" name="batch" value=(batch.id); button { "Take back and erase" } }
        } } }
    } }
}

/// Hands a file over, and writes that down.
///
/// # Errors
///
/// As [`page`]; 400 where nothing is chosen, 403 where names are asked for that the addressee's law does not ask for.
pub fn export(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let petition = found(facts, asked.part)?;
    let back = format!("/desk/petitions/{}/handover", petition.name);
    let (what, form) = match (asked.query.get("what"), asked.query.get("as")) {
        (Some(what @ ("counts" | "names")), Some(form @ ("csv" | "json"))) => {
            (what.to_owned(), form.to_owned())
        }
        _ => return Err(Refusal::bad("Say what is handed over, and in which form.").instead(back, "Back")),
    };
    let json = form == "json";
    let file = format!("{}-{what}.{form}", petition.name);
    let about = format!("{}: {what} as {form}", petition.name);
    let made = ordered(facts, asked, "export-petition", about, move |sql, office, _| {
        if what == "counts" {
            let all = handover::counts(sql, &petition)?;
            return Ok(if json { text(&all)? } else { handover::counts_csv(&all) });
        }
        if !policy::of(sql, &petition)?.names {
            return Err(Unwanted::Asked);
        }
        let all = handover::names(sql, office, &petition)?;
        Ok(if json { text(&all)? } else { handover::names_csv(&all) })
    })?;
    match made {
        Ok(made) => Ok(Answer::File(File {
            name: file,
            kind: if json { FileKind::Json } else { FileKind::Csv },
            bytes: made.into_bytes(),
        })),
        Err(Unwanted::Asked) => Err(Refusal::new(
            403,
            "Names are not handed over",
            "The law of this petition's addressee is not set down to ask for names.",
        )
        .help("An administrator says so on the page of the petition.")
        .instead(back, "Back")),
        Err(Unwanted::Db(error)) => Err(away(&error)),
    }
}

/// Why nothing is done: what is asked for is not there for whoever asks, or the database.
enum Unwanted {
    Asked,
    Db(DbError),
}

impl From<DbError> for Unwanted {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

fn text(all: &impl serde::Serialize) -> Result<String, DbError> {
    serde_json::to_string_pretty(all).map_err(|error| DbError::Form(error.to_string()))
}

/// Takes signatures that were collected elsewhere, or says what would be taken.
///
/// # Errors
///
/// As [`page`].
pub fn collect(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let petition = found(facts, asked.part)?;
    let wrong = |says: &str| {
        let says = html! { p.wrong role="alert" { (sentence(says)) } };
        whole(facts, asked, &petition, says).map(Answer::Wrong)
    };
    let Some(file) = asked.file("file").filter(|file| !file.bytes.is_empty()) else {
        return wrong("choose a file");
    };
    let table = match collected::read(&file.bytes, &|text| country_code(facts.world, text)) {
        Ok(table) => table,
        Err(error) => return wrong(&error.to_string()),
    };
    let words = |name| asked.query.get(name).unwrap_or_default().replace("\r\n", "\n");
    let provenance = Provenance { says: words("provenance"), consent: words("consent") };
    let dry = asked.query.get("take").is_none();
    let (under, signers) = (petition.clone(), table.signers.clone());
    let what = if dry { "try-collected" } else { "bring-collected" };
    let about = format!("{}: {}", petition.name, file.name);
    let done = ordered(facts, asked, what, about, move |sql, office, order| {
        let by = (Some(order.by), order.now, order.chance[0]);
        collected::collect(sql, office, &under, &provenance, &signers, by, dry)
    })?;
    match done {
        Ok(outcome) if dry => {
            let says = html! {
                p.said role="status" { "Nothing was changed. To take them, choose the file again and press “Take them”." }
                (comes_to(facts, &table, &outcome))
            };
            whole(facts, asked, &petition, says).map(Answer::Page)
        }
        Ok(outcome) => Ok(Answer::done(
            format!("/desk/petitions/{}/handover", petition.name),
            format!("{} taken, {} lines refused.", signatures(outcome.taken), table.refused.len()),
        )),
        Err(CollectRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => wrong(&refusal.to_string()),
    }
}

fn comes_to(facts: &Facts, table: &Table, outcome: &Outcome) -> Markup {
    html! {
        dl.entered {
            div { dt { "Would be taken" } dd { (signatures(outcome.taken)) @for (code, count) in &outcome.countries { br; (name(facts, code)) ": " (grouped(*count)) } } }
            div { dt { "Doubles" } dd { (grouped(outcome.twice)) " mailboxes again in the file, " (grouped(outcome.already)) " that signed here or were brought before" } }
            div { dt { "Without address" } dd { (grouped(outcome.without_address)) ": doubles among them cannot be found" } }
            div { dt { "Refused" } dd { (table.refused.len()) " lines" @for (line, says) in table.refused.iter().take(SHOWN) { br; "Line " (line) ": " (says) } } }
        }
    }
}

/// Takes back what was brought at once.
///
/// # Errors
///
/// As [`page`]; 404 where there is no such batch.
pub fn take_back(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let petition = found(facts, asked.part)?;
    let back = format!("/desk/petitions/{}/handover", petition.name);
    let batch = asked.query.get("batch").and_then(|batch| batch.parse::<u64>().ok());
    let none = || Refusal::not_found("Nothing was brought under this number.").instead(back.clone(), "Back");
    let batch = batch.ok_or_else(none)?;
    let about = format!("{}, batch {batch}", petition.name);
    let done = ordered(facts, asked, "take-collected-back", about, move |sql, _, _| {
        match collected::take_back(sql, &petition, batch)? {
            true => Ok(()),
            false => Err(Unwanted::Asked),
        }
    })?;
    match done {
        Ok(()) => Ok(Answer::done(back, "It is taken back and erased.")),
        Err(Unwanted::Asked) => Err(none()),
        Err(Unwanted::Db(error)) => Err(away(&error)),
    }
}
