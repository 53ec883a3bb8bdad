//! How often somebody gives, in which way, and how far a pledge is.

/// How often somebody gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Once.
    Once,
    /// Every month, until they end it.
    Monthly,
}

impl Rhythm {
    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Monthly => "monthly",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Once, Self::Monthly].into_iter().find(|rhythm| rhythm.word() == word)
    }
}

/// In which way somebody gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By their bank, or by cheque.
    Transfer,
    /// By card, at the card processor.
    Card,
}

impl Way {
    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Card => "card",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Transfer, Self::Card].into_iter().find(|way| way.word() == word)
    }
}

/// How far a pledge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nothing has come yet.
    Promised,
    /// What was pledged once has come.
    Given,
    /// A monthly gift that has come at least once.
    Running,
    /// Ended by its giver, by the treasurer, or by time.
    Ended,
}

impl Stands {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Promised, Self::Given, Self::Running, Self::Ended];

    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Given => "given",
            Self::Running => "running",
            Self::Ended => "ended",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stands| stands.word() == word)
    }
}
