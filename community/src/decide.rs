//! Acts in, events out. Everything that fell due before the act falls due first.

use crate::{
    accession,
    act::{Act, Deed},
    actor::{Actor, Authority},
    assessment, budget, compact, court, credentials,
    deciding::{Decided, Deciding, authority},
    elections,
    event::{Event, MOST_BYTES},
    facts::{Asking, Facts},
    founding, gate, guarantee, initiative,
    law::Law,
    mandate, mission,
    moment::Moment,
    motion, pledge,
    refusal::Refusal,
    seating, standing,
    state::{Deadline, State},
    warning,
};
use std::{borrow::Cow, sync::Arc};

/// What an act brings about at a moment: the events of whatever fell due until then, and those of the act.
///
/// Pure: the same state, act, moment and facts give the same events. The state is not changed; see [`State::apply`].
///
/// # Errors
///
/// A refusal that names the article, what is missing, and what would cure it.
pub fn decide(state: &State, facts: &Facts<'_>, act: &Act, at: Moment) -> Result<Vec<Event>, Refusal> {
    if let Some(last) = state.at.filter(|last| at < *last) {
        let says = format!("the act is of {}, and the record has reached {}", at.says(), last.says());
        return Err(
            Refusal::new("time-order", says).cure("act at a later time; what is recorded stays as it is")
        );
    }
    let mut state = Cow::Borrowed(state);
    let mut events = Vec::new();
    while let Some(due) = next_due(&state, facts, at)? {
        for event in &due {
            state.to_mut().apply(event).map_err(broken)?;
        }
        events.extend(due);
    }
    if act.deed != (Deed::Tick {}) {
        authority(&state, act)?;
        events.extend(decide_act(&state, facts, act, at)?);
    }
    Ok(events)
}

/// What falls due first, until a moment; nothing if nothing does. One deadline at a time, in order of time and kind.
///
/// # Errors
///
/// Where what falls due cannot be decided, which stands in the way of every later act until it is mended.
pub(crate) fn next_due(
    state: &State,
    facts: &Facts<'_>,
    until: Moment,
) -> Result<Option<Vec<Event>>, Refusal> {
    let Some((when, due)) = state.agenda.first().filter(|(when, _)| *when <= until) else { return Ok(None) };
    let Some(law) = &state.law else { return Ok(None) };
    // What a stay held up may have been due before the last event.
    let at = state.at.map_or(*when, |last| last.max(*when));
    let act = Act { actor: Actor::Charter, authority: Authority::Charter {}, deed: Deed::Tick {} };
    let asking = Asking::new(facts, &law.charter);
    let d = Deciding { state, law, asking: &asking, act: &act, at };
    let decided = fall_due(&d, due)?;
    sealed(&d, decided).map(Some)
}

fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Result<Decided, Refusal> {
    if let Some(decided) = motion::fall_due(d, due)? {
        return Ok(decided);
    }
    let decided = founding::fall_due(d, due)
        .or_else(|| standing::fall_due(d, due))
        .or_else(|| elections::fall_due(d, due))
        .or_else(|| seating::fall_due(d, due))
        .or_else(|| budget::fall_due(d, due))
        .or_else(|| assessment::fall_due(d, due))
        .or_else(|| guarantee::fall_due(d, due))
        .or_else(|| warning::fall_due(d, due))
        .or_else(|| compact::fall_due(d, due))
        .or_else(|| mandate::fall_due(d, due))
        .or_else(|| mission::fall_due(d, due));
    decided.ok_or_else(|| Refusal::new("nothing-due", format!("nothing follows from {due:?}")))
}

fn decide_act(state: &State, facts: &Facts<'_>, act: &Act, at: Moment) -> Result<Vec<Event>, Refusal> {
    let law = match (&act.deed, &state.law) {
        (Deed::OpenText { charter }, None) => Arc::new(Law::read(charter, 0)?),
        (_, Some(law)) => Arc::clone(law),
        (_, None) => {
            return Err(
                Refusal::new("unfounded", "there is no community yet").cure("found it with `open-text`")
            );
        }
    };
    let asking = Asking::new(facts, &law.charter);
    let d = Deciding { state, law: &law, asking: &asking, act, at };
    let decided = match &act.deed {
        Deed::OpenText { .. } => founding::open_text(&d)?,
        _ => founding::decide(&d)
            .or_else(|| credentials::decide(&d))
            .or_else(|| seating::decide(&d))
            .or_else(|| accession::decide(&d))
            .or_else(|| assessment::decide(&d))
            .or_else(|| motion::decide(&d))
            .or_else(|| standing::decide(&d))
            .or_else(|| budget::decide(&d))
            .or_else(|| court::decide(&d))
            .or_else(|| guarantee::decide(&d))
            .or_else(|| pledge::decide(&d))
            .or_else(|| initiative::decide(&d))
            .or_else(|| warning::decide(&d))
            .or_else(|| compact::decide(&d))
            .or_else(|| mandate::decide(&d))
            .or_else(|| mission::decide(&d))
            .unwrap_or_else(|| Err(Refusal::no_article(act.deed.name())))?,
    };
    sealed(&d, decided)
}

/// Events from what was decided, and from the gate asked again on what it leaves: the first carries the deed and the facts.
fn sealed(d: &Deciding<'_>, decided: Decided) -> Result<Vec<Event>, Refusal> {
    let (act, at) = (d.act, d.at);
    let fallen = gate::fallen(d, &decided)?;
    let mut first = Some((act.deed.clone(), d.asking.noted()));
    let Decided { article, mut happened } = decided;
    happened.extend(fallen);
    let mut events = Vec::with_capacity(happened.len());
    for happened in happened {
        let (deed, facts) = first.take().map_or((None, Vec::new()), |(deed, facts)| (Some(deed), facts));
        let (actor, authority) = (act.actor.clone(), act.authority.clone());
        let event = Event { at, actor, authority, article: article.clone(), deed, facts, happened };
        let bytes = event.size();
        if bytes > MOST_BYTES {
            let says = format!("the event would have {bytes} bytes; the record holds {MOST_BYTES}");
            return Err(Refusal::new("event-too-large", says).cure("say it shorter"));
        }
        events.push(event);
    }
    Ok(events)
}

fn broken(why: String) -> Refusal {
    Refusal::new("invariant", format!("what fell due breaks an invariant: {why}"))
}
