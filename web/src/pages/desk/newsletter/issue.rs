//! One issue at the desk: written, looked at as it will be sent, tried on oneself, sent, and counted.

use super::{PLACE, after, amount, at_issue, letter, moment, named, problem, stands, subscribed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{ordered, page as framed, pictures::pictures},
        petition::link::sentence,
    },
    query::{Query, shown},
    routes::Asked,
    words::grouped,
};
use ::campaign::{
    db::DbError,
    newsletter::{
        self, Issue, List,
        figures::{self, Figures},
        issue::{self, Stands},
        wording::{self, MOST_DAYS, MOST_SUBJECT, MOST_TEXT},
    },
};
use maud::{Markup, html};

/// The form for a new issue, or for a letter that welcomes.
///
/// # Errors
///
/// 404 where there is no such list, 503 where the tables cannot be read.
pub fn write(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let list = named(facts, asked.part)?;
    let welcomes = asked.query.get("welcome").is_some();
    empty(facts, asked, &list, &Typed { days: welcomes.then(|| "0".to_owned()), ..Typed::default() }, None)
}

fn empty(
    facts: &Facts,
    asked: &Asked<'_>,
    list: &List,
    typed: &Typed,
    wrong: Option<&str>,
) -> Result<Page, Refusal> {
    let pictures = pictures(facts, "text")?;
    let title = if typed.days.is_some() { "A letter that welcomes" } else { "A new issue" };
    let body = html! {
        p.crumbs { a href={ "/desk/newsletter/list/" (list.name) } { (list.title) } }
        (form(&format!("/desk/newsletter/write/{}", list.name), typed, wrong, &pictures))
    };
    framed(title, asked, PLACE.path, body)
}

/// Keeps a new issue as a draft, or a letter that welcomes from now on.
///
/// # Errors
///
/// As [`write()`].
pub fn written(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let list = named(facts, asked.part)?;
    let typed = Typed::of(asked.query);
    let welcome = match typed.check() {
        Ok(welcome) => welcome,
        Err(says) => return empty(facts, asked, &list, &typed, Some(&says)).map(Answer::Wrong),
    };
    let Typed { subject, text, .. } = typed;
    let id =
        ordered(facts, asked, "write-issue", format!("{}: {subject}", list.name), move |sql, _, order| {
            issue::draft(sql, &list, subject.trim(), &text, welcome, order.now)
        });
    let id = id?.map_err(|error: DbError| away(&error))?;
    Ok(Answer::done(at_issue(id), "It is kept. Below it stands as it will be sent."))
}

/// One issue.
///
/// # Errors
///
/// 404 where there is no such issue, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    whole(facts, asked, None, None)
}

/// Keeps other words of a draft, or of a letter that welcomes.
///
/// # Errors
///
/// As [`page`].
pub fn changed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (issue, _) = numbered(facts, asked.part)?;
    let typed = Typed::of(asked.query);
    let wrong = |says: &str| whole(facts, asked, Some(&typed), Some(says)).map(Answer::Wrong);
    let welcome = match typed.check() {
        Ok(welcome) => welcome,
        Err(says) => return wrong(&says),
    };
    let (id, subject, text) = (issue.id, typed.subject.trim().to_owned(), typed.text.clone());
    let kept = ordered(facts, asked, "change-issue", format!("{id}: {subject}"), move |sql, _, _| {
        if let Some(after) = welcome {
            issue::welcome_after(sql, id, after)?;
        }
        issue::change(sql, id, &subject, &text)
    });
    match kept?.map_err(|error: DbError| away(&error))? {
        true => Ok(Answer::done(at_issue(id), "It is kept. Below it stands as it will be sent.")),
        false => wrong("Its letters are on their way, so that its words stay as they are."),
    }
}

/// An issue by its number, and its list.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub(super) fn numbered(facts: &Facts, part: &str) -> Result<(Issue, List), Refusal> {
    let none = || {
        Refusal::not_found(format!("No issue has the number “{}”.", shown(part)))
            .instead(PLACE.path, "The newsletter")
    };
    let id = part.parse().map_err(|_| none())?;
    let found = campaign::of(facts)?.read(|sql| {
        let Some(issue) = issue::issue(sql, id)? else { return Ok(None) };
        let list = newsletter::list_of(sql, &issue)?;
        Ok(Some((issue, list)))
    })?;
    found.ok_or_else(none)
}

