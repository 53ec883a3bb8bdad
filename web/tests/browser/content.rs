//! What the Coalition publishes and the desk where it is written, in a browser: light enough for a slow phone, with and without
//! JavaScript.

use std::time::{Duration, Instant};

use campaign::people::Role;
use serde_json::json;
use web::campaign::Campaign;

use crate::axe::violations;
use crate::devtools::DevTools;
use crate::page::{Page, View};
use crate::site::site;

/// What a page of the Coalition may weigh in bytes, with all that it loads.
const LIGHT: u64 = 100_000;

/// Pages of the desk that only an editor sees.
const DESK: [&str; 6] = [
    "/desk/content",
    "/desk/content/new/person",
    "/desk/content/1",
    "/desk/content/1/history",
    "/desk/content/import",
    "/desk/content/import/1",
];

/// Waits until an expression holds.
fn until(page: &mut Page<'_>, expression: &str) {
    let began = Instant::now();
    while page.evaluate(expression) != true {
        let text = "document.body.innerText.slice(0, 400)";
        assert!(began.elapsed() < Duration::from_secs(30), "{expression}: {}", page.evaluate(text));
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Opens a page of the desk as the sample's editor.
fn desk<'b>(browser: &'b mut DevTools, path: &str, view: View) -> Page<'b> {
    let mut page = Page::open(browser, &site().address("/people"), view);
    let value = Campaign::sample_cookie(Role::Editor);
    page.call(
        "Network.setCookie",
        json!({ "name": "koinon-session", "value": value, "url": site().address("/") }),
    );
    go(&mut page, path);
    page
}

fn go(page: &mut Page<'_>, path: &str) {
    page.call("Page.navigate", json!({ "url": site().address(path) }));
    until(page, &format!("location.pathname === '{path}' && document.readyState === 'complete'"));
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_the_coalition_publishes_is_light() {
    let mut browser = DevTools::launch();
    for path in [
        "/coalition",
        "/about",
        "/what-we-propose",
        "/news",
        "/news/this-site-is-open",
        "/people",
        "/people/sample-officer",
    ] {
        let mut page = Page::open(&mut browser, &site().address(path), View::PHONE);
        let weight = page.weight();
        page.close();
        assert!((3_000..LIGHT).contains(&weight), "{path} weighs {weight} bytes");
    }
}

#[test]
#[ignore = "needs Chromium and axe-core: cargo xtask test"]
fn axe_finds_nothing_where_an_editor_writes() {
    let mut browser = DevTools::launch();
    let mut all = Vec::new();
    for view in [View::DESK, View::DESK.dark(), View::PHONE, View::PHONE.dark()] {
        for path in DESK {
            let mut page = desk(&mut browser, path, view);
            page.evaluate("document.querySelectorAll('details.pictures').forEach(one => one.open = true)");
            if let Some(folder) = std::env::var_os("SCREENS") {
                std::fs::create_dir_all(&folder).unwrap();
                let file = format!("{}-{}.png", path.trim_start_matches('/').replace('/', "-"), view.name());
                std::fs::write(std::path::Path::new(&folder).join(file), page.picture()).unwrap();
            }
            let wide = page.evaluate("document.documentElement.scrollWidth").as_u64().unwrap();
            if view.width < 600 && wide > 390 {
                all.push(format!("{path}: {wide} pixels wide"));
            }
            all.extend(violations(&mut page).into_iter().map(|fault| format!("{path} {view:?}: {fault}")));
            all.extend(page.complaints());
            page.close();
        }
    }
    assert!(all.is_empty(), "\n{}\n", all.join("\n"));
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_preview_follows_the_hand() {
    let mut browser = DevTools::launch();
    let mut page = desk(&mut browser, "/desk/content/new/page", View::DESK);
    page.evaluate(
        "{ const body = document.querySelector('#body'); body.value = 'A *word* <img src=x onerror=\"document.title = 1\">'; \
         body.dispatchEvent(new Event('input', { bubbles: true })); }",
    );
    until(&mut page, "document.querySelector('#preview em')?.innerText === 'word'");
    assert_eq!(page.evaluate("document.querySelectorAll('#preview img[src]').length"), 0);
    assert_eq!(page.complaints(), Vec::<String>::new());
    page.close();
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_picture_is_put_where_the_cursor_stands() {
    let mut browser = DevTools::launch();
    let mut page = desk(&mut browser, "/desk/content/new/page", View::DESK);
    // Other pictures of the sample may be newer.
    let of_it = "[...document.querySelectorAll('.pictures code')].find(code => code.textContent.includes('/sample-picture.png')).parentNode";
    page.evaluate(&format!(
        "{{ const body = document.querySelector('#body'); body.focus(); body.value = 'Before.\\n\\nAfter.'; \
         body.setSelectionRange(7, 7); document.querySelector('details.pictures').open = true; \
         {of_it}.querySelector('button').focus(); }}",
    ));
    // By the keyboard.
    page.press("Enter", 13);
    let line = "![A blue disc on paper.](/files/sample-picture.png)";
    until(&mut page, &format!("document.querySelector('#body').value === 'Before.\\n\\n{line}\\n\\nAfter.'"));
    assert_eq!(page.evaluate("document.activeElement.id"), "body", "one writes on");
    assert_eq!(
        page.evaluate("document.querySelector('.pictures [role=status]').innerText.includes('A blue disc')"),
        true
    );
    until(&mut page, "document.querySelector('#preview img')?.alt === 'A blue disc on paper.'");
    let label = format!("{of_it}.querySelector('button').getAttribute('aria-label')");
    assert_eq!(page.evaluate(&label), "Put it into the text: A blue disc on paper.");
    assert_eq!(page.complaints(), Vec::<String>::new());
    page.close();
    // Without a script the line stands there to be copied.
    let mut page = desk(&mut browser, "/desk/content/new/page", View::PHONE.without_script());
    assert_eq!(page.evaluate(&format!("{of_it}.querySelector('code').textContent")), line);
    assert_eq!(page.evaluate("document.querySelectorAll('.pictures button').length"), 0);
    page.close();
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn an_editor_publishes_without_a_script() {
    let mut browser = DevTools::launch();
    let mut page = desk(&mut browser, "/desk/content/new/news", View::PHONE.without_script());
    let press = |page: &mut Page<'_>, act: &str| {
        page.evaluate("document.querySelector('#title').value = 'Written without a script'");
        page.evaluate("document.querySelector('#body').value = 'By **hand**.'");
        // No timer runs here: the click is made at once.
        page.evaluate(&format!("document.querySelector('button[value={act}]').click()"));
    };
    press(&mut page, "preview");
    until(&mut page, "document.querySelector('#preview strong')?.innerText === 'hand'");
    press(&mut page, "publish");
    until(
        &mut page,
        "document.querySelector('[role=status]')?.innerText.includes('readers see it now') === true",
    );
    go(&mut page, "/news/written-without-a-script");
    assert_eq!(page.evaluate("document.querySelector('article strong').innerText"), "hand");
    page.close();
}
