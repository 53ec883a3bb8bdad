//! The signature of what Stripe tells by itself: an HMAC over its time and its bytes, so that neither is changed and nothing old
//! is told anew.

use ring::hmac;
use std::fmt;

/// How far the time of an event's signature may lie from now, in seconds: what Stripe's own libraries allow.
pub const TOLERANCE: i64 = 300;

/// The most signatures that are looked at: Stripe gives one for each secret that is being rolled over.
const MOST_SIGNATURES: usize = 8;

/// Why an event is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureError {
    /// The header is not in the form `t=…,v1=…`.
    Form,
    /// None of the signatures is that of these bytes.
    Forged,
    /// It was signed too long ago, or in the future.
    Late,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "the header Stripe-Signature is not of the form t=…,v1=…",
            Self::Forged => "the signature is not that of these bytes",
            Self::Late => "the signature is older than five minutes, or from the future",
        })
    }
}

impl std::error::Error for SignatureError {}

/// Believes bytes that were signed with a secret, by the scheme `v1` (HMAC-SHA256 over the time, a full stop and the bytes). The
/// signature is compared in constant time, and before the time, so that a late one is said to be late only to who holds the secret.
///
/// # Errors
///
/// Why they are not believed.
pub fn verify(header: &str, body: &[u8], secret: &str, now: i64) -> Result<(), SignatureError> {
    let mut time = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", text)) if time.is_none() => time = Some(text),
            Some(("t", _)) => return Err(SignatureError::Form),
            Some(("v1", text)) if signatures.len() < MOST_SIGNATURES => signatures.extend(bytes(text)),
            _ => {}
        }
    }
    let time = time.ok_or(SignatureError::Form)?;
    let at: i64 = time.parse().map_err(|_| SignatureError::Form)?;
    // `+5` and `005` are numbers too, but not as Stripe writes and signs them.
    if at.to_string() != time || signatures.is_empty() {
        return Err(SignatureError::Form);
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signed = [time.as_bytes(), b".", body].concat();
    if !signatures.iter().any(|signature| hmac::verify(&key, &signed, signature).is_ok()) {
        return Err(SignatureError::Forged);
    }
    if now.saturating_sub(at).saturating_abs() > TOLERANCE {
        return Err(SignatureError::Late);
    }
    Ok(())
}

/// The header that signs bytes, as Stripe would: for stand-ins and tests.
pub fn header(body: &[u8], secret: &str, at: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signed = hmac::sign(&key, &[at.to_string().as_bytes(), b".", body].concat());
    let hex: String = signed.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={at},v1={hex}")
}

/// The 32 bytes that 64 hexadecimal digits stand for.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let sound = hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pairs =
        (0..32).map(|at| hex.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()));
    if sound { pairs.collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 1_767_225_600;

    #[test]
    fn what_is_signed_is_believed_for_five_minutes() {
        let (body, secret) = (b"{}".as_slice(), "whsec_test");
        let good = header(body, secret, NOW);
        assert_eq!(verify(&good, body, secret, NOW), Ok(()));
        assert_eq!(verify(&good, body, secret, NOW + TOLERANCE), Ok(()));
        assert_eq!(verify(&good, body, secret, NOW + TOLERANCE + 1), Err(SignatureError::Late));
        assert_eq!(verify(&good, body, secret, NOW - TOLERANCE - 1), Err(SignatureError::Late));
        assert_eq!(verify(&good, b"{ }", secret, NOW), Err(SignatureError::Forged));
        assert_eq!(verify(&good, body, "whsec_other", NOW), Err(SignatureError::Forged));
        // While a secret is rolled over there are two signatures.
        let (time, one) = good.split_once(',').unwrap();
        assert_eq!(verify(&format!("{time},v1={},{one},v0=ab", "0".repeat(64)), body, secret, NOW), Ok(()));
        // A time that was put in place of the signed one.
        let moved = good.replace(&NOW.to_string(), &(NOW + 1).to_string());
        assert_eq!(verify(&moved, body, secret, NOW), Err(SignatureError::Forged));
        let only_v0 = good.replace("v1", "v0");
        for form in ["", "t=", "v1=ab", "t=1", &only_v0, "t=+5,v1=00", &format!("t=1,{good}")] {
            assert_eq!(verify(form, body, secret, NOW), Err(SignatureError::Form), "{form}");
        }
    }

    /// The scheme against a value computed by another program: `printf '12345.{}' | openssl dgst -sha256 -hmac whsec_test`.
    #[test]
    fn the_signature_is_that_of_the_scheme() {
        assert_eq!(
            header(b"{}", "whsec_test", 12_345),
            "t=12345,v1=f7d0d6f2476273381fa231a8ba13a821a0c87029e7b1bfae51e93d0240fb7c32"
        );
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_noticed(body: Vec<u8>, at: prop::sample::Index, by in 1u8..=255) {
            let good = header(&body, "whsec_a", NOW);
            prop_assert_eq!(verify(&good, &body, "whsec_a", NOW), Ok(()));
            if !body.is_empty() {
                let mut changed = body.clone();
                let at = at.index(changed.len());
                changed[at] ^= by;
                prop_assert_eq!(verify(&good, &changed, "whsec_a", NOW), Err(SignatureError::Forged));
            }
        }

        #[test]
        fn no_header_panics(header in "\\PC{0,120}|(t=[0-9]{0,20}|v1=[0-9a-f]{0,70}|,){0,9}", now: i64) {
            prop_assert!(verify(&header, b"", "whsec_a", now).is_err());
        }
    }
}
