//! One condition on one set of facts.

use super::{Arithmetic, Condition, Expression, Fault, Node, Number, Truth};
use std::sync::Arc;

/// What a name stands for in the case at hand.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A truth.
    Truth(Truth),
    /// The names of groups.
    Groups(Arc<[String]>),
    /// There is no value.
    Missing,
}

/// Where facts come from: a name in, its fact out. `has` asks here too.
pub type Facts<'a> = dyn FnMut(&str) -> Fact + 'a;

/// A value on the way.
enum Value {
    Fact(Fact),
    Fault(Fault),
}

impl Condition {
    /// What the condition says of these facts. Branches of `?:` that are not taken are not asked for.
    pub fn evaluate(&self, facts: &mut Facts<'_>) -> Truth {
        truth(self.root(), facts)
    }
}

/// What a part of a condition says.
pub(super) fn truth(expression: &Expression, facts: &mut Facts<'_>) -> Truth {
    match &expression.node {
        // Every operand is asked, so that the evidence is whole.
        Node::And(parts) => parts.iter().fold(Truth::True, |all, part| all.and(truth(part, facts))),
        Node::Or(parts) => parts.iter().fold(Truth::False, |any, part| any.or(truth(part, facts))),
        Node::Not(inner) => truth(inner, facts).not(),
        Node::If(condition, then, otherwise) => match truth(condition, facts) {
            Truth::True => truth(then, facts),
            Truth::False => truth(otherwise, facts),
            other => other,
        },
        Node::Has(name) => match &name.node {
            Node::Name(path) => Truth::from(facts(path) != Fact::Missing),
            _ => Truth::Unknown,
        },
        Node::Compare(comparison, left, right) => match (value(left, facts), value(right, facts)) {
            (Value::Fault(fault), _) | (_, Value::Fault(fault)) => Truth::Fault(fault),
            (Value::Fact(Fact::Number(a)), Value::Fact(Fact::Number(b))) => {
                Truth::from(comparison.holds(a.cmp(&b)))
            }
            (Value::Fact(Fact::Text(a)), Value::Fact(Fact::Text(b))) => {
                Truth::from(comparison.holds(a.cmp(&b)))
            }
            (Value::Fact(Fact::Truth(a)), Value::Fact(Fact::Truth(b))) => same(a, b, *comparison),
            _ => Truth::Unknown,
        },
        Node::In(left, right) if texts(right).is_some() => match value(left, facts) {
            Value::Fault(fault) => Truth::Fault(fault),
            Value::Fact(Fact::Text(name)) => {
                Truth::from(texts(right).is_some_and(|mut texts| texts.any(|text| *text == name)))
            }
            _ => Truth::Unknown,
        },
        Node::In(left, right) => match (value(left, facts), value(right, facts)) {
            (Value::Fault(fault), _) | (_, Value::Fault(fault)) => Truth::Fault(fault),
            (Value::Fact(Fact::Text(name)), Value::Fact(Fact::Groups(groups))) => {
                Truth::from(groups.contains(&name))
            }
            _ => Truth::Unknown,
        },
        _ => match value(expression, facts) {
            Value::Fact(Fact::Truth(truth)) => truth,
            Value::Fault(fault) => Truth::Fault(fault),
            _ => Truth::Unknown,
        },
    }
}

/// The texts of a list that holds nothing else, read where they stand.
fn texts(list: &Expression) -> Option<impl Iterator<Item = &String>> {
    let Node::List(parts) = &list.node else { return None };
    let text = |part| match part {
        &Expression { node: Node::Text(ref text), .. } => Some(text),
        _ => None,
    };
    parts.iter().all(|part| text(part).is_some()).then(|| parts.iter().filter_map(text))
}

fn same(a: Truth, b: Truth, comparison: super::Comparison) -> Truth {
    match (a, b) {
        (Truth::Fault(fault), _) | (_, Truth::Fault(fault)) => Truth::Fault(fault),
        (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
        (a, b) => Truth::from((a == b) == (comparison == super::Comparison::Equal)),
    }
}

fn value(expression: &Expression, facts: &mut Facts<'_>) -> Value {
    match &expression.node {
        Node::Number(number, _) => Value::Fact(Fact::Number(*number)),
        Node::Text(text) => Value::Fact(Fact::Text(text.clone())),
        Node::Truth(value) => Value::Fact(Fact::Truth(Truth::from(*value))),
        Node::Name(path) => Value::Fact(facts(path)),
        Node::List(parts) => {
            let texts = parts.iter().map(|part| match value(part, facts) {
                Value::Fact(Fact::Text(text)) => Some(text),
                _ => None,
            });
            texts
                .collect::<Option<Vec<_>>>()
                .map_or(Value::Fact(Fact::Missing), |all| Value::Fact(Fact::Groups(all.into())))
        }
        Node::Minus(inner) => match value(inner, facts) {
            Value::Fact(Fact::Number(number)) => number_or(number.negative(), Fault::Overflow),
            other => other,
        },
        Node::Arithmetic(sign, left, right) => match (value(left, facts), value(right, facts)) {
            (Value::Fault(fault), _) | (_, Value::Fault(fault)) => Value::Fault(fault),
            (Value::Fact(Fact::Number(a)), Value::Fact(Fact::Number(b))) => match sign {
                Arithmetic::Plus => number_or(a.plus(b), Fault::Overflow),
                Arithmetic::Minus => number_or(a.minus(b), Fault::Overflow),
                Arithmetic::Times => number_or(a.times(b), Fault::Overflow),
                Arithmetic::Over if b == Number::ZERO => Value::Fault(Fault::DivisionByZero),
                Arithmetic::Over => number_or(b.inverse().and_then(|b| a.times(b)), Fault::Overflow),
            },
            _ => Value::Fact(Fact::Missing),
        },
        Node::If(condition, then, otherwise) => match truth(condition, facts) {
            Truth::True => value(then, facts),
            Truth::False => value(otherwise, facts),
            Truth::Fault(fault) => Value::Fault(fault),
            Truth::Unknown => Value::Fact(Fact::Missing),
        },
        _ => Value::Fact(Fact::Truth(truth(expression, facts))),
    }
}

fn number_or(number: Option<Number>, fault: Fault) -> Value {
    number.map_or(Value::Fault(fault), |number| Value::Fact(Fact::Number(number)))
}
