//! Signatures collected elsewhere before: on paper, on another site. They are kept with their provenance and counted apart, since
//! nobody has confirmed them here; whoever then signs here counts once, as confirmed.

mod table;

pub use table::{Signer, Table, Unread, read};

use super::{Petition, number};
use crate::{
    address::Address,
    db::{DbError, Row, Sql, Table as Tables},
    office::Office,
    values,
};
use record::hash::Hash;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// The tables.
pub const TABLE: Tables = Tables(
    "CREATE TABLE petition_batch (
        id {id},
        petition {int} NOT NULL REFERENCES petition (id),
        provenance TEXT NOT NULL,
        consent TEXT NOT NULL,
        counted {int} NOT NULL,
        account {int},
        at {int} NOT NULL
    ){strict};
    CREATE TABLE collected_signature (
        id {id},
        batch {int} NOT NULL REFERENCES petition_batch (id),
        petition {int} NOT NULL REFERENCES petition (id),
        person {bytes},
        name {bytes} NOT NULL,
        country TEXT NOT NULL,
        comment {bytes},
        collected TEXT,
        UNIQUE (petition, person)
    ){strict};
    CREATE INDEX collected_signature_person ON collected_signature (person);
    CREATE INDEX collected_signature_batch ON collected_signature (batch);",
);

/// Where signatures come from, in the words of whoever brings them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Where, when and by whom they were collected.
    pub says: String,
    /// What the signers consented to, as they read it.
    pub consent: String,
}

/// What a file comes to, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many are taken.
    pub taken: u64,
    /// By country.
    pub countries: BTreeMap<String, u64>,
    /// How many mailboxes stand in the file more than once.
    pub twice: u64,
    /// How many have signed here, or were brought before.
    pub already: u64,
    /// How many of those taken have no address: doubles among them cannot be found.
    pub without_address: u64,
}

/// Why nothing is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CollectRefusal {
    /// The provenance.
    Provenance,
    /// What was consented to.
    Consent,
    /// The database.
    Db(DbError),
}

