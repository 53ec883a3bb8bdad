//! The privacy page, written from the one table of what is really kept.

use super::join::named;
use crate::{answer::Refusal, campaign, facts::Facts, page::Page};
use ::campaign::privacy::{As, KEPT, Kept, stretch};
use maud::{Markup, html};

/// The page.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let office = campaign::of(facts)?.office();
    let sealed = office.secrets.seals();
    let personal: Vec<_> = KEPT.iter().filter(|kept| kept.is_personal()).collect();
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "What we keep about you" }
        p.lead { "What you enter in a form, for what the form says, and no longer than that needs. Nothing is sold, no letter tells us whether you opened it, and no page sends anything elsewhere." }
        p.buttons {
            a.button.first href="/my-data" { "See, download or erase yours" }
            a.button href="/contact" { "Ask a question" }
        }
        h2 { "Who answers for it" }
        p { (office.sender.name) br; (office.sender.postal) br; a href={ "mailto:" (office.sender.address) } { (office.sender.address) } }
        h2 { "How it is kept" }
        ul {
            li { @if sealed { "E-mail addresses, names of signatories, comments and messages are sealed: without the key of the association nobody who holds the database can read them." } @else { "The association has set no key: e-mail addresses and comments lie readable in its database." } }
            li { "An index is a keyed fingerprint: by it the same address is found again, and from it no address can be read." }
            li { "Nothing that tells who you are enters the public record of the Community. Of a signature only a blinded commitment does, from which nobody can find you." }
            li { "You may see, download and erase what is yours, have it mended, object to its use, and complain to the authority for data protection of your country." }
        }
        h2 { "Everything, table by table" }
        p.note { "This list is written by the program from the tables it has; a test of the program fails where one of them is missing here." }
        @for kept in &personal { (entry(kept, sealed)) }
        h2 { "Cookies" }
        p { "None, unless you run the campaign: then one keeps you signed in, and one says what was done." }
    };
    Ok(named("What we keep about you", body))
}

fn entry(kept: &Kept, sealed: bool) -> Markup {
    let mut terms: Vec<String> =
        kept.terms.iter().map(|(what, seconds)| format!("{what}: {}", stretch(*seconds))).collect();
    if !kept.until.is_empty() {
        terms.insert(0, kept.until.to_owned());
    }
    let of = |ways: &[As]| {
        let those = kept.columns.iter().filter(|column| ways.contains(&column.kept));
        those.map(|column| column.what).collect::<Vec<_>>().join(", ")
    };
    let (hidden, index) = (of(&[As::Sealed, As::Unshown]), of(&[As::Index]));
    let open = of(&[As::Text, As::Number, As::Time]);
    html! {
        h3 #(kept.table) { (kept.title) }
        dl.entered {
            div { dt { "To what end" } dd { (charter::show::capital(kept.why)) } }
            div { dt { "What allows it" } dd { (charter::show::capital(kept.basis.words())) } }
            @if !hidden.is_empty() { div { dt { @if sealed { "Sealed" } @else { "In a form that a key would seal" } } dd { (hidden) } } }
            @if !index.is_empty() { div { dt { "As an index" } dd { (index) } } }
            @if !open.is_empty() { div { dt { "Readable" } dd { (open) } } }
            div { dt { "Until when" } dd { (charter::show::capital(&terms.join("; "))) } }
        }
    }
}
