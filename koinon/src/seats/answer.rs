//! What `koinon seats` answers: a table, JSON, CSV.

use super::Task;
use crate::{
    data::{
        csv,
        table::{Side, table, wrapped},
    },
    output::grouped,
};
use serde_json::{Value, json};
use std::fmt;
use voting::seats::{Apportionment, Degression, Method, Paradoxes, SeatsError, Transfer};

/// A method's answer.
pub struct Column {
    pub method: Method,
    pub found: Apportionment,
    pub degression: Option<Degression>,
    pub paradoxes: Option<Paradoxes>,
}

/// A method that has no answer, while another has.
pub struct Missing {
    pub method: Method,
    pub error: SeatsError,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no answer: {}; {}", self.method, self.error, self.error.help())
    }
}

/// The answers of all methods asked for.
pub struct Answer<'a> {
    pub task: &'a Task,
    /// At least one.
    pub columns: &'a [Column],
    pub missing: &'a [Missing],
    /// Was a later census given?
    pub later: bool,
}

impl Answer<'_> {
    fn name(&self, player: usize) -> &str {
        &self.task.names[player]
    }

    fn names(&self, players: &[usize]) -> String {
        let names: Vec<&str> = players.iter().map(|player| self.name(*player)).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    /// The methods as columns of the table, those without an answer last.
    fn methods(&self) -> Vec<String> {
        let done = self.columns.iter().map(|column| column.method);
        done.chain(self.missing.iter().map(|missing| missing.method))
            .map(|method| method.to_string())
            .collect()
    }

    /// The quota p N / P to three decimals, rounded down.
    fn quota(&self, player: usize) -> String {
        let total: u128 = self.task.weights.iter().map(|weight| u128::from(*weight)).sum();
        let thousandths = u128::from(self.task.weights[player]) * u128::from(self.task.seats) * 1000 / total;
        format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
    }

    pub fn human(&self) -> String {
        let Task { title, seats, by, names, weights, notes, .. } = self.task;
        let mut out = format!("{seats} seats among {} by {by}: {title}\n\n", players(names.len()));
        let methods = self.methods();
        let mut header = vec![("player", Side::Left), (by.as_str(), Side::Right), ("quota", Side::Right)];
        header.extend(methods.iter().map(|method| (method.as_str(), Side::Right)));
        let tied = |column: &Column, at: usize| {
            column.found.ties.iter().any(|tie| tie.players.binary_search(&at).is_ok())
        };
        let row = |at: usize| {
            let mut row = vec![names[at].clone(), grouped(weights[at]), self.quota(at)];
            // A mark beside a number would put it out of line, so whoever has none has a blank.
            row.extend(self.columns.iter().map(|column| {
                let mark = if tied(column, at) {
                    "*"
                } else if column.found.ties.is_empty() {
                    ""
                } else {
                    " "
                };
                format!("{}{mark}", column.found.seats[at])
            }));
            row.extend(self.missing.iter().map(|_| "–".to_owned()));
            row
        };
        let rows: Vec<Vec<String>> = (0..names.len()).map(row).collect();
        out.push_str(&table(&header, &rows, 0));
        let mut say = |text: String| {
            out.push('\n');
            out.push_str(&wrapped(&text, 100, 0));
        };
        for column in self.columns {
            for text in self.remarks(column) {
                say(if methods.len() > 1 { format!("{}: {text}", column.method) } else { capital(&text) });
            }
        }
        for missing in self.missing {
            say(format!("{missing}."));
        }
        for note in notes {
            say(note.clone());
        }
        out
    }

    /// Ties, exponent, degression and paradoxes of a method, a sentence each.
    fn remarks(&self, column: &Column) -> Vec<String> {
        let mut out = Vec::new();
        for tie in &column.found.ties {
            let seats = if tie.seats == 1 { "one seat".into() } else { format!("{} seats", tie.seats) };
            out.push(format!(
                "* a tie: {seats} among {}, whose claims are equal. The table serves the first of them; the method \
                 does not say whom.",
                self.names(&tie.players)
            ));
        }
        if let Some((base, min)) = self.base(column.method) {
            let bounds = match (column.method, self.task.bounds.max) {
                (_, Some(max)) => format!("at least {min} and at most {max}."),
                (Method::Cambridge, None) => format!("at least {min}; without --max nobody is capped. {CAP}"),
                (_, None) => format!("at least {min}."),
            };
            out.push(format!("a base of {base} each, {bounds}"));
        }
        if let Some(exponent) = column.found.exponent {
            out.push(format!(
                "the weights were taken to the power of {}.{:04}.",
                exponent / 10_000,
                exponent % 10_000
            ));
        }
        if let Some(degression) = &column.degression {
            let before = if degression.before_rounding { "hold" } else { "do not hold" };
            out.push(match degression.violations.as_slice() {
                [] => format!("degressively proportional, and the shares before rounding {before} to it."),
                pairs => {
                    let pair = |(larger, smaller)| format!("{} against {}", self.name(larger), self.name(smaller));
                    let pairs = pairs.iter().map(|found| pair((found.larger, found.smaller)));
                    format!(
                        "not degressively proportional after rounding: {}. The shares before rounding {before} to it.",
                        pairs.collect::<Vec<_>>().join("; ")
                    )
                }
            });
        }
        if let Some(paradoxes) = &column.paradoxes {
            out.extend(self.paradoxes(paradoxes));
        }
        out
    }

    /// The base of a method that has one, and the minimum.
    fn base(&self, method: Method) -> Option<(u64, u64)> {
        let bounds = self.task.bounds;
        Some((method.base(bounds)?, bounds.min.unwrap_or(method.least())))
    }

    fn paradoxes(&self, found: &Paradoxes) -> Vec<String> {
        let mut out = Vec::new();
        for (house, losers) in found.house.iter().take(MOST) {
            let who = self.names(losers);
            out.push(format!("house paradox: from {house} to {} seats {who} would lose.", house + 1));
        }
        let passes = |transfer: &Transfer, because: &str| {
            format!(
                "{because}, and a seat passes from {} to {}.",
                self.name(transfer.from),
                self.name(transfer.to)
            )
        };
        for transfer in found.population.iter().take(MOST) {
            out.push(match self.later {
                true => format!(
                    "population paradox: {} grew at least as fast as {}, and lost a seat while that one gained.",
                    self.name(transfer.from),
                    self.name(transfer.to)
                ),
                false => passes(
                    transfer,
                    &format!("population paradox: let {} alone grow by a hundredth", self.name(transfer.cause)),
                ),
            });
        }
        for transfer in found.new_state.iter().take(MOST) {
            let leaves = format!("new-state paradox: let {} leave with its seats", self.name(transfer.cause));
            out.push(passes(transfer, &leaves));
        }
        for outside in found.quota.iter().take(MOST) {
            out.push(format!(
                "quota: {} has {} seats, outside {} to {}.",
                self.name(outside.player),
                outside.seats,
                outside.lower,
                outside.upper
            ));
        }
        let all = [found.house.len(), found.population.len(), found.new_state.len(), found.quota.len()];
        let more: usize = all.into_iter().map(|count| count.saturating_sub(MOST)).sum();
        if more > 0 {
            out.push(format!("and {more} more of these; `--json` has them all."));
        }
        if found.is_empty() {
            out.push("no paradox was found.".into());
        }
        out
    }

    pub fn json(&self) -> Value {
        let Task { seats, by, bounds, notes, .. } = self.task;
        let (mut out, min, mut notes) = match (self.columns, self.missing) {
            ([only], []) => {
                let min = self.base(only.method).map(|(_, min)| min);
                (self.column_json(only), min.or(bounds.min), notes.clone())
            }
            (columns, missing) => {
                let columns = columns.iter().map(|column| self.column_json(column));
                let missing = missing.iter().map(|Missing { method, error }| {
                    json!({ "method": method.to_string(), "error": error.to_string(), "help": error.help() })
                });
                let methods: Vec<Value> = columns.chain(missing).collect();
                (json!({ "methods": methods }), bounds.min, notes.clone())
            }
        };
        let uncapped = |column: &Column| column.method == Method::Cambridge && bounds.max.is_none();
        if self.columns.iter().any(uncapped) {
            notes.push(format!("cambridge: without --max nobody is capped. {CAP}"));
        }
        if let Some(map) = out.as_object_mut() {
            let rest = json!({
                "by": by, "house": seats, "min": min, "max": bounds.max, "notes": notes,
            });
            map.extend(rest.as_object().cloned().unwrap_or_default());
        }
        out
    }

    fn column_json(&self, column: &Column) -> Value {
        let seats: Vec<Value> = (0..self.task.names.len())
            .map(|at| {
                json!({
                    "player": self.name(at),
                    "seats": column.found.seats[at],
                    "weight": self.task.weights[at].to_string(),
                    "quota": self.quota(at),
                })
            })
            .collect();
        let list = |players: &[usize]| players.iter().map(|player| self.name(*player)).collect::<Vec<_>>();
        let ties =
            column.found.ties.iter().map(|tie| json!({ "players": list(&tie.players), "seats": tie.seats }));
        let mut out = json!({
            "method": column.method.to_string(),
            "seats": seats,
            "ties": ties.collect::<Vec<_>>(),
        });
        if let Some((base, min)) = self.base(column.method) {
            out["base"] = json!(base);
            out["min"] = json!(min);
        }
        if let Some(exponent) = column.found.exponent {
            out["exponent"] = json!(f64::from(exponent) / 10_000.0);
        }
        if let Some(degression) = &column.degression {
            let pair = |found: &voting::seats::Violation| json!({ "larger": self.name(found.larger), "smaller": self.name(found.smaller) });
            out["degressive"] = json!({
                "after_rounding": degression.violations.is_empty(),
                "before_rounding": degression.before_rounding,
                "violations": degression.violations.iter().map(pair).collect::<Vec<_>>(),
            });
        }
        if let Some(found) = &column.paradoxes {
            let transfer = |one: &Transfer| json!({ "cause": self.name(one.cause), "from": self.name(one.from), "to": self.name(one.to) });
            out["paradoxes"] = json!({
                "house": found.house.iter().map(|(house, losers)| json!({ "seats": house, "losers": list(losers) }))
                    .collect::<Vec<_>>(),
                "population": found.population.iter().map(transfer).collect::<Vec<_>>(),
                "new_state": found.new_state.iter().map(transfer).collect::<Vec<_>>(),
                "quota": found.quota.iter().map(|outside| json!({
                    "player": self.name(outside.player), "seats": outside.seats,
                    "lower": outside.lower, "upper": outside.upper,
                })).collect::<Vec<_>>(),
            });
        }
        out
    }

    pub fn csv(&self) -> String {
        let methods = self.methods();
        let mut header = vec!["player", self.task.by.as_str(), "quota"];
        header.extend(methods.iter().map(String::as_str));
        let row = |at: usize| {
            let mut row = vec![self.name(at).to_owned(), self.task.weights[at].to_string(), self.quota(at)];
            row.extend(self.columns.iter().map(|column| column.found.seats[at].to_string()));
            row.extend(self.missing.iter().map(|_| String::new()));
            row
        };
        csv(&header, (0..self.task.names.len()).map(row))
    }
}

/// What the method as published has and this answer has not.
const CAP: &str = "The published Compromise caps at 96.";

/// How many findings of one kind are said.
const MOST: usize = 5;

fn players(count: usize) -> String {
    if count == 1 { "one player".into() } else { format!("{count} players") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
