//! The fields of a form: each with its label, what was typed, and what is wrong with it. What is wrong stands above the form, is read
//! out at once, and is named by its field.

use crate::{facts::Facts, pages::petition::link::sentence, query::Query};
use ::campaign::joining::JoinRefusal;
use maud::{Markup, html};

/// The field that people do not see, and machines fill in.
const TRAP: &str = "website";

/// What is wrong, and with which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, where it is one's.
    pub field: Option<&'static str>,
    /// What is wrong, in a sentence.
    pub says: String,
}

impl Problem {
    /// Where a refusal belongs.
    pub fn of(refusal: &JoinRefusal) -> Self {
        Self { field: refusal.field(), says: sentence(&refusal.to_string()) }
    }

    /// That a country is none of the list.
    pub fn country() -> Self {
        Self { field: Some("country"), says: "Choose a country from the list.".to_owned() }
    }
}

/// A field of one line.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    kind: &'static str,
    most: Option<u16>,
    fills: Option<&'static str>,
    required: bool,
    says: Option<&'static str>,
}

impl Line {
    /// Text of at most so many characters.
    pub const fn text(most: u16) -> Self {
        Self { kind: "text", most: Some(most), fills: None, required: true, says: None }
    }

    /// An e-mail address.
    pub const fn email() -> Self {
        Self { kind: "email", fills: Some("email"), ..Self::text(254) }
    }

    /// A whole number.
    pub const fn number() -> Self {
        Self { kind: "number", most: None, ..Self::text(0) }
    }

    /// A date and an hour.
    pub const fn moment() -> Self {
        Self { kind: "datetime-local", most: None, ..Self::text(0) }
    }

    /// The same, as a browser may fill it in by itself (HTML's autofill words).
    #[must_use]
    pub const fn filled(self, fills: &'static str) -> Self {
        Self { fills: Some(fills), ..self }
    }

    /// The same, which may stay empty.
    #[must_use]
    pub const fn if_you_like(self) -> Self {
        Self { required: false, ..self }
    }

    /// The same with a sentence below its label.
    #[must_use]
    pub const fn says(self, says: &'static str) -> Self {
        Self { says: Some(says), ..self }
    }
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    typed: &'a Query,
    problem: Option<&'a Problem>,
}

impl<'a> Fields<'a> {
    /// The fields of what was typed.
    pub const fn new(typed: &'a Query, problem: Option<&'a Problem>) -> Self {
        Self { typed, problem }
    }

