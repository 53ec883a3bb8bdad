//! Who pays, and their figures: from a file, or from a charter and the record.

use super::{ScaleArgs, answer::Answer};
use crate::{
    community::Community,
    output::fail,
    players::{Fault, Players, short},
};
use std::process::ExitCode;
use voting::scale::{Fraction, Level, Member};
use world::Decimal;

/// Where members and figures come from.
pub enum Source {
    /// A table.
    File(Players),
    /// A community on the record.
    Charter(Community),
}

/// The longest base period of the United Nations, in years.
pub const YEARS: usize = 6;

/// Who is at level C, by the annex of General Assembly resolution 55/235: Brunei, Kuwait, Qatar, Singapore, the United
/// Arab Emirates.
const LEVEL_C: [&str; 5] = ["BRN", "KWT", "QAT", "SGP", "ARE"];

/// The indicator that holds the published scale.
const PUBLISHED: &str = "un_assessment";

impl Source {
    /// Reads the file, or the charter's members.
    pub fn load(args: &ScaleArgs) -> Result<Self, ExitCode> {
        match (&args.file, &args.charter) {
            (Some(file), _) => Players::load(file).map(Self::File),
            (None, charter) => {
                let charter = charter.as_deref().unwrap_or_default();
                Community::load(charter, args.year, &["gdp", "population"]).map(Self::Charter)
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
            Self::File(players) => from_file(players, debt).map_err(|faults| players.fail(&faults)),
            Self::Charter(community) => from_record(community, notes),
        }
    }

    /// A column, or an indicator of the year.
    pub fn column(&self, name: &str, notes: &mut Vec<String>) -> Result<Vec<Fraction>, ExitCode> {
        let count = self.names().len();
        match self {
            _ if matches!(name, "states" | "members") => Ok(vec![Fraction::whole(1); count]),
            Self::File(players) => players.read(name, figure).map_err(|faults| players.fail(&faults)),
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
            Self::File(players) => players.read("permanent", yes).map_err(|faults| players.fail(&faults)),
            Self::Charter(community) => Ok(community.in_group("security-council-permanent")),
        }
    }

    /// Levels that do not follow from income.
    pub fn levels(&self) -> Result<Vec<Option<Level>>, ExitCode> {
        match self {
            Self::File(players) if players.find("level").is_none() => Ok(vec![None; players.len()]),
            Self::File(players) => players.read("level", level).map_err(|faults| players.fail(&faults)),
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

/// Six years of `gni_…`, `population_…` and, where debts count, `debt_…`.
fn from_file(players: &Players, debt: bool) -> Result<Vec<Member>, Vec<Fault>> {
    let mut years: Vec<i32> =
        players.columns().filter_map(|column| column.strip_prefix("gni_")?.parse().ok()).collect();
    years.sort_unstable();
    if years.len() < YEARS {
        let says =
            format!("there are columns `gni_…` of {} years, and the method takes {YEARS}", years.len());
        let help = "name them `gni_2016` to `gni_2021`, and so for `population_…` and `debt_…`";
        return Err(vec![Fault::new(says, help)]);
    }
    let years = years.split_off(years.len() - YEARS);
    if let Some(pair) = years.windows(2).find(|pair| pair[0] + 1 != pair[1]) {
        let says = format!("there is a gap between `gni_{}` and `gni_{}`", pair[0], pair[1]);
        return Err(vec![Fault::new(says, "give each of six years running")]);
    }
    let mut faults = Vec::new();
    let mut read = |what: &str| -> Vec<Vec<Fraction>> {
        let column = |year: &i32| players.read(&format!("{what}_{year}"), figure);
        let columns = years.iter().map(column).map(|column| column.map_err(|found| faults.extend(found)));
        columns.map(Result::unwrap_or_default).collect()
    };
    let (gni, population) = (read("gni"), read("population"));
    let debts = if debt { read("debt") } else { Vec::new() };
    if debt && players.find(&format!("debt_{}", years[0])).is_none() {
        return Err(vec![Fault::new(
            format!("there is no column `debt_{}`", years[0]),
            "give debts for the same years, or leave the step out with `--no-debt`",
        )]);
    }
    let least_developed = players.read("ldc", yes).unwrap_or_else(|found| {
        faults.extend(found);
        Vec::new()
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    let of = |columns: &[Vec<Fraction>], at: usize| columns.iter().map(|column| column[at].clone()).collect();
    let member = |(at, least_developed)| Member {
        least_developed,
        gni: of(&gni, at),
        population: of(&population, at),
        debt: of(&debts, at),
    };
    Ok(least_developed.into_iter().enumerate().map(member).collect())
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

/// A decimal that is not negative.
fn figure(cell: &str) -> Result<Fraction, (String, String)> {
    cell.parse().map_err(|_| {
        let says = match cell {
            "" => "the figure is missing".into(),
            cell if cell.starts_with('-') => format!("`{}` is negative", short(cell)),
            cell => format!("`{}` is not a number", short(cell)),
        };
        (says, "write a decimal from 0 on, without separators or exponents".into())
    })
}

/// 1 or 0.
fn yes(cell: &str) -> Result<bool, (String, String)> {
    match cell {
        "1" => Ok(true),
        "0" => Ok(false),
        cell => Err((format!("`{}` is neither 1 nor 0", short(cell)), "write 1 for yes and 0 for no".into())),
    }
}

/// A level, or nothing.
fn level(cell: &str) -> Result<Option<Level>, (String, String)> {
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|()| {
        (
            format!("`{}` is not a level", short(cell)),
            "write a letter from A to J, or nothing to go by income".into(),
        )
    })
}
