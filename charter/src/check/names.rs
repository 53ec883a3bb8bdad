//! Names that refer to nothing: organs, rules, groups, states, indicators, acts, and the columns of rules.

use super::Look;
use crate::{
    finding::Finding,
    law::{At, Charter, GroupMembers, Proposer, RuleText, Seats},
    nearest::suggest,
    values::shown,
};
use std::ops::Range;
use voting::Rule;

/// Offices that exist without being organs.
pub const OFFICES: &[&str] = &["member", "candidate", "secretariat", "citizens"];

/// What a rule may count beside the groups and indicators of the world: one a member, and what members hold.
pub const COLUMNS: &[&str] = &["states", "members", "seats", "votes", "founders"];

/// Every name of the charter that refers to something.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    let charter = look.charter;
    organs(charter, out);
    rules_by_name(charter, out);
    groups_and_states(look, out);
    columns(look, out);
    for organ in &charter.organs {
        if let Some(Seats::Apportioned(seats)) = &organ.seats {
            let names = look.world.indicators.iter().map(|i| i.name.as_str());
            if look.world.indicator_named(&seats.by.value).is_none() {
                out.push(unknown("unknown-indicator", &seats.by, "no indicator is called", names));
            }
        }
    }
    if let Some(then) = &charter.membership.founders.then {
        let acts = charter.acts.iter().map(|act| act.kind.value.name());
        if acts.clone().all(|act| act != then.value) {
            out.push(unknown("unknown-act", then, "no article gives the power", acts));
        }
    }
}

/// Organs and offices.
fn organs(charter: &Charter, out: &mut Vec<Finding>) {
    let organs: Vec<&str> = charter.organs.iter().map(|organ| organ.id.value.as_str()).collect();
    let mut refer = |name: &At<String>, offices: &[&str]| {
        if !organs.contains(&name.value.as_str()) && !offices.contains(&name.value.as_str()) {
            let names = organs.iter().copied().chain(offices.iter().copied());
            out.push(unknown("unknown-organ", name, "this charter has no organ", names));
        }
    };
    for (name, office) in organ_names(charter) {
        refer(name, if office { OFFICES } else { &[] });
    }
    for proposer in charter.acts.iter().flat_map(|act| &act.proposed_by) {
        if let Proposer::Office(office) = &proposer.value {
            refer(&At { value: office.clone(), span: proposer.span.clone() }, OFFICES);
        }
    }
}

/// Every place where a charter names an organ, and whether an office would do there too.
pub fn organ_names(charter: &Charter) -> Vec<(&At<String>, bool)> {
    let mut names = Vec::new();
    for act in &charter.acts {
        names.extend(act.organ.iter().map(|name| (name, false)));
        names.extend(act.consent.iter().map(|consent| (&consent.organ, false)));
        names.extend(act.reviewed_by.iter().map(|name| (name, false)));
        names.extend(act.who.iter().chain(&act.closes_debate).map(|name| (name, true)));
    }
    for organ in &charter.organs {
        names.extend(organ.elected_by.iter().map(|name| (name, false)));
        for head in organ.head.iter() {
            names.push((&head.elected_by, false));
            names.extend(head.proposed_by.iter().map(|name| (name, false)));
        }
    }
    names.extend(charter.guarantees.iter().filter_map(|g| g.organ.as_ref()).map(|name| (name, false)));
    for budget in charter.budget.iter() {
        names.extend(budget.organ.iter().map(|name| (name, false)));
        names.extend(budget.consent.iter().map(|consent| (&consent.organ, false)));
    }
    names
}

/// Every place where a charter uses a rule: by name, or written out.
pub fn rule_texts(charter: &Charter) -> Vec<&At<RuleText>> {
    let mut rules = Vec::new();
    for act in &charter.acts {
        rules.extend(&act.rule);
        rules.extend(&act.ratified_by);
        rules.extend(act.consent.iter().map(|consent| &consent.rule));
    }
    rules.extend(charter.guarantees.iter().filter_map(|g| g.rule.as_ref()));
    for founding in charter.founding.iter() {
        rules.extend(&founding.adopted_by);
        rules.extend(&founding.ratified_by);
    }
    for budget in charter.budget.iter() {
        rules.extend(&budget.rule);
        rules.extend(budget.consent.iter().map(|consent| &consent.rule));
        rules.extend(budget.arrears.iter().filter_map(|arrears| arrears.waived_by.as_ref()));
    }
    rules
}

