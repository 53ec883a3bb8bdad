//! What people type into forms, as it is kept: in one line or in several, without signs that are not seen.

use crate::address::domain_in_ascii;

/// The longest address of a website, in characters.
const LONGEST_WEBSITE: usize = 200;

/// A text in one line, its words apart by one space.
pub fn line(text: &str) -> String {
    text.split(char::is_whitespace)
        .map(|word| word.chars().filter(|sign| !hidden(*sign)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text in lines: paragraphs apart by one empty line, no spaces at the ends.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let kept: String = line
            .chars()
            .map(|sign| if sign.is_whitespace() { ' ' } else { sign })
            .filter(|sign| !hidden(*sign))
            .collect();
        let kept = kept.trim_end();
        if !kept.is_empty() || out.last().is_some_and(|last| !last.is_empty()) {
            out.push(kept.to_owned());
        }
    }
    out.join("\n").trim().to_owned()
}

/// Signs that are not seen, or that turn a text around (UAX 9 and zero-width signs).
fn hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The address of a website, `https://` put before it where nothing stands; nothing where none is given.
///
/// # Errors
///
/// What would be right, where it is none.
pub fn website(text: &str) -> Result<Option<String>, &'static str> {
    const RIGHT: &str = "a website has an address such as https://example.org";
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), text),
    };
    if !matches!(scheme.as_str(), "https" | "http") || text.chars().count() > LONGEST_WEBSITE {
        return Err(RIGHT);
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    // A user, a port or a number in place of a name is no association's website.
    let host = domain_in_ascii(host).ok_or(RIGHT)?;
    let plain = |sign: char| sign.is_ascii_graphic() && !"\"<>\\^`{|}".contains(sign);
    if !path.chars().all(plain) {
        return Err(RIGHT);
    }
    Ok(Some(format!("{scheme}://{host}{}", if path == "/" { "" } else { path })))
}

/// Is it a name for an address of the site: small letters, digits and hyphens?
pub fn is_name(text: &str) -> bool {
    let takes = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    !text.is_empty() && text.len() <= 60 && !text.starts_with('-') && text.chars().all(takes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_seen_is_left_out() {
        assert_eq!(line("  Ann\u{202e} \r\nLee\t\u{200b} "), "Ann Lee");
        assert_eq!(lines(" a \r\n\r\n\r\n\tb\u{0}\rc\n\n"), "a\n\n b\nc");
        assert_eq!((line("\u{200b}").as_str(), lines("\n \n").as_str()), ("", ""));
    }

    #[test]
    fn a_website_is_of_a_domain() {
        let read = |text| website(text).map(|found| found.unwrap_or_default());
        assert_eq!(read(" "), Ok(String::new()));
        assert_eq!(read("Example.org/"), Ok("https://example.org".into()));
        assert_eq!(read("HTTP://bücher.example/a?b=1"), Ok("http://xn--bcher-kva.example/a?b=1".into()));
        for wrong in [
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "https://a@example.org",
            "https://example.org:8080",
            "https://127.0.0.1/",
            "https://example.org/\"onclick=",
            "https://example.org/<script>",
            "https://exa mple.org",
            "//example.org",
            "data:text/html,x",
        ] {
            assert!(website(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_kept_again(text in "\\PC{0,40}|(a|\n|\r| |\t|\u{200b}|é){0,20}") {
            prop_assert_eq!(line(&line(&text)), line(&text));
            prop_assert_eq!(lines(&lines(&text)), lines(&text));
            prop_assert!(!line(&text).contains(['\n', '\r']));
            if let Ok(Some(found)) = website(&text) {
                prop_assert_eq!(website(&found), Ok(Some(found.clone())));
            }
        }
    }
}
