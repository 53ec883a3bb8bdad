//! A petition as people write it in the fields of a form: read all at once, with what is wrong and in which field.

use super::{
    Petition,
    validity::{Mark, PRESETS, Validity},
};
use crate::gift::day_of;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::collections::BTreeMap;

/// The most bytes that the text may have.
const MOST_TEXT: usize = 100_000;

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its name in addresses.
    pub name: String,
    /// Its title.
    pub title: String,
    /// To whom.
    pub addressee: String,
    /// What it asks, in Markdown.
    pub text: String,
    /// From which day, in UTC; empty where it opens at once.
    pub opens: String,
    /// Until which day, in UTC; empty where it stays open, or as long as the rule says.
    pub closes: String,
    /// The word of a rule in [`PRESETS`]; empty where the figures below are meant.
    pub rule: String,
    /// How many signatures in all.
    pub total: String,
    /// From how many countries.
    pub countries: String,
    /// The minimum of each country, a line each: `DEU 69120`.
    pub minimum: String,
    /// What follows at which number, a line each: `10000 The government answers.`
    pub marks: String,
    /// Where these figures stand.
    pub source: String,
}

/// What is wrong, and in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, by its name in [`Draft`].
    pub field: &'static str,
    /// What is wrong, and what would be right.
    pub says: String,
}

fn wrong<T>(field: &'static str, says: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { field, says: says.into() })
}

impl Draft {
    /// A petition as its fields.
    pub fn of(petition: &Petition) -> Self {
        let rule = &petition.validity;
        let number = |number: u64| if number == 0 { String::new() } else { number.to_string() };
        let minimum: Vec<_> = rule.minimum.iter().map(|(code, least)| format!("{code} {least}")).collect();
        let marks: Vec<_> = rule.marks.iter().map(|mark| format!("{} {}", mark.at, mark.says)).collect();
        Self {
            name: petition.name.clone(),
            title: petition.title.clone(),
            addressee: petition.addressee.clone(),
            text: petition.text.clone(),
            opens: day_of(petition.opens),
            closes: petition.closes.map(day_of).unwrap_or_default(),
            rule: String::new(),
            total: number(rule.total),
            countries: number(rule.countries.into()),
            minimum: minimum.join("\n"),
            marks: marks.join("\n"),
            source: rule.source.clone(),
        }
    }

    /// The petition that is meant.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn read(&self, now: i64) -> Result<Petition, Problem> {
        let line = |field, text: &str, what: &str, most: usize| {
            let text = text.trim();
            if text.is_empty() || text.chars().count() > most || text.contains(char::is_control) {
                return wrong(field, format!("{what} has between 1 and {most} characters, in one line"));
            }
            Ok(text.to_owned())
        };
        let title = line("title", &self.title, "a title", 200)?;
        let addressee = line("addressee", &self.addressee, "an addressee", 200)?;
        let text = self.text.replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() || text.len() > MOST_TEXT {
            return wrong("text", "the text that people sign has between 1 and 100,000 bytes");
        }
        let opens = midnight("opens", &self.opens)?.unwrap_or(now);
        let (validity, months) = self.validity()?;
        let closes = match midnight("closes", &self.closes)? {
            None => months.and_then(|months| after(opens, months)),
            given => given,
        };
        if closes.is_some_and(|closes| closes <= opens) {
            return wrong("closes", "it closes before it opens");
        }
        let name = self.name.trim().to_owned();
        Ok(Petition { id: 0, name, title, text, addressee, validity, opens, closes })
    }

    /// What makes it enough, and for how many months it is open where nothing else is said.
    fn validity(&self) -> Result<(Validity, Option<i32>), Problem> {
        match self.rule.trim() {
            "" => {}
            word => {
                let Some(preset) = PRESETS.iter().find(|preset| preset.word == word) else {
                    return wrong("rule", format!("there is no rule `{}`", charted(word)));
                };
                return Ok(((preset.validity)(), Some(preset.months)));
            }
        }
        let mut minimum = BTreeMap::new();
        for row in rows(&self.minimum) {
            let read = row.split_once(' ').and_then(|(code, least)| Some((code, number(least)?)));
            match read {
                Some((code, least))
                    if code.len() == 3 && code.bytes().all(|sign| sign.is_ascii_uppercase()) =>
                {
                    minimum.insert(code.to_owned(), least);
                }
                _ => {
                    let says =
                        format!("`{}` is no country with its minimum, such as `DEU 69120`", charted(row));
                    return wrong("minimum", says);
                }
            }
        }
        let mut marks = Vec::new();
        for row in rows(&self.marks) {
            let read = row.split_once(' ').and_then(|(at, says)| Some((number(at)?, says.trim())));
            let Some((at, says)) = read.filter(|(_, says)| !says.is_empty()) else {
                let says = format!("`{}` is no number with what follows at it", charted(row));
                return wrong("marks", says);
            };
            marks.push(Mark { at, says: says.to_owned() });
        }
        let figure = |field, text: &str| match text.trim() {
            "" => Ok(0),
            text => number(text).map_or_else(|| wrong(field, "a whole number is meant, or nothing"), Ok),
        };
        let total = figure("total", &self.total)?;
        let countries = figure("countries", &self.countries)?;
        let Some(countries) = u32::try_from(countries).ok().filter(|few| (*few as usize) <= minimum.len())
        else {
            return wrong(
                "countries",
                "so many countries do not have a minimum below: name each with its own",
            );
        };
        Ok((Validity { total, countries, minimum, marks, source: self.source.trim().to_owned() }, None))
    }
}

fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|row| !row.is_empty())
}

/// What was typed, short enough to be repeated.
fn charted(text: &str) -> String {
    text.chars().take(60).collect()
}

/// A number that may have commas or spaces between its digits.
fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|sign| !matches!(sign, ',' | ' ' | '\u{a0}')).collect();
    digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// The first second of a day, in UTC; none where nothing is typed.
fn midnight(field: &'static str, text: &str) -> Result<Option<i64>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = text.parse::<Date>().ok().and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    match read {
        Some(at) => Ok(Some(at.timestamp().as_second())),
        None => wrong(field, format!("`{}` is no day, such as 2026-03-01", charted(text))),
    }
}

/// So many months after the day of a moment, at midnight UTC: when a petition closes whose rule says for how long it is open.
pub fn after(moment: i64, months: i32) -> Option<i64> {
    let at = Timestamp::from_second(moment).ok()?.to_zoned(TimeZone::UTC).date();
    let end = at.checked_add(months.months()).ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(end.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft() -> Draft {
        let text = |text: &str| text.to_owned();
        Draft {
            name: text("charter"),
            title: text("The charter"),
            addressee: text("The Assembly"),
            text: text("We ask."),
            opens: text("2026-03-01"),
            ..Draft::default()
        }
    }

    fn field(draft: &Draft) -> &'static str {
        draft.read(0).map_or_else(|problem| problem.field, |_| "none")
    }

    #[test]
    fn a_rule_brings_its_figures_and_its_time() {
        let european = Draft { rule: "european-citizens-initiative".into(), ..draft() }.read(0).unwrap();
        assert_eq!(european.validity, Validity::european_citizens_initiative());
        assert_eq!(european.closes.map(day_of).as_deref(), Some("2027-03-01"));
        let british = Draft { rule: "united-kingdom".into(), ..draft() }.read(0).unwrap();
        assert_eq!(british.closes.map(day_of).as_deref(), Some("2026-09-01"));
        let shorter = Draft { closes: "2026-04-01".into(), rule: "united-kingdom".into(), ..draft() };
        assert_eq!(shorter.read(0).unwrap().closes.map(day_of).as_deref(), Some("2026-04-01"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_field() {
        assert_eq!(field(&draft()), "none");
        assert_eq!(field(&Draft { title: " ".into(), ..draft() }), "title");
        assert_eq!(field(&Draft { addressee: "a\nb".into(), ..draft() }), "addressee");
        assert_eq!(field(&Draft { text: "x".repeat(100_001), ..draft() }), "text");
        assert_eq!(field(&Draft { opens: "soon".into(), ..draft() }), "opens");
        assert_eq!(field(&Draft { closes: "2026-03-01".into(), ..draft() }), "closes");
        assert_eq!(field(&Draft { rule: "mine".into(), ..draft() }), "rule");
        assert_eq!(field(&Draft { total: "-1".into(), ..draft() }), "total");
        assert_eq!(field(&Draft { minimum: "Germany 5".into(), ..draft() }), "minimum");
        assert_eq!(field(&Draft { marks: "many".into(), ..draft() }), "marks");
        assert_eq!(field(&Draft { countries: "2".into(), minimum: "DEU 5".into(), ..draft() }), "countries");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = Draft { total: "1,000 000".into(), marks: "10,000 It is answered.".into(), ..draft() };
        let read = read.read(0).unwrap().validity;
        assert_eq!((read.total, read.marks[0].at), (1_000_000, 10_000));
    }

    proptest! {
        #[test]
        fn what_is_written_down_reads_the_same(total in 0u64..10_000_000, least in 1u64..1_000_000, mark in 1u64..1_000_000) {
            let mut petition = draft().read(0).unwrap();
            petition.validity.total = total;
            petition.validity.minimum.insert("NOR".into(), least);
            petition.validity.marks.push(Mark { at: mark, says: "It is heard.".into() });
            prop_assert_eq!(Draft::of(&petition).read(7), Ok(petition));
        }

        #[test]
        fn nothing_that_is_typed_panics(text in "\\PC{0,40}", other in "[A-Z0-9 ,\\n-]{0,40}") {
            let all = Draft {
                opens: text.clone(), closes: other.clone(), total: other.clone(), countries: text.clone(),
                minimum: other.clone(), marks: other, ..draft()
            };
            let _ = all.read(0);
            let _ = Draft { rule: text, ..draft() }.read(0);
        }
    }
}
