//! What holds for every parser on any bytes: it answers, and what it understood survives being written and read.
//!
//! One file, used twice: by the fuzz targets beside it, for hours, and by `xtask/tests/hostile.rs`, for seconds, on
//! mutations of the files of this repository. A property panics where it does not hold.

#[path = "properties/coalition.rs"]
mod coalition;

use charter::{condition, draw, membership};
pub use coalition::{archive, picture, reference, statement, wxr};
use std::path::Path;
use world::{
    Decimal, World, geometry,
    import::{self, Format, Options},
    store,
    user_data::Description,
};

/// A parser, what must hold of it, and the files of the repository from which a search begins.
pub struct Parser {
    /// The name of its fuzz target.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub holds: fn(&[u8]),
    /// Files, by their paths from the root.
    pub seeds: &'static [&'static str],
}

/// Every parser that reads what others write.
pub const PARSERS: [Parser; 25] = [
    Parser {
        name: "charter",
        holds: charter_file,
        seeds: &[
            "charters/world-security-community.toml",
            "charters/north-atlantic-treaty.toml",
            "charters/european-union.toml",
            "charters/un-security-council.toml",
            "charters/world-federation.toml",
            "charter/tests/charters/bad/stages.toml",
            "charter/tests/charters/bad/acts.toml",
            "charter/tests/charters/bad/places-through-escapes.toml",
        ],
    },
    Parser { name: "condition", holds: condition, seeds: &["fuzz/seeds/conditions"] },
    Parser { name: "rule", holds: rule, seeds: &["fuzz/seeds/rules"] },
    Parser { name: "key", holds: key, seeds: &["fuzz/seeds/keys"] },
    Parser { name: "decimal", holds: decimal, seeds: &["fuzz/seeds/decimals"] },
    Parser { name: "import_plain", holds: import_plain, seeds: &["world/tests/import/plain.csv"] },
    Parser { name: "import_vdem", holds: import_vdem, seeds: &["world/tests/import/vdem.csv"] },
    Parser {
        name: "import_world_bank",
        holds: import_world_bank,
        seeds: &["world/tests/import/world_bank.csv"],
    },
    Parser { name: "import_ucdp", holds: import_ucdp, seeds: &["world/tests/import/ucdp.csv"] },
    Parser { name: "description", holds: description, seeds: &["fuzz/seeds/description.toml"] },
    Parser { name: "store", holds: store, seeds: &["data/world.bin"] },
    Parser { name: "geometry", holds: geometry, seeds: &["data/geometry.bin"] },
    Parser { name: "topojson", holds: topojson, seeds: &["fuzz/seeds/two-countries.json"] },
    Parser { name: "json", holds: json, seeds: &["fuzz/seeds/event.json"] },
    Parser { name: "note", holds: note, seeds: &["fuzz/seeds/checkpoint"] },
    Parser { name: "proof", holds: proof, seeds: &["fuzz/seeds/event.tlog-proof"] },
    Parser { name: "tile", holds: tile, seeds: &["fuzz/seeds/tile-path"] },
    Parser { name: "act", holds: act, seeds: &["fuzz/seeds/acts"] },
    Parser { name: "address", holds: address, seeds: &["fuzz/seeds/addresses"] },
    Parser { name: "link", holds: link, seeds: &["fuzz/seeds/links"] },
    Parser { name: "reference", holds: reference, seeds: &["fuzz/seeds/references"] },
    Parser {
        name: "statement",
        holds: statement,
        seeds: &["fuzz/seeds/statement.csv", "fuzz/seeds/statement.ofx", "fuzz/seeds/statement.xml"],
    },
    Parser {
        name: "picture",
        holds: picture,
        seeds: &[
            "fuzz/seeds/picture.png",
            "fuzz/seeds/picture.jpg",
            "fuzz/seeds/picture.gif",
            "fuzz/seeds/picture.webp",
        ],
    },
    Parser { name: "archive", holds: archive, seeds: &["fuzz/seeds/content.zip"] },
    Parser { name: "wxr", holds: wxr, seeds: &["campaign/tests/wxr/export.xml"] },
];

/// Findings point into the file, every way of drawing them answers, formatting keeps what is said and is done once,
/// and a charter without errors can be shown and judged.
pub fn charter_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let world = World::embedded();
    let findings = charter::look(text, world);
    let _ = draw::draw("f", text, &findings, draw::Style::Coloured);
    let _ = (draw::plain("f", text, &findings), draw::to_json("f", text, &findings));
    let errors = findings.iter().any(|finding| finding.severity == charter::Severity::Error);
    if let Ok(formatted) = charter::fmt::format(text) {
        assert_eq!(charter::fmt::format(&formatted).as_ref(), Ok(&formatted), "formatting is done once");
        let again = charter::look(&formatted, world);
        assert_eq!(codes(&again), codes(&findings), "formatting changes what is said");
    }
    if errors {
        return;
    }
    let charter = charter::read(text).charter;
    let _ = charter::show::text(&charter, world, 80);
    let record = membership::assess(&charter, world);
    let _ = membership::history(&charter, world, &record, charter.since(world), world.last_year);
    assert!(charter::diff::diff(&charter, &charter, world, None).is_ok_and(|changes| changes.is_empty()));
}

