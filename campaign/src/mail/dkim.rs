//! Signatures by which a receiver knows that a letter comes from its domain (DKIM, RFC 6376; Ed25519, RFC 8463).

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{
    digest,
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use std::fmt;

/// The headers that are signed where they are there. `From` twice: so that none can be added (RFC 6376, 8.15).
const SIGNED: [&str; 13] = [
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "list-id",
];

/// A key that signs for a domain, under a selector.
pub struct Dkim {
    domain: String,
    selector: String,
    key: Key,
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

/// Why a key cannot sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DkimError(&'static str);

impl fmt::Display for DkimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key for DKIM cannot be used: {}", self.0)
    }
}

impl std::error::Error for DkimError {}

impl Dkim {
    /// A key from its PEM text: a private key of RSA (2,048 bits or more) or of Ed25519 in PKCS #8, as
    /// `openssl genpkey` writes it.
    ///
    /// # Errors
    ///
    /// Where it is neither.
    pub fn new(domain: &str, selector: &str, pem: &str) -> Result<Self, DkimError> {
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
        let der = STANDARD.decode(body).map_err(|_| DkimError("it is not the text of a PEM file"))?;
        let key = match Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der) {
            Ok(key) => Key::Ed25519(key),
            Err(_) => Key::Rsa(Box::new(RsaKeyPair::from_pkcs8(&der).map_err(|_| {
                DkimError("it is no private key of RSA (2,048 bits or more) or Ed25519 in PKCS #8")
            })?)),
        };
        Ok(Self { domain: domain.to_owned(), selector: selector.to_owned(), key })
    }

    /// Where the public key must stand, as a TXT record of the domain's name server, and what it must say.
    pub fn record(&self) -> (String, String) {
        let (kind, key) = match &self.key {
            Key::Rsa(key) => ("rsa", STANDARD.encode(spki(key.public_key().as_ref()))),
            Key::Ed25519(key) => ("ed25519", STANDARD.encode(key.public_key().as_ref())),
        };
        let place = format!("{}._domainkey.{}", self.selector, self.domain);
        (place, format!("v=DKIM1; k={kind}; p={key}"))
    }

    /// The message with its signature in front.
    ///
    /// # Errors
    ///
    /// Where the message has no head, or the system gives no randomness for an RSA signature.
    pub fn signed(&self, message: &[u8], at: i64) -> Result<Vec<u8>, DkimError> {
        Ok([self.header(message, at)?.as_bytes(), message].concat())
    }

    /// The header that signs a message (relaxed canonicalisation of head and body).
    fn header(&self, message: &[u8], at: i64) -> Result<String, DkimError> {
        let text = std::str::from_utf8(message).map_err(|_| DkimError("the message is not text"))?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or(DkimError("the message has no head"))?;
        let headers = unfolded(head);
        let body_hash = STANDARD.encode(digest::digest(&digest::SHA256, relaxed_body(body).as_bytes()));
        let mut left: Vec<&(String, String)> = headers.iter().collect();
        let (mut names, mut signed) = (Vec::new(), String::new());
        for name in SIGNED {
            // The last of a name first (RFC 6376, 5.4.2); one that is not there is signed as absent.
            let place = left.iter().rposition(|(found, _)| found == name);
            if place.is_none() && name != "from" {
                continue;
            }
            names.push(name);
            if let Some(place) = place {
                let (name, value) = left.remove(place);
                signed.push_str(&format!("{name}:{value}\r\n"));
            }
        }
        let algorithm = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let tags = format!(
            "v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={}; t={at}; h={}; bh={body_hash}; b=",
            self.domain,
            self.selector,
            names.join(":")
        );
        signed.push_str(&format!("dkim-signature:{tags}"));
        let signature = STANDARD.encode(self.sign(signed.as_bytes())?);
        let folded = folded(&tags.replace("; ", ";\r\n\t"), &signature);
        Ok(format!("DKIM-Signature: {folded}\r\n"))
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, DkimError> {
        match &self.key {
            // RFC 8463, 3: the hash is what is signed.
            Key::Ed25519(key) => {
                Ok(key.sign(digest::digest(&digest::SHA256, text).as_ref()).as_ref().to_vec())
            }
            Key::Rsa(key) => {
                let mut out = vec![0; key.public().modulus_len()];
                let signed = key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut out);
                signed.map_err(|_| DkimError("it does not sign"))?;
                Ok(out)
            }
        }
    }
}

/// The message with a signature of each key in front. Of RSA and Ed25519 a receiver takes the one that it knows (RFC 8463, 3).
///
/// # Errors
///
/// As [`Dkim::signed`].
pub fn signed_by_all(keys: &[Dkim], message: &[u8], at: i64) -> Result<Vec<u8>, DkimError> {
    let mut out = Vec::with_capacity(message.len() + 1_024);
    for key in keys {
        out.extend(key.header(message, at)?.as_bytes());
    }
    out.extend(message);
    Ok(out)
}

/// Each header's name in lower case and its value relaxed (RFC 6376, 3.4.2).
fn unfolded(head: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        match (line.starts_with([' ', '\t']), line.split_once(':'), headers.last_mut()) {
            (true, _, Some((_, value))) => value.push_str(line),
            (false, Some((name, value)), _) => {
                headers.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
            }
            _ => {}
        }
    }
    headers.into_iter().map(|(name, value)| (name, relaxed(&value).trim_matches(' ').to_owned())).collect()
}

/// Runs of spaces and tabs as one space.
fn relaxed(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for sign in line.chars() {
        match sign {
            ' ' | '\t' if out.ends_with(' ') => {}
            ' ' | '\t' => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}

/// The body relaxed: no spaces at the end of a line, no empty lines at the end (RFC 6376, 3.4.4).
fn relaxed_body(body: &str) -> String {
    let mut lines: Vec<String> =
        body.split("\r\n").map(|line| relaxed(line).trim_end_matches(' ').to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.into_iter().fold(String::new(), |out, line| out + &line + "\r\n")
}

/// A signature in lines that no mail server need break.
fn folded(tags: &str, signature: &str) -> String {
    let mut out = tags.to_owned();
    for part in signature.as_bytes().chunks(72) {
        out.push_str("\r\n\t");
        out.push_str(&String::from_utf8_lossy(part));
    }
    out
}

/// The public key as X.509 writes it (RFC 8017, A.1.1 within RFC 5280, 4.1.2.7), which is how a TXT record holds it.
fn spki(rsa: &[u8]) -> Vec<u8> {
    const RSA_ENCRYPTION: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = der(0x03, &[&[0], rsa].concat());
    der(0x30, &[RSA_ENCRYPTION.as_slice(), &bits].concat())
}

/// One value in DER: its tag, its length, itself.
fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut out = vec![tag];
    match (length, value.len()) {
        (_, short @ 0..=127) => out.push(u8::try_from(short).unwrap_or_default()),
        (long, _) => {
            out.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            out.extend(long);
        }
    }
    out.extend(value);
    out
}
