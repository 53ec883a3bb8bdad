//! Markdown as people write it: HTML that is safe to show, and plain text that reads well.

mod plain;

pub use plain::{plain, plain_at};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};
use std::{collections::HashSet, sync::OnceLock};

/// What the writers may use beside plain Markdown.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// HTML of a text. Its highest headings stand on the second level, for the page has the first, and none is more than one level
/// below the one before it; what could run or load from elsewhere is taken out, and HTML in the text is cleaned like everything else.
pub fn html(text: &str) -> String {
    html_with(text, &|_, _| None)
}

/// The same, with an element of the caller's for pictures, of which the address and the words are given.
pub(crate) fn html_with(text: &str, shown: &dyn Fn(&str, &str) -> Option<String>) -> String {
    // The picture that is being read: its address, its start, how deep within it, and its words.
    let mut within: Option<(String, Event<'_>, usize, String)> = None;
    let highest = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level as usize),
        _ => None,
    });
    let (highest, mut before) = (highest.min().unwrap_or(1), 1);
    let lowered = Parser::new_ext(text, options()).flat_map(|event| {
        let Some((address, start, depth, words)) = &mut within else {
            if let Event::Start(Tag::Image { dest_url, .. }) = &event {
                within = Some((dest_url.to_string(), event.clone(), 0, String::new()));
                return Vec::new();
            }
            return vec![match event {
                Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                    before = (2 + level as usize - highest).min(before + 1);
                    Event::Start(Tag::Heading { level: heading(before), id, classes, attrs })
                }
                Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(heading(before))),
                other => other,
            }];
        };
        match event {
            Event::End(_) if *depth == 0 => {
                let done = match shown(address, words) {
                    Some(element) => vec![Event::InlineHtml(element.into())],
                    None => vec![start.clone(), Event::Text(words.clone().into()), Event::End(TagEnd::Image)],
                };
                within = None;
                return done;
            }
            Event::Start(_) => *depth += 1,
            Event::End(_) => *depth -= 1,
            Event::Text(part) | Event::Code(part) => words.push_str(&part),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
        Vec::new()
    });
    let mut out = String::with_capacity(text.len() * 2);
    push_html(&mut out, lowered);
    cleaner().clean(&out).to_string()
}

/// HTML of ours with whole addresses for links and pictures of the site at `origin`, as mail programs and feed readers need them.
pub fn absolute(html: &str, origin: &str) -> String {
    let mut out = html.to_owned();
    for name in ["href=\"", "src=\""] {
        let mut parts = out.split(name);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            whole.push_str(name);
            if is_ours(part.split('"').next().unwrap_or_default()) {
                whole.push_str(origin);
            }
            whole.push_str(part);
        }
        out = whole;
    }
    out
}

/// Is it an address of this site? Browsers read a backslash as a slash, and pass over tabs and line ends.
fn is_ours(address: &str) -> bool {
    let odd = |sign: char| sign == '\\' || sign.is_control();
    address.starts_with('/') && !address.starts_with("//") && !address.contains(odd)
}

fn heading(level: usize) -> HeadingLevel {
    HeadingLevel::try_from(level).unwrap_or(HeadingLevel::H6)
}

fn cleaner() -> &'static ammonia::Builder<'static> {
    static CLEANER: OnceLock<ammonia::Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        let mut cleaner = ammonia::Builder::default();
        cleaner
            .url_schemes(HashSet::from(["http", "https", "mailto"]))
            .add_tag_attributes("img", ["loading", "sizes", "srcset"])
            // Pictures come from the site itself: another host would learn who reads.
            .attribute_filter(|element, attribute, value| match (element, attribute) {
                ("img", "src") if !is_ours(value) => None,
                (_, "srcset") if !value.split(',').all(|one| is_ours(one.trim_start())) => None,
                _ => Some(value.into()),
            })
            .link_rel(Some("noopener noreferrer"));
        cleaner
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headings_begin_below_the_pages_own_and_skip_no_level() {
        let levels =
            |text| html(text).split("<h").skip(1).map(|rest| rest[..1].to_owned()).collect::<String>();
        assert_eq!(levels("# a\n\n## b\n\n# c"), "232");
        assert_eq!(levels("## a\n\n### b\n\n## c"), "232");
        assert_eq!(levels("# a\n\n#### b\n\n##### c\n\n###### d\n\n## e"), "23453");
        assert_eq!(levels("###### a\n\n# b"), "22");
    }

    #[test]
    fn markdown_is_shown_as_written() {
        let shown = html(
            "# One\n\nA *word*, a [link](https://example.org/a?b=1&c=2).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        );
        for part in
            ["<h2>One</h2>", "<em>word</em>", "href=\"https://example.org/a?b=1&amp;c=2\"", "<td>1</td>"]
        {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
    }

    #[test]
    fn nothing_that_runs_or_loads_from_elsewhere_remains() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "<a href=\"data:text/html,x\">a</a>",
            "![a](https://elsewhere.example/pixel.gif)",
            "![a](//elsewhere.example/pixel.gif)",
            "<img src=\"/\\elsewhere.example/pixel.gif\">",
            "<img src=\"/\t/elsewhere.example/pixel.gif\">",
            "<iframe src=/x></iframe>",
            "<style>*{display:none}</style>",
            "<form action=/x><input name=a></form>",
            "<img src=/x srcset=\"/a 1x, https://elsewhere.example/b 2x\">",
            "<picture><source srcset=\"//elsewhere.example/b 2x\"><img src=/x></picture>",
            "<svg><script>1</script></svg>",
            "<p style=\"position:fixed\">a</p>",
        ] {
            let shown = html(text);
            for forbidden in
                ["script", "onerror", "javascript:", "data:", "elsewhere", "iframe", "style", "<form", "<svg"]
            {
                assert!(!shown.contains(forbidden), "{forbidden} is left of {text}: {shown}");
            }
        }
        assert!(html("![Map](/media/map.png)").contains("src=\"/media/map.png\""));
    }

    #[test]
    fn addresses_of_the_site_are_made_whole_and_others_left() {
        let shown = html("[a](/b) [c](//d.example/) [e](https://f.example/) [g](#h) ![i](/j.png)");
        let whole = absolute(&shown, "https://example.org");
        for part in [
            "href=\"https://example.org/b\"",
            "href=\"//d.example/\"",
            "href=\"https://f.example/\"",
            "href=\"#h\"",
            "src=\"https://example.org/j.png\"",
        ] {
            assert!(whole.contains(part), "{part} is not in {whole}");
        }
    }

    proptest! {
        #[test]
        fn what_is_cleaned_stays_as_it_is(text in "(<[a-z]{1,6}( [a-z]{1,5}=\"[a-z:/]{0,9}\")?>|\\PC|\n|\\[a\\]\\(b\\)){0,30}") {
            let once = html(&text);
            prop_assert_eq!(cleaner().clean(&once).to_string(), once);
        }
    }
}
