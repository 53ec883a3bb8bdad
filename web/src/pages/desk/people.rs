//! The people who run the campaign: who they are, to invite somebody, to change a role, to end an account.

use super::{NOTHING, Place, by, field, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::petition::link::sentence,
    routes::Asked,
    words::moment,
};
use ::campaign::people::{
    self, Account, AccountRefusal, Power, Role,
    invite::{self, Invited},
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/people",
    word: "People",
    says: "Who runs the campaign: invite somebody, change a role, end an account.",
    power: Power::Administer,
    waits: NOTHING,
};

/// What each role may do, for the lists of forms.
const ROLES: [(&str, &str); 4] = [
    ("editor", "Editor: pages, news, events, newsletters"),
    ("moderator", "Moderator: signatures, applications, messages"),
    ("treasurer", "Treasurer: gifts and accounts"),
    ("administrator", "Administrator: everything"),
];

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    shown(facts, asked, None)
}

fn shown(facts: &Facts, asked: &Asked<'_>, wrong: Option<&str>) -> Result<Page, Refusal> {
    let (campaign, me) = (campaign::of(facts)?, by(asked)?.account.id);
    let office = campaign.office();
    let all = campaign.read(|sql| {
        let of = people::accounts(sql)?.into_iter();
        let pair = of.map(|account| {
            let address = people::address(sql, &office, account.id);
            (address.map_or_else(|error| error.to_string(), |address| address.to_string()), account)
        });
        Ok::<_, ::campaign::db::DbError>(pair.collect::<Vec<_>>())
    })?;
    let (running, ended): (Vec<_>, Vec<_>) = all.iter().partition(|(_, account)| account.ended.is_none());
    let typed = |name| asked.query.get(name).filter(|_| wrong.is_some()).unwrap_or_default();
    let body = html! {
        p.lead { (crate::words::count(running.len(), "person runs", "people run")) " the campaign." }
        form.enter method="post" action="/desk/people" {
            h2 { "Invite somebody" }
            (field::wrong(wrong))
            (field::line("name", "Their name", typed("name"), 100))
            (field::line("email", "Their e-mail address", typed("email"), 254))
            (field::choice("role", "role", "What they may do", typed("role"), &ROLES))
            button.first { "Send an invitation" }
            p.note { "A letter brings them a link that signs them in, once, within three days." }
        }
        h2 { "Who runs the campaign" }
        @for (address, account) in running { (one(account, address, me)) }
        @if !ended.is_empty() {
            h2 { "Who did" }
            ul { @for (_, account) in ended { li { (account.name) ", " (account.role.word()) ", until " (moment(account.ended.unwrap_or_default())) } } }
            p.note { "To let somebody in again, invite them at the same address." }
        }
    };
    framed("People", asked, PLACE.path, body)
}

fn one(account: &Account, address: &str, me: u64) -> Markup {
    let (name, role) = (format!("name-{}", account.id), format!("role-{}", account.id));
    html! {
        section.enter {
            h3 { (account.name) @if account.id == me { " (you)" } }
            p.note { (address) ", since " (moment(account.since)) }
            form method="post" action="/desk/people/change" {
                input type="hidden" name="account" value=(account.id);
                div.field { label for=(name) { "Name" } input id=(name) name="name" value=(account.name) required maxlength="100" autocomplete="off"; }
                (field::choice(&role, "role", "What they may do", account.role.word(), &ROLES))
                button { "Save" }
            }
            div.row {
                form method="post" action="/desk/people/invite" {
                    input type="hidden" name="account" value=(account.id);
                    button { "Send " (account.name) " a link" }
                }
                @if account.id != me {
                    form method="post" action="/desk/people/end" {
                        input type="hidden" name="account" value=(account.id);
                        button { "End " (account.name) "'s account" }
                    }
                }
            }
        }
    }
}

fn number(asked: &Asked<'_>) -> u64 {
    asked.query.get("account").and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Invites somebody.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn invited(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let text = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let (name, address, from) = (text("name"), text("email"), by(asked)?.account.name.clone());
    let Some(role) = Role::read(&text("role")) else {
        return wrong(facts, asked, "Choose what they may do.");
    };
    let about = format!("{}, {}", name.trim(), role.word());
    let done = ordered(facts, asked, "invite", about, move |sql, office, order| {
        let invited = Invited { address: &address, name: &name, role, by: &from };
        invite::invite(sql, office, &invited, order.now, [order.chance[0], order.chance[1], order.chance[2]])
    })?;
    ended(facts, asked, done, |account| format!("An invitation is on its way to {}.", account.name))
}

/// Sends a link to somebody who has an account.
///
/// # Errors
///
/// As [`invited`].
pub fn again(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (id, from) = (number(asked), by(asked)?.account.name.clone());
    let done = ordered(facts, asked, "send-link", format!("account {id}"), move |sql, office, order| {
        invite::again(sql, office, id, &from, order.now, [order.chance[0], order.chance[1]])
    })?;
    ended(facts, asked, done, |account| format!("A link is on its way to {}.", account.name))
}

/// Gives somebody another name and role.
///
/// # Errors
///
/// As [`invited`].
pub fn changed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let text = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let (id, name) = (number(asked), text("name"));
    let Some(role) = Role::read(&text("role")) else {
        return wrong(facts, asked, "Choose what they may do.");
    };
    let about = format!("account {id}: {}, {}", name.trim(), role.word());
    let done = ordered(facts, asked, "change-account", about, move |sql, _, _| {
        invite::change(sql, id, &name, role)
    })?;
    ended(facts, asked, done, |account| format!("{} is {} now.", account.name, article(account.role)))
}

/// Ends somebody's account.
///
/// # Errors
///
/// As [`invited`].
pub fn dismissed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = number(asked);
    if id == by(asked)?.account.id {
        return wrong(facts, asked, "You cannot end your own account: another administrator can.");
    }
    let done = ordered(facts, asked, "end-account", format!("account {id}"), move |sql, _, order| {
        let account = people::account(sql, id)?.ok_or(AccountRefusal::Gone)?;
        people::dismiss(sql, id, order.now).map(|()| account)
    })?;
    ended(facts, asked, done, |account| {
        format!("{} signs in no more; the sessions and passkeys are gone.", account.name)
    })
}

fn article(role: Role) -> String {
    let sign = if matches!(role, Role::Editor | Role::Administrator) { "an" } else { "a" };
    format!("{sign} {}", role.word())
}

fn ended(
    facts: &Facts,
    asked: &Asked<'_>,
    done: Result<Account, AccountRefusal>,
    said: impl FnOnce(&Account) -> String,
) -> Result<Answer, Refusal> {
    match done {
        Ok(account) => Ok(Answer::done(PLACE.path, said(&account))),
        Err(AccountRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => wrong(facts, asked, &sentence(&refusal.to_string())),
    }
}

fn wrong(facts: &Facts, asked: &Asked<'_>, says: &str) -> Result<Answer, Refusal> {
    shown(facts, asked, Some(says)).map(Answer::Wrong)
}
