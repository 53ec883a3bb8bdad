//! What the card processor tells, in whatever order, however often, and whoever pretends to be it.

use super::{DAY, NOW, Treasury};
use crate::{petition::chance, place::Place};
use campaign::{
    db::DbError,
    gift::{
        booking::{Kind, Through},
        card::{self, Took},
        entity::Entity,
        pledge::{self, Rhythm, Stands},
        privacy,
        stripe::{self, AccountError, Event, SignatureError, TOLERANCE, header},
    },
};
use serde_json::{Value, json};

impl Treasury {
    fn tell_to(&self, entity: &Entity, id: &str, kind: &str, object: &Value) -> Took {
        let event = json!({ "id": id, "type": kind, "created": NOW, "data": { "object": object } });
        let event = Event::read(event.to_string().as_bytes()).unwrap();
        let entity = entity.clone();
        let told = self
            .write::<_, DbError>(move |sql, office| card::take(sql, office, &entity, &event, NOW, chance()));
        told.unwrap()
    }

    fn tell(&self, id: &str, kind: &str, object: &Value) -> Took {
        self.tell_to(&self.dc, id, kind, object)
    }

    /// Gifts, refunds, disputes and fees, each with its sign, that are booked by card.
    fn by_card(&self) -> Vec<(Kind, i64)> {
        let mut all: Vec<_> = self
            .booked()
            .iter()
            .filter(|one| one.through == Through::Card)
            .map(|one| (one.kind, one.amount))
            .collect();
        all.reverse();
        all
    }
}

fn session(pledge: u64, amount: i64) -> Value {
    json!({ "metadata": { "pledge": pledge.to_string() }, "payment_status": "paid", "amount_total": amount,
        "currency": "usd", "payment_intent": "pi_1" })
}

const COMPLETED: &str = "checkout.session.completed";

pub fn an_event_is_booked_once_however_often_it_is_told(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.card_pledge("ann", Rhythm::Once);
    let object = session(pledge.id, 5_000);
    assert_eq!(treasury.tell("evt_1", COMPLETED, &object), Took::Done);
    assert_eq!(treasury.tell("evt_1", COMPLETED, &object), Took::Known);
    // The same payment under another event, as where two kinds of event tell it.
    assert_eq!(treasury.tell("evt_2", "checkout.session.async_payment_succeeded", &object), Took::Done);
    assert_eq!(treasury.by_card(), [(Kind::Gift, 5_000)]);
    assert_eq!((treasury.again(&pledge).stands, treasury.receipts().len()), (Stands::Given, 1));
    assert_eq!(treasury.letters().len(), 1, "the receipt, once");

    // Eight who tell one event at once.
    let object = json!({ "payment_intent": "pi_1", "amount_refunded": 2_000, "currency": "usd" });
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| treasury.tell("evt_3", "charge.refunded", &object));
        }
    });
    assert_eq!(treasury.by_card(), [(Kind::Gift, 5_000), (Kind::Refund, 2_000)]);
}

pub fn events_out_of_order_come_to_the_same(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.card_pledge("ann", Rhythm::Once);
    let refund = |sum: i64| json!({ "payment_intent": "pi_1", "amount_refunded": sum, "currency": "usd" });
    assert!(matches!(treasury.tell("evt_2", "charge.refunded", &refund(1_000)), Took::Unplaced(_)));
    let waiting = treasury.read(|sql, _| card::waiting(sql));
    assert_eq!((waiting.len(), waiting[0].id.as_str()), (1, "evt_2"));
    treasury.tell("evt_1", COMPLETED, &session(pledge.id, 5_000));
    // Told again, it finds its place; a later sum before an earlier one counts once.
    assert_eq!(treasury.tell("evt_4", "charge.refunded", &refund(3_000)), Took::Done);
    assert_eq!(treasury.tell("evt_2", "charge.refunded", &refund(1_000)), Took::Done);
    assert_eq!(treasury.tell("evt_2", "charge.refunded", &refund(1_000)), Took::Known);
    assert_eq!(treasury.by_card(), [(Kind::Gift, 5_000), (Kind::Refund, 3_000)]);
    assert_eq!(treasury.read(|sql, _| card::waiting(sql)), []);
    // The receipt for the whole is cancelled, and one for what is left takes its place.
    let receipts = treasury.receipts();
    let stands: Vec<_> = receipts.iter().map(|one| (one.says.amount, one.cancelled.is_none())).collect();
    assert_eq!(stands, [(5_000, false), (2_000, true)]);
    // More than came never goes back.
    assert!(matches!(treasury.tell("evt_5", "charge.refunded", &refund(9_000)), Took::Unplaced(_)));
    assert_eq!(treasury.by_card().len(), 2);
}

