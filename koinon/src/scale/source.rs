//! Who pays, and their figures: from a file, or from a charter and the record.

use super::{ScaleArgs, answer::Answer};
use crate::{
    community::Community,
    output::{fail, fail_at},
    players::Players,
};
use charter::{
    budget::{LEVEL_C, PUBLISHED},
    nearest,
};
use std::process::ExitCode;
use voting::{
    players::ONE_EACH,
    scale::{
        Fraction, Key, Level, Member,
        table::{self, YEARS},
    },
};
use world::Decimal;

/// Where members and figures come from.
pub enum Source {
    /// A table.
    File(Players),
    /// A community on the record.
    Charter(Box<Community>),
}

impl Source {
    /// Reads the file, or the charter's members.
    pub fn load(args: &ScaleArgs) -> Result<Self, ExitCode> {
        match (&args.file, &args.charter) {
            (Some(file), _) => Players::load(file).map(Self::File),
            (None, charter) => {
                let charter = charter.as_deref().unwrap_or_default();
                Community::load(charter, args.year, &["gdp", "population"]).map(Box::new).map(Self::Charter)
            }
        }
    }

    /// The file, or the community and the year.
    pub fn title(&self) -> String {
        match self {
            Self::File(players) => players.file().to_owned(),
            Self::Charter(community) => community.title(),
        }
    }

    /// The members' names.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::File(players) => players.names().map(str::to_owned).collect(),
            Self::Charter(community) => community.names(),
        }
    }

    /// The method that the charter names.
    pub fn method(&self) -> Option<String> {
        match self {
            Self::File(_) => None,
            Self::Charter(community) => {
                community.loaded.charter.budget.as_ref()?.scale.as_ref().map(|scale| scale.value.clone())
            }
        }
    }

    /// Leaves out the members of which the record lacks what a method takes, and says so.
    pub fn leave_out(&mut self, indicators: &[&str], years: usize) -> Result<Option<String>, ExitCode> {
        let Self::Charter(community) = self else { return Ok(None) };
        let known: Vec<&str> = indicators
            .iter()
            .copied()
            .filter(|name| community.world.indicator_named(name).is_some())
            .collect();
        let names = community.leave_out(&known, i32::try_from(years).unwrap_or(i32::MAX));
        if community.members.is_empty() {
            let says =
                format!("the record has no {} of any member in {}", known.join(" and "), community.year);
            return Err(fail(says, Some("ask for another year: `koinon data show gdp`")));
        }
        let note =
            format!("Left out, for want of {} on the record: {}.", known.join(" or "), names.join(", "));
        Ok((!names.is_empty()).then_some(note))
    }

    /// Are debts known?
    pub fn has_debt(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// What the method of the United Nations takes, for six years.
    pub fn members(&self, debt: bool, notes: &mut Vec<String>) -> Result<Vec<Member>, ExitCode> {
        match self {
            Self::File(players) => table::members(players, debt).map_err(|faults| players.fail(&faults)),
            Self::Charter(community) => from_record(community, notes),
        }
    }

    /// Is every column of a key known? The place of one that is not is drawn.
    pub fn has_columns(&self, key: &Key, text: &str) -> Result<(), ExitCode> {
        let unknown = |name: &str| match self {
            Self::File(players) => players.find(name).is_none(),
            Self::Charter(community) => community.world.indicator_named(name).is_none(),
        };
        let Some(term) = key.terms.iter().find(|term| !one_each(&term.column) && unknown(&term.column))
        else {
            return Ok(());
        };
        let (name, span) = (&term.column, term.span.clone());
        Err(match self {
            Self::File(players) => players.no_column("key", "--key", text, span, name),
            Self::Charter(community) => {
                let names = community.world.indicators.iter().map(|one| one.name.as_str()).chain(["equal"]);
                let near = nearest::nearest(name, names).map(|near| format!("did you mean `{near}`?"));
                let help = Some(near.unwrap_or_else(|| "`koinon data list` shows every indicator".into()));
                fail_at("key", "--key", text, span, format!("no indicator is called `{name}`"), help)
            }
        })
    }

    /// A column, or an indicator of the year.
    pub fn column(&self, name: &str, notes: &mut Vec<String>) -> Result<Vec<Fraction>, ExitCode> {
        let count = self.names().len();
        match self {
            Self::Charter(_) if one_each(name) => Ok(vec![Fraction::whole(1); count]),
            Self::File(players) if one_each(name) => match players.not_one_each(name) {
                Some(fault) => Err(players.fail(&[fault])),
                None => Ok(vec![Fraction::whole(1); count]),
            },
            Self::File(players) => players.read(name, table::figure).map_err(|faults| players.fail(&faults)),
            Self::Charter(community) => {
                let figures = community.figures(name, community.year)?;
                notes.push(format!("Figures: {}.", community.source(name)));
                stands_in(&figures.carried, community.year, notes);
                fractions(&figures.values, name, 1)
            }
        }
    }

    /// National incomes: `gni` of a file; of a community its product, which is said.
    pub fn income(&self, notes: &mut Vec<String>) -> Result<Vec<Fraction>, ExitCode> {
        match self {
            Self::File(_) => self.column("gni", notes),
            Self::Charter(_) => {
                notes.push("GDP stands for gross national income.".into());
                self.column("gdp", notes)
            }
        }
    }

    /// Who is a permanent member of the Security Council.
    pub fn permanent(&self) -> Result<Vec<bool>, ExitCode> {
        match self {
            Self::File(players) => {
                players.read("permanent", table::yes).map_err(|faults| players.fail(&faults))
            }
            Self::Charter(community) => Ok(community.in_group("security-council-permanent")),
        }
    }

    /// Levels that do not follow from income.
    pub fn levels(&self) -> Result<Vec<Option<Level>>, ExitCode> {
        match self {
            Self::File(players) if players.find("level").is_none() => Ok(vec![None; players.len()]),
            Self::File(players) => {
                players.read("level", table::level).map_err(|faults| players.fail(&faults))
            }
            Self::Charter(community) => {
                let code = |state: &world::StateIx| community.world.state(*state).code.as_str();
                let listed = |state| LEVEL_C.contains(&code(state)).then_some(Level::C);
                Ok(community.members.iter().map(listed).collect())
            }
        }
    }

    /// Puts the published scale beside the computed one, where the record has it.
    pub fn publish(&self, answer: &mut Answer) {
        let Self::Charter(community) = self else { return };
        let Some(ix) = community.world.indicator_named(PUBLISHED) else { return };
        let rate = |state: &world::StateIx| {
            community.world.value(ix, *state, community.year).map(|rate: Decimal| rate.to_string())
        };
        let rates: Vec<Option<String>> = community.members.iter().map(rate).collect();
        if rates.iter().any(Option::is_some) {
            answer.published = Some(rates);
            let year = community.year;
            // Since 2001 a scale is for three years, and its base periods end three years before the first of them.
            let rests = match year {
                2001.. => format!(", which rests on incomes up to {}", year - (year - 2001) % 3 - 3),
                _ => String::new(),
            };
            answer.notes.push(format!(
                "Published: the regular scale of the United Nations of {year}{rests}; it adds up to 100 over all its \
                 members."
            ));
        }
    }
}

