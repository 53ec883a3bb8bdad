//! Who carries letters: an SMTP server, or a folder that the administration shows.
//!
//! The steps of a delivery are taken one by one, because what a failure means depends on where it happens: before the letter's
//! text is handed over nothing was sent, after it the server may have the letter, whatever the connection says.

use super::outcome::{Failure, Outcome, Reason};
use crate::address::Address;
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{Certificate, SmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt, Rset},
    extension::ClientId,
};
use record::keyfile::for_its_owner;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// How long a server may take to answer. RFC 5321, 4.5.3.2.6, would have ten minutes after the last line of a letter; what
/// has not answered by then counts as unknown, and is not sent again.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many letters go over one connection.
const A_CONNECTION: u32 = 100;

/// How the connection to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after a greeting, or no letter is sent (port 587).
    StartTls,
    /// None: only to a server on this machine.
    None,
}

/// An SMTP server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// User and password, if it asks for them.
    pub login: Option<(String, String)>,
    /// A certificate to trust beside the system's, as PEM: for a server with one of its own.
    pub certificate: Option<String>,
}

/// Who carries letters.
#[derive(Clone)]
pub enum Carrier {
    /// An SMTP server.
    Smtp(Arc<Route>),
    /// A folder: one file a letter.
    Outbox(PathBuf),
}

/// The way to a server.
pub struct Route {
    host: String,
    port: u16,
    tls: Option<(Protection, TlsParameters)>,
    login: Option<Credentials>,
}

/// One pair of hands: a connection that is made for the first letter and kept for those after it.
pub struct Hand {
    carrier: Carrier,
    open: Option<SmtpConnection>,
    carried: u32,
}

impl Carrier {
    /// The way to a server. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// Where the server may not be trusted so: no protection but to this machine, a certificate that is none.
    pub fn smtp(server: &Server) -> Result<Self, Failure> {
        let cannot = |says: String| Failure::new(Reason::Refused, says);
        let mut tls = TlsParameters::builder(server.host.clone());
        if let Some(pem) = &server.certificate {
            let certificate = Certificate::from_pem(pem.as_bytes());
            tls = tls.add_root_certificate(certificate.map_err(|error| cannot(error.to_string()))?);
        }
        let local = ["localhost", "127.0.0.1", "::1"].contains(&server.host.as_str());
        let tls = match server.protection {
            Protection::None if local => None,
            Protection::None => {
                return Err(cannot(format!(
                    "letters to {} would travel unprotected: set TLS or STARTTLS",
                    server.host
                )));
            }
            protection => Some((protection, tls.build().map_err(|error| cannot(error.to_string()))?)),
        };
        let login = server.login.clone().map(|(user, password)| Credentials::new(user, password));
        Ok(Self::Smtp(Arc::new(Route { host: server.host.clone(), port: server.port, tls, login })))
    }

    /// A pair of hands. Several may carry at once, each over a connection of its own.
    pub fn hand(&self) -> Hand {
        Hand { carrier: self.clone(), open: None, carried: 0 }
    }
}

impl Route {
    /// A connection that is protected and logged in.
    fn connect(&self) -> Result<SmtpConnection, Error> {
        let wrapper = match &self.tls {
            Some((Protection::Tls, tls)) => Some(tls),
            _ => None,
        };
        let (server, hello) = ((self.host.as_str(), self.port), ClientId::default());
        let mut connection = SmtpConnection::connect(server, Some(PATIENCE), &hello, wrapper, None)?;
        if let Some((Protection::StartTls, tls)) = &self.tls {
            connection.starttls(tls, &hello)?;
        }
        if let Some(login) = &self.login {
            connection.auth(DEFAULT_MECHANISMS, login)?;
        }
        Ok(connection)
    }
}

/// How far a delivery came before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Sender,
    Recipient,
    Data,
    Text,
}

/// Makes a folder that its owner alone may look into: letters hold addresses, and links that sign in.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut new = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut new, 0o700);
    new.recursive(true).create(folder)
}

/// Writes a file that its owner alone may read.
fn private_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    for_its_owner(options.write(true).create(true).truncate(true)).open(path)?.write_all(bytes)
}

