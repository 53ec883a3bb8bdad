//! From bytes to pixels: which kind it is by how it begins, how large it would be before anything of it is decoded, then
//! upright and in the colours of the web.

use super::{ImageRefusal, MOST_BYTES, MOST_MEMORY, MOST_PIXELS};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits,
    codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};
use moxcms::{ColorProfile, Layout, TransformOptions};
use std::io::Cursor;

/// The longest side that any of our formats can write.
const MOST_SIDE_READ: u32 = 16_383;
/// The longest colour profile that is looked at, in bytes.
const MOST_PROFILE: usize = 4 << 20;

/// The pixels of an upload, eight bits a channel.
pub(super) struct Seen {
    /// RGB, or RGBA where something can be seen through.
    pub pixels: DynamicImage,
    /// Was it a photograph by its kind?
    pub jpeg: bool,
}

/// Reads an upload within its bounds.
pub(super) fn pixels(bytes: &[u8]) -> Result<Seen, ImageRefusal> {
    if bytes.is_empty() {
        return Err(ImageRefusal::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(ImageRefusal::TooLong);
    }
    let format = kind(bytes)?;
    let from = || Cursor::new(bytes);
    let damaged = |error: ImageError| match error {
        ImageError::Limits(_) => ImageRefusal::TooHeavy,
        _ => ImageRefusal::Damaged,
    };
    if format == ImageFormat::Jpeg && !jpeg_ends(bytes) {
        return Err(ImageRefusal::Damaged);
    }
    let pixels = match format {
        ImageFormat::Jpeg => decoded(JpegDecoder::new(from()).map_err(damaged)?),
        ImageFormat::Png => decoded(PngDecoder::with_limits(from(), limits()).map_err(damaged)?),
        ImageFormat::Gif => decoded(GifDecoder::new(from()).map_err(damaged)?),
        _ => decoded(WebPDecoder::new(from()).map_err(damaged)?),
    }?;
    Ok(Seen { pixels, jpeg: format == ImageFormat::Jpeg })
}

/// Does the last scan of a JPEG have its end? The decoder would fill what is missing with grey. Neither marker can stand within a
/// scan, and the end that a thumbnail in the head has stands before it.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let last = |marker: [u8; 2]| bytes.windows(2).rposition(|pair| pair == marker);
    last([0xff, 0xd9]) > last([0xff, 0xda])
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE_READ);
    limits.max_image_height = Some(MOST_SIDE_READ);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// The kind of picture that bytes begin like.
fn kind(bytes: &[u8]) -> Result<ImageFormat, ImageRefusal> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let brand = |brands: &[&[u8]]| {
        bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| brands.contains(&brand))
    };
    if begins(b"\xff\xd8\xff") {
        return Ok(ImageFormat::Jpeg);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    if begins(b"GIF87a") || begins(b"GIF89a") {
        return Ok(ImageFormat::Gif);
    }
    if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    if brand(&[b"avif", b"avis"]) {
        return Err(ImageRefusal::Other("AVIF"));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(ImageRefusal::Other("HEIC, or a film,"));
    }
    if begins(b"II*\0") || begins(b"MM\0*") {
        return Err(ImageRefusal::Other("TIFF"));
    }
    if begins(b"BM") {
        return Err(ImageRefusal::Other("BMP"));
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    match head.contains("<svg") || head.contains("<!doctype svg") || begins(b"\x1f\x8b") {
        true => Err(ImageRefusal::Svg),
        false => Err(ImageRefusal::NoPicture),
    }
}

/// Decodes what is not too large by what its head says, upright and in sRGB.
fn decoded(mut decoder: impl ImageDecoder) -> Result<DynamicImage, ImageRefusal> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(ImageRefusal::Damaged);
    }
    if pixels > MOST_PIXELS || width.max(height) > MOST_SIDE_READ {
        return Err(ImageRefusal::TooLarge(width, height));
    }
    if decoder.total_bytes() > MOST_MEMORY || decoder.set_limits(limits()).is_err() {
        return Err(ImageRefusal::TooHeavy);
    }
    // Metadata that cannot be read are none: they are not kept anyway.
    let profile = decoder.icc_profile().unwrap_or_default().filter(|profile| profile.len() <= MOST_PROFILE);
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let read = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::Limits(_) => ImageRefusal::TooHeavy,
        _ => ImageRefusal::Damaged,
    })?;
    let mut plain = in_eight_bits(read);
    if let Some(profile) = profile {
        to_srgb(&mut plain, &profile);
    }
    plain.apply_orientation(orientation);
    Ok(plain)
}

/// RGB with eight bits a channel, and RGBA only where something can be seen through.
fn in_eight_bits(read: DynamicImage) -> DynamicImage {
    if !read.color().has_alpha() {
        return DynamicImage::ImageRgb8(read.into_rgb8());
    }
    let rgba = read.into_rgba8();
    match rgba.pixels().any(|pixel| pixel.0[3] != u8::MAX) {
        true => DynamicImage::ImageRgba8(rgba),
        false => DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8()),
    }
}

/// Brings the colours of a profile, such as that of a telephone's camera, to those of the web. A profile that cannot be
/// followed is left aside.
fn to_srgb(plain: &mut DynamicImage, profile: &[u8]) {
    let Ok(from) = ColorProfile::new_from_slice(profile) else { return };
    let (layout, channels) = match plain {
        DynamicImage::ImageRgba8(_) => (Layout::Rgba, 4),
        _ => (Layout::Rgb, 3),
    };
    let to = ColorProfile::new_srgb();
    let Ok(transform) = from.create_transform_8bit(layout, &to, layout, TransformOptions::default()) else {
        return;
    };
    let pixels: &mut [u8] = match plain {
        DynamicImage::ImageRgba8(pixels) => pixels,
        DynamicImage::ImageRgb8(pixels) => pixels,
        _ => return,
    };
    // A strip at a time, so that no second picture is held.
    for strip in pixels.chunks_mut(channels * 4096) {
        let before = strip.to_vec();
        if transform.transform(&before, strip).is_err() {
            strip.copy_from_slice(&before);
        }
    }
}
