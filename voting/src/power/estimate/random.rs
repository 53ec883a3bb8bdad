//! Random numbers that follow from a seed, the same on every machine.

/// Random numbers that follow from a seed: SplitMix64 (Steele, Lea & Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut mixed = Self(seed ^ stream.wrapping_mul(0xD134_2543_DE82_EF95));
        Self(mixed.next() ^ stream)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below a bound, by the high half of a product (Lemire 2019); the bias is below 2^-32 of the bound's share.
    pub fn below(&mut self, bound: usize) -> usize {
        let high = (u128::from(self.next()) * bound as u128) >> 64;
        usize::try_from(high).unwrap_or(0)
    }

    /// A number from nought to below one.
    pub fn unit(&mut self) -> f64 {
        // Fifty-three bits, as many as a double holds.
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Brings a random set of so many to the front (Fisher & Yates 1938).
    pub fn choose(&mut self, players: &mut [usize], count: usize) {
        let all = players.len();
        if count * 2 > all {
            // As well the few that stay behind.
            for place in (count..all).rev() {
                let other = self.below(place + 1);
                players.swap(place, other);
            }
            return;
        }
        for place in 0..count {
            let other = place + self.below(all - place);
            players.swap(place, other);
        }
    }
}
