//! Reads a posted form, within bounds of size and time, and only from our own pages.

use crate::{answer::Refusal, query::Query, upload::Upload};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    body::{Body, Bytes},
    header::{self, HeaderMap},
};
use multer::Multipart;
use std::time::Duration;

/// The most that a form without files may send, in bytes, and how long it may take to arrive.
const LONGEST_FORM: usize = 1 << 20;
const FORM_TIME: Duration = Duration::from_secs(10);
/// The most that the text of one field beside a file may have, in bytes.
const LONGEST_FIELD: usize = 1 << 20;

/// What a form may send.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many fields.
    fields: usize,
    /// How many bytes in a form with files.
    bytes: usize,
    /// How many files.
    files: usize,
    /// How long a form with files may take to arrive.
    time: Duration,
}

/// A form of the site's charters and tables: no files.
pub const PLAIN: Bounds = Bounds { fields: 64, bytes: 0, files: 0, time: FORM_TIME };
/// A form that anybody may send: a logo or two.
pub const VISITOR: Bounds = Bounds { fields: 64, bytes: 4 << 20, files: 2, time: Duration::from_secs(60) };
/// A form of the desk: many rows ticked, pictures, an archive of a whole site.
pub const DESK: Bounds = Bounds { fields: 2048, bytes: 64 << 20, files: 32, time: Duration::from_secs(110) };

/// What a form sent: its fields, and its files.
pub type Sent = (Query, Vec<Upload>);

/// The origins under which this site is reached: the one at which this request was sent, and the one that is set.
#[derive(Clone, Debug)]
pub struct Ours {
    /// Such as `http://localhost:8080`.
    pub here: String,
    /// Such as `https://example.org`.
    pub set: Option<String>,
}

impl Ours {
    fn is(&self, origin: &[u8]) -> bool {
        origin == self.here.as_bytes() || self.set.as_ref().is_some_and(|set| origin == set.as_bytes())
    }
}

/// Was something posted by a page of this site, where no visitor is signed in? Browsers say so themselves, by `Sec-Fetch-Site`
/// and `Origin`, where another port of this machine counts as another site. A program that says neither is let through: a
/// forged form could do nothing that whoever forges it could not do alone.
pub fn of_this_site(headers: &HeaderMap, ours: &Ours) -> bool {
    let site = headers.get("sec-fetch-site");
    let origin = headers.get(header::ORIGIN).map(|origin| origin.as_bytes().to_ascii_lowercase());
    site.is_none_or(|site| site == "same-origin" || site == "none")
        && origin.is_none_or(|origin| ours.is(&origin))
}

/// Was a form at the desk sent by a page of the desk? There the cookie speaks for somebody, so that silence is no answer: the
/// browser must say that the form comes from `ours`, by `Origin`, or by `Referer` or `Sec-Fetch-Site` where it has no `Origin`.
/// Beside it the cookie is not sent with what another site posts (`SameSite`).
pub fn of_the_desk(headers: &HeaderMap, ours: &Ours) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.as_bytes().to_ascii_lowercase());
    // An address without its path: `https://example.org/desk` is of `https://example.org`.
    let of_page = |page: &[u8]| {
        let mut slashes = page.iter().enumerate().filter(|(_, sign)| **sign == b'/').map(|(place, _)| place);
        slashes.nth(2).is_some_and(|end| ours.is(&page[..end]))
    };
    let site = headers.get("sec-fetch-site");
    let says_so = match (text("origin"), text("referer")) {
        (Some(origin), _) => ours.is(&origin),
        (None, Some(page)) => of_page(&page),
        (None, None) => site.is_some_and(|site| site == "same-origin"),
    };
    says_so && of_this_site(headers, ours)
}

/// What is said to a form from elsewhere.
pub fn foreign() -> Refusal {
    Refusal::new(403, "The form is not ours", "The form was sent from another site.")
        .help("Open the page on this site and send its own form.")
}

