//! What stands beside an article: whom it concerns on the record, under which rule it is done and who could block it,
//! and what executes it in this release.

use super::block::{self, Whose};
use crate::{
    facts::{Facts, Judged},
    link,
    query::href,
};
use charter::{
    keys::CHARTER,
    law::{At, Consent, RuleText},
    membership::Verdict,
    shape::Runs,
    show::Article,
};
use maud::{Markup, html};
use voting::Rule;
use world::StateIx;

/// The margin of an article.
pub fn beside(facts: &Facts, judged: &Judged, article: &Article) -> Markup {
    let mut runs: Vec<Runs> = article.keys.iter().filter_map(|key| executed(key)).collect();
    runs.dedup();
    html! {
        @if article.keys.iter().any(|key| key == "membership") { (membership(facts, judged)) }
        @if article.keys.iter().any(|key| key == "community") { (community(facts, judged)) }
        @for decision in article.keys.iter().flat_map(|key| decisions(judged, key)) {
            p { (decision.what) ", by " (decision.rule) ": " (block::words(facts, judged, decision.whose, decision.rule)) }
        }
        @for what in runs { p.runs { (mark(what)) " " (link::with_code(said(what))) } }
        p.keys { "In the file: " @for (place, key) in article.keys.iter().enumerate() { @if place > 0 { ", " } code { (key) } } }
    }
}

/// What executes the table of a key.
fn executed(key: &str) -> Option<Runs> {
    CHARTER.key(key.split('.').next()?).map(|key| key.runs)
}

fn mark(runs: Runs) -> &'static str {
    match runs {
        Runs::Membership | Runs::Check | Runs::Engine => "●",
        Runs::Print => "–",
        Runs::Later => "◌",
    }
}

fn said(runs: Runs) -> &'static str {
    match runs {
        Runs::Membership => {
            "Runs now, on the record: `koinon members`, `state`, `timeline`, `why`, and this site."
        }
        Runs::Print => "Printed here and by `koinon charter show`.",
        Runs::Check => "Runs now, in `koinon check`.",
        Runs::Engine => "Runs now, in the engine of the community: `koinon act`.",
        Runs::Later => "Checked, printed and compared now; executed in a later release.",
    }
}

/// For each criterion: how many states meet it, and which.
fn membership(facts: &Facts, judged: &Judged) -> Markup {
    let year = judged.latest_year;
    let states: Vec<StateIx> = facts.world.states_in(year).collect();
    let all = |verdict: Verdict| -> Vec<StateIx> {
        states.iter().copied().filter(|ix| judged.record.qualifies(*ix, year) == verdict).collect()
    };
    let tests = judged.charter.tests();
    html! {
        @for (place, test) in tests.iter().enumerate() {
            @let of = |verdict: Verdict| -> Vec<StateIx> {
                states.iter().copied().filter(|ix| judged.record.verdict(place, *ix, year) == verdict).collect()
            };
            p.test { strong { (charter::show::capital(&test.title.replace('-', " "))) } ", " (year) }
            (verdicts(facts, judged, &of(Verdict::Met), &of(Verdict::NotMet), &of(Verdict::Unknown)))
        }
        @if tests.len() > 1 {
            p.test { strong { "Every criterion" } ", " (year) }
            (verdicts(facts, judged, &all(Verdict::Met), &all(Verdict::NotMet), &all(Verdict::Unknown)))
        }
        p { a href=(href("/states", &[("charter", link::named(facts, judged))])) { "Every state, with the values" } }
    }
}

fn verdicts(
    facts: &Facts,
    judged: &Judged,
    met: &[StateIx],
    unmet: &[StateIx],
    unknown: &[StateIx],
) -> Markup {
    html! {
        @for (class, words, none, who) in [
            ("met", "meet it", "nobody meets it", met),
            ("unmet", "do not", "nobody fails", unmet),
            ("unknown", "not known", "", unknown),
        ] {
            @if who.is_empty() {
                @if class != "unknown" { p.line { span class={ "v " (class) } { (none) } } }
            } @else {
                details.who {
                    summary { span class={ "v " (class) } { (who.len()) " " (words) } }
                    p { (link::states(facts, judged, who)) }
                }
            }
        }
    }
}

/// Since when, and with whom.
fn community(facts: &Facts, judged: &Judged) -> Markup {
    let year = judged.latest_year;
    let members = judged.history.line(year).map_or(0, |line| line.members.len());
    let timeline = href("/timeline", &[("charter", link::named(facts, judged))]);
    html! {
        @if judged.is_body() {
            p { "On the record since " (judged.history.since) "; " a href=(timeline) { (members) " members in " (year) } "." }
        } @else {
            p { "A model: it is in force nowhere. On the record its founders enter in " (judged.history.since) ", and " a href=(timeline) { (members) " states would belong in " (year) } "." }
        }
    }
}

/// Something that is decided under a rule.
struct Decision<'j> {
    what: String,
    whose: Whose<'j>,
    rule: &'j Rule,
}

/// What the tables of a key have decided, by whom and under which rule.
fn decisions<'j>(judged: &'j Judged, key: &str) -> Vec<Decision<'j>> {
    let charter = &judged.charter;
    let named = |text: &'j RuleText| -> Option<&'j Rule> {
        match text {
            RuleText::Written(rule) => Some(rule),
            RuleText::Named(name) => {
                charter.rules.iter().find(|rule| rule.name.value == *name).map(|rule| &rule.rule.value)
            }
        }
    };
    let mut out = Vec::new();
    let mut add = |what: &str, whose: Whose<'j>, text: Option<&'j At<RuleText>>| {
        let rule = text.and_then(|text| named(&text.value));
        out.extend(rule.map(|rule| Decision { what: what.to_owned(), whose, rule }));
    };
    let office = |organ: Option<&At<String>>| {
        organ.map_or("Decision".into(), |organ| format!("The {}", organ.value.replace('-', " ")))
    };
    let whose =
        |organ: Option<&'j At<String>>| organ.map_or(Whose::Members, |organ| Whose::Organ(&organ.value));
    let (table, id) = key.split_once('.').unwrap_or((key, ""));
    match table {
        "acts" => {
            for act in charter.acts.iter().filter(|act| act.kind.value.name() == id) {
                let organ = act.organ.as_ref();
                add(&office(organ), whose(organ), act.rule.as_ref());
                if let Some(Consent { organ, rule }) = &act.consent {
                    add(&office(Some(organ)), Whose::Organ(&organ.value), Some(rule));
                }
                add("Ratification", Whose::Members, act.ratified_by.as_ref());
            }
        }
        "guarantee" => {
            for guarantee in charter.guarantees.iter().filter(|guarantee| guarantee.id.value == id) {
                let organ = guarantee.organ.as_ref();
                add(&office(organ), whose(organ), guarantee.rule.as_ref());
            }
        }
        "founding" => {
            if let Some(founding) = &charter.founding {
                add("Adoption", Whose::Conference, founding.adopted_by.as_ref());
                add("Ratification", Whose::Conference, founding.ratified_by.as_ref());
            }
        }
        "budget" => {
            if let Some(budget) = &charter.budget {
                let organ = budget.organ.as_ref();
                add(&office(organ), whose(organ), budget.rule.as_ref());
                if let Some(Consent { organ, rule }) = &budget.consent {
                    add(&office(Some(organ)), Whose::Organ(&organ.value), Some(rule));
                }
            }
        }
        _ => {}
    }
    out
}
