//! Bringing somebody in, and giving them another name or role: what administrators do with accounts.

use super::{
    Account, AccountRefusal, Role, account, appoint, find, must_have_an_administrator, number, sign_in,
};
use crate::{
    address::Address,
    db::{DbError, Sql},
    mail::{Letter, queue},
    office::Office,
    values,
};

/// For how long the link of an invitation signs in, in seconds.
pub const INVITED: i64 = 3 * 86_400;

/// Who is invited, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Invited<'t> {
    /// The address.
    pub address: &'t str,
    /// The name.
    pub name: &'t str,
    /// The role.
    pub role: Role,
    /// Who invites, by name.
    pub by: &'t str,
}

/// Makes an account and sends a link that signs it in once.
///
/// # Errors
///
/// Why it cannot be made; [`AccountRefusal::Known`] where this address has an account.
pub fn invite(
    sql: &mut dyn Sql,
    office: &Office,
    invited: &Invited<'_>,
    now: i64,
    chance: [[u8; 32]; 3],
) -> Result<Account, AccountRefusal> {
    let address = Address::read(invited.address.trim()).map_err(AccountRefusal::Address)?;
    if find(sql, office, &address)?.is_some() {
        return Err(AccountRefusal::Known);
    }
    let seal = std::array::from_fn(|place| chance[0][place]);
    let made = appoint(sql, office, &address.to_string(), invited.name, invited.role, now, seal)?;
    send(sql, office, &made, address, invited.by, now, [chance[1], chance[2]])?;
    Ok(made)
}

/// Sends another link to somebody who has an account: the letter was lost, or its time is over.
///
/// # Errors
///
/// Where the account has ended.
pub fn again(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    by: &str,
    now: i64,
    chance: [[u8; 32]; 2],
) -> Result<Account, AccountRefusal> {
    let of = account(sql, id)?.filter(|account| account.ended.is_none()).ok_or(AccountRefusal::Gone)?;
    let address = super::address(sql, office, id)?;
    send(sql, office, &of, address, by, now, chance)?;
    Ok(of)
}

fn send(
    sql: &mut dyn Sql,
    office: &Office,
    to: &Account,
    address: Address,
    by: &str,
    now: i64,
    chance: [[u8; 32]; 2],
) -> Result<(), DbError> {
    let link = sign_in::link(sql, office, to, INVITED, now, chance[0])?;
    let letter = Letter {
        to: address,
        subject: format!("You are invited to run the campaign of {}", office.sender.name),
        text: format!(
            "Dear {},\n\n{by} invites you to help to run the campaign at {origin}, as {}.\n\nThis link signs you in, once, within \
             three days:\n\n{link}\n\nLater you sign in at {origin}/sign-in. If you do not know what this is about, do nothing.",
            to.name,
            to.role.word(),
            origin = office.origin
        ),
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because {by} made an account for you at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "invite", now, chance[1]).map(|_| ())
}

/// Gives an account another name and role. What it may do changes with its next request.
///
/// # Errors
///
/// Where there is none, or nobody could administer the campaign any more.
pub fn change(sql: &mut dyn Sql, id: u64, name: &str, role: Role) -> Result<Account, AccountRefusal> {
    let name = super::named(name)?;
    let change = "UPDATE account SET name = $2, role = $3 WHERE id = $1 AND ended IS NULL";
    if sql.run(change, &values![number(id), name, role.word()])? != 1 {
        return Err(AccountRefusal::Gone);
    }
    must_have_an_administrator(sql)?;
    account(sql, id)?.ok_or(AccountRefusal::Gone)
}
