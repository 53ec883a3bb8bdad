//! The record beside a community in sentences: the answers that the command line and the site open with.

use super::{Aegis, Standing};
use crate::{law::Charter, show};
use world::{Decimal, StateIx, World};

/// A number of persons: whole, in groups of three digits.
pub fn persons(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number <= -0.5 { format!("−{out}") } else { out }
}

fn of(value: Option<Decimal>) -> String {
    value.map_or("0".into(), |value| persons(value.to_f64()))
}

/// `4.3%`
pub fn percent(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.0995 => format!("{:.1}%", 100.0 * share),
        share => format!("{:.0}%", 100.0 * share),
    }
}

impl Aegis<'_> {
    /// What the members bore, in a sentence: the answer.
    pub fn finding(&self, charter: &Charter) -> String {
        let is_body = !charter.community.body.is_empty();
        let (count, year) = (self.members.len(), self.year);
        let name = show::capital(&charter.community.called());
        let had = if is_body { "had" } else { "would have had" };
        let noun = if count == 1 { "member" } else { "members" };
        let opening = match count {
            0 => return format!("In {year} {} {had} no members.", charter.community.called()),
            _ => format!("{name} {had} {count} {noun} in {year}"),
        };
        match (&self.personnel, self.line.force) {
            (Some(personnel), _) => format!(
                "{opening}; they sent {} of the {} uniformed personnel of the United Nations ({}).",
                of(personnel.members[0]),
                of(personnel.all[0]),
                personnel.share().map_or("unknown".into(), percent)
            ),
            (None, Some(force)) => format!(
                "{opening}; who sent the {} uniformed personnel of the United Nations is not recorded by state.",
                persons(f64::from(force))
            ),
            (None, None) => {
                format!(
                    "{opening}; the record has no uniformed personnel of the United Nations in that year."
                )
            }
        }
    }

    /// Who of the members sat in the Council, in a sentence.
    pub fn in_council(&self, world: &World) -> String {
        let seats = [&self.council.permanent, &self.council.elected].map(|seats| self.members_of(seats));
        let names = |states: &[StateIx]| {
            show::and_list(&states.iter().map(|state| world.state(*state).name.clone()).collect::<Vec<_>>())
        };
        let part = |states: &[StateIx], kind: &str| match states {
            [] => format!("none of the {kind}"),
            states => format!("{} of the {kind} ({})", states.len(), names(states)),
        };
        let (permanent, elected) = (self.council.permanent.len(), self.council.elected.len());
        format!(
            "In the Security Council of {} members held {} and {}.",
            self.year,
            part(&seats[0], &format!("{permanent} permanent seats")),
            part(&seats[1], &format!("{elected} elected seats"))
        )
    }

    /// What was decided and what was vetoed, in a sentence or two.
    pub fn decided(&self, world: &World) -> String {
        let resolutions = match self.line.resolutions {
            Some(1) => "The Council adopted one resolution".to_owned(),
            Some(count) => format!("The Council adopted {count} resolutions"),
            None => "How many resolutions the Council adopted is not recorded yet".to_owned(),
        };
        let (by_members, by_others) = self.vetoes_cast();
        let to = world.united_nations.vetoes_to();
        let vetoes = match self.drafts.len() {
            0 if self.year > i32::from(to.year()) => format!("; vetoes are recorded to {to}."),
            0 => "; no draft was vetoed.".to_owned(),
            1 => format!("; one draft was vetoed ({by_members} vetoes by members, {by_others} by others)."),
            count => format!(
                "; {count} drafts were vetoed ({by_members} vetoes by members, {by_others} by others)."
            ),
        };
        format!("{resolutions}{vetoes}")
    }

    /// Which mandates the community would have been refused, as far as the record says.
    pub fn mandates(&self) -> String {
        if self.drafts.is_empty() {
            return "No mandate was refused by a veto.".to_owned();
        }
        let count = |wanted: Standing| self.drafts.iter().filter(|draft| draft.standing() == wanted).count();
        let (refused, later) = (count(Standing::Refused), count(Standing::Later));
        let listed = match (refused, later) {
            (0, 0) => "None of the vetoed drafts is listed as a mandate".to_owned(),
            (0, later) => format!(
                "Listed as mandates: {later}, and for each something was decided in its place or later"
            ),
            (refused, 0) => format!("Listed as mandates and refused: {refused}"),
            (refused, later) => {
                format!("Listed as mandates and refused: {refused}; decided otherwise or later: {later}")
            }
        };
        let quiet = count(Standing::Nothing);
        let quiet = match quiet {
            0 => ".".to_owned(),
            _ => format!(
                ". In {quiet} more, on a situation, no mission was there or began within a year; whether one was asked for the record does not say."
            ),
        };
        listed + &quiet
    }
}

/// What the record can say of refused mandates, and what not.
pub const LIMITS: &str = "A vetoed draft is not always a mandate, and the tables hold no texts: the mandates are a list of this project, drafts that never came to a vote are in no table, and vetoes of amendments are not counted.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_grouped_and_shares_short() {
        assert_eq!([0.0, 999.5, 100_313.4, -1234.0].map(persons), ["0", "1,000", "100,313", "−1,234"]);
        assert_eq!([0.0, 0.0432, 0.0994, 0.0996, 0.55].map(percent), ["0%", "4.3%", "9.9%", "10%", "55%"]);
    }
}
