//! Who asks: from where, with which program, signed in as whom; and whether they may.

use super::{form::Ours, network::network};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, Campaign},
    cookie,
    facts::Facts,
    institution::Seen,
    query::Query,
    routes::{Asked, How, Told},
    upload::Upload,
};
use ::campaign::{
    db::DbError,
    people::{
        Power,
        session::{self, Session},
    },
};
use hyper::{
    Uri,
    header::{self, HeaderMap},
};

/// Who asks, and what they sent beside the fields of a form.
pub struct Visitor {
    /// Under which origins they reach the site.
    pub ours: Ours,
    /// The files that they sent.
    pub files: Vec<Upload>,
    /// What a program told.
    pub told: Option<Told>,
    path: String,
    https: bool,
    network: String,
    agent: String,
    cookie: Option<String>,
    said: Option<String>,
    by: Option<Session>,
}

impl Visitor {
    /// Reads it from the head of a request; `set` is the origin that is set for the site.
    pub fn of(uri: &Uri, headers: &HeaderMap, set: Option<String>) -> Self {
        let named = uri.authority().map(|authority| authority.as_str().to_owned()).or_else(|| {
            let host = headers.get(header::HOST)?;
            Some(String::from_utf8_lossy(host.as_bytes()).trim().to_ascii_lowercase())
        });
        let named = named.unwrap_or_default();
        let https = set.as_deref().and_then(|set| set.strip_prefix("https://")) == Some(named.as_str());
        let here = format!("{}://{named}", if https { "https" } else { "http" });
        let agent = headers.get(header::USER_AGENT).map(|agent| String::from_utf8_lossy(agent.as_bytes()));
        Self {
            ours: Ours { here, set },
            files: Vec::new(),
            told: None,
            path: uri.path().to_owned(),
            https,
            network: network(headers),
            agent: agent.unwrap_or_default().into_owned(),
            cookie: cookie::session(headers, https),
            said: cookie::said(headers, https),
            by: None,
        }
    }

    /// What they ask for, as sent.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Is the site asked by https, through a server in front?
    pub fn https(&self) -> bool {
        self.https
    }

    /// Is there something that the next page of the desk shall say?
    pub fn is_told(&self) -> bool {
        self.said.is_some()
    }

    /// Finds who is signed in, where a route asks for it. Gives the way to the door where somebody must be and is not.
    ///
    /// # Errors
    ///
    /// 403 where they may not, 404 where no campaign is run, 503 where the tables cannot be read.
    pub fn enter(&mut self, facts: &Facts, how: How) -> Result<Option<Answer>, Refusal> {
        let power = match how {
            How::Desk(power) | How::Ordered(power) => power,
            How::Campaign | How::Entered | How::Begun => {
                if let (Some(cookie), Some(campaign)) = (&self.cookie, &facts.campaign) {
                    self.by = signed_in(campaign, cookie)?;
                }
                return Ok(None);
            }
            _ => return Ok(None),
        };
        let campaign = campaign::of(facts)?;
        self.by = self.cookie.as_ref().map(|cookie| signed_in(campaign, cookie)).transpose()?.flatten();
        match &self.by {
            None => Ok(Some(Answer::done(
                "/sign-in",
                "Sign in first: that page is for the people who run the campaign.",
            ))),
            Some(by) if by.account.may(power) => Ok(None),
            Some(by) => Err(may_not(by, power)),
        }
    }

    /// What is asked, for the page that answers.
    pub fn asked<'a>(&'a self, part: &'a str, query: &'a Query, seen: &'a Seen, port: u16) -> Asked<'a> {
        Asked {
            part,
            query,
            seen,
            port,
            here: &self.ours.here,
            network: &self.network,
            agent: &self.agent,
            by: self.by.as_ref(),
            said: self.said.as_deref(),
            files: &self.files,
            told: self.told.as_ref(),
        }
    }
}

/// Whose session a cookie stands for; that it is used is written down from time to time.
fn signed_in(campaign: &Campaign, cookie: &str) -> Result<Option<Session>, Refusal> {
    let now = campaign::now();
    let found = campaign.read(|sql| session::of_cookie(sql, cookie, now))?;
    if let Some(found) = found.as_ref().filter(|found| session::is_worth_writing(found, now)) {
        let id = found.id;
        let written: Result<(), DbError> = campaign.db.write(move |sql| session::seen(sql, id, now));
        written.map_err(|error| campaign::away(&error))?;
    }
    Ok(found)
}

fn may_not(by: &Session, power: Power) -> Refusal {
    let says = format!(
        "You are signed in as {}, {}. To {} is for others.",
        by.account.name,
        by.account.role.word(),
        power.words()
    );
    Refusal::new(403, "This is not yours to do", says)
        .help("An administrator can give you another role.")
        .instead("/desk", "Your desk")
}
