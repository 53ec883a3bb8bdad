//! Standard output and error: data on the one, words on the other. A reader who stops reading early is no error.

use charter::{draw, finding::Finding};
use std::{
    fmt::Display,
    io::{ErrorKind, IsTerminal, Write},
    ops::Range,
    process::ExitCode,
};

/// The formats of every command that answers with data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

/// How a command that answers with data is asked for a format.
#[derive(clap::Args)]
pub struct FormatArgs {
    /// How to answer
    #[arg(long, value_enum, default_value_t, conflicts_with_all = ["json", "csv"])]
    format: Format,
    /// Answer with JSON: short for `--format json`
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Answer with CSV: short for `--format csv`
    #[arg(long)]
    csv: bool,
}

impl FormatArgs {
    /// The format asked for.
    pub fn format(&self) -> Format {
        match (self.json, self.csv) {
            (true, _) => Format::Json,
            (_, true) => Format::Csv,
            _ => self.format,
        }
    }
}

/// Writes `text` to standard output and returns `code`, or 2 where it cannot be written.
pub fn print(text: &str, code: u8) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::from(code),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(code),
        Err(error) => fail(format!("the output could not be written: {error}"), None),
    }
}

/// Writes JSON to standard output.
pub fn print_json(value: &impl serde::Serialize, code: u8) -> ExitCode {
    match serde_json::to_string_pretty(value) {
        Ok(text) => print(&format!("{text}\n"), code),
        Err(error) => fail(format!("the answer could not be written as JSON: {error}"), None),
    }
}

/// Says on standard error what is wrong and what would be right; the exit code is 2.
pub fn fail(says: impl Display, help: Option<&str>) -> ExitCode {
    warn(format!("error: {says}"));
    if let Some(help) = help {
        warn(format!("help: {help}"));
    }
    ExitCode::from(2)
}

/// Draws on standard error what is wrong in a text given on the command line, under its place; the exit code is 2.
pub fn fail_at(
    code: &'static str,
    name: &str,
    text: &str,
    span: Range<usize>,
    says: impl Display,
    help: Option<String>,
) -> ExitCode {
    let style = if colours() { draw::Style::Coloured } else { draw::Style::Plain };
    let finding = Finding::error(code, span, says.to_string()).maybe_help(help);
    warn(draw::draw(name, text, &[finding], style).trim_end());
    ExitCode::from(2)
}

/// Writes a line to standard error.
pub fn warn(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// May colours be used on standard error?
pub fn colours() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// A whole number in groups of three digits: `27,913`.
pub fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1000, 27913, 1234567].map(grouped), ["0", "999", "1,000", "27,913", "1,234,567"]);
    }
}
