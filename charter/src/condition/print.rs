//! From tree to text, in canonical form: one space around signs, parentheses only where they are needed.

use super::{Expression, Node};
use std::fmt;

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let below = |f: &mut fmt::Formatter<'_>, part: &Expression, least: u8| {
            if strength(&part.node) < least { write!(f, "({part})") } else { write!(f, "{part}") }
        };
        let own = strength(&self.node);
        let list = |f: &mut fmt::Formatter<'_>, parts: &[Expression], sign: &str, least: u8| {
            parts.iter().enumerate().try_for_each(|(place, part)| {
                if place > 0 {
                    f.write_str(sign)?;
                }
                below(f, part, least)
            })
        };
        match &self.node {
            Node::Truth(value) => write!(f, "{value}"),
            Node::Number(_, written) => f.write_str(written),
            Node::Text(text) => write!(f, "'{}'", escaped(text)),
            Node::Name(path) => f.write_str(path),
            Node::Has(name) => write!(f, "has({name})"),
            Node::Not(inner) => {
                f.write_str("!")?;
                below(f, inner, own)
            }
            Node::Minus(inner) => {
                f.write_str("-")?;
                below(f, inner, own)
            }
            Node::And(parts) => list(f, parts, " && ", own + 1),
            Node::Or(parts) => list(f, parts, " || ", own + 1),
            Node::List(parts) => {
                f.write_str("[")?;
                list(f, parts, ", ", 0)?;
                f.write_str("]")
            }
            Node::Compare(comparison, left, right) => {
                below(f, left, own + 1)?;
                write!(f, " {} ", comparison.sign())?;
                below(f, right, own + 1)
            }
            Node::In(left, right) => {
                below(f, left, own + 1)?;
                f.write_str(" in ")?;
                below(f, right, own + 1)
            }
            Node::If(condition, then, otherwise) => {
                below(f, condition, own + 1)?;
                f.write_str(" ? ")?;
                below(f, then, own + 1)?;
                write!(f, " : {otherwise}")
            }
            Node::Arithmetic(sign, left, right) => {
                below(f, left, own)?;
                write!(f, " {} ", sign.sign())?;
                below(f, right, own + 1)
            }
        }
    }
}

/// How strongly a node binds: a weaker one inside a stronger one needs parentheses.
fn strength(node: &Node) -> u8 {
    use super::Arithmetic::{Minus, Over, Plus, Times};
    match node {
        Node::If(..) => 1,
        Node::Or(_) => 2,
        Node::And(_) => 3,
        Node::Compare(..) | Node::In(..) => 4,
        Node::Arithmetic(Plus | Minus, ..) => 5,
        Node::Arithmetic(Times | Over, ..) => 6,
        Node::Not(_) | Node::Minus(_) => 7,
        _ => 8,
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\t', "\\t")
}
