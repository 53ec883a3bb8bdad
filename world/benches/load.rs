//! How long it takes to unpack the world that ships inside the program.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use world::{World, store};

fn load(criterion: &mut Criterion) {
    let bytes = World::embedded_bytes();
    criterion.bench_function("load the embedded world", |b| b.iter(|| store::decode(black_box(bytes))));
}

criterion_group!(benches, load);
criterion_main!(benches);
