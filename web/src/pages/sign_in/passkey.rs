//! Signing in by a passkey: no address is asked for, so that nobody learns who has an account. The question comes with a page, and
//! its answer with the page's form; the page's script stands between the browser and the two.

use super::{named, too_often};
use crate::{
    answer::{Answer, Done, Refusal, Turn},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    passkey::{Answered, Site, Wrong},
    routes::Asked,
};
use ::campaign::{
    db::DbError,
    people::{
        log,
        passkey::{self, Used},
        session, sign_in,
    },
};
use maud::{Markup, html};

/// What became of a question that was to be kept.
enum Kept {
    Asked(String),
    TooOften,
    TooMany,
}

/// Asks for a passkey.
///
/// # Errors
///
/// 404 where no campaign is run, 429 where too many try, 503 where the tables cannot be written.
pub fn ask(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let question = Site::at(asked.here, &campaign.office().sender.name)?.ask_any()?;
    let (state, network) = (question.state, asked.network.to_owned());
    let (now, [chance, ..]) = (campaign::now(), campaign::chance()?);
    let kept = campaign.write(move |sql, office| {
        if !sign_in::may_try(sql, office, &network, now)? {
            return Ok::<_, DbError>(Kept::TooOften);
        }
        let token = passkey::challenge(sql, None, &state, now, chance)?;
        Ok(token.map_or(Kept::TooMany, Kept::Asked))
    });
    match kept.map_err(|error| away(&error))? {
        Kept::Asked(token) => {
            let form = form("/sign-in/passkey/answer", "any", &token, &question.options, None);
            Ok(Answer::Page(page(&form)))
        }
        Kept::TooOften => Err(too_often()),
        Kept::TooMany => Err(too_many()),
    }
}

/// The form of a question, with the name that a new passkey gets: the script fills in the answer.
pub(in crate::pages) fn form(to: &str, kind: &str, token: &str, options: &str, name: Option<&str>) -> Markup {
    html! {
        form.enter method="post" action=(to) data-passkey=(kind) data-options=(options) {
            p.wrong role="alert" hidden {}
            p { "Your browser asks you now. If it does not, press the button." }
            noscript { p { "A passkey needs the script of this page, which your browser does not run. Sign in by a link instead." } }
            @if let Some(name) = name { input type="hidden" name="name" value=(name); }
            input type="hidden" name="challenge" value=(token);
            input type="hidden" name="answer" value="";
            button.first { "Use a passkey" }
        }
    }
}

/// What is said where too many questions wait.
pub(in crate::pages) fn too_many() -> Refusal {
    Refusal::new(503, "Too many try at once", "Too many questions to passkeys wait for an answer.")
        .help("Try again in some minutes, or sign in by a link.")
}

fn page(form: &Markup) -> Page {
    let body = html! {
        h1 { "Sign in with a passkey" }
        (form)
        p { a href="/sign-in" { "Sign in by a link" } }
    };
    named("Sign in with a passkey", body)
}

/// Checks the answer, and begins a session. One that this browser had before ends: none is carried over.
///
/// # Errors
///
/// 403 where the answer is worth nothing, 429 where too many try, 503 where the tables cannot be read or written.
pub fn answered(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let text = |name| asked.query.get(name).unwrap_or_default();
    let (now, [chance, ..]) = (campaign::now(), campaign::chance()?);
    let (token, network) = (text("challenge").to_owned(), asked.network.to_owned());
    // The question is used up first, whatever the answer is worth.
    let state = campaign.write(move |sql, office| {
        if !sign_in::may_try(sql, office, &network, now)? {
            return Ok::<_, DbError>(Err(()));
        }
        passkey::answered(sql, None, &token, now).map(Ok)
    });
    let state = state.map_err(|error| away(&error))?.map_err(|()| too_often())?.ok_or_else(nothing)?;
    let answer = Answered::read(text("answer")).map_err(|_| nothing())?;
    let found = campaign.read(|sql| passkey::find(sql, answer.credential()))?;
    let (of, before) = found.ok_or_else(nothing)?;
    if !answer.is_of(passkey::handle(&campaign.office(), of.id)) {
        return Err(nothing());
    }
    let site = Site::at(asked.here, &campaign.office().sender.name)?;
    let after = match site.check(&state, &answer, &before) {
        Ok(after) => after,
        Err(wrong) => {
            if wrong == Wrong::Copied {
                let id = of.id;
                let noted = campaign
                    .write(move |sql, _| log::note(sql, Some(id), now, "refuse-passkey", "it may be a copy"));
                noted.map_err(|error: DbError| away(&error))?;
            }
            return Err(nothing());
        }
    };
    let used = Used { credential: answer.credential().to_vec(), before, after };
    let (agent, last, name) =
        (asked.agent.to_owned(), asked.by.map(|by| (by.account.id, by.id)), of.name.clone());
    let entered = campaign.write(move |sql, _| {
        let cookie = passkey::enter(sql, &of, &used, &agent, now, chance)?;
        if let (Some(_), Some((account, id))) = (&cookie, last) {
            session::end(sql, account, id, now)?;
        }
        Ok(cookie)
    });
    let cookie = entered.map_err(|error: DbError| away(&error))?.ok_or_else(nothing)?;
    Ok(Answer::Done(Done {
        to: "/desk".to_owned(),
        said: Some(format!("You are signed in as {name}.")),
        session: Some(Turn::Begins(cookie)),
    }))
}

/// One answer for whatever is wrong: it tells nobody which passkeys there are.
fn nothing() -> Refusal {
    Refusal::new(
        403,
        "This passkey opens nothing",
        "It is not known here, was used twice, or took longer than ten minutes.",
    )
    .help("Try again, or sign in by a link.")
    .instead("/sign-in", "Sign in")
}
