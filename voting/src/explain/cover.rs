//! The fewest changes that satisfy several inequalities at once: covering by branch and bound.

use super::Change;
use std::cmp::Reverse;

/// A member that could change its ballot, and what each of its changes brings to each need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// At least one; none beats another everywhere.
    pub options: Vec<(Change, Vec<i128>)>,
}

/// A smallest set, if there is one.
#[derive(Debug)]
pub struct Cover {
    /// The changes, at most one a member.
    pub set: Option<Vec<Change>>,
    /// Is it known that no smaller set does?
    pub exact: bool,
}

/// A smallest set of changes whose gains meet all needs, if it has fewer than `fewer_than` members. After looking at
/// `most_work` candidates the search is content with an upper bound.
pub fn smallest(needs: &[i128], candidates: &[Candidate], fewer_than: usize, most_work: usize) -> Cover {
    let mut candidates = candidates.to_vec();
    candidates.sort_by_cached_key(|candidate| Reverse(worth(&candidate.options[0].1, needs)));
    let best = |dimension: usize, candidate: &Candidate| {
        candidate.options.iter().map(|(_, gains)| gains[dimension]).max().unwrap_or(0).max(0)
    };
    // For each need, who brings most to it.
    let order: Vec<Vec<(i128, usize)>> = (0..needs.len())
        .map(|dimension| {
            let mut order: Vec<(i128, usize)> = candidates
                .iter()
                .enumerate()
                .map(|(at, candidate)| (best(dimension, candidate), at))
                .collect();
            order.sort_by_key(|(gain, at)| (Reverse(*gain), *at));
            order
        })
        .collect();
    let mut search = Search { candidates: &candidates, order: &order, work: most_work, chosen: Vec::new() };
    let Some(least) = search.least(needs) else { return Cover { set: None, exact: true } };
    if least >= fewer_than {
        return Cover { set: None, exact: true };
    }
    let greedy = greedy(needs, &candidates);
    let bound = greedy.as_ref().map_or(candidates.len() + 1, Vec::len).min(fewer_than);
    for size in least..bound {
        if search.meets(needs.to_vec(), 0, size) {
            return Cover { set: Some(search.chosen), exact: true };
        }
        if search.work == 0 {
            return Cover { set: greedy.filter(|set| set.len() < fewer_than), exact: false };
        }
    }
    Cover { set: greedy.filter(|set| set.len() < fewer_than), exact: true }
}

struct Search<'c> {
    candidates: &'c [Candidate],
    order: &'c [Vec<(i128, usize)>],
    /// How many candidates may still be looked at.
    work: usize,
    chosen: Vec<Change>,
}

impl Search<'_> {
    /// No set is smaller than what the hardest need takes by itself; none where one cannot be met at all.
    fn least(&self, needs: &[i128]) -> Option<usize> {
        let alone = |(need, order): (&i128, &Vec<(i128, usize)>)| {
            let mut left = *need;
            let mut gains = order.iter();
            let mut taken = 0;
            while left > 0 {
                let (gain, _) = gains.next().filter(|(gain, _)| *gain > 0)?;
                left -= gain;
                taken += 1;
            }
            Some(taken)
        };
        needs.iter().zip(self.order).map(alone).try_fold(0, |most, taken| Some(most.max(taken?)))
    }

    /// Can `size` more changes among the candidates from `first` on meet the needs? Leaves them in `chosen`.
    fn meets(&mut self, needs: Vec<i128>, first: usize, size: usize) -> bool {
        if needs.iter().all(|need| *need <= 0) {
            return true;
        }
        self.work = self.work.saturating_sub(self.candidates.len() * needs.len());
        if size == 0 || self.work == 0 || !self.could_meet(&needs, first, size) {
            return false;
        }
        let candidates = self.candidates;
        for at in first..candidates.len() {
            let same = |a: &Candidate, b: &Candidate| {
                a.options.len() == b.options.len()
                    && a.options.iter().zip(&b.options).all(|(a, b)| a.1 == b.1)
            };
            // Whoever brings the same as one just left out need not be tried.
            if at > first && same(&candidates[at - 1], &candidates[at]) {
                continue;
            }
            for (change, gains) in &candidates[at].options {
                self.chosen.push(*change);
                let left = needs.iter().zip(gains).map(|(need, gain)| need - gain).collect();
                if self.meets(left, at + 1, size - 1) {
                    return true;
                }
                self.chosen.pop();
            }
        }
        false
    }

    /// Would the `size` largest gains left meet each need by itself?
    fn could_meet(&self, needs: &[i128], first: usize, size: usize) -> bool {
        needs.iter().zip(self.order).all(|(need, order)| {
            let left = order.iter().filter(|(_, at)| *at >= first).take(size);
            *need <= 0 || left.map(|(gain, _)| *gain).sum::<i128>() >= *need
        })
    }
}

