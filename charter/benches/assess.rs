//! What judging the whole record takes: every state in every year under the World Security Community's charter. The bar
//! is 2 ms on one core. The same criteria in pandas stand in `benches/peers/membership.py`.

#![allow(missing_docs, reason = "criterion's macro writes functions without a word")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark stops at the first surprise")]

use std::hint::black_box;

use charter::law::Charter;
use charter::membership::{assess, history};
use criterion::{Criterion, criterion_group, criterion_main};
use world::{World, store};

fn model(name: &str) -> Charter {
    charter::read(charter::model(name).expect("a model of that name ships").text).charter
}

fn record(bench: &mut Criterion) {
    let world = World::embedded();
    for name in ["world-security-community", "european-union"] {
        let charter = model(name);
        bench.bench_function(&format!("assess every state and year, {name}"), |bench| {
            bench.iter(|| assess(black_box(&charter), black_box(world)));
        });
    }
    let charter = model("world-security-community");
    let record = assess(&charter, world);
    let (since, to) = (charter.since(world), world.last_year);
    bench.bench_function("history of the community", |bench| {
        bench.iter(|| history(black_box(&charter), world, black_box(&record), since, to));
    });
}

fn reading(bench: &mut Criterion) {
    let text = charter::model("world-security-community").expect("it ships").text;
    bench.bench_function("read the charter", |bench| bench.iter(|| charter::read(black_box(text))));
    let world = World::embedded();
    bench.bench_function("check the charter", |bench| {
        bench.iter(|| charter::look(black_box(text), black_box(world)));
    });
    bench.bench_function("load the world", |bench| {
        bench.iter(|| store::decode(black_box(World::embedded_bytes())).expect("the embedded file is whole"));
    });
}

criterion_group!(benches, record, reading);
criterion_main!(benches);
