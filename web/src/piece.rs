//! Bytes beside their compression, which can be joined without compressing them again: pages are kept, the footer below
//! them changes with the record.

use flate2::{Compression, Crc, write::DeflateEncoder};
use hyper::body::Bytes;
use std::{fmt, io::Write, sync::Arc};

/// How much trouble to take in compressing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For what is kept.
    Best,
    /// For what is written each time.
    Fast,
    /// For what is written while many wait, and what is compressed by itself, such as a picture: stored as it is.
    None,
}

/// A part of a body.
#[derive(Clone)]
pub struct Piece {
    plain: Bytes,
    /// Compressed up to the edge of a byte, and not ended (RFC 1951): another may follow.
    deflated: Bytes,
    crc: Arc<Crc>,
}

/// The head of a gzip file without name or time (RFC 1952).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// An empty last block (RFC 1951).
const END: [u8; 2] = [3, 0];

impl Piece {
    /// Compresses bytes.
    pub fn new(plain: Vec<u8>, effort: Effort) -> Self {
        let deflated = match effort {
            Effort::Best => deflated(&plain, Compression::best()),
            Effort::Fast => deflated(&plain, Compression::fast()),
            Effort::None => stored(&plain),
        };
        let mut crc = Crc::new();
        crc.update(&plain);
        Self { plain: plain.into(), deflated, crc: Arc::new(crc) }
    }

    /// How much memory it takes.
    pub fn size(&self) -> usize {
        self.plain.len() + self.deflated.len()
    }
}

fn deflated(plain: &[u8], level: Compression) -> Bytes {
    let mut encoder = DeflateEncoder::new(Vec::new(), level);
    // INVARIANT: writing to memory does not fail.
    let written = encoder.write_all(plain).and_then(|()| encoder.flush());
    written.map(|()| Bytes::copy_from_slice(encoder.get_ref())).unwrap_or_default()
}

/// Blocks that are not compressed (RFC 1951, 3.2.4): each its length, the same inverted, and the bytes.
fn stored(plain: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(plain.len() + 16);
    for block in plain.chunks(usize::from(u16::MAX)) {
        // INVARIANT: a chunk is no longer than the largest `u16`.
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(0);
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    out.into()
}

/// The bytes of pieces, one after the other.
pub fn plain(pieces: &[&Piece]) -> Bytes {
    match pieces {
        [one] => one.plain.clone(),
        many => many.iter().flat_map(|piece| piece.plain.iter().copied()).collect::<Vec<u8>>().into(),
    }
}

/// The same as a gzip file; none where that is no gain.
pub fn gzip(pieces: &[&Piece]) -> Option<Bytes> {
    let length: usize = pieces.iter().map(|piece| piece.deflated.len()).sum();
    let whole: usize = pieces.iter().map(|piece| piece.plain.len()).sum();
    if HEAD.len() + length + END.len() + 8 >= whole {
        return None;
    }
    let mut crc = Crc::new();
    let mut bytes = Vec::with_capacity(HEAD.len() + length + END.len() + 8);
    bytes.extend(HEAD);
    for piece in pieces {
        bytes.extend_from_slice(&piece.deflated);
        crc.combine(&piece.crc);
    }
    bytes.extend(END);
    bytes.extend(crc.sum().to_le_bytes());
    bytes.extend(crc.amount().to_le_bytes());
    Some(bytes.into())
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes, {} compressed", self.plain.len(), self.deflated.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use proptest::prelude::*;
    use std::io::Read;

    proptest! {
        #[test]
        fn joined_pieces_unpack_to_their_bytes(parts in prop::collection::vec("(word |\\PC){0,200}", 1..4), best: bool) {
            let effort = if best { Effort::Best } else { Effort::Fast };
            let pieces: Vec<Piece> = parts.iter().map(|part| Piece::new(part.clone().into_bytes(), effort)).collect();
            let pieces: Vec<&Piece> = pieces.iter().collect();
            prop_assert_eq!(plain(&pieces).to_vec(), parts.concat().into_bytes());
            if let Some(gzip) = gzip(&pieces) {
                prop_assert!(gzip.len() < parts.concat().len());
                let mut text = String::new();
                GzDecoder::new(&gzip[..]).read_to_string(&mut text).unwrap();
                prop_assert_eq!(text, parts.concat());
            }
        }
    }

    #[test]
    fn what_repeats_itself_is_pressed() {
        let page = Piece::new("<tr><td>a member</td></tr>\n".repeat(1000).into_bytes(), Effort::Best);
        let foot = Piece::new(b"the end".to_vec(), Effort::Fast);
        assert!(gzip(&[&page, &foot]).unwrap().len() < 400);
        assert_eq!(gzip(&[&foot]), None);
    }
}