pub fn a_dispute_takes_and_may_give_again(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.card_pledge("ann", Rhythm::Once);
    let dispute = json!({ "id": "dp_1", "payment_intent": "pi_1", "amount": 5_000, "currency": "usd",
        "balance_transactions": [{ "fee": 1_500 }] });
    let (taken, given) = ("charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated");
    assert!(matches!(treasury.tell("evt_3", given, &dispute), Took::Unplaced(_)));
    treasury.tell("evt_1", COMPLETED, &session(pledge.id, 5_000));
    assert!(matches!(treasury.tell("evt_3", given, &dispute), Took::Unplaced(_)), "nothing was taken yet");
    assert_eq!(treasury.tell("evt_2", taken, &dispute), Took::Done);
    assert!(treasury.receipts()[0].cancelled.is_some());
    assert_eq!(treasury.tell("evt_3", given, &dispute), Took::Done);
    assert_eq!(
        treasury.by_card(),
        [(Kind::Gift, 5_000), (Kind::Dispute, 5_000), (Kind::Fee, 1_500), (Kind::DisputeWon, 5_000)]
    );
    let standing: Vec<_> = treasury.receipts().into_iter().filter(|one| one.cancelled.is_none()).collect();
    assert_eq!((standing.len(), standing[0].number, standing[0].says.amount), (1, 2, 5_000));
}

pub fn a_monthly_gift_is_booked_each_month_and_ended_with_its_pledge(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.card_pledge("ann", Rhythm::Monthly);
    let month = |invoice: &str, payment: &str| {
        json!({ "id": invoice, "amount_paid": 5_000, "currency": "usd", "payment_intent": payment,
            "subscription": "sub_1", "subscription_details": { "metadata": { "pledge": pledge.id.to_string() } } })
    };
    // The first invoice may be told before its session.
    assert_eq!(treasury.tell("evt_1", "invoice.paid", &month("in_1", "pi_1")), Took::Done);
    let done = json!({ "metadata": { "pledge": pledge.id.to_string() }, "payment_status": "paid", "amount_total": 5_000,
        "currency": "usd", "subscription": "sub_1" });
    assert_eq!(treasury.tell("evt_2", COMPLETED, &done), Took::Done);
    assert_eq!(treasury.tell("evt_3", "invoice.paid", &month("in_2", "pi_2")), Took::Done);
    assert_eq!(treasury.by_card(), [(Kind::Gift, 5_000), (Kind::Gift, 5_000)]);
    assert_eq!(treasury.again(&pledge).stands, Stands::Running);

    let id = pledge.id;
    assert_eq!(treasury.read(|sql, _| card::to_end(sql)), []);
    treasury.write::<_, DbError>(move |sql, _| pledge::end(sql, id)).unwrap();
    let to_end = treasury.read(|sql, _| card::to_end(sql));
    assert_eq!(to_end.iter().map(|one| one.subscription.as_str()).collect::<Vec<_>>(), ["sub_1"]);
    assert_eq!(
        treasury.tell("evt_4", "customer.subscription.deleted", &json!({ "id": "sub_1" })),
        Took::Done
    );
    assert_eq!(treasury.read(|sql, _| card::to_end(sql)), []);
    assert_eq!(treasury.again(&pledge).stands, Stands::Ended);
}

pub fn what_is_not_as_pledged_is_booked_as_it_came_or_not_at_all(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.card_pledge("ann", Rhythm::Once);
    // Another entity's account cannot pay this entity's pledge.
    let object = session(pledge.id, 5_000);
    let nsw = treasury.nsw.clone();
    assert!(matches!(treasury.tell_to(&nsw, "evt_n", COMPLETED, &object), Took::Unplaced(_)));
    let euros = json!({ "metadata": { "pledge": pledge.id.to_string() }, "payment_status": "paid", "amount_total": 5_000,
        "currency": "eur", "payment_intent": "pi_9" });
    assert_eq!(
        treasury.tell("evt_e", COMPLETED, &euros),
        Took::Unplaced("it is in EUR, and the books are in USD".into())
    );
    let unpaid = json!({ "metadata": { "pledge": pledge.id.to_string() }, "payment_status": "unpaid",
        "amount_total": 5_000, "currency": "usd", "payment_intent": "pi_8" });
    assert_eq!(treasury.tell("evt_u", COMPLETED, &unpaid), Took::Done);
    assert_eq!(treasury.by_card(), []);
    assert_eq!(
        treasury.tell("evt_x", COMPLETED, &json!({ "amount_total": 1, "currency": "usd" })),
        Took::NotOurs
    );
    // The books say what came, not what was promised.
    assert_eq!(treasury.tell("evt_1", COMPLETED, &session(pledge.id, 4_200)), Took::Done);
    assert_eq!(treasury.by_card(), [(Kind::Gift, 4_200)]);
    assert_eq!(treasury.receipts()[0].says.amount, 4_200);
}

