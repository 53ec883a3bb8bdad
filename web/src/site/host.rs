//! To whom a request is sent: to us by name, to the address of this machine, or to a name that is not ours.

use hyper::{
    Uri,
    header::{self, HeaderMap},
};

/// To whom a request is sent.
pub enum Host {
    /// To `localhost`, at this port, or to the name under which the campaign's letters send people here.
    Ours,
    /// To the address of this machine: it is sent on to the name.
    Address,
    /// To another name, as where a page elsewhere has pointed its own name at this machine.
    Unknown(String),
    /// It does not say.
    Missing,
}

/// Reads it from the address, or from the header.
pub fn host(uri: &Uri, headers: &HeaderMap, port: u16, origin: Option<&str>) -> Host {
    let named = match (uri.authority(), headers.get(header::HOST)) {
        (Some(authority), _) => authority.as_str().to_owned(),
        (None, Some(host)) => String::from_utf8_lossy(host.as_bytes()).trim().to_ascii_lowercase(),
        (None, None) => return Host::Missing,
    };
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Host::Unknown(named);
    }
    // A server in front passes on under which name it was asked.
    if origin.and_then(|origin| origin.split_once("://")).is_some_and(|(_, ours)| ours == named) {
        return Host::Ours;
    }
    let suffix = format!(":{port}");
    let name = named.strip_suffix(&suffix).or_else(|| (port == 80).then_some(named.as_str()));
    match name {
        Some("localhost") => Host::Ours,
        Some("127.0.0.1" | "[::1]") => Host::Address,
        _ => Host::Unknown(named),
    }
}
