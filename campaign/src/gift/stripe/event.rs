//! What Stripe tells by itself: payments, refunds, disputes, the end of a subscription. It is read after its signature was found
//! to be right, and still nothing in it is taken for granted.

use super::request::is_name;
use serde_json::Value;
use std::fmt;

/// The most bytes that an event may have.
pub const MOST_BYTES: usize = 1 << 19;

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What Stripe calls it: the same however often it is told.
    pub id: String,
    /// Its kind, in Stripe's word.
    pub kind: String,
    /// When it happened, in seconds since 1970.
    pub created: i64,
    /// What it says, as far as it matters here.
    pub what: What,
}

/// What an event says. Amounts are in minor units; `currency` is Stripe's small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A giver came to the end of a session.
    Checkout {
        /// The pledge that the session was begun for.
        pledge: Option<u64>,
        /// Was it paid? Some ways of paying take days.
        paid: bool,
        /// How much.
        amount: i64,
        /// In which currency.
        currency: String,
        /// The payment, where it was once.
        payment: Option<String>,
        /// The subscription, where it is monthly.
        subscription: Option<String>,
    },
    /// A month of a subscription was paid.
    Invoice {
        /// The invoice.
        invoice: String,
        /// The pledge that the subscription was begun for.
        pledge: Option<u64>,
        /// The subscription.
        subscription: Option<String>,
        /// How much.
        amount: i64,
        /// In which currency.
        currency: String,
        /// The payment, where the event names it.
        payment: Option<String>,
    },
    /// Which payment an invoice was paid by: newer versions of the interface say it apart.
    InvoicePayment {
        /// The invoice.
        invoice: String,
        /// The payment.
        payment: String,
    },
    /// Of a payment so much has been given back until now.
    Refunded {
        /// The payment.
        payment: String,
        /// The sum of all that was given back.
        sum: i64,
        /// In which currency.
        currency: String,
    },
    /// A giver's bank took money back, or gave it again.
    Dispute {
        /// The dispute.
        dispute: String,
        /// The payment.
        payment: String,
        /// How much.
        amount: i64,
        /// What Stripe kept for it.
        fee: i64,
        /// In which currency.
        currency: String,
        /// Was it taken, or given again?
        taken: bool,
    },
    /// A subscription is over.
    Ended {
        /// The subscription.
        subscription: String,
    },
    /// Nothing that matters here.
    Other,
}

/// Why bytes are no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventError {
    /// They are no JSON, or too much.
    Form(String),
    /// Something is missing, by its name.
    Lacks(&'static str),
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(says) => write!(f, "the event cannot be read: {says}"),
            Self::Lacks(what) => write!(f, "the event lacks `{what}`"),
        }
    }
}

impl std::error::Error for EventError {}

impl Event {
    /// Reads an event.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(body: &[u8]) -> Result<Self, EventError> {
        if body.len() > MOST_BYTES {
            return Err(EventError::Form(format!("it has more than {} kB", MOST_BYTES >> 10)));
        }
        let value: Value =
            serde_json::from_slice(body).map_err(|error| EventError::Form(error.to_string()))?;
        let id = name(&value["id"]).ok_or(EventError::Lacks("id"))?;
        let kind =
            value["type"].as_str().filter(|kind| kind.len() <= 100).ok_or(EventError::Lacks("type"))?;
        let created = value["created"].as_i64().ok_or(EventError::Lacks("created"))?;
        let object = &value["data"]["object"];
        let what = match kind {
            "checkout.session.completed" | "checkout.session.async_payment_succeeded" => checkout(object)?,
            "invoice.paid" => invoice(object)?,
            "invoice_payment.paid" => {
                match (name(&object["invoice"]), name(&object["payment"]["payment_intent"])) {
                    (Some(invoice), Some(payment)) => What::InvoicePayment { invoice, payment },
                    _ => What::Other,
                }
            }
            "charge.refunded" => What::Refunded {
                payment: payment(object)?,
                sum: amount(object, "amount_refunded")?,
                currency: currency(object)?,
            },
            "charge.dispute.funds_withdrawn" => dispute(object, true)?,
            "charge.dispute.funds_reinstated" => dispute(object, false)?,
            "customer.subscription.deleted" => {
                What::Ended { subscription: name(&object["id"]).ok_or(EventError::Lacks("id"))? }
            }
            _ => What::Other,
        };
        Ok(Self { id, kind: kind.to_owned(), created, what })
    }
}

fn checkout(object: &Value) -> Result<What, EventError> {
    Ok(What::Checkout {
        pledge: pledge(&object["metadata"]),
        paid: object["payment_status"] == "paid",
        amount: amount(object, "amount_total")?,
        currency: currency(object)?,
        payment: name(&object["payment_intent"]),
        subscription: name(&object["subscription"]),
    })
}

