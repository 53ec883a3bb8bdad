//! Legal entities: under whose law a gift is received, with what number, licence and tax status, in which currency and accounts.
//!
//! The two that ship have no number: an administrator fills them in. One that lacks what its jurisdiction requires is not offered
//! to givers, and says what it lacks.

mod law;

use super::{
    account::Account,
    money::Currency,
    registration::{is_abn, is_acn, is_ein},
};
use crate::{
    db::{DbError, Row, Sql},
    people::number,
    values,
};
use serde::{Deserialize, Serialize};
use std::fmt;

pub use law::{Jurisdiction, Tax};

/// What is known of an entity. Everything is empty until an administrator fills it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Details {
    /// Its legal name.
    pub title: String,
    /// Under which law it stands.
    pub jurisdiction: Jurisdiction,
    /// Its postal address, in one line.
    pub address: String,
    /// The currency of its books, ISO 4217.
    pub currency: String,
    /// Its number in the register of legal persons.
    pub registration: String,
    /// Its number at the tax office.
    pub tax_number: String,
    /// What the tax office makes of gifts to it.
    pub tax: Option<Tax>,
    /// The number of its licence to ask the public for gifts.
    pub licence: String,
    /// Why it needs none, with the provision.
    pub licence_exempt: String,
    /// What its receipts say beside what the law asks.
    pub wording: String,
    /// How gifts reach it.
    pub accounts: Vec<Account>,
}

/// A legal entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its row.
    pub id: u64,
    /// A short name in addresses, accounts and numbers of receipts: `dc`.
    pub name: String,
    /// What is known of it.
    pub details: Details,
    /// Did an administrator say that givers may be offered it?
    pub offered: bool,
    /// The currency of its books.
    pub currency: Currency,
}

/// Something that is wrong with an entity, and with which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field, as forms name it.
    pub field: String,
    /// What would be right.
    pub says: String,
}

/// Why an entity cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityRefusal {
    /// A name that cannot stand in an address.
    Name(String),
    /// Fields that cannot be right.
    Wrong(Vec<Wrong>),
    /// It was booked in another currency already.
    Currency(Currency),
    /// The database.
    Db(DbError),
}

impl fmt::Display for EntityRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(
                f,
                "`{name}` is no short name of an entity: 2 to 12 small letters and digits, a letter first"
            ),
            Self::Wrong(all) => {
                let each: Vec<_> = all.iter().map(|one| format!("{}: {}", one.field, one.says)).collect();
                f.write_str(&each.join("; "))
            }
            Self::Currency(was) => {
                write!(f, "its books are in {was}, and there are entries in them: make another entity")
            }
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EntityRefusal {}

