//! The facts on which acts are decided. From the world when an act is decided first; from the event when it is decided
//! again, so that a replay needs no world data. Whatever is asked is noted, and stands in the event.

mod council;

use charter::{Charter, condition, condition::columns::Panel};
use serde::{Deserialize, Serialize};
use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use world::{StateIx, World};

pub use council::Council;

/// A fact: what a name says of a state (or of the world) in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The state's code, or `world`.
    pub of: String,
    /// What was asked: an indicator, `groups`, `born`, …
    pub name: String,
    /// The year; nought where it does not depend on one.
    pub year: i32,
    /// The answer.
    pub value: Value,
    /// The year that the value is from, where it was carried forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i32>,
    /// The edition of its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vintage: Option<String>,
}

/// What a fact says. Numbers are texts, so that they are exact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// There is no value: missing stays missing.
    Missing(()),
    /// A number or a text.
    Text(String),
    /// Names, in order.
    Names(Vec<String>),
}

/// Where facts come from.
pub enum Facts<'a> {
    /// The world as measured.
    World(&'a Known<'a>),
    /// An event of the record.
    Recorded(&'a [Fact]),
}

/// The world with its indices, made once.
pub struct Known<'a> {
    world: &'a World,
    states: HashMap<&'a str, StateIx>,
}

impl<'a> Known<'a> {
    /// Indexes a world.
    pub fn new(world: &'a World) -> Self {
        let states = world.state_ixs().map(|ix| (world.state(ix).code.as_str(), ix)).collect();
        Self { world, states }
    }

    /// The world.
    pub fn world(&self) -> &'a World {
        self.world
    }
}

type Key = (String, String, i32);

/// A decision's questions: answers from [`Facts`], as a charter reads them, and notes each.
pub struct Asking<'a> {
    facts: &'a Facts<'a>,
    charter: &'a Charter,
    panel: OnceCell<Panel<'a>>,
    recorded: HashMap<(&'a str, &'a str, i32), &'a Fact>,
    noted: RefCell<BTreeMap<Key, Fact>>,
}

/// For how many earlier years a weight may stand in where the year has none: a member must have one to vote by weight.
const WEIGHT_CARRY: i32 = 30;

impl<'a> Asking<'a> {
    /// Questions under a charter.
    pub fn new(facts: &'a Facts<'a>, charter: &'a Charter) -> Self {
        let recorded = match facts {
            Facts::Recorded(facts) => {
                facts.iter().map(|fact| ((fact.of.as_str(), fact.name.as_str(), fact.year), fact)).collect()
            }
            Facts::World(_) => HashMap::new(),
        };
        Self { facts, charter, panel: OnceCell::new(), recorded, noted: RefCell::default() }
    }

