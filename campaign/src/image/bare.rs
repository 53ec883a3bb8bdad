//! Is a file nothing but its picture? Checked piece by piece, so that what is exported can be imported as it is, and nothing
//! rides along.

/// Is this a baseline JPEG with a JFIF head, tables, one scan and its end, and nothing else?
pub(super) fn jpeg(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    let mut frames = 0;
    loop {
        let [0xff, marker, high, low, ..] = *rest else { return false };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let (Some(part), Some(after)) = (rest.get(4..2 + length), rest.get(2 + length..)) else {
            return false;
        };
        let fits = match marker {
            // A head of fixed length, without a small picture in it.
            0xe0 => length == 16 && part.starts_with(b"JFIF\0") && part.ends_with(&[0, 0]),
            0xdb => part.len() % 65 == 0,
            0xc4 => tables(part),
            0xc0 => {
                frames += 1;
                frames == 1
            }
            0xda => return frames == 1 && ends_here(after),
            _ => false,
        };
        if !fits {
            return false;
        }
        rest = after;
    }
}

/// Do Huffman tables fill a piece to its end?
fn tables(mut part: &[u8]) -> bool {
    while let Some(counts) = part.get(1..17) {
        let symbols: usize = counts.iter().map(|count| usize::from(*count)).sum();
        let Some(after) = part.get(17 + symbols..) else { return false };
        part = after;
    }
    part.is_empty()
}

/// Does the data of a scan run to the end of the file, with one mark of the end in it?
fn ends_here(scan: &[u8]) -> bool {
    let marks = scan.windows(2).enumerate().filter(|(_, pair)| pair[0] == 0xff && pair[1] != 0);
    let mut marks = marks.map(|(at, pair)| (at, pair[1]));
    let first = marks.next();
    first == Some((scan.len().saturating_sub(2), 0xd9))
}

/// Is this a PNG with its head, its pixels and its end, and nothing else?
pub(super) fn png(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") else { return false };
    let mut before: &[u8] = b"";
    loop {
        let Some((length, after)) = rest.split_first_chunk::<4>() else { return false };
        let Ok(length) = usize::try_from(u32::from_be_bytes(*length)) else { return false };
        let (Some(name), Some(next)) = (after.get(..4), after.get(8..).and_then(|rest| rest.get(length..)))
        else {
            return false;
        };
        let fits = match name {
            b"IHDR" => before.is_empty(),
            b"IDAT" => before == b"IHDR" || before == b"IDAT",
            b"IEND" => return before == b"IDAT" && next.is_empty() && length == 0,
            _ => false,
        };
        if !fits {
            return false;
        }
        (before, rest) = (name, next);
    }
}
