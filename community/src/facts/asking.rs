//! What one decision asks: each answer is noted once, and stands in the event in order of state, name and year.

use super::{Answer, Fact, Facts, Key, Known, Value, WEIGHT_CARRY, names, number, text, weight, whole};
use charter::{Charter, condition, condition::columns::Panel};
use std::{
    cell::{Cell, OnceCell, RefCell},
    sync::Arc,
};

/// A decision's questions: answers from [`Facts`], as a charter reads them, and notes each.
pub struct Asking<'a> {
    pub(super) facts: &'a Facts<'a>,
    charter: &'a Charter,
    panel: OnceCell<Panel<'a>>,
    /// The place of the recorded fact that is probably asked next.
    next: Cell<usize>,
    noted: RefCell<Noted>,
}

/// What was asked, in order of state, name and year.
#[derive(Default)]
struct Noted {
    facts: Vec<Fact>,
    /// Behind the fact that was noted last: questions mostly come in order.
    next: usize,
}

impl Noted {
    /// The place of a fact, or the place where it belongs.
    fn place(&self, key: Key<'_>) -> Result<usize, usize> {
        let next = self.next;
        let behind = next == 0 || self.facts.get(next - 1).is_some_and(|fact| fact.key() < key);
        if behind && self.facts.get(next).is_none_or(|fact| key < fact.key()) {
            return Err(next);
        }
        self.facts.binary_search_by(|fact| fact.key().cmp(&key))
    }

    fn insert(&mut self, place: usize, fact: Fact) {
        self.facts.insert(place, fact);
        self.next = place + 1;
    }
}

