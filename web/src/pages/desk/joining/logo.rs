//! The logo of an organisation in the directory: one of the pictures that are stored here, with words for those who do not see it.

use super::{PLACE, Wrong, of, whole};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    pages::{
        desk::acted,
        fields::{Fields, Line, Problem},
        supporters::plate,
    },
    query::Query,
    routes::Asked,
};
use ::campaign::{
    file,
    joining::{
        JoinRefusal,
        directory::Case,
        logo::{self, Logo},
    },
};
use maud::{Markup, html};

/// What is there to choose from, and what was chosen.
pub(super) struct Choice {
    logo: Option<Logo>,
    /// Names of pictures, and what they are called.
    pictures: Vec<(String, String)>,
}

/// The choice that there is for an organisation.
pub(super) fn choice(facts: &Facts, case: &Case) -> Result<Choice, Refusal> {
    let id = case.organisation.id;
    campaign::of(facts)?.read(|sql| {
        let pictures = file::all(sql)?.into_iter().filter(|file| file.kind.is_picture());
        let pictures = pictures.map(|file| (file.name.clone(), format!("{} ({})", file.title(), file.name)));
        Ok(Choice { pictures: pictures.collect(), logo: logo::shown(sql)?.remove(&id) })
    })
}

/// The form.
pub(super) fn form(case: &Case, choice: &Choice, wrong: Option<(&Query, &Problem)>) -> Markup {
    let to = format!("{}/{}/logo", PLACE.path, case.organisation.id);
    let kept = choice.logo.as_ref().map(|logo| [("file", &logo.file.name), ("alt", &logo.alt)]);
    let kept = kept.into_iter().flatten().map(|(name, value)| (name.to_owned(), value.clone()));
    let kept = Query::of(kept.collect());
    let fields = wrong.map_or(Fields::new(&kept, None), |(typed, problem)| Fields::new(typed, Some(problem)));
    html! {
        form.enter method="post" action=(to) {
            h2 { "Its logo" }
            (fields.problem())
            @match &choice.logo { Some(logo) => p { (plate(logo)) }, None => p { "It has none." } }
            @if choice.pictures.is_empty() {
                p { "No picture is stored yet: whoever edits the site adds it among the files, and then you choose it here." }
            } @else {
                (fields.select("file", "A picture that is stored here", &choice.pictures))
                (fields.line("alt", "What it shows, for those who do not see it", Line::text(300).if_you_like().says("Such as: Logo of the League of Cities. Where it is empty, the words of the picture are said.")))
                button { "Show this logo" }
            }
            p.note { "Pictures are added at " a href="/desk/files" { "Files" } ", by whoever may edit the site. Whoever sends you a logo agrees that it is shown." }
        }
        @if choice.logo.is_some() {
            form method="post" action=(to) {
                input type="hidden" name="without" value="yes";
                button { "Show it without a logo" }
            }
        }
    }
}

/// Gives it the logo that was chosen, or none.
///
/// # Errors
///
/// 404 where there is no such organisation; 503 where the tables cannot be written.
pub fn given(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let case = of(facts, asked)?;
    let id = case.organisation.id;
    let sent = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let (without, name, alt) = (asked.query.get("without").is_some(), sent("file"), sent("alt"));
    let done = acted(facts, asked, move |sql, _, order| match without {
        true => logo::take(sql, id, Some(order.by), order.now),
        false => logo::give(sql, id, (&name, &alt), Some(order.by), order.now),
    })?;
    match done {
        Ok(()) => Ok(Answer::done(format!("{}/{id}", PLACE.path), "Saved.")),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(JoinRefusal::Gone) => {
            Err(Refusal::bad("Only an organisation in the directory has a logo.")
                .instead(PLACE.path, PLACE.word))
        }
        Err(refusal) => {
            let problem = Problem::of(&refusal);
            Ok(Answer::Wrong(whole(facts, asked, &case, Wrong::Logo(asked.query, &problem))?))
        }
    }
}
