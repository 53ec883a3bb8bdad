//! An editor's whole path over HTTP: from the link of the first start to a newsletter that its reader received.

use crate::{
    dkim,
    site::{Site, link},
    smtp::Smtp,
};
use std::{
    thread,
    time::{Duration, Instant},
};

#[test]
fn from_the_first_start_to_a_newsletter_sent() {
    let smtp = Smtp::start();
    let site = Site::start(Some(&smtp), None);
    let entered = site.post(&site.sign_in, "");
    let cookie = format!("Cookie: {}\r\n", entered.session.unwrap());
    let own = format!("Origin: http://localhost:{}\r\nSec-Fetch-Site: same-origin\r\n{cookie}", site.port);
    let order = |path: &str, form: &str| {
        let answer = site.post_with(path, form, &own);
        assert_eq!(answer.status, 303, "{path}: {}", answer.body);
        answer.head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap().to_owned()
    };

    // Ann asks for the newsletter, and confirms by the button.
    assert_eq!(site.post("/newsletter", "list=news&email=ann%40example.org&consent=yes").status, 200);
    let asked = smtp.letter("ann@example.org", "Please confirm: News");
    let confirm = link(&asked.message, "newsletter/confirm");
    assert_eq!(site.post(&confirm, "").status, 200);

    let issue = order("/desk/newsletter/write/news", "subject=What+happend&text=A+**lot**.");
    order(&issue, "subject=What+happened&text=A+**lot**%2C+see+%5Bhere%5D(%2Fcoalition).");
    order(&format!("{issue}/test"), "");
    let test = smtp.letter("office@example.org", "[Test] What happened");
    assert!(test.message.contains("1 Example Street, Washington"));
    assert_eq!(site.get(&issue.replace("/desk/newsletter/issue/", "/newsletter/archive/")).status, 404);

    order(&format!("{issue}/send"), "sure=yes");
    let letter = smtp.letter("ann@example.org", "What happened");
    assert_eq!(dkim::verify(&letter.message, &site.dkim), Ok(()));
    let whole = format!("http://localhost:{}/coalition", site.port);
    assert!(letter.message.replace("=\r\n", "").contains(&whole), "{}", letter.message);
    let began = Instant::now();
    loop {
        let page = site.get_with(&issue, &cookie);
        if page.body.contains("It is sent")
            && page.body.contains("<dt>1</dt><dd>accepted by a mail server</dd>")
        {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{}", page.body);
        thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(smtp.left(), 0, "nobody received anything else");
}
