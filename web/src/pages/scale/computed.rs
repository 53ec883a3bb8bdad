//! The scale that was asked for, with every step that led to it: the same columns as `koinon scale`.

use super::{
    asked::{Asked, Method},
    source::Source,
};
use crate::{
    facts::{Facts, Judged},
    paste,
    paste::Wrong,
};
use charter::budget::{self, PUBLISHED, brought};
use voting::{
    players::Players,
    scale::{
        Contributor, Fraction, Key, Level, Member, Method as Elements, Scale, ScaleError, Steps,
        nato_cost_share, peacekeeping, round, table, united_nations,
    },
};
use world::StateIx;

/// How many decimals of a step downloads have.
pub const PLACES: u32 = 12;

/// A scale and its steps.
#[derive(Default)]
pub struct Computed {
    /// The members.
    pub names: Vec<String>,
    /// The states that they are, of a charter.
    pub states: Vec<StateIx>,
    /// The rates in per cent, rounded.
    pub rates: Vec<String>,
    /// The same before rounding.
    pub unrounded: Vec<Fraction>,
    /// What led to them, one column each.
    pub steps: Vec<Step>,
    /// The scale itself, of the United Nations.
    pub scale: Option<Scale>,
    /// The scale that was published, where there is one.
    pub published: Option<Vec<Option<String>>>,
    /// What is called income, and how much of it each has.
    pub income: Option<(String, Vec<f64>)>,
    /// What else is to be said.
    pub notes: Vec<String>,
}

/// A step: one figure a member.
pub struct Step {
    /// The column's name.
    pub name: String,
    /// The figures.
    pub figures: Vec<Datum>,
}

/// A figure of a step.
pub enum Datum {
    /// A number.
    Number(Fraction),
    /// A word, such as a level.
    Word(String),
}

impl Datum {
    /// With so many decimals.
    pub fn text(&self, places: u32) -> String {
        match self {
            Self::Number(number) => number.to_decimal(places),
            Self::Word(word) => word.clone(),
        }
    }
}

impl Computed {
    /// The members, who pays most first.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by(|a, b| self.unrounded[*b].cmp(&self.unrounded[*a]));
        order
    }

    /// A member's part of the budget, 0 to 1.
    pub fn share(&self, place: usize) -> f64 {
        self.rates[place].parse::<f64>().unwrap_or(0.0) / 100.0
    }

    fn numbers(&mut self, name: &str, figures: &[Fraction]) {
        let figures = figures.iter().cloned().map(Datum::Number).collect();
        self.steps.push(Step { name: name.to_owned(), figures });
    }

    fn rated(&mut self, unrounded: Vec<Fraction>, rates: Vec<String>) {
        (self.unrounded, self.rates) = (unrounded, rates);
    }
}

/// Computes the scale, or says what is wrong with the table or the formula.
pub fn compute(facts: &Facts, asked: &Asked<'_>) -> Result<Computed, Vec<Wrong>> {
    let source = Source { facts, asked };
    let mut out = Computed::default();
    match asked.method {
        Method::UnitedNations => {
            source.regular(&mut out)?;
        }
        Method::Peacekeeping => source.mission(&mut out)?,
        Method::Nato => {
            let income = source.columns(&[if asked.players.is_some() { "gni" } else { "gdp" }], &mut out)?;
            let income = income.into_iter().next().unwrap_or_default();
            out.numbers("income", &income);
            out.income = Some(("income, US dollars".into(), income.iter().map(Fraction::to_f64).collect()));
            keyed(&mut out, nato_cost_share(&income))?;
        }
        Method::Gdp | Method::Equal | Method::Key => {
            let Some(key) = &asked.key else { return Err(Vec::new()) };
            let names: Vec<&str> = key.terms.iter().map(|term| term.column.as_str()).collect();
            let columns = source.columns(&names, &mut out).map_err(|wrong| marked(wrong, key))?;
            for (name, column) in names.iter().zip(&columns) {
                out.numbers(name, column);
                if *name == "gdp" && asked.method == Method::Key {
                    out.income = Some(("GDP".into(), column.iter().map(Fraction::to_f64).collect()));
                }
            }
            keyed(&mut out, key.shares(&columns))?;
        }
    }
    if asked.method.united_nations() {
        source.publish(&mut out);
    }
    Ok(out)
}

