//! Acts that cannot come about.

use super::Look;
use crate::{acts::Decided, finding::Finding, law::Act};

/// An act that is voted on needs a rule and an organ; one that is declared needs someone to declare it.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    for act in &look.charter.acts {
        let name = act.kind.value;
        let at = act.kind.span.clone();
        match name.by() {
            Decided::Vote => {
                if act.rule.is_none() && act.silence.is_none() {
                    out.push(
                        Finding::error(
                            "act-without-rule",
                            at.clone(),
                            format!("nothing says what decides whether to {}", name.verb()),
                        )
                        .label("has no `rule`")
                        .help("add `rule`, such as rule = \"two thirds of states\""),
                    );
                }
                if act.organ.is_none() {
                    out.push(
                        Finding::error(
                            "act-without-organ",
                            at,
                            format!("nothing says who decides whether to {}", name.verb()),
                        )
                        .label("has no `organ`")
                        .help("add `organ`, the name of one in [organs]"),
                    );
                }
            }
            Decided::Declaration if act.who.is_empty() && act.organ.is_none() => out.push(
                Finding::error("act-without-actor", at, format!("nothing says who may {}", name.verb()))
                    .label("has no `who`")
                    .help("add `who`, such as who = \"member\""),
            ),
            Decided::Declaration => {}
        }
        citizens(act, out);
    }
}

/// `citizens` says how many; `who` says that they may.
fn citizens(act: &Act, out: &mut Vec<Finding>) {
    let named = act.who.iter().find(|who| who.value == "citizens");
    match (&act.citizens, named) {
        (Some(_), None) => out.push(
            Finding::error(
                "citizens-not-named",
                act.kind.span.clone(),
                "`citizens` says how many, but `who` does not name them",
            )
            .help("add \"citizens\" to `who`"),
        ),
        (None, Some(who)) => out.push(
            Finding::error(
                "citizens-not-counted",
                who.span.clone(),
                "nothing says how many citizens it takes",
            )
            .help("add citizens = { total = 1000000 }"),
        ),
        _ => {}
    }
}
