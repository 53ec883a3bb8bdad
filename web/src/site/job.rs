//! One request at work: from what is asked of a route to what is written.

use super::desk::Visitor;
use crate::{
    answer::{Answer, Later, Refusal, Said},
    cookie::Cookie,
    facts::Facts,
    institution::Seen,
    layout::Around,
    piece::Effort,
    preview::Preview,
    query::Query,
    routes::{How, Route},
    written::Written,
};
use std::sync::Arc;

/// What is asked of which route, by whom, and how its answer is compressed.
pub struct Job {
    pub facts: Arc<Facts>,
    pub seen: Arc<Seen>,
    pub port: u16,
    pub visitor: Visitor,
    pub route: &'static Route,
    pub part: String,
    pub query: Query,
    pub effort: Effort,
}

/// How far a job has come.
pub enum Progress {
    /// Its answer is written.
    Written(Box<Written>),
    /// It waits for a commit, and needs no thread meanwhile.
    Waits(Later, Box<Job>),
}

impl Job {
    /// Answers, as far as it can without waiting for a commit.
    pub fn begin(mut self) -> Result<Progress, Refusal> {
        let answer = match self.visitor.enter(&self.facts, self.route.how)? {
            Some(away) => away,
            None => {
                let asked = self.visitor.asked(&self.part, &self.query, &self.seen, self.port);
                (self.route.answer)(&self.facts, &asked)?
            }
        };
        Ok(match answer {
            Answer::Later(later) => Progress::Waits(later, Box::new(self)),
            answer => Progress::Written(Box::new(self.written(answer))),
        })
    }

    /// Answers at once: for what is kept, which begins no write.
    pub fn done(self) -> Result<Written, Refusal> {
        match self.begin()? {
            Progress::Written(written) => Ok(*written),
            Progress::Waits(..) => Err(Refusal::broken()),
        }
    }

    /// Says what was waited for.
    pub fn say(self, said: Said) -> Result<Written, Refusal> {
        let answer = match said {
            Said::Plain(say) => say(),
            Said::Read(say) => {
                let asked = self.visitor.asked(&self.part, &self.query, &self.seen, self.port);
                say(&self.facts, &asked)?
            }
        };
        Ok(self.written(answer))
    }

    fn written(&self, answer: Answer) -> Written {
        let around = Around {
            coalition: self.facts.campaign.is_some(),
            preview: Preview::of(&self.facts, self.route, self.visitor.path(), &self.query),
        };
        let mut written = Written::answer(answer, &around, self.effort);
        if matches!(self.route.how, How::Desk(_)) && self.visitor.is_told() && written.cookies.is_empty() {
            // It is said once.
            written.cookies.push(Cookie::Said(None));
        }
        written
    }
}
