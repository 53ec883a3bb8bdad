//! Two charters compared in legal terms: which article says something else, and whom that concerns on the record.

use crate::{
    law::{Charter, Criterion},
    membership::{self, AssessError, Record, Verdict},
    show::{self, Part},
};
use serde::Serialize;
use std::fmt;
use world::{StateIx, World};

/// One difference between two charters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The article and what it is about: `Article 2 (Electoral democracy)`.
    pub place: String,
    /// What changes, as a sentence.
    pub says: String,
    /// The sentences of the article that fall away, where whole sentences change.
    #[serde(skip)]
    pub gone: Vec<String>,
    /// The sentences that come instead.
    #[serde(skip)]
    pub come: Vec<String>,
    /// What follows on the record of the year, where it concerns membership.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consequence: Option<Consequence>,
}

/// Whom a change of a criterion concerns in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consequence {
    /// The year of the record.
    pub year: i32,
    /// Who qualified before and does not after.
    pub excludes: Vec<String>,
    /// Who qualifies now and did not before.
    pub admits: Vec<String>,
    /// Who qualified before, and of whom the data do not say after.
    pub unsettles: Vec<String>,
}

impl Change {
    fn new(place: impl Into<String>, says: impl Into<String>) -> Self {
        Self { place: place.into(), says: says.into(), gone: Vec::new(), come: Vec::new(), consequence: None }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.says)?;
        if let Some(consequence) = &self.consequence {
            write!(f, "; {consequence}")?;
        }
        write!(f, ".")
    }
}

impl fmt::Display for Consequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |names: &[String]| match names {
            [] => String::new(),
            few if few.len() <= 8 => show::and_list(few),
            many => format!("{} and {} more", many[..6].join(", "), many.len() - 6),
        };
        let says: Vec<String> =
            [("excludes", &self.excludes), ("admits", &self.admits), ("leaves unknown", &self.unsettles)]
                .into_iter()
                .filter(|(_, names)| !names.is_empty())
                .map(|(verb, names)| format!("{verb} {}", count(names)))
                .collect();
        match says.as_slice() {
            [] => write!(f, "in {} that concerns no state by itself", self.year),
            says => write!(f, "in {} that {}", self.year, show::and_list(says)),
        }
    }
}

/// What changes from one charter to the other, in the order of the later one's articles.
///
/// Consequences are read in `year`, or in the last year that the data of both charters cover.
///
/// # Errors
///
/// Where a condition cannot be evaluated in that year, such as by a division by zero.
pub fn diff(
    before: &Charter,
    after: &Charter,
    world: &World,
    year: Option<i32>,
) -> Result<Vec<Change>, AssessError> {
    let records = (membership::assess(before, world), membership::assess(after, world));
    diff_judged((before, &records.0), (after, &records.1), world, year)
}

/// The same for charters that are judged already.
///
/// # Errors
///
/// As [`diff`].
pub fn diff_judged(
    (before, record_before): (&Charter, &Record),
    (after, record_after): (&Charter, &Record),
    world: &World,
    year: Option<i32>,
) -> Result<Vec<Change>, AssessError> {
    let year = year.unwrap_or_else(|| before.latest_year(world).min(after.latest_year(world)));
    let records = (record_before, record_after);
    records.0.ensure(world, year..=year)?;
    records.1.ensure(world, year..=year)?;
    let look = Look { before, after, world, year, records };
    let mut changes = head(&look);
    changes.extend(criteria(&look));
    changes.extend(articles(&look));
    Ok(changes)
}

struct Look<'a> {
    before: &'a Charter,
    after: &'a Charter,
    world: &'a World,
    year: i32,
    records: (&'a Record, &'a Record),
}

/// The name, and how the record is read.
fn head(look: &Look<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut change = |place: &str, says: String| changes.push(Change::new(place, says));
    let (before, after) = (look.before, look.after);
    if before.community.name != after.community.name {
        change("The name", format!("“{}” becomes “{}”", before.community.name, after.community.name));
    }
    if before.community.since != after.community.since {
        let year = |since: Option<i32>| since.map_or("no stated year".into(), |year| year.to_string());
        let says = format!(
            "the founders enter in {} instead of {}",
            year(after.community.since),
            year(before.community.since)
        );
        change("The Community", says);
    }
    if before.preamble != after.preamble {
        change("The preamble", "the words change; they bind nobody".into());
    }
    changes
}

