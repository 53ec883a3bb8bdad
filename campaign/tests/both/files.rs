//! Files, search, and content out of the tables and back, on both databases.

use crate::{office::Desk, place::Place};
use campaign::{
    TABLES,
    content::{
        self, ContentRefusal, Details, Draft, Editor, Kind,
        edit::{create, lead_from, remove, save},
        publish::{publish, publish_since, schedule, withdraw},
    },
    db::{Db, DbError, Sql},
    exchange::{self, Fate, Media, Parcel, Report, Takes},
    file::{self, FileRefusal, Said, prepared},
    petition, representative,
    search::search,
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

pub const NOW: i64 = 1_767_225_600;

pub fn open(place: &Place) -> Db {
    Db::open(&place.location, TABLES).unwrap()
}

pub fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(900, 20, |x, _| Rgb([shade, u8::try_from(x % 200).unwrap(), 0]));
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub fn said(alt: &str) -> Said {
    Said { alt: alt.into(), credit: "A <b>Painter</b>".into(), ..Said::default() }
}

pub fn on<T: Send + 'static, E: From<DbError> + Send + 'static>(
    db: &Db,
    work: impl FnOnce(&mut dyn Sql) -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    db.write(work)
}

pub fn page(slug: &str, title: &str, body: &str) -> Draft {
    Draft {
        slug: slug.into(),
        title: title.into(),
        lead: String::new(),
        body: body.into(),
        picture: String::new(),
        alt: String::new(),
        sample: false,
        details: Details::Page {},
    }
}

pub fn make(db: &Db, draft: Draft, since: i64) -> u64 {
    on::<_, ContentRefusal>(db, move |sql| {
        let id = create(sql, draft, &Editor::program("Ann"), NOW)?;
        publish_since(sql, id, 1, since, NOW)?;
        Ok(id)
    })
    .unwrap()
}

pub fn a_file_is_kept_shown_replaced_and_removed(place: &Place) {
    let db = open(place);
    let (first, second) = (prepared(&picture(200)).unwrap(), prepared(&picture(100)).unwrap());
    let keep = |name: &'static str, alt: &'static str| {
        let first = first.clone();
        on(&db, move |sql| file::keep(sql, &first, name, &said(alt), NOW))
    };
    assert_eq!(keep("room.png", " "), Err(FileRefusal::NotDescribed));
    assert_eq!(keep("room.jpg", "A room"), Err(FileRefusal::Name(file::Kind::Png)));
    assert_eq!(keep("../room.png", "A room"), Err(FileRefusal::Name(file::Kind::Png)));
    let kept = keep("room.png", "A  room\n").unwrap();
    assert_eq!((kept.said.alt.as_str(), kept.pixels), ("A room", Some((900, 20))));
    assert_eq!(keep("room.png", "A room"), Err(FileRefusal::Taken("room.png".into())));
    assert_eq!(keep("other.png", "A room"), Err(FileRefusal::Same("room.png".into())));
    let shown = db.read(|sql| file::html(sql, "![](/files/room.png) ![b](/files/none.png)")).unwrap();
    let letter = db.read(|sql| file::letter_html(sql, "![](/files/room.png)", "https://e.org")).unwrap();
    assert!(letter.contains("src=\"https://e.org/files/") && letter.contains("width=\"560\""), "{letter}");
    assert!(!letter.contains("srcset") && letter.contains("alt=\"A room\""), "{letter}");
    for part in [
        "800w",
        "width=\"900\"",
        "alt=\"A room\"",
        "loading=\"lazy\"",
        "A &lt;b&gt;Painter&lt;/b&gt;",
        "src=\"/files/none.png\"",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    let old = kept.form_address(400);
    let part = old.strip_prefix(file::PLACE).unwrap().to_owned();
    let form = |part: String| db.read(move |sql| file::form(sql, &part)).unwrap();
    assert_eq!(form(part.clone()).map(|(kind, _)| kind), Some(file::Kind::Png));
    assert_eq!(form(part.replace(".png", ".jpg")), None);
    assert_eq!(form("x-400.png".into()), None);

    let id = kept.id;
    make(&db, page("about", "About us", "A text.\n\n![a](/files/room.png)"), NOW);
    let used = on(&db, move |sql| file::remove(sql, id));
    assert!(matches!(&used, Err(FileRefusal::Used(uses)) if uses[0].title == "About us"), "{used:?}");
    on(&db, move |sql| file::replace(sql, id, &second, NOW + 5)).unwrap();
    let after = db.read(move |sql| file::of_id(sql, id)).unwrap().unwrap();
    assert_eq!((after.added, after.changed, after.said.clone()), (NOW, NOW + 5, kept.said.clone()));
    assert_ne!(after.hash, kept.hash);
    assert_eq!(form(part), None, "an address of a hash shows that and nothing else");
    let text = prepared(b"A text").unwrap();
    let other = on(&db, move |sql| file::replace(sql, id, &text, NOW));
    assert_eq!(other, Err(FileRefusal::OtherKind(file::Kind::Png, file::Kind::Text)));

    on(&db, |sql| {
        let item = content::named(sql, Kind::Page, "about")?.unwrap();
        save(
            sql,
            item.id,
            1,
            page("about", "About us", "![a](/files/room.png2)"),
            &Editor::program("Ann"),
            NOW,
            "",
        )?;
        publish(sql, item.id, 2, NOW)
    })
    .unwrap();
    on(&db, move |sql| file::remove(sql, id)).unwrap();
    assert_eq!(on(&db, move |sql| file::remove(sql, id)), Err(FileRefusal::Gone));
}

fn found(db: &Db, asked: &str, now: i64) -> Vec<String> {
    let asked = asked.to_owned();
    let found = db.read(move |sql| search(sql, &asked, now, 10)).unwrap();
    found.into_iter().map(|one| one.part).collect()
}

pub fn a_page_is_found_exactly_while_it_is_shown(place: &Place) {
    let db = open(place);
    make(&db, page("first", "On guarantees", "Every member is [protected](/x)."), NOW - 10);
    make(&db, page("second", "Łódź, Été", "A guarantee; members' law & <script>."), NOW - 5);
    assert_eq!(found(&db, "guarantee", NOW), ["first", "second"], "a title weighs more");
    assert_eq!(found(&db, "MEMBER protect", NOW), ["first"]);
    assert_eq!(found(&db, "ete", NOW), ["second"]);
    assert_eq!(found(&db, "été łódź", NOW), ["second"]);
    assert_eq!(found(&db, "uarantee", NOW), Vec::<String>::new(), "words are found by their beginnings");
    for hostile in [
        "\"",
        "'",
        "a\" OR \"b",
        "guarantee'",
        "*",
        "NEAR(a b)",
        "a:b",
        "!!&|()",
        "'; DROP TABLE file; --",
        "\\",
        "-",
        "AND",
        "guarantee:*",
    ] {
        found(&db, hostile, NOW);
    }
    assert_eq!(found(&db, "\"guarantee' -zebra", NOW), Vec::<String>::new());
    assert_eq!(found(&db, "'guarantee\"*:&|!()", NOW), ["first", "second"]);

    // A draft is not found, and a scheduled one from its second on.
    let third = on::<_, ContentRefusal>(&db, |sql| {
        create(sql, page("third", "A secret", "Not yet."), &Editor::program("Ann"), NOW)
    })
    .unwrap();
    assert_eq!(found(&db, "secret", NOW), Vec::<String>::new());
    on(&db, move |sql| schedule(sql, third, 1, NOW + 60, NOW)).unwrap();
    assert_eq!(found(&db, "secret", NOW + 59), Vec::<String>::new());
    assert_eq!(found(&db, "secret", NOW + 60), ["third"]);
    // What was saved and not published is not found; what is not shown any more neither.
    on(&db, move |sql| {
        save(sql, third, 1, page("third", "A mystery", "Now."), &Editor::program("Ann"), NOW + 70, "")
    })
    .unwrap();
    assert_eq!(
        (found(&db, "mystery", NOW + 70), found(&db, "secret", NOW + 70)),
        (vec![], vec!["third".to_owned()])
    );
    on(&db, move |sql| publish(sql, third, 2, NOW + 71)).unwrap();
    assert_eq!(
        (found(&db, "mystery", NOW + 71), found(&db, "secret", NOW + 71)),
        (vec!["third".to_owned()], vec![])
    );
    on(&db, move |sql| withdraw(sql, third, NOW + 80)).unwrap();
    assert_eq!(found(&db, "mystery", NOW + 81), Vec::<String>::new());
    on(&db, move |sql| remove(sql, third)).unwrap();
    // What fails is not indexed.
    let failed = on::<(), ContentRefusal>(&db, |sql| {
        let id = create(sql, page("fourth", "Undone", "x"), &Editor::program("Ann"), NOW)?;
        publish(sql, id, 1, NOW)?;
        Err(ContentRefusal::Gone)
    });
    assert!(failed.is_err() && found(&db, "undone", NOW).is_empty());
}

pub fn take(db: &Db, parcel: Parcel, now: i64) -> Report {
    on::<_, DbError>(db, move |sql| exchange::import(sql, parcel, Takes::AsItStood, now)).unwrap()
}

pub fn exported(db: &Db, now: i64) -> Vec<(String, Vec<u8>)> {
    db.read(move |sql| exchange::export(sql, now)).unwrap()
}

/// A parcel of what was exported.
fn parcel(files: &[(String, Vec<u8>)]) -> Parcel {
    let mut parcel = Parcel::default();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        parcel.texts.push(exchange::text(path, bytes).unwrap());
    }
    let of =
        |name: &str| files.iter().find(|(path, _)| path == name).map(|(_, bytes)| bytes.clone()).unwrap();
    for one in exchange::Described::read(std::str::from_utf8(&of(exchange::LIST)).unwrap()).unwrap() {
        let path = format!("files/{}", one.name);
        let prepared = prepared(&of(&path)).unwrap();
        parcel.media.push(Media { said: one.said(), name: one.name, path, prepared });
    }
    parcel
}

pub fn what_is_exported_comes_back_as_it_was(place: &Place) {
    let db = open(place);
    let room = prepared(&picture(7)).unwrap();
    on(&db, move |sql| file::keep(sql, &room, "room.png", &said("A \"room\""), NOW)).unwrap();
    make(&db, page("about", "About", "![a](/files/room.png)"), NOW - 100);
    let dated = |day: &str| Details::News { day: Some(day.parse().unwrap()) };
    make(
        &db,
        Draft { details: dated("2026-05-01"), ..page("hello", "Hello \"you\"", "+++\nA text.") },
        NOW - 50,
    );
    on::<_, ContentRefusal>(&db, |sql| {
        let by = Editor::program("Ann");
        let id = content::named(sql, Kind::News, "hello")?.unwrap().id;
        lead_from(sql, "/2020/hello/", id)?;
        create(sql, page("draft", "A draft", "Not shown."), &by, NOW)?;
        let later = create(sql, page("later", "Later", "To come."), &by, NOW)?;
        schedule(sql, later, 1, NOW + 500, NOW)
    })
    .unwrap();
    let first = exported(&db, NOW);
    let names: Vec<&str> = first.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        names,
        [
            "pages/0010-about.md",
            "pages/0020-draft.md",
            "pages/0030-later.md",
            "news/hello.md",
            "files/room.png",
            "files.toml"
        ]
    );
    assert_eq!(exported(&db, NOW), first, "what has not changed is the same to the byte");

    // Into the same tables: nothing changes. Into empty ones: everything is new, and comes out as it went in.
    let same = take(&db, parcel(&first), NOW);
    assert_eq!((same.count(Fate::Same), same.taken.len(), same.refused.len()), (5, 5, 0), "{same:?}");
    assert_eq!(exported(&db, NOW), first);
    let other = Place::another(place);
    let empty = open(&other);
    let new = take(&empty, parcel(&first), NOW);
    assert_eq!((new.count(Fate::New), new.refused.len()), (5, 0), "{new:?}");
    assert_eq!(exported(&empty, NOW), first);
    assert_eq!(found(&empty, "hello", NOW), ["hello"]);
    assert_eq!(found(&empty, "later", NOW), Vec::<String>::new());
    assert_eq!(found(&empty, "later", NOW + 500), ["later"]);

    // One that was edited is changed, and its history stays; what is wrong is refused, and the rest is taken.
    let mut edited = parcel(&first);
    edited.texts[0].file.draft.body = "Others.".into();
    edited.texts[1].file.draft.slug = "A Draft".into();
    let report = take(&empty, edited, NOW + 10);
    assert_eq!((report.count(Fate::Changed), report.count(Fate::Same), report.refused.len()), (1, 3, 1));
    assert_eq!(report.refused[0].path, "pages/0020-draft.md");
    let about = empty.read(|sql| content::named(sql, Kind::Page, "about")).unwrap().unwrap();
    assert_eq!((about.newest, about.seen(NOW + 10).map(|(number, _)| number)), (2, Some(2)));
    // A draft that was published becomes a draft: it is withdrawn.
    let mut hidden = parcel(&first);
    hidden.texts[0].file.published = false;
    assert_eq!(take(&empty, hidden, NOW + 20).count(Fate::Changed), 1);
    let about = empty.read(|sql| content::named(sql, Kind::Page, "about")).unwrap().unwrap();
    assert_eq!(about.seen(NOW + 20), None);
}

