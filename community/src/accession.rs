//! Coming in: application, chapters with benchmarks, invitation, admission.

use crate::{
    act::Deed,
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    refusal::Refusal,
    state::{Applicant, Chapter, Member, State},
};
use charter::acts::ActKind;

/// How many benchmarks a chapter may have, and how many chapters an accession.
const MOST: usize = 100;

/// `apply`: a state that is open to join, as the charter says, applies.
fn apply_for(d: &Deciding<'_>) -> Result<Decided, Refusal> {
    d.in_force()?;
    let Some(code) = d.act.actor.state() else {
        let (_, article) = d.declared(ActKind::Apply)?;
        return Err(d.wrong_actor(&article, "a state"));
    };
    let article = d.law.act(ActKind::Apply).map(|act| crate::refusal::article(&act.heading, "acts.apply"))?;
    let name = d.state.name(code);
    if d.state.is_member(code) {
        return Err(Refusal::new("member", format!("{name} is a member already")).under(&article));
    }
    if d.state.applicants.contains_key(code) {
        return Err(Refusal::new("applied", format!("{name} has applied already"))
            .under(&article)
            .cure("have it assessed, and propose its admission"));
    }
    d.declared(ActKind::Apply)?;
    let Some(name) = d.asking.state_name(code) else {
        return Err(Refusal::new("unknown-state", format!("no state of the record has the code `{code}`"))
            .under(&article)
            .cure("use its ISO 3166 code, such as `NOR`"));
    };
    Ok(Decided::one(article, Happening::Applied { state: code.to_owned(), name }))
}

fn applicant<'a>(d: &Deciding<'a>, code: &str) -> Result<&'a Applicant, Refusal> {
    if d.state.is_member(code) {
        return Err(Refusal::new("member", format!("{} is a member already", d.state.name(code))));
    }
    d.state.applicants.get(code).ok_or_else(|| {
        Refusal::new("not-applied", format!("{} has not applied", d.state.name(code)))
            .cure("let it apply first")
    })
}

/// May a chapter be opened with the state?
pub(crate) fn fits_opening(
    d: &Deciding<'_>,
    state: &str,
    chapter: &str,
    benchmarks: &[String],
) -> Result<(), Refusal> {
    let applicant = applicant(d, state)?;
    bounded("chapter's name", chapter, 200)?;
    if applicant.chapters.contains_key(chapter) {
        return Err(Refusal::new("chapter-open", format!("the chapter `{chapter}` is open already")));
    }
    if benchmarks.len() > MOST || applicant.chapters.len() >= MOST {
        return Err(Refusal::new(
            "too-many",
            format!("an accession has at most {MOST} chapters of {MOST} benchmarks"),
        ));
    }
    benchmarks.iter().try_for_each(|benchmark| bounded("benchmark", benchmark, 400))
}

/// May the chapter be closed?
pub(crate) fn fits_closing(d: &Deciding<'_>, state: &str, chapter: &str) -> Result<(), Refusal> {
    match applicant(d, state)?.chapters.get(chapter) {
        Some(chapter) if !chapter.closed => Ok(()),
        Some(_) => Err(Refusal::new("chapter-closed", format!("the chapter `{chapter}` is closed already"))),
        None => {
            Err(Refusal::new("no-chapter", format!("no chapter `{chapter}` is open")).cure("open it first"))
        }
    }
}

/// May the state be invited? An invitation stands in the place of an application where the charter has none.
pub(crate) fn fits_invitation(d: &Deciding<'_>, state: &str) -> Result<(), Refusal> {
    if d.state.is_member(state) {
        return Err(Refusal::new("member", format!("{} is a member already", d.state.name(state))));
    }
    if d.state.applicants.get(state).is_some_and(|applicant| applicant.invited) {
        return Err(Refusal::new("invited", format!("{} is invited already", d.state.name(state))));
    }
    if d.asking.state_name(state).is_none() {
        return Err(Refusal::new("unknown-state", format!("no state of the record has the code `{state}`"))
            .cure("use its ISO 3166 code, such as `NOR`"));
    }
    Ok(())
}

/// May the state be admitted: has it applied or been invited, and is every chapter closed?
pub(crate) fn fits_admission(d: &Deciding<'_>, state: &str) -> Result<(), Refusal> {
    let applicant = applicant(d, state)?;
    let open: Vec<_> = applicant.chapters.iter().filter(|(_, chapter)| !chapter.closed).collect();
    match open.first() {
        None => Ok(()),
        Some((name, _)) => Err(Refusal::new(
            "chapters-open",
            format!("{} chapters are open, `{name}` among them", open.len()),
        )
        .cure("close them first")),
    }
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::Apply {} => Some(apply_for(d)),
        _ => None,
    }
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let no_applicant = |code: &str| format!("{code} has not applied");
    match &event.happened {
        Happening::Applied { state: code, name } => {
            if state.is_member(code) {
                return Err(format!("{code} is a member already"));
            }
            state.names.insert(code.clone(), name.clone());
            state.applicants.insert(code.clone(), Applicant::default());
        }
        Happening::Invited { state: code, name, .. } => {
            state.names.insert(code.clone(), name.clone());
            state.applicants.entry(code.clone()).or_default().invited = true;
        }
        Happening::ChapterOpened { state: code, chapter, benchmarks, .. } => {
            let applicant = state.applicants.get_mut(code).ok_or_else(|| no_applicant(code))?;
            let opened = Chapter { benchmarks: benchmarks.clone(), closed: false };
            applicant.chapters.insert(chapter.clone(), opened);
        }
        Happening::ChapterClosed { state: code, chapter, .. } => {
            let applicant = state.applicants.get_mut(code).ok_or_else(|| no_applicant(code))?;
            let chapter = applicant.chapters.get_mut(chapter).ok_or("no such chapter is open")?;
            chapter.closed = true;
        }
        Happening::Admitted { state: code, .. } => {
            state.applicants.remove(code).ok_or_else(|| no_applicant(code))?;
            if state.members.insert(code.clone(), Member::since(event.at)).is_some() {
                return Err(format!("{code} is a member already"));
            }
        }
        Happening::ApplicationRejected { state: code, .. } => {
            state.applicants.remove(code);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
