//! What is allowed and still worth a word before it is voted on: no refusal, and nothing that the record keeps.

use crate::{
    act::Act,
    act::Deed,
    actor::{Actor, Authority},
    budget,
    deciding::Deciding,
    event::{Event, Happening},
    facts::{Asking, Facts},
    gate::{self, Asked},
    matter::{BudgetLine, Matter},
    mission::Plan,
    moment::Moment,
    state::State,
    words::{counted, plain},
};

/// What whoever proposes should know of what was just proposed, a sentence each.
pub fn remarks(state: &State, facts: &Facts<'_>, event: &Event) -> Vec<String> {
    let Happening::Proposed { matter, .. } = &event.happened else { return Vec::new() };
    let remark = match matter {
        Matter::PlanMission(plan) => not_yet(state, facts, plan, event.at),
        Matter::AdoptBudget { lines, .. } => nothing_due(state, facts, lines, event.at),
        _ => None,
    };
    remark.into_iter().collect()
}

/// A mission may be planned before there is a mandate; whoever plans it should know what its authorisation will meet.
fn not_yet(state: &State, facts: &Facts<'_>, plan: &Plan, at: Moment) -> Option<String> {
    let matter = Matter::AuthoriseMission(plan.clone());
    let refusal = looking(state, facts, at, |d| gate::ask(d, &matter, Asked::Propose).err())??;
    let cure = refusal.cure.as_ref().map(|cure| format!(" ({})", plain(cure))).unwrap_or_default();
    Some(format!("as things stand this mission could not be authorised: {refusal}{cure}"))
}

/// A budget smaller than its scale is fine leaves some members with nothing to pay.
fn nothing_due(state: &State, facts: &Facts<'_>, lines: &[BudgetLine], at: Moment) -> Option<String> {
    let dues = looking(state, facts, at, |d| budget::divided(d, lines).ok())??;
    let none = dues.iter().filter(|(_, amount)| *amount == 0).count();
    let members = counted(none, "member would owe", "members would owe");
    (none > 0).then(|| format!("{members} nothing: a share comes to less than the smallest unit of so small a budget; amounts are in minor units, so that 100 is 1.00"))
}

/// Looks at the state as a decision would.
fn looking<T>(
    state: &State,
    facts: &Facts<'_>,
    at: Moment,
    look: impl FnOnce(&Deciding<'_>) -> T,
) -> Option<T> {
    let law = state.law.clone()?;
    let asking = Asking::new(facts, &law.charter);
    let act = Act { actor: Actor::Secretariat, authority: Authority::Secretariat {}, deed: Deed::Tick {} };
    Some(look(&Deciding { state, law: &law, asking: &asking, act: &act, at }))
}
