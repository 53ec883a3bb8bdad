//! An item as a file: a head in TOML between two lines of `+++`, and the text below it, so that content can lie under version
//! control and be read by anyone.

use super::{Board, Details, Draft, Kind, Person};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

/// An item as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The words.
    pub draft: Draft,
    /// Is it shown to readers?
    pub published: bool,
    /// When it was first shown, or from when it will be, in seconds since 1970; with none it is the time of reading.
    pub since: Option<i64>,
    /// Paths of a site that was here before which lead to it.
    pub formerly: Vec<String>,
}

/// The head as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    kind: String,
    slug: String,
    title: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    picture: String,
    #[serde(default)]
    alt: String,
    #[serde(default)]
    sample: bool,
    #[serde(default)]
    draft: bool,
    since: Option<String>,
    #[serde(default)]
    formerly: Vec<String>,
    day: Option<String>,
    board: Option<String>,
    role: Option<String>,
    from: Option<String>,
    to: Option<String>,
    file: Option<String>,
}

/// The item that a file holds.
///
/// # Errors
///
/// What is wrong with it, in words.
pub fn read(text: &str) -> Result<File, String> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_start_matches('\u{feff}');
    let rest = text.strip_prefix("+++\n");
    let parts = rest.and_then(|rest| {
        rest.split_once("\n+++\n").or_else(|| rest.strip_suffix("\n+++").map(|head| (head, "")))
    });
    let (head, body) = parts.ok_or("it does not begin with a head between two lines of +++")?;
    let head: Head = toml::from_str(head).map_err(|error| error.to_string().trim_end().to_owned())?;
    let kind = Kind::read(&head.kind)
        .ok_or_else(|| format!("`{}` is no kind: one of page, news, event, person, document", head.kind))?;
    let details = head.details(kind)?;
    let moment = |text: &String| {
        let at = text.parse::<Timestamp>().map(Timestamp::as_second);
        at.map_err(|_| format!("`{text}` is no moment, such as 2026-05-01T09:00:00Z"))
    };
    let since = head.since.as_ref().map(moment).transpose()?;
    let draft = Draft {
        slug: head.slug,
        title: head.title,
        lead: head.lead,
        body: body.trim_start_matches('\n').to_owned(),
        picture: head.picture,
        alt: head.alt,
        sample: head.sample,
        details,
    };
    let draft = draft.tidy();
    draft.check().map_err(|wrong| format!("{}: {wrong}", wrong.field()))?;
    Ok(File { draft, published: !head.draft, since, formerly: head.formerly })
}

impl Head {
    /// What the kind asks; what it does not know is refused rather than lost.
    fn details(&self, kind: Kind) -> Result<Details, String> {
        let mine: &[&str] = match kind {
            Kind::Page | Kind::Event => &[],
            Kind::News => &["day"],
            Kind::Person => &["board", "role", "from", "to"],
            Kind::Document => &["file"],
        };
        let there = [
            ("day", &self.day),
            ("board", &self.board),
            ("role", &self.role),
            ("from", &self.from),
            ("to", &self.to),
            ("file", &self.file),
        ];
        if let Some((name, _)) = there.iter().find(|(name, value)| value.is_some() && !mine.contains(name)) {
            return Err(format!("a {} has no `{name}`", kind.word()));
        }
        let day = |text: &Option<String>| {
            let read = |text: &String| {
                text.parse::<Date>().map_err(|_| format!("`{text}` is no day, such as 2026-05-01"))
            };
            text.as_ref().map(read).transpose()
        };
        Ok(match kind {
            Kind::Page => Details::Page {},
            Kind::Event => Details::Event {},
            Kind::News => Details::News { day: day(&self.day)? },
            Kind::Person => {
                let word = self.board.as_deref().unwrap_or_default();
                let board = Board::read(word)
                    .ok_or_else(|| format!("`{word}` is no board: one of officers, advisory, programme"))?;
                let role = self.role.clone().unwrap_or_default();
                Details::Person(Person { board, role, from: day(&self.from)?, to: day(&self.to)? })
            }
            Kind::Document => Details::Document { file: self.file.clone().unwrap_or_default() },
        })
    }
}

