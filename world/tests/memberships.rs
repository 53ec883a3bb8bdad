//! Who belonged to what, year by year, against the record that the organisations publish.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use world::World;

/// `expected` is `YEAR:MEMBERS` on 31 December, in order; between two years the earlier count holds.
fn check(group: &str, until: i32, expected: &str) {
    let world = World::embedded();
    let group = world.group(group).unwrap_or_else(|| panic!("no group {group}"));
    let steps: Vec<(i32, usize)> = expected
        .split_whitespace()
        .map(|step| step.split_once(':').unwrap())
        .map(|(year, members)| (year.parse().unwrap(), members.parse().unwrap()))
        .collect();
    for year in steps[0].0..=until {
        let members = steps.iter().rev().find(|(from, _)| *from <= year).unwrap().1;
        assert_eq!(group.members_in(year).len(), members, "{} in {year}", group.name);
    }
}

/// Codes of the members on 31 December, in the order of joining.
fn members(group: &str, year: i32) -> String {
    let world = World::embedded();
    let codes =
        world.group(group).unwrap().members_in(year).into_iter().map(|ix| world.state(ix).code.as_str());
    codes.collect::<Vec<_>>().join(" ")
}

/// NATO, "Member countries": <https://www.nato.int/cps/en/natohq/topics_52044.htm>.
#[test]
fn the_alliance_grew_from_12_to_32() {
    check("nato", 1948, "1900:0");
    check(
        "nato",
        2024,
        "1949:12 1952:14 1955:15 1982:16 1999:19 2004:26 2009:28 2017:29 2020:30 2023:31 2024:32",
    );
    assert_eq!(members("nato", 1949), "BEL CAN DNK FRA GBR ISL ITA LUX NLD NOR PRT USA");
}

/// European Union, "EU enlargement": <https://european-union.europa.eu/principles-countries-history/eu-enlargement_en>.
#[test]
fn the_union_grew_from_6_to_28_and_lost_one() {
    check("european-union", 1957, "1900:0");
    check("european-union", 2024, "1958:6 1973:9 1981:10 1986:12 1995:15 2004:25 2007:27 2013:28 2020:27");
    assert_eq!(members("european-union", 1958), "BEL DEU FRA ITA LUX NLD");
}

/// United Nations, "Growth in UN membership": <https://www.un.org/en/about-us/growth-in-un-membership>.
///
/// From 1992 to 1999 the United Nations' own count is one higher: it kept Yugoslavia on its list.
#[test]
fn the_united_nations_grew_from_51_to_193() {
    check("united-nations", 1944, "1900:0");
    check(
        "united-nations",
        2025,
        "1945:51 1946:55 1947:57 1948:58 1949:59 1950:60 1955:76 1956:80 1957:82 1960:99 1961:104 1962:110 1963:113 \
         1964:115 1965:117 1966:122 1967:123 1968:126 1970:127 1971:132 1973:135 1974:138 1975:144 1976:147 1977:149 \
         1978:151 1979:152 1980:154 1981:157 1983:158 1984:159 1991:166 1992:178 1993:183 1994:184 1999:187 2000:189 \
         2002:191 2006:192 2011:193",
    );
}

#[test]
fn the_security_council_had_11_members_and_has_15() {
    check("security-council-permanent", 2025, "1946:5");
    check("security-council-elected", 2025, "1946:6 1966:10");
    assert_eq!(members("security-council-permanent", 1960), "CHN FRA GBR RUS USA");
    assert_eq!(members("security-council-elected", 1946), "AUS BRA EGY MEX NLD POL");
}

/// OECD, "List of OECD Member countries"; ASEAN, "Member states"; European Central Bank, "Our money".
#[test]
fn the_oecd_asean_and_the_euro_area_grew() {
    check(
        "oecd",
        2024,
        "1961:19 1962:20 1964:21 1969:22 1971:23 1973:24 1994:25 1995:26 1996:29 2000:30 2010:34 2016:35 2018:36 \
         2020:37 2021:38",
    );
    check("asean", 2025, "1967:5 1984:6 1995:7 1997:9 1999:10 2025:11");
    check("euro", 2025, "1999:11 2001:12 2007:13 2008:15 2009:16 2011:17 2014:18 2015:19 2023:20");
}

