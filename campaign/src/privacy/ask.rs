//! Asking to see what is kept: a letter brings a link, whoever asks and whatever is kept, so that the answer tells nobody whose
//! addresses are known.

use super::person;
use crate::{
    address::Address,
    db::{DbError, Sql},
    joining::{JoinRefusal, number, opened, paced, row_of},
    mail::{Letter, queue},
    office::{Chance, Office, nonce},
    pace::within,
    secret::Purpose,
    values,
};

/// For how long a link opens, in seconds: a day.
pub const OPENS: i64 = 86_400;
/// For how long a request is kept, in seconds.
pub const KEEP: i64 = 2 * 86_400;
/// How many letters one mailbox receives in a day.
const A_DAY: i64 = 3;

/// Sends a link to see, download and erase what is kept about an address. Where it is kept in another writing of the same mailbox,
/// the letter goes there, and not where the visitor says.
///
/// # Errors
///
/// Why nothing is sent.
pub fn ask(
    sql: &mut dyn Sql,
    office: &Office,
    address: &str,
    network: &str,
    now: i64,
    chance: Chance,
) -> Result<(), JoinRefusal> {
    let typed = Address::read(address).map_err(JoinRefusal::Address)?;
    paced(sql, office, "own data", network, now)?;
    let pace = office.secrets.index("address of own data", &typed.mailbox());
    if !within(sql, &pace, now, 86_400, A_DAY)? {
        return Ok(());
    }
    let kept = person::addresses(sql, office, &typed)?;
    let same = |one: &&Address| one.to_string().eq_ignore_ascii_case(&typed.to_string());
    let to = match (kept.iter().find(same), kept.first()) {
        (Some(same), _) | (None, Some(same)) => same.clone(),
        (None, None) => typed,
    };
    let index = office.secrets.index("address", &to.mailbox());
    let sealed = office.secrets.seal("own_data.address", &to.to_string(), nonce(&chance[0], 0));
    let put = "INSERT INTO own_data (person, address, asked) VALUES ($1, $2, $3) RETURNING id";
    let id = row_of(sql.number(put, &values![index.as_slice(), sealed, now])?)?;
    let link = office.address("my-data", Purpose::OwnData, id, Some(now + OPENS));
    let letter = Letter {
        to,
        subject: "What we keep about you".to_owned(),
        text: format!(
            "Hello,\n\nthis page shows what we keep about your address, if anything. There you can download it, and erase it by a \
             button. The link opens for a day, for whoever has it: do not pass this letter on.\n\n{link}\n\nIf you did not ask for \
             it, do nothing.\n\nWhat we keep of whom, why and for how long:\n{}/privacy",
            office.origin
        ),
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because somebody entered your address at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "own-data", now, chance[1])?;
    Ok(())
}

/// The address that a link is about. Changes nothing.
///
/// # Errors
///
/// Why it opens nothing.
pub fn open(sql: &mut dyn Sql, office: &Office, link: &str, now: i64) -> Result<Address, JoinRefusal> {
    let id = office.secrets.open_link(Purpose::OwnData, link, now)?;
    let row = sql.row("SELECT address FROM own_data WHERE id = $1", &values![number(id)])?;
    let text = opened(office, "own_data.address", row.ok_or(JoinRefusal::Gone)?.bytes(0)?)?;
    Address::read(&text).map_err(JoinRefusal::Address)
}

/// Erases requests whose link opens no more.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run("DELETE FROM own_data WHERE asked < $1", &values![now - KEEP])
}
