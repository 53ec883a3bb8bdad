//! Offices: who may hold them, for how long, how often; and the chair that passes from member to member.

use crate::{
    balance,
    deciding::{Decided, Deciding, bounded},
    event::{ChairTerm, Event, Happening},
    matter::Candidate,
    moment::Moment,
    refusal::Refusal,
    state::{Deadline, Holder, State},
};
use charter::law::{ChairBy, Duration, Organ};

/// How many hold the office at once, for how long, how many terms a person may have.
struct Office {
    places: usize,
    term: Option<Duration>,
    terms: Option<u32>,
}

fn office(organ: &Organ) -> Office {
    match &organ.head {
        Some(head) => Office { places: 1, term: Some(head.term), terms: head.terms },
        None => Office {
            places: organ.judges.and_then(|judges| usize::try_from(judges).ok()).unwrap_or(1),
            term: organ.term,
            terms: None,
        },
    }
}

/// May this person be elected or appointed, as things stand?
pub(crate) fn fits(d: &Deciding<'_>, candidate: &Candidate) -> Result<(), Refusal> {
    let Candidate { office: of, name, state, gender } = candidate;
    bounded("candidate's name", name, 200)?;
    if let Some(gender) = gender {
        bounded("gender", gender, 40)?;
    }
    let Some(organ) = d.law.organ(of) else {
        let says = format!("the charter has no organ `{}`", charter::values::shown(of));
        return Err(Refusal::new("unknown-office", says).cure("name an organ of the charter"));
    };
    let article = crate::refusal::article(&organ.heading, &format!("organs.{of}"));
    let refused = |code, says: String| Err(Refusal::new(code, says).under(&article));
    if !d.state.is_member(state) {
        return refused("not-a-member", format!("{} is not a member", d.state.name(state)));
    }
    if d.state.has_lost(state, "offices") {
        return refused("suspended", format!("{} has lost the right to offices", d.state.name(state)));
    }
    let Office { places, terms, .. } = office(organ);
    let holders = d.state.offices.get(of).map_or(&[][..], Vec::as_slice);
    if holders.iter().any(|holder| holder.name == *name) {
        return refused("in-office", format!("{name} holds the office already"));
    }
    if let Some(most) = terms
        && d.state.terms.get(&format!("{of}/{name}")).is_some_and(|begun| *begun >= most)
    {
        return refused("terms-spent", format!("{name} has served {most} of {most} terms"));
    }
    if holders.len() >= places {
        let until = holders.iter().filter_map(|holder| holder.until).min();
        let refusal = Refusal::new("no-vacancy", format!("no place is vacant in the {of}")).under(&article);
        return Err(match until {
            Some(until) => refusal.cure(format!("a term ends on {}", until.says())),
            None => refusal,
        });
    }
    match &organ.balance {
        Some(due) => {
            balance::fits(d, &due.value, places, candidate).map_err(|refusal| refusal.under(&article))
        }
        None => Ok(()),
    }
}

/// The office is filled, for its term.
pub(crate) fn filled(d: &Deciding<'_>, motion: u64, candidate: &Candidate) -> Happening {
    let Candidate { office: of, name, state, gender } = candidate.clone();
    let term = d.law.organ(&of).and_then(|organ| office(organ).term);
    let until = term.and_then(|term| d.at.plus(term));
    Happening::OfficeFilled { motion, office: of, name, state, gender, until }
}

/// The first chairs, when the charter comes into force: the first members in the order of codes.
pub(crate) fn first_chairs(d: &Deciding<'_>, members: &[String]) -> Vec<ChairTerm> {
    let rotating = d.law.charter.organs.iter().filter(|organ| rotates(organ).is_some());
    rotating
        .filter_map(|organ| {
            Some(ChairTerm {
                organ: organ.id.value.clone(),
                state: members.first()?.clone(),
                until: term_end(organ, d.at),
            })
        })
        .collect()
}

fn rotates(organ: &Organ) -> Option<&charter::law::Chair> {
    organ.chair.as_ref().filter(|chair| chair.by == ChairBy::Rotation)
}

fn term_end(organ: &Organ, at: Moment) -> Option<Moment> {
    rotates(organ).and_then(|chair| at.plus(chair.every?))
}

/// What falls due of this file.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    match due {
        Deadline::TermEnds(office, name) => {
            let organ = d.law.organ(office);
            let article =
                organ.map(|organ| crate::refusal::article(&organ.heading, &format!("organs.{office}")));
            let (office, name) = (office.clone(), name.clone());
            Some(Decided::one(article, Happening::TermEnded { office, name }))
        }
        Deadline::ChairPasses(id) => {
            let organ = d.law.organ(id);
            let article = organ.map(|organ| crate::refusal::article(&organ.heading, &format!("organs.{id}")));
            let now = d.state.chairs.get(id).map(|chair| chair.state.as_str()).unwrap_or_default();
            let may = |code: &&String| !d.state.has_lost(code, "offices");
            let after = d.state.members.keys().filter(|code| code.as_str() > now).find(may);
            let next = after.or_else(|| d.state.members.keys().find(may)).map_or(now, String::as_str);
            let until = organ.and_then(|organ| term_end(organ, d.at));
            let chair = ChairTerm { organ: id.clone(), state: next.to_owned(), until };
            Some(Decided::one(article, Happening::ChairPassed { organ: id.clone(), chair }))
        }
        _ => None,
    }
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::OfficeFilled { office, name, state: of, gender, until, .. } => {
            let holder =
                Holder { name: name.clone(), state: of.clone(), gender: gender.clone(), until: *until };
            state.offices.entry(office.clone()).or_default().push(holder);
            *state.terms.entry(format!("{office}/{name}")).or_default() += 1;
            if let Some(until) = until {
                state.agenda.insert((*until, Deadline::TermEnds(office.clone(), name.clone())));
            }
        }
        Happening::TermEnded { office, name } => {
            let holders = state.offices.get_mut(office).ok_or("nobody holds the office")?;
            holders.retain(|holder| holder.name != *name);
            let ended = Deadline::TermEnds(office.clone(), name.clone());
            state.agenda.retain(|(_, due)| *due != ended);
        }
        Happening::ChairPassed { chair, .. } => seat_chair(state, chair),
        _ => return Ok(false),
    }
    Ok(true)
}

/// A chair takes the seat.
pub(crate) fn seat_chair(state: &mut State, chair: &ChairTerm) {
    let passes = Deadline::ChairPasses(chair.organ.clone());
    state.agenda.retain(|(_, due)| *due != passes);
    if let Some(until) = chair.until {
        state.agenda.insert((until, passes));
    }
    state.chairs.insert(chair.organ.clone(), chair.clone());
}
