//! Gifts from end to end: the command line, the site, a stand-in for Stripe that tells everything twice, and forgers.

use crate::{
    site::{Answer, ENTITY, Site, link, text},
    smtp::Smtp,
    stripe::Stripe,
};
use campaign::gift::stripe::header;
use serde_json::{Value, json};
use std::{
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

impl Site {
    fn books(&self) -> Vec<Value> {
        let said: Value = serde_json::from_str(&self.campaign(&["gifts", "list", "--json"])).unwrap();
        said["bookings"].as_array().unwrap().clone()
    }

    /// Kinds and amounts that are booked.
    fn booked(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        self.books().iter().map(|one| (text(&one["kind"]), text(&one["amount"]))).collect()
    }

    /// What Stripe would tell, signed with a secret at a time.
    fn told(&self, id: &str, kind: &str, object: &Value, secret: &str, at: i64) -> u16 {
        let body =
            json!({ "id": id, "type": kind, "created": now(), "data": { "object": object } }).to_string();
        let line = format!("Stripe-Signature: {}\r\n", header(body.as_bytes(), secret, at));
        self.post_with("/give/stripe", &body, &line).status
    }
}

fn give(site: &Site, way: &str, rhythm: &str) -> Answer {
    let form =
        format!("to=dc&amount=50&rhythm={rhythm}&way={way}&name=Ann+Lee&email=Ann%40example.org&consent=yes");
    site.post("/give", &form)
}

fn eventually(what: &str, is: impl Fn() -> bool) {
    let began = Instant::now();
    while !is() {
        assert!(began.elapsed() < Duration::from_secs(40), "{what}");
        thread::sleep(Duration::from_millis(100));
    }
}

fn with_entity(smtp: Option<&Smtp>) -> Site {
    let site = Site::start(smtp, None);
    let file = site.file("dc.toml", ENTITY);
    let said = site.campaign(&["gifts", "entity", "dc", &file, "--offer"]);
    assert!(said.contains("dc (USD): Sample Coalition, Inc., offered to givers"), "{said}");
    site
}

#[test]
fn a_gift_by_transfer_from_the_form_to_the_receipt() {
    let smtp = Smtp::start();
    let site = with_entity(Some(&smtp));
    let answer = give(&site, "transfer", "once");
    assert_eq!(answer.status, 303, "{}", answer.body);
    let letter = smtp.letter("Ann@example.org", "How to give USD 50.00");
    let page = site.get(&link(&letter.message, "give/pledge"));
    assert!(page.body.contains("021000021") && page.body.contains("One step is left"), "{}", page.body);
    let words = text(&letter.message);
    let reference = words.split("Reference (memo): ").nth(1).unwrap().split_whitespace().next().unwrap();
    assert!(page.body.contains(reference));

    // The bank's statement: looked at, taken in, and taken in again.
    let statement = format!(
        "Date,Amount,Description,Name\n11/24/2026,50.00,gift {reference},LEE ANN\n11/25/2026,7.00,?,X\n"
    );
    let file = site.file("november.csv", &statement);
    let take =
        |more: &[&str]| site.campaign(&[&["gifts", "statement", &file, "--entity", "dc"], more].concat());
    let dry = take(&["--dry-run"]);
    assert!(dry.contains(&format!("booked {reference}")) && dry.contains("nothing was changed"), "{dry}");
    assert_eq!(site.booked(), []);
    let said = take(&[]);
    assert!(said.ends_with("2 lines: 0 known before, 1 booked, 1 waiting\n"), "{said}");
    assert!(take(&[]).ends_with("2 lines: 2 known before, 0 booked, 0 waiting\n"));
    assert_eq!(site.booked(), [("gift".to_owned(), "50.00".to_owned())]);
    assert_eq!(site.books()[0]["day"], "2026-11-24", "the month stands first in Washington");

    let receipt = smtp.letter("Ann@example.org", "Receipt DC ");
    let page = site.get(&link(&receipt.message, "give/receipt")).body;
    assert!(page.contains("USD 50.00") && page.contains("Ann Lee") && page.contains("12-3456789"));
    assert_eq!(smtp.left(), 0, "no letter that was not asked for");

    let journal = site.campaign(&["gifts", "journal", "dc"]);
    let sum: i64 = journal
        .lines()
        .filter(|line| line.starts_with("    "))
        .map(|line| line.split_whitespace().nth(1).unwrap().replace('.', "").parse::<i64>().unwrap())
        .sum();
    assert!(sum == 0 && journal.contains("Income:DC:Gifts") && !journal.contains("Ann"), "{journal}");
    assert!(site.campaign(&["gifts", "ledger"]).contains("USD 50.00; given back USD 0.00; fees USD 0.00"));
    let year = journal.split("\n20").nth(1).map(|rest| format!("20{}", &rest[..2])).unwrap();
    let receipts = site.campaign(&["gifts", "receipts", &now_year()]);
    assert!(receipts.contains("USD 50.00 Ann Lee, counts"), "{receipts} {year}");
    assert_eq!(site.get("/ledger").status, 404, "nobody made it public");
}

fn now_year() -> String {
    campaign::gift::day_of(now())[..4].to_owned()
}

#[test]
fn a_gift_by_card_is_told_twice_forged_late_and_refunded() {
    let (site, stripe) = (with_entity(None), Stripe::start());
    let keys = site.file("keys.txt", "sk_test_stand\nwhsec_stand\n");
    let said = site.campaign(&["gifts", "stripe", "dc", "--keys", &keys, "--base", &stripe.base()]);
    assert!(said.contains("/give/stripe") && !said.contains("sk_test"), "{said}");

    let page = give(&site, "card", "once");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains(&format!("href=\"{}/pay/cs_test_1\"", stripe.base())), "{}", page.body);
    let asked = stripe.heard("POST /v1/checkout/sessions").remove(0);
    let field = |name: &str| asked.form.get(name).map_or("", String::as_str);
    assert_eq!((field("mode"), field("line_items[0][price_data][unit_amount]")), ("payment", "5000"));
    assert_eq!((field("line_items[0][price_data][currency]"), field("metadata[pledge]")), ("usd", "1"));
    assert!(field("cancel_url").contains("/give/pledge/") && field("success_url").ends_with("/give/thanks"));
    assert!(asked.head.contains_key("idempotency-key") && asked.head.contains_key("stripe-version"));
    // To begin again is to begin the same: no second session.
    let pay = field("cancel_url").split("/give/pledge/").nth(1).unwrap().to_owned();
    assert!(site.post(&format!("/give/pay/{pay}"), "").body.contains("/pay/cs_test_1"));

    let paid = json!({ "metadata": { "pledge": "1" }, "payment_status": "paid", "amount_total": 5000, "currency": "usd",
        "payment_intent": "pi_1" });
    let done = "checkout.session.completed";
    for (secret, at) in [("whsec_forged", now()), ("whsec_stand", now() - 301), ("whsec_stand", now() + 301)]
    {
        assert_eq!(site.told("evt_1", done, &paid, secret, at), 400);
    }
    assert_eq!(site.booked(), []);
    for _ in 0..2 {
        assert_eq!(site.told("evt_1", done, &paid, "whsec_stand", now()), 200);
    }
    assert_eq!(site.get("/give/thanks").status, 200);
    eventually("the fee is asked for", || site.booked().len() == 2);
    let refund = json!({ "payment_intent": "pi_1", "amount_refunded": 2000, "currency": "usd" });
    for _ in 0..2 {
        assert_eq!(site.told("evt_2", "charge.refunded", &refund, "whsec_stand", now()), 200);
    }
    let pair = |kind: &str, amount: &str| (kind.to_owned(), amount.to_owned());
    assert_eq!(site.booked(), [pair("gift", "50.00"), pair("fee", "1.75"), pair("refund", "20.00")]);
    let ledger = site.campaign(&["gifts", "ledger"]);
    assert!(
        ledger.contains(
            "1 gifts, USD 50.00; given back USD 20.00; fees USD 1.75; other USD 0.00; left USD 28.25"
        ),
        "{ledger}"
    );
}