impl fmt::Display for CollectRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provenance => {
                f.write_str("say where, when and by whom they were collected, in 10 to 600 characters")
            }
            Self::Consent => f.write_str("give the words that the signers read, in 10 to 2,000 characters"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CollectRefusal {}

impl From<DbError> for CollectRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Takes the signers of a file; `dry`, says what would be taken and changes nothing. `seed` are fresh random bytes.
///
/// # Errors
///
/// Why nothing is taken.
pub fn collect(
    sql: &mut dyn Sql,
    office: &Office,
    petition: &Petition,
    provenance: &Provenance,
    signers: &[Signer],
    (by, now, seed): (Option<u64>, i64, [u8; 32]),
    dry: bool,
) -> Result<Outcome, CollectRefusal> {
    let (says, consent) = (provenance.says.trim(), provenance.consent.trim());
    let within = |text: &str, most| (10..=most).contains(&text.chars().count());
    if !within(says, 600) {
        return Err(CollectRefusal::Provenance);
    }
    if !within(consent, 2_000) {
        return Err(CollectRefusal::Consent);
    }
    let mut outcome = Outcome::default();
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for (place, signer) in (0u64..).zip(signers) {
        let person =
            signer.address.as_ref().map(|address| office.secrets.index("address", &address.mailbox()));
        if let Some(person) = person {
            if !seen.insert(person) {
                outcome.twice += 1;
                continue;
            }
            if is_known(sql, petition, &person)? {
                outcome.already += 1;
                continue;
            }
        } else {
            outcome.without_address += 1;
        }
        outcome.taken += 1;
        *outcome.countries.entry(signer.country.clone()).or_default() += 1;
        if !dry {
            kept.push((place, signer, person));
        }
    }
    if kept.is_empty() {
        return Ok(outcome);
    }
    let begin = "INSERT INTO petition_batch (petition, provenance, consent, counted, account, at)
                 VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let counted = i64::try_from(outcome.taken).unwrap_or(i64::MAX);
    let batch =
        sql.number(begin, &values![number(petition.id), says, consent, counted, by.map(number), now])?;
    let keep = "INSERT INTO collected_signature (batch, petition, person, name, country, comment, collected)
                VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for (place, signer, person) in kept {
        let nonce = |part: u8| {
            let drawn = Hash::of(&[b"koinon collected\0", &seed, &place.to_be_bytes(), &[part]]);
            std::array::from_fn(|byte| drawn.0[byte])
        };
        let comment =
            signer.comment.as_deref().map(|text| office.secrets.seal("collected.comment", text, nonce(1)));
        sql.run(
            keep,
            &values![
                batch,
                number(petition.id),
                person.as_ref().map(<[u8; 32]>::as_slice),
                office.secrets.seal("collected.name", &signer.name, nonce(0)),
                signer.country.as_str(),
                comment,
                signer.day.as_deref()
            ],
        )?;
    }
    Ok(outcome)
}

/// Has this mailbox signed here, was it removed, or was it brought before?
fn is_known(sql: &mut dyn Sql, petition: &Petition, person: &[u8; 32]) -> Result<bool, DbError> {
    let known = "SELECT 1 FROM signature WHERE petition = $1 AND person = $2 AND stands <> 'asked'
                 UNION ALL SELECT 1 FROM collected_signature WHERE petition = $1 AND person = $2";
    Ok(sql.row(known, &values![number(petition.id), person.as_slice()])?.is_some())
}

/// Whoever confirms here counts as confirmed, and no more among those collected elsewhere.
///
/// # Errors
///
/// The database's.
pub(super) fn confirmed(sql: &mut dyn Sql, petition: i64, person: &[u8]) -> Result<(), DbError> {
    let drop = "DELETE FROM collected_signature WHERE petition = $1 AND person = $2 RETURNING batch";
    if let Some(row) = sql.row(drop, &values![petition, person])? {
        let less = "UPDATE petition_batch SET counted = counted - 1 WHERE id = $1";
        sql.run(less, &values![row.int(0)?])?;
    }
    Ok(())
}

/// Signatures that were brought at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its row.
    pub id: u64,
    /// Where they come from.
    pub provenance: Provenance,
    /// How many of them have not been confirmed here.
    pub counted: u64,
    /// When they were brought, in seconds since 1970.
    pub at: i64,
}

/// What was brought to a petition, the oldest first.
///
/// # Errors
///
/// The database's.
pub fn batches(sql: &mut dyn Sql, petition: &Petition) -> Result<Vec<Batch>, DbError> {
    let find =
        "SELECT id, provenance, consent, counted, at FROM petition_batch WHERE petition = $1 ORDER BY id";
    let batch = |row: &Row| {
        Ok(Batch {
            id: row.count(0)?,
            provenance: Provenance { says: row.text(1)?.to_owned(), consent: row.text(2)?.to_owned() },
            counted: row.count(3)?,
            at: row.int(4)?,
        })
    };
    sql.rows(find, &values![number(petition.id)])?.iter().map(batch).collect()
}

/// Takes back what was brought at once: it is erased. Whether there was such a batch.
///
/// # Errors
///
/// The database's.
pub fn take_back(sql: &mut dyn Sql, petition: &Petition, batch: u64) -> Result<bool, DbError> {
    let these = values![number(batch), number(petition.id)];
    sql.run("DELETE FROM collected_signature WHERE batch = $1 AND petition = $2", &these)?;
    Ok(sql.run("DELETE FROM petition_batch WHERE id = $1 AND petition = $2", &these)? > 0)
}

/// The mailbox of a text, as people type it; none where it is empty.
fn mailbox(text: &str) -> Result<Option<Address>, String> {
    if text.is_empty() { Ok(None) } else { Address::read(text).map(Some).map_err(|error| error.to_string()) }
}
