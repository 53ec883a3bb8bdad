//! Why a pledge is used, why another is not, and what would close a gap.

use crate::{
    Burden, Closer, Gift, Obstacle, Pledge, Requirement, Why,
    fit::{fits, lots},
    plan::Plan,
    programme::{Programme, RowKind, absent},
};
use std::collections::{BTreeMap, BTreeSet};

/// What was given, to ask of it what was not.
pub(crate) struct Ledger<'a> {
    requirement: &'a Requirement,
    pledges: &'a [Pledge],
    programme: &'a Programme,
    plan: &'a Plan<'a>,
    /// Units that a pledge gives.
    given: BTreeMap<usize, u64>,
    /// Who gives anything.
    givers: BTreeSet<&'a str>,
    /// The choices of a pledge, by need.
    choices: BTreeMap<(usize, usize), usize>,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(
        requirement: &'a Requirement,
        pledges: &'a [Pledge],
        programme: &'a Programme,
        plan: &'a Plan<'a>,
        gifts: &'a [Gift],
    ) -> Self {
        let mut given = BTreeMap::new();
        for gift in gifts {
            *given.entry(gift.pledge).or_default() += gift.units;
        }
        let place = |(at, choice): (usize, &crate::programme::Choice)| {
            ((choice.pledge, programme.covers[choice.cover].need), at)
        };
        let choices = programme.choices.iter().enumerate().map(place).collect();
        let givers = gifts.iter().map(|gift| gift.member.as_str()).collect();
        Self { requirement, pledges, programme, plan, given, givers, choices }
    }

    /// The pledges of a need's kind that bring less than they could, and why; the largest first.
    pub(crate) fn closers(&self, need: usize, missing: u64) -> Vec<Closer> {
        let mut closers = Vec::new();
        for (at, pledge) in self.pledges.iter().enumerate() {
            let here = self
                .choices
                .get(&(at, need))
                .map_or(0, |choice| self.plan.lots(*choice).unsigned_abs() * pledge.lot);
            let left = pledge.units.saturating_sub(here);
            if pledge.kind == self.requirement.needs[need].kind && left > 0 {
                let obstacle = self.obstacle(at, need);
                closers.push(Closer { pledge: at, member: pledge.member.clone(), units: left, obstacle });
            }
        }
        closers.sort_by_key(|closer| (std::cmp::Reverse(closer.units.min(missing)), closer.pledge));
        closers
    }

    /// Why a pledge of which nothing is given is not used: the reason at the first need of its kind, or at that need where
    /// it came nearest to being used.
    pub(crate) fn unused(&self, at: usize) -> Obstacle {
        let needs = &self.requirement.needs;
        let own = (0..needs.len())
            .filter(|need| needs[*need].kind == self.pledges[at].kind && needs[*need].units > 0);
        let obstacles = own.map(|need| self.obstacle(at, need));
        let near = |obstacle: &Obstacle| match obstacle {
            Obstacle::Others | Obstacle::Dear => 0,
            Obstacle::Ceiling { .. } => 1,
            Obstacle::Condition { .. } => 2,
            _ => 3,
        };
        obstacles.min_by_key(near).unwrap_or(Obstacle::Kind)
    }

    /// Why a pledge is used for a need: who else could have, and what spoke against it.
    pub(crate) fn why(&self, gift: &Gift, members: &[Burden]) -> Why {
        let own = &self.pledges[gift.pledge];
        let need = &self.requirement.needs[gift.need];
        let left =
            |at: usize| self.pledges[at].units.saturating_sub(self.given.get(&at).copied().unwrap_or(0));
        let rivals = self
            .choices
            .keys()
            .filter(|(at, of)| *of == gift.need && *at != gift.pledge && left(*at) >= self.pledges[*at].lot);
        let rivals: Vec<usize> = rivals.map(|(at, _)| *at).collect();
        if rivals.is_empty() {
            return if left(gift.pledge) >= own.lot { Why::Rest } else { Why::All };
        }
        let cheaper = rivals.iter().filter(|at| self.pledges[**at].unit_cost < own.unit_cost);
        let Some(cheaper) = cheaper.min_by_key(|at| (self.pledges[**at].unit_cost, **at)) else {
            return Why::Cheapest;
        };
        let cheaper = &self.pledges[*cheaper];
        let name = cheaper.member.clone();
        let waits = |at: &usize| self.pledges[*at].only_if.contains(&own.member);
        if let Some(at) = self.given.keys().find(|at| waits(at)) {
            return Why::Opens { member: self.pledges[*at].member.clone() };
        }
        let burden = members.iter().find(|burden| burden.member == cheaper.member);
        let more = cheaper.lot * need.burden_of_unit();
        if burden.is_some_and(|burden| burden.fair.is_some_and(|fair| burden.points + more > fair)) {
            // Its last lot may cross its share.
            let lot = own.lot.max(own.least) * need.burden_of_unit();
            let above = |burden: &Burden| {
                burden.member == own.member && burden.fair.is_some_and(|fair| burden.points >= fair + lot)
            };
            return if members.iter().any(above) { Why::Above } else { Why::Share { cheaper: name } };
        }
        let asked = self.requirement.women_permille;
        if asked > 0 && own.women_permille > cheaper.women_permille && cheaper.women_permille < asked {
            return Why::Women { cheaper: name };
        }
        Why::Lots { cheaper: name }
    }

    /// Why a pledge brings no more to a need of its kind.
    fn obstacle(&self, at: usize, need: usize) -> Obstacle {
        let pledge = &self.pledges[at];
        if let Err(obstacle) = fits(self.requirement, &self.requirement.needs[need], pledge, 0) {
            return obstacle;
        }
        if let Err(obstacle) = lots(pledge) {
            return obstacle;
        }
        if let Some(condition) = absent(pledge, &self.givers) {
            return condition;
        }
        let given = self.given.get(&at).copied().unwrap_or(0);
        let left = pledge.units - given.min(pledge.units);
        if left < pledge.lot {
            let here =
                self.choices.get(&(at, need)).map_or(0, |choice| self.plan.lots(*choice).unsigned_abs());
            return if here * pledge.lot == given {
                Obstacle::Lot { fewest: pledge.lot }
            } else {
                Obstacle::Elsewhere
            };
        }
        let Some(choice) = self.choices.get(&(at, need)).copied() else {
            return Obstacle::Others;
        };
        let by = self.plan.step_up(choice);
        for (row, coefficient) in &self.programme.choices[choice].rows {
            let of = &self.programme.rows[*row];
            let broken = self.plan.side(*row) + coefficient * by < of.floor;
            if broken && of.kind == RowKind::Ceiling {
                return Obstacle::Ceiling { ceiling: self.requirement.ceiling.unwrap_or(0) };
            }
        }
        let cover = self.programme.choices[choice].cover;
        let missing = self.requirement.needs[need].units > self.plan.covered(cover).unsigned_abs();
        if missing { Obstacle::Dear } else { Obstacle::Others }
    }
}
