//! Stripe, as far as it can be known without a network: what is asked of it, what it answers, what it tells by itself. Cards are
//! entered on its pages, never on ours.
//!
//! Each legal entity has an account of its own, sealed among the settings.

mod event;
mod request;
mod signature;

use super::entity::Entity;
use crate::{
    db::{DbError, Sql},
    secret::Secrets,
};
use serde::{Deserialize, Serialize};
use std::fmt;

pub use event::{Event, EventError, MOST_BYTES, What};
pub use request::{Ask, Begun, Method, begin, begun, done, end_subscription, fee, fee_of};
pub use signature::{SignatureError, TOLERANCE, header, verify};

/// Where Stripe's interface stands.
pub const BASE: &str = "https://api.stripe.com";

/// The version of Stripe's interface that we speak.
pub const VERSION: &str = "2024-06-20";

/// An account at Stripe.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The secret key, `sk_…` or the restricted `rk_…`.
    pub secret: String,
    /// The secret by which its events are signed, `whsec_…`.
    pub events: String,
    /// Where its interface stands: [`BASE`], or a stand-in on this machine.
    pub base: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets are not for logs.
        f.debug_struct("Account").field("base", &self.base).finish_non_exhaustive()
    }
}

/// What is wrong with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountError {
    /// The secret key.
    Secret,
    /// The secret of events.
    Events,
    /// Where it stands.
    Base,
    /// Another entity has it.
    Taken,
}

impl fmt::Display for AccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret => "Stripe's secret key begins with sk_ or rk_",
            Self::Events => "the signing secret of a Stripe webhook begins with whsec_",
            Self::Taken => {
                "another legal entity has this account: each has one of its own, so that its money is its own"
            }
            Self::Base => "Stripe is asked over https, or over http on this machine alone",
        })
    }
}

impl std::error::Error for AccountError {}

impl Account {
    /// Finds what is wrong.
    ///
    /// # Errors
    ///
    /// The first thing that is.
    pub fn check(&self) -> Result<(), AccountError> {
        let plain = |text: &str| {
            text.len() <= 300 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        if !(self.secret.starts_with("sk_") || self.secret.starts_with("rk_")) || !plain(&self.secret) {
            return Err(AccountError::Secret);
        }
        if !self.events.starts_with("whsec_")
            || self.events.len() > 300
            || self.events.contains(char::is_whitespace)
        {
            return Err(AccountError::Events);
        }
        if !is_place(&self.base) {
            return Err(AccountError::Base);
        }
        Ok(())
    }
}

/// Is this a place that a secret may be sent to, or a giver be led to: over https, or on this machine?
fn is_place(text: &str) -> bool {
    let sound = |rest: &str| {
        !rest.is_empty() && !rest.contains(|sign: char| sign.is_whitespace() || sign.is_control())
    };
    match text.split_once("://") {
        Some(("https", rest)) => sound(rest) && !rest.starts_with('/') && !rest.contains('@'),
        Some(("http", rest)) => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            sound(rest) && matches!(name, "localhost" | "127.0.0.1" | "[::1]")
        }
        _ => false,
    }
}

fn row(entity: &Entity) -> String {
    format!("stripe.{}", entity.name)
}

/// The account of an entity, if it has one.
///
/// # Errors
///
/// The database's; [`DbError::Form`] where another key sealed it.
pub fn account(sql: &mut dyn Sql, secrets: &Secrets, entity: &Entity) -> Result<Option<Account>, DbError> {
    super::sealed_setting(sql, secrets, &row(entity))
}

/// Every account, each with its entity.
///
/// # Errors
///
/// As [`account`].
pub fn accounts(sql: &mut dyn Sql, secrets: &Secrets) -> Result<Vec<(Entity, Account)>, DbError> {
    let mut all = Vec::new();
    for entity in super::entity::all(sql)? {
        if let Some(account) = account(sql, secrets, &entity)? {
            all.push((entity, account));
        }
    }
    Ok(all)
}

/// Keeps the account of an entity; or none any more.
///
/// # Errors
///
/// The outer: the database's. The inner: what is wrong with the account.
pub fn set_account(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    entity: &Entity,
    account: Option<&Account>,
    chance: [u8; 12],
) -> Result<Result<(), AccountError>, DbError> {
    let Some(account) = account else {
        sql.run("DELETE FROM setting WHERE name = $1", &crate::values![row(entity)])?;
        return Ok(Ok(()));
    };
    if let Err(error) = account.check() {
        return Ok(Err(error));
    }
    let same = |(other, kept): &(Entity, Account)| {
        other.id != entity.id && (kept.secret == account.secret || kept.events == account.events)
    };
    if accounts(sql, secrets)?.iter().any(same) {
        return Ok(Err(AccountError::Taken));
    }
    super::seal_setting(sql, secrets, &row(entity), account, chance).map(Ok)
}

/// The entity whose account signed these bytes: each has a secret of its own.
///
/// # Errors
///
/// The outer: the database's. The inner: why they are not believed.
pub fn signer(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    signature: &str,
    body: &[u8],
    now: i64,
) -> Result<Result<Entity, SignatureError>, DbError> {
    let mut why = SignatureError::Forged;
    for (entity, account) in accounts(sql, secrets)? {
        match verify(signature, body, &account.events, now) {
            Ok(()) => return Ok(Ok(entity)),
            Err(SignatureError::Forged) => {}
            Err(error) => why = error,
        }
    }
    Ok(Err(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(secret: &str, events: &str, base: &str) -> Result<(), AccountError> {
        Account { secret: secret.into(), events: events.into(), base: base.into() }.check()
    }

    #[test]
    fn a_secret_is_sent_only_where_nobody_listens() {
        assert_eq!(account("sk_test_1", "whsec_1", BASE), Ok(()));
        for base in ["http://127.0.0.1:9", "http://localhost:9/x", "http://[::1]:9"] {
            assert_eq!(account("rk_1", "whsec_1", base), Ok(()), "{base}");
        }
        for base in [
            "http://api.stripe.com",
            "http://localhost.example",
            "http://localhost@example.org",
            "https://a@b",
            "ftp://localhost",
            "https://",
            "",
            "https://a b",
        ] {
            assert_eq!(account("sk_1", "whsec_1", base), Err(AccountError::Base), "{base}");
        }
        assert_eq!(account("pk_1", "whsec_1", BASE), Err(AccountError::Secret));
        assert_eq!(account("sk_1\r\nX: y", "whsec_1", BASE), Err(AccountError::Secret));
        assert_eq!(account("sk_1", "sk_1", BASE), Err(AccountError::Events));
    }

    #[test]
    fn secrets_are_not_for_logs() {
        let account =
            Account { secret: "sk_hidden".into(), events: "whsec_hidden".into(), base: BASE.into() };
        assert!(!format!("{account:?}").contains("hidden"));
    }
}
