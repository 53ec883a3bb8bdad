//! Writing: what is new, what is changed, its preview, and what happens where two wrote at once.

use super::{
    PLACE, at_desk, editor,
    form::{self, Problem, Typed, buttons, form, preview},
    framed,
    history::compared,
    id, refused, says,
};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::Page,
    pages::desk::{ordered, pictures::pictures},
    routes::Asked,
    words::moment,
};
use ::campaign::content::{
    self, ContentRefusal, Draft, Item, Kind, Revision,
    compare::together,
    edit::{create, save},
    publish::{publish, schedule},
};
use maud::{Markup, html};

/// What a button of the form asks for, once the words are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// Nothing more.
    Nothing,
    /// Readers see it now.
    Publish,
    /// Readers see it from this time on.
    Later(i64),
}

impl Then {
    fn read(typed: &Typed, act: &str) -> Result<Self, Problem> {
        match act {
            "publish" => Ok(Self::Publish),
            "later" => typed.moment().map(Self::Later),
            _ => Ok(Self::Nothing),
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Nothing => "save-content",
            Self::Publish => "publish-content",
            Self::Later(_) => "schedule-content",
        }
    }

    fn said(self, number: u64) -> String {
        match self {
            Self::Nothing => format!("Saved as revision {number}."),
            Self::Publish => format!("Saved as revision {number}: readers see it now."),
            Self::Later(at) => {
                format!("Saved as revision {number}: readers see it from {} on.", moment(at))
            }
        }
    }

    fn act(
        self,
        sql: &mut dyn ::campaign::db::Sql,
        id: u64,
        number: u64,
        now: i64,
    ) -> Result<(), ContentRefusal> {
        match self {
            Self::Nothing => Ok(()),
            Self::Publish => publish(sql, id, number, now),
            Self::Later(at) => schedule(sql, id, number, at, now),
        }
    }
}

fn kind(asked: &Asked<'_>) -> Result<Kind, Refusal> {
    let kind = Kind::read(asked.part).filter(|kind| *kind != Kind::Event);
    kind.ok_or_else(|| {
        Refusal::not_found("Nothing of this kind is written here.").instead(PLACE.path, "Everything there is")
    })
}

/// The form for something new.
///
/// # Errors
///
/// 404 for a kind that is none.
pub fn new(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let kind = kind(asked)?;
    begun(facts, asked, kind, &Typed::default(), None, None)
}

/// The page of something new: the form, with what is wrong or a preview.
fn begun(
    facts: &Facts,
    asked: &Asked<'_>,
    kind: Kind,
    typed: &Typed,
    problem: Option<&Problem>,
    seen: Option<&Draft>,
) -> Result<Page, Refusal> {
    let to = format!("{}/new/{}", PLACE.path, kind.word());
    let body = written(facts, kind, typed, &to, problem, seen)?;
    framed(&form::title(kind, ""), asked, PLACE.path, body)
}

/// The form and the preview beside it.
fn written(
    facts: &Facts,
    kind: Kind,
    typed: &Typed,
    to: &str,
    problem: Option<&Problem>,
    seen: Option<&Draft>,
) -> Result<Markup, Refusal> {
    let pictures = pictures(facts, "body")?;
    let drafted = || typed.draft(kind).ok();
    let seen = seen.cloned().or_else(drafted);
    Ok(html! {
        div.writing {
            div { (form(kind, typed, to, problem, [&pictures, &buttons(typed)])) }
            @if let Some(draft) = &seen { (preview(draft)) }
        }
    })
}

/// Makes something new, or shows what it would look like.
///
/// # Errors
///
/// 404 for a kind that is none, 503 where the tables cannot be written.
pub fn made(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (kind, typed, act) =
        (kind(asked)?, Typed::read(asked.query), asked.query.get("act").unwrap_or_default());
    let wrong = |problem: &Problem| begun(facts, asked, kind, &typed, Some(problem), None).map(Answer::Wrong);
    let draft = match typed.draft(kind) {
        Ok(draft) => draft,
        Err(problem) => return wrong(&problem),
    };
    if act == "preview" {
        return begun(facts, asked, kind, &typed, None, Some(&draft)).map(Answer::Page);
    }
    let then = match Then::read(&typed, act) {
        Ok(then) => then,
        Err(problem) => return wrong(&problem),
    };
    let (by, about) = (editor(asked)?, format!("{} {}", kind.word(), draft.slug));
    let done = ordered(facts, asked, then.what(), about, move |sql, _, order| {
        let id = create(sql, draft, &by, order.now)?;
        then.act(sql, id, 1, order.now)?;
        Ok::<_, ContentRefusal>(id)
    })?;
    match done {
        Ok(id) => Ok(Answer::done(at_desk(id), then.said(1))),
        Err(ContentRefusal::Db(error)) => Err(campaign::away(&error)),
        Err(refusal) => wrong(&Problem::of(&refusal)),
    }
}

/// The item and its last revision.
pub(super) fn open(facts: &Facts, asked: &Asked<'_>) -> Result<(Item, Revision), Refusal> {
    let id = id(asked)?;
    let found = campaign::of(facts)?.read(|sql| {
        let Some(item) = content::item(sql, id)? else { return Ok(None) };
        let last = content::revision(sql, id, item.newest)?;
        Ok(last.map(|last| (item, last)))
    })?;
    found.ok_or_else(|| refused(&ContentRefusal::Gone))
}

