//! Estimates: their intervals hold the truth as often as they say, and a seed settles them.

use voting::{
    Electorate, Rule, parse,
    power::{Counts, Estimate, Game, Limits, count, estimate},
};

struct Tried {
    game: Game,
    counts: Counts,
    rounded: Game,
    control: Counts,
}

/// A council of unequal players, whose weights a control rounds to a few parts.
fn tried(rule: &str, players: u64, parts: u64) -> Tried {
    let population: Vec<u64> =
        (1..=players).map(|place| 40_000_000 / (place * place) + place * 7_919).collect();
    let votes: Vec<u64> = (1..=players).map(|place| 1 + 60 / place).collect();
    let electorate = Electorate::new(population.len())
        .column("population", population)
        .and_then(|electorate| electorate.column("votes", votes))
        .unwrap();
    let rule: Rule = parse(rule).unwrap();
    let counted =
        |game: &Game| count(game, &Limits { threads: 2, ..Limits::default() }, None, &|_, _| ()).unwrap().0;
    let (game, rounded) =
        (Game::new(&rule, &electorate).unwrap(), Game::rounded(&rule, &electorate, parts).unwrap());
    Tried { counts: counted(&game), control: counted(&rounded), game, rounded }
}

fn with_control(tried: &Tried, draws: u64, seed: u64) -> Estimate {
    estimate(&tried.game, Some((&tried.rounded, &tried.control)), draws, seed, 2, &|_, _| ())
}

fn without_control(tried: &Tried, draws: u64, seed: u64) -> Estimate {
    estimate(&tried.game, None, draws, seed, 2, &|_, _| ())
}

/// How many of the estimates' intervals hold the true figures of all players and of the collectivity, and of how
/// many; an interval may be short by the rounding of doubles.
fn held(tried: &Tried, estimates: &[Estimate]) -> (usize, usize) {
    let truth = tried.counts.power();
    let (mut held, mut all) = (0, 0);
    for estimate in estimates {
        let mut see = |figure: voting::power::Estimated, want: f64| {
            all += 1;
            held += usize::from((figure.value - want).abs() <= figure.half_width + 1e-13);
        };
        see(estimate.act, tried.counts.act());
        for (have, want) in estimate.power.iter().zip(&truth) {
            see(have.banzhaf, want.banzhaf);
            see(have.banzhaf_share, want.banzhaf_share);
            see(have.shapley_shubik, want.shapley_shubik);
            see(have.prevent, want.prevent);
            see(have.initiate, want.initiate);
        }
    }
    (held, all)
}

const RULES: [&str; 3] = [
    "a majority of states and a majority of population",
    "55% of states and 65% of population, or all but 3 of states",
    "60% of population and 60 of votes, or 80% of population",
];

#[test]
fn intervals_about_a_control_hold_the_truth() {
    for rule in RULES {
        let tried = tried(rule, 22, 150);
        assert_ne!(tried.counts, tried.control, "{rule}: rounding changes something");
        let estimates: Vec<Estimate> = (1..=24).map(|seed| with_control(&tried, 1 << 11, seed)).collect();
        let (held, all) = held(&tried, &estimates);
        assert!(held * 100 >= all * 90, "{rule}: {held} of {all}");
        assert!(estimates.iter().all(|estimate| estimate.control == Some(150)));
    }
}

#[test]
fn intervals_without_a_control_hold_the_truth_and_are_wider() {
    for rule in RULES {
        let tried = tried(rule, 20, 1000);
        let estimates: Vec<Estimate> = (1..=24).map(|seed| without_control(&tried, 1 << 11, seed)).collect();
        let (held, all) = held(&tried, &estimates);
        assert!(held * 100 >= all * 90, "{rule}: {held} of {all}");
        let about = with_control(&tried, 1 << 11, 1);
        let widest =
            |estimate: &Estimate| estimate.power.iter().map(|p| p.banzhaf.half_width).fold(0.0, f64::max);
        assert!(widest(&about) * 5.0 < widest(&estimates[0]), "{rule}");
    }
}

#[test]
fn a_seed_settles_an_estimate_on_any_number_of_threads() {
    let tried = tried(RULES[0], 20, 100);
    let one = |seed, threads| {
        estimate(&tried.game, Some((&tried.rounded, &tried.control)), 1 << 10, seed, threads, &|_, _| ())
    };
    assert_eq!(one(7, 1), one(7, 3));
    assert_ne!(one(7, 1), one(8, 1));
}
