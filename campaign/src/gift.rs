//! Gifts: pledged with a reference, found again on the bank's statement, thanked with a numbered receipt.

pub mod reference;
