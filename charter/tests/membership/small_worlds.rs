//! Random worlds of a few states, years and figures, and random charters on them.

use jiff::civil::date;
use proptest::prelude::*;
use world::{Column, Indicator, MISSING, Redistribution, Spell, State, StateIx, World};

/// The last year of these worlds; they are dense in events, so that few years suffice.
pub const LAST: i32 = 1911;
const YEARS: usize = 12;
const STATES: usize = 4;

fn state(place: usize, spells: Vec<Spell>, continues: Option<StateIx>) -> State {
    let code = format!("AA{}", char::from(b'A' + u8::try_from(place).unwrap()));
    State {
        name: format!("State {code}"),
        code,
        iso2: None,
        iso_numeric: None,
        gleditsch_ward: None,
        cow: None,
        official_name: None,
        aliases: Vec::new(),
        spells,
        continues,
        capital: None,
        region: None,
        subregion: None,
        borders: Vec::new(),
        area_km2: None,
        micro: false,
        note: None,
    }
}

fn indicator(name: &str) -> Indicator {
    Indicator {
        name: name.into(),
        title: name.into(),
        says: String::new(),
        unit: "index, 0 to 1".into(),
        bounds: Some((0.0, 1.0)),
        source: "none".into(),
        vintage: String::new(),
        redistribution: Redistribution::Yes,
        coverage: (1900, LAST),
        values: 0,
    }
}

fn years_from(from: i16, until: Option<i16>) -> Spell {
    // A last day in mid-year: the state is gone on 31 December.
    Spell { from: date(from, 3, 1), until: until.map(|year| date(year, 6, 30)) }
}

/// The lives of a state: one spell, or two, within the panel or from before it.
fn spells() -> impl Strategy<Value = Vec<Spell>> {
    prop_oneof![
        3 => (1895i16..1908).prop_map(|from| vec![years_from(from, None)]),
        2 => (1895i16..1905, 1i16..8).prop_map(|(from, years)| vec![years_from(from, Some(from + years))]),
        2 => (1895i16..1902, 1i16..4, 1i16..4).prop_map(|(from, years, gap)| {
            vec![years_from(from, Some(from + years)), years_from(from + years + gap, None)]
        }),
    ]
}

fn column() -> impl Strategy<Value = Column> {
    let cell = prop_oneof![1 => Just(MISSING), 5 => 0i64..=10];
    prop::collection::vec(cell, STATES * YEARS).prop_map(|cells| Column { places: 1, years: YEARS, cells })
}

/// A world of four states, the last of which may continue the first.
pub fn worlds() -> impl Strategy<Value = World> {
    let lives = prop::collection::vec(spells(), STATES);
    (lives, column(), column(), any::<bool>()).prop_map(|(lives, free, fair, continues)| World {
        last_year: LAST,
        states: lives
            .into_iter()
            .enumerate()
            .map(|(place, spells)| state(place, spells, (continues && place == 3).then_some(StateIx(0))))
            .collect(),
        indicators: vec![indicator("free"), indicator("fair")],
        columns: vec![free, fair],
        groups: Vec::new(),
        sources: Vec::new(),
        ..World::default()
    })
}

/// A charter of one or two criteria, as text.
pub fn charters() -> impl Strategy<Value = String> {
    let bar = || (0u8..=10).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10));
    let holds = prop_oneof![
        bar().prop_map(|bar| format!("state.free >= {bar}")),
        (bar(), bar()).prop_map(|(a, b)| format!("state.free >= {a} || state.fair > {b}")),
        (bar(), bar()).prop_map(|(a, b)| format!("has(state.free) ? state.free >= {a} : state.fair >= {b}")),
        bar().prop_map(|bar| format!("!(state.fair + state.free < {bar})")),
    ];
    let lost = prop_oneof![Just(None), bar().prop_map(|bar| Some(format!("state.free < {bar}")))];
    let criterion = (holds, lost, 1u8..4, 1u8..4);
    let founders = (0usize..3, 0u8..4);
    (prop::collection::vec(criterion, 1..3), 0u8..3, founders).prop_map(|(criteria, carry, (founders, observe))| {
        let codes = ["AAA", "AAB", "AAC"][..founders].iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>();
        let mut text = format!(
            "[community]\nname = \"T\"\nsince = 1903\n[data]\ncarry = {carry}\n[membership]\nfounders = {{ states = [{}], observe_years = {observe} }}\n",
            codes.join(", ")
        );
        for (place, (holds, lost, years, grace)) in criteria.into_iter().enumerate() {
            text += &format!("[[membership.criterion]]\nid = \"c{place}\"\nholds = \"{holds}\"\nyears = {years}\n");
            text += &lost.map(|lost| format!("lost = \"{lost}\"\n")).unwrap_or_default();
            text += &format!("grace = {grace}\n");
        }
        text
    })
}

/// The charter of such a text.
pub fn charter(text: &str) -> charter::Charter {
    let reading = charter::read(text);
    assert!(reading.findings.is_empty(), "{text}\n{:?}", reading.findings);
    reading.charter
}
