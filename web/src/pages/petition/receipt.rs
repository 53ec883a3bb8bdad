//! A receipt checked against the last closed day: whoever signed sees that their signature is among those counted.

use super::{form::field, named};
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign,
    facts::Facts,
    page::Page,
    query::Query,
    routes::Asked,
};
use ::campaign::{
    address::Address,
    db::DbError,
    pace::within,
    petition::{
        self, Petition,
        confirm::Receipt,
        day::{self, Shown},
        proof::Proof,
    },
};
use maud::{Markup, html};

/// The form.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    Ok(named("Check your receipt", form(&Query::default(), None)))
}

/// How many receipts one network may have checked in an hour: to look for one reads every blinded entry of its petition.
const AN_HOUR: i64 = 60;

/// What a receipt shows.
///
/// # Errors
///
/// As [`page`]; 429 where a network checks too many; 503 where the tables cannot be read.
pub fn checked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let (network, now) = (asked.network.to_owned(), campaign::now());
    let may = campaign.write(move |sql, office| {
        within(sql, &office.secrets.index("network that checks receipts", &network), now, 3_600, AN_HOUR)
    });
    if !may.map_err(|error: DbError| campaign::away(&error))? {
        let says = "From your network too many receipts were checked within an hour.";
        return Err(Refusal::new(429, "Too many try at once", says).help("Try again in an hour."));
    }
    let wrong = |says: &str| Ok(Answer::Wrong(named("Check your receipt", form(asked.query, Some(says)))));
    let text = |name| asked.query.get(name).unwrap_or_default();
    let Some(receipt) = Receipt::read(text("receipt")) else {
        return wrong(
            "This is no receipt: copy the whole line from the letter, such as 1.0. and 64 letters and digits.",
        );
    };
    let address = match Address::read(text("email")) {
        Ok(address) => address,
        Err(error) => return wrong(&super::link::sentence(&error.to_string())),
    };
    let found = campaign.read(|sql| {
        let Some(petition) = petition::numbered(sql, receipt.petition)? else { return Ok(None) };
        let shown = day::check(sql, &petition, &receipt, &address.mailbox())?;
        Ok(shown.map(|shown| (petition, shown)))
    })?;
    match found {
        Some((petition, shown)) if asked.query.get("as").is_some() => {
            let name = format!("{}-{}-proof.txt", petition.name, receipt.leaf + 1);
            let bytes = Proof::of(&petition.name, shown).written().into_bytes();
            Ok(Answer::File(File { name, kind: FileKind::Text, bytes }))
        }
        Some((petition, shown)) => {
            Ok(Answer::Page(named("Your receipt", counted(asked, &petition, &receipt, &shown))))
        }
        None => wrong(
            "No closed day has this signature with this address. A signature is bound on the midnight after it was confirmed; look again tomorrow.",
        ),
    }
}

fn counted(asked: &Asked<'_>, petition: &Petition, receipt: &Receipt, shown: &Shown) -> Markup {
    html! {
        h1 { @if shown.counts { "Your signature is counted" } @else { "Your signature was withdrawn" } }
        p.lead { "It is number " (receipt.leaf + 1) " of " (shown.day.leaves) " under the petition “" (petition.title) "”, bound on " (shown.day.day) "." }
        p { "With the hashes below anybody who knows your receipt and address can compute the root of that day from your signature alone (RFC 6962, 2.1.1); it is published on the petition's page." }
        dl.entered {
            div { dt { "Root" } dd { code { (shown.day.root.to_string()) } } }
            div { dt { "Path" } dd { @if shown.path.is_empty() { "none: it was the only one" } @for hash in &shown.path { code { (hash.to_string()) } br; } } }
        }
        @if let Some(event) = shown.day.event {
            p { "The count and the root of that day are " a href={ "/acts/" (event) } { "on the Community's record" } ", where nobody can change them." }
        }
        form method="post" action="/petition/receipt" {
            input type="hidden" name="receipt" value=(receipt.written());
            input type="hidden" name="email" value=(asked.query.get("email").unwrap_or_default());
            p.row { button name="as" value="file" { "Download the proof" } }
        }
        p.note { "With it, your receipt and a copy of the record you can check without this site: " code { "koinon campaign receipt check" } "." }
        p { a href={ "/petition/" (petition.name) } { "To the petition" } }
    }
}

fn form(typed: &Query, wrong: Option<&str>) -> Markup {
    let text = |name| typed.get(name).unwrap_or_default();
    html! {
        h1 { "Check your receipt" }
        p.lead { "The letter that thanked you for your signature has a receipt. Paste it here, with the address to which the letter came." }
        form.enter method="post" action="/petition/receipt" {
            @if let Some(says) = wrong { p.wrong #problem role="alert" { (says) } }
            (field("receipt", "The receipt", None, html! { input #receipt name="receipt" value=(text("receipt")) required maxlength="200" autocomplete="off" aria-describedby=[wrong.map(|_| "problem")]; }))
            (field("email", "Your e-mail address", None, html! { input #email name="email" type="email" value=(text("email")) required maxlength="254" autocomplete="email"; }))
            button.first { "Check" }
            p.note { "What you enter is compared and not kept." }
        }
    }
}
