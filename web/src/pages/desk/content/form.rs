//! The form in which an item is written: what was typed, whatever it is, and the draft that it makes.

use super::{PLACE, called};
use crate::{
    pages::content::{address, day, prose, sample_says},
    query::Query,
};
use ::campaign::content::{Board, ContentRefusal, Details, Draft, Kind, Person, Wrong};
use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};
use maud::{Markup, html};

/// What stands in the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    title: String,
    slug: String,
    lead: String,
    body: String,
    picture: String,
    alt: String,
    sample: bool,
    day: String,
    board: String,
    role: String,
    from: String,
    to: String,
    file: String,
    /// The revision that was begun with; 0 for what is new.
    pub began: u64,
    /// What was done, in the editor's words.
    pub note: String,
    /// From when on it shall be shown.
    pub at: String,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, where it is one.
    pub field: &'static str,
    /// What is wrong, in a sentence.
    pub says: String,
}

impl Problem {
    /// What is wrong with a field.
    pub fn new(field: &'static str, says: impl Into<String>) -> Self {
        Self { field, says: says.into() }
    }

    /// What a refusal says of a field, or of the whole.
    pub fn of(refusal: &ContentRefusal) -> Self {
        let field = match refusal {
            ContentRefusal::Wrong(wrong) => wrong.field(),
            ContentRefusal::Taken(_) => Wrong::Slug.field(),
            ContentRefusal::Past => "at",
            _ => "",
        };
        Self::new(field, super::sentence(refusal))
    }
}

impl Typed {
    /// What a form sent.
    pub fn read(query: &Query) -> Self {
        let text = |name: &str| query.get(name).unwrap_or_default().to_owned();
        Self {
            title: text("title"),
            slug: text("slug"),
            lead: text("lead"),
            body: text("body"),
            picture: text("picture"),
            alt: text("alt"),
            sample: query.get("sample").is_some(),
            day: text("day"),
            board: text("board"),
            role: text("role"),
            from: text("from"),
            to: text("to"),
            file: text("file"),
            began: query.get("began").and_then(|began| began.parse().ok()).unwrap_or_default(),
            note: text("note"),
            at: text("at"),
        }
    }

    /// What stands in the fields when a revision is opened.
    pub fn of(draft: &Draft, began: u64) -> Self {
        let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut typed = Self {
            title: draft.title.clone(),
            slug: draft.slug.clone(),
            lead: draft.lead.clone(),
            body: draft.body.clone(),
            picture: draft.picture.clone(),
            alt: draft.alt.clone(),
            sample: draft.sample,
            began,
            ..Self::default()
        };
        match &draft.details {
            Details::Page {} | Details::Event {} => {}
            Details::News { day } => typed.day = text(*day),
            Details::Document { file } => typed.file = file.clone(),
            Details::Person(person) => {
                typed.board = person.board.word().to_owned();
                typed.role = person.role.clone();
                (typed.from, typed.to) = (text(person.from), text(person.to));
            }
        }
        typed
    }

    /// The draft that it makes.
    ///
    /// # Errors
    ///
    /// A day that is none.
    pub fn draft(&self, kind: Kind) -> Result<Draft, Problem> {
        let day = |field: &'static str, text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| {
                Problem::new(
                    field,
                    format!("“{}” is no day: write it as 2026-05-01.", crate::query::shown(text)),
                )
            }),
        };
        let details = match kind {
            Kind::Page => Details::Page {},
            Kind::Event => Details::Event {},
            Kind::News => Details::News { day: day("day", &self.day)? },
            Kind::Document => Details::Document { file: self.file.clone() },
            Kind::Person => Details::Person(Person {
                board: Board::read(&self.board).unwrap_or(Board::Officers),
                role: self.role.clone(),
                from: day("from", &self.from)?,
                to: day("to", &self.to)?,
            }),
        };
        let draft = Draft {
            slug: self.slug.clone(),
            title: self.title.clone(),
            lead: self.lead.clone(),
            body: self.body.clone(),
            picture: self.picture.clone(),
            alt: self.alt.clone(),
            sample: self.sample,
            details,
        };
        Ok(draft.tidy())
    }

    /// The moment from which on it shall be shown, as the field has it: in UTC.
    ///
    /// # Errors
    ///
    /// Where it is none.
    pub fn moment(&self) -> Result<i64, Problem> {
        let wrong =
            || Problem::new("at", "Say from when on it shall be shown, such as 2026-05-01T09:00, in UTC.");
        let text = self.at.trim().trim_end_matches('Z');
        let at = text.parse::<DateTime>().map_err(|_| wrong())?;
        at.to_zoned(TimeZone::UTC).map(|at| at.timestamp().as_second()).map_err(|_| wrong())
    }
}

