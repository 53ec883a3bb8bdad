//! Warnings and compacts as sentences.

use super::{counted, money, spaced};
use crate::{
    compact::{CompactOutcome, Verdict},
    event::{Event, Happening},
    matter::Matter,
    state::State,
    warning::{Response, Signatures},
};
use charter::show::grouped;

/// What happened, in a sentence.
pub(super) fn says(state: &State, event: &Event) -> String {
    let name = |code: &str| state.called(code).to_owned();
    let currency = |compact: u64| state.compact(compact).map_or("", |compact| compact.plan.currency.as_str());
    let of = |compact: u64| {
        let name = state.compact(compact).map_or("a state", |compact| compact.name.as_str());
        format!("compact {compact} with {name}")
    };
    match &event.happened {
        Happening::SignaturesCounted(count) => {
            let sum: u64 = count.counted.iter().map(|signed| u64::from(signed.citizens)).sum();
            format!(
                "Initiative {}: until the end of {} {} had been confirmed, and {} of {} count.",
                count.initiative,
                count.day.says(),
                counted(count.leaves, "signature", "signatures"),
                grouped(sum),
                counted(count.counted.len(), "member", "members")
            )
        }
        Happening::WarningRaised(raised) => {
            let by = if raised.signatures.is_empty() {
                super::capital(&super::actor(state, event))
            } else {
                let signed: u64 = raised.signatures.iter().map(|signed| u64::from(signed.citizens)).sum();
                format!(
                    "{} of {}",
                    counted(signed, "citizen", "citizens"),
                    counted(raised.signatures.len(), "member", "members")
                )
            };
            let verb = if raised.signatures.is_empty() { "warns" } else { "warn" };
            let due = match (&raised.organ, raised.due) {
                (Some(organ), Some(due)) => format!("; the {organ} answers by {}", due.says()),
                (Some(organ), None) => format!("; the {organ} answers"),
                (None, Some(due)) => format!("; an answer is due by {}", due.says()),
                (None, None) => String::new(),
            };
            format!(
                "Warning {}: {by} {verb} of {} in {}{due}.",
                raised.warning,
                raised.danger.says(),
                raised.name
            )
        }
        Happening::WarningAnswered(answered) => {
            let with = state.warnings.get(&answered.warning);
            let days = with.and_then(|warning| warning.days_to_answer());
            let after = days
                .map(|days| format!(", after {}", counted(days.unsigned_abs(), "day", "days")))
                .unwrap_or_default();
            match answered.response {
                Response::Declined {} => format!("Warning {} is declined{after}.", answered.warning),
                with => format!("Warning {} is answered{after}: {}.", answered.warning, response(with)),
            }
        }
        Happening::WarningUnanswered(unanswered) => {
            let who = unanswered.organ.as_ref().map(|organ| format!("; the {organ} should have"));
            format!("Nobody answered warning {} in time{}.", unanswered.warning, who.unwrap_or_default())
        }
        Happening::CompactRequested(asked) => {
            let who = asked.authority.as_ref().map(|authority| format!(", for which {authority} speaks,"));
            format!("{}{} asks for a compact.", asked.name, who.unwrap_or_default())
        }
        Happening::CompactRequestWithdrawn { state: code } => {
            format!("{} no longer asks for a compact.", name(code))
        }
        Happening::AuthorityRecognised(recognised) => {
            format!(
                "{} is recognised as the transitional authority of {}.",
                recognised.authority, recognised.name
            )
        }
        Happening::CompactSubmitted(submitted) => {
            format!(
                "The plan of motion {} is submitted to the {}.",
                submitted.motion,
                spaced(&submitted.body)
            )
        }
        Happening::CompactFounded(founded) => {
            let compact = state.compact(founded.compact);
            let (title, until) = compact
                .map_or((String::new(), String::new()), |c| (c.plan.title.clone(), c.plan.ends.says()));
            let asks = compact.map_or(0, crate::compact::Compact::asked);
            let asks = money(asks, currency(founded.compact));
            let number = founded.compact;
            format!(
                "Compact {number} with {} is founded until {until}: {title}. It asks for {asks}.",
                founded.name
            )
        }
        Happening::CompactFunded(funded) => {
            let amount = money(funded.amount.minor_units(), currency(funded.compact));
            format!("{} gives {amount} to {}.", name(&funded.state), of(funded.compact))
        }
        Happening::BenchmarkVerified(verified) => {
            let met = if verified.met { "met" } else { "not met" };
            let (benchmark, verifier) = (&verified.benchmark, name(&verified.verifier));
            format!(
                "{verifier} reports that benchmark `{benchmark}` of {} is {met}: {}.",
                of(verified.compact),
                verified.title
            )
        }
        Happening::ReviewFellDue(due) => format!("A review of {} is due.", of(due.compact)),
        Happening::CompactReviewed(reviewed) => {
            let count = |verdict| reviewed.benchmarks.iter().filter(|stood| stood.verdict == verdict).count();
            format!(
                "{} is reviewed: of its benchmarks {} are met, {} not met, {} unknown.",
                super::capital(&of(reviewed.compact)),
                count(Verdict::Met),
                count(Verdict::NotMet),
                count(Verdict::Unknown)
            )
        }
        Happening::TrancheReleased(released) => {
            let amount = money(released.amount.minor_units(), currency(released.compact));
            format!("Tranche `{}` of {} is released: {amount}.", released.tranche, of(released.compact))
        }
        Happening::CompactEnded(ended) => {
            let how = match ended.outcome {
                CompactOutcome::Concluded => "is concluded",
                CompactOutcome::Failed => "has failed",
            };
            let back: u64 = ended.returned.iter().map(|due| due.amount.minor_units()).sum();
            let back = match ended.returned.len() {
                0 => String::new(),
                members => {
                    let members = counted(members, "member", "members");
                    format!(" {} goes back to {members}.", money(back, currency(ended.compact)))
                }
            };
            format!(
                "{} {how}: {}.{back}",
                super::capital(&of(ended.compact)),
                ended.why.trim_end_matches('.')
            )
        }
        _ => String::new(),
    }
}

