//! What must be true of every kind of page, for every reader.

use crate::axe::violations;
use crate::devtools::DevTools;
use crate::page::{Page, View};
use crate::site::{Kind, site};

/// What a first page may weigh in bytes, with all that it loads.
const FIRST_PAGE: u64 = 150_000;

/// Opens every kind of page in a view and gathers what is wrong, so that one run tells all of it.
fn check(view: View, faults: impl Fn(&mut Page<'_>, &Kind) -> Vec<String>) {
    let mut browser = DevTools::launch();
    let mut all = Vec::new();
    for kind in &site().kinds {
        let mut page = Page::open(&mut browser, &site().address(&kind.path), view);
        all.extend(faults(&mut page, kind).into_iter().map(|fault| format!("{}: {fault}", kind.path)));
        page.close();
    }
    assert!(all.is_empty(), "{view:?}\n{}\n", all.join("\n"));
}

/// Axe-core's rules; and a picture of the page where `SCREENS` names a folder for it.
fn axe(view: View) {
    check(view, |page, kind| {
        if let Some(folder) = std::env::var_os("SCREENS") {
            std::fs::create_dir_all(&folder).unwrap();
            let file = format!("{}-{}.png", kind.name, view.name());
            std::fs::write(std::path::Path::new(&folder).join(file), page.picture()).unwrap();
        }
        violations(page)
    });
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_nothing_at_a_desk() {
    axe(View::DESK);
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_nothing_at_a_desk_in_the_dark() {
    axe(View::DESK.dark());
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_nothing_on_a_phone() {
    axe(View::PHONE);
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_nothing_on_a_phone_in_the_dark() {
    axe(View::PHONE.dark());
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn no_page_has_an_error_or_breaks_its_policy() {
    check(View::DESK, |page, _| page.complaints());
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn no_request_leaves_the_server() {
    check(View::DESK, |page, _| {
        let own =
            |address: &String| address.starts_with(&site().address("/")) || address.starts_with("data:");
        page.requests().into_iter().filter(|address| !own(address)).collect()
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_first_page_is_light() {
    let mut browser = DevTools::launch();
    let mut page = Page::open(&mut browser, &site().address("/"), View::DESK);
    let weight = page.weight();
    page.close();
    assert!((5_000..FIRST_PAGE).contains(&weight), "the first page weighs {weight} bytes");
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn no_page_is_wider_than_a_phone() {
    check(View::PHONE, |page, _| {
        let width = page.evaluate("document.documentElement.scrollWidth").as_u64().unwrap();
        let widest = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 391)\
                      .slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(' … ')";
        match width {
            0..=390 => Vec::new(),
            _ => vec![format!("{width} pixels wide: {}", page.evaluate(widest))],
        }
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn without_scripts_every_page_says_its_piece() {
    check(View::DESK.without_script(), |page, _| {
        let heading = page.evaluate("document.querySelector('h1')?.innerText ?? ''");
        let words = page.evaluate("(document.querySelector('main')?.innerText ?? '').split(/\\s+/).length");
        let mut faults = page.complaints();
        if heading == "" {
            faults.push("has no heading".to_owned());
        }
        // The shortest ask for one button to be pressed, or say that there is nothing yet.
        if words.as_u64().is_none_or(|words| words < 12) {
            faults.push(format!("says only {words} words"));
        }
        faults
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_first_key_leads_past_the_header() {
    check(View::DESK, |page, _| {
        page.press("Tab", 9);
        let skip =
            page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.tagName");
        let seen = page.evaluate("document.activeElement.getBoundingClientRect().bottom > 0");
        page.press("Enter", 13);
        let there = page
            .evaluate("location.hash !== '' && document.querySelector(location.hash)?.tagName === 'MAIN'");
        match skip.as_str().is_some_and(|target| target.starts_with('#')) && seen == true && there == true {
            true => Vec::new(),
            false => vec![format!("the first stop is {skip}, seen: {seen}, leads to the main part: {there}")],
        }
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_page_prints() {
    check(View::DESK, |page, _| {
        let paper = page.paper();
        let sheets = paper
            .windows(11)
            .filter(|part| part.starts_with(b"/Type /Page") && part != b"/Type /Pages")
            .count();
        match paper.starts_with(b"%PDF") && paper.len() > 4_000 && (1..=60).contains(&sheets) {
            true => Vec::new(),
            false => vec![format!("prints {sheets} sheets, {} bytes", paper.len())],
        }
    });
}
