//! Figures and counts as a page writes them.

/// `1,234,567`
pub use charter::show::grouped;

/// `1.72 billion`, `45.3 million`, `812,000`: three digits or so, for reading.
pub fn human(number: f64) -> String {
    let (scaled, word) = match number.abs() {
        n if n >= 999.5e9 => (number / 1e12, " trillion"),
        n if n >= 999.5e6 => (number / 1e9, " billion"),
        n if n >= 999.5e3 => (number / 1e6, " million"),
        n if n >= 1000.0 => {
            let whole = format!("{number:.0}");
            let digits = whole.trim_start_matches('-');
            let sign = if number < 0.0 { "−" } else { "" };
            return digits
                .parse()
                .map_or_else(|_| whole.clone(), |digits| format!("{sign}{}", grouped(digits)));
        }
        _ => (number, ""),
    };
    let places = match scaled.abs() {
        n if n >= 99.95 => 0,
        n if n >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{scaled:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{}{word}", text.replace('-', "−"))
}

/// A share from 0 to 1 as `21%`; below a percent as `0.4%`.
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent > 0.0 && percent < 0.995 { format!("{percent:.1}%") } else { format!("{percent:.0}%") }
}

/// A state's name inside a sentence: `the Netherlands`, `Norway`.
pub fn the(name: &str) -> String {
    const WITH: [&str; 14] = [
        "United ",
        "Netherlands",
        "Philippines",
        "Russian Federation",
        "Bahamas",
        "Gambia",
        "Maldives",
        "Comoros",
        "Marshall Islands",
        "Solomon Islands",
        "Republic of ",
        "Dominican Republic",
        "Central African Republic",
        "Democratic Republic ",
    ];
    if WITH.iter().any(|start| name.starts_with(start)) { format!("the {name}") } else { name.to_owned() }
}

/// A word of the charter as a sentence has it: `protect civilians` for `protect-civilians`.
pub fn plain(id: &str) -> String {
    id.replace(['-', '_'], " ")
}

/// `1 state`, `2 states`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A time of the day, to the minute: `3 March 2026, 14:05 UTC`.
pub fn moment(at: i64) -> String {
    let written = jiff::Timestamp::from_second(at).map(|at| at.strftime("%-d %B %Y, %H:%M UTC").to_string());
    written.unwrap_or_else(|_| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_digits_or_so() {
        let numbers = [0.0, 0.896, 12.0, 812_000.0, 45_300_000.0, 1.72e9, 103.2e12, 999_700.0, -1500.0];
        let words = numbers.map(human);
        let wanted = [
            "0",
            "0.9",
            "12",
            "812,000",
            "45.3 million",
            "1.72 billion",
            "103 trillion",
            "1 million",
            "−1,500",
        ];
        assert_eq!(words, wanted);
    }

    #[test]
    fn some_names_have_an_article() {
        assert_eq!(
            ["Norway", "Netherlands", "United States of America"].map(the),
            ["Norway", "the Netherlands", "the United States of America"]
        );
    }

    #[test]
    fn shares_are_percent() {
        assert_eq!([0.213, 0.004, 1.0, 0.0].map(percent), ["21%", "0.4%", "100%", "0%"]);
    }
}
