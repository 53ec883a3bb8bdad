//! What is planned before it is taken, and what the largest weights do.

use crate::drawn::{council, many};
use proptest::prelude::*;
use std::time::Duration;
use voting::{
    Electorate, parse,
    power::{
        AnalysisError, Engine, Figures, Game, Limits, Options, PARTS, Resolution, Way, analyse, costs, count,
        minimal,
    },
};

fn world(players: u64) -> Electorate {
    let population = (1..=players).map(|place| 1_400_000_000 / place + place * place * 31).collect();
    Electorate::new(usize::try_from(players).unwrap()).column("population", population).unwrap()
}

#[test]
fn a_game_that_exceeds_the_memory_is_refused_with_what_it_needs() {
    let rule = parse("a majority of states and a majority of population").unwrap();
    let exact = Options { way: Way::Exact(None), ..Options::default() };
    let Err(AnalysisError::TooLarge(large)) = analyse(&rule, &world(120), &exact, &|_, _| ()) else {
        panic!("it would take gigabytes")
    };
    assert!(large.costs.iter().all(|cost| cost.memory > 2 << 30 || cost.time > Duration::from_secs(60)));
    assert!(
        large.to_string().starts_with(
            "the game of 120 players is too large to be counted exactly: by table it would take "
        )
    );
    // Rounded, it fits; and no engine is begun that the memory does not hold.
    let rounded = Options { resolution: Resolution::Parts(500), ..exact };
    assert!(analyse(&rule, &world(120), &rounded, &|_, _| ()).is_ok());
    let small = Options { limits: Limits { memory: 1 << 10, ..Limits::default() }, ..rounded };
    assert!(matches!(analyse(&rule, &world(120), &small, &|_, _| ()), Err(AnalysisError::TooLarge(_))));
    let nothing = Options { way: Way::Either, ..small };
    assert!(matches!(analyse(&rule, &world(120), &nothing, &|_, _| ()), Err(AnalysisError::Memory)));
}

#[test]
fn beyond_fifty_players_weights_are_rounded_before_anything_is_estimated() {
    let rule = parse("a majority of states and a majority of population").unwrap();
    let limits = Limits { memory: 256 << 20, ..Limits::default() };
    let found = |players, resolution| {
        let options = Options { limits, resolution, draws: 1 << 8, ..Options::default() };
        let analysis = analyse(&rule, &world(players), &options, &|_, _| ()).unwrap();
        let exact = match analysis.figures {
            Figures::Exact { because, .. } => Some(because.is_some()),
            Figures::Estimate { .. } => None,
        };
        (exact, analysis.game.resolution())
    };
    assert_eq!(found(60, Resolution::Fitting), (Some(true), Some(PARTS)));
    assert_eq!(found(60, Resolution::Full), (None, None));
    assert_eq!(found(60, Resolution::Parts(200)), (Some(false), Some(200)));
    assert_eq!(found(50, Resolution::Fitting), (None, None));
    assert_eq!(found(20, Resolution::Fitting), (Some(false), None));
}

#[test]
fn an_estimate_says_that_it_is_one_and_why() {
    let rule = parse("a majority of states and a majority of population").unwrap();
    let options = Options {
        draws: 1 << 10,
        resolution: Resolution::Parts(300),
        way: Way::Estimate,
        ..Options::default()
    };
    let Figures::Estimate { estimate, because } =
        analyse(&rule, &world(60), &options, &|_, _| ()).unwrap().figures
    else {
        panic!("an estimate was asked for")
    };
    assert_eq!((estimate.control, because), (Some(300), None));
    assert!(estimate.power[0].banzhaf.half_width > 0.0);
}

