//! `koinon members`, `state`, `timeline` and `why`: membership on the record.

mod state;
mod table;
mod timeline;
mod why;

pub use state::{StateArgs, state};
pub use table::{MembersArgs, members};
pub use timeline::{TimelineArgs, timeline};
pub use why::{WhyArgs, why};

use crate::{
    load::{self, LoadedCharter},
    output::{Format, fail, grouped},
};
use charter::membership::{History, Judgement, Record, assess, history};
use clap::Args;
use std::{ops::RangeInclusive, process::ExitCode};
use world::{FIRST_YEAR, StateIx, World};

/// Which charter, and how to answer.
#[derive(Args)]
pub struct Common {
    /// A charter file, the name of a model charter, or `-` for standard input
    #[arg(long, value_name = "FILE|NAME", default_value = "world-security-community")]
    charter: String,
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Short for `--format json`
    #[arg(long)]
    json: bool,
    /// Short for `--format csv`
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

impl Common {
    fn format(&self) -> Format {
        match (self.json, self.csv) {
            (true, _) => Format::Json,
            (_, true) => Format::Csv,
            _ => self.format,
        }
    }
}

/// A charter, the world, and the verdicts of the one on the other.
struct Case {
    loaded: LoadedCharter,
    world: &'static World,
    record: Record,
}

impl Case {
    fn load(common: &Common) -> Result<Self, ExitCode> {
        let loaded = load::charter(Some(&common.charter))?;
        let world = load::world()?;
        let record = assess(&loaded.charter, world);
        Ok(Self { loaded, world, record })
    }

    fn judgement(&self) -> Judgement<'_> {
        let LoadedCharter { charter, name, .. } = &self.loaded;
        Judgement { name, charter, world: self.world, record: &self.record }
    }

    /// The year asked for, or the last one that the data of the charter cover.
    fn year(&self, asked: Option<i32>) -> Result<i32, ExitCode> {
        let year = asked.unwrap_or_else(|| self.loaded.charter.latest_year(self.world));
        if self.world.has_year(year) {
            return Ok(year);
        }
        let help = format!("the record runs from {FIRST_YEAR} to {}", self.world.last_year);
        Err(fail(format!("there is no record of the year {year}"), Some(&help)))
    }

    /// Could everything be computed in these years?
    fn ensure(&self, years: RangeInclusive<i32>) -> Result<(), ExitCode> {
        let help = "guard the condition, as in `state.gdp > 0 && …`; `koinon check` shows the place";
        self.record.ensure(self.world, years).map_err(|error| fail(error, Some(help)))
    }

    /// The automatic reading from the charter's own year on; empty where that lies after `to`.
    fn history(&self, to: i32) -> History {
        history(&self.loaded.charter, self.world, &self.record, self.loaded.charter.since(self.world), to)
    }

    fn state(&self, text: &str) -> Result<StateIx, ExitCode> {
        self.world.find_state(text).map_err(|error| {
            let near: Vec<_> = error.nearest.iter().map(|ix| self.world.state(*ix)).collect();
            let help = match near.as_slice() {
                [] => "write an ISO 3166 code or an English name, such as NOR or Norway".to_owned(),
                states => format!(
                    "did you mean {}?",
                    states
                        .iter()
                        .map(|state| format!("{} ({})", state.name, state.code))
                        .collect::<Vec<_>>()
                        .join(" or ")
                ),
            };
            fail(format!("no state is called `{text}`"), Some(&help))
        })
    }
}

/// `1.72 billion`, `45.3 million`, `812,000`
fn human(number: f64) -> String {
    match number {
        n if n >= 1e12 => format!("{:.1} trillion", n / 1e12),
        n if n >= 1e9 => format!("{:.2} billion", n / 1e9),
        n if n >= 1e6 => format!("{:.1} million", n / 1e6),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number below a million"
        )]
        n => grouped(n.max(0.0) as u64),
    }
}
