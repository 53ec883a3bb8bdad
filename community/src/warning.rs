//! Early warning: raised with evidence by whom the charter names, answered by an organ in time, or shown to be unanswered.
//!
//! WSC charter, Articles 10 and 10a; UN Charter, Articles 33 and 99.

mod citizens;
mod wire;

pub use wire::{
    AnswerWarning, Danger, Evidence, Figure, RaiseWarning, Report, Response, Shown, ShownFigure, Signatures,
    WarningAnswered, WarningRaised, WarningUnanswered,
};

use crate::{
    act::Deed,
    actor::{Actor, is_code},
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    initiative, mandated,
    moment::Moment,
    refusal::Refusal,
    state::{Deadline, State},
};
use charter::{acts::ActKind, law::Act};
use serde::Serialize;

/// How many pieces of evidence a warning may have.
const MOST_EVIDENCE: usize = 40;

/// How many unarmed observers may be sent: more than any mission of observers ever had.
const MOST_OBSERVERS: u32 = 10_000;

/// A warning and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Warning {
    /// Who raised it, as an actor is written.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Under which article.
    pub article: String,
    /// Where: a state's code or a region.
    pub about: String,
    /// What that is called.
    pub name: String,
    /// What is feared.
    pub danger: Danger,
    /// In words.
    pub says: String,
    /// On what it rests.
    pub evidence: Vec<Shown>,
    /// How many citizens signed, where they raised it.
    pub signatures: Vec<Signatures>,
    /// The initiative by which they raised it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiative: Option<String>,
    /// The organ that must answer.
    pub organ: Option<String>,
    /// By when.
    pub due: Option<Moment>,
    /// Did that time pass without an answer?
    pub overdue: bool,
    /// The answer.
    pub answer: Option<Answered>,
}

/// The answer to a warning.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answered {
    /// When.
    pub at: Moment,
    /// By which motion.
    pub motion: u64,
    /// By what means, or not at all.
    pub response: Response,
    /// Why.
    pub reasons: String,
}

impl Warning {
    /// Does it wait for its answer, in time?
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && !self.overdue
    }

    /// How many whole days passed before it was answered.
    pub fn days_to_answer(&self) -> Option<i64> {
        self.answer.as_ref().map(|answer| self.at.days_until(answer.at))
    }

    /// What came of it, in a few words.
    pub fn standing(&self) -> &'static str {
        let declined = |answer: &Answered| answer.response == Response::Declined {};
        match (&self.answer, self.overdue) {
            (None, false) => "waits for an answer",
            (None, true) => "unanswered",
            (Some(answer), false) if declined(answer) => "declined",
            (Some(answer), true) if declined(answer) => "declined, too late",
            (Some(_), false) => "answered",
            (Some(_), true) => "answered, too late",
        }
    }
}

impl State {
    /// The warnings whose time passed without an answer and that still have none.
    pub fn unanswered_warnings(&self) -> impl Iterator<Item = (u64, &Warning)> {
        let unanswered = |warning: &&Warning| warning.overdue && warning.answer.is_none();
        self.warnings.iter().map(|(number, warning)| (*number, warning)).filter(move |(_, w)| unanswered(w))
    }
}

/// `raise-warning`: by whom the article names, about a place that there is, on evidence, and not twice at once.
fn raise(d: &Deciding<'_>, raised: &RaiseWarning) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (act, article) = d.declared(ActKind::RaiseWarning)?;
    let under = |refusal: Refusal| if refusal.article.is_some() { refusal } else { refusal.under(&article) };
    let signatures = match (&d.act.actor, &raised.initiative) {
        (Actor::Organ(office), initiative) if office == "citizens" => {
            put(d, act, initiative.as_deref(), &raised.signatures)
        }
        (_, None) if raised.signatures.is_empty() => Ok(Vec::new()),
        _ => Err(Refusal::new(
            "not-citizens",
            "signatures are counted, and it is not the citizens who raise the warning",
        )
        .cure("let the actor be `citizens`, or leave the signatures out")),
    }
    .map_err(under)?;
    let name = place(d, &raised.about).map_err(under)?;
    bounded("warning", &raised.says, 8000).map_err(under)?;
    let evidence = evidence(d, &raised.evidence).map_err(under)?;
    let same = |warning: &Warning| {
        warning.is_open() && warning.about == raised.about && warning.danger == raised.danger
    };
    if let Some((number, _)) = d.state.warnings.iter().find(|(_, warning)| same(warning)) {
        let says = format!("warning {number} of {} in {name} waits for its answer", raised.danger.says());
        return Err(under(
            Refusal::new("warned-already", says).cure("wait for the answer to it, or for its time to pass"),
        ));
    }
    let due = act.answered_within.and_then(|within| d.at.plus(within));
    let organ = d.law.act(ActKind::AnswerWarning).ok().and_then(|act| act.organ.as_ref());
    let happening = Happening::WarningRaised(WarningRaised {
        warning: d.state.warnings.last_key_value().map_or(1, |(number, _)| number + 1),
        about: raised.about.clone(),
        name,
        danger: raised.danger,
        says: raised.says.clone(),
        evidence,
        signatures,
        initiative: raised.initiative.clone(),
        organ: organ.map(|organ| organ.value.clone()),
        due,
    });
    Ok(Decided::one(article, happening))
}

