//! Where the newest moment of the institution stands. One publishes, all read: a reader takes a pointer and keeps its
//! moment for as long as it works on a page.

use super::Institution;
use std::sync::{Arc, PoisonError, RwLock};

/// The place of the newest moment.
#[derive(Debug)]
pub struct Live(RwLock<Arc<Seen>>);

/// What a reader sees for the length of one answer.
#[derive(Clone, Debug)]
pub struct Seen {
    /// It grows with each change, so that an answer that was kept is known to be of another moment.
    pub version: u64,
    /// The institution as it was read last; none where it could not be read yet.
    pub institution: Option<Arc<Institution>>,
    /// Why it cannot be read now, as a sentence without its full stop; what stands is then what was read last.
    pub trouble: Option<String>,
}

impl Live {
    /// Begins with an institution.
    pub fn new(institution: Institution) -> Self {
        Self::seen(Some(Arc::new(institution)), None)
    }

    /// Begins without one, and says why.
    pub fn unread(trouble: impl Into<String>) -> Self {
        Self::seen(None, Some(trouble.into()))
    }

    fn seen(institution: Option<Arc<Institution>>, trouble: Option<String>) -> Self {
        Self(RwLock::new(Arc::new(Seen { version: 0, institution, trouble })))
    }

    /// What is to be seen now.
    pub fn now(&self) -> Arc<Seen> {
        // The pointer changes in one step: a panic elsewhere leaves it whole.
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows an institution; whatever was wrong is over.
    pub fn show(&self, institution: Institution) {
        self.change(|_| (Some(Arc::new(institution)), None));
    }

    /// Says why the institution cannot be read now. What was read last stays.
    pub fn trouble(&self, why: String) {
        if self.now().trouble.as_ref() != Some(&why) {
            self.change(|before| (before.institution.clone(), Some(why)));
        }
    }

    fn change(&self, to: impl FnOnce(&Seen) -> (Option<Arc<Institution>>, Option<String>)) {
        let mut place = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let (institution, trouble) = to(&place);
        *place = Arc::new(Seen { version: place.version + 1, institution, trouble });
    }
}
