//! From a byte of a string's value back to the byte of the file it was written as, through TOML's escapes and
//! multi-line strings.

use std::ops::Range;

/// For the string written as `raw` (quotes included), the file offset of every byte of its value, and of its end.
fn offsets(raw: &str) -> Vec<usize> {
    let (quote, multi) = match raw.as_bytes() {
        [b'"', b'"', b'"', ..] if raw.len() >= 6 => (b'"', true),
        [b'\'', b'\'', b'\'', ..] if raw.len() >= 6 => (b'\'', true),
        [quote @ (b'"' | b'\''), ..] => (*quote, false),
        _ => return (0..=raw.len()).collect(),
    };
    let wide = if multi { 3 } else { 1 };
    let end = raw.len().saturating_sub(wide);
    let mut at = wide;
    if multi {
        // A line end right after the opening quotes is not part of the value.
        if raw[at..].starts_with("\r\n") {
            at += 2;
        } else if raw[at..].starts_with('\n') {
            at += 1;
        }
    }
    let mut map = Vec::with_capacity(raw.len());
    let bytes = raw.as_bytes();
    while at < end {
        if quote == b'"' && bytes[at] == b'\\' {
            let (written, decoded) = escape(&raw[at..end]);
            map.extend(std::iter::repeat_n(at, decoded));
            at += written.max(1);
        } else if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
            // The parser may hand on either line end: count what it keeps.
            map.push(at);
            map.push(at + 1);
            at += 2;
        } else {
            map.push(at);
            at += 1;
        }
    }
    map.push(end.max(at.min(raw.len())));
    map
}

/// How many bytes an escape takes in the file, and how many in the value.
fn escape(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let code = |digits: usize| {
        let point = text.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        (2 + digits, point.and_then(char::from_u32).map_or(1, char::len_utf8))
    };
    match bytes.get(1) {
        Some(b'u') => code(4),
        Some(b'U') => code(8),
        Some(b'x') => code(2),
        Some(b' ' | b'\t' | b'\n' | b'\r') => {
            // A backslash at the end of a line swallows the white space that follows.
            let rest = text[1..].trim_start_matches([' ', '\t', '\n', '\r']);
            (text.len() - rest.len(), 0)
        }
        Some(_) => (2, 1),
        None => (1, 0),
    }
}

/// The bytes of the file where `inner`, bytes of a string's value, was written. `token` is the whole string in the
/// file, quotes included.
pub fn in_file(file: &str, token: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
    let Some(raw) = file.get(token.clone()) else { return token.clone() };
    let map = offsets(raw);
    let find = |place: usize| map.get(place).or(map.last()).copied().unwrap_or(0);
    let start = find(inner.start);
    let end =
        if inner.end > inner.start { find(inner.end - 1) + width(raw, find(inner.end - 1)) } else { start };
    token.start + start..token.start + end.max(start)
}

/// How many bytes of the file the character or escape at `at` takes.
fn width(raw: &str, at: usize) -> usize {
    match raw.as_bytes().get(at) {
        Some(b'\\') if !raw.starts_with('\'') => escape(&raw[at..]).0,
        Some(_) => 1,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks, in a TOML string, what the word `bad` of its value was written as.
    fn check(file: &str, expected: &str) {
        let (table, errors) = toml::de::DeTable::parse_recoverable(file);
        assert!(errors.is_empty(), "{errors:?}");
        let value = table.get_ref().values().next().unwrap();
        let text = value.get_ref().as_str().unwrap();
        let start = text.find("bad").unwrap();
        let span = in_file(file, &value.span(), &(start..start + 3));
        assert_eq!(&file[span], expected);
    }

    #[test]
    fn finds_the_place_through_escapes_and_lines() {
        check(r#"x = "a bad name""#, "bad");
        check(r"x = 'a bad name'", "bad");
        check(r#"x = "\"\t\u00e9 bad""#, "bad");
        check(r#"x = "b\u0061d""#, r"b\u0061d");
        check("x = \"\"\"\nfirst\nbad\"\"\"", "bad");
        check("x = \"\"\"\r\nfirst\r\nbad\"\"\"", "bad");
        check("x = \"\"\"one \\\n     bad\"\"\"", "bad");
        check("x = '''\nit's bad'''", "bad");
        check("x = \"é bad\"", "bad");
    }
}
