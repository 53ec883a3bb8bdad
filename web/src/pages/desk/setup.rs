//! From the first start to a published site: what is still to be done, found out from what is there, each with the way to it.

use super::{Place, by, newsletter as letters, ordered, page as framed, petitions, settings};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away, first_site},
    facts::Facts,
    page::Page,
    routes::Asked,
};
use ::campaign::{
    content::{ContentRefusal, site},
    db::{DbError, Sql},
    newsletter,
    office::Office,
    people::{Account, Power, accounts, passkey},
    petition,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/setup",
    word: "Setting up",
    says: "From the first start to a published site, in ten minutes: what is still to be done.",
    power: Power::Administer,
    waits,
};

/// One thing to do.
struct Step {
    done: bool,
    title: &'static str,
    says: String,
    /// Where it is done, and its words.
    to: Option<(&'static str, &'static str)>,
    /// The command that does it as well.
    command: Option<&'static str>,
    /// Is there a button that does it here?
    button: Option<&'static str>,
    /// Can a site do without it?
    optional: bool,
}

fn step(title: &'static str, done: bool, says: impl Into<String>) -> Step {
    Step { done, title, says: says.into(), to: None, command: None, button: None, optional: false }
}

impl Step {
    const fn at(mut self, path: &'static str, words: &'static str) -> Self {
        self.to = Some((path, words));
        self
    }

    /// At a place of the desk.
    const fn at_place(self, place: &Place) -> Self {
        self.at(place.path, place.word)
    }

    const fn button(mut self, words: &'static str) -> Self {
        self.button = Some(words);
        self
    }

    const fn by(mut self, command: &'static str) -> Self {
        self.command = Some(command);
        self
    }

    const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

fn waits(sql: &mut dyn Sql, _: i64) -> Result<Option<String>, DbError> {
    let bare = site::is_empty(sql)? || petition::all(sql)?.is_empty();
    Ok(bare.then(|| "The site is not set up yet: see what is still to be done".to_owned()))
}

/// The steps, in the order in which a newcomer goes.
fn steps(sql: &mut dyn Sql, office: &Office, me: &Account) -> Result<Vec<Step>, DbError> {
    let set = settings::current(sql, office)?;
    let people = accounts(sql)?;
    let open = |account: &&Account| account.ended.is_none();
    let administrators = people.iter().filter(open).filter(|one| one.may(Power::Administer)).count();
    let (petitions, lists) = (petition::all(sql)?, newsletter::lists(sql)?);
    let (has_key, has_pages) = (!passkey::of_account(sql, me.id)?.is_empty(), !site::is_empty(sql)?);
    let public = set.origin.starts_with("https://");
    Ok(vec![
        step("Say who writes", true, format!("{}, {}, {}.", set.sender, set.address, set.postal))
            .at("/desk/settings#who", "Change it"),
        step(
            "Say where the site stands",
            public,
            match public {
                true => format!("At {}.", set.origin),
                false => format!("At {}: on this machine alone. Once a server in front brings it to the web, write its address down.", set.origin),
            },
        )
        .at("/desk/settings#who", "Write it down"),
        step(
            "Let letters go out",
            set.smtp.is_some(),
            match &set.smtp {
                Some(smtp) => format!("Through {}. Send yourself a test letter.", smtp.host),
                None => "No mail server is set: letters lie in the folder “outbox”, where you read them under Letters.".to_owned(),
            },
        )
        .at("/desk/settings#mail", "Set a mail server"),
        step(
            "Sign letters",
            set.dkim.is_some(),
            match set.dkim {
                Some(_) => "A key signs them. The settings show what the name server must say.",
                None => "Without a signature (DKIM) many mail programs take them for junk.",
            },
        )
        .at("/desk/settings#key", "Make a key"),
        step(
            "Sign in without letters",
            has_key,
            match has_key {
                true => "You have a passkey.",
                false => "Add a passkey, and you need no link next time.",
            },
        )
        .at("/desk/account", "Your passkeys")
        .optional(),
        step(
            "Publish the first pages",
            has_pages,
            match has_pages {
                true => "The site has pages. Replace what is marked as a sample.",
                false => "Who the Coalition is, what it proposes and how to help: they come with the program, and you change them.",
            },
        )
        .at("/coalition", "See them")
        .button("Publish the first pages"),
        step(
            "Publish a petition",
            !petitions.is_empty(),
            match petitions.first() {
                Some(petition) => petition.title.clone(),
                None => "What do you ask of whom? A petition has a title, a text and an addressee.".to_owned(),
            },
        )
        .at_place(&petitions::PLACE)
        .by("koinon campaign petition petition.md"),
        step(
            "Begin a newsletter",
            !lists.is_empty(),
            match lists.first() {
                Some(list) => list.title.clone(),
                None => "Whoever signs may tick that they want to hear of you.".to_owned(),
            },
        )
        .at_place(&letters::PLACE)
        .by("koinon campaign list news \"News\" \"Once a month\""),
        step(
            "Let somebody else in",
            administrators > 1,
            match administrators {
                0 | 1 => "You are the only administrator. If you lose your way in, only the command line helps.".to_owned(),
                more => format!("There are {more} administrators."),
            },
        )
        .at("/desk/people", "Invite somebody"),
    ])
}

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (campaign, me) = (campaign::of(facts)?, &by(asked)?.account);
    let office = campaign.office();
    let steps = campaign.read(|sql| steps(sql, &office, me))?;
    let left = steps.iter().filter(|step| !step.done && !step.optional).count();
    let body = html! {
        p.lead { @if left == 0 { "Everything is done: the site is set up." } @else { (crate::words::count(left, "thing is", "things are")) " still to be done." } }
        ol.steps { @for step in &steps { (one(step)) } }
        p.note { "What stands here is found out each time from what is there." }
    };
    framed("Setting up", asked, PLACE.path, body)
}

fn one(step: &Step) -> Markup {
    html! {
        li {
            p {
                strong { (step.title) } " "
                span.quiet { @if step.done { "● done" } @else if step.optional { "○ if you like" } @else { "○ to do" } }
            }
            p { (step.says) @if let Some((path, words)) = step.to { " " a href=(path) { (words) } } }
            @if let Some(words) = step.button.filter(|_| !step.done) {
                form method="post" action="/desk/setup/pages" { button name="pages" value="first" { (words) } }
            }
            @if let Some(command) = step.command.filter(|_| !step.done) { p { "On the command line: " code { (command) } } }
        }
    }
}

/// Publishes the pages that a site begins with, unless there are some.
///
/// # Errors
///
/// 400 where the form does not say so; 503 where the tables cannot be written.
pub fn publish(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    if asked.query.get("pages") != Some("first") {
        let says = "The form does not say which pages shall be published.";
        return Err(Refusal::bad(says).instead(PLACE.path, "Setting up"));
    }
    let ours = |says: String| Refusal::new(500, "A mistake of ours", says).help("Please report it.");
    let items = first_site::items(facts.world).map_err(ours)?;
    let done = ordered(facts, asked, "publish-first-pages", "", move |sql, _, order| {
        site::begin(sql, items, order.now)
    })?;
    match done {
        Ok(true) => Ok(Answer::done(PLACE.path, "The first pages are published.")),
        Ok(false) => Ok(Answer::done(PLACE.path, "The site has pages already: nothing was changed.")),
        Err(ContentRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Err(ours(refusal.to_string())),
    }
}
