//! Pages, news and people: where they stand, from when on, and where they moved.

use crate::{
    published::{changed, draft, made, news, page, published, published_in, withdrawn},
    served::{get, served},
};
use campaign::content::{Board, ContentRefusal, Details, Person, edit::lead_from};
use std::{thread, time::Duration};

#[test]
fn a_page_stands_at_the_top_of_the_site() {
    let answer = get("/about", "");
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("<h1>About the Coalition</h1>"));
    assert_eq!((get("/nothing-here", "").status, get("/about/more", "").status), (404, 404));
    let moved = get("/page/about", "");
    assert_eq!((moved.status, moved.header("location")), (308, "/about"));
    let moved = get("/about/", "");
    assert_eq!((moved.status, moved.header("location")), (308, "/about"));
}

/// Where the site itself has something at the top, a page of that name stands below.
#[test]
fn a_page_hides_nothing_of_the_site() {
    published(page("power", "Power to the people", "A page of ours."));
    assert!(!get("/power", "").body.contains("A page of ours."));
    assert!(get("/page/power", "").body.contains("A page of ours."));
    assert!(get("/coalition", "").body.contains("href=\"/page/power\""));
}

#[test]
fn nobody_sees_a_draft_or_what_is_withdrawn_or_to_come() {
    made(page("draft-of-a-page", "Not yet", "Nobody reads this."));
    assert_eq!(get("/draft-of-a-page", "").status, 404);
    let id = published(news("short-lived", "Short-lived news", "Soon gone."));
    assert!(get("/news", "").body.contains("Short-lived news") && get("/news/short-lived", "").status == 200);
    withdrawn(id);
    assert_eq!(get("/news/short-lived", "").status, 404);
    for place in ["/news", "/coalition", "/feed.atom", "/feed.json", "/sitemap.xml", "/"] {
        let body = get(place, "").body;
        assert!(!body.contains("Short-lived") && !body.contains("short-lived"), "{place}");
        assert!(!body.contains("draft-of-a-page"), "{place}");
    }
}

/// No job runs: from its instant on it is there.
#[test]
fn what_is_to_come_comes_by_itself() {
    published_in(news("in-two-seconds", "In two seconds", "Now."), 2);
    assert_eq!(get("/news/in-two-seconds", "").status, 404);
    assert!(!get("/feed.json", "").body.contains("In two seconds"));
    thread::sleep(Duration::from_millis(3_100));
    assert_eq!(get("/news/in-two-seconds", "").status, 200);
    for place in ["/feed.json", "/feed.atom", "/news", "/sitemap.xml"] {
        assert!(get(place, "").body.contains("in-two-seconds"), "{place}");
    }
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let id = published(page("old-address", "A page that moves", "It moves."));
    changed(id, 1, page("new-address", "A page that moves", "It moved."));
    let lead = move |sql: &mut dyn campaign::db::Sql| Ok(lead_from(sql, "/2020/03/hello/", id)?);
    served().campaign.db.write::<_, ContentRefusal>(lead).unwrap();
    for old in ["/old-address", "/old-address/", "/2020/03/hello/", "/2020/03/hello", "/page/old-address"] {
        let mut answer = get(old, "");
        let mut hops = 0;
        while answer.status == 308 && hops < 3 {
            answer = get(answer.header("location"), "");
            hops += 1;
        }
        assert!(answer.status == 200 && answer.body.contains("It moved."), "{old}: {}", answer.status);
    }
    withdrawn(id);
    assert_eq!((get("/old-address", "").status, get("/2020/03/hello/", "").status), (404, 404));
}