impl<'a> Asking<'a> {
    /// Questions under a charter.
    pub fn new(facts: &'a Facts<'a>, charter: &'a Charter) -> Self {
        Self { facts, charter, panel: OnceCell::new(), next: Cell::new(0), noted: RefCell::default() }
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
            if let Err(place) = noted.place(fact.key()) {
                noted.insert(place, fact);
            }
        }
    }

    /// Everything that was asked, in order of state, name and year.
    pub fn noted(&self) -> Vec<Fact> {
        self.noted.take().facts
    }

    /// Asks, notes the answer, and reads it.
    pub(super) fn ask<T>(
        &self,
        (of, name, year): Key<'_>,
        answer: impl FnOnce(&Known<'a>) -> Answer,
        read: impl FnOnce(&Value) -> T,
    ) -> T {
        let place = match self.noted.borrow().place((of, name, year)) {
            Ok(place) => return read(&self.noted.borrow().facts[place].value),
            Err(place) => place,
        };
        let fact = match self.facts {
            Facts::World(known) => answer(known).fact(of.into(), name.into(), year),
            Facts::Recorded(facts) => self.recorded(facts, (of, name, year)),
        };
        let value = read(&fact.value);
        self.noted.borrow_mut().insert(place, fact);
        value
    }

    /// What the event says; where it says nothing, it is noted as missing, so that the decision made again differs from the
    /// record.
    fn recorded(&self, facts: &[Fact], key: Key<'_>) -> Fact {
        let next = self.next.get();
        let place = match facts.get(next) {
            Some(fact) if fact.key() == key => Ok(next),
            _ => facts.binary_search_by(|fact| fact.key().cmp(&key)),
        };
        match place {
            Ok(place) => {
                self.next.set(place + 1);
                facts[place].clone()
            }
            Err(_) => Answer::missing().fact(key.0.into(), key.1.into(), key.2),
        }
    }

    fn panel(&self, known: &Known<'a>) -> &Panel<'a> {
        self.panel.get_or_init(|| Panel::new(self.charter, known.world))
    }

    /// The year judged: the last that the data of every criterion cover.
    pub fn latest_year(&self) -> Option<i32> {
        let year = |known: &Known<'a>| Answer::text(self.charter.latest_year(known.world).to_string());
        self.ask(("world", "latest_year", 0), year, |value| text(value)?.parse().ok())
    }

    /// What is wrong with a charter's text in the light of the world: the first error that `koinon check` finds.
    pub fn charter_error(&self, file: &str) -> Option<String> {
        let error = |known: &Known<'a>| {
            let findings = charter::look(file, known.world);
            let error = findings.iter().find(|found| found.severity == charter::Severity::Error);
            error.map_or(Answer::missing(), |found| Answer::text(found.says.clone()))
        };
        self.ask(("world", "charter_error", 0), error, |value| text(value).map(str::to_owned))
    }

    /// The name of a state that exists on 31 December of the last year of the data; nothing for another.
    pub fn state_name(&self, code: &str) -> Option<String> {
        let name = |known: &Known<'a>| match known.states.get(code) {
            Some(ix) if known.world.state(*ix).exists_in(known.world.last_year) => {
                Answer::text(known.world.state(*ix).name.clone())
            }
            _ => Answer::missing(),
        };
        self.ask((code, "name", 0), name, |value| text(value).map(str::to_owned))
    }

    /// The codes of the states that a group of the charter or the world has on 31 December of a year, in order.
    pub fn group(&self, name: &str, year: i32) -> Arc<[String]> {
        let codes = |known: &Known<'a>| {
            let members = self.panel(known).group_in(name, year).into_iter();
            let mut codes: Vec<_> = members.map(|ix| known.world.state(ix).code.clone()).collect();
            codes.sort_unstable();
            codes.dedup();
            Answer::names(codes)
        };
        self.ask(("world", &format!("group:{name}"), year), codes, names)
    }

    /// Is this column of a rule an indicator of the world? Otherwise it is a group.
    pub fn is_indicator(&self, column: &str) -> bool {
        let kind = |known: &Known<'a>| {
            let indicator = known.world.indicator_named(column).is_some();
            Answer::text(if indicator { "indicator" } else { "group" }.to_owned())
        };
        self.ask(("world", &format!("column:{column}"), 0), kind, |value| text(value) == Some("indicator"))
    }

    /// One state's weight by an indicator.
    pub fn weight(&self, code: &str, indicator: &str, year: i32) -> Option<u64> {
        self.weights([code], indicator, year).pop().flatten()
    }

    /// Each state's weight by an indicator, in the order asked: the whole part of its value in the year, or of its last one
    /// before. At the first state that has none the asking ends: nobody votes by weight then.
    pub fn weights<'c>(
        &self,
        codes: impl IntoIterator<Item = &'c str>,
        indicator: &str,
        year: i32,
    ) -> Vec<Option<u64>> {
        let name = format!("weight:{indicator}");
        let column = match self.facts {
            Facts::World(known) => {
                let ix = known.world.indicator_named(indicator);
                ix.map(|ix| (known, known.weights(ix, &name, year)))
            }
            Facts::Recorded(_) => None,
        };
        let codes = codes.into_iter();
        let mut noted = self.noted.borrow_mut();
        noted.facts.reserve(codes.size_hint().0);
        let mut weigh = |code: &str| {
            let key = (code, name.as_str(), year);
            let place = match noted.place(key) {
                Ok(place) => return weight(&noted.facts[place].value),
                Err(place) => place,
            };
            let known = column.as_ref().and_then(|(known, column)| {
                let state = known.states.get(code)?;
                column.get(usize::from(state.0))
            });
            let (fact, weight) = match (known, self.facts) {
                (Some((fact, weight)), _) => (fact.clone(), *weight),
                (None, Facts::World(_)) => {
                    (Answer::missing().fact(code.into(), name.as_str().into(), year), None)
                }
                (None, Facts::Recorded(facts)) => {
                    let fact = self.recorded(facts, key);
                    let weight = weight(&fact.value);
                    (fact, weight)
                }
            };
            noted.insert(place, fact);
            weight
        };
        let mut weights = Vec::with_capacity(codes.size_hint().0);
        for code in codes {
            let weight = weigh(code);
            weights.push(weight);
            if weight.is_none() {
                break;
            }
        }
        weights
    }

    /// A state's whole figures of so many years up to one, the oldest first; where a year has none, the last one before it.
    pub fn series(&self, code: &str, indicator: &str, year: i32, years: u8) -> Option<Vec<u64>> {
        let series = |known: &Known<'a>| {
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
            figures.map_or(Answer::missing(), Answer::names)
        };
        self.ask((code, &format!("series:{indicator}"), year), series, |value| match value {
            Value::Names(figures) => figures.iter().map(|figure| figure.parse().ok()).collect(),
            _ => None,
        })
    }

    /// A state's value of an indicator in the very year, as published; nothing is carried.
    pub fn figure(&self, code: &str, indicator: &str, year: i32) -> Option<String> {
        let figure = |known: &Known<'a>| {
            let (Some(state), Some(ix)) = (known.states.get(code), known.world.indicator_named(indicator))
            else {
                return Answer::missing();
            };
            let value = known.world.column(ix).get(*state, year);
            value.map_or(Answer::missing(), |value| Answer {
                vintage: Some(known.world.indicator(ix).vintage.as_str().into()),
                ..Answer::text(value.to_string())
            })
        };
        self.ask((code, &format!("figure:{indicator}"), year), figure, |value| text(value).map(str::to_owned))
    }

    /// The codes of the states in a region or subregion of the United Nations' scheme (M49), in order.
    pub fn region(&self, name: &str) -> Arc<[String]> {
        let codes = |known: &Known<'a>| {
            let states = known.world.state_ixs().map(|ix| known.world.state(ix));
            let within = states.filter(|state| {
                [&state.region, &state.subregion].into_iter().flatten().any(|region| region == name)
            });
            let mut codes: Vec<_> = within.map(|state| state.code.clone()).collect();
            codes.sort_unstable();
            Answer::names(codes)
        };
        self.ask(("world", &format!("region:{name}"), 0), codes, names)
    }

    /// The year of a state's latest birth up to a year, and the state that it continues.
    pub fn born(&self, code: &str, year: i32) -> (Option<i32>, Option<String>) {
        let born = |known: &Known<'a>| {
            let state = known.states.get(code).map(|ix| known.world.state(*ix));
            // A state that is not there at the end of the year is not judged in it.
            let born = state.filter(|state| state.exists_in(year)).and_then(|state| state.born(year));
            born.map_or(Answer::missing(), |born| Answer::text(born.to_string()))
        };
        let continues = |known: &Known<'a>| {
            let before = known.states.get(code).and_then(|ix| known.world.state(*ix).continues);
            before.map_or(Answer::missing(), |ix| Answer::text(known.world.state(ix).code.clone()))
        };
        (
            self.ask((code, "born", year), born, |value| text(value)?.parse().ok()),
            self.ask((code, "continues", 0), continues, |value| text(value).map(str::to_owned)),
        )
    }

    /// What a name of a condition says of a state in a year, as the charter reads it: `state.polyarchy`.
    pub fn of_state(&self, path: &str, code: &str, year: i32) -> condition::Fact {
        let name = path.split_once('.').map_or(path, |(_, name)| name);
        let fact = |known: &Known<'a>| {
            let Some(ix) = known.states.get(code) else { return Answer::missing() };
            let panel = self.panel(known);
            if let Some(indicator) = known.world.indicator_named(name) {
                return panel.read(name, *ix, year).map_or(Answer::missing(), |read| Answer {
                    from: read.carried_from,
                    vintage: Some(known.world.indicator(indicator).vintage.as_str().into()),
                    ..Answer::text(read.value.to_string())
                });
            }
            match panel.fact(&format!("state.{name}"), *ix, year) {
                condition::Fact::Text(text) => Answer::text(text),
                condition::Fact::Groups(groups) => {
                    Answer { value: Value::Names(groups), from: None, vintage: None }
                }
                _ => Answer::missing(),
            }
        };
        let key = (code, name, year);
        match name {
            "groups" => self.ask(key, fact, |value| match value {
                Value::Names(names) => condition::Fact::Groups(Arc::clone(names)),
                _ => condition::Fact::Missing,
            }),
            "code" => condition::Fact::Text(code.to_owned()),
            "region" => self.ask(key, fact, |value| {
                text(value).map_or(condition::Fact::Missing, |text| condition::Fact::Text(text.to_owned()))
            }),
            _ => self.ask(key, fact, number),
        }
    }

    /// `world.states`, `world.population`, `world.gdp`.
    pub fn of_world(&self, path: &str, year: i32) -> condition::Fact {
        let name = path.split_once('.').map_or(path, |(_, name)| name);
        let fact = |known: &Known<'a>| match self.panel(known).world_fact(path, year) {
            condition::Fact::Number(number) => {
                let (over, under) = number.terms();
                Answer::text(if under == 1 { over.to_string() } else { format!("{over}/{under}") })
            }
            _ => Answer::missing(),
        };
        self.ask(("world", name, year), fact, number)
    }
}
