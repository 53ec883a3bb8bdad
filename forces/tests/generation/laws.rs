//! Laws that every answer keeps, whatever is asked and offered; bad input; and what cannot be met, named.

use crate::cases::{case, pledge};
use crate::naive::{Case, judge};
use crate::world::world;
use forces::{
    Effort, Gift, Keys, Need, Pledge, Requirement, Rhythm, Share, generate, generate_with, rotate,
    rotate_with, unfit,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Enough for laws that hold whatever the gap.
const LITTLE: Effort = Effort { gap_basis_points: 100, nodes: 50, work: 1_000_000 };

/// What a case counts for at best, with everything asked for that is missing at its price.
fn best(case: &Case) -> u64 {
    let effort = Effort { gap_basis_points: 0, ..Effort::default() };
    let found = generate_with(&case.requirement, &case.pledges, &case.keys, &effort).unwrap();
    let needs = case.requirement.needs.iter().zip(&found.needs);
    let missing: u64 = needs.map(|(need, covered)| covered.missing * need.missing_price.unwrap()).sum();
    let mut points = BTreeMap::new();
    for gift in &found.gifts {
        let need = &case.requirement.needs[gift.need];
        *points.entry(gift.member.clone()).or_insert(0) += gift.units * need.burden_of_unit();
    }
    let fair = found.members.iter().filter_map(|member| Some((member, member.fair?)));
    let excess: u64 = fair.map(|(member, fair)| member.points.saturating_sub(fair)).sum();
    found.cost + missing + excess * case.keys.excess_price
}

/// A case in which prices of what is missing are given, and no women are asked for.
fn priced(mut case: Case, price: u64) -> Case {
    case.requirement.women_permille = 0;
    case.requirement.needs.iter_mut().for_each(|need| need.missing_price = Some(price));
    case
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// No gift goes beyond its pledge, against a caveat, a condition, a lot, a least or the ceiling; figures add up.
    #[test]
    fn every_plan_keeps_to_what_was_pledged(case in case(5, 24)) {
        let found = generate_with(&case.requirement, &case.pledges, &case.keys, &LITTLE).unwrap();
        let judged = judge(&case, &found.gifts);
        prop_assert!(judged.is_ok(), "{judged:?}");
        prop_assert_eq!(judged.unwrap().value, i128::from(found.proof.plan));
        prop_assert!(found.proof.bound <= found.proof.plan);
        prop_assert_eq!(found.gifts.len(), found.reasons.len());
        for (at, need) in found.needs.iter().enumerate() {
            let given: u64 = found.gifts.iter().filter(|gift| gift.need == at).map(|gift| gift.units).sum();
            prop_assert_eq!((given, need.asked.saturating_sub(given)), (need.given, need.missing));
        }
        // A pledge that is not given has a reason, and each is in one list only.
        for at in 0..case.pledges.len() {
            let given = found.gifts.iter().any(|gift| gift.pledge == at);
            prop_assert_eq!(given, !found.unused.iter().any(|unused| unused.pledge == at));
        }
    }

    /// The same input has the same answer.
    #[test]
    fn the_answer_is_the_same_each_time(case in case(5, 24)) {
        let once = generate_with(&case.requirement, &case.pledges, &case.keys, &LITTLE);
        prop_assert_eq!(once, generate_with(&case.requirement, &case.pledges, &case.keys, &LITTLE));
    }

    /// Where one pledge more is there, the best plan counts for no more.
    #[test]
    fn one_pledge_more_never_makes_it_worse(case in case(3, 5), more in pledge(), price in 0u64..100) {
        let before = priced(case, price);
        let mut after = before.clone();
        after.pledges.push(more);
        prop_assert!(best(&after) <= best(&before), "{} > {}", best(&after), best(&before));
    }

    /// With all money seven times as much, the best plan counts for seven times as much.
    #[test]
    fn the_unit_of_money_does_not_matter(case in case(3, 5), price in 0u64..100) {
        let before = priced(case, price);
        let mut after = priced(before.clone(), price * 7);
        after.keys.excess_price *= 7;
        after.pledges.iter_mut().for_each(|pledge| pledge.unit_cost *= 7);
        prop_assert_eq!(best(&after), best(&before) * 7);
    }

    /// No pledge gives more in any `1 + rest` tours running than its pool, nor more at once than its units.
    #[test]
    fn nobody_gives_more_than_it_can_sustain(
        case in case(3, 8),
        months in 1u32..40,
        tour_months in 1u32..10,
        rest in 0u32..4,
        sustained in prop::collection::vec(prop::option::of(0u64..9), 8),
    ) {
        let mut case = case;
        for (pledge, sustained) in case.pledges.iter_mut().zip(sustained) {
            pledge.sustained = sustained;
        }
        let rhythm = Rhythm { months, tour_months, rest };
        let rotation = rotate_with(&case.requirement, &case.pledges, &case.keys, &rhythm, &LITTLE).unwrap();
        let given = |gifts: &[Gift], at: usize| -> u64 {
            gifts.iter().filter(|gift| gift.pledge == at).map(|gift| gift.units).sum()
        };
        for (at, pledge) in case.pledges.iter().enumerate() {
            let pool = pledge.sustained.map_or(pledge.units, |sustained| sustained * u64::from(rest + 1));
            for window in rotation.tours.windows(rest as usize + 1) {
                prop_assert!(window.iter().map(|tour| given(&tour.gifts, at)).sum::<u64>() <= pool);
            }
            for tour in &rotation.tours {
                prop_assert!(given(&tour.gifts, at) <= pledge.units);
            }
        }
        for (month, tour) in rotation.tours.iter().flat_map(|tour| (tour.first_month..=tour.last_month).map(move |month| (month, tour))) {
            for (at, need) in case.requirement.needs.iter().enumerate() {
                let there: u64 = tour.gifts.iter().filter(|gift| gift.need == at).map(|gift| gift.units).sum();
                let named: u64 = rotation.gaps.iter().filter(|gap| gap.month == month && gap.need == at).map(|gap| gap.missing).sum();
                prop_assert_eq!(need.units.saturating_sub(there), named);
            }
        }
        prop_assert_eq!(rotation.tours.last().map(|tour| tour.last_month), Some(months));
    }
}

/// Three worlds are served, nearly to one per cent of what is proved: the search ends at its bound of work.
#[test]
fn all_the_world_is_served_within_the_gap() {
    for seed in 7..10 {
        let world = world(195, 30, seed, false);
        let found = generate(&world.requirement, &world.pledges, &world.keys).unwrap();
        assert!(found.met && found.proof.gap_basis_points <= 110, "{seed}: {:?}", found.proof);
        let case = Case { requirement: world.requirement, pledges: world.pledges, keys: world.keys };
        assert_eq!(judge(&case, &found.gifts).unwrap().value, i128::from(found.proof.plan));
    }
}

/// The largest numbers there may be, in every combination that could overflow.
#[test]
fn the_largest_numbers_are_counted() {
    let need = |at: usize| Need {
        name: format!("need {at}"),
        kind: "all".into(),
        units: unfit::MOST_UNITS,
        persons: unfit::MOST_PER_UNIT,
        burden: Some(unfit::MOST_PER_UNIT),
        missing_price: (at.is_multiple_of(2)).then_some(unfit::MOST_PRICE),
        ..Need::default()
    };
    let pledge = |at: usize| Pledge {
        member: format!("member {}", at % 7),
        kind: "all".into(),
        units: unfit::MOST_UNITS,
        lot: [1, 7, 999_983, unfit::MOST_UNITS][at % 4],
        least: if at.is_multiple_of(3) { unfit::MOST_UNITS } else { 0 },
        unit_cost: unfit::MOST_PRICE,
        women_permille: if at.is_multiple_of(2) { 1000 } else { 0 },
        only_if: vec![format!("member {}", (at + 1) % 7)],
        ..Pledge::default()
    };
    for (needs, pledges) in [(1, 1), (2, 8), (6, 40)] {
        let requirement = Requirement {
            needs: (0..needs).map(need).collect(),
            areas: vec![],
            ceiling: Some(unfit::MOST_UNITS),
            women_permille: 500,
        };
        let pledges: Vec<Pledge> = (0..pledges).map(pledge).collect();
        let share = |at: usize| Share { member: format!("member {at}"), weight: u64::MAX >> 4 };
        let keys = Keys { shares: (0..7).map(share).collect(), excess_price: unfit::MOST_PRICE };
        let found = generate(&requirement, &pledges, &keys).unwrap();
        assert!(found.proof.bound <= found.proof.plan);
        let rhythm = Rhythm { months: 600, tour_months: 1, rest: 3 };
        rotate(&requirement, &pledges, &keys, &rhythm).unwrap();
    }
}

#[test]
fn what_is_out_of_bounds_is_refused_by_name() {
    let check = |requirement: &Requirement, pledge: &Pledge, expected: &str| {
        let refused = generate(requirement, std::slice::from_ref(pledge), &Keys::default()).unwrap_err();
        assert_eq!(refused.to_string(), expected);
        assert!(!refused.help().is_empty());
    };
    let need = Need { name: "police".into(), kind: "police".into(), units: 1, ..Need::default() };
    let requirement = Requirement { needs: vec![need.clone()], ..Requirement::default() };
    let pledge = Pledge { member: "Norway".into(), kind: "police".into(), lot: 1, ..Pledge::default() };
    let of = |change: fn(&mut Pledge)| {
        let mut pledge = pledge.clone();
        change(&mut pledge);
        pledge
    };
    check(&requirement, &of(|pledge| pledge.lot = 0), "the lot of pledge 1 (`Norway`) is 0");
    check(
        &requirement,
        &of(|pledge| pledge.units = 1_000_001),
        "the number of pledge 1 (`Norway`) is too large: 1000001",
    );
    check(
        &requirement,
        &of(|pledge| pledge.women_permille = 1001),
        "the share of women in thousandths of pledge 1 (`Norway`) is too large: 1001",
    );
    check(
        &requirement,
        &of(|pledge| pledge.member = " ".into()),
        "the member of pledge 1 is empty or too long",
    );
    let twice = Requirement { needs: vec![need.clone(), need.clone()], ..Requirement::default() };
    check(&twice, &pledge, "`police` is there twice");
    let many = |at: usize| Need { name: format!("{at}"), ..need.clone() };
    let many = Requirement { needs: (0..101).map(many).collect(), ..Requirement::default() };
    check(&many, &pledge, "there are too many needs: 101");
}

/// A requirement of 600 infantry in French within 30 days in the north, and what stands in the way of the pledges.
#[test]
fn what_cannot_be_met_says_what_is_missing_and_who_could_close_it() {
    let requirement = Requirement {
        needs: vec![Need {
            name: "infantry".into(),
            kind: "infantry".into(),
            units: 600,
            persons: 1,
            within_days: Some(30),
            languages: vec!["French".into()],
            tasks: vec!["combat".into()],
            ..Need::default()
        }],
        areas: vec!["north".into()],
        ceiling: Some(550),
        women_permille: 0,
    };
    let french = || vec!["French".to_owned()];
    let pledge = |member: &str, units| Pledge {
        member: member.into(),
        kind: "infantry".into(),
        units,
        lot: 100,
        languages: french(),
        ..Pledge::default()
    };
    let pledges = [
        pledge("France", 300),
        Pledge { ready_days: 60, ..pledge("Italy", 500) },
        Pledge { languages: vec!["Dutch".into()], ..pledge("Netherlands", 400) },
        Pledge { not_for: vec!["combat".into()], ..pledge("Germany", 800) },
        Pledge { not_for: vec!["north".into()], ..pledge("Spain", 100) },
        Pledge { only_if: vec!["Italy".into()], ..pledge("Greece", 200) },
        Pledge { lot: 1000, ..pledge("Norway", 900) },
        pledge("Belgium", 300),
        Pledge { kind: "airlift".into(), ..pledge("Denmark", 3) },
    ];
    let found = generate(&requirement, &pledges, &Keys::default()).unwrap();
    assert!(!found.met);
    insta::assert_snapshot!(found.explain(&requirement, &pledges).join("\n"), @r"
    infantry is short: 100 of 600 are missing.
      Italy could bring 500 more: ready in 60 days, asked within 30.
      Netherlands could bring 400 more: does not work in French.
      Germany could bring 800 more: not for combat.
      Spain could bring 100 more: not for north.
      Greece could bring 200 more: only if Italy contributes.
      Norway could bring 900 more: gives at least 1000 more or none.
      Belgium could bring 100 more: no more than 550 persons may be sent.
    France gives 300 to infantry: the cheapest.
    Belgium gives 200 to infantry: no other that fits has more.
    Not used: Italy, 500 of infantry: ready in 60 days, asked within 30.
    Not used: Netherlands, 400 of infantry: does not work in French.
    Not used: Germany, 800 of infantry: not for combat.
    Not used: Spain, 100 of infantry: not for north.
    Not used: Greece, 200 of infantry: only if Italy contributes.
    Not used: Norway, 900 of infantry: gives at least 1000 more or none.
    Not used: Denmark, 3 of airlift: nothing of its kind is asked for.
    ");
    // With nobody at all everything is missing, and that is said.
    let nobody = generate(&requirement, &[], &Keys::default()).unwrap();
    assert_eq!(nobody.explain(&requirement, &[]), ["infantry is short: 600 of 600 are missing."]);
}
