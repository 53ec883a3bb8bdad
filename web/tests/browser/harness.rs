//! The harness itself can fail: each check is shown a page that breaks what it watches for.

use crate::axe::violations;
use crate::devtools::DevTools;
use crate::page::{Page, View};
use crate::server::serve;

/// A page without a language, a picture without words, text that can hardly be read, an error, and a word to a stranger.
const BAD: &str = r#"<!doctype html><title>Bad</title><img src="http://elsewhere.example/a.png">
<p style="color:#ddd;background:#fff">Hardly there</p><div style="width:900px">wide</div>
<script>console.error('broken'); fetch('/missing')</script>"#;

fn look<T>(html: &'static str, view: View, ask: impl FnOnce(&mut Page<'_>) -> T) -> T {
    let port = serve(html);
    let mut browser = DevTools::launch();
    let mut page = Page::open(&mut browser, &format!("http://localhost:{port}/"), view);
    let answer = ask(&mut page);
    page.close();
    answer
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_what_is_wrong_with_a_bad_page() {
    let found = look(BAD, View::DESK, violations).join("\n");
    for rule in ["html-has-lang", "image-alt", "color-contrast"] {
        assert!(found.contains(rule), "{rule} is missing in:\n{found}");
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_request_to_a_stranger_is_seen() {
    let requests = look(BAD, View::DESK, |page| page.requests());
    assert!(requests.iter().any(|address| address == "http://elsewhere.example/a.png"), "{requests:?}");
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn an_error_on_the_console_and_a_missing_file_are_seen() {
    let complaints = look(BAD, View::DESK, |page| {
        page.evaluate("fetch('/missing').then(answer => answer.status)");
        page.complaints().join("\n")
    });
    assert!(complaints.contains("broken") && complaints.contains("404"), "{complaints}");
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_a_policy_refuses_is_seen() {
    let strict = r#"<!doctype html><meta http-equiv="Content-Security-Policy" content="style-src 'none'">
        <title>Strict</title><p style="color:red">red</p>"#;
    let complaints = look(strict, View::DESK, |page| page.complaints()).join("\n");
    assert!(complaints.contains("Content Security Policy"), "{complaints}");
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_page_wider_than_a_phone_is_seen() {
    let page = r#"<!doctype html><meta name="viewport" content="width=device-width"><style>body{margin:0}</style><div style="width:900px">wide</div>"#;
    let width = look(page, View::PHONE, |page| page.evaluate("document.documentElement.scrollWidth"));
    assert_eq!(width, 900);
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn scripts_run_only_where_they_may() {
    let page = "<!doctype html><p id=a>by hand</p><script>document.getElementById('a').textContent='by script'</script>";
    let words = |view| look(page, view, |page| page.evaluate("document.body.innerText"));
    assert_eq!(words(View::DESK), "by script");
    assert_eq!(words(View::DESK.without_script()), "by hand");
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_dark_is_dark_and_paper_is_paper() {
    let page =
        "<!doctype html><style>@media (prefers-color-scheme:dark){p{display:none}}</style><p>seen by day</p>";
    let words = |view| look(page, view, |page| page.evaluate("document.body.innerText"));
    assert_eq!(words(View::DESK), "seen by day");
    assert_eq!(words(View::DESK.dark()), "");
    let (paper, picture) = look(page, View::DESK, |page| (page.paper(), page.picture()));
    assert!(paper.starts_with(b"%PDF") && picture.starts_with(b"\x89PNG"));
}
