//! A second reading of RFC 6376, written apart from the one that signs: relaxed canonicalisation of head and body, and the
//! signature checked with the published key (RFC 8463).

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{
    digest::{SHA256, digest},
    signature::{ED25519, UnparsedPublicKey},
};

/// Is the message signed by the key that the TXT record holds? What is wrong, where it is not.
pub fn verify(message: &str, record: &str) -> Result<(), String> {
    let (head, body) = message.split_once("\r\n\r\n").ok_or("no head")?;
    let mut fields: Vec<String> = Vec::new();
    for line in head.split("\r\n") {
        match fields.last_mut() {
            Some(last) if line.starts_with(char::is_whitespace) => *last = format!("{last} {}", line.trim()),
            _ => fields.push(line.to_owned()),
        }
    }
    let canonical: Vec<(String, String)> = fields
        .iter()
        .filter_map(|field| field.split_once(':'))
        .map(|(name, value)| {
            (name.trim().to_lowercase(), value.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect();
    let of = |name: &str| -> Vec<&String> {
        canonical.iter().filter(|(known, _)| known == name).map(|(_, value)| value).collect()
    };
    let signature = of("dkim-signature").into_iter().next().ok_or("no signature")?;
    let tag = |text: &str, wanted: &str| {
        let mut tags = text.split(';').filter_map(|tag| tag.split_once('='));
        tags.find(|(name, _)| name.trim() == wanted).map(|(_, value)| value.replace(' ', ""))
    };
    let value = |wanted: &str| tag(signature, wanted).ok_or(format!("no tag {wanted}"));
    let lines: Vec<String> = body
        .split("\r\n")
        .map(|line| {
            let mut words = line.split([' ', '\t']).collect::<Vec<_>>();
            let first = words.first().is_some_and(|word| word.is_empty());
            words.retain(|word| !word.is_empty());
            let joined = words.join(" ");
            if first && !joined.is_empty() { format!(" {joined}") } else { joined }
        })
        .collect();
    let kept = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let text: String = lines[..kept].iter().flat_map(|line| [line.as_str(), "\r\n"]).collect();
    if STANDARD.encode(digest(&SHA256, text.as_bytes())) != value("bh")? {
        return Err("the body was changed".into());
    }
    let mut used: Vec<String> = Vec::new();
    let mut signed = String::new();
    for name in value("h")?.split(':').map(str::to_owned).collect::<Vec<_>>() {
        let before = used.iter().filter(|known| **known == name).count();
        if let Some(value) = of(&name).into_iter().rev().nth(before) {
            signed.push_str(&format!("{name}:{value}\r\n"));
        }
        used.push(name);
    }
    let cut = signature.rfind("b=").ok_or("no tag b")? + 2;
    signed.push_str(&format!("dkim-signature:{}", &signature[..cut]));
    let key = STANDARD.decode(tag(record, "p").ok_or("no key")?).map_err(|error| error.to_string())?;
    let bytes = STANDARD.decode(value("b")?).map_err(|error| error.to_string())?;
    UnparsedPublicKey::new(&ED25519, key)
        .verify(digest(&SHA256, signed.as_bytes()).as_ref(), &bytes)
        .map_err(|_| "the head was changed, or another key signed".into())
}
