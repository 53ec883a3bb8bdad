//! What `koinon record verify` judges by: every event decided again from the record alone, every signature checked.

use super::{folder, signing};
use crate::record::Judge;
use community::Replay;

/// Begins to judge a record. The charter is the one that its first event carries, so that nothing beside it is needed but
/// the record's name, which signatures hold to.
pub fn law(origin: &str, _beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Judge, String> {
    let mut replay = Replay::new();
    let origin = origin.to_owned();
    Ok(Box::new(move |_, bytes| match folder::event(bytes)? {
        Some(event) => {
            signing::check(&origin, &event)?;
            replay.next(&event)
        }
        None => Ok(()),
    }))
}