/// The form for something that is there, with its last words.
///
/// # Errors
///
/// 404 where it is not, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (item, last) = open(facts, asked)?;
    let typed = Typed::of(&last.draft, last.number);
    changed(facts, asked, &item, &last, &typed, html! {}, None)
}

fn changed(
    facts: &Facts,
    asked: &Asked<'_>,
    item: &Item,
    last: &Revision,
    typed: &Typed,
    above: Markup,
    problem: Option<&Problem>,
) -> Result<Page, Refusal> {
    let (here, now) = (at_desk(item.id), campaign::now());
    let written = written(facts, item.kind, typed, &here, problem, None)?;
    let body = html! {
        p.crumbs { a href=(PLACE.path) { "Pages and news" } }
        p.quiet { "A " (super::called(item.kind)) ", " (says(item, now)) ". Revision " (last.number) " by " (last.author) ", " (moment(last.at)) ". "
            a href={ (here) "/history" } { "Its history" } }
        (above)
        (written)
        (super::stand::forms(item, &last.draft.title, now))
    };
    framed(&form::title(item.kind, &last.draft.title), asked, PLACE.path, body)
}

/// Saves what was changed, publishes it where that is asked, or shows what it would look like.
///
/// # Errors
///
/// 404 where it is not there, 503 where the tables cannot be written.
pub fn saved(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (item, last) = open(facts, asked)?;
    let (typed, act) = (Typed::read(asked.query), asked.query.get("act").unwrap_or_default());
    let wrong = |problem: &Problem| {
        changed(facts, asked, &item, &last, &typed, html! {}, Some(problem)).map(Answer::Wrong)
    };
    let draft = match typed.draft(item.kind) {
        Ok(draft) => draft,
        Err(problem) => return wrong(&problem),
    };
    if act == "preview" {
        return changed(facts, asked, &item, &last, &typed, html! {}, None).map(Answer::Page);
    }
    let then = match Then::read(&typed, act) {
        Ok(then) => then,
        Err(problem) => return wrong(&problem),
    };
    let (by, about) = (editor(asked)?, format!("{} {}", item.kind.word(), item.slug));
    let (id, ours, note) = (item.id, draft.clone(), typed.note.clone());
    let began = typed.began;
    let done = ordered(facts, asked, then.what(), about, move |sql, _, order| {
        let number = save(sql, id, began, ours, &by, order.now, &note)?;
        then.act(sql, id, number, order.now)?;
        Ok::<_, ContentRefusal>(number)
    })?;
    match done {
        Ok(number) => Ok(Answer::done(at_desk(id), then.said(number))),
        Err(ContentRefusal::Db(error)) => Err(campaign::away(&error)),
        Err(ContentRefusal::Behind(theirs)) => {
            behind(facts, asked, &draft, &typed, &theirs).map(Answer::Wrong)
        }
        Err(refusal) => wrong(&Problem::of(&refusal)),
    }
}

/// Two wrote at once: nothing of either is lost. Where they changed other lines their words are put together, for whoever saves
/// second to look over; else both stand there.
fn behind(
    facts: &Facts,
    asked: &Asked<'_>,
    ours: &Draft,
    typed: &Typed,
    theirs: &Revision,
) -> Result<Page, Refusal> {
    let (item, last) = open(facts, asked)?;
    let base = campaign::of(facts)?.read(|sql| content::revision(sql, item.id, typed.began))?;
    let both = base.and_then(|base| together(&base.draft, ours, &theirs.draft));
    let mut next = Typed::of(both.as_ref().unwrap_or(ours), theirs.number);
    (next.note, next.at) = (typed.note.clone(), typed.at.clone());
    let above = html! {
        div.conflict {
            p.wrong role="alert" { (theirs.author) " saved revision " (theirs.number) " while you were writing. Nothing of yours was saved yet, and nothing is lost." }
            @if both.is_some() {
                p { "You changed other lines than they did. The form below holds both, put together: look it over, and save again." }
            } @else {
                p { "You both changed the same lines. The form below holds yours. What you save replaces theirs, which stays in the history as revision " (theirs.number) "." }
                h2 { "Theirs against yours" }
                (compared(&theirs.draft, ours))
                details { summary { "Their text, to take from" }
                    textarea.text readonly aria-label="Their text" { "\n" (theirs.draft.body) } }
            }
        }
    };
    changed(facts, asked, &item, &last, &next, above, None)
}

/// What would be seen: for the script that shows it while one writes.
///
/// # Errors
///
/// 404 for a kind that is none.
pub fn previewed(_: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let kind = kind(asked)?;
    let body = match Typed::read(asked.query).draft(kind) {
        Ok(draft) => preview(&draft),
        Err(problem) => {
            html! { section.preview #preview aria-label="Preview" { h2 { "Preview" } p.wrong { (problem.says) } } }
        }
    };
    framed("Preview", asked, PLACE.path, body).map(Answer::Page)
}
