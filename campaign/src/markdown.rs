//! Markdown as people write it: HTML that is safe to show, and plain text that reads well.

mod plain;

pub use plain::{plain, plain_at};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};
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
    let shown = Parser::new_ext(text, options()).flat_map(|event| {
        let Some((address, start, depth, words)) = &mut within else {
            if let Event::Start(Tag::Image { dest_url, .. }) = &event {
                within = Some((dest_url.to_string(), event.clone(), 0, String::new()));
                return Vec::new();
            }
            return vec![event];
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
    push_html(&mut out, shown);
    in_order(&cleaner().clean(&out).to_string())
}

/// Where in HTML that was cleaned a tag begins: what looks like one within the value of an attribute is none.
fn tags(html: &str) -> impl Iterator<Item = usize> {
    let mut within: Option<Option<u8>> = None;
    html.bytes().enumerate().filter_map(move |(at, byte)| {
        let begins = within.is_none() && byte == b'<';
        within = match (within, byte) {
            (None, b'<') => Some(None),
            (Some(None), b'>') => None,
            (Some(None), b'"' | b'\'') => Some(Some(byte)),
            (Some(Some(quote)), byte) if byte == quote => Some(None),
            (state, _) => state,
        };
        begins.then_some(at)
    })
}

/// The level of the heading that a tag begins or ends, and where its digit stands.
fn level(html: &str, tag: usize) -> Option<(bool, usize, usize)> {
    let rest = html.as_bytes().get(tag + 1..)?;
    let (ends, rest) = rest.strip_prefix(b"/").map_or((false, rest), |rest| (true, rest));
    match rest {
        [b'h', digit @ b'1'..=b'6', b'>' | b' ', ..] => {
            Some((ends, usize::from(digit - b'0'), tag + 2 + usize::from(ends)))
        }
        _ => None,
    }
}

/// The headings of a text in order, whether they were written in Markdown or as HTML: the highest stand on the second level, and
/// none more than one below the one before it.
fn in_order(html: &str) -> String {
    let levels: Vec<_> = tags(html).filter_map(|tag| level(html, tag)).collect();
    let highest = levels.iter().map(|(_, level, _)| *level).min().unwrap_or(1);
    let mut out = String::with_capacity(html.len());
    let (mut before, mut open, mut from) = (1, Vec::new(), 0);
    for (ends, level, at) in levels {
        let new = match ends {
            true => open.pop().unwrap_or(before),
            false => {
                before = (2 + level - highest).min(before + 1).min(6);
                open.push(before);
                before
            }
        };
        out.push_str(html.get(from..at).unwrap_or_default());
        out.push_str(&new.to_string());
        from = at + 1;
    }
    out.push_str(html.get(from..).unwrap_or_default());
    out
}

/// HTML of ours with whole addresses for links and pictures of the site at `origin`, as mail programs and feed readers need them.
pub fn absolute(html: &str, origin: &str) -> String {
    let mut out = html.to_owned();
    for name in ["href=\"", "src=\"", "srcset=\""] {
        let mut parts = out.split(name);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (value, rest) = part.split_at(part.find('"').unwrap_or(part.len()));
            whole.push_str(name);
            // A set of pictures names several, each with its width.
            let several = if name == "srcset=\"" { value.split(", ").collect() } else { vec![value] };
            let several = several.into_iter().map(|one| match is_ours(one) {
                true => format!("{origin}{one}"),
                false => one.to_owned(),
            });
            whole.push_str(&several.collect::<Vec<_>>().join(", "));
            whole.push_str(rest);
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
        assert_eq!(levels("<h1>a</h1>\n\n## b\n\n<h4 align=\"left\">c</h4>"), "234");
        assert_eq!(levels("<h1><div><h2>a</h2></div></h1>\n\n# b"), "232");
        let shown = html("<h1 title=\"<h1>\">a</h1>\n\n###### b");
        assert!(shown.contains("</h2>") && shown.contains("</h3>") && !shown.contains("</h1>"), "{shown}");
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
        let set = absolute("<img srcset=\"/a-1.png 1w, /a-2.png 2w\">", "https://e.org");
        assert_eq!(set, "<img srcset=\"https://e.org/a-1.png 1w, https://e.org/a-2.png 2w\">");
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
