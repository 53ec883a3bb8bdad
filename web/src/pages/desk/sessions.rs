//! Where somebody is signed in: one's own sessions, and for administrators everybody's; to end one, or all others.

use super::{NOTHING, Place, by, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    routes::Asked,
    words::moment,
};
use ::campaign::{
    db::DbError,
    people::{
        Power,
        session::{self, Session},
    },
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/sessions",
    word: "Sessions",
    says: "Where you are signed in: end what is not yours.",
    power: Power::Enter,
    waits: NOTHING,
};

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (campaign, me, now) = (campaign::of(facts)?, by(asked)?, campaign::now());
    let everybody = me.account.may(Power::Administer);
    let (mine, others) = campaign.read(|sql| {
        let mine = session::running(sql, &me.account, now)?;
        let all = if everybody { session::all_running(sql, now)? } else { Vec::new() };
        Ok((mine, all.into_iter().filter(|one| one.account.id != me.account.id).collect::<Vec<_>>()))
    })?;
    let body = html! {
        p.lead { "You are signed in " @if mine.len() == 1 { "here alone." } @else { "at " (mine.len()) " places." } }
        (table("Yours", &mine, me.id))
        form method="post" action="/desk/sessions/end-others" { button name="which" value="others" { "End all my other sessions" } }
        @if everybody {
            h2 { "Those of others" }
            @if others.is_empty() { p { "Nobody else is signed in." } } @else { (table("Those of others", &others, me.id)) }
        }
        p.note { "A session ends " (session::IDLE / 3_600) " hours after its last use, and after " (session::LONGEST / 86_400) " days in any case." }
    };
    framed("Sessions", asked, PLACE.path, body)
}

fn table(title: &str, sessions: &[Session], here: u64) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table {
                thead { tr { th scope="col" { "Who" } th scope="col" { "With" } th scope="col" { "Signed in" } th scope="col" { "Last used" } th scope="col" { "End" } } }
                tbody { @for one in sessions { tr {
                    th scope="row" { (one.account.name) @if one.id == here { " (this one)" } }
                    td { (program(&one.agent)) }
                    td { (moment(one.begun)) ", by " (one.how) }
                    td { (moment(one.seen)) }
                    td { form method="post" action="/desk/sessions/end" { input type="hidden" name="session" value=(one.id); button aria-label={ "End the session of " (one.account.name) " from " (moment(one.begun)) } { "End" } } }
                } } }
            }
        }
    }
}

/// What the program says of itself, in short.
fn program(agent: &str) -> String {
    let short: String = agent.chars().take(80).collect();
    if short.is_empty() { "a program without a name".to_owned() } else { short }
}

/// Ends one session: one's own, or for administrators anybody's.
///
/// # Errors
///
/// 404 where it is not running, or not one's own; 503 where the tables cannot be written.
pub fn end(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (campaign, me, now) = (campaign::of(facts)?, by(asked)?, campaign::now());
    let id = asked.query.get("session").and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    let everybody = me.account.may(Power::Administer);
    let running = campaign.read(|sql| match everybody {
        true => session::all_running(sql, now),
        false => session::running(sql, &me.account, now),
    })?;
    let Some(one) = running.into_iter().find(|one| one.id == id) else {
        return Err(Refusal::new(
            404,
            "There is no such session",
            "It has ended already, or it is somebody else's.",
        )
        .instead(PLACE.path, "Sessions"));
    };
    let (of, said) = (one.account.id, format!("The session of {} has ended.", one.account.name));
    let done = ordered(facts, asked, "end-session", one.account.name, move |sql, _, order| {
        session::end(sql, of, id, order.now).map(|_| ())
    })?;
    done.map_err(|error: DbError| away(&error))?;
    Ok(Answer::done(PLACE.path, said))
}

/// Ends every session of one's own but this.
///
/// # Errors
///
/// 400 where the form does not say so; 503 where the tables cannot be written.
pub fn end_others(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let me = by(asked)?;
    if asked.query.get("which") != Some("others") {
        return Err(
            Refusal::bad("The form does not say which sessions shall end.").instead(PLACE.path, "Sessions")
        );
    }
    let (of, here) = (me.account.id, me.id);
    let done = ordered(facts, asked, "end-other-sessions", "", move |sql, _, order| {
        session::end_others(sql, of, here, order.now)
    })?;
    let count = usize::try_from(done.map_err(|error: DbError| away(&error))?).unwrap_or(usize::MAX);
    Ok(Answer::done(
        PLACE.path,
        format!("{} ended.", crate::words::count(count, "session has", "sessions have")),
    ))
}
