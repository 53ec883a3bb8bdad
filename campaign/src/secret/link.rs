//! Signed links: what a mail asks its reader to open. A link says for what and for whom it is; the signature says that this
//! site made it.

use super::Secrets;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::hmac;
use std::fmt;

/// For what a link is. One made for one purpose opens nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Confirm a signature under a petition.
    ConfirmSignature,
    /// Withdraw a signature.
    WithdrawSignature,
    /// Confirm a subscription.
    ConfirmSubscription,
    /// End a subscription.
    Unsubscribe,
    /// See, export or erase what is kept about a person.
    OwnData,
    /// Confirm an application of an organisation.
    ConfirmRequest,
    /// See a pledge and its receipts.
    Gift,
    /// Confirm a registration for an event.
    ConfirmRegistration,
    /// Give up a place at an event.
    CancelRegistration,
    /// Confirm that one helps.
    ConfirmVolunteer,
    /// Be a volunteer no more.
    EndVolunteering,
    /// See and print one receipt.
    Receipt,
}

impl Purpose {
    const ALL: [Self; 12] = [
        Self::ConfirmSignature,
        Self::WithdrawSignature,
        Self::ConfirmSubscription,
        Self::Unsubscribe,
        Self::OwnData,
        Self::ConfirmRequest,
        Self::Gift,
        Self::ConfirmRegistration,
        Self::CancelRegistration,
        Self::ConfirmVolunteer,
        Self::EndVolunteering,
        Self::Receipt,
    ];

    const fn letter(self) -> u8 {
        match self {
            Self::ConfirmSignature => b'c',
            Self::WithdrawSignature => b'w',
            Self::ConfirmSubscription => b's',
            Self::Unsubscribe => b'u',
            Self::OwnData => b'd',
            Self::ConfirmRequest => b'r',
            Self::Gift => b'g',
            Self::ConfirmRegistration => b'e',
            Self::CancelRegistration => b'x',
            Self::ConfirmVolunteer => b'v',
            Self::EndVolunteering => b'n',
            Self::Receipt => b'q',
        }
    }
}

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// For what it is.
    pub purpose: Purpose,
    /// The row that it is about.
    pub id: u64,
    /// Until when it opens, in seconds since 1970; none where it always does.
    pub until: Option<i64>,
}

/// Why a link opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is not one that this site made for this purpose.
    Forged,
    /// Its time is over.
    Late,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forged => "this link was not made by this site, or was cut off on its way",
            Self::Late => "the time of this link is over",
        })
    }
}

impl std::error::Error for LinkError {}

/// Letter, row and time, before the signature.
const PLAIN: usize = 1 + 8 + 8;

impl Secrets {
    /// A link as it stands in an address: 66 letters, digits, hyphens and underscores.
    pub fn link(&self, link: &Link) -> String {
        let mut bytes = Vec::with_capacity(PLAIN + 32);
        bytes.push(link.purpose.letter());
        bytes.extend(link.id.to_be_bytes());
        bytes.extend(link.until.unwrap_or(i64::MAX).to_be_bytes());
        let signature = hmac::sign(&self.links, &bytes);
        bytes.extend(signature.as_ref());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The row that a link for this purpose is about. The signature is compared in constant time.
    ///
    /// # Errors
    ///
    /// Why it opens nothing.
    pub fn open_link(&self, purpose: Purpose, text: &str, now: i64) -> Result<u64, LinkError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| LinkError::Forged)?;
        let (plain, signature) = bytes.split_at_checked(PLAIN).ok_or(LinkError::Forged)?;
        hmac::verify(&self.links, plain, signature).map_err(|_| LinkError::Forged)?;
        let number = |bytes: &[u8]| bytes.try_into().map_err(|_| LinkError::Forged);
        let id = u64::from_be_bytes(number(&plain[1..9])?);
        let until = i64::from_be_bytes(number(&plain[9..])?);
        match Purpose::ALL.iter().find(|known| known.letter() == plain[0]) {
            Some(found) if *found == purpose && now <= until => Ok(id),
            Some(found) if *found == purpose => Err(LinkError::Late),
            _ => Err(LinkError::Forged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn secrets() -> Secrets {
        Secrets::new(&[7; 32], None)
    }

    #[test]
    fn a_link_opens_what_it_is_for_and_nothing_else() {
        let (secrets, id) = (secrets(), 9_007_199_254_740_993);
        for purpose in Purpose::ALL {
            let text = secrets.link(&Link { purpose, id, until: Some(100) });
            for other in Purpose::ALL {
                let opened = secrets.open_link(other, &text, 100);
                assert_eq!(opened, if other == purpose { Ok(id) } else { Err(LinkError::Forged) });
            }
            assert_eq!(secrets.open_link(purpose, &text, 101), Err(LinkError::Late));
            let stranger = Secrets::new(&[8; 32], None);
            assert_eq!(stranger.open_link(purpose, &text, 100), Err(LinkError::Forged));
        }
    }

    #[test]
    fn a_link_with_any_changed_letter_opens_nothing() {
        let secrets = secrets();
        let text = secrets.link(&Link { purpose: Purpose::OwnData, id: 3, until: None });
        for place in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(secrets.open_link(Purpose::OwnData, &changed, 0), Err(LinkError::Forged), "{place}");
        }
        assert_eq!(secrets.open_link(Purpose::OwnData, &text[..text.len() - 1], 0), Err(LinkError::Forged));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[A-Za-z0-9_-]{0,90}|\\PC{0,20}") {
            prop_assert_eq!(secrets().open_link(Purpose::OwnData, &text, 0), Err(LinkError::Forged));
        }
    }
}
