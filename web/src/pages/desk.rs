//! The desk: the pages of the people who run the campaign, within one frame that shows where else they may go and what was done.

pub mod account;
pub mod content;
pub mod events;
pub mod field;
pub mod files;
pub mod gifts;
pub mod joining;
pub mod letters;
pub mod log;
pub mod messages;
pub mod newsletter;
pub mod outbox;
pub mod people;
pub mod petitions;
pub mod pictures;
pub mod privacy;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod signatures;
pub mod start;
pub mod volunteers;

use crate::{
    answer::Refusal,
    campaign,
    facts::Facts,
    page::{Page, Section},
    routes::Asked,
};
use ::campaign::{
    db::{DbError, Sql},
    office::{Chance, Office},
    people::{Account, Power, log as acts, session::Session},
};
use maud::{Markup, html};

/// What waits at a place, in a sentence such as `3 signatures wait for a moderator`; nothing where nothing does.
pub type Waits = fn(&mut dyn Sql, i64) -> Result<Option<String>, DbError>;

/// A place of the desk, as its navigation and its start name it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its address.
    pub path: &'static str,
    /// Its word.
    pub word: &'static str,
    /// What one does there, in a sentence.
    pub says: &'static str,
    /// Who may go there: the power that its route asks for.
    pub power: Power,
    /// What waits there.
    pub waits: Waits,
}

/// Nothing ever waits.
pub const NOTHING: Waits = |_, _| Ok(None);

/// The one table of places, under the words that group them. An area adds its own rows.
pub const PLACES: &[(&str, &[Place])] = &[
    ("Desk", &[start::PLACE, account::PLACE, sessions::PLACE]),
    ("Site", &[content::PLACE, content::import::PLACE, files::PLACE]),
    ("Letters", &[newsletter::PLACE]),
    ("Petitions", &[petitions::PLACE, signatures::PLACE]),
    (
        "Joining",
        &[
            joining::PLACE,
            volunteers::PLACE,
            messages::PLACE,
            events::PLACE,
            events::registered::PLACE,
            letters::PLACE,
        ],
    ),
    (
        "Gifts",
        &[
            gifts::PLACE,
            gifts::statements::PLACE,
            gifts::receipts::PLACE,
            gifts::aims::PLACE,
            gifts::entities::PLACE,
            gifts::books::PLACE,
        ],
    ),
    (
        "Administration",
        &[setup::PLACE, privacy::PLACE, people::PLACE, outbox::PLACE, settings::PLACE, log::PLACE],
    ),
];

/// Who is signed in.
///
/// # Errors
///
/// 403 where nobody is: the frame lets nobody come so far.
pub fn by<'a>(asked: &Asked<'a>) -> Result<&'a Session, Refusal> {
    asked.by.ok_or_else(|| {
        Refusal::new(403, "Nobody is signed in", "This page is for the people who run the campaign.")
    })
}

/// A page of the desk: its title, the way to the other places, what was done just now, and `body` below its heading.
///
/// # Errors
///
/// As [`by`].
pub fn page(title: &str, asked: &Asked<'_>, here: &str, body: Markup) -> Result<Page, Refusal> {
    let account = &by(asked)?.account;
    let body = html! {
        div.desk {
            (places(account, here))
            div.work {
                @if let Some(said) = asked.said { p.said role="status" { (said) } }
                h1 { (title) }
                (body)
            }
        }
    };
    let description = "For the people who run the campaign.".to_owned();
    Ok(Page { title: title.to_owned(), description, section: Section::None, body })
}

/// The way to every place where an account may go, and out.
fn places(account: &Account, here: &str) -> Markup {
    let list = html! {
        @for (group, places) in PLACES {
            @let open = places.iter().filter(|place| account.may(place.power)).collect::<Vec<_>>();
            @if !open.is_empty() {
                p.label { (group) }
                ul { @for place in open {
                    li { a href=(place.path) aria-current=[(place.path == here).then_some("page")] { (place.word) } }
                } }
            }
        }
    };
    html! {
        div.places {
            p.who { strong { (account.name) } br; (account.role.word()) }
            nav.wide aria-label="Desk" { (list) }
            details.fold { summary { "Places of the desk" } nav aria-label="Desk, folded" { (list) } }
            form method="post" action="/desk/sign-out" { button { "Sign out" } }
        }
    }
}

/// What goes with an order: who gives it, when, and chance for it.
#[derive(Clone, Debug)]
pub struct Order {
    /// The account.
    pub by: u64,
    /// Now, in seconds since 1970.
    pub now: i64,
    /// Chance.
    pub chance: Chance,
}

/// Does what is ordered and writes it down (`what` as a word such as `remove-signature`, `about` what), in one transaction: what
/// fails changes nothing and is not written down.
///
/// # Errors
///
/// The outer: nobody is signed in, no campaign is run, no randomness is had. The inner: what `work` says, or the database's.
pub fn ordered<T, E>(
    facts: &Facts,
    asked: &Asked<'_>,
    what: &'static str,
    about: impl Into<String>,
    work: impl FnOnce(&mut dyn Sql, &Office, &Order) -> Result<T, E> + Send + 'static,
) -> Result<Result<T, E>, Refusal>
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let about = about.into();
    acted(facts, asked, move |sql, office, order| {
        let done = work(sql, office, order)?;
        acts::note(sql, Some(order.by), order.now, what, &about)?;
        Ok(done)
    })
}

/// As [`ordered`], for work that writes its own line into the log.
///
/// # Errors
///
/// As there.
pub fn acted<T, E>(
    facts: &Facts,
    asked: &Asked<'_>,
    work: impl FnOnce(&mut dyn Sql, &Office, &Order) -> Result<T, E> + Send + 'static,
) -> Result<Result<T, E>, Refusal>
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let order = Order { by: by(asked)?.account.id, now: campaign::now(), chance: campaign::chance()? };
    Ok(campaign::of(facts)?.write(move |sql, office| work(sql, office, &order)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes;

    #[test]
    fn every_place_is_a_page_with_the_power_that_its_route_asks_for() {
        for place in PLACES.iter().flat_map(|(_, places)| *places) {
            let (route, _) = routes::find(place.path, false).unwrap();
            assert_eq!(route.how, routes::How::Desk(place.power), "{}", place.path);
        }
    }
}
