//! Content from the first draft to its withdrawal, on both databases.

use crate::place::Place;
use campaign::{
    TABLES,
    content::{
        self, Board, ContentRefusal, Details, Draft, Editor, Kind, Person, Stands, Wrong, compare,
        edit::{create, lead_from, order, remove, restore, save},
        item, named,
        publish::{publish, publish_since, schedule, unschedule, withdraw},
        read::{self, Shown},
        revision,
    },
    db::{Db, DbError, Sql},
};
use std::{sync::Arc, thread};

const NOW: i64 = 1_767_225_600;
const HOUR: i64 = 3_600;

fn open(place: &Place) -> Db {
    Db::open(&place.location, TABLES).unwrap()
}

fn ann() -> Editor {
    Editor { account: None, name: "Ann".into() }
}

fn draft(details: Details, slug: &str, title: &str) -> Draft {
    Draft {
        slug: slug.into(),
        title: title.into(),
        lead: "A lead.".into(),
        body: "A *body*.\n\nWith two paragraphs.".into(),
        picture: String::new(),
        alt: String::new(),
        sample: false,
        details,
    }
}

fn page(slug: &str, title: &str) -> Draft {
    draft(Details::Page {}, slug, title)
}

fn news(slug: &str, day: Option<&str>) -> Draft {
    draft(Details::News { day: day.map(|day| day.parse().unwrap()) }, slug, slug)
}

fn write<T: Send + 'static>(
    db: &Db,
    work: impl FnOnce(&mut dyn Sql) -> Result<T, ContentRefusal> + Send + 'static,
) -> Result<T, ContentRefusal> {
    db.write(work)
}

fn make(db: &Db, draft: Draft) -> u64 {
    write(db, |sql| create(sql, draft, &ann(), NOW)).unwrap()
}

fn make_public(db: &Db, draft: Draft, at: i64) -> u64 {
    let id = make(db, draft);
    write(db, move |sql| publish(sql, id, 1, at)).unwrap();
    id
}

fn shown(db: &Db, kind: Kind, slug: &str, now: i64) -> Option<Shown> {
    db.read::<_, DbError>(|sql| read::shown(sql, kind, slug, now)).unwrap()
}

fn title(db: &Db, slug: &str, now: i64) -> Option<String> {
    shown(db, Kind::Page, slug, now).map(|shown| shown.revision.draft.title)
}

fn stands(db: &Db, id: u64, now: i64) -> Stands {
    db.read::<_, DbError>(|sql| item(sql, id)).unwrap().unwrap().stands(now)
}

fn change(db: &Db, id: u64, began: u64, draft: Draft, now: i64) -> Result<u64, ContentRefusal> {
    write(db, move |sql| save(sql, id, began, draft, &ann(), now, ""))
}

pub fn nobody_sees_a_draft_and_everybody_what_is_published(place: &Place) {
    let db = open(place);
    let id = make(&db, page("about", "About us"));
    assert_eq!((title(&db, "about", NOW), stands(&db, id, NOW)), (None, Stands::Draft));
    write(&db, move |sql| publish(sql, id, 1, NOW)).unwrap();
    assert_eq!(title(&db, "about", NOW).unwrap(), "About us");
    // What is saved afterwards is seen once it is published too.
    assert_eq!(change(&db, id, 1, page("about", "About the Coalition"), NOW + 1), Ok(2));
    assert_eq!(title(&db, "about", NOW + 1).unwrap(), "About us");
    let kept = db.read::<_, DbError>(|sql| item(sql, id)).unwrap().unwrap();
    assert!(kept.has_unpublished_words(NOW + 1));
    write(&db, move |sql| publish(sql, id, 2, NOW + 2)).unwrap();
    let seen = shown(&db, Kind::Page, "about", NOW + 2).unwrap();
    assert_eq!((seen.revision.number, seen.published, seen.since), (2, NOW, NOW + 2));
    write(&db, move |sql| withdraw(sql, id, NOW + 3)).unwrap();
    assert_eq!((title(&db, "about", NOW + 3), stands(&db, id, NOW + 3)), (None, Stands::Withdrawn(NOW + 3)));
    assert_eq!(write(&db, move |sql| withdraw(sql, id, NOW + 3)), Err(ContentRefusal::NotShown));
    write(&db, move |sql| publish(sql, id, 1, NOW + 4)).unwrap();
    assert_eq!(title(&db, "about", NOW + 4).unwrap(), "About us");
    assert_eq!(write(&db, move |sql| publish(sql, id, 9, NOW)), Err(ContentRefusal::NoRevision(9)));
    assert_eq!(write(&db, |sql| publish(sql, 99, 1, NOW)), Err(ContentRefusal::Gone));
}

