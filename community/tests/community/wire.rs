//! The wire types are frozen: what is not in their form is refused, and nothing malformed gets through or panics.

use community::{Act, Deed, Event, Moment, act::Amount, line};
use proptest::prelude::*;

fn refused<T: serde::de::DeserializeOwned>(json: &str) -> bool {
    serde_json::from_str::<T>(json).is_err()
}

#[test]
fn what_is_not_in_the_form_is_refused() {
    let act = |deed: &str| format!(r#"{{"actor":"NOR","authority":{{"by":"secretariat"}},"deed":{deed}}}"#);
    assert!(serde_json::from_str::<Act>(&act(r#"{"kind":"vote","motion":3,"ballot":"yes"}"#)).is_ok());
    assert!(
        serde_json::from_str::<Act>(&act(
            r#"{"kind":"vote","motion":3,"ballot":{"yes":1,"no":2,"abstain":0}}"#
        ))
        .is_ok()
    );
    let pledge = r#"{"kind":"pledge","purpose":{"guarantee":1},"contribution":{"means":"forces","kind":"infantry","persons":1200},"condition":{"also":"SWE"},"days":10}"#;
    assert!(serde_json::from_str::<Act>(&act(pledge)).is_ok());
    assert!(
        serde_json::from_str::<Act>(&act(&pledge.replace(r#"{"also":"SWE"}"#, r#""determined""#))).is_ok()
    );
    assert!(serde_json::from_str::<Act>(&act(r#"{"kind":"seat","organ":"assembly","name":"A"}"#)).is_ok());
    for deed in [
        r#"{"kind":"vote","motion":3,"ballot":"perhaps"}"#,
        r#"{"kind":"vote","motion":-3,"ballot":"yes"}"#,
        r#"{"kind":"vote","motion":3.5,"ballot":"yes"}"#,
        r#"{"kind":"vote","motion":3,"ballot":"yes","weight":100}"#,
        r#"{"kind":"vote","motion":3,"ballot":{"yes":1,"no":2}}"#,
        r#"{"kind":"sign","twice":true}"#,
        r#"{"kind":"conquer"}"#,
        r#"{"kind":"pay","amount":1000000000000000000000000000000}"#,
        r#"{"kind":"pay","amount":9007199254740992}"#,
        r#"{"kind":"pay","amount":-1}"#,
        r#"{"kind":"pay","amount":1e3}"#,
        r#"{"kind":"declare-attack","object":"territory","says":"x","asks_help":true}"#,
        r#"{"kind":"declare-attack","object":"territory","says":"x","asks_help":true,"equivalent_effect":false,"by":"NOR"}"#,
        r#"{"kind":"pledge","purpose":{"guarantee":1},"contribution":{"means":"forces","kind":"infantry","persons":4294967296},"condition":null,"days":null}"#,
        r#"{"kind":"pledge","purpose":{"guarantee":1},"contribution":{"means":"forces","kind":"infantry","persons":-1},"condition":null,"days":null}"#,
        r#"{"kind":"pledge","purpose":{"guarantee":1,"mission":1},"contribution":{"means":"overflight"},"condition":null,"days":null}"#,
        r#"{"kind":"pledge","purpose":{"war":1},"contribution":{"means":"overflight"},"condition":null,"days":null}"#,
        r#"{"kind":"pledge","purpose":{"guarantee":1},"contribution":{"means":"overflight","twice":true},"condition":null,"days":null}"#,
        r#"{"kind":"pledge","purpose":{"guarantee":1},"contribution":{"means":"overflight"},"condition":"perhaps","days":null}"#,
        r#"{"kind":"pledge","purpose":{"guarantee":1},"contribution":{"means":"overflight"},"condition":null,"days":65536}"#,
        r#"{"kind":"confirm-arrival","pledge":1,"quantity":1.5}"#,
        r#"{"kind":"stand-down","pledge":1,"all":true}"#,
        r#"{"kind":"propose","matter":{"kind":"determine","guarantee":1,"grounds":"x"},"debate_until":null}"#,
        r#"{"kind":"seat","organ":"assembly","name":"A","age":50}"#,
        r#"{"kind":"seat","organ":"assembly"}"#,
        r#"{"kind":"vote-by-name","motion":3,"name":"A","ballot":{"yes":1,"no":0,"abstain":0}}"#,
        r#"{"kind":"next-reading","motion":3,"reading":2}"#,
        r#"{"kind":"fund-compact","compact":1,"amount":1000000000000000000000000000000}"#,
        r#"{"kind":"fund-compact","compact":1,"amount":5,"currency":"EUR"}"#,
        r#"{"kind":"raise-warning","about":"RWA","danger":"weather","says":"s","evidence":[]}"#,
        r#"{"kind":"raise-warning","about":"RWA","danger":"war","says":"s","evidence":[{"kind":"rumour"}]}"#,
        r#"{"kind":"raise-warning","about":"RWA","danger":"war","says":"s","evidence":[{"kind":"report","title":"t","sha256":"h","url":"u"}]}"#,
        r#"{"kind":"raise-warning","about":"RWA","danger":"war","says":"s","evidence":[],"urgent":true}"#,
        r#"{"kind":"verify-benchmark","compact":1,"benchmark":"b","met":"yes","title":"t","sha256":"h"}"#,
        r#"{"kind":"propose","matter":{"kind":"release-tranche","compact":1,"tranche":"t","amount":7},"debate_until":null}"#,
        r#"{"kind":"propose","matter":{"kind":"answer-warning","warning":1,"response":{"means":"observers"},"reasons":"r"},"debate_until":null}"#,
        r#"{"kind":"propose","matter":{"kind":"answer-warning","warning":1,"response":{"means":"good-offices","armed":true},"reasons":"r"},"debate_until":null}"#,
        r#"{"kind":"propose","matter":{"kind":"admit","state":"BRA","at_once":true},"debate_until":null}"#,
    ] {
        assert!(refused::<Act>(&act(deed)), "{deed}");
    }
    assert!(refused::<Act>(r#"{"actor":"Norway!","authority":{"by":"secretariat"},"deed":{"kind":"sign"}}"#));
    assert!(refused::<Act>(r#"{"actor":"NOR","authority":{"by":"myself"},"deed":{"kind":"sign"}}"#));
    assert!(refused::<Moment>(r#""2025-03-01""#), "a day alone is no canonical moment");
    assert!(refused::<Event>("{}") && refused::<Event>("[]") && refused::<Event>("null"));
    assert!(Amount::new(Amount::MOST).is_some() && Amount::new(Amount::MOST + 1).is_none());
}

#[test]
fn every_kind_has_an_example_that_is_read() {
    let charters = |_: &str| Ok(String::new());
    for kind in line::KINDS {
        let words = line::words(kind.example).unwrap();
        let deed = line::deed(&words[1..], &charters).unwrap_or_else(|why| panic!("{}: {why}", kind.example));
        assert_eq!(deed.name(), kind.name);
        assert!(words[0].parse::<community::Actor>().is_ok(), "{}", kind.example);
    }
}

/// The list of what can be proposed is the grammar's: each kind has an example that is read, and every other kind of act is told
/// to be no motion.
#[test]
fn every_motion_has_an_example_that_is_read() {
    let charters = |_: &str| Ok(String::new());
    for kind in line::PROPOSALS {
        let words = line::words(kind.example).unwrap();
        let deed = line::deed(&words[1..], &charters).unwrap_or_else(|why| panic!("{}: {why}", kind.example));
        let Deed::Propose { matter, .. } = &deed else { panic!("{} proposes nothing", kind.example) };
        assert_eq!(matter.name(), kind.name);
        assert_eq!(line::deed(&line::words(&line::print(&deed)).unwrap(), &charters), Ok(deed.clone()));
    }
    for kind in charter::acts::ActKind::ALL {
        let listed = line::PROPOSALS.iter().any(|motion| motion.name == kind.name());
        let words = ["propose", kind.name()].map(str::to_owned);
        let why = line::deed(&words, &charters).err().unwrap_or_default();
        assert_eq!(
            why.contains("is not an act that a motion brings about"),
            !listed,
            "{}: {why}",
            kind.name()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Lines are read or refused; nothing panics, and what is printed is read back.
    #[test]
    fn lines_are_read_or_refused(text in "[ -~]{0,80}", kind in 0usize..97, rest in prop::collection::vec("[A-Za-z0-9=./\\- ]{0,12}", 0..8)) {
        let charters = |_: &str| Ok("c".to_owned());
        let _ = line::words(&text).map(|words| line::deed(&words, &charters));
        let name = line::KINDS[kind % line::KINDS.len()].name;
        let words: Vec<String> = [name.to_owned()].into_iter().chain(rest).collect();
        if let Ok(deed) = line::deed(&words, &charters) {
            let again = line::words(&line::print(&deed)).unwrap();
            prop_assert_eq!(line::deed(&again, &charters), Ok(deed));
        }
    }

    /// Whatever the bytes, reading an event or an act fails or gives what is written the same way.
    #[test]
    fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(event) = serde_json::from_slice::<Event>(&bytes) {
            prop_assert!(serde_json::from_str::<Event>(&event.to_json()).is_ok());
        }
        let _ = serde_json::from_slice::<Act>(&bytes);
    }
}