/// The codes of findings, sorted: their order follows the file's.
fn codes(findings: &[charter::Finding]) -> Vec<&str> {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes
}

/// A condition that is understood is printed so that it is understood the same, wherever it stands.
pub fn condition(bytes: &[u8]) {
    use condition::Context::{Act, Criterion, Guarantee, Stage};
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for context in [Criterion, Act, Guarantee, Stage] {
        if let Ok(understood) = condition::parse(text, context) {
            let printed = understood.to_string();
            let again = condition::parse(&printed, context).map(|again| again.to_string());
            assert_eq!(again.ok().as_deref(), Some(printed.as_str()), "{text}");
            let _ = (understood.plain_english(&|_| None), understood.bars());
        }
    }
}

/// A key is printed as it is read again, and an error points at whole characters.
pub fn key(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match voting::scale::Key::parse(text) {
        Ok(key) => {
            let printed = key.to_string();
            assert_eq!(voting::scale::Key::parse(&printed).map(|key| key.to_string()), Ok(printed));
        }
        Err(error) => assert!(text.get(error.span()).is_some(), "{:?}", error.span()),
    }
}

/// A rule that is understood is printed so that it is understood the same.
pub fn rule(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match voting::parse(text) {
        Ok(rule) => {
            assert_eq!(voting::parse(&rule.to_string()).as_ref(), Ok(&rule), "{text}");
            let _ = rule.plain_english();
        }
        Err(error) => drop(error.to_string()),
    }
}

/// A decimal is printed so that it is read the same.
pub fn decimal(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(value) = text.parse::<Decimal>() {
        assert_eq!(value.to_string().parse::<Decimal>().ok(), Some(value), "{text}");
    }
}

pub fn import_plain(bytes: &[u8]) {
    imported(bytes, Format::Plain, "press_freedom");
}

pub fn import_vdem(bytes: &[u8]) {
    imported(bytes, Format::Vdem, "polyarchy");
}

pub fn import_world_bank(bytes: &[u8]) {
    imported(bytes, Format::WorldBank, "gdp");
}

pub fn import_ucdp(bytes: &[u8]) {
    imported(bytes, Format::Ucdp, "armed_conflict");
}

/// Whatever a file holds, no value is placed twice, none where there is no state or year, every row not placed has its
/// line, and what was placed is read again as it was when it is written as a plain table.
fn imported(bytes: &[u8], format: Format, indicator: &str) {
    let world = World::embedded();
    let options = Options { format: Some(format), ..Options::named(indicator) };
    // What a file is taken for by its header is told without a panic too.
    let _ = import::read(bytes, world, &Options::named(indicator));
    let import = match import::read(bytes, world, &options) {
        Ok(import) => import,
        Err(error) => return drop((error.to_string(), error.help())),
    };
    let lines = u64::try_from(bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count()).unwrap_or(0);
    for row in &import.not_placed {
        assert!((1..=lines + 1).contains(&row.line), "line {}", row.line);
    }
    for series in &import.series {
        let mut table = "state,year,value\n".to_owned();
        let mut before = None;
        for placed in &series.placed {
            let at = (placed.state, placed.year);
            assert!(before.is_none_or(|before| before < at), "{at:?} is placed twice");
            before = Some(at);
            table.push_str(&format!("{},{},{}\n", world.state(placed.state).code, placed.year, placed.value));
        }
        let plain = Options { format: Some(Format::Plain), ..Options::named(&series.indicator) };
        let again = import::read(table.as_bytes(), world, &plain);
        let again: Vec<_> = again.into_iter().flat_map(|again| again.series).flat_map(|s| s.placed).collect();
        let both = |placed: &import::Placed| (placed.state, placed.year, placed.value);
        assert!(again.iter().map(both).eq(series.placed.iter().map(both)), "{table}");
    }
}

/// A description that is understood is written so that it is understood the same.
pub fn description(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(description) = Description::from_toml(text) {
        assert_eq!(Description::from_toml(&description.to_toml()), Ok(description));
    }
}

/// A world that can be read is written so that it is read the same. So that a search gets past the checksum, the sum
/// of whatever follows the header is put right first.
pub fn store(bytes: &[u8]) {
    for file in [bytes.to_vec(), with_sum(bytes)] {
        if let Ok(world) = store::decode(&file) {
            let written = store::encode(&world).unwrap_or_default();
            let again = store::decode(&written).and_then(|again| store::encode(&again));
            assert_eq!(again.ok(), Some(written));
        }
    }
}

/// The file with the right checksum of its body, at bytes 18 to 21.
fn with_sum(bytes: &[u8]) -> Vec<u8> {
    let mut file = bytes.to_vec();
    if let Some((head, body)) = file.split_at_mut_checked(22) {
        let mut sum = flate2::Crc::new();
        sum.update(body);
        head[18..].copy_from_slice(&sum.sum().to_le_bytes());
    }
    file
}

