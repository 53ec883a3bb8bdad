//! The books: they balance whatever is done, receipts are numbered without gaps, and currencies are never added up.

use super::{DAY, NOW, Treasury, american, payment};
use crate::{petition::chance, place::Place};
use campaign::{
    db::Db,
    gift::{
        booking::{self, BookRefusal, Kind, Through},
        entity::{self, Details, Entity, EntityRefusal},
        goal::{self, Goal},
        hand::{self, Entry, HandRefusal},
        journal, ledger,
        money::Currency,
        receipt::{self, ReceiptRefusal},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

impl Treasury {
    fn enter(
        &self,
        entity: &Entity,
        change: impl FnOnce(&mut Entry<'_>) + Send + 'static,
    ) -> Result<Option<u64>, HandRefusal> {
        let entity = entity.clone();
        self.write(move |sql, office| {
            let form: String = chance()[0].iter().take(16).map(|byte| format!("{byte:02x}")).collect();
            let mut entry = Entry {
                kind: Kind::Gift,
                amount: 1_000,
                day: "2026-10-02",
                through: Through::Cash,
                name: "Ann Lee",
                address: "",
                about: None,
                form: &form,
            };
            change(&mut entry);
            hand::enter(sql, office, &entity, &entry, NOW + DAY, chance())
        })
    }

    fn take_back(&self, id: u64) -> Result<u64, BookRefusal> {
        self.write(move |sql, office| hand::take_back(sql, office, id, "a slip", NOW, chance()))
    }

    /// The sum of every account in the books of an entity.
    fn accounts(&self, entity: &Entity) -> BTreeMap<String, i64> {
        let all =
            self.read(|sql, office| booking::between(sql, office, entity.id, ("0000-00-00", "9999-12-31")));
        let mut sums = BTreeMap::new();
        for (account, units) in all.iter().flat_map(|one| journal::entry(entity, one).postings) {
            *sums.entry(account).or_default() += units;
        }
        sums
    }
}

pub fn a_form_that_is_sent_twice_is_booked_once(place: &Place) {
    let treasury = Treasury::new(place);
    let form = |entry: &mut Entry<'_>| (entry.form, entry.address) = ("0123456789abcdef", "ann@example.com");
    assert!(treasury.enter(&treasury.dc, form).unwrap().is_some());
    assert_eq!(treasury.enter(&treasury.dc, form), Ok(None));
    assert_eq!((treasury.booked().len(), treasury.receipts().len(), treasury.letters().len()), (1, 1, 1));
    let refused = |change: fn(&mut Entry<'_>)| treasury.enter(&treasury.dc, change).unwrap_err();
    assert_eq!(refused(|entry| entry.form = ""), HandRefusal::Form);
    assert_eq!(refused(|entry| entry.amount = 0), HandRefusal::Book(BookRefusal::Amount));
    assert_eq!(
        refused(|entry| entry.day = "2026-02-30"),
        HandRefusal::Book(BookRefusal::Day("2026-02-30".into()))
    );
    let missing = refused(|entry| entry.day = "").to_string();
    assert_eq!(missing, "the day is missing: give one, such as 2026-11-24");
    for day in ["2026-10-03", "2030-01-01"] {
        let future = treasury.enter(&treasury.dc, move |entry| entry.day = day).unwrap_err();
        assert_eq!(future, HandRefusal::Future(day.into()));
        assert!(future.to_string().starts_with(&format!("{day} is yet to come")), "{future}");
    }
    assert_eq!(refused(|entry| entry.kind = Kind::Refund), HandRefusal::About);
    assert_eq!(
        refused(|entry| (entry.kind, entry.through) = (Kind::Payout, Through::Bank)),
        HandRefusal::Payout
    );
    // A gift to another entity is none that this one can give back.
    let gift = treasury.booked()[0].id;
    let other =
        treasury.enter(&treasury.nsw, move |entry| (entry.kind, entry.about) = (Kind::Refund, Some(gift)));
    assert_eq!(other, Err(HandRefusal::About));
}

pub fn what_was_booked_is_taken_back_and_never_deleted(place: &Place) {
    let treasury = Treasury::new(place);
    let gift = treasury.enter(&treasury.dc, |_| ()).unwrap().unwrap();
    let refund = move |amount: i64| {
        move |entry: &mut Entry<'_>| {
            (entry.kind, entry.about, entry.amount) = (Kind::Refund, Some(gift), amount);
        }
    };
    let too_much = treasury.enter(&treasury.dc, refund(1_001));
    assert_eq!(too_much, Err(HandRefusal::Book(BookRefusal::TooMuch)));
    let back = treasury.enter(&treasury.dc, refund(400)).unwrap().unwrap();
    assert_eq!(treasury.enter(&treasury.dc, refund(601)), Err(HandRefusal::Book(BookRefusal::TooMuch)));
    assert!(matches!(treasury.take_back(gift), Err(BookRefusal::Rests(_))), "a refund rests on it");
    treasury.take_back(back).unwrap();
    assert_eq!(treasury.take_back(back), Err(BookRefusal::TakenBack));
    let standing = |treasury: &Treasury| {
        let all = treasury.receipts();
        all.iter().filter(|one| one.cancelled.is_none()).map(|one| one.says.amount).collect::<Vec<_>>()
    };
    assert_eq!(standing(&treasury), [1_000], "a receipt for the whole again");
    treasury.take_back(gift).unwrap();
    assert_eq!((treasury.booked().len(), standing(&treasury)), (4, vec![]));
    assert!(treasury.accounts(&treasury.dc).values().all(|sum| *sum == 0));
    assert_eq!(treasury.take_back(gift), Err(BookRefusal::TakenBack));
    assert_eq!(treasury.take_back(9_999), Err(BookRefusal::Gone));
}

pub fn receipts_have_no_gaps_whoever_issues_and_whatever_fails(place: &Place) {
    let treasury = Arc::new(Treasury::new(place));
    // Gifts without a name have no receipt yet: it is issued below, by many at once.
    let gifts: Vec<u64> = (0..40).map(|_| treasury.enter(&treasury.dc, |_| ()).unwrap().unwrap()).collect();
    for receipt in treasury.receipts() {
        treasury
            .write(move |sql, office| receipt::cancel(sql, office, receipt.id, "a test", NOW, chance()))
            .unwrap();
    }
    let other = Arc::new(Db::open(&place.location, campaign::TABLES).unwrap());
    let mut threads = Vec::new();
    for (at, gift) in gifts.iter().copied().chain(gifts.iter().copied()).enumerate() {
        let (treasury, other) = (Arc::clone(&treasury), Arc::clone(&other));
        threads.push(std::thread::spawn(move || {
            let db = if at % 2 == 0 { &treasury.db } else { &other };
            let office = Arc::clone(&treasury.office);
            // A third of them fail after they have drawn a number.
            db.write::<_, ReceiptRefusal>(move |sql| {
                receipt::now(sql, &office, gift, NOW, chance())?;
                if at % 3 == 0 { Err(ReceiptRefusal::Giver) } else { Ok(()) }
            })
            .is_ok()
        }));
    }
    let issued = threads.into_iter().map(|thread| thread.join().unwrap()).filter(|done| *done).count();
    let numbers: Vec<u64> = treasury.receipts().iter().map(|receipt| receipt.number).collect();
    let expected: Vec<u64> = (1..=u64::try_from(40 + issued).unwrap()).collect();
    let sorted: BTreeSet<u64> = numbers.iter().copied().collect();
    assert_eq!(sorted.into_iter().collect::<Vec<_>>(), expected, "no gap, no number twice");
    assert!(issued > 0 && issued <= 40);
    // Another entity and another year count from one.
    treasury.enter(&treasury.nsw, |_| ()).unwrap();
    assert_eq!(treasury.receipts().last().unwrap().called(), "NSW 2026/0001");
    let gift = treasury.enter(&treasury.dc, |entry| entry.name = "").unwrap().unwrap();
    let unnamed = treasury.write(move |sql, office| receipt::now(sql, office, gift, NOW, chance()));
    assert_eq!(unnamed.unwrap_err(), ReceiptRefusal::Giver);
}

pub fn currencies_are_never_added_up(place: &Place) {
    let treasury = Treasury::new(place);
    treasury.enter(&treasury.dc, |_| ()).unwrap();
    treasury.enter(&treasury.nsw, |entry| entry.amount = 70_000).unwrap();
    let goal = |entity: &Entity| Goal {
        id: 0,
        entity: entity.id,
        title: "A conference".into(),
        says: String::new(),
        amount: 100_000,
        since: "2026-01-01".into(),
        until: None,
        shown: true,
    };
    let (one, other) = (goal(&treasury.dc), goal(&treasury.nsw));
    treasury.write(move |sql, _| goal::keep(sql, &one).and_then(|_| goal::keep(sql, &other))).unwrap();
    let shown = treasury.read(|sql, _| goal::shown(sql));
    let reached: BTreeMap<&str, i64> =
        shown.iter().map(|(_, entity, reached)| (entity.currency.code(), *reached)).collect();
    assert_eq!(reached, BTreeMap::from([("USD", 1_000), ("AUD", 70_000)]));
    let months = |entity: &Entity| treasury.read(|sql, _| ledger::months(sql, entity));
    assert_eq!((months(&treasury.dc)[0].came, months(&treasury.nsw)[0].came), (1_000, 70_000));
    // Books that hold entries keep their currency.
    let changed = Details { currency: "EUR".into(), ..american() };
    let refused = treasury.write(move |sql, _| entity::keep(sql, "dc", &changed, true));
    assert_eq!(refused.unwrap_err(), EntityRefusal::Currency(Currency::USD));
}

pub fn the_ledger_says_what_came_what_it_cost_and_what_waits(place: &Place) {
    let treasury = Treasury::new(place);
    let gift = treasury.enter(&treasury.dc, |_| ()).unwrap().unwrap();
    treasury
        .enter(&treasury.dc, |entry| {
            (entry.kind, entry.amount, entry.through) = (Kind::Fee, 30, Through::Bank)
        })
        .unwrap();
    treasury
        .enter(&treasury.dc, move |entry| {
            (entry.kind, entry.about, entry.amount) = (Kind::Refund, Some(gift), 200)
        })
        .unwrap();
    treasury.enter(&treasury.dc, |entry| (entry.kind, entry.amount) = (Kind::OtherOut, 50)).unwrap();
    treasury.enter(&treasury.dc, |entry| (entry.kind, entry.amount) = (Kind::Payout, 700)).unwrap();
    treasury.take(&treasury.dc, vec![payment(4_000, "?"), payment(-10, "?")]).unwrap();
    let months = treasury.read(|sql, _| ledger::months(sql, &treasury.dc));
    assert_eq!(months.len(), 1);
    let month = &months[0];
    assert_eq!(
        (month.gifts, month.came, month.back, month.fees, month.other, month.waits, month.left()),
        (1, 1_000, 200, 30, -50, 4_000, 720)
    );
    // What moved from one place to another is neither income nor cost.
    let accounts = treasury.accounts(&treasury.dc);
    let assets: i64 =
        accounts.iter().filter(|(name, _)| name.starts_with("Assets:")).map(|(_, sum)| sum).sum();
    assert_eq!(assets, month.left());
}

/// Random histories: whatever is entered, refunded and taken back, each entity's accounts sum to nought, the ledger agrees with the
/// journal, nothing goes back that did not come, and a receipt says what is left of its gift.
pub fn the_books_balance_whatever_is_done(place: &Place) {
    let treasury = Treasury::new(place);
    let mut seed = 7u64;
    let mut draw = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let mut made: Vec<u64> = Vec::new();
    let mut refused = 0;
    for _ in 0..250 {
        let entity = if draw(2) == 0 { &treasury.dc } else { &treasury.nsw };
        let (kind, through) = (Kind::ALL[draw(8)], Through::ALL[draw(4)]);
        let amount = 1 + i64::try_from(draw(5_000)).unwrap();
        let about = (!made.is_empty()).then(|| made[draw(made.len())]);
        let done = match draw(5) {
            0 => about.map_or(Ok(None), |id| treasury.take_back(id).map(Some).map_err(HandRefusal::Book)),
            _ => treasury.enter(entity, move |entry| {
                (entry.kind, entry.through, entry.amount, entry.about) = (kind, through, amount, about);
            }),
        };
        match done {
            Ok(id) => made.extend(id),
            Err(HandRefusal::Book(BookRefusal::Db(error))) => panic!("{error}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 10 && made.len() > 50, "{refused} {}", made.len());
    for entity in [&treasury.dc, &treasury.nsw] {
        let accounts = treasury.accounts(entity);
        assert_eq!(accounts.values().sum::<i64>(), 0);
        let assets: i64 =
            accounts.iter().filter(|(name, _)| name.starts_with("Assets:")).map(|(_, sum)| sum).sum();
        let left: i64 =
            treasury.read(|sql, _| ledger::months(sql, entity)).iter().map(ledger::Month::left).sum();
        assert_eq!(assets, left, "the ledger agrees with the journal");
    }
    for gift in treasury.booked().iter().filter(|one| one.kind == Kind::Gift && one.amount > 0) {
        let left = treasury.db.read(|sql| booking::left_of(sql, gift.id)).unwrap();
        assert!((0..=gift.amount).contains(&left), "{left} of {}", gift.amount);
        let receipt = treasury.read(|sql, office| receipt::standing_of(sql, office, gift.id));
        assert_eq!(receipt.map_or(0, |receipt| receipt.says.amount), left, "gift {}", gift.id);
    }
}
