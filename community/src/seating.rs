//! Who holds the seats of an organ of persons: named by the member for which they sit, as its electorate, parliament or
//! government chose them; replaced, and ended. Names of holders of public office, and nothing else of theirs.

use crate::{
    act::{Deed, Seat, Unseat},
    credentials,
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening, SeatEnded, Seated},
    moment::Moment,
    refusal::{Refusal, article},
    seats,
    state::{Deadline, SeatHolder, State},
    words::counted,
};
use charter::law::{Apportionment, Organ, Seats};

/// An organ whose seat-holders are chosen in the members, and its article.
fn assembly<'d>(d: &Deciding<'d>, id: &str) -> Result<(&'d Organ, &'d Apportionment, String), Refusal> {
    d.in_force()?;
    let Some(organ) = d.law.organ(id) else {
        let says = format!("the charter has no organ `{}`", charter::values::shown(id));
        return Err(Refusal::new("unknown-organ", says).cure("name an organ of the charter"));
    };
    let article = article(&organ.heading, &format!("organs.{id}"));
    match (&organ.seats, organ.elected) {
        (Some(Seats::Apportioned(seats)), Some(_)) => Ok((organ, seats, article)),
        _ => Err(Refusal::new(
            "no-article",
            format!("no article gives this power: nobody is elected to the {id}"),
        )
        .under(&article)
        .cure(format!("amend the charter to say how the seats of [organs.{id}] are `elected`"))),
    }
}

/// The member that acts, if one government alone speaks for it.
fn member<'d>(d: &Deciding<'d>, article: &str) -> Result<&'d str, Refusal> {
    let member = d.member(article)?;
    if d.state.claims.contains_key(member) {
        let says = format!("two governments claim the seat of {}", d.state.name(member));
        return Err(Refusal::new("contested", says).under(article).cure("decide on the claim first"));
    }
    Ok(member)
}

/// `seat`: a member names a seat-holder, within its seats.
fn seat(d: &Deciding<'_>, seat: &Seat) -> Result<Decided, Refusal> {
    let Seat { organ: id, name, party, until, replaces, key } = seat;
    let (organ, apportionment, article) = assembly(d, id)?;
    let member = member(d, &article)?;
    let refused = |code, says: String, cure: String| Err(Refusal::new(code, says).under(&article).cure(cure));
    let state = d.state.name(member);
    if d.state.has_lost(member, "seats") {
        return refused(
            "suspended",
            format!("{state} has lost its seats"),
            "it can be restored by `readmit`".into(),
        );
    }
    bounded("seat-holder's name", name, 200)?;
    party.as_ref().map_or(Ok(()), |party| bounded("party", party, 200))?;
    credentials::key(key.as_deref()).map_err(|refusal| refusal.under(&article))?;
    if d.state.seated.get(id).is_some_and(|of| of.values().flatten().any(|holder| holder.name == *name)) {
        return refused("seated", format!("{name} holds a seat already"), "name somebody else".into());
    }
    let holders = d.state.seat_holders(id, member);
    let kept = match replaces {
        Some(old) if holders.iter().any(|holder| holder.name == *old) => holders.len() - 1,
        Some(old) => return Err(not_seated(d, id, old, &article)),
        None => holders.len(),
    };
    let seats = seats::apportion(d, id, apportionment).map_err(|refusal| refusal.under(&article))?;
    let seats = seats.iter().find(|(code, _)| code == member).map_or(0, |(_, seats)| *seats);
    if kept >= usize::try_from(seats).unwrap_or(usize::MAX) {
        let says = format!(
            "{state} has {} in the {id}, and {}",
            counted(seats, "seat", "seats"),
            counted(kept, "seat-holder", "seat-holders")
        );
        return refused(
            "no-vacancy",
            says,
            "end the seat of one with `unseat`, or say whom this one replaces".into(),
        );
    }
    let until = term(d, organ, *until, &article)?;
    let ended = replaces.as_ref().map(|old| {
        Happening::SeatEnded(SeatEnded { state: member.to_owned(), organ: id.clone(), name: old.clone() })
    });
    let seated = Seated {
        state: member.to_owned(),
        organ: id.clone(),
        name: name.clone(),
        party: party.clone(),
        until,
        key: key.clone(),
    };
    let happened = ended.into_iter().chain([Happening::Seated(seated)]).collect();
    Ok(Decided { article: Some(article), happened })
}

