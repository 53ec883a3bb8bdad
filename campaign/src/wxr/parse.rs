//! The XML of an export, piece by piece: no document type is taken and no entity but those of XML itself, so that nothing can
//! grow while it is read.

use super::{Export, File, MOST_ITEMS, MOST_WORDS, Post, Stands, WxrError, words};
use jiff::{civil::DateTime, fmt::rfc2822, tz::TimeZone};
use quick_xml::{Reader, events::Event};
use std::collections::BTreeMap;

/// Deeper nesting than any export has.
const DEEPEST: usize = 32;

/// An item while it is read.
#[derive(Default)]
struct Item {
    line: usize,
    /// Texts by the name of their element, with the line on which each begins.
    texts: BTreeMap<String, (usize, String)>,
    /// Categories and tags: the domain, and the name.
    terms: Vec<(String, String)>,
    /// Fields that plug-ins and WordPress keep: the key, its line, its value.
    meta: Vec<(String, usize, String)>,
    comments: usize,
    first_comment: usize,
}

impl Item {
    fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |(_, text)| text.trim())
    }

    fn number(&self, name: &str) -> u64 {
        self.text(name).parse().unwrap_or(0)
    }

    fn meta(&self, key: &str) -> Option<&str> {
        self.meta.iter().find(|(name, ..)| name == key).map(|(_, _, value)| value.trim())
    }
}

/// Counts lines as it goes, so that the whole is counted once.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn line(&mut self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if at > self.at {
            self.line += self.text[self.at..at].iter().filter(|byte| **byte == b'\n').count();
            self.at = at;
        }
        self.line
    }
}

