//! Somebody at a browser, who finds things by the words on them: with a pointer, or with nothing but a keyboard.

use crate::{
    axe::violations,
    devtools::DevTools,
    page::{Page, View},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a page may take to come, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How somebody uses a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A pointer, with scripts; each page is looked at by axe.
    Pointer,
    /// A pointer on a phone, and no script runs.
    WithoutScript,
    /// Tab, arrows, space and Enter.
    Keyboard,
}

/// Every way.
pub const WAYS: [Way; 3] = [Way::Pointer, Way::WithoutScript, Way::Keyboard];

/// Somebody at a browser.
pub struct Person<'b> {
    page: Page<'b>,
    way: Way,
    origin: String,
}

/// Finds what carries these words, in the page: a field by its label, a button (first in the form one is in), or a
/// link. Whole words go before beginnings, the page's own before its frame's.
const FIND: &str = r#"
(kind, words) => {
    const plain = text => (text || '').replace(/\s+/g, ' ').trim();
    const seen = e => e.getClientRects().length > 0;
    const says = e => plain(e.innerText || e.value) === words || plain(e.getAttribute('aria-label')) === words;
    const starts = e => plain(e.innerText || e.value).startsWith(words);
    const all = selector => [...document.querySelectorAll(selector)].filter(seen);
    const best = list => list.find(says) || list.find(starts);
    if (kind === 'field') {
        const label = best(all('main label'));
        return label ? label.control : best(all('input, textarea, select'));
    }
    const own = document.activeElement?.form;
    if (kind === 'button' && own) {
        const near = best([...own.elements].filter(e => seen(e) && e.matches('button, input[type=submit]')));
        if (near) return near;
    }
    const of = { button: 'button, input[type=submit]', link: 'a[href]' };
    return best(all('main ' + of[kind].split(', ').join(', main '))) || best(all(of[kind]));
}"#;

impl<'b> Person<'b> {
    /// Opens a page of the site.
    pub fn comes(browser: &'b mut DevTools, way: Way, port: u16, path: &str) -> Self {
        let view = match way {
            Way::Pointer => View::DESK,
            Way::Keyboard => View::DESK.dark(),
            Way::WithoutScript => View::PHONE.without_script(),
        };
        let origin = format!("http://localhost:{port}");
        let page = Page::open(browser, &format!("{origin}{path}"), view);
        let mut person = Self { page, way, origin };
        person.looks();
        person
    }

    /// Goes to an address of the site, as who follows a link in a letter does.
    pub fn goes(&mut self, path: &str) {
        let address = format!("{}{path}", self.origin);
        self.leaving(|person| {
            person.page.call("Page.navigate", json!({ "url": address }));
        });
    }

    /// Waits until the page says this; what it says instead is told.
    pub fn reads(&mut self, words: &str) {
        if !self.says(words) {
            self.is_lost(&format!("no `{words}`"));
        }
    }

    /// Does the page say this?
    pub fn says(&mut self, words: &str) -> bool {
        self.words().replace('\u{a0}', " ").contains(words)
    }

