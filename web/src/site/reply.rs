//! The response: its status, the headers that keep readers safe, and the body in the encoding that they take.

use super::Reply;
use crate::{
    piece,
    written::{Footer, Written},
};
use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{self, HeaderMap, HeaderName, HeaderValue},
};

/// No script, style, picture, frame, form or question of anyone else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

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

/// The response: status, headers, and the body in the encoding that the reader takes, with the footer below a page, and in it the
/// part that changes. How it may be kept, and whether it goes out by https, come with it.
pub fn finish(
    written: &Written,
    changes: Option<&Footer>,
    footer: &Footer,
    (caching, https): (&'static str, bool),
    asked: &HeaderMap,
) -> Reply {
    let takes_gzip = asked.get_all(header::ACCEPT_ENCODING).iter().any(takes_gzip);
    let mut pieces = vec![&written.body];
    let mut etag = written.tag.clone();
    let mut join = |part: &Footer| etag.push_str(&format!("-{}", part.tag));
    if let Some(changes) = changes.filter(|_| written.below.is_some()) {
        pieces.push(&changes.body);
        join(changes);
    }
    pieces.extend(&written.below);
    if written.footed {
        pieces.push(&footer.body);
        join(footer);
    }
    let etag = format!("\"{etag}\"");
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).is_some_and(|tags| {
        let same = |tag: &str| tag == "*" || tag.trim_start_matches("W/") == etag;
        tags.split(',').any(|tag| same(tag.trim()))
    });
    let unchanged = known && written.status == 200 && caching != "no-store";
    let gzip = if takes_gzip && !unchanged { piece::gzip(&pieces) } else { None };
    let encoded = gzip.is_some();
    let body = match unchanged {
        true => Bytes::new(),
        false => gzip.unwrap_or_else(|| piece::plain(&pieces)),
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
    for cookie in &written.cookies {
        if let Ok(cookie) = HeaderValue::try_from(cookie.written(https)) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    let mut put = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    if caching != "no-store" {
        // The encodings differ in their bytes, not in what they say.
        put(header::ETAG, format!("W/{etag}"));
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
    if encoded {
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
