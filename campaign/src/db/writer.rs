//! The one thread that writes: it gathers what waits, does it in one transaction, and answers after the commit.

use super::{DbError, Sql};
use std::sync::mpsc::Receiver;

/// How much is written in one transaction at most.
const MOST: usize = 512;

/// Done inside the transaction: says whether it is to stay, and whom to tell.
pub(super) type Job = Box<dyn FnOnce(&mut dyn Sql) -> (Stays, Answer) + Send>;

/// Told once it is known whether the transaction was committed.
pub(super) type Answer = Box<dyn FnOnce(Result<(), DbError>) + Send>;

/// Does what a job wrote stay?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stays {
    Yes,
    No,
}

/// Writes until nobody can ask any more.
pub(super) fn write(mut sql: Box<dyn Sql>, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut waiting = vec![first];
        waiting.extend(jobs.try_iter().take(MOST - 1));
        group(sql.as_mut(), waiting);
    }
}

/// One transaction for all; what one job wrote is taken back alone where it does not stay.
fn group(sql: &mut dyn Sql, jobs: Vec<Job>) {
    let begun = sql.mend().and_then(|()| sql.batch(sql.dialect().begin()));
    let mut answers: Vec<Answer> = Vec::with_capacity(jobs.len());
    let mut broken = begun.err();
    for job in jobs {
        match (&broken, one(sql, job, broken.is_some())) {
            (None, (answer, Err(error))) => {
                broken = Some(error);
                answers.push(answer);
            }
            (_, (answer, _)) => answers.push(answer),
        }
    }
    let ended = match broken {
        None => sql.batch("COMMIT"),
        Some(error) => Err(error),
    };
    if ended.is_err() {
        // Nothing of this transaction is there; a connection that is gone has rolled back by itself.
        let _ = sql.batch("ROLLBACK");
    }
    for answer in answers {
        answer(ended.clone());
    }
}

/// One job between savepoints. After a failure the others are run no more, only told.
fn one(sql: &mut dyn Sql, job: Job, skip: bool) -> (Answer, Result<(), DbError>) {
    if skip {
        let (_, answer) = job(&mut Nothing);
        return (answer, Ok(()));
    }
    if let Err(error) = sql.run("SAVEPOINT job", &[]) {
        let (_, answer) = job(&mut Nothing);
        return (answer, Err(error));
    }
    let (stays, answer) = job(sql);
    let ended = match stays {
        Stays::Yes => sql.run("RELEASE SAVEPOINT job", &[]).map(drop),
        Stays::No => sql.batch("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job"),
    };
    (answer, ended)
}

/// A database that is not there: what is asked of it fails, so that a job that cannot be done can still be told so.
struct Nothing;

impl Sql for Nothing {
    fn run(&mut self, _: &str, _: &[super::Value]) -> Result<u64, DbError> {
        Err(gone())
    }

    fn rows(&mut self, _: &str, _: &[super::Value]) -> Result<Vec<super::Row>, DbError> {
        Err(gone())
    }

    fn batch(&mut self, _: &str) -> Result<(), DbError> {
        Err(gone())
    }

    fn dialect(&self) -> super::Dialect {
        super::Dialect::Sqlite
    }
}

fn gone() -> DbError {
    DbError::Failed("the transaction had failed before".to_owned())
}
