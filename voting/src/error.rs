//! What can be wrong with a rule, where, and what would be right.

use std::{fmt, ops::Range};

/// Why a text is not a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    problem: Problem,
    span: Range<usize>,
}

/// The kinds of error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is written.
    Empty,
    /// More bytes than a rule may have.
    TooLong(usize),
    /// Parentheses nested deeper than a rule may be.
    TooDeep,
    /// More quotas than a rule may have.
    TooMany,
    /// A sign that no rule has.
    Letter(char),
    /// A comma elsewhere than before `and` or `or`.
    Comma,
    /// A number that is none, or too large.
    Number(String),
    /// A share above the whole, or of nothing.
    Share(String),
    /// A threshold that nobody can miss.
    AlwaysMet,
    /// A threshold that nobody can meet.
    NeverMet,
    /// Something else was expected: what, what was found, and the nearest word.
    Expected(&'static str, Option<String>, Option<&'static str>),
    /// A parenthesis without its partner.
    Parenthesis,
    /// A turnout of those who turned out.
    Turnout,
    /// A form in which a vote in favour could defeat the motion.
    NotMonotone(&'static str),
}

impl RuleError {
    pub(crate) fn new(problem: Problem, span: Range<usize>) -> Self {
        Self { problem, span }
    }

    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Where, in bytes of the text.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What would be right, where that can be said.
    pub fn help(&self) -> Option<String> {
        Some(match &self.problem {
            Problem::Empty => "as in `two thirds of states`".into(),
            Problem::TooLong(_) => format!("a rule has at most {} bytes", crate::lex::LONGEST),
            Problem::TooDeep => format!("nest at most {} levels", crate::parse::DEEPEST),
            Problem::TooMany => format!("a rule has at most {} quotas", crate::parse::MOST),
            Problem::Letter(_) => "a rule has words, numbers, `%`, `/`, commas and parentheses".into(),
            Problem::Comma => "a comma stands only before `and` or `or`; write 5,000 as 5000 and 0,5% as 0.5%".into(),
            Problem::Number(_) => "as in `9`, `55%`, `61.8%` or `3/5`".into(),
            Problem::Share(_) => "a share lies above nothing and at most at the whole, 100%".into(),
            Problem::AlwaysMet => "ask for at least one".into(),
            Problem::NeverMet => "say `no X against` where nobody may be against".into(),
            Problem::Expected(_, _, Some(near)) => format!("did you mean `{near}`?"),
            Problem::Expected(_, _, None) => {
                "a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`".into()
            }
            Problem::Parenthesis => "open and close parentheses in pairs".into(),
            Problem::Turnout => "take it of all who may vote, as in `40% of citizens votes cast`".into(),
            Problem::NotMonotone(instead) => (*instead).into(),
        })
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::Empty => write!(f, "the rule is empty"),
            Problem::TooLong(bytes) => write!(f, "the rule is too long, with {bytes} bytes"),
            Problem::TooDeep => write!(f, "the rule is nested too deep"),
            Problem::TooMany => write!(f, "the rule has too many quotas"),
            Problem::Letter(letter) => write!(f, "`{}` has no meaning in a rule", letter.escape_default()),
            Problem::Comma => write!(f, "a comma has no meaning here"),
            Problem::Number(text) => write!(f, "`{text}` is not a number that a rule can count to"),
            Problem::Share(text) => write!(f, "`{text}` is not a share of a whole"),
            Problem::AlwaysMet => write!(f, "every vote would pass: nothing is less than none"),
            Problem::NeverMet => write!(f, "no vote would pass: nothing is fewer than none"),
            Problem::Expected(what, Some(found), _) => write!(f, "expected {what}, found `{found}`"),
            Problem::Expected(what, None, _) => write!(f, "expected {what}, but the rule ends here"),
            Problem::Parenthesis => write!(f, "a parenthesis has no partner"),
            Problem::Turnout => write!(f, "the turnout is taken of those who turned out"),
            Problem::NotMonotone(_) => write!(f, "a vote in favour could defeat the motion"),
        }
    }
}

impl std::error::Error for RuleError {}
