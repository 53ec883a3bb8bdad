//! Conditions: a small subset of the Common Expression Language over a closed list of names, with exact numbers and
//! three-valued logic. What is missing is unknown, and never taken for true or false.
//!
//! Parsed and type-checked here, with the place and the words of every problem; evaluated cell by cell
//! ([`Condition::evaluate`]) or over whole columns of the world ([`columns`]).

pub mod bars;
pub mod columns;
mod english;
mod evaluate;
mod expression;
mod lex;
pub mod names;
mod number;
mod parse;
mod print;
mod truth;
mod types;

pub use bars::Bar;
pub use evaluate::{Fact, Facts};
pub use expression::{Arithmetic, Comparison, Expression, Node};
pub use number::Number;
pub use parse::{DEEPEST, LONGEST, MOST_TERMS};
pub use truth::{Fault, Truth};

use std::{fmt, ops::Range};

/// Where in a charter a condition stands, which decides the names that it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// A criterion of membership, or `open_to`.
    Criterion,
    /// What an act requires.
    Act,
    /// What a guarantee requires, or what ends it.
    Guarantee,
    /// What a stage waits for.
    Stage,
}

/// A condition that was parsed and whose types agree.
#[derive(Clone, Debug)]
pub struct Condition {
    root: Expression,
}

impl PartialEq for Condition {
    /// Two conditions are equal when they say the same, wherever they say it.
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Condition {
    /// The expression.
    pub fn root(&self) -> &Expression {
        &self.root
    }
}

/// Something wrong with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// A stable name.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What stands beside the underline; may be empty.
    pub label: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, code, message: message.into(), label: String::new(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// Reads a condition and checks its types and names. Which indicators and groups exist is the world's to say: see
/// [`Condition::indicators`] and [`Condition::groups`].
///
/// # Errors
///
/// Everything that is wrong: one problem of syntax, or all problems of types and names.
pub fn parse(text: &str, context: Context) -> Result<Condition, Vec<Problem>> {
    let root = parse::expression(text).map_err(|problem| vec![problem])?;
    let problems = types::check(&root, context);
    if problems.is_empty() { Ok(Condition { root }) } else { Err(problems) }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)
    }
}
