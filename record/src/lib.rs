//! An append-only, signed log of canonical JSON entries, kept in SQLite or PostgreSQL, that anyone can check offline.
//!
//! It knows nothing of what the entries mean: not states, not charters, not votes. Whoever uses it decides what to append and
//! replays what it reads.
//!
//! - An [`entry`] is canonical JSON ([`json`], RFC 8785) of at most 65,535 bytes; larger matter is a blob that it names by hash.
//! - Entries are hashed into the Merkle tree of RFC 6962 ([`merkle`]); its root is signed in a [`checkpoint`] (c2sp.org/tlog-checkpoint),
//!   a signed [`note`].
//! - A [`log`] that is open appends in groups. An append names the size it was decided on, and only the next one is taken:
//!   whoever loses reads what is new and decides anew. So several programs can write one record.
//! - [`export`] writes the folder of c2sp.org/tlog-tiles ([`tile`]); [`verify`](mod@verify) checks one from its files alone;
//!   [`proof`] shows that an entry is in it; [`diff`](mod@diff) finds where two copies part; a [`witness`] vouches that it only grew.
//! - A [`home`] is the folder in which it lives, with its private key ([`keyfile`]), which an entry can change ([`rotation`]).
//!
//! ```
//! use record::{entry::Entry, home::Home, json::Object, log::AppendError, verify::{Author, verify}};
//!
//! # let folder = tempfile::tempdir()?;
//! # let (seed, out) = ([7; 32], folder.path().join("out"));
//! let log = Home::new(folder.path().join("league")).create("example.org/league", seed, None)?;
//! let founded = Entry::new(&Object::new().with("says", "founded").into())?;
//! log.append(0, vec![founded.clone()])?;                       // durable when it returns
//! assert_eq!(log.append(0, vec![founded]), Err(AppendError::Behind { size: 1 }));
//!
//! let head = log.export(&out, &[])?;                           // a folder for anyone
//! let copy = verify(&out, &Author::Fingerprint(head.key.fingerprint()))?;
//! copy.replay(&mut |number: u64, entry: &[u8]| {
//!     println!("{number}: {}", String::from_utf8_lossy(entry));
//!     Ok(())                                                   // or why it does not follow from the law
//! })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Whom to trust with what
//!
//! | what | is it trusted? | what could an attacker who can change it do? |
//! |---|---|---|
//! | the private key (`key`) | yes, with the record's name | sign another history from now on. What copies and witnesses have seen stays provable, and a fork is found by whoever compares two copies |
//! | the database (SQLite's file, PostgreSQL's tables) | to be there, not to be right | delete the record, or set it back to an older state that was signed. Anything else is found when it is opened, and an open record stops when its history changes under it |
//! | PostgreSQL's server | to keep what it acknowledges | acknowledge and lose: found when the record is opened and copies are longer |
//! | the disk | to keep what it says is synchronised | the same |
//! | an exported folder and who serves it | no | show an old copy. A changed byte is found and located |
//! | `key.pub` in a folder | no | put another key there with a record of its own: the fingerprint, learned elsewhere, finds it |
//! | the first key's fingerprint, after a change of key | as long as nobody else has the old key | whoever stole the old key can sign another change of key from the same point on: whoever has the newer fingerprint, or a copy, finds it |
//! | a witness | to remember what it saw | vouch for two histories, if the record's key does too: ask several |
//! | the host that appends | yes | append what it likes, as with the key; what is recorded already it cannot change unseen |
//!
//! What happens at each moment at which a program can die stands in the code as *crash point*, and the tests in `log/crash`
//! stop there.

pub mod checkpoint;
pub mod diff;
pub mod entry;
pub mod export;
pub mod hash;
pub mod home;
pub mod json;
pub mod keyfile;
pub mod log;
pub mod merkle;
pub mod note;
pub mod proof;
pub mod rotation;
pub mod store;
pub mod tile;
pub mod verify;
pub mod witness;
