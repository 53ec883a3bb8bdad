//! Whatever people do with a petition in whatever order, it counts whom a naive list counts, on both databases.

use crate::{
    petition::{DAY, Desk, NOW, link},
    place::Place,
};
use campaign::petition::confirm::Receipt;
use record::merkle::{Frontier, leaf_hash};
use std::collections::BTreeMap;

/// Random histories against a naive list of who stands where.
pub fn histories_agree_with_a_list(place: &Place) {
    let desk = Desk::new(place);
    let mut list: BTreeMap<u64, &str> = BTreeMap::new();
    let mut confirmed = Frontier::new();
    let mut links: BTreeMap<u64, (String, String)> = BTreeMap::new();
    let mut seed = 42u64;
    for step in 0..300 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (who, what, now) = ((seed >> 33) % 12, (seed >> 45) % 3, NOW + step * 3_600);
        let address = format!("a{who}@example.com");
        match what {
            0 => {
                desk.sign(&address, now).unwrap();
                for letter in desk.letters(now).iter().filter(|letter| letter.contains("/confirm/")) {
                    let pair = (link(letter, "confirm").to_owned(), link(letter, "withdraw").to_owned());
                    links.insert(who, pair);
                    list.entry(who).or_insert("asked");
                }
            }
            1 => {
                let Some((confirm, _)) = links.get(&who) else { continue };
                let done = desk.confirm(confirm, now);
                if list.get(&who) == Some(&"asked") && done.is_ok() {
                    list.insert(who, "signed");
                    let receipt =
                        desk.letters(now).iter().find_map(|letter| letter.lines().find_map(Receipt::read));
                    confirmed.push(leaf_hash(&receipt.unwrap().commitment(&address).0));
                }
            }
            _ => {
                let Some((_, withdraw)) = links.get(&who) else { continue };
                let done = desk.withdraw(withdraw, now);
                assert_eq!(done.is_ok(), list.remove(&who).is_some(), "step {step}");
                links.remove(&who);
            }
        }
        let signed = list.values().filter(|stands| **stands == "signed").count();
        assert_eq!(desk.counted(), signed as u64, "step {step}");
    }
    let day = desk.close("2025-01-01", NOW + 1_000 * DAY);
    assert_eq!((day.leaves, day.root), (confirmed.size(), confirmed.root()));
}