pub(super) fn read(text: &str) -> Result<Export, WxrError> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut export = Export::default();
    let mut authors: BTreeMap<String, String> = BTreeMap::new();
    let mut author = (String::new(), String::new());
    let mut path: Vec<String> = Vec::new();
    let mut item: Option<Item> = None;
    let mut done: Vec<Item> = Vec::new();
    let mut term = String::new();
    let mut key = (0, String::new());
    let mut value = (0, String::new());
    let mut is_export = false;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = lines.line(at);
        let event = reader.read_event().map_err(|error| WxrError::new(line, error.to_string()))?;
        match event {
            Event::Start(tag) => {
                if path.len() >= DEEPEST {
                    return Err(WxrError::new(line, "it is nested deeper than any export"));
                }
                let name: String = tag.name().as_ref().to_owned();
                if name == "item" {
                    if done.len() >= MOST_ITEMS {
                        let says = format!("it has more than {MOST_ITEMS} items: export it in parts");
                        return Err(WxrError::new(line, says));
                    }
                    item = Some(Item { line, ..Item::default() });
                }
                match (name.as_str(), &mut item) {
                    ("wp:comment", Some(item)) => {
                        item.comments += 1;
                        if item.comments == 1 {
                            item.first_comment = line;
                        }
                    }
                    ("category", _) => {
                        let domain = tag.attributes().flatten().find(|pair| pair.key.as_ref() == "domain");
                        term = domain.map(|pair| pair.value.into_owned()).unwrap_or_default();
                    }
                    _ => {}
                }
                path.push(name);
                // The text may begin on a later line than its element.
                let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                value = (lines.line(start), String::new());
            }
            Event::Text(part) => value.1.push_str(&part.xml10_content()),
            Event::CData(part) => value.1.push_str(&part),
            Event::GeneralRef(name) => {
                let written = format!("&{};", &*name);
                match quick_xml::escape::unescape(&written) {
                    Ok(sign) => value.1.push_str(&sign),
                    Err(_) => {
                        export
                            .leave(line, format!("`{written}` is no sign of XML and stays as it is written"));
                        value.1.push_str(&written);
                    }
                }
            }
            Event::End(_) => {
                let (begun, text) = std::mem::take(&mut value);
                let place: Vec<&str> = path.iter().rev().map(String::as_str).collect();
                match (place.as_slice(), &mut item) {
                    (["item", ..], Some(_)) => done.extend(item.take()),
                    (["wp:meta_key", "wp:postmeta", ..], Some(_)) => key = (begun, text),
                    (["wp:meta_value", "wp:postmeta", ..], Some(item)) => {
                        let (line, key) = std::mem::take(&mut key);
                        item.meta.push((key, line, text));
                    }
                    (["category", "item", ..], Some(item)) => {
                        item.terms.push((std::mem::take(&mut term), text.trim().to_owned()));
                    }
                    ([name, "item", ..], Some(item)) => {
                        item.texts.insert((*name).to_owned(), (begun, text));
                    }
                    (["wp:author_login", "wp:author", ..], None) => author.0 = text.trim().to_owned(),
                    (["wp:author_display_name", "wp:author", ..], None) => author.1 = text.trim().to_owned(),
                    (["wp:author", ..], None) => {
                        let (login, name) = std::mem::take(&mut author);
                        authors.insert(login, name);
                    }
                    (["wp:wxr_version", "channel", ..], None) => {
                        is_export = true;
                        if !text.trim().starts_with("1.") {
                            export.leave(
                                begun,
                                format!("the form of the export is {}, and 1.2 is known", text.trim()),
                            );
                        }
                    }
                    (["title", "channel", "rss"], None) => export.title = words::line(&text),
                    (["wp:base_blog_url", "channel", ..], None) => {
                        export.site = text.trim().trim_end_matches('/').to_owned();
                    }
                    _ => {}
                }
                path.pop();
            }
            Event::DocType(_) => {
                return Err(WxrError::new(line, "it has a document type, which no export has"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !path.is_empty() {
        return Err(WxrError::new(lines.line(text.len()), "it breaks off"));
    }
    if !is_export {
        let says =
            "it has no <wp:wxr_version>, by which WordPress's export is known: Tools, Export, All content";
        return Err(WxrError::new(None, says));
    }
    // Files first: a gallery names them before they come.
    let (files, others): (Vec<_>, Vec<_>) =
        done.into_iter().partition(|item| item.text("wp:post_type") == "attachment");
    for item in files.into_iter().chain(others) {
        take(&mut export, &authors, &item);
    }
    export.left.sort_by_key(|left| left.line);
    Ok(export)
}

/// Sorts an item by its type.
fn take(export: &mut Export, authors: &BTreeMap<String, String>, item: &Item) {
    let kind = item.text("wp:post_type").to_owned();
    let title = words::line(item.text("title"));
    let named = if title.is_empty() {
        format!("number {}", item.number("wp:post_id"))
    } else {
        format!("“{title}”")
    };
    match kind.as_str() {
        "post" | "page" => post(export, authors, item, &named, kind == "page"),
        "attachment" => {
            let url = match item.text("wp:attachment_url") {
                "" => item.text("guid"),
                url => url,
            };
            let file = File {
                line: item.line,
                id: item.number("wp:post_id"),
                title,
                url: url.to_owned(),
                alt: words::line(item.meta("_wp_attachment_image_alt").unwrap_or_default()),
            };
            export.files.push(file);
        }
        "nav_menu_item" => {
            export.leave(item.line, format!("an entry of a menu, {named}: the site has its own"))
        }
        other => {
            let other = if other.is_empty() { "nothing that is said" } else { other };
            export.leave(item.line, format!("{named} is of the type `{other}`, which is not taken"));
        }
    }
}

fn post(export: &mut Export, authors: &BTreeMap<String, String>, item: &Item, named: &str, page: bool) {
    let stands = match item.text("wp:status") {
        "publish" => Stands::Published,
        "future" => Stands::Scheduled,
        "draft" | "pending" => Stands::Draft,
        "private" => {
            export.leave(item.line, format!("{named} was private: it is taken as a draft"));
            Stands::Draft
        }
        other => {
            export.leave(item.line, format!("{named} has the status `{other}`, which is not taken"));
            return;
        }
    };
    let stands = match item.text("wp:post_password") {
        "" => stands,
        _ => {
            export.leave(
                item.line,
                format!("{named} was behind a password: it is taken as a draft without one"),
            );
            Stands::Draft
        }
    };
    let (begun, html) =
        item.texts.get("content:encoded").map_or((item.line, ""), |(line, text)| (*line, text));
    if html.len() > MOST_WORDS {
        let says = format!("{named} has more than {} kB of text and is not taken", MOST_WORDS / 1000);
        export.leave(begun, says);
        return;
    }
    let converted =
        match words::markdown(html, &|id| export.file(id).map(|file| (file.url.clone(), file.alt.clone()))) {
            Some(converted) => converted,
            None => {
                export.leave(begun, format!("{named} is nested too deeply and is not taken"));
                return;
            }
        };
    for (line, says) in converted.left {
        export.leave(begun + line, format!("in {named}, {says}"));
    }
    let login = item.text("dc:creator");
    let author = authors.get(login).filter(|name| !name.is_empty()).map_or(login, String::as_str);
    // A name to sign in by, or one that was never changed, may be an address of mail.
    let author = if author.contains('@') { "" } else { author };
    let link = item.text("link");
    let post = Post {
        line: item.line,
        id: item.number("wp:post_id"),
        page,
        title: words::line(item.text("title")),
        slug: words::unescaped(item.text("wp:post_name")),
        path: path_of(link),
        author: words::line(author),
        published: moment(item),
        stands,
        excerpt: words::line(&words::plain(item.text("excerpt:encoded"))),
        text: converted.text,
        categories: terms(item, "category"),
        tags: terms(item, "post_tag"),
        picture: item.meta("_thumbnail_id").and_then(|id| id.parse().ok()),
        parent: Some(item.number("wp:post_parent")).filter(|id| *id != 0),
        order: item.text("wp:menu_order").parse().unwrap_or(0),
    };
    for (domain, name) in &item.terms {
        if !matches!(domain.as_str(), "category" | "post_tag") {
            export.leave(item.line, format!("{named} has `{name}` in `{domain}`, which is not taken"));
        }
    }
    if item.comments > 0 {
        let says = format!(
            "the comments on {named}, {} of them: they are others' words and addresses",
            item.comments
        );
        export.leave(item.first_comment, says);
    }
    let mut keys: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (key, line, _) in item.meta.iter().filter(|(key, ..)| key != "_thumbnail_id") {
        keys.entry(key).or_insert((*line, 0)).1 += 1;
    }
    for (key, (line, _)) in keys {
        export
            .leave(line, format!("the field `{key}` of {named}, which a plug-in or WordPress itself keeps"));
    }
    export.posts.push(post);
}

/// The names of an item's terms in a domain, each once.
fn terms(item: &Item, domain: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, name) in item.terms.iter().filter(|(of, name)| of == domain && !name.is_empty()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The path of an address, where it says more than a number: drafts stand at `/?p=12`.
fn path_of(link: &str) -> Option<String> {
    let (_, rest) = link.split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    let plain =
        !path.is_empty() && !path.contains(['?', '#']) && path.chars().all(|sign| sign.is_ascii_graphic());
    plain.then(|| format!("/{path}"))
}

/// When it was published, in UTC: WordPress writes noughts where it was not.
fn moment(item: &Item) -> Option<i64> {
    let civil = |text: &str| {
        let at: DateTime = text.replacen(' ', "T", 1).parse().ok()?;
        at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp().as_second())
    };
    let by_feed = || rfc2822::parse(item.text("pubDate")).ok().map(|at| at.timestamp().as_second());
    civil(item.text("wp:post_date_gmt"))
        .or_else(by_feed)
        .or_else(|| civil(item.text("wp:post_date")))
        .filter(|at| *at > 0)
}
