//! What it takes to know who has power: the councils that people ask about, and how the time grows.
//!
//! `benches/peers/power.py` puts the same councils to Python packages; `cargo xtask bench` runs both.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a benchmark stops at the first surprise"
)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::{hint::black_box, time::Duration};
use voting::{
    Electorate, Rule, parse,
    power::{Figures, Game, Limits, Options, Resolution, Way, analyse, count, estimate, minimal},
};

/// The weights of a table whose first column names the players.
fn electorate(table: &str) -> Electorate {
    let mut lines = table.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    columns.iter().enumerate().skip(1).fold(Electorate::new(rows.len()), |electorate, (at, name)| {
        electorate.column(*name, rows.iter().map(|row| row[at].parse().unwrap()).collect()).unwrap()
    })
}

/// The world's states with made-up populations of its size, and a product that goes with them.
fn world() -> Electorate {
    let population: Vec<u64> = include_str!("power/world.csv")
        .lines()
        .skip(1)
        .map(|line| line.rsplit(',').next().unwrap().parse().unwrap())
        .collect();
    let product =
        population.iter().enumerate().map(|(place, people)| people * (1 + 37 * place as u64 % 61)).collect();
    Electorate::new(population.len())
        .column("population", population)
        .and_then(|electorate| electorate.column("product", product))
        .unwrap()
}

const DOUBLE: &str = "a majority of states and a majority of population";
const TRIPLE: &str = "a majority of states and a majority of population and a majority of product";

/// Every index of every player, from the rule's game on.
fn all_indices(rule: &Rule, electorate: &Electorate, options: &Options) -> f64 {
    match analyse(rule, electorate, options, &|_, _| ()).unwrap().figures {
        Figures::Exact { power, .. } => power[0].shapley_shubik,
        Figures::Estimate { estimate, .. } => estimate.power[0].shapley_shubik.value,
    }
}

fn councils(c: &mut Criterion) {
    let exact = Options { way: Way::Exact(None), ..Options::default() };
    let union = electorate(include_str!("../tests/cases/power/eu27-lisbon-2023/weights.csv"));
    let lisbon = parse(include_str!("../tests/cases/power/eu27-lisbon-2023/rule.txt").trim()).unwrap();
    c.bench_function("power of the Union's 27 to the person, Lisbon", |b| {
        b.iter(|| all_indices(black_box(&lisbon), &union, &exact));
    });
    let nice = electorate(include_str!("../tests/cases/power/eu27-nice-2011/weights.csv"));
    let triple = parse(include_str!("../tests/cases/power/eu27-nice-2011/rule.txt").trim()).unwrap();
    c.bench_function("power of the Union's 27, Nice", |b| {
        b.iter(|| all_indices(black_box(&triple), &nice, &exact))
    });
    let electors = electorate(include_str!("../tests/cases/power/us-electors-2020/weights.csv"));
    let college = parse("270 of votes").unwrap();
    c.bench_function("power of the 51 electors of the United States", |b| {
        b.iter(|| all_indices(black_box(&college), &electors, &exact));
    });
    let game = Game::new(&lisbon, &union).unwrap();
    c.bench_function("minimal winning coalitions of the Union's 27", |b| {
        b.iter(|| minimal::search(black_box(&game), u64::MAX, |_| std::ops::ControlFlow::Continue(())));
    });
}

fn whole_world(c: &mut Criterion) {
    let (world, rule) = (world(), parse(DOUBLE).unwrap());
    let mut group = c.benchmark_group("power of 195 states");
    group.sample_size(10).warm_up_time(Duration::from_millis(500));
    for parts in [1_000, 10_000, 100_000] {
        let options =
            Options { way: Way::Exact(None), resolution: Resolution::Parts(parts), ..Options::default() };
        group.bench_with_input(
            BenchmarkId::new("two quotas, exactly, resolution", parts),
            &options,
            |b, options| {
                b.iter(|| all_indices(black_box(&rule), &world, options));
            },
        );
    }
    let options = Options { way: Way::Estimate, ..Options::default() };
    group.bench_function("two quotas to the person, estimated", |b| {
        b.iter(|| all_indices(black_box(&rule), &world, &options));
    });
    group.finish();
}

fn three_quotas(c: &mut Criterion) {
    let (world, rule) = (world(), parse(TRIPLE).unwrap());
    let mut group = c.benchmark_group("power of 195 states, three quotas");
    group.sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(1));
    for parts in [100, 300, 1_000] {
        let game = Game::rounded(&rule, &world, parts).unwrap();
        let limits = Limits { memory: 1 << 30, time: Duration::from_secs(600), ..Limits::default() };
        group.bench_with_input(BenchmarkId::new("exactly, resolution", parts), &game, |b, game| {
            b.iter(|| count(black_box(game), &limits, None, &|_, _| ()).unwrap().0.power()[0].banzhaf);
        });
    }
    group.finish();
}

/// Time against players, at one resolution.
fn growth(c: &mut Criterion) {
    let population: Vec<u64> = include_str!("power/world.csv")
        .lines()
        .skip(1)
        .map(|line| line.rsplit(',').next().unwrap().parse().unwrap())
        .collect();
    let rule = parse(DOUBLE).unwrap();
    let mut group = c.benchmark_group("power by players, two quotas at 1/10000");
    group.sample_size(10).warm_up_time(Duration::from_millis(200));
    for players in [25usize, 50, 100, 195] {
        let some = population.iter().step_by(population.len().div_ceil(players)).copied().collect::<Vec<_>>();
        let electorate = Electorate::new(some.len()).column("population", some.clone()).unwrap();
        let options =
            Options { way: Way::Exact(None), resolution: Resolution::Parts(10_000), ..Options::default() };
        group.bench_with_input(BenchmarkId::from_parameter(some.len()), &electorate, |b, electorate| {
            b.iter(|| all_indices(black_box(&rule), electorate, &options));
        });
    }
    group.finish();
    let tens: Vec<u64> = (1..=40).map(|place| 900_000_000 / (place * place) + place * 104_729).collect();
    let mut group = c.benchmark_group("power by players, meeting in the middle");
    group.sample_size(10).warm_up_time(Duration::from_millis(200));
    for players in [20usize, 24, 28, 32, 36] {
        let electorate = Electorate::new(players).column("population", tens[..players].to_vec()).unwrap();
        let options = Options { way: Way::Exact(None), ..Options::default() };
        group.bench_with_input(BenchmarkId::from_parameter(players), &electorate, |b, electorate| {
            b.iter(|| all_indices(black_box(&rule), electorate, &options));
        });
    }
    group.finish();
}

/// How narrow an estimate's interval is: printed, for it is a figure too.
fn width(_: &mut Criterion) {
    let (world, rule) = (world(), parse(DOUBLE).unwrap());
    let game = Game::new(&rule, &world).unwrap();
    let rounded = Game::rounded(&rule, &world, 100_000).unwrap();
    let Ok((counts, _)) = count(&rounded, &Limits::default(), None, &|_, _| ()) else { return };
    let found = estimate(&game, Some((&rounded, &counts)), 1 << 19, 1, 2, &|_, _| ());
    let widest = found.power.iter().map(|power| power.shapley_shubik.half_width).fold(0.0, f64::max);
    let most = found.power.iter().map(|power| power.shapley_shubik.value).fold(0.0, f64::max);
    println!("estimated: half-width at 95% is at most {:.1e} of the largest index", widest / most);
}

criterion_group!(benches, councils, whole_world, three_quotas, growth, width);
criterion_main!(benches);
