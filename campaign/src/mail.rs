//! Mail: letters are composed, signed and queued in the transaction that causes them, and carried by SMTP or into a folder.

pub mod carrier;
pub mod compose;
pub mod dkim;
pub mod hands;
pub mod key;
pub mod outbox;
pub mod outcome;
pub mod pace;
pub mod queue;
pub mod report;
pub mod returned;
pub mod shown;

use crate::address::Address;

/// Who writes: every letter names it, with a postal address (CAN-SPAM Act, 15 U.S.C. 7704(a)(5); Spam Act 2003, section 17).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The association.
    pub name: String,
    /// Where answers go.
    pub address: Address,
    /// Where what cannot be delivered comes back to; the sender's own address if none is set.
    pub bounces: Option<Address>,
    /// Its postal address, in one line.
    pub postal: String,
}

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: Address,
    /// About what, in one line.
    pub subject: String,
    /// The text, for readers without HTML. Lines may have any length.
    pub text: String,
    /// The same as HTML, if there is one: the inside of `<body>`.
    pub html: Option<String>,
    /// The address that ends the subscription by one click (RFC 8058), for letters that are one of a series.
    pub unsubscribe: Option<String>,
    /// What the reader sees of the reason why it came, such as “You signed the petition …”.
    pub why: String,
}
