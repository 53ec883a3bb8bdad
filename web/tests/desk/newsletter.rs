//! The desk of the newsletter over HTTP: written, looked at, tried, sent, paused; files in and out; who receives nothing.

use crate::served::{Answer, get, own, post, post_as, served};
use campaign::{
    db::DbError,
    newsletter::{self, Issue, issue, subscribe},
    people::{Role, log},
};

fn read(path: &str) -> Answer {
    get(path, &served().cookie(Role::Editor))
}

fn send(path: &str, form: &str) -> Answer {
    post(path, &format!("{}{}", own(), served().cookie(Role::Editor)), form)
}

/// Sends a form that must do what it asks for; what the page to which it leads says, whole.
fn done(path: &str, form: &str) -> Answer {
    let answer = send(path, form);
    assert_eq!(answer.status, 303, "{path} {form}: {}", answer.body);
    let to = answer.header("location").to_owned();
    // What was done is said on the next page, by a cookie.
    let told: Vec<_> =
        answer.all("set-cookie").iter().map(|set| set.split(';').next().unwrap().to_owned()).collect();
    let cookie = served().cookie(Role::Editor);
    let page = get(&to, &format!("{}; {}\r\n", cookie.trim_end(), told.join("; ")));
    assert_eq!(page.status, 200, "{to}");
    page
}

/// Sends a form that must be refused, and say so.
fn wrong(path: &str, form: &str, says: &str) -> Answer {
    let answer = send(path, form);
    assert_eq!(answer.status, 400, "{path} {form}");
    assert!(answer.body.contains("role=\"alert\"") && answer.body.contains(says), "{says}: {}", answer.body);
    answer
}

/// A list of a test's own.
fn list(name: &str) {
    done("/desk/newsletter/list", &format!("name={name}&title=A+list+{name}&says=Once+a+month"));
}

fn issues(list: &str) -> Vec<Issue> {
    let list = list.to_owned();
    served()
        .campaign
        .db
        .read::<_, DbError>(|sql| {
            let list = newsletter::list(sql, &list)?.unwrap();
            issue::issues(sql, &list)
        })
        .unwrap()
}

fn figures(list: &str) -> Vec<(String, u64)> {
    served()
        .campaign
        .db
        .read::<_, DbError>(|sql| {
            let list = newsletter::list(sql, list)?.unwrap();
            subscribe::figures(sql, &list)
        })
        .unwrap()
}

fn acts() -> Vec<(String, String)> {
    let all = served().campaign.db.read(|sql| log::last(sql, 10_000)).unwrap();
    all.into_iter().map(|done| (done.what, done.about)).collect()
}

fn letters(kind: &str) -> i64 {
    let count = "SELECT COUNT(*) FROM mail WHERE kind = $1";
    served().campaign.db.read::<_, DbError>(|sql| sql.number(count, &[kind.into()])).unwrap()
}

#[test]
fn a_list_is_made_and_what_is_wrong_with_it_is_said() {
    let page = wrong("/desk/newsletter/list", "name=Not+so&title=%3Cb%3ET&says=x", "small letters");
    assert!(
        page.body.contains("value=\"Not so\"") && page.body.contains("value=\"&lt;b&gt;T\""),
        "nothing typed is lost"
    );
    wrong("/desk/newsletter/list", "name=a&title=a%0D%0ABcc%3A+b&says=x", "title");
    list("made");
    let page = done("/desk/newsletter/list", "name=made&title=Other+%3Ci%3Ewords&says=Twice+a+year");
    assert!(page.body.contains("Other &lt;i&gt;words") && page.body.contains("Twice a year"));
    assert!(read("/desk/newsletter").body.contains("Other &lt;i&gt;words"));
    assert_eq!(read("/desk/newsletter/list/nowhere").status, 404);
}

