//! Uploads good and bad.

use super::*;
use ::image::{
    DynamicImage, ExtendedColorType, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{gif::GifEncoder, jpeg::JpegEncoder, png::PngEncoder},
};
use proptest::prelude::*;

/// A picture like a photograph: every pixel is another colour, the left half reddish.
fn photograph(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let byte = |number: u32| u8::try_from(number % 256).unwrap();
        let red = if x < width / 2 { 200 } else { 20 };
        Rgb([red + byte(x % 40), byte(y), byte(x ^ y)])
    })
}

fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(pixels).unwrap();
    bytes
}

fn png(pixels: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.write_to(&mut std::io::Cursor::new(&mut bytes), ::image::ImageFormat::Png).unwrap();
    bytes
}

/// A JPEG as a telephone writes it: turned, with the place where it was taken, and with words.
fn from_a_telephone(orientation: u8) -> Vec<u8> {
    let plain = jpeg(&photograph(60, 40));
    // TIFF, big-endian: orientation, and a directory of GPS with a reference and a latitude of 59° 54′ 49″.
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    tiff.extend([0, 2, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0]);
    tiff.extend([0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 68, 0, 0, 0, 0]);
    for (top, bottom) in [(59u32, 1u32), (54, 1), (49, 1)] {
        tiff.extend(top.to_be_bytes());
        tiff.extend(bottom.to_be_bytes());
    }
    tiff.extend(b"GPSGPSGPS taken at home");
    let mut bytes = plain[..2].to_vec();
    for (marker, part) in [(0xe1, [b"Exif\0\0".as_slice(), &tiff].concat()), (0xfe, b"secret words".to_vec())]
    {
        bytes.extend([0xff, marker]);
        bytes.extend(u16::try_from(part.len() + 2).unwrap().to_be_bytes());
        bytes.extend(part);
    }
    bytes.extend(&plain[2..]);
    bytes.extend(b"<script>alert(1)</script>PK\x03\x04");
    bytes
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

/// Everything that is kept and shown of an upload.
fn all_of(ready: &Ready) -> impl Iterator<Item = &[u8]> {
    std::iter::once(ready.bytes.as_slice()).chain(ready.forms.iter().map(|form| form.bytes.as_slice()))
}

#[test]
fn where_a_photograph_was_taken_is_not_kept() {
    let upload = from_a_telephone(1);
    assert!(holds(&upload, b"GPSGPS") && holds(&upload, b"secret words") && holds(&upload, b"<script>"));
    let ready = ready(&upload).unwrap();
    assert_eq!(ready.ending, Ending::Jpg);
    for bytes in all_of(&ready) {
        for words in [b"GPSGPS".as_slice(), b"Exif", b"EXIF", b"secret words", b"<script>", b"PK\x03\x04"] {
            assert!(!holds(bytes, words), "{:?} is left", String::from_utf8_lossy(words));
        }
    }
}

#[test]
fn a_picture_stands_upright() {
    let red_at = |ready: &Ready, x: u32, y: u32| {
        let seen = ::image::load_from_memory(&ready.bytes).unwrap().into_rgb8();
        seen.get_pixel(x, y).0[0] > 128
    };
    let lying = ready(&from_a_telephone(1)).unwrap();
    assert_eq!((lying.width, lying.height), (60, 40));
    assert!(red_at(&lying, 5, 20) && !red_at(&lying, 55, 20));
    // 6: the camera was held so that the left side of what it wrote is the top.
    let turned = ready(&from_a_telephone(6)).unwrap();
    assert_eq!((turned.width, turned.height), (40, 60));
    assert!(red_at(&turned, 20, 5) && !red_at(&turned, 20, 55));
}

#[test]
fn bombs_are_refused_by_their_heads() {
    // A PNG of 40 bytes that says it has 30,000 × 30,000 pixels.
    let mut bomb = png(&DynamicImage::ImageRgb8(photograph(2, 2)));
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(ready(&bomb), Err(ImageRefusal::TooHeavy));
    bomb[16..24].copy_from_slice(&[0, 0, 0x20, 0, 0, 0, 0x20, 0]);
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(ready(&bomb), Err(ImageRefusal::TooLarge(8192, 8192)));
    let gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;";
    assert_eq!(ready(gif), Err(ImageRefusal::TooLarge(65_535, 65_535)));
    let mut wide = jpeg(&photograph(8, 8));
    let at = wide.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    wide[at + 5..at + 9].copy_from_slice(&[0x40, 0, 0x3f, 0xff]);
    assert_eq!(ready(&wide), Err(ImageRefusal::TooLarge(16_383, 16_384)));
    assert_eq!(ready(&vec![0xff; MOST_BYTES + 1]), Err(ImageRefusal::TooLong));
}

/// CRC-32, as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[test]
fn what_is_no_picture_is_named() {
    let says = |bytes: &[u8]| ready(bytes).unwrap_err();
    assert_eq!(says(b""), ImageRefusal::Empty);
    assert_eq!(says(b"  <?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>"), ImageRefusal::Svg);
    assert_eq!(says(b"\x1f\x8b\x08\0"), ImageRefusal::Svg);
    assert_eq!(says(b"\0\0\0\x18ftypheic\0\0\0\0"), ImageRefusal::Other("HEIC, or a film,"));
    assert_eq!(says(b"\0\0\0\x18ftypavif\0\0\0\0"), ImageRefusal::Other("AVIF"));
    assert_eq!(says(b"%PDF-1.7"), ImageRefusal::NoPicture);
    assert_eq!(says(b"<html><img src=x>"), ImageRefusal::NoPicture);
    let whole = jpeg(&photograph(64, 64));
    for kind in [&whole[..20], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 "] {
        assert_eq!(says(kind), ImageRefusal::Damaged);
    }
    insta::assert_snapshot!(ImageRefusal::TooLarge(9000, 9000), @"the picture has 9000 × 9000 pixels, and 25 million at most are taken: make it smaller first");
    insta::assert_snapshot!(ImageRefusal::Other("TIFF"), @"TIFF is not taken: save it as JPEG or PNG and send that");
}

#[test]
fn a_drawing_stays_sharp_and_a_photograph_small() {
    let drawing = RgbaImage::from_fn(900, 300, |x, _| match x {
        0..450 => Rgba([10, 90, 138, 255]),
        _ => Rgba([255, 0, 0, 0]),
    });
    let drawing = ready(&png(&DynamicImage::ImageRgba8(drawing))).unwrap();
    assert_eq!(drawing.ending, Ending::Png);
    let widths = |ready: &Ready| ready.forms.iter().map(|form| form.width).collect::<Vec<_>>();
    assert_eq!(widths(&drawing), [400, 800, 900]);
    // The edge takes nothing of the red that nobody sees.
    let small = ::image::load_from_memory(&drawing.forms[0].bytes).unwrap().into_rgba8();
    assert!(small.pixels().all(|pixel| pixel.0[3] < 8 || pixel.0[0] < 60), "the edge is reddish");
    let photograph = ready(&png(&DynamicImage::ImageRgb8(photograph(1700, 200)))).unwrap();
    assert_eq!(photograph.ending, Ending::Jpg);
    assert_eq!(widths(&photograph), [400, 800, 1600]);
    for form in &photograph.forms {
        let seen = ::image::load_from_memory(&form.bytes).unwrap();
        assert_eq!(seen.width(), form.width);
    }
}

#[test]
fn of_what_moves_the_first_picture_is_kept() {
    let mut bytes = Vec::new();
    let mut writer = GifEncoder::new(&mut bytes);
    for colour in [[255, 0, 0, 255], [0, 0, 255, 255]] {
        let frame = ::image::Frame::new(RgbaImage::from_pixel(20, 10, Rgba(colour)));
        writer.encode_frame(frame).unwrap();
    }
    drop(writer);
    let ready = ready(&bytes).unwrap();
    let seen = ::image::load_from_memory(&ready.bytes).unwrap().into_rgb8();
    assert_eq!(ready.ending, Ending::Png);
    assert!(seen.pixels().all(|pixel| pixel.0[0] > 200 && pixel.0[2] < 50));
}

#[test]
fn a_bare_file_is_kept_as_it_is_and_another_is_not() {
    let plain = jpeg(&photograph(500, 50));
    assert_eq!(ready(&plain).unwrap().bytes, plain);
    let with_more = [plain.as_slice(), b"GIF89a <script>"].concat();
    assert_ne!(ready(&with_more).unwrap().bytes, with_more);
    let drawn = png(&DynamicImage::ImageRgb8(RgbImage::from_pixel(30, 30, Rgb([1, 2, 3]))));
    assert_eq!(ready(&drawn).unwrap().bytes, drawn);
    let with_more = [drawn.as_slice(), b"<html>"].concat();
    let kept = ready(&with_more).unwrap().bytes;
    let pixels = |bytes: &[u8]| ::image::load_from_memory(bytes).unwrap().into_rgb8();
    assert!(!holds(&kept, b"<html>") && pixels(&kept) == pixels(&drawn));
    // A long one is made shorter, whatever else it is.
    let long = ready(&jpeg(&photograph(4800, 10))).unwrap();
    assert_eq!((long.width, long.height), (MOST_SIDE, 5));
}

#[test]
fn sixteen_bits_greys_and_palettes_are_read() {
    let grey: Vec<u8> = (0..200u8).flat_map(|x| [x, 0]).collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&grey, 20, 10, ExtendedColorType::L16).unwrap();
    assert_eq!(ready(&bytes).unwrap().width, 20);
}

