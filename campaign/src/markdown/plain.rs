//! Plain text of Markdown, as mail programs without HTML show it: paragraphs in lines of 72 characters, links in brackets
//! behind their words, lists with hyphens and numbers.

use super::{is_ours, options};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The width of a line; a longer word stands alone.
const WIDTH: usize = 72;

/// Plain text of a text.
pub fn plain(text: &str) -> String {
    plain_at(text, "")
}

/// Plain text of a text, with whole addresses for links and pictures of the site at `origin`.
pub fn plain_at(text: &str, origin: &str) -> String {
    let mut writer = Writer { origin: origin.to_owned(), ..Writer::default() };
    for event in Parser::new_ext(text, options()) {
        writer.take(event);
    }
    writer.end_block();
    writer.out.trim_end().to_owned() + "\n"
}

#[derive(Default)]
struct Writer {
    /// Where the site stands whose own links are made whole.
    origin: String,
    out: String,
    /// The paragraph that is being read.
    block: String,
    /// The lists that it is in: the next number of each, none where it has hyphens.
    lists: Vec<Option<u64>>,
    /// How far each item that it is in is moved to the right.
    indents: Vec<usize>,
    /// What stands before the first line of the next block, such as `- `.
    mark: String,
    quotes: usize,
    links: Vec<(String, usize)>,
    code: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.block.push_str(&text),
            Event::SoftBreak => self.block.push(' '),
            Event::HardBreak => self.block.push('\n'),
            Event::Rule => {
                self.end_block();
                self.out.push_str("---\n\n");
            }
            Event::FootnoteReference(name) => self.block.push_str(&format!("[{name}]")),
            // HTML in the text is for those who see HTML.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block();
                self.mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.indents.push(self.mark.chars().count());
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.end_block();
                self.code = true;
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let origin = if is_ours(&dest_url) { self.origin.as_str() } else { "" };
                self.links.push((format!("{origin}{dest_url}"), self.block.len()));
            }
            Tag::FootnoteDefinition(name) => {
                self.end_block();
                self.mark = format!("[{name}] ");
                self.indents.push(self.mark.chars().count());
            }
            Tag::TableCell if !self.block.is_empty() => self.block.push_str(" | "),
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableRow | Tag::TableHead
                if self.mark.is_empty() || !self.block.is_empty() =>
            {
                self.end_block();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
                // Items of a list stand together, and what follows stands apart.
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end_block();
                self.code = false;
            }
            TagEnd::Link | TagEnd::Image => {
                let Some((address, from)) = self.links.pop() else { return };
                let words = self.block.get(from..).unwrap_or_default();
                if address != words && !address.is_empty() {
                    self.block.push_str(&format!(" <{address}>"));
                }
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end_block();
                self.mark.clear();
                self.indents.pop();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableRow | TagEnd::TableHead => self.end_block(),
            _ => {}
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.trim().is_empty() {
            return;
        }
        let mark = std::mem::take(&mut self.mark);
        let indent: usize = self.indents.iter().sum();
        let quotes = "> ".repeat(self.quotes);
        let rest = quotes.clone() + &" ".repeat(indent);
        let mut first = quotes + &" ".repeat(indent.saturating_sub(mark.chars().count())) + &mark;
        for line in block.trim_end().split('\n') {
            let lines = if self.code {
                vec![format!("    {line}")]
            } else {
                wrapped(line, WIDTH.saturating_sub(rest.len()))
            };
            for line in lines {
                self.out.push_str(format!("{first}{line}").trim_end());
                self.out.push('\n');
                first.clone_from(&rest);
            }
        }
        if self.lists.is_empty() {
            self.out.push('\n');
        }
    }
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { continue };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_reads_well() {
        let text = "# News\n\nThe *Council* met, and [adopted](https://example.org/acts/3) a text that is long enough to need \
                    more than one line of mail.\n\n1. One\n2. Two\n\n   more of two\n\n- a\n  - b\n\n> Quoted\n\n```\ncode  here\n```\n\n\
                    <https://example.org>\n";
        insta::assert_snapshot!(plain(text), @r"
        News

        The Council met, and adopted <https://example.org/acts/3> a text that is
        long enough to need more than one line of mail.

        1. One
        2. Two
           more of two

        - a
          - b

        > Quoted

            code  here

        https://example.org
        ");
    }

    #[test]
    fn links_of_the_site_are_made_whole() {
        let text = "[a](/b) [c](//d.example/) [e](https://f.example/) ![i](/j.png)";
        let whole = "a <https://example.org/b> c <//d.example/> e <https://f.example/> i\n<https://example.org/j.png>\n";
        assert_eq!(plain_at(text, "https://example.org"), whole);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_no_word_is_lost(words in proptest::collection::vec("[a-z]{1,90}", 0..40)) {
            let shown = plain(&words.join(" "));
            let found: Vec<_> = shown.split_whitespace().collect();
            prop_assert_eq!(found, words);
        }

        #[test]
        fn any_text_has_some(text in "(\\PC|[\n#>*`\\[\\]()<|!-]){0,80}") {
            let _ = plain(&text);
        }
    }
}
