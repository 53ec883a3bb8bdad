//! What members bring to a scale, from a table: six years of income, people and debt; figures, marks and levels.

use super::{Fraction, Level, Member};
use crate::players::{Fault, Players, short};

/// The longest base period of the United Nations, in years.
pub const YEARS: usize = 6;

/// Six years of `gni_…`, `population_…` and, where debts count, `debt_…`; and `ldc`, 1 for a least developed country.
///
/// # Errors
///
/// Every cell that cannot be read, and which columns are missing.
pub fn members(players: &Players, debt: bool) -> Result<Vec<Member>, Vec<Fault>> {
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
            "give debts for the same years, or leave the step out (`--no-debt`)",
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

/// A decimal that is not negative, for [`Players::read`].
///
/// # Errors
///
/// What is wrong, and what would be right.
pub fn figure(cell: &str) -> Result<Fraction, (String, String)> {
    cell.parse().map_err(|_| {
        let says = match cell {
            "" => "the figure is missing".into(),
            cell if cell.starts_with('-') => format!("`{}` is negative", short(cell)),
            cell => format!("`{}` is not a number", short(cell)),
        };
        (says, "write a decimal from 0 on, without separators or exponents".into())
    })
}

/// 1 or 0, for [`Players::read`].
///
/// # Errors
///
/// As [`figure`].
pub fn yes(cell: &str) -> Result<bool, (String, String)> {
    match cell {
        "1" => Ok(true),
        "0" => Ok(false),
        cell => Err((format!("`{}` is neither 1 nor 0", short(cell)), "write 1 for yes and 0 for no".into())),
    }
}

/// A level, or nothing, for [`Players::read`].
///
/// # Errors
///
/// As [`figure`].
pub fn level(cell: &str) -> Result<Option<Level>, (String, String)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of seven years and two players: each brings the last six, in order, whatever the order of the columns.
    #[test]
    fn members_bring_the_last_six_years_in_order() {
        let years: Vec<i32> = (2015..=2021).rev().collect();
        let columns = |what: &str| years.iter().map(|year| format!(",{what}_{year}")).collect::<String>();
        let cells = |of: i32| years.iter().map(|year| format!(",{}", of * 10_000 + year)).collect::<String>();
        let head = format!("player,ldc{}{}{}", columns("gni"), columns("population"), columns("debt"));
        let row = |name: &str, ldc: u8, of: i32| {
            format!("{name},{ldc}{}{}{}", cells(of), cells(of + 1), cells(of + 2))
        };
        let table = format!("{head}\n{}\n{}\n", row("A", 0, 1), row("B", 1, 5));
        let players = Players::parse("t.csv", &table).unwrap();
        let six = |of: i32| {
            (2016..=2021)
                .map(|year| Fraction::whole((of * 10_000 + year).unsigned_abs().into()))
                .collect::<Vec<_>>()
        };
        let found = members(&players, true).unwrap();
        let expected: Vec<Member> = [(1, false), (5, true)]
            .into_iter()
            .map(|(of, least_developed)| Member {
                least_developed,
                gni: six(of),
                population: six(of + 1),
                debt: six(of + 2),
            })
            .collect();
        assert_eq!(found, expected);
        let without: Vec<Member> =
            expected.into_iter().map(|member| Member { debt: Vec::new(), ..member }).collect();
        assert_eq!(members(&players, false).unwrap(), without);
    }
}
