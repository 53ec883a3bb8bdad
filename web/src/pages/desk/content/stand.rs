//! How an item stands with its readers: withdrawn, called back before its time, moved up among its like, or removed.

use super::{PLACE, at_desk, id, refused};
use crate::{
    answer::{Answer, Refusal},
    facts::Facts,
    pages::desk::ordered,
    routes::Asked,
};
use ::campaign::content::{
    self, ContentRefusal, Item, Stands,
    edit::{order, remove},
    publish::{unschedule, withdraw},
    read::listed,
};
use maud::{Markup, html};

/// The forms by which it is changed, those that would do something.
pub(super) fn forms(item: &Item, title: &str, now: i64) -> Markup {
    let here = at_desk(item.id);
    let stands = item.stands(now);
    let is_to_come = item.next.is_some_and(|(_, due)| due > now);
    html! {
        h2 { "What readers see" }
        @if is_to_come { form.row method="post" action={ (here) "/stop" } { button name="act" value="stop" { "Do not publish what is to come" } } }
        @match stands {
            Stands::Published(_) => { form.row method="post" action={ (here) "/withdraw" } { button name="act" value="withdraw" { "Withdraw it" } span.note { "Readers no longer see it; its history stays here." } } },
            Stands::Scheduled(_) | Stands::Draft | Stands::Withdrawn(_) => { p.note { "Readers do not see it now." } },
        }
        details {
            summary { "Remove it for ever" }
            form method="post" action={ (here) "/remove" } {
                p { "To remove “" (title) "” takes away every revision, as when somebody wants their name to be gone. It cannot be brought back." }
                label.tick { input type="checkbox" name="sure" value="yes" required; span { "Remove it with its whole history" } }
                button name="act" value="remove" { "Remove" }
            }
        }
    }
}

/// Is the button of the form pressed? A form without it does nothing.
fn pressed(asked: &Asked<'_>, act: &str) -> Result<u64, Refusal> {
    let id = id(asked)?;
    match asked.query.get("act") == Some(act) {
        true => Ok(id),
        false => {
            Err(Refusal::bad("The form says nothing of what is to be done.")
                .instead(at_desk(id), "Back to it"))
        }
    }
}

fn done(
    facts: &Facts,
    asked: &Asked<'_>,
    what: &'static str,
    id: u64,
    work: fn(&mut dyn ::campaign::db::Sql, u64, i64) -> Result<(), ContentRefusal>,
) -> Result<(), Refusal> {
    let done =
        ordered(facts, asked, what, format!("item {id}"), move |sql, _, order| work(sql, id, order.now))?;
    done.map_err(|refusal| refused(&refusal))
}

/// Shows it no longer.
///
/// # Errors
///
/// 400 where nobody sees it, 404 where it is not there, 503 where the tables cannot be written.
pub fn withdrawn(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = pressed(asked, "withdraw")?;
    done(facts, asked, "withdraw-content", id, withdraw)?;
    Ok(Answer::done(at_desk(id), "Withdrawn: readers no longer see it."))
}

/// Lets what is to come not come.
///
/// # Errors
///
/// As [`withdrawn`].
pub fn stopped(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = pressed(asked, "stop")?;
    done(facts, asked, "unschedule-content", id, unschedule)?;
    Ok(Answer::done(at_desk(id), "What was to come does not come."))
}

/// Puts it before the one above it, among those of its kind.
///
/// # Errors
///
/// As [`withdrawn`].
pub fn up(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = pressed(asked, "up")?;
    let moved = ordered(facts, asked, "order-content", format!("item {id}"), move |sql, _, _| {
        let item = content::item(sql, id)?.ok_or(ContentRefusal::Gone)?;
        let mut ids: Vec<u64> = listed(sql, item.kind)?.iter().map(|listed| listed.item.id).collect();
        if let Some(place) = ids.iter().position(|one| *one == id).filter(|place| *place > 0) {
            ids.swap(place, place - 1);
        }
        order(sql, &ids)?;
        Ok::<_, ContentRefusal>(item.kind)
    })?;
    let kind = moved.map_err(|refusal| refused(&refusal))?;
    Ok(Answer::done(format!("{}?kind={}", PLACE.path, kind.word()), "Moved up."))
}

/// Removes it with its history.
///
/// # Errors
///
/// As [`withdrawn`]; 400 where something else belongs to it.
pub fn removed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = pressed(asked, "remove")?;
    if asked.query.get("sure").is_none() {
        return Err(Refusal::bad("Tick that you are sure: it cannot be brought back.")
            .instead(at_desk(id), "Back to it"));
    }
    done(facts, asked, "remove-content", id, |sql, id, _| remove(sql, id))?;
    Ok(Answer::done(PLACE.path, "Removed with its whole history."))
}