/// The page of an issue, with what somebody typed, and what is wrong with it.
pub(super) fn whole(
    facts: &Facts,
    asked: &Asked<'_>,
    typed: Option<&Typed>,
    wrong: Option<&str>,
) -> Result<Page, Refusal> {
    let (issue, list) = numbered(facts, asked.part)?;
    let campaign = campaign::of(facts)?;
    let (figures, readers) =
        campaign.read(|sql| Ok((figures::of(sql, issue.id)?, subscribed(sql, &list)?)))?;
    let office = campaign.office();
    let letter = letter::shown(facts, &office, &issue, &list)?;
    let pictures = pictures(facts, "text")?;
    let open = matches!(issue.stands, Stands::Draft | Stands::Welcome);
    let begun = figures.queued > 0 || matches!(issue.stands, Stands::Sending | Stands::Paused | Stands::Sent);
    let body = html! {
        p.crumbs { a href={ "/desk/newsletter/list/" (list.name) } { (list.title) } }
        p.verdict {
            "It is " (stands(issue.stands))
            @match issue.stands {
                Stands::Scheduled => { ": " (moment(issue.due.unwrap_or_default())) }
                Stands::Welcome => { " " (after(&issue)) }
                _ => { @if let Some(sent) = issue.sent { ", begun " (moment(sent)) } }
            }
        }
        @if let Some(says) = wrong.filter(|_| typed.is_none() || !open) { (problem(says)) }
        @if begun { (counted(&figures)) }
        (turns(&issue, &figures))
        @if open {
            (form(&at_issue(issue.id), typed.unwrap_or(&Typed::kept(&issue)), wrong.filter(|_| typed.is_some()), &pictures))
            (letter)
            (tries(issue.id))
            @if issue.stands == Stands::Draft { (sends(issue.id, readers, &list)) }
            (drops(issue.id))
        } @else {
            @if let Some(typed) = typed { (kept_out(typed)) }
            (letter)
            (tries(issue.id))
        }
    };
    framed(&issue.subject, asked, PLACE.path, body)
}

/// What somebody typed who came too late with it, so that nothing of it is lost.
fn kept_out(typed: &Typed) -> Markup {
    html! {
        div.field {
            label for="late" { "What you typed, to be copied: " (typed.subject) }
            textarea #late readonly { "\n" (typed.text) }
        }
    }
}

/// What became of its letters, as far as it can be known.
fn counted(figures: &Figures) -> Markup {
    let always = ["queued", "sent", "waiting", "failed", "bounced", "complained", "unsubscribed"];
    html! {
        h2 { "What became of its letters" }
        dl.entered {
            @for (word, number) in figures.words() {
                @if number > 0 || always.contains(&word) { div { dt { (grouped(number)) } dd { (means(word)) } } }
            }
        }
        p.note { "A mail server that accepts a letter need not deliver it. Who opened one is not known, for no letter carries a trace. Load the page again to see how far it is." }
    }
}

/// A figure's word, as an editor reads it.
fn means(word: &str) -> &str {
    match word {
        "queued" => "letters in all, one for each reader",
        "sent" => "accepted by a mail server",
        "waiting" => "waiting for their turn",
        "being carried" => "on their way to the mail server now",
        "failed" => "refused by a mail server, or given up after several days",
        "unknown" => {
            "unknown: the connection or the program ended at the moment of handing over; not sent again by itself"
        }
        "dropped" => "not sent, because their reader had left before",
        "bounced" => "accepted at first, and came back later",
        "complained" => "called spam by their reader, who receives nothing more",
        "unsubscribed" => "whose reader unsubscribed by the link in it",
        other => other,
    }
}

