//! What members do while a guarantee runs: ask for help, assist, report; and what falls due meanwhile.

use super::{Assistance, Guarantee, determine, determine::Finding, find, found, open, speaks_for};
use crate::{
    act::{Assist, Contribution, OfGuarantee, ReportGuarantee, RequestHelp},
    deciding::{Decided, Deciding, bounded},
    event::{Assisted, Event, GuaranteeReported, Happening, HelpRequested, PledgesFellDue},
    pledge,
    refusal::Refusal,
    state::{Deadline, State},
};

/// How many kinds of help one request names.
const MOST_NEEDS: usize = 100;

/// How many times one member's assistance is put on the record.
const MOST_ASSISTANCE: usize = 1000;

/// A guarantee that still runs, and the member that invoked it, which acts.
fn own<'a>(d: &Deciding<'a>, number: u64) -> Result<&'a Guarantee, Refusal> {
    let guarantee = open(d, number)?;
    if d.act.actor.state() != Some(&guarantee.state) {
        let who = format!("{}, which invoked it,", d.state.name(&guarantee.state));
        return Err(d.wrong_actor(&guarantee.article, &who).cure("the request is the member's own"));
    }
    Ok(guarantee)
}

/// `request-help`: the member asks, and says of which kind and how much.
pub(super) fn request_help(d: &Deciding<'_>, given: &RequestHelp) -> Result<Decided, Refusal> {
    let guarantee = own(d, given.guarantee)?;
    let article = &guarantee.article;
    speaks_for(d, &guarantee.state, guarantee.by.as_deref(), article)?;
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).under(article).cure(cure));
    if given.needs.len() > MOST_NEEDS {
        let says = format!("the request names {} kinds of help", given.needs.len());
        return refused("too-many-needs", says, "name at most 100");
    }
    for (place, need) in given.needs.iter().enumerate() {
        pledge::sound(need).map_err(|refusal| refusal.under(article))?;
        if !guarantee.forcible && matches!(need, Contribution::Forces { .. }) {
            return Err(pledge::short_of_force(d, article));
        }
        if given.needs.iter().take(place).any(|other| other.is_like(need)) {
            return refused("asked-twice", "the request names one kind of help twice".into(), "add them up");
        }
    }
    if guarantee.asks_help && guarantee.needs == given.needs {
        let says = format!("{} asks for this already", d.state.name(&guarantee.state));
        return refused("already-asked", says, "ask for what is needed beyond it");
    }
    let requested = HelpRequested { guarantee: given.guarantee, needs: given.needs.clone() };
    let mut happened = vec![Happening::HelpRequested(requested)];
    let asking = Guarantee { asks_help: true, ..guarantee.clone() };
    happened.extend(determine::owed_without_vote(d, given.guarantee, &asking));
    Ok(Decided { article: Some(article.clone()), happened })
}

/// `assist`: any member may help at once, on its own decision (UN Charter, Article 51), once the member concerned has asked
/// for it (International Court of Justice, Nicaragua, 27 June 1986, paragraph 199).
pub(super) fn assist(d: &Deciding<'_>, given: &Assist) -> Result<Decided, Refusal> {
    let guarantee = open(d, given.guarantee)?;
    let article = &guarantee.article;
    let member = d.member(article)?;
    let refused = |code, says: String, cure: String| Err(Refusal::new(code, says).under(article).cure(cure));
    let victim = d.state.name(&guarantee.state);
    if member == guarantee.state {
        return refused(
            "own-case",
            format!("{victim} is the one to be helped"),
            "let other members assist".into(),
        );
    }
    bounded("account of the help", &given.says, 4000).map_err(|refusal| refusal.under(article))?;
    if given.by_force && !guarantee.forcible {
        return Err(pledge::short_of_force(d, article));
    }
    if !guarantee.asks_help {
        let says = format!("{victim} has not asked for help");
        return refused("not-asked", says, format!("it may ask with `request-help {}`", given.guarantee));
    }
    let before = guarantee.assistance.get(member).map_or(&[][..], Vec::as_slice);
    if before.iter().any(|one| one.says == given.says && one.by_force == given.by_force) {
        return refused("said-already", "this is on the record already".into(), "say what is new".into());
    }
    if before.len() >= MOST_ASSISTANCE {
        return refused("too-much", format!("{MOST_ASSISTANCE} entries are on the record"), "sum up".into());
    }
    let assisted = Assisted {
        guarantee: given.guarantee,
        state: member.to_owned(),
        by_force: given.by_force,
        says: given.says.clone(),
    };
    Ok(Decided::one(article.clone(), Happening::Assisted(assisted)))
}

