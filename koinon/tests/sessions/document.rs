//! Documents of commands and what they print: read from Markdown, compared, and written again.

/// A Markdown text cut at its fences.
pub struct Document {
    pub blocks: Vec<Block>,
}

pub enum Block {
    /// Anything that is neither file nor run, kept as it is.
    Words(String),
    /// A fence with a file's name: `toml draft.toml`.
    File { name: String, text: String },
    /// A command and what it prints, in a fence `console`.
    Run { command: String, expected: String },
}

impl Document {
    /// Cuts a text at its fences. A fence is closed by as many backticks as opened it.
    pub fn read(text: &str) -> Self {
        let mut blocks: Vec<Block> = Vec::new();
        let mut fence: Option<(String, String)> = None;
        for line in text.split_inclusive('\n') {
            let ticks: String = line.chars().take_while(|sign| *sign == '`').collect();
            match &fence {
                None if ticks.len() >= 3 => {
                    let info = line.trim().trim_start_matches('`').to_owned();
                    if let Some((_, name)) = info.split_once(' ') {
                        blocks.push(Block::File { name: name.to_owned(), text: String::new() });
                    } else {
                        push_words(&mut blocks, line);
                    }
                    fence = Some((ticks, info));
                }
                Some((open, info)) if line.trim_end() == open => {
                    if !info.contains(' ') {
                        push_words(&mut blocks, line);
                    }
                    fence = None;
                }
                Some((_, info)) if info == "console" => match (line.strip_prefix("$ "), blocks.last_mut()) {
                    (Some(command), _) => blocks
                        .push(Block::Run { command: command.trim_end().to_owned(), expected: String::new() }),
                    (None, Some(Block::Run { expected, .. })) => expected.push_str(line),
                    _ => push_words(&mut blocks, line),
                },
                Some((_, info)) if info.contains(' ') => {
                    if let Some(Block::File { text, .. }) = blocks.last_mut() {
                        text.push_str(line);
                    }
                }
                _ => push_words(&mut blocks, line),
            }
        }
        assert!(fence.is_none(), "a fence is never closed");
        Self { blocks }
    }

    /// The document as Markdown, which reads as the same document.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            match block {
                Block::Words(words) => out.push_str(words),
                Block::File { name, text } => {
                    let ending = name.rsplit('.').next().unwrap_or("text");
                    out.push_str(&format!("```{ending} {name}\n{text}```\n"));
                }
                Block::Run { command, expected } => out.push_str(&format!("$ {command}\n{expected}")),
            }
        }
        out
    }
}

fn push_words(blocks: &mut Vec<Block>, line: &str) {
    match blocks.last_mut() {
        Some(Block::Words(words)) => words.push_str(line),
        _ => blocks.push(Block::Words(line.to_owned())),
    }
}

/// Does the output fit? A line `…` stands for any lines, a blank line at the end for none.
pub fn matches(expected: &str, printed: &str) -> bool {
    let expected: Vec<&str> = expected.trim_end().lines().collect();
    let printed: Vec<&str> = printed.trim_end().lines().collect();
    fits(&expected, &printed)
}

fn fits(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        Some((line, rest)) => {
            printed.split_first().is_some_and(|(first, after)| line == first && fits(rest, after))
        }
    }
}

/// The words of a command line; blanks within double quotes belong to a word.
pub fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words
}

#[test]
fn a_document_is_written_as_it_was_read() {
    let text = "# T\n\n```toml a.toml\nx = 1\n```\nwords\n```console\n$ koinon check a.toml\nno\n[1]\n$ koinon\n```\nend\n";
    let document = Document::read(text);
    assert_eq!(document.text(), text);
    let runs = document.blocks.iter().filter(|block| matches!(block, Block::Run { .. }));
    assert_eq!(runs.count(), 2);
}

#[test]
fn what_is_left_out_may_be_anything_and_nothing_else_may() {
    for (expected, printed, fit) in [
        ("a\nb\n", "a\nb\n", true),
        ("a\n…\nd\n", "a\nb\nc\nd\n", true),
        ("a\n…\n", "a\n", true),
        ("a\n…\n", "b\n", false),
        ("a\n", "a\nb\n", false),
        ("", "a\n", false),
    ] {
        assert_eq!(matches(expected, printed), fit, "{expected:?} {printed:?}");
    }
}

#[test]
fn words_are_cut_at_blanks_outside_quotes() {
    assert_eq!(words("koinon why \"South Sudan\" --year 1"), ["koinon", "why", "South Sudan", "--year", "1"]);
}
