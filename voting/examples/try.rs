//! try
use std::time::{Duration, Instant};
use voting::{Electorate, parse, power::*};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&a[1]).unwrap();
    let mut lines = text.lines();
    let cols: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|l| { let mut r: Vec<&str> = l.rsplitn(cols.len(), ',').collect(); r.reverse(); r }).collect();
    let mut e = Electorate::new(rows.len());
    for (i, c) in cols.iter().enumerate().skip(1) { e = e.column(*c, rows.iter().map(|r| r[i].parse().unwrap()).collect()).unwrap(); }
    let rule = parse(&a[2]).unwrap();
    let limits = Limits { memory: 2 << 30, time: Duration::from_secs(1000), threads: 2 };
    let r: u64 = a[3].parse().unwrap();
    let game = if r > 0 { Game::rounded(&rule, &e, r).unwrap() } else { Game::new(&rule, &e).unwrap() };
    for c in costs(&game, &limits) { println!("{c:?}"); }
    if a.len() > 4 {
        let t = Instant::now();
        let control = Game::rounded(&rule, &e, a[4].parse().unwrap()).unwrap();
        let (counts, _) = count(&control, &limits, None, &|_, _| ()).unwrap();
        println!("control {:?}", t.elapsed());
        let draws: u64 = a[5].parse().unwrap();
        let est = estimate(&game, Some((&control, &counts)), draws, a[6].parse().unwrap(), 2, &|_, _| ());
        println!("{:?} draws {}", t.elapsed(), est.draws);
        let p = counts.power();
        let big = (0..p.len()).max_by(|x, y| p[*x].banzhaf.total_cmp(&p[*y].banzhaf)).unwrap();
        println!("control {:?}\nest {:?}", p[big], est.power[big]);
        let m = |f: fn(&EstimatedPower) -> Estimated| { let top = est.power.iter().map(|p| f(p).value).fold(0.0, f64::max); let hw = est.power.iter().map(|p| f(p).half_width).fold(0.0, f64::max); hw / top };
        println!("relative: banzhaf {:.2e} share {:.2e} shapley {:.2e} prevent {:.2e} initiate {:.2e}", m(|p| p.banzhaf), m(|p| p.banzhaf_share), m(|p| p.shapley_shubik), m(|p| p.prevent), m(|p| p.initiate));
        return;
    }
    for _ in 0..5 {
    let t = Instant::now();
    let (counts, engine) = count(&game, &limits, None, &|_, _| ()).unwrap();
    let t2 = t.elapsed();
    let p = counts.power();
    println!("{engine:?} {:?} {:?} {}", t2, t.elapsed(), p[0].banzhaf);
    if t.elapsed().as_secs_f64() > 1.0 { break; }
    }
}
