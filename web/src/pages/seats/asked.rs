//! What is asked of the page of seats: an assembly of a charter in a year, or a table; how many seats, within which
//! bounds, by which method.

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    link, paste,
    paste::Wrong,
    query::{Query, href, shown},
    words::grouped,
};
use charter::{
    figures::figures,
    law::{Apportionment, Seats},
    nearest,
    show::and_list,
};
use maud::{Markup, html};
use voting::seats::{Bounds, Method};
use world::StateIx;

/// More seats than this are no chamber.
const MOST_SEATS: u64 = 100_000;

/// An apportionment as asked for.
pub struct Asked<'f> {
    /// What it is, such as `European Union, 2023`.
    pub title: String,
    /// The charter and the year; nothing for a table.
    pub community: Option<(&'f Judged, i32)>,
    /// The members, of a charter.
    pub states: Vec<StateIx>,
    /// The players.
    pub names: Vec<String>,
    /// Who sit together in the drawing; empty where that is not known.
    pub groups: Vec<String>,
    /// What the seats go by.
    pub by: String,
    /// How much of it each has.
    pub weights: Vec<u64>,
    /// How many seats there are.
    pub seats: u64,
    /// Within which bounds.
    pub bounds: Bounds,
    /// The method that the page is about.
    pub method: Method,
    /// Are paradoxes to be looked for?
    pub paradoxes: bool,
    /// What the reader should know.
    pub notes: Vec<String>,
    /// The question as it came.
    query: Query,
}

type Read<'f> = Result<Asked<'f>, Vec<Wrong>>;

/// Reads the question. What a reader typed wrongly is told beside the form.
pub fn read<'f>(facts: &'f Facts, query: &Query) -> Result<Read<'f>, Refusal> {
    let method = method(query)?;
    let bounds = match (paste::number("min", query.get("min")), paste::number("max", query.get("max"))) {
        (Ok(min), Ok(max)) => Bounds { min, max },
        (min, max) => return Ok(Err([min.err(), max.err()].into_iter().flatten().flatten().collect())),
    };
    let seats = match paste::number("seats", query.get("seats")) {
        Ok(Some(seats)) if seats > MOST_SEATS => {
            let says = format!("{seats} seats are more than this page draws up");
            return Ok(Err(vec![Wrong::new(
                "seats",
                says,
                "ask for at most 100,000; `koinon seats` goes further",
            )]));
        }
        Ok(seats) => seats,
        Err(wrong) => return Ok(Err(wrong)),
    };
    match query.get("table") {
        Some(text) => Ok(of_table(query, text, seats, bounds, method)),
        None => of_charter(facts, query, seats, bounds, method).map(Ok),
    }
}

fn method(query: &Query) -> Result<Option<Method>, Refusal> {
    let Some(asked) = query.get("method") else { return Ok(None) };
    asked.parse().map(Some).map_err(|()| {
        let help = nearest::nearest(asked, Method::names())
            .map_or_else(|| "Choose one from the form.".to_owned(), |near| format!("Did you mean {near}?"));
        Refusal::not_found(format!("No method of apportionment is called “{}”.", shown(asked)))
            .help(help)
            .instead("/seats", "The page of seats")
    })
}

fn of_table<'f>(
    query: &Query,
    text: &str,
    seats: Option<u64>,
    bounds: Bounds,
    method: Option<Method>,
) -> Read<'f> {
    let players = paste::players(text)?;
    let by = match query.get("by") {
        Some(by) => by.trim().to_owned(),
        // The first column that holds numbers.
        None => {
            let first = players.columns().find(|column| players.weights(column).is_ok());
            let first = first.or_else(|| players.columns().next()).map(str::to_owned);
            first.ok_or_else(|| {
                let help = "write it behind `player`, as in `player,population`";
                vec![Wrong::new("table", "the table has no column of weights", help)]
            })?
        }
    };
    let weights = players.weights(&by).map_err(|faults| paste::wrong(&faults))?;
    let together = ["party", "region", "group"].into_iter().find(|column| players.find(column).is_some());
    let groups = together.map(|column| players.read(column, |cell| Ok(cell.to_owned())));
    Ok(Asked {
        title: "your table".into(),
        community: None,
        states: Vec::new(),
        names: players.names().map(str::to_owned).collect(),
        groups: groups.and_then(Result::ok).unwrap_or_default(),
        by,
        weights,
        seats: seats.unwrap_or(100),
        bounds,
        method: method.unwrap_or(Method::Webster),
        paradoxes: query.get("paradoxes").is_some(),
        notes: Vec::new(),
        query: query.only(super::READS),
    })
}