/// Every rule written anywhere in a charter, and where.
pub fn written_rules(charter: &Charter) -> Vec<(&Rule, Range<usize>)> {
    let mut rules: Vec<(&Rule, Range<usize>)> =
        charter.rules.iter().map(|named| (&named.rule.value, named.rule.span.clone())).collect();
    for text in rule_texts(charter) {
        if let RuleText::Written(rule) = &text.value {
            rules.push((rule, text.span.clone()));
        }
    }
    rules.extend(
        charter.organs.iter().filter_map(|o| o.quorum.as_ref()).map(|at| (&at.value, at.span.clone())),
    );
    for act in &charter.acts {
        for proposer in &act.proposed_by {
            if let Proposer::Members(rule) = &proposer.value {
                rules.push((rule, proposer.span.clone()));
            }
        }
        rules.extend(
            act.citizens.iter().filter_map(|c| c.members.as_ref()).map(|at| (&at.value, at.span.clone())),
        );
    }
    rules
}

fn rules_by_name(charter: &Charter, out: &mut Vec<Finding>) {
    let names = charter.rules.iter().map(|rule| rule.name.value.as_str());
    for text in rule_texts(charter) {
        if let RuleText::Named(name) = &text.value
            && names.clone().all(|rule| rule != name)
        {
            let at = At { value: name.clone(), span: text.span.clone() };
            out.push(unknown("unknown-rule", &at, "[rules] has no rule", names.clone()));
        }
    }
    for rule in &charter.rules {
        let used =
            rule_texts(charter).iter().any(|text| text.value == RuleText::Named(rule.name.value.clone()));
        if !used {
            let says = format!("no article uses the rule `{}`", rule.name.value);
            out.push(
                Finding::warning("unused-rule", rule.name.span.clone(), says)
                    .help("name it in an article, or strike it"),
            );
        }
    }
}

fn groups_and_states(look: &Look<'_>, out: &mut Vec<Finding>) {
    let charter = look.charter;
    let mut groups: Vec<&At<String>> = Vec::new();
    groups.extend(&charter.community.aegis);
    groups.extend(&charter.community.body);
    groups.extend(&charter.membership.founders.group);
    groups.extend(charter.founding.iter().filter_map(|f| f.predecessor.as_ref()));
    let mut states: Vec<&At<String>> = charter.membership.founders.states.iter().collect();
    for group in &charter.groups {
        match &group.members {
            GroupMembers::Data(name) => groups.push(name),
            GroupMembers::States(listed) => states.extend(listed),
        }
    }
    for organ in &charter.organs {
        if let Some(Seats::Groups(named)) = &organ.seats {
            groups.extend(named);
        }
        groups.extend(organ.balance.iter().flat_map(|balance| &balance.value.regions));
    }
    let own = || charter.groups.iter().map(|group| group.name.value.as_str());
    let world = || look.world.groups.iter().map(|group| group.name.as_str());
    for name in groups {
        if look.world.group(&name.value).is_none() && own().all(|group| group != name.value) {
            let mut all: Vec<_> = own().chain(world()).collect();
            all.sort_unstable();
            out.push(unknown("unknown-group", name, "no group is called", all.iter().copied()));
        }
    }
    for code in states {
        if let Err(error) = look.world.find_state(&code.value) {
            let help = error.nearest.first().map(|ix| {
                let state = look.world.state(*ix);
                format!("did you mean `{}` ({})?", state.code, state.name)
            });
            let says = format!("no state is called `{}`", shown(&code.value));
            out.push(
                Finding::error("unknown-state", code.span.clone(), says)
                    .help(help.unwrap_or_else(|| "write the ISO 3166 code, such as \"NOR\"".into())),
            );
        }
    }
}

/// What rules count: states, seats, an indicator, a group.
fn columns(look: &Look<'_>, out: &mut Vec<Finding>) {
    let known = |column: &str| {
        COLUMNS.contains(&column)
            || look.world.indicator_named(column).is_some()
            || look.world.group(column).is_some()
            || look.charter.groups.iter().any(|group| group.name.value == column)
    };
    for (rule, span) in written_rules(look.charter) {
        for column in rule.columns() {
            if !known(&column) {
                let names = COLUMNS
                    .iter()
                    .copied()
                    .chain(look.charter.groups.iter().map(|group| group.name.value.as_str()))
                    .chain(look.world.indicators.iter().map(|i| i.name.as_str()))
                    .chain(look.world.groups.iter().map(|g| g.name.as_str()));
                let says = format!("nothing to count is called `{}`", shown(&column));
                let help = suggest(&column, names.collect::<Vec<_>>()).unwrap_or_else(|| {
                    "a rule counts states, seats, an indicator such as population, or a group named in [groups]".into()
                });
                out.push(Finding::error("unknown-column", span.clone(), says).help(help));
            }
        }
    }
}

fn unknown<'a>(
    code: &'static str,
    name: &At<String>,
    says: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Finding {
    let help = suggest(&name.value, names);
    Finding::error(code, name.span.clone(), format!("{says} `{}`", shown(&name.value))).maybe_help(help)
}
