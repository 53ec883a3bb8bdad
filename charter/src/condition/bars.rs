//! The bars of a condition: what it compares with what, for checks and for comparing charters.

use super::{Comparison, Condition, Expression, Node, Number, names};
use std::ops::Range;

/// A name compared with a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The whole path, such as `state.polyarchy`.
    pub path: String,
    /// The last part of it, such as `polyarchy`.
    pub indicator: String,
    /// The comparison, with the name on its left.
    pub comparison: Comparison,
    /// The number.
    pub literal: Number,
    /// How it was written.
    pub written: String,
    /// Where the comparison stands in the condition's text.
    pub span: Range<usize>,
}

impl Condition {
    /// Every comparison of a name with a number, from left to right.
    pub fn bars(&self) -> Vec<Bar> {
        self.root().all().into_iter().filter_map(bar).collect()
    }

    /// Every indicator that the condition reads of a state, and where.
    pub fn indicators(&self) -> Vec<(&str, Range<usize>)> {
        let names = self.root().all().into_iter().filter_map(|expression| match &expression.node {
            Node::Name(path) => names::indicator(path).map(|name| (name, expression.span.clone())),
            _ => None,
        });
        names.collect()
    }

    /// Every group that the condition asks for, and where.
    pub fn groups(&self) -> Vec<(&str, Range<usize>)> {
        let asked = self.root().all().into_iter().filter_map(|expression| match &expression.node {
            Node::In(left, right) => match (&left.node, &right.node) {
                (Node::Text(group), Node::Name(path)) if path.ends_with(".groups") => {
                    Some((group.as_str(), left.span.clone()))
                }
                _ => None,
            },
            _ => None,
        });
        asked.collect()
    }

    /// How many names, numbers and texts it has, one that is computed with counting four times: what it takes to judge
    /// it, since a comparison with a bar is read by the column, and a sum cell by cell in exact fractions.
    pub fn terms(&self) -> usize {
        weigh(self.root(), 1)
    }

    /// Does the condition offer alternatives, by `has` or `||`, so that one source may do for another?
    pub fn has_alternatives(&self) -> bool {
        self.root().all().into_iter().any(|expression| matches!(expression.node, Node::Has(_) | Node::Or(_)))
    }

    /// The condition with every number replaced by `#`: two of equal shape differ only in their bars.
    pub fn without_literals(&self) -> String {
        blank(self.root()).to_string()
    }
}

fn bar(expression: &Expression) -> Option<Bar> {
    let Node::Compare(comparison, left, right) = &expression.node else { return None };
    let (path, comparison, number) = match (&left.node, &right.node) {
        (Node::Name(path), _) => (path, *comparison, right),
        (_, Node::Name(path)) => (path, comparison.turned(), left),
        _ => return None,
    };
    let (literal, written) = literal(number)?;
    let indicator = path.rsplit('.').next().unwrap_or(path).to_owned();
    Some(Bar { path: path.clone(), indicator, comparison, literal, written, span: expression.span.clone() })
}

fn literal(expression: &Expression) -> Option<(Number, String)> {
    match &expression.node {
        Node::Number(number, written) => Some((*number, written.clone())),
        Node::Minus(inner) => {
            literal(inner).and_then(|(number, written)| Some((number.negative()?, format!("-{written}"))))
        }
        _ => None,
    }
}

fn weigh(expression: &Expression, each: usize) -> usize {
    let each = if matches!(expression.node, Node::Arithmetic(..)) { 4 } else { each };
    match expression.below().as_slice() {
        [] => each,
        below => below.iter().map(|part| weigh(part, each)).sum(),
    }
}

fn blank(expression: &Expression) -> Expression {
    let mut copy = expression.clone();
    let boxed = |inner: &mut Box<Expression>| **inner = blank(inner);
    match &mut copy.node {
        Node::Number(_, written) => "#".clone_into(written),
        Node::Not(x) | Node::Minus(x) | Node::Has(x) => boxed(x),
        Node::And(parts) | Node::Or(parts) | Node::List(parts) => {
            parts.iter_mut().for_each(|part| *part = blank(part))
        }
        Node::Compare(_, x, y) | Node::In(x, y) | Node::Arithmetic(_, x, y) => {
            boxed(x);
            boxed(y);
        }
        Node::If(c, x, y) => {
            boxed(c);
            boxed(x);
            boxed(y);
        }
        Node::Truth(_) | Node::Text(_) | Node::Name(_) => {}
    }
    copy
}

/// A bar that would make sense for a name, for a help line.
pub(super) fn example(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or(path) {
        "freedom_house" => "70",
        "regime" => "2",
        "polity2" => "6",
        "lexical_index" => "4",
        "population" => "1000000",
        "members" => "60",
        name if name.contains("democracy") || name == "polyarchy" || name.ends_with("_share") => "0.5",
        _ => "1",
    }
}