fn criteria(look: &Look<'_>) -> Vec<Change> {
    let before_words = show::Context { charter: look.before, world: look.world };
    let after_words = show::Context { charter: look.after, world: look.world };
    let article = look.after.membership.heading.article.as_ref().map_or("2", |at| at.value.as_str());
    let place = |criterion: &Criterion| {
        let title = criterion.heading.title.clone().unwrap_or_else(|| criterion.id.value.replace('-', " "));
        format!("Article {article} ({title})")
    };
    let before = &look.before.membership.criteria;
    let after = &look.after.membership.criteria;
    let mut changes = Vec::new();
    let open = (&look.before.membership.open_to, &look.after.membership.open_to);
    let words = |open: &Option<crate::law::At<crate::condition::Condition>>| {
        open.as_ref().map_or("every state, without saying so".to_owned(), |at| match at.value.to_string() {
            all if all == "true" => "every state".to_owned(),
            _ => format!("a state only if {}", after_words.condition(&at.value)),
        })
    };
    if words(open.0) != words(open.1) {
        let says = format!("membership was open to {}, and is open to {}", words(open.0), words(open.1));
        changes.push(Change::new(format!("Article {article}"), says));
    }
    for new in after {
        match before.iter().find(|old| old.id.value == new.id.value) {
            Some(old) => {
                let says = differences(old, new);
                if !says.is_empty() {
                    let entry = old.holds.value != new.holds.value || old.years != new.years;
                    let consequence = entry.then(|| look.consequence(Some(old), Some(new)));
                    changes.push(Change { consequence, ..Change::new(place(new), says.join("; ")) });
                }
            }
            None => changes.push(Change {
                consequence: Some(look.consequence(None, Some(new))),
                ..Change::new(
                    place(new),
                    format!("a criterion is added: {}", after_words.condition(&new.holds.value)),
                )
            }),
        }
    }
    for old in before.iter().filter(|old| after.iter().all(|new| new.id.value != old.id.value)) {
        changes.push(Change {
            consequence: Some(look.consequence(Some(old), None)),
            ..Change::new(
                place(old),
                format!("the criterion falls away: {}", before_words.condition(&old.holds.value)),
            )
        });
    }
    changes
}

/// What differs between two texts of one criterion.
fn differences(old: &Criterion, new: &Criterion) -> Vec<String> {
    let mut says = Vec::new();
    says.extend(thresholds("", &old.holds.value, &new.holds.value));
    match (&old.lost, &new.lost) {
        (Some(old), Some(new)) => says.extend(thresholds("for losing it, ", &old.value, &new.value)),
        (None, Some(new)) => says.push(format!("a bar for losing it is added: {}", new.value)),
        (Some(old), None) => {
            says.push(format!("it is lost when it does not hold, no longer by “{}”", old.value))
        }
        (None, None) => {}
    }
    let years = |count: u32| format!("{count} {}", if count == 1 { "year" } else { "years" });
    if old.years != new.years {
        says.push(format!("it must hold for {} instead of {}", years(new.years), years(old.years)));
    }
    if old.grace != new.grace {
        says.push(format!("it is lost after {} instead of {}", years(new.grace), years(old.grace)));
    }
    says
}

/// Where two conditions differ only in their bars, which bars move; else the whole texts.
fn thresholds(
    prefix: &str,
    old: &crate::condition::Condition,
    new: &crate::condition::Condition,
) -> Vec<String> {
    if old == new {
        return Vec::new();
    }
    let (was, is) = (old.bars(), new.bars());
    let same_shape = old.without_literals() == new.without_literals() && was.len() == is.len();
    if !same_shape {
        return vec![format!("{prefix}“{old}” becomes “{new}”")];
    }
    was.iter()
        .zip(&is)
        .filter(|(a, b)| a.literal != b.literal)
        .map(|(a, b)| {
            let moves = if b.literal > a.literal { "rises" } else { "falls" };
            format!("{prefix}the threshold of {} {moves} from {} to {}", a.indicator, a.written, b.written)
        })
        .collect()
}

