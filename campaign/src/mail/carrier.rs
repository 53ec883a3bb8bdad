//! Who carries letters: an SMTP server, or a folder that the administration shows.

use crate::address::Address;
use lettre::{
    SmtpTransport, Transport,
    address::Envelope,
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use std::{fmt, fs, io, path::PathBuf, time::Duration};

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
pub enum Carrier {
    /// An SMTP server.
    Smtp(SmtpTransport),
    /// A folder: one file a letter.
    Outbox(PathBuf),
}

/// Why a letter was not carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Is it in vain to try again?
    pub permanent: bool,
    /// What the server said.
    pub says: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

impl std::error::Error for Failure {}

impl Carrier {
    /// A connection to a server, made when the first letter is sent and kept.
    ///
    /// # Errors
    ///
    /// Where the server may not be trusted so: no protection but to this machine, a certificate that is none.
    pub fn smtp(server: &Server) -> Result<Self, Failure> {
        let cannot = |says: String| Failure { permanent: true, says };
        let mut tls = TlsParameters::builder(server.host.clone());
        if let Some(pem) = &server.certificate {
            let certificate = Certificate::from_pem(pem.as_bytes());
            tls = tls.add_root_certificate(certificate.map_err(|error| cannot(error.to_string()))?);
        }
        let local = ["localhost", "127.0.0.1", "::1"].contains(&server.host.as_str());
        let tls = match server.protection {
            Protection::None if local => Tls::None,
            Protection::None => {
                return Err(cannot(format!(
                    "letters to {} would travel unprotected: set TLS or STARTTLS",
                    server.host
                )));
            }
            Protection::StartTls => Tls::Required(tls.build().map_err(|error| cannot(error.to_string()))?),
            Protection::Tls => Tls::Wrapper(tls.build().map_err(|error| cannot(error.to_string()))?),
        };
        let mut builder = SmtpTransport::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(Duration::from_secs(30)));
        if let Some((user, password)) = &server.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self::Smtp(builder.build()))
    }

    /// Carries a letter. It returns once the server has taken it over, or the file is written.
    ///
    /// # Errors
    ///
    /// What the server said, and whether it is in vain to try again (a reply of 5xx, RFC 5321, 4.2.1).
    pub fn carry(&self, from: &Address, to: &Address, message: &[u8], name: &str) -> Result<(), Failure> {
        match self {
            Self::Smtp(transport) => {
                let refused = |says: String| Failure { permanent: true, says };
                let read = |address: &Address| {
                    address.to_string().parse::<lettre::Address>().map_err(|error| refused(error.to_string()))
                };
                let envelope = Envelope::new(Some(read(from)?), vec![read(to)?]);
                let envelope = envelope.map_err(|error| refused(error.to_string()))?;
                let sent = transport.send_raw(&envelope, message);
                sent.map(|_| ()).map_err(|error| Failure {
                    permanent: error.is_permanent(),
                    says: std::iter::successors(Some(&error as &dyn std::error::Error), |error| {
                        (**error).source()
                    })
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(": "),
                })
            }
            Self::Outbox(folder) => {
                let failed = |error: io::Error| Failure {
                    permanent: false,
                    says: format!("`{}`: {error}", folder.display()),
                };
                fs::create_dir_all(folder).map_err(failed)?;
                // Written aside and then moved: whoever looks sees whole letters only.
                let (aside, file) = (folder.join(format!("{name}.part")), folder.join(format!("{name}.eml")));
                fs::write(&aside, message).map_err(failed)?;
                fs::rename(&aside, &file).map_err(failed)
            }
        }
    }
}