fn of_charter<'f>(
    facts: &'f Facts,
    query: &Query,
    seats: Option<u64>,
    bounds: Bounds,
    method: Option<Method>,
) -> Result<Asked<'f>, Refusal> {
    let judged = query.charter(facts)?;
    let Some(law) = assembly(judged) else {
        let refusal = Refusal::not_found(format!("The {} apportions no seats.", judged.community()));
        let refusal = refusal.help("Choose a charter with an assembly whose seats go by population.");
        return Err(chambers(facts).fold(refusal, |refusal, judged| {
            refusal.instead(href("/seats", &[("charter", judged.name)]), judged.title)
        }));
    };
    let year = query.year(facts.world)?.unwrap_or(judged.latest_year);
    let mut states = judged.members_in(facts.world, year);
    let found = figures(&judged.charter, facts.world, &states, &law.by.value, year);
    let name = |state: StateIx| facts.world.state(state).name.clone();
    let mut notes = Vec::new();
    if !found.carried.is_empty() {
        let carried: Vec<String> =
            found.carried.iter().map(|(state, from)| format!("{} ({from})", name(*state))).collect();
        notes.push(format!(
            "For want of a figure of {year} an earlier one stands for {}.",
            and_list(&carried)
        ));
    }
    let missing: Vec<String> = states
        .iter()
        .zip(&found.values)
        .filter(|(_, value)| value.is_none())
        .map(|(state, _)| name(*state))
        .collect();
    if !missing.is_empty() {
        notes.push(format!(
            "The record has no {} of {}, which are left out.",
            law.by.value,
            and_list(&missing)
        ));
    }
    let weights: Vec<u64> =
        found.values.iter().flatten().map(|value| charter::figures::whole(*value)).collect();
    let mut known = found.values.iter().map(Option::is_some);
    states.retain(|_| known.next().unwrap_or(false));
    if states.is_empty() {
        return Err(Refusal::not_found(format!("The {} has no members in {year}.", judged.community()))
            .help("Choose another year.")
            .instead(href("/seats", &[("charter", judged.name)]), "Its latest year"));
    }
    // Where nearly all are of one region, its parts say more.
    let of = |state: &StateIx| facts.world.state(*state);
    let one = states.iter().filter(|state| of(state).region == of(&states[0]).region).count();
    let parts = one * 10 >= states.len() * 9;
    let region = |state: &StateIx| {
        let state = of(state);
        if parts { state.subregion.clone() } else { state.region.clone() }.unwrap_or_default()
    };
    Ok(Asked {
        title: format!("{}, {year}", judged.community()),
        community: Some((judged, year)),
        names: states.iter().map(|state| name(*state)).collect(),
        groups: states.iter().map(region).collect(),
        states,
        by: law.by.value.clone(),
        weights,
        seats: seats.unwrap_or(law.total.value.into()),
        bounds: Bounds {
            min: bounds.min.or(Some(law.min.value.into())),
            max: bounds.max.or(law.max.as_ref().map(|max| max.value.into())),
        },
        method: method.or_else(|| law.method.value.parse().ok()).unwrap_or(Method::Webster),
        paradoxes: query.get("paradoxes").is_some(),
        notes,
        query: query.only(super::READS),
    })
}

/// How a charter apportions the seats of its assembly.
fn assembly(judged: &Judged) -> Option<&Apportionment> {
    judged.charter.organs.iter().find_map(|organ| match &organ.seats {
        Some(Seats::Apportioned(law)) => Some(law),
        _ => None,
    })
}

/// The charters with such an assembly.
fn chambers(facts: &Facts) -> impl Iterator<Item = &Judged> {
    facts.charters.iter().filter(|judged| assembly(judged).is_some())
}

