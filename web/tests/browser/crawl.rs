//! Every link within the site leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::site::site;
use crate::visitor::{get, links};

/// Addresses of one form that are followed; a page for every state and year would take too long.
const OF_ONE_FORM: usize = 10;

/// The form of an address: `/states/norway?year=2024` is one of `/states/*?year`.
fn form(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts = path.trim_start_matches('/').split('/');
    let first = parts.next().unwrap_or_default();
    let deeper = parts.map(|_| "/*").collect::<String>();
    let keys: Vec<_> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("/{first}{deeper}?{}", keys.join("&"))
}

#[test]
#[ignore = "takes a minute, as the browser's tests do: cargo xtask test"]
fn every_link_within_the_site_answers() {
    let mut waiting: Vec<(String, String)> = vec![("/".to_owned(), "a visitor".to_owned())];
    let mut seen = BTreeSet::new();
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    let mut broken = Vec::new();
    while let Some((address, from)) = waiting.pop() {
        let followed = forms.entry(form(&address)).or_default();
        if *followed >= OF_ONE_FORM || !seen.insert(address.clone()) {
            continue;
        }
        *followed += 1;
        let answer = get(site().port, &address);
        if answer.status != 200 {
            broken.push(format!("{address}: {} (linked from {from})", answer.status));
        } else if answer.head.contains("content-type: text/html") {
            waiting.extend(links(&answer.body).into_iter().map(|link| (link, address.clone())));
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    assert!(seen.len() > site().kinds.len(), "the crawl found only {} addresses", seen.len());
}

#[test]
fn addresses_have_forms() {
    assert_eq!(form("/states/norway?year=2024"), "/states/*?year");
    assert_eq!(form("/compare?a=x&b=y"), "/compare?a&b");
    assert_eq!(form("/"), "/?");
}
