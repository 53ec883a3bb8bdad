//! From the lots of a bound to a plan that keeps to everything, and from that to a better one.

use crate::{
    bound::reduced,
    cover::{Item, Rounding, cover},
    plan::{Plan, times},
    programme::{Programme, RowKind},
    relaxation::{Prices, SCALE},
};

/// How much dearer than its need's price a choice may be, to be looked at when a need is covered anew: a fourth.
const DEARER: i128 = 4;

/// The most rounds in which every choice is looked at.
const ROUNDS: usize = 6;

/// A plan from lots that may break rows: what is too much is taken back, cheapest first, and gaps are filled.
pub(crate) fn mend<'p>(programme: &'p Programme, lots: &[i64]) -> Plan<'p> {
    let mut plan = Plan::of(programme, lots);
    repair(&mut plan, programme);
    polish(&mut plan, programme);
    plan
}

/// Takes lots back until every row that must be kept is. Lots only fall, so it ends; the empty plan keeps everything.
pub(crate) fn repair(plan: &mut Plan<'_>, programme: &Programme) {
    loop {
        while let Some(choice) = plan.stunted() {
            plan.drop_bundle(choice);
        }
        let Some(at) = plan.broken() else { return };
        let row = &programme.rows[at];
        let culprits =
            row.terms.iter().filter(|(choice, coefficient)| *coefficient < 0 && plan.lots(*choice) > 0);
        // The least loss for each point by which the row comes nearer: compared as fractions, without rounding.
        let loss = |choice: usize, coefficient: i64| {
            let by = plan.step_down(choice);
            (plan.worth(choice, by), i128::from(coefficient) * i128::from(by))
        };
        let cheapest = culprits.map(|(choice, coefficient)| (loss(*choice, *coefficient), *choice)).min_by(
            |((one, gain), at), ((other, other_gain), other_at)| {
                one.saturating_mul(*other_gain).cmp(&other.saturating_mul(*gain)).then(at.cmp(other_at))
            },
        );
        let Some((_, choice)) = cheapest else { return };
        // Several lots at once where the row is far away: a quarter of those that are missing.
        let step = plan.step_down(choice);
        let each = row.terms.iter().find(|(at, _)| *at == choice).map_or(1, |(_, coefficient)| -coefficient);
        let several = (row.floor - plan.side(at)) / each / 4;
        let step = if step == -1 { step.min(-several.min(plan.spare(choice))) } else { step };
        plan.shift(choice, step);
    }
}

/// Adds and takes back single lots as long as that is better.
fn polish(plan: &mut Plan<'_>, programme: &Programme) {
    let mut order: Vec<usize> = (0..programme.choices.len()).collect();
    order.sort_by(|one, other| {
        let (one, other) = (&programme.choices[*one], &programme.choices[*other]);
        times(one.cost, other.units).cmp(&times(other.cost, one.units))
    });
    for _ in 0..ROUNDS {
        let before = plan.value();
        for &choice in &order {
            better_steps(plan, choice, |plan, choice| plan.step_up(choice));
        }
        for &choice in order.iter().rev() {
            if plan.lots(choice) > 0 {
                better_steps(plan, choice, |plan, choice| plan.step_down(choice));
            }
        }
        if plan.value() == before {
            return;
        }
    }
}

/// Steps in one direction while they are allowed and better; doubled as long as that goes well.
fn better_steps(plan: &mut Plan<'_>, choice: usize, step: impl Fn(&Plan<'_>, usize) -> i64) {
    let mut times = 1;
    loop {
        let by = step(plan, choice);
        if by == 0 {
            return;
        }
        let by = if by.abs() == 1 { by * times } else { by };
        if plan.allows(choice, by) && plan.worth(choice, by) < 0 {
            plan.shift(choice, by);
            times *= 2;
        } else if times > 1 {
            times = 1;
        } else {
            return;
        }
    }
}

