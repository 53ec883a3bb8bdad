//! Bars that make no sense: lost above met, outside the scale, or a criterion that nobody or everybody meets.

use super::Look;
use crate::{
    condition::{Bar, Comparison, columns::Panel, columns::over_states},
    finding::Finding,
    law::Criterion,
};

/// Every criterion's bars.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    for criterion in &look.charter.membership.criteria {
        lost_above_holds(look, criterion, out);
        for at in [Some(&criterion.holds), criterion.lost.as_ref()].into_iter().flatten() {
            for bar in at.value.bars() {
                outside_the_scale(look, &at.span, &bar, out);
            }
        }
        constant(look, criterion, out);
    }
}

/// A member would lose a criterion that it still meets.
fn lost_above_holds(look: &Look<'_>, criterion: &Criterion, out: &mut Vec<Finding>) {
    let Some(lost) = &criterion.lost else { return };
    for holds_bar in criterion.holds.value.bars() {
        for lost_bar in lost.value.bars().into_iter().filter(|bar| bar.path == holds_bar.path) {
            let up = matches!(holds_bar.comparison, Comparison::AtLeast | Comparison::More);
            let opposite = match lost_bar.comparison {
                Comparison::Less | Comparison::AtMost => up,
                Comparison::More | Comparison::AtLeast => !up,
                _ => continue,
            };
            let (met, gone) = (holds_bar.literal, lost_bar.literal);
            let overlap = if up { gone > met } else { gone < met };
            if opposite && overlap {
                let (word, limit) = if up { ("below", "lower") } else { ("above", "higher") };
                let says = format!("criterion `{}` is lost where it is still met", criterion.id.value);
                out.push(
                    Finding::error("lost-above-holds", look.place(&lost.span, &lost_bar.span), says)
                        .label(format!("lost {word} {}", lost_bar.written))
                        .and(
                            look.place(&criterion.holds.span, &holds_bar.span),
                            format!("met from {}", holds_bar.written),
                        )
                        .help(format!("let the bar of `lost` be {} or {limit}", holds_bar.written)),
                );
                return;
            }
        }
    }
}

/// A bar that no value of the indicator can reach, or that all do.
fn outside_the_scale(look: &Look<'_>, token: &std::ops::Range<usize>, bar: &Bar, out: &mut Vec<Finding>) {
    let Some((least, most)) = beyond(look, bar) else { return };
    let says =
        format!("`{}` runs from {least} to {most}, and is compared with {}", bar.indicator, bar.written);
    let value = bar.literal.to_f64();
    let help = if most <= 1.0 && value > 1.0 && value <= 100.0 {
        format!("did you mean {}?", value / 100.0)
    } else {
        format!("let the bar lie between {least} and {most}")
    };
    out.push(Finding::error("bar-outside-scale", look.place(token, &bar.span), says).help(help));
}

/// The ends of an indicator's scale, where a bar lies beyond them.
fn beyond(look: &Look<'_>, bar: &Bar) -> Option<(f64, f64)> {
    let (least, most) =
        look.world.indicator_named(&bar.indicator).and_then(|ix| look.world.indicator(ix).bounds)?;
    let value = bar.literal.to_f64();
    (value < least || value > most).then_some((least, most))
}

/// Judged on every state of the record: does anybody ever meet it, does anybody ever not?
fn constant(look: &Look<'_>, criterion: &Criterion, out: &mut Vec<Finding>) {
    use crate::condition::Truth;
    let holds = &criterion.holds.value;
    let known = |name: &str| look.world.indicator_named(name).is_some();
    let group = |name: &str| super::data::group_exists(look, name);
    // What is wrong with a name or a bar is said already.
    if !holds.indicators().iter().all(|(name, _)| known(name))
        || !holds.groups().iter().all(|(name, _)| group(name))
        || holds.bars().iter().any(|bar| beyond(look, bar).is_some())
    {
        return;
    }
    let truths = over_states(&criterion.holds.value, &mut Panel::new(look.charter, look.world));
    let any = |wanted: fn(&Truth) -> bool| truths.iter().any(wanted);
    let id = &criterion.id.value;
    let span = criterion.holds.span.clone();
    if let Some(Truth::Fault(fault)) = truths.iter().find(|truth| matches!(truth, Truth::Fault(_))) {
        out.push(
            Finding::error(
                "cannot-compute",
                span,
                format!("criterion `{id}` {} for some states", fault.says()),
            )
            .help("guard it, as in `state.gdp > 0 && …`, or let `has()` choose"),
        );
    } else if !any(|truth| *truth == Truth::True) {
        out.push(
            Finding::error("never-met", span, format!("no state has ever met criterion `{id}`"))
                .help("lower the bar, or choose an indicator with data"),
        );
    } else if !any(|truth| *truth != Truth::True) {
        out.push(
            Finding::warning("always-met", span, format!("every state has always met criterion `{id}`"))
                .help("raise the bar, or strike the criterion"),
        );
    }
}
