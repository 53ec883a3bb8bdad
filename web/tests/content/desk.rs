//! Writing at the desk: drafts, publishing, revisions, two editors at once; and that nothing typed is lost.

use crate::served::{Answer, get, own, post, served};
use campaign::people::Role;

fn editor() -> String {
    format!("{}{}", own(), served().cookie(Role::Editor))
}

fn encoded(text: &str) -> String {
    web::query::encoded(text)
}

/// A form of these fields.
fn form(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// Writes something new; the address of it at the desk.
fn written(kind: &str, fields: &[(&str, &str)]) -> String {
    let answer = post(&format!("/desk/content/new/{kind}"), &editor(), &form(fields));
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").to_owned()
}

fn see(path: &str) -> Answer {
    get(path, &editor())
}

/// What stands in a field of a page.
fn value(body: &str, name: &str) -> String {
    let field = body.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_text_goes_from_draft_to_readers_and_back() {
    let here =
        written("news", &[("act", "save"), ("title", "A draft at the desk"), ("body", "First *words*.")]);
    assert_eq!(get("/news/a-draft-at-the-desk", "").status, 404);
    let page = see(&here).body;
    assert!(
        page.contains("First *words*.") && page.contains("<em>words</em>") && value(&page, "began") == "1"
    );
    assert!(see("/desk/content?kind=news&stands=draft").body.contains("A draft at the desk"));
    let change = |act: &str, began: &str, more: &[(&str, &str)]| {
        let fields = [
            &[
                ("act", act),
                ("began", began),
                ("title", "A draft at the desk"),
                ("slug", "a-draft-at-the-desk"),
            ],
            more,
        ]
        .concat();
        post(&here, &editor(), &form(&fields))
    };
    // A preview keeps nothing.
    let seen = change("preview", "1", &[("body", "Other words, <script>alert(1)</script>")]);
    assert_eq!(seen.status, 200);
    assert!(seen.body.contains("Other words, ") && !seen.body.contains("<script>alert"));
    assert!(see(&here).body.contains("First *words*."));
    let done = change("publish", "1", &[("body", "Second words."), ("note", "Shortened")]);
    assert_eq!((done.status, done.header("location")), (303, here.as_str()));
    assert!(get("/news/a-draft-at-the-desk", "").body.contains("Second words."));
    // What is saved later is not seen before it is published.
    assert_eq!(change("save", "2", &[("body", "Third words.")]).status, 303);
    assert!(get("/news/a-draft-at-the-desk", "").body.contains("Second words."));
    assert!(see("/desk/content?stands=changed").body.contains("A draft at the desk"));
    let history = see(&format!("{here}/history?old=1&new=2")).body;
    assert!(
        history.contains("Shortened")
            && history.contains("First *words*.")
            && history.contains("2, which readers see")
    );
    assert!(history.contains("<tr class=\"gone\">") && history.contains("<tr class=\"new\">"));
    let restored = post(&format!("{here}/restore"), &editor(), "revision=1");
    assert_eq!(restored.status, 303);
    assert!(see(&here).body.contains("First *words*.") && see(&here).body.contains("Revision 4"));
    let withdrawn = post(&format!("{here}/withdraw"), &editor(), "act=withdraw");
    assert_eq!((withdrawn.status, get("/news/a-draft-at-the-desk", "").status), (303, 404));
    assert_eq!(post(&format!("{here}/withdraw"), &editor(), "act=withdraw").status, 400);
    // To remove it needs the tick, and leaves nothing.
    assert_eq!(post(&format!("{here}/remove"), &editor(), "act=remove").status, 400);
    assert_eq!(post(&format!("{here}/remove"), &editor(), "act=remove&sure=yes").status, 303);
    assert_eq!(see(&here).status, 404);
    let log = served().campaign.db.read(|sql| campaign::people::log::last(sql, 200));
    let log = format!("{:?}", log.unwrap());
    for what in ["publish-content", "restore-content", "withdraw-content", "remove-content"] {
        assert!(log.contains(what), "{what} is not in the log");
    }
}

#[test]
fn what_is_published_at_a_time_waits_for_it() {
    let fields =
        |at: &'static str| [("act", "later"), ("title", "At a time"), ("body", "Words to keep."), ("at", at)];
    for wrong in ["", "noon", "2001-01-01T00:00"] {
        let answer = post("/desk/content/new/page", &editor(), &form(&fields(wrong)));
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.body.contains("Words to keep.") && answer.body.contains("role=\"alert\""), "{wrong}");
    }
    let here = written("page", &fields("2099-05-01T09:00"));
    assert!(see(&here).body.contains("to come on 1 May 2099, 09:00 UTC"));
    assert_eq!(get("/at-a-time", "").status, 404);
    assert_eq!(post(&format!("{here}/stop"), &editor(), "act=stop").status, 303);
    assert!(!see(&here).body.contains("1 May 2099"));
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let long = "x".repeat(201);
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);
    let cases: [Case<'_>; 5] = [
        ("page", &[("title", "")], "a title has between 1 and 200 characters"),
        ("page", &[("title", &long)], "a title has between 1 and 200 characters"),
        ("page", &[("title", "T"), ("slug", "Not A Slug")], "the end of the address has small letters"),
        (
            "person",
            &[("title", "T"), ("from", "2026-02-01"), ("to", "2026-01-01")],
            "the last day of the term comes before its first",
        ),
        ("news", &[("title", "T"), ("day", "yesterday")], "“yesterday” is no day"),
    ];
    for (kind, fields, says) in cases {
        let fields =
            [fields, &[("act", "publish"), ("body", "Typed with care & \"quotes\" </textarea>")]].concat();
        let answer = post(&format!("/desk/content/new/{kind}"), &editor(), &form(&fields));
        assert_eq!(answer.status, 400, "{says}");
        let body = &answer.body;
        assert!(body.to_lowercase().contains(&says.to_lowercase()), "{says}");
        assert!(
            body.contains("Typed with care &amp; \"quotes\" &lt;/textarea&gt;")
                || body.contains("Typed with care &amp; &quot;quotes&quot; &lt;/textarea&gt;"),
            "{says}"
        );
        assert!(body.contains("wrong-field"), "{says}");
    }
    written("page", &[("act", "save"), ("title", "Taken once")]);
    let again = post("/desk/content/new/page", &editor(), &form(&[("act", "save"), ("title", "Taken once")]));
    assert!(again.status == 400 && again.body.contains("choose a different end"));
}

