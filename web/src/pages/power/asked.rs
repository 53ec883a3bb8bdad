//! What is asked of the page of power: players with their weights, a rule over them, and who joins or leaves.

use super::found::Found;
use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    link, paste,
    paste::Wrong,
    query::{Query, href, shown},
};
use charter::{
    electorate::weighted,
    figures::figures,
    nearest,
    show::{and_list, capital},
};
use maud::{Markup, html};
use std::ops::Range;
use voting::{Electorate, Rule, parse};
use world::StateIx;

/// More players than this are left to the command line.
const MOST_PLAYERS: usize = 250;
/// So many states may join or leave at once.
const MOST_NAMED: usize = 30;

/// A question of power.
pub struct Asked<'f> {
    /// What it is, such as `European Union, 2023`.
    pub title: String,
    /// The charter and the year; nothing for a table.
    pub community: Option<(&'f Judged, i32)>,
    /// The rule.
    pub rule: Rule,
    /// The rule's name in the charter, where it is one of its rules.
    pub named: Option<String>,
    /// The players who decide.
    pub now: Council,
    /// Those before some joined or left.
    pub before: Option<Council>,
    /// Codes of those who join, and of those who leave.
    pub moves: (Vec<String>, Vec<String>),
    /// What the reader should know.
    pub notes: Vec<String>,
    query: Query,
}

/// Players with their weights.
pub struct Council {
    /// Their names.
    pub names: Vec<String>,
    /// The states that they are, of a charter.
    pub states: Vec<StateIx>,
    /// The columns that the rule counts beside `states`.
    pub weights: Vec<(String, Vec<u64>)>,
    /// The players as those who vote.
    pub electorate: Electorate,
    /// The people behind each, and what they are called.
    pub people: Option<(String, Vec<u64>)>,
}

/// Reads the question. What a reader typed wrongly is told beside the form.
pub fn read<'f>(facts: &'f Facts, query: &Query) -> Result<Result<Asked<'f>, Vec<Wrong>>, Refusal> {
    match query.get("table") {
        Some(text) => Ok(of_table(query, text)),
        None => of_charter(facts, query),
    }
}

fn rule(text: &str) -> Result<Rule, Vec<Wrong>> {
    if text.len() > paste::LONGEST_RULE {
        let says =
            format!("the rule has {} bytes, and {} may be asked here", text.len(), paste::LONGEST_RULE);
        return Err(vec![Wrong::new("rule", says, "`koinon power` reads longer ones")]);
    }
    parse(text).map_err(|error| {
        let wrong = Wrong { field: "rule", says: error.to_string(), help: error.help(), place: None };
        vec![wrong.at(text, error.span())]
    })
}

fn of_table<'f>(query: &Query, text: &str) -> Result<Asked<'f>, Vec<Wrong>> {
    let players = paste::players(text);
    let typed = query.get("rule").ok_or_else(|| {
        let help =
            "write one over the columns of the table, as in `a majority of states and 60% of population`";
        vec![Wrong::new("rule", "there is no rule", help)]
    });
    let rule = typed.and_then(|text| rule(text).map(|rule| (rule, text)));
    // Both are told at once.
    let (players, (rule, text)) = match (players, rule) {
        (Ok(players), Ok(rule)) => (players, rule),
        (players, rule) => {
            return Err([players.err(), rule.err()].into_iter().flatten().flatten().collect());
        }
    };
    if players.len() > MOST_PLAYERS {
        let says = format!("the table has {} players", players.len());
        return Err(vec![Wrong::new(
            "table",
            says,
            format!("name at most {MOST_PLAYERS} here; `koinon power` reads more"),
        )]);
    }
    for column in rule.columns() {
        if !matches!(column.as_str(), "states" | "members") && players.find(&column).is_none() {
            let names: Vec<&str> = players.columns().chain(["states"]).collect();
            let help = nearest::suggest(&column, names.iter().copied())
                .unwrap_or_else(|| format!("the table has {}", nearest::list(&names)));
            let wrong = Wrong::new("rule", format!("the table has no column `{column}`"), help);
            return Err(vec![wrong.at(text, place_of(text, &column))]);
        }
    }
    let electorate = players.electorate(&rule).map_err(|faults| paste::wrong(&faults))?;
    let read = |column: &str| players.weights(column).ok().map(|weights| (column.to_owned(), weights));
    let counted = rule.columns().into_iter().filter(|column| players.find(column).is_some());
    let weights: Vec<(String, Vec<u64>)> = counted.filter_map(|column| read(&column)).collect();
    let citizens = ["population", "citizens", "people"].into_iter().find_map(read);
    let people =
        citizens.or_else(|| weights.iter().find(|(_, all)| all.iter().any(|weight| *weight > 1)).cloned());
    Ok(Asked {
        title: "your table".into(),
        community: None,
        rule,
        named: None,
        now: Council {
            names: players.names().map(str::to_owned).collect(),
            states: Vec::new(),
            weights,
            electorate,
            people,
        },
        before: None,
        moves: Default::default(),
        notes: Vec::new(),
        query: query.only(super::READS),
    })
}

