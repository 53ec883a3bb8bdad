//! The history of an item: every revision, any two beside each other, and the way back to one.

use super::{PLACE, at_desk, edit::open, editor, framed, id, refused};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::Page,
    pages::desk::ordered,
    routes::Asked,
    words::moment,
};
use ::campaign::content::{
    self, Draft, Item, Revision, Saved,
    compare::{Change, compare},
    edit::restore,
};
use maud::{Markup, html};

/// What a query names of it.
pub const READS: &[&str] = &["old", "new"];

/// The history, and the two revisions that are asked for; the last two otherwise.
///
/// # Errors
///
/// 404 where there is no such item or revision, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (item, last) = open(facts, asked)?;
    let number = |name: &str| asked.query.get(name).and_then(|text| text.parse::<u64>().ok());
    let new = number("new").unwrap_or(item.newest);
    let old = number("old").unwrap_or(new.saturating_sub(1).max(1));
    let campaign = campaign::of(facts)?;
    let (saved, two) = campaign.read(|sql| {
        let saved = content::history(sql, item.id)?;
        Ok((saved, [content::revision(sql, item.id, old)?, content::revision(sql, item.id, new)?]))
    })?;
    let [Some(before), Some(after)] = two else {
        return Err(Refusal::not_found("It has no such revision.")
            .instead(at_desk(item.id) + "/history", "Its history"));
    };
    let body = html! {
        p.crumbs { a href=(PLACE.path) { "Pages and news" } " › " a href=(at_desk(item.id)) { (last.draft.title) } }
        (list(&item, &saved, (old, new)))
        @if old != new { (beside(&before, &after)) } @else { p.note { "There is one revision: nothing to compare it with." } }
        @if new != item.newest {
            form method="post" action={ (at_desk(item.id)) "/restore" } {
                input type="hidden" name="revision" value=(new);
                p { "Revision " (new) " is not the last. To restore it makes its words the newest revision; readers see them once you publish." }
                button { "Restore revision " (new) }
            }
        }
    };
    framed(&format!("History of {}", last.draft.title), asked, PLACE.path, body)
}

fn list(item: &Item, saved: &[Saved], (old, new): (u64, u64)) -> Markup {
    let now = campaign::now();
    let seen = item.seen(now).map(|(number, _)| number);
    let to_come = item.next.filter(|(_, due)| *due > now).map(|(number, _)| number);
    let choice = |name: &str, words: &str, number: u64, chosen: u64| {
        html! {
            input type="radio" name=(name) value=(number) checked[number == chosen] aria-label={ (words) " revision " (number) };
        }
    };
    html! {
        form method="get" {
            div.scroll { table {
                caption { "Choose two revisions to compare." }
                thead { tr { th scope="col" { "Old" } th scope="col" { "New" } th scope="col" { "Revision" } th scope="col" { "Saved" } th scope="col" { "What was done" } } }
                tbody { @for one in saved { tr {
                    td { (choice("old", "From", one.number, old)) }
                    td { (choice("new", "To", one.number, new)) }
                    th scope="row" { (one.number) @if seen == Some(one.number) { ", which readers see" } @if to_come == Some(one.number) { ", which is to come" } }
                    td { (moment(one.at)) " by " (one.author) }
                    td { @if one.note.is_empty() { (one.title) } @else { (one.note) } }
                } } }
            } }
            button { "Compare" }
        }
    }
}

fn beside(before: &Revision, after: &Revision) -> Markup {
    html! {
        h2 { "From revision " (before.number) " to " (after.number) }
        (compared(&before.draft, &after.draft))
    }
}

/// Two drafts, field by field and line by line: what is gone and what is new is marked with a sign and a word, not by colour alone.
pub(super) fn compared(old: &Draft, new: &Draft) -> Markup {
    let fields = compare(old, new);
    html! {
        @if fields.is_empty() { p { "They say the same." } }
        @for field in &fields {
            h3 { (field.field) }
            div.scroll { table.compared { tbody { @for line in &field.lines {
                @let (class, sign, word) = match line.change {
                    Change::Same => ("same", "", "the same"),
                    Change::Gone => ("gone", "−", "gone"),
                    Change::New => ("new", "+", "new"),
                };
                tr.(class) { td { span.hidden { (word) } span aria-hidden="true" { (sign) } } td { (line.text) } }
            } } } }
        }
    }
}

/// Makes the words of an old revision the newest.
///
/// # Errors
///
/// 400 where no revision is named, 404 where there is none, 503 where the tables cannot be written.
pub fn restored(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (id, by) = (id(asked)?, editor(asked)?);
    let old = asked.query.get("revision").and_then(|text| text.parse::<u64>().ok());
    let old = old.ok_or_else(|| {
        Refusal::bad("Name the revision to restore.").instead(at_desk(id) + "/history", "The history")
    })?;
    let about = format!("item {id}, revision {old}");
    let done = ordered(facts, asked, "restore-content", about, move |sql, _, order| {
        restore(sql, id, old, &by, order.now)
    })?;
    let number = done.map_err(|refusal| refused(&refusal))?;
    Ok(Answer::done(
        at_desk(id),
        format!("Revision {old} is restored as revision {number}. Readers see it once you publish it."),
    ))
}
