//! An issue as it is printed: its Markdown made into HTML and plain text once, and into one letter for each reader, with their own
//! way to leave.

use super::{Issue, List, leaving};
use crate::{
    address::Address,
    db::{DbError, Sql},
    file,
    mail::{Letter, compose::Series},
    markdown,
    office::Office,
};
use std::{collections::BTreeMap, sync::Arc};

/// What is the same in every letter of an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML: the inside of `<body>`.
    pub html: String,
    /// The list to whose readers it goes.
    pub series: Series,
    why: String,
}

impl Sheet {
    /// Prints an issue of a list, for a site at `origin`.
    ///
    /// # Errors
    ///
    /// The database's, which is asked for pictures.
    pub fn print(sql: &mut dyn Sql, issue: &Issue, list: &List, origin: &str) -> Result<Self, DbError> {
        Ok(Self {
            subject: issue.subject.clone(),
            text: markdown::plain_at(&issue.text, origin),
            html: file::letter_html(sql, &issue.text, origin)?,
            series: Series { name: list.name.clone(), title: list.title.clone() },
            why: format!("You receive “{}” because you asked for it at {origin}.", list.title),
        })
    }

    /// The letter to one reader.
    pub fn letter(&self, to: Address, unsubscribe: String) -> Letter {
        Letter {
            to,
            subject: self.subject.clone(),
            text: self.text.clone(),
            html: Some(self.html.clone()),
            unsubscribe: Some(unsubscribe),
            why: self.why.clone(),
        }
    }
}

/// Keeps what was printed, so that an issue to a million readers is printed once.
#[derive(Debug, Default)]
pub struct Press(BTreeMap<u64, (Issue, Arc<Sheet>)>);

/// How many issues are kept; those that are sent at one time are few.
const KEPT: usize = 16;

impl Press {
    /// The sheet of an issue, printed anew where its words were changed.
    ///
    /// # Errors
    ///
    /// As [`Sheet::print`].
    pub fn sheet(
        &mut self,
        sql: &mut dyn Sql,
        issue: &Issue,
        list: &List,
        origin: &str,
    ) -> Result<Arc<Sheet>, DbError> {
        if let Some((kept, sheet)) = self.0.get(&issue.id)
            && (&kept.subject, &kept.text) == (&issue.subject, &issue.text)
        {
            return Ok(Arc::clone(sheet));
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let sheet = Arc::new(Sheet::print(sql, issue, list, origin)?);
        self.0.insert(issue.id, (issue.clone(), Arc::clone(&sheet)));
        Ok(sheet)
    }
}

/// The address that ends a subscription by one click, out of a letter of an issue.
pub(super) fn unsubscribe(office: &Office, issue: u64, subscriber: u64) -> String {
    format!("{}/newsletter/leave/{}", office.origin, leaving::link(&office.secrets, issue, subscriber))
}