/// A column that is wrong stands in the formula, where that was typed.
fn marked(wrong: Vec<Wrong>, key: &Key) -> Vec<Wrong> {
    let text = key.to_string();
    let at = |one: Wrong| match key.terms.iter().find(|term| one.says.contains(&format!("`{}`", term.column)))
    {
        Some(term) if one.place.is_none() && one.field == "key" => {
            let span = text.find(&term.column).map_or(0..text.len(), |at| at..at + term.column.len());
            one.at(&text, span)
        }
        _ => one,
    };
    wrong.into_iter().map(at).collect()
}

fn keyed(out: &mut Computed, shares: Result<Vec<Fraction>, ScaleError>) -> Result<(), Vec<Wrong>> {
    let found = shares.and_then(|shares| Ok((round(&shares, 3)?.to_strings(), shares)));
    let (rates, shares) = found.map_err(|error| refused(&error, &out.names))?;
    out.rated(shares, rates);
    Ok(())
}

fn refused(error: &ScaleError, names: &[String]) -> Vec<Wrong> {
    let says = match error {
        ScaleError::NoPopulation(member) => {
            format!("{} has no population", names.get(*member).map_or("a member", String::as_str))
        }
        error => error.to_string(),
    };
    vec![Wrong::new("table", says, error.help())]
}

