//! A whole file of subscribers brought in, or only tried: in parts, so that others can write between them.

use super::{
    file::Numbered,
    import::{Fate, Import},
};
use crate::{
    db::{Db, DbError},
    office::{Chance, Office},
};
use std::sync::Arc;

/// How many lines are taken in one transaction.
const AT_ONCE: usize = 500;

/// What became of a line, with its number.
pub type Taken = (u64, Fate);

/// Brings every line in, in the order of the file; or, where it is only `tried`, says what would become of each and changes nothing.
/// `chance` draws randomness for each line, and gives none where the system has none.
///
/// # Errors
///
/// The database's. What was brought in before it failed stays in: to bring the same file in again changes nothing of it.
pub fn bring(
    db: &Db,
    office: &Arc<Office>,
    mut import: Import,
    lines: Vec<Numbered>,
    tried: bool,
    now: i64,
    mut chance: impl FnMut() -> Option<Chance>,
) -> Result<Vec<Taken>, DbError> {
    let (mut taken, mut good): (Vec<Taken>, Vec<_>) = (Vec::with_capacity(lines.len()), Vec::new());
    for (number, line) in lines {
        match line {
            Ok(line) => good.push((number, line)),
            Err(says) => taken.push((number, Fate::Refused(says))),
        }
    }
    let mut good = good.into_iter().peekable();
    while good.peek().is_some() {
        let mut some = Vec::with_capacity(AT_ONCE);
        for (number, line) in good.by_ref().take(AT_ONCE) {
            let none = || DbError::Failed("the system gives no randomness".to_owned());
            some.push((number, line, chance().ok_or_else(none)?));
        }
        let office = Arc::clone(office);
        let done = db.write(move |sql| {
            let mut fates: Vec<Taken> = Vec::with_capacity(some.len());
            for (number, line, chance) in some {
                fates.push((number, import.take(sql, &office, &line, now, chance)?));
            }
            // What is only tried is undone with its transaction.
            if tried { Err(Undone::Tried(Box::new((import, fates)))) } else { Ok((import, fates)) }
        });
        let (met, fates) = match done {
            Ok(done) => done,
            Err(Undone::Tried(done)) => *done,
            Err(Undone::Db(error)) => return Err(error),
        };
        import = met;
        taken.extend(fates);
    }
    taken.sort_by_key(|(number, _)| *number);
    Ok(taken)
}

/// Why a transaction was undone.
enum Undone {
    Tried(Box<(Import, Vec<Taken>)>),
    Db(DbError),
}

impl From<DbError> for Undone {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}
