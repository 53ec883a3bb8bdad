//! What the postman does beside carrying: he closes the days of petitions, begins and ends issues, hears what came back, and erases
//! what has outlived its purpose.

use crate::{
    campaign::{petition::enter::enter, returned},
    institution::community_is_there,
    output::warn,
};
use ::campaign::{
    db::{DbError, Sql},
    newsletter::send,
    petition::{self, day},
    privacy,
};
use std::path::PathBuf;
use web::campaign::Campaign;

/// How long after midnight a day is closed: a confirmation of its last second is committed by then.
const AFTER_MIDNIGHT: i64 = 60;
/// How often what has outlived its purpose is looked for, in seconds.
const FORGET: i64 = 3_600;
/// How often the folder of what came back is looked into, in seconds.
const RETURNED: i64 = 10;
/// How often closed days are looked for that are not on the community's record, in seconds.
const ENTER: i64 = 600;
const DAY: i64 = 86_400;

/// When what was done last, in seconds since 1970.
pub(super) struct Chores {
    closed: Option<i64>,
    forgot: Option<i64>,
    advanced: Option<i64>,
    heard: Option<i64>,
    returned: Option<PathBuf>,
    /// The folder of the community beside the campaign, into whose record closed days go.
    community: Option<PathBuf>,
    entered: Option<i64>,
    /// What the charter refused last, so that it is said once.
    refused: Vec<String>,
}

impl Chores {
    /// With the folder of what comes back, and that of the community beside the campaign, where there are such.
    pub fn new(returned: Option<PathBuf>, community: Option<PathBuf>) -> Self {
        Self {
            closed: None,
            forgot: None,
            advanced: None,
            heard: None,
            returned,
            community,
            entered: None,
            refused: Vec::new(),
        }
    }

    /// Does what is due; whether there is more to do at once.
    pub fn go(&mut self, campaign: &Campaign, now: i64) -> Result<bool, String> {
        let words = |error: DbError| error.to_string();
        let midnight = (now - AFTER_MIDNIGHT).div_euclid(DAY) * DAY;
        if self.closed != Some(midnight) {
            campaign.db.write(move |sql| close(sql, midnight)).map_err(words)?;
            self.closed = Some(midnight);
            // What was closed goes on the record at once.
            self.entered = None;
        }
        if self.entered.is_none_or(|last| now - last >= ENTER) {
            self.entered = Some(now);
            self.enter(campaign);
        }
        if self.forgot.is_none_or(|last| now - last >= FORGET) {
            campaign.db.write(move |sql| privacy::forget(sql, now)).map_err(words)?;
            self.forgot = Some(now);
        }
        if let Some(folder) =
            self.returned.as_ref().filter(|_| self.heard.is_none_or(|last| now - last >= RETURNED))
        {
            self.heard = Some(now);
            returned::hear_all(campaign, folder, now)?;
        }
        let mut more = false;
        if self.advanced.is_none_or(|last| now != last) {
            more = campaign.db.write(move |sql| send::advance(sql, now)).map_err(words)?;
            // Looked at again within the second as long as letters are left to queue.
            self.advanced = Some(now).filter(|_| !more);
        }
        Ok(more)
    }
}

impl Chores {
    /// Puts closed days on the community's record. What cannot be done is said, and tried again later: letters do not wait for it.
    fn enter(&mut self, campaign: &Campaign) {
        let Some(folder) = self.community.as_deref().filter(|folder| community_is_there(folder)) else {
            return;
        };
        if let Ok(entered) = enter(folder, &campaign.db) {
            for says in entered.refused.iter().filter(|says| !self.refused.contains(says)) {
                warn(format!("note: not on the community's record: {says}"));
            }
            self.refused = entered.refused;
        }
    }
}

/// Closes the day that ended at a midnight, for every petition that was open before it.
fn close(sql: &mut dyn Sql, midnight: i64) -> Result<(), DbError> {
    let day = jiff::Timestamp::from_second(midnight - DAY);
    let day = day.map_err(|error| DbError::Form(error.to_string()))?.strftime("%Y-%m-%d").to_string();
    for petition in petition::all(sql)?.iter().filter(|petition| petition.opens < midnight) {
        day::close(sql, petition, &day, midnight)?;
    }
    Ok(())
}
