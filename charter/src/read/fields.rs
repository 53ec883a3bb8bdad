//! Reads single values out of a TOML table. What has the wrong form reads as absent: the walk has reported it.

use crate::{
    condition::{self, Condition, Context},
    law::{At, Duration, Heading, RuleText},
    shape::Shape,
    values, walk,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use voting::Rule;

/// A table of the file, with the shape that says which keys it has.
#[derive(Clone, Copy)]
pub struct Fields<'a, 'i> {
    pub table: &'a DeTable<'i>,
    shape: Option<&'static Shape>,
}

impl<'a, 'i> Fields<'a, 'i> {
    pub fn new(table: &'a DeTable<'i>, shape: Option<&'static Shape>) -> Self {
        Self { table, shape }
    }

    pub fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        // Every key that is read stands in the table of keys, or the walk would refuse what the reader expects.
        debug_assert!(
            self.shape.is_none_or(|shape| shape.key(name).is_some()),
            "no key {name} in {:?}",
            self.shape
        );
        self.table.get(name)
    }

    pub fn text(&self, name: &str) -> Option<String> {
        Some(self.get(name)?.get_ref().as_str()?.to_owned())
    }

    pub fn text_at(&self, name: &str) -> Option<At<String>> {
        text_at(self.get(name)?)
    }

    pub fn name(&self, name: &str) -> Option<At<String>> {
        self.text_at(name).filter(|at| values::is_id(&at.value))
    }

    pub fn names(&self, name: &str) -> Vec<At<String>> {
        self.many(name, text_at)
    }

    /// One value or a list of them.
    pub fn many<T>(&self, name: &str, read: impl Fn(&Spanned<DeValue<'i>>) -> Option<T>) -> Vec<T> {
        let Some(value) = self.get(name) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(read).collect(),
            _ => read(value).into_iter().collect(),
        }
    }

    pub fn count(&self, name: &str) -> Option<At<u32>> {
        let value = self.get(name)?;
        let number = u32::try_from(walk::integer(value.get_ref())?).ok()?;
        Some(At { value: number, span: value.span() })
    }

    pub fn large(&self, name: &str) -> Option<u64> {
        walk::integer(self.get(name)?.get_ref())
    }

    pub fn year(&self, name: &str) -> Option<i32> {
        let year = i32::try_from(walk::integer(self.get(name)?.get_ref())?).ok()?;
        (1..=9999).contains(&year).then_some(year)
    }

    pub fn duration(&self, name: &str) -> Option<Duration> {
        values::duration(self.get(name)?.get_ref().as_str()?).ok()
    }

    pub fn choice<T: Copy>(&self, name: &str, among: &[(&str, T)]) -> Option<T> {
        let text = self.get(name)?.get_ref().as_str()?;
        among.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
    }

    pub fn condition(&self, name: &str, context: Context) -> Option<At<Condition>> {
        let value = self.get(name)?;
        let condition = condition::parse(value.get_ref().as_str()?, context).ok()?;
        Some(At { value: condition, span: value.span() })
    }

    pub fn rule(&self, name: &str) -> Option<At<Rule>> {
        rule_at(self.get(name)?)
    }

    pub fn rule_text(&self, name: &str) -> Option<At<RuleText>> {
        let value = self.get(name)?;
        let text = value.get_ref().as_str()?;
        // `consensus` and `unanimity` are rules of one word; any other single word is a name.
        let one_word = values::is_id(text) && !matches!(text, "consensus" | "unanimity");
        let rule = if one_word {
            RuleText::Named(text.to_owned())
        } else {
            RuleText::Written(voting::parse(text).ok()?)
        };
        Some(At { value: rule, span: value.span() })
    }

    pub fn table(&self, name: &str) -> Option<Fields<'a, 'i>> {
        let shape = self.shape.and_then(|shape| shape.key(name)).and_then(|key| shape_of(&key.kind));
        Some(Self::new(self.get(name)?.get_ref().as_table()?, shape))
    }

    /// Tables under names made in the charter, in the order of the file.
    pub fn named(&self, name: &str) -> Vec<(At<String>, Fields<'a, 'i>)> {
        let shape = self.shape.and_then(|shape| shape.key(name)).and_then(|key| shape_of(&key.kind));
        let entries = self.entries(name).into_iter();
        entries.filter_map(|(id, value)| Some((id, Self::new(value.get_ref().as_table()?, shape)))).collect()
    }

    /// Values under names made in the charter, in the order of the file.
    pub fn entries(&self, name: &str) -> Vec<(At<String>, &'a Spanned<DeValue<'i>>)> {
        let Some(table) = self.get(name).and_then(|value| value.get_ref().as_table()) else {
            return Vec::new();
        };
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (At { value: key.get_ref().to_string(), span: key.span() }, value))
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }

    /// An array of tables.
    pub fn tables(&self, name: &str) -> Vec<Fields<'a, 'i>> {
        let shape = self.shape.and_then(|shape| shape.key(name)).and_then(|key| shape_of(&key.kind));
        let Some(items) = self.get(name).and_then(|value| value.get_ref().as_array()) else {
            return Vec::new();
        };
        items.iter().filter_map(|item| Some(Self::new(item.get_ref().as_table()?, shape))).collect()
    }

    pub fn heading(&self) -> Heading {
        Heading { article: self.text_at("article"), title: self.text("title"), says: self.text("says") }
    }
}

pub fn text_at(value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
    Some(At { value: value.get_ref().as_str()?.to_owned(), span: value.span() })
}

pub fn rule_at(value: &Spanned<DeValue<'_>>) -> Option<At<Rule>> {
    let rule = voting::parse(value.get_ref().as_str()?).ok()?;
    Some(At { value: rule, span: value.span() })
}

/// The shape of a table that a kind asks for.
pub fn shape_of(kind: &crate::shape::Kind) -> Option<&'static Shape> {
    use crate::shape::Kind;
    match kind {
        Kind::Table(shape) | Kind::Tables(shape) | Kind::Named(shape) | Kind::Acts(shape) => Some(shape),
        Kind::Either(kinds) => kinds.iter().find_map(shape_of),
        _ => None,
    }
}
