//! The charter language: read, check, show, format, compare; and membership on the record.
//!
//! Knows nothing of HTTP, of disks or of the time.

pub mod acts;
pub mod aegis;
pub mod budget;
pub mod check;
pub mod condition;
pub mod diff;
pub mod draw;
pub mod electorate;
pub mod figures;
pub mod finding;
pub mod fmt;
pub mod growth;
pub mod keys;
pub mod law;
pub mod membership;
pub mod models;
pub mod nearest;
pub mod read;
pub mod reference;
pub mod schema;
pub mod shape;
pub mod show;
pub mod strings;
pub mod values;
mod walk;

pub use finding::{Finding, Severity};
pub use law::Charter;
pub use models::{Model, model, models};
pub use read::{Reading, read};

/// Reads a charter and checks it: every problem at once, of form and of meaning, in the order of the file.
pub fn look(file: &str, world: &world::World) -> Vec<Finding> {
    let reading = read(file);
    let meaning = check::check(&reading.charter, world, file);
    together(reading, meaning).findings
}

/// Reads a charter, checks it and judges every state by it.
pub fn examine(file: &str, world: &world::World) -> Examined {
    let reading = read(file);
    if reading.findings.iter().any(|found| found.severity == Severity::Error) {
        let meaning = check::check(&reading.charter, world, file);
        return together(reading, meaning);
    }
    let (meaning, record) = check::check_and_judge(&reading.charter, world, file);
    Examined { record: Some(record), ..together(reading, meaning) }
}

/// A charter, what is wrong with it, and whom it concerns.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The charter, as far as it could be read.
    pub charter: Charter,
    /// Every problem, of form and of meaning, in the order of the file.
    pub findings: Vec<Finding>,
    /// Every verdict; nothing where the form is wrong, since the charter then does not say all that the file says.
    pub record: Option<membership::Record>,
}

fn together(reading: Reading, meaning: Vec<Finding>) -> Examined {
    let Reading { charter, mut findings, unread_rules } = reading;
    // A rule that could not be read is there all the same: its name is not unknown.
    let named = |found: &Finding| unread_rules.iter().any(|name| found.says.ends_with(&format!("`{name}`")));
    findings.extend(meaning.into_iter().filter(|found| found.code != "unknown-rule" || !named(found)));
    findings.sort_by_key(Finding::start);
    Examined { charter, findings, record: None }
}
