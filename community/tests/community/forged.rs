//! A history that does not follow from the law is found, at the first event that is wrong, even if every signature on it is
//! good: each forger below rewrites one event, or leaves one out, or puts one in twice, in every place where it can.

mod field;

use super::script::Run;
use community::{
    Actor, Authority, Event, Happening, Replay,
    act::{Amount, Cast, Contribution, Voice},
    event::Outcome,
    facts::Value,
    fold,
};

/// A short history in which most kinds of event happen.
fn history() -> Vec<Event> {
    let mut run = Run::default();
    run.found("world-security-community");
    run.lines(
        "2025-03-01 secretariat assess HUN
         2025-03-01 JPN apply
         2025-03-01 secretariat assess JPN
         2025-03-02 NOR propose admit JPN
         2025-03-02 council open-vote 2 until 2025-03-04
         2025-03-03 all vote 2 yes
         2025-03-04 secretariat open-vote 2 until 2025-03-06
         2025-03-05 all-but:DEU vote 2 yes
         2025-03-05 DEU vote 2 10/20/5
         2025-03-06 secretariat tick
         2025-03-07 secretariat propose suspend HUN because \"Electoral democracy is lost.\"
         2025-03-08 HUN answer 3 \"It is not.\"
         2025-03-08 secretariat open-vote 3 until 2025-03-10
         2025-03-09 all-but:HUN vote 3 yes
         2025-03-10 EST declare-attack territory \"Columns crossed the border.\" asks-help
         2025-03-10 NOR pledge guarantee 1 forces infantry=1200
         2025-03-10 secretariat propose determine attack 1 because \"It is an armed attack.\"
         2025-03-10 secretariat open-vote 4 until 2025-03-11
         2025-03-10 all-but:HUN vote 4 yes
         2025-03-10 secretariat close 4
         2025-03-10 EST confirm-arrival 1 800
         2025-03-10 NOR stand-down 1
         2025-03-11 NOR propose adopt-budget 2025 EUR due 2025-06-01 All=1000000
         2025-03-11 secretariat open-vote 5 until 2025-03-18
         2025-03-11 all-but:HUN vote 5 yes
         2025-03-18 secretariat tick",
    );
    run.events
}

/// Where a record is first found wrong, and why.
fn found(events: &[Event]) -> Option<(usize, String)> {
    let mut replay = Replay::new();
    for (place, event) in events.iter().enumerate() {
        if let Err(why) = replay.next(event) {
            return Some((place, why));
        }
    }
    replay.finish().err().map(|why| (events.len(), why))
}

#[test]
fn the_history_itself_follows_from_the_law() {
    assert_eq!(found(&history()), None);
    assert_eq!(found(&field::history()), None);
}

/// Changes what an event says, if it can: the forgers.
type Forger = fn(&mut Event) -> bool;

