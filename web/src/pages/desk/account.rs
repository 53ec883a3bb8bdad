//! One's own account: what it is, and its passkeys, to be added, named and removed.

use super::{NOTHING, Place, by, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        petition::link::sentence,
        sign_in::passkey::{form, too_many},
    },
    passkey::{Site, domain},
    routes::Asked,
    words::moment,
};
use ::campaign::{
    db::DbError,
    people::{
        self, AccountRefusal, Power,
        passkey::{self, New, Passkey, PasskeyRefusal},
    },
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/account",
    word: "Your account",
    says: "Your passkeys: add, name and remove them.",
    power: Power::Enter,
    waits: NOTHING,
};

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    shown(facts, asked, None)
}

fn shown(facts: &Facts, asked: &Asked<'_>, wrong: Option<&str>) -> Result<Page, Refusal> {
    let (campaign, account) = (campaign::of(facts)?, &by(asked)?.account);
    let office = campaign.office();
    let (passkeys, address) = campaign.read(|sql| {
        let address = people::address(sql, &office, account.id);
        Ok((
            passkey::of_account(sql, account.id)?,
            address.map_or_else(|error| error.to_string(), |address| address.to_string()),
        ))
    })?;
    let typed = asked.query.get("name").filter(|_| wrong.is_some()).unwrap_or_default();
    let body = html! {
        dl.entered {
            div { dt { "Name" } dd { (account.name) } }
            div { dt { "Role" } dd { (account.role.word()) } }
            div { dt { "Address" } dd { (address) } }
        }
        p.note { "An administrator changes name and role. " a href="/desk/sessions" { "Where you are signed in" } }
        h2 { "Passkeys" }
        @if passkeys.is_empty() {
            p { "You have none: you sign in by a link that comes by letter. A passkey is quicker, and nobody can steal it with a letter: your device keeps it, and asks for your finger, your face or its PIN." }
        } @else {
            @for passkey in &passkeys { (one(passkey)) }
        }
        form.enter method="post" action="/desk/account/passkey" {
            h3 { "Add a passkey" }
            @if let Some(says) = wrong { p.wrong #problem role="alert" { (says) } }
            div.field {
                label for="name" { "What you call it, such as “My laptop”" }
                input #name name="name" value=(typed) required maxlength="60" autocomplete="off" aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "problem")];
            }
            button.first { "Add a passkey" }
            p.note { "It works at " (domain(asked.here).unwrap_or_default()) " alone. A letter tells you of each that is added." }
        }
    };
    framed("Your account", asked, PLACE.path, body)
}

fn one(passkey: &Passkey) -> Markup {
    let field = format!("name-{}", passkey.id);
    html! {
        section.enter {
            h3 { (passkey.name) }
            p.note { "For " (passkey.site) ", added " (moment(passkey.added)) ", " @match passkey.used { Some(used) => { "last used " (moment(used)) } None => { "never used" } } "." }
            form.row method="post" action="/desk/account/passkey/name" {
                input type="hidden" name="passkey" value=(passkey.id);
                label for=(field) { "Name" }
                input id=(field) name="name" value=(passkey.name) required maxlength="60" autocomplete="off";
                button { "Rename" }
            }
            form.row method="post" action="/desk/account/passkey/remove" {
                input type="hidden" name="passkey" value=(passkey.id);
                button { "Remove " (passkey.name) }
            }
        }
    }
}

/// Asks the browser for a new passkey.
///
/// # Errors
///
/// 503 where the tables cannot be written, or too many questions wait.
pub fn add(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (campaign, account) = (campaign::of(facts)?, &by(asked)?.account);
    let name = asked.query.get("name").unwrap_or_default().trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 {
        return Ok(Answer::Wrong(shown(facts, asked, Some(&sentence(&PasskeyRefusal::Name.to_string())))?));
    }
    let (office, id) = (campaign.office(), account.id);
    let known = campaign.read(|sql| passkey::credentials(sql, id))?;
    let site = Site::at(asked.here, &office.sender.name)?;
    let question = site.ask_new(passkey::handle(&office, id), &account.name, known)?;
    let (now, [chance, ..], state) = (campaign::now(), campaign::chance()?, question.state);
    let token = campaign.write(move |sql, _| passkey::challenge(sql, Some(id), &state, now, chance));
    let token = token.map_err(|error: DbError| away(&error))?.ok_or_else(too_many)?;
    let body = html! {
        p.lead { "Your device makes the passkey “" (name) "”, and asks for your finger, your face or its PIN." }
        (form("/desk/account/passkey/answer", "new", &token, &question.options, Some(&name)))
        p { a href="/desk/account" { "Add none" } }
    };
    Ok(Answer::Page(framed("Add a passkey", asked, PLACE.path, body)?))
}

/// Keeps the passkey that answered.
///
/// # Errors
///
/// 503 where the tables cannot be read or written.
pub fn added(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (campaign, account) = (campaign::of(facts)?, by(asked)?.account.clone());
    let text = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let (now, token, id) = (campaign::now(), text("challenge"), account.id);
    // The question is used up first, whatever the answer is worth.
    let state = campaign.write(move |sql, _| passkey::answered(sql, Some(id), &token, now));
    let wrong = |says: &str| Ok(Answer::Wrong(shown(facts, asked, Some(says))?));
    let Some(state) = state.map_err(|error: DbError| away(&error))? else {
        return wrong("This question was answered already, or waited for longer than ten minutes.");
    };
    let site = Site::at(asked.here, &campaign.office().sender.name)?;
    let Ok((credential, key)) = site.take_new(&state, &text("answer")) else {
        return wrong("No passkey answered. It needs the script of the page, and a finger, a face or a PIN.");
    };
    let new = New { credential, key, name: text("name"), site: domain(asked.here).unwrap_or_default() };
    let said = format!("The passkey “{}” signs you in from now on.", new.name);
    let about = new.name.clone();
    let done = ordered(facts, asked, "add-passkey", about, move |sql, office, order| {
        passkey::add(sql, office, &account, &new, order.now, order.chance[0])
    })?;
    ended(facts, asked, done, said)
}

/// Gives a passkey another name.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn rename(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let text = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let (of, id, name) = (by(asked)?.account.id, text("passkey"), text("name"));
    let said = format!("The passkey is called “{}”.", name.trim());
    let done = ordered(facts, asked, "rename-passkey", name.clone(), move |sql, _, _| {
        passkey::rename(sql, of, &id, &name)
    })?;
    ended(facts, asked, done, said)
}

/// Removes a passkey.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn remove(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (of, id) = (by(asked)?.account.id, asked.query.get("passkey").unwrap_or_default().to_owned());
    let done = ordered(facts, asked, "remove-passkey", "", move |sql, _, _| passkey::remove(sql, of, &id))?;
    ended(
        facts,
        asked,
        done,
        "The passkey signs nobody in any more. Remove it on your device too.".to_owned(),
    )
}

fn ended(
    facts: &Facts,
    asked: &Asked<'_>,
    done: Result<(), PasskeyRefusal>,
    said: String,
) -> Result<Answer, Refusal> {
    match done {
        Ok(()) => Ok(Answer::done(PLACE.path, said)),
        Err(PasskeyRefusal::Account(AccountRefusal::Db(error))) => Err(away(&error)),
        Err(refusal) => Ok(Answer::Wrong(shown(facts, asked, Some(&sentence(&refusal.to_string())))?)),
    }
}
