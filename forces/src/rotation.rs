//! Rotation: tours one after the other, so that every need is met in every month and no pledge gives more than it can
//! sustain.
//!
//! After a tour a contingent rests for so many tours. In any `1 + rest` tours running a pledge therefore gives no more
//! than its pool: its units once, or what it can sustain that many times. A cycle of `1 + rest` tours is generated as one
//! programme and repeated; then any `1 + rest` tours running are the tours of one cycle, in some order.

use crate::{
    Effort, Gift, Keys, Pledge, Proof, Requirement, Unfit,
    generate::{gifts, proof},
    programme::{Programme, Tours},
    solve::solve,
    unfit,
};
use serde::{Deserialize, Serialize};

/// The most months of a rotation.
pub const MOST_MONTHS: u32 = 600;
/// The most tours of rest after a tour.
pub const MOST_REST: u32 = 11;

/// How long an undertaking lasts, how long a tour, and how much rest follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rhythm {
    /// Months in all.
    pub months: u32,
    /// Months of a tour.
    pub tour_months: u32,
    /// Tours of rest after each tour.
    pub rest: u32,
}

/// Who is there when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Is every need covered in every month?
    pub met: bool,
    /// The tours, one after the other.
    pub tours: Vec<Tour>,
    /// What is missing, month by month.
    pub gaps: Vec<Gap>,
    /// What all tours cost, a unit costing in each tour what its pledge says.
    pub cost: u64,
    /// How good the plan of one cycle is.
    pub proof: Proof,
}

/// A tour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tour {
    /// Its first month, counted from 1.
    pub first_month: u32,
    /// Its last month.
    pub last_month: u32,
    /// Who gives what in it.
    pub gifts: Vec<Gift>,
}

/// What is missing in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The month, counted from 1.
    pub month: u32,
    /// The need, by its place.
    pub need: usize,
    /// Units missing.
    pub missing: u64,
}

/// Who gives what in each tour of a rotation, at least cost and fairly shared over a cycle; and what is missing, month by
/// month.
pub fn rotate(
    requirement: &Requirement,
    pledges: &[Pledge],
    keys: &Keys,
    rhythm: &Rhythm,
) -> Result<Rotation, Unfit> {
    rotate_with(requirement, pledges, keys, rhythm, &Effort::default())
}

/// [`rotate`], with as much effort as is said.
pub fn rotate_with(
    requirement: &Requirement,
    pledges: &[Pledge],
    keys: &Keys,
    rhythm: &Rhythm,
    effort: &Effort,
) -> Result<Rotation, Unfit> {
    unfit::check(requirement, pledges, keys)?;
    check(rhythm)?;
    let tours = rhythm.months.div_ceil(rhythm.tour_months);
    let cycle = usize::try_from(tours.min(rhythm.rest + 1)).unwrap_or(1);
    unfit::pairs(requirement, pledges, cycle)?;
    let pool = |pledge: &Pledge| {
        pledge.sustained.map_or(pledge.units, |sustained| sustained * u64::from(rhythm.rest + 1))
    };
    let pools: Vec<u64> = pledges.iter().map(pool).collect();
    let days = rhythm.tour_months * 30;
    let programme = Programme::new(requirement, pledges, keys, Tours { count: cycle, days }, &pools);
    let solved = solve(&programme, effort);
    let cycle: Vec<Vec<Gift>> =
        (0..cycle).map(|tour| gifts(pledges, &programme, &solved.plan, tour)).collect();
    let tours: Vec<Tour> = (0..tours)
        .zip(cycle.iter().cycle())
        .map(|(tour, gifts)| Tour {
            first_month: tour * rhythm.tour_months + 1,
            last_month: ((tour + 1) * rhythm.tour_months).min(rhythm.months),
            gifts: gifts.clone(),
        })
        .collect();
    let gaps: Vec<Gap> = tours.iter().flat_map(|tour| gaps(requirement, tour)).collect();
    let women_short = |tour: &Tour| {
        let women = tour.gifts.iter().map(|gift| {
            let persons = gift.units * requirement.needs[gift.need].persons;
            (persons * requirement.women_permille, persons * pledges[gift.pledge].women_permille)
        });
        let (asked, found) = women.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        asked > found
    };
    Ok(Rotation {
        met: gaps.is_empty() && !tours.iter().any(women_short),
        gaps,
        cost: tours.iter().flat_map(|tour| &tour.gifts).map(|gift| gift.cost).sum(),
        tours,
        proof: proof(&solved, effort),
    })
}

