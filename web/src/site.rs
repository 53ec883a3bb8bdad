//! From a request to a response: who may ask, which route answers, what is kept, and the headers.

use crate::{
    answer::Refusal,
    assets,
    facts::Facts,
    kept::Kept,
    pool::{Pool, PoolError},
    query::{Query, decoded, shown},
    routes::{self, Asked, How, Route},
    written::{Effort, Written},
};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    Method, Request, Response, StatusCode, Uri,
    body::{Body, Bytes},
    header::{self, HeaderMap, HeaderName, HeaderValue},
};
use std::{sync::Arc, time::Duration};

/// The most that a form may send, in bytes.
pub const LONGEST_FORM: usize = 1 << 20;
/// How long a form may take to arrive.
const FORM_TIME: Duration = Duration::from_secs(10);
/// How long a page may take to be written: some milliseconds are usual.
const PAGE_TIME: Duration = Duration::from_secs(20);
/// How long the work of a form may take.
const WORK_TIME: Duration = Duration::from_secs(10);
/// How much memory kept answers may take, in bytes.
const KEPT: usize = 96 << 20;

/// No script, style, picture, frame or form of anyone else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every response.
const SAFE: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// A response, whole.
pub type Reply = Response<Full<Bytes>>;

/// The site: its facts, what it keeps, and the threads that write pages and work on forms.
pub struct Site {
    facts: Arc<Facts>,
    kept: Kept,
    writers: Pool,
    workers: Pool,
}

impl Site {
    /// Makes the site of these facts.
    ///
    /// # Errors
    ///
    /// The system's, where it gives no thread.
    pub fn new(facts: Facts) -> std::io::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            facts: Arc::new(facts),
            kept: Kept::new(KEPT),
            writers: Pool::new("writer", 2, 1024)?,
            workers: Pool::new("worker", 2, 8)?,
        }))
    }

    /// Writes the pages that readers open first, so that none of them waits.
    pub async fn warm(&self, port: u16) {
        for route in routes::ROUTES.iter().filter(|route| route.how == How::Kept) {
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
        let caching = match (routes::find(head.uri.path(), false), assets::find(head.uri.path())) {
            (_, Some(_)) => "public, max-age=31536000, immutable",
            (Some((Route { how: How::Kept | How::KeptUnless(_), .. }, _)), _) => "no-cache",
            _ => "no-store",
        };
        let written = match host(&head.uri, &head.headers, port) {
            Host::Ours => self.written(&head.method, &head.uri, &head.headers, body).await,
            Host::Address => Ok(Arc::new(moved(&head.uri, port, &self.facts))),
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
            Ok(written) => (written, caching),
            Err(refusal) => (Arc::new(Written::refusal(&refusal, &self.facts)), "no-store"),
        };
        finish(&written, caching, &head.headers)
    }

    async fn written<B>(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: B,
    ) -> Result<Arc<Written>, Refusal>
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let path = uri.path();
        let posted = match *method {
            Method::GET | Method::HEAD => false,
            Method::POST => true,
            _ => return Err(wrong_method(path)),
        };
        if let Some(asset) = assets::find(path).filter(|_| !posted) {
            return self.kept.get(path, || async { Ok(Written::asset(asset)) }).await;
        }
        let Some((route, part)) = routes::find(path, posted) else {
            return match routes::find(path, !posted) {
                Some(_) => Err(wrong_method(path)),
                None => self.elsewhere(path),
            };
        };
        let part = decoded(part, false)?;
        match route.how {
            How::Posted => {
                let query = Query::read(&form(headers, body).await?)?;
                let write = self.write(route, part, query, Effort::Fast);
                self.workers.run(WORK_TIME, write).await.map_err(busy)?.map(Arc::new)
            }
            How::Fresh => {
                let query = Query::read(uri.query().unwrap_or_default())?.only(route.reads);
                let write = self.write(route, part, query, Effort::Fast);
                self.writers.run(PAGE_TIME, write).await.map_err(busy)?.map(Arc::new)
            }
            How::KeptUnless(typed) if Query::read(uri.query().unwrap_or_default())?.has_any(typed) => {
                let query = Query::read(uri.query().unwrap_or_default())?.only(route.reads);
                let write = self.write(route, part, query, Effort::Fast);
                self.workers.run(WORK_TIME, write).await.map_err(busy)?.map(Arc::new)
            }
            How::Kept | How::KeptUnless(_) => {
                let query = Query::read(uri.query().unwrap_or_default())?.only(route.reads);
                let address = format!("{path}{}", query.written());
                let write = self.write(route, part, query, Effort::Best);
                let write = || async { self.writers.run(PAGE_TIME, write).await.map_err(busy)? };
                self.kept.get(&address, write).await
            }
        }
    }

    /// The job of writing a route's answer.
    fn write(
        &self,
        route: &'static Route,
        part: String,
        query: Query,
        effort: Effort,
    ) -> impl FnOnce() -> Result<Written, Refusal> + Send + 'static {
        let facts = Arc::clone(&self.facts);
        move || {
            let asked = Asked { part: &part, query: &query };
            (route.answer)(&facts, &asked).map(|answer| Written::answer(answer, &facts, effort))
        }
    }

    /// No route has this path: perhaps it has without its last slash.
    fn elsewhere(&self, path: &str) -> Result<Arc<Written>, Refusal> {
        let shorter = path.trim_end_matches('/');
        if shorter != path
            && !shorter.is_empty()
            && !shorter.starts_with("//")
            && routes::find(shorter, false).is_some()
        {
            let answer = crate::answer::Answer::Moved(shorter.to_owned());
            return Ok(Arc::new(Written::answer(answer, &self.facts, Effort::Fast)));
        }
        Err(Refusal::not_found(format!("Nothing stands at “{}”.", shown(path))))
    }
}

