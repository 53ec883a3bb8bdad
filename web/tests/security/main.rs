//! What the pages on security say of a community that has everything, of one that has nothing yet, and of a state.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod played;

use played::{answer, everything, nothing, status};
use proptest::prelude::*;

/// The page of a community with everything says all of these.
fn says(address: &str, words: &[&str]) {
    let page = answer(everything(), address);
    for words in words {
        assert!(page.contains(words), "{address}: `{words}` is missing in\n{page}");
    }
}

#[test]
fn every_act_of_the_community_is_allowed() {
    assert_eq!(played::refused(), Vec::<String>::new());
}

#[test]
fn the_guarantee_says_what_was_pledged_against_what_came_and_who_is_silent() {
    says(
        "/guarantee",
        &[
            "Estonia has invoked the guarantee: 6 of 31 members have answered",
            "Guarantee 1: Estonia, territory",
            "Infantry, persons | 5,000 asked | 5,200 pledged | 5,200 came",
            "6 of 31 members (19%)",
            "25 members have not answered",
            "0 pledged; 600 on a condition",
            "EUR | 1,000,000.00 asked",
            "| day 4 | day 6 |",
            "reported it to the Security Council on 1 June 2025, 08:00",
            "Finland, 1 June 2025, 07:00, by armed force: Patrols the Gulf of Finland.",
            "Guarantee 2: Latvia, ships and aircraft",
            "territory, forces, ships and aircraft, cyber",
            "within 24 hours",
            "short of force; force goes through the gate",
        ],
    );
}

#[test]
fn a_mission_says_its_mandate_its_strength_its_hosts_and_its_gap() {
    says(
        "/missions",
        &[
            "2 missions have authority; 2,812 persons in uniform are in the field",
            "unifil",
            "1,500,000.00 EUR",
            "S/RES/2768",
            "withdrawing since 27 August 2025",
        ],
    );
    says(
        "/missions/1",
        &[
            "mosi has 2,200 of 3,000 persons there",
            "ceiling of the mandate: 4,000",
            "Moldova",
            "consents",
            "1 overdue",
            "184 days left",
            "800 | 700 infantry | 700",
            "200 of medical: Italy would give some if Spain also pledges; a member could pledge it: koinon pledge CODE mission 1 forces medical=200",
        ],
    );
    says(
        "/missions/unifil",
        &["2,500,000.00 EUR spent of 9,000,000.00 EUR voted", "1,500,000.00 EUR is to come"],
    );
    says("/missions/3", &["offices withdraws: 12 persons are still there", "It has no authority any more"]);
}

#[test]
fn a_mandate_says_who_voted_how_and_what_lengthened_it() {
    says(
        "/mandates",
        &[
            "2 mandates of the Security Council are in force, of 2 on the record",
            "S/RES/2768, 10 February 2025",
            "It lengthens the mandate until 28 February 2026.",
            "14 ● yes",
            "1 ◌ abstain",
            "80227d42e95b9808278f0e649e346f80ce1e38eb72b9c47a4ffd3de91fbc9224",
            "the United Nations",
            "4,000 persons in uniform; 3,000 stand under it",
        ],
    );
}

#[test]
fn warnings_that_nobody_answered_come_first() {
    says(
        "/warnings",
        &[
            "5 warnings were raised; nobody has answered 2, and 1 waits in time",
            "after 4 days",
            "3,936",
            "The African Union mediates.",
        ],
    );
    let page = answer(everything(), "/warnings");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} in\n{page}"));
    assert!(
        at("Warning 4") < at("Warning 3")
            && at("Warning 3") < at("Warning 5")
            && at("Warning 5") < at("Warning 2")
    );
}

#[test]
fn a_compact_says_its_benchmarks_its_tranches_and_a_table_that_balances() {
    says("/compacts", &["1 compact runs, of 1 founded", "Sierra Leone", "1 of 3", "10,000,000.01 USD"]);
    says(
        "/compacts/1",
        &[
            "Courts and work with Liberia: 1 of 3 benchmarks met, 1 of 3 tranches released",
            "bar: < 25",
            "withheld: waits for courts, law",
            "UNDP reported on 3 May 2025: Courts of Liberia, first report",
            "Together | in is out, to the last unit | 6,000,000.00 | 6,000,000.00",
            "not yet on the record for 2026",
        ],
    );
}

#[test]
fn an_empty_page_says_what_to_do() {
    for (address, words) in [
        ("/guarantee", "koinon guarantee EST"),
        ("/missions", "propose plan-mission"),
        ("/mandates", "register-mandate"),
        ("/warnings", "raise-warning COD"),
        ("/compacts", "request-compact"),
    ] {
        let page = answer(nothing(), address);
        assert!(page.contains(words), "{address}: {page}");
        assert!(!page.contains("Data of"), "{address}: {page}");
    }
    assert_eq!((status(nothing(), "/missions/1"), status(nothing(), "/compacts/1")), (404, 404));
}

#[test]
fn tables_and_json_have_what_the_pages_have() {
    for (address, rows) in
        [("/guarantee", 5), ("/missions", 3), ("/mandates", 2), ("/warnings", 5), ("/compacts", 1)]
    {
        let table = answer(everything(), &format!("{address}.csv"));
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        assert_eq!(reader.records().map(Result::unwrap).count(), rows, "{table}");
        let json: serde_json::Value =
            serde_json::from_str(&answer(everything(), &format!("{address}.json"))).unwrap();
        assert!(json.as_object().unwrap().len() == 4, "{json:#}");
        assert_eq!(answer(nothing(), &format!("{address}.csv")).lines().count(), 1, "{address}");
    }
}

#[test]
fn a_state_is_told_what_the_guarantee_would_be_worth() {
    let page = answer(everything(), "/states/ukraine");
    for words in [
        "What the guarantee would be worth",
        "would owe it help if it belonged",
        "borders it",
        "The data list it in an armed conflict in 2024",
        "UCDP",
    ] {
        assert!(page.contains(words), "`{words}` is missing in\n{page}");
    }
    let page = answer(everything(), "/states/norway");
    assert!(
        page.contains("would owe it help against an armed attack.")
            && page.contains("in no armed conflict from 2020 to 2024"),
        "{page}"
    );
    // A charter that guarantees nothing, and a state that is no more.
    for address in ["/states/norway?charter=un-security-council", "/states/norway?year=1904"] {
        assert!(!answer(everything(), address).contains("would be worth"), "{address}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn no_name_of_a_mission_or_compact_breaks_the_pages(part in "[0-9a-zA-Z%.-]{1,24}") {
        let _ = status(everything(), &format!("/missions/{part}"));
        let _ = status(everything(), &format!("/compacts/{part}"));
    }
}
