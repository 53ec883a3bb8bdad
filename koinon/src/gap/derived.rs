//! What the record and a planning assumption give: so many of a member's troops, at what a soldier costs its state.

use super::{GapArgs, asked::Asked};
use crate::community::{Community, whole};
use forces::Pledge;
use std::{collections::BTreeMap, process::ExitCode};

/// The kind of capability that the record knows of.
pub const TROOPS: &str = "troops";

/// Where the assumption comes from.
pub const SOURCE: &str = "NATO's usability targets for land forces, agreed at Istanbul in June 2004: 40% deployable, 8% \
     deployed at any one time (American Forces Press Service, 28 June 2004)";

/// What members could bring.
pub struct Derived {
    /// One pledge of troops for each member that has some.
    pub pledges: Vec<Pledge>,
    /// Active troops of each member.
    pub personnel: BTreeMap<String, u64>,
    /// What is to be said of it.
    pub notes: Vec<String>,
}

impl Derived {
    /// Reads the record.
    pub fn new(
        community: &Community,
        args: &GapArgs,
        asked: &Asked,
        left_out: Vec<String>,
    ) -> Result<Self, ExitCode> {
        let personnel = community.figures("military_personnel", community.year)?;
        let spent = community.figures("military_expenditure", community.year)?;
        let mut derived = Self { pledges: Vec::new(), personnel: BTreeMap::new(), notes: Vec::new() };
        for ((member, troops), spent) in
            community.names().into_iter().zip(&personnel.values).zip(&spent.values)
        {
            let (troops, spent) = (whole(*troops), whole(*spent));
            let sustained = troops * args.share / 100;
            // A rotation may send more at once than it keeps there; a single generation may not.
            let units = if args.months.is_some() { troops * args.deployable / 100 } else { sustained };
            if units > 0 {
                derived.pledges.push(Pledge {
                    member: member.clone(),
                    kind: TROOPS.into(),
                    units,
                    lot: args.lot.min(units),
                    unit_cost: spent / troops.max(1),
                    sustained: args.months.is_some().then_some(sustained),
                    ..Pledge::default()
                });
            }
            derived.personnel.insert(member, troops);
        }
        derived.notes(community, asked, args, left_out);
        derived.carried(&[personnel.carried, spent.carried].concat());
        Ok(derived)
    }

    /// Years that stand in for the year asked for.
    fn carried(&mut self, carried: &[String]) {
        if !carried.is_empty() {
            self.notes.push(format!("Earlier figures stand in for: {}.", carried.join(", ")));
        }
    }

    fn notes(&mut self, community: &Community, asked: &Asked, args: &GapArgs, left_out: Vec<String>) {
        let what = if args.months.is_some() {
            format!("{}% of its active troops at once and {}% without end", args.deployable, args.share)
        } else {
            format!("{}% of its active troops", args.share)
        };
        let own = args.share != 8 || (args.months.is_some() && args.deployable != 40);
        let source = if own { "as asked".to_owned() } else { format!("after {SOURCE}") };
        let whose = if args.pledges.is_some() {
            "An assumption, not data, which names who could close a gap in troops"
        } else {
            "An assumption, not data"
        };
        self.notes.push(format!(
            "{whose}: a member can bring {what}, in lots of {}, {source}; here it is taken of all services.",
            args.lot
        ));
        let (troops, spending) =
            (community.source("military_personnel"), community.source("military_expenditure"));
        self.notes.push(if args.pledges.is_some() {
            format!("Data: {troops}.")
        } else {
            format!(
                "Data: {troops}; {spending}. A soldier costs what the state spends on its forces in a year, divided by \
                 their number."
            )
        });
        let needs = &asked.requirement.needs;
        let others: Vec<&str> =
            needs.iter().map(|need| need.kind.as_str()).filter(|kind| *kind != TROOPS).collect();
        if !others.is_empty() && args.pledges.is_none() {
            self.notes.push(format!(
                "The record knows of troops only, not of {}: declare what there is with --pledges.",
                others.join(", ")
            ));
        }
        let troops = || needs.iter().filter(|need| need.kind == TROOPS);
        let mut unknown = Vec::new();
        unknown
            .extend(troops().any(|need| need.within_days.is_some()).then_some("readiness (taken as ready)"));
        unknown
            .extend(troops().any(|need| !need.languages.is_empty()).then_some("languages (taken as none)"));
        unknown
            .extend((asked.requirement.women_permille > 0).then_some("women in the forces (taken as none)"));
        if !unknown.is_empty() && args.pledges.is_none() {
            self.notes.push(format!("Not on the record: {}.", unknown.join("; ")));
        }
        if !left_out.is_empty() {
            self.notes.push(format!("Left out, for want of figures: {}.", left_out.join(", ")));
        }
    }

    /// Troops of a member that the assumption gives beyond those pledged, largest first.
    pub fn unpledged(&self, pledges: &[Pledge]) -> Vec<(&str, u64)> {
        let pledged = |member: &str| -> u64 {
            let own = pledges.iter().filter(|pledge| pledge.member == member && pledge.kind == TROOPS);
            own.map(|pledge| pledge.units).sum()
        };
        let left = self
            .pledges
            .iter()
            .map(|pledge| (pledge.member.as_str(), pledge.units.saturating_sub(pledged(&pledge.member))));
        let mut left: Vec<(&str, u64)> = left.filter(|(_, units)| *units > 0).collect();
        left.sort_by_key(|(member, units)| (std::cmp::Reverse(*units), *member));
        left
    }
}