pub fn what_is_scheduled_is_seen_when_its_time_has_come(place: &Place) {
    let db = open(place);
    let id = make(&db, page("about", "About us"));
    assert_eq!(write(&db, move |sql| schedule(sql, id, 1, NOW, NOW)), Err(ContentRefusal::Past));
    write(&db, move |sql| schedule(sql, id, 1, NOW + HOUR, NOW)).unwrap();
    assert_eq!(
        (title(&db, "about", NOW + HOUR - 1), stands(&db, id, NOW)),
        (None, Stands::Scheduled(NOW + HOUR))
    );
    let seen = shown(&db, Kind::Page, "about", NOW + HOUR).unwrap();
    assert_eq!((seen.published, seen.since), (NOW + HOUR, NOW + HOUR));
    assert_eq!(stands(&db, id, NOW + HOUR), Stands::Published(NOW + HOUR));
    // A change that is to come replaces what is shown, and no sooner.
    change(&db, id, 1, page("about", "In May"), NOW + HOUR).unwrap();
    write(&db, move |sql| schedule(sql, id, 2, NOW + 3 * HOUR, NOW + 2 * HOUR)).unwrap();
    assert_eq!(title(&db, "about", NOW + 3 * HOUR - 1).unwrap(), "About us");
    let seen = shown(&db, Kind::Page, "about", NOW + 3 * HOUR).unwrap();
    assert_eq!((seen.revision.draft.title.as_str(), seen.published), ("In May", NOW + HOUR));
    write(&db, move |sql| unschedule(sql, id, NOW + 2 * HOUR)).unwrap();
    assert_eq!(title(&db, "about", NOW + 9 * HOUR).unwrap(), "About us");
    assert_eq!(write(&db, move |sql| unschedule(sql, id, NOW + 2 * HOUR)), Err(ContentRefusal::NotShown));
    // What fell due cannot be called back, only withdrawn; and a later schedule does not hide it.
    let other = make(&db, page("other", "Other"));
    write(&db, move |sql| schedule(sql, other, 1, NOW + 1, NOW)).unwrap();
    assert_eq!(write(&db, move |sql| unschedule(sql, other, NOW + 1)), Err(ContentRefusal::NotShown));
    write(&db, move |sql| schedule(sql, other, 1, NOW + 9, NOW + 2)).unwrap();
    assert_eq!(title(&db, "other", NOW + 3).unwrap(), "Other");
    write(&db, move |sql| withdraw(sql, other, NOW + 4)).unwrap();
    assert_eq!(title(&db, "other", NOW + 10), None);
}

pub fn of_two_who_save_at_once_the_second_is_told_and_loses_nothing(place: &Place) {
    let db = Arc::new(open(place));
    let id = make(&db, page("about", "About us"));
    let threads: Vec<_> = (0..8)
        .map(|row| {
            let db = Arc::clone(&db);
            thread::spawn(move || change(&db, id, 1, page("about", &format!("By {row}")), NOW))
        })
        .collect();
    let ended: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert_eq!(ended.iter().filter(|ended| **ended == Ok(2)).count(), 1);
    for refused in ended.iter().filter_map(|ended| ended.as_ref().err()) {
        let ContentRefusal::Behind(newest) = refused else { panic!("{refused}") };
        assert_eq!((newest.number, newest.author.as_str()), (2, "Ann"));
        assert!(newest.draft.title.starts_with("By "));
    }
    let history = db.read::<_, DbError>(|sql| content::history(sql, id)).unwrap();
    assert_eq!(history.len(), 2);
}

