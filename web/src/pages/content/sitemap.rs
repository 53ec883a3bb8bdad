//! What search engines may find: every address of the institution and of the Coalition, and those that are not for them.

use super::{address, feed};
use crate::{
    answer::{Answer, FileKind, Refusal},
    campaign,
    facts::Facts,
    preview::{FOR_FEW, is_for_anybody, moment},
    routes::{How, ROUTES},
};
use ::campaign::content::read;
use maud::html;

/// Addresses with nothing left open: pages that are the same for everybody.
fn of_routes() -> impl Iterator<Item = &'static str> {
    let open = |path: &str| path.contains('*') || path.contains('.');
    let routes = ROUTES.iter().filter(|route| route.how.may_be_kept() || route.how == How::Campaign);
    routes.map(|route| route.path).filter(move |path| !open(path) && is_for_anybody(path))
}

/// The map of the site (sitemaps.org, 0.9).
///
/// # Errors
///
/// 404 where no campaign is run, so that nobody knows where the site stands; 503 where the tables cannot be read.
pub fn sitemap(facts: &Facts) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let entries = campaign.read(|sql| read::entries(sql, campaign::now()))?;
    let origin = &campaign.office().origin;
    let states = facts.world.state_ixs().map(|state| format!("/states/{}", facts.world.state(state).slug()));
    let shown = entries.iter().filter(|entry| !entry.sample);
    let body = html! {
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {
            @for path in of_routes() { url { loc { (origin) (path) } } }
            @for path in states { url { loc { (origin) (path) } } }
            @for entry in shown {
                url { loc { (origin) (address(entry.kind, &entry.slug)) } lastmod { (moment(entry.since)) } }
            }
        }
    };
    Ok(Answer::InPlace(FileKind::Xml, feed::document(body)))
}

/// What robots are asked to leave alone (RFC 9309).
pub fn robots(facts: &Facts) -> Answer {
    let mut text = "User-agent: *\n".to_owned();
    for path in FOR_FEW {
        // A rule holds for whatever begins like it, unless it says where it ends.
        match path.ends_with('/') {
            true => text.push_str(&format!("Disallow: {path}\n")),
            false => text.push_str(&format!("Disallow: {path}$\nDisallow: {path}?\nDisallow: {path}/\n")),
        }
    }
    if let Some(campaign) = &facts.campaign {
        text.push_str(&format!("\nSitemap: {}/sitemap.xml\n", campaign.office().origin));
    }
    Answer::InPlace(FileKind::Text, text.into_bytes())
}
