//! A charter as a treaty: numbered articles in plain English, made from the values, so that what binds is what runs.

mod acts;
mod membership;
mod organs;
mod stages;
mod words;

use crate::law::{Charter, GroupMembers, Heading, RuleText};
pub(crate) use words::count;
use words::year_range;
pub use words::{and_list, capital, grouped, share_title, wrap};
use world::World;

/// An article of the treaty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// `2`, `7a`, or the letter of an annex.
    pub label: String,
    /// Is it an annex, which carries a letter?
    pub annex: bool,
    /// Its title.
    pub title: String,
    /// The keys of the file that it prints, such as `acts.admit`.
    pub keys: Vec<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The words.
    pub text: String,
    /// Does it bind, or is it one of the charter's `says`?
    pub binds: bool,
    /// The criterion that it prints, if it does.
    pub criterion: Option<String>,
}

impl Article {
    /// `Article 2` or `Annex A`.
    pub fn name(&self) -> String {
        format!("{} {}", if self.annex { "Annex" } else { "Article" }, self.label)
    }

    /// The place on a page: `article-2`.
    pub fn anchor(&self) -> String {
        self.name().to_lowercase().replace([' ', '.'], "-")
    }
}

/// A part of the treaty before it has its number.
pub(crate) struct Part {
    pub label: Option<String>,
    pub annex: bool,
    pub title: String,
    pub key: String,
    pub paragraphs: Vec<Paragraph>,
}

impl Part {
    /// `Article 9 (Missions under a mandate)`, or the title alone where it has no label.
    pub(crate) fn place(&self) -> String {
        match &self.label {
            Some(label) => format!("Article {label} ({})", self.title),
            None => self.title.clone(),
        }
    }

    fn new(heading: &Heading, title: impl Into<String>, key: impl Into<String>) -> Self {
        let mut part = Self {
            label: heading.article.as_ref().map(|at| at.value.clone()),
            annex: false,
            title: heading.title.clone().unwrap_or_else(|| title.into()),
            key: key.into(),
            paragraphs: Vec::new(),
        };
        part.says(heading.says.as_deref());
        part
    }

    pub(crate) fn says(&mut self, words: Option<&str>) {
        if let Some(text) = words.filter(|text| !text.trim().is_empty()) {
            self.paragraphs.push(Paragraph { text: text.trim().to_owned(), binds: false, criterion: None });
        }
    }

    pub(crate) fn rule(&mut self, text: impl Into<String>) {
        self.paragraphs.push(Paragraph { text: text.into(), binds: true, criterion: None });
    }
}

/// The treaty: its articles in the order of their numbers, then the annexes.
pub fn articles(charter: &Charter, world: &World) -> Vec<Article> {
    let (annexes, parts) = parts(charter, world).into_iter().partition(|part| part.annex);
    let mut articles = number(parts);
    for (annex, letter) in Vec::<Part>::into_iter(annexes).zip('A'..='Z') {
        let Part { title, key, paragraphs, .. } = annex;
        articles.push(Article { label: letter.to_string(), annex: true, title, keys: vec![key], paragraphs });
    }
    articles
}

/// The parts of the treaty, one a table of the file, before they have their numbers.
pub(crate) fn parts(charter: &Charter, world: &World) -> Vec<Part> {
    let cx = Context { charter, world };
    let mut parts = vec![community(&cx), membership::membership(&cx)];
    parts.extend(charter.founding.iter().map(|founding| organs::founding(&cx, founding)));
    parts.extend(charter.organs.iter().map(|organ| organs::organ(&cx, organ)));
    parts.extend(charter.guarantees.iter().map(|guarantee| acts::guarantee(&cx, guarantee)));
    parts.extend(charter.acts.iter().map(|act| acts::act(&cx, act)));
    parts.extend(charter.budget.iter().map(|budget| organs::budget(&cx, budget)));
    parts.extend(stages::stages(&cx));
    let annexes = [rules(charter), record(&cx), groups(&cx)].into_iter().flatten();
    parts.extend(annexes.map(|part| Part { annex: true, ..part }));
    parts
}

