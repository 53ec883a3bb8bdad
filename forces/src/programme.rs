//! The integer programme of a force generation, built once from what is asked and offered.
//!
//! A choice is a number of lots of a pledge for a need in a tour. Needs are covered by choices, with what is missing at a
//! price. Everything else that ties choices together is a row, `sum of coefficient times lots >= floor`, kept always or
//! short at a price. All numbers are integers.

use crate::{
    Keys, Obstacle, Pledge, Requirement,
    fit::{fits, lots, signed},
};
use std::collections::{BTreeMap, BTreeSet};

/// Choices, the needs they cover, and the rows that tie them.
pub(crate) struct Programme {
    pub(crate) choices: Vec<Choice>,
    pub(crate) covers: Vec<Cover>,
    pub(crate) rows: Vec<Row>,
    pub(crate) bundles: Vec<Bundle>,
}

/// Lots of a pledge for a need.
pub(crate) struct Choice {
    pub(crate) pledge: usize,
    pub(crate) cover: usize,
    pub(crate) bundle: usize,
    /// Units of a lot.
    pub(crate) units: i64,
    /// Where any, at least so many lots; 1 where the bundle has other choices too.
    pub(crate) least: i64,
    pub(crate) most: i64,
    /// Cost of a lot.
    pub(crate) cost: i64,
    /// The rows it is in, and its coefficients there.
    pub(crate) rows: Vec<(usize, i64)>,
}

/// A need in a tour.
pub(crate) struct Cover {
    pub(crate) need: usize,
    pub(crate) tour: usize,
    /// Units asked for, or all that is offered if that is less.
    pub(crate) units: i64,
    /// What a missing unit counts for.
    pub(crate) price: i64,
    pub(crate) choices: Vec<usize>,
}

/// The most that a missing unit counts for, whatever lots cost.
const MOST_MISSING_PRICE: u64 = 1_000_000_000_000_000;

/// What ties choices together.
pub(crate) struct Row {
    pub(crate) kind: RowKind,
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) floor: i64,
    /// What it counts for to be one short; without it the row is kept always.
    pub(crate) price: Option<i64>,
}

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A member carries no more than its fair share.
    Fair,
    /// No more persons than the ceiling.
    Ceiling,
    /// As many women as asked.
    Women,
    /// A pledge gives no more than it has, at once or over a cycle of tours.
    Cap,
    /// A pledge is given only if a member contributes.
    Condition,
}

/// The choices of a pledge in a tour: together none, or at least so many lots.
pub(crate) struct Bundle {
    pub(crate) choices: Vec<usize>,
    pub(crate) least: i64,
}

/// Tours one after the other: the same needs again and again, the pledges resting between.
#[derive(Clone, Copy)]
pub(crate) struct Tours {
    pub(crate) count: usize,
    pub(crate) days: u32,
}

impl Tours {
    pub(crate) const ONE: Self = Self { count: 1, days: 0 };
}

impl Programme {
    /// The programme of a requirement in tours; in all of them together a pledge gives at most the units that `pools`
    /// says.
    pub(crate) fn new(
        requirement: &Requirement,
        pledges: &[Pledge],
        keys: &Keys,
        tours: Tours,
        pools: &[u64],
    ) -> Self {
        let mut programme =
            Self { choices: Vec::new(), covers: Vec::new(), rows: Vec::new(), bundles: Vec::new() };
        let kept = kept(requirement, pledges, tours, pools);
        for tour in 0..tours.count {
            for (at, need) in requirement.needs.iter().enumerate() {
                let units = signed(need.units);
                programme.covers.push(Cover { need: at, tour, units, price: 0, choices: Vec::new() });
            }
        }
        for (at, pledge) in pledges.iter().enumerate().filter(|(at, _)| kept.contains(at)) {
            programme.add(requirement, (at, pledge), tours, pools[at]);
        }
        programme.conditions(requirement, pledges);
        programme.ceilings(requirement, pledges, tours);
        programme.fair_shares(requirement, pledges, keys);
        programme.prices(requirement, pledges, keys);
        for at in 0..programme.rows.len() {
            for &(choice, coefficient) in &programme.rows[at].terms {
                programme.choices[choice].rows.push((at, coefficient));
            }
        }
        programme
    }