/// Where a name stands in a rule, as a word of its own.
fn place_of(text: &str, name: &str) -> Range<usize> {
    let lower = text.to_ascii_lowercase();
    let inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let found = lower
        .match_indices(name)
        .find(|(at, _)| !lower[..*at].ends_with(inside) && !lower[at + name.len()..].starts_with(inside));
    found.map_or(0..text.len(), |(at, _)| at..at + name.len())
}

fn of_charter<'f>(facts: &'f Facts, query: &Query) -> Result<Result<Asked<'f>, Vec<Wrong>>, Refusal> {
    let judged = query.charter(facts)?;
    let year = query.year(facts.world)?.unwrap_or(judged.latest_year);
    let (rule, named) = match (query.get("rule"), query.get("named")) {
        (Some(text), _) if is_named(judged, text.trim()) => by_name(judged, Some(text.trim()))?,
        (Some(text), _) => match rule(text) {
            Ok(rule) => (rule, None),
            Err(wrong) => return Ok(Err(wrong)),
        },
        (None, name) => by_name(judged, name)?,
    };
    // A rule that was typed may be one of the charter's.
    let named = named.or_else(|| {
        let same = judged.charter.rules.iter().find(|known| known.rule.value == rule);
        same.map(|known| known.name.value.clone())
    });
    let members = judged.members_in(facts.world, year);
    if members.is_empty() {
        let refusal = Refusal::not_found(format!("The {} has no members in {year}.", judged.community()));
        let page = href("/power", &[("charter", judged.name)]);
        return Err(refusal.help("Choose another year.").instead(page, "Its latest year"));
    }
    let mut notes = Vec::new();
    let case = Case { facts, judged, year, rule: &rule };
    let read = case.changed(query, &members).and_then(|(after, moves)| {
        let before = if after == members { None } else { Some(case.council(&members, &mut Vec::new())?) };
        Ok((case.council(&after, &mut notes)?, before, moves))
    });
    Ok(read.map(|(now, before, moves)| Asked {
        title: format!("{}, {year}", judged.community()),
        community: Some((judged, year)),
        named,
        now,
        before,
        moves,
        notes,
        query: query.only(super::READS),
        rule,
    }))
}

fn is_named(judged: &Judged, name: &str) -> bool {
    judged.charter.rules.iter().any(|rule| rule.name.value == name)
}

/// The rule of this name in a charter; without a name the one that weighs most.
fn by_name(judged: &Judged, name: Option<&str>) -> Result<(Rule, Option<String>), Refusal> {
    let rules = &judged.charter.rules;
    let found = match name {
        Some(name) => rules.iter().find(|rule| rule.name.value == name),
        None => rules.iter().rev().max_by_key(|rule| rule.rule.value.columns().len()),
    };
    match (found, name) {
        (Some(found), _) => Ok((found.rule.value.clone(), Some(found.name.value.clone()))),
        (None, Some(name)) => {
            let names = rules.iter().map(|rule| rule.name.value.as_str());
            let help = nearest::suggest(name, names).unwrap_or_default().replace('`', "");
            let says = format!("The {} has no rule “{}”.", judged.community(), shown(name));
            Err(Refusal::not_found(says).help(capital(&help)))
        }
        (None, None) => {
            Ok((parse("a majority of states").map_err(|error| Refusal::bad(error.to_string()))?, None))
        }
    }
}

type Moves = (Vec<String>, Vec<String>);

/// What stays the same before and after.
struct Case<'c> {
    facts: &'c Facts,
    judged: &'c Judged,
    year: i32,
    rule: &'c Rule,
}

