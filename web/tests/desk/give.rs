//! To give over HTTP: the form, the links, the receipts, the ledger, and what the card processor tells.

use crate::served::{get, own, post, post_as, served};
use campaign::{
    db::DbError,
    gift::{booking, stripe::header},
    secret::Purpose,
};
use serde_json::json;

const FORM: &str = "to=nsw&amount=12.50&rhythm=once&way=transfer&name=Ann+%3Cb%3ELee%3C%2Fb%3E&email=ann.give%40example.org&consent=yes";

fn bookings() -> usize {
    let served = served();
    let office = served.campaign.office();
    served.campaign.db.read::<_, DbError>(|sql| booking::last(sql, &office, 10_000)).unwrap().len()
}

#[test]
fn a_gift_by_transfer_leads_to_the_details_of_the_account() {
    let answer = post("/give", &own(), FORM);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let path = answer.header("location").to_owned();
    assert!(path.starts_with("/give/pledge/"), "{path}");
    let page = get(&path, "").body;
    for part in ["AUD 12.50", "062-000", "gifts@example.org", "G0000"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("<svg class=\"code\""), "only euros travel by that code");
    // To look, as a scanner of mail does, ends nothing; the button does.
    assert!(get(&path, "").body.contains("One step is left"));
    let link = path.rsplit('/').next().unwrap();
    assert_eq!(post(&format!("/give/end/{link}"), &own(), "").status, 303);
    assert!(get(&path, "").body.contains("This pledge has ended"));
    for page in ["end", "pay", "unnamed", "pledge", "receipt", "statement"] {
        let forged = format!("/give/{page}/{}x", &link[..link.len() - 1]);
        let answer = if ["end", "pay", "unnamed"].contains(&page) {
            post(&forged, &own(), "")
        } else {
            get(&forged, "")
        };
        assert_eq!(answer.status, 404, "{page}");
    }
}

#[test]
fn what_is_wrong_stands_beside_what_was_typed() {
    for (form, says) in [
        (FORM.replace("12.50", "x"), "An amount lies between"),
        (FORM.replace("12.50", "-5"), "An amount lies between"),
        (FORM.replace("to=nsw", "to=xx"), "Choose from the list"),
        (FORM.replace("&consent=yes", ""), "Without your consent"),
        (FORM.replace("ann.give%40", "a%0D%0ABcc%3A+b%40"), "role=\"alert\""),
        (FORM.replace("way=transfer", "way=cash"), "Choose how you give"),
        (FORM.replace("way=transfer", "way=card"), "takes no gifts in this way"),
        (FORM.replace("rhythm=once", "rhythm=daily"), "Choose how often"),
    ] {
        let answer = post("/give", &own(), &form);
        assert!(answer.status == 400 && answer.body.contains(says), "{form}: {}", answer.status);
        assert!(answer.body.contains("value=\"Ann &lt;b&gt;Lee&lt;/b&gt;\""), "{form}: the name is gone");
    }
    assert_eq!(post("/give", "Origin: https://evil.example\r\n", FORM).status, 403);
    let trapped = post("/give", &own(), &format!("{FORM}&website=x"));
    assert!(trapped.status == 200 && trapped.body.contains("Thank you"));
}

