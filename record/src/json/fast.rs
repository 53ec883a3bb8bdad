//! Is a text canonical, seen without making a value of it? What this does not see at once is left to
//! [`canonical`](super::canonical), which says why not.

use super::{DEEPEST, GREATEST};

/// Certainly canonical. A name that is not plain ASCII is not looked at: then the answer is no, which proves nothing.
pub(crate) fn certainly_canonical(bytes: &[u8]) -> bool {
    let mut scan = Scan { bytes, at: 0 };
    scan.value(0) && scan.at == bytes.len() && std::str::from_utf8(bytes).is_ok()
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> u8 {
        // No text of JSON holds a zero byte: it stands for the end.
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &[u8]) -> bool {
        let found = self.bytes[self.at..].starts_with(word);
        self.at += word.len();
        found
    }

    fn value(&mut self, depth: usize) -> bool {
        match self.peek() {
            b'"' => self.string().is_some(),
            b'{' => depth < DEEPEST && self.object(depth + 1),
            b'[' => depth < DEEPEST && self.array(depth + 1),
            b'-' | b'0'..=b'9' => self.integer(),
            b'n' => self.word(b"null"),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            _ => false,
        }
    }

    fn array(&mut self, depth: usize) -> bool {
        self.at += 1;
        if self.take(b']') {
            return true;
        }
        loop {
            if !self.value(depth) {
                return false;
            }
            if !self.take(b',') {
                return self.take(b']');
            }
        }
    }

    fn object(&mut self, depth: usize) -> bool {
        self.at += 1;
        if self.take(b'}') {
            return true;
        }
        let mut before: Option<&[u8]> = None;
        loop {
            let Some(name) = self.string() else { return false };
            let plain = name.is_ascii() && !name.contains(&b'\\');
            if !plain || before.is_some_and(|before| before >= name) {
                return false;
            }
            before = Some(name);
            if !self.take(b':') || !self.value(depth) {
                return false;
            }
            if !self.take(b',') {
                return self.take(b'}');
            }
        }
    }

    /// A string, as it is written between its quotation marks.
    fn string(&mut self) -> Option<&'t [u8]> {
        if !self.take(b'"') {
            return None;
        }
        let start = self.at;
        loop {
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Some(&self.bytes[start..self.at - 1]);
                }
                b'\\' => {
                    self.at += 1;
                    self.escape()?;
                }
                ..b' ' => return None,
                _ => self.at += 1,
            }
        }
    }

    /// An escape that must be one, in its shortest form.
    fn escape(&mut self) -> Option<()> {
        let length = match self.bytes.get(self.at..)? {
            [b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r', ..] => 1,
            [b'u', b'0', b'0', b'0', b'0'..=b'7' | b'b' | b'e' | b'f', ..] => 5,
            [b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => 5,
            _ => return None,
        };
        self.at += length;
        Some(())
    }

    fn integer(&mut self) -> bool {
        let negative = self.take(b'-');
        let (start, mut number) = (self.at, 0i64);
        // Sixteen digits hold every number that is allowed.
        while let digit @ b'0'..=b'9' = self.peek()
            && self.at - start < 16
        {
            number = number * 10 + i64::from(digit - b'0');
            self.at += 1;
        }
        let digits = self.at - start;
        let leading = number == 0 && (digits != 1 || negative) || digits > 1 && self.bytes[start] == b'0';
        !leading && number <= GREATEST
    }
}
