//! Stages that can never be entered, and changes that change nothing, or what they may not.

use super::Look;
use crate::{
    acts::ActKind,
    condition::{Comparison, Condition, Expression, Node, Number},
    finding::Finding,
    law::{Change, Stage},
    nearest::{MOST_NAMES, list, suggest},
    values,
};
use std::collections::{HashMap, HashSet};

/// The most stages of a cycle that are named.
const MOST_NAMED: usize = 8;

/// Every stage.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    let stages = &look.charter.stages;
    if stages.len() > 1 && look.charter.acts.iter().all(|act| act.kind.value != ActKind::Advance) {
        out.push(
            Finding::error(
                "stage-never-entered",
                stages[1].id.span.clone(),
                "no article lets the community advance to this stage",
            )
            .help("add [acts.advance] with an organ and a rule"),
        );
    }
    order(stages, out);
    for stage in stages {
        if let Some(when) = &stage.when
            && !possible(when.value.root(), look)
        {
            out.push(
                Finding::error(
                    "stage-never-entered",
                    when.span.clone(),
                    format!("the stage `{}` can never be entered", stage.id.value),
                )
                .label("no community can be so")
                .help(format!(
                    "there are {} states, and a share is at most 1",
                    look.world.states_in(look.year).count()
                )),
            );
        }
        for change in &stage.changes {
            changes(look, change, out);
        }
    }
}

/// Does each stage come after another that exists, and does one come first? Each stage is passed once, however they
/// are chained.
fn order(stages: &[Stage], out: &mut Vec<Finding>) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (place, stage) in stages.iter().enumerate() {
        places.entry(&stage.id.value).or_insert(place);
    }
    let before = |place: usize| match &stages[place].after {
        Some(after) => places.get(after.value.as_str()).copied(),
        None => place.checked_sub(1),
    };
    // On which walk a stage was passed first; a walk that meets its own steps has found a cycle.
    let mut walks: Vec<Option<usize>> = vec![None; stages.len()];
    for (place, stage) in stages.iter().enumerate() {
        if let Some(after) = &stage.after
            && before(place).is_none()
        {
            let says = format!("no stage is called `{}`", after.value);
            out.push(
                Finding::error("unknown-stage", after.span.clone(), says)
                    .maybe_help(suggest(&after.value, stages.iter().map(|stage| stage.id.value.as_str()))),
            );
        }
        let mut at = Some(place);
        while let Some(here) = at.filter(|here| walks[*here].is_none()) {
            walks[here] = Some(place);
            at = before(here);
        }
        let Some(start) = at.filter(|here| walks[*here] == Some(place)) else { continue };
        let follows = |here: &usize| before(*here).filter(|next| *next != start);
        let mut cycle: Vec<usize> = std::iter::successors(Some(start), follows).collect();
        cycle.sort_unstable();
        let names: Vec<&str> = cycle.iter().map(|here| stages[*here].id.value.as_str()).collect();
        let says = match names.as_slice() {
            [only] => format!("the stage `{only}` comes after itself"),
            few if few.len() <= MOST_NAMED => format!("each of the stages {} comes after itself", list(few)),
            many => format!("each of {} stages comes after itself, `{}` among them", many.len(), many[0]),
        };
        out.push(
            Finding::error("stage-cycle", stages[cycle[0]].id.span.clone(), says)
                .help("let `after` name a stage that is entered before it"),
        );
    }
}

/// Could a condition on the community ever hold, each comparison taken by itself?
fn possible(expression: &Expression, look: &Look<'_>) -> bool {
    match &expression.node {
        Node::Truth(value) => *value,
        Node::And(parts) => parts.iter().all(|part| possible(part, look)),
        Node::Or(parts) => parts.iter().any(|part| possible(part, look)),
        Node::Compare(comparison, left, right) => match (&left.node, &right.node) {
            (Node::Name(path), Node::Number(bar, _)) => reachable(path, *comparison, *bar, look),
            (Node::Number(bar, _), Node::Name(path)) => reachable(path, comparison.turned(), *bar, look),
            _ => true,
        },
        _ => true,
    }
}

