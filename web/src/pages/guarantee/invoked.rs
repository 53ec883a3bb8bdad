//! One invocation: its standing, what is needed, what was pledged and what came, who has not answered.

use crate::{
    chart::{Measure, measures},
    pages::institution,
    words::{count, grouped, percent, plain},
};
use community::{
    State,
    act::Purpose,
    guarantee::{Guarantee, Line, Standing, Worth, worth},
    pledge::{Pledge, binding},
    words::{condition, contribution, money, quantity, spaced},
};
use maud::{Markup, html};

/// The section of an invocation.
pub fn section(state: &State, number: u64, guarantee: &Guarantee) -> Markup {
    let Some(worth) = worth(state, number) else { return html! {} };
    let (class, name) = (mark(guarantee), state.called(&guarantee.state));
    html! {
        section.motion #{ "guarantee-" (number) } {
            h2 { "Guarantee " (number) ": " (name) ", " (plain(&guarantee.object)) }
            p.note { span.v.(class) { (guarantee.standing.says()) } }
            p { (guarantee.says) }
            dl.about {
                dt { "Invoked" } dd { (guarantee.at.says()) " by " (institution::state(state, &guarantee.state)) @if let Some(by) = &guarantee.by { ", for which " (by) " asks" } }
                dt { "Under" } dd { (institution::article(state.law.as_ref().map(|law| &*law.charter), &guarantee.article)) }
                dt { "Needs" } dd { (needs(guarantee)) }
                dt { "Answered" } dd { (answered(&worth)) }
                (law_asks(state, guarantee))
                @if let Some(at) = guarantee.ended { dt { "Ended" } dd { (at.says()) } }
            }
            @if !worth.lines.is_empty() { (what_came(number, &worth)) }
            (silent(state, guarantee, &worth))
            (assistance(state, guarantee))
            (pledges(state, number))
            p.source { "Command: " code { "koinon guarantee " (number) } }
        }
    }
}

fn mark(guarantee: &Guarantee) -> &'static str {
    match guarantee.standing {
        Standing::Declared => "risk",
        Standing::Undetermined => "unknown",
        Standing::Owed => "met",
        Standing::Ended => "unmet",
    }
}

fn needs(guarantee: &Guarantee) -> String {
    match (guarantee.asks_help, guarantee.needs.as_slice()) {
        (false, []) => "it asks for no help".into(),
        (false, needs) => {
            let needs: Vec<_> = needs.iter().map(contribution).collect();
            format!("{}; it has withdrawn its request", needs.join(", "))
        }
        (true, []) => "help; of which kind and how much it has not said".into(),
        (true, needs) => needs.iter().map(contribution).collect::<Vec<_>>().join(", "),
    }
}

/// `30 of 31 members (97%)`
fn answered(worth: &Worth) -> String {
    let share = match (u32::try_from(worth.answered), u32::try_from(worth.asked)) {
        (Ok(part), Ok(whole)) if whole > 0 => format!(" ({})", percent(f64::from(part) / f64::from(whole))),
        _ => String::new(),
    };
    format!("{} of {}{share}", worth.answered, count(worth.asked, "member", "members"))
}

/// What the law asks of each: of the organ, the members, the secretariat.
fn law_asks(state: &State, guarantee: &Guarantee) -> Markup {
    let organ = state.law.as_ref().and_then(|law| {
        let head = law.charter.guarantees.iter().find(|head| head.id.value == guarantee.head)?;
        head.organ.as_ref().map(|organ| organ.value.clone())
    });
    html! {
        @if let Some(organ) = organ {
            dt { "The " (spaced(&organ)) }
            dd {
                @match (guarantee.motion, guarantee.standing, guarantee.determine_by) {
                    (Some(motion), ..) => { "determined it by " a href=(institution::motion_address(motion)) { "motion " (motion) } },
                    (None, Standing::Declared, Some(by)) => { "determines it until " (by.says()) ", or self-defence is as it was" },
                    (None, Standing::Declared, None) => "determines it",
                    (None, _, _) => "did not determine it: self-defence is as it was",
                }
            }
        }
        dt { "Every other member" }
        dd {
            @if guarantee.owing.is_empty() { "may assist at once, and need not" }
            @else { (guarantee.owing.len()) " owe help" @if let Some(by) = guarantee.pledges_by { ", and were to pledge it by " (by.says()) } }
        }
        @if let Some(report) = &guarantee.report {
            dt { "The secretariat" }
            dd {
                @match guarantee.reported {
                    Some(at) => { "reported it to the " (spaced(&report.to)) " on " (at.says()) },
                    None if state.at.is_some_and(|at| at >= report.by) => { span.v.lost { "has not reported it to the " (spaced(&report.to)) ", due since " (report.by.says()) } },
                    None => { "reports it to the " (spaced(&report.to)) " by " (report.by.says()) },
                }
            }
        }
    }
}