impl Hand {
    /// Carries a letter. It returns once the server has taken it over, or the file is written. `name` is that of the file.
    ///
    /// # Errors
    ///
    /// Why it was not carried, as far as it is known.
    pub fn carry(&mut self, from: &Address, to: &Address, message: &[u8], name: &str) -> Outcome {
        match self.carrier.clone() {
            Carrier::Smtp(route) => self.over(&route, from, to, message),
            Carrier::Outbox(folder) => {
                let failed =
                    |error: io::Error| Failure::new(Reason::Away, format!("`{}`: {error}", folder.display()));
                private_folder(&folder).map_err(failed)?;
                // Written aside and then moved: whoever looks sees whole letters only.
                let (aside, file) = (folder.join(format!("{name}.part")), folder.join(format!("{name}.eml")));
                private_file(&aside, message).map_err(failed)?;
                fs::rename(&aside, &file).map_err(failed)
            }
        }
    }

    /// Ends the connection, if there is one.
    pub fn rest(&mut self) {
        if let Some(mut connection) = self.open.take() {
            let _ = connection.quit();
        }
        self.carried = 0;
    }

    fn over(&mut self, route: &Route, from: &Address, to: &Address, message: &[u8]) -> Outcome {
        let read = |address: &Address| {
            let read = address.to_string().parse::<lettre::Address>();
            read.map_err(|error| Failure::new(Reason::Refused, error.to_string()))
        };
        let (from, to) = (read(from)?, read(to)?);
        if self.carried >= A_CONNECTION {
            self.rest();
        }
        loop {
            let kept = self.open.is_some();
            let mut connection = match self.open.take() {
                Some(connection) => connection,
                None => route.connect().map_err(|error| Failure::new(Reason::Away, words(&error)))?,
            };
            let Err((step, error)) = deliver(&mut connection, &from, &to, message) else {
                self.carried += 1;
                self.open = Some(connection);
                return Ok(());
            };
            if error.status().is_some() && connection.command(Rset).is_ok() {
                self.open = Some(connection);
            } else {
                connection.abort();
                self.carried = 0;
                // A server may end a connection that rested. Nothing was said of this letter yet: it goes over a new one.
                if kept && step == Step::Sender {
                    continue;
                }
            }
            return Err(Failure::new(reason(step, &error), words(&error)));
        }
    }
}

fn deliver(
    connection: &mut SmtpConnection,
    from: &lettre::Address,
    to: &lettre::Address,
    message: &[u8],
) -> Result<(), (Step, Error)> {
    let at = |step| move |error| (step, error);
    connection.command(Mail::new(Some(from.clone()), Vec::new())).map_err(at(Step::Sender))?;
    connection.command(Rcpt::new(to.clone(), Vec::new())).map_err(at(Step::Recipient))?;
    connection.command(Data).map_err(at(Step::Data))?;
    // Crash point: from here until the answer is written down the letter may have been taken over. It is not sent again.
    connection.message(message).map(drop).map_err(at(Step::Text))
}

/// What a failure at a step means.
fn reason(step: Step, error: &Error) -> Reason {
    let code = error.status().map(u16::from);
    match (step, code) {
        (Step::Text, None) => Reason::Unknown,
        // 421 ends the connection, whatever it was about (RFC 5321, 3.8).
        (Step::Sender, _) | (_, None | Some(421)) => Reason::Away,
        (Step::Recipient, Some(550 | 551 | 553)) if no_mailbox(&words(error)) => Reason::NoMailbox,
        (_, Some(500..)) => Reason::Refused,
        _ => Reason::Later,
    }
}

/// Does a refusal of the recipient say that there is no such mailbox? Its status says so where it has one (RFC 3463, 3.2);
/// where it has none, the code must do.
pub(crate) fn no_mailbox(says: &str) -> bool {
    let status = says.split(|sign: char| !(sign.is_ascii_digit() || sign == '.'));
    let mut status = status.filter(|word| {
        let parts: Vec<_> = word.split('.').collect();
        parts.len() == 3
            && parts.iter().all(|part| !part.is_empty() && part.len() <= 3)
            && word.starts_with(['4', '5'])
    });
    status.next().is_none_or(|status| status.starts_with("5.1."))
}

/// An error with what caused it.
fn words(error: &Error) -> String {
    let all = std::iter::successors(Some(error as &dyn std::error::Error), |error| (**error).source());
    let all: Vec<_> = all.map(ToString::to_string).collect();
    // An answer of a server is text of strangers.
    all.join(": ").chars().filter(|sign| !sign.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_whether_there_is_a_mailbox() {
        for says in
            ["550 5.1.1 no such user", "no such mailbox", "5.1.10 recipient not found", "see 10.20.30.40"]
        {
            assert!(no_mailbox(says), "{says}");
        }
        for says in ["550 5.7.1 blocked by policy", "5.2.1 mailbox disabled", "5.4.1 no answer from host"] {
            assert!(!no_mailbox(says), "{says}");
        }
    }
}
