//! The map as a picture by itself, without words: in SVG, and in PNG as pages elsewhere show it when they link here.

use super::{HEIGHT as HIGH, OUTLINES, Place, WIDTH as WIDE, capital, is_of, shapes};
use crate::{facts::Facts, mark::Mark};
use std::{fmt::Write, sync::OnceLock};
use tiny_skia::{
    Color, FillRule, FilterQuality, LineCap, Paint, Path, PathBuilder, Pattern, Pixmap, SpreadMode, Stroke,
    Transform,
};

/// The width of the PNG, in pixels: what previews of links ask for.
pub const WIDTH: u32 = 1200;
/// Its height, in pixels.
pub const HEIGHT: u32 = 630;

/// Colours of the light, as `web/style/site.css` has them.
const PAPER: &str = "#fbfaf6";
const LAND: &str = "#efece3";
const HAIR: &str = "#d8d4c8";
const MET: &str = "#0a5a8a";
const UNMET: &str = "#dcd7cb";
const UNKNOWN: &str = "#77776f";
const RISK: &str = "#8a5c00";
const LOST: &str = "#a84c18";

/// A thing that is drawn: land without a verdict has no mark.
struct Drawn {
    mark: Option<Mark>,
    form: Form,
}

enum Form {
    /// A path as [`super::outline`] writes it.
    Shape(String),
    /// A state too small to be seen.
    Dot(String, String),
}

/// Every state of the last year with its mark.
fn places(facts: &Facts) -> Vec<Place> {
    let judged = facts.default();
    let year = judged.latest_year;
    let place = |state| Place {
        state,
        mark: Mark::of(facts, judged, state, year),
        says: String::new(),
        address: String::new(),
    };
    facts.world.states_in(year).map(place).collect()
}

fn drawn(facts: &Facts) -> Vec<Drawn> {
    let (places, shapes) = (places(facts), shapes(facts.world));
    let large = |place: &&Place| shapes.get(&place.state).is_some_and(|outline| !outline.small());
    let ground = OUTLINES.iter().filter(|outline| {
        !outline.tiny() && !places.iter().filter(large).any(|place| is_of(&shapes, place, outline))
    });
    let mut all: Vec<Drawn> =
        ground.map(|outline| Drawn { mark: None, form: Form::Shape(outline.path.clone()) }).collect();
    for place in places.iter().filter(large) {
        if let Some(outline) = shapes.get(&place.state) {
            all.push(Drawn { mark: Some(place.mark), form: Form::Shape(outline.path.clone()) });
        }
    }
    for place in places.iter().filter(|place| !large(place)) {
        if let Some((x, y)) = capital(facts.world, place.state) {
            all.push(Drawn { mark: Some(place.mark), form: Form::Dot(x, y) });
        }
    }
    all
}

const fn colour(mark: Option<Mark>) -> &'static str {
    match mark {
        None => LAND,
        Some(Mark::Met) => MET,
        Some(Mark::Unmet) => UNMET,
        Some(Mark::Unknown) => UNKNOWN,
        Some(Mark::Risk) => RISK,
        Some(Mark::Lost) => LOST,
    }
}

/// What is unknown is hatched and what is under observation dotted, in print as well.
const PATTERNS: [(Mark, &str); 2] = [(Mark::Unknown, "hatch"), (Mark::Risk, "dotted")];

/// The map in SVG.
pub fn svg(facts: &Facts) -> &'static str {
    static SVG: OnceLock<String> = OnceLock::new();
    SVG.get_or_init(|| {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE} {HIGH}\">\n\
             <defs><pattern id=\"hatch\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"9\" height=\"9\" fill=\"{PAPER}\"/><path d=\"M0 0V9\" stroke=\"{UNKNOWN}\" stroke-width=\"6\"/></pattern>\
             <pattern id=\"dotted\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"9\" height=\"9\" fill=\"{UNMET}\"/><circle cx=\"4.5\" cy=\"4.5\" r=\"2\" fill=\"{RISK}\"/></pattern></defs>\n\
             <g stroke=\"{PAPER}\" stroke-width=\"1.5\" stroke-linejoin=\"round\">\n"
        );
        for one in drawn(facts) {
            let pattern = PATTERNS.iter().find(|(mark, _)| Some(*mark) == one.mark);
            let fill = pattern.map_or_else(|| colour(one.mark).to_owned(), |(_, name)| format!("url(#{name})"));
            let edge = if one.mark.is_none() { format!(" stroke=\"{HAIR}\"") } else { String::new() };
            // Writing to a string does not fail.
            let _ = match one.form {
                Form::Shape(path) => writeln!(out, "<path fill=\"{fill}\"{edge} d=\"{path}\"/>"),
                Form::Dot(x, y) => writeln!(out, "<circle fill=\"{fill}\"{edge} cx=\"{x}\" cy=\"{y}\" r=\"6\"/>"),
            };
        }
        out + "</g>\n</svg>\n"
    })
}

/// The map in PNG; empty where it cannot be drawn, which our tests would have found.
pub fn png(facts: &Facts) -> &'static [u8] {
    static PNG: OnceLock<Vec<u8>> = OnceLock::new();
    PNG.get_or_init(|| painted(facts).and_then(|picture| picture.encode_png().ok()).unwrap_or_default())
}

