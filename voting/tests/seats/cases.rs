//! Every case of `tests/cases/seats`, whose README names the sources, and the refusals.

use serde_json::Value;
use std::{fs, path::Path};
use voting::seats::{Bounds, Method, Tie, apportion, degression};

/// A case as it stands in its folder.
struct Case {
    name: String,
    players: Vec<String>,
    weights: Vec<u64>,
    seats: u64,
    method: Method,
    bounds: Bounds,
    expected: Value,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/seats");
    let mut cases: Vec<Case> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| read(&path))
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn read(path: &Path) -> Case {
    let file = |name: &str| fs::read_to_string(path.join(name)).unwrap();
    let args = file("args.txt");
    let args: Vec<&str> = args.split_whitespace().collect();
    let flag = |name: &str| args.iter().position(|arg| *arg == name).map(|at| args[at + 1]);
    let table = file("weights.csv");
    let rows = table.lines().skip(1).map(|line| line.rsplit_once(',').unwrap());
    let (players, weights) =
        rows.map(|(player, weight)| (player.to_owned(), weight.parse::<u64>().unwrap())).unzip();
    Case {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        players,
        weights,
        seats: flag("--seats").unwrap().parse().unwrap(),
        method: flag("--method").unwrap().parse().unwrap(),
        bounds: Bounds {
            min: flag("--min").map(|min| min.parse().unwrap()),
            max: flag("--max").map(|max| max.parse().unwrap()),
        },
        expected: serde_json::from_str(&file("expected.json")).unwrap(),
    }
}

#[test]
fn the_published_cases_agree() {
    let cases = cases();
    assert_eq!(cases.len(), 30);
    for case in cases {
        let found = apportion(&case.weights, case.seats, case.method, case.bounds).unwrap();
        let expected = case.expected["seats"].as_array().unwrap().iter();
        let expected: Vec<(&str, u64)> =
            expected.map(|row| (row["player"].as_str().unwrap(), row["seats"].as_u64().unwrap())).collect();
        let found_seats: Vec<(&str, u64)> =
            case.players.iter().map(String::as_str).zip(found.seats.iter().copied()).collect();
        assert_eq!(found_seats, expected, "{}", case.name);
        let expected: Vec<Tie> = case.expected["ties"]
            .as_array()
            .unwrap()
            .iter()
            .map(|tie| Tie {
                players: tie["players"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|name| case.players.iter().position(|player| name == player).unwrap())
                    .collect(),
                seats: usize::try_from(tie["seats"].as_u64().unwrap()).unwrap(),
            })
            .collect();
        assert_eq!(found.ties, expected, "{}", case.name);
    }
}

fn seats(weights: &[u64], seats: u64, method: Method, min: u64, max: u64) -> Vec<u64> {
    apportion(weights, seats, method, Bounds { min: Some(min), max: Some(max) }).unwrap().seats
}

/// Norway's divisors 1.4, 3, 5: 100, 58 and 32 votes for four seats. The third party's claim to a first seat is 32/1.4 =
/// 22.9, above 100/7 = 14.3 and below 100/5 = 20; Sainte-Laguë itself would see 32/1 before 100/5.
#[test]
fn the_modified_first_divisor_makes_the_first_seat_dearer() {
    let weights = [1000, 160];
    assert_eq!(seats(&weights, 4, Method::Webster, 0, 99), [3, 1]);
    assert_eq!(seats(&weights, 4, Method::ModifiedFirstDivisor, 0, 99), [4, 0]);
}

/// The quotas 1000/5 = 200, ⌊1000/6⌋ + 1 = 167 and 1000/7 part: the smaller the quota, the better for the large.
#[test]
fn quotas_differ() {
    let weights = [720, 142, 138];
    assert_eq!(seats(&weights, 5, Method::Hamilton, 0, 9), [3, 1, 1]);
    assert_eq!(seats(&weights, 5, Method::Droop, 0, 9), [4, 1, 0]);
    assert_eq!(seats(&weights, 5, Method::Imperiali, 0, 9), [5, 0, 0]);
}

/// Whoever reaches the maximum leaves; the quotas of the others are those of the seats that remain.
#[test]
fn quota_methods_compute_anew_below_a_maximum() {
    assert_eq!(seats(&[480, 12, 8], 5, Method::Hamilton, 0, 3), [3, 1, 1]);
    assert_eq!(seats(&[480, 90, 10], 6, Method::Hamilton, 0, 3), [3, 3, 0]);
}

/// 96 for the largest, where the cap would otherwise bind; nobody loses to the cap alone.
#[test]
fn the_power_weighted_variant_gives_the_largest_exactly_the_maximum() {
    let case = cases().into_iter().find(|case| case.name == "cambridge-eu27-2011").unwrap();
    let bounds = Bounds { min: Some(6), max: Some(96) };
    let found = apportion(&case.weights, 751, Method::CambridgePower, bounds).unwrap();
    assert_eq!((found.seats[0], found.seats.iter().sum::<u64>()), (96, 751));
    assert_eq!(found.seats.last(), Some(&6));
    assert!(found.exponent.unwrap() < 10_000, "{:?}", found.exponent);
    // With room for the largest nothing is flattened, and it is the Cambridge Compromise.
    let bounds = Bounds { min: Some(6), max: Some(200) };
    let found = apportion(&case.weights, 751, Method::CambridgePower, bounds).unwrap();
    assert_eq!(found.exponent, Some(10_000));
    assert_eq!(found.seats, apportion(&case.weights, 751, Method::Cambridge, bounds).unwrap().seats);
}