/// What the parts are printed from.
pub(crate) struct Context<'a> {
    pub charter: &'a Charter,
    pub world: &'a World,
}

/// A condition in words, with the titles that a world gives to indicators and groups.
pub fn condition(condition: &crate::condition::Condition, world: &World) -> String {
    condition.plain_english(&|name| match world.indicator_named(name) {
        Some(ix) => Some(share_title(&world.indicator(ix).title)),
        None => world.group(name).map(|group| group.title.clone()),
    })
}

impl Context<'_> {
    /// A condition in words.
    pub fn condition(&self, condition: &crate::condition::Condition) -> String {
        self::condition(condition, self.world)
    }

    /// A rule where it is used: `by the qualified rule (55% of states …)`.
    pub fn rule(&self, text: &RuleText) -> String {
        match text {
            RuleText::Written(rule) => rule.to_string(),
            RuleText::Named(name) => {
                let rule = self.charter.rules.iter().find(|rule| rule.name.value == *name);
                let written = rule.map(|rule| format!(" ({})", rule.rule.value)).unwrap_or_default();
                format!("the {} rule{written}", name.replace('-', " "))
            }
        }
    }

    /// An organ or office as a subject: `the Council` where its article is called so, else `the council`; `a member`,
    /// `the citizens`.
    pub fn office(&self, name: &str) -> String {
        match name {
            "member" => "a member".into(),
            "candidate" => "a state that is not a member".into(),
            "citizens" => "the citizens".into(),
            other => {
                let organ = self.charter.organs.iter().find(|organ| organ.id.value == other);
                let title = organ.and_then(|organ| organ.heading.title.as_deref());
                match title.and_then(|title| title.strip_prefix("The ")) {
                    Some(title) => format!("the {title}"),
                    None => format!("the {}", other.replace('-', " ")),
                }
            }
        }
    }

    /// An outside body, a name of which every word is capital: `Security Council`.
    pub fn body(&self, name: &str) -> String {
        let small = ["of", "the", "and"];
        let words =
            name.split('-').map(|word| if small.contains(&word) { word.to_owned() } else { capital(word) });
        self.world
            .group(name)
            .map_or_else(|| words.collect::<Vec<_>>().join(" "), |group| group.title.clone())
    }

    /// A group's title.
    pub fn group(&self, name: &str) -> String {
        self.world.group(name).map_or_else(|| name.replace('-', " "), |group| group.title.clone())
    }
}

fn community(cx: &Context<'_>) -> Part {
    let community = &cx.charter.community;
    let mut part = Part::new(&Heading::default(), "The Community", "community");
    part.says(community.says.as_deref());
    let mut text = format!("This is the charter of {}", community.called());
    if let Some(aegis) = &community.aegis {
        text.push_str(&format!(", which acts under the aegis of the {}", cx.group(&aegis.value)));
    }
    text.push('.');
    part.rule(text);
    if !community.body.is_empty() {
        let groups: Vec<_> =
            community.body.iter().map(|group| format!("the {}", cx.group(&group.value))).collect();
        part.rule(format!("Its members are those of {}, as the record dates them.", and_list(&groups)));
    }
    part
}

fn rules(charter: &Charter) -> Option<Part> {
    if charter.rules.is_empty() {
        return None;
    }
    let mut part = Part::new(&Heading::default(), "Rules of voting", "rules");
    part.rule("Quotas are counted over the members entitled to vote on the act at hand when the vote opens.");
    for rule in &charter.rules {
        let name = capital(&rule.name.value.replace('-', " "));
        part.rule(format!("{name}: {}. In full: {}.", rule.rule.value, rule.rule.value.plain_english()));
    }
    Some(part)
}

