//! The return path of a letter: where it comes back to if it cannot be delivered. It names the letter and is signed, so that a
//! report that somebody invents is about no letter, and ends nobody's subscription.

use crate::{address::Address, secret::Secrets};

/// Which letter an address is the return path of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A letter to one person, by its row.
    Mail(u64),
    /// A letter of an issue.
    Issue {
        /// Of which issue.
        issue: u64,
        /// To whom.
        subscriber: u64,
    },
}

impl About {
    /// The name of the letter among all letters: carried again, it has the same, so that a reader's mail program shows it once.
    pub fn name(self, secrets: &Secrets) -> [u8; 16] {
        let whole = secrets.index("letter", &written(&plain(self)));
        std::array::from_fn(|place| whole[place])
    }
}

/// How many bytes of the signature stand in the address: 80 bits, more than can be guessed by mail.
const SIGNED: usize = 10;
/// The digits of base 32 (RFC 4648, 6) in small letters: mail servers may change large ones.
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The return path of a letter below the address for what comes back. Where that is too long to take a tag, it is the address
/// itself, and nothing that comes back is understood.
pub fn path(secrets: &Secrets, bounces: &Address, about: About) -> Address {
    let mut bytes = plain(about);
    let signature = signature(secrets, &bytes);
    bytes.extend(signature);
    bounces.tagged(&written(&bytes)).unwrap_or_else(|| bounces.clone())
}

/// The letter that an address is the return path of, if this site made it.
pub fn about(secrets: &Secrets, address: &str) -> Option<About> {
    let address = Address::read(address.trim().trim_matches(['<', '>'])).ok()?;
    let bytes = read(address.tag()?)?;
    let (plain, given) = bytes.split_at_checked(bytes.len().checked_sub(SIGNED)?)?;
    let wanted = signature(secrets, plain);
    // Every byte is looked at, whichever differs first.
    let differs = wanted.iter().zip(given).fold(0, |differs, (wanted, given)| differs | (wanted ^ given));
    if differs != 0 {
        return None;
    }
    let (kind, mut rest) = plain.split_first()?;
    let about = match kind {
        b'm' => About::Mail(number(&mut rest)?),
        b'i' => About::Issue { issue: number(&mut rest)?, subscriber: number(&mut rest)? },
        _ => return None,
    };
    rest.is_empty().then_some(about)
}

fn plain(about: About) -> Vec<u8> {
    let (kind, numbers) = match about {
        About::Mail(id) => (b'm', vec![id]),
        About::Issue { issue, subscriber } => (b'i', vec![issue, subscriber]),
    };
    let mut bytes = vec![kind];
    for mut number in numbers {
        // Seven bits a byte, the lowest first; the eighth says that more follow.
        while number >= 0x80 {
            bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        bytes.push(number.to_le_bytes()[0]);
    }
    bytes
}

fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn signature(secrets: &Secrets, plain: &[u8]) -> [u8; SIGNED] {
    let whole = secrets.index("return path", &written(plain));
    std::array::from_fn(|place| whole[place])
}

fn written(bytes: &[u8]) -> String {
    let (mut out, mut held, mut bits) = (String::new(), 0u32, 0);
    let digit = |value: u32| char::from(DIGITS[usize::from(value.to_le_bytes()[0] & 31)]);
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0xffff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(digit(held >> bits));
        }
    }
    if bits > 0 {
        out.push(digit(held << (5 - bits)));
    }
    out
}

fn read(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for sign in text.bytes() {
        let digit = DIGITS.iter().position(|digit| *digit == sign.to_ascii_lowercase())?;
        held = (held << 5 | u32::try_from(digit).ok()?) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn secrets() -> Secrets {
        Secrets::new(&[7; 32], None)
    }

    fn bounces() -> Address {
        Address::read("bounces@example.org").unwrap()
    }

    proptest! {
        #[test]
        fn a_return_path_names_its_letter(issue: u64, subscriber: u64, mail: u64) {
            for given in [About::Issue { issue: issue >> 40, subscriber: subscriber >> 24 }, About::Mail(mail)] {
                let path = path(&secrets(), &bounces(), given).to_string();
                prop_assert_eq!(about(&secrets(), &path), Some(given));
                prop_assert_eq!(about(&secrets(), &path.to_uppercase()), Some(given), "servers may change letters");
                prop_assert_eq!(about(&secrets(), &format!(" <{path}> ")), Some(given));
                prop_assert_eq!(about(&Secrets::new(&[8; 32], None), &path), None);
            }
        }

        #[test]
        fn no_text_panics_or_names_a_letter(tag in "[a-z2-7]{0,60}|\\PC{0,20}") {
            prop_assert_eq!(about(&secrets(), &format!("bounces+{tag}@example.org")), None);
        }
    }

    #[test]
    fn a_changed_return_path_names_none() {
        let given = path(&secrets(), &bounces(), About::Issue { issue: 3, subscriber: 1_000_000 });
        let (tag, text) = (given.tag().unwrap().to_owned(), given.to_string());
        for place in 0..tag.len() - 1 {
            let mut changed = tag.clone().into_bytes();
            changed[place] = if changed[place] == b'a' { b'b' } else { b'a' };
            if changed != tag.as_bytes() {
                let changed = text.replace(&tag, std::str::from_utf8(&changed).unwrap());
                assert_eq!(about(&secrets(), &changed), None, "{changed}");
            }
        }
        assert_eq!(about(&secrets(), "bounces@example.org"), None);
    }

    #[test]
    fn an_address_too_long_for_a_tag_stays_as_it_is() {
        let long = Address::read(&format!("{}@example.org", "a".repeat(60))).unwrap();
        assert_eq!(path(&secrets(), &long, About::Mail(1)), long);
    }
}
