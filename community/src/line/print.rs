//! Deeds back to lines, so that what was done can be pasted and done again.

use super::{guarantee, peace};
use crate::{
    act::{Cast, Deed, Ruling, Split, Voice},
    matter::Matter,
};

/// A deed as a line that [`super::deed`] reads back. The text of a charter is named `charter`.
pub fn print(deed: &Deed) -> String {
    let name = deed.name();
    match deed {
        Deed::OpenText { .. } | Deed::AmendText { .. } => format!("{name} charter"),
        Deed::Ratify { motion: Some(motion) } => format!("{name} {motion}"),
        Deed::Sign {} | Deed::Ratify { .. } | Deed::Apply {} | Deed::Withdraw {} | Deed::Tick {} => {
            name.to_owned()
        }
        Deed::Accredit { organ, delegate, key } => {
            format!("{name} {organ} {}{}", quoted(delegate), with_key(key))
        }
        Deed::Revoke { organ } => format!("{name} {organ}"),
        Deed::Seat(seat) => format!("{name} {}", super::seat::seat(seat)),
        Deed::Unseat(unseat) => format!("{name} {} {}", unseat.organ, quoted(&unseat.name)),
        Deed::VoteByName(named) => format!("{name} {}", super::seat::named(named)),
        Deed::ContestCredentials { state, claimant, key } => {
            format!("{name} {state} {}{}", quoted(claimant), with_key(key))
        }
        Deed::Assess { state } => format!("{name} {state}"),
        Deed::Dissent { state, criterion, says } => format!("{name} {state} {criterion} {}", quoted(says)),
        Deed::Propose { matter, debate_until } => {
            let debate = debate_until.map(|until| format!(" debate-until {until}")).unwrap_or_default();
            format!("{name} {}{debate}", self::matter(matter))
        }
        Deed::AmendMotion { motion, matter } => format!("{name} {motion} {}", self::matter(matter)),
        Deed::Cosponsor { motion }
        | Deed::Drop { motion }
        | Deed::NextReading { motion }
        | Deed::CloseDebate { motion }
        | Deed::Object { motion }
        | Deed::Close { motion }
        | Deed::Recount { motion } => format!("{name} {motion}"),
        Deed::Advise { motion, says } | Deed::Answer { motion, says } => {
            format!("{name} {motion} {}", quoted(says))
        }
        Deed::OpenVote { motion, until } => {
            let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
            format!("{name} {motion}{until}")
        }
        Deed::Vote { motion, ballot } => format!("{name} {motion} {}", self::ballot(*ballot)),
        Deed::Consult { says } => format!("{name} {}", quoted(says)),
        Deed::Pay { amount } => format!("{name} {}", amount.minor_units()),
        Deed::FileCase { motion, says } => {
            let motion = motion.map(|motion| format!(" motion {motion}")).unwrap_or_default();
            format!("{name} {}{motion}", quoted(says))
        }
        Deed::RegisterMandate(_)
        | Deed::Consent(_)
        | Deed::WithdrawConsent(_)
        | Deed::GenerateForces(_)
        | Deed::Deploy(_)
        | Deed::Recall(_)
        | Deed::Report(_)
        | Deed::Spend(_)
        | Deed::Reimburse(_) => format!("{name} {}", super::mission::print(deed)),
        Deed::Stay { case } => format!("{name} {case}"),
        Deed::Judge { case, ruling, judges_for, judges_against, says } => {
            let ruling = match ruling {
                Ruling::Lawful => "lawful",
                Ruling::Unlawful => "unlawful",
                Ruling::Answered => "answered",
            };
            format!("{name} {case} {ruling} {judges_for} {judges_against} {}", quoted(says))
        }
        Deed::DeclareAttack(_)
        | Deed::RequestProtection(_)
        | Deed::RequestHelp(_)
        | Deed::Assist(_)
        | Deed::ReportGuarantee(_)
        | Deed::WithdrawRequest(_)
        | Deed::Pledge(_)
        | Deed::WithdrawPledge(_)
        | Deed::ConfirmArrival(_)
        | Deed::StandDown(_) => format!("{name} {}", guarantee::print(deed)),
        Deed::CountSignatures(_)
        | Deed::RaiseWarning(_)
        | Deed::RequestCompact(_)
        | Deed::WithdrawCompactRequest {}
        | Deed::SubmitCompact { .. }
        | Deed::FundCompact { .. }
        | Deed::VerifyBenchmark(_)
        | Deed::ReviewCompact(_) => peace::print_deed(deed),
    }
}

