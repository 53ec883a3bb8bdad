//! Pictures that people upload: read within bounds, stripped of everything but what is seen, and written in a few widths.
//!
//! What is kept of an upload is one file without metadata, no longer than [`MOST_SIDE`] on a side: the picture. The widths that
//! pages show are made from it, and from nothing else. No SVG is taken, for it is a program. Knows nothing of tables.

mod bare;
mod read;
mod refusal;
mod write;

#[cfg(test)]
mod tests;

pub use refusal::ImageRefusal;

/// The most bytes of an upload: 20 MB.
pub const MOST_BYTES: usize = 20 << 20;
/// The most pixels of an upload: 25 million, for telephones of today take 24.
pub const MOST_PIXELS: u64 = 25_000_000;
/// The most that its pixels may take while they are read, in bytes.
pub const MOST_MEMORY: u64 = 256 << 20;
/// The longest side of what is kept, in pixels.
pub const MOST_SIDE: u32 = 2400;
/// The widths that pages are given, in pixels, where the picture is as wide.
pub const WIDTHS: [u32; 3] = [400, 800, 1600];

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// JPEG, for photographs.
    Jpg,
    /// PNG, for drawings and what can be seen through.
    Png,
}

/// An upload that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// How it is written.
    pub ending: Ending,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// The picture.
    pub bytes: Vec<u8>,
    /// What pages show of it, the narrowest first.
    pub forms: Vec<Form>,
}

/// One width of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its width, in pixels.
    pub width: u32,
    /// Its bytes, written as the picture is.
    pub bytes: Vec<u8>,
}

/// The widths in which a picture of this width is shown: none is wider than itself.
pub fn widths(width: u32) -> Vec<u32> {
    let most = WIDTHS.into_iter().max().unwrap_or(width).min(width);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|one| *one < most).collect();
    widths.push(most);
    widths
}

/// What is kept of an upload, and every form of it. Takes up to some seconds: never call it within a transaction.
///
/// # Errors
///
/// Why it is no picture that can be kept.
pub fn ready(bytes: &[u8]) -> Result<Ready, ImageRefusal> {
    // INVARIANT: nothing outlives the closure but its answer, so that a decoder that panics leaves nothing half-done.
    std::panic::catch_unwind(|| {
        let seen = read::pixels(bytes)?;
        write::ready(bytes, seen)
    })
    .unwrap_or(Err(ImageRefusal::Damaged))
}
