//! `koinon data import`: bring in a newer vintage, or an indicator of one's own.
//!
//! Shows first how the file was understood, then what was placed and every row that was not, with its line and
//! the reason. What ships is never changed: imported indicators lie in the user's data directory.

mod report;

use super::directory;
use crate::output::{fail, print, print_json};
use clap::{Args, ValueEnum, builder::PossibleValue};
use std::{fs::File, io, path::Path, path::PathBuf, process::ExitCode};
use world::{
    World,
    import::{self, Encoding, Format, Import, ImportError, Options},
    recognise::Codes,
    user_data::{self, Description},
};

/// Import an indicator from a file of V-Dem, the World Bank, UCDP, or your own
#[derive(Args)]
#[command(after_help = "\
The file is shown as it was understood; then what was placed, and every row that was not, with its line.
Exit codes: 0 kept, 1 nothing in the file could be placed and nothing was kept, 2 could not do it.")]
pub struct ImportArgs {
    /// The file, as its publisher ships it, or `-` for standard input
    file: String,
    /// The indicator's name: one that ships, to take its place, or a new one
    #[arg(long = "as", value_name = "INDICATOR")]
    indicator: String,
    /// Show what would be kept, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Whose file it is [default: told by its header]
    #[arg(long, value_enum, value_name = "PUBLISHER")]
    from: Option<Publisher>,
    /// The column (V-Dem), the indicator's code (World Bank), or `armed_conflict` or `internal_conflict` (UCDP)
    #[arg(long, value_name = "NAME")]
    column: Option<String>,
    /// The column of the state
    #[arg(long, value_name = "NAME")]
    state_column: Option<String>,
    /// The column of the year
    #[arg(long, value_name = "NAME")]
    year_column: Option<String>,
    /// The column of the value
    #[arg(long, value_name = "NAME")]
    value_column: Option<String>,
    /// The scheme of the states' codes [default: told by the format and the column's name]
    #[arg(long, value_enum, value_name = "SCHEME")]
    codes: Option<Scheme>,
    /// How the letters are written
    #[arg(long, value_enum, default_value_t)]
    encoding: Letters,
    /// What a page calls the indicator
    #[arg(long)]
    title: Option<String>,
    /// Its unit
    #[arg(long)]
    unit: Option<String>,
    /// Who publishes it
    #[arg(long)]
    source: Option<String>,
    /// On what terms
    #[arg(long)]
    licence: Option<String>,
    /// Which edition it is
    #[arg(long)]
    vintage: Option<String>,
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Answer,
    /// Answer with JSON: short for `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
enum Answer {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Letters {
    /// UTF-8
    #[default]
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// Windows-1252
    #[value(name = "windows-1252")]
    Windows1252,
}

/// The importer's formats as words of the command line.
#[derive(Clone, Copy)]
struct Publisher(Format);

impl ValueEnum for Publisher {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Format::Vdem), Self(Format::WorldBank), Self(Format::Ucdp), Self(Format::Plain)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.word()).help(self.0.title()))
    }
}

/// The schemes of codes as words of the command line.
#[derive(Clone, Copy)]
struct Scheme(Codes);

impl ValueEnum for Scheme {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(Codes::Iso),
            Self(Codes::GleditschWard),
            Self(Codes::Cow),
            Self(Codes::Vdem),
            Self(Codes::Name),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.word()).help(self.0.title()))
    }
}

/// Runs `koinon data import`.
pub fn run(args: &ImportArgs) -> ExitCode {
    let world = World::embedded();
    let import = match read(args, world) {
        Ok(import) => import,
        Err(code) => return code,
    };
    let kept = match keep(args, world, &import) {
        Ok(kept) => kept,
        Err(code) => return code,
    };
    let code = u8::from(import.series.iter().all(|series| series.placed.is_empty()));
    let name = &args.file;
    if args.json || args.format == Answer::Json {
        print_json(&report::json(world, name, &import, &kept), code)
    } else {
        print(&report::human(world, name, &import, &kept), code)
    }
}

fn read(args: &ImportArgs, world: &World) -> Result<Import, ExitCode> {
    let options = Options {
        indicator: args.indicator.clone(),
        format: args.from.map(|publisher| publisher.0),
        column: args.column.clone(),
        state_column: args.state_column.clone(),
        year_column: args.year_column.clone(),
        value_column: args.value_column.clone(),
        codes: args.codes.map_or(Codes::Auto, |scheme| scheme.0),
        encoding: match args.encoding {
            Letters::Utf8 => Encoding::Utf8,
            Letters::Windows1252 => Encoding::Windows1252,
        },
    };
    let read = match args.file.as_str() {
        "-" => import::read_from(io::stdin().lock(), world, &options),
        file => match File::open(file) {
            Ok(file) => import::read_from(file, world, &options),
            Err(error) => Err(ImportError::Read(error.to_string())),
        },
    };
    read.map_err(|error| fail(format!("`{}`: {error}", import::shown(&args.file)), error.help().as_deref()))
}

/// What became of the series of a file.
enum Kept {
    /// Nothing was to be kept.
    DryRun,
    /// The files written, one for each series that has a value.
    Files(Vec<PathBuf>),
}

fn keep(args: &ImportArgs, world: &World, import: &Import) -> Result<Kept, ExitCode> {
    if args.dry_run {
        return Ok(Kept::DryRun);
    }
    let with_values = || import.series.iter().filter(|series| !series.placed.is_empty());
    let mut files = Vec::new();
    if with_values().next().is_some() {
        let dir = directory()?;
        for series in with_values() {
            let description = describe(args, import, &series.column);
            let path = user_data::keep(&dir, world, series, &description);
            files.push(path.map_err(|error| fail(&error, error.help().as_deref()))?);
        }
    }
    Ok(Kept::Files(files))
}

/// What the user says of the indicator, else what the file says of itself.
fn describe(args: &ImportArgs, import: &Import, column: &str) -> Description {
    let about = &import.about;
    let said =
        |user: &Option<String>, file: &Option<String>| user.clone().or(file.clone()).unwrap_or_default();
    let file = Path::new(&args.file).file_name().unwrap_or_default().to_string_lossy();
    let file = if args.file == "-" { "standard input".into() } else { file };
    Description {
        title: said(&args.title, &about.title),
        unit: said(&args.unit, &about.unit),
        source: said(&args.source, &about.source),
        licence: said(&args.licence, &about.licence),
        vintage: said(&args.vintage, &about.vintage),
        file: format!("{file} ({column})"),
        imported: jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string(),
        values: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two lists of words are written out for clap; they must stay whole.
    #[test]
    fn every_format_and_scheme_can_be_asked_for() {
        let words = |words: Vec<Option<PossibleValue>>| -> Vec<String> {
            words.into_iter().flatten().map(|word| word.get_name().to_owned()).collect()
        };
        let publishers =
            words(Publisher::value_variants().iter().map(ValueEnum::to_possible_value).collect());
        assert_eq!(publishers, Format::ALL.map(|(word, _)| word));
        let schemes = words(Scheme::value_variants().iter().map(ValueEnum::to_possible_value).collect());
        let all: Vec<_> =
            Codes::ALL.iter().filter(|(_, codes)| *codes != Codes::Auto).map(|(word, _)| *word).collect();
        assert_eq!(schemes, all);
    }
}