#[test]
fn of_two_who_write_at_once_neither_loses_a_word() {
    let here = written("page", &[("act", "save"), ("title", "Two at once"), ("body", "one\n\ntwo\n\nthree")]);
    let save = |body: &str| {
        post(
            &here,
            &editor(),
            &form(&[
                ("act", "save"),
                ("began", "1"),
                ("title", "Two at once"),
                ("slug", "two-at-once"),
                ("body", body),
            ]),
        )
    };
    assert_eq!(save("ONE\n\ntwo\n\nthree").status, 303);
    // Other lines: put together, to be looked over.
    let second = save("one\n\ntwo\n\nTHREE");
    assert_eq!(second.status, 400);
    assert!(second.body.contains("A sample editor saved revision 2 while you were writing"));
    assert!(second.body.contains("ONE\n\ntwo\n\nTHREE") && value(&second.body, "began") == "2");
    // The same lines: both are shown, and mine is in the form.
    let third = save("uno\n\ntwo\n\nthree");
    assert!(third.status == 400 && third.body.contains("Theirs against yours"));
    assert!(
        third.body.contains("\nuno\n\ntwo\n\nthree</textarea>")
            && third.body.contains("\nONE\n\ntwo\n\nthree</textarea>")
    );
    let settled = form(&[
        ("act", "save"),
        ("began", "2"),
        ("title", "Two at once"),
        ("slug", "two-at-once"),
        ("body", "uno"),
    ]);
    assert_eq!(post(&here, &editor(), &settled).status, 303);
    assert!(see(&format!("{here}/history?old=2&new=3")).body.contains("<td>ONE</td>"));
}

#[test]
fn the_preview_is_what_readers_would_see() {
    let body = "A *word* <img src=x onerror=alert(1)> [a](javascript:alert(2))\n\n<script>alert(3)</script>";
    let answer = post("/desk/content/preview/page", &editor(), &form(&[("title", "T"), ("body", body)]));
    assert_eq!(answer.status, 200);
    let seen = answer.body.split("id=\"preview\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(seen.contains("<em>word</em>"));
    for forbidden in ["<script", "onerror", "javascript:"] {
        assert!(!seen.contains(forbidden), "{forbidden} in {seen}");
    }
    written("page", &[("act", "publish"), ("title", "As previewed"), ("body", body)]);
    let shown = get("/as-previewed", "").body;
    let prose = |body: &str| {
        body.split("<div class=\"prose\">").nth(1).unwrap().split("</div>").next().unwrap().to_owned()
    };
    assert_eq!(prose(&shown), prose(seen));
    // Another site's page asks for nothing here.
    let foreign = format!("Origin: https://elsewhere.example\r\n{}", served().cookie(Role::Editor));
    assert_eq!(post("/desk/content/preview/page", &foreign, "title=T").status, 403);
}

#[test]
fn people_are_put_in_order() {
    for name in ["Order One", "Order Two"] {
        written("person", &[("act", "publish"), ("title", name), ("board", "programme")]);
    }
    let list = see("/desk/content?kind=person").body;
    let two =
        list.split("aria-label=\"Move up: Order Two\"").next().unwrap().rsplit("action=\"").next().unwrap();
    let path = two.split('"').next().unwrap();
    assert_eq!(post(path, &editor(), "act=up").status, 303);
    let people = get("/people", "").body;
    assert!(people.find("Order Two").unwrap() < people.find("Order One").unwrap());
}

#[test]
fn what_is_not_there_is_said() {
    for path in [
        "/desk/content/99999",
        "/desk/content/x",
        "/desk/content/1/history?old=98&new=99",
        "/desk/content/new/bishop",
        "/desk/content/new/event",
    ] {
        let answer = see(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("href=\"/desk/content"), "{path}");
    }
    assert_eq!(post("/desk/content/99999/withdraw", &editor(), "act=withdraw").status, 404);
    assert_eq!(post("/desk/content/1/restore", &editor(), "revision=77").status, 404);
}