impl Source<'_> {
    /// The regular scale of the United Nations, with its steps.
    fn regular(&self, out: &mut Computed) -> Result<Vec<Member>, Vec<Wrong>> {
        let (members, debts) = match (&self.asked.players, &self.asked.community) {
            (Some(players), _) => {
                out.names = players.names().map(str::to_owned).collect();
                let debts = players.columns().any(|column| column.starts_with("debt_"));
                (table::members(players, debts).map_err(|faults| paste::wrong(&faults))?, debts)
            }
            (None, Some((judged, year, members))) => {
                let found = brought(&judged.charter, self.facts.world, members, *year);
                self.without(&found.left_out, &["gdp", "population"], out);
                self.take(&found.states, out)?;
                self.carried(&found.carried, out);
                (found.members, false)
            }
            (None, None) => return Err(Vec::new()),
        };
        let usual = Elements::default();
        let elements = Elements { debt_threshold: usual.debt_threshold.clone().filter(|_| debts), ..usual };
        let scale = united_nations(&members, &elements).map_err(|error| refused(&error, &out.names))?;
        for period in &scale.periods {
            let years = period.years;
            for (name, figure) in STEPS {
                let figures: Vec<Fraction> = period.steps.iter().map(|steps| figure(steps).clone()).collect();
                out.numbers(&format!("{name}_{years}"), &figures);
            }
        }
        if let Some(longest) = scale.periods.iter().max_by_key(|period| period.years) {
            let income = longest.steps.iter().map(|steps| 1e6 * steps.gni.to_f64()).collect();
            out.income = Some((format!("income, US dollars, mean of {} years", longest.years), income));
        }
        out.rated(scale.unrounded.clone(), scale.rates.to_strings());
        out.scale = Some(scale);
        Ok(members)
    }

    /// The scale for peacekeeping, on the regular one.
    fn mission(&self, out: &mut Computed) -> Result<(), Vec<Wrong>> {
        let members = self.regular(out)?;
        let Some(scale) = &out.scale else { return Err(Vec::new()) };
        let Some(longest) = scale.periods.iter().max_by_key(|period| period.years) else {
            return Err(Vec::new());
        };
        let heads: Vec<Fraction> = longest
            .steps
            .iter()
            .map(|steps| steps.gni.over(&steps.population).times(&Fraction::whole(1000)))
            .collect();
        let average = longest.threshold.clone();
        let levels = self.levels(&members, &out.states, &heads, &average)?;
        let unit = 10u64.pow(scale.rates.places);
        let regular: Vec<Fraction> =
            scale.rates.units.iter().map(|units| Fraction::new(*units, unit)).collect();
        let contributors: Vec<Contributor> = regular
            .iter()
            .cloned()
            .zip(&levels)
            .map(|(regular, level)| Contributor { regular, level: *level })
            .collect();
        let found = peacekeeping(&contributors).map_err(|error| match error {
            ScaleError::NoPermanentMember => vec![Wrong::new("method", "no permanent member of the Security Council belongs, and nobody would carry the discounts of the others", "choose the regular scale, or a year or community with a permanent member")],
            error => refused(&error, &out.names),
        })?;
        out.numbers("per_capita", &heads);
        let words = levels.iter().map(|level| Datum::Word(level.to_string())).collect();
        out.steps.push(Step { name: "level".into(), figures: words });
        out.numbers("regular", &regular);
        out.numbers("discount", &found.discounts);
        out.numbers("premium", &found.premiums);
        out.rated(found.unrounded, found.rates.to_strings());
        Ok(())
    }

    fn levels(
        &self,
        members: &[Member],
        states: &[StateIx],
        heads: &[Fraction],
        average: &Fraction,
    ) -> Result<Vec<Level>, Vec<Wrong>> {
        if let Some((judged, year, _)) = &self.asked.community {
            let level =
                |(state, head): (&StateIx, &Fraction)| self.level(judged, *state, *year, (head, average));
            return Ok(states.iter().zip(heads).map(level).collect());
        }
        let Some(players) = &self.asked.players else { return Err(Vec::new()) };
        let permanent = players.read("permanent", table::yes).map_err(|faults| paste::wrong(&faults))?;
        let given = given(players)?;
        Ok((0..members.len())
            .map(|place| match given[place] {
                _ if permanent[place] => Level::A,
                Some(level) => level,
                None if members[place].least_developed => Level::J,
                None => Level::by_income(&heads[place], average),
            })
            .collect())
    }

    fn level(&self, judged: &Judged, state: StateIx, year: i32, head: (&Fraction, &Fraction)) -> Level {
        budget::level(&judged.charter, self.facts.world, state, year, head)
    }

    /// Puts the published scale beside the computed one, where the record has it.
    fn publish(&self, out: &mut Computed) {
        let Some((_, year, _)) = &self.asked.community else { return };
        let Some(ix) = self.facts.world.indicator_named(PUBLISHED) else { return };
        let rate = |state: &StateIx| self.facts.world.value(ix, *state, *year).map(|rate| rate.to_string());
        let rates: Vec<Option<String>> = out.states.iter().map(rate).collect();
        if rates.iter().any(Option::is_some) {
            out.published = Some(rates);
            // Since 2001 a scale is for three years, and its base periods end three years before the first of them.
            let rests = match *year {
                2001.. => format!(", which rests on incomes up to {}", year - (year - 2001) % 3 - 3),
                _ => String::new(),
            };
            out.notes.push(format!(
                "Published: the regular scale of the United Nations of {year}{rests}; it adds up to 100 over all its members."
            ));
        }
    }
}

fn given(players: &Players) -> Result<Vec<Option<Level>>, Vec<Wrong>> {
    match players.find("level") {
        None => Ok(vec![None; players.len()]),
        Some(_) => players.read("level", table::level).map_err(|faults| paste::wrong(&faults)),
    }
}

/// A figure of a member in a base period.
pub type Figure = fn(&Steps) -> &Fraction;

/// The steps of a base period, in their order.
pub const STEPS: [(&str, Figure); 11] = [
    ("gni", |steps| &steps.gni),
    ("population", |steps| &steps.population),
    ("share", |steps| &steps.share),
    ("debt_relief", |steps| &steps.debt_relief),
    ("adjusted_gni", |steps| &steps.adjusted_gni),
    ("adjusted_share", |steps| &steps.adjusted_share),
    ("adjusted_per_capita", |steps| &steps.adjusted_per_capita),
    ("after_low_income", |steps| &steps.after_low_income),
    ("after_floor", |steps| &steps.after_floor),
    ("after_ldc", |steps| &steps.after_ldc),
    ("after_ceiling", |steps| &steps.after_ceiling),
];