/// Equal weights of 2^63 are players counted; unequal ones are sums of 128 bits.
#[test]
fn the_largest_weights_are_counted() {
    let power = |weights: &[u64], rule: &str| {
        let electorate = Electorate::new(weights.len()).column("votes", weights.to_vec()).unwrap();
        let found = analyse(&parse(rule).unwrap(), &electorate, &Options::default(), &|_, _| ()).unwrap();
        let Figures::Exact { power, .. } = found.figures else { panic!("it is small") };
        power.iter().map(|power| power.swings.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(power(&[1 << 63; 3], "a majority of votes"), ["2", "2", "2"]);
    assert_eq!(power(&[u64::MAX, u64::MAX - 1, 1], "two thirds of votes"), ["2", "2", "0"]);
    assert_eq!(power(&[1 << 63, 1, 1], "9223372036854775808 of votes"), ["4", "0", "0"]);
}

#[test]
fn the_smallest_councils() {
    let figures = |players: usize, rule: &str| {
        let found =
            analyse(&parse(rule).unwrap(), &Electorate::new(players), &Options::default(), &|_, _| ())
                .unwrap();
        let Figures::Exact { power, counts, .. } = found.figures else { panic!("it is small") };
        (power.iter().map(|power| power.shapley_shubik).collect::<Vec<_>>(), counts.winning().to_string())
    };
    assert_eq!(figures(1, "a majority of states"), (vec![1.0], "1".into()));
    assert_eq!(figures(0, "a majority of states"), (vec![], "0".into()));
    assert_eq!(figures(0, "consensus"), (vec![], "1".into()));
    assert_eq!(figures(2, "3 of states"), (vec![0.0, 0.0], "0".into()));
    assert_eq!(figures(2, "fewer than 5 of states against"), (vec![0.0, 0.0], "4".into()));
}

/// The engine chosen is the cheapest of those that the limits allow.
#[test]
fn the_cheapest_engine_that_fits_is_chosen() {
    let rule = parse("65% of population").unwrap();
    let game = |players| Game::new(&rule, &world(players)).unwrap();
    let chosen = |players, memory| {
        let limits = Limits { memory, time: Duration::from_secs(3600), threads: 1 };
        count(&game(players), &limits, None, &|_, _| ()).map(|(_, engine)| engine).ok()
    };
    assert_eq!(chosen(5, 1 << 30), Some(Engine::Enumeration));
    assert_eq!(chosen(20, 1 << 30), Some(Engine::MeetInTheMiddle));
    let limits = Limits { threads: 1, ..Limits::default() };
    for cost in costs(&game(20), &limits).windows(2) {
        assert!(cost[0].time <= cost[1].time);
    }
}

proptest! {
    #![proptest_config(many())]

    /// What is counted is counted by the first engine that was told of and fits; where every coalition wins or none, by none.
    #[test]
    fn the_engine_told_first_is_the_engine_that_counts(council in council(9)) {
        let game = Game::new(&council.rule, &council.electorate).unwrap();
        let limits = Limits { threads: 1, ..Limits::default() };
        let told = costs(&game, &limits);
        let fits = told.iter().find(|cost| cost.memory <= u128::from(limits.memory) && cost.time <= limits.time);
        let (_, engine) = count(&game, &limits, None, &|_, _| ()).unwrap();
        prop_assert_eq!(fits.map(|cost| cost.engine), Some(engine));
        prop_assert_eq!(engine == Engine::Settled, game.always_passes() || game.never_passes());
    }
}

/// The table of minimal coalitions has four bytes for each sum up to the threshold and each number of players.
#[test]
fn minimal_coalitions_keep_to_their_memory() {
    let electorate = Electorate::new(6).column("votes", vec![4, 4, 4, 2, 2, 1]).unwrap();
    let game = Game::new(&parse("12 of votes").unwrap(), &electorate).unwrap();
    let within = |memory| {
        let limits = Limits { memory, ..Limits::default() };
        minimal::count_by_table(&game, &limits).map(|count| count.to_string())
    };
    assert_eq!(
        within(13 * 7 * 4),
        Some("4".into()),
        "the Six of 1958: the three large, or two of them with both of two"
    );
    assert_eq!(within(13 * 7 * 4 - 1), None);
}

/// Rounded to nothing, a player still weighs what it weighs: only the figures are those of the rounded game.
#[test]
fn nobody_is_called_powerless_for_being_rounded() {
    let rule = parse("65% of population").unwrap();
    let weights: Vec<u64> =
        (0..60).map(|place| if place < 20 { 1_000_003 << (place % 7) } else { 7 + place }).collect();
    let electorate = Electorate::new(60).column("population", weights).unwrap();
    let options = Options { resolution: Resolution::Parts(10_000), ..Options::default() };
    let analysis = analyse(&rule, &electorate, &options, &|_, _| ()).unwrap();
    let Figures::Exact { power, .. } = &analysis.figures else { panic!("it is small when rounded") };
    assert!(power[59].swings.is_zero(), "the last player is rounded to nothing");
    assert!(analysis.alone().iter().all(|alone| !alone.dummy));
}
