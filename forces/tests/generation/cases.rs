//! Small cases of every sort: lots, leasts, languages, caveats, conditions, ceilings, shares of women, scales.

use crate::naive::Case;
use forces::{Keys, Need, Pledge, Requirement, Share};
use proptest::prelude::*;

const KINDS: [&str; 2] = ["infantry", "airlift"];
const MEMBERS: [&str; 4] = ["A", "B", "C", "D"];

fn need() -> impl Strategy<Value = Need> {
    (0usize..2, 0u64..12, 0u64..3, prop::option::of(0u32..3), any::<bool>(), any::<bool>()).prop_map(
        |(kind, units, persons, within_days, language, task)| Need {
            name: String::new(),
            kind: KINDS[kind].into(),
            units,
            persons,
            within_days,
            languages: if language { vec!["French".into()] } else { vec![] },
            tasks: if task { vec!["riots".into()] } else { vec![] },
            ..Need::default()
        },
    )
}

/// Any pledge.
pub fn pledge() -> impl Strategy<Value = Pledge> {
    let amounts = (0u64..9, 1u64..5, 0u64..6, 0u32..3, 0u64..20, 0u64..1000);
    let words = (any::<bool>(), any::<bool>(), prop::option::weighted(0.3, 0usize..4));
    (0usize..4, 0usize..2, amounts, words).prop_map(|(member, kind, amounts, (french, caveat, only_if))| {
        let (units, lot, least, ready_days, unit_cost, women_permille) = amounts;
        Pledge {
            member: MEMBERS[member].into(),
            kind: KINDS[kind].into(),
            units,
            lot,
            least,
            ready_days,
            unit_cost,
            women_permille,
            languages: if french { vec!["French".into()] } else { vec![] },
            not_for: if caveat { vec!["riots".into()] } else { vec![] },
            only_if: only_if.map(|other| MEMBERS[other].to_owned()).into_iter().collect(),
            sustained: None,
        }
    })
}

prop_compose! {
    /// A case of fewer than so many needs and pledges.
    pub fn case(most_needs: usize, most_pledges: usize)(
        mut needs in prop::collection::vec(need(), 0..most_needs),
        pledges in prop::collection::vec(pledge(), 0..most_pledges),
        ceiling in prop::option::weighted(0.4, 0u64..25),
        women in prop::option::weighted(0.4, 0u64..600),
        weights in prop::collection::vec(0u64..5, 4),
        excess_price in prop::option::weighted(0.6, 0u64..30),
    ) -> Case {
        for (at, need) in needs.iter_mut().enumerate() {
            need.name = format!("need {at}");
        }
        let shares = MEMBERS.iter().zip(weights).map(|(member, weight)| Share { member: (*member).into(), weight });
        Case {
            requirement: Requirement { needs, areas: vec![], ceiling, women_permille: women.unwrap_or(0) },
            pledges,
            keys: Keys { shares: shares.collect(), excess_price: excess_price.unwrap_or(0) },
        }
    }
}