/// Covers each need anew, the others as they are, until nothing gets better or so many rounds are over. Returns the work.
pub(crate) fn descend(plan: &mut Plan<'_>, programme: &Programme, prices: &Prices, rounds: usize) -> u64 {
    let costs = reduced(programme, prices);
    let mut work = 0;
    for _ in 0..rounds {
        let before = plan.value();
        for at in 0..programme.covers.len() {
            work += recover(plan, programme, prices, &costs, at);
        }
        if plan.value() == before {
            break;
        }
    }
    work
}

/// Covers one need anew; the plan changes only for the better.
fn recover(plan: &mut Plan<'_>, programme: &Programme, prices: &Prices, costs: &[i128], at: usize) -> u64 {
    let of = &programme.covers[at];
    let mut without = plan.clone();
    for choice in &of.choices {
        without.shift(*choice, -plan.lots(*choice));
    }
    let items: Vec<Item> =
        of.choices.iter().map(|choice| item(&without, programme, prices, costs, *choice)).collect();
    let found = cover(&items, of.units, i128::from(of.price) * SCALE, Rounding::Down);
    for (choice, lots) in of.choices.iter().zip(found.lots) {
        without.shift(*choice, lots);
    }
    repair(&mut without, programme);
    polish_cover(&mut without, &of.choices);
    if without.value() < plan.value() {
        *plan = without;
    }
    found.work
}

fn polish_cover(plan: &mut Plan<'_>, choices: &[usize]) {
    for &choice in choices {
        better_steps(plan, choice, |plan, choice| plan.step_up(choice));
    }
    for &choice in choices.iter().rev().filter(|choice| plan.lots(**choice) > 0).collect::<Vec<_>>() {
        better_steps(plan, choice, |plan, choice| plan.step_down(choice));
    }
}

/// A choice as it costs when everything else stays: fair shares exactly, the other rows at their prices, and no more than
/// its own pledge and conditions allow.
fn item(plan: &Plan<'_>, programme: &Programme, prices: &Prices, costs: &[i128], at: usize) -> Item {
    let choice = &programme.choices[at];
    let (mut most, mut cost, mut fair) = (choice.most, costs[at], None);
    for (row, coefficient) in &choice.rows {
        let of = &programme.rows[*row];
        let slack = (plan.side(*row) - of.floor).max(0);
        match of.kind {
            RowKind::Cap => most = most.min(slack),
            RowKind::Condition if *coefficient < 0 => most = most.min(slack / -coefficient),
            RowKind::Fair => {
                cost += prices.rows[*row] * i128::from(*coefficient);
                fair = Some((slack, -coefficient, i128::from(of.price.unwrap_or(0)) * SCALE));
            }
            RowKind::Condition | RowKind::Ceiling | RowKind::Women => {}
        }
    }
    // Lots within the fair share, the lot that crosses it, and those beyond.
    let mut parts = match fair {
        Some((slack, points, price)) => {
            let within = (slack / points).min(most);
            let crossing = i128::from(points - slack % points) * price;
            let beyond = i128::from(points) * price;
            vec![
                (within, cost),
                (1.min(most - within), cost + crossing),
                ((most - within - 1).max(0), cost + beyond),
            ]
        }
        None => vec![(most, cost)],
    };
    let mut first = (0, 0);
    // What is much dearer than the need's price will not be taken: leaving it out saves most of the work.
    let price = prices.covers[choice.cover] * i128::from(choice.units);
    let cheapest = parts.iter().find(|(lots, _)| *lots > 0).map_or(0, |(_, cost)| *cost);
    if price > 0 && cheapest > price + price / DEARER {
        return Item { units: choice.units, first, optional: true, then: Vec::new() };
    }
    if choice.least > 1 {
        if choice.least > most {
            return Item { units: choice.units, first, optional: true, then: Vec::new() };
        }
        for part in &mut parts {
            let lots = part.0.min(choice.least - first.0);
            first = (first.0 + lots, first.1 + part.1 * i128::from(lots));
            part.0 -= lots;
        }
    }
    Item { units: choice.units, first, optional: true, then: parts }
}
