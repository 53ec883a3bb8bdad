//! What a movement of money is, and through what it moved.

/// What a movement of money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A gift came in.
    Gift,
    /// A gift, or a part of it, went back to its giver.
    Refund,
    /// The giver's bank took a gift back.
    Dispute,
    /// A gift that was taken back came again.
    DisputeWon,
    /// A bank or the card processor kept a fee.
    Fee,
    /// Money moved from elsewhere to the bank: the card processor's payout, a deposit of cheques or cash.
    Payout,
    /// Something came in that is no gift, such as interest.
    OtherIn,
    /// Something went out that is none of these.
    OtherOut,
}

impl Kind {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Gift,
        Self::Refund,
        Self::Dispute,
        Self::DisputeWon,
        Self::Fee,
        Self::Payout,
        Self::OtherIn,
        Self::OtherOut,
    ];

    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gift => "gift",
            Self::Refund => "refund",
            Self::Dispute => "dispute",
            Self::DisputeWon => "dispute-won",
            Self::Fee => "fee",
            Self::Payout => "payout",
            Self::OtherIn => "other-in",
            Self::OtherOut => "other-out",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What to call it on a page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gift => "Gift",
            Self::Refund => "Refund",
            Self::Dispute => "Taken back by the giver's bank",
            Self::DisputeWon => "Given again by the giver's bank",
            Self::Fee => "Fee",
            Self::Payout => "Moved to the bank",
            Self::OtherIn => "Other money in",
            Self::OtherOut => "Other money out",
        }
    }
}

/// Through what money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Through {
    /// The bank.
    Bank,
    /// The card processor.
    Card,
    /// Cheques that lie in the office.
    Cheque,
    /// Cash that lies in the office.
    Cash,
}

impl Through {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Bank, Self::Card, Self::Cheque, Self::Cash];

    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Card => "card",
            Self::Cheque => "cheque",
            Self::Cash => "cash",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|through| through.word() == word)
    }

    /// As a receipt says it.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Bank => "bank transfer",
            Self::Card => "card",
            Self::Cheque => "cheque",
            Self::Cash => "cash",
        }
    }
}
