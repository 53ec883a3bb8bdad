//! Signatures at the desk: those that wait for a moderator, each with why, and those that were decided. Hidden, shown, removed or
//! let go, with a reason; one is found by its exact address.

use super::{Place, by, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, Campaign, away},
    facts::Facts,
    page::Page,
    pages::petition::{
        link::sentence,
        progress::{name, signatures},
    },
    routes::Asked,
    words::{count, moment},
};
use ::campaign::{
    address::Address,
    db::{DbError, Sql},
    people::{Power, log},
    petition::review::{self, Case, Hidden, RuleRefusal, Ruling, Why},
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/signatures",
    word: "Signatures",
    says: "Look at comments and at signatures that something speaks against.",
    power: Power::Moderate,
    waits,
};

/// How many are shown at once.
const SHOWN: u32 = 50;

/// The ways in which a review stands, with their words.
const STANDS: [(&str, &str); 4] =
    [("waits", "Waiting"), ("approved", "Approved"), ("hidden", "Hidden"), ("removed", "Removed")];

fn waits(sql: &mut dyn Sql, _: i64) -> Result<Option<String>, DbError> {
    let waiting = review::waiting(sql)?;
    let verb = if waiting == 1 { "waits" } else { "wait" };
    let words = || format!("{} {verb} for a moderator", signatures(waiting));
    Ok((waiting > 0).then(words))
}

/// What waits, or what stands decided.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    list(facts, asked, None)
}

fn list(facts: &Facts, asked: &Asked<'_>, problem: Option<&str>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let stands = asked.query.get("stands").unwrap_or("waits");
    let stands = STANDS.iter().find(|(word, _)| *word == stands).map_or("waits", |(word, _)| word);
    let (cases, waiting) = campaign.read(|sql| {
        let cases = review::cases(sql, &campaign.office(), stands, SHOWN)?;
        Ok((with_likes(sql, campaign, cases)?, review::waiting(sql)?))
    })?;
    let body = html! {
        @if let Some(problem) = problem { p.wrong role="alert" { (problem) } }
        p.lead { @if waiting == 0 { "Nothing waits." } @else { (count(usize::try_from(waiting).unwrap_or(usize::MAX), "signature waits", "signatures wait")) ", the oldest first." } }
        nav.row aria-label="How they stand" { @for (word, words) in STANDS {
            a href={ "/desk/signatures?stands=" (word) } aria-current=[(word == stands).then_some("page")] { (words) }
        } }
        @if cases.is_empty() { p { "None stand so." } }
        ul.signatories { @for (case, likes) in &cases { (shown(facts, case, likes)) } }
        (search(""))
    };
    framed("Signatures", asked, PLACE.path, body)
}

/// Each case with those that have name and network in common with it.
fn with_likes(
    sql: &mut dyn Sql,
    campaign: &Campaign,
    cases: Vec<Case>,
) -> Result<Vec<(Case, Vec<Case>)>, DbError> {
    let office = campaign.office();
    let likes = |case: Case| {
        let likes =
            if case.why == Why::Double { review::like(sql, &office, case.signature)? } else { Vec::new() };
        Ok((case, likes))
    };
    cases.into_iter().map(likes).collect()
}

