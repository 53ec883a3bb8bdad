//! The table of what is kept: one row a table of the database. A test reads the databases and fails where a table or a column is
//! missing here.

mod campaign;
mod gifts;
mod joining;
mod office;

use super::{As, Basis, Column, Kept, Whose};

/// Every table of the campaign.
pub const KEPT: &[Kept] = &ALL;

const AREAS: [&[Kept]; 4] = [campaign::KEPT, gifts::KEPT, joining::KEPT, office::KEPT];
const COUNT: usize = AREAS[0].len() + AREAS[1].len() + AREAS[2].len() + AREAS[3].len();

const ALL: [Kept; COUNT] = {
    let mut all = [AREAS[0][0]; COUNT];
    let (mut place, mut area) = (0, 0);
    while area < AREAS.len() {
        let mut row = 0;
        while row < AREAS[area].len() {
            all[place] = AREAS[area][row];
            place += 1;
            row += 1;
        }
        area += 1;
    }
    all
};

/// A table that holds nothing about anybody.
const fn impersonal(table: &'static str, rest: &'static [&'static str]) -> Kept {
    Kept {
        table,
        title: "",
        why: "",
        basis: Basis::Interest,
        whose: Whose::Nobody,
        columns: &[],
        rest,
        until: "",
        terms: &[],
        forget: None,
    }
}

const fn column(name: &'static str, kept: As, what: &'static str) -> Column {
    Column { name, kept, what }
}

/// The column by which a person's rows are found.
const PERSON: Column = column("person", As::Index, "an index of your address");
