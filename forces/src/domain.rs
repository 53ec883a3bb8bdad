//! Between how many lots each choice lies: everything at first, less in the nodes of branch and bound.

use crate::programme::Programme;

/// The fewest and the most lots of every choice. A choice whose fewest are nought may be nought, or at least its least.
#[derive(Clone)]
pub(crate) struct Domain {
    pub(crate) low: Vec<i64>,
    pub(crate) high: Vec<i64>,
}

impl Domain {
    /// As the programme has it.
    pub(crate) fn whole(programme: &Programme) -> Self {
        Self {
            low: vec![0; programme.choices.len()],
            high: programme.choices.iter().map(|choice| choice.most).collect(),
        }
    }

    /// Without more than so many lots of a choice; none at all where that is below its least.
    pub(crate) fn at_most(&self, programme: &Programme, choice: usize, lots: i64) -> Option<Self> {
        let mut domain = self.clone();
        domain.high[choice] = if lots < programme.choices[choice].least { 0 } else { lots };
        (domain.high[choice] >= domain.low[choice]).then_some(domain)
    }

    /// With at least so many lots of a choice.
    pub(crate) fn at_least(&self, programme: &Programme, choice: usize, lots: i64) -> Option<Self> {
        let mut domain = self.clone();
        domain.low[choice] = lots.max(programme.choices[choice].least);
        (domain.low[choice] <= domain.high[choice]).then_some(domain)
    }
}
