//! Builds the compact file from the upstream tables in a folder: reads the curated lists beside it, places every
//! row, and reports every row that it could not place.
//!
//! Knows nothing of the network: the tables are fetched by whoever calls. Building twice from the same tables
//! gives the same bytes.

mod catalogue;
mod conflict;
mod error;
mod groups;
mod indicators;
mod not_placed;
mod placing;
mod sources_page;
mod states;
mod tables;
mod united_nations;

pub use error::BuildError;
pub use not_placed::NotPlaced;

use crate::{World, store};
use catalogue::Catalogue;
use std::{fmt, fs, path::Path};

/// The compact file, in the data folder.
pub const WORLD_FILE: &str = "world.bin";

/// The rows that were not placed, in the data folder.
pub const NOT_PLACED_FILE: &str = "not_placed.csv";

/// The page of sources, in the data folder.
pub const SOURCES_FILE: &str = "SOURCES.md";

/// What was built.
#[derive(Clone, Debug)]
pub struct Report {
    /// Each file written, with its length in bytes.
    pub written: Vec<(String, usize)>,
    /// How many states the world has.
    pub states: usize,
    /// How many indicators.
    pub indicators: usize,
    /// How many groups.
    pub groups: usize,
    /// How many values.
    pub values: usize,
    /// Every row that was not placed, by file and reason.
    pub not_placed: Vec<NotPlaced>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (file, bytes) in &self.written {
            writeln!(f, "wrote {file}, {bytes} bytes")?;
        }
        writeln!(
            f,
            "{} states, {} indicators with {} values, {} groups",
            self.states, self.indicators, self.values, self.groups
        )?;
        let rows: usize = self.not_placed.iter().map(|n| n.lines.len()).sum();
        writeln!(f, "{rows} rows were not placed:")?;
        for entry in &self.not_placed {
            writeln!(f, "  {entry}")?;
        }
        Ok(())
    }
}

/// The world in the tables of a folder, with every row that was not placed.
pub fn compile(tables: &Path, data: &Path) -> Result<(World, Vec<NotPlaced>), BuildError> {
    let catalogue = Catalogue::read(&data.join("curated"))?;
    let mut folder = tables::Folder::new(tables);
    let mut states = states::build(&catalogue, &mut folder)?;
    let mut placed = placing::Placed::new(&catalogue, &mut folder, &states)?;
    let (indicators, columns, last_year) = indicators::build(&catalogue, &mut placed, &states)?;
    let groups = groups::build(&catalogue, &mut folder, &states, &mut placed.not_placed)?;
    let curated = data.join("curated");
    let united_nations =
        united_nations::build(&catalogue, &curated, &mut folder, &states, &mut placed.not_placed)?;
    states::learn_names(&mut states, &placed);
    let world = World {
        last_year,
        states: states.list,
        indicators,
        columns,
        groups,
        sources: catalogue.sources.iter().map(catalogue::Publisher::source).collect(),
        united_nations,
    };
    Ok((world, placed.not_placed.into_entries()))
}

/// Rebuilds the compact file and the page of sources in `data` from the tables in `tables`.
pub fn rebuild(tables: &Path, data: &Path) -> Result<Report, BuildError> {
    let (world, not_placed) = compile(tables, data)?;
    let catalogue = Catalogue::read(&data.join("curated"))?;
    let files = [
        (WORLD_FILE, store::encode(&world)?),
        (NOT_PLACED_FILE, not_placed::to_csv(&not_placed).into_bytes()),
        (SOURCES_FILE, sources_page::write(&catalogue, &world, &not_placed).into_bytes()),
    ];
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = data.join(name);
        fs::write(&path, &bytes).map_err(|error| BuildError::unwritable(&path, &error))?;
        written.push((path.display().to_string(), bytes.len()));
    }
    Ok(Report {
        written,
        states: world.states.len(),
        indicators: world.indicators.len(),
        groups: world.groups.len(),
        values: world.indicators.iter().map(|i| i.values as usize).sum(),
        not_placed,
    })
}

/// The page of sources for a world and the curated lists in `data`, as [`rebuild`] would write it.
pub fn sources_page(world: &World, data: &Path) -> Result<String, BuildError> {
    let catalogue = Catalogue::read(&data.join("curated"))?;
    let path = data.join(NOT_PLACED_FILE);
    let text = fs::read_to_string(&path).map_err(|error| BuildError::unreadable(&path, &error))?;
    Ok(sources_page::write(&catalogue, world, &not_placed::from_csv(&text)))
}
