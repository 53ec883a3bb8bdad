//! The tree of a condition.

use super::Number;
use std::ops::Range;

/// A node and its bytes in the text.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Range<usize>,
}

/// The kinds of node.
#[derive(Clone, Debug)]
pub enum Node {
    /// `true` or `false`
    Truth(bool),
    /// A number, and how it was written.
    Number(Number, String),
    /// A text in quotes.
    Text(String),
    /// A name such as `state.polyarchy`, or `mandate.covers(mission)`.
    Name(String),
    /// `has(NAME)`
    Has(Box<Expression>),
    /// `!x`
    Not(Box<Expression>),
    /// `x && y && …`
    And(Vec<Expression>),
    /// `x || y || …`
    Or(Vec<Expression>),
    /// `x < y`
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// `x in y`
    In(Box<Expression>, Box<Expression>),
    /// `[x, y]`, only behind `in`
    List(Vec<Expression>),
    /// `c ? x : y`
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `-x`
    Minus(Box<Expression>),
    /// `x + y`
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
}

/// Arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

impl Comparison {
    /// The sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Equal => "==",
            Self::Unequal => "!=",
        }
    }

    /// The comparison with its sides exchanged: `a < b` is `b > a`.
    pub const fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    /// Is it so, for two things in this order?
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
        }
    }
}

impl Arithmetic {
    /// The sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        }
    }
}

impl Expression {
    /// The nodes directly below this one.
    pub fn below(&self) -> Vec<&Expression> {
        match &self.node {
            Node::Truth(_) | Node::Number(..) | Node::Text(_) | Node::Name(_) => Vec::new(),
            Node::Has(x) | Node::Not(x) | Node::Minus(x) => vec![x],
            Node::And(all) | Node::Or(all) | Node::List(all) => all.iter().collect(),
            Node::Compare(_, x, y) | Node::In(x, y) | Node::Arithmetic(_, x, y) => vec![x, y],
            Node::If(c, x, y) => vec![c, x, y],
        }
    }

    /// This node and all below it, from left to right.
    pub fn all(&self) -> Vec<&Expression> {
        let mut out = vec![self];
        for below in self.below() {
            out.extend(below.all());
        }
        out
    }
}
