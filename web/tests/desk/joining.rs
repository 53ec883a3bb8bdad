//! Organisations, volunteers and messages: from the form over the letter to the desk, and back to everybody's page.

use crate::served::{Answer, get, own, post, served};
use campaign::people::Role;

/// Posts a visitor's form from a network of its own.
pub fn send(path: &str, form: &str) -> Answer {
    let network = crate::served::fresh();
    post(path, &format!("{}X-Forwarded-For: 10.{}.{}.7\r\n", own(), network[0], network[1]), form)
}

/// Posts a form of the desk as somebody in a role.
pub fn order(role: Role, path: &str, form: &str) -> Answer {
    post(path, &format!("{}{}", own(), served().cookie(role)), form)
}

/// A page of the desk as somebody in a role sees it.
pub fn desk(role: Role, path: &str) -> String {
    get(path, &served().cookie(role)).body
}

/// The text of the newest letter to an address.
pub fn letter(to: &str) -> String {
    let to = to.to_owned();
    let found = served().campaign.write(move |sql, office| {
        let mut found = Vec::new();
        for row in
            sql.rows("SELECT recipient, letter FROM mail WHERE letter IS NOT NULL ORDER BY id DESC", &[])?
        {
            let recipient = office.secrets.unseal("mail.recipient", row.bytes(0)?).unwrap();
            if recipient == to {
                found.push(office.secrets.unseal("mail.letter", row.bytes(1)?).unwrap());
            }
        }
        Ok::<_, campaign::db::DbError>(found)
    });
    found.unwrap().into_iter().next().unwrap_or_default()
}

/// The path of a link in a letter.
pub fn link(letter: &str, page: &str) -> String {
    let start = letter.find(&format!("/{page}/")).unwrap_or_else(|| panic!("no {page} in {letter}"));
    let rest = &letter[start..];
    let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || "/-_".contains(sign)));
    rest[..end.unwrap_or(rest.len())].trim_end_matches('\\').to_owned()
}

const LEAGUE: &str = "wants=supporter&name=League+%3Cb%3Eof%3C%2Fb%3E+Towns&country=BEL&site=league.example\
                      &does=Brings+towns+together.&contact=Lea&email=lea%40example.org&consent=yes";

