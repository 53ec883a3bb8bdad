//! A page open in the browser: how it is looked at, and what it did.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::devtools::DevTools;

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The width of the window in CSS pixels.
    pub width: u32,
    /// Whether the reader's system is set to dark.
    pub dark: bool,
    /// Whether scripts run.
    pub script: bool,
}

impl View {
    /// A desk's screen, light, with scripts.
    pub const DESK: View = View { width: 1280, dark: false, script: true };

    /// A phone's.
    pub const PHONE: View = View { width: 390, ..View::DESK };

    /// The same in the dark.
    pub fn dark(self) -> View {
        View { dark: true, ..self }
    }

    /// The same without scripts.
    pub fn without_script(self) -> View {
        View { script: false, ..self }
    }

    /// Words for a file name: `1280-light`.
    pub fn name(&self) -> String {
        format!("{}-{}", self.width, if self.dark { "dark" } else { "light" })
    }
}

/// An open page.
pub struct Page<'b> {
    browser: &'b mut DevTools,
    session: String,
    target: String,
    context: String,
}

impl<'b> Page<'b> {
    /// Opens `address` in a window of its own, with nothing kept from other pages, and waits until it has loaded.
    pub fn open(browser: &'b mut DevTools, address: &str, view: View) -> Page<'b> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let context = browser.call(None, "Target.createBrowserContext", json!({}));
        let context = text(&context["browserContextId"]);
        let blank = json!({ "url": "about:blank", "browserContextId": context });
        let target = text(&browser.call(None, "Target.createTarget", blank)["targetId"]);
        let attach = json!({ "targetId": target, "flatten": true });
        let session = text(&browser.call(None, "Target.attachToTarget", attach)["sessionId"]);
        let mut page = Page { browser, session, target, context };

        for domain in ["Page", "Network", "Runtime", "Log", "DOM"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        let height = if view.width < 600 { 844 } else { 900 };
        let size = json!({ "width": view.width, "height": height, "deviceScaleFactor": 1, "mobile": view.width < 600 });
        page.call("Emulation.setDeviceMetricsOverride", size);
        let scheme = if view.dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        page.call("Emulation.setEmulatedMedia", media);
        page.call("Emulation.setScriptExecutionDisabled", json!({ "value": !view.script }));

        let answer = page.call("Page.navigate", json!({ "url": address }));
        assert!(answer["errorText"].is_null(), "{address}: {}", answer["errorText"]);
        let Page { browser, session, .. } = &mut page;
        browser.wait(session, "Page.loadEventFired");
        page
    }

    /// Sends the page a command.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.browser.call(Some(&self.session), method, parameters)
    }

    /// The value of an expression in the page; a promise is awaited.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let ask = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.call("Runtime.evaluate", ask);
        assert!(answer["exceptionDetails"].is_null(), "{}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// Does an expression hold? Between two pages nothing does.
    pub fn holds(&mut self, expression: &str) -> bool {
        let ask = json!({ "expression": expression, "returnByValue": true });
        let answer = self.browser.try_call(Some(&self.session), "Runtime.evaluate", ask);
        answer.is_ok_and(|answer| answer["result"]["value"] == true)
    }

    /// Waits until an expression holds, through whatever pages come meanwhile.
    pub fn until(&mut self, expression: &str) {
        let began = Instant::now();
        while !self.holds(expression) {
            assert!(began.elapsed() < Duration::from_secs(30), "{expression} does not come to hold");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The addresses that the page asked for, its own first.
    pub fn requests(&mut self) -> Vec<String> {
        let sent = self.events("Network.requestWillBeSent");
        sent.iter().filter_map(|event| event["request"]["url"].as_str().map(str::to_owned)).collect()
    }

    /// The bytes that travelled for the page, headers included.
    pub fn weight(&mut self) -> u64 {
        let loaded = self.events("Network.loadingFinished");
        loaded.iter().filter_map(|event| event["encodedDataLength"].as_f64()).map(|bytes| bytes as u64).sum()
    }

    /// What the browser complained of: errors of scripts, refused content, files that are not there.
    pub fn complaints(&mut self) -> Vec<String> {
        let mut complaints = Vec::new();
        for event in self.events("Log.entryAdded") {
            if event["entry"]["level"] == "error" || event["entry"]["level"] == "warning" {
                complaints.push(format!("{} {}", event["entry"]["text"], event["entry"]["url"]));
            }
        }
        for event in self.events("Runtime.exceptionThrown") {
            let details = &event["exceptionDetails"];
            complaints.push(format!("{} {}", details["text"], details["exception"]["description"]));
        }
        for event in self.events("Runtime.consoleAPICalled") {
            if event["type"] == "error" || event["type"] == "warning" {
                complaints.push(event["args"].to_string());
            }
        }
        complaints
    }

    /// Presses a key, as a keyboard does.
    pub fn press(&mut self, key: &str, code: u32) {
        let text = if key == "Enter" { "\r" } else { "" };
        let press = |kind: &str| json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": if kind == "keyDown" { text } else { "" } });
        self.call("Input.dispatchKeyEvent", press("keyDown"));
        self.call("Input.dispatchKeyEvent", press("keyUp"));
    }

    /// A picture of the whole page, as a PNG file.
    pub fn picture(&mut self) -> Vec<u8> {
        let whole = json!({ "format": "png", "captureBeyondViewport": true });
        base64(self.call("Page.captureScreenshot", whole)["data"].as_str().unwrap())
    }

    /// The page on A4 paper, as a PDF file.
    pub fn paper(&mut self) -> Vec<u8> {
        let a4 = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false });
        base64(self.call("Page.printToPDF", a4)["data"].as_str().unwrap())
    }

    /// Closes the page and forgets what it said.
    pub fn close(self) {
        self.browser.call(None, "Target.closeTarget", json!({ "targetId": self.target }));
        self.browser.call(None, "Target.disposeBrowserContext", json!({ "browserContextId": self.context }));
        self.browser.forget();
    }

    fn events(&mut self, method: &str) -> Vec<Value> {
        let events = self.browser.events(&self.session).into_iter();
        events.filter(|event| event["method"] == method).map(|mut event| event["params"].take()).collect()
    }
}

/// The bytes that a Base64 text stands for.
fn base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for sign in text.bytes() {
        let six = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        held = held << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

/// RFC 4648, section 10.
#[test]
fn base64_is_read() {
    assert_eq!(base64("Zm9vYmE="), b"fooba");
    assert_eq!(base64("Zm9vYmFy"), b"foobar");
}
