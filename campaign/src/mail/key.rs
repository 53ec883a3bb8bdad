//! A new key that signs letters, made on a page, for who has no other program to make one.

use base64::{Engine, engine::general_purpose::STANDARD};

/// What stands before the 32 bytes of a private key of Ed25519 in PKCS #8 (RFC 8410, section 7).
const HEAD: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// A private key of Ed25519 as PEM, from fresh random bytes that are used for nothing else.
pub fn ed25519(chance: [u8; 32]) -> String {
    let text = STANDARD.encode([HEAD.as_slice(), &chance].concat());
    format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::dkim::Dkim;

    /// The key pair of RFC 8032, 7.1, test 1.
    #[test]
    fn a_key_signs_and_its_public_half_is_known() {
        let seed = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
            0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
        ];
        let key = Dkim::new("example.org", "koinon", &ed25519(seed)).unwrap();
        let (place, says) = key.record();
        assert_eq!(place, "koinon._domainkey.example.org");
        assert_eq!(says, "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }
}
