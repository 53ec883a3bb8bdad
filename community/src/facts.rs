//! The facts on which acts are decided. From the world when an act is decided first; from the event when it is decided
//! again, so that a replay needs no world data. Whatever is asked is noted, and stands in the event.

mod asking;
mod council;

pub use asking::Asking;

use charter::condition;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use world::{IndicatorIx, StateIx, World};

pub use council::Council;
pub(crate) use council::OPEN;

/// A fact: what a name says of a state (or of the world) in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The state's code, or `world`.
    pub of: Arc<str>,
    /// What was asked: an indicator, `groups`, `born`, …
    pub name: Arc<str>,
    /// The year; nought where it does not depend on one.
    pub year: i32,
    /// The answer.
    pub value: Value,
    /// The year that the value is from, where it was carried forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i32>,
    /// The edition of its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vintage: Option<Arc<str>>,
}

impl Fact {
    fn key(&self) -> Key<'_> {
        (&self.of, &self.name, self.year)
    }
}

/// What a fact says. Numbers are texts, so that they are exact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// There is no value: missing stays missing.
    Missing(()),
    /// A number or a text.
    Text(Arc<str>),
    /// Names, in order.
    Names(Arc<[String]>),
}

/// Where facts come from.
pub enum Facts<'a> {
    /// The world as measured.
    World(&'a Known<'a>),
    /// An event of the record, in the order in which events have them.
    Recorded(&'a [Fact]),
}

/// The world with its indices, made once.
pub struct Known<'a> {
    world: &'a World,
    states: HashMap<&'a str, StateIx>,
    /// Every state's weight by an indicator in a year, made when first asked for: a vote by weight asks for all of them.
    weights: Mutex<HashMap<(u16, i32), Column>>,
}

/// The fact on each state of the world, and the weight that it says, in the order of states.
type Column = Arc<[(Fact, Option<u64>)]>;

impl<'a> Known<'a> {
    /// Indexes a world.
    pub fn new(world: &'a World) -> Self {
        let states = world.state_ixs().map(|ix| (world.state(ix).code.as_str(), ix)).collect();
        Self { world, states, weights: Mutex::default() }
    }

    /// The world.
    pub fn world(&self) -> &'a World {
        self.world
    }

    fn weights(&self, ix: IndicatorIx, name: &str, year: i32) -> Column {
        let mut weights = self.weights.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(weights.entry((ix.0, year)).or_insert_with(|| weighed(self.world, ix, name, year)))
    }
}

/// The whole part of each state's value in the year, or of its last one before.
fn weighed(world: &World, ix: IndicatorIx, name: &str, year: i32) -> Column {
    let (column, name) = (world.column(ix), Arc::<str>::from(name));
    let vintage = Arc::<str>::from(world.indicator(ix).vintage.as_str());
    let fact = |state: StateIx| {
        let found = (0..=WEIGHT_CARRY).find_map(|back| Some((back, column.get(state, year - back)?)));
        let answer = found.map_or(Answer::missing(), |(back, value)| Answer {
            from: (back > 0).then_some(year - back),
            vintage: Some(Arc::clone(&vintage)),
            ..Answer::text(value.to_string())
        });
        let fact = answer.fact(world.state(state).code.as_str().into(), Arc::clone(&name), year);
        let weight = weight(&fact.value);
        (fact, weight)
    };
    world.state_ixs().map(fact).collect()
}

/// Of whom, what, in which year.
type Key<'k> = (&'k str, &'k str, i32);

/// For how many earlier years a weight may stand in where the year has none: a member must have one to vote by weight.
const WEIGHT_CARRY: i32 = 30;

struct Answer {
    value: Value,
    from: Option<i32>,
    vintage: Option<Arc<str>>,
}

impl Answer {
    fn text(text: String) -> Self {
        Self { value: Value::Text(text.into()), from: None, vintage: None }
    }

    fn names(names: Vec<String>) -> Self {
        Self { value: Value::Names(names.into()), from: None, vintage: None }
    }

    fn missing() -> Self {
        Self { value: Value::Missing(()), from: None, vintage: None }
    }

    fn fact(self, of: Arc<str>, name: Arc<str>, year: i32) -> Fact {
        let Self { value, from, vintage } = self;
        Fact { of, name, year, value, from, vintage }
    }
}

/// Names, where the value is some.
fn names(value: &Value) -> Arc<[String]> {
    match value {
        Value::Names(names) => Arc::clone(names),
        _ => Arc::default(),
    }
}

/// The part of a decimal before the point.
fn whole(decimal: &str) -> &str {
    decimal.split('.').next().unwrap_or(decimal)
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// What a member counts for: the whole part of a figure.
fn weight(value: &Value) -> Option<u64> {
    whole(text(value)?).parse().ok()
}

/// A number written as a decimal or a fraction.
fn number(value: &Value) -> condition::Fact {
    let read = |text: &str| -> Option<condition::Number> {
        match text.split_once('/') {
            Some((over, under)) => condition::Number::fraction(over.parse().ok()?, under.parse().ok()?),
            None => Some(text.parse::<world::Decimal>().ok()?.into()),
        }
    };
    text(value).and_then(read).map_or(condition::Fact::Missing, condition::Fact::Number)
}