/// How much of all open needs a change meets, in millionths.
fn worth(gains: &[i128], needs: &[i128]) -> i128 {
    let of = |(gain, need): (&i128, &i128)| match *need {
        need if need <= 0 => (*gain).min(0).signum(),
        need => gain.clamp(&-need, &need).saturating_mul(1_000_000) / need,
    };
    gains.iter().zip(needs).map(of).sum()
}

/// Takes what is worth most, again and again; then lets go of whatever is not needed.
fn greedy(needs: &[i128], candidates: &[Candidate]) -> Option<Vec<Change>> {
    let mut left = needs.to_vec();
    let mut taken: Vec<(Change, &[i128])> = Vec::new();
    let mut open: Vec<&Candidate> = candidates.iter().collect();
    while left.iter().any(|need| *need > 0) {
        let options =
            open.iter().enumerate().flat_map(|(at, one)| one.options.iter().map(move |option| (at, option)));
        let (at, (change, gains)) =
            options.max_by_key(|(at, (_, gains))| (worth(gains, &left), Reverse(*at)))?;
        if worth(gains, &left) <= 0 {
            return None;
        }
        left.iter_mut().zip(gains).for_each(|(need, gain)| *need -= gain);
        taken.push((*change, gains));
        open.remove(at);
    }
    for at in (0..taken.len()).rev() {
        let without: Vec<i128> = left.iter().zip(taken[at].1).map(|(need, gain)| need + gain).collect();
        if without.iter().all(|need| *need <= 0) {
            left = without;
            taken.remove(at);
        }
    }
    Some(taken.into_iter().map(|(change, _)| change).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ballot;
    use proptest::prelude::*;

    /// The size of a smallest set, by trying all.
    fn fewest(needs: &[i128], gains: &[Vec<i128>]) -> Option<usize> {
        let sets = 0..1usize << gains.len();
        let meets = |set: &usize| {
            let of = |dimension: usize| {
                let those = gains.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                those.map(|(_, gains)| gains[dimension]).sum::<i128>()
            };
            needs.iter().enumerate().all(|(dimension, need)| of(dimension) >= *need)
        };
        sets.filter(meets).map(|set| set.count_ones() as usize).min()
    }

    fn candidates(gains: &[Vec<i128>]) -> Vec<Candidate> {
        let change = |member: usize| Change { member, ballot: Ballot::Yes };
        gains
            .iter()
            .enumerate()
            .map(|(member, gains)| Candidate { options: vec![(change(member), gains.clone())] })
            .collect()
    }

    proptest! {
        /// A set is the smallest of all, and it is found whenever there is one: greed would often take one more.
        #[test]
        fn no_smaller_set_meets_the_needs(
            needs in proptest::collection::vec(-2i128..24, 3),
            gains in proptest::collection::vec(proptest::collection::vec(-1i128..12, 3), 1..9),
        ) {
            let cover = smallest(&needs, &candidates(&gains), usize::MAX, usize::MAX);
            prop_assert!(cover.exact);
            prop_assert_eq!(cover.set.map(|set| set.len()), fewest(&needs, &gains));
        }
    }

    /// Greed takes the one that brings most to both needs, and must then take two more: the other two suffice.
    #[test]
    fn greed_is_not_enough() {
        let gains = [vec![6, 6], vec![10, 1], vec![1, 10]];
        let cover = smallest(&[11, 11], &candidates(&gains), usize::MAX, usize::MAX);
        let mut members: Vec<usize> = cover.set.unwrap().iter().map(|change| change.member).collect();
        members.sort_unstable();
        assert_eq!((members, cover.exact), (vec![1, 2], true));
    }
}
