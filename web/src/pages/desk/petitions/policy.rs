//! How a petition is looked after: the guard, the comments, its goal, and that it was handed over.

use super::{form::field, found};
use crate::{
    answer::{Answer, Refusal},
    campaign::away,
    facts::Facts,
    pages::desk::{by, ordered},
    routes::Asked,
    words::moment,
};
use ::campaign::{
    db::DbError,
    people::{Account, Power},
    petition::{
        Petition,
        policy::{self, Comments, Guard, Policy},
    },
};
use maud::{Markup, html};

/// The form.
pub(super) fn form(petition: &Petition, policy: &Policy, account: &Account, now: i64) -> Markup {
    let administers = account.may(Power::Administer);
    let guards = [
        (Guard::Auto, "Where many come at once: the program decides"),
        (Guard::On, "Of everybody"),
        (Guard::Off, "Of nobody"),
    ];
    let comments = [
        (Comments::AtOnce, "At once, and read afterwards"),
        (Comments::Checked, "After a moderator has read them"),
    ];
    html! {
        h2 { "How it is looked after" }
        @if policy.guard == Guard::Auto && policy.is_on(now) {
            p.note { "Very many sign at this moment: a proof of work is asked for of everybody until " (moment(policy.alarm)) "." }
        }
        form.enter method="post" action={ "/desk/petitions/" (petition.name) "/policy" } {
            fieldset {
                legend { "Of whom a proof of work is asked" }
                @for (guard, words) in guards {
                    label.tick { input type="radio" name="guard" value=(guard.word()) checked[policy.guard == guard]; span { (words) } }
                }
            }
            fieldset {
                legend { "When comments are shown" }
                @for (way, words) in comments {
                    label.tick { input type="radio" name="comments" value=(way.word()) checked[policy.comments == way]; span { (words) } }
                }
            }
            @if administers {
                label.tick {
                    input type="checkbox" name="names" value="yes" checked[policy.names];
                    span { "The law of the addressee asks for the names of those who signed. Otherwise only counts by country are handed over." }
                }
            } @else {
                p { @if policy.names { "Names are handed over" } @else { "Only counts by country are handed over" } "; an administrator decides it." }
            }
            (field("goal", "A goal to be shown, where no rule says how many it takes", "", html! {
                input #goal name="goal" inputmode="numeric" value=[policy.goal] autocomplete="off";
            }))
            (field("handed", "Handed over: to whom and how", "It is shown on its page. Empty: not yet.", html! {
                input #handed name="handed" value=[policy.handed_says.as_deref()] maxlength="300" autocomplete="off";
            }))
            @if administers {
                (field("matter", "What is put to the Community at its threshold", "A line of `koinon act` that the charter lets citizens enter, such as: raise-warning SDN civil-war \"…\" figure SDN/conflict_deaths/2023. Empty: nothing.", html! {
                    input #matter name="matter" value=[policy.matter.as_deref()] maxlength="2000" autocomplete="off";
                }))
            } @else if let Some(matter) = &policy.matter { p { "At its threshold it puts to the Community: " code { (matter) } } }
            button { "Save" }
        }
    }
}

/// Sets it.
///
/// # Errors
///
/// 404 where there is no such petition, 400 where a choice is none, 503 where the tables cannot be read.
pub fn set(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let petition = found(facts, asked.part)?;
    let text = |name| asked.query.get(name).map(str::trim).filter(|text| !text.is_empty());
    let guard = text("guard").and_then(Guard::read);
    let comments = text("comments").and_then(Comments::read);
    let (Some(guard), Some(comments)) = (guard, comments) else {
        return Err(Refusal::bad("The form lacks a choice.")
            .instead(format!("/desk/petitions/{}", petition.name), "Back to the petition"));
    };
    let goal = match text("goal").map(|goal| goal.replace([',', ' '], "").parse::<u64>()) {
        None => None,
        Some(Ok(goal)) if goal > 0 => Some(goal),
        Some(_) => {
            return Err(Refusal::bad("A goal is a whole number, or nothing.")
                .instead(format!("/desk/petitions/{}", petition.name), "Back to the petition"));
        }
    };
    let names = text("names").is_some();
    let handed: Option<String> = text("handed").map(|says| says.chars().take(300).collect());
    let matter: Option<String> = text("matter").map(|line| line.chars().take(2000).collect());
    let administers = by(asked)?.account.may(Power::Administer);
    let name = petition.name.clone();
    let about = format!("{name}: guard {}, comments {}", guard.word(), comments.word());
    let done = ordered(facts, asked, "set-policy", about, move |sql, _, order| {
        let before = policy::of(sql, &petition)?;
        let since = before.handed.filter(|_| before.handed_says == handed).unwrap_or(order.now);
        let handed_at = handed.is_some().then_some(since);
        // What only an administrator decides stays as it was.
        let (names, matter) = if administers { (names, matter) } else { (before.names, before.matter) };
        let policy =
            Policy { guard, comments, goal, handed: handed_at, handed_says: handed, names, matter, alarm: 0 };
        policy::set(sql, &petition, &policy)
    })?;
    done.map_err(|error: DbError| away(&error))?;
    Ok(Answer::done(format!("/desk/petitions/{name}"), "Saved."))
}
