//! A petition: what it asks, how far it is, who signed, and the form under it.

mod form;
pub mod link;
pub(crate) mod progress;
pub mod receipt;

use crate::{
    answer::{Answer, Refusal, Said},
    campaign::{self, Campaign, away},
    facts::Facts,
    page::{Page, Section},
    pages::files::prose,
    query::shown,
    routes::Asked,
    words::moment,
};
use ::campaign::{
    db::{DbError, Sql},
    office::Office,
    petition::{
        self, Petition,
        collected::{self, Batch},
        count::{Seen, by_country, recent},
        day::{self, Day},
        policy::{self, Policy},
        sign::{Request, SignRefusal, Taken, asks_for_work, sign},
        work,
    },
};
use form::Typed;
use jiff::Timestamp;
use maud::{Markup, html};
use std::{collections::BTreeMap, sync::Arc};

/// How many of those who signed last are shown.
const RECENT: u32 = 20;

/// What the tables say of a petition.
struct Standing {
    petition: Petition,
    by_country: BTreeMap<String, u64>,
    recent: Vec<Seen>,
    days: Vec<Day>,
    /// What was brought from elsewhere.
    batches: Vec<Batch>,
    policy: Policy,
    /// The newsletter that can be ticked, by its title.
    newsletter: Option<String>,
    /// The challenge that a browser is to work on, where one is asked for.
    challenge: Option<String>,
}

impl Standing {
    fn read(campaign: &Campaign, asked: &Asked<'_>) -> Result<Self, Refusal> {
        let (name, now, chance) = (asked.part, campaign::now(), campaign::chance()?);
        let found = campaign.read(|sql| {
            let Some(petition) = petition::named(sql, name)? else { return Ok(None) };
            let office = campaign.office();
            let challenge = asks_for_work(sql, &office, &petition, asked.network, now)?.then(|| {
                let part = std::array::from_fn(|place| chance[0][place]);
                work::challenge(&office.secrets, &petition, now, part)
            });
            Ok(Some(Self {
                challenge,
                by_country: by_country(sql, &petition)?,
                recent: recent(sql, &office, &petition, RECENT)?,
                days: day::days(sql, &petition)?,
                batches: collected::batches(sql, &petition)?,
                policy: policy::of(sql, &petition)?,
                newsletter: campaign::first_list(sql)?.map(|list| list.title),
                petition,
            }))
        })?;
        found.ok_or_else(|| unknown(name))
    }
}

fn unknown(name: &str) -> Refusal {
    Refusal::not_found(format!("No petition is called “{}”.", shown(name)))
        .instead("/coalition", "What the Coalition asks of you")
}

/// Every petition: those that can be signed first.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn list(facts: &Facts) -> Result<Page, Refusal> {
    let now = campaign::now();
    let mut petitions = campaign::of(facts)?.read(all)?;
    petitions.retain(|(petition, _)| petition.opens <= now);
    petitions.sort_by_key(|(petition, _)| !petition.is_open(now));
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "Petitions" }
        @if petitions.is_empty() { p.lead { "There is none yet." } }
        ul.signatories { @for (petition, signed) in &petitions {
            li {
                p { a href={ "/petition/" (petition.name) } { strong { (petition.title) } } }
                p { "To " (petition.addressee) ". " (progress::signatures(*signed)) ", "
                    @if petition.is_open(now) { @match petition.closes { Some(closes) => { "open until " (date(closes)) }, None => "open" } } @else { "closed" } "." }
            }
        } }
        p { "Whoever signed one can " a href="/petition/receipt" { "check their receipt" } "." }
    };
    Ok(named("Petitions", body))
}

/// The page of a petition.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let standing = Standing::read(campaign::of(facts)?, asked)?;
    whole(facts, &standing, &Typed::default(), None)
}

/// Takes a signature, and says what happens next. Where it is not taken, the form comes back as it was typed.
///
/// # Errors
///
/// As [`page`].
pub fn signed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    // Only what signing needs is read: whoever signs well sees nothing of the rest.
    let petition = campaign.read(|sql| petition::named(sql, asked.part))?;
    let petition = Arc::new(petition.ok_or_else(|| unknown(asked.part))?);
    let typed = Typed::read(asked.query);
    if typed.is_of_a_machine(asked.query) {
        return Ok(Answer::Page(asked_for(&petition, Taken::AtOnce)));
    }
    let choice = match typed.check(facts) {
        Ok(choice) => choice,
        Err(problem) => return wrong(facts, asked, &typed, problem),
    };
    let chance = campaign::chance()?;
    let (sent, under) = (typed.clone(), Arc::clone(&petition));
    let work = typed.work.clone();
    let (network, now) = (asked.network.to_owned(), campaign::now());
    let sign = move |sql: &mut dyn Sql, office: &Office| {
        let request = Request {
            name: &sent.name,
            address: &sent.address,
            country: &sent.country,
            comment: &sent.comment,
            shown: choice,
            consents: sent.consents,
            newsletter: sent.newsletter,
            network: &network,
            work: work.as_ref().map(|(challenge, answer)| (challenge.as_str(), answer.as_str())),
        };
        sign(sql, office, &under, &request, now, chance)
    };
    campaign.write_then(sign, move |done| match done {
        Ok(taken) => Said::Plain(Box::new(move || Answer::Page(asked_for(&petition, taken)))),
        Err(refusal) => Said::Read(Box::new(move |facts, asked| match refusal {
            SignRefusal::Db(error) => Err(away(&error)),
            refusal => wrong(facts, asked, &typed, form::Problem::of(&refusal)),
        })),
    })
}

