//! Who acts, and on whose authority the act stands in the record.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A state, by its ISO 3166 code: a member through its delegation, or an applicant.
    State(String),
    /// An organ of the charter, through its chair: `council`, `court`.
    Organ(String),
    /// The secretariat.
    Secretariat,
    /// The charter itself: what falls due by the passing of time.
    Charter,
}

impl Actor {
    /// The state, if a state acts.
    pub fn state(&self) -> Option<&str> {
        match self {
            Self::State(code) => Some(code),
            _ => None,
        }
    }

    /// As it is written.
    fn word(&self) -> &str {
        match self {
            Self::State(name) | Self::Organ(name) => name,
            Self::Secretariat => "secretariat",
            Self::Charter => "charter",
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Actor {
    type Err = String;

    /// Reads `NOR`, `council`, `secretariat`; any kebab-case name may be an organ's, which the charter knows.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "secretariat" => Ok(Self::Secretariat),
            "charter" => Ok(Self::Charter),
            _ if is_code(text) => Ok(Self::State(text.to_owned())),
            _ if text.len() <= 64 && charter::values::is_id(text) => Ok(Self::Organ(text.to_owned())),
            _ => Err(format!(
                "`{}` is neither a state's code such as `NOR` nor an organ such as `council`",
                charter::values::shown(text)
            )),
        }
    }
}

/// Does it look like a state's code: three capital letters?
pub fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl Serialize for Actor {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// On whose authority an act stands in the record.
///
/// Whether a signature is good over the act's bytes is for the reader of the record to verify; the engine holds that the
/// key is the one that the delegation was accredited with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Authority {
    /// Entered by the secretariat, for the actor.
    Secretariat {},
    /// Signed by the actor's own key.
    Key {
        /// The public key.
        key: String,
        /// The signature over the act, its actor and its time.
        signature: String,
    },
    /// Nobody acted: the charter's time ran out.
    Charter {},
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secretariat {} => f.write_str("entered by the secretariat"),
            Self::Key { key, .. } => write!(f, "signed by {key}"),
            Self::Charter {} => f.write_str("by the passing of time"),
        }
    }
}
