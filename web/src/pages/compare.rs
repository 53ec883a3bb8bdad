//! Two charters side by side: who qualifies under the one and not the other, by which criterion, and what the law says
//! differently.

mod asked;
pub(crate) mod law;
pub(crate) mod reason;

use crate::{
    answer::{File, Refusal},
    csv,
    facts::{Facts, Judged},
    link,
    page::{Page, Section},
    query::{Query, href},
    words::count,
};
use asked::Asked;
use charter::membership::Verdict;
use maud::{Markup, html};
use reason::reason;
use world::StateIx;

/// The names that the page reads of a query.
pub const READS: &[&str] = &["a", "b", "year"];

/// Two charters compared in a year.
///
/// # Errors
///
/// 404 for a charter or year that is not there; 400 for a charter that cannot be computed in it.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let asked = Asked::read(facts, query)?;
    let Asked { a, b, year } = asked;
    let finding = finding(facts, &asked);
    let body = html! {
        h1 { (finding) }
        @if asked.same() {
            p.lead { "Both sides are the charter of the " (a.community()) ", so nothing differs: not a word of the law, and not a state. Choose another for one side." }
            (form(facts, &asked))
        } @else {
            p.lead { (lead(facts, &asked)) }
            (form(facts, &asked))
            (crossed(facts, &asked))
            (differing(facts, &asked))
            (members(facts, &asked))
            (law::changes(facts, &asked)?)
        }
        p.source { "Command: " code { "koinon charter diff " (a.name) " " (b.name) " --year " (year) } }
    };
    Ok(Page {
        title: format!("{} and {} compared, {year}", a.title, b.title),
        description: finding,
        section: Section::Compare,
        body,
    })
}

/// Every state of the year with its verdict under both charters, as a table to download.
///
/// # Errors
///
/// As [`page`].
pub fn file(facts: &Facts, query: &Query) -> Result<File, Refusal> {
    let Asked { a, b, year } = Asked::read(facts, query)?;
    let rows = facts.world.states_in(year).map(|state| {
        let of = facts.world.state(state);
        let verdict = |judged: &Judged| judged.record.qualifies(state, year).to_string();
        let why = |judged: &Judged| reason(facts, judged, state, year);
        vec![of.code.clone(), of.name.clone(), year.to_string(), verdict(a), why(a), verdict(b), why(b)]
    });
    let name = format!("compare-{}-{}-{year}.csv", a.name, b.name);
    let (under_a, under_b) = (format!("{}_decided_by", a.name), format!("{}_decided_by", b.name));
    let head = ["state", "name", "year", a.name, &under_a, b.name, &under_b];
    Ok(csv::file(name, &head, rows))
}

/// The states of the year with this verdict under the one charter and that under the other.
fn with(facts: &Facts, asked: &Asked<'_>, wanted: impl Fn(Verdict, Verdict) -> bool) -> Vec<StateIx> {
    let verdict = |judged: &Judged, state| judged.record.qualifies(state, asked.year);
    facts
        .world
        .states_in(asked.year)
        .filter(|ix| wanted(verdict(asked.a, *ix), verdict(asked.b, *ix)))
        .collect()
}

fn finding(facts: &Facts, asked: &Asked<'_>) -> String {
    if asked.same() {
        return "The same charter twice".into();
    }
    let met = Verdict::Met;
    let only_a = with(facts, asked, |a, b| a == met && b != met).len();
    let only_b = with(facts, asked, |a, b| a != met && b == met).len();
    let (a, b, year) = (asked.a.community(), asked.b.community(), asked.year);
    let states = |n| count(n, "state", "states");
    match (only_a, only_b) {
        (0, 0) => format!("In {year} the same states qualify for the {a} and for the {b}"),
        (0, more) => format!("In {year}, {} more would qualify for the {b} than for the {a}", states(more)),
        (more, 0) => format!("In {year}, {} more would qualify for the {a} than for the {b}", states(more)),
        (only_a, only_b) => format!(
            "In {year}, {} would qualify for the {b} and not for the {a}, and {} the other way round",
            states(only_b),
            only_a
        ),
    }
}

fn lead(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let qualify = |judged: &Judged| {
        facts
            .world
            .states_in(asked.year)
            .filter(|ix| judged.record.qualifies(*ix, asked.year) == Verdict::Met)
            .count()
    };
    let both = with(facts, asked, |a, b| a == Verdict::Met && b == Verdict::Met).len();
    html! {
        (facts.world.states_in(asked.year).count()) " states: " strong { (qualify(asked.a)) } " qualify for the " (asked.a.community()) ", "
        strong { (qualify(asked.b)) } " for the " (asked.b.community()) ", and " strong { (both) } " for both."
    }
}