impl From<DbError> for EntityRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl Details {
    /// What cannot be right, all at once. What is empty is not wrong, only missing.
    pub fn wrong(&self) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        let mut must = |field: &str, right: bool, says: &str| {
            if !right {
                wrong.push(Wrong { field: field.to_owned(), says: says.to_owned() });
            }
        };
        let short =
            |text: &str, most| text.chars().count() <= most && !text.chars().any(|sign| sign.is_control());
        let or = |text: &String, is: fn(&str) -> bool| text.is_empty() || is(text);
        must("title", short(&self.title, 200), "a legal name is one line of at most 200 characters");
        must("address", short(&self.address, 300), "an address is one line of at most 300 characters");
        must(
            "currency",
            Currency::read(&self.currency).is_some(),
            "a currency with two decimal places, by its code",
        );
        must("registration", short(&self.registration, 60), "a number is one line of at most 60 characters");
        must("licence", short(&self.licence, 60), "a number is one line of at most 60 characters");
        must("licence_exempt", short(&self.licence_exempt, 300), "one line of at most 300 characters");
        must("wording", self.wording.chars().count() <= 1_000, "at most 1,000 characters");
        match self.jurisdiction {
            Jurisdiction::DistrictOfColumbia => {
                must("tax_number", or(&self.tax_number, is_ein), "an EIN has nine digits, as 12-3456789");
            }
            Jurisdiction::NewSouthWales => {
                must(
                    "tax_number",
                    or(&self.tax_number, is_abn),
                    "an ABN has eleven digits that check each other",
                );
                let incorporated = |text: &str| text.to_ascii_uppercase().starts_with("INC") || is_acn(text);
                must(
                    "registration",
                    or(&self.registration, incorporated),
                    "an association has a number such as INC1234567, a company an ACN of nine digits that check each other",
                );
            }
            Jurisdiction::Other => must("tax_number", short(&self.tax_number, 60), "at most 60 characters"),
        }
        for (place, account) in self.accounts.iter().enumerate() {
            for (field, says) in account.wrong() {
                wrong.push(Wrong { field: format!("account{place}.{field}"), says: says.to_owned() });
            }
        }
        wrong
    }

    /// What its jurisdiction requires and it lacks, in words. With nothing lacking, it may be offered to givers.
    pub fn missing(&self) -> Vec<String> {
        let (register, office) = self.jurisdiction.numbers();
        let (licence, law) = self.jurisdiction.licence();
        let mut missing = Vec::new();
        let mut must = |there: bool, what: &str| {
            if !there {
                missing.push(what.to_owned());
            }
        };
        must(!self.title.trim().is_empty(), "the legal name");
        must(!self.address.trim().is_empty(), "the postal address");
        must(!self.registration.trim().is_empty(), register);
        must(!self.tax_number.trim().is_empty(), office);
        must(self.tax.is_some(), "the tax status of gifts");
        must(self.tax != Some(Tax::AsWorded) || !self.wording.trim().is_empty(), "the wording of receipts");
        must(
            !self.licence.trim().is_empty() || !self.licence_exempt.trim().is_empty(),
            &format!("{licence}, or why none is needed ({law})"),
        );
        missing
    }

    /// What its receipts say, paragraph by paragraph.
    pub fn receipt_says(&self) -> Vec<String> {
        let law = self.tax.and_then(Tax::says).map(str::to_owned);
        let own =
            self.wording.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
        law.into_iter().chain(own).collect()
    }

    /// Its numbers, each with what it is called.
    pub fn numbers(&self) -> Vec<(String, String)> {
        let (register, office) = self.jurisdiction.numbers();
        let all = [
            (register, &self.registration),
            (office, &self.tax_number),
            (self.jurisdiction.licence().0, &self.licence),
        ];
        let said = all.into_iter().filter(|(_, number)| !number.trim().is_empty());
        said.map(|(what, number)| (what.to_owned(), number.trim().to_owned())).collect()
    }
}

impl Entity {
    /// May givers be offered it: is everything there, and does an administrator say so?
    pub fn is_offered(&self) -> bool {
        self.offered && self.details.missing().is_empty()
    }

    /// What to call it: its legal name, or where it stands while it has none.
    pub fn called(&self) -> &str {
        let title = self.details.title.trim();
        if title.is_empty() { self.details.jurisdiction.name() } else { title }
    }

    fn of(row: &Row) -> Result<Self, DbError> {
        let details: Details = serde_json::from_str(row.text(2)?)
            .map_err(|error| DbError::Form(format!("a legal entity cannot be read: {error}")))?;
        let currency = Currency::read(&details.currency).ok_or_else(|| {
            DbError::Form(format!("a legal entity has the currency `{}`", details.currency))
        })?;
        Ok(Self { id: row.count(0)?, name: row.text(1)?.to_owned(), details, offered: row.yes(3)?, currency })
    }
}

const COLUMNS: &str = "SELECT id, name, details, offered FROM legal_entity";

/// Every entity, in the order in which they were made.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<Entity>, DbError> {
    sql.rows(&format!("{COLUMNS} ORDER BY id"), &[])?.iter().map(Entity::of).collect()
}

/// Those that givers may be offered.
///
/// # Errors
///
/// The database's.
pub fn offered(sql: &mut dyn Sql) -> Result<Vec<Entity>, DbError> {
    Ok(all(sql)?.into_iter().filter(Entity::is_offered).collect())
}

