//! Numbers in words, as treaties write them.

/// The parts that have a name: `one half`, `two thirds`.
pub const PARTS: &[(&str, u64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
];

/// The wholes that have a name, singular and plural.
pub const WHOLES: &[(&str, &str, u64)] = &[
    ("half", "halves", 2),
    ("third", "thirds", 3),
    ("quarter", "quarters", 4),
    ("fifth", "fifths", 5),
    ("sixth", "sixths", 6),
    ("seventh", "sevenths", 7),
    ("eighth", "eighths", 8),
    ("ninth", "ninths", 9),
    ("tenth", "tenths", 10),
    ("twentieth", "twentieths", 20),
];

/// The number that a word names.
pub fn part(word: &str) -> Option<u64> {
    PARTS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The whole that a word names.
pub fn whole(word: &str) -> Option<u64> {
    WHOLES.iter().find(|(one, many, _)| *one == word || *many == word).map(|(_, _, value)| *value)
}

/// `two thirds`, where both have names.
pub fn share(part: u64, whole: u64) -> Option<String> {
    let name = PARTS.iter().find(|(_, value)| *value == part)?.0;
    let (one, many, _) = WHOLES.iter().find(|(_, _, value)| *value == whole)?;
    if (part, whole) == (1, 2) {
        return Some("half".into());
    }
    Some(format!("{name} {}", if part == 1 { one } else { many }))
}
