//! A page as its words: tags away, a line a block, the marks of verdicts and the titles of drawings kept.

/// Tags that begin a new line.
const BLOCKS: [&str; 22] = [
    "h1",
    "h2",
    "h3",
    "p",
    "li",
    "tr",
    "caption",
    "section",
    "aside",
    "div",
    "table",
    "ul",
    "ol",
    "dt",
    "dd",
    "summary",
    "details",
    "figure",
    "figcaption",
    "form",
    "label",
    "svg",
];

/// The words of a piece of HTML.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
        let tag = rest[open..close].trim_matches(['<', '>', '/']);
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        if let Some(class) = tag.strip_prefix("span class=\"v ") {
            text.push_str(mark(class));
        }
        if BLOCKS.contains(&name) || name == "br" {
            text.push('\n');
        } else if matches!(name, "td" | "th" | "option") {
            text.push_str(" | ");
        }
        rest = &rest[close..];
        // What a reader typed stands in the field, and shapes have no words.
        if name == "textarea" && !tag.is_empty() {
            rest = rest.split_once("</textarea>").map_or("", |(_, behind)| behind);
        }
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines = lines.map(|line| line.replace("| |", "|").trim_matches([' ', '|']).to_owned());
    lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

fn mark(class: &str) -> &'static str {
    match class.trim_end_matches('"') {
        "met" => "● ",
        "unmet" => "○ ",
        "unknown" => "◌ ",
        "risk" => "▲ ",
        _ => "✕ ",
    }
}

#[test]
fn words_are_what_a_reader_hears() {
    let html = r#"<h1>A &amp; B</h1><p>One <b>two</b></p><table><tr><th>x</th><td><span class="v met">yes</span></td></tr></table>"#;
    assert_eq!(words(html), "A & B\nOne two\nx | ● yes\n");
}