fn check(rhythm: &Rhythm) -> Result<(), Unfit> {
    let large = |what: &str, found: u32, most: u32| Unfit::TooLarge(what.into(), found.into(), most.into());
    if rhythm.months > MOST_MONTHS {
        return Err(large("the number of months", rhythm.months, MOST_MONTHS));
    }
    if rhythm.tour_months > MOST_MONTHS {
        return Err(large("the length of a tour in months", rhythm.tour_months, MOST_MONTHS));
    }
    if rhythm.rest > MOST_REST {
        return Err(large("the rest in tours", rhythm.rest, MOST_REST));
    }
    let nought = |what: &str| Unfit::Nought(what.into());
    match (rhythm.months, rhythm.tour_months) {
        (0, _) => Err(nought("the number of months")),
        (_, 0) => Err(nought("the length of a tour in months")),
        _ => Ok(()),
    }
}

/// What is missing in each month of a tour.
fn gaps(requirement: &Requirement, tour: &Tour) -> Vec<Gap> {
    let mut given = vec![0; requirement.needs.len()];
    for gift in &tour.gifts {
        given[gift.need] += gift.units;
    }
    let short = requirement.needs.iter().zip(&given).enumerate().filter_map(|(need, (asked, given))| {
        let missing = asked.units.saturating_sub(*given);
        (missing > 0).then_some((need, missing))
    });
    let short: Vec<(usize, u64)> = short.collect();
    let months = tour.first_month..=tour.last_month;
    months
        .flat_map(|month| {
            short.iter().map(move |(need, missing)| Gap { month, need: *need, missing: *missing })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Need;

    fn pledge(member: &str, units: u64, sustained: Option<u64>) -> Pledge {
        Pledge {
            member: member.into(),
            kind: "infantry".into(),
            units,
            lot: 100,
            unit_cost: 10,
            sustained,
            ..Pledge::default()
        }
    }

    /// Twelve months in tours of four, two tours of rest: who is there, and what is missing.
    fn check(pledges: &[Pledge], expected: &str) {
        let need = Need {
            name: "infantry".into(),
            kind: "infantry".into(),
            units: 400,
            persons: 1,
            ..Need::default()
        };
        let requirement = Requirement { needs: vec![need], ..Requirement::default() };
        let rhythm = Rhythm { months: 12, tour_months: 4, rest: 2 };
        let rotation = rotate(&requirement, pledges, &Keys::default(), &rhythm).unwrap();
        let mut said = String::new();
        for tour in &rotation.tours {
            let gifts = tour.gifts.iter().map(|gift| format!("{} {}", gift.member, gift.units));
            let gifts = gifts.collect::<Vec<_>>().join(", ");
            let missing =
                rotation.gaps.iter().filter(|gap| gap.month == tour.first_month).map(|gap| gap.missing);
            said += &format!(
                "{}-{}: {gifts}; {} missing\n",
                tour.first_month,
                tour.last_month,
                missing.sum::<u64>()
            );
        }
        assert_eq!(said, expected);
    }

    #[test]
    fn contingents_rest_between_tours() {
        check(
            &[pledge("A", 400, None), pledge("B", 400, None), pledge("C", 400, None)],
            "1-4: A 400; 0 missing\n5-8: B 400; 0 missing\n9-12: C 400; 0 missing\n",
        );
    }

    #[test]
    fn what_can_be_sustained_stays() {
        check(
            &[pledge("A", 300, Some(300)), pledge("B", 300, None)],
            "1-4: A 300, B 100; 0 missing\n5-8: A 300, B 100; 0 missing\n9-12: A 300, B 100; 0 missing\n",
        );
    }

    #[test]
    fn a_rhythm_out_of_bounds_is_refused() {
        let refused = |months, tour_months, rest| {
            let rhythm = Rhythm { months, tour_months, rest };
            rotate(&Requirement::default(), &[], &Keys::default(), &rhythm).unwrap_err().to_string()
        };
        assert_eq!(refused(0, 6, 2), "the number of months is 0");
        assert_eq!(refused(12, 0, 2), "the length of a tour in months is 0");
        assert_eq!(refused(12, 6, 12), "the rest in tours is too large: 12");
        assert_eq!(refused(601, 6, 2), "the number of months is too large: 601");
    }
}
