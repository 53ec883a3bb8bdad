//! The newsletter of the sample: an issue that was sent, a draft, and a letter that welcomes.

use super::{Campaign, MADE};
use campaign::{
    db::DbError,
    newsletter::{
        self,
        issue::{self, Stands},
    },
};

impl Campaign {
    /// Fills the first list.
    pub(super) fn issues(&self) -> Result<(), DbError> {
        self.db.write::<_, DbError>(|sql| {
            let lists = newsletter::lists(sql)?;
            let Some(list) = lists.first() else { return Ok(()) };
            let text = "This issue is a *sample*.\n\n- It has a list.\n- It was sent to nobody.";
            let id = issue::draft(sql, list, "The first issue (a sample)", text, None, MADE)?;
            issue::turn(sql, id, Stands::Draft, Stands::Sending, MADE)?;
            issue::turn(sql, id, Stands::Sending, Stands::Sent, MADE)?;
            let text = "## What is new\n\nThis draft is a **sample**, with [a link](/petition/charter).\n\n> It quotes nobody.";
            issue::draft(sql, list, "The second issue (a sample)", text, None, MADE)?;
            let text = "You will hear from us once a month. This letter is a *sample*.";
            issue::draft(sql, list, "Welcome (a sample)", text, Some(86_400), MADE).map(|_| ())
        })
    }
}