#[test]
fn an_organisation_applies_confirms_and_is_listed_once_a_moderator_accepts_it() {
    for (form, says) in [
        (LEAGUE.replace("country=BEL", "country=XXX"), "Choose a country from the list."),
        (LEAGUE.replace("&consent=yes", ""), "Without your consent"),
        (LEAGUE.replace("lea%40", "lea%0D%0ABcc%3A+x%40"), "role=\"alert\""),
        (LEAGUE.replace("league.example", "javascript%3Aalert(1)"), "A website has an address such as"),
    ] {
        let answer = send("/join/organisation", &form);
        assert!(answer.status == 400 && answer.body.contains(says), "{form}: {}", answer.body);
        assert!(answer.body.contains("value=\"League &lt;b&gt;of&lt;/b&gt; Towns\""), "what was typed stays");
        assert!(answer.body.contains("Brings towns together."));
    }
    assert_eq!(letter("lea@example.org"), "", "nothing was kept");
    let (first, again) = (send("/join/organisation", LEAGUE), send("/join/organisation", LEAGUE));
    assert_eq!((first.status, &first.body), (200, &again.body), "the answer tells nobody who applied before");
    let link = link(&letter("lea@example.org"), "join/confirm");
    for _ in 0..2 {
        let page = get(&link, "");
        assert!(page.status == 200 && page.body.contains("League &lt;b&gt;of&lt;/b&gt; Towns"));
    }
    assert!(
        !desk(Role::Moderator, "/desk/joining").contains("of&lt;/b&gt; Towns"),
        "to look confirms nothing"
    );
    assert_eq!(send(&link, "").status, 200);
    assert!(
        send(&link, "").body.contains("The application is confirmed"),
        "to confirm again changes nothing"
    );
    let page = desk(Role::Moderator, "/desk/joining");
    let start = page.find("<a href=\"/desk/joining/").unwrap();
    let listed = page.find("League &lt;b&gt;of").unwrap();
    let id = page[..listed].rsplit("/desk/joining/").next().unwrap().split('"').next().unwrap().to_owned();
    assert!(
        start < listed && desk(Role::Moderator, "/desk").contains("wait"),
        "the start says that somebody waits"
    );
    assert!(!get("/supporters", "").body.contains("League"), "nobody is listed unread");
    let wrong = order(Role::Moderator, &format!("/desk/joining/{id}/decide"), "what=decline&reason=");
    assert!(wrong.status == 400 && wrong.body.contains("The reason is missing"));
    let done = order(Role::Moderator, &format!("/desk/joining/{id}/decide"), "what=partner");
    assert_eq!((done.status, done.header("location")), (303, "/desk/joining"));
    let page = get("/supporters", "").body;
    assert!(page.contains("League &lt;b&gt;of&lt;/b&gt; Towns") && page.contains("https://league.example"));
    assert!(
        page.contains("<title>Belgium: League &lt;b&gt;of&lt;/b&gt; Towns</title>"),
        "the map says who is where"
    );
    assert!(
        !page.contains("lea@example.org") && !page.contains("Lea<"),
        "the contact person is shown to nobody"
    );
    assert!(letter("lea@example.org").contains("is now a partner"));
    let mended = "wants=partner&name=The+League&country=BEL&site=&does=Brings+towns+together.&statement=";
    let here = format!("/desk/joining/{id}");
    let wrong = order(Role::Moderator, &here, &mended.replace("The+League", ""));
    assert!(wrong.status == 400 && wrong.body.contains("is missing"));
    assert_eq!(order(Role::Moderator, &here, mended).status, 303);
    assert!(get("/supporters", "").body.contains("<h3>The League</h3>"));
    let ended = order(Role::Moderator, &format!("{here}/decide"), "what=end&reason=It+was+dissolved.");
    assert_eq!(ended.status, 303);
    assert!(!get("/supporters", "").body.contains("The League"));
    assert!(letter("lea@example.org").contains("It was dissolved."));
    for what in ["end", "partner", "decline"] {
        let again = order(Role::Moderator, &format!("{here}/decide"), &format!("what={what}&reason=Again."));
        assert_eq!(again.status, 400, "{what}: it stands so no more");
    }
}

#[test]
fn a_machine_and_a_stranger_enter_nothing() {
    let trapped = send("/join/organisation", &format!("{}&website=x", LEAGUE.replace("lea%40", "bot%40")));
    assert_eq!((trapped.status, letter("bot@example.org").as_str()), (200, ""));
    for path in ["/join/organisation", "/join/volunteer", "/contact", "/events/assembly", "/my-data"] {
        assert_eq!(post(path, "Sec-Fetch-Site: cross-site\r\n", LEAGUE).status, 403, "{path}");
    }
    for page in [
        "join/confirm",
        "join/volunteer/confirm",
        "join/volunteer/end",
        "events/confirm",
        "events/cancel",
        "my-data",
    ] {
        let path = format!("/{page}/AAAA");
        assert_eq!(
            (get(&path, "").status, send(&path, "").status == 404 || page == "my-data"),
            (404, true),
            "{path}"
        );
    }
}

