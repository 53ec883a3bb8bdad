//! Why an upload is no picture that can be kept.

use super::{MOST_BYTES, MOST_PIXELS};
use std::fmt;

/// Why an upload is no picture that can be kept, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageRefusal {
    /// Nothing was sent.
    Empty,
    /// More bytes than are taken.
    TooLong,
    /// More pixels than are taken: its width and height.
    TooLarge(u32, u32),
    /// It would take more memory than is given.
    TooHeavy,
    /// SVG, which can hold programs and load from elsewhere.
    Svg,
    /// A kind of picture that is not read, by its name.
    Other(&'static str),
    /// No picture at all.
    NoPicture,
    /// It breaks off, or holds something else than it says.
    Damaged,
}

impl fmt::Display for ImageRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let save = "save it as JPEG or PNG and send that";
        match self {
            Self::Empty => f.write_str("no picture was chosen"),
            Self::TooLong => {
                write!(f, "the picture has more than {} MB: {save} in a smaller size", MOST_BYTES >> 20)
            }
            Self::TooLarge(width, height) => {
                let most = MOST_PIXELS / 1_000_000;
                write!(
                    f,
                    "the picture has {width} × {height} pixels, and {most} million at most are taken: make it smaller first"
                )
            }
            Self::TooHeavy => {
                f.write_str("reading the picture would take too much memory: make it smaller first")
            }
            Self::Svg => {
                f.write_str("SVG is not taken, for it can hold programs: save it as PNG and send that")
            }
            Self::Other(kind) => write!(f, "{kind} is not taken: {save}"),
            Self::NoPicture => {
                f.write_str("this is no picture that can be read: JPEG, PNG, WebP and GIF are taken")
            }
            Self::Damaged => {
                write!(f, "the picture is damaged: open it in a program for pictures, {save}")
            }
        }
    }
}

impl std::error::Error for ImageRefusal {}
