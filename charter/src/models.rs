//! The model charters that ship in `charters/`.

/// A charter that ships with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its name on the command line and the site.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// The file.
    pub text: &'static str,
}

macro_rules! model {
    ($name:literal, $title:literal) => {
        Model {
            name: $name,
            title: $title,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../charters/", $name, ".toml")),
        }
    };
}

static MODELS: [Model; 5] = [
    model!("world-security-community", "World Security Community"),
    model!("north-atlantic-treaty", "North Atlantic Treaty, as it is"),
    model!("european-union", "European Union, as it is"),
    model!("un-security-council", "United Nations Security Council, as it is"),
    model!("world-federation", "World Federation"),
];

/// Every model charter; the first is the default.
pub fn models() -> &'static [Model] {
    &MODELS
}

/// The model of this name.
pub fn model(name: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.name == name)
}
