//! A charter once a stage is entered: the keys that the stage changes, changed, and every comment kept.

use toml_edit::{DocumentMut, Item, TableLike};

/// The text of a charter after the stage of this name.
///
/// # Errors
///
/// Where the text is no TOML, has no such stage, or lacks a key that the stage changes; [`crate::look`] finds all of that
/// beforehand.
pub fn enter(text: &str, stage: &str) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|_| "the charter is not TOML".to_owned())?;
    let stages = document.get("stage").and_then(Item::as_array_of_tables);
    let found = stages
        .and_then(|stages| stages.iter().find(|table| table.get("id").and_then(Item::as_str) == Some(stage)));
    let Some(found) = found else { return Err(format!("the charter has no stage `{stage}`")) };
    let mut changes = Vec::new();
    if let Some(table) = found.get("changes").and_then(Item::as_table_like) {
        leaves(table, &mut Vec::new(), &mut changes);
    }
    for (path, value) in changes {
        set(document.as_table_mut(), &path, value)?;
    }
    Ok(document.to_string())
}

fn leaves(table: &dyn TableLike, path: &mut Vec<String>, out: &mut Vec<(Vec<String>, Item)>) {
    for (key, item) in table.iter() {
        path.push(key.to_owned());
        match item.as_table_like() {
            Some(inner) => leaves(inner, path, out),
            None => out.push((path.clone(), item.clone())),
        }
        path.pop();
    }
}

fn set(table: &mut dyn TableLike, path: &[String], value: Item) -> Result<(), String> {
    match path {
        [] => Err("a change names no key".into()),
        [key] => {
            // What stands around the old value, such as a comment behind it, stays.
            let around = table.get(key).and_then(Item::as_value).map(|old| old.decor().clone());
            let mut value = value;
            if let (Some(around), Some(new)) = (around, value.as_value_mut()) {
                *new.decor_mut() = around;
            }
            table.insert(key, value);
            Ok(())
        }
        [key, rest @ ..] => match table.get_mut(key).and_then(Item::as_table_like_mut) {
            Some(inner) => set(inner, rest, value),
            None => Err(format!("the charter has no `{key}` to change")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_of_the_model_charter_changes_its_keys_and_nothing_else() {
        let text = crate::models()[0].text;
        let grown = enter(text, "union").unwrap();
        let differs: Vec<_> = text.lines().zip(grown.lines()).filter(|(a, b)| a != b).collect();
        assert_eq!(differs.len(), 1, "{differs:?}");
        assert!(
            differs[0].1.starts_with("qualified = \"55% of states and 60% of population\""),
            "{differs:?}"
        );
        assert!(crate::read(&grown).findings.is_empty());
    }

    #[test]
    fn a_stage_that_is_not_there_is_an_error() {
        assert_eq!(enter("x = 1", "union"), Err("the charter has no stage `union`".into()));
        assert!(enter("x = ", "union").is_err());
    }
}
