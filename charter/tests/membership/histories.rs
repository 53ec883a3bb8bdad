//! The automatic reading: what every history keeps.

use crate::small_worlds::{LAST, charter, charters, worlds};
use charter::membership::{Standing, Verdict, assess, history};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(400)))]

    /// Members are those of the year before, with who joined and without who left.
    #[test]
    fn counts_add_up(world in worlds(), text in charters()) {
        let charter = charter(&text);
        let record = assess(&charter, &world);
        let history = history(&charter, &world, &record, 1903, LAST);
        let mut before = Vec::new();
        for line in &history.years {
            let mut now = before.clone();
            now.retain(|state| !line.left.contains(state));
            prop_assert_eq!(now.len() + line.left.len(), before.len(), "who left was a member");
            prop_assert!(line.joined.iter().all(|state| !before.contains(state)), "who joined was none");
            now.extend(&line.joined);
            now.sort();
            prop_assert_eq!(&now, &line.members, "in {}", line.year);
            before = line.members.clone();
        }
    }

    /// Entry, stay and leaving each have the reason that the law gives.
    #[test]
    fn nobody_moves_without_a_reason(world in worlds(), text in charters()) {
        let charter = charter(&text);
        let record = assess(&charter, &world);
        let history = history(&charter, &world, &record, 1903, LAST);
        let founders = &charter.membership.founders;
        let founder = |state| founders.states.iter().any(|code| code.value == world.state(state).code);
        let observe = i32::try_from(founders.observe_years).unwrap();
        for line in &history.years {
            for state in &line.joined {
                let founds = line.year == 1903 && founder(*state);
                prop_assert!(founds || record.qualifies(*state, line.year) == Verdict::Met);
                prop_assert_eq!(history.member_since(*state, line.year), Some(line.year));
            }
            for state in &line.left {
                let lost = record.lost_any(*state, line.year);
                prop_assert!(lost || !world.state(*state).exists_in(line.year), "left for nothing in {}", line.year);
            }
            for state in world.state_ixs() {
                let standing = history.standing(&record, state, line.year);
                let member = line.members.contains(&state);
                prop_assert_eq!(member, matches!(standing, Standing::Member | Standing::Observed));
                match standing {
                    Standing::Observed => {
                        prop_assert!(founder(state) && record.qualifies(state, line.year) != Verdict::Met);
                        prop_assert_eq!(history.member_since(state, line.year), Some(1903));
                        prop_assert!(line.year <= 1903.max(1902 + observe) || !record.lost_any(state, line.year));
                    }
                    Standing::Member => {
                        prop_assert!(line.year == 1903 || line.joined.contains(&state) || !record.lost_any(state, line.year));
                    }
                    // To qualify and not belong is only for those who have lost a criterion in this very year.
                    Standing::Candidate => prop_assert!(line.left.contains(&state) && record.lost_any(state, line.year)),
                    Standing::None => {}
                }
            }
        }
    }
}
