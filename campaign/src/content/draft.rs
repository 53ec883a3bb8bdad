//! What an editor writes: the words of an item, and what its kind asks beside them.

use super::{Kind, Wrong, slug};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The most characters of a title.
pub const TITLE: usize = 200;
/// The most characters of a lead.
pub const LEAD: usize = 1_000;
/// The most bytes of a body.
pub const BODY: usize = 200_000;

/// The words of an item as they are saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The last part of its address.
    pub slug: String,
    /// The title; of a person, the name.
    pub title: String,
    /// One or two sentences that stand under the title, in lists and in feeds: plain text.
    pub lead: String,
    /// The text, in Markdown.
    pub body: String,
    /// The address on this site of a picture, such as `/files/meeting.jpg`; empty for none.
    pub picture: String,
    /// What the picture shows, for who does not see it.
    pub alt: String,
    /// Is it there to show what could stand in its place? It is marked wherever it is shown.
    pub sample: bool,
    /// What its kind asks.
    pub details: Details,
}

/// What a kind asks beside words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Details {
    /// Nothing.
    Page {},
    /// The day on which it happened; without one it is that of publication.
    News {
        /// That day.
        day: Option<Date>,
    },
    /// Nothing here.
    Event {},
    /// Where and when somebody serves.
    Person(Person),
    /// The file.
    Document {
        /// Its address on this site, such as `/files/charter.pdf`.
        file: String,
    },
}

/// Where and when somebody serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Where.
    pub board: Board,
    /// As what, such as `Treasurer`.
    pub role: String,
    /// The first day of the term.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
}

/// Where people serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Board {
    /// Among the officers.
    Officers,
    /// On the advisory board.
    Advisory,
    /// On the programme committee.
    Programme,
}

impl Board {
    /// Each, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Officers, Self::Advisory, Self::Programme];

    /// The word in files and forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Officers => "officers",
            Self::Advisory => "advisory",
            Self::Programme => "programme",
        }
    }

    /// The heading above its members.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Officers => "Officers",
            Self::Advisory => "Advisory board",
            Self::Programme => "Programme committee",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|board| board.word() == word)
    }
}

impl Person {
    /// Does the term include the day of this moment? A day that is not given leaves it open.
    pub fn serves(&self, now: i64) -> bool {
        let today = Timestamp::from_second(now).map(|now| now.to_zoned(TimeZone::UTC).date());
        today.is_ok_and(|today| {
            self.from.is_none_or(|from| from <= today) && self.to.is_none_or(|to| today <= to)
        })
    }
}

impl Details {
    /// Of which kind they are.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Page {} => Kind::Page,
            Self::News { .. } => Kind::News,
            Self::Event {} => Kind::Event,
            Self::Person(_) => Kind::Person,
            Self::Document { .. } => Kind::Document,
        }
    }

    /// The beginning of its day in UTC, in seconds since 1970, by which it is sorted.
    pub fn day(&self) -> Option<i64> {
        let Self::News { day: Some(day) } = self else { return None };
        day.to_zoned(TimeZone::UTC).ok().map(|day| day.timestamp().as_second())
    }
}

impl Draft {
    /// The draft as it is kept: without spaces around its lines' ends, with one kind of line end, and with a slug of its title
    /// where it has none.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        for text in [&mut self.title, &mut self.alt, &mut self.picture, &mut self.slug] {
            *text = text.trim().to_owned();
        }
        self.lead = self.lead.split_whitespace().collect::<Vec<_>>().join(" ");
        self.body = self.body.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned();
        if self.slug.is_empty() {
            self.slug = slug::of(&self.title);
        }
        match &mut self.details {
            Details::Person(person) => person.role = person.role.trim().to_owned(),
            Details::Document { file } => *file = file.trim().to_owned(),
            Details::Page {} | Details::News { .. } | Details::Event {} => {}
        }
        self
    }

    /// Finds what is wrong.
    ///
    /// # Errors
    ///
    /// The first thing that is.
    pub fn check(&self) -> Result<(), Wrong> {
        let line = |text: &str, least, most| {
            (least..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control)
        };
        let hidden = |sign: char| sign.is_control() && sign != '\n' && sign != '\t';
        if !line(&self.title, 1, TITLE) {
            return Err(Wrong::Title);
        }
        if !slug::is_slug(&self.slug) {
            return Err(Wrong::Slug);
        }
        if !line(&self.lead, 0, LEAD) {
            return Err(Wrong::Lead);
        }
        if self.body.len() > BODY || self.body.contains(hidden) {
            return Err(Wrong::Body);
        }
        if !self.picture.is_empty() && !is_on_this_site(&self.picture) {
            return Err(Wrong::Picture);
        }
        if !line(&self.alt, usize::from(!self.picture.is_empty()), 300) {
            return Err(Wrong::Alt);
        }
        match &self.details {
            Details::Person(person) if !line(&person.role, 0, 200) => Err(Wrong::Role),
            Details::Person(person) if person.from.zip(person.to).is_some_and(|(from, to)| to < from) => {
                Err(Wrong::Term)
            }
            Details::Document { file } if !is_on_this_site(file) => Err(Wrong::File),
            _ => Ok(()),
        }
    }
}

