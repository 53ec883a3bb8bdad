//! From HTML that was cleaned to Markdown: its blocks, what stands within them, and signs that Markdown would read otherwise.

use std::collections::BTreeMap;

/// Elements that end where they begin.
const ALONE: [&str; 7] = ["area", "br", "col", "hr", "img", "wbr", "source"];
/// Elements within a line; every other begins a block.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img",
    "ins", "kbd", "mark", "q", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
];

enum Node {
    Text(String),
    Element(Element),
}

#[derive(Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    within: Vec<Node>,
}

impl Element {
    fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }
}

/// Markdown of HTML as `ammonia` writes it: every element is closed, and signs are escaped. It must not be nested deeply.
pub(super) fn markdown(cleaned: &str) -> String {
    blocks(&parsed(cleaned)).join("\n\n")
}

/// The tree.
fn parsed(html: &str) -> Vec<Node> {
    let mut open = vec![Element::default()];
    for (number, part) in html.split('<').enumerate() {
        let text = match part.split_once('>').filter(|_| number > 0) {
            None => part,
            Some((tag, text)) => {
                match tag.strip_prefix('/') {
                    Some(_) if open.len() > 1 => close(&mut open),
                    Some(_) => {}
                    None => {
                        let element = element(tag);
                        let alone = ALONE.contains(&element.name.as_str());
                        open.push(element);
                        if alone {
                            close(&mut open);
                        }
                    }
                }
                text
            }
        };
        if let Some(last) = open.last_mut().filter(|_| !text.is_empty()) {
            last.within.push(Node::Text(unescaped(text)));
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|root| root.within).unwrap_or_default()
}

fn close(open: &mut Vec<Element>) {
    if let Some(done) = open.pop()
        && let Some(above) = open.last_mut()
    {
        above.within.push(Node::Element(done));
    }
}

/// `a href="x" title="y"`
fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    while let Some((key, value)) = rest.split_once("=\"") {
        let (value, after) = value.split_once('"').unwrap_or((value, ""));
        attributes.insert(key.trim().to_owned(), unescaped(value));
        rest = after;
    }
    Element { name: name.to_owned(), attributes, within: Vec::new() }
}

/// Signs as they are read.
pub(super) fn unescaped(text: &str) -> String {
    let text = text.replace("&nbsp;", "\u{a0}").replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// The blocks, each without an empty line around it.
fn blocks(nodes: &[Node]) -> Vec<String> {
    let mut out = Vec::new();
    let mut line: Vec<&Node> = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if !INLINE.contains(&element.name.as_str()) => {
                paragraph(&mut line, &mut out);
                block(element, &mut out);
            }
            // A link around whole blocks: the blocks matter.
            Node::Element(element) if holds_blocks(element) => {
                paragraph(&mut line, &mut out);
                out.extend(blocks(&element.within));
            }
            node => line.push(node),
        }
    }
    paragraph(&mut line, &mut out);
    out
}

fn holds_blocks(element: &Element) -> bool {
    element.within.iter().any(|node| match node {
        Node::Text(_) => false,
        Node::Element(element) => !INLINE.contains(&element.name.as_str()) || holds_blocks(element),
    })
}

fn paragraph(line: &mut Vec<&Node>, out: &mut Vec<String>) {
    let text = tidy(&inline(line.drain(..)));
    if !text.is_empty() {
        out.push(text);
    }
}

fn block(element: &Element, out: &mut Vec<String>) {
    match element.name.as_str() {
        "hr" => out.push("***".to_owned()),
        "ul" | "ol" => out.extend(list(element)),
        "table" => table(element, out),
        "blockquote" => {
            let text = blocks(&element.within).join("\n\n");
            if !text.is_empty() {
                out.push(prefixed(&text, "> ", "> "));
            }
        }
        "pre" => {
            let text = words(&element.within);
            let fence = fence(&text, 3);
            out.push(format!("{fence}\n{}\n{fence}", text.trim_matches('\n')));
        }
        "dt" => {
            let text = tidy(&inline(element.within.iter()));
            out.extend((!text.is_empty()).then(|| format!("**{text}**")));
        }
        name => match name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
            Some(level) => {
                let text = tidy(&inline(element.within.iter())).replace("\\\n", " ");
                // A row of # at its end would be taken for a part of the mark.
                let text = match text.rfind(|sign| sign != '#') {
                    Some(last) if text[last..].starts_with(' ') && last + 1 < text.len() => {
                        format!("{}\\{}", &text[..=last], &text[last + 1..])
                    }
                    _ => text,
                };
                out.extend((!text.is_empty()).then(|| format!("{} {text}", "#".repeat(level.clamp(1, 6)))));
            }
            None => out.extend(blocks(&element.within)),
        },
    }
}

fn list(list: &Element) -> Option<String> {
    let mut number: u64 = list.get("start").parse().unwrap_or(1);
    let mut items = Vec::new();
    for node in &list.within {
        let parts = match node {
            Node::Element(item) if item.name == "li" => blocks(&item.within),
            other => blocks(std::slice::from_ref(other)),
        };
        let text = parts.join("\n\n");
        if text.is_empty() {
            continue;
        }
        let mark = match list.name.as_str() {
            "ol" => format!("{number}. "),
            _ => "- ".to_owned(),
        };
        number = number.saturating_add(1).min(999_999_999);
        items.push(prefixed(&text, &mark, &" ".repeat(mark.len())));
    }
    (!items.is_empty()).then(|| items.join("\n"))
}

