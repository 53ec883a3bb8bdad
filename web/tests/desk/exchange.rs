//! Content in and out at the desk: an upload is looked at, taken in as drafts or as it stood, and what goes out comes in again.

use crate::served::{Answer, get, own, post, post_as, served};
use campaign::{
    content::{self, Kind, Stands},
    db::DbError,
    exchange::{self, Fate, Loose, Takes},
    file,
    people::{Role, log},
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::sync::{Mutex, MutexGuard};

const IMPORT: &str = "/desk/content/import";

/// A few uploads wait at most: the tests take turns.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn lines() -> String {
    format!("{}{}", own(), served().cookie(Role::Editor))
}

fn upload(files: &[(&str, &[u8])]) -> Answer {
    let mut form = Vec::new();
    for (name, bytes) in files {
        let head =
            format!("--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        form.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    form.extend(b"--XX--\r\n");
    post_as("multipart/form-data; boundary=XX", IMPORT, &lines(), &form)
}

/// The look at an upload that is read, and its number.
fn looked(files: &[(&str, &[u8])]) -> (String, String) {
    let answer = upload(files);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let at = answer.header("location").to_owned();
    (at.clone(), at.rsplit('/').next().unwrap().to_owned())
}

fn order(act: &str, form: &str) -> Answer {
    post(&format!("{IMPORT}/{act}"), &lines(), form)
}

fn item(kind: Kind, slug: &'static str) -> Option<content::Item> {
    served().campaign.db.read(move |sql| content::named(sql, kind, slug)).unwrap()
}

/// Every text that is exported. Files are left out, for tests beside this one bring and remove them.
fn texts() -> Vec<(String, Vec<u8>)> {
    let all = served().campaign.db.read(|sql| exchange::export(sql, web::campaign::now())).unwrap();
    all.into_iter().filter(|(path, _)| path.ends_with(".md")).collect()
}

fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(60, 20, |x, _| Rgb([shade, u8::try_from(x).unwrap(), 9]));
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// An export of WordPress with a post of this title and slug, which shows a picture.
fn wordpress(title: &str, slug: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"c\" xmlns:dc=\"d\"><channel>\
         <title>Old</title><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>\
         <item><title>{title}</title><link>https://old.example/2024/03/{slug}/</link><dc:creator>ann</dc:creator>\
         <content:encoded><![CDATA[<p>We met.</p><p><img src=\"https://old.example/wp-content/uploads/2024/03/{slug}.png\" alt=\"A hall\"></p>]]></content:encoded>\
         <wp:post_id>7</wp:post_id><wp:post_date_gmt>2024-03-04 10:00:00</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>\
         <item><title>Menu</title><wp:post_type>nav_menu_item</wp:post_type></item></channel></rss>"
    )
}

#[test]
fn an_export_of_wordpress_is_looked_at_and_taken_in_as_drafts() {
    let _turn = turn();
    let before = texts();
    let export = wordpress("We &lt;b&gt;met", "we-met-there");
    let (look, id) = looked(&[("old.xml", export.as_bytes()), ("we-met-there.png", &picture(1))]);
    for _ in 0..2 {
        let shown = get(&look, &lines()).body;
        for part in
            ["1 piece of news, 1 picture", "2 new, 0 here already", "1 not taken", "an entry of a menu"]
        {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(shown.contains("old.xml, line 1") && !shown.contains("We <b>met"));
    }
    assert_eq!(texts(), before, "to look changes nothing");
    assert!(get(IMPORT, &lines()).body.contains(&look));

    let taken = order("take", &format!("upload={id}&how=drafts"));
    assert_eq!((taken.status, taken.header("location")), (303, "/desk/content?stands=draft"));
    assert_eq!(order("take", &format!("upload={id}")).status, 404, "once");
    assert_eq!(get(&look, &lines()).status, 404);
    let news = item(Kind::News, "we-met-there").unwrap();
    assert_eq!(news.stands(web::campaign::now()), Stands::Draft);
    assert_eq!(get("/news/we-met-there", "").status, 404);
    let last = served().campaign.db.read(move |sql| content::revision(sql, news.id, 1)).unwrap().unwrap();
    let day = "2024-03-04".parse().unwrap();
    assert_eq!(last.draft.details, content::Details::News { day: Some(day) });
    assert!(last.draft.body.contains("![A hall](/files/we-met-there.png)"), "{}", last.draft.body);
    assert_eq!(get("/files/we-met-there.png", "").status, 200);
    let acts = served().campaign.db.read(|sql| log::last(sql, 200)).unwrap();
    for act in ["upload-content", "take-content"] {
        assert!(acts.iter().any(|one| one.what == act), "{act} is not in the log");
    }
}

#[test]
fn what_is_here_already_stays_as_readers_see_it_unless_it_is_replaced() {
    let _turn = turn();
    let page = |body: &str| {
        format!("+++\nkind = \"page\"\nslug = \"brought-in\"\ntitle = \"Brought\"\n+++\n\n{body}\n")
    };
    let list = "[[file]]\nname = \"brought.png\"\nalt = \"A hall\"\n";
    let bring = |body: &str, shade| {
        looked(&[
            ("a.md", page(body).as_bytes()),
            ("files.toml", list.as_bytes()),
            ("brought.png", &picture(shade)),
        ])
    };
    let (_, id) = bring("First words.", 2);
    assert_eq!(order("take", &format!("upload={id}&how=stood")).status, 303);
    assert!(get("/brought-in", "").body.contains("First words."));
    let first = get("/files/brought.png", "").header("etag").to_owned();

    let (look, id) = bring("Second words.", 3);
    let shown = get(&look, &lines()).body;
    assert!(shown.contains("here already: a revision that readers do not see"), "{shown}");
    assert!(shown.contains("another file is called brought.png"), "{shown}");
    let shown = get(&format!("{look}?how=stood"), &lines()).body;
    assert!(shown.contains("here already: replaced") && shown.contains("Take it in and publish"), "{shown}");
    assert_eq!(order("take", &format!("upload={id}")).status, 303);
    let page = get("/brought-in", "").body;
    assert!(page.contains("First words.") && !page.contains("Second words."));
    assert_eq!(get("/files/brought.png", "").header("etag"), first);
    let found = item(Kind::Page, "brought-in").unwrap();
    assert!(found.has_unpublished_words(web::campaign::now()));

    let (_, id) = bring("Second words.", 3);
    assert_eq!(order("take", &format!("upload={id}&how=stood")).status, 303);
    assert!(get("/brought-in", "").body.contains("Second words."));
    assert_ne!(get("/files/brought.png", "").header("etag"), first);
}

#[test]
fn what_goes_out_comes_in_again() {
    let _turn = turn();
    let answer = get("/desk/content/export", &served().cookie(Role::Editor));
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
    assert!(answer.header("content-disposition").contains("content.zip"));
    assert!(answer.body.contains("files/sample-picture.png") && answer.body.contains("files.toml"));
    let files = texts();
    let archive = exchange::packed(&files).unwrap();
    let loose = vec![Loose { path: "content.zip".into(), bytes: archive.clone() }];
    let ready = |bytes: &[u8]| file::prepared(bytes).map_err(|refusal| refusal.to_string());
    let parcel = exchange::of_upload(loose, &mut |bytes| ready(bytes)).unwrap();
    assert_eq!(parcel.refused, []);
    let report = served()
        .campaign
        .db
        .write::<_, DbError>(move |sql| exchange::import(sql, parcel, Takes::AsItStood, web::campaign::now()))
        .unwrap();
    assert_eq!(report.count(Fate::Same), report.taken.len(), "{report:?}");
    assert!(report.taken.len() > 8);
    let (look, id) = looked(&[("content.zip", &archive)]);
    let shown = get(&look, &lines()).body;
    assert!(shown.contains("0 new, 0 here already and different"), "{shown}");
    assert_eq!(order("discard", &format!("upload={id}")).status, 303);
    assert_eq!(order("discard", &format!("upload={id}")).status, 404);
    assert_eq!(texts(), files);
}

#[test]
fn what_cannot_be_read_is_said_with_its_bound() {
    let _turn = turn();
    let page = b"+++\nkind = \"page\"\nslug = \"one\"\ntitle = \"One\"\n+++\n";
    let nought = vec![0; (exchange::MOST_UNPACKED >> 1) + 1];
    let bomb = exchange::packed(&[("a.md".into(), nought.clone()), ("b.md".into(), nought)]).unwrap();
    for (files, says) in [
        (vec![], "Choose the file"),
        (vec![("a.xml", b"<rss>".as_slice())], "In a.xml, the export cannot be read at line 1"),
        (vec![("a.xml", b"<!DOCTYPE x [<!ENTITY a \"b\">]><rss/>")], "document type"),
        (vec![("a.zip", b"PK\x03\x04 broken")], "The archive a.zip cannot be read"),
        (vec![("bomb.zip", &bomb)], "128 MB at most once they are unpacked"),
        (vec![("readme.md", b"Ours.")], "Nothing in it is content"),
        (vec![("a.exe", b"MZ"), ("bank.csv", b"x")], "Nothing in it can be taken: a.exe"),
    ] {
        let answer = upload(&files);
        assert_eq!(answer.status, 400, "{says}: {}", answer.body);
        assert!(answer.body.contains(says), "{says}: {}", answer.body);
    }
    // One that is damaged leaves the others, and a number that is none harms nothing.
    let (look, id) = looked(&[("a.md", page), ("b.md", b"no head"), ("c.png", b"no picture")]);
    let shown = get(&look, &lines()).body;
    assert!(shown.contains("1 page. 1 new") && shown.contains("b.md, line 1") && shown.contains("c.png"));
    assert_eq!(order("discard", &format!("upload={id}")).status, 303);
    for act in ["take", "discard"] {
        assert_eq!(order(act, "upload=99999").status, 404);
        assert_eq!(order(act, "").status, 404);
    }
    // No more wait than may.
    let mut waiting = Vec::new();
    let full = loop {
        let answer = upload(&[("a.md", page)]);
        if answer.status != 303 {
            break answer;
        }
        waiting.push(answer.header("location").rsplit('/').next().unwrap().to_owned());
    };
    assert!(full.status == 400 && full.body.contains("5 uploads wait already"), "{}", full.body);
    for id in waiting {
        assert_eq!(order("discard", &format!("upload={id}")).status, 303);
    }
}