/// Until when: as the member says, and no longer than the charter's term.
fn term(
    d: &Deciding<'_>,
    organ: &Organ,
    asked: Option<Moment>,
    article: &str,
) -> Result<Option<Moment>, Refusal> {
    let longest = organ.term.and_then(|term| d.at.plus(term));
    match (asked, longest, organ.term) {
        (Some(asked), ..) if asked <= d.at => {
            Err(Refusal::new("in-the-past", "the term would end before it begins")
                .under(article)
                .cure("name a later day, or none"))
        }
        (Some(asked), Some(longest), Some(term)) if asked > longest => {
            Err(Refusal::new("term-too-long", format!("a term lasts {term}, until {}", longest.says()))
                .under(article)
                .cure("name an earlier day, or none"))
        }
        _ => Ok(asked.or(longest)),
    }
}

fn not_seated(d: &Deciding<'_>, organ: &str, name: &str, article: &str) -> Refusal {
    let says = format!("{name} holds no seat of {} in the {organ}", d.actor_name());
    Refusal::new("not-seated", says).under(article).cure("name one of its seat-holders")
}

/// `unseat`: a seat-holder resigned, died, or was called back as the member's own law has it.
fn unseat(d: &Deciding<'_>, unseat: &Unseat) -> Result<Decided, Refusal> {
    let Unseat { organ: id, name } = unseat;
    let (_, _, article) = assembly(d, id)?;
    let member = member(d, &article)?;
    if !d.state.seat_holders(id, member).iter().any(|holder| holder.name == *name) {
        return Err(not_seated(d, id, name, &article));
    }
    let ended = SeatEnded { state: member.to_owned(), organ: id.clone(), name: name.clone() };
    Ok(Decided::one(article, Happening::SeatEnded(ended)))
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::Seat(named) => Some(seat(d, named)),
        Deed::Unseat(named) => Some(unseat(d, named)),
        _ => None,
    }
}

/// What falls due of this file.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let Deadline::SeatEnds(id, state, name) = due else { return None };
    let article = d.law.organ(id).map(|organ| article(&organ.heading, &format!("organs.{id}")));
    let ended = SeatEnded { state: state.clone(), organ: id.clone(), name: name.clone() };
    Some(Decided::one(article, Happening::SeatEnded(ended)))
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::Seated(Seated { state: code, organ, name, party, until, key }) => {
            let holders = state.seated.entry(organ.clone()).or_default().entry(code.clone()).or_default();
            let (party, key) = (party.clone(), key.clone());
            holders.push(SeatHolder { name: name.clone(), party, until: *until, key });
            let ends = Deadline::SeatEnds(organ.clone(), code.clone(), name.clone());
            state.agenda.extend(until.map(|until| (until, ends)));
        }
        Happening::SeatEnded(SeatEnded { state: code, organ, name }) => {
            let holders = state.seated.get_mut(organ).and_then(|of| of.get_mut(code));
            let holders = holders.ok_or_else(|| format!("{code} has named nobody to the {organ}"))?;
            holders.retain(|holder| holder.name != *name);
            if holders.is_empty() {
                state.seated.entry(organ.clone()).or_default().remove(code);
            }
            let ended = Deadline::SeatEnds(organ.clone(), code.clone(), name.clone());
            state.agenda.retain(|(_, due)| *due != ended);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

impl State {
    /// Who holds a member's seats in an organ of persons, the longest seated first; nobody where it has named none.
    pub fn seat_holders(&self, organ: &str, code: &str) -> &[SeatHolder] {
        self.seated.get(organ).and_then(|of| of.get(code)).map_or(&[], Vec::as_slice)
    }

    /// Who leaves has no seats any more.
    pub(crate) fn unseat_all(&mut self, code: &str) {
        for of_organ in self.seated.values_mut() {
            of_organ.remove(code);
        }
        self.agenda.retain(|(_, due)| !matches!(due, Deadline::SeatEnds(_, of, _) if of == code));
    }
}