fn table(table: &Element, out: &mut Vec<String>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    gather(&table.within, &mut rows, out);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns == 0 {
        return;
    }
    let line = |cells: &[String]| {
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        format!("| {} |", (0..columns).map(cell).collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.insert(1, format!("|{}", "---|".repeat(columns)));
    out.push(lines.join("\n"));
}

/// The rows of a table, and its caption before it.
fn gather(nodes: &[Node], rows: &mut Vec<Vec<String>>, out: &mut Vec<String>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        match element.name.as_str() {
            "tr" => {
                let cells = element.within.iter().filter_map(|cell| match cell {
                    Node::Element(cell) => Some(in_a_cell(&tidy(&inline(cell.within.iter())))),
                    Node::Text(_) => None,
                });
                rows.push(cells.collect());
            }
            "caption" => out.extend(blocks(&element.within)),
            _ => gather(&element.within, rows, out),
        }
    }
}

/// On one line, and without a bar that would end the cell.
fn in_a_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.replace("\\\n", " ").chars() {
        if sign == '|' && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// What stands within a line. The end of a line is a break, for in HTML it would be a space.
fn inline<'n>(nodes: impl Iterator<Item = &'n Node>) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escaped(text)),
            Node::Element(element) => {
                let within = || inline(element.within.iter());
                match element.name.as_str() {
                    "br" => out.push('\n'),
                    "strong" | "b" => out.push_str(&marked(&within(), "**")),
                    "em" | "i" | "cite" | "dfn" | "var" => out.push_str(&marked(&within(), "*")),
                    "del" | "s" | "strike" => out.push_str(&marked(&within(), "~~")),
                    // Two rows of backticks side by side would be one.
                    "code" | "tt" | "kbd" | "samp" if out.ends_with('`') => {
                        let text = escaped(&words(&element.within));
                        out.push_str(&format!("<code>{text}</code>"));
                    }
                    "code" | "tt" | "kbd" | "samp" => out.push_str(&code(&words(&element.within))),
                    "img" if !element.get("src").is_empty() => {
                        out.push_str(&format!(
                            "![{}]({})",
                            escaped(element.get("alt")),
                            address(element.get("src"))
                        ));
                    }
                    "a" if !element.get("href").is_empty() => {
                        let (text, to) = (within(), address(element.get("href")));
                        if text.trim().is_empty() {
                            out.push_str(&text);
                        } else {
                            out.push_str(&around(&text, "[", &format!("]({to})")));
                        }
                    }
                    // What stands side by side in blocks of its own must not run together.
                    name if INLINE.contains(&name) => out.push_str(&within()),
                    _ => out.push_str(&format!(" {} ", within())),
                }
            }
        }
    }
    out
}

fn marked(text: &str, mark: &str) -> String {
    match text.trim().is_empty() || text.contains(mark) {
        true => text.to_owned(),
        false => around(text, mark, mark),
    }
}

/// Spaces stand outside the marks.
fn around(text: &str, before: &str, after: &str) -> String {
    let space = |sign: char| sign.is_whitespace();
    let (start, end) = (text.trim_start_matches(space), text.trim_end_matches(space));
    let (lead, trail) = (&text[..text.len() - start.len()], &text[end.len()..]);
    format!("{lead}{before}{}{after}{trail}", text.trim_matches(space))
}

fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return text;
    }
    let fence = fence(&text, 1);
    match text.starts_with('`') || text.ends_with('`') {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

/// A row of backticks longer than any in the text.
fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(least.max(longest + 1))
}

/// An address, in brackets where it would end too early.
fn address(address: &str) -> String {
    match address.contains(|sign: char| sign.is_whitespace() || sign.is_control() || "()<>\\".contains(sign))
    {
        true => format!(
            "<{}>",
            address.replace(['<', '>', '\\'], "").split_whitespace().collect::<Vec<_>>().join("%20")
        ),
        false => address.to_owned(),
    }
}

/// The text alone.
fn words(nodes: &[Node]) -> String {
    let word = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.name == "br" => "\n".to_owned(),
        Node::Element(element) => words(&element.within),
    };
    nodes.iter().map(word).collect()
}

/// A text whose signs mean themselves. Spaces and line ends of HTML are one space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for sign in text.chars() {
        if sign.is_ascii_whitespace() {
            if !space {
                out.push(' ');
            }
            space = true;
            continue;
        }
        space = false;
        if "\\`*_[]<&~|".contains(sign) {
            out.push('\\');
        }
        out.push(sign);
    }
    // Before a link it would make a picture of it.
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
    out
}

/// A paragraph: single spaces, and no line that begins like something else.
fn tidy(text: &str) -> String {
    let words = |line: &str| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    // An empty line would end the paragraph.
    let lines = text.split('\n').map(words).filter(|line| !line.is_empty());
    lines.map(|line| begun(&line)).collect::<Vec<_>>().join("\\\n")
}

/// The line with a backslash before what would begin a heading, a list, a quotation or a rule.
fn begun(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes() {
        [b'#' | b'+' | b'-' | b'=' | b'>' | b':', ..] => format!("\\{line}"),
        _ if digits > 0 && line[digits..].starts_with(['.', ')']) => {
            format!("{}\\{}", &line[..digits], &line[digits..])
        }
        _ => line.to_owned(),
    }
}

fn prefixed(text: &str, first: &str, then: &str) -> String {
    let line = |(number, line): (usize, &str)| match (number, line.is_empty()) {
        (0, _) => format!("{first}{line}"),
        (_, true) => then.trim_end().to_owned(),
        (_, false) => format!("{then}{line}"),
    };
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}