/// Pledged against came, kind by kind: bars and the table.
fn what_came(number: u64, worth: &Worth) -> Markup {
    let title = finding(&worth.lines);
    let drawn: Vec<Measure> = worth.lines.iter().map(measure).collect();
    html! {
        figure {
            figcaption { h3 { (title) } p.note { "Each kind on its own scale; the dashed line is what was asked for" } }
            (measures(&format!("Guarantee {number}: asked, pledged, came"), &title, &drawn))
            div.scroll tabindex="0" role="region" aria-label={ "What guarantee " (number) " is worth" } {
                table.cards {
                    thead { tr {
                        th scope="col" { "Help" } th.n scope="col" { "Asked" } th.n scope="col" { "Pledged" } th.n scope="col" { "Waits for a condition" }
                        th.n scope="col" { "Came" } th.n scope="col" { "Promised in" } th.n scope="col" { "First came" } th.n scope="col" { "All came" }
                    } }
                    tbody {
                        @for line in &worth.lines {
                            tr {
                                th scope="row" { (kind(line)) }
                                td.n data-name="Asked" { (amount(line, line.asked)) } td.n data-name="Pledged" { (amount(line, line.pledged)) }
                                td.n data-name="Waits" { (amount(line, line.waiting)) } td.n data-name="Came" { (amount(line, line.arrived)) }
                                td.n data-name="Promised in" { (line.promised_days.map_or("–".into(), |days| count(usize::from(days), "day", "days"))) }
                                td.n data-name="First came" { (day(line.first_after_days)) } td.n data-name="All came" { (day(line.all_after_days)) }
                            }
                        }
                    }
                }
            }
            p.source { "Days are counted from the invocation. Source: " a href="/record" { "the record" } }
        }
    }
}

/// The finding: how many of the kinds asked for came in full.
fn finding(lines: &[Line]) -> String {
    let asked: Vec<&Line> = lines.iter().filter(|line| line.asked > 0).collect();
    let full = asked.iter().filter(|line| line.arrived >= line.asked).count();
    match asked.len() {
        0 => "What members pledged, and what came".into(),
        all if full == all => "Everything that was asked for came".into(),
        all => format!("Of {all} kinds of help asked for {full} came in full"),
    }
}

fn measure(line: &Line) -> Measure {
    let unit = if line.unit == "persons" { ", persons" } else { "" };
    let waits = if line.waiting > 0 {
        format!("; {} on a condition", amount(line, line.waiting))
    } else {
        String::new()
    };
    Measure {
        name: format!("{}{unit}", kind(line)),
        mark: (line.asked > 0).then(|| (line.asked, format!("{} asked", amount(line, line.asked)))),
        bars: vec![
            ("ghost", line.pledged, format!("{} pledged{waits}", amount(line, line.pledged))),
            ("column", line.arrived, format!("{} came", amount(line, line.arrived))),
        ],
    }
}

fn kind(line: &Line) -> String {
    if line.unit == "minor units" { line.kind.clone() } else { charter::show::capital(&plain(&line.kind)) }
}

fn amount(line: &Line, quantity: u64) -> String {
    if line.unit == "minor units" { money(quantity, "").trim_end().to_owned() } else { grouped(quantity) }
}

fn day(days: Option<i64>) -> String {
    days.map_or("–".into(), |days| format!("day {days}"))
}

/// Who has not answered.
fn silent(state: &State, guarantee: &Guarantee, worth: &Worth) -> Markup {
    let words =
        if guarantee.owing.is_empty() { "have not assisted, and need not" } else { "have not answered" };
    html! {
        @if !worth.silent.is_empty() {
            details.data open[guarantee.is_open()] {
                summary { (worth.silent.len()) " members " (words) }
                ul.names { @for code in &worth.silent { li { (institution::state(state, code)) } } }
            }
        }
    }
}

fn assistance(state: &State, guarantee: &Guarantee) -> Markup {
    html! {
        @if !guarantee.assistance.is_empty() {
            h3 { "Assistance, each on its own decision" }
            ul {
                @for (code, all) in &guarantee.assistance {
                    @for one in all { li { (institution::state(state, code)) ", " (one.at.says()) @if one.by_force { ", by armed force" } ": " (one.says) } }
                }
            }
        }
    }
}

/// Every pledge, with what became of it.
fn pledges(state: &State, number: u64) -> Markup {
    let purpose = Purpose::Guarantee(number);
    let bound = binding(state, purpose);
    let all: Vec<(u64, &Pledge)> = state.pledges_to(purpose).collect();
    html! {
        @if !all.is_empty() {
            details.data {
                summary { (all.len()) " pledges, one by one" }
                div.scroll tabindex="0" role="region" aria-label={ "Pledges to guarantee " (number) } {
                    table.cards {
                        thead { tr { th scope="col" { "Member" } th scope="col" { "Pledged" } th scope="col" { "When" } th scope="col" { "Binds" } th scope="col" { "Came" } th scope="col" { "Still to come" } } }
                        tbody {
                            @for (number, pledge) in &all {
                                tr {
                                    th scope="row" { (institution::state(state, &pledge.state)) }
                                    td data-name="Pledged" { (contribution(&pledge.contribution)) @if let Some(days) = pledge.days { ", in " (days) " days" } }
                                    td data-name="When" { (pledge.at.says()) }
                                    td data-name="Binds" { @match (&pledge.condition, bound.contains(number)) { (None, true) => "yes", (Some(on), true) => { "yes: " (condition(state, on)) }, (Some(on), false) => (condition(state, on)), (None, false) => "no more" } }
                                    td data-name="Came" { @if pledge.arrived > 0 { (quantity(&pledge.contribution, pledge.arrived)) } @else { "nothing" } @if let Some(home) = pledge.home { ", home since " (home.says()) } }
                                    td data-name="Still to come" { @if pledge.outstanding() > 0 { (quantity(&pledge.contribution, pledge.outstanding())) } @else { "–" } }
                                }
                            }
                        }
                    }
                }
                p.source { "Command: " code { "koinon pledge" } }
            }
        }
    }
}
