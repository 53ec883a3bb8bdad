//! How a gift reaches an entity: the details of an account as each country uses them, with the reference that the giver writes,
//! and the code that European banking programs read.

use super::{
    money::{Currency, Money, plain},
    reference::{Reference, is_iban},
    registration::{is_account, is_bic, is_bsb, is_routing},
};
use serde::{Deserialize, Serialize};

/// An account, or a way to pay without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Account {
    /// An account in the United States, by wire or ACH.
    UnitedStates {
        /// Whose it is.
        holder: String,
        /// The bank, with its place.
        bank: String,
        /// The routing number.
        routing: String,
        /// The account's number.
        number: String,
        /// The bank's code, for wires from abroad; empty where there is none.
        #[serde(default)]
        bic: String,
    },
    /// A cheque by mail.
    Cheque {
        /// To whose order.
        payable_to: String,
        /// Where it is sent.
        address: String,
    },
    /// An account in Australia, and its PayID where it has one.
    Australia {
        /// Whose it is.
        holder: String,
        /// Bank, state and branch.
        bsb: String,
        /// The account's number.
        number: String,
        /// The PayID; empty where there is none.
        #[serde(default)]
        pay_id: String,
    },
    /// An account with an IBAN.
    Iban {
        /// Whose it is.
        holder: String,
        /// The IBAN.
        iban: String,
        /// The bank's code; empty where it is not needed.
        #[serde(default)]
        bic: String,
        /// The bank.
        #[serde(default)]
        bank: String,
    },
}

impl Account {
    /// The word in forms.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::UnitedStates { .. } => "united-states",
            Self::Cheque { .. } => "cheque",
            Self::Australia { .. } => "australia",
            Self::Iban { .. } => "iban",
        }
    }

    /// What to call it on a page.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::UnitedStates { .. } => "By wire or ACH, from a bank in the United States or abroad",
            Self::Cheque { .. } => "By cheque",
            Self::Australia { .. } => "From a bank in Australia",
            Self::Iban { .. } => "From a bank in Europe, or any that asks for an IBAN",
        }
    }

    /// What is wrong with it: a field's name, and what would be right.
    pub fn wrong(&self) -> Vec<(&'static str, &'static str)> {
        let mut wrong = Vec::new();
        let mut must = |field, right: bool, says| {
            if !right {
                wrong.push((field, says));
            }
        };
        let said = |text: &str| !text.trim().is_empty() && text.chars().count() <= 200;
        match self {
            Self::UnitedStates { holder, bank, routing, number, bic } => {
                must("holder", said(holder), "say whose account it is");
                must("bank", said(bank), "say which bank keeps it");
                must(
                    "routing",
                    is_routing(routing),
                    "a routing number has nine digits, the last of which checks the others",
                );
                must("number", is_account(number), "an account's number has 4 to 17 digits");
                must("bic", bic.is_empty() || is_bic(bic), "a bank's code has 8 or 11 capitals and digits");
            }
            Self::Cheque { payable_to, address } => {
                must("payable_to", said(payable_to), "say to whose order it is made out");
                must("address", said(address), "say where it is sent");
            }
            Self::Australia { holder, bsb, number, pay_id } => {
                must("holder", said(holder), "say whose account it is");
                must("bsb", is_bsb(bsb), "a BSB has six digits");
                must("number", is_account(number), "an account's number has 4 to 17 digits");
                must("pay_id", pay_id.chars().count() <= 200, "a PayID is an address, a number or a word");
            }
            Self::Iban { holder, iban, bic, .. } => {
                must("holder", said(holder), "say whose account it is");
                must(
                    "iban",
                    is_iban(&packed(iban)),
                    "an IBAN has 15 to 34 capitals and digits, of which two check the others",
                );
                must("bic", bic.is_empty() || is_bic(bic), "a bank's code has 8 or 11 capitals and digits");
            }
        }
        wrong
    }

    /// What a giver copies into their bank's form, line by line, the reference last.
    pub fn lines(&self, reference: &Reference, amount: Money) -> Vec<(&'static str, String)> {
        let mut lines: Vec<(&'static str, String)> = Vec::new();
        match self {
            Self::UnitedStates { holder, bank, routing, number, bic } => {
                lines.push(("Account holder", holder.clone()));
                lines.push(("Bank", bank.clone()));
                lines.push(("Routing number (ABA)", routing.clone()));
                lines.push(("Account number", number.clone()));
                lines.push(("SWIFT code (BIC), from abroad", bic.clone()));
                lines.push(("Amount", amount.to_string()));
                lines.push(("Reference (memo)", reference.short().to_owned()));
            }
            Self::Cheque { payable_to, address } => {
                lines.push(("Payable to", payable_to.clone()));
                lines.push(("Send it to", address.clone()));
                lines.push(("Amount", amount.to_string()));
                lines.push(("Write on the memo line", reference.short().to_owned()));
            }
            Self::Australia { holder, bsb, number, pay_id } => {
                lines.push(("Account name", holder.clone()));
                lines.push(("BSB", bsb.clone()));
                lines.push(("Account number", number.clone()));
                lines.push(("Or PayID", pay_id.clone()));
                lines.push(("Amount", amount.to_string()));
                lines.push(("Description", reference.short().to_owned()));
            }
            Self::Iban { holder, iban, bic, bank } => {
                lines.push(("Account holder", holder.clone()));
                lines.push(("IBAN", grouped(iban)));
                lines.push(("BIC", bic.clone()));
                lines.push(("Bank", bank.clone()));
                lines.push(("Amount", amount.to_string()));
                lines.push(("Creditor reference", reference.to_string()));
            }
        }
        lines.retain(|(_, value)| !value.trim().is_empty());
        lines
    }

    /// What a European banking program reads from a code on the page (European Payments Council, EPC069-12, version 3.0: service
    /// tag BCD, version 002, UTF-8, SEPA credit transfer, with a structured creditor reference). Only euros travel so.
    pub fn quick(&self, reference: &Reference, amount: Money) -> Option<String> {
        let Self::Iban { holder, iban, bic, .. } = self else { return None };
        // The standard's own bounds: 0.01 to 999,999,999.99 euros, and 70 characters for the name.
        if amount.currency != Currency::EUR || !(1..=99_999_999_999).contains(&amount.units) {
            return None;
        }
        let name: String = super::line(holder, 70);
        let amount = plain(amount.units);
        Some(format!(
            "BCD\n002\n1\nSCT\n{}\n{name}\n{}\nEUR{amount}\n\n{}",
            bic.trim(),
            packed(iban),
            reference.packed()
        ))
    }
}

