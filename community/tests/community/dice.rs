//! Chance for random histories, the same again for the same seed.

use community::Moment;

/// Numbers from a seed: the splitmix64 of Steele, Lea and Flood (2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(u64::try_from(of.len()).unwrap())).unwrap()].clone()
    }

    /// One, and now and then a second.
    pub fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let first = self.pick(of);
        if self.roll(3) == 0 { vec![first, self.pick(of)] } else { vec![first] }
    }
}

/// The first second so many days later.
pub fn later(mut day: Moment, days: u64) -> Moment {
    for _ in 0..days {
        day = day.next_day().unwrap();
    }
    day
}
