//! What is asked of Stripe, and what its answers say. Each request that moves money has a key under which Stripe does it once,
//! however often it is sent.

use super::is_place;
use crate::{
    gift::{
        entity::Entity,
        pledge::{Pledge, Rhythm},
    },
    office::Office,
    secret::Purpose,
};
use serde_json::Value;

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Asks.
    Get,
    /// Does.
    Post,
    /// Ends.
    Delete,
}

/// A request: its path below the base, and its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The method.
    pub method: Method,
    /// The path, with its query if it has one: `/v1/checkout/sessions`.
    pub path: String,
    /// What is sent as a form.
    pub form: Vec<(&'static str, String)>,
    /// The key under which it is done once.
    pub once: Option<String>,
}

/// A session at which a giver pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// What Stripe calls it.
    pub session: String,
    /// The address of its page.
    pub page: String,
}

/// Begins a session of Checkout for a pledge: once, or as a subscription with a payment each month.
pub fn begin(office: &Office, entity: &Entity, pledge: &Pledge) -> Ask {
    let mut form = vec![
        ("client_reference_id", pledge.reference().packed().to_owned()),
        ("success_url", format!("{}/give/thanks", office.origin)),
        ("cancel_url", office.address("give/pledge", Purpose::Gift, pledge.id, None)),
        ("line_items[0][quantity]", "1".to_owned()),
        ("line_items[0][price_data][currency]", entity.currency.code().to_lowercase()),
        ("line_items[0][price_data][unit_amount]", pledge.amount.to_string()),
        ("line_items[0][price_data][product_data][name]", format!("Gift to {}", entity.called())),
        ("metadata[pledge]", pledge.id.to_string()),
    ];
    form.extend(pledge.address.clone().map(|address| ("customer_email", address)));
    match pledge.rhythm {
        Rhythm::Once => {
            form.push(("mode", "payment".to_owned()));
            form.push(("submit_type", "donate".to_owned()));
            form.push(("payment_intent_data[metadata][pledge]", pledge.id.to_string()));
        }
        Rhythm::Monthly => {
            form.push(("mode", "subscription".to_owned()));
            form.push(("line_items[0][price_data][recurring][interval]", "month".to_owned()));
            form.push(("subscription_data[metadata][pledge]", pledge.id.to_string()));
        }
    }
    let path = "/v1/checkout/sessions".to_owned();
    Ask { method: Method::Post, path, form, once: Some(once(office, &format!("checkout {}", pledge.id))) }
}

/// A key for one act, which tells Stripe nothing.
fn once(office: &Office, act: &str) -> String {
    office.secrets.index("stripe", act).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Did Stripe do what was asked? Its status says so; of a refusal its own words are taken.
///
/// # Errors
///
/// In words, where it did not.
pub fn done(status: u16, answer: &str) -> Result<(), String> {
    if (200..300).contains(&status) {
        return Ok(());
    }
    let value: Value = serde_json::from_str(answer).unwrap_or_default();
    let says = value["error"]["message"].as_str().unwrap_or("no reason is given");
    Err(format!("Stripe answers {status}: {}", crate::gift::line(says, 200)))
}

/// What Stripe answered to [`begin`].
///
/// # Errors
///
/// In words, where it is no session, or leads to no page of Stripe's.
pub fn begun(answer: &str) -> Result<Begun, String> {
    let value: Value =
        serde_json::from_str(answer).map_err(|error| format!("Stripe's answer is no JSON: {error}"))?;
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let session = text("id").filter(|id| is_name(id)).ok_or("Stripe's answer names no session")?;
    let page = text("url").filter(|url| is_place(url)).ok_or("Stripe's answer leads to no page")?;
    Ok(Begun { session, page })
}

/// Ends a subscription.
pub fn end_subscription(subscription: &str) -> Option<Ask> {
    let path = format!("/v1/subscriptions/{subscription}");
    is_name(subscription).then(|| Ask { method: Method::Delete, path, form: Vec::new(), once: None })
}

/// Asks what Stripe kept of a payment.
pub fn fee(payment: &str) -> Option<Ask> {
    let path = match is_name(payment) {
        true if payment.starts_with("ch_") => format!("/v1/charges/{payment}?expand[]=balance_transaction"),
        true => format!("/v1/payment_intents/{payment}?expand[]=latest_charge.balance_transaction"),
        false => return None,
    };
    Some(Ask { method: Method::Get, path, form: Vec::new(), once: None })
}

/// The answer to [`fee`], in minor units of the books' currency; nothing while it is not known, or is in another currency.
pub fn fee_of(answer: &str, entity: &Entity) -> Option<i64> {
    let value: Value = serde_json::from_str(answer).ok()?;
    let charge = if value["latest_charge"].is_object() { &value["latest_charge"] } else { &value };
    let moved = &charge["balance_transaction"];
    let same =
        moved["currency"].as_str().is_some_and(|code| code.eq_ignore_ascii_case(entity.currency.code()));
    moved["fee"].as_i64().filter(|fee| same && *fee > 0)
}

/// Is this what Stripe calls something, such as `pi_3Nabc`? Nothing else is put into a path.
pub(super) fn is_name(text: &str) -> bool {
    (3..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn answers_are_read_or_refused() {
        let begun = |text: &str| begun(text).map(|begun| begun.session);
        assert_eq!(
            begun(r#"{"id":"cs_1","url":"https://checkout.stripe.com/c/pay/cs_1"}"#),
            Ok("cs_1".into())
        );
        assert!(begun(r#"{"id":"cs_1","url":"javascript:alert(1)"}"#).unwrap_err().contains("no page"));
        assert!(begun(r#"{"id":"cs 1","url":"https://a.b"}"#).unwrap_err().contains("no session"));
        assert!(begun("<html>").unwrap_err().contains("no JSON"));
        assert_eq!(done(200, ""), Ok(()));
        let refused = done(402, r#"{"error":{"message":"No such\nprice"}}"#);
        assert_eq!(refused, Err("Stripe answers 402: No such price".into()));
        assert_eq!(done(500, "<html>"), Err("Stripe answers 500: no reason is given".into()));
        assert_eq!(end_subscription("sub_1/../x"), None);
        assert_eq!(fee("pi_1?x"), None);
    }

    proptest! {
        #[test]
        fn no_answer_panics(text in "\\PC{0,80}") {
            let _ = begun(&text);
        }
    }
}
