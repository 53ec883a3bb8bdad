//! The part of the first page that changes with the campaign: what the Coalition asks, and what is new. The rest of that page is
//! kept, and this is put into it.

use super::news;
use crate::{
    campaign::{self, Campaign},
    pages::{
        coalition::{asks, offered},
        petition, supporters,
    },
};
use ::campaign::{
    content::{Kind, read},
    joining::{directory, logo},
    newsletter,
};
use maud::{Markup, html};

/// How much news the first page has.
const MOST: u32 = 3;

/// The part; empty where the tables cannot be read, for the rest of the page stands by itself.
pub fn strip(campaign: &Campaign) -> Markup {
    let now = campaign::now();
    let read = campaign.read(|sql| {
        let petitions = petition::all(sql)?;
        let joined = (directory::accepted(sql)?, logo::shown(sql)?);
        let asked = (newsletter::lists(sql)?, offered(sql)?);
        Ok((petitions, asked, read::newest(sql, Kind::News, now, MOST, 0)?, joined))
    });
    let Ok((petitions, (lists, more), new, (joined, logos))) = read else { return html! {} };
    let open: Vec<_> = petitions.into_iter().filter(|(petition, _)| petition.is_open(now)).collect();
    html! {
        section.coalition #coalition {
            h2 { "What the Coalition asks of you" }
            (asks(&open, &lists, &more, 3))
            @if !new.is_empty() {
                h2 { "What is new" }
                (news::items(&new, 3))
            }
            (supporters::row(&joined, &logos))
            p { a href="/coalition" { "More about the Coalition" } " · " a href="/news" { "All news" } }
        }
    }
}
