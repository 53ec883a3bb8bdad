//! The meaning of a criterion, read a second time: cell by cell, straight from the definition, slow and obvious.

use crate::small_worlds::{LAST, charter, charters, worlds};
use charter::{
    condition::{Condition, Fact, Truth},
    law::Charter,
    membership::{Test, Verdict, assess, evidence},
};
use proptest::prelude::*;
use world::{Decimal, StateIx, World};

/// The value of an indicator, or the last one that may stand in for it.
fn value(charter: &Charter, world: &World, name: &str, state: StateIx, year: i32) -> Option<Decimal> {
    let ix = world.indicator_named(name)?;
    let carry = i32::try_from(charter.data.carry).unwrap();
    (0..=carry).find_map(|back| world.value(ix, state, year - back))
}

/// What a condition says of a state in a year of the window that ends in `judged`.
fn says(
    charter: &Charter,
    world: &World,
    condition: &Condition,
    state: StateIx,
    judged: i32,
    year: i32,
) -> Truth {
    let of = world.state(state);
    let birth =
        of.spells.iter().map(|spell| i32::from(spell.from.year())).filter(|birth| *birth <= judged).max();
    let mut who = state;
    if birth.is_none_or(|birth| year < birth) {
        match of.continues {
            Some(before) if world.state(before).exists_in(year) => who = before,
            _ => return Truth::Unknown,
        }
    }
    if year < 1900 {
        return Truth::Unknown;
    }
    condition.evaluate(&mut |path| match path.strip_prefix("state.") {
        Some(name) => match value(charter, world, name, who, year) {
            Some(value) => Fact::Number(value.into()),
            None => Fact::Missing,
        },
        None => panic!("`{path}` is not in these charters"),
    })
}

fn window(year: i32, years: u32) -> impl Iterator<Item = i32> {
    year - i32::try_from(years).unwrap() + 1..=year
}

fn verdict(charter: &Charter, world: &World, test: &Test<'_>, state: StateIx, year: i32) -> Verdict {
    let truths: Vec<Truth> = window(year, test.years)
        .map(|past| says(charter, world, &test.holds.value, state, year, past))
        .collect();
    if truths.contains(&Truth::False) {
        Verdict::NotMet
    } else if truths.iter().all(|truth| *truth == Truth::True) {
        Verdict::Met
    } else {
        Verdict::Unknown
    }
}

fn lost(charter: &Charter, world: &World, test: &Test<'_>, state: StateIx, year: i32) -> bool {
    window(year, test.grace).all(|past| match test.lost {
        Some(lost) => says(charter, world, &lost.value, state, year, past) == Truth::True,
        None => says(charter, world, &test.holds.value, state, year, past) == Truth::False,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(400)))]

    #[test]
    fn verdicts_are_those_of_the_definition(world in worlds(), text in charters()) {
        let charter = charter(&text);
        let record = assess(&charter, &world);
        for year in 1900..=LAST {
            for state in world.states_in(year) {
                let mut qualifies = Verdict::Met;
                for (place, test) in charter.tests().iter().enumerate() {
                    let at = format!("{} of {} in {year}\n{text}", test.id, world.state(state).code);
                    let want = verdict(&charter, &world, test, state, year);
                    prop_assert_eq!(record.verdict(place, state, year), want, "{}", at);
                    prop_assert_eq!(record.lost(place, state, year), lost(&charter, &world, test, state, year), "{}", at);
                    qualifies = match (qualifies, want) {
                        (Verdict::NotMet, _) | (_, Verdict::NotMet) => Verdict::NotMet,
                        (Verdict::Met, Verdict::Met) => Verdict::Met,
                        _ => Verdict::Unknown,
                    };
                }
                prop_assert_eq!(record.qualifies(state, year), qualifies);
            }
        }
    }

    /// The evidence tells the same story as the verdict that it is shown beside.
    #[test]
    fn evidence_bears_out_the_verdict(world in worlds(), text in charters()) {
        let charter = charter(&text);
        let record = assess(&charter, &world);
        for year in 1900..=LAST {
            for state in world.states_in(year) {
                for (place, test) in charter.tests().iter().enumerate() {
                    let evidence = evidence(&charter, &world, test, state, year);
                    let any_false = evidence.holds.iter().any(|(_, truth)| *truth == Truth::False);
                    let all_true = evidence.holds.iter().all(|(_, truth)| *truth == Truth::True);
                    let want = match record.verdict(place, state, year) {
                        Verdict::NotMet => (true, false),
                        Verdict::Met => (false, true),
                        Verdict::Unknown => (false, false),
                    };
                    let at = format!("{} of {} in {year}\n{text}\n{evidence:?}", test.id, world.state(state).code);
                    prop_assert_eq!((any_false, all_true), want, "{}", &at);
                    prop_assert!(want != (false, false) || !evidence.missing.is_empty(), "unknown for a reason: {}", &at);
                    for used in &evidence.values {
                        let from = used.carried_from.unwrap_or(used.year);
                        prop_assert!(used.carried_from != Some(used.year), "{}", &at);
                        let ix = world.indicator_named(&used.indicator).unwrap();
                        let known = [Some(state), world.state(state).continues].into_iter().flatten()
                            .any(|who| world.value(ix, who, from) == Some(used.value));
                        prop_assert!(known, "{}", &at);
                    }
                }
            }
        }
    }
}
