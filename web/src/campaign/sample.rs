//! A small campaign for tests, marked as a sample: a petition, signatures in every stand, a newsletter and an issue.

mod files;
mod gifts;
mod joining;
mod letters;

use super::Campaign;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError},
    mail::Sender,
    newsletter::{
        self,
        subscribe::{self, Wish},
    },
    office::{Chance, Office},
    people::{AccountRefusal, Role, appoint, log, session},
    petition::{
        self, Petition,
        confirm::{ConfirmRefusal, confirm},
        day,
        sign::{Request, Shown, SignRefusal, sign},
        validity::Validity,
    },
    secret::{Link, Purpose, Secrets},
};
use record::store::Location;
use std::path::Path;

/// When the sample was made: 1 January 2026.
const MADE: i64 = 1_767_225_600;

/// A letter in the folder.
const LETTER: &str = "From: Sample Coalition <office@example.org>\r\nTo: sample@example.org\r\n\
                      Subject: A sample letter\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNobody receives it.\r\n";

impl Campaign {
    /// Makes the sample in a new file, with keys that everybody knows: links in tests are the same each time.
    ///
    /// # Errors
    ///
    /// What failed, in words.
    pub fn sample(file: &Path) -> Result<Self, String> {
        let secrets = Secrets::new(&[7; 32], None);
        let address = Address::read("office@example.org").map_err(|error| error.to_string())?;
        let sender = Sender {
            name: "Sample Coalition".into(),
            address,
            bounces: None,
            postal: "1 Example Street, Washington, DC 20001, United States".into(),
        };
        let office = Office { secrets, sender, origin: "http://localhost:8080".into() };
        let db = Db::open(&Location::Sqlite(file.to_owned()), TABLES).map_err(|error| error.to_string())?;
        let outbox = file.with_file_name("outbox");
        std::fs::create_dir_all(&outbox).map_err(|error| error.to_string())?;
        std::fs::write(outbox.join("sample.eml"), LETTER).map_err(|error| error.to_string())?;
        let sample = Self::new(db, office).with_outbox(outbox);
        sample.show_sample()?;
        sample.people().map_err(|error| error.to_string())?;
        Ok(sample)
    }

    /// Fills an empty campaign with what is marked as a sample, and with nobody who may sign in.
    ///
    /// # Errors
    ///
    /// What failed, in words.
    pub fn show_sample(&self) -> Result<(), String> {
        self.fill().map_err(|error| error.to_string())
    }

    /// Somebody in each role, each with a session that begins now.
    fn people(&self) -> Result<(), AccountRefusal> {
        let now = super::now();
        // The administrator first: there must always be one.
        for role in Role::ALL.into_iter().rev() {
            let (address, name) =
                (format!("{}@example.org", role.word()), format!("A sample {}", role.word()));
            let chance = token(role);
            self.write(move |sql, office| {
                let account = appoint(sql, office, &address, &name, role, MADE, [chance[0]; 12])?;
                log::note(sql, Some(account.id), MADE, "sign-in", "by link")?;
                session::begin(sql, account.id, "link", "A sample", now, chance)?;
                Ok::<_, AccountRefusal>(())
            })?;
        }
        Ok(())
    }

    /// The session of the sample's person in a role, as their cookie has it.
    pub fn sample_cookie(role: Role) -> String {
        URL_SAFE_NO_PAD.encode(token(role))
    }

