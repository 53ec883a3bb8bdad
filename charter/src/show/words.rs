//! English for the treaty: numbers in words, lists, wrapped lines.

use crate::law::Duration;

/// `three`, `12`.
pub fn count(number: u64) -> String {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    usize::try_from(number)
        .ok()
        .and_then(|n| WORDS.get(n))
        .map_or_else(|| grouped(number), |word| (*word).to_owned())
}

/// `1,000,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a, b and c`; `a, b and c, and d` where a part has an `and` of its own.
pub fn and_list(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) if items.iter().any(|item| item.contains(" and ")) => {
            format!("{}, and {last}", rest.join(", "))
        }
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// `a, b or c`.
pub fn or_list(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// The first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A title inside a line: the first letter small, names within as they are.
pub fn small(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// An indicator's title inside a sentence: the first letter small, unless the word is all capitals or a name; one
/// with a comma in marks of its own.
pub fn share_title(title: &str) -> String {
    if title.contains(',') {
        return format!("“{title}”");
    }
    let name = ["Polity", "Freedom House", "UN "].iter().any(|name| title.starts_with(name));
    let capitals = title.chars().nth(1).is_some_and(char::is_uppercase);
    if name || capitals { title.to_owned() } else { small(title) }
}

/// `every 90 days`, `every month`.
pub fn every(time: Duration) -> String {
    if time.count == 1 { format!("every {}", time.unit.word()) } else { format!("every {time}") }
}

/// `1900 to 2024`.
pub fn year_range((first, last): (i32, i32)) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// The text in lines of at most `width` letters, each indented.
pub fn wrap(text: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut line = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if line == 0 {
            out.push_str(&" ".repeat(indent));
            line = indent;
        } else if line + 1 + letters > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            line = indent;
        } else {
            out.push(' ');
            line += 1;
        }
        out.push_str(word);
        line += letters;
    }
    out
}
