//! How fast letters go out: to all together, and to each domain. Time comes in as an argument; nothing here is kept on a disk, and a
//! program that starts anew begins with a fresh minute.

use std::collections::HashMap;

/// What one letter costs, in letters a minute times milliseconds.
const LETTER: i64 = 60_000;
/// Of how many domains it is remembered how many letters they had.
const DOMAINS: usize = 10_000;

/// How many letters may go out.
#[derive(Clone, Debug)]
pub struct Pace {
    a_minute: i64,
    /// What may go out at once, in [`LETTER`]s.
    credit: i64,
    last: Option<i64>,
    to_a_domain: Option<u32>,
    domains: HashMap<String, Domain>,
}

/// What one domain has had and will have.
#[derive(Clone, Copy, Debug, Default)]
struct Domain {
    /// The minute that is counted, and how many went out in it.
    minute: i64,
    gone: u32,
    /// The last minute to which letters were put off, and how many were put off to it.
    later: i64,
    put_off: u32,
}

impl Pace {
    /// A bound on letters in a minute, and one on those to a single domain, if there is to be one.
    pub fn new(a_minute: u32, to_a_domain: Option<u32>) -> Self {
        let a_minute = i64::from(a_minute.max(1));
        Self { a_minute, credit: 0, last: None, to_a_domain, domains: HashMap::new() }
    }

    /// How many letters may go out now, at a time in milliseconds. No more than those of one second are saved up.
    pub fn room(&mut self, now: i64) -> u32 {
        let most = LETTER * (self.a_minute / 60).max(1);
        let passed = self.last.map_or(1_000, |last| (now - last).clamp(0, 60_000));
        self.last = Some(now);
        self.credit = (self.credit + passed * self.a_minute).min(most);
        u32::try_from((self.credit / LETTER).max(0)).unwrap_or(u32::MAX)
    }

    /// In how many milliseconds the next letter may go out, as of the last call of [`Pace::room`].
    pub fn wait(&self) -> u64 {
        let missing = (LETTER - self.credit).max(0);
        // Rounded up: whoever comes a moment too soon must come again.
        u64::try_from((missing + self.a_minute - 1) / self.a_minute).unwrap_or(0)
    }

    /// Takes letters out of what may go out.
    pub fn spend(&mut self, letters: usize) {
        self.credit -= LETTER * i64::try_from(letters).unwrap_or(0);
    }

    /// Takes one letter out of what may go to a domain in the minute of `now`, in seconds; where it has had its share, the time
    /// to which the letter is put off: the first second of the next minute that has room.
    ///
    /// # Errors
    ///
    /// That time.
    pub fn to(&mut self, domain: &str, now: i64) -> Result<(), i64> {
        let Some(most) = self.to_a_domain else { return Ok(()) };
        let (most, minute) = (most.max(1), now.div_euclid(60));
        if self.domains.len() >= DOMAINS {
            self.domains.retain(|_, known| known.minute >= minute || known.later >= minute);
        }
        let known = self.domains.entry(domain.to_owned()).or_default();
        if known.minute != minute {
            (known.minute, known.gone) = (minute, 0);
        }
        if known.gone < most {
            known.gone += 1;
            return Ok(());
        }
        if known.later <= minute {
            (known.later, known.put_off) = (minute + 1, 0);
        } else if known.put_off >= most {
            (known.later, known.put_off) = (known.later + 1, 0);
        }
        known.put_off += 1;
        Err(known.later * 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_go_out_evenly() {
        let mut pace = Pace::new(600, None);
        assert_eq!(pace.room(0), 10, "a second's worth at the start");
        pace.spend(10);
        assert_eq!((pace.room(0), pace.wait()), (0, 100));
        assert_eq!((pace.room(99), pace.room(100)), (0, 1));
        assert_eq!(pace.room(60_000), 10, "no more is saved up");
    }

    #[test]
    fn a_domain_that_had_its_share_waits_for_the_next_minute_with_room() {
        let mut pace = Pace::new(6_000, Some(2));
        let asked: Vec<_> = (0..7).map(|_| pace.to("a.example", 30)).collect();
        assert_eq!(asked, [Ok(()), Ok(()), Err(60), Err(60), Err(120), Err(120), Err(180)]);
        assert_eq!(pace.to("b.example", 30), Ok(()));
        assert_eq!(pace.to("a.example", 60), Ok(()));
        assert_eq!(Pace::new(1, None).to("a.example", 0), Ok(()));
    }

    proptest! {
        #[test]
        fn no_minute_has_more_than_it_may(
            a_minute in 1..2_000u32, most in 1..20u32, steps in proptest::collection::vec((0..900i64, 0..40usize), 1..200)
        ) {
            let mut pace = Pace::new(a_minute, Some(most));
            let (mut now, mut sent, mut gone) = (0, 0i64, HashMap::new());
            for (passes, wanted) in steps {
                now += passes;
                let may = usize::try_from(pace.room(now)).unwrap().min(wanted);
                pace.spend(may);
                sent += i64::try_from(may).unwrap();
                // What is saved up at the start is a second's worth, or one letter.
                let bound = now * i64::from(a_minute) / 60_000 + i64::from(a_minute / 60).max(1) + 1;
                prop_assert!(sent <= bound, "{sent} by {now} ms, not {bound}");
                for _ in 0..may {
                    match pace.to("a.example", now / 1_000) {
                        Ok(()) => *gone.entry(now / 60_000).or_insert(0u32) += 1,
                        Err(due) => prop_assert!(due > now / 1_000),
                    }
                }
            }
            prop_assert!(gone.values().all(|gone| *gone <= most));
        }
    }
}
