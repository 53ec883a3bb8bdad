//! What is read of the record beside a community, on the real record and on sets of members that one can see through.

use super::*;
use crate::membership::assess;
use proptest::prelude::*;
use std::sync::LazyLock;
use world::united_nations::Question;

static WORLD: LazyLock<&World> = LazyLock::new(World::embedded);
static CHARTER: LazyLock<Charter> = LazyLock::new(|| crate::read(crate::models()[0].text).charter);

fn states(codes: &str) -> Vec<StateIx> {
    let mut states: Vec<StateIx> =
        codes.split_whitespace().map(|code| WORLD.state_coded(code).unwrap()).collect();
    states.sort_unstable();
    states
}

fn of(codes: &str, year: i32) -> Aegis<'static> {
    beside(&CHARTER, *WORLD, states(codes), year).unwrap()
}

fn share(aegis: &Aegis<'_>, key: Key) -> f64 {
    aegis.shares.iter().find(|share| share.key == key).unwrap().share.unwrap()
}

#[test]
fn the_members_share_is_what_they_sent_of_what_all_sent() {
    let found = of("BGD NOR", 2010);
    let personnel = found.personnel.as_ref().unwrap();
    let sent = |code: &str| {
        let ix = WORLD.indicator_named("peacekeepers").unwrap();
        WORLD.value(ix, WORLD.state_coded(code).unwrap(), 2010).unwrap().to_f64()
    };
    assert!((personnel.members[0].unwrap().to_f64() - sent("BGD") - sent("NOR")).abs() < 1e-6);
    assert_eq!(personnel.quality, Quality::Full);
    let top: Vec<&str> =
        personnel.contributors[..3].iter().map(|of| WORLD.state(of.state).code.as_str()).collect();
    // United Nations, "Ranking of military and police contributions", 2010.
    assert_eq!(top, ["PAK", "BGD", "IND"]);
    assert_eq!(of("", 2010).share(), Some(0.0));
    assert_eq!(of("NOR", 2017).share(), None, "the contributions of 2017 are missing");
}

#[test]
fn the_members_of_a_year_are_those_of_the_timeline() {
    for model in crate::models() {
        let charter = crate::read(model.text).charter;
        let record = assess(&charter, *WORLD);
        let own = charter.since(*WORLD);
        for year in [1947, 1975, 2010, own, 2024] {
            let history = crate::membership::history(&charter, *WORLD, &record, own.min(year), year);
            let line = history.line(year).unwrap().members.clone();
            let found = crate::membership::members_in(&charter, *WORLD, &record, year);
            assert_eq!(found, line, "{} in {year}", model.name);
        }
    }
}

#[test]
fn a_year_without_a_record_has_no_answer() {
    assert!(beside(&CHARTER, *WORLD, Vec::new(), 1945).is_none());
    assert!(beside(&CHARTER, *WORLD, Vec::new(), 2300).is_none());
    let record = assess(&CHARTER, *WORLD);
    let found = aegis(&CHARTER, *WORLD, &record, 1948).unwrap();
    assert!(found.personnel.is_none() && found.line.force == Some(600));
    assert_eq!(found.missions.iter().map(|mission| mission.acronym.as_str()).collect::<Vec<_>>(), ["UNTSO"]);
}

/// United Nations, A/70/331/Add.1: the permanent members bear 28.57 + 10.29 + 6.31 + 5.80 + 4.01 = 54.98 per cent of the
/// peacekeeping scale of 2016. Levels by our record of incomes come close.
#[test]
fn the_permanent_members_bear_more_of_peacekeeping_than_of_the_regular_scale() {
    let found = of("CHN FRA GBR RUS USA", 2016);
    let (peacekeeping, regular) = (share(&found, Key::Peacekeeping), share(&found, Key::Regular));
    assert!((0.535..0.565).contains(&peacekeeping), "{peacekeeping}");
    assert!(peacekeeping > regular + 0.05, "{peacekeeping} and {regular}");
    let before = of("CHN FRA GBR RUS USA", 1995);
    let none = before.shares.iter().find(|share| share.key == Key::Peacekeeping).unwrap();
    assert_eq!(none.share, None, "the scale begins in 2001");
}

#[test]
fn the_whole_is_all_personnel_and_the_members_gap_is_what_others_sent() {
    let found = of("NOR", 2013);
    let personnel = found.personnel.as_ref().unwrap();
    let whole = found.shares.iter().find(|share| share.key == Key::Whole).unwrap();
    assert_eq!(whole.persons, personnel.all[0].map(|all| all.to_f64()));
    let others = personnel.all[0].unwrap().to_f64() - personnel.members[0].unwrap().to_f64();
    assert!((whole.more.unwrap() - others).abs() < 1e-9);
}

/// `expected` is `standing: what is said`.
fn check(draft: &str, expected: &str) {
    let veto = WORLD.united_nations.vetoes.iter().find(|veto| veto.draft == draft).unwrap();
    let found = drafts::draft(&WORLD.united_nations, veto, &[]);
    assert_eq!(format!("{}: {}", found.standing().word(), found.says()), expected);
}