/// The signatures with which citizens put a matter: those that the record has, and enough of them.
fn put(
    d: &Deciding<'_>,
    act: &Act,
    initiative: Option<&str>,
    told: &[Signatures],
) -> Result<Vec<Signatures>, Refusal> {
    let Some(name) = initiative.filter(|_| told.is_empty()) else {
        let says = "citizens put a matter with the counts that are on the record, not with numbers that somebody tells";
        return Err(Refusal::new("counts-not-on-record", says).cure(
            "let the secretariat enter each day's count with `count-signatures`, and name the initiative: `initiative NAME`",
        ));
    };
    let signatures = initiative::signatures(d, name)?;
    citizens::enough(d, act, &signatures)?;
    Ok(signatures)
}

/// What a state or region is called, if there is one.
fn place(d: &Deciding<'_>, about: &str) -> Result<String, Refusal> {
    if let Some(name) = d.asking.state_name(about).filter(|_| is_code(about)) {
        return Ok(name);
    }
    if !is_code(about) && !d.asking.region(about).is_empty() {
        return Ok(about.to_owned());
    }
    let says = format!("no state or region of the record is `{}`", charter::values::shown(about));
    Err(Refusal::new("unknown-place", says)
        .cure("use a state's ISO 3166 code, such as `RWA`, or a region, such as `Eastern Africa`"))
}

/// The evidence with its values; a figure that the record does not have is none.
fn evidence(d: &Deciding<'_>, given: &[Evidence]) -> Result<Vec<Shown>, Refusal> {
    if given.is_empty() {
        return Err(Refusal::new("no-evidence", "the warning has no evidence")
            .cure("name a figure of the record, or a report by its title and SHA-256"));
    }
    if given.len() > MOST_EVIDENCE {
        let says = format!("{} pieces of evidence are given; at most {MOST_EVIDENCE} fit", given.len());
        return Err(Refusal::new("too-many", says).cure("gather them in a report"));
    }
    given
        .iter()
        .map(|piece| match piece {
            Evidence::Figure(figure) => shown(d, figure).map(Shown::Figure),
            Evidence::Report(report) => reported(report).map(|()| Shown::Report(report.clone())),
        })
        .collect()
}

fn shown(d: &Deciding<'_>, figure: &Figure) -> Result<ShownFigure, Refusal> {
    let Figure { state, indicator, year } = figure;
    let what = format!(
        "`{}` of {} in {year}",
        charter::values::shown(indicator),
        charter::values::shown(d.state.name(state))
    );
    if *year > d.at.year() {
        let says = format!("{what} is not yet known");
        return Err(Refusal::new("in-the-future", says).cure("a forecast is a report: name it by its title"));
    }
    match d.asking.figure(state, indicator, *year) {
        Some(value) => {
            Ok(ShownFigure { state: state.clone(), indicator: indicator.clone(), year: *year, value })
        }
        None => Err(Refusal::new("no-such-figure", format!("the record has no {what}"))
            .cure("`koinon data list` names the indicators and the years they cover")),
    }
}

/// A report is named by its title and the SHA-256 of its bytes.
pub(crate) fn reported(report: &Report) -> Result<(), Refusal> {
    bounded("report's title", &report.title, 300)?;
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if report.sha256.len() == 64 && report.sha256.bytes().all(digit) {
        return Ok(());
    }
    let says = format!("`{}` is not a SHA-256", charter::values::shown(&report.sha256));
    Err(Refusal::new("no-hash", says)
        .cure("give its 64 small hexadecimal digits, as `sha256sum` prints them"))
}

