//! The settings: who writes, where the site stands, and who carries the letters. They lie in one sealed row, for a password is
//! among them.

use crate::{
    address::{Address, AddressError},
    db::{DbError, Sql, Table},
    mail::{
        Sender,
        carrier::{Carrier, Protection, Server},
        dkim::{Dkim, DkimError},
    },
    office::Office,
    secret::Secrets,
    values,
};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// The table.
pub const TABLE: Table =
    Table("CREATE TABLE setting (name TEXT PRIMARY KEY, value {bytes} NOT NULL){strict}");

/// The place of the row, and of its seal.
const ROW: &str = "campaign";

/// Everything that is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The association's name.
    pub sender: String,
    /// Its address, where answers go.
    pub address: String,
    /// Where what cannot be delivered comes back to, if not there.
    pub bounces: Option<String>,
    /// Its postal address, in one line.
    pub postal: String,
    /// Where the site stands, such as `https://example.org`.
    pub origin: String,
    /// Who carries letters; without one they are put into the folder `outbox`.
    pub smtp: Option<Smtp>,
    /// What signs them, if anything does.
    pub dkim: Option<Signing>,
    /// How many letters go out in a minute at most.
    pub letters_a_minute: u32,
    /// How many are carried at once, and what comes back.
    #[serde(default)]
    pub mailing: Mailing,
}

/// What sending to many needs beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mailing {
    /// Over how many connections letters are carried at once.
    pub connections: u32,
    /// How many letters go to one domain in a minute at most, if there is a bound.
    pub letters_a_minute_to_a_domain: Option<u32>,
    /// A second key that signs letters, of the other kind: RSA for receivers that do not know Ed25519.
    pub dkim_also: Option<Signing>,
    /// The folder (maildir) into which the mail server puts what comes back, if it does.
    pub returned: Option<PathBuf>,
}

impl Default for Mailing {
    fn default() -> Self {
        Self { connections: 4, letters_a_minute_to_a_domain: None, dkim_also: None, returned: None }
    }
}

/// The most connections that may be asked for.
const MOST_CONNECTIONS: u32 = 64;

/// An SMTP server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `tls`, `starttls` or `none`.
    pub protection: String,
    /// The user, if it asks for one.
    pub user: Option<String>,
    /// The password.
    pub password: Option<String>,
    /// A certificate to trust beside the system's, as PEM.
    pub certificate: Option<String>,
}

/// A key for DKIM.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// The domain for which it signs.
    pub domain: String,
    /// The selector under which the public key stands.
    pub selector: String,
    /// The private key, as PEM.
    pub key: String,
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// The association has no name, or one of several lines.
    Sender,
    /// An address: whose, and what is wrong with it.
    Address(String, AddressError),
    /// No postal address.
    Postal,
    /// The place of the site.
    Origin(String),
    /// A word for the protection of the connection.
    Protection(String),
    /// A user without a password, or the other way round.
    Login,
    /// Not one letter in a minute.
    Pace,
    /// No connection, or too many.
    Connections(u32),
    /// The server may not be used so.
    Smtp(String),
    /// The key for DKIM.
    Dkim(DkimError),
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sender => f.write_str("the sender's name has between 1 and 100 characters, in one line"),
            Self::Address(text, error) => write!(f, "`{text}`: {error}"),
            Self::Postal => f.write_str(
                "every letter must name a postal address: between 5 and 200 characters, in one line",
            ),
            Self::Origin(text) => write!(f, "`{text}` is no place of a site"),
            Self::Protection(text) => write!(f, "`{text}` protects no connection"),
            Self::Login => f.write_str("a login has a user and a password"),
            Self::Pace => f.write_str("at least one letter a minute must go out"),
            Self::Connections(count) => write!(f, "letters cannot be carried over {count} connections"),
            Self::Smtp(says) => f.write_str(says),
            Self::Dkim(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SettingError {}

impl SettingError {
    /// What would be right.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Sender => "such as: Coalition for a Community of Democracies",
            Self::Address(..) => "such as: office@example.org",
            Self::Postal => "such as: 1 Example Street, Washington, DC 20001, United States",
            Self::Origin(_) => "such as: https://example.org, or http://localhost:8080 on this machine alone",
            Self::Protection(_) => {
                "one of: tls (port 465), starttls (port 587), none (a server on this machine)"
            }
            Self::Login => "give both, or neither",
            Self::Pace => "what your mail server allows, such as 600",
            Self::Connections(_) => "between 1 and 64; most servers allow 10",
            Self::Smtp(_) => "set what the server's provider says",
            Self::Dkim(_) => "make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
        }
    }
}

impl Settings {
    /// Finds what is wrong.
    ///
    /// # Errors
    ///
    /// The first thing that is.
    pub fn check(&self) -> Result<(), SettingError> {
        self.sender()?;
        let (scheme, host) = self.origin.split_once("://").unwrap_or_default();
        let name = host.split(':').next().unwrap_or_default();
        let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "-.:".contains(sign);
        let open = scheme == "https" || (scheme == "http" && name == "localhost");
        if !open || name.is_empty() || !host.chars().all(plain) {
            return Err(SettingError::Origin(self.origin.clone()));
        }
        if self.letters_a_minute == 0 {
            return Err(SettingError::Pace);
        }
        if self.mailing.letters_a_minute_to_a_domain == Some(0) {
            return Err(SettingError::Pace);
        }
        if !(1..=MOST_CONNECTIONS).contains(&self.mailing.connections) {
            return Err(SettingError::Connections(self.mailing.connections));
        }
        self.signers()?;
        self.carrier(Path::new("")).map(|_| ())
    }

