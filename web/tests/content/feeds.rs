//! The feeds, the sitemap and the file for robots: read by programs, so held to their forms.

use crate::{
    published::{news, published},
    served::get,
};
use quick_xml::{Reader, events::Event};
use serde_json::Value;

/// An element with its attributes, and what stands in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub inside: Vec<Element>,
}

impl Element {
    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.inside.iter().filter(move |element| element.name == name)
    }

    fn one(&self, name: &str) -> &Element {
        let mut all = self.inside.iter().filter(|element| element.name == name);
        let one = all.next().unwrap_or_else(|| panic!("<{name}> is missing in <{}>", self.name));
        assert!(all.next().is_none(), "<{name}> is there twice");
        one
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// Reads a document of well-formed XML.
pub fn xml(text: &str) -> Element {
    let is_character = |sign: char| matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_character), "a sign that XML does not have");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => open.last_mut().unwrap().inside.push(element(&start)),
            Event::End(_) => {
                let element = open.pop().unwrap();
                open.last_mut().unwrap().inside.push(element);
            }
            Event::Text(words) => {
                let words = words.xml10_content();
                assert!(!words.contains('<'));
                open.last_mut().unwrap().text.push_str(&words);
            }
            Event::GeneralRef(reference) => {
                let sign = quick_xml::escape::unescape(&format!("&{};", &*reference)).unwrap().into_owned();
                open.last_mut().unwrap().text.push_str(&sign);
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("{other:?} has no place here"),
        }
    }
    assert_eq!(open.len(), 1, "an element is not closed");
    let mut document = open.pop().unwrap();
    assert_eq!(document.inside.len(), 1);
    document.inside.remove(0)
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    Element { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), ..Element::default() }
}

fn is_moment(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok() && text.ends_with('Z')
}

/// RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have.
#[test]
fn the_atom_feed_has_what_it_must_have() {
    published(news("in-a-feed", "Quotes \" & <signs>", "A [link](/about) & ![a map](/map.png)."));
    let answer = get("/feed.atom", "");
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let feed = xml(&answer.body);
    assert_eq!((feed.name.as_str(), feed.attribute("xmlns")), ("feed", "http://www.w3.org/2005/Atom"));
    assert!(!feed.one("title").text.is_empty() && is_moment(&feed.one("updated").text));
    assert!(!feed.one("author").one("name").text.is_empty());
    assert_eq!(feed.one("id").text, "http://localhost:8080/feed.atom");
    let own = feed.all("link").find(|link| link.attribute("rel") == "self").unwrap();
    assert_eq!(own.attribute("href"), "http://localhost:8080/feed.atom");
    let mut ids = Vec::new();
    for entry in feed.all("entry") {
        assert!(!entry.one("title").text.is_empty() && is_moment(&entry.one("updated").text));
        assert!(is_moment(&entry.one("published").text));
        ids.push(entry.one("id").text.clone());
        assert!(entry.one("id").text.starts_with("tag:localhost,20"), "{}", entry.one("id").text);
        assert_eq!(entry.one("link").attribute("rel"), "alternate");
        assert_eq!(entry.one("content").attribute("type"), "html");
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert!(count >= 2 && ids.len() == count, "an identity is there twice");
    let ours = feed.all("entry").find(|entry| entry.one("title").text == "Quotes \" & <signs>").unwrap();
    assert_eq!(ours.one("link").attribute("href"), "http://localhost:8080/news/in-a-feed");
    let content = &ours.one("content").text;
    assert!(
        content.contains("href=\"http://localhost:8080/about\"")
            && content.contains("src=\"http://localhost:8080/map.png\"")
    );
    let sample = feed.all("entry").find(|entry| entry.one("title").text == "Sample: This site is open");
    assert!(sample.is_some());
}

/// JSON Feed 1.1: what the top level and an item must have.
#[test]
fn the_json_feed_has_what_it_must_have() {
    published(news("in-json", "In \"JSON\" </script>", "Words."));
    let answer = get("/feed.json", "");
    assert_eq!(answer.header("content-type"), "application/feed+json; charset=utf-8");
    let feed: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(feed["title"].as_str().is_some_and(|title| !title.is_empty()));
    assert_eq!(feed["feed_url"], "http://localhost:8080/feed.json");
    let items = feed["items"].as_array().unwrap();
    for item in items {
        assert!(item["id"].is_string() && item["content_html"].is_string(), "{item}");
        assert!(item["url"].as_str().unwrap().starts_with("http://localhost:8080/news/"));
        for time in ["date_published", "date_modified"] {
            assert!(is_moment(item[time].as_str().unwrap()));
        }
    }
    assert!(items.iter().any(|item| item["title"] == "In \"JSON\" </script>"));
}

/// The identity of an item stays when its address changes, so that no reader is shown it twice.
#[test]
fn an_identity_outlives_an_address() {
    let id = published(news("before-it-moves", "It moves", "Words."));
    let identity = || {
        let feed: Value = serde_json::from_str(&get("/feed.json", "").body).unwrap();
        let items = feed["items"].as_array().unwrap();
        items.iter().find(|item| item["title"] == "It moves").unwrap()["id"].clone()
    };
    let before = identity();
    crate::published::changed(id, 1, news("after-it-moved", "It moves", "Words."));
    assert_eq!(identity(), before);
}

#[test]
fn the_map_of_the_site_names_what_is_there() {
    let answer = get("/sitemap.xml", "");
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    let map = xml(&answer.body);
    assert_eq!(map.attribute("xmlns"), "http://www.sitemaps.org/schemas/sitemap/0.9");
    let places: Vec<&str> = map.all("url").map(|url| url.one("loc").text.as_str()).collect();
    for place in ["/", "/charter", "/coalition", "/about", "/states/norway"] {
        assert!(places.contains(&format!("http://localhost:8080{place}").as_str()), "{place}");
    }
    assert!(
        !places
            .iter()
            .any(|place| place.contains("sample") || place.contains("/desk") || place.contains('*'))
    );
    let mut once = places.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), places.len(), "an address is there twice");
    // Every thirtieth is asked for; the crawl of the browser tests follows the rest.
    for place in places.iter().step_by(30) {
        assert_eq!(get(place.strip_prefix("http://localhost:8080").unwrap(), "").status, 200, "{place}");
    }
}

#[test]
fn robots_learn_where_the_map_is_and_what_is_not_theirs() {
    let answer = get("/robots.txt", "");
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let desk = "\nDisallow: /desk$\nDisallow: /desk?\nDisallow: /desk/\n";
    assert!(answer.body.starts_with("User-agent: *\n") && answer.body.contains(desk));
    assert!(answer.body.ends_with("\nSitemap: http://localhost:8080/sitemap.xml\n"));
}