/// Versions of the interface before and after March 2025 name the subscription in different places.
fn invoice(object: &Value) -> Result<What, EventError> {
    let parent = &object["parent"]["subscription_details"];
    let places = [
        &object["subscription_details"]["metadata"],
        &parent["metadata"],
        &object["lines"]["data"][0]["metadata"],
    ];
    Ok(What::Invoice {
        invoice: name(&object["id"]).ok_or(EventError::Lacks("id"))?,
        pledge: places.into_iter().find_map(pledge),
        subscription: name(&object["subscription"]).or_else(|| name(&parent["subscription"])),
        amount: amount(object, "amount_paid")?,
        currency: currency(object)?,
        payment: name(&object["payment_intent"]).or_else(|| name(&object["charge"])),
    })
}

fn dispute(object: &Value, taken: bool) -> Result<What, EventError> {
    let moved = object["balance_transactions"].as_array();
    let fees = moved
        .into_iter()
        .flatten()
        .filter_map(|one| one["fee"].as_i64())
        .filter(|fee| (0..=MOST).contains(fee));
    Ok(What::Dispute {
        dispute: name(&object["id"]).ok_or(EventError::Lacks("id"))?,
        payment: payment(object)?,
        amount: amount(object, "amount")?,
        // The fee is among the movements of the taking; those of the giving again name it once more.
        fee: if taken { fees.take(16).sum() } else { 0 },
        currency: currency(object)?,
        taken,
    })
}

/// The most of any amount: Stripe's own bound is twelve digits.
const MOST: i64 = 999_999_999_999;

fn amount(object: &Value, field: &'static str) -> Result<i64, EventError> {
    object[field].as_i64().filter(|units| (0..=MOST).contains(units)).ok_or(EventError::Lacks(field))
}

fn currency(object: &Value) -> Result<String, EventError> {
    let code = object["currency"].as_str().filter(|code| code.len() == 3 && code.is_ascii());
    code.map(str::to_owned).ok_or(EventError::Lacks("currency"))
}

fn payment(object: &Value) -> Result<String, EventError> {
    let named =
        name(&object["payment_intent"]).or_else(|| name(&object["charge"])).or_else(|| name(&object["id"]));
    named.ok_or(EventError::Lacks("payment_intent"))
}

fn pledge(metadata: &Value) -> Option<u64> {
    metadata["pledge"].as_str()?.parse().ok()
}

/// What Stripe calls something: as a text, or as an object that has it.
fn name(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value["id"].as_str())?;
    is_name(text).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(kind: &str, object: &Value) -> Result<What, EventError> {
        let event = json!({ "id": "evt_1", "type": kind, "created": 1, "data": { "object": object } });
        Event::read(event.to_string().as_bytes()).map(|event| event.what)
    }

    #[test]
    fn a_month_is_read_in_both_forms_of_the_interface() {
        let before = json!({ "id": "in_1", "subscription": "sub_1", "payment_intent": "pi_1", "amount_paid": 500,
            "currency": "usd", "subscription_details": { "metadata": { "pledge": "7" } } });
        let after = json!({ "id": "in_1", "amount_paid": 500, "currency": "usd", "parent": { "subscription_details":
            { "subscription": "sub_1", "metadata": { "pledge": "7" } } } });
        for (object, paid_by) in [(before, Some("pi_1")), (after, None)] {
            let What::Invoice { pledge, subscription, amount, payment, .. } =
                read("invoice.paid", &object).unwrap()
            else {
                panic!("no invoice")
            };
            assert_eq!((pledge, subscription.as_deref(), amount), (Some(7), Some("sub_1"), 500));
            assert_eq!(payment.as_deref(), paid_by);
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let lacks = |kind: &str, object: Value| read(kind, &object).unwrap_err().to_string();
        assert_eq!(
            lacks("charge.refunded", json!({ "payment_intent": "pi_1", "currency": "usd" })),
            "the event lacks `amount_refunded`"
        );
        assert_eq!(
            lacks("checkout.session.completed", json!({ "amount_total": -5, "currency": "usd" })),
            "the event lacks `amount_total`"
        );
        assert_eq!(read("customer.created", &json!(null)), Ok(What::Other));
        assert_eq!(Event::read(b"{}"), Err(EventError::Lacks("id")));
    }

    #[test]
    fn a_dispute_names_its_fee_once() {
        let object = json!({ "id": "dp_1", "payment_intent": "pi_1", "amount": 500, "currency": "usd",
            "balance_transactions": [{ "fee": 1500 }, { "fee": 0 }] });
        let fee = |kind: &str| match read(kind, &object) {
            Ok(What::Dispute { fee, taken, .. }) => (fee, taken),
            other => panic!("{other:?}"),
        };
        assert_eq!(fee("charge.dispute.funds_withdrawn"), (1_500, true));
        assert_eq!(fee("charge.dispute.funds_reinstated"), (0, false));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>, text in "[{}\\[\\]\":,a-z0-9]{0,80}") {
            let _ = (Event::read(&bytes), Event::read(text.as_bytes()));
        }
    }
}