    /// What is wrong, above the form.
    pub fn problem(&self) -> Markup {
        html! { @if let Some(problem) = self.problem { p.wrong #problem role="alert" { (problem.says) } } }
    }

    fn is_wrong(&self, name: &str) -> bool {
        self.problem.is_some_and(|problem| problem.field == Some(name))
    }

    fn value(&self, name: &str) -> &'a str {
        self.typed.get(name).unwrap_or_default()
    }

    /// By which elements a field is described, and whether it is wrong.
    fn about(&self, name: &str, says: Option<&str>) -> (Option<String>, Option<&'static str>) {
        let wrong = self.is_wrong(name);
        let hint = says.map(|_| format!("{name}-says"));
        let by: Vec<_> = hint.into_iter().chain(wrong.then(|| "problem".to_owned())).collect();
        ((!by.is_empty()).then(|| by.join(" ")), wrong.then_some("true"))
    }

    fn labelled(&self, name: &str, words: &str, says: Option<&str>, input: Markup) -> Markup {
        html! {
            div.field .wrong-field[self.is_wrong(name)] {
                label for=(name) { (words) }
                @if let Some(says) = says { span.note #{ (name) "-says" } { (says) } }
                (input)
            }
        }
    }

    /// A field of one line.
    pub fn line(&self, name: &str, words: &str, line: Line) -> Markup {
        let (by, wrong) = self.about(name, line.says);
        self.labelled(name, words, line.says, html! {
            input #(name) name=(name) type=(line.kind) value=(self.value(name)) maxlength=[line.most] autocomplete=[line.fills] required[line.required] min=[(line.kind == "number").then_some("1")] aria-invalid=[wrong] aria-describedby=[by];
        })
    }

    /// A field of several lines, of at most so many characters.
    pub fn lines(&self, name: &str, words: &str, (rows, most): (u8, u16), required: bool) -> Markup {
        let (by, wrong) = self.about(name, None);
        // The first line end after the tag is the tag's, not the text's.
        self.labelled(name, words, None, html! {
            textarea.short #(name) name=(name) rows=(rows) maxlength=(most) required[required] aria-invalid=[wrong] aria-describedby=[by] { "\n" (self.value(name)) }
        })
    }

    /// A choice of one among several, by its values and their words, in a list that opens.
    pub fn select(&self, name: &str, words: &str, choices: &[(String, String)]) -> Markup {
        let (by, wrong) = self.about(name, None);
        self.labelled(name, words, None, html! {
            select #(name) name=(name) required aria-invalid=[wrong] aria-describedby=[by] {
                option value="" { "Choose" }
                @for (value, words) in choices { option value=(value) selected[value == self.value(name)] { (words) } }
            }
        })
    }

    /// The country, among those of today.
    pub fn country(&self, facts: &Facts, words: &str) -> Markup {
        let of = |(code, name): (&str, &str)| (code.to_owned(), name.to_owned());
        self.select("country", words, &countries(facts).into_iter().map(of).collect::<Vec<_>>())
    }

    /// A choice of one among several, all of them seen.
    pub fn choice(&self, name: &str, words: &str, choices: &[(&str, &str)]) -> Markup {
        let (by, wrong) = self.about(name, None);
        html! {
            fieldset .wrong-field[wrong.is_some()] aria-describedby=[by] {
                legend { (words) }
                @for (value, words) in choices {
                    label.tick { input type="radio" name=(name) value=(value) required checked[*value == self.value(name)]; span { (words) } }
                }
            }
        }
    }

    /// A consent, in its words.
    pub fn tick(&self, name: &str, words: &str) -> Markup {
        let (by, wrong) = self.about(name, None);
        html! {
            label.tick {
                input type="checkbox" name=(name) value="yes" required checked[self.typed.get(name).is_some()] aria-invalid=[wrong] aria-describedby=[by];
                span { (words) }
            }
        }
    }
}

/// A field that people do not see: neither by eye nor by ear nor with the tabulator key.
pub fn trap() -> Markup {
    html! {
        div.trap aria-hidden="true" {
            label for=(TRAP) { "Leave this empty" }
            input #(TRAP) name=(TRAP) tabindex="-1" autocomplete="off";
        }
    }
}

/// Was the field filled in that people do not see?
pub fn is_of_a_machine(sent: &Query) -> bool {
    sent.get(TRAP).is_some()
}

/// The countries of today, by name.
pub fn countries(facts: &Facts) -> Vec<(&str, &str)> {
    let world = facts.world;
    let states = world.states_in(world.last_year).map(|ix| world.state(ix));
    let mut all: Vec<_> = states.map(|state| (state.code.as_str(), state.name.as_str())).collect();
    all.sort_by_cached_key(|(_, name)| world::state::slug(name));
    all
}

/// The name of the country of a code; the code where it is none of today's.
pub fn country_name<'f>(facts: &'f Facts, code: &'f str) -> &'f str {
    let found = facts.world.state_coded(code);
    found.map_or(code, |state| facts.world.state(state).name.as_str())
}

/// Is it the code of a country of today?
pub fn is_country(facts: &Facts, code: &str) -> bool {
    let world = facts.world;
    world.state_coded(code).is_some_and(|ix| world.state(ix).exists_in(world.last_year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_escaped_and_what_is_wrong_is_named_by_its_field() {
        let typed = Query::read("name=%3Cb%3E%22&text=%0A%3C/textarea%3E").unwrap();
        let problem = Problem { field: Some("name"), says: "It is <wrong>.".to_owned() };
        let fields = Fields::new(&typed, Some(&problem));
        let written = html! {
            (fields.problem())
            (fields.line("name", "Your name", Line::text(10).says("As you like.")))
            (fields.lines("text", "A text", (3, 100), false))
        };
        let written = written.into_string();
        assert!(written.contains("value=\"&lt;b&gt;&quot;\"") && written.contains("It is &lt;wrong&gt;."));
        assert!(
            written.contains("aria-invalid=\"true\" aria-describedby=\"name-says problem\""),
            "{written}"
        );
        assert!(written.contains(">\n\n&lt;/textarea&gt;</textarea>"), "the first line is kept: {written}");
        assert_eq!(written.matches("aria-invalid").count(), 1);
    }

    #[test]
    fn a_country_is_one_of_today() {
        let facts = Facts::embedded();
        assert!(is_country(facts, "NOR") && !is_country(facts, "nor") && !is_country(facts, ""));
        assert_eq!((country_name(facts, "NOR"), country_name(facts, "X1")), ("Norway", "X1"));
    }
}