    fn fill(&self) -> Result<(), DbError> {
        let mut petition = Petition {
            id: 0,
            name: "charter".into(),
            title: "Let the citizens put the charter to the assembly (a sample)".into(),
            text: "This petition is a **sample**: nobody is asked to sign it.\n\nIt asks the assembly to debate the charter."
                .into(),
            addressee: "The Assembly of the Community".into(),
            validity: Validity::european_citizens_initiative(),
            opens: MADE,
            closes: None,
        };
        let made = petition.clone();
        petition.id = self.db.write(move |sql| petition::publish(sql, &made))?;
        let ended = Petition {
            name: "ended".into(),
            title: "Let the assembly meet in public (a sample)".into(),
            validity: Validity::united_kingdom(),
            opens: MADE - 60 * 86_400,
            closes: Some(MADE - 86_400),
            ..petition.clone()
        };
        self.db.write(move |sql| petition::publish(sql, &ended))?;
        self.db.write(|sql| {
            newsletter::keep(sql, "news", "News of the Coalition (a sample)", "Once a month: what happened.")
        })?;
        for (row, (name, country, shown)) in (0u8..).zip([
            ("A sample from Norway", "NOR", Shown::Name),
            ("A sample from Germany", "DEU", Shown::Country),
            ("A sample from Ghana", "GHA", Shown::Count),
            ("A sample not confirmed", "FRA", Shown::Name),
        ]) {
            self.signature(&petition, row, name, country, shown)?;
        }
        joining::fill(self, MADE)?;
        gifts::fill(self)?;
        let site = super::first_site::begin(&self.db, world::World::embedded(), MADE);
        site.map_err(|error| DbError::Form(error.to_string()))?;
        files::files(&self.db, MADE)?;
        files::upload(self)?;
        let end = MADE + 86_400;
        let closed = petition.clone();
        self.db.write(move |sql| day::close(sql, &closed, "2026-01-01", end))?;
        for row in 1..=2u64 {
            self.subscriber(row)?;
        }
        self.issues()
    }

    fn signature(
        &self,
        petition: &Petition,
        row: u8,
        name: &'static str,
        country: &'static str,
        shown: Shown,
    ) -> Result<(), DbError> {
        let chance: Chance = [[row; 32]; 4];
        let under = petition.clone();
        let comment =
            if shown == Shown::Name { "A sample comment: law <b>binds</b> & protects." } else { "" };
        let signed = self.write(move |sql, office| {
            let address = format!("sample{row}@example.org");
            let request = Request {
                name,
                address: &address,
                country,
                comment,
                shown,
                consents: true,
                newsletter: false,
                network: "sample",
                work: None,
            };
            sign(sql, office, &under, &request, MADE, chance)
        });
        signed.map_err(|error: SignRefusal| DbError::Form(error.to_string()))?;
        if country == "FRA" {
            return Ok(());
        }
        let link = self.link(Purpose::ConfirmSignature, u64::from(row) + 1);
        let confirmed = self.write(move |sql, office| confirm(sql, office, &link, MADE, chance));
        confirmed.map(|_| ()).map_err(|error: ConfirmRefusal| DbError::Form(error.to_string()))
    }

    fn subscriber(&self, row: u64) -> Result<(), DbError> {
        let asked = self.write(move |sql, office| {
            let Some(list) = newsletter::lists(sql)?.into_iter().next() else { return Ok(()) };
            let address = format!("reader{row}@example.org");
            let wish = Wish { address: &address, consents: true, network: "sample" };
            subscribe::ask(sql, office, &list, &wish, MADE, [[9; 32]; 4])?;
            if row == 1 {
                let link = Link { purpose: Purpose::ConfirmSubscription, id: row, until: None };
                subscribe::confirm(sql, office, &office.secrets.link(&link), MADE)?;
            }
            Ok(())
        });
        asked.map_err(|error: subscribe::SubscribeRefusal| DbError::Form(error.to_string()))
    }

    /// A link without an end, for tests.
    pub fn link(&self, purpose: Purpose, id: u64) -> String {
        self.office().secrets.link(&Link { purpose, id, until: None })
    }
}

/// What everybody knows of a sample's session.
const fn token(role: Role) -> [u8; 32] {
    match role {
        Role::Editor => [1; 32],
        Role::Moderator => [2; 32],
        Role::Treasurer => [3; 32],
        Role::Administrator => [4; 32],
    }
}
