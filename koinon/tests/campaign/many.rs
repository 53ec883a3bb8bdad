//! A newsletter to many, by the program as it runs: killed again and again it sends nothing twice and loses nothing; paused it holds;
//! what comes back is heard.

use crate::{
    sink::Sink,
    site::{Site, run_code},
};
use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError},
    newsletter::{self, subscribe},
    office::Office,
    people::log,
    secret::Secrets,
};
use record::store::Location;
use std::{
    fs,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use trials::place::Place;

/// A campaign with readers, whose letters go to a server that counts them.
struct Many {
    site: Site,
    db: Db,
    readers: Vec<String>,
}

impl Many {
    fn new(sink: &Sink, database: Option<&str>, readers: Vec<String>, options: &[&str]) -> Self {
        let port = sink.port.to_string();
        let smtp = [
            "--smtp",
            "localhost",
            "--protection",
            "none",
            "--port",
            &port,
            "--bounces",
            "bounces@example.org",
        ];
        let site = Site::begun(&[&smtp, options].concat(), database);
        site.campaign(&["list", "news", "News", "Once a month"]);
        let key: [u8; 32] = fs::read(site.folder.path().join("campaign.key")).unwrap().try_into().unwrap();
        let location = match database {
            Some(url) => Location::Postgres(url.to_owned()),
            None => Location::Sqlite(site.folder.path().join("campaign.sqlite")),
        };
        let db = Db::open(&location, TABLES).unwrap();
        let sender = campaign::mail::Sender {
            name: "Coalition".into(),
            address: Address::read("office@example.org").unwrap(),
            bounces: None,
            postal: "1 Example Street".into(),
        };
        let secrets = Secrets::new(&key, Some(&key));
        let office = Arc::new(Office { secrets, sender, origin: "http://localhost".into() });
        let all = readers.clone();
        db.write::<_, DbError>(move |sql| {
            let list = newsletter::list(sql, "news")?.unwrap();
            for (number, reader) in (0u64..).zip(&all) {
                let address = Address::read(reader).unwrap();
                let mut chance = [0; 32];
                chance[..8].copy_from_slice(&number.to_be_bytes());
                assert!(subscribe::join(sql, &office, &list, &address, "a test", 1_700_000_000, chance)?);
            }
            Ok(())
        })
        .unwrap();
        fs::write(site.folder.path().join("issue.md"), "# What happened\n\nA **lot**.\n").unwrap();
        Self { site, db, readers }
    }

    fn send(&self) {
        let issue = self.site.folder.path().join("issue.md");
        self.site.campaign(&["newsletter", "send", issue.to_str().unwrap()]);
    }

    /// The figures that the program shows.
    fn figures(&self) -> serde_json::Value {
        let shown: serde_json::Value =
            serde_json::from_str(&self.site.campaign(&["newsletter", "stats", "--json"])).unwrap();
        shown[0].clone()
    }

    fn figure(&self, name: &str) -> u64 {
        self.figures()["letters"][name].as_u64().unwrap()
    }

    fn wait(&self, what: &str, is: impl Fn() -> bool) {
        let began = Instant::now();
        while !is() {
            assert!(began.elapsed() < Duration::from_secs(120), "{what}: {}", self.figures());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Lets time pass for what was being carried when the program died.
    fn age(&self) {
        let age = "UPDATE issue_letter SET taken = taken - 1000 WHERE stands = 'carried'";
        self.db.write::<_, DbError>(move |sql| sql.run(age, &[])).unwrap();
    }
}

fn readers(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("reader{number}@example.com")).collect()
}

fn killed_again_and_again(database: Option<&str>) {
    const KILLS: u64 = 12;
    let sink = Sink::start(Duration::from_millis(2));
    let options = ["--letters-a-minute", "24000", "--connections", "4"];
    let mut many = Many::new(&sink, database, readers(1_500), &options);
    many.send();
    for kill in 0..KILLS {
        let before = sink.total();
        many.site.serve();
        // Killed at some moment after it began to carry, each time another.
        many.wait("it carries", || sink.total() > before || many.figure("waiting") == 0);
        thread::sleep(Duration::from_millis(37 * kill % 290));
        many.site.kill();
        many.age();
    }
    many.site.serve();
    many.wait("it ends", || many.figures()["stands"] == "sent");
    let seen = sink.seen.lock().unwrap();
    let twice: Vec<_> = seen.taken.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "sent twice: {twice:?}");
    let missing =
        u64::try_from(many.readers.iter().filter(|reader| !seen.taken.contains_key(*reader)).count())
            .unwrap();
    let unknown = many.figure("unknown");
    assert!(missing <= unknown, "{missing} readers have nothing, and only {unknown} letters are unknown");
    assert_eq!(many.figure("sent") + unknown, 1_500);
    // At 400 letters a second no more than a quarter of a second's worth are out.
    assert!(unknown <= KILLS * 100, "{unknown} letters are unknown after {KILLS} kills");
    assert!(seen.most_open >= 2, "one connection alone was used");
}

#[test]
fn killed_again_and_again_it_sends_nothing_twice_on_sqlite() {
    killed_again_and_again(None);
}

#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test"]
fn killed_again_and_again_it_sends_nothing_twice_on_postgresql() {
    killed_again_and_again(Some(&Place::postgres("many").location));
}

#[test]
fn each_failure_of_a_server_means_what_it_should() {
    let sink = Sink::start(Duration::ZERO);
    let names =
        ["gone@example.com", "policy@example.com", "later@example.com", "cut@example.com", "ann@example.com"];
    let mut many = Many::new(&sink, None, names.map(str::to_owned).to_vec(), &["--letters-a-minute", "6000"]);
    many.send();
    many.site.serve();
    many.wait("one waits", || many.figure("waiting") == 1 && many.figure("being_carried") == 0);
    let figures = many.figures()["letters"].clone();
    for (name, count) in [("sent", 1), ("failed", 2), ("unknown", 1), ("waiting", 1)] {
        assert_eq!(figures[name], count, "{name}: {figures}");
    }
    assert_eq!(sink.seen.lock().unwrap().taken["cut@example.com"], 1);
    let status = many.site.campaign(&["status"]);
    assert!(
        status.contains("addresses that receive nothing: 1 bounced"),
        "only who is not there is out: {status}"
    );
    // Put off for a minute, which passes.
    many.db
        .write::<_, DbError>(|sql| {
            sql.run("UPDATE issue_letter SET due = due - 60 WHERE stands = 'waits'", &[])
        })
        .unwrap();
    many.wait("it is tried again", || many.figures()["stands"] == "sent");
    assert_eq!(sink.seen.lock().unwrap().taken["later@example.com"], 1);
    assert_eq!(
        sink.seen.lock().unwrap().taken["cut@example.com"],
        1,
        "what may have arrived is not sent again"
    );
}

#[test]
fn a_pause_holds_and_an_end_of_the_program_puts_back() {
    let sink = Sink::start(Duration::from_millis(20));
    let mut many =
        Many::new(&sink, None, readers(400), &["--letters-a-minute", "60000", "--connections", "2"]);
    many.send();
    many.site.serve();
    many.wait("it carries", || sink.total() > 5);
    many.site.campaign(&["newsletter", "pause", "1"]);
    let at_pause = sink.total();
    many.wait("none is out", || many.figure("being_carried") == 0);
    assert!(
        sink.total() <= at_pause + 2,
        "only what was on its way when it was paused: {at_pause}, then {}",
        sink.total()
    );
    assert_eq!(u64::from(sink.total()), many.figure("sent"));
    many.site.campaign(&["newsletter", "resume", "1"]);
    many.wait("it goes on", || sink.total() > at_pause + 5);
    // Ended as Ctrl-C does: nothing is unknown.
    many.site.stop();
    assert_eq!((many.figure("being_carried"), many.figure("unknown")), (0, 0));
    assert_eq!(u64::from(sink.total()), many.figure("sent"));
    many.site.serve();
    many.wait("it ends", || many.figures()["stands"] == "sent");
    assert_eq!((sink.total(), many.figure("sent")), (400, 400));
}

#[test]
fn what_comes_back_is_heard_from_a_pipe_and_a_folder() {
    let sink = Sink::start(Duration::ZERO);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("new")).unwrap();
    let options = ["--letters-a-minute", "6000", "--returned", folder.path().to_str().unwrap()];
    let mut many = Many::new(&sink, None, readers(2), &options);
    many.send();
    many.site.serve();
    many.wait("it ends", || many.figures()["stands"] == "sent");
    let path = |reader: &str| sink.seen.lock().unwrap().from[reader].clone();
    let message = sink.seen.lock().unwrap().last["reader0@example.com"].clone();
    assert!(message.contains("List-Id: \"News\" <news.example.org>\r\n"), "{message}");
    let report = |to: &str| {
        format!(
            "To: {to}\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\
             Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
        )
    };
    let forged = path("reader0@example.com").replace("bounces+", "bounces+b");
    let (code, said) = run_code(many.site.folder.path(), &["campaign", "bounce"], &report(&forged));
    assert!(code == 0 && said.contains("names no letter"), "{code}: {said}");
    let (code, said) =
        run_code(many.site.folder.path(), &["campaign", "bounce"], &report(&path("reader0@example.com")));
    assert!(code == 0 && said.contains("no such mailbox; nothing more is sent there"), "{code}: {said}");
    fs::write(folder.path().join("new/1.mx"), report(&path("reader1@example.com"))).unwrap();
    many.wait("the folder is heard", || many.figure("bounced") == 2);
    many.wait("it is moved", || folder.path().join("cur/1.mx:2,S").exists());
    let (code, _) = run_code(folder.path(), &["campaign", "bounce"], "");
    assert_eq!(code, 75, "a mail server is asked to try again");
}