pub fn a_file_knows_every_text_that_shows_it(place: &Place) {
    let desk = Desk::new(place);
    let room = prepared(&picture(7)).unwrap();
    let room = on(&desk.db, move |sql| file::keep(sql, &room, "room.png", &said("A room"), NOW)).unwrap();
    let shows = "See ![](/files/room.png)".to_owned();
    make(&desk.db, page("about", "About", &shows), NOW);
    let template = representative::Template {
        id: 0,
        name: "treaty".into(),
        title: "The treaty".into(),
        says: shows.clone(),
        subject: "The treaty".into(),
        text: "Dear member, please vote for the treaty that is before you.".into(),
        shown: true,
    };
    on(&desk.db, move |sql| representative::keep(sql, &template, None, NOW)).unwrap();
    let petition = petition::Petition {
        id: 0,
        name: "charter".into(),
        title: "The charter".into(),
        text: shows,
        addressee: "the parliaments".into(),
        validity: petition::validity::Validity::united_kingdom(),
        opens: NOW,
        closes: None,
    };
    on(&desk.db, move |sql| petition::publish(sql, &petition)).unwrap();
    let uses = desk.db.read(|sql| file::uses(sql, &room)).unwrap();
    let found: Vec<_> = uses.iter().map(|one| (one.kind.as_str(), one.title.as_str())).collect();
    assert_eq!(
        found,
        [("page", "About"), ("petition", "The charter"), ("letter to representatives", "The treaty")]
    );
    assert!(matches!(on(&desk.db, move |sql| file::remove(sql, room.id)), Err(FileRefusal::Used(_))));
}
