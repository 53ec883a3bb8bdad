//! Runs the roll call of a resolution through the model charter of the Security Council, with the members of its day.

use super::{Chapter, Does, Resolution, Stand};
use crate::{
    event::ClauseCount, facts::Asking, law::Law, motion::clauses, refusal::Refusal, refusal::article,
};
use charter::acts::ActKind;
use std::sync::LazyLock;
use voting::{Ballot, Electorate};

/// The model charter of the Council.
static CHARTER: LazyLock<Option<Law>> =
    LazyLock::new(|| Law::read(charter::model("un-security-council")?.text, 0).ok());

/// The first year of the enlarged Council: the amendment of Articles 23 and 27 (General Assembly resolution 1991 A (XVIII))
/// came into force on 31 August 1965, and the fifteen sat from 1 January 1966.
const ENLARGED: i32 = 1966;

/// Who votes: the members of the Council on the day of the resolution. How it is counted: the rule of the model charter for
/// decisions under its chapter, and before 1966 seven votes of eleven members in place of nine (UN Charter of 1945,
/// Article 27(3)).
///
/// Returns the article of the Council's charter and the count.
///
/// # Errors
///
/// A roll that is not the Council's, or a resolution that the Council did not adopt.
pub(super) fn run(
    asking: &Asking<'_>,
    resolution: &Resolution,
) -> Result<(String, Vec<ClauseCount>), Refusal> {
    let day = resolution.day.date();
    let council = asking.council(day);
    let mut members: Vec<&str> =
        council.permanent.iter().chain(council.elected.iter()).map(String::as_str).collect();
    members.sort_unstable();
    let number = &resolution.number;
    if members.is_empty() {
        let says =
            format!("the data do not say who sat in the Security Council on {}", resolution.day.says());
        return Err(Refusal::new("council-unknown", says).cure("bring the data up to date"));
    }
    if let Some(code) = resolution.roll.keys().find(|code| !members.contains(&code.as_str())) {
        let says = format!("{code} did not sit in the Security Council on {}", resolution.day.says());
        return Err(Refusal::new("roll-forged", says).cure("give the roll call of the record"));
    }
    if let Some(code) = members.iter().find(|code| !resolution.roll.contains_key(**code)) {
        let says = format!("the roll call of {number} leaves out {code}, which sat in the Security Council");
        return Err(
            Refusal::new("roll-forged", says).cure("say how each member voted, or that it was absent")
        );
    }
    let (under, rule) = rule(resolution)?;
    let permanent = members.iter().map(|code| u64::from(council.permanent.iter().any(|one| one == code)));
    let uncounted = |error: voting::TallyError| Refusal::new("cannot-count", error.to_string());
    let electorate =
        Electorate::new(members.len()).column("permanent", permanent.collect()).map_err(uncounted)?;
    let ballots: Vec<Ballot> = resolution.roll.values().map(|stand| stand.ballot()).collect();
    let tally = rule.tally(&electorate, &ballots).map_err(uncounted)?;
    let clauses = clauses(&tally);
    if tally.passed {
        return Ok((under, clauses));
    }
    let says = format!("{number} was not adopted: {}", crate::words::clauses_say(&clauses));
    Err(Refusal::new("resolution-failed", says).cure("only what the Council adopted is a mandate"))
}

/// The rule of the chapter under which the resolution acts: Article 42 for Chapter VII, Article 33 for Chapter VI.
fn rule(resolution: &Resolution) -> Result<(String, voting::Rule), Refusal> {
    let kind = match &resolution.does {
        Does::Establish(terms) if terms.chapter == Chapter::VI => ActKind::AnswerWarning,
        _ => ActKind::AuthoriseMission,
    };
    let unsound = |says: &str| Refusal::new("council-unknown", format!("the charter of the Council {says}"));
    let law = CHARTER.as_ref().ok_or_else(|| unsound("cannot be read"))?;
    let act = law.act(kind)?;
    let written = act.rule.as_ref().ok_or_else(|| unsound("gives no rule"))?;
    let mut text = law.rule(&written.value);
    if resolution.day.year() < ENLARGED {
        text = text.replace("9 of states", "7 of states");
    }
    let rule = voting::parse(&text).map_err(|_| unsound("gives a rule that cannot be read"))?;
    Ok((format!("UN Charter, {}", article(&act.heading, "acts")), rule))
}

impl Stand {
    /// The ballot that it is.
    pub const fn ballot(self) -> Ballot {
        match self {
            Self::Yes => Ballot::Yes,
            Self::No => Ballot::No,
            Self::Abstain => Ballot::Abstain,
            Self::Absent => Ballot::Absent,
        }
    }
}
