//! The stages of growth, in plain English.

use super::{
    Context, Part,
    words::{and_list, capital},
};
use crate::law::Change;

/// The article on the stages, where there are any.
pub fn stages(cx: &Context<'_>) -> Option<Part> {
    let stages = &cx.charter.stages;
    let first = stages.first()?;
    let mut part = Part::new(&first.heading, "Stages", "stage");
    part.rule(format!(
        "The community grows by stages: {}.",
        and_list(&stages.iter().map(|stage| stage.id.value.replace('-', " ")).collect::<Vec<_>>())
    ));
    for (place, stage) in stages.iter().enumerate() {
        if place > 0 {
            part.says(stage.heading.says.as_deref());
        }
        let name = capital(&stage.id.value.replace('-', " "));
        match &stage.when {
            Some(when) => part.rule(format!("{name}: it may be entered when {}.", cx.condition(&when.value))),
            None if place == 0 => part.rule(format!("{name}: the stage at the founding.")),
            None => part.rule(format!("{name}: it may be entered at any time after the stage before it.")),
        }
        for change in &stage.changes {
            part.rule(change_words(cx, change));
        }
    }
    Some(part)
}

/// `With it, the qualified rule becomes: 55% of states and 60% of population.`
fn change_words(cx: &Context<'_>, change: &Change) -> String {
    let path: Vec<&str> = change.path.value.iter().map(String::as_str).collect();
    let to = &change.to.value;
    match path.as_slice() {
        ["rules", name] => format!("With it, the {} rule becomes: {to}.", name.replace('-', " ")),
        ["organs", organ, "elected"] if to == "directly" => {
            format!("With it, the members of {} are elected directly by the citizens.", cx.office(organ))
        }
        ["organs", organ, keys @ ..] => {
            format!("With it, `{}` of {} becomes: {to}.", keys.join("."), cx.office(organ))
        }
        _ => format!("With it, `{}` becomes: {to}.", path.join(".")),
    }
}