/// The form as it was typed, with what is wrong.
fn wrong(facts: &Facts, asked: &Asked<'_>, typed: &Typed, problem: form::Problem) -> Result<Answer, Refusal> {
    let standing = Standing::read(campaign::of(facts)?, asked)?;
    whole(facts, &standing, typed, Some(problem)).map(Answer::Wrong)
}

/// What is said whoever signed, and whether they had signed before.
fn asked_for(petition: &Petition, taken: Taken) -> Page {
    let body = html! {
        h1 { "One step is left: look into your mail" }
        @match taken {
            Taken::AtOnce => p.lead { "We have sent a letter to the address that you entered. Your signature counts once you press the button on the page that it opens." },
            Taken::Later(at) => {
                p.lead { "A letter will come to the address that you entered. Your signature counts once you press the button on the page that it opens." }
                p { "Very many sign at this moment, and your browser could not show that it is not a machine: your letter waits in a line of its own, until " (moment(at)) " at the latest or until one of us has looked at it. You need do nothing more." }
            },
        }
        p { "It can take some minutes. If it does not come, look among what your mail program took for spam, and check the address by sending the form again." }
        p { a href={ "/petition/" (petition.name) } { "Back to the petition" } }
    };
    named(&petition.title, body)
}

/// A page of the section.
fn named(title: &str, body: Markup) -> Page {
    Page { title: title.to_owned(), description: title.to_owned(), section: Section::Coalition, body }
}

fn whole(
    facts: &Facts,
    standing: &Standing,
    typed: &Typed,
    problem: Option<form::Problem>,
) -> Result<Page, Refusal> {
    let text = prose(facts, &standing.petition.text)?;
    let petition = &standing.petition;
    let now = campaign::now();
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { (petition.title) }
        p.lead { "To " (petition.addressee) }
        @if let Some((at, says)) = standing.policy.handed.zip(standing.policy.handed_says.as_deref()) {
            p.note { "Handed over: " (says) " (" (date(at)) ")" }
        }
        @if problem.is_some() {
            (form::form(facts, standing, typed, problem.as_ref()))
            (text)
        } @else {
            div.signing {
                (text)
                div { (progress::counter(petition, &standing.by_country, &standing.policy, now)) }
            }
            @if petition.is_open(now) { (form::form(facts, standing, typed, None)) }
            @else { (closed(petition, now)) }
        }
        (progress::progress(facts, petition, &standing.by_country))
        (progress::elsewhere(&standing.batches))
        (progress::signatories(facts, &standing.recent))
        (progress::days(&standing.days))
    };
    Ok(named(&petition.title, body))
}

fn closed(petition: &Petition, now: i64) -> Markup {
    html! {
        p.note {
            @if now < petition.opens { "It can be signed from " (date(petition.opens)) " on." }
            @else { "It can no longer be signed" @if let Some(closes) = petition.closes { " since " (date(closes)) } "." }
        }
    }
}

/// The code of a country of today, from its code or its name; none where there is no such country.
pub fn country_code(world: &world::World, text: &str) -> Option<String> {
    let mut today = world.states_in(world.last_year).map(|ix| world.state(ix));
    let slug = world::state::slug(text);
    let found = today.find(|state| {
        state.code.eq_ignore_ascii_case(text) || (!slug.is_empty() && world::state::slug(&state.name) == slug)
    });
    found.map(|state| state.code.to_string())
}

/// A moment's day: `1 January 2026`.
pub(crate) fn date(at: i64) -> String {
    Timestamp::from_second(at).map_or_else(|_| at.to_string(), |at| at.strftime("%-d %B %Y").to_string())
}

/// Every petition with its count, for the page of the Coalition.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<(Petition, u64)>, DbError> {
    let mut out = Vec::new();
    for petition in petition::all(sql)? {
        let count = by_country(sql, &petition)?.values().sum();
        out.push((petition, count));
    }
    Ok(out)
}
