//! The treaty: every article in plain English, made from the values of the file, and beside it what it does.

mod beside;
mod block;
pub mod in_force;

use crate::{
    answer::{File, FileKind, Refusal},
    facts::{Facts, Judged},
    link,
    page::{Page, Section},
    query::{Query, href, shown},
    words::count,
};
use charter::{
    membership::Verdict,
    nearest,
    show::{self, Article, Paragraph},
};
use maud::{Markup, html};

/// The treaty of a model charter.
///
/// # Errors
///
/// 404 for a charter that is not there.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let judged = query.charter(facts)?;
    let articles = show::articles(&judged.charter, facts.world);
    let body = html! {
        h1 { "The charter of the " (judged.community()) }
        p.lead { (answer(facts, judged, &articles)) }
        ul.buttons {
            li { a.button.first href=(href("/try", &[("charter", link::named(facts, judged))])) { "Change it and see" } }
            li { a.button href={ "/charters/" (judged.name) ".toml" } download { "The file (TOML)" } }
            li { a.button href={ "/charters/" (judged.name) ".txt" } download { "The treaty as text" } }
            li { a.button href=(href("/compare", &[("a", judged.name), ("b", other(facts, judged))])) { "Compare" } }
        }
        (contents(&articles))
        p.note.prose {
            "Each article is made from the values of the file, so that what is printed is what runs. Words in italics are the drafter's and bind nobody. In the margin: what an article does on the record of " (judged.latest_year) "."
        }
        @if let Some(preamble) = &judged.charter.preamble {
            section.article aria-labelledby="preamble" {
                h2 #preamble { "Preamble" }
                div.says { p { (preamble) } }
                aside { p { "It binds nobody." } }
            }
        }
        @for article in &articles { (section(facts, judged, article)) }
        h2 { "Other charters" }
        ul {
            @for model in facts.charters.iter().filter(|model| model.name != judged.name) {
                li {
                    a href=(href("/charter", &[("charter", link::named(facts, model))])) { (model.title) }
                    " · " a href=(href("/compare", &[("a", judged.name), ("b", model.name)])) { "compare" }
                }
            }
        }
        p.source { "Command: " code { "koinon charter show" @if !facts.is_default(judged) { " " (judged.name) } } }
    };
    Ok(Page {
        title: format!("{}: the charter", judged.community()),
        description: format!(
            "The charter of the {} as a treaty, article by article, with what each does on the record.",
            judged.community()
        ),
        section: Section::Charter,
        body,
    })
}

/// A charter's file, or the treaty as plain text, to download.
///
/// # Errors
///
/// 404 for a charter that is not there.
pub fn file(facts: &Facts, name: &str, treaty: bool) -> Result<File, Refusal> {
    let judged = find(facts, name)?;
    let (end, text) = match treaty {
        true => ("txt", show::text(&judged.charter, facts.world, 80)),
        false => ("toml", judged.text.to_owned()),
    };
    Ok(File { name: format!("{name}.{end}"), kind: FileKind::Text, bytes: text.into_bytes() })
}

/// The address of a charter's treaty, by its name.
///
/// # Errors
///
/// 404 with the nearest name.
pub fn address(facts: &Facts, name: &str) -> Result<String, Refusal> {
    Ok(href("/charter", &[("charter", link::named(facts, find(facts, name)?))]))
}

fn find<'f>(facts: &'f Facts, name: &str) -> Result<&'f Judged, Refusal> {
    facts.judged(name).ok_or_else(|| {
        let refusal = Refusal::not_found(format!("No charter is called “{}”.", shown(name)));
        let names = facts.charters.iter().map(|judged| judged.name);
        let near = nearest::nearest(name, names).and_then(|near| facts.judged(near));
        let offered = near.map_or_else(|| facts.charters.iter().collect(), |near| vec![near]);
        offered.into_iter().fold(refusal, |refusal, model| {
            refusal.instead(href("/charter", &[("charter", link::named(facts, model))]), model.title)
        })
    })
}

/// Another charter to begin a comparison with.
fn other<'f>(facts: &'f Facts, judged: &Judged) -> &'f str {
    facts.charters.iter().find(|model| model.name != judged.name).map_or("", |model| model.name)
}

/// For how many states the data do not say, as the end of a sentence.
pub(crate) fn unknown(states: usize) -> String {
    match states {
        0 => "and the data leave none in doubt".into(),
        1 => "and for one the data do not say".into(),
        many => format!("and for {many} the data do not say"),
    }
}

/// What it is and what it comes to, in a few sentences.
fn answer(facts: &Facts, judged: &Judged, articles: &[Article]) -> Markup {
    let year = judged.latest_year;
    let annexes = articles.iter().filter(|article| article.annex).count();
    let states: Vec<_> = facts.world.states_in(year).collect();
    let qualify = |verdict| states.iter().filter(|ix| judged.record.qualifies(**ix, year) == verdict).count();
    let criteria = judged.charter.membership.criteria.len();
    let members = judged.history.line(year).map_or(0, |line| line.members.len());
    html! {
        (count(articles.len() - annexes, "article", "articles"))
        @if annexes > 0 { " and " (count(annexes, "annex", "annexes")) }
        ". "
        @if judged.is_body() {
            "It describes a body that exists, with " strong { (count(members, "member", "members")) } " at the end of " (year) "."
            @if criteria > 0 {
                " Of " (states.len()) " states, " (qualify(Verdict::Met)) " would meet its "
                (if criteria == 1 { "criterion".to_owned() } else { format!("{criteria} criteria") }) " that year."
            }
        } @else if criteria == 0 {
            "It sets no criteria of membership."
        } @else {
            "Of " (states.len()) " states in " (year) ", " strong { (qualify(Verdict::Met)) " meet" }
            (if criteria == 1 { " its one criterion".to_owned() } else { format!(" all {criteria} of its criteria") })
            " of membership, " (qualify(Verdict::NotMet)) " do not, " (unknown(qualify(Verdict::Unknown))) "."
        }
    }
}

/// A paragraph; of a criterion, its title stands out.
fn words(paragraph: &Paragraph) -> Markup {
    let title = paragraph.criterion.as_ref().filter(|_| paragraph.binds);
    html! {
        @match title.and_then(|_| paragraph.text.split_once(": ")) {
            Some((title, rest)) => { p.criterion { strong { (title) } ": " (rest) } },
            None => { p.says[!paragraph.binds] { (paragraph.text) } },
        }
    }
}

fn contents(articles: &[Article]) -> Markup {
    html! {
        nav aria-label="Contents" {
            ul.contents {
                @for article in articles {
                    li { a href={ "#" (article.anchor()) } { (article.name()) ". " (article.title) } }
                }
            }
        }
    }
}

fn section(facts: &Facts, judged: &Judged, article: &Article) -> Markup {
    let anchor = article.anchor();
    let heading = format!("{anchor}-title");
    html! {
        section.article #(anchor) aria-labelledby=(heading) {
            h2 #(heading) { a.label href={ "#" (anchor) } { (article.name()) } " " (article.title) }
            div {
                @for paragraph in &article.paragraphs {
                    (words(paragraph))
                }
            }
            aside aria-label={ "What " (article.name()) " does" } { (beside::beside(facts, judged, article)) }
        }
    }
}