pub fn every_save_is_a_revision_and_an_old_one_comes_back_as_a_new_one(place: &Place) {
    let db = open(place);
    let id = make(&db, page("about", "One"));
    change(&db, id, 1, page("about", "Two"), NOW + 1).unwrap();
    // What changes nothing is no revision.
    assert_eq!(change(&db, id, 2, page("about", " Two "), NOW + 2), Ok(2));
    assert_eq!(write(&db, move |sql| restore(sql, id, 1, &ann(), NOW + 3)), Ok(3));
    let history = db.read::<_, DbError>(|sql| content::history(sql, id)).unwrap();
    let told: Vec<_> = history.iter().map(|saved| (saved.number, saved.title.as_str(), saved.at)).collect();
    assert_eq!(told, [(3, "One", NOW + 3), (2, "Two", NOW + 1), (1, "One", NOW)]);
    assert_eq!(history[0].note, "Restored from revision 1");
    assert_eq!(write(&db, move |sql| restore(sql, id, 7, &ann(), NOW)), Err(ContentRefusal::NoRevision(7)));
    let of = |number| db.read::<_, DbError>(|sql| revision(sql, id, number)).unwrap().unwrap().draft;
    assert_eq!(compare::compare(&of(1), &of(3)), []);
    assert_eq!(compare::compare(&of(1), &of(2))[0].field, "Title");
    // Others' kinds and wrong words are refused, and nothing of them is kept.
    assert_eq!(change(&db, id, 3, news("about", None), NOW), Err(ContentRefusal::Kind));
    assert_eq!(change(&db, id, 3, page("about", ""), NOW), Err(ContentRefusal::Wrong(Wrong::Title)));
    assert_eq!(db.read::<_, DbError>(|sql| content::history(sql, id)).unwrap().len(), 3);
}

pub fn an_old_address_leads_to_the_new_one(place: &Place) {
    let db = open(place);
    let id = make_public(&db, page("about", "About"), NOW);
    make(&db, page("contact", "Contact"));
    assert_eq!(
        change(&db, id, 1, page("contact", "About"), NOW),
        Err(ContentRefusal::Taken("contact".into()))
    );
    assert_eq!(
        write(&db, |sql| create(sql, page("about", "Again"), &ann(), NOW)),
        Err(ContentRefusal::Taken("about".into()))
    );
    // The same end of the address may stand under another kind.
    make(&db, news("about", None));
    change(&db, id, 1, page("who-we-are", "About"), NOW).unwrap();
    write(&db, move |sql| Ok(lead_from(sql, "/2020/03/about/", id)?)).unwrap();
    let moved = |kind: Option<Kind>, slug: &str| {
        db.read::<_, DbError>(|sql| read::moved(sql, kind, slug, NOW)).unwrap()
    };
    let there = Some((Kind::Page, "who-we-are".to_owned()));
    assert_eq!(moved(Some(Kind::Page), "about"), there);
    assert_eq!((moved(None, "/2020/03/about"), moved(None, "/2020/03/about/")), (there.clone(), there));
    assert_eq!((moved(Some(Kind::News), "about"), moved(None, "/about")), (None, None));
    assert_eq!((title(&db, "about", NOW), title(&db, "who-we-are", NOW)), (None, Some("About".into())));
    // Back again: the address of now is no former one.
    change(&db, id, 2, page("about", "About"), NOW).unwrap();
    assert_eq!(moved(Some(Kind::Page), "about"), None);
    assert_eq!(moved(Some(Kind::Page), "who-we-are"), Some((Kind::Page, "about".into())));
    // Another may take what is free, and then stands there.
    make(&db, page("who-we-are", "Others"));
    assert_eq!(moved(Some(Kind::Page), "who-we-are"), None);
    // What is not shown is led to by nothing.
    write(&db, move |sql| withdraw(sql, id, NOW)).unwrap();
    assert_eq!(moved(None, "/2020/03/about"), None);
}