/// How a warning is answered, in a few words.
pub fn response(response: Response) -> String {
    match response {
        Response::GoodOffices {} => "good offices".into(),
        Response::Observers { count } => format!("{} unarmed observers", grouped(u64::from(count))),
        Response::PreventiveDeployment { mission } => format!("preventive deployment, mission {mission}"),
        Response::Declined {} => "nothing is done".into(),
    }
}

/// The signatures of citizens, member by member: `Norway 12,000`.
pub fn signatures(state: &State, signatures: &[Signatures]) -> String {
    let each = |signed: &Signatures| {
        format!("{} {}", state.called(&signed.state), grouped(u64::from(signed.citizens)))
    };
    signatures.iter().map(each).collect::<Vec<_>>().join(", ")
}

/// What a motion would do.
pub(super) fn matter(state: &State, matter: &Matter) -> String {
    let name = |code: &str| state.called(code).to_owned();
    match matter {
        Matter::AnswerWarning(answer) => {
            let with = match answer.response {
                Response::Declined {} => "declining to act".to_owned(),
                other => response(other),
            };
            format!("answer warning {} with {with}", answer.warning)
        }
        Matter::RecogniseAuthority(recognise) => {
            format!(
                "recognise {} as the transitional authority of {}",
                recognise.authority,
                name(&recognise.state)
            )
        }
        Matter::FoundCompact(plan) => {
            let under = plan.mandate.as_ref().map(|resolution| format!(" under {resolution}"));
            format!("found a compact with {}{}: {}", name(&plan.state), under.unwrap_or_default(), plan.title)
        }
        Matter::ReleaseTranche(release) => {
            format!("release tranche `{}` of compact {}", release.tranche, release.compact)
        }
        Matter::ConcludeCompact(end) => format!("conclude compact {}", end.compact),
        Matter::FailCompact(end) => format!("declare that compact {} has failed", end.compact),
        _ => String::new(),
    }
}
