//! A made-up world of a requirement's full size: 195 members of very different size, 30 kinds of capability.

use forces::{Keys, Need, Pledge, Requirement, Share};

/// What is asked, offered and fair.
pub struct World {
    pub requirement: Requirement,
    pub pledges: Vec<Pledge>,
    pub keys: Keys,
}

/// Numbers without order, the same in every run (D. H. Lehmer's generator with the constants of D. Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

const LOTS: [u64; 12] = [1, 5, 10, 20, 50, 100, 120, 150, 200, 400, 600, 800];
const LANGUAGES: [&str; 3] = ["English", "French", "Spanish"];

/// A world of so many members and kinds, where `ties` adds conditions, the least of pledges, a ceiling and a share of
/// women.
pub fn world(members: u64, kinds: u64, seed: u64, ties: bool) -> World {
    let mut numbers = Numbers(seed);
    let needs: Vec<Need> = (0..kinds)
        .map(|kind| Need {
            name: format!("kind {kind}"),
            kind: format!("kind {kind}"),
            units: 200 + numbers.below(3000),
            persons: 1,
            within_days: Some(30),
            languages: if kind % 5 == 0 {
                vec![LANGUAGES[usize::from(kind % 2 == 0)].into()]
            } else {
                vec![]
            },
            tasks: if kind % 3 == 0 { vec!["combat".into()] } else { vec![] },
            ..Need::default()
        })
        .collect();
    let total: u64 = needs.iter().map(|need| need.units).sum();
    let mut keys = Keys { shares: Vec::new(), excess_price: 40 };
    let mut pledges = Vec::new();
    for member in 0..members {
        let name = format!("member {member}");
        let weight = 1 + numbers.below(100) * numbers.below(100) * numbers.below(100) / 1000;
        keys.shares.push(Share { member: name.clone(), weight });
        for kind in 0..kinds {
            let lot = LOTS[usize::try_from(numbers.below(12)).unwrap_or(0)];
            let units = lot * (1 + numbers.below(4));
            pledges.push(Pledge {
                member: name.clone(),
                kind: format!("kind {kind}"),
                units,
                lot,
                least: if ties && numbers.below(4) == 0 { units.min(3 * lot) } else { 0 },
                ready_days: u32::try_from(numbers.below(40)).unwrap_or(0),
                unit_cost: 50 + numbers.below(100),
                languages: vec![LANGUAGES[usize::try_from(numbers.below(3)).unwrap_or(0)].into()],
                women_permille: 30 + numbers.below(200),
                not_for: if numbers.below(8) == 0 { vec!["combat".into()] } else { vec![] },
                only_if: if ties && numbers.below(20) == 0 {
                    vec![format!("member {}", numbers.below(members))]
                } else {
                    vec![]
                },
                sustained: None,
            });
        }
    }
    let requirement = Requirement {
        needs,
        areas: vec![],
        ceiling: ties.then_some(total + total / 100),
        women_permille: if ties { 140 } else { 0 },
    };
    World { requirement, pledges, keys }
}
