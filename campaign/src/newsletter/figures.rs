//! What became of the letters of an issue, as far as it can be known honestly. Who opened one or followed a link is not known: no
//! letter carries a trace.

use super::number;
use crate::{
    db::{DbError, Sql},
    values,
};

/// How many letters of an issue stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// For how many readers there is one.
    pub queued: u64,
    /// How many wait for their turn.
    pub waiting: u64,
    /// How many are being carried.
    pub carried: u64,
    /// How many a mail server took over; not all of these need have arrived.
    pub sent: u64,
    /// How many were given up.
    pub failed: u64,
    /// How many were being carried when the program or the connection broke: a server may have them.
    pub unknown: u64,
    /// How many were not sent, because their reader left before.
    pub dropped: u64,
    /// Of how many it was reported that they did not arrive.
    pub bounced: u64,
    /// How many were called spam by their reader.
    pub complained: u64,
    /// How many readers left by the link in their letter.
    pub left: u64,
}

impl Figures {
    /// The figures with their words, those that are never nought first.
    pub fn words(&self) -> [(&'static str, u64); 10] {
        [
            ("queued", self.queued),
            ("sent", self.sent),
            ("waiting", self.waiting),
            ("being carried", self.carried),
            ("failed", self.failed),
            ("unknown", self.unknown),
            ("dropped", self.dropped),
            ("bounced", self.bounced),
            ("complained", self.complained),
            ("unsubscribed", self.left),
        ]
    }
}

/// The figures of an issue.
///
/// # Errors
///
/// The database's.
pub fn of(sql: &mut dyn Sql, issue: u64) -> Result<Figures, DbError> {
    let count = "SELECT stands, COALESCE(came, ''), COUNT(*) FROM issue_letter WHERE issue = $1 GROUP BY stands, came";
    let mut figures = Figures::default();
    for row in sql.rows(count, &values![number(issue)])? {
        let (stands, came, count) = (row.text(0)?, row.text(1)?, row.count(2)?);
        figures.queued += count;
        match stands {
            "waits" => figures.waiting += count,
            "carried" => figures.carried += count,
            "sent" => figures.sent += count,
            "failed" => figures.failed += count,
            "unknown" => figures.unknown += count,
            "dropped" => figures.dropped += count,
            other => return Err(DbError::Form(format!("a letter of an issue is `{other}`"))),
        }
        match (came, stands) {
            ("left", _) => figures.left += count,
            ("complained", _) => figures.complained += count,
            // What a server refused at once counts as failed already.
            ("bounced" | "soft", stands) if stands != "failed" => figures.bounced += count,
            _ => {}
        }
    }
    Ok(figures)
}
