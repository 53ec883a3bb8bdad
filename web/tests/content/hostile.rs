//! What is typed stays words: in pages, titles, feeds, the sitemap, and what programs are told.

use crate::{
    feeds::xml,
    published::{draft, news, page, published},
    served::get,
};
use campaign::content::{Board, Details, Person};
use serde_json::Value;

const TITLE: &str = "</title></script><script>alert(1)</script>\" onload=alert(2) x=' ]]> <!--changes-->";
const BODY: &str = "<script>alert(3)</script>\n\n<img src=x onerror=alert(4)>\n\n[a](javascript:alert(5)) \
                    [b](JaVaScRiPt:alert(6)) [c](data:text/html,alert) <javascript:alert(7)>\n\n\
                    ![p](https://elsewhere.example/pixel.gif)\n\n<iframe src=//elsewhere.example></iframe>\n\n\
                    <!--changes-->\n\n<a href=\"vbscript:x\" onclick=\"alert(8)\">d</a>\n\n&#1;&#xFFFE;\u{fffe}\u{ffff}\n\n\
                    <form action=/desk/sign-out method=post><button>x</button></form>\n\n<style>*{display:none}</style>\n\n\
                    <a id=main name=main class=desk style=position:fixed>e</a>";

/// Does a document hold something that runs, loads from elsewhere, or pretends to be of the site?
fn check(path: &str, body: &str) {
    let main = body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(body);
    for forbidden in [
        "<script",
        "<iframe",
        "<style",
        "<form action=\"/desk",
        "onerror=",
        "onclick=",
        "href=\"javascript",
        "href=\"JaVa",
        "href=\"data:",
        "href=\"vbscript",
        "src=\"http",
        "src=\"//",
        "style=",
        "id=\"main\" name",
        "<!--",
        "<b>",
    ] {
        assert!(!main.contains(forbidden), "{path}: {forbidden}");
    }
    // Every script of the whole page is ours, or a block of data.
    for script in body.split("<script").skip(1) {
        let own =
            script.starts_with(" src=\"/script-") || script.starts_with(" type=\"application/ld+json\"");
        assert!(own, "{path}: <script{}", script.chars().take(60).collect::<String>());
    }
    let (head, _) = body.split_once("</head>").unwrap();
    assert_eq!((head.matches("<title>").count(), head.matches("</title>").count()), (1, 1), "{path}");
}

fn hostile(details: Details, slug: &str) {
    let mut draft = draft(details, slug, TITLE, BODY);
    draft.lead = TITLE.to_owned();
    published(draft);
}

#[test]
fn what_is_typed_stays_words() {
    let person = Person { board: Board::Officers, role: TITLE.into(), from: None, to: None };
    hostile(Details::Page {}, "hostile");
    hostile(Details::News { day: None }, "hostile");
    hostile(Details::Person(person), "hostile");
    for path in
        ["/hostile", "/news/hostile", "/people/hostile", "/news", "/people", "/coalition", "/about", "/"]
    {
        let answer = get(path, "");
        assert_eq!(answer.status, 200, "{path}");
        check(path, &answer.body);
        assert!(answer.header("content-security-policy").contains("script-src 'self'"), "{path}");
        // The footer comes once, whatever a title pretends.
        assert_eq!(answer.body.matches("<footer").count(), 1, "{path}");
    }
    // What is told to programs is data, and says exactly what was typed.
    let body = get("/news/hostile", "").body;
    let block = body.split("ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let told: Value = serde_json::from_str(block).unwrap();
    assert_eq!(told["headline"], TITLE);
    assert_eq!(told["@context"], "https://schema.org");
}

#[test]
fn feeds_and_maps_stay_whole() {
    let mut hostile = news("hostile-in-feeds", TITLE, BODY);
    hostile.lead = TITLE.to_owned();
    published(hostile);
    let feed = xml(&get("/feed.atom", "").body);
    let entry = feed.inside.iter().filter(|element| element.name == "entry");
    let title = |entry: &crate::feeds::Element| {
        entry.inside.iter().any(|part| part.name == "title" && part.text == TITLE)
    };
    let mut found = entry.filter(|entry| title(entry));
    let entry = found.next().unwrap();
    let content = &entry.inside.iter().find(|part| part.name == "content").unwrap().text;
    for forbidden in ["<script", "onerror", "href=\"javascript:", "elsewhere", "<form", "<style"] {
        assert!(!content.to_lowercase().contains(forbidden), "{forbidden} in {content}");
    }
    let feed: Value = serde_json::from_str(&get("/feed.json", "").body).unwrap();
    assert!(feed["items"].as_array().unwrap().iter().any(|item| item["title"] == TITLE));
    xml(&get("/sitemap.xml", "").body);
}

#[test]
fn addresses_are_asked_with_anything() {
    for path in [
        "/news/%2e%2e%2fdesk",
        "/news/%00",
        "/people/%ff",
        "/%0d%0aSet-Cookie:%20a=b",
        "/page/%3Cscript%3E",
        "/news?page=0",
        "/news?page=-1",
        "/news?page=99999999999",
        "/news?page=9999",
        "/%E2%80%AE",
        "/a%2Fb",
    ] {
        let answer = get(path, "");
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.body.contains("<script>") && answer.all("set-cookie").is_empty(), "{path}");
    }
    published(page("plain", "Plain", "Plain."));
    assert_eq!(get("/news?page=1", "").status, 200);
}