/// A field: its name, its words, and what helps to fill it in.
type Field = (&'static str, &'static str, &'static str);

/// The form for an item of a kind, posted to `to`. What is wrong stands above it and beside its field; below the
/// text stand the pictures that may be put into it, and at the end the buttons.
pub fn form(
    kind: Kind,
    typed: &Typed,
    to: &str,
    problem: Option<&Problem>,
    [pictures, more]: [&Markup; 2],
) -> Markup {
    let named = if kind == Kind::Person { "Name" } else { "Title" };
    let line = |field: Field, value: &str, most: u32| {
        around(
            field,
            problem,
            html! {
                input id=(field.0) name=(field.0) value=(value) maxlength=(most) aria-describedby=[(!field.2.is_empty()).then(|| format!("{}-help", field.0))];
            },
        )
    };
    let date = |field: Field, value: &str| {
        around(field, problem, html! { input type="date" id=(field.0) name=(field.0) value=(value); })
    };
    let address = address(kind, "…");
    html! {
        @if let Some(problem) = problem { p.wrong role="alert" { (problem.says) } }
        form.write method="post" action=(to) data-preview={ (PLACE.path) "/preview/" (kind.word()) } {
            input type="hidden" name="began" value=(typed.began);
            (line(("title", named, ""), &typed.title, 200))
            (around(("lead", "Lead", "One or two sentences that stand under the title, in lists and in feeds."), problem, html! {
                textarea.short id="lead" name="lead" maxlength="1000" aria-describedby="lead-help" { "\n" (typed.lead) }
            }))
            @match kind {
                Kind::News => { (date(("day", "The day on which it happened, if not that of publication", ""), &typed.day)) }
                Kind::Person => {
                    (around(("board", "Serves among", ""), problem, html! {
                        select id="board" name="board" { @for board in Board::ALL {
                            option value=(board.word()) selected[typed.board == board.word()] { (board.title()) }
                        } }
                    }))
                    (line(("role", "As what", "Such as Treasurer."), &typed.role, 200))
                    (date(("from", "First day of the term", ""), &typed.from))
                    (date(("to", "Last day of the term", ""), &typed.to))
                }
                Kind::Document => { (line(("file", "File", "Its address on this site."), &typed.file, 500)) }
                Kind::Page | Kind::Event => {}
            }
            (around(("body", "Text, in Markdown", MARKDOWN), problem, html! {
                textarea.text id="body" name="body" maxlength="200000" aria-describedby="body-help" { "\n" (typed.body) }
            }))
            (pictures)
            (line(("picture", "Picture", "The address of a picture on this site; empty for none."), &typed.picture, 500))
            (line(("alt", "What the picture shows", "For who does not see it."), &typed.alt, 300))
            (around(("slug", "End of the address", "Small letters, digits and hyphens. Empty: made of the title. The old address leads to a new one."), problem, html! {
                div.end { span.label { (address.trim_end_matches('…')) }
                    input id="slug" name="slug" value=(typed.slug) maxlength="80" aria-describedby="slug-help"; }
            }))
            label.tick { input type="checkbox" name="sample" value="yes" checked[typed.sample]; span { "It is a sample: marked as one wherever it is shown" } }
            (line(("note", "What you did, for the history", ""), &typed.note, 300))
            (more)
        }
    }
}

const MARKDOWN: &str = "## heading, *emphasis*, **strong**, [words](/address) for a link, ![what it shows](/files/picture.jpg) for a picture, \
                        - for a list; an empty line parts paragraphs.";

fn around((name, words, help): Field, problem: Option<&Problem>, field: Markup) -> Markup {
    let wrong = problem.filter(|problem| problem.field == name);
    html! {
        div.field .wrong-field[wrong.is_some()] {
            label for=(name) { (words) }
            @if let Some(problem) = wrong { p.wrong { (problem.says) } }
            (field)
            @if !help.is_empty() { p.note id={ (name) "-help" } { (help) } }
        }
    }
}

/// The buttons below what is written: the first does what Enter does, and changes nothing that readers see.
pub fn buttons(typed: &Typed) -> Markup {
    html! {
        ul.buttons {
            li { button.first name="act" value="save" { "Save" } }
            li { button name="act" value="preview" { "Preview" } }
            li { button name="act" value="publish" { "Save and publish now" } }
        }
        details open[!typed.at.is_empty()] {
            summary { "Publish at a time" }
            div.field {
                label for="at" { "From when on, in UTC" }
                input type="datetime-local" id="at" name="at" value=(typed.at);
            }
            button name="act" value="later" { "Save, and publish at that time" }
        }
    }
}

/// What readers would see.
pub fn preview(draft: &Draft) -> Markup {
    html! {
        section.preview #preview aria-label="Preview" {
            h2 { "Preview" }
            @if draft.title.is_empty() && draft.body.is_empty() { p.note { "What you write is shown here." } } @else {
                article {
                    p.as-title { (draft.title) }
                    @if let Details::Person(person) = &draft.details { p.lead { (crate::pages::content::people::serves(person)) } }
                    @if !draft.lead.is_empty() { p.lead { (draft.lead) } }
                    @if let Some(at) = draft.details.day() { p.day { (day(at)) } }
                    (sample_says(draft))
                    (prose(draft))
                }
            }
        }
    }
}

/// What is written, for a heading: `page “About”`.
pub fn title(kind: Kind, title: &str) -> String {
    match title {
        "" => format!("A new {}", called(kind)),
        title => title.to_owned(),
    }
}
