//! A refusal is a value: which article stands against the act, what is missing, and what would cure it.

use charter::law::Heading;
use serde::Serialize;
use std::fmt;

/// Why an act is refused. The state is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// A stable name, such as `not-entitled`.
    pub code: &'static str,
    /// The article that stands against it, such as `Article 3`; none where no article gives the power.
    pub article: Option<String>,
    /// What is wrong or missing; a condition stands in it as the charter writes it, and is said in words where it is shown.
    pub says: String,
    /// What would cure it.
    pub cure: Option<String>,
}

impl Refusal {
    /// A refusal without an article: the act is malformed, out of time, or nobody's power.
    pub fn new(code: &'static str, says: impl Into<String>) -> Self {
        Self { code, article: None, says: says.into(), cure: None }
    }

    /// Under an article, by its printed name.
    pub fn under(mut self, article: &str) -> Self {
        self.article = Some(article.to_owned());
        self
    }

    /// What would cure it.
    pub fn cure(mut self, cure: impl Into<String>) -> Self {
        self.cure = Some(cure.into());
        self
    }

    /// The charter does not name the kind of act.
    pub fn no_article(act: &str) -> Self {
        Self::new("no-article", format!("no article gives this power: the charter does not name `{act}`"))
            .cure(format!("amend the charter to add [acts.{act}]"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says = crate::words::plain(&self.says);
        match &self.article {
            Some(article) => write!(f, "{article}: {says}"),
            None => f.write_str(&says),
        }
    }
}

impl std::error::Error for Refusal {}

/// `Article 3`, or the key where the article has no label.
pub fn article(heading: &Heading, key: &str) -> String {
    match &heading.article {
        Some(label) => format!("Article {}", label.value),
        None => format!("[{key}]"),
    }
}
