//! The Coalition: petition, newsletter, gifts, news, supporters, and the people who run it.
//!
//! High-volume public matters are ordinary tables ([`db`]) beside the record; personal data never enters the record. Nothing
//! here asks the clock or draws a number: times, identifiers and seeds come in as arguments.

pub mod address;
pub mod archive;
pub mod cell;
pub mod consent;
pub mod content;
pub mod db;
pub mod event;
pub mod exchange;
pub mod file;
pub mod gift;
pub mod image;
pub mod joining;
pub mod mail;
pub mod markdown;
pub mod newsletter;
pub mod office;
pub mod pace;
pub mod people;
pub mod petition;
pub mod privacy;
pub mod representative;
pub mod search;
pub mod secret;
pub mod settings;
pub mod statement;
pub mod typed;
pub mod wxr;

/// Every table, in the order in which they came to be. What is released is never changed, only followed by more.
pub const TABLES: &[db::Table] = &[
    mail::queue::TABLE,
    petition::TABLE,
    people::TABLE,
    newsletter::TABLE,
    settings::TABLE,
    content::TABLE,
    newsletter::SENDING,
    consent::TABLE,
    joining::TABLE,
    event::TABLE,
    representative::TABLE,
    privacy::TABLE,
    privacy::ledger::TABLE,
    people::passkey::TABLE,
    petition::count::TABLE,
    petition::policy::TABLE,
    petition::collected::TABLE,
    gift::TABLE,
    file::TABLE,
    search::TABLE,
    search::ALSO,
    joining::logo::TABLE,
    exchange::waiting::TABLE,
];