#[test]
fn widths_are_those_that_a_picture_has() {
    assert_eq!(widths(5000), [400, 800, 1600]);
    assert_eq!(widths(1600), [400, 800, 1600]);
    assert_eq!(widths(801), [400, 800, 801]);
    assert_eq!(widths(400), [400]);
    assert_eq!(widths(16), [16]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// What is kept is taken as it is elsewhere, under the same name and with the same forms.
    #[test]
    fn what_is_exported_is_imported_as_it_is(
        width in 1u32..70, height in 1u32..70, seed in any::<u32>(), clear in any::<bool>(), few in any::<bool>(), as_jpeg in any::<bool>(),
    ) {
        let pixels = RgbaImage::from_fn(width, height, |x, y| {
            let mixed = (x * 7919 + y * 104_729).wrapping_mul(seed | 1).rotate_left(7);
            let [a, b, c, d] = if few { [7, 90, 200, 255] } else { mixed.to_be_bytes() };
            Rgba([a, b, c, if clear { d } else { 255 }])
        });
        let pixels = DynamicImage::ImageRgba8(pixels);
        let upload = if as_jpeg { jpeg(&pixels.into_rgb8()) } else { png(&pixels) };
        let first = ready(&upload).unwrap();
        prop_assert_eq!(ready(&first.bytes).unwrap(), first);
    }
}
