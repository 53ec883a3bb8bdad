//! The engine's judgment of a state is that of the whole record, for every state there is.

use super::script::{Run, known};
use charter::membership;
use community::{Act, Actor, Authority, Deed, Happening, facts::Value};

/// Invariant C12: the engine and `charter::membership::assess` judge alike.
#[test]
fn every_state_is_judged_as_on_the_record() {
    judged_alike("world-security-community").finish();
}

/// Where criteria look at the world as a whole too, whose figures are whole numbers and stand on the record as such.
#[test]
fn every_state_is_judged_as_on_the_record_of_the_world() {
    let run = judged_alike("worldly");
    let facts = run.events.iter().flat_map(|event| &event.facts).filter(|fact| &*fact.of == "world");
    let states: Vec<_> = facts.filter(|fact| &*fact.name == "states").map(|fact| &fact.value).collect();
    let whole = |value: &&Value| matches!(value, Value::Text(text) if text.parse::<u32>().is_ok_and(|states| states > 190));
    assert!(!states.is_empty() && states.iter().all(whole), "{states:?}");
    run.finish();
}

fn judged_alike(charter: &str) -> Run {
    let mut run = Run::default();
    run.found(charter);
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
    run
}
