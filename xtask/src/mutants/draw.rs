//! Which mutants are tried: a sample by a seed.

/// So many of the names, each as likely as every other, in the order in which they are listed: a shuffle from one end, as by
/// Fisher and Yates, ended early.
pub fn sample(names: &[String], most: usize, seed: u64) -> Vec<String> {
    let mut places: Vec<usize> = (0..names.len()).collect();
    let most = most.min(places.len());
    let mut state = seed;
    for place in 0..most {
        let left = places.len() - place;
        let other = place + below(&mut state, left);
        places.swap(place, other);
    }
    places.truncate(most);
    places.sort_unstable();
    places.into_iter().map(|place| names[place].clone()).collect()
}

/// A number below `sides`, by the splitmix64 of Steele, Lea and Flood (2014). Its bias is that of 2^64 over some thousands.
fn below(state: &mut u64, sides: usize) -> usize {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    let sides = u64::try_from(sides).unwrap_or(u64::MAX).max(1);
    usize::try_from(z % sides).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(many: usize) -> Vec<String> {
        (0..many).map(|number| format!("mutant {number:04}")).collect()
    }

    #[test]
    fn a_seed_draws_the_same_again_and_none_twice() {
        let all = names(2975);
        let drawn = sample(&all, 100, 7);
        assert_eq!(drawn, sample(&all, 100, 7));
        assert_ne!(drawn, sample(&all, 100, 8));
        assert_eq!(drawn.len(), 100);
        assert!(drawn.is_sorted() && drawn.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(sample(&all, 5000, 7), all, "no more than there are");
        assert!(sample(&[], 5, 7).is_empty());
    }

    /// Ten of fifty, four thousand times: each is drawn 800 times, give or take five standard deviations (25.3 each).
    #[test]
    fn every_mutant_is_as_likely_as_every_other() {
        let all = names(50);
        let mut times = std::collections::BTreeMap::<String, i64>::new();
        for seed in 0..4000 {
            for name in sample(&all, 10, seed) {
                *times.entry(name).or_default() += 1;
            }
        }
        assert!(times.len() == 50 && times.values().all(|times| (times - 800).abs() < 127), "{times:?}");
    }
}