/// The file of an item; [`read`] reads the same again.
pub fn write(file: &File) -> String {
    let Draft { slug, title, lead, body, picture, alt, sample, details } = &file.draft;
    let mut lines = vec![line("kind", details.kind().word()), line("slug", slug), line("title", title)];
    let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let moment = |at: i64| Timestamp::from_second(at).map(|at| at.to_string()).unwrap_or_default();
    let mut own = vec![("lead", lead.clone()), ("picture", picture.clone()), ("alt", alt.clone())];
    match details {
        Details::Page {} | Details::Event {} => {}
        Details::News { day: of } => own.push(("day", day(of))),
        Details::Person(Person { board, role, from, to }) => own.extend([
            ("board", board.word().to_owned()),
            ("role", role.clone()),
            ("from", day(from)),
            ("to", day(to)),
        ]),
        Details::Document { file } => own.push(("file", file.clone())),
    }
    own.push(("since", file.since.map(moment).unwrap_or_default()));
    lines.extend(own.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| line(name, value)));
    for (name, is) in [("sample", *sample), ("draft", !file.published)] {
        if is {
            lines.push(format!("{name} = true"));
        }
    }
    if !file.formerly.is_empty() {
        let paths: Vec<String> = file.formerly.iter().map(|path| quoted(path)).collect();
        lines.push(format!("formerly = [{}]", paths.join(", ")));
    }
    let end = if body.is_empty() { "" } else { "\n" };
    format!("+++\n{}\n+++\n{end}{body}{end}", lines.join("\n"))
}

fn line(name: &str, value: &str) -> String {
    format!("{name} = {}", quoted(value))
}

/// A basic string of TOML.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            sign if sign.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(sign))),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{super::draft::tests::draft, *};
    use jiff::civil::date;
    use proptest::prelude::*;

    const PERSON: &str = "+++\nkind = \"person\"\nslug = \"a-sample\"\ntitle = \"A sample\"\nboard = \"advisory\"\nrole = \"Adviser\"\nfrom = \"2026-01-01\"\nsample = true\nsince = \"2026-01-01T00:00:00Z\"\n+++\n\nWho *serves*.\n";

    #[test]
    fn a_file_is_read_and_written() {
        let file = read(PERSON).unwrap();
        let from = Some(date(2026, 1, 1));
        let person = Person { board: Board::Advisory, role: "Adviser".into(), from, to: None };
        assert_eq!(file.draft.details, Details::Person(person));
        assert_eq!((file.draft.body.as_str(), file.since), ("Who *serves*.", Some(1_767_225_600)));
        assert!(file.draft.sample && file.published);
        assert_eq!(read(&write(&file)).unwrap(), file);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |from: &str, to: &str| read(&PERSON.replace(from, to)).unwrap_err();
        assert!(read("Words.").unwrap_err().contains("+++"));
        assert!(wrong("\"person\"", "\"bishop\"").starts_with("`bishop` is no kind"));
        assert!(wrong("\"advisory\"", "\"kitchen\"").starts_with("`kitchen` is no board"));
        assert!(wrong("2026-01-01\"", "May\"").starts_with("`May` is no day"));
        assert!(wrong("2026-01-01T00:00:00Z", "noon").starts_with("`noon` is no moment"));
        assert_eq!(wrong("role", "file"), "a person has no `file`");
        assert!(wrong("a-sample", "a/sample").starts_with("slug: "));
        assert!(wrong("role", "rule").contains("unknown field"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(title in "\\PC{1,40}", lead in "\\PC{0,40}", body in "(\\PC|\n|\\+\\+\\+\n){0,80}", path in "\\PC{0,20}", published: bool) {
            let draft = Draft { title, lead, body: body.trim_start_matches('\n').to_owned(), ..draft() }.tidy();
            prop_assume!(draft.check().is_ok());
            let file = File { draft, published, since: None, formerly: vec![path] };
            prop_assert_eq!(read(&write(&file)).unwrap(), file);
        }
    }
}
