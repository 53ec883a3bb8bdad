//! The record of the United Nations against what is published of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use world::{
    UnitedNations, World,
    united_nations::{Mission, Quality, Question},
};

fn record() -> &'static UnitedNations {
    &World::embedded().united_nations
}

fn mission(acronym: &str) -> &'static Mission {
    record().missions.iter().find(|mission| mission.acronym == acronym).unwrap()
}

/// `expected` is `first day, last day or -, hosts, founding resolution or -`.
fn check(acronym: &str, expected: &str) {
    let world = World::embedded();
    let mission = mission(acronym);
    let until = mission.spell.until.map_or("-".to_owned(), |day| day.to_string());
    let hosts: Vec<&str> = mission.hosts.iter().map(|host| world.state(*host).code.as_str()).collect();
    let by = mission.established_by.as_deref().unwrap_or("-");
    assert_eq!(format!("{}, {until}, {}, {by}", mission.spell.from, hosts.join(" ")), expected, "{acronym}");
}

/// United Nations, "List of peacekeeping operations 1948-2019" has 71; the edition of the Data Hub lists 70 of them.
#[test]
fn seventy_operations_began_since_1948() {
    let operations = record().missions.iter().filter(|mission| mission.operation);
    let began: Vec<i32> = operations.map(|mission| i32::from(mission.spell.from.year())).collect();
    assert_eq!((began.len(), began[0]), (70, 1948));
    assert_eq!(began.iter().filter(|year| (1988..=1999).contains(*year)).count(), 40);
    // United Nations, "Where we operate": eleven at the beginning of 2024, without MINUSMA.
    let mut running: Vec<&str> =
        record().operations_in(2024).map(|mission| mission.acronym.as_str()).collect();
    running.sort_unstable();
    assert_eq!(
        running.join(" "),
        "MINURSO MINUSCA MONUSCO UNDOF UNFICYP UNIFIL UNISFA UNMIK UNMISS UNMOGIP UNTSO"
    );
}

#[test]
fn missions_have_their_days_hosts_and_resolutions() {
    check("UNTSO", "1948-05-29, -, EGY ISR JOR LBN SYR, S/RES/50 (1948)");
    check("UNIFIL", "1978-03-19, -, LBN, S/RES/425 (1978)");
    check("UNMIK", "1999-06-10, -, XKX SRB, S/RES/1244 (1999)");
    check("UNSCOB", "1947-10-21, 1951-07-12, GRC, A/RES/109 (II)");
    check("MINUSMA", "2013-04-25, 2023-12-31, MLI, S/RES/2100 (2013)");
    assert!(mission("DOMREP").name.ends_with("in the Dominican Republic"));
    assert!(!mission("UNAVEM").operation, "an umbrella over three");
}

/// United Nations Department of Peace Operations, monthly summaries: uniformed personnel at the end of each year.
#[test]
fn the_missions_add_up_to_the_published_force() {
    for year in 1992..=2016 {
        let december = |mission: &Mission| mission.strength_in(year).and_then(|strength| strength.december);
        let sum: u32 = record().missions.iter().filter_map(december).sum();
        let published = record().year(year).unwrap().force.unwrap();
        let off = f64::from(sum.abs_diff(published)) / f64::from(published);
        assert!(off < 0.02, "{year}: {sum} of {published}");
    }
    assert_eq!(record().year(2015).unwrap().force, Some(107_088));
}

/// Two tables of one source: what states sent, and how strong missions were.
#[test]
fn what_states_sent_is_what_missions_had() {
    let world = World::embedded();
    let ix = world.indicator_named("peacekeepers").unwrap();
    for year in [1994, 2000, 2010, 2013] {
        let sent: f64 = world
            .state_ixs()
            .filter_map(|state| world.value(ix, state, year))
            .map(|value| value.to_f64())
            .sum();
        let had: f64 = record()
            .missions
            .iter()
            .filter_map(|mission| mission.strength_in(year))
            .map(|strength| f64::from(strength.total) / 12.0)
            .sum();
        assert!((sent - had).abs() / sent < 0.02, "{year}: {sent} and {had}");
    }
}

