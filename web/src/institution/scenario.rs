//! The demonstration year, played in memory on the data at hand, with a record of its own: real tree, real checkpoint,
//! invented events.

use super::{Institution, Live, Reading};
use community::{Known, scenario};
use record::{
    checkpoint::Checkpoint,
    log::Head,
    merkle::{Tree, leaf_hash},
    note::{Kind, Note, Signer},
};
use world::World;

/// The scenario that `koinon demo` plays.
const YEAR: &str = include_str!("../../../koinon/demo/year.txt");

/// The name of its record, which says what it is.
const NAME: &str = "scenario.example/world-security-community";

impl Live {
    /// The demonstration year; its record is signed by the key that 32 bytes make.
    pub fn demonstration(world: &World, seed: [u8; 32]) -> Self {
        match Institution::demonstration(world, seed) {
            Ok(institution) => Self::new(institution),
            Err(why) => Self::unread(format!("the scenario cannot be played: {why}")),
        }
    }
}

impl Institution {
    /// Plays the demonstration year.
    fn demonstration(world: &World, seed: [u8; 32]) -> Result<Self, String> {
        let charters = |name: &str| match charter::model(name) {
            Some(model) => Ok(model.text.to_owned()),
            None => Err(format!("no model charter is called `{name}`")),
        };
        let played = scenario::play(YEAR, &Known::new(world), &charters)?;
        let (mut reading, mut tree) = (Reading::new(), Tree::new());
        for event in &played.events {
            let bytes = event.to_json();
            reading.take(bytes.as_bytes())?;
            tree.push(leaf_hash(bytes.as_bytes()));
        }
        let key = Signer::from_seed(NAME, Kind::Note, seed).map_err(|error| error.to_string())?;
        reading.at(signed(&key, &tree)?, true)
    }
}

/// The head of a tree, signed.
fn signed(key: &Signer, tree: &Tree) -> Result<Head, String> {
    let (size, root) = (tree.size(), tree.root());
    let text = Checkpoint { origin: NAME.to_owned(), size, root }.to_string();
    let signature = key.sign(&text, 0);
    let mut note = Note::new(text).map_err(|error| error.to_string())?;
    note.add(signature);
    Ok(Head { size, root, note, key: key.verifier().clone() })
}