#[test]
fn subscribers_come_in_and_go_out_by_files() {
    let sink = Sink::start(Duration::ZERO);
    let many = Many::new(&sink, None, Vec::new(), &[]);
    let folder = many.site.folder.path();
    let file = folder.join("people.csv");
    fs::write(&file, "email,name\nann@example.com,Ann\nnobody,Bob\n=cmd@example.com,Cee\n").unwrap();
    let file = file.to_str().unwrap();
    let (code, said) = run_code(folder, &["campaign", "newsletter", "import", file], "");
    assert!(code == 1 && said.contains("people.csv:2: it is not said where they agreed"), "{code}: {said}");
    let terms = [
        "campaign",
        "newsletter",
        "import",
        file,
        "--where",
        "a fair",
        "--when",
        "2025-05-01",
        "--how",
        "on paper",
    ];
    let (code, said) = run_code(folder, &[&terms[..], &["--dry-run"]].concat(), "");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("Nothing was changed. It would be: 2 joined, 1 no address"), "{said}");
    assert!(many.site.campaign(&["status"]).contains("list news: none"));
    let (code, said) = run_code(folder, &terms, "");
    assert!(code == 1 && said.contains("people.csv:3: an e-mail address has one @"), "{code}: {said}");
    assert!(many.site.campaign(&["status"]).contains("list news: 2 subscribed"));
    let out = many.site.campaign(&["newsletter", "export"]);
    assert!(out.contains("ann@example.com,news,subscribed,a fair,2025-05-01,on paper,,\n"), "{out}");
    assert!(out.contains("\n'=cmd@example.com,"), "no cell is a formula: {out}");
    assert!(
        many.site.campaign(&["newsletter", "block", "ann@example.com"]).contains("receives nothing more")
    );
    assert!(!many.site.campaign(&["newsletter", "export", "--form", "listmonk"]).contains("ann@"));
    // Each is written down, but for what was only tried; and whose address it was is not.
    let done = many.db.read(|sql| log::last(sql, 100)).unwrap();
    let done: Vec<_> = done.iter().filter(|done| done.about.ends_with("from the command line")).collect();
    let acts: Vec<_> = done.iter().rev().map(|done| done.what.as_str()).collect();
    let right = [
        "keep-list",
        "import-subscribers",
        "import-subscribers",
        "export-subscribers",
        "suppress-address",
        "export-subscribers",
    ];
    assert_eq!(acts, right);
    assert!(done.iter().all(|done| !done.about.contains("ann@")));
}