const FORGERS: &[(&str, Forger)] = &[
    ("another actor", |event| {
        // Whoever belongs could have done much of it: a lawful other history, which only signatures tell apart.
        event.actor = Actor::State("XYZ".into());
        true
    }),
    ("another authority", |event| {
        event.authority = Authority::Key { key: "k".into(), signature: "s".into() };
        true
    }),
    ("another article", |event| {
        event.article = Some("Article 99".into());
        true
    }),
    ("another time", |event| {
        event.at = "2024-12-31T00:00:01Z".parse().unwrap();
        !matches!(event.happened, Happening::TextOpened { .. })
    }),
    ("no deed", |event| event.deed.take().is_some()),
    ("turned figures", |event| {
        let figures = event.facts.iter_mut().filter(|fact| &*fact.name == "polyarchy");
        let turned = figures.map(|fact| {
            let low = matches!(&fact.value, Value::Text(text) if &**text < "0.5");
            fact.value = Value::Text(if low { "0.9" } else { "0.1" }.into());
        });
        turned.count() > 0
    }),
    ("a figure more", |event| {
        let more = event.facts.last().cloned();
        more.map(|mut fact| {
            fact.name = "zeal".into();
            event.facts.push(fact);
        })
        .is_some()
    }),
    ("a figure less", |event| event.facts.pop().is_some()),
    ("a turned ballot", |event| match &mut event.happened {
        Happening::Voted { ballot, .. } => {
            *ballot = Cast::One(Voice::No);
            true
        }
        _ => false,
    }),
    ("a turned count", |event| match &mut event.happened {
        Happening::VoteClosed { clauses, .. } => {
            clauses[0].have += 1;
            true
        }
        _ => false,
    }),
    ("a turned outcome", |event| match &mut event.happened {
        Happening::VoteClosed { outcome, .. } => {
            *outcome = Outcome::Failed;
            true
        }
        _ => false,
    }),
    ("a lighter weight", |event| match &mut event.happened {
        Happening::VoteOpened { roll, .. } => {
            std::sync::Arc::make_mut(roll).members[0].seats += 1;
            true
        }
        _ => false,
    }),
    ("a kinder verdict", |event| match &mut event.happened {
        Happening::Assessed { assessment, .. } => {
            assessment.lost_any = !assessment.lost_any;
            true
        }
        _ => false,
    }),
    ("cheaper dues", |event| match &mut event.happened {
        Happening::BudgetAdopted { dues, .. } => {
            let (one, other) = (dues[0].amount.minor_units(), dues[1].amount.minor_units());
            dues[0].amount = Amount::new(one + 1).unwrap();
            dues[1].amount = Amount::new(other - 1).unwrap();
            true
        }
        _ => false,
    }),
    ("more forces than there are", |event| match &mut event.happened {
        Happening::Pledged(pledged) => {
            pledged.personnel = Some(1_000_000);
            event.facts.iter_mut().for_each(|fact| fact.value = Value::Text("1000000".into()));
            event.facts.push(event.facts[0].clone());
            true
        }
        _ => false,
    }),
    ("a promise turned", |event| match &mut event.happened {
        Happening::Pledged(pledged) => {
            pledged.contribution = Contribution::Overflight {};
            true
        }
        _ => false,
    }),
    ("more that came", |event| match &mut event.happened {
        Happening::Arrived(part) => {
            part.quantity += 1;
            true
        }
        _ => false,
    }),
    ("a silent member left out", |event| match &mut event.happened {
        Happening::PledgesFellDue(fell) => fell.unanswered.pop().is_some(),
        _ => false,
    }),
    ("a debtor less", |event| match &mut event.happened {
        Happening::AssistanceOwed(owed) => owed.members.pop().is_some(),
        _ => false,
    }),
    ("another member", |event| match &mut event.happened {
        Happening::Suspended { state, .. } => {
            *state = "POL".into();
            true
        }
        _ => false,
    }),
];

/// Invariant C11: what is on the record follows from the law, or is found at the very event.
#[test]
fn every_forged_event_is_found_where_it_stands() {
    let histories = [history(), field::history()];
    for (name, forge) in FORGERS.iter().chain(field::FORGERS) {
        let forged: u32 = histories.iter().map(|history| forged(history, name, *forge)).sum();
        assert!(forged > 0, "{name} forged nothing");
    }
}

/// Forges a history in every place where it can, and returns in how many. Early votes and signatures are alike: two of each kind
/// suffice.
fn forged(history: &[Event], name: &str, forge: Forger) -> u32 {
    let mut forged = 0;
    let mut kinds = std::collections::BTreeMap::<String, u32>::new();
    for place in 0..history.len() {
        let mut one = history[place].clone();
        if !forge(&mut one) || one == history[place] {
            continue;
        }
        let seen = kinds.entry(community::words::kind(&history[place].happened)).or_default();
        *seen += 1;
        if *seen > 2 {
            continue;
        }
        let mut events = history[..place].to_vec();
        events.push(one);
        let at = found(&events).unwrap_or_else(|| panic!("{name} at event {place} is not found"));
        assert_eq!(at.0, place, "{name}: {}", at.1);
        forged += 1;
    }
    forged
}