fn reachable(path: &str, comparison: Comparison, bar: Number, look: &Look<'_>) -> bool {
    let states = i64::try_from(look.world.states_in(look.year).count()).unwrap_or(i64::MAX);
    let regions: HashSet<_> = look.world.states.iter().filter_map(|state| state.region.as_deref()).collect();
    let most = match path {
        "community.members" | "world.states" => Number::whole(states),
        "community.regions" => Number::whole(i64::try_from(regions.len()).unwrap_or(i64::MAX)),
        "community.population_share" | "community.gdp_share" => Number::whole(1),
        _ => return true,
    };
    match comparison {
        Comparison::AtLeast => bar <= most,
        Comparison::More => bar < most,
        Comparison::Less => bar > Number::ZERO,
        Comparison::AtMost => bar >= Number::ZERO,
        Comparison::Equal => (Number::ZERO..=most).contains(&bar),
        Comparison::Unequal => true,
    }
}

/// The least number of members that a stage's condition asks for, if it does.
pub fn least_members(when: &Condition) -> Option<u64> {
    let bars = when.bars().into_iter().filter(|bar| bar.path == "community.members");
    bars.filter_map(|bar| {
        let (over, under) = bar.literal.terms();
        let whole = u64::try_from(over.div_euclid(under)).ok()?;
        match bar.comparison {
            Comparison::AtLeast | Comparison::Equal => Some(whole),
            Comparison::More => whole.checked_add(1),
            _ => None,
        }
    })
    .max()
}

/// A stage changes only keys that exist, never those that amendment guards, and to values of the same form.
fn changes(look: &Look<'_>, change: &Change, out: &mut Vec<Finding>) {
    let path: Vec<&str> = change.path.value.iter().map(String::as_str).collect();
    let written = path.join(".");
    if matches!(
        path.as_slice(),
        ["acts", "amend" | "admit" | "advance", ..]
            | ["acts", "authorise-mission" | "renew-mission" | "contribute-forces" | "register-mandate", ..]
            | ["guarantee" | "membership" | "founding" | "stage", ..]
    ) {
        out.push(
            Finding::error("stage-overreaches", change.path.span.clone(), format!("a stage may not change `{written}`"))
                .help("amend the charter instead: amendment, admission, the guarantee, the gate of missions and membership are not a stage's to change"),
        );
        return;
    }
    let exists = match path.as_slice() {
        ["rules", name] => look.charter.rules.iter().any(|rule| rule.name.value == *name),
        ["organs", name, key] => {
            look.charter.organs.iter().any(|organ| organ.id.value == *name) && known(&["organs"], key)
        }
        ["organs", name, table, key] => {
            look.charter.organs.iter().any(|organ| organ.id.value == *name) && known(&["organs", table], key)
        }
        ["acts", kind, key] => {
            look.charter.acts.iter().any(|act| act.kind.value.name() == *kind) && known(&["acts"], key)
        }
        ["budget", key] => look.charter.budget.is_some() && known(&["budget"], key),
        ["data", key] => known(&["data"], key),
        _ => false,
    };
    if !exists {
        let rules = look.charter.rules.iter().take(MOST_NAMES);
        let rules = rules.map(|rule| format!("rules.{}", rule.name.value));
        let names: Vec<String> = rules.collect();
        let help = suggest(&written, names.iter().map(String::as_str)).unwrap_or_else(|| {
            "a stage changes keys that the charter has: of [rules], [organs], [acts], [budget] or [data]"
                .into()
        });
        out.push(
            Finding::error(
                "unknown-key",
                change.path.span.clone(),
                format!("this charter has no key `{written}` to change"),
            )
            .help(help),
        );
        return;
    }
    let wrong = match path.as_slice() {
        ["rules", _] => voting::parse(&change.to.value).err().map(|error| (error.to_string(), error.help())),
        [.., "rule" | "ratified_by"] if !values::is_id(&change.to.value) => {
            voting::parse(&change.to.value).err().map(|error| (error.to_string(), error.help()))
        }
        [.., "within" | "notice" | "term" | "answered_within" | "silence"] => {
            values::duration(&change.to.value).err().map(|wrong| (wrong.says, wrong.help))
        }
        _ if change.to.value.is_empty() => Some((
            "a stage changes single values".into(),
            Some("name each key by its path, as in changes.organs.assembly.seats.total".into()),
        )),
        _ => None,
    };
    if let Some((says, help)) = wrong {
        out.push(Finding::error("rule", change.to.span.clone(), says).maybe_help(help));
    }
}

/// Does the language have this key below these tables?
fn known(tables: &[&str], key: &str) -> bool {
    let mut shape = Some(&crate::keys::CHARTER);
    for table in tables {
        shape = shape.and_then(|shape| shape.key(table)).and_then(|key| crate::read::shape_of(&key.kind));
    }
    shape.is_some_and(|shape| shape.key(key).is_some())
}
