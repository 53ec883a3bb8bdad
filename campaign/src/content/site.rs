//! The site that a campaign begins with: the Coalition's pages in our words, and samples of what changes. They are files of the
//! form that [`super::file`] reads; what is counted in them is filled in from the data of the day.

use super::{
    ContentRefusal, Editor,
    edit::create,
    file::{self, File},
    publish::publish,
};
use crate::db::{DbError, Sql};

/// The files, in the order in which their items stand.
const FILES: [(&str, &str); 9] = [
    ("10-about.md", include_str!("../../site/10-about.md")),
    ("20-what-we-propose.md", include_str!("../../site/20-what-we-propose.md")),
    ("30-the-stages.md", include_str!("../../site/30-the-stages.md")),
    ("40-questions.md", include_str!("../../site/40-questions.md")),
    ("50-how-to-help.md", include_str!("../../site/50-how-to-help.md")),
    ("60-news-sample.md", include_str!("../../site/60-news-sample.md")),
    ("70-person-officer.md", include_str!("../../site/70-person-officer.md")),
    ("71-person-adviser.md", include_str!("../../site/71-person-adviser.md")),
    ("72-person-programme.md", include_str!("../../site/72-person-programme.md")),
];

/// What the pages count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The first year of the record.
    pub first_year: i32,
    /// The year that the other figures are of.
    pub year: i32,
    /// How many states there were.
    pub states: usize,
    /// How many of them would qualify.
    pub qualify: usize,
    /// How many people lived in these, such as `2.6 billion`.
    pub people: String,
    /// Which share of all that was, such as `32%`.
    pub humanity: String,
    /// How many founders the charter names.
    pub founders: usize,
    /// How many of them would enter under observation.
    pub observed: usize,
}

impl Figures {
    fn fill(&self, text: &str) -> String {
        let words = [
            ("{{first_year}}", self.first_year.to_string()),
            ("{{year}}", self.year.to_string()),
            ("{{states}}", self.states.to_string()),
            ("{{qualify}}", self.qualify.to_string()),
            ("{{people}}", self.people.clone()),
            ("{{humanity}}", self.humanity.clone()),
            ("{{founders}}", self.founders.to_string()),
            ("{{observed}}", self.observed.to_string()),
        ];
        words.iter().fold(text.to_owned(), |text, (name, word)| text.replace(name, word))
    }
}

/// The items, with these figures in them.
///
/// # Errors
///
/// What is wrong with a file, which our tests would have found.
pub fn items(figures: &Figures) -> Result<Vec<File>, String> {
    let read = |(name, text): &(&str, &str)| {
        file::read(&figures.fill(text)).map_err(|error| format!("{name}: {error}"))
    };
    FILES.iter().map(read).collect()
}

/// Publishes items as first revisions, unless there is content already; whether it did.
///
/// # Errors
///
/// What is wrong with one of them, or the database's.
pub fn begin(sql: &mut dyn Sql, items: Vec<File>, now: i64) -> Result<bool, ContentRefusal> {
    if !is_empty(sql)? {
        return Ok(false);
    }
    let by = Editor::program("Koinon");
    for item in items {
        let id = create(sql, item.draft, &by, now)?;
        publish(sql, id, 1, now)?;
    }
    Ok(true)
}

/// Is there no content yet?
///
/// # Errors
///
/// The database's.
pub fn is_empty(sql: &mut dyn Sql) -> Result<bool, DbError> {
    Ok(sql.number("SELECT COUNT(*) FROM content_item", &[])? == 0)
}

#[cfg(test)]
mod tests {
    use super::{super::Kind, *};

    fn figures() -> Figures {
        Figures {
            first_year: 1900,
            year: 2024,
            states: 196,
            qualify: 81,
            people: "2.6 billion".into(),
            humanity: "32%".into(),
            founders: 32,
            observed: 2,
        }
    }

    #[test]
    fn every_file_is_an_item_and_every_figure_is_filled_in() {
        let items = items(&figures()).unwrap();
        assert_eq!(items.len(), FILES.len());
        for item in &items {
            assert!(
                !item.draft.body.contains("{{") && !item.draft.lead.contains("{{"),
                "{}",
                item.draft.slug
            );
            assert!(item.published && item.since.is_none(), "{}", item.draft.slug);
        }
        assert!(items[1].draft.body.contains("In 2024, 81 of 196 states"));
    }

    /// Nobody is invented who looks real, and no news.
    #[test]
    fn people_and_news_are_samples_and_say_so() {
        for item in items(&figures()).unwrap() {
            let sample = matches!(item.draft.details.kind(), Kind::Person | Kind::News);
            assert_eq!(item.draft.sample, sample, "{}", item.draft.slug);
            let person = item.draft.details.kind() == Kind::Person;
            assert!(!person || item.draft.title.starts_with("Sample "), "{}", item.draft.title);
        }
    }

    /// Figures come from the data, so none of three digits or more is written into the files by hand.
    #[test]
    fn no_figure_is_written_by_hand() {
        for (name, text) in FILES {
            let mut run = 0;
            for sign in text.chars() {
                run = if sign.is_ascii_digit() { run + 1 } else { 0 };
                assert!(run < 3, "{name} writes a figure by hand");
            }
        }
    }
}
