//! Signatures (DKIM) as a receiver checks them: by a library of others, which finds the published key in a table of ours and asks no
//! name server.

use crate::{letter, sender};
use campaign::mail::{
    compose::{Series, compose_one},
    dkim::{Dkim, signed_by_all},
};
use mail_auth::{
    AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt,
    common::{parse::TxtRecordParser, verify::DomainKey},
};
use proptest::prelude::*;
use ring::{rand::SystemRandom, signature::Ed25519KeyPair};
use std::{borrow::Borrow, collections::HashMap, hash::Hash, sync::Arc, time::Instant};

/// A key of tests, and of nothing else: everybody knows it. Keys of RSA cannot be made by what the tests have.
const RSA: &str = include_str!("rsa-of-tests.txt");

/// What the name servers of the world say. Whatever they are not told here does not exist.
#[derive(Default)]
struct Records(HashMap<Box<str>, Txt>);

impl ResolverCache<Box<str>, Txt> for Records {
    fn get<Q: Hash + Eq + ?Sized>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
    {
        Some(
            self.0
                .get(name)
                .cloned()
                .unwrap_or(Txt::Error(mail_auth::Error::DnsError("no such name".into()))),
        )
    }

    fn remove<Q: Hash + Eq + ?Sized>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
    {
        None
    }

    fn insert(&self, _: Box<str>, _: Txt, _: Instant) {}
}

/// Nothing is known of other kinds of records, and nothing asks for them.
struct Nothing;

impl<K, V> ResolverCache<K, V> for Nothing {
    fn get<Q: Hash + Eq + ?Sized>(&self, _: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        None
    }

    fn remove<Q: Hash + Eq + ?Sized>(&self, _: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        None
    }

    fn insert(&self, _: K, _: V, _: Instant) {}
}

type Asked<'x> = Parameters<'x, &'x AuthenticatedMessage<'x>, Records, Nothing, Nothing, Nothing, Nothing>;

/// What a receiver finds of each signature: `pass`, or why not.
fn found(message: &[u8], keys: &[Dkim]) -> Vec<String> {
    let mut records = Records::default();
    for key in keys {
        let (place, says) = key.record();
        let record = DomainKey::parse(says.as_bytes()).unwrap();
        records.0.insert(format!("{place}.").into(), Txt::DomainKey(Arc::new(record)));
    }
    let parsed = AuthenticatedMessage::parse(message).unwrap();
    let asked: Asked<'_> = Parameters {
        params: &parsed,
        cache_txt: Some(&records),
        cache_mx: None,
        cache_ptr: None,
        cache_ipv4: None,
        cache_ipv6: None,
    };
    // Which name servers it would ask does not matter: it never does.
    let receiver = MessageAuthenticator::new(Default::default(), Default::default()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let outputs = runtime.block_on(receiver.verify_dkim(asked));
    let word = |result: &DkimResult| match result {
        DkimResult::Pass => "pass".to_owned(),
        other => format!("{other:?}"),
    };
    outputs.iter().map(|output| word(output.result())).collect()
}

fn ed25519(selector: &str) -> Dkim {
    let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let body = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, key.as_ref());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    Dkim::new("example.org", selector, &pem).unwrap()
}

fn both() -> [Dkim; 2] {
    [ed25519("one"), Dkim::new("example.org", "two", RSA).unwrap()]
}

fn composed(subject: &str, text: &str, html: Option<&str>) -> Vec<u8> {
    let series = Series { name: "news".to_owned(), title: "News".to_owned() };
    let letter = letter(subject, text, html, "You asked for it.");
    compose_one(&letter, &sender("Coalition", "1 Example Street"), Some(&series), 1_764_000_000, [7; 16])
        .unwrap()
}

#[test]
fn both_signatures_hold() {
    let keys = both();
    let message = signed_by_all(
        &keys,
        &composed("Grüße", "Hello\n\n  there \n\n\n", Some("<p>Hello</p>")),
        1_764_000_000,
    );
    let message = message.unwrap();
    assert_eq!(found(&message, &keys), ["pass", "pass"]);
    let text = String::from_utf8(message.clone()).unwrap();
    assert!(text.contains("a=ed25519-sha256") && text.contains("a=rsa-sha256"));
    for line in text.split("\r\n\r\n").next().unwrap().split("\r\n") {
        assert!(line.len() <= 200, "{line}");
    }
    // A key that is not published, or another under its name, does not hold.
    assert!(found(&message, &[]).iter().all(|found| found != "pass"));
    assert_ne!(found(&message, &[ed25519("one")])[0], "pass");
}

#[test]
fn what_is_changed_on_the_way_does_not_hold() {
    let keys = both();
    let message = composed("What happened", "Hello there", None);
    let message = String::from_utf8(signed_by_all(&keys, &message, 1_764_000_000).unwrap()).unwrap();
    assert_eq!(found(message.as_bytes(), &keys), ["pass", "pass"]);
    // What servers may change: spaces, and how a head is folded.
    let folded = message.replace("Subject: What happened", "SUBJECT:  What\r\n\t happened ");
    assert_eq!(found(folded.as_bytes(), &keys), ["pass", "pass"]);
    for (old, new) in [
        ("Hello", "Hullo"),
        ("Subject: What", "Subject: what"),
        ("To: ann@", "To: bob@"),
        ("From: ", "From: x@example.net\r\nFrom: "),
        ("List-Unsubscribe: <https://example.org", "List-Unsubscribe: <https://example.net"),
        ("One-Click", "Two-Clicks"),
        ("\r\n\r\n", "\r\n\r\nFirst "),
    ] {
        let changed = message.replacen(old, new, 1);
        assert_ne!(changed, message, "{old}");
        assert!(found(changed.as_bytes(), &keys).iter().all(|found| found != "pass"), "{old} → {new}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_letter_holds(subject in "\\PC{0,90}", text in "([ -~]{0,100}|é|\t| \n|\n\n|\r\n|\\.\n){0,12}", html in proptest::option::of("\\PC{0,90}")) {
        let keys = both();
        let message = signed_by_all(&keys, &composed(&subject, &text, html.as_deref()), 1_764_000_000).unwrap();
        prop_assert_eq!(found(&message, &keys), ["pass", "pass"]);
    }
}
