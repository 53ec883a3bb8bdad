//! Guarantees and pledges as sentences.

use super::{counted, grouped, money, spaced};
use crate::{
    act::{Condition, Contribution, Purpose},
    event::{Event, Happening},
    state::State,
};

/// What happened to a guarantee or a pledge; nothing for other events.
pub(super) fn says(state: &State, event: &Event) -> String {
    let name = |code: &str| state.called(code).to_owned();
    let names = |codes: &[String]| codes.iter().map(|code| name(code)).collect::<Vec<_>>().join(", ");
    match &event.happened {
        Happening::GuaranteeInvoked(invoked) => {
            let number = invoked.guarantee;
            let what = match &invoked.by {
                Some(by) => {
                    format!(
                        "{by} asks, for {}, for the protection of its constitutional order",
                        name(&invoked.state)
                    )
                }
                None if invoked.asks_help => {
                    format!(
                        "{} declares an armed attack ({}) and asks for help",
                        name(&invoked.state),
                        invoked.object
                    )
                }
                None => format!("{} declares an armed attack ({})", name(&invoked.state), invoked.object),
            };
            let by =
                invoked.determine_by.map(|by| format!(" The case is to be determined by {}.", by.says()));
            format!("Guarantee {number}: {what}: {}{}", ended(&invoked.says), by.unwrap_or_default())
        }
        Happening::HelpRequested(requested) => {
            let needs: Vec<_> = requested.needs.iter().map(contribution).collect();
            let what = if needs.is_empty() { "help".to_owned() } else { needs.join(", ") };
            let who = member(state, requested.guarantee);
            format!("{who} asks under guarantee {} for {what}.", requested.guarantee)
        }
        Happening::Assisted(assisted) => {
            let force = if assisted.by_force { " by armed force" } else { "" };
            format!(
                "{} assists under guarantee {}{force}: {}",
                name(&assisted.state),
                assisted.guarantee,
                ended(&assisted.says)
            )
        }
        Happening::GuaranteeReported(reported) => {
            format!(
                "Guarantee {} is reported to the {}: {}",
                reported.guarantee,
                spaced(&reported.to),
                ended(&reported.says)
            )
        }
        Happening::ReportOverdue(of) => format!("Guarantee {} was not reported at once.", of.guarantee),
        Happening::AssistanceOwed(owed) => {
            let by = owed.pledges_by.map(|by| format!(", and are to pledge it by {}", by.says()));
            format!(
                "{} assistance under guarantee {}{}.",
                counted(owed.members.len(), "member owes", "members owe"),
                owed.guarantee,
                by.unwrap_or_default()
            )
        }
        Happening::Undetermined(undetermined) => {
            let why = match undetermined.motion {
                Some(motion) => format!("by motion {motion}"),
                None => "in time".to_owned(),
            };
            format!(
                "Guarantee {} is not determined {why}: self-defence is as it was.",
                undetermined.guarantee
            )
        }
        Happening::PledgesFellDue(fell) if fell.unanswered.is_empty() => {
            format!("Every member that owes it has answered guarantee {}.", fell.guarantee)
        }
        Happening::PledgesFellDue(fell) => format!(
            "{} not answered guarantee {}: {}.",
            counted(fell.unanswered.len(), "member has", "members have"),
            fell.guarantee,
            names(&fell.unanswered)
        ),
        Happening::RequestWithdrawn(of) => {
            format!("{} withdraws its request under guarantee {}.", member(state, of.guarantee), of.guarantee)
        }
        Happening::GuaranteeEnded(ended) => {
            let why =
                if ended.motion.is_some() { ", for the Security Council's measures suffice" } else { "" };
            format!("Guarantee {} ends{why}: what was still to come is no longer owed.", ended.guarantee)
        }
        Happening::Pledged(pledged) => {
            let to = match pledged.purpose {
                Purpose::Guarantee(number) => format!("guarantee {number}"),
                Purpose::Mission(number) => format!("mission {number}"),
            };
            let days = pledged
                .days
                .map(|days| format!(" within {}", counted(days, "day", "days")))
                .unwrap_or_default();
            let on = pledged.condition.as_ref().map(|on| format!(", {}", condition(state, on)));
            format!(
                "Pledge {}: {} pledges {} to {to}{days}{}.",
                pledged.pledge,
                name(&pledged.state),
                contribution(&pledged.contribution),
                on.unwrap_or_default()
            )
        }
        Happening::PledgeWithdrawn(part) => {
            format!(
                "{} of pledge {} is withdrawn.",
                of_pledge(state, part.pledge, part.quantity),
                part.pledge
            )
        }
        Happening::Arrived(part) => {
            let pledge = state.pledges.get(&part.pledge);
            let late = pledge.map_or(0, |pledge| pledge.days_late(event.at));
            let late =
                if late > 0 { format!(", {} late", counted(late, "day", "days")) } else { String::new() };
            format!(
                "Of pledge {} has come: {}{late}.",
                part.pledge,
                of_pledge(state, part.pledge, part.quantity)
            )
        }
        Happening::StoodDown(part) => format!("What came of pledge {} goes home.", part.pledge),
        _ => String::new(),
    }
}

/// The member that invoked a guarantee.
fn member(state: &State, number: u64) -> &str {
    state.guarantees.get(&number).map_or("the member", |guarantee| state.called(&guarantee.state))
}

/// A text that people wrote, with a full stop.
fn ended(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// What is pledged or asked for: `1,200 of infantry`.
pub fn contribution(contribution: &Contribution) -> String {
    match contribution {
        Contribution::Base { name } => format!("the base {name}"),
        Contribution::Overflight {} => "overflight".into(),
        other => quantity(other, other.quantity()),
    }
}

/// So much of what is pledged: `800 of infantry`.
pub fn quantity(contribution: &Contribution, quantity: u64) -> String {
    match contribution {
        Contribution::Forces { kind, .. } => format!("{} of {}", grouped(quantity), kind.replace('-', " ")),
        Contribution::Money { currency, .. } => money(quantity, currency),
        Contribution::Base { name } => format!("the base {name}"),
        Contribution::Overflight {} => "overflight".into(),
    }
}

fn of_pledge(state: &State, pledge: u64, part: u64) -> String {
    state.pledges.get(&pledge).map_or_else(|| grouped(part), |pledge| quantity(&pledge.contribution, part))
}

/// On which condition a pledge binds.
pub fn condition(state: &State, condition: &Condition) -> String {
    match condition {
        Condition::Also(code) => format!("if {} also pledges", state.called(code)),
        Condition::Determined => "if the case is determined".into(),
    }
}
