//! The compact file: a whole world in one small, checked, deterministic run of bytes.
//!
//! Knows nothing of where the file lies. A file is a header (magic, version, length and checksum of what
//! follows) and one deflated body: the names, the groups and the record of the United Nations as JSON, then the columns, each as runs of missing and
//! present cells with the differences from year to year. The same world gives the same bytes; bytes that were
//! cut or changed give an error, never a panic.

mod cells;
mod error;
mod reader;

pub use error::StoreError;

use crate::{
    Column, FIRST_YEAR, Group, Indicator, Source, State, StateIx, UnitedNations, World, decimal::MAX_PLACES,
};
use flate2::{Compression, Crc, read::DeflateDecoder, write::DeflateEncoder};
use reader::Reader;
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    io::{Read, Write},
};

/// What every such file begins with.
const MAGIC: [u8; 8] = *b"koinonWD";

/// The edition of the format; another one is refused.
const VERSION: u16 = 1;

/// More cells than any world has: about forty times today's. A file that claims more is broken.
const MOST_CELLS: usize = 60_000_000;

/// A longer body than any world has.
const LONGEST_BODY: u64 = 256 << 20;

/// Everything but the columns.
#[derive(Serialize, Deserialize)]
struct Front<'w> {
    last_year: i32,
    states: Cow<'w, [State]>,
    indicators: Cow<'w, [Indicator]>,
    groups: Cow<'w, [Group]>,
    sources: Cow<'w, [Source]>,
    united_nations: Cow<'w, UnitedNations>,
}

/// The bytes of a world.
pub fn encode(world: &World) -> Result<Vec<u8>, StoreError> {
    check(world)?;
    let front = Front {
        last_year: world.last_year,
        states: Cow::Borrowed(&world.states),
        indicators: Cow::Borrowed(&world.indicators),
        groups: Cow::Borrowed(&world.groups),
        sources: Cow::Borrowed(&world.sources),
        united_nations: Cow::Borrowed(&world.united_nations),
    };
    let front = serde_json::to_vec(&front).map_err(|error| StoreError::Front(error.to_string()))?;
    let mut body = Vec::new();
    cells::write_number(&mut body, front.len() as u64);
    body.extend_from_slice(&front);
    for column in &world.columns {
        body.push(column.places);
        cells::write(&mut body, &column.cells, column.years);
    }
    let mut deflater = DeflateEncoder::new(Vec::new(), Compression::best());
    let packed = deflater.write_all(&body).and_then(|()| deflater.finish());
    let packed = packed.map_err(|error| StoreError::Packing(error.to_string()))?;
    let mut sum = Crc::new();
    sum.update(&packed);
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&(body.len() as u64).to_le_bytes());
    file.extend_from_slice(&sum.sum().to_le_bytes());
    file.extend_from_slice(&packed);
    Ok(file)
}

/// The world in these bytes.
pub fn decode(file: &[u8]) -> Result<World, StoreError> {
    let mut header = Reader::new(file);
    if header.take(MAGIC.len())? != MAGIC {
        return Err(StoreError::NotOurs);
    }
    let version = u16::from_le_bytes(header.array()?);
    if version != VERSION {
        return Err(StoreError::Version { found: version, known: VERSION });
    }
    let length = u64::from_le_bytes(header.array()?);
    let expected = u32::from_le_bytes(header.array()?);
    let packed = header.rest();
    let mut sum = Crc::new();
    sum.update(packed);
    if sum.sum() != expected {
        return Err(StoreError::Checksum);
    }
    if length > LONGEST_BODY {
        return Err(StoreError::Nonsense("its body would be longer than any world"));
    }
    let mut body = Vec::new();
    let unpacked = DeflateDecoder::new(packed).take(length + 1).read_to_end(&mut body);
    unpacked.map_err(|error| StoreError::Packing(error.to_string()))?;
    if body.len() as u64 != length {
        return Err(StoreError::CutShort);
    }
    unpack(&body)
}

fn unpack(body: &[u8]) -> Result<World, StoreError> {
    let mut reader = Reader::new(body);
    let length = reader.size()?;
    let front = serde_json::from_slice::<Front<'_>>(reader.take(length)?);
    let front = front.map_err(|error| StoreError::Front(error.to_string()))?;
    let mut world = World {
        last_year: front.last_year,
        states: front.states.into_owned(),
        indicators: front.indicators.into_owned(),
        columns: Vec::new(),
        groups: front.groups.into_owned(),
        sources: front.sources.into_owned(),
        united_nations: front.united_nations.into_owned(),
    };
    if !(FIRST_YEAR..FIRST_YEAR + 10_000).contains(&world.last_year) {
        return Err(StoreError::Nonsense("its last year is out of reach"));
    }
    let (states, years) = (world.states.len(), world.years());
    let cells = states.checked_mul(years).and_then(|n| n.checked_mul(world.indicators.len()));
    if cells.is_none_or(|n| n > MOST_CELLS) {
        return Err(StoreError::Nonsense("it claims more values than any world has"));
    }
    for _ in 0..world.indicators.len() {
        let places = reader.byte()?;
        let cells = cells::read(&mut reader, states, years)?;
        world.columns.push(Column { places, years, cells });
    }
    if !reader.rest().is_empty() {
        return Err(StoreError::Nonsense("bytes are left over at its end"));
    }
    check(&world)?;
    Ok(world)
}

/// Does everything that points at a place point into this world?
fn check(world: &World) -> Result<(), StoreError> {
    let states = world.states.len();
    if states > usize::from(u16::MAX) || world.indicators.len() > usize::from(u16::MAX) {
        return Err(StoreError::Nonsense("it has more states or indicators than places can name"));
    }
    let known = |ix: &StateIx| usize::from(ix.0) < states;
    let placed = world.states.iter().all(|s| s.borders.iter().chain(&s.continues).all(known));
    if !placed
        || !world.groups.iter().flat_map(|g| &g.members).all(|m| known(&m.state))
        || !world.united_nations.states().all(known)
    {
        return Err(StoreError::Nonsense("it names a state that it does not have"));
    }
    if world.columns.len() != world.indicators.len() {
        return Err(StoreError::Nonsense("it has not one column for each indicator"));
    }
    let shaped = |column: &Column| {
        column.places <= MAX_PLACES
            && column.years == world.years()
            && column.cells.len() == states * column.years
    };
    if !world.columns.iter().all(shaped) {
        return Err(StoreError::Nonsense("a column has not one cell for each state and year"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
