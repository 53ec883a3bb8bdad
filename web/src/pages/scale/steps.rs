//! The rates as a table, and how they came about: each step of the United Nations' method in words and as a column.

use super::{
    asked::{Asked, Method},
    computed::{Computed, STEPS},
    trimmed,
};
use crate::{
    facts::Facts,
    link,
    words::{count, grouped, human, the},
};
use maud::{Markup, html};
use voting::scale::{Fraction, Level, Period, Steps};

/// The members and their rates, who pays most first.
pub fn rates(facts: &Facts, asked: &Asked<'_>, computed: &Computed) -> Markup {
    let name = |place: usize| match (&asked.community, computed.states.get(place)) {
        (Some((judged, _, _)), Some(state)) => link::state(facts, judged, *state),
        _ => html! { (computed.names[place]) },
    };
    let step = |name: &str, place: usize| {
        let found = computed.steps.iter().find(|step| step.name == name);
        found.map(|step| step.figures[place].text(3)).unwrap_or_default()
    };
    let mission = asked.method == Method::Peacekeeping;
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="rates" {
            table.own {
                caption { "Per cent of the budget, " (asked.title) "." @if computed.published.is_some() { " Published: the United Nations’ regular scale over all its members." } }
                thead { tr {
                    th scope="col" { "Member" }
                    th.n.chosen scope="col" { "Rate, %" }
                    @if computed.scale.is_some() { th.n scope="col" { "Share of income, 6 years" } th.n scope="col" { "After all steps, 3 years" } th.n scope="col" { "After all steps, 6 years" } }
                    @if mission { th.n scope="col" { "Regular rate" } th scope="col" { "Level" } th.n scope="col" { "Discount" } th.n scope="col" { "Premium" } }
                    @if computed.scale.is_none() { @for step in &computed.steps { th.n scope="col" { (charter::show::capital(&step.name.replace('_', " "))) } } }
                    @if computed.published.is_some() { th.n scope="col" { "Published, %" } }
                } }
                tbody {
                    @for place in computed.order() {
                        tr {
                            th scope="row" { (name(place)) }
                            td.n.chosen { (computed.rates[place]) }
                            @if computed.scale.is_some() {
                                td.n { (step("share_6", place)) } td.n { (step("after_ceiling_3", place)) } td.n { (step("after_ceiling_6", place)) }
                            }
                            @if mission { td.n { (step("regular", place)) } td { (step("level", place)) } td.n { (step("discount", place)) } td.n { (step("premium", place)) } }
                            @if computed.scale.is_none() { @for step in &computed.steps { td.n { (whole(&step.figures[place].text(3))) } } }
                            @if let Some(published) = &computed.published { td.n { (published[place].as_deref().and_then(|rate| rate.parse::<Fraction>().ok()).map_or_else(|| "–".into(), |rate| rate.to_decimal(3))) } }
                        }
                    }
                }
            }
        }
    }
}

/// A figure with its digits in groups, and no decimals where they are nought.
fn whole(figure: &str) -> String {
    let (digits, rest) = figure.split_once('.').unwrap_or((figure, ""));
    let digits = digits.parse().map_or_else(|_| digits.to_owned(), grouped);
    if rest.bytes().all(|digit| digit == b'0') { digits } else { format!("{digits}.{rest}") }
}