/// Shapes are read or refused, and each ring has finite points.
pub fn geometry(bytes: &[u8]) {
    for shape in geometry::read(bytes).into_iter().flatten() {
        for (x, y) in shape.rings.iter().flatten() {
            assert!(x.is_finite() && y.is_finite());
        }
    }
}

/// A topology that is understood is compacted into a file that can be read.
pub fn topojson(bytes: &[u8]) {
    match geometry::rebuild(bytes) {
        Ok(file) => assert!(geometry::read(&file).is_some()),
        Err(error) => drop(error.to_string()),
    }
}

/// The inputs from which a search begins.
pub fn seeds(parser: &Parser, root: &Path) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for path in parser.seeds {
        let bytes = std::fs::read(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        match *path {
            // The whole world takes a thousand times as long as three states of it, and finds no more.
            "data/world.bin" => seeds.push(three_states()),
            // A list of inputs, one a line.
            list if !list.contains('.') => {
                seeds.extend(
                    bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec),
                );
            }
            _ => seeds.push(bytes),
        }
    }
    seeds
}

/// A small world, as bytes.
fn three_states() -> Vec<u8> {
    let whole = World::embedded();
    let mut world = World { last_year: whole.last_year, ..World::default() };
    world.states = whole.states[..3].to_vec();
    world.indicators = whole.indicators[..2].to_vec();
    world.sources = whole.sources[..2].to_vec();
    world.columns = whole.columns[..2].to_vec();
    for column in &mut world.columns {
        column.cells.truncate(3 * column.years);
    }
    store::encode(&world).unwrap_or_default()
}

/// Whatever JSON means, its canonical form means the same and is the only text that is taken for canonical.
pub fn json(bytes: &[u8]) {
    use record::json::{canonical, parse};
    match parse(bytes) {
        Ok(value) => {
            let text = value.encode();
            assert_eq!(canonical(text.as_bytes()).as_ref(), Ok(&value));
            assert_eq!(canonical(bytes).is_ok(), text.as_bytes() == bytes);
        }
        Err(error) => assert!(error.at <= bytes.len(), "{error}"),
    }
}

/// A note is written as it was read, and a checkpoint in it as well; so are keys.
pub fn note(bytes: &[u8]) {
    use record::{
        checkpoint::Checkpoint,
        note::{Note, Signer, Verifier},
    };
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        if let Ok(checkpoint) = Checkpoint::of(&note) {
            assert!(note.text().starts_with(&checkpoint.to_string()));
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(key) = Verifier::parse(text) {
        assert_eq!(key.to_string(), text);
    }
    let _ = Signer::parse(text).map(|key| assert_eq!(key.secret(), text));
}

/// A proof that is read is read again as it was, but for the data that nothing vouches for.
pub fn proof(bytes: &[u8]) {
    use record::proof::Proof;
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(proof) = Proof::parse(text) {
        assert_eq!(Proof::parse(&proof.to_string()), Ok(proof));
    }
}

/// A path names one tile, and a tile has one path; a bundle is taken apart without losing a byte.
pub fn tile(bytes: &[u8]) {
    use record::tile::{Tile, unbundle};
    let (entries, rest) = unbundle(bytes);
    assert_eq!(bytes.len(), rest.len() + entries.iter().map(|entry| entry.len() + 2).sum::<usize>());
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(tile) = Tile::parse(text) {
        assert_eq!(tile.to_string(), text);
    }
}

/// An act that is understood is printed so that it is understood the same.
pub fn act(bytes: &[u8]) {
    use community::line;
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let read = |text: &str| line::deed(&line::words(text)?, &|name| Err(name.to_owned()));
    if let Ok(deed) = read(text) {
        assert_eq!(read(&line::print(&deed)), Ok(deed), "{text}");
    }
}

/// An address is written in ASCII on one line, so that no mail header can be put into it, and is read the same; so is whose
/// mailbox it means.
pub fn address(bytes: &[u8]) {
    use campaign::address::Address;
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(address) = Address::read(text) {
        let written = address.to_string();
        assert!(written.bytes().all(|byte| byte.is_ascii_graphic()), "{written:?}");
        assert_eq!(Address::read(&written).as_ref(), Ok(&address));
        assert!(
            !address.mailbox().contains(|sign: char| sign.is_ascii_uppercase() || !sign.is_ascii_graphic())
        );
    }
}

/// A link opens nothing that was not signed: whatever opens is, to the letter, what this key makes of what was opened.
pub fn link(bytes: &[u8]) {
    use campaign::secret::{Link, Purpose, Secrets};
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let secrets = Secrets::new(&[7; 32], None);
    for purpose in [Purpose::ConfirmSignature, Purpose::Unsubscribe, Purpose::OwnData, Purpose::Gift] {
        if let Ok(id) = secrets.open_link(purpose, text, 0) {
            assert_eq!(secrets.link(&Link { purpose, id, until: None }), text);
        }
    }
}
