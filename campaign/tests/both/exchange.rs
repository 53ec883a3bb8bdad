//! Uploads of content that wait, and the archive of everything, on both databases.

use crate::{
    files::{NOW, exported, make, on, open, page, picture, said, take},
    office::Desk,
    place::Place,
};
use campaign::{
    content::{self, Details, Kind, Stands},
    db::{DbError, Sql},
    exchange::{self, Fate, Parcel, Takes, waiting},
    file::{self, prepared},
};

/// An upload as it would come from the desk.
fn uploaded(files: Vec<(String, Vec<u8>)>) -> Parcel {
    let files = files.into_iter().map(|(path, bytes)| exchange::Loose { path, bytes }).collect();
    exchange::of_upload(files, &mut |bytes| prepared(bytes).map_err(|refusal| refusal.to_string())).unwrap()
}

pub fn what_is_uploaded_waits_sealed_and_is_taken_in_once(place: &Place) {
    let desk = Desk::new(place);
    let db = &desk.db;
    make(db, page("about", "About", "Here already."), NOW - 100);
    let old = prepared(&picture(9)).unwrap();
    on(db, move |sql| file::keep(sql, &old, "taken.png", &said("Old"), NOW)).unwrap();
    let news = "+++\nkind = \"news\"\nslug = \"we-met\"\ntitle = \"We met\"\nsince = \"2024-03-04T10:00:00Z\"\nformerly = [\"/old/met\"]\n+++\n\nWords.\n";
    let list =
        "[[file]]\nname = \"new.png\"\nalt = \"A hall\"\n\n[[file]]\nname = \"taken.png\"\nalt = \"New\"\n";
    let parcel = uploaded(vec![
        ("files.toml".into(), list.into()),
        ("new.png".into(), picture(3)),
        ("taken.png".into(), picture(4)),
        (
            "about.md".into(),
            "+++\nkind = \"page\"\nslug = \"about\"\ntitle = \"About\"\n+++\n\nOther words.\n".into(),
        ),
        ("met.md".into(), news.into()),
        ("wrong.md".into(), "No head.".into()),
    ]);
    let before = exported(db, NOW);
    let put = {
        let parcel = parcel.clone();
        move |sql: &mut dyn Sql, office: &campaign::office::Office, chance| {
            waiting::put(sql, office, "met \u{202e}.zip", &parcel, NOW, &chance)
        }
    };
    let id = desk.write(put.clone()).unwrap().unwrap();
    assert_eq!(db.read(waiting::waiting).unwrap(), [(id, "met .zip".to_owned(), NOW)]);
    // It lies there sealed, and comes back as it was, with and without the bytes of its pictures.
    let rows = db.read(|sql| sql.rows("SELECT parcel FROM content_parcel", &[])).unwrap();
    assert!(!rows[0].bytes(0).unwrap().windows(6).any(|part| part == b"We met"));
    let office = std::sync::Arc::clone(&desk.office);
    let one = move |whole| db.read(|sql| waiting::one(sql, &office, id, whole)).unwrap().unwrap().parcel;
    assert_eq!(one(true), parcel);
    let light = one(false);
    assert!(light.texts == parcel.texts && light.media.iter().all(|one| one.prepared.bytes.is_empty()));

    // To look says what would happen, by the same hand, and changes nothing.
    let look = |takes| {
        let light = light.clone();
        match on(db, move |sql| waiting::look(sql, light, takes, NOW)) {
            Err(waiting::Look::Would(report)) => report,
            other => panic!("{other:?}"),
        }
    };
    let would = look(Takes::AsDrafts);
    assert_eq!((would.count(Fate::New), would.count(Fate::Changed), would.refused.len()), (2, 1, 2));
    assert!(would.refused.iter().any(|one| one.says.contains("another file is called taken.png")));
    assert_eq!(look(Takes::AsItStood).count(Fate::Changed), 2, "the page and the picture");
    assert_eq!(exported(db, NOW), before);

    let take = move |sql: &mut dyn Sql, office: &campaign::office::Office, _| {
        waiting::take(sql, office, id, Takes::AsDrafts, NOW)
    };
    assert_eq!(desk.write(take).unwrap(), Some(would));
    assert_eq!(desk.write(take).unwrap(), None, "once");
    let met = db.read(|sql| content::named(sql, Kind::News, "we-met")).unwrap().unwrap();
    assert_eq!(met.stands(NOW), Stands::Draft);
    let words = db.read(move |sql| content::revision(sql, met.id, 1)).unwrap().unwrap();
    assert_eq!(words.draft.details, Details::News { day: Some("2024-03-04".parse().unwrap()) });
    let about = db.read(|sql| content::named(sql, Kind::Page, "about")).unwrap().unwrap();
    assert_eq!((about.newest, about.seen(NOW).map(|(number, _)| number)), (2, Some(1)));
    let new = db.read(|sql| file::named(sql, "new.png")).unwrap().unwrap();
    let bytes = db.read(move |sql| file::bytes(sql, new.id)).unwrap().unwrap();
    assert_eq!(bytes, parcel.media[0].prepared.bytes);
    let form = new.form_address(900).strip_prefix(file::PLACE).unwrap().to_owned();
    assert!(db.read(move |sql| file::form(sql, &form)).unwrap().is_some());

    // As many wait as may, and none longer than a week.
    for _ in 0..waiting::MOST_WAITING {
        assert!(desk.write(put.clone()).unwrap().is_some());
    }
    assert_eq!(desk.write(put).unwrap(), None);
    on::<_, DbError>(db, |sql| waiting::forget(sql, NOW + waiting::KEEP)).unwrap();
    assert_eq!(db.read(waiting::waiting).unwrap().len(), waiting::MOST_WAITING);
    on::<_, DbError>(db, |sql| waiting::forget(sql, NOW + waiting::KEEP + 1)).unwrap();
    assert_eq!(db.read(waiting::waiting).unwrap(), []);
    assert_eq!(db.read(|sql| sql.number("SELECT COUNT(*) FROM content_parcel_file", &[])).unwrap(), 0);
}

pub fn an_archive_of_everything_comes_back_as_it_was(place: &Place) {
    let db = open(place);
    let room = prepared(&picture(7)).unwrap();
    on(&db, move |sql| file::keep(sql, &room, "room.png", &said("A \"room\""), NOW)).unwrap();
    make(&db, page("about", "About", "![a](/files/room.png)"), NOW - 100);
    make(&db, page("later", "Later", "To come."), NOW - 50);
    let first = exported(&db, NOW);
    let archive = exchange::packed(&first).unwrap();
    assert_eq!(exchange::packed(&first).unwrap(), archive, "the same to the byte");
    let other = Place::another(place);
    let empty = open(&other);
    let new = take(&empty, uploaded(vec![("content.zip".into(), archive)]), NOW);
    assert_eq!((new.count(Fate::New), new.refused.len()), (3, 0), "{new:?}");
    assert_eq!(exported(&empty, NOW), first);
}
