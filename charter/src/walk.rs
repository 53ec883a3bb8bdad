//! The first look at a charter: does every key exist, and is every value of the form that its key asks for? Knows
//! nothing of what names refer to: that is [`crate::check`].

use crate::{
    acts::ActKind,
    condition,
    finding::Finding,
    keys::CHARTER,
    nearest::suggest,
    shape::{Kind, NameOf, Shape, quoted},
    strings, values,
    values::{Wrong, shown},
};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Everything wrong with the form of a charter.
pub fn walk(file: &str, table: &Spanned<DeTable<'_>>) -> Vec<Finding> {
    let mut walk = Walk { file, findings: Vec::new() };
    walk.table(table.get_ref(), &(0..0), &CHARTER);
    walk.findings
}

struct Walk<'a> {
    file: &'a str,
    findings: Vec<Finding>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Walk<'_> {
    fn table(&mut self, table: &DeTable<'_>, span: &Range<usize>, shape: &Shape) {
        for (name, value) in table {
            let Some(key) = shape.key(name.get_ref()) else {
                self.unknown_key(name, shape);
                continue;
            };
            self.value(value, &key.kind);
        }
        for key in shape.keys.iter().filter(|key| key.required) {
            if table.keys().all(|name| name.get_ref() != key.name) {
                let says = format!("{} has no `{}`", shape.name, key.name);
                let help = format!("add `{}`: {}", key.name, key.kind.expected());
                self.findings.push(Finding::error("missing-key", head(self.file, span), says).help(help));
            }
        }
    }

    fn unknown_key(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, shape: &Shape) {
        let names: Vec<_> = shape.keys.iter().map(|key| key.name).collect();
        let says = format!("{} has no key `{}`", shape.name, shown(name.get_ref()));
        let help = suggest(name.get_ref(), names.iter().copied())
            .unwrap_or_else(|| format!("its keys are {}", crate::nearest::list(&names)));
        self.findings.push(Finding::error("unknown-key", name.span(), says).help(help));
    }

    fn value(&mut self, value: &Value<'_>, kind: &Kind) {
        match (kind, value.get_ref()) {
            (Kind::Either(kinds), given) => match kinds.iter().find(|kind| fits(kind, given)) {
                Some(kind) => self.value(value, kind),
                None => self.wrong_type(value, kind),
            },
            (Kind::OneOrMany(each), DeValue::Array(_)) => self.value(value, &Kind::List(each)),
            (Kind::OneOrMany(each), _) => self.value(value, each),
            (Kind::List(each), DeValue::Array(items)) => items.iter().for_each(|item| self.value(item, each)),
            (Kind::Table(shape), DeValue::Table(table)) => self.table(table, &value.span(), shape),
            (Kind::Tables(shape), DeValue::Array(items)) => {
                for item in items.iter() {
                    match item.get_ref() {
                        DeValue::Table(table) => self.table(table, &item.span(), shape),
                        _ => self.wrong_type(item, &Kind::Table(shape)),
                    }
                }
            }
            (Kind::Named(shape), DeValue::Table(table)) => {
                for (name, value) in table {
                    self.name_made_here(name);
                    self.value(value, &Kind::Table(shape));
                }
            }
            (Kind::Values(kind), DeValue::Table(table)) => {
                for (name, value) in table {
                    self.name_made_here(name);
                    self.value(value, kind);
                }
            }
            (Kind::Acts(shape), DeValue::Table(table)) => {
                for (name, value) in table {
                    if ActKind::named(name.get_ref()).is_none() {
                        let names = ActKind::ALL.iter().map(|kind| kind.name());
                        let help = suggest(name.get_ref(), names)
                            .unwrap_or_else(|| "the kinds of act are a fixed list; `resolution` carries what else a drafter adds; see `koinon charter reference`".into());
                        let says = format!("`{}` is not a kind of act", shown(name.get_ref()));
                        self.findings.push(Finding::error("unknown-act", name.span(), says).help(help));
                    }
                    self.value(value, &Kind::Table(shape));
                }
            }
            (Kind::Changes, DeValue::Table(_)) => {}
            (Kind::Year, DeValue::Integer(_)) => self.integer(value, 1, 9999, kind),
            (Kind::Count(least, most), DeValue::Integer(_)) => self.integer(value, *least, *most, kind),
            (_, DeValue::String(text)) => self.text(value, text, kind),
            _ => self.wrong_type(value, kind),
        }
    }

    fn integer(&mut self, value: &Value<'_>, least: u64, most: u64, kind: &Kind) {
        let given = integer(value.get_ref());
        if given.is_none_or(|number| number < least || number > most) {
            let written = self.file.get(value.span()).unwrap_or_default();
            let says = match kind {
                Kind::Year => format!("`{}` is not a year of the common era", shown(written)),
                _ => format!("`{}` is out of range", shown(written)),
            };
            self.findings.push(
                Finding::error("out-of-range", value.span(), says).help(format!("write {}", kind.expected())),
            );
        }
    }

    fn text(&mut self, value: &Value<'_>, text: &str, kind: &Kind) {
        let wrong = match kind {
            Kind::Says => None,
            Kind::Words if text.trim().is_empty() => Some(Wrong::new("the text is empty", "write a name")),
            Kind::Words if text.chars().count() > 200 => {
                Some(Wrong::new("the name is longer than 200 letters", "put the rest into `says`"))
            }
            Kind::Words => None,
            Kind::Label => values::label(text).err(),
            Kind::Id => values::id(text).err(),
            Kind::Name(NameOf::State) => None,
            Kind::Name(NameOf::Indicator) => None,
            Kind::Name(_) => values::id(text).err(),
            Kind::Choice(words) => (!words.contains(&text)).then(|| Wrong {
                says: format!("`{}` is not known here", shown(text)),
                help: suggest(text, words.iter().copied())
                    .or_else(|| Some(format!("one of {}", quoted(words)))),
            }),
            Kind::Duration => values::duration(text).err(),
            Kind::Condition(context) => return self.condition(value, text, *context),
            Kind::Rule => return self.rule(value, text),
            Kind::RuleOrName if values::is_id(text) => None,
            Kind::RuleOrName => return self.rule(value, text),
            Kind::Proposer => match values::proposer(text) {
                Ok(_) => None,
                Err((wrong, span)) => return self.inside(value, "rule", &span, wrong),
            },
            _ => return self.wrong_type(value, kind),
        };
        if let Some(wrong) = wrong {
            let code = if matches!(kind, Kind::Choice(_)) { "unknown-word" } else { "wrong-form" };
            self.findings.push(Finding::error(code, value.span(), wrong.says).maybe_help(wrong.help));
        }
    }

    fn condition(&mut self, value: &Value<'_>, text: &str, context: condition::Context) {
        if let Err(problems) = condition::parse(text, context) {
            for problem in problems {
                let span = strings::in_file(self.file, &value.span(), &problem.span);
                // An empty text has no bytes to underline but its quotes.
                let span = if span.is_empty() { value.span() } else { span };
                self.findings.push(
                    Finding::error(problem.code, span, problem.message)
                        .label(problem.label)
                        .maybe_help(problem.help),
                );
            }
        }
    }

    fn rule(&mut self, value: &Value<'_>, text: &str) {
        if let Err(error) = voting::parse(text) {
            let wrong = Wrong { says: error.to_string(), help: error.help() };
            self.inside(value, "rule", &error.span(), wrong);
        }
    }

    /// A problem inside a text: at its place in the file, not merely at the text.
    fn inside(&mut self, value: &Value<'_>, code: &'static str, span: &Range<usize>, wrong: Wrong) {
        let span = strings::in_file(self.file, &value.span(), span);
        let span = if span.is_empty() { value.span() } else { span };
        self.findings.push(Finding::error(code, span, wrong.says).maybe_help(wrong.help));
    }

    fn name_made_here(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>) {
        if let Err(wrong) = values::id(name.get_ref()) {
            self.findings.push(Finding::error("wrong-form", name.span(), wrong.says).maybe_help(wrong.help));
        }
    }

    fn wrong_type(&mut self, value: &Value<'_>, kind: &Kind) {
        let given = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = match value.get_ref() {
            DeValue::Table(_) | DeValue::Array(_) => head(self.file, &value.span()),
            _ => value.span(),
        };
        let says = format!("expected {}, found {given}", kind.expected());
        let help = match (kind, value.get_ref()) {
            (Kind::Condition(_), DeValue::Boolean(_)) => Some("put it in quotes: \"true\"".to_owned()),
            (Kind::Condition(_) | Kind::Rule | Kind::RuleOrName, DeValue::Integer(_) | DeValue::Float(_)) => {
                Some("put it in quotes, as a sentence".to_owned())
            }
            (Kind::Label, DeValue::Integer(_) | DeValue::Float(_)) => {
                Some("put the label in quotes".to_owned())
            }
            _ => None,
        };
        self.findings.push(Finding::error("wrong-type", span, says).maybe_help(help));
    }
}

/// Does a value's type fit a kind? Only for kinds between which [`Kind::Either`] chooses.
fn fits(kind: &Kind, value: &DeValue<'_>) -> bool {
    match kind {
        Kind::List(_) => value.is_array(),
        Kind::Table(_) => value.is_table(),
        _ => value.is_str(),
    }
}

/// A whole number that is not negative.
pub(crate) fn integer(value: &DeValue<'_>) -> Option<u64> {
    let number = value.as_integer()?;
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// The first line of a span: a table's heading, rather than all that it holds.
pub(crate) fn head(file: &str, span: &Range<usize>) -> Range<usize> {
    let text = file.get(span.clone()).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    span.start..span.start + line.trim_end().len()
}
