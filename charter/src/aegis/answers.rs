//! The record beside a community as tables for programs and spreadsheets: what the command line prints and the site gives
//! to download.

use super::{Aegis, Draft, PERSONNEL};
use serde_json::{Map, Value, json};
use std::str::FromStr;
use world::{Decimal, StateIx, World, united_nations::Mission};

/// The tables that the answer has as CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row a year: the members' share, what they would have had to bring, resolutions and vetoes.
    Years,
    /// A row a mission and year.
    Missions,
    /// A row a contributing state and year.
    Contributors,
    /// A row a vetoed draft.
    Vetoes,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 4] = [Self::Years, Self::Missions, Self::Contributors, Self::Vetoes];

    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Years => "years",
            Self::Missions => "missions",
            Self::Contributors => "contributors",
            Self::Vetoes => "vetoes",
        }
    }

    const fn head(self) -> &'static str {
        match self {
            Self::Years => {
                "year,members,operations,quality,personnel_members,personnel_all,share,force_december,peacekeeping_scale_share,peacekeeping_scale_persons,regular_scale_share,regular_scale_persons,population_share,population_persons,council_members,council_permanent_members,resolutions,drafts_vetoed,vetoes_by_members,vetoes_by_others,mandates_listed,mandates_refused\n"
            }
            Self::Missions => {
                "year,mission,name,from,until,hosts,established_by,months,mean_strength,contributors,december\n"
            }
            Self::Contributors => {
                "year,state,name,member,peacekeepers,troops,police,experts,women,share,quality\n"
            }
            Self::Vetoes => {
                "day,draft,topic,item,kind,states,by_members,by_others,standing,would,uniformed,mandate,then,missions_there,missions_began\n"
            }
        }
    }
}

impl FromStr for Table {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|table| table.word() == text).ok_or(())
    }
}

/// The years under the name of a charter: each in full, or a line each.
pub fn json(name: &str, world: &World, years: &[Aegis<'_>], full: bool) -> Value {
    let year = |aegis: &Aegis<'_>| {
        let mut line = line(world, aegis);
        if full {
            line.extend(parts(world, aegis));
        }
        Value::Object(line)
    };
    json!({ "charter": name, "years": years.iter().map(year).collect::<Vec<_>>() })
}

fn codes(world: &World, states: &[StateIx]) -> Vec<String> {
    states.iter().map(|state| world.state(*state).code.clone()).collect()
}

/// Persons, rounded to whole ones.
fn whole(persons: f64) -> Option<i64> {
    format!("{persons:.0}").parse().ok()
}

/// What is said of a year in a line.
fn line(world: &World, aegis: &Aegis<'_>) -> Map<String, Value> {
    let (by_members, by_others) = aegis.vetoes_cast();
    let council = |seats: &[StateIx]| json!({ "seats": codes(world, seats), "members": codes(world, &aegis.members_of(seats)) });
    let sums = |sums: &[Option<Decimal>; 5]| {
        PERSONNEL.iter().zip(sums).map(|(name, sum)| ((*name).to_owned(), json!(sum))).collect::<Map<_, _>>()
    };
    let personnel = aegis.personnel.as_ref().map(|of| {
        json!({
            "quality": of.quality.word(),
            "members": sums(&of.members),
            "all": sums(&of.all),
            "share": of.share(),
        })
    });
    let shares = aegis.shares.iter().map(|share| {
        json!({
            "key": share.key.word(),
            "share": share.share,
            "persons": share.persons.and_then(whole),
            "more_than_sent": share.more.and_then(whole),
            "without": codes(world, &share.without),
        })
    });
    let Value::Object(line) = json!({
        "year": aegis.year,
        "members": codes(world, &aegis.members),
        "operations": aegis.missions.len(),
        "personnel": personnel,
        "force_in_december": aegis.line.force,
        "would_have_had_to_bring": shares.collect::<Vec<_>>(),
        "council": { "permanent": council(&aegis.council.permanent), "elected": council(&aegis.council.elected) },
        "resolutions": aegis.line.resolutions,
        "drafts_vetoed": aegis.drafts.len(),
        "vetoes": { "by_members": by_members, "by_others": by_others },
        "mandates_listed": aegis.refused().count(),
    }) else {
        return Map::new();
    };
    line
}

/// What the tables of a year hold beyond its line.
fn parts(world: &World, aegis: &Aegis<'_>) -> Map<String, Value> {
    let mission = |mission: &&Mission| {
        let strength = mission.strength_in(aegis.year);
        json!({
            "mission": mission.acronym,
            "name": mission.name,
            "from": mission.spell.from.to_string(),
            "until": mission.spell.until.map(|day| day.to_string()),
            "hosts": codes(world, &mission.hosts),
            "established_by": mission.established_by,
            "mean_strength": strength.map(|of| of.mean()),
            "months": strength.map(|of| of.months),
            "contributors": strength.map(|of| of.contributors),
            "december": strength.and_then(|of| of.december),
        })
    };
    let contributors = aegis.personnel.iter().flat_map(|of| &of.contributors).map(|of| {
        let mut row = Map::new();
        let state = world.state(of.state);
        row.extend([
            ("state".to_owned(), json!(state.code)),
            ("name".to_owned(), json!(state.name)),
            ("member".to_owned(), json!(of.member)),
        ]);
        row.extend(PERSONNEL.iter().zip(&of.sent).map(|(name, sent)| ((*name).to_owned(), json!(sent))));
        Value::Object(row)
    });
    let draft = |draft: &Draft<'_>| {
        let named = |of: &[&Mission]| of.iter().map(|mission| mission.acronym.clone()).collect::<Vec<_>>();
        json!({
            "day": draft.veto.day.to_string(),
            "draft": draft.veto.draft,
            "topic": draft.veto.topic,
            "item": draft.veto.item,
            "kind": draft.veto.kind,
            "states": codes(world, &draft.veto.states),
            "by_members": codes(world, &draft.by_members),
            "by_others": codes(world, &draft.by_others),
            "standing": draft.standing().word(),
            "mandate": draft.veto.mandate,
            "missions_there": named(&draft.there),
            "missions_began": named(&draft.began),
        })
    };
    Map::from_iter([
        ("missions".to_owned(), Value::Array(aegis.missions.iter().map(mission).collect())),
        ("contributors".to_owned(), Value::Array(contributors.collect())),
        ("drafts".to_owned(), Value::Array(aegis.drafts.iter().map(draft).collect())),
    ])
}

