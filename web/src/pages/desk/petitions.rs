//! Petitions at the desk: the list, one to be written or changed, how each is looked after, and what happens when very many sign.

pub mod edit;
mod form;
pub mod handover;
pub mod policy;

use super::{Place, page as framed};
use crate::{
    answer::Refusal, campaign, facts::Facts, page::Page, pages::petition::date, query::shown, routes::Asked,
    words::grouped,
};
use ::campaign::{
    db::{DbError, Sql},
    people::Power,
    petition::{self, Petition, count, policy as kept, sign},
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/petitions",
    word: "Petitions",
    says: "Write petitions, set their rules, close them and hand them over.",
    power: Power::Moderate,
    waits,
};

fn waits(sql: &mut dyn Sql, now: i64) -> Result<Option<String>, DbError> {
    let mut up = Vec::new();
    for petition in petition::all(sql)? {
        if petition.is_open(now) && kept::of(sql, &petition)?.is_on(now) {
            up.push(petition.title);
        }
    }
    Ok((!up.is_empty()).then(|| format!("A proof of work is asked for under “{}”", up.join("”, “"))))
}

/// The petition of a name, or 404.
pub(super) fn found(facts: &Facts, name: &str) -> Result<Petition, Refusal> {
    let found = campaign::of(facts)?.read(|sql| petition::named(sql, name))?;
    found.ok_or_else(|| {
        Refusal::not_found(format!("No petition is called “{}”.", shown(name)))
            .instead(PLACE.path, "Every petition")
    })
}

/// How a petition stands, in a few words.
fn stands(petition: &Petition, now: i64) -> String {
    match petition.closes {
        _ if now < petition.opens => format!("opens on {}", date(petition.opens)),
        Some(closes) if closes <= now => format!("closed on {}", date(closes)),
        Some(closes) => format!("open until {}", date(closes)),
        None => "open".to_owned(),
    }
}

/// Every petition.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let now = campaign::now();
    let all = campaign::of(facts)?.read(|sql| {
        let mut all = Vec::new();
        for petition in petition::all(sql)? {
            let counts = count::by_country(sql, &petition)?;
            let guard = kept::of(sql, &petition)?.is_on(now);
            all.push((petition.validity.reached(&counts), guard, petition));
        }
        Ok(all)
    })?;
    let body = html! {
        p { a.button href="/desk/petitions/new" { "Write a petition" } }
        @if all.is_empty() { p.lead { "There is none yet." } } @else {
            div.scroll tabindex="0" role="region" aria-label="Petitions" { table {
                thead { tr { th { "Petition" } th { "Stands" } th.n { "Signatures" } th { "Enough" } } }
                tbody { @for (reached, guard, petition) in &all { tr {
                    td { a href={ "/desk/petitions/" (petition.name) } { (petition.title) } @if *guard { br; strong { "asks for a proof of work" } } }
                    td { (stands(petition, now)) }
                    td.n { (grouped(reached.have)) }
                    td { @if petition.validity.total == 0 && petition.validity.countries == 0 { "no rule" } @else if reached.valid() { "● yes" } @else { "○ not yet" } }
                } } }
            } }
        }
        (many())
    };
    framed("Petitions", asked, PLACE.path, body)
}

/// What happens when very many sign, and who decides it.
fn many() -> Markup {
    html! {
        h2 { "When very many sign at once" }
        p { "Machines that sign in masses are slowed down, and nobody who signs loses anything. From " (sign::NETWORK_CALM) " signatures an hour on, a network is asked for a proof of work: some seconds of computing that a browser does while its reader types. From " (grouped(u64::try_from(sign::COUNTRY_CALM).unwrap_or(0))) " a minute from one country, everybody is, for " (sign::ALARM / 60) " minutes." }
        p { "Whoever brings none, because no script runs in their browser, signs all the same: the letter waits in a line, one each " (sign::APART) " seconds, or until a moderator lets it go under “Signatures”. The program puts this guard up and takes it down by itself; a moderator may put it up for everybody, or down, on the page of the petition. Each change is written down." }
    }
}
