//! A proof of work, for when many sign at once who may be machines: some seconds of computing that a browser does while its
//! reader types, and that costs whoever wants to enter a hundred thousand addresses days.
//!
//! The challenge is signed and holds all that is needed to check an answer: nothing is kept. An answer is good for one address
//! and one petition, so that to show it again gains nothing. The puzzle is hashcash's (Back, 2002), over SHA-256.

use super::Petition;
use crate::secret::Secrets;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use record::hash::Hash;

/// For how long a challenge can be answered, in seconds.
pub const LASTS: i64 = 3 * 3_600;
/// How many bits of the hash must be nought: some 65,000 tries.
pub const BITS: u8 = 16;

/// Petition, time, bits and salt, before the signature.
const PLAIN: usize = 8 + 8 + 1 + 8;
/// How much of the signature is kept.
const SIGNATURE: usize = 16;

/// A challenge as it stands in a form. `chance` makes it differ from others.
pub fn challenge(secrets: &Secrets, petition: &Petition, now: i64, chance: [u8; 8]) -> String {
    let mut bytes = Vec::with_capacity(PLAIN + SIGNATURE);
    bytes.extend(petition.id.to_be_bytes());
    bytes.extend(now.to_be_bytes());
    bytes.push(BITS);
    bytes.extend(chance);
    let signature = signature(secrets, &bytes);
    bytes.extend(signature);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Is this a good answer to a challenge of ours, in time, for this address? `address` is as it was typed, without the spaces
/// around it.
pub fn holds(
    secrets: &Secrets,
    petition: &Petition,
    challenge: &str,
    answer: &str,
    address: &str,
    now: i64,
) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(challenge) else { return false };
    let Some((plain, signed)) = bytes.split_at_checked(PLAIN) else { return false };
    let ours = signature(secrets, plain);
    // In constant time: every byte is looked at.
    let differs = ours.iter().zip(signed).fold(0, |differs, (one, other)| differs | (one ^ other));
    if signed.len() != SIGNATURE || differs != 0 {
        return false;
    }
    let number = |bytes: &[u8]| bytes.try_into().map(u64::from_be_bytes).unwrap_or(u64::MAX);
    let made = i64::try_from(number(&plain[8..16])).unwrap_or(i64::MAX);
    let fits = number(&plain[..8]) == petition.id && made <= now && now - made <= LASTS;
    fits && answer.len() <= 20 && zeros(&tried(challenge, address, answer)) >= u32::from(plain[16])
}

/// What is hashed at each try: the challenge, the address and a number, each on a line of its own.
pub fn tried(challenge: &str, address: &str, answer: &str) -> Hash {
    Hash::of(&[challenge.as_bytes(), b"\n", address.trim().as_bytes(), b"\n", answer.as_bytes()])
}

/// How many bits at the beginning are nought.
pub fn zeros(hash: &Hash) -> u32 {
    let whole = hash.0.iter().take_while(|byte| **byte == 0).count();
    let rest = hash.0.get(whole).map_or(0, |byte| byte.leading_zeros());
    u32::try_from(whole).unwrap_or(0) * 8 + rest
}

fn signature(secrets: &Secrets, plain: &[u8]) -> [u8; SIGNATURE] {
    let whole = secrets.index("challenge", &URL_SAFE_NO_PAD.encode(plain));
    std::array::from_fn(|place| whole[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::petition::validity::Validity;
    use proptest::prelude::*;

    fn petition(id: u64) -> Petition {
        Petition {
            id,
            name: "charter".into(),
            title: String::new(),
            text: String::new(),
            addressee: String::new(),
            validity: Validity::default(),
            opens: 0,
            closes: None,
        }
    }

    fn solved(challenge: &str, address: &str) -> String {
        let answers = (0u64..).map(|number| number.to_string());
        answers
            .into_iter()
            .find(|answer| zeros(&tried(challenge, address, answer)) >= u32::from(BITS))
            .unwrap()
    }

    #[test]
    fn an_answer_is_good_for_its_address_its_petition_and_its_time() {
        let secrets = Secrets::new(&[1; 32], None);
        let challenge = challenge(&secrets, &petition(7), 1_000, [9; 8]);
        let answer = solved(&challenge, "ann@example.org");
        let holds =
            |id, address: &str, now| holds(&secrets, &petition(id), &challenge, &answer, address, now);
        assert!(holds(7, "ann@example.org", 1_000) && holds(7, " ann@example.org ", 1_000 + LASTS));
        assert!(!holds(8, "ann@example.org", 1_000), "another petition");
        assert!(!holds(7, "bob@example.org", 1_000), "another address");
        assert!(!holds(7, "ann@example.org", 1_001 + LASTS), "too late");
        assert!(!holds(7, "ann@example.org", 999), "before it was made");
    }

    #[test]
    fn a_challenge_made_or_made_easier_elsewhere_is_none() {
        let secrets = Secrets::new(&[1; 32], None);
        let stranger = challenge(&Secrets::new(&[2; 32], None), &petition(7), 1_000, [9; 8]);
        let answer = solved(&stranger, "a@example.org");
        assert!(!holds(&secrets, &petition(7), &stranger, &answer, "a@example.org", 1_000));
        let ours = challenge(&secrets, &petition(7), 1_000, [9; 8]);
        let mut bytes = URL_SAFE_NO_PAD.decode(&ours).unwrap();
        bytes[16] = 0;
        let easier = URL_SAFE_NO_PAD.encode(bytes);
        assert!(!holds(&secrets, &petition(7), &easier, "0", "a@example.org", 1_000));
    }

    #[test]
    fn noughts_are_counted_in_bits() {
        let hash = |bytes: &[u8]| {
            let mut hash = Hash([0xff; 32]);
            hash.0[..bytes.len()].copy_from_slice(bytes);
            zeros(&hash)
        };
        assert_eq!([hash(&[]), hash(&[0x7f]), hash(&[0, 0x10]), hash(&[0, 0])], [0, 1, 11, 16]);
        assert_eq!(zeros(&Hash([0; 32])), 256);
    }

    proptest! {
        #[test]
        fn nothing_that_is_sent_panics(challenge in "[A-Za-z0-9_-]{0,80}|\\PC{0,20}", answer in "\\PC{0,30}") {
            let secrets = Secrets::new(&[1; 32], None);
            prop_assert!(!holds(&secrets, &petition(7), &challenge, &answer, "a@example.org", 1_000));
        }
    }
}
