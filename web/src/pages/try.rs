//! A charter of one's own: paste or edit it, and see every problem and every consequence. Nothing is stored.

mod consequences;
mod problems;

use crate::{
    answer::{File, Refusal},
    csv,
    facts::{Facts, Judged},
    link,
    page::{Page, Section},
    query::{Query, href, shown},
    words::count,
};
use charter::{Charter, Examined, Severity, examine, fmt, membership::history};
use maud::{Markup, html};
use world::FIRST_YEAR;

/// The longest charter that is tried, in bytes: ten times the longest model.
pub const LONGEST: usize = 256 << 10;

/// The form, with a model charter or a small one to begin with.
///
/// # Errors
///
/// 404 for a charter that is not there.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let model = query.charter_as("charter", facts)?;
    let base = model.unwrap_or_else(|| facts.default());
    let start = fmt::start("Community of Democracies");
    let text = model.map_or(start.as_str(), |model| model.text);
    let body = html! {
        h1 { "Try a charter of your own" }
        p.lead { "Write the law, send it, and see at once every problem with its place, and who would belong on the record." }
        (begin(facts, model))
        (form(facts, text, base))
        (stored())
    };
    let description = "Write or change a charter and see its problems and who would belong under it.".into();
    Ok(Page { title: "Try a charter".into(), description, section: Section::Try, body })
}

/// What a charter that was sent comes to.
///
/// # Errors
///
/// 404 for a model that is not there, 413 for a text that is too long.
pub fn answer(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let sent = Sent::read(facts, query)?;
    let Sent { text, base, .. } = &sent;
    let examined = examine(text, facts.world);
    let errors = examined.findings.iter().filter(|found| found.severity == Severity::Error).count();
    let judged = judge(facts, &examined);
    let body = html! {
        @match &judged {
            Err(reason) => {
                h1 { (headline(&examined, errors)) }
                p.lead { (reason) }
            },
            Ok(own) if errors > 0 => {
                h1 { (headline(&examined, errors)) }
                (consequences::answer(facts, own, base, false))
            },
            Ok(own) => { (consequences::answer(facts, own, base, true)) },
        }
        (problems::problems(text, &examined.findings))
        @if let Ok(own) = &judged {
            @if errors > 0 { p.note { "What follows is what the record says of the charter as far as it can be read; mend the errors above first." } }
            (consequences::details(facts, own, base))
        }
        h2 #text { "Your charter" }
        (form(facts, text, base))
        (stored())
        p.source { "Command: " code { "koinon check FILE" } ", " code { "koinon members --charter FILE" } ", " code { "koinon charter diff " (base.name) " FILE" } }
    };
    let title = match &judged {
        Ok(own) => format!("{} tried", own.community()),
        Err(_) => count(errors, "problem", "problems"),
    };
    Ok(Page { description: title.clone(), title, section: Section::Try, body })
}

/// Every state's verdict under the charter that was sent, and under the one it is compared with, to download.
///
/// # Errors
///
/// As [`answer`]; 400 where the charter cannot be judged.
pub fn file(facts: &Facts, query: &Query) -> Result<File, Refusal> {
    let sent = Sent::read(facts, query)?;
    let examined = examine(&sent.text, facts.world);
    let own = judge(facts, &examined)
        .map_err(|reason| Refusal::bad(reason).help("Send it to the page to see the problems."))?;
    let year = consequences::year(&own, sent.base);
    let tests = own.charter.tests();
    let mut head = vec!["state", "name", "year", "qualifies", sent.base.name];
    head.extend(tests.iter().map(|test| test.id));
    let rows = facts.world.states_in(year).map(|state| {
        let of = facts.world.state(state);
        let mut row = vec![of.code.clone(), of.name.clone(), year.to_string()];
        row.push(own.record.qualifies(state, year).to_string());
        row.push(sent.base.record.qualifies(state, year).to_string());
        row.extend((0..tests.len()).map(|place| own.record.verdict(place, state, year).to_string()));
        row
    });
    Ok(csv::file("charter-tried.csv", &head, rows))
}

