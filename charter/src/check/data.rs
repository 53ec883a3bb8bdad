//! Conditions and the data that they ask for: indicators and groups that do not exist, or have nothing for the year.

use super::Look;
use crate::{condition::Condition, finding::Finding, law::At, nearest::suggest};

/// Every condition of the charter.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    for at in conditions(look) {
        indicators(look, at, out);
        groups(look, at, out);
    }
    coverage(look, out);
    let membership = &look.charter.membership;
    let founders = &membership.founders;
    if let (Some(group), Some(on)) = (&founders.group, founders.on.or(look.charter.community.since))
        && let Some(found) = look.world.group(&group.value)
        && found.members_in(on).is_empty()
    {
        let says = format!("the group `{}` has no members on 31 December {on}", group.value);
        let first = found.members.iter().map(|member| member.spell.from.year()).min();
        let help = first
            .map_or("name another year".to_owned(), |year| format!("its first members joined in {year}"));
        out.push(Finding::error("no-founders", group.span.clone(), says).help(help));
    }
}

fn conditions<'a>(look: &Look<'a>) -> Vec<&'a At<Condition>> {
    let charter = look.charter;
    let mut all: Vec<&At<Condition>> = charter.membership.open_to.iter().collect();
    for criterion in &charter.membership.criteria {
        all.push(&criterion.holds);
        all.extend(&criterion.lost);
    }
    for guarantee in &charter.guarantees {
        all.extend(&guarantee.requires);
        all.extend(&guarantee.ends);
    }
    all.extend(charter.acts.iter().filter_map(|act| act.requires.as_ref()));
    all.extend(charter.stages.iter().filter_map(|stage| stage.when.as_ref()));
    all
}

fn indicators(look: &Look<'_>, at: &At<Condition>, out: &mut Vec<Finding>) {
    for (name, span) in at.value.indicators() {
        let span = look.place(&at.span, &span);
        if look.world.indicator_named(name).is_none() {
            let names = look.world.indicators.iter().map(|indicator| indicator.name.as_str());
            let help =
                suggest(name, names).unwrap_or_else(|| "`koinon data list` names the indicators".into());
            out.push(
                Finding::error("unknown-indicator", span, format!("no indicator is called `{name}`"))
                    .help(help),
            );
        }
    }
}

/// Criteria whose data stop before the others', or do not reach the year in which the founders enter.
fn coverage(look: &Look<'_>, out: &mut Vec<Finding>) {
    let world = look.world;
    let covers = |name: &str| world.indicator_named(name).map(|ix| world.indicator(ix).coverage);
    let newest = look.charter.indicators().into_iter().filter_map(covers).map(|(_, last)| last).max();
    for criterion in &look.charter.membership.criteria {
        let at = &criterion.holds;
        let indicators = at.value.indicators();
        if indicators.iter().any(|(name, _)| covers(name).is_none()) {
            continue;
        }
        let reaches = |year: i32| {
            let mut covered =
                indicators.iter().filter_map(|(name, _)| covers(name)).map(|(a, b)| (a..=b).contains(&year));
            if at.value.has_alternatives() { covered.any(|yes| yes) } else { covered.all(|yes| yes) }
        };
        let lacking = |year: i32| {
            let found = indicators
                .iter()
                .find(|(name, _)| covers(name).is_some_and(|(a, b)| !(a..=b).contains(&year)));
            found.map(|(name, span)| (*name, look.place(&at.span, span), covers(name).unwrap_or_default()))
        };
        let charter = look.charter;
        let since = charter.community.since.filter(|_| charter.community.body.is_empty());
        let since = since.filter(|since| !indicators.is_empty() && !reaches(*since));
        if let Some((since, (name, span, (first, last)))) =
            since.and_then(|since| Some((since, lacking(since)?)))
        {
            let says = format!("`{name}` has no data for {since}, the year in which the founders enter");
            out.push(
                Finding::error("no-data", span, says)
                    .label(format!("{first} to {last}"))
                    .help("change `since`, offer a second source with `has()`, or import data with `koinon data import`"),
            );
        } else if let Some((newest, (name, span, (first, last)))) = newest
            .filter(|newest| !indicators.is_empty() && !reaches(*newest))
            .and_then(|newest| Some((newest, lacking(newest)?)))
        {
            let says = format!("`{name}` stops in {last}, before the other data, which reach {newest}");
            out.push(
                Finding::warning("data-stop", span, says).label(format!("{first} to {last}")).help(format!(
                    "without a year, states are judged in {last}; newer data come in by: koinon data import FILE --as {name}"
                )),
            );
        }
    }
}

fn groups(look: &Look<'_>, at: &At<Condition>, out: &mut Vec<Finding>) {
    for (name, span) in at.value.groups() {
        let own = look.charter.groups.iter().map(|group| group.name.value.as_str());
        let world = look.world.groups.iter().map(|group| group.name.as_str());
        let all: Vec<_> = own.chain(world).collect();
        if !all.contains(&name) {
            let help = suggest(name, all.iter().copied()).unwrap_or_else(|| {
                "`koinon data list` names the groups; a charter adds its own in [groups]".into()
            });
            let says = format!("no group is called `{name}`");
            out.push(Finding::error("unknown-group", look.place(&at.span, &span), says).help(help));
        }
    }
}

/// Does the world or the charter have a group of this name?
pub fn group_exists(look: &Look<'_>, name: &str) -> bool {
    look.world.group(name).is_some() || look.charter.groups.iter().any(|group| group.name.value == name)
}
