//! An open motion on the agenda: what it would do, how far it is, the ballots so far, who still has to act.

use crate::{
    institution::Institution,
    link::with_code,
    pages::{acts::roll, institution},
    words::count,
};
use community::{
    event::Step,
    motion,
    state::{Motion, Standing},
    words,
};
use maud::{Markup, html};

/// A motion as a section of the agenda.
pub fn section(of: &Institution, number: u64, motion: &Motion) -> Markup {
    let state = &of.state;
    let charter = state.law.as_ref().map(|law| &*law.charter);
    let joined: Vec<&str> =
        motion.sponsors.iter().map(String::as_str).filter(|code| *code != motion.mover).collect();
    html! {
        section.motion #{ "motion-" (number) } {
            h3 { "Motion " (number) ": to " (with_code(&words::matter(state, &motion.matter))) }
            p.note {
                span.v.(mark(motion)) { (charter::show::capital(motion.standing.says())) @if motion.stayed { ", held up by the court" } }
                " · moved by " (mover(of, &motion.mover)) " on " (motion.at.says())
                " · under " (institution::article(charter, &motion.article))
                " · " a href=(institution::motion_address(number)) { "every event of it" }
            }
            ol.way {
                @for (place, step) in motion.steps.iter().enumerate() {
                    @let at = place.cmp(&motion.done);
                    li aria-current=[at.is_eq().then_some("step")] {
                        @match at { std::cmp::Ordering::Less => span.v.met { "done: " }, std::cmp::Ordering::Equal => span.v.risk { "now: " }, std::cmp::Ordering::Greater => span.v.unmet { "then: " } }
                        (step_says(step))
                    }
                }
            }
            p { strong { "Next: " } (motion.waits_for(state)) "." @if let Some(lapses) = motion.lapses { " The motion lapses on " (lapses.says()) "." } @if let Some(until) = motion.debate_until { " It is debated until " (until.says()) "." } }
            @if !joined.is_empty() { p { (count(joined.len(), "member joins", "members join")) " in it: " (names(of, joined.into_iter())) "." } }
            (so_far(of, motion))
        }
    }
}

fn mark(motion: &Motion) -> &'static str {
    match motion.standing {
        _ if motion.stayed => "risk",
        Standing::Voting(_) | Standing::Silence(_) | Standing::Ratifying { .. } => "met",
        _ => "unknown",
    }
}

/// The mover as an actor is written: a state's code, or an office.
fn mover(of: &Institution, mover: &str) -> Markup {
    match community::actor::is_code(mover) {
        true => institution::state(&of.state, mover),
        false => html! { "the " (mover) },
    }
}

/// A step of a motion, in words.
pub fn step_says(step: &Step) -> String {
    match step {
        Step::Vote { organ, rule } => format!("the {organ} votes: {rule}"),
        Step::Silence { organ, lasts } => format!("silence in the {organ} for {lasts}"),
        Step::Ratification { rule } => format!("members ratify: {rule}"),
        Step::Notice { lasts } => format!("notice of {lasts}"),
    }
}

/// The ballots or ratifications so far, and who is awaited.
fn so_far(of: &Institution, motion: &Motion) -> Markup {
    match &motion.standing {
        Standing::Voting(vote) => {
            let entitled = vote.roll.members.iter().filter(|entry| entry.out.is_none()).count();
            html! {
                p {
                    (count(vote.ballots.len(), "ballot", "ballots")) " of " (entitled) " so far, in the " (vote.organ) " until " (vote.until.says()) "."
                    @if vote.ballots.is_empty() { " No delegation has voted yet." }
                }
                @if !vote.ballots.is_empty() {
                    @if let Ok((_, clauses, quorum)) = motion::count(vote) {
                        p { "By the ballots so far:" }
                        ul { @for clause in clauses.iter().chain(&quorum) { li { (words::clauses_say(std::slice::from_ref(clause))) } } }
                    }
                    (roll::strip(&of.state, vote, true))
                }
            }
        }
        Standing::Ratifying { by, roll, rule } => {
            let missing =
                roll.members.iter().filter(|entry| entry.out.is_none() && !by.contains(&entry.state));
            html! {
                p { "Ratified by " (by.len()) " of " (roll.members.len()) " members (" (rule) "). Still to ratify: " (names(of, missing.map(|entry| entry.state.as_str()))) "." }
            }
        }
        _ => html! {},
    }
}

fn names<'c>(of: &Institution, codes: impl Iterator<Item = &'c str>) -> Markup {
    super::states(&of.state, codes)
}
