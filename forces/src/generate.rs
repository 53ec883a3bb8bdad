//! Generates the forces for a requirement: builds the programme, solves it, and tells what came of it.

use crate::{
    Burden, Coverage, Effort, Generation, Gift, Keys, Pledge, Proof, Requirement, Unfit, Unused,
    plan::Plan,
    programme::{Programme, Tours, fair_share},
    relaxation::SCALE,
    shortfall::Ledger,
    solve::{Solved, solve},
    unfit,
};
use std::collections::BTreeMap;

/// Who gives what for a requirement, at least cost and fairly shared, to a gap of one per cent where the search reaches it;
/// where the requirement cannot be met, what is missing and who could close it.
pub fn generate(requirement: &Requirement, pledges: &[Pledge], keys: &Keys) -> Result<Generation, Unfit> {
    generate_with(requirement, pledges, keys, &Effort::default())
}

/// [`generate`], with as much effort as is said.
pub fn generate_with(
    requirement: &Requirement,
    pledges: &[Pledge],
    keys: &Keys,
    effort: &Effort,
) -> Result<Generation, Unfit> {
    unfit::check(requirement, pledges, keys)?;
    let pools: Vec<u64> = pledges.iter().map(|pledge| pledge.units).collect();
    let programme = Programme::new(requirement, pledges, keys, Tours::ONE, &pools);
    let solved = solve(&programme, effort);
    Ok(tell(requirement, pledges, keys, &programme, &solved, effort))
}

fn tell(
    requirement: &Requirement,
    pledges: &[Pledge],
    keys: &Keys,
    programme: &Programme,
    solved: &Solved<'_>,
    effort: &Effort,
) -> Generation {
    let plan = &solved.plan;
    debug_assert!(plan.is_kept(), "a plan breaks what it must keep");
    let gifts = gifts(pledges, programme, plan, 0);
    let members = burdens(requirement, keys, programme, &gifts);
    let ledger = Ledger::new(requirement, pledges, programme, plan, &gifts);
    let reasons = gifts.iter().map(|gift| ledger.why(gift, &members)).collect();
    let coverage = |(at, cover): (usize, &crate::programme::Cover)| {
        let need = &requirement.needs[cover.need];
        let given = plan.covered(at).unsigned_abs();
        let missing = need.units.saturating_sub(given);
        let price = u64::try_from(solved.prices.covers[at] / SCALE).unwrap_or(u64::MAX);
        let closers = if missing > 0 { ledger.closers(cover.need, missing) } else { Vec::new() };
        Coverage { name: need.name.clone(), asked: need.units, given, missing, price, closers }
    };
    let needs: Vec<Coverage> = programme.covers.iter().enumerate().map(coverage).collect();
    let (mut persons, mut women) = (0, 0);
    for gift in &gifts {
        let sent = gift.units * requirement.needs[gift.need].persons;
        (persons, women) = (persons + sent, women + sent * pledges[gift.pledge].women_permille);
    }
    let women_missing = (persons * requirement.women_permille).saturating_sub(women);
    let used = |at: &usize| gifts.iter().any(|gift| gift.pledge == *at);
    let unused = (0..pledges.len()).filter(|at| !used(at));
    Generation {
        met: women_missing == 0 && needs.iter().all(|need| need.missing == 0),
        reasons,
        members,
        unused: unused
            .map(|at| Unused { pledge: at, member: pledges[at].member.clone(), obstacle: ledger.unused(at) })
            .collect(),
        persons,
        women_thousandths: women,
        women_missing_thousandths: women_missing,
        cost: gifts.iter().map(|gift| gift.cost).sum(),
        proof: proof(solved, effort),
        gifts,
        needs,
    }
}

/// How good what was found is.
pub(crate) fn proof(solved: &Solved<'_>, effort: &Effort) -> Proof {
    let shown = |value: i128| u64::try_from(value.max(0)).unwrap_or(u64::MAX);
    Proof {
        plan: shown(solved.plan.value()),
        bound: shown(solved.bound),
        relaxation: shown(solved.relaxation),
        gap_basis_points: solved.gap_basis_points,
        reached: solved.gap_basis_points <= effort.gap_basis_points,
        nodes: solved.nodes,
    }
}

/// What a plan gives in a tour, by need and pledge.
pub(crate) fn gifts(pledges: &[Pledge], programme: &Programme, plan: &Plan<'_>, tour: usize) -> Vec<Gift> {
    let mut gifts = Vec::new();
    for cover in programme.covers.iter().filter(|cover| cover.tour == tour) {
        for at in cover.choices.iter().filter(|at| plan.lots(**at) > 0) {
            let choice = &programme.choices[*at];
            let (pledge, lots) = (&pledges[choice.pledge], plan.lots(*at).unsigned_abs());
            gifts.push(Gift {
                need: cover.need,
                pledge: choice.pledge,
                member: pledge.member.clone(),
                units: lots * pledge.lot,
                cost: lots * choice.cost.unsigned_abs(),
            });
        }
    }
    gifts
}

fn burdens(requirement: &Requirement, keys: &Keys, programme: &Programme, gifts: &[Gift]) -> Vec<Burden> {
    let mut members: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for share in keys.shares.iter().filter(|share| share.weight > 0) {
        members.entry(&share.member).or_default();
    }
    for gift in gifts {
        let carried = members.entry(&gift.member).or_default();
        carried.0 += gift.units * requirement.needs[gift.need].burden_of_unit();
        carried.1 += gift.cost;
    }
    let scale = keys.shares.iter().any(|share| share.weight > 0);
    let total = programme.points(requirement);
    let burden = |(member, (points, cost)): (&str, (u64, u64))| Burden {
        member: member.to_owned(),
        points,
        fair: scale.then(|| fair_share(keys, member, total)),
        cost,
    };
    members.into_iter().map(burden).collect()
}