impl Case<'_> {
    /// The members after some joined and some left.
    fn changed(&self, query: &Query, members: &[StateIx]) -> Result<(Vec<StateIx>, Moves), Vec<Wrong>> {
        let (joining, leaving) = (self.states(query, "accede"), self.states(query, "without"));
        let (joining, leaving) = match (joining, leaving) {
            (Ok(joining), Ok(leaving)) => (joining, leaving),
            (joining, leaving) => {
                return Err([joining.err(), leaving.err()].into_iter().flatten().flatten().collect());
            }
        };
        let name = |state: &StateIx| &self.facts.world.state(*state).name;
        let mut after = members.to_vec();
        for state in &joining {
            if after.contains(state) {
                let says = format!("{} is a member in {} already", name(state), self.year);
                return Err(vec![Wrong::new("accede", says, "name states that do not belong")]);
            }
            after.push(*state);
        }
        for state in &leaving {
            if !after.contains(state) {
                let says = format!("{} is not a member in {}", name(state), self.year);
                return Err(vec![Wrong::new("without", says, "name states that belong")]);
            }
            after.retain(|member| member != state);
        }
        if after.is_empty() {
            return Err(vec![Wrong::new("without", "nobody is left", "leave one member at least")]);
        }
        let code = |state: &StateIx| self.facts.world.state(*state).code.clone();
        Ok((after, (joining.iter().map(code).collect(), leaving.iter().map(code).collect())))
    }

    fn states(&self, query: &Query, field: &'static str) -> Result<Vec<StateIx>, Vec<Wrong>> {
        let typed = query.get(field).unwrap_or_default();
        let names: Vec<&str> =
            typed.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).collect();
        if names.len() > MOST_NAMED {
            let says = format!("{} states are named", names.len());
            return Err(vec![Wrong::new(field, says, format!("name at most {MOST_NAMED} at once"))]);
        }
        let (mut states, mut wrong) = (Vec::new(), Vec::new());
        for name in names {
            match self.facts.world.find_state(name) {
                Ok(state) if states.contains(&state) => {}
                Ok(state) => states.push(state),
                Err(error) => {
                    let help = "write a name or an ISO 3166 code, such as Norway or NOR".to_owned();
                    wrong.push(Wrong::new(field, error.to_string(), error.help().unwrap_or(help)));
                }
            }
        }
        if wrong.is_empty() { Ok(states) } else { Err(wrong) }
    }

    fn council(&self, members: &[StateIx], notes: &mut Vec<String>) -> Result<Council, Vec<Wrong>> {
        let (world, charter) = (self.facts.world, &self.judged.charter);
        let weighted = weighted(charter, world, self.rule, members, self.year).map_err(|error| {
            let says = format!("what members count for in `{}` is not on the record", error.column);
            let help = "count states, a group such as `nato`, or an indicator such as `population` or `gdp`; for others paste a table";
            let text = self.rule.to_string();
            let place = place_of(&text, &error.column);
            vec![Wrong::new("rule", says, help).at(&text, place)]
        })?;
        for (column, state) in &weighted.missing {
            let state = &world.state(*state).name;
            notes
                .push(format!("{state} has no {column} on the record of {} and counts as nought", self.year));
        }
        let people = figures(charter, world, members, "population", self.year).whole();
        Ok(Council {
            names: members.iter().map(|state| world.state(*state).name.clone()).collect(),
            states: members.to_vec(),
            weights: weighted.columns,
            electorate: weighted.electorate,
            people: people.iter().any(|people| *people > 0).then(|| ("population".to_owned(), people)),
        })
    }
}

impl Asked<'_> {
    /// This question at another path.
    pub fn address(&self, path: &str) -> String {
        format!("{path}{}", self.query.written())
    }

    /// The command that answers the same.
    pub fn command(&self, found: &Found) -> String {
        self.base_command() + &found.options()
    }

    /// The command without how to count.
    pub fn base_command(&self) -> String {
        let mut command = "koinon power".to_owned();
        match &self.community {
            Some((judged, year)) => command += &format!(" --charter {} --year {year}", judged.name),
            None => command += " FILE",
        }
        command += &match &self.named {
            Some(name) => format!(" --rule {name}"),
            None => format!(" --rule \"{}\"", self.rule),
        };
        for (option, codes) in [("accede", &self.moves.0), ("without", &self.moves.1)] {
            if !codes.is_empty() {
                command += &format!(" --{option} {}", codes.join(","));
            }
        }
        command
    }

    /// Where players and weights come from.
    pub fn source(&self, facts: &Facts) -> Markup {
        let mut columns: Vec<&str> = self.now.weights.iter().map(|(column, _)| column.as_str()).collect();
        if !columns.contains(&"population") {
            columns.push("population");
        }
        html! {
            @match &self.community {
                Some((judged, year)) => {
                    @let charter = href("/charter", &[("charter", link::named(facts, judged))]);
                    "members by " a href=(charter) { "the charter" } " on the record of " (year) "; weights: " (link::sources(facts.world, &columns))
                },
                None => { "the table above" },
            }
            @if !self.notes.is_empty() { ". " (capital(&and_list(&self.notes))) "." }
        }
    }
}
