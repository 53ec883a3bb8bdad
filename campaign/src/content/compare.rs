//! Two revisions side by side, line by line; and two that were written over the same one, put together.

use super::{Details, Draft, Person};
use similar::{ChangeTag, TextDiff, TextMerge};

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Is it in both, gone, or new?
    pub change: Change,
    /// The line.
    pub text: String,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands in both.
    Same,
    /// It stands in the old one alone.
    Gone,
    /// It stands in the new one alone.
    New,
}

/// A field of two revisions, where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The field's name in words.
    pub field: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The fields in which two drafts differ, line by line. Every line of both is there once.
pub fn compare(old: &Draft, new: &Draft) -> Vec<Compared> {
    let (before, after) = (fields(old), fields(new));
    let mut names: Vec<&'static str> = before.iter().map(|(name, _)| *name).collect();
    names.extend(
        after.iter().map(|(name, _)| *name).filter(|name| !before.iter().any(|(old, _)| old == name)),
    );
    let text = |of: &[(&'static str, String)], name: &str| {
        of.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let compared = |field: &'static str| {
        let (before, after) = (text(&before, field), text(&after, field));
        (before != after).then(|| Compared { field, lines: lines(&before, &after) })
    };
    names.into_iter().filter_map(compared).collect()
}

/// The lines of two texts.
pub fn lines(old: &str, new: &str) -> Vec<Line> {
    let (old, new) = (ended(old), ended(new));
    let diff = TextDiff::from_lines(old.as_str(), new.as_str());
    let line = |change: similar::Change<&str>| Line {
        change: match change.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Delete => Change::Gone,
            ChangeTag::Insert => Change::New,
        },
        text: change.value().trim_end_matches('\n').to_owned(),
    };
    diff.iter_all_changes().map(line).collect()
}

/// The text with an end to its last line, without which it would differ from the same line further up.
fn ended(text: &str) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}")
}

/// What a draft says, field by field, with the words for them.
fn fields(draft: &Draft) -> Vec<(&'static str, String)> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut fields = vec![
        ("Title", draft.title.clone()),
        ("Address", draft.slug.clone()),
        ("Lead", draft.lead.clone()),
        ("Text", draft.body.clone()),
        ("Picture", draft.picture.clone()),
        ("What the picture shows", draft.alt.clone()),
        ("Sample", if draft.sample { "yes".to_owned() } else { String::new() }),
    ];
    match &draft.details {
        Details::Page {} | Details::Event {} => {}
        Details::News { day: of } => fields.push(("Day", day(*of))),
        Details::Person(Person { board, role, from, to }) => fields.extend([
            ("Serves among", board.title().to_owned()),
            ("Role", role.clone()),
            ("From", day(*from)),
            ("To", day(*to)),
        ]),
        Details::Document { file } => fields.push(("File", file.clone())),
    }
    fields
}

/// The words of two who wrote over the same revision, put together, where they did not change the same lines; none where they
/// did. What only one of them changed is as that one has it.
pub fn together(base: &Draft, ours: &Draft, theirs: &Draft) -> Option<Draft> {
    let [base_body, our_body, their_body] = [base, ours, theirs].map(|draft| format!("{}\n", draft.body));
    let body = TextMerge::from_lines(base_body.as_str(), our_body.as_str(), their_body.as_str());
    if body.is_conflicted() {
        return None;
    }
    Some(Draft {
        slug: either(&base.slug, &ours.slug, &theirs.slug)?,
        title: either(&base.title, &ours.title, &theirs.title)?,
        lead: either(&base.lead, &ours.lead, &theirs.lead)?,
        body: body.to_string().trim_end_matches('\n').to_owned(),
        picture: either(&base.picture, &ours.picture, &theirs.picture)?,
        alt: either(&base.alt, &ours.alt, &theirs.alt)?,
        sample: either(&base.sample, &ours.sample, &theirs.sample)?,
        details: either(&base.details, &ours.details, &theirs.details)?,
    })
}

fn either<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    match (ours == base, theirs == base) {
        (true, _) => Some(theirs.clone()),
        (_, true) => Some(ours.clone()),
        _ => (ours == theirs).then(|| ours.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::draft::tests::draft, *};
    use proptest::prelude::*;

    fn with(body: &str) -> Draft {
        Draft { body: body.to_owned(), ..draft() }
    }

    fn drawn(lines: &[Line]) -> String {
        let line = |line: &Line| {
            let mark = match line.change {
                Change::Same => ' ',
                Change::Gone => '-',
                Change::New => '+',
            };
            format!("{mark}{}\n", line.text)
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn only_what_differs_is_shown_line_by_line() {
        let old = with("one\ntwo\nthree");
        let mut new = with("one\n2\nthree\nfour");
        new.title = "About the Coalition".into();
        let compared = compare(&old, &new);
        let fields: Vec<_> = compared.iter().map(|compared| compared.field).collect();
        assert_eq!(fields, ["Title", "Text"]);
        assert_eq!(drawn(&compared[0].lines), "-About us\n+About the Coalition\n");
        assert_eq!(drawn(&compared[1].lines), " one\n-two\n+2\n three\n+four\n");
        assert_eq!(compare(&old, &old), []);
    }

    #[test]
    fn two_who_changed_other_lines_are_put_together() {
        let base = with("one\n\ntwo\n\nthree\n");
        let ours = with("ONE\n\ntwo\n\nthree\n");
        let mut theirs = with("one\n\ntwo\n\nTHREE\n");
        theirs.lead = "Changed.".into();
        let both = together(&base, &ours, &theirs).unwrap();
        assert_eq!((both.body.as_str(), both.lead.as_str()), ("ONE\n\ntwo\n\nTHREE", "Changed."));
        assert_eq!(together(&base, &ours, &with("uno\n\ntwo\n\nthree\n")), None);
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        (ours.title, theirs.title) = ("A".into(), "B".into());
        assert_eq!(together(&base, &ours, &theirs), None);
    }

    proptest! {
        #[test]
        fn every_line_of_both_is_there(old in "([ab]|\n){0,40}", new in "([ab]|\n){0,40}") {
            let lines = lines(&old, &new);
            let side = |but: Change| -> Vec<&str> {
                lines.iter().filter(|line| line.change != but).map(|line| line.text.as_str()).collect()
            };
            prop_assert_eq!(side(Change::New), old.lines().collect::<Vec<_>>());
            prop_assert_eq!(side(Change::Gone), new.lines().collect::<Vec<_>>());
        }

        #[test]
        fn who_changed_nothing_takes_what_the_other_wrote(base in "([ab]|\n){0,40}", other in "([ab]|\n){0,40}") {
            let (base, other) = (with(&base).tidy(), with(&other).tidy());
            prop_assert_eq!(together(&base, &base, &other), Some(other.clone()));
            prop_assert_eq!(together(&base, &other, &base), Some(other));
        }
    }
}
