//! An office over a database of a test's own: what is written, and the letters that come of it.

use crate::{petition::chance, place::Place};
use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError, Sql},
    mail::{Letter, Sender, queue},
    office::{Chance, Office},
    secret::Secrets,
};
use std::sync::Arc;

pub const DAY: i64 = 86_400;
pub const NOW: i64 = 20_000 * DAY;

pub struct Desk {
    pub db: Db,
    pub office: Arc<Office>,
}

impl Desk {
    pub fn new(place: &Place) -> Self {
        let office = Office {
            secrets: Secrets::new(&[1; 32], Some(&[2; 32])),
            sender: Sender {
                name: "Coalition".into(),
                address: Address::read("office@example.org").unwrap(),
                bounces: None,
                postal: "1 Example Street".into(),
            },
            origin: "https://example.org".into(),
        };
        Self { db: Db::open(&place.location, TABLES).unwrap(), office: Arc::new(office) }
    }

    /// Writes in a transaction, with fresh bytes.
    pub fn write<T: Send + 'static, E: From<DbError> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Sql, &Office, Chance) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let office = Arc::clone(&self.office);
        self.db.write(move |sql| work(sql, &office, chance()))
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut dyn Sql) -> Result<T, DbError>) -> T {
        self.db.read(work).unwrap()
    }

    pub fn number(&self, sql: &'static str) -> i64 {
        self.read(|db| db.number(sql, &[]))
    }

    /// Carries the letters that are due: each as it was.
    pub fn letters(&self, now: i64) -> Vec<Letter> {
        let taken = self.write(move |sql, office, _| {
            let taken = queue::take(sql, &office.secrets, now, 1000)?;
            for waiting in &taken {
                queue::settle(sql, waiting, &Ok(()), now)?;
            }
            Ok::<_, queue::QueueError>(taken)
        });
        taken.unwrap().into_iter().map(|waiting| waiting.letter).collect()
    }

    /// Every byte that the tables hold, to look for what should not be readable in them.
    pub fn holds(&self, text: &str) -> bool {
        let tables = self.read(campaign::db::schema::shapes);
        tables.iter().filter(|shape| !shape.made).any(|shape| {
            let columns: Vec<_> = shape.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let rows =
                self.read(|sql| sql.rows(&format!("SELECT {} FROM {}", columns.join(", "), shape.name), &[]));
            rows.iter().any(|row| {
                (0..columns.len()).any(|at| {
                    let bytes = row.maybe_bytes(at).ok().flatten().map(<[u8]>::to_vec);
                    let plain = row.maybe_text(at).ok().flatten().map(|text| text.as_bytes().to_vec());
                    let found = bytes.or(plain).unwrap_or_default();
                    found.windows(text.len()).any(|part| part == text.as_bytes())
                })
            })
        })
    }
}

/// The link of a page in a letter: what stands after its address.
pub fn link(letter: &Letter, page: &str) -> String {
    let start = format!("https://example.org/{page}/");
    let at = letter.text.find(&start).unwrap_or_else(|| panic!("no {page} in {}", letter.text)) + start.len();
    letter.text[at..].split_whitespace().next().unwrap().to_owned()
}
