//! Personal data: seen, downloaded and erased by a link, or at the desk; and what the privacy page says.

use crate::{
    joining::{desk, letter, link, order, send},
    served::get,
};
use campaign::{
    people::Role,
    privacy::{KEPT, stretch},
};

#[test]
fn a_person_sees_downloads_and_erases_what_is_kept() {
    let message = "desk=general&name=Petra+%3Cb%3E&email=petra%40example.org&text=Please+keep+this+message.";
    assert_eq!(send("/contact", message).status, 200);
    let (known, unknown) =
        (send("/my-data", "email=petra%40example.org"), send("/my-data", "email=nobody.here%40example.org"));
    assert_eq!((known.status, &known.body), (200, &unknown.body), "the answer tells nobody who is known");
    assert_eq!(send("/my-data", "email=nobody").status, 400);
    let path = link(&letter("petra@example.org"), "my-data");
    let page = get(&path, "");
    assert!(page.body.contains("Please keep this message.") && page.body.contains("Petra &lt;b&gt;"));
    assert_eq!(page.header("cache-control"), "no-store");
    let file = get(&format!("{path}.json"), "");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"my-data.json\"");
    let read: serde_json::Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(read["address"], "petra@example.org");
    assert!(file.body.contains("Please keep this message."));
    let erase = format!("{path}/erase");
    assert!(get(&erase, "").body.contains("cannot") || get(&erase, "").body.contains("Erase it"));
    assert!(get(&path, "").body.contains("Please keep this message."), "to look erases nothing");
    let done = send(&erase, "");
    assert!(done.status == 200 && done.body.contains("Messages: 1 erased"), "{}", done.body);
    assert_eq!((get(&path, "").status, send(&erase, "").status), (404, 404), "the link is used up");
    assert!(!desk(Role::Moderator, "/desk/messages").contains("Please keep this message."));
}

#[test]
fn the_desk_erases_for_somebody_who_asks_by_letter() {
    let message = "desk=general&name=Paula&email=paula%40example.org&text=I+wrote+by+letter+too.";
    assert_eq!(send("/contact", message).status, 200);
    let unsure = order(Role::Administrator, "/desk/privacy", "email=paula%40example.org");
    assert!(unsure.status == 400 && unsure.body.contains("Tick that you are sure"));
    assert!(desk(Role::Moderator, "/desk/messages").contains("I wrote by letter too."));
    let done = order(Role::Administrator, "/desk/privacy", "email=paula%40example.org&sure=yes");
    assert!(done.status == 200 && done.body.contains("Messages: 1 erased"), "{}", done.body);
    assert!(!desk(Role::Moderator, "/desk/messages").contains("I wrote by letter too."));
    assert!(
        desk(Role::Administrator, "/desk/privacy").contains("A sample administrator"),
        "it is written down who did it"
    );
}

#[test]
fn the_privacy_page_says_all_that_is_kept_and_for_how_long() {
    let page = get("/privacy", "").body;
    for kept in KEPT.iter().filter(|kept| kept.is_personal()) {
        assert!(page.contains(kept.title), "{}", kept.table);
        for (_, seconds) in kept.terms {
            assert!(page.contains(&stretch(*seconds)), "{}: {}", kept.table, stretch(*seconds));
        }
    }
    assert!(page.contains("1 Example Street") && page.contains("/my-data"));
}
