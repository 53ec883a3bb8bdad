//! A file that a form sends: what it says of itself, and its bytes. Neither name nor kind is to be believed.

use std::fmt;

/// A file from a form.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// The name of the form's field.
    pub field: String,
    /// The name that it has where it comes from, without folders.
    pub name: String,
    /// The media type that it claims, such as `image/png`; empty where it claims none.
    pub kind: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({:?}, {:?}, {} bytes)", self.field, self.name, self.bytes.len())
    }
}

impl Upload {
    /// The last part of a name, in one line and of at most 120 characters: never a way to another folder.
    pub(crate) fn plain_name(name: &str) -> String {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain: String = last.chars().filter(|sign| !sign.is_control()).take(120).collect();
        let plain = plain.trim().trim_start_matches('.');
        if plain.is_empty() { "file".to_owned() } else { plain.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        for (name, plain) in [
            ("logo.png", "logo.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\pictures\\a b.png", "a b.png"),
            ("..", "file"),
            ("a\r\nb", "ab"),
            ("", "file"),
        ] {
            assert_eq!(Upload::plain_name(name), plain);
        }
    }
}