impl Asked<'_> {
    /// The players, the largest first.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(self.weights[*place]));
        order
    }

    /// How many seats there are, in words.
    pub fn house(&self) -> String {
        format!("{} {}", grouped(self.seats), if self.seats == 1 { "seat" } else { "seats" })
    }

    /// Is it a table, and not the assembly of a charter?
    pub fn is_table(&self) -> bool {
        self.community.is_none()
    }

    /// The sum of all weights.
    pub fn total(&self) -> u128 {
        self.weights.iter().map(|weight| u128::from(*weight)).sum()
    }

    /// The quota p N / P to three decimals, rounded down.
    pub fn quota(&self, place: usize) -> String {
        let scaled = u128::from(self.weights[place]) * u128::from(self.seats) * 1000 / self.total().max(1);
        format!("{}.{:03}", scaled / 1000, scaled % 1000)
    }

    /// This question at another path.
    pub fn address(&self, path: &str) -> String {
        format!("{path}{}", self.query.written())
    }

    /// This question, looking for paradoxes.
    pub fn with_paradoxes(&self) -> String {
        let written = self.address("/seats");
        format!("{written}{}paradoxes=yes#paradoxes", if written.contains('?') { '&' } else { '?' })
    }

    /// The command that answers the same.
    pub fn command(&self) -> String {
        let mut command = match &self.community {
            Some((judged, year)) => format!("koinon seats --charter {} --year {year}", judged.name),
            None => format!("koinon seats FILE --by {}", self.by),
        };
        if self.community.is_none() || self.query.get("seats").is_some() {
            command += &format!(" --seats {}", self.seats);
        }
        command += &format!(" --method {}", self.method);
        for (name, given) in [("min", self.bounds.min), ("max", self.bounds.max)] {
            if let Some(bound) = given.filter(|_| self.community.is_none() || self.query.get(name).is_some())
            {
                command += &format!(" --{name} {bound}");
            }
        }
        if self.paradoxes { command + " --paradoxes" } else { command }
    }

    /// Where the weights come from.
    pub fn source(&self, facts: &Facts) -> Markup {
        html! {
            @if self.community.is_some() { (self.by) ", " (link::sources(facts.world, &[&self.by])) } @else { "the table above, by its column " code { (self.by) } }
            @for note in &self.notes { " · " (note) }
        }
    }
}

/// Both forms: an assembly of a charter, or a table.
pub fn forms(facts: &Facts, query: &Query, asked: Option<&Asked<'_>>) -> Markup {
    let chosen = query.get("charter").unwrap_or(facts.default().name);
    let community = asked.and_then(|asked| asked.community);
    let typed = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let year = community.map_or_else(|| typed("year"), |(_, year)| year.to_string());
    let pasted = query.get("table").is_some();
    let current = asked.map_or_else(|| typed("method"), |asked| asked.method.to_string());
    let bound = |name: &str| -> String {
        let law = community.and(asked).filter(|_| !pasted);
        let of_law = law.and_then(|asked| match name {
            "seats" => Some(asked.seats),
            "min" => asked.bounds.min,
            _ => asked.bounds.max,
        });
        query.get(name).map_or_else(|| of_law.map(|n| n.to_string()).unwrap_or_default(), str::to_owned)
    };
    let fields = |prefix: &str, for_table: bool| {
        let value = |name: &str| if pasted == for_table { bound(name) } else { String::new() };
        html! {
            label { "Method" select name="method" {
                @for method in Method::all() {
                    option value=(method) selected[method.to_string() == current] { (super::table::title(method)) }
                }
            } }
            @for (name, words) in [("seats", "Seats"), ("min", "At least"), ("max", "At most")] {
                label { (words) input id={ (prefix) (name) } type="text" inputmode="numeric" name=(name) size="6" maxlength="12" value=(value(name)) placeholder=[(for_table && name == "seats").then_some("100")]; }
            }
        }
    };
    html! {
        section.ask aria-label="What is apportioned" {
            form action="/seats" {
                div.filters {
                    label { "Assembly" select name="charter" {
                        @for judged in chambers(facts) { option value=(judged.name) selected[judged.name == chosen] { (judged.title) } }
                    } }
                    label { "Year" input type="number" name="year" min=(world::FIRST_YEAR) max=(facts.world.last_year) value=(year); }
                    (fields(if pasted { "charter-" } else { "" }, false))
                    button.first { "Apportion" }
                }
            }
            details open[pasted] {
                summary { "Paste a table instead" }
                form action="/seats" {
                    (paste::table_field(&typed("table"), "player,votes\nReds,47000\nGreens,16000", &html! { "A first column " code { "player" } ", then a column of whole numbers. A column " code { "party" } ", " code { "region" } " or " code { "group" } " says who sit together." }))
                    div.filters {
                        label { "By the column" input type="text" name="by" value=(typed("by")) placeholder="the first of numbers" maxlength="60"; }
                        (fields(if pasted { "" } else { "table-" }, true))
                        button { "Apportion the table" }
                    }
                }
            }
        }
    }
}
