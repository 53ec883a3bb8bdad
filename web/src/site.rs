//! From a request to a response: which route answers, what is kept, and what is computed on which threads.

mod desk;
mod form;
mod host;
mod job;
mod network;
mod reply;

use crate::{
    answer::{Answer, Refusal, Said},
    assets,
    facts::Facts,
    institution::Seen,
    kept::Kept,
    layout::{self, Around},
    pages,
    piece::Effort,
    pool::{Pool, PoolError},
    query::{Query, decoded, shown},
    routes::{self, How, Route, Told},
    written::{Footer, Written},
};
use desk::Visitor;
use form::{DESK, PLAIN, VISITOR, drained, foreign, form, has_files, of_the_desk, of_this_site, whole};
use host::{Host, host};
use http_body_util::Full;
use hyper::{
    Method, Request, Response, Uri,
    body::{Body, Bytes},
    header::{self, HeaderMap},
    http::request::Parts,
};
use job::{Job, Progress};
use reply::finish;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How what never changes may be kept.
const LASTING: &str = "public, max-age=31536000, immutable";
/// How long a page may take to be written: some milliseconds are usual.
const PAGE_TIME: Duration = Duration::from_secs(20);
/// How long pictures and archives that the desk sends may take to be read.
const FILES_TIME: Duration = Duration::from_secs(90);
/// How long the work of a form may take.
const WORK_TIME: Duration = Duration::from_secs(10);
/// How many pages of the campaign are written at once.
const CLERKS: usize = 32;
/// How many visitors may wait for a commit of the campaign's tables at once.
const SCRIBES: usize = 64;
/// How many threads begin writes for which nobody waits. Few, for they are never still then, and to wake another costs as much as
/// what they do.
const BEGINNERS: usize = 4;
/// How many forms with files are read at once.
const UPLOADS: usize = 4;
/// How much memory kept answers may take, in bytes.
const KEPT: usize = 96 << 20;
/// The same for answers of one moment of the institution.
const KEPT_OF_MOMENT: usize = 32 << 20;

/// A response, whole.
pub type Reply = Response<Full<Bytes>>;

/// The site: its facts, what it keeps, and the threads that write pages and work on forms.
pub struct Site {
    facts: Arc<Facts>,
    kept: Kept,
    moment: Mutex<Arc<OfMoment>>,
    writers: Pool,
    workers: Pool,
    /// Threads that read the campaign's tables.
    clerks: Pool,
    /// Threads that may wait for a commit: many, so that they share one, and apart from those who read, so that no page waits
    /// behind them.
    scribes: Pool,
    /// Threads that begin writes and do not wait: signatures.
    beginners: Pool,
    /// Places for the files of visitors, and of the desk: they are read into memory.
    uploads: Semaphore,
    archives: Semaphore,
}

/// What is kept for as long as the institution stands as it is.
struct OfMoment {
    seen: Arc<Seen>,
    footer: Footer,
    kept: Kept,
}

impl Site {
    /// Makes the site of these facts.
    ///
    /// # Errors
    ///
    /// The system's, where it gives no thread.
    pub fn new(facts: Facts) -> std::io::Result<Arc<Self>> {
        let moment = Mutex::new(Arc::new(OfMoment::new(&facts, facts.live.now())));
        Ok(Arc::new(Self {
            facts: Arc::new(facts),
            moment,
            kept: Kept::new(KEPT),
            writers: Pool::new("writer", 2, 1024)?,
            workers: Pool::new("worker", 2, 8)?,
            clerks: Pool::new("clerk", CLERKS, 4096)?,
            scribes: Pool::new("scribe", SCRIBES, 4096)?,
            beginners: Pool::new("beginner", BEGINNERS, 4096)?,
            uploads: Semaphore::new(UPLOADS),
            archives: Semaphore::new(UPLOADS),
        }))
    }

    /// Writes the pages that readers open first, so that none of them waits.
    pub async fn warm(&self, port: u16) {
        let kept = |route: &&Route| matches!(route.how, How::Kept | How::KeptUnless(_) | How::Live);
        for route in routes::ROUTES.iter().filter(kept) {
            let host = format!("localhost:{port}");
            let request =
                Request::get(route.example).header(header::HOST, host).body(Full::<Bytes>::default());
            if let Ok(request) = request {
                self.reply(request, port).await;
            }
        }
    }

