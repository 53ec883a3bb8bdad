//! Files at the desk: pictures and documents, how they are named in a text, where they are used, and what is said of them.

use super::{NOTHING, Place, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{files::size, petition::link::sentence},
    query::{Query, shown},
    routes::Asked,
};
use ::campaign::{
    file::{self, File, FileRefusal, Said, Use},
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/files",
    word: "Files",
    says: "Pictures and documents for the pages, for downloads and for the press.",
    power: Power::Publish,
    waits: NOTHING,
};

/// What was typed, and what is wrong with it.
struct Typed {
    name: String,
    said: Said,
    wrong: Option<(&'static str, String)>,
}

impl Typed {
    fn read(query: &Query) -> Self {
        let text = |name| query.get(name).unwrap_or_default().to_owned();
        let said = Said {
            title: text("title"),
            alt: text("alt"),
            credit: text("credit"),
            licence: text("licence"),
            listed: query.get("listed").is_some(),
            press: query.get("press").is_some(),
        };
        Self { name: text("name"), said, wrong: None }
    }

    fn refused(mut self, refusal: &FileRefusal) -> Self {
        self.wrong = Some((refusal.field(), sentence(&refusal.to_string())));
        self
    }
}

/// Every file, and the form that brings another.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn list(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let typed = Typed { name: String::new(), said: Said::default(), wrong: None };
    listed(facts, asked, &typed)
}

fn listed(facts: &Facts, asked: &Asked<'_>, typed: &Typed) -> Result<Page, Refusal> {
    let files = campaign::of(facts)?.read(file::all)?;
    let wrong = |field: &str| typed.wrong.as_ref().filter(|(about, _)| *about == field).map(|_| "true");
    let body = html! {
        @if files.is_empty() { p.lead { "No file is here yet." } }
        @else {
            ul.files { @for file in &files { li {
                @if let Some((width, height)) = file.pixels {
                    img src=(file.address()) width=(width) height=(height) alt="" loading="lazy";
                }
                div {
                    a href={ "/desk/files/" (file.name) } { (file.title()) } br;
                    span.quiet { (file.name) ", " (size(file)) @if file.said.press { ", for the press" } @if file.said.listed { ", among the documents" } }
                }
            } } }
        }
        form.enter method="post" action=(PLACE.path) enctype="multipart/form-data" {
            h2 { "Add a file" }
            (problem(typed))
            div.field {
                label for="file" { "A picture (JPEG, PNG, WebP, GIF) or a document (PDF, plain text), 20 MB at most" }
                input #file type="file" name="file" required accept=".jpg,.jpeg,.png,.webp,.gif,.pdf,.txt,.md,.csv" aria-invalid=[wrong("file")] aria-describedby=[wrong("file").map(|_| "problem")];
            }
            (words(typed, true))
            div.field {
                label for="name" { "Its name in addresses, such as first-meeting.jpg; made of the file’s own where it is empty" }
                input #name name="name" value=(typed.name) maxlength="90" autocomplete="off" aria-invalid=[wrong("name")] aria-describedby=[wrong("name").map(|_| "problem")];
            }
            button.first { "Add" }
            p.note { "Of a picture nothing is kept but what is seen: where and when it was taken is not." }
        }
    };
    framed("Files", asked, PLACE.path, body)
}

fn problem(typed: &Typed) -> Markup {
    html! { @if let Some((_, says)) = &typed.wrong { p.wrong #problem role="alert" { (says) } } }
}

/// The fields of what is said of a file.
fn words(typed: &Typed, picture: bool) -> Markup {
    let said = &typed.said;
    let wrong = |field: &str| typed.wrong.as_ref().filter(|(about, _)| *about == field).map(|_| "true");
    let fields: [(&str, &str, &str, bool); 4] = [
        ("title", "Title, for lists", &said.title, true),
        ("alt", "What the picture shows, for those who do not see it (pictures need it)", &said.alt, picture),
        ("credit", "Who made it, if they are to be named", &said.credit, true),
        ("licence", "Licence, such as CC BY 4.0", &said.licence, true),
    ];
    html! {
        @for (name, label, value, there) in fields {
            @if there {
                div.field {
                    label for=(name) { (label) }
                    input id=(name) name=(name) value=(value) maxlength="300" autocomplete="off" aria-invalid=[wrong(name)] aria-describedby=[wrong(name).map(|_| "problem")];
                }
            }
        }
        fieldset {
            legend { "Where it is listed" }
            label.choice { input type="checkbox" name="listed" value="yes" checked[said.listed]; span { "Among the documents" } }
            label.choice { input type="checkbox" name="press" value="yes" checked[said.press]; span { "For the press" } }
        }
    }
}

/// Takes a file in.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn added(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let typed = Typed::read(asked.query);
    let refused = |typed: Typed, refusal: FileRefusal| match refusal {
        FileRefusal::Db(error) => Err(away(&error)),
        refusal => listed(facts, asked, &typed.refused(&refusal)).map(Answer::Wrong),
    };
    let Some(upload) = asked.file("file") else { return refused(typed, FileRefusal::Empty) };
    let prepared = match file::prepared(&upload.bytes) {
        Ok(prepared) => prepared,
        Err(refusal) => return refused(typed, refusal),
    };
    if !prepared.kind.is_picture() && file::is_named_as_a_picture(&upload.name) {
        return refused(typed, FileRefusal::NoPicture(upload.name.clone()));
    }
    let own = if typed.name.is_empty() { &upload.name } else { &typed.name };
    let (name, said) = (file::name_of(own, prepared.kind), typed.said.clone());
    let about = name.clone();
    let done = ordered(facts, asked, "add-file", about, move |sql, _, order| {
        file::keep(sql, &prepared, &name, &said, order.now)
    })?;
    match done {
        Ok(file) => Ok(Answer::done(format!("/desk/files/{}", file.name), format!("{} is here.", file.name))),
        Err(refusal) => refused(typed, refusal),
    }
}

/// The file that an address names, with its uses.
fn found(facts: &Facts, asked: &Asked<'_>) -> Result<(File, Vec<Use>), Refusal> {
    let found = campaign::of(facts)?.read(|sql| {
        let Some(file) = file::named(sql, asked.part)? else { return Ok(None) };
        let uses = file::uses(sql, &file)?;
        Ok(Some((file, uses)))
    })?;
    found.ok_or_else(|| {
        Refusal::not_found(format!("No file is called “{}”.", shown(asked.part)))
            .instead(PLACE.path, "All files")
    })
}

/// A file: how to show it, where it is shown, what is said of it, and what may be done with it.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (file, uses) = found(facts, asked)?;
    let typed = Typed { name: file.name.clone(), said: file.said.clone(), wrong: None };
    of_file(asked, &file, &uses, &typed)
}

