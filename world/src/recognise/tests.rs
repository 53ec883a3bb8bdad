//! States are known by every common code and name, and by nothing else.

use super::*;

/// The code of the state meant, or why there is none.
#[track_caller]
fn check(codes: Codes, text: &str, year: i32, expected: &str) {
    let world = sample::world();
    let code = |ix: StateIx| world.state(ix).code.clone();
    let got = match Recogniser::new(&world).resolve(text, year, codes) {
        Ok(ix) => code(ix),
        Err(Unrecognised::Empty) => "empty".to_owned(),
        Err(Unrecognised::Unknown) => {
            let near = Recogniser::new(&world).nearest(text, 1).first().copied();
            format!("unknown, near {}", near.map_or("none".to_owned(), code))
        }
        Err(Unrecognised::Ambiguous(states)) => states.into_iter().map(code).collect::<Vec<_>>().join(" or "),
        Err(Unrecognised::NotAState { name, aggregate }) => {
            format!("{} {name}", if aggregate { "aggregate" } else { "territory" })
        }
        Err(Unrecognised::BareNumber) => "bare number".to_owned(),
    };
    assert_eq!(got, expected, "{text} in {year}");
}

#[test]
fn common_english_names() {
    for (text, code) in [
        ("South Korea", "KOR"),
        ("Korea, Rep.", "KOR"),
        ("north korea", "PRK"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d Ivoire", "CIV"),
        ("IVORY COAST", "CIV"),
        ("Congo, Dem. Rep.", "COD"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("Russian Federation", "RUS"),
        ("Soviet Union", "RUS"),
        ("USSR", "RUS"),
        ("Czech Republic", "CZE"),
        ("United States", "USA"),
        ("U.S.", "USA"),
        ("uk", "GBR"),
        ("Great Britain", "GBR"),
        ("West Germany", "DEU"),
        ("NOR", "NOR"),
        ("no", "NOR"),
        ("NA", "NAM"),
        ("SUN", "RUS"),
        ("OWID_YGS", "YUG"),
    ] {
        check(Codes::Auto, text, 1990, code);
    }
}

#[test]
fn a_number_needs_its_scheme() {
    check(Codes::Auto, "344", 2000, "bare number");
    check(Codes::Iso, "578", 2000, "NOR");
    check(Codes::Iso, "036", 2000, "AUS");
    check(Codes::GleditschWard, "2", 2000, "USA");
    check(Codes::GleditschWard, "002", 2000, "USA");
    check(Codes::Cow, "260", 1960, "DEU");
    check(Codes::Cow, "255", 2000, "DEU");
    check(Codes::Cow, "999", 2000, "unknown, near none");
}

/// ISO calls Australia `AUS`; Gleditsch and Ward call Austria so, and Australia `AUL`.
#[test]
fn the_same_letters_mean_different_states_in_different_schemes() {
    check(Codes::Iso, "AUS", 2000, "AUS");
    check(Codes::GleditschWard, "AUS", 2000, "AUT");
    check(Codes::GleditschWard, "AUL", 2000, "AUS");
    check(Codes::Cow, "UKG", 2000, "GBR");
    check(Codes::Cow, "ROK", 2000, "KOR");
}

#[test]
fn the_year_decides_between_predecessor_and_successor() {
    check(Codes::Cow, "345", 1990, "YUG");
    check(Codes::Cow, "345", 2010, "SRB");
    check(Codes::GleditschWard, "345", 2005, "YUG");
    check(Codes::GleditschWard, "345", 2006, "SRB");
    check(Codes::Name, "Yugoslavia", 1990, "YUG");
    check(Codes::Iso, "SCG", 2004, "YUG");
    check(Codes::Name, "Germany", 1950, "DEU");
    check(Codes::Auto, "Germany", 1900, "DEU");
}

#[test]
fn only_vdem_codes_the_past_of_another_state_as_today() {
    check(Codes::Vdem, "CZE", 1950, "CSK");
    check(Codes::Vdem, "SRB", 1990, "YUG");
    check(Codes::Vdem, "SRB", 2010, "SRB");
    check(Codes::Vdem, "MNE", 1990, "MNE");
    check(Codes::Iso, "CZE", 1990, "CZE");
    check(Codes::Iso, "SRB", 1990, "SRB");
    check(Codes::Vdem, "ZZB", 1963, "ZZB");
    check(Codes::Vdem, "VDR", 1960, "VDR");
    check(Codes::Vdem, "SML", 2000, "territory Somaliland");
    check(Codes::Vdem, "PSG", 2000, "territory Palestine/Gaza");
}

#[test]
fn what_is_no_state_is_said_to_be_none() {
    check(Codes::Iso, "ARB", 2000, "aggregate Arab World");
    check(Codes::Auto, "Arab World", 2000, "aggregate Arab World");
    check(Codes::Iso, "ABW", 2000, "territory Aruba");
    check(Codes::Auto, "  ", 2000, "empty");
    check(Codes::Auto, "Norwya", 2000, "unknown, near NOR");
    check(Codes::Name, "Narnia", 2000, "unknown, near none");
    check(Codes::Auto, "Korea", 2000, "KOR or PRK");
    check(Codes::Auto, "Congo", 2000, "COG or COD");
}

/// What a person types at the command line.
#[track_caller]
fn finds(text: &str, expected: &str) {
    let world = sample::world();
    let got = match world.find_state(text) {
        Ok(ix) => world.state(ix).code.clone(),
        Err(error) => format!("{error}; {}", error.help().unwrap_or_default()),
    };
    assert_eq!(got, expected);
}

#[test]
fn a_person_asks_for_a_state() {
    finds("NOR", "NOR");
    finds("nor", "NOR");
    finds("norway", "NOR");
    finds("cote-d-ivoire", "CIV");
    finds("united-kingdom-of-great-britain-and-northern-ireland", "GBR");
    finds("Norwey", "no state is called `Norwey`; did you mean Norway (NOR)?");
    finds("\u{1b}[31m", "no state is called `\\u{1b}[31m`; ");
    finds(
        "Korea",
        "several states are called `Korea`; \
         say which: Korea, Republic of (KOR) or Korea, Democratic People's Republic of (PRK)",
    );
    finds(
        "congo",
        "several states are called `congo`; \
         say which: Congo (COG) or Congo, Democratic Republic of the (COD)",
    );
}

#[test]
fn no_text_makes_it_panic() {
    let world = sample::world();
    for text in ["", " ", "\u{0}", "İ", "ß", "99999999999999999999", "-1", "…", "a".repeat(100_000).as_str()]
    {
        let _ = world.find_state(text);
        for (_, codes) in Codes::ALL {
            let _ = Recogniser::new(&world).resolve(text, 2000, codes);
        }
    }
}
