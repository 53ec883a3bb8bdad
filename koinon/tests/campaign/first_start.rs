//! The first start: whoever begins a campaign comes to the desk by the link that is printed, and back by another one.

use crate::site::Site;

/// The session that an answer begins, as a line of the next request.
fn session(head: &str) -> Option<String> {
    let set = head.lines().find_map(|line| line.strip_prefix("set-cookie: koinon-session="))?;
    Some(set.split(';').next()?.to_owned())
}

#[test]
fn who_begins_a_campaign_comes_to_the_desk_and_back() {
    let site = Site::start(None, None);
    // Beginning again, and the start of the server, print links too; the first who enters uses all of them up.
    let printed: serde_json::Value =
        serde_json::from_str(&site.campaign(&["init", "--letters-a-minute", "30", "--json"])).unwrap();
    let other = printed["sign_in"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert!(site.get(&site.sign_in).body.contains("Sign in as Administrator"));
    let entered = site.post(&site.sign_in, "");
    assert_eq!(entered.status, 303);
    assert!(session(&entered.head).is_some());
    assert_eq!(site.post(&site.sign_in, "").status, 404);
    assert_eq!(site.post(&format!("/sign-in/{other}"), "").status, 404);
    let printed = site.campaign(&["init", "--letters-a-minute", "60", "--json"]);
    assert!(printed.contains("\"sign_in\": null"), "{printed}");

    // Locked out: the command line lets the administrator in again.
    let said: serde_json::Value = serde_json::from_str(&site.campaign(&["sign-in", "--json"])).unwrap();
    assert_eq!(said["name"], "Administrator");
    let path = format!("/sign-in/{}", said["link"].as_str().unwrap().rsplit('/').next().unwrap());
    assert_eq!((site.post(&path, "").status, site.post(&path, "").status), (303, 404));
    let words = site.campaign(&["sign-in", "OFFICE@example.org"]);
    assert!(words.contains("Administrator signs in once"), "{words}");
    assert_eq!(
        site.refused(&["sign-in", "nobody@example.org"]),
        "refused: nobody who runs the campaign has this address"
    );
}