/// `report-guarantee`: the secretariat has told the body that the charter names; a case that has ended is reported too.
pub(super) fn report(d: &Deciding<'_>, given: &ReportGuarantee) -> Result<Decided, Refusal> {
    let guarantee = find(d, given.guarantee)?;
    let article = &guarantee.article;
    if !d.is("secretariat") {
        return Err(d.wrong_actor(article, "the secretariat").cure("ask the secretariat to report it"));
    }
    bounded("report", &given.says, 8000).map_err(|refusal| refusal.under(article))?;
    let Some(report) = &guarantee.report else {
        return Err(Refusal::new("no-report", "the article has it reported to nobody")
            .under(article)
            .cure("amend the charter to give `reported_to`"));
    };
    if let Some(at) = guarantee.reported {
        let says = format!("guarantee {} was reported on {}", given.guarantee, at.says());
        return Err(Refusal::new("reported", says).under(article).cure("what is reported stands"));
    }
    let reported =
        GuaranteeReported { guarantee: given.guarantee, to: report.to.clone(), says: given.says.clone() };
    Ok(Decided::one(article.clone(), Happening::GuaranteeReported(reported)))
}

/// `withdraw-request`: the member no longer asks for help; where the article says so, that ends the guarantee.
pub(super) fn withdraw_request(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let guarantee = own(d, number)?;
    speaks_for(d, &guarantee.state, guarantee.by.as_deref(), &guarantee.article)?;
    let ends = determine::ends(d, guarantee, Finding::RequestWithdrawn);
    if !guarantee.asks_help && !ends {
        let says = format!("{} does not ask for help", d.state.name(&guarantee.state));
        return Err(Refusal::new("not-asked", says)
            .under(&guarantee.article)
            .cure("there is nothing to withdraw"));
    }
    let mut happened = vec![Happening::RequestWithdrawn(OfGuarantee { guarantee: number })];
    if ends {
        happened.extend(determine::ended(d, number, None));
    }
    Ok(Decided { article: Some(guarantee.article.clone()), happened })
}

/// The time for pledges has run: who owes help and has not answered is named. It is a duty, and no sanction follows.
pub(super) fn pledges_fell_due(d: &Deciding<'_>, number: u64, guarantee: &Guarantee) -> Vec<Happening> {
    let silent = |code: &&String| d.state.is_member(code) && !d.state.has_answered(number, code);
    // Nobody owes an answer to who no longer asks.
    let owing = guarantee.owing.iter().filter(|_| guarantee.asks_help);
    let unanswered = owing.filter(silent).cloned().collect();
    vec![Happening::PledgesFellDue(PledgesFellDue { guarantee: number, unanswered })]
}

/// It was not reported at once.
pub(super) fn report_overdue(number: u64) -> Vec<Happening> {
    vec![Happening::ReportOverdue(OfGuarantee { guarantee: number })]
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let undue = |state: &mut State, over: Deadline| state.agenda.retain(|(_, due)| *due != over);
    match &event.happened {
        Happening::HelpRequested(requested) => {
            let guarantee = found(state, requested.guarantee)?;
            guarantee.asks_help = true;
            guarantee.needs.clone_from(&requested.needs);
        }
        Happening::Assisted(assisted) => {
            let guarantee = found(state, assisted.guarantee)?;
            if assisted.by_force && !guarantee.allows_force() {
                return Err(format!("force is no answer to guarantee {}", assisted.guarantee));
            }
            let assistance =
                Assistance { at: event.at, by_force: assisted.by_force, says: assisted.says.clone() };
            guarantee.assistance.entry(assisted.state.clone()).or_default().push(assistance);
        }
        Happening::GuaranteeReported(reported) => {
            found(state, reported.guarantee)?.reported = Some(event.at);
            undue(state, Deadline::ReportDue(reported.guarantee));
        }
        Happening::ReportOverdue(of) => undue(state, Deadline::ReportDue(of.guarantee)),
        Happening::PledgesFellDue(fell) => {
            found(state, fell.guarantee)?.unanswered = fell.unanswered.iter().cloned().collect();
            undue(state, Deadline::PledgesDue(fell.guarantee));
        }
        Happening::RequestWithdrawn(of) => found(state, of.guarantee)?.asks_help = false,
        _ => return Ok(false),
    }
    Ok(true)
}
