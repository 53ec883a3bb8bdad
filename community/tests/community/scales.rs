//! Who pays: whatever the scale, dues add up to the last unit, and each is what the scale says.

use super::script::{Run, known};
use community::Happening;

const ALLIES: [&str; 4] = ["DEU", "EST", "LUX", "NOR"];

/// The dues of four members on a budget, by a scale, in the order of codes.
fn dues(scale: &str, total: u64) -> Vec<u64> {
    let mut run = Run::default();
    let founders = "founders = { group = 'nato', on = 2024, observe_years = 5, then = 'suspend' }";
    let four = ALLIES.map(|code| format!("'{code}'")).join(", ");
    let charter = format!("world-security-community+{}=>founders = [{four}]", founders.replace('\'', "\""));
    let text = super::script::charter(&charter).unwrap();
    let old = "scale = \"united-nations\"\n";
    assert!(text.contains(old));
    run.found_text(&text.replace(old, &format!("scale = \"{scale}\"\n")));
    run.lines(&format!(
        "2025-03-01 NOR propose adopt-budget 2025 EUR due 2025-06-01 All={total}
         2025-03-01 secretariat open-vote 2 until 2025-03-02
         2025-03-01 all vote 2 yes
         2025-03-01 secretariat close 2"
    ));
    let adopted = run.events.iter().find_map(|event| match &event.happened {
        Happening::BudgetAdopted { dues, .. } => Some(dues.clone()),
        _ => None,
    });
    let dues = adopted.unwrap();
    assert!(dues.iter().map(|due| due.state.as_str()).eq(ALLIES), "every member once, in order");
    let dues: Vec<u64> = dues.iter().map(|due| due.amount.minor_units()).collect();
    assert_eq!(dues.iter().sum::<u64>(), total, "{scale}");
    run.finish();
    dues
}

/// The last figure of a state up to 2024, read without the engine.
fn gdp(code: &str) -> u128 {
    let world = known().world();
    let column = world.column(world.indicator_named("gdp").unwrap());
    let state = world.state_coded(code).unwrap();
    let last = (1990..=2024).rev().find_map(|year| column.get(state, year)).unwrap();
    last.to_string().split('.').next().unwrap().parse().unwrap()
}

#[test]
fn equal_shares_differ_by_a_unit_at_most() {
    assert_eq!(dues("equal", 1_000_003), [250_001, 250_001, 250_001, 250_000]);
}

/// Each due is its exact share, rounded down or up.
#[test]
fn shares_of_product_are_those_of_the_record() {
    let (total, sum) = (1_000_000_007u64, ALLIES.map(gdp).iter().sum::<u128>());
    for (code, due) in ALLIES.iter().zip(dues("gdp", total)) {
        let exact = u128::from(total) * gdp(code) / sum;
        assert!(u128::from(due) == exact || u128::from(due) == exact + 1, "{code}: {due} of {exact}");
    }
}

/// By the other scales too the larger product pays more.
#[test]
fn who_has_more_pays_more() {
    for scale in ["nato-cost-share", "united-nations"] {
        let dues = dues(scale, 1_000_000_007);
        let mut order: Vec<usize> = (0..ALLIES.len()).collect();
        order.sort_by_key(|place| gdp(ALLIES[*place]));
        assert!(order.windows(2).all(|pair| dues[pair[0]] <= dues[pair[1]]), "{scale}: {dues:?}");
        assert!(dues.iter().all(|due| *due > 0), "{scale}: {dues:?}");
    }
}