fn record(cx: &Context<'_>) -> Option<Part> {
    let data = &cx.charter.data;
    let mut part = Part::new(&Heading::default(), "The record", "data");
    let mut indicators: Vec<&str> = cx.charter.indicators();
    indicators.sort_unstable();
    indicators.dedup();
    for name in indicators {
        if let Some(ix) = cx.world.indicator_named(name) {
            let indicator = cx.world.indicator(ix);
            let source =
                cx.world.source(&indicator.source).map_or(indicator.source.as_str(), |s| s.title.as_str());
            part.rule(format!(
                "{}: {}; {}, {}; {}.",
                indicator.title,
                indicator.unit,
                source,
                indicator.vintage,
                year_range(indicator.coverage)
            ));
        }
    }
    match data.carry {
        0 => part.rule("A missing value stays missing."),
        1 => part.rule(
            "Where a value is missing, the last one stands in for at most one later year, and is marked.",
        ),
        years => part.rule(format!(
            "Where a value is missing, the last one stands in for at most {} later years, and is marked.",
            words::count(u64::from(years))
        )),
    }
    if let Some(valid) = data.assessment_valid {
        part.rule(format!("An assessment on the record is good for {valid}."));
    }
    Some(part)
}

fn groups(cx: &Context<'_>) -> Option<Part> {
    if cx.charter.groups.is_empty() {
        return None;
    }
    let mut part = Part::new(&Heading::default(), "Groups", "groups");
    for group in &cx.charter.groups {
        let members = match &group.members {
            GroupMembers::Data(name) => format!("the members of the group {}", cx.group(&name.value)),
            GroupMembers::States(states) => {
                let names: Vec<_> = states.iter().map(|s| organs::state_name(cx, &s.value)).collect();
                and_list(&names)
            }
        };
        part.rule(format!("{}: {members}.", capital(&group.name.value.replace('-', " "))));
    }
    Some(part)
}

/// Gives every part its number: the label it has, or the next that is free. Parts of one number become one article.
fn number(parts: Vec<Part>) -> Vec<Article> {
    let taken: Vec<String> = parts.iter().filter_map(|part| part.label.clone()).map(|l| major(&l)).collect();
    let mut free = (1..).map(|n: u32| n.to_string()).filter(|n| !taken.contains(n));
    let mut articles: Vec<Article> = Vec::new();
    for part in parts {
        let label = part.label.unwrap_or_else(|| free.next().unwrap_or_default());
        let whole = major(&label);
        match articles.iter_mut().find(|article| article.label == whole) {
            Some(article) => {
                let known = article.title.to_lowercase();
                if !known.contains(&part.title.to_lowercase()) {
                    article.title = format!("{}; {}", article.title, words::small(&part.title));
                }
                article.keys.push(part.key);
                article.paragraphs.extend(part.paragraphs);
            }
            None => articles.push(Article {
                label: whole,
                annex: false,
                title: part.title,
                keys: vec![part.key],
                paragraphs: part.paragraphs,
            }),
        }
    }
    articles.sort_by_key(|article| order(&article.label));
    articles
}

/// `8` of `8.1`.
fn major(label: &str) -> String {
    label.split('.').next().unwrap_or(label).to_owned()
}

/// Labels sort by number, then by letter: 2, 7, 7a, 12.
pub(crate) fn order(label: &str) -> (u32, String) {
    let digits: String = label.chars().take_while(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u32::MAX), label[digits.len()..].to_owned())
}

/// The treaty as plain text, at most `width` letters wide.
pub fn text(charter: &Charter, world: &World, width: usize) -> String {
    let mut out =
        format!("{}\n{}\n", charter.community.name, "=".repeat(charter.community.name.chars().count()));
    if let Some(preamble) = &charter.preamble {
        out.push_str(&format!("\n{}\n", words::wrap(preamble, width, 0)));
    }
    for article in articles(charter, world) {
        out.push_str(&format!("\n{}. {}\n", article.name(), article.title));
        for paragraph in &article.paragraphs {
            let indent = if paragraph.binds { 2 } else { 6 };
            out.push_str(&words::wrap(&paragraph.text, width, indent));
            out.push('\n');
        }
    }
    out
}