/// A charter as sent by the form.
struct Sent<'f> {
    text: String,
    /// The model that it is compared with.
    base: &'f Judged,
}

impl<'f> Sent<'f> {
    fn read(facts: &'f Facts, query: &Query) -> Result<Self, Refusal> {
        let base = query.charter_as("base", facts)?.unwrap_or_else(|| facts.default());
        // Forms send line ends as CR LF; a charter written on any system reads the same.
        let text = query.get("text").unwrap_or_default().replace("\r\n", "\n");
        if text.len() > LONGEST {
            let says =
                format!("The charter has {} kB; here it may have {}.", text.len() / 1024, LONGEST / 1024);
            return Err(Refusal::new(413, "The charter is too long", says).help(
                "A charter holds law, not data. On the command line koinon check reads up to a megabyte.",
            ));
        }
        Ok(Self { text, base })
    }
}

/// The charter judged, or why it cannot be.
fn judge(facts: &Facts, examined: &Examined) -> Result<Judged, String> {
    let Some(record) = &examined.record else {
        return Err("It cannot be read as a charter yet, so no state is judged. Mend what is marked, and send it again.".into());
    };
    let mut charter = examined.charter.clone();
    cut_names(&mut charter);
    let latest_year = charter.latest_year(facts.world).min(facts.world.last_year);
    let since = charter.since(facts.world).clamp(FIRST_YEAR, latest_year.max(FIRST_YEAR));
    record.ensure(facts.world, since..=latest_year).map_err(|error| {
        format!("It cannot be computed: {error}. Guard the value with has(), or compare it with zero first.")
    })?;
    let history = history(&charter, facts.world, record, since, latest_year);
    let record = record.clone();
    Ok(Judged { name: "yours", title: "Your charter", text: "", charter, record, history, latest_year })
}

/// Cuts the names that are written again and again on the page, so that it stays in proportion to what was sent.
fn cut_names(charter: &mut Charter) {
    charter.community.name = shown(&charter.community.name);
    for criterion in &mut charter.membership.criteria {
        let title = criterion.heading.title.as_deref().unwrap_or(&criterion.id.value);
        criterion.heading.title = Some(shown(title));
    }
}

fn headline(examined: &Examined, errors: usize) -> String {
    match (errors, examined.findings.len() - errors) {
        (0, 0) => "The charter cannot be computed".into(),
        (errors, 0) => count(errors, "error", "errors"),
        (0, warnings) => count(warnings, "warning", "warnings"),
        (errors, warnings) => {
            format!("{} and {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings"))
        }
    }
}

/// Texts to begin with.
fn begin(facts: &Facts, model: Option<&Judged>) -> Markup {
    html! {
        nav aria-label="Begin with" {
            ul.counts {
                li { "Begin with: " @if model.is_none() { strong aria-current="true" { "a small charter" } } @else { a href="/try" { "a small charter" } } }
                @for judged in &facts.charters {
                    li {
                        @if model.is_some_and(|model| model.name == judged.name) { strong aria-current="true" { (judged.title) } }
                        @else { a href=(href("/try", &[("charter", judged.name)])) { (judged.title) } }
                    }
                }
            }
        }
    }
}

fn form(facts: &Facts, text: &str, base: &Judged) -> Markup {
    html! {
        form.try method="post" action="/try" {
            label for="text-field" { "The charter, in TOML" }
            // Readers of HTML drop a first line end.
            textarea #text-field name="text" rows="26" spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="text-help" { "\n" (text) }
            p.note #text-help { "At most " (LONGEST / 1024) " kB. Every key stands in the reference that " code { "koinon charter reference" } " prints; indicators and groups are listed under " a href="/sources" { "Sources" } "." }
            div.filters {
                (link::charter_field(facts, "Compare it with", "base", base.name))
                button.first { "Check and judge" }
                button formaction="/try.csv" { "Verdicts as CSV" }
            }
        }
    }
}

/// Why the form carries no token.
fn stored() -> Markup {
    html! {
        p.note.prose { "Nothing is stored: the text is read, judged and forgotten. Nobody is signed in here, so the form needs no token; one that another site sends is refused." }
    }
}
