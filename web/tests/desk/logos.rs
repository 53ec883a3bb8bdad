//! Logos of organisations, from the desk to everybody's page; and what the search finds of what is public.

use crate::{
    joining::{desk, order},
    served::get,
};
use campaign::people::Role;

#[test]
fn a_moderator_gives_an_organisation_a_logo_that_everybody_sees() {
    let new = "wants=supporter&name=Guild+of+Weavers&country=AUT&site=&does=Weaves+what+is+worn.&statement=";
    assert_eq!(order(Role::Moderator, "/desk/joining/new", new).status, 303);
    let list = desk(Role::Moderator, "/desk/joining");
    let at = list.find("Guild of Weavers").unwrap();
    let here = list[..at].rsplit('"').nth(1).unwrap().to_owned();
    let page = desk(Role::Moderator, &here);
    assert!(page.contains("It has none.") && page.contains("value=\"sample-rings.png\""), "{page}");
    let logo = format!("{here}/logo");
    for (form, says) in [
        ("", "Choose one of the pictures that are stored here"),
        ("file=none.png&alt=Kept+%3Cwords%3E", "value=\"Kept &lt;words&gt;\""),
        ("file=https://elsewhere.example/x.png", "Choose one of the pictures"),
        ("file=sample-document.txt", "Choose one of the pictures"),
    ] {
        let answer = order(Role::Moderator, &logo, form);
        assert!(answer.status == 400 && answer.body.contains(says), "{form}: {}", answer.body);
    }
    assert_eq!(order(Role::Editor, &logo, "file=sample-rings.png").status, 403);
    let given = order(Role::Moderator, &logo, "file=sample-rings.png&alt=%22Weavers%22+%3Cb%3E");
    assert_eq!((given.status, given.header("location")), (303, here.as_str()));

    let shown = get("/supporters", "").body;
    let entry = shown.split("<article").skip(1).find(|entry| entry.contains("Guild of Weavers")).unwrap();
    assert!(entry.contains("alt=\"&quot;Weavers&quot; &lt;b&gt;\" loading=\"lazy\""), "{entry}");
    assert!(entry.contains("width=\"400\" height=\"200\"") && entry.contains("src=\"/files/"), "{entry}");
    let address = entry.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
    let picture = get(address, "");
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));
    for place in ["/", "/coalition"] {
        let row = get(place, "").body;
        let row = row.split("<ul class=\"logos\">").nth(1).unwrap().split("</ul>").next().unwrap();
        assert!(row.contains("Guild of Weavers") && row.contains("(a sample)"), "{place}: {row}");
        assert!(!row.contains("src=\"http"), "{place}: {row}");
    }

    // It is used, and so it stays; taken away, it is shown no longer.
    assert!(desk(Role::Editor, "/desk/files/sample-rings.png").contains("Guild of Weavers"));
    let kept = order(Role::Editor, "/desk/files/sample-rings.png/remove", "sure=yes");
    assert!(kept.status == 400 && kept.body.contains("Guild of Weavers"), "{}", kept.body);
    assert_eq!(order(Role::Moderator, &logo, "without=yes").status, 303);
    let shown = get("/supporters", "").body;
    let entry = shown.split("<article").skip(1).find(|entry| entry.contains("Guild of Weavers")).unwrap();
    assert!(!entry.contains("<img"), "{entry}");
}

#[test]
fn samples_are_said_to_be_samples_and_are_not_counted() {
    order(
        Role::Moderator,
        "/desk/joining/new",
        "wants=partner&name=Bakers&country=NLD&site=&does=Bakes+all+bread.&statement=",
    );
    let page = get("/supporters", "").body;
    let entries = page.matches("<article class=\"organisation\"").count();
    let samples = page.matches("(a sample)</span></h3>").count();
    let heading = page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap();
    let counted: usize = heading.split(' ').next().unwrap().parse().unwrap();
    assert!(
        samples >= 3 && counted >= 1 && counted + samples == entries,
        "{heading}: {samples} of {entries}"
    );
    assert!(page.contains("none is counted"));
}

fn found(asked: &str) -> String {
    let page = get(&format!("/search?q={asked}"), "").body;
    page.split("<h2>What the Coalition publishes</h2>").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn everything_public_is_found_with_what_it_is_and_nothing_else() {
    for (asked, address, what) in [
        ("assembly", "/petition/charter", "petition"),
        ("sample+hall", "/events/assembly", "event"),
        ("issue+sent", "/newsletter/archive/1", "newsletter"),
        ("league+sample", "/supporters#organisation-", "partner"),
        ("document", "/files/sample-document.txt", "file"),
        ("document", "/documents/sample-document", "document"),
        ("representative", "/write/charter", "letter to representatives"),
    ] {
        let found = found(asked);
        let entry = found.split("<li>").find(|entry| entry.contains(&format!("href=\"{address}")));
        let entry = entry.unwrap_or_else(|| panic!("{asked} does not find {address}: {found}"));
        assert!(entry.contains(&format!("<span class=\"quiet\">{what}")), "{asked}: {entry}");
    }
    // A draft of an event, one of a newsletter, an application that waits, a picture that is not listed, where an event is online.
    for asked in ["draft", "quotes+nobody", "sample+that+waits", "rings", "meet.example.org"] {
        let found = found(asked);
        for hidden in
            ["/events/draft", "/newsletter/archive/2", "that waits", "sample-rings", "/events/assembly"]
        {
            assert!(!found.contains(hidden), "{asked} finds {hidden}: {found}");
        }
    }
    // What an event that was published is called is found at once, and no longer once it is called off.
    let plan = "name=zephyr-day&title=Zephyr+day+%3Cb%3E&text=Come.&begins=2034-05-09T18%3A30&ends=2034-05-09T20%3A00\
                &zone=Europe%2FBrussels&place=Hall&online=&capacity=";
    let made = order(Role::Editor, "/desk/events/new", plan);
    assert_eq!(made.status, 303, "{}", made.body);
    let here = made.header("location");
    assert!(!found("zephyr").contains("zephyr"));
    order(Role::Editor, &format!("{here}/publish"), "");
    let shown = found("zephyr");
    assert!(shown.contains("href=\"/events/zephyr-day\"") && shown.contains("day &lt;b&gt;"), "{shown}");
    assert_eq!(order(Role::Editor, &format!("{here}/call-off"), "words=It+rains+too+much.").status, 303);
    assert!(!found("zephyr").contains("zephyr"));
}