    /// The words of the page.
    pub fn words(&mut self) -> String {
        self.page.evaluate("document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// The address in the site.
    pub fn path(&mut self) -> String {
        self.page.evaluate("location.pathname").as_str().unwrap_or_default().to_owned()
    }

    /// What an expression gives in the page.
    pub fn asks(&mut self, expression: &str) -> Value {
        self.page.evaluate(expression)
    }

    /// Writes into the field with this label, in place of what is there.
    pub fn fills(&mut self, label: &str, text: &str) {
        self.comes_to("field", label);
        self.page.call(
            "Input.dispatchKeyEvent",
            json!({ "type": "keyDown", "key": "a", "code": "KeyA", "modifiers": 2, "commands": ["selectAll"] }),
        );
        self.page.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": "a", "code": "KeyA" }));
        self.page.call("Input.insertText", json!({ "text": text }));
    }

    /// Chooses in the list with this label, by typing how the words begin.
    pub fn chooses(&mut self, label: &str, words: &str) {
        // A list that a pointer has opened takes no keys here, for it hangs outside the page.
        if self.way == Way::Keyboard {
            self.comes_to("field", label);
        } else {
            self.of("field", label, "(e.focus(), true)");
        }
        for sign in words.chars() {
            self.page.call("Input.dispatchKeyEvent", json!({ "type": "char", "text": sign.to_string() }));
        }
        let chosen = self.page.evaluate("document.activeElement.selectedOptions?.[0]?.innerText");
        let chosen = chosen.as_str().unwrap_or_default();
        assert!(chosen.starts_with(words), "{:?}: `{label}` is at `{chosen}`, not `{words}`", self.way);
    }

    /// Ticks the box, or takes the choice, with this label.
    pub fn ticks(&mut self, label: &str) {
        if self.way != Way::Keyboard {
            self.clicks("field", label);
        } else if self.of("field", label, "e.type === 'radio'") == true {
            let group = self.of("field", label, "e.name");
            let in_group = format!("document.activeElement.name === {group}");
            self.tabs_until(&in_group, label);
            for _ in 0..40 {
                if self.of("field", label, "e.checked") == true {
                    break;
                }
                self.page.press("ArrowDown", 40);
            }
        } else {
            self.comes_to("field", label);
            self.presses_key(" ", "Space", 32);
        }
        assert!(self.of("field", label, "e.checked") == true, "{:?}: `{label}` is not ticked", self.way);
    }

    /// Presses a button, and waits for the page that answers.
    pub fn presses(&mut self, words: &str) {
        self.uses("button", words);
    }

    /// Follows a link.
    pub fn follows(&mut self, words: &str) {
        self.uses("link", words);
    }

    fn is_lost(&mut self, says: &str) -> ! {
        let (path, words) = (self.path(), self.words());
        panic!("{:?}: {says} at {path}:\n{words}", self.way);
    }

    fn uses(&mut self, kind: &'static str, words: &str) {
        if self.way == Way::Keyboard {
            self.comes_to(kind, words);
            self.leaving(|person| person.page.press("Enter", 13));
        } else {
            self.leaving(|person| person.clicks(kind, words));
        }
    }

    /// Does something that leads to another page, and waits until it stands.
    fn leaving(&mut self, act: impl FnOnce(&mut Self)) {
        let before = self.page.evaluate("performance.timeOrigin");
        act(self);
        let stands = format!("performance.timeOrigin !== {before} && document.readyState === 'complete'");
        let began = Instant::now();
        while !self.page.holds(&stands) {
            if began.elapsed() > PATIENCE {
                let missing = self.page.evaluate(
                    "[...document.querySelectorAll('input:invalid, textarea:invalid, select:invalid')]\
                     .map(e => `${e.name}: ${e.validationMessage}`).join('; ')",
                );
                self.is_lost(&format!("no other page came; {missing}"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.looks();
    }

    /// axe finds nothing, and the page is no wider than the window.
    fn looks(&mut self) {
        let (path, width) =
            (self.path(), self.page.evaluate("document.documentElement.scrollWidth - innerWidth"));
        assert!(
            width.as_i64().is_some_and(|more| more <= 0),
            "{path} is {width} pixels wider than the window"
        );
        if self.way == Way::Pointer {
            let found = violations(&mut self.page);
            assert!(found.is_empty(), "{path}\n{}", found.join("\n"));
        }
    }

    /// A value of what carries these words, in which `e` is that element.
    fn of(&mut self, kind: &str, words: &str, value: &str) -> Value {
        let found = self.page.evaluate(&format!(
            "(e => {{ if (e == null) return null; const value = {value}; return [value ?? null] }})(({FIND})({kind:?}, {words:?}))"
        ));
        let there = found.get(0).cloned();
        there.unwrap_or_else(|| self.is_lost(&format!("no {kind} `{words}`")))
    }

    /// Makes what carries these words the one that keys go to.
    fn comes_to(&mut self, kind: &str, words: &str) {
        if self.way == Way::Keyboard {
            self.of(kind, words, "(window.sought = e, true)");
            self.tabs_until("document.activeElement === window.sought", words);
        } else {
            self.clicks(kind, words);
        }
    }

    fn tabs_until(&mut self, holds: &str, words: &str) {
        for _ in 0..400 {
            if self.page.holds(holds) {
                return;
            }
            self.page.press("Tab", 9);
        }
        panic!("no Tab leads to `{words}` at {}", self.path());
    }

    fn presses_key(&mut self, key: &str, code: &str, number: u32) {
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { key } else { "" };
            self.page.call(
                "Input.dispatchKeyEvent",
                json!({ "type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number, "text": text }),
            );
        }
    }

    /// Presses the pointer in the middle of what carries these words.
    fn clicks(&mut self, kind: &str, words: &str) {
        let middle = "e.scrollIntoView({ block: 'center' }), \
                      (r => ({ x: r.x + Math.min(r.width, innerWidth) / 2, y: r.y + Math.min(r.height, 40) / 2 }))(e.getClientRects()[0])";
        let middle = self.of(kind, words, &format!("({middle})"));
        for press in ["mousePressed", "mouseReleased"] {
            let at = json!({ "type": press, "x": middle["x"], "y": middle["y"], "button": "left", "clickCount": 1 });
            self.page.call("Input.dispatchMouseEvent", at);
        }
    }
}