/// Is it a path of this site, and of no other? Browsers read `//` and `/\` as the beginning of another site's name.
fn is_on_this_site(address: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_graphic() && !"\"<>\\^`{|}".contains(sign);
    address.len() <= 500
        && address.starts_with('/')
        && !address.starts_with("//")
        && address.chars().all(plain)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use jiff::civil::date;

    /// A page to change in tests.
    pub fn draft() -> Draft {
        Draft {
            slug: "about".into(),
            title: "About us".into(),
            lead: "Who we are.".into(),
            body: "We are a *coalition*.".into(),
            picture: String::new(),
            alt: String::new(),
            sample: false,
            details: Details::Page {},
        }
    }

    fn wrong(change: impl FnOnce(&mut Draft)) -> Option<Wrong> {
        let mut draft = draft();
        change(&mut draft);
        draft.tidy().check().err()
    }

    #[test]
    fn what_is_wrong_is_found() {
        assert_eq!(wrong(|_| {}), None);
        assert_eq!(wrong(|draft| draft.title = " \n ".into()), Some(Wrong::Title));
        assert_eq!(wrong(|draft| draft.title = "a\nb".into()), Some(Wrong::Title));
        assert_eq!(wrong(|draft| draft.title = "é".repeat(201)), Some(Wrong::Title));
        assert_eq!(wrong(|draft| draft.slug = "a/b".into()), Some(Wrong::Slug));
        assert_eq!(wrong(|draft| draft.lead = "a".repeat(1001)), Some(Wrong::Lead));
        assert_eq!(wrong(|draft| draft.body = "a".repeat(BODY + 1)), Some(Wrong::Body));
        assert_eq!(wrong(|draft| draft.body = "a\0b".into()), Some(Wrong::Body));
        assert_eq!(wrong(|draft| draft.body = "\ta\r\nb\rc".into()), None);
        for picture in
            ["//elsewhere.example/a", "/\\elsewhere.example", "https://a.example/", "a.jpg", "/a b"]
        {
            assert_eq!(wrong(|draft| draft.picture = picture.into()), Some(Wrong::Picture), "{picture}");
        }
        assert_eq!(wrong(|draft| draft.picture = "/media/a.jpg".into()), Some(Wrong::Alt));
        let file = |file: &str| Details::Document { file: file.into() };
        assert_eq!(wrong(|draft| draft.details = file("")), Some(Wrong::File));
        assert_eq!(wrong(|draft| draft.details = file("/media/charter.pdf")), None);
    }

    #[test]
    fn what_is_kept_is_tidy() {
        let mut untidy = draft();
        untidy.slug = String::new();
        untidy.title = " About us ".into();
        untidy.lead = "Who\r\n we  are.".into();
        untidy.body = "We are\r\na *coalition*.\n\n".into();
        let tidy = untidy.tidy();
        assert_eq!((tidy.slug.as_str(), tidy.title.as_str()), ("about-us", "About us"));
        assert_eq!((tidy.lead.as_str(), tidy.body.as_str()), ("Who we are.", "We are\na *coalition*."));
        assert_eq!(tidy.clone().tidy(), tidy);
    }

    #[test]
    fn a_term_ends_with_its_last_day() {
        let mut person = Person {
            board: Board::Officers,
            role: "Treasurer".into(),
            from: Some(date(2026, 1, 1)),
            to: Some(date(2026, 12, 31)),
        };
        let second = |day: Date, hour: i8| {
            day.at(hour, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp().as_second()
        };
        assert!(!person.serves(second(date(2025, 12, 31), 23)));
        assert!(person.serves(second(date(2026, 1, 1), 0)));
        assert!(person.serves(second(date(2026, 12, 31), 23)));
        assert!(!person.serves(second(date(2027, 1, 1), 0)));
        person.to = None;
        assert!(person.serves(second(date(2027, 1, 1), 0)));
        let long = Details::Person(Person { to: Some(date(2020, 1, 1)), ..person });
        assert_eq!(wrong(|draft| draft.details = long), Some(Wrong::Term));
    }
}