fn form(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let turned = href(
        "/compare",
        &[("a", asked.b.name.to_owned()), ("b", asked.a.name.to_owned()), ("year", asked.year.to_string())],
    );
    html! {
        form.filters action="/compare" method="get" {
            (link::charter_field(facts, "This charter", "a", asked.a.name))
            (link::charter_field(facts, "with this one", "b", asked.b.name))
            label { "Year" input type="number" name="year" min=(world::FIRST_YEAR) max=(facts.world.last_year) value=(asked.year); }
            button { "Compare" }
            a.button href=(turned) { "Turn round" }
        }
        p.note { "A charter of your own is compared on " a href=(href("/try", &[("charter", link::named(facts, asked.b))])) { "Try" } "." }
    }
}

const VERDICTS: [(Verdict, &str); 3] =
    [(Verdict::Met, "met"), (Verdict::NotMet, "unmet"), (Verdict::Unknown, "unknown")];

/// How many states have which verdict under both.
fn crossed(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let word = |verdict: Verdict| match verdict {
        Verdict::Met => "qualifies",
        Verdict::NotMet => "does not",
        Verdict::Unknown => "unknown",
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label="How many states have which verdict" {
            table.crossed {
                caption { "Number of states by their verdict under each charter, " (asked.year) }
                thead {
                    tr { td {} th scope="colgroup" colspan="3" { (asked.b.title) } }
                    tr {
                        th scope="col" { (asked.a.title) }
                        @for (verdict, class) in VERDICTS { th.n scope="col" { span class={ "v " (class) } { (word(verdict)) } } }
                    }
                }
                tbody {
                    @for (of_a, class) in VERDICTS {
                        tr {
                            th scope="row" { span class={ "v " (class) } { (word(of_a)) } }
                            @for (of_b, _) in VERDICTS {
                                td.n.same[of_a == of_b] { (with(facts, asked, |a, b| a == of_a && b == of_b).len()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Every state whose verdict differs, and the criterion that decides.
fn differing(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let differ = link::by_name(facts.world, &with(facts, asked, |a, b| a != b));
    let (of_a, of_b) = (asked.a, asked.b);
    let cell = |judged: &Judged, state: StateIx| {
        let verdict = judged.record.qualifies(state, asked.year);
        let class = VERDICTS.iter().find(|(of, _)| *of == verdict).map_or("unknown", |(_, class)| *class);
        let word = match verdict {
            Verdict::Met => "qualifies",
            Verdict::NotMet => "does not qualify",
            Verdict::Unknown => "unknown",
        };
        html! {
            span class={ "v " (class) } { (word) }
            @if verdict != Verdict::Met { br; span.why { (reason(facts, judged, state, asked.year)) } }
        }
    };
    let csv = href(
        "/compare.csv",
        &[("a", of_a.name.to_owned()), ("b", of_b.name.to_owned()), ("year", asked.year.to_string())],
    );
    html! {
        h2 #who { (count(differ.len(), "state differs", "states differ")) }
        @if differ.is_empty() {
            p { "Every state has the same verdict under both charters. Try another year: the record begins in " (world::FIRST_YEAR) "." }
        } @else {
            div.scroll tabindex="0" role="region" aria-labelledby="who" {
                table.cards.differ {
                    caption { "Verdict and the criteria that decide it, with the figures of " (asked.year) " or of the year that fails" }
                    thead { tr { th scope="col" { "State" } th scope="col" { (of_a.title) } th scope="col" { (of_b.title) } } }
                    tbody {
                        @for state in differ {
                            tr {
                                th scope="row" { (link::state(facts, of_a, state)) }
                                td data-name=(of_a.title) { (cell(of_a, state)) }
                                td data-name=(of_b.title) { (cell(of_b, state)) }
                            }
                        }
                    }
                }
            }
        }
        p.source { a href=(csv) download { "CSV of every state" } " · Source: " (link::sources(facts.world, &[of_a.charter.indicators(), of_b.charter.indicators()].concat())) }
    }
}

/// Who belongs under the automatic reading of each, and who would come and go with the change.
fn members(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let of = |judged: &Judged| judged.history.line(asked.year).map(|line| line.members.clone());
    let (Some(a), Some(b)) = (of(asked.a), of(asked.b)) else {
        return html! {};
    };
    let only = |these: &[StateIx], those: &[StateIx]| -> Vec<StateIx> {
        these.iter().copied().filter(|ix| !those.contains(ix)).collect()
    };
    let (enter, leave) = (only(&b, &a), only(&a, &b));
    html! {
        h2 #members { "From " (a.len()) " members to " (b.len()) }
        p.note.prose { "Members at the end of " (asked.year) ": of a body that exists as the record dates them; otherwise by the automatic reading, founders under observation included." }
        dl.moves {
            dt { (count(enter.len(), "state", "states")) " only in the " (asked.b.community()) }
            dd { (link::states(facts, asked.b, &enter)) }
            dt { (count(leave.len(), "state", "states")) " only in the " (asked.a.community()) }
            dd { (link::states(facts, asked.a, &leave)) }
        }
    }
}