    /// Who writes.
    ///
    /// # Errors
    ///
    /// What is wrong with a name or an address.
    pub fn sender(&self) -> Result<Sender, SettingError> {
        let line = |text: &str, least, most| {
            (least..=most).contains(&text.trim().chars().count()) && !text.chars().any(char::is_control)
        };
        let address =
            |text: &String| Address::read(text).map_err(|error| SettingError::Address(text.clone(), error));
        if !line(&self.sender, 1, 100) {
            return Err(SettingError::Sender);
        }
        if !line(&self.postal, 5, 200) {
            return Err(SettingError::Postal);
        }
        Ok(Sender {
            name: self.sender.trim().to_owned(),
            address: address(&self.address)?,
            bounces: self.bounces.as_ref().map(address).transpose()?,
            postal: self.postal.trim().to_owned(),
        })
    }

    /// The office that works by these settings, with these keys.
    ///
    /// # Errors
    ///
    /// As [`Settings::sender`].
    pub fn office(&self, secrets: Secrets) -> Result<Office, SettingError> {
        Ok(Office { secrets, sender: self.sender()?, origin: self.origin.clone() })
    }

    /// Who carries letters: the server, or the folder `outbox`.
    ///
    /// # Errors
    ///
    /// What is wrong with the server.
    pub fn carrier(&self, outbox: &Path) -> Result<Carrier, SettingError> {
        let Some(smtp) = &self.smtp else { return Ok(Carrier::Outbox(outbox.to_owned())) };
        let protection = match smtp.protection.as_str() {
            "tls" => Protection::Tls,
            "starttls" => Protection::StartTls,
            "none" => Protection::None,
            other => return Err(SettingError::Protection(other.to_owned())),
        };
        let login = match (&smtp.user, &smtp.password) {
            (Some(user), Some(password)) => Some((user.clone(), password.clone())),
            (None, None) => None,
            _ => return Err(SettingError::Login),
        };
        let (host, certificate) = (smtp.host.clone(), smtp.certificate.clone());
        let server = Server { host, port: smtp.port, protection, login, certificate };
        Carrier::smtp(&server).map_err(|failure| SettingError::Smtp(failure.says))
    }

    /// What signs letters: none, one or two keys.
    ///
    /// # Errors
    ///
    /// What is wrong with a key.
    pub fn signers(&self) -> Result<Vec<Dkim>, SettingError> {
        let of = |set: &Signing| Dkim::new(&set.domain, &set.selector, &set.key).map_err(SettingError::Dkim);
        self.dkim.iter().chain(&self.mailing.dkim_also).map(of).collect()
    }
}

/// What is set; nothing before anything was.
///
/// # Errors
///
/// The database's; [`DbError::Form`] where another key sealed it.
pub fn read(sql: &mut dyn Sql, secrets: &Secrets) -> Result<Option<Settings>, DbError> {
    let row = sql.row("SELECT value FROM setting WHERE name = $1", &values![ROW])?;
    let Some(row) = row else { return Ok(None) };
    let text = secrets
        .unseal("setting.value", row.bytes(0)?)
        .map_err(|error| DbError::Form(format!("the settings cannot be read: {error}")))?;
    let read = serde_json::from_str(&text);
    read.map(Some).map_err(|error| DbError::Form(format!("the settings cannot be read: {error}")))
}

/// Keeps settings in the place of those before.
///
/// # Errors
///
/// The database's.
pub fn keep(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    settings: &Settings,
    chance: [u8; 12],
) -> Result<(), DbError> {
    let text = serde_json::to_string(settings)
        .map_err(|error| DbError::Form(format!("the settings cannot be written: {error}")))?;
    let keep = "INSERT INTO setting (name, value) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sql.run(keep, &values![ROW, secrets.seal("setting.value", &text, chance)]).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            sender: "Coalition".into(),
            address: "office@example.org".into(),
            bounces: None,
            postal: "1 Example Street".into(),
            origin: "https://example.org".into(),
            smtp: None,
            dkim: None,
            letters_a_minute: 600,
            mailing: Mailing::default(),
        }
    }

    fn wrong(change: impl FnOnce(&mut Settings)) -> String {
        let mut settings = settings();
        change(&mut settings);
        settings.check().map_or_else(|error| error.to_string(), |()| "nothing".to_owned())
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(wrong(|_| {}), "nothing");
        assert_eq!(wrong(|set| set.origin = "http://localhost:8080".into()), "nothing");
        for origin in ["http://example.org", "example.org", "https://", "https://a/b", "https://a\r\nX", ""] {
            assert!(wrong(|set| set.origin = origin.into()).ends_with("is no place of a site"), "{origin}");
        }
        assert!(wrong(|set| set.sender = "a\nBcc: b".into()).starts_with("the sender's name"));
        assert!(wrong(|set| set.postal = String::new()).contains("postal"));
        assert!(wrong(|set| set.address = "nobody".into()).starts_with("`nobody`"));
        let smtp = |protection: &str, host: &str, user: Option<&str>| Smtp {
            host: host.into(),
            port: 25,
            protection: protection.into(),
            user: user.map(Into::into),
            password: None,
            certificate: None,
        };
        assert_eq!(wrong(|set| set.smtp = Some(smtp("none", "localhost", None))), "nothing");
        assert!(wrong(|set| set.smtp = Some(smtp("none", "mail.example.org", None))).contains("unprotected"));
        assert!(wrong(|set| set.smtp = Some(smtp("ssl", "localhost", None))).starts_with("`ssl`"));
        assert!(wrong(|set| set.smtp = Some(smtp("tls", "localhost", Some("a")))).contains("login"));
    }
}
