//! From pixels to what is kept, and from what is kept to what pages show.

use super::{Ending, Form, ImageRefusal, MOST_SIDE, Ready, bare, read::Seen, widths};
use image::{
    DynamicImage, ExtendedColorType, ImageEncoder,
    codecs::{
        jpeg::{JpegDecoder, JpegEncoder},
        png::{CompressionType, FilterType as Filter, PngEncoder},
    },
    imageops::FilterType,
};
use std::{collections::HashSet, io::Cursor};

/// What has more colours than this is written as a photograph.
const COLOURS_OF_A_DRAWING: usize = 8192;
/// Up to so many pixels a picture is made smaller by the better filter, which takes 16 bytes for each.
const FINE: u64 = 8_000_000;
/// Of 100: what is kept, from which the rest is made.
const QUALITY_KEPT: u8 = 90;
/// Of 100: what pages show.
const QUALITY_SHOWN: u8 = 80;

/// What is kept of an upload, and its forms.
pub(super) fn ready(upload: &[u8], seen: Seen) -> Result<Ready, ImageRefusal> {
    let (width, height) = (seen.pixels.width(), seen.pixels.height());
    let longest = width.max(height);
    let whole = longest <= MOST_SIDE;
    let pixels = match whole {
        true => seen.pixels,
        false => smaller(&seen.pixels, scaled(width, MOST_SIDE, longest), scaled(height, MOST_SIDE, longest)),
    };
    let photograph = !pixels.color().has_alpha() && (seen.jpeg || has_many_colours(&pixels));
    let (ending, is_bare): (_, fn(&[u8]) -> bool) = match photograph {
        true => (Ending::Jpg, bare::jpeg),
        false => (Ending::Png, bare::png),
    };
    let bytes = match whole && is_bare(upload) {
        true => upload.to_vec(),
        false => written(&pixels, ending, QUALITY_KEPT)?,
    };
    // The forms are made of what is kept alone, so that they are the same wherever it is imported.
    let pixels = match ending {
        Ending::Jpg => {
            let decoder = JpegDecoder::new(Cursor::new(&bytes)).map_err(|_| ImageRefusal::Damaged)?;
            let again = DynamicImage::from_decoder(decoder).map_err(|_| ImageRefusal::Damaged)?;
            DynamicImage::ImageRgb8(again.into_rgb8())
        }
        _ => pixels,
    };
    let mut forms = Vec::new();
    for width in widths(pixels.width()) {
        let height = scaled(pixels.height(), width, pixels.width());
        let shown = smaller(&pixels, width, height);
        forms.push(Form { width, bytes: written(&shown, ending, QUALITY_SHOWN)? });
    }
    Ok(Ready { ending, width: pixels.width(), height: pixels.height(), bytes, forms })
}

/// A side where another of `whole` pixels becomes `part`, at least one pixel, rounded to the nearest.
fn scaled(side: u32, part: u32, whole: u32) -> u32 {
    let (side, part, whole) = (u64::from(side), u64::from(part), u64::from(whole.max(1)));
    u32::try_from((side * part + whole / 2) / whole).unwrap_or(u32::MAX).max(1)
}

fn has_many_colours(pixels: &DynamicImage) -> bool {
    let DynamicImage::ImageRgb8(rgb) = pixels else { return false };
    let mut colours = HashSet::new();
    let mut before = None;
    rgb.pixels().any(|pixel| {
        let new = before != Some(pixel.0) && colours.insert(pixel.0);
        before = Some(pixel.0);
        new && colours.len() > COLOURS_OF_A_DRAWING
    })
}

/// The picture in another size. What can be seen through is weighed by how much of it is there, or its edges would take the
/// colour of what nobody sees.
fn smaller(pixels: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (pixels.width(), pixels.height()) == (width, height) {
        return pixels.clone();
    }
    let fine = u64::from(pixels.width()) * u64::from(pixels.height()) <= FINE;
    let resized = |pixels: &DynamicImage| match fine {
        true => pixels.resize_exact(width, height, FilterType::Lanczos3),
        false => pixels.thumbnail_exact(width, height),
    };
    let DynamicImage::ImageRgba8(rgba) = pixels else { return resized(pixels) };
    let mut weighed = rgba.clone();
    for pixel in weighed.pixels_mut() {
        let [.., alpha] = pixel.0;
        for channel in &mut pixel.0[..3] {
            *channel = share(*channel, alpha, u8::MAX);
        }
    }
    let mut small = resized(&DynamicImage::ImageRgba8(weighed)).into_rgba8();
    for pixel in small.pixels_mut() {
        let [.., alpha] = pixel.0;
        for channel in &mut pixel.0[..3] {
            *channel = if alpha == 0 { 0 } else { share(*channel, u8::MAX, alpha) };
        }
    }
    DynamicImage::ImageRgba8(small)
}

/// `value` × `part` / `whole`, rounded to the nearest, at most 255.
fn share(value: u8, part: u8, whole: u8) -> u8 {
    let whole = u32::from(whole.max(1));
    u8::try_from((u32::from(value) * u32::from(part) + whole / 2) / whole).unwrap_or(u8::MAX)
}

/// JPEG or PNG, with nothing in it but the picture.
fn written(pixels: &DynamicImage, ending: Ending, quality: u8) -> Result<Vec<u8>, ImageRefusal> {
    let mut bytes = Vec::new();
    let (width, height) = (pixels.width(), pixels.height());
    let kind = match pixels {
        DynamicImage::ImageRgba8(_) => ExtendedColorType::Rgba8,
        _ => ExtendedColorType::Rgb8,
    };
    let done = match ending {
        Ending::Jpg => JpegEncoder::new_with_quality(&mut bytes, quality).write_image(
            pixels.as_bytes(),
            width,
            height,
            kind,
        ),
        _ => PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, Filter::Adaptive)
            .write_image(pixels.as_bytes(), width, height, kind),
    };
    done.map_err(|_| ImageRefusal::Damaged)?;
    Ok(bytes)
}
