//! Pictures and a document of the sample, and the logos of its organisations.

use super::{super::Campaign, MADE};
use campaign::{
    content::{ContentRefusal, Details, Editor, draft::Draft, edit::create, publish::publish},
    db::{Db, DbError, Sql},
    exchange::{self, Loose, waiting},
    file::{self, FileRefusal, Said},
    joining::{JoinRefusal, directory, logo},
    office::Chance,
};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Stroke, Transform};

/// Chance for the sample, which is the same each time.
const CHANCE: Chance = [[17; 32], [18; 32], [19; 32], [20; 32]];

/// A disc on paper, 900 × 600 pixels.
fn disc() -> Option<Vec<u8>> {
    let mut picture = Pixmap::new(900, 600)?;
    picture.fill(Color::from_rgba8(251, 250, 246, 255));
    let mut ink = Paint { anti_alias: true, ..Paint::default() };
    ink.set_color(Color::from_rgba8(10, 90, 138, 255));
    let disc = PathBuilder::from_circle(450.0, 300.0, 220.0)?;
    picture.fill_path(&disc, &ink, FillRule::Winding, Transform::identity(), None);
    picture.encode_png().ok()
}

/// A ring that can be seen through, 480 × 240 pixels: as logos are, in dark ink on nothing.
fn ring() -> Option<Vec<u8>> {
    let mut picture = Pixmap::new(480, 240)?;
    let mut ink = Paint { anti_alias: true, ..Paint::default() };
    ink.set_color(Color::from_rgba8(22, 32, 43, 255));
    let stroke = Stroke { width: 28.0, ..Stroke::default() };
    for (x, radius) in [(180.0, 90.0), (300.0, 90.0)] {
        let circle = PathBuilder::from_circle(x, 120.0, radius)?;
        picture.stroke_path(&circle, &ink, &stroke, Transform::identity(), None);
    }
    picture.encode_png().ok()
}

/// Gives two of the sample's organisations a logo, out of the pictures that are kept.
fn logos(sql: &mut dyn Sql, made: i64) -> Result<(), DbError> {
    let all = directory::accepted(sql)?;
    let logos = [("sample-rings.png", "Two rings: the logo of a sample."), ("sample-picture.png", "")];
    for (one, logo) in all.iter().zip(logos) {
        logo::give(sql, one.id, logo, None, made)
            .map_err(|error: JoinRefusal| DbError::Form(error.to_string()))?;
    }
    Ok(())
}

/// Keeps them.
///
/// # Errors
///
/// The database's.
pub(super) fn files(db: &Db, made: i64) -> Result<(), DbError> {
    let form = |error: FileRefusal| DbError::Form(error.to_string());
    let picture = disc().ok_or_else(|| DbError::Form("a disc cannot be drawn".to_owned()))?;
    let picture = file::prepared(&picture).map_err(form)?;
    let rings = ring().ok_or_else(|| DbError::Form("a ring cannot be drawn".to_owned()))?;
    let rings = file::prepared(&rings).map_err(form)?;
    let text = "A sample document.\n\nIt shows what could stand here.\n";
    let document = file::prepared(text.as_bytes()).map_err(form)?;
    db.write(move |sql| {
        let said = Said {
            title: "A sample picture".into(),
            alt: "A blue disc on paper.".into(),
            credit: "A sample".into(),
            licence: "CC BY 4.0".into(),
            listed: false,
            press: true,
        };
        file::keep(sql, &picture, "sample-picture.png", &said, made).map_err(form)?;
        let said =
            Said { title: "A sample logo".into(), alt: "Two rings side by side.".into(), ..Said::default() };
        file::keep(sql, &rings, "sample-rings.png", &said, made).map_err(form)?;
        logos(sql, made)?;
        let said = Said { title: "A sample document".into(), listed: true, press: true, ..Said::default() };
        let document = file::keep(sql, &document, "sample-document.txt", &said, made).map_err(form)?;
        let draft = Draft {
            slug: "sample-document".into(),
            title: "Sample document".into(),
            lead: "What could stand here.".into(),
            body: String::new(),
            picture: String::new(),
            alt: String::new(),
            sample: true,
            details: Details::Document { file: document.address() },
        };
        let made = (|| {
            let id = create(sql, draft, &Editor::program("Koinon"), made)?;
            publish(sql, id, 1, made)
        })();
        made.map_err(|error: ContentRefusal| DbError::Form(error.to_string()))
    })
}

/// An upload that waits to be taken in: a page, and a file that says nothing of itself.
///
/// # Errors
///
/// The database's.
pub(super) fn upload(sample: &Campaign) -> Result<(), DbError> {
    let page = "+++\nkind = \"page\"\nslug = \"a-sample-upload\"\ntitle = \"A sample of what is brought in\"\nsample = true\n+++\n\nA text.\n";
    let loose = |path: &str, text: &str| Loose { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    let files = vec![loose("a-sample-upload.md", page), loose("notes.txt", "Notes.")];
    let parcel = exchange::of_upload(files, &mut |_| Err("the sample has none".to_owned()))
        .map_err(|error| DbError::Form(error.to_string()))?;
    sample.write(move |sql, office| {
        waiting::put(sql, office, "a-sample-upload.md and 1 other file", &parcel, MADE, &CHANCE).map(drop)
    })
}