#[test]
fn people_stand_by_board_with_their_terms() {
    let serve = |slug: &str, name: &str, board, from: Option<&str>, to: Option<&str>| {
        let day = |day: Option<&str>| day.map(|day| day.parse().unwrap());
        let person = Person { board, role: "Rapporteur".into(), from: day(from), to: day(to) };
        published(draft(Details::Person(person), slug, name, "Who serves."));
    };
    serve("serves-now", "Serves Now", Board::Advisory, Some("2020-01-01"), None);
    serve("served-once", "Served Once", Board::Officers, Some("2001-01-01"), Some("2003-12-31"));
    let body = get("/people", "").body;
    let at = |words: &str| body.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(at("<h2>Officers</h2>") < at("<h2>Advisory board</h2>"));
    assert!(
        at("<h2>Advisory board</h2>") < at("Serves Now") && at("Serves Now") < at("Programme committee</h2>")
    );
    assert!(at("<h2>Served before</h2>") < at("Served Once"));
    assert!(body.contains("Rapporteur, officers, 1 January 2001 to 31 December 2003"));
    let one = get("/people/serves-now", "").body;
    assert!(one.contains("Rapporteur, advisory board, since 1 January 2020") && one.contains("Who serves."));
    assert!(get("/people", "").body.contains("Sample officer"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    for path in ["/about", "/news/this-site-is-open", "/people", "/feed.atom", "/robots.txt"] {
        let first = get(path, "");
        assert_eq!(first.header("cache-control"), "no-cache", "{path}");
        let again = get(path, &format!("If-None-Match: {}\r\n", first.header("etag")));
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
}

/// The first page is kept, and yet says what is so now.
#[test]
fn the_first_page_says_what_is_asked_and_what_is_new() {
    let before = get("/", "");
    assert!(
        before.body.contains("What the Coalition asks of you")
            && before.body.contains("<strong>3</strong> signatures")
    );
    assert!(!before.body.contains("<!--"));
    let tag = before.header("etag").to_owned();
    let id = published(news("on-the-first-page", "News for the first page", "It is new."));
    let after = get("/", &format!("If-None-Match: {tag}\r\n"));
    assert!(after.status == 200 && after.body.contains("News for the first page"));
    withdrawn(id);
    assert!(!get("/", "").body.contains("News for the first page"));
    // Compressed and joined it is the same.
    let zipped = get("/", "Accept-Encoding: gzip\r\n");
    assert_eq!(zipped.header("content-encoding"), "gzip");
}

#[test]
fn programs_are_told_where_a_page_stands_and_what_it_is() {
    let origin = "http://localhost:8080";
    for (path, kind) in [
        ("/", "website"),
        ("/about", "website"),
        ("/news/this-site-is-open", "article"),
        ("/people/sample-officer", "profile"),
        ("/petition/charter", "website"),
        ("/states/norway", "website"),
    ] {
        let body = get(path, "").body;
        assert!(body.contains(&format!("<link rel=\"canonical\" href=\"{origin}{path}\">")), "{path}");
        assert!(body.contains(&format!("<meta property=\"og:type\" content=\"{kind}\">")), "{path}");
        assert!(body.contains("<meta property=\"og:title\"") && body.contains("/feed.atom"), "{path}");
    }
    // What is asked for fun is not part of the proper address.
    assert!(get("/about?utm_source=x", "").body.contains(&format!("href=\"{origin}/about\">")));
    // A sample is nobody, in the words of programs too.
    assert!(!get("/people/sample-officer", "").body.contains("ld+json"));
}

/// What is for one reader alone has no address to pass on, and is not to be found by others.
#[test]
fn nothing_is_told_of_pages_for_one_reader() {
    for route in web::routes::ROUTES
        .iter()
        .filter(|route| !route.how.is_posted() && !web::preview::is_for_anybody(route.path))
    {
        let body = get(route.example, "").body;
        assert!(!body.contains("canonical") && !body.contains("og:url"), "{}", route.name);
        assert!(!get("/sitemap.xml", "").body.contains(&format!("{}<", route.path)), "{}", route.name);
        assert!(!body.contains("<html") || body.contains("content=\"noindex\""), "{}", route.name);
    }
    assert!(get("/nothing-here", "").body.contains("content=\"noindex\""));
}

#[test]
fn the_footer_leads_to_every_public_place_that_is_there() {
    let body = get("/charter", "").body;
    let foot = &body[body.find("<footer").unwrap()..];
    for way in web::pages::coalition::ways::open() {
        assert!(foot.contains(&format!("href=\"{}\"", way.path)), "{}", way.path);
        assert_eq!(get(way.path, "").status, 200, "{}", way.path);
    }
}
