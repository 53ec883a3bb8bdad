//! Motions: proposed, debated, voted on organ by organ, ratified, carried. One file a part of that way.

mod advance;
mod count;
mod debate;
mod named;
mod propose;
mod roll;
mod vote;

pub(crate) use advance::{fall_due, ratifications_suffice, ratify};
pub(crate) use count::clauses;
pub use count::count;
pub(crate) use named::is_key_of;

use crate::{
    act::Deed,
    deciding::{Decided, Deciding},
    event::Event,
    matter::Matter,
    power::Power,
    refusal::Refusal,
    state::{Motion, State},
};
use voting::Ballot;

/// The deeds of this folder.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    Some(match &d.act.deed {
        Deed::Propose { matter, debate_until } => propose::propose(d, matter, *debate_until),
        Deed::Cosponsor { motion } => propose::cosponsor(d, *motion),
        Deed::AmendMotion { motion, matter } => propose::amend(d, *motion, matter),
        Deed::Drop { motion } => propose::drop(d, *motion),
        Deed::NextReading { motion } => debate::next_reading(d, *motion),
        Deed::CloseDebate { motion } => debate::close(d, *motion),
        Deed::Advise { motion, says } => propose::advise(d, *motion, says),
        Deed::Answer { motion, says } => propose::answer(d, *motion, says),
        Deed::OpenVote { motion, until } => vote::open(d, *motion, *until),
        Deed::Vote { motion, ballot } => vote::cast(d, *motion, *ballot),
        Deed::VoteByName(named) => named::cast(d, named),
        Deed::Object { motion } => vote::object(d, *motion),
        Deed::Close { motion } => vote::close(d, *motion),
        Deed::Recount { motion } => vote::recount(d, *motion),
        _ => return None,
    })
}

/// The events of this folder.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    Ok(propose::apply(state, event)?
        || debate::apply(state, event)?
        || vote::apply(state, event)?
        || named::apply(state, event)?
        || advance::apply(state, event)?)
}

/// Do the members of which something is so satisfy a rule on members, such as `one quarter of states`? Counted over all who
/// are entitled to vote.
pub(crate) fn members_suffice(
    d: &Deciding<'_>,
    rule: &str,
    so: &dyn Fn(&str) -> bool,
) -> Result<bool, Refusal> {
    let matter = Matter::AdoptText {};
    let power = Power::plain(String::new(), Vec::new());
    let roll = roll::of_members(d, rule, &matter, &power)?;
    let ballot = |code: &str| if so(code) { Ballot::Yes } else { Ballot::Absent };
    Ok(count::by_state(rule, &roll, &ballot)?.passed)
}

/// An undecided motion that the court does not hold up.
fn open<'a>(d: &Deciding<'a>, number: u64) -> Result<&'a Motion, Refusal> {
    let motion = find(d, number)?;
    if !motion.standing.is_open() {
        let says = format!("motion {number} is {}", motion.standing.says());
        return Err(Refusal::new("motion-closed", says).under(&motion.article).cure("propose a new motion"));
    }
    if motion.stayed {
        let says = format!("the court has stayed motion {number}");
        return Err(Refusal::new("stayed", says)
            .under(&motion.article)
            .cure("wait for the court's judgment"));
    }
    Ok(motion)
}

fn find<'a>(d: &Deciding<'a>, number: u64) -> Result<&'a Motion, Refusal> {
    d.state.motion(number).ok_or_else(|| {
        Refusal::new("unknown-motion", format!("there is no motion {number}"))
            .cure(format!("there are {} motions so far", d.state.motions.len()))
    })
}