#[test]
fn a_volunteer_is_listed_for_the_desk_and_ends_it_by_one_link() {
    let form = "name=%3DVera&email=vera%40example.org&country=BEL&skills=%2BSings&hours=4&consent=yes";
    let wrong = send("/join/volunteer", &form.replace("hours=4", "hours=many"));
    assert!(
        wrong.status == 400 && wrong.body.contains("value=\"=Vera\"") && wrong.body.contains("from 1 to 200")
    );
    assert_eq!(send("/join/volunteer", form).status, 200);
    let sent = letter("vera@example.org");
    let (confirm, end) = (link(&sent, "join/volunteer/confirm"), link(&sent, "join/volunteer/end"));
    let table = || get("/desk/volunteers.csv?country=BEL", &served().cookie(Role::Moderator)).body;
    assert!(!table().contains("Vera"));
    assert_eq!((get(&confirm, "").status, send(&confirm, "").status), (200, 200));
    assert!(table().contains("'=Vera,vera@example.org,BEL,'+Sings,4"), "no formula: {}", table());
    assert!(desk(Role::Moderator, "/desk/volunteers").contains("=Vera"));
    assert_eq!((get(&end, "").status, send(&end, "").status, send(&end, "").status), (200, 200, 404));
    assert!(!table().contains("Vera"));
}

#[test]
fn a_message_waits_is_answered_and_removed() {
    let form =
        "desk=press&name=Writer&email=wren%40example.org&text=Is+it+%3Cb%3Etrue%3C%2Fb%3E%3F+Please+say.";
    let wrong = send("/contact", &form.replace("desk=press", "desk=nobody"));
    assert!(wrong.status == 400 && wrong.body.contains("Is it &lt;b&gt;true&lt;/b&gt;?"));
    assert_eq!(send("/contact", form).status, 200);
    assert_eq!(letter("wren@example.org"), "", "the form writes to nobody");
    let page = desk(Role::Moderator, "/desk/messages");
    let at = page.find("Is it &lt;b&gt;true").unwrap();
    let path = page[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let wrong = order(Role::Moderator, &path, "what=answer&text=");
    assert!(wrong.status == 400 && wrong.body.contains("The answer is missing"));
    assert_eq!(order(Role::Moderator, &path, "what=answer&text=It+is.").status, 303);
    let sent = letter("wren@example.org");
    assert!(sent.contains("It is.") && sent.contains("> Is it"), "{sent}");
    assert!(desk(Role::Moderator, &path).contains("It is."));
    assert_eq!(order(Role::Moderator, &path, "what=nonsense").status, 400);
    assert_eq!(order(Role::Moderator, &path, "what=remove").status, 303);
    assert_eq!(get(&path, &served().cookie(Role::Moderator)).status, 404);
}

#[test]
fn a_letter_to_a_representative_is_ones_own_or_is_not_given() {
    let page = get("/write/charter", "").body;
    assert!(page.contains("Dear representative,"));
    let template = "Dear representative,\n\nI ask you to put the charter of a community of democracies to the assembly, and to \
                    say in public how you will vote on it.\n\nYours sincerely,";
    let own_words = "I am a nurse in Ghent, and my brother serves in the army of our country, so I want to know what happens to \
                     both of us when the next member of the alliance loses its court and nobody answers for it.";
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let form = |text: &str| format!("to=rep%40parliament.example&subject=The+charter&text={}", encoded(text));
    let same = send("/write/charter", &form(template));
    assert!(same.status == 400 && same.body.contains("0 of the"), "{}", same.body);
    let mine = format!("{template}\n{own_words}");
    let ready = send("/write/charter", &form(&mine));
    assert_eq!(ready.status, 200);
    assert!(ready.body.contains(
        "href=\"mailto:rep@parliament.example?subject=The%20charter&amp;body=Dear%20representative"
    ));
    let hostile = send("/write/charter", &form(&mine).replace("rep%40", "rep%0D%0ABcc%3A+x%40"));
    assert!(hostile.status == 400 && hostile.body.contains("nurse in Ghent"), "what was written stays");
    let injected =
        send("/write/charter", &form(&mine).replace("The+charter", "The%0D%0ABcc%3A+x%40example.com"));
    assert!(
        !injected.body.contains("%0D%0ABcc") && !injected.body.contains("%0ABcc"),
        "no header by the subject"
    );
    let again = send("/write/charter/again", &form(&mine));
    assert!(again.status == 200 && again.body.contains("nurse in Ghent"));
}
