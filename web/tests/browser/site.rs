//! The site under test, served once for all tests, and the kinds of pages that it has.

use std::sync::{Arc, OnceLock, mpsc};

use web::answer::Answer;
use web::query::Query;
use web::routes::ROUTES;
use web::{Facts, Listener};

/// A kind of page.
pub struct Kind {
    /// A word for file names.
    pub name: String,
    /// An address of the kind.
    pub path: String,
}

/// The served site.
pub struct Site {
    /// Its port.
    pub port: u16,
    /// Every kind of page.
    pub kinds: Vec<Kind>,
}

impl Site {
    /// The whole address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }
}

/// Pages of a kind that are drawn otherwise than its example.
const MORE: [(&str, &str); 16] = [
    ("acts-of-a-motion", "/acts?motion=10"),
    ("home-1938", "/?year=1938"),
    ("home-body", "/?charter=european-union&year=2020"),
    ("states-few", "/states?verdict=risk"),
    ("states-none", "/states?verdict=lost"),
    ("state-observed", "/states/hungary"),
    ("state-unknown", "/states/tuvalu"),
    ("state-ended", "/states/german-democratic-republic"),
    ("search-nothing", "/search?q=xyzzy"),
    ("power-body", "/power?charter=un-security-council&year=2023"),
    (
        "power-joins",
        "/power?charter=european-union&year=2023&named=qualified&accede=UKR,Norway&without=Malta",
    ),
    ("power-table", "/power?table=player%2Cvotes%0AA%2C4%0AB%2C2%0AC%2C1&rule=6+of+votes"),
    ("seats-body", "/seats?charter=european-union&year=2023&paradoxes=yes"),
    (
        "seats-tie",
        "/seats?table=player%2Cvotes%2Cparty%0AA%2C10%2Cred%0AB%2C10%2Cgreen%0AC%2C7%2Cred&seats=4",
    ),
    ("scale-mission", "/scale?method=united-nations-peacekeeping"),
    ("scale-key", "/scale?charter=north-atlantic-treaty&key=50%25+gdp+%2B+50%25+population"),
];

/// The site, started by whoever asks first.
pub fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let (sender, port) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = Listener::bind(0).await.unwrap();
                sender.send(listener.port()).unwrap();
                let site = web::Site::new(Facts::demonstration()).unwrap();
                listener.serve(Arc::clone(&site), std::future::pending()).await;
            });
        });
        Site { port: port.recv().unwrap(), kinds: kinds() }
    })
}

/// The examples of all routes that answer with a page, and the others of [`MORE`].
fn kinds() -> Vec<Kind> {
    let facts = Facts::embedded();
    let is_page = |example: &str| {
        let (path, query) = example.split_once('?').unwrap_or((example, ""));
        let (route, part) = web::routes::find(path, false).unwrap();
        let query = Query::read(query).unwrap();
        matches!(route.ask(facts, part, &query), Ok(Answer::Page(_) | Answer::Known(..)))
    };
    let routes = ROUTES.iter().filter(|route| !route.how.is_posted() && is_page(route.example));
    let routes = routes.map(|route| (route.name, route.example));
    let kind = |(name, path): (&str, &str)| Kind { name: name.to_owned(), path: path.to_owned() };
    let mut kinds: Vec<Kind> = routes.chain(MORE).map(kind).collect();
    // A count with its roll call, wherever the scenario has its last one.
    let institution = facts.live.now().institution.clone().unwrap();
    let mut counts = institution.ledger.entries().rev().filter(|(_, entry)| &*entry.kind == "vote-closed");
    let (count, _) = counts.next().unwrap();
    kinds.push(Kind { name: "act-count".to_owned(), path: format!("/acts/{count}") });
    kinds
}