#[test]
fn an_issue_is_written_looked_at_tried_and_sent() {
    list("path");
    let to = "/desk/newsletter/write/path";
    let page = wrong(to, "subject=a%0D%0ABcc%3A+b&text=Typed+%3Cscript%3E", "one line");
    assert!(page.body.contains("Typed &lt;script&gt;"), "nothing typed is lost");
    wrong(to, "subject=What+happened&text=", "a text has".trim_start_matches("a "));
    let text =
        "subject=What+%3Chappened%3E&text=%23+One%0D%0A%0D%0AA+**word**+%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let page = done(to, text);
    for part in [
        "What &lt;happened&gt;",
        "<h2>One</h2>",
        "<strong>word</strong>",
        "1 Example Street, Washington, DC 20001, United States",
        "You receive “A list path” because you asked for it",
        "To receive no more of it: http://localhost:8080/newsletter",
    ] {
        assert!(page.body.contains(part), "{part} is not in {}", page.body);
    }
    assert!(!page.body.contains("<script>alert"), "what is shown is clean");
    let id = issues("path")[0].id;
    let at = format!("/desk/newsletter/issue/{id}");
    let letter = read(&format!("{at}/letter.eml"));
    assert_eq!((letter.status, letter.header("content-type")), (200, "message/rfc822"));
    assert!(letter.body.contains("List-Unsubscribe:") && letter.body.contains("multipart/alternative"));

    let before = letters("test");
    let page = done(&format!("{at}/test"), "");
    assert!(page.body.contains("A test is on its way to editor@example.org."), "{}", page.body);
    assert_eq!(letters("test"), before + 1);

    let page = done(&at, "subject=What+happened+then&text=Other+words");
    assert!(page.body.contains("What happened then") && page.body.contains("<p>Other words</p>"));

    // A draft is nobody's to see, and goes out only when it was read.
    assert_eq!(get(&format!("/newsletter/archive/{id}"), "").status, 404);
    wrong(&format!("{at}/send"), "", "tick that you have");
    wrong(&format!("{at}/send"), "sure=yes&at=2020-01-01T09%3A00", "has passed");
    wrong(&format!("{at}/send"), "sure=yes&at=tomorrow", "is no time");
    wrong(&format!("{at}/pause"), "", "nothing to pause");
    let page = done(&format!("{at}/send"), "sure=yes&at=2999-01-01T09%3A30");
    assert!(page.body.contains("waiting for its time: 1 January 2999, 09:30 UTC"));
    wrong(&at, "subject=Late&text=words", "words stay as they are");
    done(&format!("{at}/back"), "");
    let page = done(&format!("{at}/send"), "sure=yes");
    assert!(
        page.body.contains("Its letters are on their way.")
            && page.body.contains("accepted by a mail server")
    );
    wrong(&format!("{at}/send"), "sure=yes", "Only a draft can be sent");
    assert!(read("/desk/newsletter").body.contains("1 issue is being sent"));
    done(&format!("{at}/pause"), "");
    assert!(read("/desk").body.contains("of the newsletter"), "what is paused waits for somebody");
    wrong(&format!("{at}/again"), "which=failed", "none of this kind");
    done(&format!("{at}/resume"), "");
    wrong(&format!("{at}/drop"), "sure=yes", "went out already");
    assert_eq!(issues("path")[0].stands, issue::Stands::Sending);
    assert!(get(&format!("/newsletter/archive/{id}"), "").body.contains("Other words"));
    let (acts, about) = (acts(), id.to_string());
    for what in
        ["test-issue", "schedule-issue", "unschedule-issue", "send-issue", "pause-issue", "resume-issue"]
    {
        assert_eq!(
            acts.iter().filter(|act| (act.0.as_str(), act.1.as_str()) == (what, &about)).count(),
            1,
            "{what}"
        );
    }
}