impl Look<'_> {
    /// Whom the change of this criterion brings in or puts out: who meets the new text and not the old, or the other way
    /// round, and whose whole verdict turns with it. A criterion that is absent is met by all.
    fn consequence(&self, old: Option<&Criterion>, new: Option<&Criterion>) -> Consequence {
        let verdict = |record: &Record, criterion: Option<&Criterion>, state: StateIx| match criterion {
            Some(criterion) => record
                .criterion_named(&criterion.id.value)
                .map_or(Verdict::Met, |place| record.verdict(place, state, self.year)),
            None => Verdict::Met,
        };
        let mut consequence =
            Consequence { year: self.year, excludes: Vec::new(), admits: Vec::new(), unsettles: Vec::new() };
        for state in self.world.states_in(self.year) {
            let was = verdict(self.records.0, old, state) == Verdict::Met;
            let is = verdict(self.records.1, new, state) == Verdict::Met;
            let name = || self.world.state(state).name.clone();
            let whole = |record: &Record| record.qualifies(state, self.year);
            match (was, is, whole(self.records.0), whole(self.records.1)) {
                (true, false, Verdict::Met, Verdict::NotMet) => consequence.excludes.push(name()),
                (true, false, Verdict::Met, Verdict::Unknown) => consequence.unsettles.push(name()),
                (false, true, Verdict::NotMet | Verdict::Unknown, Verdict::Met) => {
                    consequence.admits.push(name());
                }
                _ => {}
            }
        }
        for names in [&mut consequence.excludes, &mut consequence.admits, &mut consequence.unsettles] {
            names.sort_by_key(|name| world::state::slug(name));
        }
        consequence
    }
}

/// Every other article: by its key, which stays when labels move.
fn articles(look: &Look<'_>) -> Vec<Change> {
    let (before, mut after) = (show::parts(look.before, look.world), show::parts(look.after, look.world));
    let place = |part: &Part| part.label.as_deref().map_or((u32::MAX, String::new()), show::order);
    after.sort_by_key(place);
    let mut changes = Vec::new();
    let lines = |part: &Part| -> Vec<String> {
        // Criteria are compared above, by what they mean.
        let own = part.paragraphs.iter().filter(|paragraph| paragraph.criterion.is_none() && paragraph.binds);
        own.map(|paragraph| paragraph.text.clone()).collect()
    };
    for new in &after {
        let Some(old) = before.iter().find(|old| old.key == new.key) else {
            let says = format!("a new article: {}", lines(new).join(" ").trim_end_matches('.'));
            changes.push(Change { come: lines(new), ..Change::new(new.place(), says) });
            continue;
        };
        if old.label != new.label {
            let label = |part: &Part| part.label.clone().unwrap_or_else(|| "none".into());
            let says = format!("the label was {} and is {}", label(old), label(new));
            changes.push(Change::new(new.place(), says));
        }
        if new.key == "community" {
            continue;
        }
        let (was, is) = (lines(old), lines(new));
        let gone: Vec<_> = was.iter().filter(|line| !is.contains(line)).collect();
        let come: Vec<_> = is.iter().filter(|line| !was.contains(line)).collect();
        let quote = |lines: &[&String]| {
            lines
                .iter()
                .map(|line| format!("“{}”", line.trim_end_matches('.')))
                .collect::<Vec<_>>()
                .join(" and ")
        };
        let says = match (gone.as_slice(), come.as_slice()) {
            ([], []) => continue,
            (gone, []) => format!("{} falls away", quote(gone)),
            ([], come) => format!("{} is added", quote(come)),
            (gone, come) => format!("{} becomes {}", quote(gone), quote(come)),
        };
        let owned = |lines: &[&String]| lines.iter().map(|line| (*line).clone()).collect();
        changes.push(Change { gone: owned(&gone), come: owned(&come), ..Change::new(new.place(), says) });
    }
    for old in before.iter().filter(|old| after.iter().all(|new| new.key != old.key)) {
        changes.push(Change { gone: lines(old), ..Change::new(old.place(), "the article falls away") });
    }
    changes
}