#[test]
fn what_the_command_line_sends_is_written_down_and_never_goes_back_in_time() {
    let sink = Sink::start(Duration::ZERO);
    let many = Many::new(&sink, None, Vec::new(), &[]);
    let issue = many.site.file("issue.md", "# What happened\n\nA lot.\n");
    let send = |options: &[&str]| {
        let all = [&["campaign", "newsletter", "send", &issue], options].concat();
        run_code(many.site.folder.path(), &all, "")
    };
    let (code, said) = send(&["--at", "2020-03-01T09:00:00Z"]);
    assert!(code == 1 && said.contains("2020-03-01T09:00:00Z has passed"), "{code}: {said}");
    assert!(many.site.campaign(&["newsletter", "stats"]).contains("No issue was written yet"));
    for options in [&["--at", "2090-03-01T09:00:00Z"][..], &["--test", "office@example.org"], &[]] {
        let (code, said) = send(options);
        assert_eq!(code, 0, "{said}");
    }
    let done = many.db.read(|sql| log::last(sql, 100)).unwrap();
    let done = done.iter().rev().filter(|done| done.about.ends_with("from the command line"));
    let acts: Vec<_> = done.map(|done| done.what.as_str()).collect();
    assert_eq!(acts, ["keep-list", "schedule-issue", "test-issue", "send-issue"]);
}
