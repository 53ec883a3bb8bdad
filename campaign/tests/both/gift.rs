//! Gifts from the pledge to the receipt, on both databases.

mod books;
mod card;
mod lines;
mod year;

pub use books::*;
pub use card::*;
pub use lines::*;
pub use year::*;

use crate::{petition::chance, place::Place};
use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError, Sql},
    gift::{
        account::Account,
        booking::{self, Booking},
        entity::{self, Details, Entity, EntityRefusal, Jurisdiction, Tax},
        line::{self, Imported, Line, LineRefusal, LineStands, import},
        pledge::{self, Pledge, PledgeRefusal, Rhythm, Way, Wish},
        receipt::{self, Receipt},
        stripe,
    },
    mail::{Sender, queue},
    office::Office,
    secret::Secrets,
    statement::{self, Payment, recognise},
};
use std::sync::Arc;

/// 1 October 2026.
pub const NOW: i64 = 1_790_812_800;
pub const DAY: i64 = 86_400;

/// A treasury with an entity of each law.
pub struct Treasury {
    pub db: Arc<Db>,
    pub office: Arc<Office>,
    pub dc: Entity,
    pub nsw: Entity,
}

pub fn american() -> Details {
    Details {
        title: "Sample Coalition, Inc.".into(),
        jurisdiction: Jurisdiction::DistrictOfColumbia,
        address: "1 Example Street, Washington".into(),
        currency: "USD".into(),
        registration: "N0000000".into(),
        tax_number: "12-3456789".into(),
        tax: Some(Tax::Charity501c3),
        licence_exempt: "a sample".into(),
        accounts: vec![Account::Cheque { payable_to: "Sample".into(), address: "1 Example Street".into() }],
        ..Details::default()
    }
}

pub fn australian() -> Details {
    Details {
        title: "Sample Coalition Incorporated".into(),
        jurisdiction: Jurisdiction::NewSouthWales,
        address: "2 Example Street, Sydney".into(),
        currency: "AUD".into(),
        registration: "INC0000000".into(),
        tax_number: "51 824 753 556".into(),
        tax: Some(Tax::NotDeductible),
        licence: "CFN/00000".into(),
        accounts: vec![Account::Australia {
            holder: "Sample".into(),
            bsb: "062-000".into(),
            number: "12345678".into(),
            pay_id: String::new(),
        }],
        ..Details::default()
    }
}

impl Treasury {
    pub fn new(place: &Place) -> Self {
        let db = Arc::new(Db::open(&place.location, TABLES).unwrap());
        let sender = Sender {
            name: "Coalition".into(),
            address: Address::read("office@example.org").unwrap(),
            bounces: None,
            postal: "1 Example Street".into(),
        };
        let secrets = Secrets::new(&[1; 32], Some(&[2; 32]));
        let office = Arc::new(Office { secrets, sender, origin: "https://example.org".into() });
        let keep = |name: &'static str, details: Details| {
            db.write::<_, EntityRefusal>(move |sql| entity::keep(sql, name, &details, true)).unwrap()
        };
        let (dc, nsw) = (keep("dc", american()), keep("nsw", australian()));
        Self { db, office, dc, nsw }
    }

    pub fn write<T: Send + 'static, E: From<DbError> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Sql, &Office) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let office = Arc::clone(&self.office);
        self.db.write(move |sql| work(sql, &office))
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut dyn Sql, &Office) -> Result<T, DbError>) -> T {
        self.db.read(|sql| work(sql, &self.office)).unwrap()
    }

    /// A pledge that is sound but for what `change` does to it.
    pub fn try_pledge(
        &self,
        who: &str,
        now: i64,
        change: impl FnOnce(&mut Wish<'_>) + Send + 'static,
    ) -> Result<Pledge, PledgeRefusal> {
        let (name, address) = (format!("{who} Lee"), format!("{who}@example.com"));
        self.write(move |sql, office| {
            let mut wish = Wish {
                entity: "dc",
                amount: 5_000,
                rhythm: Rhythm::Once,
                way: Way::Transfer,
                name: &name,
                address: &address,
                named: false,
                message: "",
                consents: true,
                network: &address,
            };
            change(&mut wish);
            pledge::make(sql, office, &wish, now, chance())
        })
    }

    pub fn pledge(&self, who: &str, rhythm: Rhythm) -> Pledge {
        self.try_pledge(who, NOW, move |wish| wish.rhythm = rhythm).unwrap()
    }

    pub fn card_pledge(&self, who: &str, rhythm: Rhythm) -> Pledge {
        let account = stripe::Account {
            secret: "sk_test_dc".into(),
            events: "whsec_dc".into(),
            base: stripe::BASE.into(),
        };
        let dc = self.dc.clone();
        let set = self.write::<_, DbError>(move |sql, office| {
            stripe::set_account(sql, &office.secrets, &dc, Some(&account), [7; 12])
        });
        assert_eq!(set.unwrap(), Ok(()));
        self.try_pledge(who, NOW, move |wish| (wish.rhythm, wish.way) = (rhythm, Way::Card)).unwrap()
    }

    pub fn again(&self, pledge: &Pledge) -> Pledge {
        self.read(|sql, office| pledge::one(sql, office, pledge.id)).unwrap()
    }

    pub fn take(&self, entity: &Entity, payments: Vec<Payment>) -> Result<Imported, LineRefusal> {
        let entity = entity.clone();
        self.write(move |sql, office| import(sql, office, &entity, "main", &payments, NOW, chance))
    }

    pub fn take_text(&self, text: &str) -> Imported {
        self.take(&self.dc, statement::read(text, &recognise(text)).unwrap()).unwrap()
    }

    pub fn booked(&self) -> Vec<Booking> {
        self.read(|sql, office| booking::last(sql, office, 10_000))
    }

    pub fn receipts(&self) -> Vec<Receipt> {
        let mut all = self.read(|sql, office| receipt::last(sql, office, 10_000));
        all.reverse();
        all
    }

    pub fn open(&self) -> Vec<Line> {
        self.read(|sql, office| line::list(sql, office, LineStands::Open, 1_000))
    }

    /// The subjects of the letters that wait, which are taken.
    pub fn letters(&self) -> Vec<(String, String)> {
        let taken =
            self.write(|sql, office| queue::take(sql, &office.secrets, NOW + 400 * DAY, 1_000)).unwrap();
        taken.into_iter().map(|one| (one.letter.subject, one.letter.text)).collect()
    }
}

