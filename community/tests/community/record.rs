//! The engine's judgment of a state is that of the whole record, for every state there is.

use super::script::{Run, known};
use charter::membership;
use community::{Act, Actor, Authority, Deed, Happening};

/// Invariant C12: the engine and `charter::membership::assess` judge alike.
#[test]
fn every_state_is_judged_as_on_the_record() {
    let mut run = Run::default();
    run.found("world-security-community");
    let law = run.state.law.clone().unwrap();
    let world = known().world();
    let record = membership::assess(&law.charter, world);
    let year = law.charter.latest_year(world);
    let mut judged = 0;
    for ix in world.states_in(world.last_year) {
        let code = world.state(ix).code.clone();
        let deed = Deed::Assess { state: code.clone() };
        let act = Act { actor: Actor::Secretariat, authority: Authority::Secretariat {}, deed };
        let events = run.act("2025-02-01".parse().unwrap(), &act).unwrap();
        let Happening::Assessed { assessment, .. } = &events[0].happened else {
            panic!("{code} was not assessed")
        };
        assert_eq!(assessment.year, year);
        assert_eq!(assessment.qualifies, record.qualifies(ix, year).says(), "{code}");
        assert_eq!(assessment.lost_any, record.lost_any(ix, year), "{code}");
        for (place, one) in assessment.criteria.iter().enumerate() {
            assert_eq!(one.criterion, record.criteria()[place]);
            assert_eq!(one.verdict, record.verdict(place, ix, year).says(), "{code}: {}", one.criterion);
            assert_eq!(one.lost, record.lost(place, ix, year), "{code}: {}", one.criterion);
        }
        judged += 1;
    }
    assert!(judged > 190, "{judged} states");
    run.finish();
}
