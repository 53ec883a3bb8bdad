//! The two cookies of the site: who is signed in, and what was done just now. Nobody who only reads has any.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hyper::header::{self, HeaderMap};

/// For how long what was done just now waits for the page that says it, in seconds.
const SAID: u32 = 60;
/// The most that is said so, in bytes.
const MOST_SAID: usize = 600;

/// A cookie to be set, or to be ended where there is nothing in it.
#[derive(Clone, PartialEq, Eq)]
pub enum Cookie {
    /// The token of a session. It ends with the browser; the session itself ends by the table's time.
    Session(Option<String>),
    /// What was done just now, in a sentence.
    Said(Option<String>),
}

impl std::fmt::Debug for Cookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A token is not for logs.
        f.write_str(match self {
            Self::Session(_) => "Session",
            Self::Said(_) => "Said",
        })
    }
}

impl Cookie {
    /// The value of `Set-Cookie`. Where the site is asked by https the name binds the cookie to this host and to https (RFC
    /// 6265bis, 4.1.3.2), so that no neighbour can plant one; on this machine alone there is no https to bind it to.
    pub fn written(&self, https: bool) -> String {
        let (name, value, lasts) = match self {
            Self::Session(token) => ("session", token.clone(), None),
            Self::Said(said) => {
                let cut = said.as_deref().map(|said| said.get(..MOST_SAID).unwrap_or(said));
                ("said", cut.map(|said| URL_SAFE_NO_PAD.encode(said)), Some(SAID))
            }
        };
        let age = match (&value, lasts) {
            (None, _) => "; Max-Age=0".to_owned(),
            (_, Some(lasts)) => format!("; Max-Age={lasts}"),
            (_, None) => String::new(),
        };
        let secure = if https { "; Secure" } else { "" };
        let value = value.unwrap_or_default();
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}", full_name(name, https))
    }
}

/// The token of the session that a reader claims.
pub fn session(headers: &HeaderMap, https: bool) -> Option<String> {
    value(headers, &full_name("session", https))
}

/// What the page shall say was done just now.
pub fn said(headers: &HeaderMap, https: bool) -> Option<String> {
    let said = URL_SAFE_NO_PAD.decode(value(headers, &full_name("said", https))?).ok()?;
    String::from_utf8(said).ok().filter(|said| !said.is_empty() && said.len() <= MOST_SAID)
}

fn full_name(name: &str, https: bool) -> String {
    if https { format!("__Host-koinon-{name}") } else { format!("koinon-{name}") }
}

fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.to_owned())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    #[test]
    fn what_is_set_is_read() {
        for https in [false, true] {
            for cookie in [Cookie::Session(Some("abc-_".into())), Cookie::Said(Some("Saved: é; x=y".into()))]
            {
                let written = cookie.written(https);
                assert!(written.contains("; HttpOnly; SameSite=Lax"), "{written}");
                assert_eq!(written.starts_with("__Host-"), https);
                assert_eq!(written.ends_with("; Secure"), https);
                let mut headers = HeaderMap::new();
                let pair = written.split(';').next().unwrap_or_default();
                headers.insert(header::COOKIE, HeaderValue::from_str(&format!("a=b; {pair}")).unwrap());
                match cookie {
                    Cookie::Session(token) => assert_eq!(session(&headers, https), token),
                    Cookie::Said(text) => assert_eq!(said(&headers, https), text),
                }
                assert_eq!((session(&headers, !https), said(&headers, !https)), (None, None));
            }
        }
        assert!(Cookie::Session(None).written(true).contains("=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
    }
}
