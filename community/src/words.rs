//! Events as sentences, for people.

mod called;
mod guarantee;
mod matter;
mod mission;
mod peace;
mod plain;

use crate::{
    act::{Amount, Cast, Voice},
    event::{ClauseCount, Due, Event, Happening, Outcome, Step},
    line,
    moment::Moment,
    state::State,
};
pub use called::counted;
pub use charter::show::grouped;
pub use guarantee::{condition, contribution, quantity};
pub use matter::matter;
pub use mission::{plan_says, terms_say};
pub use peace::{response, signatures};
pub use plain::plain;

/// ` 3 of them owe nothing: …`, where a sum is too small for its scale.
fn nothing_due(dues: &[Due], currency: &str) -> String {
    match dues.iter().filter(|due| due.amount == Amount::default()).count() {
        0 => String::new(),
        none => format!(
            " {}: the share comes to less than {}.",
            counted(none, "of them owes nothing", "of them owe nothing"),
            money(1, currency)
        ),
    }
}

/// The kind of an event, as on the wire: `vote-opened`.
pub fn kind(happening: &Happening) -> String {
    let value = serde_json::to_value(happening).unwrap_or_default();
    value.get("event").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// What happened, in a sentence, with the names that a state knows.
pub fn says(state: &State, event: &Event) -> String {
    let name = |code: &str| state.called(code).to_owned();
    let until =
        |until: &Option<Moment>| until.map(|until| format!(" until {}", until.says())).unwrap_or_default();
    match &event.happened {
        Happening::TextOpened { participants, .. } => {
            let name = state.law.as_ref().map_or("", |law| law.charter.community.name.as_str());
            format!(
                "The conference on the charter of the {name} is open to {}.",
                counted(participants.len(), "state", "states")
            )
        }
        Happening::TextAmended { .. } => format!("{} amends the text.", actor(state, event)),
        Happening::TextAdopted { lapses, .. } => {
            let by = lapses.map(|lapses| format!("; ratifications count until {}", lapses.says()));
            format!("The text is adopted{}.", by.unwrap_or_default())
        }
        Happening::Signed { state: code } => format!("{} signs the charter.", name(code)),
        Happening::Ratified { state: code, motion: None, depositary } => {
            let with = depositary
                .as_ref()
                .map(|body| format!(", and deposits the instrument with the {}", spaced(body)));
            format!("{} ratifies the charter{}.", name(code), with.unwrap_or_default())
        }
        Happening::Ratified { state: code, motion: Some(motion), .. } => {
            format!("{} ratifies motion {motion}.", name(code))
        }
        Happening::EnteredIntoForce { members, .. } => {
            format!("The charter enters into force with {}.", counted(members.len(), "member", "members"))
        }
        Happening::FoundingLapsed {} => "Too few ratified in time: the founding lapses.".into(),
        Happening::FounderJoined { state: code, .. } => format!("{} belongs, as a founder.", name(code)),
        Happening::Accredited { state: code, organ, delegate, key } => {
            let key = if key.is_some() { ", with a key of its own" } else { "" };
            format!("{} accredits {delegate} to the {organ}{key}.", name(code))
        }
        Happening::Revoked { state: code, organ } => {
            format!("{} calls back its delegation to the {organ}.", name(code))
        }
        Happening::Seated(seated) => {
            let of = seated.party.as_ref().map(|party| format!(" ({party})")).unwrap_or_default();
            let (person, code, organ) = (&seated.name, name(&seated.state), &seated.organ);
            format!("{person}{of} sits for {code} in the {organ}{}.", until(&seated.until))
        }
        Happening::SeatEnded(ended) => {
            format!("{} sits for {} in the {} no longer.", ended.name, name(&ended.state), ended.organ)
        }
        Happening::CredentialsContested { state: code, claimant, .. } => {
            format!("{claimant} claims the seat of {}.", name(code))
        }
        Happening::CredentialsDecided { state: code, claimant_holds, .. } => {
            let who = if *claimant_holds { "the claimant" } else { "the government accredited before" };
            format!("The seat of {} belongs to {who}.", name(code))
        }
        Happening::Applied { name, .. } => format!("{name} applies for membership."),
        Happening::Assessed { name, assessment, .. } => {
            let verdict = match assessment.qualifies.as_str() {
                "met" => "qualifies",
                "not met" => "does not qualify",
                _ => "may or may not qualify, for the data do not say",
            };
            let lost = if assessment.lost_any { ", and a member would have lost a criterion" } else { "" };
            let against: Vec<_> = assessment
                .criteria
                .iter()
                .filter(|judged| judged.verdict != "met")
                .map(|judged| format!("{} is {}", judged.criterion, judged.verdict))
                .collect();
            let against =
                if against.is_empty() { String::new() } else { format!(" ({})", against.join(", ")) };
            format!("By the record of {} {name} {verdict}{against}{lost}.", assessment.year)
        }
        Happening::AssessmentExpired { state: code } => {
            format!("The assessment of {} is too old.", name(code))
        }
        Happening::Dissented { state: code, criterion, .. } => {
            format!("{} reads {criterion} of {} otherwise.", actor(state, event), name(code))
        }
        Happening::Settled { state: code, criterion, met, .. } => {
            let met = if *met { "met" } else { "not met" };
            format!("It is found that {criterion} is {met} for {}.", name(code))
        }
        Happening::Proposed { motion, matter, steps, lapses, .. } => {
            let steps: Vec<_> = steps.iter().map(step).collect();
            let by = lapses.map(|lapses| format!(", by {}", lapses.says())).unwrap_or_default();
            format!(
                "Motion {motion}: {} proposes to {}. It takes {}{by}.",
                actor(state, event),
                self::matter(state, matter),
                steps.join(", then ")
            )
        }
        Happening::Cosponsored { motion, state: code } => format!("{} joins in motion {motion}.", name(code)),
        Happening::MotionAmended { motion, matter } => {
            format!("Motion {motion} now proposes to {}.", self::matter(state, matter))
        }
        Happening::Dropped { motion } => format!("Motion {motion} is withdrawn."),
        Happening::ReadingOpened(opened) => {
            format!("Motion {} is in reading {}{}.", opened.motion, opened.reading, until(&opened.until))
        }
        Happening::DebateClosed { motion } => format!("The debate on motion {motion} is closed."),
        Happening::Advised { motion, body, .. } => {
            format!("The {} advises on motion {motion}.", spaced(body))
        }
        Happening::Answered { motion, state: code, .. } => {
            format!("{} is heard on motion {motion}.", name(code))
        }
        Happening::SilenceOpened { motion, until } => {
            format!("Motion {motion} is agreed if nobody objects until {}.", until.says())
        }
        Happening::Objected { motion, state: code } => format!("{} objects to motion {motion}.", name(code)),
        Happening::SilenceKept { motion } => format!("Nobody objected to motion {motion}."),
        Happening::VoteOpened { motion, organ, rule, until, roll, .. } => {
            let entitled = roll.members.iter().filter(|entry| entry.out.is_none()).count();
            let out: Vec<_> = roll
                .members
                .iter()
                .filter(|entry| entry.out.is_some())
                .map(|entry| name(&entry.state))
                .collect();
            let out = if out.is_empty() { String::new() } else { format!(", without {}", out.join(", ")) };
            format!(
                "The {organ} votes on motion {motion} until {}: {rule}; {} entitled{out}.",
                until.says(),
                counted(entitled, "delegation is", "are")
            )
        }
        Happening::Voted { motion, state: code, ballot } => {
            format!("{} on motion {motion}.", votes(name(code), *ballot))
        }
        Happening::VotedByName(voted) => {
            let who = format!("{} of {}", voted.name, name(&voted.state));
            format!("{} on motion {}.", votes(who, Cast::One(voted.ballot)), voted.motion)
        }
        Happening::VoteClosed { motion, organ, outcome, clauses, quorum } => {
            let why = if *outcome == Outcome::Inquorate { quorum } else { clauses };
            format!("The {organ} {} motion {motion}: {}.", outcome_says(*outcome), clauses_say(why))
        }
        Happening::RatificationOpened { motion, rule, .. } => {
            format!("Members may ratify motion {motion}: {rule}.")
        }
        Happening::NoticeGiven { motion, until } => {
            format!("Motion {motion} takes effect on {}.", until.says())
        }
        Happening::Carried { motion } => format!("Motion {motion} is carried."),
        Happening::Lapsed { motion, why } => {
            let why = why.as_ref().map(|why| format!(": {}", plain(why))).unwrap_or_default();
            format!("Motion {motion} lapses{why}.")
        }
        Happening::Recounted { motion, clauses, .. } => {
            format!("The recount of motion {motion} comes to the same: {}.", clauses_say(clauses))
        }
        Happening::ChapterOpened { state: code, chapter, .. } => {
            format!("The chapter `{chapter}` is open with {}.", name(code))
        }
        Happening::ChapterClosed { state: code, chapter, .. } => {
            format!("The chapter `{chapter}` is closed with {}.", name(code))
        }
        Happening::Invited { state: code, .. } => format!("{} is invited to accede.", name(code)),
        Happening::Admitted { state: code, .. } => format!("{} is a member.", name(code)),
        Happening::ApplicationRejected { state: code, .. } => {
            format!("The application of {} fails.", name(code))
        }
        Happening::Observed { state: code, until, .. } => {
            format!("{} is under observation until {}.", name(code), until.says())
        }
        Happening::ObservationEnded { state: code } => format!("The observation of {} ends.", name(code)),
        Happening::Warned { state: code, .. } => format!("{} is warned.", name(code)),
        Happening::Suspended { state: code, rights, .. } => {
            format!("{} is suspended and loses: {}.", name(code), rights.join(", "))
        }
        Happening::Readmitted { state: code, .. } => format!("{} has its rights again.", name(code)),
        Happening::Expelled { state: code, .. } => format!("{} is expelled.", name(code)),
        Happening::WithdrawalNotified { state: code, effective } => {
            format!("{} gives notice, and leaves on {}.", name(code), effective.says())
        }
        Happening::Left { state: code } => format!("{} leaves.", name(code)),
        Happening::OfficeFilled { office, name: person, state: code, until: to, .. } => {
            format!("{person} of {} is elected to the {office}{}.", name(code), until(to))
        }
        Happening::TermEnded { office, name } => format!("The term of {name} in the {office} ends."),
        Happening::ChairPassed { organ, chair } => {
            format!("The chair of the {organ} passes to {}{}.", name(&chair.state), until(&chair.until))
        }
        Happening::BudgetAdopted { year, currency, total, due, dues, .. } => format!(
            "The budget of {year} is adopted: {}, due on {} from {}.{}",
            money(total.minor_units(), currency),
            due.says(),
            counted(dues.len(), "member", "members"),
            nothing_due(dues, currency)
        ),
        Happening::DuesFellDue { year } => format!("The dues of {year} fall due."),
        Happening::Paid { state: code, amount } => {
            let currency = state.budgets.values().last().map_or("", |budget| budget.currency.as_str());
            format!("{} pays {}.", name(code), money(amount.minor_units(), currency))
        }
        Happening::ArrearsWaived { state: code, until, .. } => {
            format!("{} may vote until {}, its arrears notwithstanding.", name(code), until.says())
        }
        Happening::CharterAmended { .. } => {
            "The charter is amended, and rules as amended from now on.".into()
        }
        Happening::StageEntered { stage, .. } => format!("The community enters the stage `{stage}`."),
        Happening::ResolutionAdopted { motion } => format!("The resolution of motion {motion} is adopted."),
        Happening::ConsultationCalled { state: code, says } => {
            format!("{} calls for consultation: {says}", name(code))
        }
        Happening::CaseFiled { case, motion, .. } => {
            let on = motion.map(|motion| format!(" on motion {motion}")).unwrap_or_default();
            format!("Case {case}{on} is before the court, brought by {}.", actor(state, event))
        }
        Happening::StayOrdered { motion, .. } => {
            format!("The court lets motion {motion} wait for its judgment.")
        }
        Happening::ResolutionRegistered(_)
        | Happening::MandateOver(_)
        | Happening::MissionPlanned(_)
        | Happening::MissionAuthorised(_)
        | Happening::MissionRenewed(_)
        | Happening::ForcesContributed(_)
        | Happening::MissionLostAuthority(_)
        | Happening::HostConsented(_)
        | Happening::HostWithdrew(_)
        | Happening::ForcesGenerated(_)
        | Happening::Deployed(_)
        | Happening::CameHome(_)
        | Happening::MissionReported(_)
        | Happening::MissionReportOverdue(_)
        | Happening::MissionSpent(_)
        | Happening::MissionReimbursed(_) => mission::says(state, event),
        Happening::Judged { case, ruling, .. } => {
            let ruling = match ruling {
                crate::act::Ruling::Lawful => "it was lawful",
                crate::act::Ruling::Unlawful => "it was unlawful, and falls",
                crate::act::Ruling::Answered => "the question is answered",
            };
            format!("The court judges case {case}: {ruling}.")
        }
        Happening::GuaranteeInvoked(_)
        | Happening::HelpRequested(_)
        | Happening::Assisted(_)
        | Happening::GuaranteeReported(_)
        | Happening::ReportOverdue(_)
        | Happening::AssistanceOwed(_)
        | Happening::Undetermined(_)
        | Happening::PledgesFellDue(_)
        | Happening::RequestWithdrawn(_)
        | Happening::GuaranteeEnded(_)
        | Happening::Pledged(_)
        | Happening::PledgeWithdrawn(_)
        | Happening::Arrived(_)
        | Happening::StoodDown(_) => guarantee::says(state, event),
        Happening::SignaturesCounted(_)
        | Happening::WarningRaised(_)
        | Happening::WarningAnswered(_)
        | Happening::WarningUnanswered(_)
        | Happening::CompactRequested(_)
        | Happening::CompactRequestWithdrawn { .. }
        | Happening::AuthorityRecognised(_)
        | Happening::CompactSubmitted(_)
        | Happening::CompactFounded(_)
        | Happening::CompactFunded(_)
        | Happening::BenchmarkVerified(_)
        | Happening::ReviewFellDue(_)
        | Happening::CompactReviewed(_)
        | Happening::TrancheReleased(_)
        | Happening::CompactEnded(_) => peace::says(state, event),
    }
}

fn votes(name: String, ballot: Cast) -> String {
    match ballot {
        Cast::One(Voice::Abstain) => format!("{name} abstains"),
        other => format!("{name} votes {}", line::ballot_word(other)),
    }
}

fn actor(state: &State, event: &Event) -> String {
    match &event.actor {
        crate::Actor::State(code) => state.called(code).to_owned(),
        other => format!("the {other}"),
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    match text.split_at_checked(1) {
        Some((first, rest)) => first.to_uppercase() + rest,
        None => text.to_owned(),
    }
}

/// `united-nations` is `United Nations`.
pub fn spaced(id: &str) -> String {
    let capital = |word: &str| match word.split_at_checked(1) {
        Some((first, rest)) if !matches!(word, "of" | "the" | "and") => first.to_uppercase() + rest,
        _ => word.to_owned(),
    };
    id.split('-').map(capital).collect::<Vec<_>>().join(" ")
}

fn step(step: &Step) -> String {
    match step {
        Step::Vote { organ, rule } => format!("{rule} in the {organ}"),
        Step::Silence { organ, lasts } => format!("{lasts} of silence in the {organ}"),
        Step::Ratification { rule } => format!("ratification by {rule}"),
        Step::Notice { lasts } => format!("{lasts} of notice"),
    }
}

fn outcome_says(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passes",
        Outcome::Failed => "rejects",
        Outcome::Inquorate => "has no quorum for",
    }
}

/// The tally's explanation: `55% of states: 31 of 32, 18 needed`.
pub fn clauses_say(clauses: &[ClauseCount]) -> String {
    let clause = |clause: &ClauseCount| {
        let most = clause.quota.starts_with("fewer than")
            || clause.quota.starts_with("no ")
            || clause.quota == "consensus";
        let bar = if most {
            format!("at most {}", grouped(clause.need))
        } else {
            format!("{} needed", grouped(clause.need))
        };
        let (have, total) = (grouped(clause.have), grouped(clause.total));
        let mark = if clause.holds { "met" } else { "not met" };
        format!("{}: {have} of {total}, {bar}, {mark}", clause.quota)
    };
    clauses.iter().map(clause).collect::<Vec<_>>().join("; ")
}

/// Minor units as people read them: hundredths.
pub fn money(minor_units: u64, currency: &str) -> String {
    format!("{}.{:02} {currency}", grouped(minor_units / 100), minor_units % 100)
}
