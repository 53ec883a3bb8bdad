//! A code that a telephone reads from the page (QR code, ISO/IEC 18004), as a picture in SVG.

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;

/// The empty border that readers need, in modules.
const BORDER: i32 = 4;
/// The largest form that the European Payments Council allows for a transfer (EPC069-12): 69 modules wide.
const LARGEST: u8 = 13;

/// The picture of a text, with a title for those who do not see it; nothing where the text is too long. Bytes, and errors mended up
/// to 15%, as EPC069-12 asks.
pub fn svg(text: &str, title: &str) -> Option<Markup> {
    let code = code(text)?;
    let size = code.size() + 2 * BORDER;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                // Writing into a text does not fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", from + BORDER, y + BORDER, x - from, x - from);
            } else {
                x += 1;
            }
        }
    }
    Some(html! {
        svg.code width="200" height="200" viewBox={ "0 0 " (size) " " (size) } role="img" shape-rendering="crispEdges" {
            title { (title) }
            rect width=(size) height=(size) fill="#ffffff" {}
            path d=(path) fill="#000000" {}
        }
    })
}

fn code(text: &str) -> Option<QrCode> {
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let (from, to) = (Version::MIN, Version::new(LARGEST));
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, from, to, None, false).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What another program reads from the code.
    fn read(text: &str) -> Option<String> {
        let code = code(text)?;
        let scale = 4;
        let width = usize::try_from((code.size() + 2 * BORDER) * scale).unwrap();
        let at = |place: usize| i32::try_from(place).unwrap() / scale - BORDER;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, width, |x, y| {
            if code.get_module(at(x), at(y)) { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        Some(grids.first()?.decode().ok()?.1)
    }

    #[test]
    fn another_program_reads_what_was_written() {
        let transfer = "BCD\n002\n1\nSCT\nCOBADEFFXXX\nSample Coalition\nDE89370400440532013000\nEUR12.50\n\nRF18539007547034";
        assert_eq!(read(transfer).as_deref(), Some(transfer));
        let svg = svg(transfer, "A <transfer>").unwrap().into_string();
        assert!(svg.contains("role=\"img\"") && svg.contains("A &lt;transfer&gt;") && svg.len() < 20_000);
    }

    #[test]
    fn what_is_too_long_has_none() {
        assert!(svg(&"x".repeat(331), "").is_some(), "the most that a transfer may have");
        assert!(svg(&"x".repeat(400), "").is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_text_is_read_the_same(text in "[ -~\n]{1,120}") {
            prop_assert_eq!(read(&text), Some(text));
        }
    }
}
