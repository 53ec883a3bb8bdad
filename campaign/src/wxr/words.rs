//! The text of a post: from WordPress's HTML, with its blocks and shortcodes, to Markdown.

use crate::markdown;
use pulldown_cmark::{Event, Parser, Tag};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

/// Deeper nesting than any text has; what converts it goes down by calling itself.
const DEEPEST: usize = 100;
/// The most open elements of HTML as it comes, before it is cleaned.
const DEEPEST_RAW: usize = 1_000;

/// A text that was converted.
pub(super) struct Converted {
    /// Markdown.
    pub text: String,
    /// What is left out or stays as it is: how many lines below the beginning, and what.
    pub left: Vec<(usize, String)>,
}

/// Markdown of a post's HTML; none where it is nested too deeply. `file` gives the address and the words of an uploaded file.
pub(super) fn markdown(html: &str, file: &dyn Fn(u64) -> Option<(String, String)>) -> Option<Converted> {
    let mut left = Vec::new();
    if deepest(html) > DEEPEST_RAW {
        return None;
    }
    let shown = blocks(html, &mut left);
    let shown = shortcodes(&shown, file, &mut left);
    let shown = match html.contains("<!-- wp:") {
        true => shown,
        false => paragraphs(&shown),
    };
    elements(html, &mut left);
    let cleaned = cleaner().clean(&shown).to_string();
    if deepest(&cleaned) > DEEPEST {
        return None;
    }
    left.sort_by_key(|(line, _)| *line);
    let text = super::convert::markdown(&cleaned);
    let text: String =
        text.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')).collect();
    Some(Converted { text: text.trim().to_owned(), left })
}

/// How deep the elements of HTML lie in each other at most, by its tags alone.
fn deepest(html: &str) -> usize {
    const ALONE: [&str; 8] = ["br", "img", "hr", "wbr", "input", "source", "col", "meta"];
    let (mut depth, mut most) = (0usize, 0usize);
    for part in html.split('<').skip(1) {
        let name: String =
            part.chars().take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '/').collect();
        if name.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !name.is_empty()
            && !ALONE.contains(&name.trim_end_matches('/').to_ascii_lowercase().as_str())
        {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}

/// The text without the comments by which WordPress marks its blocks. A block that WordPress would fill in is listed.
fn blocks(html: &str, left: &mut Vec<(usize, String)>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        let (comment, behind) = after.split_once("-->").unwrap_or((after, ""));
        let comment = comment.trim();
        if let Some(block) = comment.strip_prefix("wp:").filter(|_| comment.ends_with('/')) {
            let name = block.split([' ', '/']).next().unwrap_or(block);
            let line = lines(&html[..html.len() - rest.len() + before.len()]);
            left.push((line, format!("the block `{name}`, which WordPress fills in itself")));
        } else if comment == "more" || comment == "nextpage" {
            // Where a list of posts cut the text: our lists show the lead.
        } else if !comment.starts_with("wp:") && !comment.starts_with("/wp:") && !comment.is_empty() {
            let line = lines(&html[..html.len() - rest.len() + before.len()]);
            left.push((line, "a comment in the HTML, which nobody saw".to_owned()));
        }
        rest = behind;
    }
    out + rest
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Shortcodes: captions and galleries become what they show; others stay as they are written, and are listed.
fn shortcodes(
    html: &str,
    file: &dyn Fn(u64) -> Option<(String, String)>,
    left: &mut Vec<(usize, String)>,
) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let line = lines(&html[..html.len() - rest.len() + before.len()]);
        let name: String = after
            .trim_start_matches('/')
            .chars()
            .take_while(|sign| {
                sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '-' | '_')
            })
            .collect();
        let closed =
            after.find(']').filter(|end| !name.is_empty() && !after[..*end].contains(['[', '\n', '<']));
        let Some(end) = closed else {
            out.push('[');
            rest = after;
            continue;
        };
        let (inner, behind) = (&after[..end], &after[end + 1..]);
        match (name.as_str(), after.starts_with('/')) {
            ("caption", false) => out.push_str("<p>"),
            ("caption", true) => out.push_str("</p>"),
            ("gallery", false) => gallery(inner, file, &mut out, left, line),
            (other, closing) => {
                // A word in brackets, such as [sic], is no shortcode: those have values, or an end.
                let ends = behind.contains(&format!("[/{other}]"));
                if !closing && (inner.contains('=') || ends) {
                    left.push((
                        line,
                        format!(
                            "the shortcode `{other}`, which a plug-in fills in: it stays as it is written"
                        ),
                    ));
                }
                out.push('[');
                out.push_str(inner);
                out.push(']');
            }
        }
        rest = behind;
    }
    out + rest
}

fn gallery(
    inner: &str,
    file: &dyn Fn(u64) -> Option<(String, String)>,
    out: &mut String,
    left: &mut Vec<(usize, String)>,
    line: usize,
) {
    let ids = inner.split_once("ids=").map_or("", |(_, ids)| ids);
    let ids = ids.trim_start_matches(['"', '\'']).split(['"', '\'', ' ']).next().unwrap_or_default();
    let mut shown = 0;
    for id in ids.split(',').filter(|id| !id.is_empty()) {
        match id.trim().parse().ok().and_then(file) {
            Some((url, alt)) => {
                shown += 1;
                let escaped = crate::mail::compose::escaped;
                out.push_str(&format!("<p><img src=\"{}\" alt=\"{}\"></p>", escaped(&url), escaped(&alt)));
            }
            None => left.push((line, format!("picture {id} of a gallery, which is not in the export"))),
        }
    }
    if shown == 0 {
        left.push((line, "a gallery whose pictures are not named".to_owned()));
    }
}

