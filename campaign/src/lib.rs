//! The Coalition: petition, newsletter, gifts, news, supporters, and the people who run it.
//!
//! High-volume public matters are ordinary tables ([`db`]) beside the record; personal data never enters the record. Nothing
//! here asks the clock or draws a number: times, identifiers and seeds come in as arguments.

pub mod address;
pub mod content;
pub mod db;
pub mod exchange;
pub mod file;
pub mod gift;
pub mod image;
pub mod mail;
pub mod markdown;
pub mod newsletter;
pub mod office;
pub mod pace;
pub mod people;
pub mod petition;
pub mod search;
pub mod secret;
pub mod settings;
pub mod statement;
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
    people::passkey::TABLE,
    petition::count::TABLE,
    petition::policy::TABLE,
    petition::collected::TABLE,
    gift::TABLE,
    file::TABLE,
    search::TABLE,
];
