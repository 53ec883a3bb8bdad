//! Two things of one name.

use super::Look;
use crate::{finding::Finding, law::At};
use std::collections::HashMap;

/// Criteria, stages and articles of the same name.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    let charter = look.charter;
    twice(
        "duplicate-criterion",
        "two criteria are called",
        charter.membership.criteria.iter().map(|c| &c.id),
        out,
    );
    twice("duplicate-stage", "two stages are called", charter.stages.iter().map(|s| &s.id), out);
    let membership = charter.membership.criteria.iter().map(|c| &c.heading);
    let headings = std::iter::once(&charter.membership.heading)
        .chain(membership)
        .chain(charter.founding.iter().map(|t| &t.heading))
        .chain(charter.organs.iter().map(|t| &t.heading))
        .chain(charter.guarantees.iter().map(|t| &t.heading))
        .chain(charter.acts.iter().map(|t| &t.heading))
        .chain(charter.budget.iter().map(|t| &t.heading))
        .chain(charter.stages.iter().map(|t| &t.heading));
    twice(
        "duplicate-article",
        "two articles bear the label",
        headings.filter_map(|h| h.article.as_ref()),
        out,
    );
    if let Some(clash) = charter.membership.criteria.iter().find(|c| c.id.value == "open-to") {
        out.push(
            Finding::error(
                "reserved-name",
                clash.id.span.clone(),
                "`open-to` is the name of `membership.open_to`",
            )
            .help("give the criterion another id"),
        );
    }
}

fn twice<'a>(
    code: &'static str,
    says: &str,
    names: impl Iterator<Item = &'a At<String>>,
    out: &mut Vec<Finding>,
) {
    let mut seen: HashMap<&str, &At<String>> = HashMap::new();
    for name in names {
        match seen.get(name.value.as_str()) {
            Some(first) => out.push(
                Finding::error(code, name.span.clone(), format!("{says} `{}`", name.value))
                    .label("again here")
                    .and(first.span.clone(), "first here")
                    .help("give one of them another name"),
            ),
            None => {
                seen.insert(&name.value, name);
            }
        }
    }
}