#[test]
fn the_council_of_europe_lost_greece_for_four_winters_and_russia_in_2022() {
    let world = World::embedded();
    let council = world.group("council-of-europe").unwrap();
    let greece = world.state_coded("GRC").unwrap();
    let years = (1949..=1976).filter(|year| council.has_in(greece, *year)).collect::<Vec<_>>();
    assert_eq!(years, [(1949..=1969).collect::<Vec<_>>(), (1974..=1976).collect()].concat());
    assert!(council.has_in(world.state_coded("RUS").unwrap(), 2021));
    assert!(!council.has_in(world.state_coded("RUS").unwrap(), 2022));
}

#[test]
fn a_seat_passes_from_one_state_to_the_next() {
    let world = World::embedded();
    let un = world.group("united-nations").unwrap();
    let has = |code: &str, year| un.has_in(world.state_coded(code).unwrap(), year);
    assert!(has("CSK", 1991) && !has("CZE", 1992) && has("CZE", 1993) && has("SVK", 1993));
    assert!(
        has("YUG", 1991) && !has("YUG", 1995) && has("YUG", 2005) && !has("SRB", 2005) && has("SRB", 2006)
    );
    assert!(has("DDR", 1989) && has("DEU", 1989) && !has("DDR", 1990) && has("DEU", 1990));
    assert!(has("SYR", 1957) && !has("SYR", 1960) && has("SYR", 1961) && has("EGY", 1960));
    assert!(has("IDN", 1964) && !has("IDN", 1965) && has("IDN", 1966));
    assert!(has("CHN", 1950) && has("CHN", 1971) && !has("TWN", 1960));
    assert!(has("BLR", 1945) && has("UKR", 1945) && has("RUS", 1945));
}

/// The Americas, Africa, Asia, Europe and Oceania hold every state once.
#[test]
fn every_state_lies_in_one_region_and_one_subregion() {
    let world = World::embedded();
    for year in [1900, 1945, 1990, 2024] {
        for ix in world.states_in(year) {
            let regions = ["africa", "americas", "asia", "europe", "oceania"];
            let of = regions.iter().filter(|name| world.group(name).unwrap().has_in(ix, year)).count();
            assert_eq!(of, 1, "{} in {year}", world.state(ix).name);
        }
    }
}

#[test]
fn european_states_reach_beyond_the_region() {
    let world = World::embedded();
    let european = world.group("european-states").unwrap();
    let region = world.group("europe").unwrap();
    let beyond: Vec<_> =
        european.members_in(2024).into_iter().filter(|ix| !region.has_in(*ix, 2024)).collect();
    let codes: Vec<_> = beyond.iter().map(|ix| world.state(*ix).code.as_str()).collect();
    assert_eq!(codes, ["TUR", "CYP", "ARM", "AZE", "GEO"]);
    for group in ["nato", "european-union", "council-of-europe"] {
        for ix in world.group(group).unwrap().members_in(2021) {
            let code = world.state(ix).code.as_str();
            assert!(
                european.has_in(ix, 2021) || ["CAN", "USA"].contains(&code),
                "{code}, a member of {group}"
            );
        }
    }
}

/// UN M49's table of the least developed countries in December 2024.
#[test]
fn the_least_developed_countries_are_44() {
    let listed = "AFG AGO BDI BEN BFA BGD CAF COD COM DJI ERI ETH GIN GMB GNB HTI KHM KIR LAO LBR LSO MDG MLI MMR MOZ \
                  MRT MWI NER NPL RWA SDN SEN SLB SLE SOM SSD TCD TGO TLS TUV TZA UGA YEM ZMB";
    let got = members("least-developed-countries", 2024);
    let mut got: Vec<_> = got.split(' ').collect();
    got.sort_unstable();
    assert_eq!(got.join(" "), listed);
}