/// Six years up to the community's, with its product for income; no debts.
fn from_record(community: &Community, notes: &mut Vec<String>) -> Result<Vec<Member>, ExitCode> {
    let last = community.year;
    let years: Vec<i32> = (0..).take(YEARS).map(|back| last - back).collect();
    let (mut gni, mut population, mut carried) = (Vec::new(), Vec::new(), Vec::new());
    for year in years.iter().rev() {
        let incomes = community.figures("gdp", *year)?;
        carried.extend(incomes.carried.iter().map(|name| format!("{name} for {year}")));
        gni.push(fractions(&incomes.values, "gdp", 1_000_000)?);
        let people = community.figures("population", *year)?;
        carried.extend(people.carried.iter().map(|name| format!("{name} for {year}")));
        population.push(fractions(&people.values, "population", 1000)?);
    }
    notes.push(format!(
        "GDP stands for gross national income: {}. The step for debt is left out: the record has none.",
        community.source("gdp")
    ));
    match carried.len() {
        0 => {}
        1..=8 => notes.push(format!("An earlier year's figure stands in: {}.", carried.join(", "))),
        many => notes.push(format!(
            "In {many} places an earlier year's figure stands in, such as {}.",
            carried[..3].join(", ")
        )),
    }
    let of = |columns: &[Vec<Fraction>], at: usize| columns.iter().map(|column| column[at].clone()).collect();
    let member = |(at, least_developed)| Member {
        least_developed,
        gni: of(&gni, at),
        population: of(&population, at),
        debt: Vec::new(),
    };
    Ok(community.in_group("least-developed-countries").into_iter().enumerate().map(member).collect())
}

fn stands_in(carried: &[String], year: i32, notes: &mut Vec<String>) {
    match carried.len() {
        0 => {}
        1..=8 => notes.push(format!(
            "For want of a figure of {year} an earlier one stands for {}.",
            carried.join(", ")
        )),
        many => notes.push(format!(
            "For want of a figure of {year} an earlier one stands for {many} members, such as {}.",
            carried[..3].join(", ")
        )),
    }
}

/// Does everybody have one of it?
fn one_each(column: &str) -> bool {
    column == "equal" || ONE_EACH.contains(&column)
}

/// Values as exact fractions, in units of so many.
fn fractions(values: &[Decimal], indicator: &str, unit: u64) -> Result<Vec<Fraction>, ExitCode> {
    let fraction = |value: &Decimal| {
        let value: Fraction = value.to_string().parse().map_err(|_| {
            fail(
                format!("`{indicator}` has the value {value}"),
                Some("a share takes figures that are not negative"),
            )
        })?;
        Ok(value.over(&Fraction::whole(unit)))
    };
    values.iter().map(fraction).collect()
}