#[test]
fn degressive_before_rounding_and_not_always_after() {
    let case = cases().into_iter().find(|case| case.name == "cambridge-eu27-2011").unwrap();
    let found = apportion(&case.weights, case.seats, case.method, case.bounds).unwrap();
    let degression = degression(&case.weights, &found.seats, case.method, case.bounds);
    assert!(degression.before_rounding);
    let names = |at: usize| case.players[at].as_str();
    let pairs: Vec<_> =
        degression.violations.iter().map(|pair| (names(pair.larger), names(pair.smaller))).collect();
    insta::assert_compact_debug_snapshot!(pairs, @r#"[("Belgium", "Portugal"), ("France", "United Kingdom")]"#);
}

/// Proportional shares are degressive where the bounds hold all but players of one weight, by whichever bound.
#[test]
fn bounds_that_hold_all_others_make_shares_degressive() {
    let degressive = |weights: &[u64], seats: u64, min, max| {
        let bounds = Bounds { min: Some(min), max: Some(max) };
        let found = apportion(weights, seats, Method::Webster, bounds).unwrap();
        degression(weights, &found.seats, Method::Webster, bounds).before_rounding
    };
    assert!(degressive(&[10, 10, 1], 12, 2, 9), "the small one is held by the least");
    assert!(degressive(&[90, 10, 10], 12, 1, 6), "the large one by the most");
    assert!(degressive(&[90, 10, 10, 1], 14, 2, 6), "both");
    assert!(!degressive(&[90, 20, 10], 12, 1, 6), "two that are free and differ");
}

#[test]
fn what_cannot_be_apportioned_is_said() {
    let check = |weights: &[u64], seats: u64, method: Method, min: Option<u64>, max: Option<u64>| {
        let error = apportion(weights, seats, method, Bounds { min, max }).unwrap_err();
        format!("{error} ({})", error.help())
    };
    use Method::{Adams, CambridgePower, Droop, Hamilton, Imperiali, Webster};
    let words = [
        check(&[], 5, Webster, None, None),
        check(&[0, 0], 5, Webster, None, None),
        check(&[1], 0, Webster, None, None),
        check(&[1], u64::MAX, Webster, None, None),
        check(&[1, 2], 5, Webster, Some(3), Some(2)),
        check(&[1, 2], 5, Webster, Some(3), None),
        check(&[1, 2], 5, Webster, Some(u64::MAX), None),
        check(&[1, 2], 5, Webster, None, Some(2)),
        check(&[1, 2, 0], 5, Webster, None, Some(2)),
        check(&[1, 2, 3], 2, Adams, None, None),
        check(&[50, 50], 2, Imperiali, None, None),
        check(&[96, 1, 1, 1, 1], 5, Hamilton, Some(1), None),
        check(&[2, 1], 10, Droop, None, None),
        check(&[2, 1], 30, CambridgePower, None, None),
        check(&[2, 1], 30, CambridgePower, None, Some(14)),
    ];
    insta::assert_snapshot!(words.join("\n"), @"
    there are no players (name at least one player)
    nobody has a weight (let one player at least have a weight)
    there are no seats (ask for at least one seat)
    18446744073709551615 seats are too many (at most 1000000000 are apportioned)
    nobody can have at least 3 and at most 2 seats (let the minimum be at most the maximum)
    5 seats do not reach for 3 each of 2 players (that takes 6 seats)
    nobody can have at least 18446744073709551615 and at most 1000000000 seats (let the minimum be at most the maximum)
    2 players with at most 2 each cannot fill 5 seats (raise the maximum, or ask for fewer seats)
    3 players with at most 2 each cannot fill 5 seats (raise the maximum, or ask for fewer seats)
    the method gives each of 3 players a first seat, and there are 2 (ask for more seats, or use webster or jefferson)
    whole quotas alone give 4 seats, and there are 2 (use hamilton or droop, whose quotas are larger)
    lifting players to the minimum of 1 gives 8 in all, and there are 5 (use a divisor method, which keeps any minimum)
    7 seats are left after whole quotas, for 2 remainders (use hamilton, whose quota always leaves fewer seats than players)
    the power-weighted method needs a maximum (say how many seats the largest player shall have, as in `--max 96`)
    2 players with at most 14 each cannot fill 30 seats (raise the maximum, or ask for fewer seats)
    ");
}

/// The largest weights that 64 bits hold, in every method.
#[test]
fn enormous_weights_are_counted_exactly() {
    for method in Method::all() {
        let max = matches!(method, Method::CambridgePower).then_some(500_000_000);
        let weights = [u64::MAX, u64::MAX - 1, u64::MAX / 2, 1];
        let found = apportion(&weights, 1_000_000_000, method, Bounds { min: None, max }).unwrap();
        assert_eq!(found.seats.iter().sum::<u64>(), 1_000_000_000, "{method}");
        assert!(found.seats[3] <= 6, "{method}");
    }
}
