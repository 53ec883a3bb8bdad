//! What is asked in an address or a form: names and values, decoded; and addresses written from them.

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
};
use charter::nearest;
use world::{FIRST_YEAR, World};

/// More pairs than this are nobody's form.
const MOST_PAIRS: usize = 64;

/// Names and values, in the order given. An empty value counts as none, as forms send them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads `a=b&c=d` with `%XX` and `+` for space.
    ///
    /// # Errors
    ///
    /// 400 where it is not UTF-8 or has too many parts.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        Self::read_most(text, MOST_PAIRS)
    }

    /// As [`Query::read`], with up to `most` pairs: at the desk a form may tick many rows at once.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn read_most(text: &str, most: usize) -> Result<Self, Refusal> {
        let mut pairs = Vec::new();
        for part in text.split('&').filter(|part| !part.is_empty()) {
            if pairs.len() == most {
                return Err(Refusal::bad(format!("More than {most} things are asked at once.")));
            }
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            pairs.push((decoded(name, true)?, decoded(value, true)?));
        }
        Ok(Self { pairs })
    }

    /// Names and values that were sent in another form, in their order.
    pub const fn of(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// As the campaign's tables keep it: PostgreSQL has no text with a zero byte, and nobody types one.
    #[must_use]
    pub fn for_tables(self) -> Self {
        let plain = |text: String| if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text };
        Self { pairs: self.pairs.into_iter().map(|(name, value)| (plain(name), plain(value))).collect() }
    }

    /// The value of a name; none where it is empty. The first, where it is given twice.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// Every value of a name, in their order, without empty ones: rows that were ticked.
    pub fn all<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        let values =
            self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str());
        values.filter(|value| !value.is_empty())
    }

    /// Is any of these names asked?
    pub fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.get(name).is_some())
    }

    /// The same question with only these names, in this order: the name under which an answer is kept.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        let pair = |name: &&str| Some(((*name).to_owned(), self.get(name)?.to_owned()));
        Self { pairs: names.iter().filter_map(pair).collect() }
    }

    /// The charter asked for as `charter`, or the World Security Community.
    ///
    /// # Errors
    ///
    /// 404 with the nearest name.
    pub fn charter<'f>(&self, facts: &'f Facts) -> Result<&'f Judged, Refusal> {
        self.charter_as("charter", facts).map(|asked| asked.unwrap_or_else(|| facts.default()))
    }

    /// The charter asked for under another name, if one is.
    ///
    /// # Errors
    ///
    /// 404 with the nearest name.
    pub fn charter_as<'f>(&self, name: &str, facts: &'f Facts) -> Result<Option<&'f Judged>, Refusal> {
        let Some(asked) = self.get(name) else { return Ok(None) };
        facts.judged(asked).map(Some).ok_or_else(|| {
            let names = facts.charters.iter().map(|judged| judged.name);
            let help = nearest::suggest(asked, names).unwrap_or_default().replace('`', "");
            Refusal::not_found(format!("No charter is called “{}”.", shown(asked))).help(sentence(&help))
        })
    }

    /// The year asked for as `year`, if one is and the record has it.
    ///
    /// # Errors
    ///
    /// 404 with the years of the record.
    pub fn year(&self, world: &World) -> Result<Option<i32>, Refusal> {
        let Some(asked) = self.get("year") else { return Ok(None) };
        let year = asked.trim().parse().ok().filter(|year| world.has_year(*year));
        year.map(Some).ok_or_else(|| {
            Refusal::not_found(format!("There is no record of the year “{}”.", shown(asked)))
                .help(format!("The record runs from {FIRST_YEAR} to {}.", world.last_year))
        })
    }

    /// `?a=b&c=d`, or nothing.
    pub fn written(&self) -> String {
        let pairs: Vec<_> = self.pairs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        href("", &pairs)
    }
}

/// An address with a query; pairs without a value are left out.
pub fn href(path: &str, pairs: &[(&str, impl AsRef<str>)]) -> String {
    let mut out = path.to_owned();
    let mut sign = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.as_ref().is_empty()) {
        out.push(sign);
        out.push_str(&encoded(name));
        out.push('=');
        out.push_str(&encoded(value.as_ref()));
        sign = '&';
    }
    out
}

/// Text as it may stand in an address (RFC 3986, unreserved characters).
pub fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The text that `%XX` stand for. A `%` that opens nothing stands for itself.
pub(crate) fn decoded(text: &str, plus: bool) -> Result<String, Refusal> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.filter(|pair| pair.bytes().all(|sign| sign.is_ascii_hexdigit()));
        match (bytes[at], byte.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) if plus => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[place];
        Refusal::bad(format!("What was sent is not UTF-8: byte {} is 0x{byte:02X}.", place + 1))
            .help("Send the text as UTF-8.")
    })
}

/// What a reader typed, cut where it is long.
pub fn shown(text: &str) -> String {
    let mut out: String = text.chars().filter(|sign| !sign.is_control()).take(60).collect();
    if text.chars().count() > 60 {
        out.push('…');
    }
    out
}

/// Words as a sentence: a capital first and a full stop, where there are words.
fn sentence(words: &str) -> String {
    let capital = charter::show::capital(words);
    if capital.is_empty() || capital.ends_with(['.', '?']) { capital } else { capital + "." }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pairs_are_decoded() {
        let query = Query::read("a=b%20c+d&e=&f&g=%C3%A9&h=100%&i=%zz").unwrap();
        assert_eq!(query.get("a"), Some("b c d"));
        assert_eq!((query.get("e"), query.get("f"), query.get("x")), (None, None, None));
        assert_eq!(query.get("g"), Some("é"));
        assert_eq!((query.get("h"), query.get("i")), (Some("100%"), Some("%zz")));
        assert_eq!(Query::read("a=%ff").unwrap_err().says, "What was sent is not UTF-8: byte 1 is 0xFF.");
    }

    #[test]
    fn no_zero_byte_reaches_the_tables() {
        let query = Query::read("na%00me=a%00b&c=d").unwrap().for_tables();
        assert_eq!((query.get("na\u{fffd}me"), query.get("c")), (Some("a\u{fffd}b"), Some("d")));
    }

    #[test]
    fn a_question_is_kept_by_what_is_read_of_it() {
        let query = Query::read("utm=1&year=1975&charter=").unwrap();
        assert_eq!(query.only(&["charter", "year"]).written(), "?year=1975");
    }

    #[test]
    fn the_nearest_charter_is_offered() {
        let refusal =
            Query::read("charter=world-federatoin").unwrap().charter(Facts::embedded()).unwrap_err();
        assert_eq!((refusal.status, refusal.help.as_deref()), (404, Some("Did you mean world-federation?")));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(value in "\\PC{1,40}") {
            let written = href("", &[("name", &value)]);
            prop_assert!(written.is_ascii());
            let read = Query::read(&written[1..]).unwrap();
            prop_assert_eq!(read.get("name"), Some(value.as_str()));
        }

        #[test]
        fn no_question_panics(text in "[ -~\\PC]{0,200}") {
            let _ = Query::read(&text).map(|query| query.written());
        }
    }
}
