//! Which pledge can serve which need, and what stands in the way.

use crate::{Need, Obstacle, Pledge, Requirement};

/// May a pledge of the right kind serve a need that has `delay` days more than it says?
pub(crate) fn fits(
    requirement: &Requirement,
    need: &Need,
    pledge: &Pledge,
    delay: u32,
) -> Result<(), Obstacle> {
    if let Some(within_days) = need.within_days.map(|days| days.saturating_add(delay))
        && pledge.ready_days > within_days
    {
        return Err(Obstacle::Late { ready_days: pledge.ready_days, within_days });
    }
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let speaks = |asked: &String| pledge.languages.iter().any(|spoken| same(spoken, asked));
    if !need.languages.is_empty() && !need.languages.iter().any(speaks) {
        return Err(Obstacle::Language { asked: need.languages.clone() });
    }
    let mut words = requirement.areas.iter().chain(&need.tasks).chain([&need.name]);
    if let Some(word) = words.find(|word| pledge.not_for.iter().any(|not| same(not, word))) {
        return Err(Obstacle::Caveat { word: word.clone() });
    }
    Ok(())
}

/// The fewest lots that a pledge gives where it gives anything, and the most; refused where it can give none.
pub(crate) fn lots(pledge: &Pledge) -> Result<(i64, i64), Obstacle> {
    let (least, most) = (pledge.least.div_ceil(pledge.lot).max(1), pledge.units / pledge.lot);
    if least > most {
        return Err(Obstacle::Lot { fewest: least * pledge.lot });
    }
    Ok((signed(least), signed(most)))
}

/// A number within the bounds of `unfit`, with a sign.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(need: &Need, pledge: &Pledge, expected: Result<(), Obstacle>) {
        let requirement = Requirement { areas: vec!["Kosovo".into()], ..Requirement::default() };
        assert_eq!(fits(&requirement, need, pledge, 0), expected);
    }

    #[test]
    fn what_stands_in_the_way_is_named() {
        let need = Need {
            name: "infantry".into(),
            within_days: Some(30),
            languages: vec!["English".into(), "French".into()],
            tasks: vec!["crowd control".into()],
            ..Need::default()
        };
        let pledge = Pledge { ready_days: 30, languages: vec!["french".into()], lot: 1, ..Pledge::default() };
        check(&need, &pledge, Ok(()));
        let late = Pledge { ready_days: 31, ..pledge.clone() };
        check(&need, &late, Err(Obstacle::Late { ready_days: 31, within_days: 30 }));
        let mute = Pledge { languages: vec!["Dutch".into()], ..pledge.clone() };
        check(&need, &mute, Err(Obstacle::Language { asked: need.languages.clone() }));
        for word in ["kosovo", "Crowd control", "infantry"] {
            let caveat = Pledge { not_for: vec![word.into()], ..pledge.clone() };
            let said = ["Kosovo", "crowd control", "infantry"]
                .into_iter()
                .find(|said| said.eq_ignore_ascii_case(word));
            check(&need, &caveat, Err(Obstacle::Caveat { word: said.unwrap().into() }));
        }
    }

    #[test]
    fn lots_are_whole() {
        let pledge = Pledge { units: 250, lot: 100, least: 150, ..Pledge::default() };
        assert_eq!(lots(&pledge), Ok((2, 2)));
        let pledge = Pledge { units: 250, lot: 100, least: 201, ..Pledge::default() };
        assert_eq!(lots(&pledge), Err(Obstacle::Lot { fewest: 300 }));
    }
}
