//! A record of missions that was tampered with is found even under good signatures, and its wire types are frozen.

use super::super::script::Run;
use community::{Act, Event, Happening, Replay, facts::Value};

/// ISAF in short: registered, authorised, deployed, and without authority on the day after.
fn history() -> Vec<Event> {
    let mut run = Run::default();
    run.found("aegis on 2001-12-01");
    let hash = "0".repeat(64);
    run.lines(&format!(
        "2001-12-20 secretariat register-mandate S/RES/1386 on 2001-12-20 hash {hash} yes BGD,CHN,COL,FRA,GBR,IRL,JAM,MLI,MUS,NOR,RUS,SGP,TUN,UKR,USA establish to member-states area AFG tasks secure-environment chapter VII ceiling 5000 until 2002-06-20
         2001-12-21 GBR propose authorise-mission isaf under S/RES/1386 area AFG tasks secure-environment strength 4000 until 2002-06-20
         2001-12-21 secretariat open-vote 2
         2002-01-10 NOR deploy isaf 150
         2002-06-21 secretariat tick
         2002-06-30 NOR recall isaf 150"
    ));
    run.events
}

fn is_found(events: &[Event]) -> bool {
    let mut replay = Replay::new();
    events.iter().any(|event| replay.next(event).is_err()) || replay.finish().is_err()
}

/// Rewrites the first event that a forger can.
fn forged(forger: impl Fn(&mut Event) -> bool) -> Vec<Event> {
    let mut events = history();
    assert!(events.iter_mut().any(forger), "the forger found nothing to forge");
    events
}

#[test]
fn what_was_tampered_with_is_found() {
    assert!(!is_found(&history()));
    let mut without_loss = history();
    without_loss.retain(|event| !matches!(event.happened, Happening::MissionLostAuthority(_)));
    assert!(is_found(&without_loss), "the loss of authority was left out");
    assert!(is_found(&forged(|event| match &mut event.happened {
        Happening::MissionAuthorised(terms) => {
            terms.plan.strength = 5000;
            true
        }
        _ => false,
    })));
    assert!(is_found(&forged(|event| match &mut event.happened {
        Happening::Deployed(moved) => {
            moved.personnel += 1;
            true
        }
        _ => false,
    })));
    // Another Council sat: the facts of the event say who did.
    assert!(is_found(&forged(|event| {
        let council = event.facts.iter_mut().find(|fact| fact.name.starts_with("security-council-elected"));
        let Some(Value::Names(names)) = council.map(|fact| &mut fact.value) else { return false };
        let Some((_, fewer)) = names.split_last() else { return false };
        *names = fewer.into();
        true
    })));
    assert!(is_found(&forged(|event| match &mut event.happened {
        Happening::ResolutionRegistered(registered) => {
            registered.clauses[0].have = 9;
            true
        }
        _ => false,
    })));
}

#[test]
fn what_is_not_in_the_form_is_refused() {
    let act = |deed: &str| {
        let json = format!(r#"{{"actor":"NOR","authority":{{"by":"secretariat"}},"deed":{deed}}}"#);
        serde_json::from_str::<Act>(&json)
    };
    let terms = r#""to":"member-states","area":["AFG"],"tasks":["observe"],"chapter":"VI","ceiling":null,"last_day":null"#;
    let register = |does: &str| {
        act(&format!(
            r#"{{"kind":"register-mandate","number":"S/RES/1386","day":"2001-12-20T00:00:00Z","hash":"","roll":{{"NOR":"yes"}},"does":{does}}}"#
        ))
    };
    assert!(register(&format!(r#"{{"effect":"establish",{terms}}}"#)).is_ok());
    assert!(act(r#"{"kind":"deploy","mission":"isaf","personnel":150}"#).is_ok());
    assert!(register(&format!(r#"{{"effect":"establish",{terms},"veto":true}}"#)).is_err());
    assert!(
        register(r#"{"effect":"renew","mandate":"S/RES/1386"}"#).is_ok(),
        "no last day: until the Council decides"
    );
    assert!(register(r#"{"effect":"suspend","mandate":"S/RES/1386"}"#).is_err());
    for deed in [
        r#"{"kind":"deploy","mission":"isaf","personnel":-1}"#,
        r#"{"kind":"deploy","mission":"isaf","personnel":1.5}"#,
        r#"{"kind":"deploy","mission":"isaf","personnel":5000000000}"#,
        r#"{"kind":"deploy","mission":"isaf","personnel":1,"armed":true}"#,
        r#"{"kind":"spend","mission":"unifil","amount":9007199254740992}"#,
        r#"{"kind":"generate-forces","mission":"isaf","needs":[],"shares":[],"shortfalls":[{"capability":"infantry"}]}"#,
    ] {
        assert!(act(deed).is_err(), "{deed}");
    }
}
