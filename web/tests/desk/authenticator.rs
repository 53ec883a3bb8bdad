//! A passkey made of software (WebAuthn, level 3), which can be told to lie.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

/// Whoever has it was there, and proved who they are.
pub const VERIFIED: u8 = 0x05;
/// Whoever has it was there.
pub const PRESENT: u8 = 0x01;

/// The passkey, and what it says of itself.
pub struct Authenticator {
    pair: EcdsaKeyPair,
    credential: Vec<u8>,
    /// The account that it was made for.
    pub handle: String,
    pub origin: String,
    pub domain: String,
    pub flags: u8,
    pub counter: u32,
}

impl Authenticator {
    pub fn new(origin: &str, credential: &[u8]) -> Self {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random).unwrap();
        Self {
            pair,
            credential: credential.to_vec(),
            handle: String::new(),
            origin: origin.to_owned(),
            domain: "localhost".to_owned(),
            flags: VERIFIED,
            counter: 1,
        }
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false });
        said.to_string().into_bytes()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.domain.as_bytes()).as_ref().to_vec();
        data.push(self.flags | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Answers a question for a new passkey.
    pub fn make(&mut self, options: &Value) -> String {
        self.handle = options["user"]["id"].as_str().unwrap().to_owned();
        let mut data = self.data(0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        data.extend(&self.credential);
        // The public key as COSE has it (RFC 9053, 7.1.1): EC2, ES256, P-256, x, y.
        let point = self.pair.public_key().as_ref();
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        let mut attestation = vec![0xa3, 0x63];
        attestation.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        let client = self.client_data("webauthn.create", options);
        self.written(json!({
            "attestationObject": URL_SAFE_NO_PAD.encode(attestation),
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "transports": ["internal"],
        }))
    }

    /// Answers a question for any passkey.
    pub fn sign(&mut self, options: &Value) -> String {
        self.counter += 1;
        let (data, client) = (self.data(0), self.client_data("webauthn.get", options));
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        self.written(json!({
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "signature": URL_SAFE_NO_PAD.encode(signature.as_ref()),
            "userHandle": self.handle,
        }))
    }

    fn written(&self, response: Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(&self.credential);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} })
            .to_string()
    }
}