#[test]
fn a_letter_welcomes_and_is_thrown_away() {
    list("hello");
    let to = "/desk/newsletter/write/hello";
    wrong(to, "welcome=yes&days=900&subject=Hello&text=there", "between 0 and 365 days");
    done(to, "welcome=yes&days=7&subject=Hello&text=there");
    let page = read("/desk/newsletter/list/hello").body;
    assert!(page.contains("Hello</a>, 7 days after joining"), "{page}");
    let id = issues("hello")[0].id;
    let at = format!("/desk/newsletter/issue/{id}");
    done(&at, "welcome=yes&days=1&subject=Hello&text=you");
    assert_eq!(issues("hello")[0].welcome, Some(86_400));
    wrong(&format!("{at}/send"), "sure=yes", "Only a draft");
    wrong(&format!("{at}/send"), "sure=yes&at=2999-01-01T09%3A30", "Only a draft");
    wrong(&format!("{at}/drop"), "", "Tick that");
    let page = done(&format!("{at}/drop"), "sure=yes");
    assert!(page.body.contains("It is thrown away.") && issues("hello").is_empty());
    assert_eq!(read(&at).status, 404);
}

#[test]
fn who_receives_nothing_is_told_and_changed_and_stands_in_no_log() {
    let to = "/desk/newsletter/suppressed";
    wrong(to, "what=add&email=nobody", "one @");
    wrong(to, "email=gone%40example.org", "Choose what to do");
    wrong(to, "what=lift&email=gone%40example.org", "was not among them");
    let look = || send(to, "what=look&email=Gone%2Btag%40example.org").body;
    assert!(look().contains("is not among them"));
    assert!(done(to, "what=add&email=gone%40example.org").body.contains("receives no newsletter any more"));
    assert!(look().contains("because its owner asked for it"));
    assert!(done(to, "what=lift&email=gone%40example.org").body.contains("may subscribe again"));
    assert!(look().contains("is not among them"));
    let acts = acts();
    assert!(acts.iter().any(|(what, _)| what == "suppress-address"));
    assert!(acts.iter().all(|(_, about)| !about.contains("gone")), "{acts:?}");
}

/// The form with a file.
fn bring(list: &str, file: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = String::new();
    for (name, value) in fields {
        form.push_str(&format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    form.push_str(&format!(
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\n{file}\r\n--XX--\r\n"
    ));
    let lines = format!("{}{}", own(), served().cookie(Role::Editor));
    let kind = "multipart/form-data; boundary=XX";
    post_as(kind, &format!("/desk/newsletter/files/{list}"), &lines, form.as_bytes())
}

#[test]
fn a_file_is_tried_brought_in_and_taken_out() {
    list("files");
    let file = "email,name\nann@example.com,=cmd\nnobody,<b>Bob\n=cee@example.com,\n";
    let terms = [("where", "a fair"), ("when", "2025-05-01"), ("how", "+on paper"), ("details", "yes")];
    let with = |what: &'static str| [terms.as_slice(), &[("what", what)]].concat();
    assert_eq!(bring("files", file, &terms).status, 400);
    assert!(bring("files", "a,b\n1,2\n", &with("try")).body.contains("no column `email`"));
    let page = bring("files", file, &with("try"));
    assert_eq!(page.status, 200);
    for part in ["Nothing was changed", "2 joined", "1 no address", "value=\"a fair\""] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(figures("files").is_empty());
    let page = bring("files", file, &with("bring"));
    assert!(page.body.contains("2 joined") && !page.body.contains("Nothing was changed"), "{}", page.body);
    assert_eq!(figures("files"), [("subscribed".to_owned(), 2)]);
    wrong("/desk/newsletter/export/files", "", "Choose a form");
    let out = send("/desk/newsletter/export/files", "form=own");
    assert_eq!((out.status, out.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(out.header("content-disposition").contains("files-subscribers.csv"), "{}", out.head);
    assert!(
        out.body.contains("ann@example.com,files,subscribed,a fair,2025-05-01,'+on paper,'=cmd,"),
        "{}",
        out.body
    );
    assert!(out.body.contains("\n'=cee@example.com,"), "no cell is a formula: {}", out.body);
    let again = bring("files", &out.body, &with("try"));
    assert!(again.body.contains("2 already"), "{}", again.body);
    let acts = acts();
    assert!(acts.contains(&("import-subscribers".into(), "files: 3 lines of people.csv".into())), "{acts:?}");
    assert!(acts.contains(&("export-subscribers".into(), "files".into())));
}
