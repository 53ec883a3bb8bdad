//! Figures of the record, read from the publishers' tables and written down here as text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use world::World;

/// The values of an indicator, as `CODE YEAR VALUE`, a line each; `-` where there is none.
fn check(indicator: &str, expected: &str) {
    let world = World::embedded();
    let ix = world.indicator_named(indicator).unwrap_or_else(|| panic!("no indicator {indicator}"));
    for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let state = world.state_coded(cells[0]).unwrap_or_else(|| panic!("no state {}", cells[0]));
        let value = world.value(ix, state, cells[1].parse().unwrap());
        let got = value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        assert_eq!(format!("{} {} {got}", cells[0], cells[1]), cells.join(" "), "{indicator}");
    }
}

/// V-Dem country-year v15, `v2x_polyarchy`; Czechoslovakia, Yugoslavia and Korea as V-Dem's CZE, SRB and KOR.
#[test]
fn polyarchy_is_v_dems() {
    check(
        "polyarchy",
        "NOR 2024 0.884
         HUN 2010 0.81
         HUN 2024 0.436
         TUR 2024 0.288
         DEU 1933 0.202
         USA 1920 0.514
         USA 2024 0.84
         ZAF 1995 0.654
         IND 1976 0.378
         TWN 2000 0.774
         CHN 2024 0.073
         CSK 1968 0.16
         YUG 1989 0.138
         XKR 1905 0.019
         CZE 1968 -
         SRB 1989 -
         AND 2024 -",
    );
    check("polyarchy_low", "HUN 2024 0.386\nUSA 2024 0.804\nDEU 1933 0.184");
    check("polyarchy_high", "HUN 2024 0.488\nUSA 2024 0.891\nDEU 1933 0.217");
    check("liberal_democracy", "NOR 2024 0.839\nHUN 2024 0.318\nDEU 1933 0.061\nYUG 1989 0.13");
}

/// Regimes of the World (V-Dem v16, Our World in Data), rows of each class in a year. Hong Kong, Somaliland and
/// Zanzibar after 1964, which the table has and the list of states has not, are named beside.
#[test]
fn the_regimes_of_the_world_are_counted_as_in_the_table() {
    let world = World::embedded();
    let regime = world.indicator_named("regime").unwrap();
    let count = |year: i32| {
        let mut classes = [0usize; 4];
        for ix in world.state_ixs() {
            if let Some(class) = world.value(regime, ix, year) {
                classes[usize::try_from(class.digits).unwrap()] += 1;
            }
        }
        classes
    };
    // The table: 117 23 2 3, 123 27 9 14, 95 43 13 22, 19 64 50 44, 30 61 56 30, 33 57 56 31.
    assert_eq!(count(1900), [115, 23, 2, 3], "without Hong Kong and Somaliland, closed autocracies");
    assert_eq!(count(1950), [121, 27, 9, 14], "without Hong Kong and Somaliland, closed autocracies");
    assert_eq!(count(1977), [93, 43, 13, 22], "without Hong Kong and Zanzibar, closed autocracies");
    assert_eq!(
        count(2012),
        [18, 62, 50, 44],
        "without Hong Kong, closed; Somaliland and Zanzibar, electoral autocracies"
    );
    assert_eq!(
        count(2024),
        [29, 59, 56, 30],
        "without Hong Kong, closed; Somaliland and Zanzibar, electoral autocracies"
    );
    assert_eq!(
        count(2025),
        [32, 55, 56, 31],
        "without Hong Kong, closed; Somaliland and Zanzibar, electoral autocracies"
    );
}

/// World Bank SP.POP.TOTL; World Population Prospects 2024 for Taiwan and before 1960.
#[test]
fn population_is_the_world_banks_else_the_united_nations() {
    check(
        "population",
        "USA 2023 336806231
         DEU 2023 83287273
         TUV 2024 9646
         TWN 2023 23317145
         IND 1955 387700892
         TWN 2024 -
         YUG 1975 -",
    );
    check("population_cow", "NOR 1914 2458000\nNOR 2020 5379000");
}

/// World Bank NY.GDP.MKTP.CD; by head, 4456081016706 / 83287273 = 53502.5443…
#[test]
fn gdp_is_the_world_banks() {
    check("gdp", "DEU 2023 4456081016706\nCHN 1960 59716249311\nTWN 2023 -");
    check("gdp_per_capita", "DEU 2023 53502.54\nTWN 2023 -");
    check("gdp_per_capita_maddison", "RUS 1950 4529");
    check("income_group", "CHN 2023 3");
}

/// SIPRI 2025; World Bank MS.MIL.TOTL.P1; Correlates of War, National Material Capabilities 7.0.
#[test]
fn the_armed_are_counted() {
    check("military_expenditure", "USA 2024 997309000000\nRUS 1989 218759664000\nRUS 1992 -\nISL 2020 0");
    check("military_burden", "UKR 2024 34.4815");
    check("military_personnel", "NOR 2018 23250\nNOR 2020 23000\nNOR 1914 5000");
    check("cinc", "NOR 1914 0.00144154\nNOR 2020 0.00143239");
    check("peacekeepers", "BGD 2010 10614.6\nAND 2010 0\nAND 2017 -\nTWN 2010 -");
    check("un_assessment", "USA 2025 22\nRUS 1946 6.62\nEGY 1960 0.32\nTWN 2000 -");
}

/// UCDP/PRIO 25.1: the war in Ukraine, Yugoslavia's in 1999, the strikes on Yemen in 2024, Norway at peace.
#[test]
fn conflict_is_that_of_the_parties() {
    check(
        "armed_conflict",
        "UKR 2022 2\nRUS 2022 2\nBLR 2022 0\nYUG 1999 2\nUSA 2024 1\nNOR 2024 0\nNOR 1945 -",
    );
    check("internal_conflict", "UKR 2022 1\nUSA 2024 0\nNOR 2024 0\nXKX 2000 -");
}

/// UCDP, organized violence within country borders 25.1.
#[test]
fn deaths_are_counted_where_they_happen() {
    check("conflict_deaths", "UKR 2022 92615\nNOR 2011 0\nNOR 1988 -");
    check("internal_conflict_deaths", "UKR 2022 50\nNOR 2011 0");
    check("interstate_conflict_deaths", "UKR 2022 91435");
    check("government_killings", "UKR 2022 1130");
}

/// Freedom in the World 2025, Polity5, the Lexical Index and the Worldwide Governance Indicators.
#[test]
fn the_other_indices_are_their_publishers() {
    check("freedom_house", "NOR 2024 99\nNOR 2010 -");
    check("political_rights", "NOR 2024 1\nYUG 1990 5");
    check("civil_liberties", "NOR 2024 1\nYUG 1990 4");
    check(
        "polity2",
        "DEU 1933 -9\nETH 1993 1\nSRB 2006 8\nSDN 2011 -4\nRUS 1922 -7\nDEU 1990 10\nVNM 1976 -7\nYUG 1991 -5",
    );
    check("lexical_index", "CHE 1970 5\nNRU 1951 2\nKIR 1951 0");
    check("voice_accountability", "NZL 2023 1.68778");
    check("voice_accountability_std_err", "NZL 2023 0.133154");
}