#[test]
fn no_page_has_a_field_for_a_card() {
    for path in ["/give".to_owned(), format!("/give/pledge/{}", served().campaign.link(Purpose::Gift, 2))] {
        let page = get(&path, "").body.to_lowercase();
        for word in ["card number", "cc-number", "cvc", "cc-exp", "stripe.js"] {
            assert!(!page.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn a_pledge_shows_its_code_its_receipts_and_its_years() {
    let campaign = &served().campaign;
    let page = get(&format!("/give/pledge/{}", campaign.link(Purpose::Gift, 1)), "").body;
    for part in
        ["class=\"code\"", "DE89 3704 0044 0532 0130 00", "RF", "EU 2026/0001", "EU 2026/0002", "?year=2026"]
    {
        assert!(page.contains(part), "{part}");
    }
    let receipt = get(&format!("/give/receipt/{}", campaign.link(Purpose::Receipt, 1)), "").body;
    for part in ["Receipt EU 2026/0001", "EUR 25.00", "This receipt is a sample.", "A sample giver"] {
        assert!(receipt.contains(part), "{part}");
    }
    // A link to a pledge opens no receipt, and the other way round.
    let crossed = get(&format!("/give/receipt/{}", campaign.link(Purpose::Gift, 1)), "");
    assert_eq!(crossed.status, 404);
    let year =
        |year: &str| get(&format!("/give/statement/{}?year={year}", campaign.link(Purpose::Gift, 1)), "");
    let statement = year("2026");
    assert!(statement.body.contains("EUR 50.00") && statement.body.contains("2026-02-05"));
    assert_eq!((year("x").status, year("99999").status, year("").status), (404, 404, 404));
    assert!(year("2020").body.contains("None was received"));
}

#[test]
fn the_ledger_mixes_no_currencies_and_names_who_agreed() {
    let page = get("/ledger", "").body;
    for part in ["EUR 50.00", "USD 123.45", "USD 1.50", "EUR 10.00", "A sample giver"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("giver1@example.org"));
    let table = get("/ledger.csv", "").body;
    assert!(table.contains("eu,EUR,2026-02,1,25.00,0.00,0.00,0.00,25.00,10.00"), "{table}");
}

/// Posts what the card processor would, signed with a secret at a time.
fn tell(body: &str, secret: &str, at: i64) -> u16 {
    let line = format!("Stripe-Signature: {}\r\n", header(body.as_bytes(), secret, at));
    post_as("application/json", "/give/stripe", &line, body.as_bytes()).status
}

#[test]
fn only_what_is_signed_is_booked_and_once() {
    let now = web::campaign::now();
    let object = json!({ "metadata": { "pledge": "2" }, "payment_status": "paid", "amount_total": 5000, "currency": "usd",
        "payment_intent": "pi_web" });
    let event = |id: &str, kind: &str, object: &serde_json::Value, created: i64| {
        json!({ "id": id, "type": kind, "created": created, "data": { "object": object } }).to_string()
    };
    let paid = event("evt_web", "checkout.session.completed", &object, now);
    let refund = json!({ "payment_intent": "pi_web", "amount_refunded": 5000, "currency": "usd" });
    let refunded = event("evt_back", "charge.refunded", &refund, now);
    let before = bookings();
    assert_eq!(tell(&paid, "whsec_forged", now), 400);
    assert_eq!(tell(&paid, "whsec_sample", now - 301), 400, "an old one is not told anew");
    assert_eq!(tell(&paid, "whsec_sample", now + 400), 400);
    assert_eq!(post_as("application/json", "/give/stripe", "", paid.as_bytes()).status, 400);
    assert_eq!(
        post_as("application/json", "/give/stripe", "Stripe-Signature: t=1,v1=zz\r\n", b"{}").status,
        400
    );
    assert_eq!(tell("[]", "whsec_sample", now), 400);
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(600_000));
    assert_eq!(tell(&long, "whsec_sample", now), 413);
    assert_eq!(bookings(), before, "nothing of that was booked");
    // A refund before its payment is asked for again; then both are booked, once.
    assert_eq!(tell(&refunded, "whsec_sample", now), 409);
    for _ in 0..3 {
        assert_eq!(tell(&paid, "whsec_sample", now), 200);
    }
    for _ in 0..2 {
        assert_eq!(tell(&refunded, "whsec_sample", now), 200);
    }
    assert_eq!(bookings(), before + 2);
}

#[test]
fn a_card_processor_that_does_not_answer_loses_nothing() {
    let form = FORM.replace("to=nsw", "to=dc").replace("way=transfer", "way=card");
    let answer = post("/give", &own(), &form);
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("Your pledge is kept") && answer.body.contains("/give/pledge/"));
}