#[test]
fn troops_police_and_experts_are_the_whole() {
    let world = World::embedded();
    let value = |name: &str, state, year| {
        world.value(world.indicator_named(name).unwrap(), state, year).map(|value| value.to_f64())
    };
    let mut known = 0;
    for state in world.state_ixs() {
        for year in 1990..=2013 {
            let Some(all) = value("peacekeepers", state, year) else { continue };
            let parts =
                ["un_troops", "un_police", "un_experts"].map(|name| value(name, state, year).unwrap());
            assert!((all - parts.iter().sum::<f64>()).abs() < 0.31, "{} {year}", world.state(state).code);
            known += 1;
        }
    }
    assert!(known > 4_000, "{known}");
    let norway = world.state_coded("NOR").unwrap();
    assert!(value("un_women", norway, 2013).is_none() && value("un_women", norway, 2019).is_some());
    assert!(value("un_troops", norway, 2019).is_none(), "the split is not known after 2013");
}

/// Dag Hammarskjöld Library, "Security Council: Veto List".
#[test]
fn vetoes_are_counted_by_state() {
    let world = World::embedded();
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for state in record().vetoes.iter().flat_map(|veto| &veto.by) {
        *by.entry(&world.state(*state).code).or_default() += 1;
    }
    let by: Vec<String> = by.iter().map(|(code, count)| format!("{code} {count}")).collect();
    assert_eq!(by.join(", "), "CHN 19, FRA 16, GBR 29, RUS 129, USA 89");
    assert_eq!(record().vetoes.len(), 229);
    let of = |kind| record().vetoes.iter().filter(|veto| veto.kind == kind).count();
    assert_eq!([Question::Situation, Question::Admission, Question::General].map(of), [173, 43, 13]);
}

#[test]
fn who_vetoed_was_a_permanent_member_that_day() {
    let world = World::embedded();
    let permanent = world.group("security-council-permanent").unwrap();
    for veto in &record().vetoes {
        assert!(veto.by.iter().all(|state| permanent.has(*state, veto.day)), "{}", veto.draft);
        assert!(!veto.by.is_empty() && (veto.kind != Question::Situation || !veto.states.is_empty()));
    }
}

#[test]
fn resolutions_are_numbered_without_a_gap_to_2767_at_the_end_of_2024() {
    let mut next = 1;
    for line in &record().years {
        assert_eq!(line.first, Some(next), "{}", line.year);
        next += line.resolutions.unwrap_or_default();
    }
    assert_eq!(next - 1, 2767);
    assert_eq!(record().year(2025).unwrap().resolutions, None, "the year is open");
}

#[test]
fn each_year_says_how_its_contributions_are_known() {
    let known = |year| record().year(year).unwrap().contributions;
    assert_eq!(known(1989), None);
    assert_eq!(known(1990), Some(Quality::PartYear));
    assert_eq!(known(2013), Some(Quality::Full));
    assert_eq!((known(2016), known(2017)), (Some(Quality::Approximate), None));
    assert_eq!((known(2021), known(2022)), (Some(Quality::Snapshot), None));
}

#[test]
fn listed_mandates_are_of_situations_and_say_what_came_of_them() {
    let listed: Vec<_> =
        record().vetoes.iter().filter_map(|veto| Some((veto, veto.mandate.as_ref()?))).collect();
    assert_eq!(listed.len(), 31);
    assert!(listed.iter().all(|(veto, _)| veto.kind == Question::Situation));
    let none: Vec<String> = listed
        .iter()
        .filter(|(_, mandate)| mandate.uniformed && mandate.then.is_none())
        .map(|(veto, _)| format!("{} {}", veto.day.year(), veto.topic))
        .collect();
    assert_eq!(
        none.join(", "),
        "1954 Thailand, 1958 Lebanon, 1984 Lebanon, 1999 Macedonia, 2001 Israel-Palestine, 2004 Cyprus, 2009 Georgia"
    );
}

#[test]
fn an_operation_has_the_months_that_stand_under_a_common_name() {
    let years = |acronym| mission(acronym).strength.iter().map(|strength| strength.year).collect::<Vec<_>>();
    assert_eq!(years("UNAVEM I"), [1990, 1991]);
    assert_eq!(years("UNOSOM II"), [1993, 1994, 1995]);
    assert_eq!(years("UNAVEM"), Vec::<i32>::new());
    let unoci = mission("UNOCI").strength_in(2005).unwrap();
    assert_eq!(unoci.months, 12, "under two acronyms");
}
