//! What is known of an imported indicator beside its values.

use serde::Deserialize;

/// What a user says of an indicator, as it stands in its TOML file. Whatever is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Description {
    /// What a page calls it.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// Who publishes it.
    pub source: String,
    /// On what terms.
    pub licence: String,
    /// Which edition it is.
    pub vintage: String,
    /// The file it came from, and the column.
    pub file: String,
    /// The day of the import, `2026-11-24`.
    pub imported: String,
    /// How many values the other file holds.
    pub values: usize,
}

impl Description {
    /// The description as TOML.
    pub fn to_toml(&self) -> String {
        let rows = [
            ("title", &self.title),
            ("unit", &self.unit),
            ("source", &self.source),
            ("licence", &self.licence),
            ("vintage", &self.vintage),
            ("file", &self.file),
            ("imported", &self.imported),
        ];
        let mut out =
            "# An indicator imported by `koinon data import`; its values lie beside this file.\n".to_owned();
        for (key, value) in rows {
            out.push_str(&format!("{key} = {}\n", quoted(value)));
        }
        out.push_str(&format!("values = {}\n", self.values));
        out
    }

    /// Reads it, or says why it cannot be read.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter if letter.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(letter))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(title in any::<String>(), unit in "[\\PC\"\\\\\n\r\t\u{7f}]{0,20}", values: u16) {
            let description = Description { title, unit, values: values.into(), ..Description::default() };
            prop_assert_eq!(Description::from_toml(&description.to_toml()), Ok(description));
        }
    }
}