fn packed(iban: &str) -> String {
    iban.chars().filter(|sign| !sign.is_whitespace()).map(|sign| sign.to_ascii_uppercase()).collect()
}

fn grouped(iban: &str) -> String {
    let packed: Vec<char> = packed(iban).chars().collect();
    packed.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iban() -> Account {
        Account::Iban {
            holder: "Sample Coalition".into(),
            iban: "de89370400440532013000".into(),
            bic: "COBADEFFXXX".into(),
            bank: String::new(),
        }
    }

    #[test]
    fn the_code_of_a_transfer_is_what_the_standard_asks() {
        let (reference, account) = (Reference::of(7), iban());
        let code = account.quick(&reference, Money::new(1_250, Currency::EUR)).unwrap();
        assert_eq!(
            code.lines().collect::<Vec<_>>(),
            [
                "BCD",
                "002",
                "1",
                "SCT",
                "COBADEFFXXX",
                "Sample Coalition",
                "DE89370400440532013000",
                "EUR12.50",
                "",
                reference.packed()
            ]
        );
        assert!(code.len() <= 331, "the standard's bound");
        assert_eq!(account.quick(&reference, Money::new(1_250, Currency::USD)), None);
    }

    #[test]
    fn each_country_is_told_in_its_own_words() {
        let reference = Reference::of(7);
        let american = Account::UnitedStates {
            holder: "Sample".into(),
            bank: "Sample Bank, Washington".into(),
            routing: "021000021".into(),
            number: "123456789".into(),
            bic: String::new(),
        };
        let lines = american.lines(&reference, Money::new(5_000, Currency::USD));
        assert_eq!(lines.last().unwrap().1, reference.short());
        assert!(lines.iter().all(|(label, _)| !label.starts_with("SWIFT")), "what is empty is left out");
        let lines = iban().lines(&reference, Money::new(5_000, Currency::EUR));
        assert!(lines.contains(&("IBAN", "DE89 3704 0044 0532 0130 00".to_owned())));
        assert!(lines.contains(&("Creditor reference", reference.to_string())));
    }

    #[test]
    fn what_is_wrong_is_said_of_each_field() {
        assert_eq!((iban().wrong(), american_without().len()), (vec![], 4));
    }

    fn american_without() -> Vec<(&'static str, &'static str)> {
        let empty = String::new;
        Account::UnitedStates {
            holder: empty(),
            bank: empty(),
            routing: empty(),
            number: empty(),
            bic: empty(),
        }
        .wrong()
    }
}
