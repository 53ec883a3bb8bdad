//! The nearest of some words to a misspelt one.

/// The word at most a third of its letters away, if there is one.
pub fn nearest<'w>(found: &str, words: &[&'w str]) -> Option<&'w str> {
    let found: Vec<char> = found.chars().take(32).collect();
    let limit = (found.len() / 3).max(1);
    let far = |word: &str| distance(&found, &word.chars().collect::<Vec<_>>());
    let near = words
        .iter()
        .copied()
        .map(|word| (far(word), word))
        .filter(|(far, word)| *far <= limit && *far < word.len());
    near.min_by_key(|(far, _)| *far).map(|(_, word)| word)
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            row.push((last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1));
        }
        last = row;
    }
    last[b.len()]
}
