//! The money of a compact: what came in, went out, and went back, to the last unit.

use crate::{act::Amount, event::Due, moment::Moment, scale, state::Code};
use serde::Serialize;
use std::collections::BTreeMap;

/// An account of one currency. What was contributed is what was released, is held, or was returned.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Account {
    /// Everything that came in.
    pub contributed: Amount,
    /// Everything that was released.
    pub released: Amount,
    /// What is there.
    pub held: Amount,
    /// Everything that went back.
    pub returned: Amount,
    /// Each movement, in order.
    pub entries: Vec<Entry>,
}

/// A movement of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// Where it came from or went.
    pub movement: Movement,
    /// How much, in minor units.
    pub amount: Amount,
}

/// Where money came from or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Movement {
    /// In, from a member.
    From(Code),
    /// Out, as a tranche.
    Tranche(String),
    /// Back, to whom gave it.
    BackTo(Code),
}

impl Account {
    /// Books a movement.
    ///
    /// # Errors
    ///
    /// Where more would leave than is held, or the record could not hold the sum. Nothing is booked then.
    pub fn book(&mut self, at: Moment, movement: Movement, amount: Amount) -> Result<(), String> {
        let too_large = || "the account is too large".to_owned();
        let left = || self.held.minus(amount).ok_or_else(|| "more would leave than is held".to_owned());
        match &movement {
            Movement::From(_) => {
                let held = self.held.plus(amount).ok_or_else(too_large)?;
                self.contributed = self.contributed.plus(amount).ok_or_else(too_large)?;
                self.held = held;
            }
            Movement::Tranche(_) => {
                let held = left()?;
                self.released = self.released.plus(amount).ok_or_else(too_large)?;
                self.held = held;
            }
            Movement::BackTo(_) => {
                let held = left()?;
                self.returned = self.returned.plus(amount).ok_or_else(too_large)?;
                self.held = held;
            }
        }
        self.entries.push(Entry { at, movement, amount });
        Ok(())
    }

    /// What each member has given, in the order of codes.
    pub fn contributions(&self) -> BTreeMap<&str, Amount> {
        let mut given = BTreeMap::<&str, Amount>::new();
        for entry in &self.entries {
            if let Movement::From(code) = &entry.movement {
                let so_far = given.entry(code).or_default();
                // INVARIANT: all contributions together are an amount, so those of one member are.
                *so_far = so_far.plus(entry.amount).unwrap_or_default();
            }
        }
        given
    }

    /// How what is held goes back: in the proportion of what each gave, in whole units that add up to it. Units that are left
    /// over go to the largest remainders.
    pub fn to_return(&self) -> Vec<Due> {
        let given = self.contributions();
        let weights: Vec<u64> = given.values().map(|amount| amount.minor_units()).collect();
        let parts = scale::divide(self.held.minor_units(), &weights);
        let due = |(code, units): (&&str, u64)| {
            let amount = Amount::new(units).filter(|amount| *amount > Amount::default())?;
            Some(Due { state: (*code).to_owned(), amount })
        };
        given.keys().zip(parts).filter_map(due).collect()
    }

    /// C26: contributed = released + held + returned, and the entries say so one by one.
    pub(crate) fn balances(&self) -> bool {
        let (mut came, mut left, mut back) = (0u128, 0u128, 0u128);
        for Entry { movement, amount, .. } in &self.entries {
            let amount = u128::from(amount.minor_units());
            match movement {
                Movement::From(_) => came += amount,
                Movement::Tranche(_) => left += amount,
                Movement::BackTo(_) => back += amount,
            }
        }
        let is = |sum: u128, amount: Amount| sum == u128::from(amount.minor_units());
        let held = came.checked_sub(left + back);
        is(came, self.contributed)
            && is(left, self.released)
            && is(back, self.returned)
            && held.is_some_and(|held| is(held, self.held))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(units: u64) -> Amount {
        Amount::new(units).unwrap()
    }

    #[test]
    fn what_is_left_goes_back_to_the_last_unit() {
        let at: Moment = "2025-01-01".parse().unwrap();
        let mut account = Account::default();
        for (code, units) in [("NOR", 100), ("SWE", 100), ("DNK", 100)] {
            account.book(at, Movement::From(code.into()), amount(units)).unwrap();
        }
        account.book(at, Movement::Tranche("first".into()), amount(200)).unwrap();
        let back: Vec<(String, u64)> = account
            .to_return()
            .into_iter()
            .map(|Due { state, amount }| (state, amount.minor_units()))
            .collect();
        // A hundred among three: 34, 33, 33, the first in the order of codes being served.
        assert_eq!(back, [("DNK".into(), 34), ("NOR".into(), 33), ("SWE".into(), 33)]);
        assert!(account.book(at, Movement::Tranche("second".into()), amount(101)).is_err());
        assert!(account.balances());
    }

    proptest! {
        /// Whatever is booked, nothing is created or lost; what is refused changes nothing; what goes back is what is held.
        #[test]
        fn no_unit_is_created_or_lost(moves in prop::collection::vec((0u8..3, 0usize..4, 0u64..=Amount::MOST), 0..60)) {
            let at: Moment = "2025-01-01".parse().unwrap();
            let mut account = Account::default();
            // The independent ledger: pockets of whole units, moved one to another; the world starts with nothing.
            let (mut held, mut out, mut back) = (0i128, 0i128, 0i128);
            for (kind, who, units) in moves {
                let before = account.clone();
                let code = ["NOR", "SWE", "DNK", "FIN"][who].to_owned();
                let small = amount(if who == 3 { units } else { units >> 20 });
                let movement = match kind {
                    0 => Movement::From(code),
                    1 => Movement::Tranche(code),
                    _ => Movement::BackTo(code),
                };
                let move_of = i128::from(small.minor_units());
                match account.book(at, movement, small) {
                    Err(_) => prop_assert_eq!(&account, &before),
                    Ok(()) if kind == 0 => held += move_of,
                    Ok(()) if kind == 1 => { held -= move_of; out += move_of }
                    Ok(()) => { held -= move_of; back += move_of }
                }
                prop_assert!(held >= 0 && account.balances());
                prop_assert_eq!(i128::from(account.held.minor_units()), held);
                prop_assert_eq!(i128::from(account.released.minor_units()), out);
                prop_assert_eq!(i128::from(account.returned.minor_units()), back);
                let returns: u128 =
                    account.to_return().iter().map(|due| u128::from(due.amount.minor_units())).sum();
                prop_assert_eq!(returns, u128::from(account.held.minor_units()));
            }
        }
    }
}
