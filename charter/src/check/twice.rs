//! Two things of one name.

use super::Look;
use crate::{finding::Finding, law::At};
use std::collections::HashMap;

/// Criteria and stages of the same name. Tables may share an article: they are its paragraphs.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    let charter = look.charter;
    twice(
        "duplicate-criterion",
        "two criteria are called",
        charter.membership.criteria.iter().map(|c| &c.id),
        out,
    );
    twice("duplicate-stage", "two stages are called", charter.stages.iter().map(|s| &s.id), out);
    for rule in &charter.rules {
        if voting::parse(&rule.name.value).is_ok() {
            let says =
                format!("`{}` is a rule by itself, and cannot be the name of another", rule.name.value);
            let help = "give the rule another name, or write the word where it is used";
            out.push(Finding::error("reserved-name", rule.name.span.clone(), says).help(help));
        }
    }
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
