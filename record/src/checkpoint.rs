//! Checkpoints (c2sp.org/tlog-checkpoint): a log's name, its size and its root, as the text of a signed note.

use crate::{hash::Hash, note::Note};
use std::fmt;

/// What a log was at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name: a domain and a path, such as `example.org/record`.
    pub origin: String,
    /// How many entries it had.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// The text of a note is not a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACheckpoint;

impl fmt::Display for NotACheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a checkpoint's text is the log's name, its size and its root in base64, a line each")
    }
}

impl std::error::Error for NotACheckpoint {}

impl Checkpoint {
    /// What the text of a note says. Lines after the third are the log's own matter and are not read.
    pub fn of(note: &Note) -> Result<Self, NotACheckpoint> {
        let text = note.text().strip_suffix('\n').ok_or(NotACheckpoint)?;
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(NotACheckpoint);
        };
        let size = decimal(size).ok_or(NotACheckpoint)?;
        let root = Hash::from_base64(root).ok_or(NotACheckpoint)?;
        if origin.is_empty() || lines.any(str::is_empty) {
            return Err(NotACheckpoint);
        }
        Ok(Checkpoint { origin: origin.to_owned(), size, root })
    }
}

/// The text of a note.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root.to_base64())
    }
}

/// A number in decimal digits without leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|digit| digit.is_ascii_digit());
    (plain && (text == "0" || !text.starts_with('0'))).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let read = Note::new(text).map(|note| Checkpoint::of(&note));
        let answer = match read {
            Ok(Ok(checkpoint)) => format!("{} {}", checkpoint.origin, checkpoint.size),
            _ => "refused".to_owned(),
        };
        assert_eq!(answer, expected, "{text:?}");
    }

    /// The example of c2sp.org/tlog-checkpoint.
    #[test]
    fn the_example_of_the_specification() {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        check(text, "example.com/behind-the-sofa 20852163");
        let note = Note::new(text).unwrap();
        assert_eq!(Checkpoint::of(&note).unwrap().to_string(), text);
    }

    #[test]
    fn what_is_not_a_checkpoint_is_refused() {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        check(&format!("a\n0\n{root}\n"), "a 0");
        check(&format!("a\n0\n{root}\nmore\n"), "a 0");
        for text in [
            format!("\n0\n{root}\n"),
            format!("a\n00\n{root}\n"),
            format!("a\n01\n{root}\n"),
            format!("a\n+1\n{root}\n"),
            format!("a\n18446744073709551616\n{root}\n"),
            format!("a\n\n{root}\n"),
            format!("a\n1\n{}\n", &root[1..]),
            format!("a\n1\n{root}\n\n"),
            "a\n1\n".to_owned(),
        ] {
            check(&text, "refused");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            if let Ok(note) = Note::new(text.clone() + "\n") { let _ = Checkpoint::of(&note); }
        }

        #[test]
        fn a_checkpoint_reads_back(origin in "[a-z./]{1,20}", size: u64, root: [u8; 32]) {
            let checkpoint = Checkpoint { origin, size, root: Hash(root) };
            prop_assert_eq!(Checkpoint::of(&Note::new(checkpoint.to_string()).unwrap()), Ok(checkpoint));
        }
    }
}
