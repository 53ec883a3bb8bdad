//! Goals, and what of the books is public.

use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{NOTHING, Place, field, ordered, page as framed},
        petition::link::sentence,
    },
    routes::Asked,
};
use ::campaign::{
    db::DbError,
    gift::{
        self, Choices, entity,
        goal::{self, Goal, GoalRefusal},
        money::{self, Money, plain},
    },
    office::nonces,
    people::Power,
};
use maud::html;

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/gifts/goals",
    word: "Goals and ledger",
    says: "What sums are for, and whether the ledger is a public page.",
    power: Power::KeepAccounts,
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
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let (entities, goals, choices) = campaign.read(|sql| {
        let mut goals = Vec::new();
        for goal in goal::all(sql)? {
            let reached = goal::reached(sql, &goal)?;
            goals.push((goal, reached));
        }
        Ok((entity::all(sql)?, goals, gift::choices(sql, &office.secrets)?))
    })?;
    let of: Vec<(&str, &str)> = entities.iter().map(|one| (one.name.as_str(), one.called())).collect();
    let typed = |name: &str| asked.query.get(name).filter(|_| wrong.is_some()).map(str::to_owned);
    let change = asked.query.get("goal").and_then(|text| text.parse::<u64>().ok());
    let chosen = goals.iter().map(|(goal, _)| goal).find(|goal| Some(goal.id) == change);
    let now =
        |name: &str, of: fn(&Goal) -> String| typed(name).or_else(|| chosen.map(of)).unwrap_or_default();
    let in_books = chosen.and_then(|goal| entities.iter().find(|one| one.id == goal.entity));
    let in_books = typed("entity").or_else(|| in_books.map(|one| one.name.clone())).unwrap_or_default();
    let is_shown = chosen.is_none_or(|goal| goal.shown);
    let body = html! {
        (field::wrong(wrong))
        h2 { "Goals" }
        @if goals.is_empty() { p { "There is none yet." } }
        ul { @for (goal, reached) in &goals {
            @let currency = entities.iter().find(|one| one.id == goal.entity).map(|one| one.currency);
            li {
                a href={ (PLACE.path) "?goal=" (goal.id) } { (goal.title) }
                @if let Some(currency) = currency { ": " (Money::new(*reached, currency)) " of " (Money::new(goal.amount, currency)) }
                @if !goal.shown { " (not shown)" }
            }
        } }
        form.enter method="post" action=(PLACE.path) {
            h2 { @if chosen.is_some() { "Change this goal" } @else { "A new goal" } }
            @if let Some(goal) = chosen { input type="hidden" name="goal" value=(goal.id); }
            (field::line("title", "What it is called", &now("title", |goal| goal.title.clone()), 120))
            (field::text("says", "What it is for", &now("says", |goal| goal.says.clone()), 600))
            (field::choice("entity", "entity", "In the books of", &in_books, &of))
            (field::line("amount", "Amount, in the currency of these books", &now("amount", |goal| plain(goal.amount)), 20))
            (field::day("since", "Gifts count from", &now("since", |goal| goal.since.clone())))
            (field::day("until", "Until (empty: it stays open)", &now("until", |goal| goal.until.clone().unwrap_or_default())))
            (field::tick("shown", "Show it to the public", is_shown))
            button.first { "Save" }
        }
        form.enter method="post" action="/desk/gifts/choices" {
            h2 { "What of the books is public" }
            input type="hidden" name="choices" value="yes";
            (field::tick("ledger", "The ledger, by month: what came, what went back, fees, what waits", choices.ledger))
            (field::tick("givers", "In it, the names of those givers who agreed to be named", choices.givers))
            button { "Save" }
        }
    };
    framed("Goals and ledger", asked, PLACE.path, body)
}

fn again(facts: &Facts, asked: &Asked<'_>, says: &str) -> Result<Answer, Refusal> {
    shown(facts, asked, Some(&sentence(says))).map(Answer::Wrong)
}

/// Keeps a goal.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn kept(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let text = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let named = text("entity");
    let Some(entity) = campaign::of(facts)?.read(|sql| entity::named(sql, &named))? else {
        return again(facts, asked, "choose in whose books it is");
    };
    let goal = Goal {
        id: field::number(asked.query, "goal"),
        entity: entity.id,
        title: text("title"),
        says: text("says").replace("\r\n", "\n"),
        amount: money::typed(&text("amount")).unwrap_or(0),
        since: text("since"),
        until: Some(text("until")).filter(|day| !day.is_empty()),
        shown: asked.query.get("shown").is_some(),
    };
    let noted: String = goal.title.chars().take(80).collect();
    let done = ordered(facts, asked, "keep-goal", noted, move |sql, _, _| goal::keep(sql, &goal))?;
    match done {
        Ok(_) => Ok(Answer::done(PLACE.path, "The goal is saved.")),
        Err(GoalRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => again(facts, asked, &refusal.to_string()),
    }
}

/// Keeps what is public.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn chosen(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    if asked.query.get("choices").is_none() {
        return again(facts, asked, "the form is not whole: open its page again");
    }
    let ticked = |name| asked.query.get(name).is_some();
    let choices = Choices { ledger: ticked("ledger"), givers: ticked("givers") };
    let noted = format!("ledger {}, givers {}", choices.ledger, choices.givers);
    let done = ordered::<(), DbError>(facts, asked, "choose-ledger", noted, move |sql, office, order| {
        let [nonce, _] = nonces(&order.chance[0]);
        gift::choose(sql, &office.secrets, &choices, nonce)
    })?;
    done.map_err(|error| away(&error))?;
    Ok(Answer::done(PLACE.path, "It is saved."))
}
