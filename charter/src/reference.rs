//! The reference of the language, made from the tables that the parser reads: every key, name and kind of act, with
//! what executes it.

use crate::{
    acts::{ActKind, Decided},
    condition::names,
    keys::{CHARTER, METHODS},
    shape::{Kind, Shape},
};

/// The reference, in Markdown.
pub fn reference() -> String {
    let mut out = String::from(
        "# The charter language: reference\n\n\
         Made by `koinon charter reference`; do not edit. A charter is a TOML file. Every string in it is a name, a \
         condition, a rule, a span of time, or `says`: words that bind nobody and are printed as such. Anything else \
         is refused, so nothing that looks like law is decoration.\n\n## Keys\n\n\
         | key | what it holds | default | what it means | what executes it |\n|---|---|---|---|---|\n",
    );
    rows("", &CHARTER, &mut out);
    out.push_str("\n## Kinds of act\n\nThe list is fixed. A kind that a charter does not name is refused.\n\n| act | what it does | brought about by |\n|---|---|---|\n");
    for kind in ActKind::ALL {
        let by = match kind.by() {
            Decided::Vote => "a vote: needs `organ` and `rule`",
            Decided::Declaration => "a declaration: needs `who`",
        };
        out.push_str(&format!("| `{kind}` | {} | {by} |\n", kind.verb()));
    }
    out.push_str(
        "\n## Names in conditions\n\nA condition may use these names and no others. What is missing is unknown; \
         `&&`, `||` and `!` follow Kleene's three-valued logic.\n\n| name | type | where | what it means |\n|---|---|---|---|\n",
    );
    for name in names::NAMES {
        out.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            name.path,
            name.kind.says(),
            name.contexts_say(),
            name.says
        ));
    }
    out.push_str(
        "\n## Rules\n\nThe grammar of voting rules stands in [voting/RULES.md](../voting/RULES.md). ",
    );
    out.push_str(&format!("Methods of apportionment: {}.\n", crate::nearest::list(METHODS)));
    out
}

fn rows(path: &str, shape: &Shape, out: &mut String) {
    for key in shape.keys {
        let name = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        let must = if key.required { " (required)" } else { "" };
        let default = if key.default.is_empty() { "" } else { key.default };
        out.push_str(&format!(
            "| `{name}`{must} | {} | {default} | {} | {} |\n",
            key.kind.expected().replace('|', "\\|"),
            key.says,
            key.runs.says()
        ));
        below(&name, &key.kind, out);
    }
}

fn below(name: &str, kind: &Kind, out: &mut String) {
    match kind {
        Kind::Table(shape) => rows(name, shape, out),
        Kind::Tables(shape) => rows(&format!("{name}[]"), shape, out),
        Kind::Named(shape) => rows(&format!("{name}.NAME"), shape, out),
        Kind::Acts(shape) => rows(&format!("{name}.KIND"), shape, out),
        Kind::Either(kinds) => kinds.iter().for_each(|kind| below(name, kind, out)),
        _ => {}
    }
}
