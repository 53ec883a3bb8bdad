//! What waits: who must act so that something goes on, and what falls due by time alone.

mod due;
mod guarantees;
mod peace;

pub use due::{Due, due, unassessed_founders};
pub use guarantees::running;

use crate::{
    event::Step,
    moment::Moment,
    power::power,
    state::{Deadline, Motion, Phase, Standing, State, Vote},
    words,
};

/// Something that waits for someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The motion that waits, if one does.
    pub motion: Option<u64>,
    /// What waits, or who must act where nothing else is named: `motion 3, to admit Brazil`.
    pub about: String,
    /// What must be done, and by whom: `the chair of the council opens the vote`.
    pub says: String,
}

impl Next {
    /// What waits that is no motion.
    fn of(about: impl Into<String>, says: impl Into<String>) -> Self {
        Self { motion: None, about: about.into(), says: says.into() }
    }
}

impl State {
    /// Who must act so that something goes on, the founding first, then motions by number.
    pub fn next(&self) -> Vec<Next> {
        let mut next: Vec<Next> = match self.phase {
            Phase::Unfounded => vec![Next::of("the secretariat", "open the conference on a text")],
            Phase::Conference if self.open.is_empty() => {
                vec![Next::of("a participant", "propose `adopt-text`")]
            }
            Phase::Adopted => vec![Next::of("founders", "sign and ratify")],
            _ => Vec::new(),
        };
        next.extend(self.open.iter().filter_map(|number| {
            let motion = self.motion(*number)?;
            let about = format!("motion {number}, to {}", words::matter(self, &motion.matter));
            Some(Next { motion: Some(*number), about, says: motion.waits_for(self) })
        }));
        let unassessed = self.members.keys().filter(|code| self.current_assessment(code).is_none()).count();
        if unassessed > 0 {
            let says = format!(
                "assess {}",
                words::counted(
                    unassessed,
                    "member that has no assessment to rely on",
                    "members that have no assessment to rely on"
                )
            );
            next.push(Next::of("the secretariat", says));
        }
        let cases = self.cases.iter().filter(|(_, case)| !case.judged);
        next.extend(cases.map(|(case, _)| Next::of("the court", format!("judge case {case}"))));
        next.extend(guarantees::next(self));
        next.extend(peace::next(self));
        next
    }
}

impl Motion {
    /// Who must act on an open motion, and how.
    pub fn waits_for(&self, state: &State) -> String {
        match &self.standing {
            _ if self.stayed => "the court judges".into(),
            Standing::Debate if self.debate_until > state.at => {
                format!("debated until {}", self.debate_until.map(Moment::says).unwrap_or_default())
            }
            Standing::Debate if !self.was_read(state) => "its chair opens the next reading".into(),
            Standing::Debate => match self.steps.get(self.done) {
                Some(Step::Vote { organ, .. } | Step::Silence { organ, .. }) => {
                    format!("the chair of the {organ} opens the vote")
                }
                _ => "nobody".into(),
            },
            Standing::Voting(vote) => format!(
                "{} in the {} until {}",
                words::counted(vote.missing().count(), "delegation votes", "delegations vote"),
                vote.organ,
                vote.until.says()
            ),
            Standing::Silence(until) => format!("whoever objects, until {}", until.says()),
            Standing::Ratifying { by, roll, .. } => words::counted(
                roll.members.len().saturating_sub(by.len()),
                "member may ratify",
                "members may ratify",
            ),
            Standing::Notice(until) => format!("nobody until {}", until.says()),
            other => other.says().into(),
        }
    }

    /// Was it read as often as the charter asks before its vote?
    fn was_read(&self, state: &State) -> bool {
        let power = state.law.as_ref().map(|law| power(law, &self.matter));
        self.done > 0 || !matches!(power, Some(Ok(power)) if self.reading() < power.readings)
    }
}

impl Vote {
    /// Who is entitled and has not voted yet.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let entitled = self.roll.members.iter().filter(|entry| entry.out.is_none());
        entitled.map(|entry| entry.state.as_str()).filter(|code| !self.ballots.contains_key(*code))
    }
}

impl Deadline {
    /// What happens when the time comes, with the names that a state knows.
    pub fn says(&self, state: &State) -> String {
        match self {
            Self::VoteCloses(motion) => format!("the vote on motion {motion} closes"),
            Self::SilenceEnds(motion) => format!("silence on motion {motion} is agreement"),
            Self::NoticeEnds(motion) => format!("motion {motion} takes effect"),
            Self::MotionLapses(motion) => format!("motion {motion} lapses"),
            Self::FoundingLapses => "ratifications no longer count".into(),
            Self::MemberLeaves(code) => format!("{} leaves", state.called(code)),
            Self::ObservationEnds(code) => format!("the observation of {} ends", state.called(code)),
            Self::AssessmentExpires(code) => format!("the assessment of {} is too old", state.called(code)),
            Self::TermEnds(office, name) => format!("the term of {name} in the {office} ends"),
            Self::SeatEnds(organ, code, name) => {
                format!("{name} sits for {} in the {organ} no longer", state.called(code))
            }
            Self::ChairPasses(organ) => format!("the chair of the {organ} passes on"),
            Self::DuesFallDue(year) => format!("the dues of {year} fall due"),
            Self::DeterminationDue(guarantee) => format!("the time to determine guarantee {guarantee} ends"),
            Self::PledgesDue(guarantee) => format!("the time to pledge to guarantee {guarantee} ends"),
            Self::ReportDue(guarantee) => format!("the report of guarantee {guarantee} is overdue"),
            Self::MandateExpires(mandate) => format!("the mandate of {mandate} runs out"),
            Self::MissionEnds(mission) => format!("the term of {mission} ends"),
            Self::MissionReportDue(mission) => format!("a report on {mission} is due"),
            Self::WarningUnanswered(warning) => format!("the time for answering warning {warning} passes"),
            Self::CompactReview(compact) => format!("compact {compact} is to be reviewed"),
            Self::CompactEnds(compact) => format!("compact {compact} ends"),
        }
    }

    /// The motion whose time runs, if it is one's.
    pub fn motion(&self) -> Option<u64> {
        match self {
            Self::VoteCloses(motion)
            | Self::SilenceEnds(motion)
            | Self::NoticeEnds(motion)
            | Self::MotionLapses(motion) => Some(*motion),
            _ => None,
        }
    }
}
