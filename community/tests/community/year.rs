//! The demonstration year is a history like any other, with something of everything: every invariant holds after each event,
//! it follows from the law, and it comes to what its story tells.

use super::script::{charter, known};
use community::{Happening, Replay, State, fold, invariants, mission::Standing, scenario};

#[test]
fn the_demonstration_year_comes_to_what_it_tells() {
    let played = scenario::play(include_str!("../../../koinon/demo/year.txt"), known(), &charter).unwrap();
    let (mut state, mut replay) = (State::default(), Replay::new());
    for event in &played.events {
        state.apply(event).unwrap();
        replay.next(event).unwrap();
        invariants::check(&state).unwrap();
    }
    invariants::settled(&state).unwrap();
    assert!(state == played.state && replay.finish().unwrap() == state);
    assert_eq!(fold(&played.events).unwrap().to_json(), state.to_json());

    // Its last words: thirty-four members, a head, two judges, a budget, an amended charter and a second stage.
    assert_eq!((state.members.len(), state.budgets.len()), (34, 1));
    assert_eq!((state.offices["secretariat"].len(), state.offices["court"].len()), (1, 2));
    let law = state.law.as_ref().unwrap();
    assert!(law.text.contains("community.members >= 34"), "the amendment");
    assert_eq!(state.stage.as_deref(), Some(law.charter.stages[1].id.value.as_str()));
    // One member is suspended, another has its rights again, and an application failed.
    let suspended = state.members.iter().filter(|(_, member)| member.suspended.is_some());
    assert!(suspended.map(|(code, _)| code.as_str()).eq(["HUN"]));
    let happened =
        |which: fn(&Happening) -> bool| played.events.iter().filter(|event| which(&event.happened)).count();
    assert_eq!(happened(|one| matches!(one, Happening::Readmitted { state, .. } if state == "ISL")), 1);
    assert_eq!(happened(|one| matches!(one, Happening::ApplicationRejected { .. })), 1);
    // It has helped a member, kept to its mandate, and paid for what was reached.
    assert!(state.guarantees.values().all(|guarantee| !guarantee.is_open()) && !state.guarantees.is_empty());
    assert!(state.missions.values().all(|mission| matches!(mission.standing, Standing::Over { .. })));
    assert_eq!(happened(|one| matches!(one, Happening::TrancheReleased(_))), 1);
    let compact = state.compact(1).unwrap();
    let account = &compact.account;
    assert!(account.released.minor_units() > 0 && account.released <= account.contributed);
    assert!(played.refused > 0, "some of what is tried is refused");
}