fn of_file(asked: &Asked<'_>, file: &File, uses: &[Use], typed: &Typed) -> Result<Page, Refusal> {
    let here = format!("/desk/files/{}", file.name);
    let picture = file.kind.is_picture();
    let text = file::line_of(file);
    let body = html! {
        p { a href=(file.address()) { (file.name) } ", " (size(file)) @if let Some((width, height)) = file.pixels { ", " (width) " × " (height) " pixels" } }
        @if let Some((width, height)) = file.pixels {
            p.picture { img src=(file.address()) width=(width) height=(height) alt=(file.said.alt); }
        }
        p { "In a text, write " code { (text) } }
        h2 { "Where it is used" }
        @if uses.is_empty() { p { "Nowhere." } } @else {
            ul { @for one in uses { li { (one.title) " " span.quiet { (one.kind) ", " (one.part) } } } }
        }
        form.enter method="post" action=(here) {
            h2 { "What is said of it" }
            (problem(typed))
            (words(typed, picture))
            button.first { "Save" }
        }
        form.enter method="post" action={ (here) "/replace" } enctype="multipart/form-data" {
            h2 { "Replace it" }
            p { "Its name and what is said of it stay; wherever it is used the new one is shown." }
            div.field { label for="replacement" { "The new file, of the same kind (" (file.kind.words()) ")" } input #replacement type="file" name="file" required; }
            button { "Replace" }
        }
        form.enter method="post" action={ (here) "/remove" } {
            h2 { "Remove it" }
            @if uses.is_empty() {
                label.choice { input type="checkbox" name="sure" value="yes" required; span { "It shall be gone for good" } }
                button { "Remove" }
            } @else { p { "It is used: take it out there first." } }
        }
    };
    framed(file.title(), asked, PLACE.path, body)
}

/// The page again, with what is wrong.
fn refused(
    facts: &Facts,
    asked: &Asked<'_>,
    (file, uses): (&File, &[Use]),
    typed: Typed,
    refusal: FileRefusal,
) -> Result<Answer, Refusal> {
    match refusal {
        FileRefusal::Db(error) => Err(away(&error)),
        FileRefusal::Gone => found(facts, asked).and_then(|_| list(facts, asked)).map(Answer::Wrong),
        refusal => of_file(asked, file, uses, &typed.refused(&refusal)).map(Answer::Wrong),
    }
}

/// Saves what is said.
///
/// # Errors
///
/// As [`one`].
pub fn changed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (file, uses) = found(facts, asked)?;
    let typed = Typed::read(asked.query);
    let (id, said) = (file.id, typed.said.clone());
    match ordered(facts, asked, "describe-file", &file.name, move |sql, _, _| file::say(sql, id, &said))? {
        Ok(()) => Ok(Answer::done(format!("/desk/files/{}", file.name), "Saved.")),
        Err(refusal) => refused(facts, asked, (&file, &uses), typed, refusal),
    }
}

/// Puts another file in its place.
///
/// # Errors
///
/// As [`one`].
pub fn replaced(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (file, uses) = found(facts, asked)?;
    let typed = Typed { name: file.name.clone(), said: file.said.clone(), wrong: None };
    let prepared =
        match asked.file("file").ok_or(FileRefusal::Empty).and_then(|upload| file::prepared(&upload.bytes)) {
            Ok(prepared) => prepared,
            Err(refusal) => return refused(facts, asked, (&file, &uses), typed, refusal),
        };
    let id = file.id;
    let replace = move |sql: &mut dyn ::campaign::db::Sql, _: &_, order: &super::Order| {
        file::replace(sql, id, &prepared, order.now)
    };
    match ordered(facts, asked, "replace-file", &file.name, replace)? {
        Ok(()) => {
            Ok(Answer::done(format!("/desk/files/{}", file.name), format!("{} is replaced.", file.name)))
        }
        Err(refusal) => refused(facts, asked, (&file, &uses), typed, refusal),
    }
}

/// Removes it, where nothing uses it and whoever asks is sure.
///
/// # Errors
///
/// As [`one`].
pub fn removed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (file, uses) = found(facts, asked)?;
    let mut typed = Typed { name: file.name.clone(), said: file.said.clone(), wrong: None };
    if asked.query.get("sure").is_none() {
        typed.wrong = Some(("sure", "Tick that it shall be gone for good.".to_owned()));
        return of_file(asked, &file, &uses, &typed).map(Answer::Wrong);
    }
    let id = file.id;
    match ordered(facts, asked, "remove-file", &file.name, move |sql, _, _| file::remove(sql, id))? {
        Ok(()) => Ok(Answer::done(PLACE.path, format!("{} is removed.", file.name))),
        Err(refusal) => refused(facts, asked, (&file, &uses), typed, refusal),
    }
}