    /// Adds a pledge: a bundle of choices in each tour.
    fn add(&mut self, requirement: &Requirement, (at, pledge): (usize, &Pledge), tours: Tours, pool: u64) {
        let Ok((least, offered)) = lots(pledge) else { return };
        let (mut all, pool) = (Vec::new(), signed(pool / pledge.lot));
        let most = offered.min(pool);
        if least > most {
            return;
        }
        for tour in 0..tours.count {
            let mut choices = Vec::new();
            for cover in 0..self.covers.len() {
                let (need, days) = (&requirement.needs[self.covers[cover].need], delay(tours, tour));
                let here = self.covers[cover].tour == tour && need.kind == pledge.kind && need.units > 0;
                if !here || fits(requirement, need, pledge, days).is_err() {
                    continue;
                }
                // More than the need, but for the rest of the last lot, would be idle.
                let useful = signed(need.units.div_ceil(pledge.lot)).max(least);
                self.covers[cover].choices.push(self.choices.len());
                choices.push(self.choices.len());
                self.choices.push(Choice {
                    pledge: at,
                    cover,
                    bundle: self.bundles.len(),
                    units: signed(pledge.lot),
                    least,
                    most: most.min(useful),
                    cost: signed(pledge.lot * pledge.unit_cost),
                    rows: Vec::new(),
                });
            }
            if choices.len() > 1 {
                choices.iter().for_each(|choice| self.choices[*choice].least = 1);
                self.cap(&choices, most);
            }
            all.extend(choices.iter().copied());
            if !choices.is_empty() {
                self.bundles.push(Bundle { choices, least });
            }
        }
        if tours.count > 1 && all.iter().map(|choice| self.choices[*choice].most).sum::<i64>() > pool {
            self.cap(&all, pool);
        }
    }

    fn cap(&mut self, choices: &[usize], most: i64) {
        let terms = choices.iter().map(|choice| (*choice, -1)).collect();
        self.rows.push(Row { kind: RowKind::Cap, terms, floor: -most, price: None });
    }

    /// A pledge on a condition: as many lots as it has for each lot of that member, so none without any.
    fn conditions(&mut self, requirement: &Requirement, pledges: &[Pledge]) {
        let tours = self.covers.iter().map(|cover| cover.tour).max().map_or(0, |last| last + 1);
        let mut of_member: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
        for (at, choice) in self.choices.iter().enumerate() {
            let tour = self.covers[choice.cover].tour;
            of_member.entry((pledges[choice.pledge].member.as_str(), tour)).or_default().push(at);
        }
        debug_assert!(requirement.needs.len() * tours == self.covers.len());
        for bundle in &self.bundles {
            let first = &self.choices[bundle.choices[0]];
            let (pledge, tour) = (&pledges[first.pledge], self.covers[first.cover].tour);
            let most: i64 = bundle.choices.iter().map(|choice| self.choices[*choice].most).sum();
            let members: BTreeSet<&str> = pledge.only_if.iter().map(String::as_str).collect();
            for member in members.into_iter().filter(|member| *member != pledge.member) {
                let theirs = of_member.get(&(member, tour)).into_iter().flatten();
                let mut terms: Vec<(usize, i64)> = theirs.map(|choice| (*choice, most)).collect();
                terms.extend(bundle.choices.iter().map(|choice| (*choice, -1)));
                self.rows.push(Row { kind: RowKind::Condition, terms, floor: 0, price: None });
            }
        }
    }

    /// The ceiling, and the share of women, in every tour.
    fn ceilings(&mut self, requirement: &Requirement, pledges: &[Pledge], tours: Tours) {
        for tour in 0..tours.count {
            let (mut persons, mut women) = (Vec::new(), Vec::new());
            for (at, choice) in self.choices.iter().enumerate() {
                let cover = &self.covers[choice.cover];
                let lot = choice.units * signed(requirement.needs[cover.need].persons);
                if cover.tour == tour && lot > 0 {
                    persons.push((at, -lot));
                    let above =
                        signed(pledges[choice.pledge].women_permille) - signed(requirement.women_permille);
                    women.push((at, lot * above));
                }
            }
            if let Some(ceiling) = requirement.ceiling {
                self.rows.push(Row {
                    kind: RowKind::Ceiling,
                    terms: persons,
                    floor: -signed(ceiling),
                    price: None,
                });
            }
            if requirement.women_permille > 0 {
                women.retain(|(_, above)| *above != 0);
                self.rows.push(Row { kind: RowKind::Women, terms: women, floor: 0, price: Some(1) });
            }
        }
    }