pub fn lists_show_what_is_public_in_their_order(place: &Place) {
    let db = open(place);
    let in_may = make_public(&db, news("in-may", Some("2025-05-01")), NOW);
    make_public(&db, news("at-new-year", None), NOW + 5);
    make_public(&db, news("in-june", Some("2025-06-01")), NOW);
    make(&db, news("draft", None));
    let later = make(&db, news("later", None));
    write(&db, move |sql| schedule(sql, later, 1, NOW + HOUR, NOW)).unwrap();
    let newest = |now, most, after| -> Vec<String> {
        let shown = db.read::<_, DbError>(|sql| read::newest(sql, Kind::News, now, most, after)).unwrap();
        shown.into_iter().map(|shown| shown.revision.draft.slug).collect()
    };
    assert_eq!(newest(NOW + 9, 9, 0), ["at-new-year", "in-june", "in-may"]);
    assert_eq!(
        (newest(NOW + 9, 1, 1), newest(NOW + HOUR, 1, 0)),
        (vec!["in-june".into()], vec!["later".into()])
    );
    let count = |now| db.read::<_, DbError>(|sql| read::count(sql, Kind::News, now)).unwrap();
    assert_eq!((count(NOW + 9), count(NOW + HOUR)), (3, 4));
    let listed = db.read::<_, DbError>(|sql| read::listed(sql, Kind::News)).unwrap();
    assert_eq!((listed.len(), listed[0].item.id, listed[0].author.as_str()), (5, in_may, "Ann"));
    make_public(&db, page("about", "About"), NOW);
    let entries = db.read::<_, DbError>(|sql| read::entries(sql, NOW + 9)).unwrap();
    let slugs: Vec<_> = entries.iter().map(|entry| entry.slug.as_str()).collect();
    assert_eq!(slugs, ["in-may", "at-new-year", "in-june", "about"]);
}

pub fn people_stand_in_the_order_that_editors_give(place: &Place) {
    let db = open(place);
    let person = |slug: &str, board| {
        let person =
            Person { board, role: "Chair".into(), from: Some("2026-01-01".parse().unwrap()), to: None };
        draft(Details::Person(person), slug, slug)
    };
    let one = make_public(&db, person("one", Board::Officers), NOW);
    let two = make_public(&db, person("two", Board::Advisory), NOW);
    let three = make_public(&db, person("three", Board::Officers), NOW);
    let stand = || -> Vec<u64> {
        let shown = db.read::<_, DbError>(|sql| read::in_order(sql, Kind::Person, NOW)).unwrap();
        shown.into_iter().map(|shown| shown.id).collect()
    };
    assert_eq!(stand(), [one, two, three]);
    write(&db, move |sql| Ok(order(sql, &[three, one, two])?)).unwrap();
    assert_eq!(stand(), [three, one, two]);
    let seen = shown(&db, Kind::Person, "two", NOW).unwrap();
    let Details::Person(person) = seen.revision.draft.details else { panic!("no person") };
    assert!(person.board == Board::Advisory && person.serves(NOW) && !person.serves(NOW - 1));
}

pub fn who_is_removed_leaves_no_trace(place: &Place) {
    let db = open(place);
    let id = make_public(&db, page("about", "About"), NOW);
    change(&db, id, 1, page("us", "About"), NOW).unwrap();
    write(&db, move |sql| remove(sql, id)).unwrap();
    assert_eq!(write(&db, move |sql| remove(sql, id)), Err(ContentRefusal::Gone));
    assert_eq!(db.read::<_, DbError>(|sql| named(sql, Kind::Page, "us")).unwrap(), None);
    for table in ["content_item", "content_revision", "content_former"] {
        let left = db.read::<_, DbError>(|sql| sql.number(&format!("SELECT COUNT(*) FROM {table}"), &[]));
        assert_eq!(left, Ok(0), "{table}");
    }
}

pub fn what_is_imported_keeps_its_time(place: &Place) {
    let db = open(place);
    let id = make(&db, news("old", None));
    write(&db, move |sql| publish_since(sql, id, 1, NOW - 1_000 * HOUR, NOW)).unwrap();
    let seen = shown(&db, Kind::News, "old", NOW).unwrap();
    assert_eq!((seen.published, seen.since), (NOW - 1_000 * HOUR, NOW - 1_000 * HOUR));
}

pub fn a_campaign_begins_with_its_site_once(place: &Place) {
    let db = open(place);
    let figures = content::site::Figures {
        first_year: 1900,
        year: 2024,
        states: 196,
        qualify: 81,
        people: "2.6 billion".into(),
        humanity: "32%".into(),
        founders: 32,
        observed: 2,
    };
    let begin = || {
        let items = content::site::items(&figures).unwrap();
        write(&db, |sql| content::site::begin(sql, items, NOW)).unwrap()
    };
    assert_eq!((begin(), begin()), (true, false));
    assert_eq!(title(&db, "about", NOW).unwrap(), "About the Coalition");
    let people = db.read::<_, DbError>(|sql| read::in_order(sql, Kind::Person, NOW)).unwrap();
    assert!(people.len() == 3 && people.iter().all(|person| person.revision.draft.sample));
}
