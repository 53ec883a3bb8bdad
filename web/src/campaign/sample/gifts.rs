//! The sample's treasury: three entities that do not exist, a pledge of which two months came, a line that waits, a goal, the ledger.

use super::MADE;
use crate::campaign::Campaign;
use campaign::{
    db::DbError,
    gift::{
        self, Choices,
        account::Account,
        booking::{Kind, Through},
        entity::{self, Details, Jurisdiction, Tax},
        goal::{self, Goal},
        hand::{self, Entry},
        line,
        pledge::{self, Rhythm, Way, Wish},
        stripe, upload,
    },
    office::Chance,
    statement::Payment,
};

const CHANCE: Chance = [[11; 32]; 4];

/// When the entries by hand were made: 21 January 2026, after the day that they are of.
const ENTERED: i64 = MADE + 20 * 86_400;

/// Fills the tables of gifts.
///
/// # Errors
///
/// What failed.
pub(super) fn fill(campaign: &Campaign) -> Result<(), DbError> {
    let refused = |error: &dyn std::fmt::Display| DbError::Form(error.to_string());
    for (name, details) in [("dc", american()), ("nsw", australian()), ("eu", european())] {
        campaign
            .write(move |sql, _| entity::keep(sql, name, &details, true))
            .map_err(|error: entity::EntityRefusal| refused(&error))?;
    }
    campaign.write::<_, DbError>(|sql, office| {
        let choices = Choices { ledger: true, givers: true };
        gift::choose(sql, &office.secrets, &choices, [12; 12])?;
        let Some(dc) = entity::named(sql, "dc")? else { return Ok(()) };
        let account = stripe::Account {
            secret: "sk_test_sample".into(),
            events: "whsec_sample".into(),
            base: stripe::BASE.into(),
        };
        stripe::set_account(sql, &office.secrets, &dc, Some(&account), [13; 12]).map(drop)
    })?;
    campaign.write(pledged).map_err(|error: pledge::PledgeRefusal| refused(&error))?;
    campaign.write(lines).map_err(|error: line::LineRefusal| refused(&error))?;
    campaign.write(cash).map_err(|error: hand::HandRefusal| refused(&error))?;
    campaign.write(aim).map_err(|error: goal::GoalRefusal| refused(&error)).map(drop)
}

fn pledged(
    sql: &mut dyn campaign::db::Sql,
    office: &campaign::office::Office,
) -> Result<(), pledge::PledgeRefusal> {
    let wish = |entity, amount, rhythm, way, address| Wish {
        entity,
        amount,
        rhythm,
        way,
        name: "A sample giver",
        address,
        named: true,
        message: "A sample <b>word</b>.",
        consents: true,
        network: "sample",
    };
    let first = wish("eu", 2_500, Rhythm::Monthly, Way::Transfer, "giver1@example.org");
    pledge::make(sql, office, &first, MADE, CHANCE)?;
    let second = wish("dc", 5_000, Rhythm::Once, Way::Card, "giver2@example.org");
    pledge::make(sql, office, &second, MADE, CHANCE).map(drop)
}

fn lines(
    sql: &mut dyn campaign::db::Sql,
    office: &campaign::office::Office,
) -> Result<(), line::LineRefusal> {
    let Some(entity) = entity::named(sql, "eu")? else { return Ok(()) };
    let payment = |day: &str, amount, text: String| Payment {
        day: day.to_owned(),
        amount,
        currency: Some("EUR".into()),
        payer: "A sample payer <i>".into(),
        text,
        bank_id: None,
    };
    let reference = gift::reference::Reference::of(1).to_string();
    let payments = [
        payment("2026-01-05", 2_500, reference.clone()),
        payment("2026-02-05", 2_500, reference),
        payment("2026-02-06", 1_000, "a gift without its reference".into()),
    ];
    line::import(sql, office, &entity, "sample", &payments, MADE, || CHANCE)?;
    let next = [payment("2026-02-07", 3_000, "another gift without its reference".into())];
    upload::put(sql, office, &entity, ("sample", "a-sample.csv"), &next, MADE, CHANCE)?;
    Ok(())
}

fn cash(sql: &mut dyn campaign::db::Sql, office: &campaign::office::Office) -> Result<(), hand::HandRefusal> {
    let Some(entity) = entity::named(sql, "dc")? else { return Ok(()) };
    let entry = |kind, amount, form| Entry {
        kind,
        amount,
        day: "2026-01-20",
        through: Through::Cash,
        name: "=A sample \"giver\"",
        address: "",
        about: None,
        form,
    };
    hand::enter(sql, office, &entity, &entry(Kind::Gift, 12_345, "sample00000001"), ENTERED, CHANCE)?;
    hand::enter(sql, office, &entity, &entry(Kind::Fee, 150, "sample00000002"), ENTERED, CHANCE).map(drop)
}

fn aim(sql: &mut dyn campaign::db::Sql, _: &campaign::office::Office) -> Result<u64, goal::GoalRefusal> {
    let Some(entity) = entity::named(sql, "eu")? else { return Ok(0) };
    let aim = Goal {
        id: 0,
        entity: entity.id,
        title: "A conference (a sample)".into(),
        says: "A sample of a goal: nobody asks for it.".into(),
        amount: 100_000,
        since: "2026-01-01".into(),
        until: None,
        shown: true,
    };
    goal::keep(sql, &aim)
}

fn american() -> Details {
    Details {
        title: "Sample Coalition, Inc.".into(),
        jurisdiction: Jurisdiction::DistrictOfColumbia,
        address: "1 Example Street, Washington, DC 20001, United States".into(),
        currency: "USD".into(),
        registration: "N0000000 (a sample)".into(),
        tax_number: "00-0000001".into(),
        tax: Some(Tax::NotDeductible),
        licence_exempt: "this entity is a sample".into(),
        accounts: vec![
            Account::UnitedStates {
                holder: "Sample Coalition, Inc.".into(),
                bank: "A sample bank, Washington".into(),
                routing: "021000021".into(),
                number: "000123456789".into(),
                bic: String::new(),
            },
            Account::Cheque {
                payable_to: "Sample Coalition, Inc.".into(),
                address: "1 Example Street, Washington, DC 20001".into(),
            },
        ],
        ..Details::default()
    }
}

fn australian() -> Details {
    Details {
        title: "Sample Coalition Incorporated".into(),
        jurisdiction: Jurisdiction::NewSouthWales,
        address: "1 Example Street, Sydney NSW 2000, Australia".into(),
        currency: "AUD".into(),
        registration: "INC0000000".into(),
        tax_number: "51 824 753 556".into(),
        tax: Some(Tax::NotDeductible),
        licence_exempt: "this entity is a sample".into(),
        accounts: vec![Account::Australia {
            holder: "Sample Coalition Incorporated".into(),
            bsb: "062-000".into(),
            number: "12345678".into(),
            pay_id: "gifts@example.org".into(),
        }],
        ..Details::default()
    }
}

fn european() -> Details {
    Details {
        title: "Sample Coalition in Europe".into(),
        jurisdiction: Jurisdiction::Other,
        address: "1 Example Street, Brussels".into(),
        currency: "EUR".into(),
        registration: "a sample".into(),
        tax_number: "a sample".into(),
        tax: Some(Tax::AsWorded),
        wording: "This receipt is a sample.".into(),
        licence_exempt: "this entity is a sample".into(),
        accounts: vec![Account::Iban {
            holder: "Sample Coalition".into(),
            iban: "DE89370400440532013000".into(),
            bic: "COBADEFFXXX".into(),
            bank: "A sample bank".into(),
        }],
        ..Details::default()
    }
}
