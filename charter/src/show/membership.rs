//! Who belongs, in plain English.

use super::{
    Context, Paragraph, Part,
    organs::state_name,
    words::{and_list, capital, count},
};
use crate::{acts::ActKind, law::Criterion};

/// The article on membership.
pub fn membership(cx: &Context<'_>) -> Part {
    let membership = &cx.charter.membership;
    let mut part = Part::new(&membership.heading, "Membership", "membership");
    match &membership.open_to {
        Some(open) if open.value.to_string() == "true" => part.rule("Membership is open to every state."),
        Some(open) => {
            part.rule(format!("Membership is open to a state only if {}.", cx.condition(&open.value)))
        }
        None => {}
    }
    if !membership.criteria.is_empty() {
        part.rule("A state qualifies when it meets every one of these criteria:");
        for (place, criterion) in membership.criteria.iter().enumerate() {
            part.paragraphs.extend(criterion_words(cx, place, criterion));
        }
    }
    if let Some(text) = founders(cx) {
        part.rule(text);
    }
    part
}

fn criterion_words(cx: &Context<'_>, place: usize, criterion: &Criterion) -> Vec<Paragraph> {
    let title =
        criterion.heading.title.clone().unwrap_or_else(|| capital(&criterion.id.value.replace('-', " ")));
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    let mut text = format!("({letter}) {title}: ");
    if criterion.years > 1 {
        text.push_str(&format!("in each of the last {} years, ", count(u64::from(criterion.years))));
    }
    text.push_str(&cx.condition(&criterion.holds.value));
    text.push_str(". A member loses it when ");
    let lost = criterion.lost.as_ref().map_or("that is not so".to_owned(), |lost| cx.condition(&lost.value));
    if criterion.grace > 1 {
        text.push_str(&format!("{lost}, in each of {} years running", count(u64::from(criterion.grace))));
    } else {
        text.push_str(&format!("{lost} in a year"));
    }
    text.push('.');
    let id = Some(criterion.id.value.clone());
    let mut out = vec![Paragraph { text, binds: true, criterion: id.clone() }];
    if let Some(says) = &criterion.heading.says {
        out.push(Paragraph { text: says.clone(), binds: false, criterion: id });
    }
    out
}

fn founders(cx: &Context<'_>) -> Option<String> {
    let founders = &cx.charter.membership.founders;
    let mut text = match (&founders.group, founders.states.as_slice()) {
        (Some(group), _) => {
            let on = founders.on.map(|year| format!(" on 31 December {year}")).unwrap_or_default();
            format!("The members of the {}{on} are its founders", cx.group(&group.value))
        }
        (None, []) => return None,
        (None, states) => {
            let names: Vec<_> = states.iter().map(|state| state_name(cx, &state.value)).collect();
            format!("Its founders are {}", and_list(&names))
        }
    };
    if let Some(since) = cx.charter.community.since {
        text.push_str(&format!(", and enter in {since}"));
    }
    text.push('.');
    if founders.observe_years > 0 {
        text.push_str(&format!(
            " A founder that does not qualify enters under observation, and cannot leave for want of a criterion before {} years have passed",
            count(u64::from(founders.observe_years))
        ));
        if let Some(then) = &founders.then {
            let verb = ActKind::named(&then.value).map_or(then.value.as_str(), |kind| kind.verb());
            text.push_str(&format!("; then the community may {}", verb.replace("a member", "that member")));
        }
        text.push('.');
    }
    Some(text)
}