/// What can be done with letters that were begun.
fn turns(issue: &Issue, figures: &Figures) -> Markup {
    let order = |verb: &str| format!("{}/{verb}", at_issue(issue.id));
    html! {
        div.row {
            @match issue.stands {
                Stands::Sending => form method="post" action=(order("pause")) { button.first { "Pause" } },
                Stands::Paused => form method="post" action=(order("resume")) { button.first { "Resume" } },
                Stands::Scheduled => form method="post" action=(order("back")) { button.first { "Make it a draft again" } },
                _ => {}
            }
            @if figures.failed > figures.bounced && issue.stands != Stands::Draft {
                form method="post" action=(order("again")) {
                    button name="which" value="failed" { "Try the refused again" }
                }
            }
            @if figures.unknown > 0 {
                form method="post" action=(order("again")) {
                    button name="which" value="unknown" { "Send the unknown again: some may receive it twice" }
                }
            }
        }
    }
}

/// The form to send it to oneself.
fn tries(id: u64) -> Markup {
    html! {
        form.enter method="post" action={ (at_issue(id)) "/test" } {
            h2 { "Try it on yourself" }
            p { "A letter goes to the address of your account, with [Test] before its subject." }
            button { "Send me a test" }
        }
    }
}

/// The form to send it to everybody.
fn sends(id: u64, readers: u64, list: &List) -> Markup {
    html! {
        form.enter method="post" action={ (at_issue(id)) "/send" } {
            h2 { "Send it" }
            p {
                @if readers == 0 { "Nobody subscribed to " (list.title) " yet: it goes into the public archive alone." }
                @else { "It goes to " (amount(readers, "subscriber", "subscribers")) " of " (list.title) ", and into the public archive. A letter that was handed over cannot be called back." }
            }
            div.field {
                label for="at" { "When, in UTC; leave it empty to send it now" }
                input #at name="at" type="datetime-local";
            }
            label.tick { input type="checkbox" name="sure" value="yes" required; span { "I have read it as it will be sent" } }
            button.first { "Send" }
        }
    }
}

fn drops(id: u64) -> Markup {
    html! {
        form.enter method="post" action={ (at_issue(id)) "/drop" } {
            h2 { "Throw it away" }
            label.tick { input type="checkbox" name="sure" value="yes" required; span { "It is not needed any more" } }
            button { "Throw it away" }
        }
    }
}

/// What somebody typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    subject: String,
    text: String,
    /// For a letter that welcomes.
    days: Option<String>,
}

impl Typed {
    fn of(query: &Query) -> Self {
        let of = |field| query.get(field).unwrap_or_default().to_owned();
        let days = query.get("welcome").map(|_| of("days"));
        Self { subject: of("subject"), text: of("text").replace("\r\n", "\n"), days }
    }

    fn kept(issue: &Issue) -> Self {
        let days = issue.welcome.map(|after| after.div_euclid(86_400).to_string());
        Self { subject: issue.subject.clone(), text: issue.text.clone(), days }
    }

    /// After how many seconds it welcomes, if it does; or what is wrong.
    fn check(&self) -> Result<Option<i64>, String> {
        let words = |error: wording::WordingError| sentence(&error.to_string());
        wording::issue(&self.subject, &self.text).map_err(words)?;
        self.days.as_deref().map(wording::days).transpose().map_err(words)
    }
}

fn form(to: &str, typed: &Typed, wrong: Option<&str>, pictures: &Markup) -> Markup {
    html! {
        form.enter method="post" action=(to) {
            h2 { "Its words" }
            @if let Some(says) = wrong { (problem(says)) }
            div.field {
                label for="subject" { "Subject" }
                input #subject name="subject" required maxlength=(MOST_SUBJECT) value=(typed.subject) aria-describedby=[wrong.map(|_| "problem")];
            }
            @if let Some(days) = &typed.days {
                input type="hidden" name="welcome" value="yes";
                div.field {
                    label for="days" { "Days after joining; 0 is at once" }
                    input #days name="days" type="number" min="0" max=(MOST_DAYS) required value=(days);
                }
            }
            div.field {
                label for="text" { "Text, in Markdown: **bold**, *italic*, [a link](https://example.org), # a heading, - a list" }
                textarea.long #text name="text" required maxlength=(MOST_TEXT) { "\n" (typed.text) }
            }
            (pictures)
            p.note { "Sender, postal address, the reason why it came and the way to leave are put below every letter by themselves." }
            button { "Keep, and see it as it will be sent" }
        }
    }
}
