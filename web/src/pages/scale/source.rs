//! Who shares a budget, and their figures: from a table, or from a charter's members on the record.

use super::{asked::Asked, computed::Computed};
use crate::{facts::Facts, paste, paste::Wrong};
use charter::{budget::fraction, figures::figures, nearest, show::and_list};
use voting::scale::{Fraction, table};
use world::StateIx;

/// Where members and figures come from.
pub struct Source<'a> {
    /// The record.
    pub facts: &'a Facts,
    /// What is asked.
    pub asked: &'a Asked<'a>,
}

impl Source<'_> {
    /// The members' figures in each column; members without are left out, and named.
    pub fn columns(&self, names: &[&str], out: &mut Computed) -> Result<Vec<Vec<Fraction>>, Vec<Wrong>> {
        let one_each = |name: &&str| matches!(*name, "states" | "members" | "equal");
        if let Some(players) = &self.asked.players {
            out.names = players.names().map(str::to_owned).collect();
            let read = |name: &&str| match one_each(name) && players.find(name).is_none() {
                true => Ok(vec![Fraction::whole(1); players.len()]),
                false => players.read(name, table::figure).map_err(|faults| paste::wrong(&faults)),
            };
            return names.iter().map(read).collect();
        }
        let Some((judged, year, members)) = &self.asked.community else { return Err(Vec::new()) };
        let world = self.facts.world;
        let mut columns: Vec<Vec<Option<Fraction>>> = Vec::new();
        for name in names {
            if one_each(name) {
                columns.push(vec![Some(Fraction::whole(1)); members.len()]);
                continue;
            }
            if world.indicator_named(name).is_none() {
                let known = world.indicators.iter().map(|indicator| indicator.name.as_str());
                let help = nearest::nearest(name, known).map_or_else(
                    || "take one that /sources lists, such as `gdp`".into(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(vec![Wrong::new("key", format!("no indicator is called `{name}`"), help)]);
            }
            let found = figures(&judged.charter, world, members, name, *year);
            self.carried(
                &found.carried.iter().map(|(state, from)| (*state, *year, *from)).collect::<Vec<_>>(),
                out,
            );
            columns.push(
                found.values.into_iter().map(|value| value.and_then(|value| fraction(value, 1))).collect(),
            );
        }
        let known = |place: usize| columns.iter().all(|column| column[place].is_some());
        let kept: Vec<usize> = (0..members.len()).filter(|place| known(*place)).collect();
        let left: Vec<StateIx> =
            (0..members.len()).filter(|place| !known(*place)).map(|place| members[place]).collect();
        self.without(&left, names, out);
        self.take(&kept.iter().map(|place| members[*place]).collect::<Vec<_>>(), out)?;
        Ok(columns
            .into_iter()
            .map(|column| kept.iter().filter_map(|place| column[*place].clone()).collect())
            .collect())
    }

    /// Puts down who the members are.
    pub fn take(&self, members: &[StateIx], out: &mut Computed) -> Result<(), Vec<Wrong>> {
        if members.is_empty() {
            return Err(vec![Wrong::new(
                "year",
                "the record has no figures of any member in that year",
                "choose another year; GDP is known from 1960 on",
            )]);
        }
        out.states = members.to_vec();
        out.names = members.iter().map(|state| self.facts.world.state(*state).name.clone()).collect();
        Ok(())
    }

    pub fn without(&self, left: &[StateIx], names: &[&str], out: &mut Computed) {
        if !left.is_empty() {
            let left: Vec<String> =
                left.iter().map(|state| self.facts.world.state(*state).name.clone()).collect();
            out.notes.push(format!(
                "Left out, for want of {} on the record: {}.",
                names.join(" or "),
                and_list(&left)
            ));
        }
    }

    pub fn carried(&self, carried: &[(StateIx, i32, i32)], out: &mut Computed) {
        let said: Vec<String> = carried
            .iter()
            .map(|(state, year, from)| format!("{} ({from} for {year})", self.facts.world.state(*state).name))
            .collect();
        match said.as_slice() {
            [] => {}
            few if few.len() <= 6 => out.notes.push(format!("An earlier year stands in: {}.", and_list(few))),
            many => out.notes.push(format!(
                "In {} places an earlier year stands in, such as {}.",
                many.len(),
                many[..3].join(", ")
            )),
        }
    }
}
