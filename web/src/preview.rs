//! What other programs are told of a page: its proper address, how it looks when it is passed on (Open Graph), and what it is
//! about (schema.org, as JSON-LD).
//!
//! JSON-LD stands in a `script` element with a type of its own: a block of data, which browsers do not run, so that our policy,
//! which forbids scripts within pages, has no say in it (HTML, "prepare the script element": the type is looked at first).

use crate::{
    facts::Facts,
    page::Page,
    query::Query,
    routes::{How, Route},
};
use jiff::Timestamp;
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

/// The picture of a page without one of its own: the map of the world by verdict.
pub const MAP: &str = "/map.png";

/// What the map shows.
const MAP_SAYS: &str =
    "A map of the world: the states that would qualify for the Community stand out from the others.";

/// Addresses that are for one reader alone, or for those who work here, with everything below them: nothing is told of them. Of
/// one that ends with a stroke it is what stands below alone.
pub const FOR_FEW: [&str; 16] = [
    "/desk",
    "/sign-in",
    "/search",
    "/petition/confirm",
    "/petition/confirm-and-subscribe",
    "/petition/receipt",
    "/petition/withdraw",
    "/newsletter/confirm",
    "/newsletter/leave",
    "/my-data",
    "/give/",
    "/join/confirm",
    "/join/volunteer/confirm",
    "/join/volunteer/end",
    "/events/confirm",
    "/events/cancel",
];

/// Is a page for anybody to find?
pub fn is_for_anybody(path: &str) -> bool {
    !FOR_FEW.iter().any(|start| {
        let rest = path.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || start.ends_with('/') || rest.starts_with('/'))
    })
}

/// What programs are told of a page.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Where the site stands, such as `https://example.org`.
    pub origin: String,
    /// Whose site it is.
    pub of: String,
    /// The page's proper address on it, with what is asked.
    pub address: String,
    /// What it is to Open Graph.
    pub kind: Kind,
    /// A picture of its own: its address on the site, and what it shows.
    pub picture: Option<(String, String)>,
    /// What it is about, in schema.org's words.
    pub data: Vec<Value>,
}

/// The kinds of pages that Open Graph knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any page.
    Website,
    /// A text that was published at a time and perhaps changed later, in seconds since 1970.
    Article(i64, i64),
    /// A person.
    Profile,
}

impl Preview {
    /// Of a page about which nothing more is to be told.
    pub fn plain(origin: String, of: String, address: String) -> Self {
        Self { origin, of, address, kind: Kind::Website, picture: None, data: Vec::new() }
    }

    /// Of the page of a route, where a campaign is run and the page is for anybody.
    pub fn of(facts: &Facts, route: &Route, path: &str, query: &Query) -> Option<Self> {
        let for_few = route.how.is_posted() || route.how == How::Fresh || route.how.power().is_some();
        let campaign = facts.campaign.as_ref().filter(|_| !for_few && is_for_anybody(path))?;
        let office = campaign.office();
        let address = format!("{path}{}", query.written());
        Some(Self::plain(office.origin.clone(), office.sender.name.clone(), address))
    }

    /// What stands in the head of the page.
    pub fn head(&self, page: &Page) -> Markup {
        let address = format!("{}{}", self.origin, self.address);
        let own = self.picture.as_ref().map(|(path, says)| (path.as_str(), says.as_str()));
        let (picture, shows) = own.unwrap_or((MAP, MAP_SAYS));
        let kind = match self.kind {
            Kind::Website => "website",
            Kind::Article(..) => "article",
            Kind::Profile => "profile",
        };
        html! {
            link rel="canonical" href=(address);
            meta property="og:title" content=(page.title);
            meta property="og:description" content=(page.description);
            meta property="og:type" content=(kind);
            meta property="og:url" content=(address);
            meta property="og:site_name" content=(self.of);
            meta property="og:image" content={ (self.origin) (picture) };
            meta property="og:image:alt" content=(shows);
            meta name="twitter:card" content="summary_large_image";
            @if let Kind::Article(published, since) = self.kind {
                meta property="article:published_time" content=(moment(published));
                meta property="article:modified_time" content=(moment(since));
            }
            link rel="alternate" type="application/atom+xml" href="/feed.atom" title={ "News of " (self.of) };
            link rel="alternate" type="application/feed+json" href="/feed.json" title={ "News of " (self.of) };
            @for value in &self.data { script type="application/ld+json" { (PreEscaped(block(value))) } }
        }
    }
}

/// JSON that cannot end the element in which it stands.
fn block(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The association, in schema.org's words.
pub fn organization(origin: &str, name: &str) -> Value {
    json!({ "@type": "Organization", "name": name, "url": format!("{origin}/coalition") })
}

/// A value of schema.org with its context.
pub fn thing(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.insert("@context".to_owned(), json!("https://schema.org"));
    }
    value
}

/// A moment as programs read it (RFC 3339): `2026-01-01T00:00:00Z`.
pub fn moment(at: i64) -> String {
    Timestamp::from_second(at).map(|at| at.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Section;

    fn head(preview: &Preview) -> String {
        let page = Page {
            title: "A \"title\" <b>".into(),
            description: "Says & more.".into(),
            section: Section::Coalition,
            body: html! {},
        };
        preview.head(&page).into_string()
    }

    #[test]
    fn what_is_told_cannot_leave_its_place() {
        let mut preview =
            Preview::plain("https://example.org".into(), "A <Coalition>".into(), "/news/a?b=\"c\"".into());
        preview.data.push(thing(json!({ "name": "</script><script>alert(1)</script>&amp;" })));
        let head = head(&preview);
        assert!(
            !head.contains("</script><script>") && !head.contains("<b>") && !head.contains("<Coalition>")
        );
        let block = head.split("ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
        let read: Value = serde_json::from_str(block).unwrap();
        assert_eq!(read["name"], "</script><script>alert(1)</script>&amp;");
        assert_eq!(read["@context"], "https://schema.org");
    }

    #[test]
    fn what_is_for_few_ends_where_its_name_ends() {
        for few in ["/search", "/desk", "/desk/files", "/petition/confirm/abc", "/give/x", "/my-data/y"] {
            assert!(!is_for_anybody(few), "{few}");
        }
        for many in ["/search-for-peace", "/deskwork", "/give", "/", "/petition/confirmation", "/my-database"]
        {
            assert!(is_for_anybody(many), "{many}");
        }
    }

    #[test]
    fn a_page_has_one_address_and_a_picture() {
        let mut preview = Preview::plain("https://example.org".into(), "Coalition".into(), "/news/a".into());
        assert!(head(&preview).contains("<link rel=\"canonical\" href=\"https://example.org/news/a\">"));
        assert!(head(&preview).contains("content=\"https://example.org/map.png\""));
        assert!(crate::pages::coalition::ways::is_open(MAP));
        preview.kind = Kind::Article(0, 60);
        preview.picture = Some(("/media/a.jpg".into(), "A hall".into()));
        let head = head(&preview);
        assert!(head.contains("content=\"https://example.org/media/a.jpg\"") && head.contains("A hall"));
        assert!(head.contains("content=\"1970-01-01T00:01:00Z\""));
    }
}
