//! Writing to one's representative: a letter to begin with, which the sender makes their own. The site sends nothing and keeps nothing:
//! the sender copies the letter, prints it, or opens it in their own mail program.

use super::{
    fields::{Fields, Line, Problem},
    files::prose,
    join::named,
    petition::link::sentence,
};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::Page,
    query::{Query, encoded, shown},
    routes::Asked,
};
use ::campaign::{
    address::Address,
    representative::{
        self, Template,
        own::{self, Difference, OWN_LEAST, OWN_PERCENT, Piece},
    },
};
use maud::{Markup, html};

/// The longest address that mail programs open without cutting it, in bytes.
const LONGEST_MAILTO: usize = 1_900;

/// The letters that there are to begin with.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let all = campaign::of(facts)?.read(|sql| representative::all(sql, false))?;
    let texts = all.iter().map(|template| prose(facts, &template.says)).collect::<Result<Vec<_>, _>>()?;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "Write to your representative" }
        p.lead { "One letter in your own words weighs more than a hundred copies. Here is a text to begin with; you make it yours, and send it yourself." }
        @if all.is_empty() { p { "There is no letter to begin with now." } }
        @for (template, says) in all.iter().zip(&texts) {
            h2 { a href={ "/write/" (template.name) } { (template.title) } }
            (says)
        }
    };
    Ok(named("Write to your representative", body))
}

fn template(facts: &Facts, name: &str) -> Result<Template, Refusal> {
    let found = campaign::of(facts)?.read(|sql| representative::named(sql, name))?;
    found.ok_or_else(|| {
        Refusal::not_found(format!("No letter is called “{}”.", shown(name)))
            .instead("/write", "Write to your representative")
    })
}

/// A letter to begin with, in a form.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let template = template(facts, asked.part)?;
    let begun = Query::of(vec![
        ("subject".to_owned(), template.subject.clone()),
        ("text".to_owned(), template.text.clone()),
    ]);
    form(facts, &template, &begun, None, html! {})
}

/// Compares what was written with the letter that it began with: where it is the sender's own, it is shown to be copied, printed or
/// opened in a mail program; where it is not, what is missing is said. Nothing is kept.
///
/// # Errors
///
/// As [`one`].
pub fn written(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let template = template(facts, asked.part)?;
    let text = own::clean(asked.query.get("text").unwrap_or_default());
    let wrong = |field, says: String| {
        let problem = Problem { field, says };
        form(facts, &template, asked.query, Some(&problem), html! {}).map(Answer::Wrong)
    };
    let to = asked.query.get("to").map(str::trim).filter(|to| !to.is_empty());
    let to = match to.map(Address::read).transpose() {
        Ok(to) => to,
        Err(error) => return wrong(Some("to"), sentence(&error.to_string())),
    };
    let found = own::difference(&template.text, &text);
    if let Some(missing) = found.missing() {
        let problem = Problem { field: Some("text"), says: format!("{missing}.") };
        return form(facts, &template, asked.query, Some(&problem), compared(&found)).map(Answer::Wrong);
    }
    let subject = ::campaign::typed::line(asked.query.get("subject").unwrap_or(&template.subject));
    Ok(Answer::Page(letter(&template, to.as_ref(), &subject, &text, &found)))
}

fn form(
    facts: &Facts,
    template: &Template,
    typed: &Query,
    problem: Option<&Problem>,
    below: Markup,
) -> Result<Page, Refusal> {
    let says = prose(facts, &template.says)?;
    let fields = Fields::new(typed, problem);
    let body = html! {
        p.crumbs { a href="/write" { "Write to your representative" } }
        h1 { (template.title) }
        (says)
        form.enter method="post" action={ "/write/" (template.name) } {
            h2 { "Your letter" }
            (fields.problem())
            p { "Say who you are, where you live and why it matters to you, and leave out what you would not say. At least " (OWN_PERCENT) "% of the words, and " (OWN_LEAST) " of them, must be yours." }
            (fields.line("to", "The address of your representative, if you know it", Line::email().if_you_like().filled("off")))
            (fields.line("subject", "Subject", Line::text(120).filled("off")))
            (fields.lines("text", "The letter", (16, 6_000), true))
            button.first { "Look at it" }
            p.note { "Nothing is sent, and nothing of it is kept here." }
        }
        (below)
    };
    Ok(named(&template.title, body))
}

/// The letter beside what it began with: one's own words are marked, and so are those left out.
fn compared(found: &Difference) -> Markup {
    html! {
        h2 { "Which words are yours" }
        p.letter {
            @for piece in &found.pieces {
                @match piece {
                    Piece::Same(word) => (word),
                    Piece::Own(word) => ins { (word) },
                    Piece::Left(word) => del { (word) },
                }
                " "
            }
        }
    }
}

/// The letter as it is ready.
fn letter(template: &Template, to: Option<&Address>, subject: &str, text: &str, found: &Difference) -> Page {
    let lines = text.replace('\n', "\r\n");
    let to_written = to.map(ToString::to_string).unwrap_or_default();
    let mailto = format!(
        "mailto:{}?subject={}&body={}",
        encoded(&to_written).replace("%40", "@"),
        encoded(subject),
        encoded(&lines)
    );
    let opens = mailto.len() <= LONGEST_MAILTO;
    let body = html! {
        p.crumbs { a href="/write" { "Write to your representative" } }
        h1 { "Your letter is ready" }
        p.lead { (found.own) " of its " (found.words) " words are yours." }
        @if opens {
            p.buttons { a.button.first href=(mailto) { "Open it in your mail program" } }
        } @else {
            p { "It is too long for a link that opens a mail program: copy it from here." }
        }
        div.field {
            label for="letter" { "To copy or print" }
            textarea.short #letter rows="16" readonly { "\n" (subject) "\n\n" (text) }
        }
        form method="post" action={ "/write/" (template.name) "/again" } {
            @for (name, value) in [("to", to_written.as_str()), ("subject", subject), ("text", text)] {
                input type="hidden" name=(name) value=(value);
            }
            button { "Change it" }
        }
        p.note { "Nothing was sent, and nothing of it is kept here: when you close this page it is gone." }
    };
    named("Your letter is ready", body)
}

/// The form again, with what was written.
///
/// # Errors
///
/// As [`one`].
pub fn again(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    form(facts, &template(facts, asked.part)?, asked.query, None, html! {})
}