/// The fields and files of a form, within bounds.
pub async fn form<B>(headers: &HeaderMap, body: B, bounds: Bounds) -> Result<Sent, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("multipart/form-data") && bounds.files > 0 {
        let bytes = bounded(body, bounds.bytes, bounds.time).await?;
        return parts(kind, bytes, bounds).await;
    }
    if !lower.starts_with("application/x-www-form-urlencoded") {
        return Err(Refusal::new(415, "The form cannot be read", "It is not sent as a form sends it.")
            .help("Send it as application/x-www-form-urlencoded."));
    }
    let bytes = bounded(body, LONGEST_FORM, FORM_TIME).await?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Refusal::bad("The form is not UTF-8.").help("Send it as UTF-8."))?;
    Ok((Query::read_most(text, bounds.fields)?, Vec::new()))
}

/// Is it a form with files? They are read by few at once.
pub fn has_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_ascii_lowercase());
    kind.is_some_and(|kind| kind.starts_with(b"multipart/"))
}

/// Reads a body as it is.
pub async fn whole<B>(body: B) -> Result<Bytes, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    bounded(body, LONGEST_FORM, FORM_TIME).await
}

/// Reads a body and drops it: what a mail program posts says nothing that the address does not.
pub async fn drained<B>(body: B) -> Result<(), Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    bounded(body, LONGEST_FORM, FORM_TIME).await.map(drop)
}

/// The parts of a form with files (RFC 7578).
async fn parts(kind: &str, bytes: Bytes, bounds: Bounds) -> Result<Sent, Refusal> {
    let broken =
        |_| Refusal::bad("The form with its files cannot be read.").help("Send the page's own form again.");
    let boundary = multer::parse_boundary(kind).map_err(broken)?;
    let mut parts = Multipart::new(Full::new(bytes).into_data_stream(), boundary);
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        if let Some(name) = part.file_name().map(str::to_owned) {
            let kind = part.content_type().map(|kind| kind.essence_str().to_owned()).unwrap_or_default();
            let bytes = part.bytes().await.map_err(broken)?;
            if name.is_empty() && bytes.is_empty() {
                // A field for a file in which none was chosen.
                continue;
            }
            if files.len() == bounds.files {
                return Err(too_long(format!("It may have {} files at most.", bounds.files)));
            }
            files.push(Upload { field, name: Upload::plain_name(&name), kind, bytes: bytes.to_vec() });
            continue;
        }
        if pairs.len() == bounds.fields {
            return Err(Refusal::bad(format!("More than {} things are asked at once.", bounds.fields)));
        }
        let bytes = part.bytes().await.map_err(broken)?;
        if bytes.len() > LONGEST_FIELD {
            return Err(too_long(format!("A field may have {} kB at most.", LONGEST_FIELD / 1024)));
        }
        let value = String::from_utf8(bytes.to_vec())
            .map_err(|_| Refusal::bad("The form is not UTF-8.").help("Send it as UTF-8."))?;
        pairs.push((field, value));
    }
    Ok((Query::of(pairs), files))
}

/// A body within its bounds of size and time.
async fn bounded<B>(body: B, most: usize, time: Duration) -> Result<Bytes, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let too_long = || match most {
        LONGEST_FORM => too_long(format!("It may have {} kB at most.", most / 1024))
            .help("Use koinon check and koinon members for long files."),
        _ => too_long(format!("It may have {} MB at most, its files included.", most >> 20)),
    };
    if usize::try_from(body.size_hint().lower()).is_ok_and(|size| size > most) {
        return Err(too_long());
    }
    let read = tokio::time::timeout(time, Limited::new(body, most).collect()).await;
    match read {
        Err(_) => Err(Refusal::new(
            408,
            "The form came too slowly",
            format!("It did not arrive within {} seconds.", time.as_secs()),
        )),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_long()),
        Ok(Err(_)) => Err(Refusal::bad("The form broke off.")),
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
    }
}

fn too_long(says: String) -> Refusal {
    Refusal::new(413, "The form is too long", says)
}