/// To whom a request is sent.
enum Host {
    /// To `localhost`, at this port.
    Ours,
    /// To the address of this machine: it is sent on to the name.
    Address,
    /// To another name, as where a page elsewhere has pointed its own name at this machine.
    Unknown(String),
    /// It does not say.
    Missing,
}

fn host(uri: &Uri, headers: &HeaderMap, port: u16) -> Host {
    let named = match (uri.authority(), headers.get(header::HOST)) {
        (Some(authority), _) => authority.as_str().to_owned(),
        (None, Some(host)) => String::from_utf8_lossy(host.as_bytes()).trim().to_ascii_lowercase(),
        (None, None) => return Host::Missing,
    };
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Host::Unknown(named);
    }
    let suffix = format!(":{port}");
    let name = named.strip_suffix(&suffix).or_else(|| (port == 80).then_some(named.as_str()));
    match name {
        Some("localhost") => Host::Ours,
        Some("127.0.0.1" | "[::1]") => Host::Address,
        _ => Host::Unknown(named),
    }
}

fn moved(uri: &Uri, port: u16, facts: &Facts) -> Written {
    let rest = uri.path_and_query().map_or("/", |rest| rest.as_str());
    let rest = if rest.starts_with('/') { rest } else { "/" };
    let answer = crate::answer::Answer::Moved(format!("http://localhost:{port}{rest}"));
    Written { status: 307, ..Written::answer(answer, facts, Effort::Fast) }
}

/// The text of a form, within its bounds of size and time.
async fn form<B>(headers: &HeaderMap, body: B) -> Result<String, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if !of_this_site(headers) {
        return Err(Refusal::new(403, "The form is not ours", "The form was sent from another site.")
            .help("Open the page on this site and send its own form."));
    }
    let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_ascii_lowercase());
    if !kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded")) {
        return Err(Refusal::new(415, "The form cannot be read", "It is not sent as a form sends it.")
            .help("Send it as application/x-www-form-urlencoded."));
    }
    let too_long = || {
        Refusal::new(413, "The form is too long", format!("It may have {} kB at most.", LONGEST_FORM / 1024))
            .help("Use koinon check and koinon members for long files.")
    };
    if body.size_hint().lower() > LONGEST_FORM as u64 {
        return Err(too_long());
    }
    let read = tokio::time::timeout(FORM_TIME, Limited::new(body, LONGEST_FORM).collect()).await;
    let bytes = match read {
        Err(_) => {
            return Err(Refusal::new(
                408,
                "The form came too slowly",
                "It did not arrive within ten seconds.",
            ));
        }
        Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(too_long()),
        Ok(Err(_)) => return Err(Refusal::bad("The form broke off.")),
        Ok(Ok(collected)) => collected.to_bytes(),
    };
    String::from_utf8(bytes.to_vec())
        .map_err(|_| Refusal::bad("The form is not UTF-8.").help("Send it as UTF-8."))
}

