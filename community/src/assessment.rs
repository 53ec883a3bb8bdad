//! The judgment of one state on the record: the same definition as `charter::membership::assess`, from facts that the
//! event carries. A test holds the two to each other.

use crate::{
    act::Deed,
    deciding::{Decided, Deciding, bounded},
    event::{Assessment, Event, Happening, Judgment},
    facts::Asking,
    refusal::Refusal,
    state::{Assessed, Deadline, Member, State},
};
use charter::{
    Charter,
    acts::ActKind,
    condition::{self, Condition, Number, Truth},
    membership::{Test, Verdict},
};

/// `assess`: reads the record of a state in the last year that the data cover, and says until when that may be relied on.
pub(crate) fn assess(d: &Deciding<'_>, state: &str) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (_, article) = d.declared(ActKind::Assess)?;
    let Some(name) = d.asking.state_name(state) else {
        let says = format!("no state of the record has the code `{}`", charter::values::shown(state));
        return Err(Refusal::new("unknown-state", says)
            .under(&article)
            .cure("use its ISO 3166 code, such as `NOR`"));
    };
    let Some(year) = d.asking.latest_year() else {
        return Err(Refusal::new("no-data", "the data cover no year").under(&article));
    };
    let settled = d.state.settled.get(state);
    let settled = |criterion: &str| settled.and_then(|settled| settled.get(criterion)).copied();
    let (criteria, qualifies, lost_any) =
        judge(&d.law.charter, d.asking, state, year, &settled).map_err(|refusal| refusal.under(&article))?;
    let valid = d.law.charter.data.assessment_valid;
    let valid_until = valid.and_then(|valid| d.at.plus(valid));
    let assessment =
        Assessment { year, criteria, qualifies: qualifies.says().to_owned(), lost_any, valid_until };
    Ok(Decided::one(article, Happening::Assessed { state: state.to_owned(), name, assessment }))
}

/// Judges every criterion. What an organ has settled replaces unknown, and never *not met*.
fn judge(
    charter: &Charter,
    asking: &Asking<'_>,
    state: &str,
    year: i32,
    settled: &dyn Fn(&str) -> Option<bool>,
) -> Result<(Vec<Judgment>, Verdict, bool), Refusal> {
    let (mut criteria, mut qualifies, mut lost_any) = (Vec::new(), Verdict::Met, false);
    for test in charter.tests() {
        let (mut verdict, lost) = judge_test(asking, &test, state, year)?;
        if let (Verdict::Unknown, Some(met)) = (verdict, settled(test.id)) {
            verdict = if met { Verdict::Met } else { Verdict::NotMet };
        }
        qualifies = match (qualifies, verdict) {
            (Verdict::NotMet, _) | (_, Verdict::NotMet) => Verdict::NotMet,
            (Verdict::Met, Verdict::Met) => Verdict::Met,
            _ => Verdict::Unknown,
        };
        lost_any |= lost;
        criteria.push(Judgment { criterion: test.id.to_owned(), verdict: verdict.says().to_owned(), lost });
    }
    Ok((criteria, qualifies, lost_any))
}

fn judge_test(
    asking: &Asking<'_>,
    test: &Test<'_>,
    state: &str,
    year: i32,
) -> Result<(Verdict, bool), Refusal> {
    let (born, before) = asking.born(state, year);
    let Some(born) = born else { return Ok((Verdict::Unknown, false)) };
    let truth = |condition: &Condition, back: u32| -> Result<Truth, Refusal> {
        let Some(judged) = i32::try_from(back).ok().and_then(|back| year.checked_sub(back)) else {
            return Ok(Truth::Unknown);
        };
        let who = match &before {
            _ if judged >= born => state,
            Some(before) if asking.born(before, judged).0.is_some() => before,
            _ => return Ok(Truth::Unknown),
        };
        match evaluate(condition, asking, who, judged) {
            Truth::Fault(fault) => {
                let says = format!("the criterion `{}` {} for {state} in {judged}", test.id, fault.says());
                Err(Refusal::new("cannot-compute", says).cure("amend the criterion"))
            }
            truth => Ok(truth),
        }
    };
    let (mut any_false, mut all_true) = (false, true);
    for back in 0..test.years {
        let truth = truth(&test.holds.value, back)?;
        any_false |= truth == Truth::False;
        all_true &= truth == Truth::True;
    }
    let mut lost = true;
    for back in 0..test.grace {
        lost &= match test.lost {
            Some(lost) => truth(&lost.value, back)?,
            None => truth(&test.holds.value, back)?.not(),
        } == Truth::True;
    }
    let verdict = match (any_false, all_true) {
        (true, _) => Verdict::NotMet,
        (_, true) => Verdict::Met,
        _ => Verdict::Unknown,
    };
    Ok((verdict, lost))
}

fn evaluate(condition: &Condition, asking: &Asking<'_>, state: &str, year: i32) -> Truth {
    condition.evaluate(&mut |path| match path.split_once('.') {
        Some(("state", _)) => asking.of_state(path, state, year),
        Some(("world", _)) => asking.of_world(path, year),
        _ if path == "year" => condition::Fact::Number(Number::whole(i64::from(year))),
        _ => condition::Fact::Missing,
    })
}