fn painted(facts: &Facts) -> Option<Pixmap> {
    #[expect(clippy::cast_precision_loss, reason = "some thousand units")]
    let [wide, high, width, height] = [WIDE, HIGH, WIDTH, HEIGHT].map(|side| side as f32);
    let mut picture = Pixmap::new(WIDTH, HEIGHT)?;
    picture.fill(read(PAPER));
    let scale = (width - 48.0) / wide;
    let place = Transform::from_scale(scale, scale).post_translate(24.0, (height - high * scale) / 2.0);
    let (hatch, dotted) = (tile(PAPER, UNKNOWN, true)?, tile(UNMET, RISK, false)?);
    let stroke = Stroke { width: 1.5, ..Stroke::default() };
    for one in drawn(facts) {
        let path = match &one.form {
            Form::Shape(path) => path_of(path)?,
            Form::Dot(x, y) => PathBuilder::from_circle(x.parse().ok()?, y.parse().ok()?, 7.0)?,
        };
        let pattern = match one.mark {
            Some(Mark::Unknown) => Some(&hatch),
            Some(Mark::Risk) => Some(&dotted),
            _ => None,
        };
        let mut fill = Paint { anti_alias: true, ..Paint::default() };
        match pattern {
            Some(tile) => {
                let turned = Transform::from_scale(1.2, 1.2).post_rotate(45.0);
                fill.shader =
                    Pattern::new(tile.as_ref(), SpreadMode::Repeat, FilterQuality::Bilinear, 1.0, turned);
            }
            None => fill.set_color(read(colour(one.mark))),
        }
        picture.fill_path(&path, &fill, FillRule::EvenOdd, place, None);
        let mut edge = Paint { anti_alias: true, ..Paint::default() };
        edge.set_color(read(if one.mark.is_none() { HAIR } else { PAPER }));
        picture.stroke_path(&path, &edge, &stroke, place, None);
    }
    Some(picture)
}

/// Nine units by nine of a pattern: a line, or a dot.
fn tile(ground: &str, ink: &str, line: bool) -> Option<Pixmap> {
    let mut tile = Pixmap::new(9, 9)?;
    tile.fill(read(ground));
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(read(ink));
    if line {
        let mut path = PathBuilder::new();
        path.move_to(4.5, 0.0);
        path.line_to(4.5, 9.0);
        let stroke = Stroke { width: 3.5, line_cap: LineCap::Butt, ..Stroke::default() };
        tile.stroke_path(&path.finish()?, &paint, &stroke, Transform::identity(), None);
    } else {
        let dot = PathBuilder::from_circle(4.5, 4.5, 2.2)?;
        tile.fill_path(&dot, &paint, FillRule::Winding, Transform::identity(), None);
    }
    Some(tile)
}

/// `#0a5a8a`
fn read(colour: &str) -> Color {
    let part =
        |at: usize| colour.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
    Color::from_rgba8(part(1), part(3), part(5), 255)
}

/// The path that `M10 20l3 4-5 6z` writes; none of it is missed, or there is none.
fn path_of(text: &str) -> Option<Path> {
    let mut path = PathBuilder::new();
    for ring in text.split('z').filter(|ring| !ring.is_empty()) {
        let (start, steps) = ring.strip_prefix('M')?.split_once('l')?;
        let (x, y) = start.split_once(' ')?;
        let (mut x, mut y): (f32, f32) = (x.parse().ok()?, y.parse().ok()?);
        path.move_to(x, y);
        let steps = steps.replace('-', " -");
        let mut steps = steps.split(' ').filter(|step| !step.is_empty());
        while let Some(dx) = steps.next() {
            x += dx.parse::<f32>().ok()?;
            y += steps.next()?.parse::<f32>().ok()?;
            path.line_to(x, y);
        }
        path.close();
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_shows_the_map_in_its_size() {
        let facts = Facts::embedded();
        let picture = Pixmap::decode_png(png(facts)).unwrap();
        assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
        assert!(png(facts).len() < 300_000, "{} bytes", png(facts).len());
        let near = |colour: &str| {
            let wanted = read(colour).to_color_u8();
            let same = |pixel: &&tiny_skia::PremultipliedColorU8| {
                (pixel.red(), pixel.green(), pixel.blue()) == (wanted.red(), wanted.green(), wanted.blue())
            };
            picture.pixels().iter().filter(same).count()
        };
        // Every shape that the drawing writes is read: states that qualify cover a good part of the land.
        assert!(
            near(MET) > 30_000 && near(UNMET) > 20_000 && near(PAPER) > 300_000,
            "{} {}",
            near(MET),
            near(UNMET)
        );
    }

    #[test]
    fn the_drawing_has_every_state_and_no_word() {
        let facts = Facts::embedded();
        let svg = svg(facts);
        let states = facts.world.states_in(facts.default().latest_year).count();
        let drawn = svg.matches("<path fill").count() + svg.matches("<circle fill").count();
        assert!(drawn >= states, "{drawn} of {states}");
        assert!(!svg.contains("<text") && !svg.contains("<a ") && !svg.contains("script"));
    }

    #[test]
    fn a_path_is_read_as_it_is_written() {
        let path = path_of("M10 20l3 4-5 6 0-5zM1 1l1 0 0 1z").unwrap();
        assert_eq!(path.bounds().left(), 1.0);
        assert_eq!((path.bounds().right(), path.bounds().bottom()), (13.0, 30.0));
        assert!(path_of("M10 20l3z").is_none() && path_of("10 20").is_none());
    }
}
