//! Erasing a person: every area erases what is its own, and says what it keeps and why.

use crate::{
    address::Address,
    db::{DbError, Sql},
    event::list,
    gift,
    joining::{decide, message, volunteer},
    office::{Office, nonce},
    people::log,
    petition::confirm,
    values,
};
use serde::Serialize;

/// What became of one kind of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// What.
    pub what: &'static str,
    /// How many were erased.
    pub erased: u64,
    /// How many are kept.
    pub kept: u64,
    /// Why they are.
    pub why: Option<&'static str>,
}

impl Erased {
    fn all(what: &'static str, erased: u64) -> Self {
        Self { what, erased, kept: 0, why: None }
    }
}

/// Erases everything about an address that no law makes the campaign keep. `by` is who did it, where it was not the person.
/// What there was none of is left out of the answer.
///
/// # Errors
///
/// The database's: then nothing is erased.
pub fn erase(
    sql: &mut dyn Sql,
    office: &Office,
    address: &Address,
    by: Option<u64>,
    now: i64,
    chance: [u8; 32],
) -> Result<Vec<Erased>, DbError> {
    let person = office.secrets.index("address", &address.mailbox());
    let mut done = vec![
        signatures(sql, &person, now)?,
        collected(sql, &person)?,
        subscriptions(sql, &person, now)?,
        gifts(sql, office, address)?,
        Erased::all("applications of organisations", decide::erase_person(sql, &person, now)?),
        Erased::all("offers to help", volunteer::erase_person(sql, &person, now)?),
        Erased::all("messages", message::erase_person(sql, &person)?),
        Erased::all("registrations", list::erase_person(sql, office, &person, now, &chance)?),
        account(sql, office, address, chance)?,
        letters(sql, &person)?,
        consents(sql, &person, now)?,
    ];
    let refused = "SELECT COUNT(*) FROM suppressed WHERE person = $1";
    let refused = u64::try_from(sql.number(refused, &values![person.as_slice()])?).unwrap_or_default();
    done.push(Erased {
        what: "notes to write to you no more",
        erased: 0,
        kept: refused,
        why: Some("without it we would write again; it holds an index of your address and nothing else"),
    });
    sql.run("DELETE FROM own_data WHERE person = $1", &values![person.as_slice()])?;
    log::note(sql, by, now, "erase-person", if by.is_none() { "asked by the person" } else { "" })?;
    done.retain(|one| one.erased + one.kept > 0);
    Ok(done)
}

fn signatures(sql: &mut dyn Sql, person: &[u8; 32], now: i64) -> Result<Erased, DbError> {
    let mut erased = 0;
    let find = "SELECT id FROM signature WHERE person = $1 AND stands <> 'removed'";
    for row in sql.rows(find, &values![person.as_slice()])? {
        erased += u64::from(confirm::end(sql, row.count(0)?, "withdrawn", now)?);
    }
    let removed = "SELECT COUNT(*) FROM signature WHERE person = $1";
    let kept = u64::try_from(sql.number(removed, &values![person.as_slice()])?).unwrap_or_default();
    let why = "a moderator removed it, and the index of your address keeps it from coming back; nothing else is left of it";
    Ok(Erased { what: "signatures", erased, kept, why: (kept > 0).then_some(why) })
}

/// Signatures that were collected elsewhere count no more.
fn collected(sql: &mut dyn Sql, person: &[u8; 32]) -> Result<Erased, DbError> {
    let rows = sql.rows(
        "DELETE FROM collected_signature WHERE person = $1 RETURNING batch",
        &values![person.as_slice()],
    )?;
    for row in &rows {
        let less = "UPDATE petition_batch SET counted = counted - 1 WHERE id = $1";
        sql.run(less, &values![row.int(0)?])?;
    }
    Ok(Erased::all("signatures collected elsewhere", u64::try_from(rows.len()).unwrap_or(u64::MAX)))
}

/// What the law on accounts does not ask to keep of gifts goes.
fn gifts(sql: &mut dyn Sql, office: &Office, address: &Address) -> Result<Erased, DbError> {
    let done = gift::privacy::erase_person(sql, office, &address.mailbox())?;
    let count = |list: &Vec<String>| u64::try_from(list.len()).unwrap_or(u64::MAX);
    let (erased, kept) = (count(&done.erased), count(&done.kept));
    let why = "the law on accounts and fundraising asks for the books, with who gave, for seven years";
    Ok(Erased { what: "gifts", erased, kept, why: (kept > 0).then_some(why) })
}

fn subscriptions(sql: &mut dyn Sql, person: &[u8; 32], now: i64) -> Result<Erased, DbError> {
    crate::consent::withdraw(sql, person, "newsletter", now)?;
    let letters =
        "DELETE FROM issue_letter WHERE subscriber IN (SELECT id FROM subscriber WHERE person = $1)";
    sql.run(letters, &values![person.as_slice()])?;
    let erased = sql.run("DELETE FROM subscriber WHERE person = $1", &values![person.as_slice()])?;
    Ok(Erased::all("subscriptions", erased))
}

/// An account that has ended is emptied; one that runs is not ended by a link.
fn account(
    sql: &mut dyn Sql,
    office: &Office,
    address: &Address,
    chance: [u8; 32],
) -> Result<Erased, DbError> {
    let person = office.secrets.index("account", &address.mailbox());
    let nobody = office.secrets.seal("account.address", "", nonce(&chance, 0));
    let empty = "UPDATE account SET person = $2, address = $3, name = 'Somebody who left'
                 WHERE person = $1 AND ended IS NOT NULL RETURNING id";
    let row = sql.row(empty, &values![person.as_slice(), chance.as_slice(), nobody])?;
    let erased = u64::from(row.is_some());
    if let Some(row) = row {
        for table in ["session", "sign_in", "passkey"] {
            sql.run(&format!("DELETE FROM {table} WHERE account = $1"), &values![row.int(0)?])?;
        }
    }
    let runs = sql.number("SELECT COUNT(*) FROM account WHERE person = $1", &values![person.as_slice()])?;
    let why = "you help to run the campaign with it: let an administrator end it first";
    let kept = u64::try_from(runs).unwrap_or_default();
    Ok(Erased { what: "accounts", erased, kept, why: (kept > 0).then_some(why) })
}

fn letters(sql: &mut dyn Sql, person: &[u8; 32]) -> Result<Erased, DbError> {
    let erase = "DELETE FROM mail WHERE person = $1 AND stands <> 'carried'";
    Ok(Erased::all("letters", sql.run(erase, &values![person.as_slice()])?))
}

fn consents(sql: &mut dyn Sql, person: &[u8; 32], now: i64) -> Result<Erased, DbError> {
    let withdraw = "UPDATE consent SET withdrawn = $2 WHERE person = $1 AND withdrawn IS NULL";
    sql.run(withdraw, &values![person.as_slice(), now])?;
    let kept = sql.number("SELECT COUNT(*) FROM consent WHERE person = $1", &values![person.as_slice()])?;
    let why = "we must be able to show for three years that you had consented (GDPR, Articles 7(1) and 17(3)(e)); it holds an \
               index of your address and the words, and nothing else";
    let kept = u64::try_from(kept).unwrap_or_default();
    Ok(Erased { what: "consents", erased: 0, kept, why: (kept > 0).then_some(why) })
}
