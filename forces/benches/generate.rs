//! How long force generation takes for all the world, and how long its linear relaxation alone takes `microlp`.

mod world;

use criterion::{Criterion, criterion_group, criterion_main};
use forces::generate;
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use std::{collections::BTreeMap, hint::black_box};
use world::{World, world};

fn force_generation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("force generation");
    group.sample_size(10);
    for (name, members, kinds, ties) in [
        ("195 × 30", 195, 30, false),
        ("195 × 30, with conditions, a ceiling and a share of women", 195, 30, true),
        ("32 × 10, the same", 32, 10, true),
    ] {
        let world = world(members, kinds, 7, ties);
        let found = generate(&world.requirement, &world.pledges, &world.keys);
        let shown = found.map(|found| format!("met {}, {:?}", found.met, found.proof));
        eprintln!("{name}: {}", shown.unwrap_or_else(|unfit| unfit.to_string()));
        group.bench_function(name, |bencher| {
            bencher.iter(|| generate(black_box(&world.requirement), &world.pledges, &world.keys));
        });
    }
    let world = world(195, 30, 7, false);
    group.bench_function("195 × 30, microlp, the relaxation alone", |bencher| {
        bencher.iter(|| relaxation(black_box(&world)));
    });
    group.finish();
}

/// The relaxation as a reader of the definition would write it for `microlp`: lots of pledges in any parts, gaps, and what
/// is above fair shares.
fn relaxation(world: &World) -> f64 {
    let World { requirement, pledges, keys } = world;
    #[expect(clippy::cast_precision_loss, reason = "numbers below a million")]
    let float = |number: u64| number as f64;
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let (mut needs, mut members) = (BTreeMap::new(), BTreeMap::new());
    for pledge in pledges {
        let Some(need) = requirement.needs.iter().find(|need| need.kind == pledge.kind) else { continue };
        let speaks = need.languages.is_empty() || need.languages.contains(&pledge.languages[0]);
        let may = !need.tasks.iter().any(|task| pledge.not_for.contains(task));
        if speaks && may && need.within_days.is_none_or(|days| pledge.ready_days <= days) {
            let units = problem.add_var(float(pledge.unit_cost), (0.0, float(pledge.units)));
            needs.entry(&need.name).or_insert_with(Vec::new).push((units, 1.0));
            members.entry(&pledge.member).or_insert_with(Vec::new).push((units, -1.0));
        }
    }
    for need in &requirement.needs {
        let missing = problem.add_var(1e5, (0.0, f64::INFINITY));
        let mut terms = needs.remove(&need.name).unwrap_or_default();
        terms.push((missing, 1.0));
        problem.add_constraint(terms, ComparisonOp::Ge, float(need.units));
    }
    let total = float(requirement.needs.iter().map(|need| need.units).sum());
    let weights = float(keys.shares.iter().map(|share| share.weight).sum());
    for share in &keys.shares {
        let above = problem.add_var(float(keys.excess_price), (0.0, f64::INFINITY));
        let mut terms = members.remove(&share.member).unwrap_or_default();
        terms.push((above, 1.0));
        problem.add_constraint(terms, ComparisonOp::Ge, -total * float(share.weight) / weights);
    }
    let solved = problem.solve().ok();
    solved.as_ref().and_then(|outcome| outcome.solution()).map_or(f64::NAN, microlp::Solution::objective)
}

criterion_group!(benches, force_generation);
criterion_main!(benches);