    /// Questions of the same facts under another charter; what is asked there is noted there.
    pub(crate) fn anew<'b>(&self, charter: &'b Charter) -> Asking<'b>
    where
        'a: 'b,
    {
        Asking::new(self.facts, charter)
    }

    /// Notes what was asked elsewhere.
    pub(crate) fn note(&self, facts: Vec<Fact>) {
        let mut noted = self.noted.borrow_mut();
        for fact in facts {
            noted.entry((fact.of.clone(), fact.name.clone(), fact.year)).or_insert(fact);
        }
    }

    /// Everything that was asked, in order of state, name and year.
    pub fn noted(&self) -> Vec<Fact> {
        self.noted.take().into_values().collect()
    }

    fn ask(&self, of: &str, name: &str, year: i32, answer: impl FnOnce(&Known<'a>) -> Answer) -> Value {
        let key = (of.to_owned(), name.to_owned(), year);
        if let Some(fact) = self.noted.borrow().get(&key) {
            return fact.value.clone();
        }
        let fact = match self.facts {
            Facts::World(known) => {
                let Answer { value, from, vintage } = answer(known);
                Fact { of: key.0.clone(), name: key.1.clone(), year, value, from, vintage }
            }
            Facts::Recorded(_) => match self.recorded.get(&(of, name, year)) {
                Some(fact) => (*fact).clone(),
                // Not in the event: noted as missing, so that the decision made again differs from the record.
                None => Fact {
                    of: key.0.clone(),
                    name: key.1.clone(),
                    year,
                    value: Value::Missing(()),
                    from: None,
                    vintage: None,
                },
            },
        };
        let value = fact.value.clone();
        self.noted.borrow_mut().insert(key, fact);
        value
    }

    fn panel(&self, known: &Known<'a>) -> &Panel<'a> {
        self.panel.get_or_init(|| Panel::new(self.charter, known.world))
    }

    /// The year judged: the last that the data of every criterion cover.
    pub fn latest_year(&self) -> Option<i32> {
        let value = self.ask("world", "latest_year", 0, |known| {
            Answer::text(self.charter.latest_year(known.world).to_string())
        });
        text(value)?.parse().ok()
    }

    /// What is wrong with a charter's text in the light of the world: the first error that `koinon check` finds.
    pub fn charter_error(&self, file: &str) -> Option<String> {
        let value = self.ask("world", "charter_error", 0, |known| {
            let findings = charter::look(file, known.world);
            let error = findings.iter().find(|found| found.severity == charter::Severity::Error);
            error.map_or(Answer::missing(), |found| Answer::text(found.says.clone()))
        });
        text(value)
    }

    /// The name of a state that exists on 31 December of the last year of the data; nothing for another.
    pub fn state_name(&self, code: &str) -> Option<String> {
        let value = self.ask(code, "name", 0, |known| match known.states.get(code) {
            Some(ix) if known.world.state(*ix).exists_in(known.world.last_year) => {
                Answer::text(known.world.state(*ix).name.clone())
            }
            _ => Answer::missing(),
        });
        text(value)
    }

    /// The codes of the states that a group of the charter or the world has on 31 December of a year, in order.
    pub fn group(&self, name: &str, year: i32) -> Vec<String> {
        let value = self.ask("world", &format!("group:{name}"), year, |known| {
            let panel = self.panel(known);
            let members = known.world.state_ixs().filter(|ix| panel.in_group(name, *ix, year));
            let mut codes: Vec<_> = members.map(|ix| known.world.state(ix).code.clone()).collect();
            codes.sort();
            Answer { value: Value::Names(codes), from: None, vintage: None }
        });
        match value {
            Value::Names(codes) => codes,
            _ => Vec::new(),
        }
    }

    /// Is this column of a rule an indicator of the world? Otherwise it is a group.
    pub fn is_indicator(&self, column: &str) -> bool {
        let value = self.ask("world", &format!("column:{column}"), 0, |known| {
            let indicator = known.world.indicator_named(column).is_some();
            Answer::text(if indicator { "indicator" } else { "group" }.to_owned())
        });
        text(value).is_some_and(|kind| kind == "indicator")
    }

    /// A member's weight by an indicator: the whole part of its value in the year, or of its last one before.
    pub fn weight(&self, code: &str, indicator: &str, year: i32) -> Option<u64> {
        let value = self.ask(code, &format!("weight:{indicator}"), year, |known| {
            let (Some(state), Some(ix)) = (known.states.get(code), known.world.indicator_named(indicator))
            else {
                return Answer::missing();
            };
            let column = known.world.column(ix);
            let found = (0..=WEIGHT_CARRY).find_map(|back| Some((back, column.get(*state, year - back)?)));
            found.map_or(Answer::missing(), |(back, value)| Answer {
                value: Value::Text(value.to_string()),
                from: (back > 0).then_some(year - back),
                vintage: Some(known.world.indicator(ix).vintage.clone()),
            })
        });
        whole(&text(value)?).parse().ok()
    }

    /// A state's whole figures of so many years up to one, the oldest first; where a year has none, the last one before it.
    pub fn series(&self, code: &str, indicator: &str, year: i32, years: u8) -> Option<Vec<u64>> {
        let value = self.ask(code, &format!("series:{indicator}"), year, |known| {
            let (Some(state), Some(ix)) = (known.states.get(code), known.world.indicator_named(indicator))
            else {
                return Answer::missing();
            };
            let column = known.world.column(ix);
            let figure = |year: i32| (0..=WEIGHT_CARRY).find_map(|back| column.get(*state, year - back));
            let figures: Option<Vec<String>> = (0..i32::from(years))
                .rev()
                .map(|back| figure(year - back).map(|value| whole(&value.to_string()).to_owned()))
                .collect();
            figures.map_or(Answer::missing(), |figures| Answer {
                value: Value::Names(figures),
                from: None,
                vintage: None,
            })
        });
        match value {
            Value::Names(figures) => figures.iter().map(|figure| figure.parse().ok()).collect(),
            _ => None,
        }
    }

    /// A state's value of an indicator in the very year, as published; nothing is carried.
    pub fn figure(&self, code: &str, indicator: &str, year: i32) -> Option<String> {
        text(self.ask(code, &format!("figure:{indicator}"), year, |known| {
            let (Some(state), Some(ix)) = (known.states.get(code), known.world.indicator_named(indicator))
            else {
                return Answer::missing();
            };
            let value = known.world.column(ix).get(*state, year);
            value.map_or(Answer::missing(), |value| Answer {
                value: Value::Text(value.to_string()),
                from: None,
                vintage: Some(known.world.indicator(ix).vintage.clone()),
            })
        }))
    }

    /// The codes of the states in a region or subregion of the United Nations' scheme (M49), in order.
    pub fn region(&self, name: &str) -> Vec<String> {
        let value = self.ask("world", &format!("region:{name}"), 0, |known| {
            let states = known.world.state_ixs().map(|ix| known.world.state(ix));
            let within = states.filter(|state| {
                [&state.region, &state.subregion].into_iter().flatten().any(|region| region == name)
            });
            let mut codes: Vec<_> = within.map(|state| state.code.clone()).collect();
            codes.sort();
            Answer { value: Value::Names(codes), from: None, vintage: None }
        });
        match value {
            Value::Names(codes) => codes,
            _ => Vec::new(),
        }
    }

    /// The year of a state's latest birth up to a year, and the state that it continues.
    pub fn born(&self, code: &str, year: i32) -> (Option<i32>, Option<String>) {
        let born = self.ask(code, "born", year, |known| {
            let state = known.states.get(code).map(|ix| known.world.state(*ix));
            // A state that is not there at the end of the year is not judged in it.
            let born = state.filter(|state| state.exists_in(year)).and_then(|state| state.born(year));
            born.map_or(Answer::missing(), |born| Answer::text(born.to_string()))
        });
        let continues = self.ask(code, "continues", 0, |known| {
            let before = known.states.get(code).and_then(|ix| known.world.state(*ix).continues);
            before.map_or(Answer::missing(), |ix| Answer::text(known.world.state(ix).code.clone()))
        });
        (text(born).and_then(|born| born.parse().ok()), text(continues))
    }

    /// What a name of a condition says of a state in a year, as the charter reads it: `state.polyarchy`.
    pub fn of_state(&self, path: &str, code: &str, year: i32) -> condition::Fact {
        let name = path.split_once('.').map_or(path, |(_, name)| name);
        let fact = |known: &Known<'a>| {
            let Some(ix) = known.states.get(code) else { return Answer::missing() };
            let panel = self.panel(known);
            if let Some(indicator) = known.world.indicator_named(name) {
                return panel.read(name, *ix, year).map_or(Answer::missing(), |read| Answer {
                    value: Value::Text(read.value.to_string()),
                    from: read.carried_from,
                    vintage: Some(known.world.indicator(indicator).vintage.clone()),
                });
            }
            match panel.fact(&format!("state.{name}"), *ix, year) {
                condition::Fact::Text(text) => Answer::text(text),
                condition::Fact::Groups(groups) => {
                    Answer { value: Value::Names(groups.to_vec()), from: None, vintage: None }
                }
                _ => Answer::missing(),
            }
        };
        match name {
            "groups" => match self.ask(code, name, year, fact) {
                Value::Names(names) => condition::Fact::Groups(Arc::from(names)),
                _ => condition::Fact::Missing,
            },
            "code" => condition::Fact::Text(code.to_owned()),
            "region" => {
                text(self.ask(code, name, year, fact)).map_or(condition::Fact::Missing, condition::Fact::Text)
            }
            _ => number(self.ask(code, name, year, fact)),
        }
    }

    /// `world.states`, `world.population`, `world.gdp`.
    pub fn of_world(&self, path: &str, year: i32) -> condition::Fact {
        let name = path.split_once('.').map_or(path, |(_, name)| name);
        number(self.ask("world", name, year, |known| match self.panel(known).world_fact(path, year) {
            condition::Fact::Number(number) => {
                let (over, under) = number.terms();
                Answer::text(if under == 1 { over.to_string() } else { format!("{over}/{under}") })
            }
            _ => Answer::missing(),
        }))
    }
}

struct Answer {
    value: Value,
    from: Option<i32>,
    vintage: Option<String>,
}

impl Answer {
    fn text(text: String) -> Self {
        Self { value: Value::Text(text), from: None, vintage: None }
    }

    fn missing() -> Self {
        Self { value: Value::Missing(()), from: None, vintage: None }
    }
}

/// The part of a decimal before the point.
fn whole(decimal: &str) -> &str {
    decimal.split('.').next().unwrap_or(decimal)
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A number written as a decimal or a fraction.
fn number(value: Value) -> condition::Fact {
    let read = |text: String| -> Option<condition::Number> {
        match text.split_once('/') {
            Some((over, under)) => condition::Number::fraction(over.parse().ok()?, under.parse().ok()?),
            None => Some(text.parse::<world::Decimal>().ok()?.into()),
        }
    };
    text(value).and_then(read).map_or(condition::Fact::Missing, condition::Fact::Number)
}