/// May the organ answer so, as things stand? A late answer is one, and is marked late.
pub(crate) fn fits_answer(d: &Deciding<'_>, answer: &AnswerWarning) -> Result<(), Refusal> {
    let number = answer.warning;
    let Some(warning) = d.state.warnings.get(&number) else {
        let says = format!("there is no warning {number}");
        return Err(Refusal::new("unknown-warning", says).cure("`koinon warning` lists them"));
    };
    if warning.answer.is_some() {
        let says = format!("warning {number} is {}", warning.standing());
        return Err(Refusal::new("answered", says).cure("raise a new warning on new evidence"));
    }
    bounded("statement of reasons", &answer.reasons, 8000)?;
    match answer.response {
        Response::Observers { count } if count == 0 || count > MOST_OBSERVERS => {
            let says = format!("{count} observers would be sent");
            Err(Refusal::new("no-such-number", says).cure(format!("send 1 to {MOST_OBSERVERS}")))
        }
        Response::PreventiveDeployment { mission } => mandated::mission(d, mission),
        _ => Ok(()),
    }
}

/// What follows when the answer is carried.
pub(crate) fn answered(motion: u64, answer: &AnswerWarning) -> Happening {
    Happening::WarningAnswered(WarningAnswered {
        motion,
        warning: answer.warning,
        response: answer.response,
        reasons: answer.reasons.clone(),
    })
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::RaiseWarning(raised) => Some(raise(d, raised)),
        _ => None,
    }
}

/// What falls due of this file: nobody answered.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let Deadline::WarningUnanswered(number) = due else { return None };
    let warning = d.state.warnings.get(number)?;
    let happening =
        Happening::WarningUnanswered(WarningUnanswered { warning: *number, organ: warning.organ.clone() });
    Some(Decided::one(warning.article.clone(), happening))
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::WarningRaised(raised) => {
            let number = raised.warning;
            let warning = Warning {
                by: event.actor.to_string(),
                at: event.at,
                article: event.article.clone().unwrap_or_default(),
                about: raised.about.clone(),
                name: raised.name.clone(),
                danger: raised.danger,
                says: raised.says.clone(),
                evidence: raised.evidence.clone(),
                signatures: raised.signatures.clone(),
                initiative: raised.initiative.clone(),
                organ: raised.organ.clone(),
                due: raised.due,
                overdue: false,
                answer: None,
            };
            if is_code(&raised.about) {
                state.names.insert(raised.about.clone(), raised.name.clone());
            }
            if state.warnings.insert(number, warning).is_some() {
                return Err(format!("warning {number} is raised already"));
            }
            if let Some(name) = &raised.initiative {
                initiative::put(state, name, number)?;
            }
            state.agenda.extend(raised.due.map(|due| (due, Deadline::WarningUnanswered(number))));
        }
        Happening::WarningAnswered(answered) => {
            let number = answered.warning;
            state.agenda.retain(|(_, due)| *due != Deadline::WarningUnanswered(number));
            let warning = state.warnings.get_mut(&number).ok_or("there is no such warning")?;
            let answer = Answered {
                at: event.at,
                motion: answered.motion,
                response: answered.response,
                reasons: answered.reasons.clone(),
            };
            if warning.answer.replace(answer).is_some() {
                return Err(format!("warning {number} is answered already"));
            }
        }
        Happening::WarningUnanswered(unanswered) => {
            let number = unanswered.warning;
            state.agenda.retain(|(_, due)| *due != Deadline::WarningUnanswered(number));
            state.warnings.get_mut(&number).ok_or("there is no such warning")?.overdue = true;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// C25: a warning is on the agenda exactly while it waits for an answer that has a time.
pub(crate) fn waits_for_its_answer(state: &State) -> Result<(), String> {
    for (number, warning) in &state.warnings {
        let due = warning.due.filter(|_| warning.is_open());
        let listed = state.agenda.iter().find(|(_, due)| *due == Deadline::WarningUnanswered(*number));
        if listed.map(|(when, _)| *when) != due {
            return Err(format!("warning {number} {}, and is listed otherwise", warning.standing()));
        }
    }
    Ok(())
}