fn search(typed: &str) -> Markup {
    html! {
        h2 { "Find the signatures of a mailbox" }
        form.enter method="post" action="/desk/signatures/find" {
            div.field { label for="address" { "Its exact address" } input #address name="address" type="email" value=(typed) required maxlength="254" autocomplete="off"; }
            button { "Find" }
            p.note { "Addresses are not shown or listed: one is found only by whoever knows it. That somebody looked is written down, without the address." }
        }
    }
}

fn shown(facts: &Facts, case: &Case, likes: &[Case]) -> Markup {
    let id = case.signature;
    let reason = format!("reason-{id}");
    html! {
        li {
            p {
                strong { (case.name.as_deref().unwrap_or("(erased)")) } ", " (name(facts, &case.country))
                span.quiet { " · " (case.petition) " · " (moment(case.since)) }
            }
            p.quiet { "Signature " (id) ", " (stands(case)) ": " (case.why.says()) @match case.hidden {
                Hidden::Nothing => {}, Hidden::Comment => { "; its comment is hidden" }, Hidden::Name => { "; name and comment are hidden" },
            } @if let Some(reason) = &case.reason { "; “" (reason) "”" } "." }
            @for like in likes { p.quiet { "Also: " (like.name.as_deref().unwrap_or("(erased)")) ", signature " (like.signature) ", " (stands(like)) ", " (moment(like.since)) "." } }
            @if let Some(comment) = &case.comment { blockquote { (comment) } }
            form method="post" action={ "/desk/signatures/" (id) } {
                div.field { label for=(reason) { "Reason (needed to hide or remove)" } input id=(reason) name="reason" maxlength="300" autocomplete="off"; }
                p.row {
                    @for (ruling, words) in rulings(case) { button name="ruling" value=(ruling.word()) { (words) } }
                }
            }
        }
    }
}

fn stands(case: &Case) -> &'static str {
    match case.stands.as_str() {
        "asked" => "not yet confirmed",
        "signed" => "counts",
        "removed" => "removed",
        _ => "withdrawn",
    }
}

/// What can be decided about a case.
fn rulings(case: &Case) -> Vec<(Ruling, &'static str)> {
    if case.stands == "removed" {
        return if case.name.is_some() {
            vec![(Ruling::Restore, "Take the removal back")]
        } else {
            Vec::new()
        };
    }
    let mut all =
        vec![(Ruling::Approve, if case.why == Why::Work { "Let its letter go" } else { "Approve" })];
    if case.comment.is_some() {
        all.push((Ruling::HideComment, "Hide the comment"));
    }
    all.extend([(Ruling::HideName, "Hide name and comment"), (Ruling::Remove, "Remove")]);
    all
}

/// Finds the signatures of a mailbox.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn find(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let typed = asked.query.get("address").unwrap_or_default();
    let address = match Address::read(typed) {
        Ok(address) => address,
        Err(error) => {
            let says = sentence(&error.to_string());
            return list(facts, asked, Some(&says)).map(Answer::Wrong);
        }
    };
    let (who, now) = (by(asked)?.account.id, campaign::now());
    let found = campaign.write(move |sql, office| {
        let found = review::find(sql, office, &address.mailbox())?;
        log::note(sql, Some(who), now, "find-signature", &format!("{} found", found.len()))?;
        Ok::<_, DbError>(found)
    });
    let found = found.map_err(|error| away(&error))?;
    let body = html! {
        p.lead { @if found.is_empty() { "This mailbox has no signature." } @else { (count(found.len(), "signature", "signatures")) " of this mailbox." } }
        ul.signatories { @for case in &found { (shown(facts, case, &[])) } }
        (search(typed))
        p { a href=(PLACE.path) { "What waits" } }
    };
    framed("Signatures of a mailbox", asked, PLACE.path, body).map(Answer::Page)
}

/// Decides about one; the decision is written down with it.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be written.
pub fn decide(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let gone =
        || Refusal::not_found("There is no such signature any more.").instead(PLACE.path, "What waits");
    let signature: u64 = asked.part.parse().map_err(|_| gone())?;
    let Some(ruling) = asked.query.get("ruling").and_then(Ruling::read) else {
        return list(facts, asked, Some("Nothing was decided: press one of the buttons.")).map(Answer::Wrong);
    };
    let (who, now) = (by(asked)?.account.id, campaign::now());
    let reason = asked.query.get("reason").unwrap_or_default().to_owned();
    let ruled = campaign::of(facts)?
        .write(move |sql, _| review::rule(sql, signature, ruling, &reason, Some(who), now));
    match ruled {
        Ok(()) => Ok(Answer::done(PLACE.path, format!("Signature {signature}: {}.", said(ruling)))),
        Err(RuleRefusal::Gone) => Err(gone()),
        Err(RuleRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => {
            let says = sentence(&refusal.to_string());
            list(facts, asked, Some(&says)).map(Answer::Wrong)
        }
    }
}

fn said(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Approve => "approved",
        Ruling::HideComment => "its comment is hidden",
        Ruling::HideName => "its name and comment are hidden",
        Ruling::Remove => "removed",
        Ruling::Restore => "the decision is taken back",
    }
}
