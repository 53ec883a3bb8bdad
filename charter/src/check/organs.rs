//! Organs that nobody needs, and seats that do not suffice.

use super::{Look, names};
use crate::{
    finding::Finding,
    law::{Proposer, Seats},
};

/// Organs no article names, and assemblies too small for their community.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    for organ in &look.charter.organs {
        let id = &organ.id.value;
        let named = names::organ_names(look.charter).iter().any(|(name, _)| name.value == *id);
        let proposes = look
            .charter
            .acts
            .iter()
            .flat_map(|act| &act.proposed_by)
            .any(|proposer| proposer.value == Proposer::Office(id.clone()));
        let office = names::OFFICES.contains(&id.as_str());
        if !named && !proposes && !office {
            out.push(
                Finding::warning(
                    "idle-organ",
                    organ.id.span.clone(),
                    format!("no article gives the organ `{id}` anything to do"),
                )
                .help(format!("name it in an act, such as organ = \"{id}\", or strike it")),
            );
        }
        if let Some(Seats::Apportioned(seats)) = &organ.seats {
            if let Some(max) = &seats.max
                && max.value < seats.min.value
            {
                out.push(
                    Finding::error(
                        "seats-out-of-order",
                        max.span.clone(),
                        "a member's most seats are fewer than its fewest",
                    )
                    .label(format!("at most {}", max.value))
                    .and(seats.min.span.clone(), format!("at least {}", seats.min.value))
                    .help(format!("let `max` be {} or more", seats.min.value)),
                );
            }
            enough_seats(look, organ, seats, out);
        }
    }
}

/// An assembly whose minimum seats exceed its total, now or at the size that a stage implies.
fn enough_seats(
    look: &Look<'_>,
    organ: &crate::law::Organ,
    seats: &crate::law::Apportionment,
    out: &mut Vec<Finding>,
) {
    let needs = |members: u64| members * u64::from(seats.min.value);
    let total = u64::from(seats.total.value);
    for stage in &look.charter.stages {
        let Some(members) = stage.when.as_ref().and_then(|when| super::stages::least_members(&when.value))
        else {
            continue;
        };
        if needs(members) > total {
            let says = format!(
                "the organ `{}` has too few seats for the stage `{}`",
                organ.id.value, stage.id.value
            );
            out.push(
                Finding::error("too-few-seats", seats.total.span.clone(), says)
                    .label(format!("{total} seats"))
                    .and(seats.min.span.clone(), format!("each member has at least {}", seats.min.value))
                    .and(stage.id.span.clone(), format!("at least {members} members"))
                    .help(format!("let `total` be {} or more", needs(members))),
            );
            return;
        }
    }
    if needs(1) > total {
        let says = format!("the organ `{}` has fewer seats than one member must have", organ.id.value);
        out.push(
            Finding::error("too-few-seats", seats.total.span.clone(), says)
                .help("raise `total` or lower `min`"),
        );
    }
}
