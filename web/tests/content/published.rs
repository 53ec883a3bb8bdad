//! Items for tests, written into the tables of the served site.

use crate::served::served;
use campaign::content::{
    ContentRefusal, Details, Draft, Editor,
    edit::{create, save},
    publish::{publish, schedule, withdraw},
};

/// A draft with these words.
pub fn draft(details: Details, slug: &str, title: &str, body: &str) -> Draft {
    Draft {
        slug: slug.into(),
        title: title.into(),
        lead: String::new(),
        body: body.into(),
        picture: String::new(),
        alt: String::new(),
        sample: false,
        details,
    }
}

/// A page.
pub fn page(slug: &str, title: &str, body: &str) -> Draft {
    draft(Details::Page {}, slug, title, body)
}

/// A piece of news.
pub fn news(slug: &str, title: &str, body: &str) -> Draft {
    draft(Details::News { day: None }, slug, title, body)
}

fn by() -> Editor {
    Editor { account: None, name: "Ann".into() }
}

/// Writes a draft that nobody sees yet; its row.
pub fn made(draft: Draft) -> u64 {
    let now = web::campaign::now();
    served().campaign.db.write::<_, ContentRefusal>(move |sql| create(sql, draft, &by(), now)).unwrap()
}

/// Writes a draft and publishes it; its row.
pub fn published(draft: Draft) -> u64 {
    let (id, now) = (made(draft), web::campaign::now());
    served().campaign.db.write::<_, ContentRefusal>(move |sql| publish(sql, id, 1, now)).unwrap();
    id
}

/// Writes a draft that is shown in so many seconds.
pub fn published_in(draft: Draft, seconds: i64) -> u64 {
    let (id, now) = (made(draft), web::campaign::now());
    let later = move |sql: &mut dyn campaign::db::Sql| schedule(sql, id, 1, now + seconds, now);
    served().campaign.db.write::<_, ContentRefusal>(later).unwrap();
    id
}

/// Saves other words over revision `began` and publishes them.
pub fn changed(id: u64, began: u64, draft: Draft) {
    let now = web::campaign::now();
    let change = move |sql: &mut dyn campaign::db::Sql| {
        let number = save(sql, id, began, draft, &by(), now, "")?;
        publish(sql, id, number, now)
    };
    served().campaign.db.write::<_, ContentRefusal>(change).unwrap();
}

/// Shows an item no longer.
pub fn withdrawn(id: u64) {
    let now = web::campaign::now();
    served().campaign.db.write::<_, ContentRefusal>(move |sql| withdraw(sql, id, now)).unwrap();
}
