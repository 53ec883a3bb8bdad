//! How long an apportionment takes: a parliament, and a million seats among ten thousand.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use voting::seats::{Bounds, Method, apportion};

/// Weights spread over five orders of magnitude, the same in every run.
fn weights(players: u64) -> Vec<u64> {
    let scramble = |player: u64| (player.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) % 90_000 + 10_000;
    (1..=players)
        .map(|player| scramble(player) * scramble(player + 7) / (player % 97 + 1) + 400_000)
        .collect()
}

fn seats(criterion: &mut Criterion) {
    for (name, players, seats) in
        [("720 seats, 27 states", 27, 720), ("10^6 seats, 10^4 players", 10_000, 1_000_000)]
    {
        let weights = weights(players);
        let mut group = criterion.benchmark_group(name);
        for method in Method::all() {
            let bounds = match method {
                Method::Cambridge | Method::CambridgePower => Bounds { min: Some(6), max: Some(seats / 20) },
                _ => Bounds::default(),
            };
            if apportion(&weights, seats, method, bounds).is_ok() {
                let id = BenchmarkId::from_parameter(method);
                group.bench_with_input(id, &method, |bencher, method| {
                    bencher.iter(|| apportion(black_box(&weights), seats, *method, bounds));
                });
            }
        }
        group.finish();
    }
}

criterion_group!(benches, seats);
criterion_main!(benches);