    /// Nobody above its fair share of what can be covered, or at a price; and no need asks for more than is offered.
    fn fair_shares(&mut self, requirement: &Requirement, pledges: &[Pledge], keys: &Keys) {
        for cover in &mut self.covers {
            let offered: i64 =
                cover.choices.iter().map(|at| self.choices[*at].units * self.choices[*at].most).sum();
            cover.units = cover.units.min(offered);
        }
        if keys.excess_price == 0 || keys.shares.iter().all(|share| share.weight == 0) {
            return;
        }
        let mut terms: BTreeMap<&str, Vec<(usize, i64)>> = BTreeMap::new();
        for (at, choice) in self.choices.iter().enumerate() {
            let need = &requirement.needs[self.covers[choice.cover].need];
            let points = choice.units * signed(need.burden_of_unit());
            if points > 0 {
                terms.entry(&pledges[choice.pledge].member).or_default().push((at, -points));
            }
        }
        let total = self.points(requirement);
        for (member, terms) in terms {
            let floor = -signed(fair_share(keys, member, total));
            self.rows.push(Row { kind: RowKind::Fair, terms, floor, price: Some(signed(keys.excess_price)) });
        }
    }

    /// Points of burden of all that can be covered.
    pub(crate) fn points(&self, requirement: &Requirement) -> u64 {
        let points =
            |cover: &Cover| cover.units.unsigned_abs() * requirement.needs[cover.need].burden_of_unit();
        self.covers.iter().map(points).sum()
    }

    /// What a missing unit counts for: as the need says, or more than twice what the dearest first gift costs. A missing
    /// woman counts for as much as the dearest missing person.
    fn prices(&mut self, requirement: &Requirement, pledges: &[Pledge], keys: &Keys) {
        let mut dearest = 1;
        for cover in &mut self.covers {
            let need = &requirement.needs[cover.need];
            let unit = |pledge: &Pledge| pledge.unit_cost + keys.excess_price * need.burden_of_unit();
            let first = |at: &usize| {
                let pledge = &pledges[self.choices[*at].pledge];
                u128::from(pledge.lot.max(pledge.least)) * u128::from(unit(pledge))
            };
            let usual = 1 + 2 * cover.choices.iter().map(first).max().unwrap_or(0);
            let price = need.missing_price.map_or(usual, u128::from).min(u128::from(MOST_MISSING_PRICE));
            cover.price = signed(u64::try_from(price).unwrap_or(MOST_MISSING_PRICE));
            dearest = dearest.max(cover.price / signed(need.persons.max(1)));
        }
        for row in self.rows.iter_mut().filter(|row| row.kind == RowKind::Women) {
            row.price = Some((dearest / 1000).max(1));
        }
    }
}

/// A member's fair share of points of burden, rounded up to a whole one.
pub(crate) fn fair_share(keys: &Keys, member: &str, points: u64) -> u64 {
    let all: u128 = keys.shares.iter().map(|share| u128::from(share.weight)).sum();
    let own =
        keys.shares.iter().find(|share| share.member == member).map_or(0, |share| u128::from(share.weight));
    if all == 0 { 0 } else { u64::try_from((u128::from(points) * own).div_ceil(all)).unwrap_or(u64::MAX) }
}

/// How many days later a tour begins.
fn delay(tours: Tours, tour: usize) -> u32 {
    tours.days.saturating_mul(u32::try_from(tour).unwrap_or(u32::MAX))
}

/// The pledges that can be used at all: they fit a need, and who they are conditional on can contribute, and so on.
fn kept(requirement: &Requirement, pledges: &[Pledge], tours: Tours, pools: &[u64]) -> BTreeSet<usize> {
    let last = delay(tours, tours.count.saturating_sub(1));
    let usable = |at: &usize| {
        let pledge = &pledges[*at];
        let enough = lots(pledge).is_ok_and(|(least, _)| least <= signed(pools[*at] / pledge.lot));
        enough
            && requirement.needs.iter().any(|need| {
                need.kind == pledge.kind && need.units > 0 && fits(requirement, need, pledge, last).is_ok()
            })
    };
    let mut kept: BTreeSet<usize> = (0..pledges.len()).filter(usable).collect();
    loop {
        let members: BTreeSet<&str> = kept.iter().map(|at| pledges[*at].member.as_str()).collect();
        let before = kept.len();
        kept.retain(|at| absent(&pledges[*at], &members).is_none());
        if kept.len() == before {
            return kept;
        }
    }
}

/// The member whose contribution a pledge waits for, if it is not among these.
pub(crate) fn absent(pledge: &Pledge, members: &BTreeSet<&str>) -> Option<Obstacle> {
    let member = pledge.only_if.iter().find(|member| !members.contains(member.as_str()))?;
    Some(Obstacle::Condition { member: member.clone() })
}
