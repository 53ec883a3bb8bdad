//! The campaign that the site shows beside the institution: its tables, its office, and what every act of a visitor needs.

pub mod first_site;
mod sample;

use crate::{
    answer::{Answer, Later, Refusal, Said},
    facts::Facts,
};
use campaign::{
    db::{Db, DbError, Sql},
    gift::stripe::{Account, Ask},
    newsletter::{self, List},
    office::{Chance, Office},
};
use std::{
    fmt,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{SystemTime, UNIX_EPOCH},
};

/// Asks the card processor something on an account; the status and the text of its answer, or in words why there is none.
pub type AskCards = dyn Fn(&Account, &Ask) -> Result<(u16, String), String> + Send + Sync;

/// The tables and the office.
pub struct Campaign {
    /// The tables.
    pub db: Db,
    /// The folder of letters that no server carries, where there is one.
    pub outbox: Option<PathBuf>,
    /// The office as it is set now.
    office: RwLock<Arc<Office>>,
    /// The way to the card processor, where there is one.
    cards: Option<Arc<AskCards>>,
}

impl fmt::Debug for Campaign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets and addresses are not for logs.
        f.debug_struct("Campaign").finish_non_exhaustive()
    }
}

/// The campaign of the site.
///
/// # Errors
///
/// 404 where there is none.
pub fn of(facts: &Facts) -> Result<&Campaign, Refusal> {
    let none = || Refusal::not_found("No campaign is run on this site.");
    facts.campaign.as_deref().ok_or_else(none)
}

impl Campaign {
    /// A campaign with these tables and this office.
    pub fn new(db: Db, office: Office) -> Self {
        Self { db, outbox: None, office: RwLock::new(Arc::new(office)), cards: None }
    }

    /// The same with a way to the card processor.
    #[must_use]
    pub fn with_cards(mut self, cards: Arc<AskCards>) -> Self {
        self.cards = Some(cards);
        self
    }

    /// Asks the card processor. It may take seconds: no transaction is held meanwhile.
    ///
    /// # Errors
    ///
    /// In words, why it did not answer.
    pub fn ask_cards(&self, account: &Account, ask: &Ask) -> Result<(u16, String), String> {
        match &self.cards {
            Some(cards) => cards(account, ask),
            None => Err("there is no way to the card processor from here".to_owned()),
        }
    }

    /// The same, with the folder of letters that no server carries.
    #[must_use]
    pub fn with_outbox(self, folder: PathBuf) -> Self {
        Self { outbox: Some(folder), ..self }
    }

    /// The office as it is set now: whoever works on something keeps the one they began with.
    pub fn office(&self) -> Arc<Office> {
        Arc::clone(&self.office.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another office in its place, when settings have changed.
    pub fn move_to(&self, office: Office) {
        *self.office.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(office);
    }

    /// Reads; a database that does not answer is a refusal that says so.
    ///
    /// # Errors
    ///
    /// 503.
    pub fn read<T>(&self, work: impl FnOnce(&mut dyn Sql) -> Result<T, DbError>) -> Result<T, Refusal> {
        self.db.read(work).map_err(|error| away(&error))
    }

    /// Writes in a transaction; what fails changes nothing.
    ///
    /// # Errors
    ///
    /// What `work` says, or the database's.
    pub fn write<T: Send + 'static, E: From<DbError> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Sql, &Office) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let office = self.office();
        self.db.write(move |sql| work(sql, &office))
    }

    /// As [`Campaign::write`], without waiting for the commit: what `then` makes of it is said once it is there.
    ///
    /// # Errors
    ///
    /// 503 where nothing can be written any more.
    pub fn write_then<T: Send + 'static, E: From<DbError> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Sql, &Office) -> Result<T, E> + Send + 'static,
        then: impl FnOnce(Result<T, E>) -> Said + Send + 'static,
    ) -> Result<Answer, Refusal> {
        let office = self.office();
        let (tell, later) = Later::new();
        let told = move |done| {
            // Whoever asked may have left.
            let _ = tell.send(then(done));
        };
        self.db.begin(move |sql| work(sql, &office), told).map_err(|error| away(&error))?;
        Ok(Answer::Later(later))
    }
}

/// What is said while the database does not answer.
pub fn away(error: &DbError) -> Refusal {
    let says = match error {
        DbError::Full | DbError::ReadOnly | DbError::NotDurable(_) => "What was entered could not be kept.",
        _ => "The campaign's tables cannot be read or written now.",
    };
    Refusal::new(503, "It cannot be answered now", says).help("Nothing was changed. Try again in a moment.")
}

/// Now, in seconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Randomness for one act.
///
/// # Errors
///
/// 503 where the system gives none.
pub fn chance() -> Result<Chance, Refusal> {
    let mut chance: Chance = [[0; 32]; 4];
    getrandom::fill(chance.as_flattened_mut())
        .map_err(|_| Refusal::new(503, "It cannot be answered now", "The system gives no randomness."))?;
    Ok(chance)
}

/// The list that a tick joins: the first that was made, if there is one.
///
/// # Errors
///
/// The database's.
pub fn first_list(sql: &mut dyn Sql) -> Result<Option<List>, DbError> {
    Ok(newsletter::lists(sql)?.into_iter().next())
}
