//! A condition in plain English, for the treaty.

use super::{Arithmetic, Comparison, Condition, Expression, Node, names};

impl Condition {
    /// The condition as part of a sentence: `its figure for electoral democracy is at least 0.5`. `title` gives the
    /// title of an indicator or of a group.
    pub fn plain_english(&self, title: &dyn Fn(&str) -> Option<String>) -> String {
        said(self.root(), title, false)
    }
}

type Title<'a> = &'a dyn Fn(&str) -> Option<String>;

/// `inner` says that the text stands inside another, so that a list needs marks of its own.
fn said(expression: &Expression, title: Title<'_>, inner: bool) -> String {
    match &expression.node {
        Node::Truth(true) => "in every case".into(),
        Node::Truth(false) => "in no case".into(),
        Node::And(parts) => list(parts, title, "and", "both ", inner),
        Node::Or(parts) => list(parts, title, "or", "either ", inner),
        Node::Not(x) => negated(x, title),
        Node::If(condition, then, otherwise) => {
            let (then, otherwise) = (said(then, title, true), said(otherwise, title, true));
            let both = match &condition.node {
                // The figure that is missed where it is not known, or that the words before have just named.
                Node::Has(name) if then.starts_with(&value(name, title)) => {
                    format!("{then}, or, where that is not known, {otherwise}")
                }
                Node::Has(name) => {
                    format!("{then}, or, where {} is not known, {otherwise}", value(name, title))
                }
                _ => format!("where {}, {then}, and otherwise {otherwise}", said(condition, title, true)),
            };
            if inner { format!("({both})") } else { both }
        }
        Node::Has(name) => format!("{} is known", value(name, title)),
        Node::Compare(comparison, left, right) => {
            format!("{} is {} {}", value(left, title), words(*comparison), value(right, title))
        }
        Node::In(left, right) => match (&left.node, &right.node) {
            (Node::Text(group), Node::Name(path)) if path.ends_with(".groups") => {
                format!("{} belongs to {}", who(path), group_named(group, title))
            }
            _ => format!("{} is among {}", value(left, title), value(right, title)),
        },
        Node::Name(path) => names::find(path).map_or_else(|| path.clone(), |name| name.says.to_owned()),
        _ => value(expression, title),
    }
}

fn list(parts: &[Expression], title: Title<'_>, word: &str, both: &str, inner: bool) -> String {
    let mut said: Vec<_> = parts.iter().map(|part| said(part, title, true)).collect();
    // One subject is named once: `the member concerned declares …, and asks …`.
    for subject in ["the member concerned ", "the state concerned ", "it "] {
        let plain = |text: &String| text.starts_with(subject) && !text.contains(',');
        if said.iter().all(plain) {
            said.iter_mut().skip(1).for_each(|text| text.drain(..subject.len()).for_each(drop));
        }
    }
    let joined = match said.split_last() {
        None => String::new(),
        Some((last, rest)) => format!("{}, {word} {last}", rest.join(", ")),
    };
    let both = if parts.len() == 2 || word == "or" { both } else { "" };
    if inner { format!("({both}{joined})") } else { joined }
}

/// `it is not so that …`, or the plain opposite where there is one.
fn negated(expression: &Expression, title: Title<'_>) -> String {
    match &expression.node {
        Node::Has(name) => format!("{} is not known", value(name, title)),
        Node::In(left, right) => match (&left.node, &right.node) {
            (Node::Text(group), Node::Name(path)) if path.ends_with(".groups") => {
                format!("{} does not belong to {}", who(path), group_named(group, title))
            }
            _ => format!("{} is not among {}", value(left, title), value(right, title)),
        },
        Node::Compare(comparison, left, right) => {
            format!("{} is not {} {}", value(left, title), words(*comparison), value(right, title))
        }
        Node::Name(path) => opposite(names::find(path).map_or(path.as_str(), |name| name.says)),
        _ => format!("it is not so that {}", said(expression, title, true)),
    }
}

/// `no war is fought …`, `the state concerned is not a member`.
fn opposite(says: &str) -> String {
    match (says.strip_prefix("a "), says.split_once(" is "), says.split_once(" are ")) {
        (Some(rest), ..) => format!("no {rest}"),
        (_, Some((who, what)), _) => format!("{who} is not {what}"),
        (_, _, Some((who, what))) => format!("{who} are not {what}"),
        _ => format!("it is not so that {says}"),
    }
}

/// `the group “European states”`
fn group_named(group: &str, title: Title<'_>) -> String {
    format!("the group “{}”", title(group).unwrap_or_else(|| group.to_owned()))
}

fn words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "below",
        Comparison::AtMost => "at most",
        Comparison::More => "above",
        Comparison::AtLeast => "at least",
        Comparison::Equal => "equal to",
        Comparison::Unequal => "other than",
    }
}

fn who(path: &str) -> &'static str {
    match path.split('.').next() {
        Some("state") => "it",
        Some("actor") => "the state that acts",
        _ => "the state concerned",
    }
}

fn value(expression: &Expression, title: Title<'_>) -> String {
    match &expression.node {
        Node::Number(_, written) => grouped(written),
        Node::Text(text) => format!("“{text}”"),
        Node::Name(path) => named(path, title),
        Node::Minus(x) => format!("minus {}", value(x, title)),
        Node::Arithmetic(sign, left, right) => {
            let sign = match sign {
                Arithmetic::Plus => "plus",
                Arithmetic::Minus => "minus",
                Arithmetic::Times => "times",
                Arithmetic::Over => "divided by",
            };
            let part = |part: &Expression| match &part.node {
                Node::Arithmetic(..) => format!("({})", value(part, title)),
                _ => value(part, title),
            };
            format!("{} {sign} {}", part(left), part(right))
        }
        Node::List(parts) => parts.iter().map(|part| value(part, title)).collect::<Vec<_>>().join(", "),
        _ => said(expression, title, true),
    }
}

fn named(path: &str, title: Title<'_>) -> String {
    if let Some(indicator) = names::indicator(path) {
        let title = title(indicator).unwrap_or_else(|| indicator.replace('_', " "));
        return match path.split('.').next() {
            Some("state") => format!("its figure for {title}"),
            _ => format!("the figure for {title} of {}", who(path)),
        };
    }
    match path {
        "year" => "the year".into(),
        "community.members" => "the number of members".into(),
        "community.regions" => "the number of regions with members".into(),
        "community.population" => "the population of the members".into(),
        "community.population_share" => "the members' share of the world's people".into(),
        "community.gdp_share" => "the members' share of the world's product".into(),
        "world.states" => "the number of states".into(),
        "world.population" => "the population of the world".into(),
        "world.gdp" => "the product of the world".into(),
        "state.code" => "its code".into(),
        "state.region" => "its region".into(),
        "mission.strength" => "the strength of the mission".into(),
        other => {
            names::find(other).map_or_else(|| other.replace(['.', '_'], " "), |name| name.says.to_owned())
        }
    }
}

/// `1,000,000`; numbers below ten thousand, and fractions, stay as written.
fn grouped(written: &str) -> String {
    match written.parse::<u64>() {
        Ok(number) if number >= 10_000 => crate::show::grouped(number),
        _ => written.to_owned(),
    }
}