/// What is wrong with an event is named: each part by itself, and another kind of event as what it is.
#[test]
fn what_differs_from_the_law_is_named() {
    let history = history();
    // The second event of a decision: who reads it knows from the first what it must be.
    let place = history.iter().position(|event| matches!(event.happened, Happening::Carried { .. })).unwrap();
    let says = |forge: &dyn Fn(&mut Event)| {
        let mut events = history[..=place].to_vec();
        forge(&mut events[place]);
        found(&events).unwrap().1
    };
    let first = &history[place - 1];
    let with = |part: &str| format!("`carried` follows from the law with another {part}");
    assert_eq!(says(&|event| event.at = event.at.next_day().unwrap()), with("time"));
    assert_eq!(says(&|event| event.actor = Actor::State("XYZ".into())), with("actor"));
    assert_eq!(says(&|event| event.authority = Authority::Charter {}), with("authority"));
    assert_eq!(says(&|event| event.article = None), with("article"));
    assert_eq!(says(&|event| event.deed = first.deed.clone()), with("deed"));
    assert_eq!(says(&|event| event.facts = history[0].facts.clone()), with("facts"));
    assert_eq!(says(&|event| event.happened = Happening::Carried { motion: 99 }), with("what happened"));
    assert_eq!(
        says(&|event| event.happened = Happening::Lapsed { motion: 1, why: None }),
        "`carried` follows from the law, and the record says `lapsed`"
    );
}

/// Invariants that are asserted again where an event is applied: a reader that only folds finds these too.
#[test]
fn what_cannot_be_is_found_by_folding_alone() {
    let mut history = field::history();
    let place =
        history.iter().position(|event| matches!(event.happened, Happening::CompactEnded(_))).unwrap();
    let Happening::CompactEnded(ended) = &mut history[place].happened else { unreachable!() };
    assert!(ended.returned.pop().is_some());
    let (at, why) = fold(&history).unwrap_err();
    assert_eq!((at, why.as_str()), (place as u64, "compact 1 would end and hold money"));
}

#[test]
fn what_is_left_out_or_put_in_twice_is_found() {
    for history in [history(), field::history()] {
        left_out_or_put_in_twice(&history);
    }
}

fn left_out_or_put_in_twice(history: &[Event]) {
    let one_in_nine = (0..history.len()).filter(|place| place % 9 == 0 || *place + 8 > history.len());
    for place in one_in_nine {
        let mut without = history.to_vec();
        let gone = without.remove(place);
        // What was left out is missed by what follows from it, or, where nothing does, by what the record comes to.
        match found(&without) {
            Some((at, _)) => assert!(at >= place, "event {place} left out is found at {at}"),
            None => assert_ne!(
                fold(&without).unwrap(),
                fold(history).unwrap(),
                "event {place} is left out: {gone:?}"
            ),
        }
        let mut twice = history[..=place].to_vec();
        twice.push(history[place].clone());
        match found(&twice) {
            Some((at, _)) => assert_eq!(at, place + 1, "event {place} twice"),
            None => {
                assert_ne!(fold(&twice).unwrap(), fold(&history[..=place]).unwrap(), "event {place} twice")
            }
        }
    }
}

/// A vote that has run out is closed before anything else happens: a record that goes on without is wrong.
#[test]
fn what_fell_due_cannot_be_skipped() {
    let mut run = Run::default();
    run.found("world-security-community");
    run.lines(
        "2025-03-02 NOR propose resolution \"Seat\" \"The seat is Oslo.\"
         2025-03-02 secretariat open-vote 2 until 2025-03-04
         2025-03-05 SWE propose resolution \"Flag\" \"The flag is blue.\"",
    );
    let closed = run
        .events
        .iter()
        .position(
            |event| matches!(event.happened, Happening::VoteClosed { ref organ, .. } if organ == "council"),
        )
        .unwrap();
    let mut events = run.events;
    events.remove(closed);
    let (at, why) = found(&events).unwrap();
    assert_eq!(
        (at, why.as_str()),
        (closed, "something fell due on 2025-03-04T00:00:00Z that the record leaves out")
    );
}
