//! A column's cells as bytes: for each state runs of missing and present years, and in a present run the
//! difference from the value before. Records change little from year to year, so most differences are one byte.

use super::{StoreError, reader::Reader};
use crate::MISSING;

/// Writes a number, seven bits a byte.
pub fn write_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push((value & 0x7f) as u8);
}

/// Small positive and negative differences both become small numbers: 0, −1, 1, −2 are 0, 1, 2, 3.
fn fold(difference: i64) -> u64 {
    ((difference << 1) ^ (difference >> 63)).cast_unsigned()
}

fn unfold(folded: u64) -> i64 {
    (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed()
}

/// Writes the cells, state after state.
pub fn write(out: &mut Vec<u8>, cells: &[i64], years: usize) {
    for history in cells.chunks(years.max(1)) {
        let mut before = 0i64;
        let mut left = history;
        while !left.is_empty() {
            let missing = left.iter().take_while(|cell| **cell == MISSING).count();
            let present = left[missing..].iter().take_while(|cell| **cell != MISSING).count();
            write_number(out, missing as u64);
            write_number(out, present as u64);
            for cell in &left[missing..missing + present] {
                write_number(out, fold(cell.wrapping_sub(before)));
                before = *cell;
            }
            left = &left[missing + present..];
        }
    }
}

/// Reads what [`write`] wrote.
pub fn read(reader: &mut Reader<'_>, states: usize, years: usize) -> Result<Vec<i64>, StoreError> {
    let mut cells = Vec::with_capacity(states * years);
    for state in 0..states {
        let end = (state + 1) * years;
        let mut before = 0i64;
        while cells.len() < end {
            let (missing, present) = (reader.size()?, reader.size()?);
            let run = missing.checked_add(present).filter(|run| *run > 0);
            if run.is_none_or(|run| run > end - cells.len()) {
                return Err(StoreError::Nonsense("a run of values does not fit its state"));
            }
            cells.resize(cells.len() + missing, MISSING);
            for _ in 0..present {
                before = before.wrapping_add(unfold(reader.number()?));
                if before == MISSING {
                    return Err(StoreError::Nonsense("a value stands where none can"));
                }
                cells.push(before);
            }
        }
    }
    Ok(cells)
}
