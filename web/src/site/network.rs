//! From which network a request comes: for bounds on how often somebody may sign. It is never shown, and kept only as an index.

use hyper::header::HeaderMap;
use std::net::IpAddr;

/// The network as text: an address of version 4, the first half of one of version 6, or `local`.
///
/// The server listens on this machine alone; whoever comes from elsewhere comes through the server in front, which appends the
/// address it saw to `X-Forwarded-For`. What stands before that was written by the visitor and counts for nothing.
pub fn network(headers: &HeaderMap) -> String {
    let last = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let address = last.and_then(|list| list.rsplit(',').next()).map(str::trim);
    match address.and_then(|text| text.parse::<IpAddr>().ok()).map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => "local".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    fn of(value: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
        network(&headers)
    }

    #[test]
    fn the_last_address_counts_and_hosts_of_one_network_are_one() {
        assert_eq!(network(&HeaderMap::new()), "local");
        assert_eq!(of("203.0.113.9"), "203.0.113.9");
        assert_eq!(of("6.6.6.6, 203.0.113.9"), "203.0.113.9");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_eq!(of("::ffff:203.0.113.9"), "203.0.113.9");
        assert_eq!(of("<script>"), "local");
    }
}
