//! Reads a posted form, within bounds of size and time, and only from our own pages.

use crate::answer::Refusal;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::{
    body::{Body, Bytes},
    header::{self, HeaderMap},
};
use std::time::Duration;

/// The most that a form may send, in bytes.
const LONGEST_FORM: usize = 1 << 20;
/// How long a form may take to arrive.
const FORM_TIME: Duration = Duration::from_secs(10);

/// The text of a form, within its bounds of size and time.
pub async fn form<B>(headers: &HeaderMap, origin: Option<&str>, body: B) -> Result<String, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if !of_this_site(headers, origin) {
        return Err(Refusal::new(403, "The form is not ours", "The form was sent from another site.")
            .help("Open the page on this site and send its own form."));
    }
    let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_ascii_lowercase());
    if !kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded")) {
        return Err(Refusal::new(415, "The form cannot be read", "It is not sent as a form sends it.")
            .help("Send it as application/x-www-form-urlencoded."));
    }
    let bytes = bounded(body).await?;
    String::from_utf8(bytes.to_vec())
        .map_err(|_| Refusal::bad("The form is not UTF-8.").help("Send it as UTF-8."))
}

/// Reads a body and drops it: what a mail program posts says nothing that the address does not.
pub async fn drained<B>(body: B) -> Result<(), Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    bounded(body).await.map(drop)
}

/// A body within its bounds of size and time.
async fn bounded<B>(body: B) -> Result<Bytes, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let too_long = || {
        Refusal::new(413, "The form is too long", format!("It may have {} kB at most.", LONGEST_FORM / 1024))
            .help("Use koinon check and koinon members for long files.")
    };
    if body.size_hint().lower() > LONGEST_FORM as u64 {
        return Err(too_long());
    }
    let read = tokio::time::timeout(FORM_TIME, Limited::new(body, LONGEST_FORM).collect()).await;
    match read {
        Err(_) => Err(Refusal::new(408, "The form came too slowly", "It did not arrive within ten seconds.")),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_long()),
        Ok(Err(_)) => Err(Refusal::bad("The form broke off.")),
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
    }
}

/// Was a form sent by a page of this site? Browsers say so themselves, by `Sec-Fetch-Site` and `Origin`, where another
/// port of this machine counts as another site. No token is needed beside it: no visitor is
/// signed in, so that a forged form could do nothing that whoever forges it could not do alone. A program that says neither is let through.
fn of_this_site(headers: &HeaderMap, ours: Option<&str>) -> bool {
    let site = headers.get("sec-fetch-site");
    let host = headers.get(header::HOST).map(|host| host.as_bytes().to_ascii_lowercase());
    let own = |origin: &[u8]| {
        origin.strip_prefix(b"http://") == host.as_deref()
            || ours.is_some_and(|ours| origin == ours.as_bytes())
    };
    site.is_none_or(|site| site == "same-origin" || site == "none")
        && headers.get(header::ORIGIN).is_none_or(|origin| own(&origin.as_bytes().to_ascii_lowercase()))
}
