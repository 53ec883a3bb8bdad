//! The charter language: read, check, show, format, compare; and membership on the record.
//!
//! Knows nothing of HTTP, of disks or of the time.

pub mod acts;
pub mod check;
pub mod condition;
pub mod diff;
pub mod draw;
pub mod electorate;
pub mod finding;
pub mod fmt;
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
    let mut findings = reading.findings;
    let meaning = check::check(&reading.charter, world, file).into_iter();
    // A rule that could not be read is there all the same: its name is not unknown.
    let named =
        |found: &Finding| reading.unread_rules.iter().any(|name| found.says.ends_with(&format!("`{name}`")));
    findings.extend(meaning.filter(|found| found.code != "unknown-rule" || !named(found)));
    findings.sort_by_key(Finding::start);
    findings
}
