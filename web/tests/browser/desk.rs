//! Every page of the desk, as an administrator sees it.

use campaign::people::Role;
use serde_json::json;
use web::campaign::Campaign;
use web::routes::{How, ROUTES, Route};

use crate::axe::violations;
use crate::devtools::DevTools;
use crate::page::{Page, View};
use crate::site::site;
use crate::visitor::get_with;

/// Does a route answer an administrator with a page, and not with a file to save?
fn is_a_page(route: &Route) -> bool {
    let token = Campaign::sample_cookie(Role::Administrator);
    let answer = get_with(site().port, route.example, &format!("Cookie: koinon-session={token}\r\n"));
    answer.status == 200 && answer.head.contains("content-type: text/html")
}

/// Opens every page of the desk in a view and gathers what is wrong, so that one run tells all of it.
fn check(view: View, faults: impl Fn(&mut Page<'_>) -> Vec<String>) {
    let mut browser = DevTools::launch();
    let mut all = Vec::new();
    for route in ROUTES.iter().filter(|route| matches!(route.how, How::Desk(_)) && is_a_page(route)) {
        let mut page = Page::open(&mut browser, &site().address("/sign-in"), view);
        let token = Campaign::sample_cookie(Role::Administrator);
        page.call(
            "Network.setCookie",
            json!({ "name": "koinon-session", "value": token, "url": site().address("/") }),
        );
        page.call("Page.navigate", json!({ "url": site().address(route.example) }));
        page.until("document.readyState === 'complete' && document.querySelector('.desk') !== null");
        if let Some(folder) = std::env::var_os("SCREENS") {
            std::fs::create_dir_all(&folder).unwrap();
            let file = format!("{}-{}.png", route.name, view.name());
            std::fs::write(std::path::Path::new(&folder).join(file), page.picture()).unwrap();
        }
        all.extend(faults(&mut page).into_iter().map(|fault| format!("{}: {fault}", route.path)));
        page.close();
    }
    assert!(all.is_empty(), "{view:?}\n{}\n", all.join("\n"));
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_nothing_at_the_desk() {
    check(View::DESK, violations);
    check(View::DESK.dark(), violations);
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_nothing_at_the_desk_on_a_phone() {
    check(View::PHONE, violations);
    check(View::PHONE.dark(), violations);
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_desk_is_no_wider_than_a_phone_and_complains_of_nothing() {
    check(View::PHONE, |page| {
        let mut faults = page.complaints();
        let width = page.evaluate("document.documentElement.scrollWidth").as_u64().unwrap();
        let widest = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 391)\
                      .slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(' … ')";
        if width > 390 {
            faults.push(format!("{width} pixels wide: {}", page.evaluate(widest)));
        }
        faults
    });
}