/// A ballot as it is written.
pub fn ballot(ballot: Cast) -> String {
    match ballot {
        Cast::One(Voice::Yes) => "yes".into(),
        Cast::One(Voice::No) => "no".into(),
        Cast::One(Voice::Abstain) => "abstain".into(),
        Cast::Split(Split { yes, no, abstain }) => format!("{yes}/{no}/{abstain}"),
    }
}

pub(super) fn with_key(key: &Option<String>) -> String {
    key.as_ref().map(|key| format!(" key {key}")).unwrap_or_default()
}

/// Double quotes cannot stand inside a text of a line; single ones do there.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "'"))
}

fn matter(matter: &Matter) -> String {
    let name = matter.name();
    match matter {
        Matter::AdoptText {} => name.to_owned(),
        Matter::OpenChapter { state, chapter, benchmarks } => {
            let benchmarks: String =
                benchmarks.iter().map(|benchmark| format!(" benchmark {}", quoted(benchmark))).collect();
            format!("{name} {state} {}{benchmarks}", quoted(chapter))
        }
        Matter::CloseChapter { state, chapter, evidence } => {
            format!("{name} {state} {} {}", quoted(chapter), quoted(evidence))
        }
        Matter::Invite { state } | Matter::Admit { state } | Matter::Readmit { state } => {
            format!("{name} {state}")
        }
        Matter::DecideCredentials { state, claimant_holds } => {
            format!("{name} {state} {}", if *claimant_holds { "claimant" } else { "incumbent" })
        }
        Matter::Observe { state, until, grounds } => {
            format!("{name} {state} until {until} because {}", quoted(grounds))
        }
        Matter::Warn { state, grounds } => format!("{name} {state} because {}", quoted(grounds)),
        Matter::Suspend { state, grounds, serious_breach }
        | Matter::Expel { state, grounds, serious_breach } => {
            let breach = if *serious_breach { " serious-breach" } else { "" };
            format!("{name} {state} because {}{breach}", quoted(grounds))
        }
        Matter::Settle { state, criterion, met, grounds } => {
            let met = if *met { "met" } else { "not-met" };
            format!("{name} {state} {criterion} {met} because {}", quoted(grounds))
        }
        Matter::Elect { candidate } | Matter::Appoint { candidate } => {
            let gender =
                candidate.gender.as_ref().map(|gender| format!(" gender {gender}")).unwrap_or_default();
            format!("{name} {} {} {}{gender}", candidate.office, quoted(&candidate.name), candidate.state)
        }
        Matter::AdoptBudget { year, currency, lines, due } => {
            let lines: String = lines
                .iter()
                .map(|line| format!(" {}", quoted(&format!("{}={}", line.name, line.amount.minor_units()))))
                .collect();
            format!("{name} {year} {currency} due {due}{lines}")
        }
        Matter::WaiveArrears { state, until } => format!("{name} {state} until {until}"),
        Matter::Amend { .. } => format!("{name} charter"),
        Matter::Advance { stage } => format!("{name} {stage}"),
        Matter::Determine(of) | Matter::FindMeasuresSuffice(of) => {
            format!("{name} {} {} because {}", of.head, of.guarantee, quoted(&of.grounds))
        }
        Matter::PlanMission(_)
        | Matter::AuthoriseMission(_)
        | Matter::RenewMission(_)
        | Matter::EndMission(_)
        | Matter::ContributeForces(_) => format!("{name} {}", super::mission::print_matter(matter)),
        Matter::Resolution { title, says } => format!("{name} {} {}", quoted(title), quoted(says)),
        Matter::AnswerWarning(_)
        | Matter::RecogniseAuthority(_)
        | Matter::FoundCompact(_)
        | Matter::ReleaseTranche(_)
        | Matter::ConcludeCompact(_)
        | Matter::FailCompact(_) => peace::print_matter(matter),
    }
}
