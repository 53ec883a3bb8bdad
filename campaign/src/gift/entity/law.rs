//! Under which law an entity stands, and what its tax office makes of gifts.

use serde::{Deserialize, Serialize};

/// Under which law an entity stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Jurisdiction {
    /// The District of Columbia, in the United States.
    DistrictOfColumbia,
    /// New South Wales, in Australia.
    NewSouthWales,
    /// Another: what it requires the administrator must know.
    #[default]
    Other,
}

impl Jurisdiction {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::DistrictOfColumbia, Self::NewSouthWales, Self::Other];

    /// The word in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DistrictOfColumbia => "district-of-columbia",
            Self::NewSouthWales => "new-south-wales",
            Self::Other => "other",
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DistrictOfColumbia => "District of Columbia, United States",
            Self::NewSouthWales => "New South Wales, Australia",
            Self::Other => "another jurisdiction",
        }
    }

    /// What its register's number and its tax office's number are called.
    pub const fn numbers(self) -> (&'static str, &'static str) {
        match self {
            Self::DistrictOfColumbia => {
                ("District of Columbia file number", "Employer Identification Number (EIN)")
            }
            Self::NewSouthWales => ("Incorporation number (INC or ACN)", "Australian Business Number (ABN)"),
            Self::Other => ("Registration number", "Tax number"),
        }
    }

    /// The first and the last day of the tax year that is called by the year in which it ends: in Australia it begins on 1 July, in
    /// the United States, and where nothing else is known, on 1 January.
    pub fn tax_year(self, year: i16) -> (String, String) {
        match self {
            Self::NewSouthWales => {
                (format!("{:04}-07-01", year.saturating_sub(1)), format!("{year:04}-06-30"))
            }
            _ => (format!("{year:04}-01-01"), format!("{year:04}-12-31")),
        }
    }

    /// What people call that tax year: `2026`, or `2025–26`.
    pub fn tax_year_called(self, year: i16) -> String {
        match self {
            Self::NewSouthWales => format!("{}\u{2013}{:02}", year.saturating_sub(1), year.rem_euclid(100)),
            _ => year.to_string(),
        }
    }

    /// The tax year in which a day lies, called as in [`Jurisdiction::tax_year`].
    pub fn tax_year_of(self, day: &str) -> Option<i16> {
        let day: jiff::civil::Date = day.parse().ok()?;
        Some(if self == Self::NewSouthWales && day.month() >= 7 { day.year() + 1 } else { day.year() })
    }

    /// What its licence to ask the public for gifts is called, and the law that asks for it.
    pub const fn licence(self) -> (&'static str, &'static str) {
        match self {
            Self::DistrictOfColumbia => (
                "Charitable solicitation licence",
                "D.C. Code, title 44, chapter 17 (Charitable Solicitations)",
            ),
            Self::NewSouthWales => {
                ("Charitable fundraising authority", "Charitable Fundraising Act 1991 (NSW)")
            }
            Self::Other => ("Fundraising licence", "the law of the place"),
        }
    }
}

/// What the tax office makes of a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tax {
    /// A charity under section 501(c)(3) of the Internal Revenue Code.
    Charity501c3,
    /// A social welfare organisation under section 501(c)(4).
    Welfare501c4,
    /// A deductible gift recipient under division 30 of the Income Tax Assessment Act 1997 (Australia).
    DeductibleGiftRecipient,
    /// A gift is not deductible.
    NotDeductible,
    /// As the entity's own wording says.
    AsWorded,
}

impl Tax {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Charity501c3,
        Self::Welfare501c4,
        Self::DeductibleGiftRecipient,
        Self::NotDeductible,
        Self::AsWorded,
    ];

    /// The word in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Charity501c3 => "charity501c3",
            Self::Welfare501c4 => "welfare501c4",
            Self::DeductibleGiftRecipient => "deductible-gift-recipient",
            Self::NotDeductible => "not-deductible",
            Self::AsWorded => "as-worded",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tax| tax.word() == word)
    }

    /// What to call it on a page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Charity501c3 => "Charity, Internal Revenue Code 501(c)(3): gifts are deductible",
            Self::Welfare501c4 => "Social welfare, Internal Revenue Code 501(c)(4): gifts are not deductible",
            Self::DeductibleGiftRecipient => "Deductible gift recipient (Australia)",
            Self::NotDeductible => "Gifts are not deductible",
            Self::AsWorded => "As the entity's own wording says",
        }
    }

    /// What a receipt must say of it.
    pub const fn says(self) -> Option<&'static str> {
        match self {
            // 26 U.S.C. 170(f)(8)(B): whether goods or services were given in return.
            Self::Charity501c3 => Some(
                "No goods or services were provided in exchange for this gift. The recipient is exempt under section 501(c)(3) of the Internal Revenue Code.",
            ),
            // 26 U.S.C. 6113: it must be said that such gifts are not deductible.
            Self::Welfare501c4 => Some(
                "Gifts to the recipient are not deductible as charitable contributions for federal income tax purposes.",
            ),
            // Income Tax Assessment Act 1997 (Cth), section 30-228: the fund, its ABN, and that it is for a gift.
            Self::DeductibleGiftRecipient => Some(
                "This receipt is for a gift. The recipient is endorsed as a deductible gift recipient under its Australian Business Number.",
            ),
            Self::NotDeductible => Some("This gift cannot be deducted from taxable income."),
            Self::AsWorded => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_australian_year_begins_in_july() {
        let (dc, nsw) = (Jurisdiction::DistrictOfColumbia, Jurisdiction::NewSouthWales);
        assert_eq!(nsw.tax_year(2026), ("2025-07-01".into(), "2026-06-30".into()));
        assert_eq!(
            (nsw.tax_year_called(2026), dc.tax_year_called(2026)),
            ("2025\u{2013}26".into(), "2026".into())
        );
        assert_eq!((nsw.tax_year_of("2026-06-30"), nsw.tax_year_of("2026-07-01")), (Some(2026), Some(2027)));
        assert_eq!((dc.tax_year_of("2026-12-31"), dc.tax_year_of("no day")), (Some(2026), None));
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_tax_year(year in 1990i16..2100, month in 1i8..=12, day in 1i8..=28) {
            let day = format!("{year:04}-{month:02}-{day:02}");
            for law in Jurisdiction::ALL {
                let (since, until) = law.tax_year(law.tax_year_of(&day).unwrap());
                prop_assert!(since <= day && day <= until, "{:?} {}", law, day);
            }
        }
    }
}
