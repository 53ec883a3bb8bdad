//! A passkey from the desk to the door, in a browser with an authenticator that it plays itself.

use campaign::people::Role;
use serde_json::json;
use web::campaign::Campaign;

use crate::devtools::DevTools;
use crate::page::{Page, View};
use crate::site::site;

/// Signs a page's browser in as the sample's person in a role, and opens a path.
fn desk(page: &mut Page<'_>, path: &str) {
    let cookie = json!({ "name": "koinon-session", "value": Campaign::sample_cookie(Role::Editor), "url": site().address("/") });
    page.call("Network.setCookie", cookie);
    page.call("Page.navigate", json!({ "url": site().address(path) }));
    page.until(&format!("location.pathname === '{path}' && document.readyState === 'complete'"));
}

fn authenticator(page: &mut Page<'_>, verified: bool) -> serde_json::Value {
    let options = json!({ "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": verified, "automaticPresenceSimulation": true });
    page.call("WebAuthn.enable", json!({}));
    page.call("WebAuthn.addVirtualAuthenticator", json!({ "options": options }))["authenticatorId"].take()
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_passkey_is_added_at_the_desk_and_opens_the_door() {
    let mut browser = DevTools::launch();
    let mut page = Page::open(&mut browser, &site().address("/sign-in"), View::DESK);
    let authenticator = authenticator(&mut page, true);
    desk(&mut page, "/desk/account");
    page.evaluate("document.querySelector('#name').value = 'My laptop'");
    page.evaluate("document.querySelector(\"form[action='/desk/account/passkey'] button\").click()");
    page.until("document.querySelector('[role=status]')?.innerText.includes('signs you in from now on')");
    let kept = page.call("WebAuthn.getCredentials", json!({ "authenticatorId": authenticator }));
    assert_eq!(kept["credentials"][0]["isResidentCredential"], true, "{kept}");

    page.call("Network.clearBrowserCookies", json!({}));
    page.call("Page.navigate", json!({ "url": site().address("/sign-in") }));
    page.until("location.pathname === '/sign-in' && document.readyState === 'complete'");
    page.evaluate("document.querySelector(\"form[action='/sign-in/passkey'] button\").click()");
    page.until("location.pathname === '/desk' && document.body.innerText.includes('You are signed in as A sample editor')",
    );
    assert_eq!(page.complaints(), Vec::<String>::new());
    page.close();
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_passkey_that_proves_nobody_is_not_taken_and_the_page_says_so() {
    let mut browser = DevTools::launch();
    let mut page = Page::open(&mut browser, &site().address("/sign-in"), View::DESK);
    authenticator(&mut page, false);
    page.evaluate("document.querySelector(\"form[action='/sign-in/passkey'] button\").click()");
    page.until("document.querySelector('form[data-passkey] [role=alert]')?.innerText.includes('Press the button to try again')",
    );
    page.close();
}
