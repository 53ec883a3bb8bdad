//! Markdown as people write it: HTML that is safe to show, and plain text that reads well.

mod plain;

pub use plain::plain;

use crate::image::{Hash, named};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};
use std::{collections::HashSet, sync::OnceLock};

/// What the writers may use beside plain Markdown.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// HTML of a text. Headings begin at the second level, for the page has the first; what could run or load from elsewhere is
/// taken out, and HTML in the text is cleaned like everything else. Of the site's own pictures only the words are shown: see
/// [`crate::image::html`].
pub fn html(text: &str) -> String {
    html_with(text, &|_, _| None)
}

/// The same, with an element for each of the site's own pictures (`![words](media:HASH)`), of which the name and the words are
/// given; its words where there is none.
pub(crate) fn html_with(text: &str, shown: &dyn Fn(&Hash, &str) -> Option<String>) -> String {
    // The picture that is being read, how deep within it, and its words.
    let mut within: Option<(Hash, usize, String)> = None;
    let lowered = Parser::new_ext(text, options()).filter_map(|event| {
        if let Some((hash, depth, words)) = &mut within {
            match event {
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth == 0 => {
                    let written = shown(hash, words);
                    let words = std::mem::take(words);
                    within = None;
                    return Some(match written {
                        Some(element) => Event::InlineHtml(element.into()),
                        None => Event::Text(words.into()),
                    });
                }
                Event::End(_) => *depth -= 1,
                Event::Text(part) | Event::Code(part) => words.push_str(&part),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
            return None;
        }
        Some(match event {
            Event::Start(Tag::Image { ref dest_url, .. }) if named(dest_url).is_some() => {
                within = named(dest_url).map(|hash| (hash, 0, String::new()));
                return None;
            }
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
            other => other,
        })
    });
    let mut out = String::with_capacity(text.len() * 2);
    push_html(&mut out, lowered);
    cleaner().clean(&out).to_string()
}

fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

fn cleaner() -> &'static ammonia::Builder<'static> {
    static CLEANER: OnceLock<ammonia::Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        let mut cleaner = ammonia::Builder::default();
        cleaner
            .url_schemes(HashSet::from(["http", "https", "mailto"]))
            .add_tags(["picture", "source"])
            .add_tag_attributes("source", ["type", "srcset", "sizes"])
            .add_tag_attributes("img", ["srcset", "sizes", "loading"])
            // Pictures come from the site itself: another host would learn who reads.
            .attribute_filter(|element, attribute, value| match (element, attribute) {
                ("img", "src") if !is_own(value) => None,
                (_, "srcset") if !value.split(',').all(|one| is_own(one.trim_start())) => None,
                _ => Some(value.into()),
            })
            .link_rel(Some("noopener noreferrer"));
        cleaner
    })
}

/// Does an address lead to this site?
fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            "<iframe src=/x></iframe>",
            "<style>*{display:none}</style>",
            "<form action=/x><input name=a></form>",
            "<svg><script>1</script></svg>",
            "<p style=\"position:fixed\">a</p>",
            "<img src=/x srcset=\"/a 1x, https://elsewhere.example/b 2x\">",
            "<picture><source srcset=\"//elsewhere.example/b 2x\"><img src=/x></picture>",
            "![a](media:https://elsewhere.example/x)",
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

    proptest! {
        #[test]
        fn what_is_cleaned_stays_as_it_is(text in "(<[a-z]{1,6}( [a-z]{1,5}=\"[a-z:/]{0,9}\")?>|\\PC|\n|\\[a\\]\\(b\\)){0,30}") {
            let once = html(&text);
            prop_assert_eq!(cleaner().clean(&once).to_string(), once);
        }
    }
}