#[test]
fn what_the_record_says_of_a_draft_as_a_mandate() {
    check(
        "S/1999/201",
        "refused: would have kept UNPREDEP in Macedonia for six months; nothing was decided in its place",
    );
    check(
        "S/1997/18",
        "later: would have sent 155 military observers to Guatemala; then S/RES/1094 (1997), 20 January 1997",
    );
    check(
        "S/3713/Rev.1 (as amended)",
        "mission-there: not listed as a mandate; there that day: UNTSO; began within a year: UNEF I",
    );
    check("S/21048", "no-mission: not listed as a mandate; no mission was there, or began within a year");
    check("S/2024/302", "no-situation: a matter of all, no situation");
    check("S/2024/312", "no-situation: admission of a member");
    check("S/10423", "mission-there: not listed as a mandate; there that day: UNMOGIP");
    check(
        "S/2011/612",
        "mission-there: not listed as a mandate; there that day: UNTSO, UNDOF; began within a year: UNSMIS",
    );
    check("S/5973", "no-mission: not listed as a mandate; no mission was there, or began within a year");
    check("S/18428", "no-mission: not listed as a mandate; no mission was there, or began within a year");
}

#[test]
fn a_mission_that_began_within_a_year_is_named() {
    let un = &WORLD.united_nations;
    let began =
        un.vetoes.iter().map(|veto| drafts::draft(un, veto, &[])).filter(|draft| !draft.began.is_empty());
    let said: Vec<String> = began
        .map(|draft| format!("{} {} {}", draft.veto.day.year(), draft.veto.topic, draft.began[0].acronym))
        .collect();
    assert!(said.contains(&"1956 Israel-Palestine UNEF I".to_owned()), "{said:?}");
    assert!(said.contains(&"1973 Israel-Palestine UNEF II".to_owned()), "{said:?}");
}

#[test]
fn vetoes_are_counted_for_each_that_cast_one() {
    // 1956: the Suez and Hungary drafts: France and the United Kingdom twice each, the Soviet Union once.
    let found = of("FRA GBR", 1956);
    assert_eq!((found.drafts.len(), found.vetoes_cast()), (3, (4, 1)));
    assert_eq!(of("USA", 2020).vetoes_cast(), (1, 4));
}

#[test]
fn the_council_has_fifteen_seats_and_names_its_members() {
    let found = of("FRA GBR USA NOR", 2021);
    assert_eq!((found.council.permanent.len(), found.council.elected.len()), (5, 10));
    assert_eq!(found.members_of(&found.council.elected), states("NOR"));
    assert_eq!(found.members_of(&found.council.permanent), states("FRA GBR USA"));
}

#[test]
fn every_table_has_as_many_cells_as_names() {
    let years: Vec<_> = [1946, 1956, 1999, 2017, 2021, 2025].map(|year| of("FRA USA NOR", year)).into();
    for table in Table::ALL {
        let text = csv(*WORLD, &years, table);
        let names = text.lines().next().unwrap().split(',').count();
        // Quoted cells hold commas.
        let bare = |line: &str| line.split('"').step_by(2).collect::<String>();
        for line in text.lines() {
            assert_eq!(bare(line).split(',').count(), names, "{}: {line}", table.word());
        }
        assert_eq!(table.word().parse(), Ok(table));
    }
    let full = json("x", *WORLD, &years, true);
    assert_eq!(full["years"][1]["drafts"].as_array().map(Vec::len), Some(3));
    assert!(json("x", *WORLD, &years, false)["years"][1].get("drafts").is_none());
}

proptest! {
    // The scale for peacekeeping is exact, and takes a second in a debug build on a busy machine.
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Whoever belongs: members and others are all there are.
    #[test]
    fn members_and_others_are_the_whole(picked in prop::collection::vec(any::<bool>(), 207), year in 1946..2026i32) {
        let members: Vec<StateIx> =
            WORLD.state_ixs().filter(|state| picked.get(usize::from(state.0)).copied().unwrap_or(false)).collect();
        let others: Vec<StateIx> = WORLD.state_ixs().filter(|state| members.binary_search(state).is_err()).collect();
        let one = beside(&CHARTER, *WORLD, members, year).unwrap();
        let other = beside(&CHARTER, *WORLD, others, year).unwrap();
        prop_assert_eq!(one.vetoes_cast().0, other.vetoes_cast().1);
        prop_assert_eq!(one.drafts.iter().map(|draft| draft.veto.by.len()).sum::<usize>(), one.vetoes_cast().0 + one.vetoes_cast().1);
        match (one.share(), other.share()) {
            (Some(one), Some(other)) => prop_assert!((one + other - 1.0).abs() < 1e-9),
            (one, other) => prop_assert_eq!(one, other),
        }
        for (one, other) in one.shares.iter().zip(&other.shares).filter(|(share, _)| share.key != Key::Whole) {
            if let (Some(one), Some(other)) = (one.share, other.share) {
                prop_assert!((one + other - 1.0).abs() < 1e-9, "{one} and {other}");
            }
        }
    }

}

proptest! {
    /// A state that joins brings what it sent, never less.
    #[test]
    fn more_members_never_have_a_smaller_share(first in 0u16..207, second in 0u16..207, year in 1990..2022i32) {
        let mut two = vec![StateIx(first), StateIx(second)];
        two.sort_unstable();
        two.dedup();
        let share = |members: &[StateIx]| personnel(*WORLD, members, year).and_then(|of| of.share());
        prop_assert!(share(&two) >= share(&[StateIx(first)]));
    }

    /// A listed mandate is refused or decided later; nothing else is called either.
    #[test]
    fn only_what_is_listed_is_called_a_mandate(at in 0usize..229) {
        let un = &WORLD.united_nations;
        let draft = drafts::draft(un, &un.vetoes[at], &[]);
        let called = matches!(draft.standing(), Standing::Refused | Standing::Later);
        prop_assert_eq!(called, draft.veto.mandate.is_some());
        prop_assert_eq!(draft.standing() == Standing::NoSituation, draft.veto.kind != Question::Situation);
    }
}
