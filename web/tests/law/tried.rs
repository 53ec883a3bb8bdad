//! Charters as readers send them: what is wrong with them, and what follows.

use crate::{
    asked::{send, send_for_table},
    expect,
    words::words,
};
use charter::models;

fn wsc() -> &'static str {
    models()[0].text
}

#[test]
fn a_changed_charter_says_who_goes() {
    let text = wsc()
        .replacen("state.polyarchy >= 0.5 ", "state.polyarchy >= 0.6 ", 1)
        .replace("since = 2024", "since = 1990");
    let page = words(&send(&text).unwrap());
    expect("try-changed", &page);
    let table = send_for_table(&text).unwrap();
    let poland = table.iter().find(|row| row[0] == "POL").unwrap();
    assert_eq!(poland[2..5], ["2024", "not met", "met"]);
}

#[test]
fn a_model_as_it_is_changes_nothing() {
    let page = words(&send(wsc()).unwrap());
    assert!(page.contains("nobody comes and nobody goes"), "{page}");
    assert!(page.contains("The charters say the same."), "{page}");
    assert!(page.contains("No problems"), "{page}");
}

#[test]
fn the_first_words_of_the_form_are_a_charter_without_errors() {
    let form = crate::asked::html("/try");
    let text = form.split_once("<textarea").unwrap().1.split_once('>').unwrap().1;
    let text = text.split_once("</textarea>").unwrap().0.replace("&quot;", "\"").replace("&lt;", "<");
    let text = text.replace("&gt;", ">").replace("&amp;", "&");
    let page = words(&send(text.trim_start_matches('\n')).unwrap());
    assert!(!page.contains("✕ error"), "{page}");
}

#[test]
fn problems_are_underlined_with_their_lines() {
    let text = "[community]\nname = \"T\"\n\n[membership]\n[[membership.criterion]]\nid = \"a\"\nholds = \"state.polyarchi > 0.5 && state.polyarchy > 5\"\n";
    let html = send(text).unwrap();
    assert!(html.contains("<mark>state.polyarchi</mark>"), "{html}");
    assert!(html.contains("<span class=\"number\">7</span>"), "{html}");
    expect("try-problems", &words(&html));
}

#[test]
fn line_ends_of_forms_are_read_as_any_others() {
    let page = words(&send(&wsc().replace('\n', "\r\n")).unwrap());
    assert!(page.contains("The charters say the same."), "{page}");
}

#[test]
fn an_empty_charter_is_told_what_it_needs() {
    expect("try-empty", &words(&send("").unwrap()));
}

#[test]
fn markup_in_a_charter_stays_words() {
    let text = "[community]\nname = \"<script>alert(1)</script>\"\n[membership]\n[[membership.criterion]]\nid = \"a\"\nlabel = \"<img src=x onerror=alert(1)>\"\nholds = \"state.polyarchy > 0.5\"\nbogus = \"</textarea><script>\"\n";
    let fixed = text.replace("bogus = \"</textarea><script>\"\n", "");
    for html in [send(text).unwrap(), send(&fixed).unwrap()] {
        for tag in ["<script", "<img", "</textarea><"] {
            let found = html.matches(tag).count();
            assert!(found == 0 || (tag == "</textarea><" && found == 1), "{tag} in\n{html}");
        }
    }
}

#[test]
fn a_division_by_zero_is_refused_with_its_place() {
    let text = "[community]\nname = \"T\"\nsince = 2000\n[membership]\n[[membership.criterion]]\nid = \"a\"\nholds = \"state.population / state.internal_conflict_deaths > 1\"\n";
    let page = words(&send(text).unwrap());
    assert!(page.contains("It cannot be computed: the criterion `a`"), "{page}");
    assert_eq!(send_for_table(text).unwrap_err().status, 400);
}

#[test]
fn a_charter_that_is_too_long_is_refused() {
    let refusal = send(&"# long\n".repeat(40_000)).unwrap_err();
    assert_eq!(
        (refusal.status, refusal.says.as_str()),
        (413, "The charter has 273 kB; here it may have 256.")
    );
}
