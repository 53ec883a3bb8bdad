//! The fixed list of what a community can do. A kind that a charter does not name is refused: no article gives that power.

/// A kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActKind {
    /// Adopt the text of the treaty.
    AdoptText,
}