/// Was a form sent by a page of this site? Browsers say so themselves, by `Sec-Fetch-Site` and `Origin`, where another
/// port of this machine counts as another site. No token is needed beside it: nobody is signed in and nothing is
/// stored, so that a forged form could gain nothing but the server's time. A program that says neither is let through.
fn of_this_site(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    let host = headers.get(header::HOST).map(|host| host.as_bytes().to_ascii_lowercase());
    let own = |origin: &[u8]| origin.strip_prefix(b"http://") == host.as_deref();
    site.is_none_or(|site| site == "same-origin" || site == "none")
        && headers.get(header::ORIGIN).is_none_or(|origin| own(&origin.as_bytes().to_ascii_lowercase()))
}

fn busy(error: PoolError) -> Refusal {
    let help = "Wait a little and ask again.";
    match error {
        PoolError::Full => {
            Refusal::new(503, "Too many ask at once", "Every place in the queue is taken.").help(help)
        }
        PoolError::Late => Refusal::new(503, "It took too long", "The work was not done within its time.")
            .help("A smaller charter or table takes less; the command line has no such limit."),
        PoolError::Broke => {
            Refusal::new(500, "A mistake of ours", "The program failed to answer this question.")
                .help("Please report the address and what was sent.")
        }
    }
}

fn wrong_method(path: &str) -> Refusal {
    Refusal::new(405, "It cannot be asked so", format!("“{}” does not answer this method.", shown(path)))
}

/// The response: status, headers, and the body in the encoding that the reader takes.
fn finish(written: &Written, caching: &'static str, asked: &HeaderMap) -> Reply {
    let takes_gzip = asked.get_all(header::ACCEPT_ENCODING).iter().any(takes_gzip);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).is_some_and(|tags| {
        let same = |tag: &str| tag == "*" || tag.trim_start_matches("W/") == written.etag;
        tags.split(',').any(|tag| same(tag.trim()))
    });
    let unchanged = known && written.status == 200 && caching != "no-store";
    let gzip = written.gzip.as_ref().filter(|_| takes_gzip);
    let body = match unchanged {
        true => Bytes::new(),
        false => gzip.unwrap_or(&written.plain).clone(),
    };
    let mut reply = Response::new(Full::new(body));
    *reply.status_mut() = match unchanged {
        true => StatusCode::NOT_MODIFIED,
        false => StatusCode::from_u16(written.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
    };
    let headers = reply.headers_mut();
    for (name, value) in SAFE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(written.media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let mut put = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    if caching != "no-store" {
        // The encodings differ in their bytes, not in what they say.
        put(header::ETAG, format!("W/{}", written.etag));
    }
    if let Some(address) = &written.location {
        put(header::LOCATION, address.clone());
    }
    if let Some(name) = &written.download {
        put(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    }
    if written.status == 405 {
        put(header::ALLOW, "GET, HEAD, POST".to_owned());
    }
    if gzip.is_some() && !unchanged {
        put(header::CONTENT_ENCODING, "gzip".to_owned());
    }
    reply
}

/// Does the reader take gzip? (RFC 9110, section 12.5.3; a quality of zero means no.)
fn takes_gzip(value: &HeaderValue) -> bool {
    let Ok(value) = value.to_str() else { return false };
    value.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().trim_start_matches("q=").trim();
        let none = !weight.is_empty() && weight.parse::<f64>().is_ok_and(|weight| weight <= 0.0);
        matches!(name.trim(), "gzip" | "*" | "x-gzip") && !none
    })
}
