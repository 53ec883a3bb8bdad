//! The books for accountants: each booking as two postings that sum to nought, as a table and as the plain text that ledger and
//! hledger read.

use super::{
    booking::{Booking, Kind, Through},
    entity::Entity,
    money::plain,
};
use crate::cell::safe;

/// One movement as it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// On which day.
    pub day: String,
    /// The booking's row.
    pub booking: u64,
    /// What it is, in words without names.
    pub says: String,
    /// Accounts with what is posted to each, in minor units. They sum to nought.
    pub postings: Vec<(String, i64)>,
}

/// The account in which money lies.
fn held(code: &str, through: Through) -> String {
    let place = match through {
        Through::Bank => "Bank",
        Through::Card => "Card-Processor",
        Through::Cheque => "Cheques",
        Through::Cash => "Cash",
    };
    format!("Assets:{code}:{place}")
}

/// A booking as it is posted. Names of givers stay out: the reference leads to them at the desk.
pub fn entry(entity: &Entity, booking: &Booking) -> Entry {
    let code = entity.name.to_uppercase();
    let here = held(&code, booking.through);
    let (from, to) = match booking.kind {
        Kind::Gift => (format!("Income:{code}:Gifts"), here),
        Kind::Refund => (here, format!("Income:{code}:Gifts-Refunded")),
        Kind::Dispute => (here, format!("Income:{code}:Gifts-Disputed")),
        Kind::DisputeWon => (format!("Income:{code}:Gifts-Disputed"), here),
        Kind::Fee => (here, format!("Expenses:{code}:Fees")),
        Kind::Payout => (here, held(&code, Through::Bank)),
        Kind::OtherIn => (format!("Income:{code}:Other"), here),
        Kind::OtherOut => (here, format!("Expenses:{code}:Other")),
    };
    let taken_back = if booking.amount < 0 { ", booked back" } else { "" };
    let pledge = booking
        .pledge
        .map_or_else(String::new, |pledge| format!(" {}", super::reference::Reference::of(pledge).short()));
    Entry {
        day: booking.day.clone(),
        booking: booking.id,
        says: format!("{}{pledge}{taken_back}", booking.kind.name()),
        postings: vec![(to, booking.amount), (from, -booking.amount)],
    }
}

/// The journal as a table: one line a posting, debits above nought.
pub fn csv(entity: &Entity, entries: &[Entry]) -> String {
    let mut out = String::from("day,booking,says,account,amount,currency\r\n");
    for entry in entries {
        for (account, units) in &entry.postings {
            let cells = [&entry.day, &entry.booking.to_string(), &safe(&entry.says), &safe(account)]
                .map(|text| quoted(text));
            out.push_str(&format!("{},{},{}\r\n", cells.join(","), plain(*units), entity.currency));
        }
    }
    out
}

/// A cell as RFC 4180 wants it.
pub fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The journal as plain text, in the form that ledger and hledger read.
pub fn plain_text(entity: &Entity, entries: &[Entry]) -> String {
    let currency = entity.currency;
    let mut accounts: Vec<&str> =
        entries.iter().flat_map(|entry| &entry.postings).map(|(name, _)| name.as_str()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut out = format!("; The books of {}, in {currency}\n\n", text(entity.called()));
    for account in accounts {
        out.push_str(&format!("account {account}\n"));
    }
    for entry in entries {
        out.push_str(&format!("\n{} * {}  ; booking {}\n", entry.day, text(&entry.says), entry.booking));
        for (account, units) in &entry.postings {
            out.push_str(&format!("    {account:<40}  {:>14} {currency}\n", plain(*units)));
        }
    }
    out
}

/// A text that ends no line and begins no note.
fn text(words: &str) -> String {
    words
        .chars()
        .filter(|sign| !sign.is_control() && !matches!(sign, '\u{2028}' | '\u{2029}'))
        .map(|sign| if sign == ';' { ',' } else { sign })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gift::{entity::Details, money::Currency};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn entity(title: &str) -> Entity {
        let details = Details { title: title.to_owned(), ..Details::default() };
        Entity { id: 1, name: "dc".into(), details, offered: true, currency: Currency::USD }
    }

    fn booking(id: u64, kind: Kind, through: Through, amount: i64) -> Booking {
        Booking {
            id,
            entity: 1,
            kind,
            amount,
            day: "2026-11-24".into(),
            through,
            pledge: Some(7),
            about: None,
            origin: String::new(),
            payment: None,
            giver: Some("Ann".into()),
            address: None,
            named: false,
        }
    }

    #[test]
    fn a_gift_by_card_its_fee_and_its_payout_end_at_the_bank() {
        let entity = entity("Sample");
        let all = [
            booking(1, Kind::Gift, Through::Card, 5_000),
            booking(2, Kind::Fee, Through::Card, 175),
            booking(3, Kind::Payout, Through::Card, 4_825),
        ];
        let mut sums: BTreeMap<String, i64> = BTreeMap::new();
        for (account, units) in all.iter().flat_map(|one| entry(&entity, one).postings) {
            *sums.entry(account).or_default() += units;
        }
        assert_eq!(sums["Assets:DC:Card-Processor"], 0);
        assert_eq!(
            (sums["Assets:DC:Bank"], sums["Income:DC:Gifts"], sums["Expenses:DC:Fees"]),
            (4_825, -5_000, 175)
        );
        insta::assert_snapshot!(plain_text(&entity, &[entry(&entity, &all[0])]), @r"
        ; The books of Sample, in USD

        account Assets:DC:Card-Processor
        account Income:DC:Gifts

        2026-11-24 * Gift G00000075  ; booking 1
            Assets:DC:Card-Processor                           50.00 USD
            Income:DC:Gifts                                   -50.00 USD
        ");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for risky in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\u{ff1d}1"] {
            assert!(safe(risky).starts_with('\''), "{risky:?}");
        }
        assert_eq!((safe("Gift"), quoted("a,\"b\"")), ("Gift".into(), "\"a,\"\"b\"\"\"".into()));
    }

    proptest! {
        /// Whatever is booked, in whatever order, sums to nought: in each entry, and in both exports as they are read back.
        #[test]
        fn the_books_sum_to_nought(
            drawn in prop::collection::vec((0usize..8, 0usize..4, -99_999_999i64..99_999_999), 0..40),
            title in "\\PC{0,20}",
        ) {
            let entity = entity(&title);
            let entries: Vec<Entry> = (1..).zip(&drawn)
                .map(|(id, (kind, through, amount))| {
                    entry(&entity, &booking(id, Kind::ALL[*kind], Through::ALL[*through], *amount))
                })
                .collect();
            for entry in &entries {
                prop_assert_eq!(entry.postings.iter().map(|(_, units)| units).sum::<i64>(), 0);
            }
            let table = csv(&entity, &entries);
            let mut rows = ::csv::Reader::from_reader(table.as_bytes());
            let cells: Vec<_> = rows.records().map(|row| row.unwrap()).collect();
            prop_assert_eq!(cells.len(), entries.len() * 2);
            let units = |text: &str| crate::statement::amount(text).unwrap();
            prop_assert_eq!(cells.iter().map(|row| units(&row[4])).sum::<i64>(), 0);
            let written = plain_text(&entity, &entries);
            let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
            for line in written.lines().filter(|line| line.starts_with("    ")) {
                let parts: Vec<&str> = line.split_whitespace().collect();
                *sums.entry(parts[0]).or_default() += units(parts[1]);
            }
            prop_assert_eq!(sums.values().sum::<i64>(), 0);
        }
    }
}