    /// Answers a request that came to `port`.
    pub async fn reply<B>(&self, request: Request<B>, port: u16) -> Reply
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        // One moment for the whole answer, its footer included.
        let moment = self.moment(self.facts.live.now());
        let caching = match (routes::find(head.uri.path(), false), assets::find(head.uri.path())) {
            (_, Some(_)) => LASTING,
            (Some((route, _)), _) if route.how.may_be_kept() => "no-cache",
            _ => "no-store",
        };
        let coalition = self.facts.campaign.is_some();
        let origin = self.origin();
        let visitor = Visitor::of(&head.uri, &head.headers, origin.clone());
        let https = visitor.https();
        let written = match host(&head.uri, &head.headers, port, origin.as_deref()) {
            Host::Ours => self.written((&moment, port), &head, visitor, body).await,
            Host::Address => Ok(Arc::new(moved(&head.uri, port))),
            Host::Unknown(name) => Err(Refusal::new(
                421,
                "This is another site",
                format!("This server answers for localhost:{port}, not for “{}”.", shown(&name)),
            )
            .instead(format!("http://localhost:{port}/"), format!("http://localhost:{port}/"))),
            Host::Missing => Err(Refusal::bad("The request does not say to which site it is sent.")
                .help(format!("Send the header “Host: localhost:{port}”."))),
        };
        let (written, caching) = match written {
            Ok(written) if written.lasting => (written, LASTING),
            Ok(written) => (written, caching),
            Err(refusal) => (Arc::new(Written::refusal(&refusal, coalition)), "no-store"),
        };
        let changes = match &written.below {
            Some(_) => self.changes().await,
            None => None,
        };
        finish(&written, changes.as_ref(), &moment.footer, (caching, https), &head.headers)
    }

    /// The part of the first page that changes with the campaign; none where there is none, or it cannot be read now.
    async fn changes(&self) -> Option<Footer> {
        let campaign = Arc::clone(self.facts.campaign.as_ref()?);
        let strip = move || Footer::new(pages::content::strip::strip(&campaign).into_string());
        self.clerks.run(PAGE_TIME, strip).await.ok()
    }

    async fn written<B>(
        &self,
        (moment, port): (&OfMoment, u16),
        head: &Parts,
        mut visitor: Visitor,
        body: B,
    ) -> Result<Arc<Written>, Refusal>
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (path, headers) = (head.uri.path(), &head.headers);
        let posted = match head.method {
            Method::GET | Method::HEAD => false,
            Method::POST => true,
            _ => return Err(wrong_method(path)),
        };
        if let Some(asset) = assets::find(path).filter(|_| !posted) {
            return self.kept.get(path, || async { Ok(Written::asset(asset)) }).await;
        }
        let Some((route, part)) = routes::find(path, posted) else {
            return match routes::find(path, !posted) {
                Some((route, _)) if route.name != pages::content::page::NAME => Err(wrong_method(path)),
                _ => self.elsewhere(path).await,
            };
        };
        let part = decoded(part, false)?.replace('\0', "\u{fffd}");
        let asked = head.uri.query().unwrap_or_default();
        let read = |query: &str| Ok::<_, Refusal>(Query::read(query)?.only(route.reads));
        let seen = (moment, port);
        // A form with files has its place until it is answered.
        let _place: Option<SemaphorePermit<'_>>;
        let (pool, time, query, effort) = match route.how {
            How::Posted => {
                if !of_this_site(headers, &visitor.ours) {
                    return Err(foreign());
                }
                let (query, _) = form(headers, body, PLAIN).await?;
                (&self.workers, WORK_TIME, query, Effort::Fast)
            }
            How::Campaign | How::Public | How::Desk(_) => {
                (&self.clerks, PAGE_TIME, read(asked)?.for_tables(), Effort::Fast)
            }
            How::OneClick => {
                drained(body).await?;
                (&self.scribes, PAGE_TIME, Query::default(), Effort::Fast)
            }
            How::Told => {
                let signature = headers.get("stripe-signature").and_then(|value| value.to_str().ok());
                let signature = signature.unwrap_or_default().to_owned();
                visitor.told = Some(Told { signature, body: whole(body).await?.to_vec() });
                (&self.scribes, PAGE_TIME, Query::default(), Effort::Fast)
            }
            How::Entered | How::Begun => {
                if !of_this_site(headers, &visitor.ours) {
                    return Err(foreign());
                }
                _place = self.place(&self.uploads, headers).await?;
                let query;
                (query, visitor.files) = form(headers, body, VISITOR).await?;
                let pool = if route.how == How::Begun { &self.beginners } else { &self.scribes };
                (pool, PAGE_TIME, query.for_tables(), Effort::None)
            }
            How::Ordered(_) => {
                if !of_the_desk(headers, &visitor.ours) {
                    return Err(foreign());
                }
                // Who may not is told so before anything is read of what they send.
                let facts = Arc::clone(&self.facts);
                let enter = move || (visitor.enter(&facts, route.how), visitor);
                let (entered, let_in) = self.clerks.run(PAGE_TIME, enter).await.map_err(busy)?;
                if let Some(away) = entered? {
                    return Ok(Arc::new(Written::answer(away, &Around::default(), Effort::Fast)));
                }
                visitor = let_in;
                _place = self.place(&self.archives, headers).await?;
                let query;
                (query, visitor.files) = form(headers, body, DESK).await?;
                let time = if visitor.files.is_empty() { PAGE_TIME } else { FILES_TIME };
                (&self.scribes, time, query.for_tables(), Effort::Fast)
            }
            How::Fresh => (&self.writers, PAGE_TIME, read(asked)?, Effort::Fast),
            How::KeptUnless(typed) if Query::read(asked)?.has_any(typed) => {
                (&self.workers, WORK_TIME, read(asked)?, Effort::Fast)
            }
            How::Kept | How::KeptUnless(_) | How::Live => {
                let query = read(asked)?;
                // The head of a page names where the site stands and whose it is, which can be set anew.
                let of = self.facts.campaign.as_ref().map(|campaign| {
                    let office = campaign.office();
                    format!("{} {}", office.origin, office.sender.name)
                });
                let address = format!("{} {path}{}", of.unwrap_or_default(), query.written());
                let (kept, effort) = match route.how {
                    How::Live => (&moment.kept, Effort::Fast),
                    _ => (&self.kept, Effort::Best),
                };
                let job = self.job(seen, visitor, (route, part), query, effort);
                let write = || async { self.writers.run(PAGE_TIME, move || job.done()).await.map_err(busy)? };
                return kept.get(&address, write).await;
            }
        };
        let job = self.job(seen, visitor, (route, part), query, effort);
        let (later, job) = match pool.run(time, move || job.begin()).await.map_err(busy)?? {
            Progress::Written(written) => return Ok(Arc::new(*written)),
            Progress::Waits(later, job) => (later, job),
        };
        let said = tokio::time::timeout(time, later.told()).await.map_err(|_| busy(PoolError::Late))??;
        let written = match said {
            Said::Plain(_) => job.say(said),
            Said::Read(_) => self.clerks.run(time, move || job.say(said)).await.map_err(busy)?,
        };
        written.map(Arc::new)
    }

    /// A place for a form with files; others need none.
    async fn place<'s>(
        &self,
        places: &'s Semaphore,
        headers: &HeaderMap,
    ) -> Result<Option<SemaphorePermit<'s>>, Refusal> {
        if !has_files(headers) {
            return Ok(None);
        }
        places.acquire().await.map(Some).map_err(|_| busy(PoolError::Full))
    }

    /// Where the campaign's letters say that the site stands: a name by which it is asked beside `localhost`.
    fn origin(&self) -> Option<String> {
        self.facts.campaign.as_ref().map(|campaign| campaign.office().origin.clone())
    }

    /// What is asked of a route, put together for a thread.
    fn job(
        &self,
        (moment, port): (&OfMoment, u16),
        visitor: Visitor,
        (route, part): (&'static Route, String),
        query: Query,
        effort: Effort,
    ) -> Job {
        let (facts, seen) = (Arc::clone(&self.facts), Arc::clone(&moment.seen));
        Job { facts, seen, port, visitor, route, part, query, effort }
    }

    /// What is kept of a moment. With the first reader of a later one, what was kept of an earlier one goes.
    fn moment(&self, seen: Arc<Seen>) -> Arc<OfMoment> {
        let mut moment = self.moment.lock().unwrap_or_else(PoisonError::into_inner);
        // Another reader may have seen a later moment since this one looked: that is as good.
        if moment.seen.version < seen.version {
            *moment = Arc::new(OfMoment::new(&self.facts, seen));
        }
        Arc::clone(&moment)
    }

    /// No route has this path: perhaps a site that was here before had it, or a route has without its last slash.
    async fn elsewhere(&self, path: &str) -> Result<Arc<Written>, Refusal> {
        let (facts, asked) = (Arc::clone(&self.facts), decoded(path, false)?);
        let formerly = move || pages::content::formerly(&facts, &asked);
        let formerly = self.clerks.run(PAGE_TIME, formerly).await.map_err(busy)??;
        let shorter = path.trim_end_matches('/');
        let shorter = (shorter != path
            && !shorter.is_empty()
            && !shorter.starts_with("//")
            && routes::find(shorter, false)
                .is_some_and(|(route, _)| route.name != pages::content::page::NAME))
        .then(|| shorter.to_owned());
        match formerly.or(shorter) {
            Some(address) => {
                let answer = Answer::Moved(address);
                Ok(Arc::new(Written::answer(answer, &Around::default(), Effort::Fast)))
            }
            None => Err(Refusal::not_found(format!("Nothing stands at “{}”.", shown(path)))),
        }
    }
}

impl OfMoment {
    fn new(facts: &Facts, seen: Arc<Seen>) -> Self {
        let footer = Footer::new(layout::footer(facts, &seen));
        Self { seen, footer, kept: Kept::new(KEPT_OF_MOMENT) }
    }
}

fn moved(uri: &Uri, port: u16) -> Written {
    let rest = uri.path_and_query().map_or("/", |rest| rest.as_str());
    let rest = if rest.starts_with('/') { rest } else { "/" };
    let answer = Answer::Moved(format!("http://localhost:{port}{rest}"));
    Written { status: 307, ..Written::answer(answer, &Around::default(), Effort::Fast) }
}

fn busy(error: PoolError) -> Refusal {
    let help = "Wait a little and ask again.";
    match error {
        PoolError::Full => {
            Refusal::new(503, "Too many ask at once", "Every place in the queue is taken.").help(help)
        }
        PoolError::Late => Refusal::new(503, "It took too long", "The work was not done within its time.")
            .help("A smaller charter or table takes less; the command line has no such limit."),
        PoolError::Broke => Refusal::broken(),
    }
}

fn wrong_method(path: &str) -> Refusal {
    Refusal::new(405, "It cannot be asked so", format!("“{}” does not answer this method.", shown(path)))
}
