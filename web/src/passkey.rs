//! What a passkey is asked and what it answers (WebAuthn, level 3), for the address at which the site is reached. Nothing is kept
//! here: what an answer is checked by is text that the campaign keeps.

use crate::answer::Refusal;
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

/// A question to a passkey.
#[derive(Clone, Debug)]
pub struct Question {
    /// What the page's script hands to the browser, as JSON.
    pub options: String,
    /// What the answer is checked by. It stays here.
    pub state: String,
}

/// Why an answer is worth nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no answer of a passkey.
    Unreadable,
    /// It does not answer this question, for this site, by this key.
    Refused,
    /// It counts less far than an answer before: somebody may have copied the key.
    Copied,
}

/// The site as passkeys know it: `here` is the address at which it is reached, `name` what people call it.
pub struct Site(Webauthn);

/// The part of an address to which a passkey is bound: `example.org`.
pub fn domain(here: &str) -> Option<String> {
    Url::parse(here).ok()?.domain().map(str::to_owned)
}

impl Site {
    /// The site at an address.
    ///
    /// # Errors
    ///
    /// 400 where passkeys do not work there.
    pub fn at(here: &str, name: &str) -> Result<Self, Refusal> {
        let none = || {
            Refusal::bad("Passkeys work at localhost or at a name of the web, and not here.")
                .help("Open the site under its name.")
        };
        let origin = Url::parse(here).map_err(|_| none())?;
        let domain = origin.domain().ok_or_else(none)?;
        let built = WebauthnBuilder::new(domain, &origin).and_then(|site| site.rp_name(name).build());
        built.map(Self).map_err(|_| none())
    }

    /// Asks for a new passkey of an account that is known to devices by `handle`, and has those named by `known` already.
    ///
    /// # Errors
    ///
    /// 500, where the question cannot be written.
    pub fn ask_new(&self, handle: [u8; 16], name: &str, known: Vec<Vec<u8>>) -> Result<Question, Refusal> {
        let known = Some(known).filter(|known| !known.is_empty());
        let asked = self.0.start_passkey_registration(Uuid::from_bytes(handle), name, name, known);
        let (asked, state) = asked.map_err(|_| ours())?;
        let mut asked = serde_json::to_value(&asked.public_key).map_err(|_| ours())?;
        // Found by the browser without an address: the door asks for none, and so tells nobody who has an account.
        if let Some(chosen) = asked.get_mut("authenticatorSelection").and_then(Value::as_object_mut) {
            chosen.insert("residentKey".to_owned(), "required".into());
            chosen.insert("requireResidentKey".to_owned(), true.into());
        }
        question(&asked, &state)
    }

    /// A new passkey that answered: what names it to its device, and what checks its answers.
    ///
    /// # Errors
    ///
    /// Why the answer is worth nothing.
    pub fn take_new(&self, state: &str, answer: &str) -> Result<(Vec<u8>, String), Wrong> {
        let state: PasskeyRegistration = serde_json::from_str(state).map_err(|_| Wrong::Refused)?;
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| Wrong::Unreadable)?;
        let key = self.0.finish_passkey_registration(&answer, &state).map_err(|error| wrong(&error))?;
        Ok((key.cred_id().to_vec(), written(&key)?))
    }

    /// Asks for any passkey of this site.
    ///
    /// # Errors
    ///
    /// 500, where the question cannot be written.
    pub fn ask_any(&self) -> Result<Question, Refusal> {
        let (asked, state) = self.0.start_discoverable_authentication().map_err(|_| ours())?;
        question(&asked.public_key, &state)
    }

    /// Checks the answer of a passkey by `key`: what checks its next answer.
    ///
    /// # Errors
    ///
    /// Why the answer is worth nothing.
    pub fn check(&self, state: &str, answer: &Answered, key: &str) -> Result<String, Wrong> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).map_err(|_| Wrong::Refused)?;
        let mut key: Passkey = serde_json::from_str(key).map_err(|_| Wrong::Refused)?;
        let checked = self.0.finish_discoverable_authentication_v2(&answer.0, state, &key);
        let checked = checked.map_err(|error| wrong(&error))?;
        if !checked.user_verified() {
            return Err(Wrong::Refused);
        }
        key.update_credential(&checked);
        written(&key)
    }
}

/// An answer of some passkey, not checked yet.
pub struct Answered(PublicKeyCredential);

impl Answered {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// [`Wrong::Unreadable`].
    pub fn read(answer: &str) -> Result<Self, Wrong> {
        serde_json::from_str(answer).map(Self).map_err(|_| Wrong::Unreadable)
    }

    /// What names the passkey that says it answers.
    pub fn credential(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Whose it says it is, as devices know accounts.
    pub fn is_of(&self, handle: [u8; 16]) -> bool {
        self.0.get_user_unique_id() == Some(handle.as_slice())
    }
}

fn question(asked: &impl serde::Serialize, state: &impl serde::Serialize) -> Result<Question, Refusal> {
    match (serde_json::to_string(asked), serde_json::to_string(state)) {
        (Ok(options), Ok(state)) => Ok(Question { options, state }),
        _ => Err(ours()),
    }
}

fn written(key: &Passkey) -> Result<String, Wrong> {
    serde_json::to_string(key).map_err(|_| Wrong::Refused)
}

fn wrong(error: &WebauthnError) -> Wrong {
    match error {
        WebauthnError::CredentialPossibleCompromise => Wrong::Copied,
        _ => Wrong::Refused,
    }
}

fn ours() -> Refusal {
    Refusal::new(500, "A mistake of ours", "The question to your passkey could not be written.")
        .help("Sign in by a link meanwhile, and please report it.")
}
