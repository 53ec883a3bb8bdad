//! Acts signed by a delegation's own key: what is signed, and whether a signature on the record is good.

use crate::output::fail;
use ::record::{
    keyfile,
    note::{Signer, Verifier},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use community::{Act, Actor, Authority, Deed, Event, Moment, event::canonical};
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// What is signed: the act, who does it, when, and in which community, as canonical JSON. The moment keeps it from being
/// used a second time, the community from being used elsewhere.
fn statement(community: &str, actor: &Actor, at: Moment, deed: &Deed) -> String {
    canonical(&json!({ "actor": actor, "at": at, "community": community, "deed": deed }))
}

/// A key as its file holds it.
pub fn read(file: &Path) -> Result<Signer, ExitCode> {
    keyfile::read(file).map_err(|error| {
        let help = match &error {
            keyfile::KeyFileError::Key(..) => {
                "name the file that `koinon key` wrote; if it is lost, make another key and accredit the delegation anew"
                    .to_owned()
            }
            keyfile::KeyFileError::System(..) => {
                "name the file that `koinon key` wrote, and see that you may read it".to_owned()
            }
            other => other.help(),
        };
        fail(&error, Some(&help))
    })
}

/// The act, signed.
pub fn sign(key: &Signer, community: &str, at: Moment, actor: Actor, deed: Deed) -> Act {
    let signature = key.sign(&statement(community, &actor, at, &deed), 0);
    let signature = STANDARD.encode(signature.bytes);
    Act { actor, authority: Authority::Key { key: key.verifier().to_string(), signature }, deed }
}

/// Is the signature of an event good? One without a deed follows from the event before it.
pub fn check(community: &str, event: &Event) -> Result<(), String> {
    let (Authority::Key { key, signature }, Some(deed)) = (&event.authority, &event.deed) else {
        return Ok(());
    };
    let key =
        Verifier::parse(key).map_err(|error| format!("the key of its authority cannot be read: {error}"))?;
    let bytes: Option<[u8; 64]> = STANDARD.decode(signature).ok().and_then(|bytes| bytes.try_into().ok());
    let statement = statement(community, &event.actor, event.at, deed);
    match bytes {
        Some(bytes) if key.good_bytes(statement.as_bytes(), &bytes) => Ok(()),
        _ => Err("its signature is not good".into()),
    }
}