/// The steps in words, with what each did here.
pub fn explained(asked: &Asked<'_>, computed: &Computed) -> Markup {
    let Some(period) =
        computed.scale.as_ref().and_then(|scale| scale.periods.iter().max_by_key(|period| period.years))
    else {
        return html! { @if let Some(key) = &asked.key { h2 #steps { "How" } p.reading { "Each member’s share of every column, mixed as “" (key) "”." } } };
    };
    let moved =
        |before: fn(&Steps) -> &Fraction, after: fn(&Steps) -> &Fraction| moved(period, before, after);
    let (low, gone) = moved(|steps| &steps.adjusted_share, |steps| &steps.after_low_income);
    let (up, _) = risen(period, |steps| &steps.after_low_income, |steps| &steps.after_floor);
    let floor = period.steps.iter().filter(|steps| steps.after_floor == Fraction::new(1, 1000)).count();
    let ldc = period
        .steps
        .iter()
        .filter(|steps| steps.after_ldc < steps.after_floor && steps.after_ldc == Fraction::new(1, 100))
        .count();
    let capped: Vec<&str> = period
        .steps
        .iter()
        .zip(&computed.names)
        .filter(|(steps, _)| steps.after_ceiling == Fraction::whole(22))
        .map(|(_, name)| name.as_str())
        .collect();
    let debts = period.steps.iter().any(|steps| !steps.debt_relief.is_zero());
    html! {
        h2 #steps { "Step by step" }
        p.reading { "Every step is done for a base period of three and one of six years; the rate is the mean of both. What each step did here, over " (period.years) " years:" }
        ol.steps.reading {
            li { strong { "Income. " } "A member’s income is the mean over the period, its share the part of all. Together: " (human(1e6 * period.steps.iter().map(|steps| steps.gni.to_f64()).sum::<f64>())) " US dollars a year." }
            li { strong { "Debt. " } @if debts { "An eighth of the debt stock is taken off the income of members below 12,535 dollars a head." } @else { "Left out: there are no debts in the figures." } }
            li { strong { "Low income a head. " } "Below the members’ average of " (grouped_dollars(&period.threshold)) " dollars a head income counts for less, by 80% of the distance. " (count(low, "member pays", "members pay")) " less; " (format!("{gone:.2}")) " points of the budget pass to the others." }
            li { strong { "Floor. " } "Nobody pays less than 0.001%. " @if floor == 0 { "Nobody is at it." } @else { (count(floor, "member is", "members are")) " at it" @if up > 0 { ", " (up) " lifted" } "." } }
            li { strong { "Ceiling of the least developed. " } "They pay 0.010% at most. " @if ldc == 0 { "It holds nobody down." } @else { "It holds " (count(ldc, "member", "members")) " down." } }
            li { strong { "Ceiling. " } "Nobody pays more than 22%. " @if capped.is_empty() { "Nobody reaches it." } @else { (charter::show::capital(&charter::show::and_list(&capped.iter().map(|name| the(name)).collect::<Vec<_>>()))) @if capped.len() == 1 { " is" } @else { " are" } " held at it; the others bear the rest." } }
            li { strong { "Mean and rounding. " } "The mean of both periods, cut to three decimals; the missing thousandths go to the largest remainders, so that the sum is 100.000." }
            @if asked.method == Method::Peacekeeping { (mission(computed)) }
        }
    }
}

/// What the scale for peacekeeping adds.
fn mission(computed: &Computed) -> Markup {
    let levels = computed.steps.iter().find(|step| step.name == "level");
    let of = |level: Level| {
        levels.map_or(0, |step| {
            step.figures.iter().filter(|figure| figure.text(0) == level.to_string()).count()
        })
    };
    let said: Vec<String> = Level::ALL
        .into_iter()
        .filter(|level| of(*level) > 0)
        .map(|level| format!("{level} {}", of(level)))
        .collect();
    let discounts = computed.steps.iter().find(|step| step.name == "discount");
    let sum: f64 = discounts.map_or(0.0, |step| {
        step.figures.iter().filter_map(|figure| figure.text(6).parse::<f64>().ok()).sum()
    });
    html! {
        li { strong { "Levels of peacekeeping. " } "Members below twice the average income a head pay less than their regular rate: from a fifth less (D) to four fifths (I), the least developed nine tenths (J), five listed ones 7.5% (C). Here: " (charter::show::and_list(&said)) "." }
        li { strong { "Premium. " } "The permanent members of the Security Council (A) bear these discounts, " (format!("{sum:.2}")) " points of the budget, in proportion to their regular rates." }
    }
}

fn grouped_dollars(amount: &Fraction) -> String {
    whole(&amount.to_decimal(0))
}

/// How many pay less after a step, and how many points they pay less together.
fn moved(period: &Period, before: fn(&Steps) -> &Fraction, after: fn(&Steps) -> &Fraction) -> (usize, f64) {
    let less: Vec<f64> = period
        .steps
        .iter()
        .filter_map(|steps| before(steps).minus(after(steps)))
        .map(|less| less.to_f64())
        .filter(|less| *less > 0.0)
        .collect();
    (less.len(), less.iter().sum())
}

/// How many pay more after a step that lifts, and how many points.
fn risen(period: &Period, before: fn(&Steps) -> &Fraction, after: fn(&Steps) -> &Fraction) -> (usize, f64) {
    moved(period, after, before)
}

/// Every step as a column, one table a base period.
pub fn tables(asked: &Asked<'_>, computed: &Computed) -> Markup {
    let Some(scale) = &computed.scale else { return html! {} };
    let head = |name: &str| match name {
        "gni" => "1. Income, millions of $",
        "population" => "People, thousands",
        "share" => "Share, %",
        "debt_relief" => "2. Off for debt",
        "adjusted_gni" => "Income after debt",
        "adjusted_share" => "Share, %",
        "adjusted_per_capita" => "$ a head",
        "after_low_income" => "3. Low income, %",
        "after_floor" => "4. Floor, %",
        "after_ldc" => "5. Least developed, %",
        _ => "6. Ceiling, %",
    };
    // Without debts the columns of the step repeat those before.
    let debts =
        scale.periods.iter().flat_map(|period| &period.steps).any(|steps| !steps.debt_relief.is_zero());
    let shown = |name: &str| debts || !matches!(name, "debt_relief" | "adjusted_gni" | "adjusted_share");
    html! {
        @for period in scale.periods.iter().rev() {
            details.data {
                summary { "Every step over " (period.years) " years, as a table" }
                div.scroll tabindex="0" role="region" aria-label={ "Steps over " (period.years) " years" } {
                    table.own {
                        caption { (asked.title) ": a base period of " (period.years) " years. Threshold of low income: " (grouped_dollars(&period.threshold)) " dollars a head." }
                        thead { tr { th scope="col" { "Member" } @for (name, _) in STEPS.iter().filter(|(name, _)| shown(name)) { th.n scope="col" { (head(name)) } } } }
                        tbody {
                            @for place in computed.order() {
                                tr {
                                    th scope="row" { (computed.names[place]) }
                                    @for (name, figure) in STEPS.iter().filter(|(name, _)| shown(name)) {
                                        @let figure = figure(&period.steps[place]);
                                        td.n { @if matches!(*name, "gni" | "population" | "adjusted_gni" | "adjusted_per_capita") { (whole(&figure.to_decimal(0))) } @else { (trimmed(&figure.to_decimal(4))) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
