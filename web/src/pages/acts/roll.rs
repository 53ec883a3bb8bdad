//! A roll call as a strip: who voted how, sorted, each state named; the quotas as bars with their thresholds; and the table.

use crate::pages::institution;
use community::{
    State,
    act::{Cast, Voice},
    event::{ClauseCount, Out, RollMember},
    line,
    state::{SeatHolder, Vote},
    words::{clauses_say, grouped},
};
use maud::{Markup, html};

/// How a member stands in a roll call, in the order of the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Yes,
    Divided,
    Abstains,
    No,
    Absent,
    Out,
}

impl How {
    const ALL: [Self; 6] = [Self::Yes, Self::Divided, Self::Abstains, Self::No, Self::Absent, Self::Out];

    fn of(vote: &Vote, member: &RollMember) -> Self {
        match (&member.out, vote.ballots.get(&member.state)) {
            (Some(_), _) => Self::Out,
            (None, Some(Cast::One(Voice::Yes))) => Self::Yes,
            (None, Some(Cast::Split(_))) => Self::Divided,
            (None, Some(Cast::One(Voice::Abstain))) => Self::Abstains,
            (None, Some(Cast::One(Voice::No))) => Self::No,
            (None, None) => Self::Absent,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Divided => "divided",
            Self::Abstains => "abstains",
            Self::No => "no",
            Self::Absent => "absent",
            Self::Out => "out",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Yes => "● yes",
            Self::Divided => "◐ divided",
            Self::Abstains => "◌ abstain",
            Self::No => "○ no",
            Self::Absent => "– absent",
            Self::Out => "✕ not in the count",
        }
    }
}

/// The members of a roll, each with how it stands, in the order of the strip and then of names.
fn sorted<'v>(state: &'v State, vote: &'v Vote) -> Vec<(How, &'v str, &'v RollMember)> {
    let mut rows: Vec<_> = vote
        .roll
        .members
        .iter()
        .map(|member| (How::of(vote, member), state.called(&member.state), member))
        .collect();
    rows.sort_by_key(|(how, name, _)| (*how, *name));
    rows
}

/// The strip: one cell a member, grouped by how it voted. While a vote is open, who is absent is awaited.
pub fn strip(state: &State, vote: &Vote, open: bool) -> Markup {
    let rows = sorted(state, vote);
    let words = |how: How| if open && how == How::Absent { "– awaited" } else { how.words() };
    html! {
        div.strip role="group" aria-label="The roll call, by vote" {
            @for how in How::ALL {
                @let of: Vec<_> = rows.iter().filter(|(its, ..)| *its == how).collect();
                @if !of.is_empty() {
                    div.ballots.(how.class()) {
                        p { strong { (of.len()) } " " (words(how)) }
                        ul {
                            @for (_, name, member) in of {
                                li { abbr title=(title(name, vote, member)) { (member.state) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// `Hungary: 3 yes, 18 no, 1 abstain`, where its seats were divided.
fn title(name: &str, vote: &Vote, member: &RollMember) -> String {
    match (member.out, vote.ballots.get(&member.state)) {
        (Some(out), _) => format!("{name}: {}", out_says(out)),
        (None, Some(ballot @ Cast::Split(_))) => format!("{name}: {}", line::ballot_word(*ballot)),
        _ => name.to_owned(),
    }
}

fn out_says(out: Out) -> &'static str {
    match out {
        Out::Suspended => "its vote is suspended",
        Out::InArrears => "it has lost its vote by arrears",
        Out::Concerned => "the matter concerns it",
    }
}

/// The width and height of a bar.
const WIDTH: u64 = 760;
const HEIGHT: u64 = 22;

/// What counted towards each quota, as bars with the threshold as a dashed line.
pub fn bars(clauses: &[ClauseCount]) -> Markup {
    html! {
        @for clause in clauses.iter().filter(|clause| clause.total > 0) {
            @let says = clauses_say(std::slice::from_ref(clause));
            figure.quota {
                figcaption { p { span.v.(if clause.holds { "met" } else { "lost" }) { (says) } } }
                svg.chart viewBox={ "0 0 " (WIDTH) " " (HEIGHT + 26) } role="img" {
                    title { (says) }
                    rect.ghost x="0" y="6" width=(WIDTH) height=(HEIGHT) {}
                    rect.column x="0" y="6" width=(along(clause.have, clause.total)) height=(HEIGHT) {}
                    @let at = along(clause.need, clause.total);
                    // Paper below the threshold's line, so that it is seen on the bar too.
                    line.under-line x1=(at) x2=(at) y1="0" y2=(HEIGHT + 12) {}
                    line.bar-line x1=(at) x2=(at) y1="0" y2=(HEIGHT + 12) {}
                    text.bar-name x=(at.clamp(40, WIDTH - 40)) y=(HEIGHT + 25) text-anchor="middle" { (grouped(clause.need)) }
                }
            }
        }
    }
}

/// How far along a bar a part of a total lies.
fn along(part: u64, total: u64) -> u64 {
    let share = u128::from(part.min(total)) * u128::from(WIDTH) / u128::from(total.max(1));
    // INVARIANT: a part of the width is no more than it.
    u64::try_from(share).unwrap_or(WIDTH)
}

/// The roll call as a table, with the weights that the rule counts.
pub fn table(state: &State, vote: &Vote) -> Markup {
    html! {
        details.data {
            summary { "The roll call as a table" }
            div.scroll tabindex="0" role="region" aria-label="The roll call as a table" {
                table {
                    thead { tr {
                        th scope="col" { "State" } th scope="col" { "Vote" }
                        @if vote.of_persons { th.n scope="col" { "Seats" } }
                        @for column in &vote.roll.columns { th.n scope="col" { (charter::show::capital(&column.replace('_', " "))) } }
                    } }
                    tbody {
                        @for (how, _, member) in sorted(state, vote) {
                            tr {
                                th scope="row" { (institution::state(state, &member.state)) }
                                td { (how.words()) @if let Some(out) = member.out { ": " (out_says(out)) } @if let Some(ballot @ Cast::Split(_)) = vote.ballots.get(&member.state) { ": " (line::ballot_word(*ballot)) }
                                    @let named = by_name(vote, &member.state);
                                    @if !named.is_empty() { ul { @for line in named { li { (line) } } } }
                                }
                                @if vote.of_persons { td.n { (member.seats) } }
                                @for weight in &member.weights { td.n { (grouped(*weight)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How the seat-holders of a member voted, where it has named them.
fn by_name(vote: &Vote, code: &str) -> Vec<String> {
    let line = |holder: &SeatHolder| {
        let party = holder.party.as_ref().map(|party| format!(" ({party})")).unwrap_or_default();
        let says = match vote.by_name.get(code).and_then(|of| of.get(&holder.name)) {
            Some(Voice::Yes) => "● yes",
            Some(Voice::No) => "○ no",
            Some(Voice::Abstain) => "◌ abstains",
            None => "– absent",
        };
        format!("{}{party}: {says}", holder.name)
    };
    vote.seated.get(code).into_iter().flatten().map(line).collect()
}
