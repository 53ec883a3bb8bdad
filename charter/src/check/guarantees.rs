//! Guarantees that nobody can invoke, or that nobody can determine.

use super::Look;
use crate::{finding::Finding, law::Guarantee};

/// The heads that an act invokes: an armed attack is declared, protection of the constitutional order is asked for.
const HEADS: [&str; 2] = ["attack", "freedom"];

/// A guarantee is invoked by its head, covers something, and is determined by an organ and a rule or by neither.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    for guarantee in &look.charter.guarantees {
        let id = &guarantee.id.value;
        let at = guarantee.id.span.clone();
        if !HEADS.contains(&id.as_str()) {
            let says = format!("no act invokes the guarantee `{id}`");
            out.push(
                Finding::warning("guarantee-without-act", at.clone(), says)
                    .help("call it `attack` or `freedom`: these a member can invoke"),
            );
        }
        if guarantee.covers.is_empty() {
            out.push(
                Finding::warning("guarantee-of-nothing", at.clone(), "the guarantee covers nothing")
                    .label("has no `covers`")
                    .help("say what it covers, such as covers = [\"territory\"]"),
            );
        }
        if let Some(says) = half_decided(guarantee) {
            out.push(
                Finding::warning("guarantee-half-decided", at, says)
                    .help("give `organ` and `rule`, or none of `organ`, `rule` and `within`"),
            );
        }
    }
}

fn half_decided(guarantee: &Guarantee) -> Option<&'static str> {
    match (&guarantee.organ, &guarantee.rule, guarantee.within) {
        (Some(_), None, _) => Some("an organ determines the case, but nothing says by which rule"),
        (None, Some(_), _) => Some("a rule determines the case, but nothing says in which organ"),
        (None, None, Some(_)) => Some("there is a time for determining the case, but nobody determines it"),
        _ => None,
    }
}
