//! Signatures as a moderator sees them: those that wait, those that were decided, those of one mailbox.

use super::{Hidden, Why};
use crate::{
    db::{DbError, Row, Sql},
    office::Office,
    petition::{number, sign::Shown},
    values,
};

/// A signature as a moderator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its row.
    pub signature: u64,
    /// The title of its petition.
    pub petition: String,
    /// Why it is looked at.
    pub why: Why,
    /// Since when, in seconds since 1970.
    pub since: i64,
    /// How the review stands: `waits`, `approved`, `hidden`, `removed`.
    pub review: String,
    /// How the signature stands: `asked`, `signed`, `removed`.
    pub stands: String,
    /// The name, as long as it is kept.
    pub name: Option<String>,
    /// The country, by its code.
    pub country: String,
    /// The comment, if there is one.
    pub comment: Option<String>,
    /// How its signer chose to be shown.
    pub shown: Shown,
    /// What is hidden.
    pub hidden: Hidden,
    /// The reason of the last decision.
    pub reason: Option<String>,
}

const CASE: &str = "SELECT signature.id, petition.title, COALESCE(review.why, 'sought'), COALESCE(review.since, signature.asked),
                    COALESCE(review.stands, ''), signature.stands, signature.name, signature.country, signature.comment,
                    signature.shown, signature.hidden, review.reason
                    FROM signature JOIN petition ON petition.id = signature.petition";

fn case(office: &Office, row: &Row) -> Result<Case, DbError> {
    let open =
        |place: &str, kept: Option<&[u8]>| kept.and_then(|kept| office.secrets.unseal(place, kept).ok());
    let shown = Shown::read(row.text(9)?);
    Ok(Case {
        signature: row.count(0)?,
        petition: row.text(1)?.to_owned(),
        why: Why::read(row.text(2)?)?,
        since: row.int(3)?,
        review: row.text(4)?.to_owned(),
        stands: row.text(5)?.to_owned(),
        name: open("signature.name", row.maybe_bytes(6)?),
        country: row.text(7)?.to_owned(),
        comment: open("signature.comment", row.maybe_bytes(8)?),
        shown: shown.ok_or_else(|| DbError::Form("how a signature is shown".into()))?,
        hidden: Hidden::read(row.int(10)?),
        reason: row.maybe_text(11)?.map(str::to_owned),
    })
}

/// What waits for a moderator, or stands decided as the word says; the oldest that wait first, the last decided first.
///
/// # Errors
///
/// The database's.
pub fn cases(sql: &mut dyn Sql, office: &Office, stands: &str, most: u32) -> Result<Vec<Case>, DbError> {
    let order = if stands == "waits" {
        "review.since, signature.id"
    } else {
        "review.decided DESC, signature.id DESC"
    };
    let find = format!(
        "{CASE} JOIN signature_review AS review ON review.signature = signature.id WHERE review.stands = $1
         ORDER BY {order} LIMIT $2"
    );
    let rows = sql.rows(&find, &values![stands, i64::from(most)])?;
    rows.iter().map(|row| case(office, row)).collect()
}

/// How many wait.
///
/// # Errors
///
/// The database's.
pub fn waiting(sql: &mut dyn Sql) -> Result<u64, DbError> {
    let count = sql.number("SELECT COUNT(*) FROM signature_review WHERE stands = 'waits'", &[])?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The signatures of one mailbox under every petition: looked for by the exact address, since nothing else is kept by which it
/// could be found.
///
/// # Errors
///
/// The database's.
pub fn find(sql: &mut dyn Sql, office: &Office, mailbox: &str) -> Result<Vec<Case>, DbError> {
    let person = office.secrets.index("address", mailbox);
    let find = format!(
        "{CASE} LEFT JOIN signature_review AS review ON review.signature = signature.id WHERE signature.person = $1
         ORDER BY signature.id"
    );
    sql.rows(&find, &values![person.as_slice()])?.iter().map(|row| case(office, row)).collect()
}

/// The other signatures that came under the same name from the same network within a week, as long as that is kept.
///
/// # Errors
///
/// The database's.
pub fn like(sql: &mut dyn Sql, office: &Office, signature: u64) -> Result<Vec<Case>, DbError> {
    let find = format!(
        "{CASE} LEFT JOIN signature_review AS review ON review.signature = signature.id
         WHERE signature.likeness = (SELECT likeness FROM signature WHERE id = $1) AND signature.id <> $1
         ORDER BY signature.id LIMIT 10"
    );
    sql.rows(&find, &values![number(signature)])?.iter().map(|row| case(office, row)).collect()
}
