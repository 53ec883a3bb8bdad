//! Membership as tables for programs and spreadsheets: what the command line prints and the site gives to download.

use super::{Evidence, History, Record, Test, evidence};
use crate::law::Charter;
use serde_json::{Map, Value, json};
use world::{FIRST_YEAR, StateIx, World};

/// A charter, its name, and its verdicts on a world.
#[derive(Clone, Copy, Debug)]
pub struct Judgement<'a> {
    /// The name of the charter, as asked for.
    pub name: &'a str,
    /// What it says.
    pub charter: &'a Charter,
    /// The world.
    pub world: &'a World,
    /// Every verdict.
    pub record: &'a Record,
}

impl Judgement<'_> {
    /// These states in a year: whether each qualifies, its standing, and each criterion with the values used and
    /// those missing.
    pub fn members_json(&self, history: &History, states: &[StateIx], year: i32) -> Value {
        let states: Vec<_> = states.iter().map(|state| self.member(history, *state, year)).collect();
        json!({ "charter": self.name, "year": year, "states": states })
    }

    fn member(&self, history: &History, state: StateIx, year: i32) -> Value {
        let criterion = |(place, test): (usize, &Test<'_>)| {
            let Evidence { values, missing, .. } = evidence(self.charter, self.world, test, state, year);
            let verdict = self.record.verdict(place, state, year);
            json!({ "id": test.id, "verdict": verdict, "values": values, "missing": missing })
        };
        let criteria: Vec<_> = self.charter.tests().iter().enumerate().map(criterion).collect();
        json!({
            "state": self.world.state(state).code,
            "name": self.world.state(state).name,
            "qualifies": self.record.qualifies(state, year),
            "standing": history.standing(self.record, state, year),
            "since": history.member_since(state, year),
            "criteria": criteria,
        })
    }

    /// The same without the values: a row a state, a column a criterion.
    pub fn members_csv(&self, history: &History, states: &[StateIx], year: i32) -> String {
        let tests = self.charter.tests();
        let mut out = String::from("state,name,year,qualifies,standing,since");
        for test in &tests {
            out.push_str(&format!(",{}", test.id));
        }
        out.push('\n');
        for state in states {
            let of = self.world.state(*state);
            let since = history.member_since(*state, year).map(|since| since.to_string()).unwrap_or_default();
            let qualifies = self.record.qualifies(*state, year);
            let standing = history.standing(self.record, *state, year);
            out.push_str(&format!("{},{},{year},{qualifies},{standing},{since}", of.code, quoted(&of.name)));
            for place in 0..tests.len() {
                out.push_str(&format!(",{}", self.record.verdict(place, *state, year)));
            }
            out.push('\n');
        }
        out
    }

    /// One state's verdicts in every year of its existence up to `last`.
    pub fn state_json(&self, state: StateIx, last: i32) -> Value {
        let tests = self.charter.tests();
        let year = |year: i32| {
            let verdict = |(place, test): (usize, &Test<'_>)| {
                (test.id.to_owned(), json!(self.record.verdict(place, state, year)))
            };
            let criteria: Map<String, Value> = tests.iter().enumerate().map(verdict).collect();
            json!({ "year": year, "qualifies": self.record.qualifies(state, year), "criteria": criteria })
        };
        let years: Vec<_> = self.years(state, last).map(year).collect();
        let of = self.world.state(state);
        json!({ "charter": self.name, "state": of.code, "name": of.name, "years": years })
    }

    /// The same: a row a year, a column a criterion.
    pub fn state_csv(&self, state: StateIx, last: i32) -> String {
        let tests = self.charter.tests();
        let heads: String = tests.iter().map(|test| format!(",{}", test.id)).collect();
        let mut out = format!("year,qualifies{heads}\n");
        for year in self.years(state, last) {
            out.push_str(&format!("{year},{}", self.record.qualifies(state, year)));
            for place in 0..tests.len() {
                out.push_str(&format!(",{}", self.record.verdict(place, state, year)));
            }
            out.push('\n');
        }
        out
    }

    fn years(&self, state: StateIx, last: i32) -> impl Iterator<Item = i32> + '_ {
        (FIRST_YEAR..=last).filter(move |year| self.world.state(state).exists_in(*year))
    }
}

/// A field of a CSV file, in quotes where it must be.
fn quoted(text: &str) -> String {
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