pub fn only_who_holds_the_secret_is_believed_and_only_for_five_minutes(place: &Place) {
    let treasury = Treasury::new(place);
    treasury.card_pledge("ann", Rhythm::Once);
    let keep = |entity: &Entity, secret: &str, events: &str| {
        let account =
            stripe::Account { secret: secret.into(), events: events.into(), base: stripe::BASE.into() };
        let entity = entity.clone();
        let kept = treasury.write::<_, DbError>(move |sql, office| {
            stripe::set_account(sql, &office.secrets, &entity, Some(&account), [8; 12])
        });
        kept.unwrap()
    };
    assert_eq!(keep(&treasury.nsw, "sk_test_dc", "whsec_2"), Err(AccountError::Taken));
    assert_eq!(keep(&treasury.nsw, "sk_test_2", "whsec_dc"), Err(AccountError::Taken));
    assert_eq!(keep(&treasury.nsw, "pk_test_2", "whsec_2"), Err(AccountError::Secret));
    assert_eq!(keep(&treasury.nsw, "sk_test_nsw", "whsec_nsw"), Ok(()));
    let body = br#"{"id":"evt_1"}"#;
    let signer = |signature: &str, now: i64| {
        let found = treasury.read(|sql, office| stripe::signer(sql, &office.secrets, signature, body, now));
        found.map(|entity| entity.name)
    };
    assert_eq!(signer(&header(body, "whsec_dc", NOW), NOW), Ok("dc".into()));
    assert_eq!(signer(&header(body, "whsec_nsw", NOW), NOW), Ok("nsw".into()));
    assert_eq!(signer(&header(body, "whsec_forged", NOW), NOW), Err(SignatureError::Forged));
    assert_eq!(signer(&header(b"{}", "whsec_dc", NOW), NOW), Err(SignatureError::Forged));
    assert_eq!(signer(&header(body, "whsec_dc", NOW), NOW + TOLERANCE + 1), Err(SignatureError::Late));
    assert_eq!(signer("", NOW), Err(SignatureError::Form));
    // The keys are sealed: whoever has the tables alone reads none.
    let raw = treasury.read(|sql, _| sql.rows("SELECT value FROM setting WHERE name LIKE 'stripe.%'", &[]));
    assert_eq!(raw.len(), 2);
    for row in raw {
        let bytes = row.bytes(0).unwrap();
        assert!(!bytes.windows(5).any(|part| part == b"whsec" || part == b"sk_te"));
    }
}

pub fn what_stripe_kept_is_booked_once(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.card_pledge("ann", Rhythm::Once);
    treasury.tell("evt_1", COMPLETED, &session(pledge.id, 5_000));
    let dc = treasury.dc.clone();
    let waiting = treasury.read(|sql, _| card::without_fee(sql, &dc, NOW));
    assert_eq!(waiting.len(), 1);
    for _ in 0..2 {
        let (dc, (gift, payment)) = (treasury.dc.clone(), waiting[0].clone());
        let booked = treasury.write::<_, DbError>(move |sql, office| {
            card::book_fee(sql, office, &dc, (gift, &payment), 175, NOW)
        });
        booked.unwrap();
    }
    assert_eq!(treasury.by_card(), [(Kind::Gift, 5_000), (Kind::Fee, 175)]);
    assert_eq!(treasury.read(|sql, _| card::without_fee(sql, &dc, NOW)), []);
}

pub fn a_giver_sees_what_is_kept_and_what_the_law_does_not_ask_for_goes(place: &Place) {
    let treasury = Treasury::new(place);
    let given = treasury.card_pledge("ann", Rhythm::Once);
    let promised = treasury.try_pledge("ann", NOW, |wish| wish.message = "for the **charter**").unwrap();
    treasury.tell("evt_1", COMPLETED, &session(given.id, 5_000));
    let seen = treasury.read(|sql, office| privacy::of_person(sql, office, "ann@example.com"));
    let text: String = seen.iter().map(|(label, says)| format!("{label}: {says}\n")).collect();
    for part in ["ann Lee", "ann@example.com", "for the **charter**", "Receipt: DC 2026/0001", "USD 50.00"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(treasury.read(|sql, office| privacy::of_person(sql, office, "bob@example.com")), []);
    let report = treasury.write(|sql, office| privacy::erase_person(sql, office, "ann@example.com")).unwrap();
    assert_eq!((report.erased.len(), report.kept.len()), (1, 1), "{report:?}");
    assert_eq!(treasury.read(|sql, office| pledge::one(sql, office, promised.id)), None);
    assert_eq!(treasury.again(&given).name.as_deref(), Some("ann Lee"), "the books need it");
    // After the time that the law asks for, the name goes and the amounts stay.
    let later = NOW + privacy::KEEP_BOOKS + 2 * DAY;
    treasury.write::<_, DbError>(move |sql, _| privacy::forget(sql, later)).unwrap();
    let left = treasury.again(&given);
    assert_eq!((left.name, left.address), (None, None));
    assert_eq!(treasury.by_card(), [(Kind::Gift, 5_000)]);
    let receipts = treasury.receipts();
    assert_eq!((receipts[0].says.giver.as_str(), receipts[0].says.amount), ("", 5_000));
}
