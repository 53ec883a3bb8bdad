//! What a key may hold. The whole language is one table of these, in [`crate::keys`]; the walk, the reference, the
//! schema and the formatter read it.

use crate::condition::Context;

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Words that bind nobody, printed as such.
    Says,
    /// A name in print, such as a title.
    Words,
    /// A stable label of an article, such as `7a` or `8.1`.
    Label,
    /// A name made here, in kebab-case.
    Id,
    /// A name of something that exists elsewhere.
    Name(NameOf),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A condition over the names of a context.
    Condition(Context),
    /// A voting rule, written out.
    Rule,
    /// A voting rule, written out or by its name in `[rules]`.
    RuleOrName,
    /// An office, or a rule on the members who propose together.
    Proposer,
    /// A span of time: `14 days`.
    Duration,
    /// A year of the common era.
    Year,
    /// A whole number from the first to the second.
    Count(u64, u64),
    /// A list of these.
    List(&'static Kind),
    /// One of these, or a list of them.
    OneOrMany(&'static Kind),
    /// A table.
    Table(&'static Shape),
    /// A choice among kinds that TOML tells apart: a text, a list, a table.
    Either(&'static [Kind]),
    /// An array of tables, `[[stage]]`.
    Tables(&'static Shape),
    /// Tables under names made here, `[organs.council]`.
    Named(&'static Shape),
    /// Tables under the fixed names of acts, `[acts.admit]`.
    Acts(&'static Shape),
    /// Values under names made here, `[rules]`.
    Values(&'static Kind),
    /// Keys of the charter that a stage changes.
    Changes,
}

/// What a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOf {
    /// A group of the data, or of `[groups]`.
    Group,
    /// A state, by ISO 3166 code or name.
    State,
    /// An organ of this charter.
    Organ,
    /// `member`, `secretariat`, `citizens`, or an organ of this charter.
    Office,
    /// A body of the United Nations or another outside one.
    Body,
    /// An indicator.
    Indicator,
    /// A kind of act that this charter has.
    Act,
    /// Another stage.
    Stage,
}

/// What makes a key do something: nothing that looks like law is decoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// `koinon members`, `state`, `timeline`, `why`, and every page that shows them.
    Membership,
    /// Printed in the treaty; binds nobody.
    Print,
    /// `koinon check` holds other keys against it.
    Check,
    /// The engine of the community, floor 2.
    Engine,
    /// Nothing yet: the key is parsed, checked, printed and compared.
    Later,
}

impl Runs {
    /// What the reference says.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Membership => {
                "membership on the record: `koinon members`, `state`, `timeline`, `why`, and the site"
            }
            Self::Print => "printing: `koinon charter show` and the site; it binds nobody",
            Self::Check => "`koinon check`, which holds the charter against it",
            Self::Engine => "the engine of the community: `koinon act`",
            Self::Later => "nothing in this release: the key is parsed, checked, printed and compared",
        }
    }
}

/// One key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// Must it be there?
    pub required: bool,
    /// What holds where it is absent; empty where nothing does.
    pub default: &'static str,
    /// What it means.
    pub says: &'static str,
    /// What executes it.
    pub runs: Runs,
}

/// A table of the language.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// What an error message calls it: `a criterion`.
    pub name: &'static str,
    /// Its keys, in canonical order.
    pub keys: &'static [Key],
}

impl Shape {
    /// The key with this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Kind {
    /// What a message says is expected.
    pub fn expected(&self) -> String {
        match self {
            Self::Says | Self::Words => "a text".into(),
            Self::Label => "a label such as \"7a\"".into(),
            Self::Id => "a name such as \"electoral-democracy\"".into(),
            Self::Name(of) => of.expected().into(),
            Self::Choice(words) => match words {
                [one] => format!("\"{one}\""),
                many => format!("one of {}", quoted(many)),
            },
            Self::Condition(_) => "a condition such as \"state.polyarchy >= 0.5\"".into(),
            Self::Rule => "a rule such as \"two thirds of states\"".into(),
            Self::RuleOrName => {
                "a rule such as \"two thirds of states\", or the name of one in [rules]".into()
            }
            Self::Proposer => {
                "an office such as \"secretariat\", or a rule such as \"one third of states\"".into()
            }
            Self::Duration => "a span of time such as \"14 days\"".into(),
            Self::Year => "a year such as 2025".into(),
            Self::Count(least, most) if *most == u64::MAX => format!("a whole number from {least} on"),
            Self::Count(least, most) => format!("a whole number from {least} to {most}"),
            Self::List(kind) => format!("a list, each {}", kind.expected()),
            Self::OneOrMany(kind) => format!("{}, or a list of such", kind.expected()),
            Self::Table(shape) => format!("a table that describes {}", shape.name),
            Self::Either(kinds) => kinds.iter().map(Self::expected).collect::<Vec<_>>().join(", or "),
            Self::Tables(shape) => format!("tables in double brackets, each {}", shape.name),
            Self::Named(shape) => format!("tables by name, each {}", shape.name),
            Self::Acts(_) => "tables by kind of act, such as [acts.admit]".into(),
            Self::Values(kind) => format!("lines of a name and {}", kind.expected()),
            Self::Changes => "keys of the charter and their new values".into(),
        }
    }
}

impl NameOf {
    fn expected(self) -> &'static str {
        match self {
            Self::Group => "the name of a group such as \"nato\"",
            Self::State => "the ISO 3166 code of a state such as \"NOR\"",
            Self::Organ => "the name of an organ of this charter",
            Self::Office => {
                "\"member\", \"candidate\", \"secretariat\", \"citizens\" or an organ of this charter"
            }
            Self::Body => "the name of a body such as \"security-council\"",
            Self::Indicator => "the name of an indicator such as \"population\"",
            Self::Act => "a kind of act such as \"suspend\"",
            Self::Stage => "the id of a stage",
        }
    }
}

/// `"a", "b" and "c"`.
pub fn quoted(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
