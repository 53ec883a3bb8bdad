//! `koinon campaign init`: makes the key and the tables, and sets who writes, where the site stands and who carries letters.

use super::{home, refuse};
use crate::{institution::Answer, output::fail};
use ::campaign::settings::{self, Settings, Signing, Smtp};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Begin a campaign in a folder, or change what is set
///
/// Makes campaign.key and the tables where they are not there yet. Called again it changes what is named and leaves the rest.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign init --sender Coalition --address office@example.org --postal \"1 Example Street, Washington\" --origin https://example.org\n  koinon -C wsc campaign init --smtp mail.example.org --user office --password-file password.txt\n  koinon -C wsc campaign init --outbox\n\nExit codes: 0 done, 1 a setting is refused, 2 could not do it."
)]
pub struct InitArgs {
    /// The association's name, which every letter names
    #[arg(long, value_name = "NAME")]
    sender: Option<String>,
    /// Its e-mail address, where answers go
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,
    /// Where what cannot be delivered comes back to [default: the address]
    #[arg(long, value_name = "ADDRESS")]
    bounces: Option<String>,
    /// Its postal address, in one line, which every letter names
    #[arg(long, value_name = "TEXT")]
    postal: Option<String>,
    /// Where the site stands
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// Keep the tables in PostgreSQL at this URL (when the campaign is begun)
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// The mail server
    #[arg(long, value_name = "HOST")]
    smtp: Option<String>,
    /// Its port [default: 465 for tls, 587 for starttls, 25 for none]
    #[arg(long, value_name = "N", requires = "smtp")]
    port: Option<u16>,
    /// How the connection to it is protected: tls, starttls, none
    #[arg(long, value_name = "WORD", requires = "smtp", default_value = "starttls")]
    protection: String,
    /// The user, where it asks for one
    #[arg(long, value_name = "NAME", requires_all = ["smtp", "password_file"])]
    user: Option<String>,
    /// A file that holds the password in its first line
    #[arg(long, value_name = "FILE", requires = "user")]
    password_file: Option<PathBuf>,
    /// A certificate to trust beside the system's, as PEM, for a server with one of its own
    #[arg(long, value_name = "FILE", requires = "smtp")]
    certificate: Option<PathBuf>,
    /// Put letters into the folder outbox, and send none
    #[arg(long, conflicts_with = "smtp")]
    outbox: bool,
    /// A private key, as PEM, that signs letters (DKIM) for the domain of the address
    #[arg(long, value_name = "FILE")]
    dkim: Option<PathBuf>,
    /// The selector under which its public key stands
    #[arg(long, value_name = "NAME", default_value = "koinon")]
    selector: String,
    /// How many letters go out in a minute at most [default: 600]
    #[arg(long, value_name = "N")]
    letters_a_minute: Option<u32>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign init`.
pub fn run(args: &InitArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let begun = home::is_there(folder);
    let before = match begun {
        true => {
            let (db, secrets) = home::tables(folder)?;
            db.read(|sql| settings::read(sql, &secrets)).map_err(|error| home::failed(folder, &error))?
        }
        false => None,
    };
    let asked = match args.settings(before)? {
        Ok(settings) => settings,
        Err(missing) => return Ok(refuse(args.answer, &missing, Some("see: koinon campaign init --help"))),
    };
    // Refused before a key is made: a folder should not be left half-begun.
    let signer = match asked.check().and_then(|()| asked.signer()) {
        Ok(signer) => signer,
        Err(error) => return Ok(refuse(args.answer, &error.to_string(), Some(error.help()))),
    };
    if begun && args.database.is_some() {
        return Ok(refuse(args.answer, "the campaign has its tables already", Some("leave out --database")));
    }
    if !begun {
        home::create(folder, args.database.as_deref())?;
    }
    let (db, secrets) = home::tables(folder)?;
    let (chance, kept) = (super::random()?, asked.clone());
    let done = db.write(move |sql| settings::keep(sql, &secrets, &kept, chance));
    done.map_err(|error| home::failed(folder, &error))?;
    drop(db);
    let opened = home::open(folder)?;
    let link = super::first(&opened.db, &opened.office, folder)?;
    let record = signer.map(|signer| signer.record());
    let carrier =
        asked.smtp.as_ref().map(|smtp| format!("{}:{} ({})", smtp.host, smtp.port, smtp.protection));
    let mut out = format!(
        "{} writes from {} at {}\nLetters: {}, at most {} a minute\n",
        asked.sender,
        asked.address,
        asked.origin,
        carrier.as_deref().unwrap_or("into the folder outbox; none is sent"),
        asked.letters_a_minute
    );
    if let Some((place, says)) = &record {
        out.push_str(&format!("Let the name server say, as TXT at {place}:\n{says}\n"));
    }
    if !begun {
        out.push_str(
            "Keep a copy of campaign.key apart: without it no address can be read and no link opens\n",
        );
    }
    if let Some(link) = &link {
        out.push_str(&format!("Sign in once, within a day, while `koinon serve` runs: {link}\n"));
    }
    let json = json!({
        "sign_in": link,
        "sender": asked.sender, "address": asked.address, "postal": asked.postal, "origin": asked.origin,
        "smtp": carrier, "letters_a_minute": asked.letters_a_minute,
        "dkim": record.map(|(place, says)| json!({ "place": place, "says": says })),
    });
    Ok(args.answer.give(&out, &json, 0))
}

impl InitArgs {
    /// What is set now, over what was set before; or what is missing.
    fn settings(&self, before: Option<Settings>) -> Result<Result<Settings, String>, ExitCode> {
        let before = before.as_ref();
        let text = |now: &Option<String>, then: fn(&Settings) -> &String, option: &str| {
            let text = now.clone().or_else(|| before.map(then).cloned());
            text.ok_or_else(|| format!("a campaign needs {option}"))
        };
        let address = text(&self.address, |set| &set.address, "--address");
        let smtp = match (&self.smtp, self.outbox) {
            (_, true) => None,
            (None, false) => before.and_then(|set| set.smtp.clone()),
            (Some(host), false) => Some(self.server(host)?),
        };
        let dkim = match &self.dkim {
            None => before.and_then(|set| set.dkim.clone()),
            Some(file) => {
                let domain = address.as_deref().unwrap_or_default().rsplit('@').next().unwrap_or_default();
                Some(Signing { domain: domain.to_owned(), selector: self.selector.clone(), key: read(file)? })
            }
        };
        let made = || {
            Ok(Settings {
                sender: text(&self.sender, |set| &set.sender, "--sender")?,
                address: address?,
                bounces: self.bounces.clone().or_else(|| before.and_then(|set| set.bounces.clone())),
                postal: text(&self.postal, |set| &set.postal, "--postal")?,
                origin: text(&self.origin, |set| &set.origin, "--origin")?.trim_end_matches('/').to_owned(),
                smtp,
                dkim,
                letters_a_minute: self
                    .letters_a_minute
                    .or(before.map(|set| set.letters_a_minute))
                    .unwrap_or(600),
            })
        };
        Ok(made())
    }

    fn server(&self, host: &str) -> Result<Smtp, ExitCode> {
        let usual = match self.protection.as_str() {
            "tls" => 465,
            "none" => 25,
            _ => 587,
        };
        let first_line = |text: String| text.lines().next().unwrap_or_default().to_owned();
        Ok(Smtp {
            host: host.to_owned(),
            port: self.port.unwrap_or(usual),
            protection: self.protection.clone(),
            user: self.user.clone(),
            password: self.password_file.as_ref().map(|file| read(file).map(first_line)).transpose()?,
            certificate: self.certificate.as_ref().map(|file| read(file)).transpose()?,
        })
    }
}

fn read(file: &Path) -> Result<String, ExitCode> {
    fs::read_to_string(file)
        .map_err(|error| fail(format!("`{}` cannot be read: {error}", file.display()), None))
}