/// `dissent`: a member reads an assessment otherwise. It stands on the record and changes nothing.
pub(crate) fn dissent(
    d: &Deciding<'_>,
    state: &str,
    criterion: &str,
    says: &str,
) -> Result<Decided, Refusal> {
    d.in_force()?;
    let article = d.law.membership_article();
    d.member(&article)?;
    bounded("dissent", says, 4000)?;
    let Some(assessed) = d.state.assessments.get(state) else {
        let says = format!("{} was never assessed", d.state.name(state));
        return Err(Refusal::new("not-assessed", says).under(&article).cure("have it assessed first"));
    };
    if assessed.assessment.criteria.iter().all(|judged| judged.criterion != criterion) {
        let known: Vec<_> =
            assessed.assessment.criteria.iter().map(|judged| judged.criterion.as_str()).collect();
        let says = format!("the assessment has no criterion `{}`", charter::values::shown(criterion));
        return Err(Refusal::new("unknown-criterion", says)
            .under(&article)
            .cure(format!("name one of: {}", known.join(", "))));
    }
    let (state, criterion, says) = (state.to_owned(), criterion.to_owned(), says.to_owned());
    Ok(Decided::one(article, Happening::Dissented { state, criterion, says }))
}

/// `settle`: an organ's finding may settle what the data leave unknown, and never overturns *not met*.
pub(crate) fn fits_settlement(d: &Deciding<'_>, state: &str, criterion: &str) -> Result<(), Refusal> {
    let name = d.state.name(state);
    let judged = d.state.current_assessment(state).map(|assessment| &assessment.criteria);
    let judged = judged.and_then(|criteria| criteria.iter().find(|judged| judged.criterion == criterion));
    match judged.map(|judged| judged.verdict.as_str()) {
        Some("unknown") => Ok(()),
        None => Err(Refusal::new(
            "not-assessed",
            format!("{name} has no assessment of `{criterion}` that may be relied on"),
        )
        .cure("have it assessed first")),
        Some(verdict) => {
            let says = format!("the record says that `{criterion}` is {verdict} for {name}");
            Err(Refusal::new("record-speaks", says)
                .cure("a finding settles only what the data leave unknown"))
        }
    }
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::Assess { state } => Some(assess(d, state)),
        Deed::Dissent { state, criterion, says } => Some(dissent(d, state, criterion, says)),
        _ => None,
    }
}

/// What falls due of this file.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let Deadline::AssessmentExpires(code) = due else { return None };
    let article = d.law.article_of(ActKind::Assess).unwrap_or_else(|| d.law.membership_article());
    Some(Decided::one(article, Happening::AssessmentExpired { state: code.clone() }))
}

/// The events of this file. A member under observation as a founder that now qualifies is observed no longer.
pub(crate) fn apply(state: &mut State, event: &Event) -> bool {
    match &event.happened {
        Happening::Assessed { state: code, name, assessment } => {
            state.names.insert(code.clone(), name.clone());
            state.agenda.retain(|(_, due)| *due != Deadline::AssessmentExpires(code.clone()));
            if let Some(until) = assessment.valid_until {
                state.agenda.insert((until, Deadline::AssessmentExpires(code.clone())));
            }
            let founder =
                |member: &&mut Member| member.observed.is_some_and(|observed| observed.motion.is_none());
            if assessment.qualifies == Verdict::Met.says()
                && let Some(member) = state.members.get_mut(code).filter(founder)
            {
                member.observed = None;
                state.agenda.retain(|(_, due)| *due != Deadline::ObservationEnds(code.clone()));
            }
            let assessed = Assessed { at: event.at, assessment: assessment.clone(), current: true };
            state.assessments.insert(code.clone(), assessed);
        }
        Happening::AssessmentExpired { state: code } => {
            state.agenda.retain(|(_, due)| *due != Deadline::AssessmentExpires(code.clone()));
            if let Some(assessed) = state.assessments.get_mut(code) {
                assessed.current = false;
            }
        }
        Happening::Settled { state: code, criterion, met, .. } => {
            state.settled.entry(code.clone()).or_default().insert(criterion.clone(), *met);
        }
        Happening::Dissented { .. } => {}
        _ => return false,
    }
    true
}

impl State {
    /// Does the last assessment say that a state qualifies? Unknown where there is none that may be relied on.
    pub fn qualifies(&self, code: &str) -> Truth {
        match self.current_assessment(code).map(|assessment| assessment.qualifies.as_str()) {
            Some("met") => Truth::True,
            Some("not met") => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Does the last assessment say that a member has lost a criterion?
    pub fn lost_any(&self, code: &str) -> Truth {
        self.current_assessment(code).map_or(Truth::Unknown, |assessment| Truth::from(assessment.lost_any))
    }

    /// The last assessment of a state, if it may still be relied on.
    pub fn current_assessment(&self, code: &str) -> Option<&Assessment> {
        self.assessments.get(code).filter(|assessed| assessed.current).map(|assessed| &assessed.assessment)
    }
}

impl Member {
    /// A member from this moment on.
    pub fn since(since: crate::moment::Moment) -> Self {
        Self { since, observed: None, warned: None, suspended: None, leaves: None, waived_until: None }
    }
}