#[test]
fn a_monthly_gift_by_card_ends_at_the_card_processor_with_its_pledge() {
    let (site, stripe) = (with_entity(None), Stripe::start());
    let keys = site.file("keys.txt", "sk_test_stand\nwhsec_stand\n");
    site.campaign(&["gifts", "stripe", "dc", "--keys", &keys, "--base", &stripe.base()]);
    assert_eq!(give(&site, "card", "monthly").status, 200);
    let asked = stripe.heard("POST /v1/checkout/sessions").remove(0);
    assert_eq!(asked.form["mode"], "subscription");
    let invoice = json!({ "id": "in_1", "amount_paid": 5000, "currency": "usd", "payment_intent": "pi_1",
        "subscription": "sub_1", "subscription_details": { "metadata": { "pledge": "1" } } });
    let session = json!({ "metadata": { "pledge": "1" }, "payment_status": "paid", "amount_total": 5000, "currency": "usd",
        "subscription": "sub_1" });
    assert_eq!(site.told("evt_1", "invoice.paid", &invoice, "whsec_stand", now()), 200);
    assert_eq!(site.told("evt_2", "checkout.session.completed", &session, "whsec_stand", now()), 200);
    assert_eq!(site.booked().iter().filter(|(kind, _)| kind == "gift").count(), 1);
    let pledge = asked.form["cancel_url"].split("/give/pledge/").nth(1).unwrap().to_owned();
    assert!(site.get(&format!("/give/pledge/{pledge}")).body.contains("Your monthly gift"));
    assert_eq!(site.post(&format!("/give/end/{pledge}"), "").status, 303);
    eventually("the subscription is ended", || !stripe.heard("DELETE /v1/subscriptions/sub_1").is_empty());
}

#[test]
fn where_the_card_processor_refuses_the_pledge_is_kept() {
    let (site, stripe) = (with_entity(None), Stripe::start());
    let keys = site.file("keys.txt", "sk_test_wrong\nwhsec_stand\n");
    site.campaign(&["gifts", "stripe", "dc", "--keys", &keys, "--base", &stripe.base()]);
    let page = give(&site, "card", "once");
    assert!(
        page.status == 503 && page.body.contains("Invalid API Key") && page.body.contains("/give/pledge/"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("sk_test_wrong"));
}