pub fn payment(amount: i64, text: &str) -> Payment {
    Payment {
        day: "2026-10-02".into(),
        amount,
        currency: None,
        payer: "A. Payer".into(),
        text: text.into(),
        bank_id: None,
    }
}

pub fn what_is_wrong_with_a_pledge_is_refused(place: &Place) {
    let treasury = Treasury::new(place);
    let refused = |change: fn(&mut Wish<'_>)| treasury.try_pledge("ann", NOW, change).unwrap_err();
    assert_eq!(refused(|wish| wish.entity = "xx"), PledgeRefusal::Entity);
    assert_eq!(refused(|wish| wish.amount = 0), PledgeRefusal::Amount);
    assert_eq!(refused(|wish| wish.amount = i64::MAX), PledgeRefusal::Amount);
    assert_eq!(refused(|wish| wish.name = " \u{202e} "), PledgeRefusal::Name);
    assert!(matches!(refused(|wish| wish.address = "a@b\r\nBcc: c@d"), PledgeRefusal::Address(_)));
    assert_eq!(refused(|wish| wish.consents = false), PledgeRefusal::Consent);
    assert_eq!(refused(|wish| wish.way = Way::Card), PledgeRefusal::Way, "there is no account for cards");
    assert_eq!(treasury.letters(), []);

    let lacking = Details { tax: None, ..american() };
    treasury.write(move |sql, _| entity::keep(sql, "dc", &lacking, true)).unwrap();
    assert_eq!(refused(|_| ()), PledgeRefusal::Entity, "what its law asks for is lacking");
    treasury.write(|sql, _| entity::keep(sql, "dc", &american(), false)).unwrap();
    assert_eq!(refused(|_| ()), PledgeRefusal::Entity, "nobody offers it");
}

pub fn one_network_pledges_at_a_bounded_pace(place: &Place) {
    let treasury = Treasury::new(place);
    for at in 0..30 {
        treasury.try_pledge(&format!("a{at}"), NOW, |wish| wish.network = "one").unwrap();
    }
    let late = treasury.try_pledge("late", NOW, |wish| wish.network = "one");
    assert_eq!(late.unwrap_err(), PledgeRefusal::Pace);
    treasury.try_pledge("other", NOW, |wish| wish.network = "another").unwrap();
    // One mailbox is not filled by whoever enters it.
    treasury.letters();
    for at in 0..9 {
        let change = move |wish: &mut Wish<'_>| wish.network = if at % 2 == 0 { "n1" } else { "n2" };
        treasury.try_pledge("victim", NOW, change).unwrap();
    }
    assert_eq!(treasury.letters().len(), 4);
}