/// A table of some years.
pub fn csv(world: &World, years: &[Aegis<'_>], table: Table) -> String {
    let mut out = table.head().to_owned();
    for aegis in years {
        match table {
            Table::Years => row(&mut out, year_cells(aegis)),
            Table::Missions => {
                aegis.missions.iter().for_each(|mission| row(&mut out, mission_cells(world, aegis, mission)));
            }
            Table::Contributors => contributors(&mut out, world, aegis),
            Table::Vetoes => aegis.drafts.iter().for_each(|draft| row(&mut out, draft_cells(world, draft))),
        }
    }
    out
}

fn row(out: &mut String, cells: Vec<String>) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        match cell.contains([',', '"', '\n', '\r']) {
            true => out.push_str(&format!("\"{}\"", cell.replace('"', "\"\""))),
            false => out.push_str(cell),
        }
    }
    out.push('\n');
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn year_cells(aegis: &Aegis<'_>) -> Vec<String> {
    let personnel = aegis.personnel.as_ref();
    let (by_members, by_others) = aegis.vetoes_cast();
    let permanent = aegis.members_of(&aegis.council.permanent).len();
    let elected = aegis.members_of(&aegis.council.elected).len();
    let mut cells = vec![
        aegis.year.to_string(),
        aegis.members.len().to_string(),
        aegis.missions.len().to_string(),
        text(personnel.map(|of| of.quality.word())),
        text(personnel.and_then(|of| of.members[0])),
        text(personnel.and_then(|of| of.all[0])),
        text(aegis.share().map(|share| format!("{share:.6}"))),
        text(aegis.line.force),
    ];
    // All but the whole, whose share is 1.
    for share in &aegis.shares[..aegis.shares.len().saturating_sub(1)] {
        cells.push(text(share.share.map(|share| format!("{share:.6}"))));
        cells.push(text(share.persons.map(|persons| format!("{persons:.0}"))));
    }
    let refused = aegis.refused().filter(|draft| draft.standing() == super::Standing::Refused).count();
    let counts = [permanent + elected, permanent];
    cells.extend(counts.map(|count| count.to_string()));
    cells.push(text(aegis.line.resolutions));
    let counts = [aegis.drafts.len(), by_members, by_others, aegis.refused().count(), refused];
    cells.extend(counts.map(|count| count.to_string()));
    cells
}

fn mission_cells(world: &World, aegis: &Aegis<'_>, mission: &Mission) -> Vec<String> {
    let strength = mission.strength_in(aegis.year);
    vec![
        aegis.year.to_string(),
        mission.acronym.clone(),
        mission.name.clone(),
        mission.spell.from.to_string(),
        text(mission.spell.until),
        codes(world, &mission.hosts).join(" "),
        text(mission.established_by.as_ref()),
        text(strength.map(|of| of.months)),
        text(strength.map(|of| of.mean())),
        text(strength.map(|of| of.contributors)),
        text(strength.and_then(|of| of.december)),
    ]
}

fn contributors(out: &mut String, world: &World, aegis: &Aegis<'_>) {
    let Some(personnel) = &aegis.personnel else { return };
    let all = personnel.all[0].map_or(0.0, |all| all.to_f64());
    for of in &personnel.contributors {
        let state = world.state(of.state);
        let mut cells =
            vec![aegis.year.to_string(), state.code.clone(), state.name.clone(), of.member.to_string()];
        cells.extend(of.sent.map(text));
        cells.push(text(of.sent[0].map(|sent| format!("{:.6}", sent.to_f64() / all))));
        cells.push(personnel.quality.word().to_owned());
        row(out, cells);
    }
}

fn draft_cells(world: &World, draft: &Draft<'_>) -> Vec<String> {
    let veto = draft.veto;
    let mandate = veto.mandate.as_ref();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let named =
        |of: &[&Mission]| of.iter().map(|mission| mission.acronym.as_str()).collect::<Vec<_>>().join("; ");
    vec![
        veto.day.to_string(),
        veto.draft.clone(),
        veto.topic.clone(),
        veto.item.clone(),
        word(&json!(veto.kind)),
        codes(world, &veto.states).join(" "),
        codes(world, &draft.by_members).join(" "),
        codes(world, &draft.by_others).join(" "),
        draft.standing().word().to_owned(),
        word(&json!(mandate.map(|mandate| mandate.would))),
        text(mandate.map(|mandate| mandate.uniformed)),
        text(mandate.map(|mandate| &mandate.says)),
        text(mandate.and_then(|mandate| mandate.then.as_ref())),
        named(&draft.there),
        named(&draft.began),
    ]
}
