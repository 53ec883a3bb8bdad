//! `koinon campaign init`: makes the key and the tables, and sets who writes, where the site stands and who carries letters.

use super::{home, refuse};
use crate::{institution::Answer, load, output::fail};
use ::campaign::{
    mail::dkim::Dkim,
    settings::{self, Mailing, Settings, Signing, Smtp},
};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use web::campaign::first_site;

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
    /// A second private key of the other kind (RSA for receivers that do not know Ed25519)
    #[arg(long, value_name = "FILE")]
    dkim_also: Option<PathBuf>,
    /// The selector under which its public key stands
    #[arg(long, value_name = "NAME", default_value = "koinon2")]
    selector_also: String,
    /// How many letters go out in a minute at most [default: 600]
    #[arg(long, value_name = "N")]
    letters_a_minute: Option<u32>,
    /// How many of them go to one domain, such as that of a large provider; 0 for no bound of its own [default: 0]
    #[arg(long, value_name = "N")]
    letters_a_minute_to_a_domain: Option<u32>,
    /// Over how many connections they are carried at once [default: 4]
    #[arg(long, value_name = "N")]
    connections: Option<u32>,
    /// The folder (maildir) into which the mail server puts what comes back to the address of --bounces
    #[arg(long, value_name = "DIR")]
    returned: Option<PathBuf>,
    /// Begin without pages of our own words about the proposal, as when a site is imported
    #[arg(long)]
    bare: bool,
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
    let signers = match asked.check().and_then(|()| asked.signers()) {
        Ok(signers) => signers,
        Err(error) => return Ok(refuse(args.answer, &error.to_string(), Some(error.help()))),
    };
    if begun && args.database.is_some() {
        return Ok(refuse(args.answer, "the campaign has its tables already", Some("leave out --database")));
    }
    if !begun {
        home::create(folder, args.database.as_deref())?;
    }
    let (db, secrets) = home::tables(folder)?;
    let office = asked.office(secrets).map_err(|error| fail(&error, Some(error.help())))?;
    let (chance, kept, secrets) = (super::random()?, asked.clone(), office.secrets.clone());
    let done = db.write(move |sql| settings::keep(sql, &secrets, &kept, chance));
    done.map_err(|error| home::failed(folder, &error))?;
    if !begun && !args.bare {
        let begun = first_site::begin(&db, load::world()?, web::campaign::now());
        begun.map_err(|error| fail(&error, None))?;
    }
    let link = super::first(&db, &office, folder)?;
    let records: Vec<_> = signers.iter().map(Dkim::record).collect();
    let carrier =
        asked.smtp.as_ref().map(|smtp| format!("{}:{} ({})", smtp.host, smtp.port, smtp.protection));
    let letters = match &carrier {
        Some(carrier) => format!("{carrier}, at most {} a minute", asked.letters_a_minute),
        None => "into the folder outbox; none is sent".to_owned(),
    };
    let mut out =
        format!("{} writes from {} at {}\nLetters: {letters}\n", asked.sender, asked.address, asked.origin);
    for (place, says) in &records {
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
        "dkim": records.first().map(|(place, says)| json!({ "place": place, "says": says })),
        "dkim_also": records.get(1).map(|(place, says)| json!({ "place": place, "says": says })),
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
        let domain = address.as_deref().unwrap_or_default().rsplit('@').next().unwrap_or_default().to_owned();
        let signing = |file: &Option<PathBuf>, selector: &String, before: Option<Signing>| match file {
            None => Ok(before),
            Some(file) => read(file)
                .map(|key| Some(Signing { domain: domain.clone(), selector: selector.clone(), key })),
        };
        let dkim = signing(&self.dkim, &self.selector, before.and_then(|set| set.dkim.clone()))?;
        let then = before.map(|set| set.mailing.clone()).unwrap_or_default();
        let mailing = Mailing {
            connections: self.connections.unwrap_or(then.connections),
            letters_a_minute_to_a_domain: match self.letters_a_minute_to_a_domain {
                None => then.letters_a_minute_to_a_domain,
                Some(0) => None,
                bound => bound,
            },
            dkim_also: signing(&self.dkim_also, &self.selector_also, then.dkim_also)?,
            returned: self.returned.clone().or(then.returned),
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
                mailing,
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
