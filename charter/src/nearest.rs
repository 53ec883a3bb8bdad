//! The nearest of some names to a misspelt one, for "did you mean".

/// At most so many names are looked at: among more, a reader would not find it either, and a hostile charter could keep
/// the search busy.
pub const MOST_NAMES: usize = 200;

/// The name closest to `word` by edits (Damerau's restricted distance), if it is close enough to be meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let limit = (word.len() / 3).max(1);
    names
        .into_iter()
        .take(MOST_NAMES)
        .filter(|name| name.chars().take(word.len() + limit + 1).count().abs_diff(word.len()) <= limit)
        .map(|name| (distance(&word, &name.to_lowercase().chars().collect::<Vec<_>>()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// "did you mean `x`?", or the whole list where it is short.
pub fn suggest<'a>(word: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(name) = nearest(word, names.clone()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let all: Vec<_> = names.into_iter().take(13).collect();
    match all.len() {
        0 => None,
        1..=12 => Some(format!("one of {}", list(&all))),
        _ => None,
    }
}

/// `a`, `b` and `c`, each in backticks.
pub fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_was_meant() {
        assert_eq!(nearest("memebrship", ["membership", "guarantee"]), Some("membership"));
        assert_eq!(nearest("polyarhcy", ["polyarchy", "polity2"]), Some("polyarchy"));
        assert_eq!(nearest("banana", ["membership", "guarantee"]), None);
        assert_eq!(suggest("banana", ["yes", "no"]).unwrap(), "one of `yes` and `no`");
    }
}