/// An entity by its short name.
///
/// # Errors
///
/// The database's.
pub fn named(sql: &mut dyn Sql, name: &str) -> Result<Option<Entity>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE name = $1"), &values![name])?;
    row.as_ref().map(Entity::of).transpose()
}

/// An entity by its row.
///
/// # Errors
///
/// The database's; [`DbError::Form`] where there is none.
pub fn numbered(sql: &mut dyn Sql, id: u64) -> Result<Entity, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref()
        .map(Entity::of)
        .transpose()?
        .ok_or_else(|| DbError::Form(format!("there is no legal entity {id}")))
}

/// Keeps an entity under a short name, anew or changed.
///
/// # Errors
///
/// What cannot be right.
pub fn keep(
    sql: &mut dyn Sql,
    name: &str,
    details: &Details,
    offered: bool,
) -> Result<Entity, EntityRefusal> {
    let takes = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    if !(2..=12).contains(&name.len())
        || !name.chars().all(takes)
        || !name.starts_with(|sign: char| sign.is_ascii_lowercase())
    {
        return Err(EntityRefusal::Name(name.to_owned()));
    }
    let wrong = details.wrong();
    if !wrong.is_empty() {
        return Err(EntityRefusal::Wrong(wrong));
    }
    if let Some(before) = named(sql, name)?
        && Currency::read(&details.currency) != Some(before.currency)
    {
        let count = "SELECT (SELECT COUNT(*) FROM gift_booking WHERE entity = $1)
                     + (SELECT COUNT(*) FROM pledge WHERE entity = $1) + (SELECT COUNT(*) FROM bank_line WHERE entity = $1)";
        if sql.number(count, &values![number(before.id)])? > 0 {
            return Err(EntityRefusal::Currency(before.currency));
        }
    }
    let written = serde_json::to_string(details).map_err(|error| DbError::Form(error.to_string()))?;
    let keep = "INSERT INTO legal_entity (name, details, offered) VALUES ($1, $2, $3)
                ON CONFLICT (name) DO UPDATE SET details = excluded.details, offered = excluded.offered RETURNING id";
    let id = sql.number(keep, &values![name, written, offered])?;
    Ok(numbered(sql, u64::try_from(id).unwrap_or_default())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_jurisdiction_requires_is_asked_for() {
        let bare = Details {
            jurisdiction: Jurisdiction::NewSouthWales,
            currency: "AUD".into(),
            ..Details::default()
        };
        let missing = bare.missing();
        assert!(missing.contains(&"Australian Business Number (ABN)".to_owned()), "{missing:?}");
        assert_eq!(missing.len(), 6);
        assert_eq!(bare.wrong(), [], "what is empty is missing, not wrong");
        let whole = Details {
            title: "Sample Coalition Incorporated".into(),
            address: "1 Example Street, Sydney".into(),
            registration: "INC0000000".into(),
            tax_number: "51 824 753 556".into(),
            tax: Some(Tax::NotDeductible),
            licence_exempt: "section 5 (a sample)".into(),
            ..bare
        };
        assert_eq!((whole.missing(), whole.wrong()), (Vec::<String>::new(), vec![]));
        let wrong = Details { tax_number: "51 824 753 557".into(), currency: "JPY".into(), ..whole };
        assert_eq!(
            wrong.wrong().iter().map(|one| one.field.as_str()).collect::<Vec<_>>(),
            ["currency", "tax_number"]
        );
    }

    #[test]
    fn receipts_say_what_the_law_asks_and_what_the_entity_adds() {
        let details = Details {
            tax: Some(Tax::Welfare501c4),
            wording: "Thank you.\n\nAsk us.".into(),
            ..Details::default()
        };
        let says = details.receipt_says();
        assert!(says[0].contains("not deductible") && says[1..] == ["Thank you.", "Ask us."]);
        assert!(Tax::ALL.into_iter().all(|tax| Tax::read(tax.word()) == Some(tax)));
    }
}
