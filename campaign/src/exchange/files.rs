//! `files.toml`: what is said of pictures and documents, by their names.

use crate::{
    content::file::quoted,
    file::{File, Said},
};
use serde::{Deserialize, Serialize};

/// The list.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    file: Vec<Described>,
}

/// What is said of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// What it shows.
    #[serde(default)]
    pub alt: String,
    /// Who made it.
    #[serde(default)]
    pub credit: String,
    /// Its licence.
    #[serde(default)]
    pub licence: String,
    /// Is it among the documents?
    #[serde(default)]
    pub listed: bool,
    /// Is it for the press?
    #[serde(default)]
    pub press: bool,
}

impl Described {
    /// What is said.
    pub fn said(&self) -> Said {
        Said {
            title: self.title.clone(),
            alt: self.alt.clone(),
            credit: self.credit.clone(),
            licence: self.licence.clone(),
            listed: self.listed,
            press: self.press,
        }
    }

    /// Reads a list.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        toml::from_str::<List>(text)
            .map(|list| list.file)
            .map_err(|error| error.to_string().trim_end().to_owned())
    }
}

/// The list of files, to be read by [`Described::read`].
pub(super) fn written(files: &[File]) -> String {
    let mut out = "# What the files of this folder are. Pictures need an `alt`: what they show.\n".to_owned();
    for file in files {
        let Said { title, alt, credit, licence, listed, press } = &file.said;
        out.push_str(&format!("\n[[file]]\nname = {}\n", quoted(&file.name)));
        for (name, value) in [("title", title), ("alt", alt), ("credit", credit), ("licence", licence)] {
            if !value.is_empty() {
                out.push_str(&format!("{name} = {}\n", quoted(value)));
            }
        }
        for (name, is) in [("listed", *listed), ("press", *press)] {
            if is {
                out.push_str(&format!("{name} = true\n"));
            }
        }
    }
    out
}