/// Elements that run or load from elsewhere, which cleaning takes out: each is listed.
fn elements(html: &str, left: &mut Vec<(usize, String)>) {
    const GONE: [&str; 11] =
        ["script", "style", "iframe", "object", "embed", "form", "input", "video", "audio", "svg", "button"];
    let mut line = 0;
    for (number, part) in html.split('<').enumerate() {
        if number > 0 {
            let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
            let name = name.to_ascii_lowercase();
            if GONE.contains(&name.as_str()) {
                let from = part.split_once("src=").map(|(_, from)| from.trim_start_matches(['"', '\'']));
                let from = from
                    .and_then(|from| from.split(['"', '\'', '>', ' ']).next())
                    .filter(|from| !from.is_empty());
                let from = from.map(|from| format!(" of {}", from.chars().take(200).collect::<String>()));
                left.push((line, format!("the element <{name}>{} is taken out", from.unwrap_or_default())));
            }
        }
        line += lines(part);
    }
}

/// Paragraphs as WordPress's old editor makes them: an empty line parts them, and a line's end breaks a line.
fn paragraphs(html: &str) -> String {
    const OWN: [&str; 17] = [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "figure",
        "hr",
        "section",
    ];
    let text = html.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len() + 64);
    // Within <pre> lines and empty lines are the text itself.
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (plain, pre, behind) = match rest.find("<pre") {
            Some(start) => {
                let end = rest[start..].find("</pre>").map_or(rest.len(), |end| start + end + "</pre>".len());
                (&rest[..start], &rest[start..end], &rest[end..])
            }
            None => (rest, "", ""),
        };
        for part in plain.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
            let name: String =
                part.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
            if part.starts_with('<') && OWN.contains(&name.to_ascii_lowercase().as_str()) {
                out.push_str(part);
            } else {
                out.push_str(&format!("<p>{}</p>", part.replace('\n', "<br>\n")));
            }
            out.push('\n');
        }
        out.push_str(pre);
        rest = behind;
    }
    out
}

/// What may stand in the HTML before it becomes Markdown. Pictures keep their addresses, wherever they lie: those that are not
/// the site's own are not shown by [`markdown::html`].
fn cleaner() -> &'static ammonia::Builder<'static> {
    static CLEANER: OnceLock<ammonia::Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        let mut cleaner = ammonia::Builder::default();
        cleaner
            .url_schemes(HashSet::from(["http", "https", "mailto"]))
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href", "title"])),
                ("img", HashSet::from(["src", "alt"])),
                ("ol", HashSet::from(["start"])),
                ("td", HashSet::from(["align"])),
                ("th", HashSet::from(["align"])),
            ]))
            .generic_attributes(HashSet::new())
            .link_rel(None)
            .attribute_filter(|_, attribute, value| match attribute {
                // These end the words or the address in Markdown.
                "alt" | "title" => {
                    Some(Cow::Owned(line(&value.replace(['[', ']', '"', '\\', '`', '<', '>'], " "))))
                }
                "src" | "href" if value.contains(['<', '>', '\n', '\\']) => None,
                _ => Some(Cow::Borrowed(value)),
            });
        cleaner
    })
}

/// A text on one line.
pub(super) fn line(text: &str) -> String {
    text.split(|sign: char| sign.is_whitespace() || sign.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// HTML without its elements, its signs as they are read.
pub(super) fn plain(html: &str) -> String {
    static BARE: OnceLock<ammonia::Builder<'static>> = OnceLock::new();
    let html: String = html.chars().take(20_000).collect();
    if deepest(&html) > DEEPEST_RAW {
        return String::new();
    }
    let bare = BARE.get_or_init(|| {
        let mut bare = ammonia::Builder::default();
        bare.tags(HashSet::new());
        bare
    });
    super::convert::unescaped(&bare.clean(&html).to_string())
}

/// A slug as it is read: WordPress writes other letters as `%c3%a9`.
pub(super) fn unescaped(slug: &str) -> String {
    let mut bytes = Vec::with_capacity(slug.len());
    let mut rest = slug.as_bytes();
    while let [first, after @ ..] = rest {
        let pair = after.get(..2).filter(|_| *first == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| slug.to_owned())
}

/// A text with other addresses for its pictures: what `instead` gives for each, or that which it had.
pub fn with_pictures(text: &str, instead: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (event, range) in Parser::new_ext(text, markdown::options()).into_offset_iter() {
        let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
        if range.start < done {
            continue;
        }
        let whole = &text[range.clone()];
        let Some(at) = whole.rfind(&*dest_url).filter(|_| !dest_url.is_empty()) else { continue };
        let Some(other) = instead(&dest_url) else { continue };
        out.push_str(&text[done..range.start + at]);
        out.push_str(&other);
        done = range.start + at + dest_url.len();
    }
    out.push_str(&text[done..]);
    out
}
