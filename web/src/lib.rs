//! The site: pages, charts, maps and downloads, and the server that answers with them. Knows HTTP and HTML, decides
//! nothing: every verdict comes from the floors below.
//!
//! A page is a pure function from [`facts::Facts`] and a query to [`page::Page`]. [`routes`] is the one table of
//! addresses: the server, the browser tests, the crawl and the load test all read it.

pub mod answer;
pub mod assets;
pub mod campaign;
pub mod chart;
mod cookie;
mod csv;
pub mod facts;
pub mod institution;
mod kept;
mod layout;
mod link;
pub mod map;
pub mod mark;
pub mod page;
pub mod pages;
mod passkey;
mod paste;
mod piece;
pub mod pool;
pub mod preview;
mod qr;
pub mod query;
pub mod routes;
pub mod server;
pub mod share;
pub mod site;
pub mod upload;
pub mod words;
mod written;

pub use facts::Facts;
pub use server::Listener;
pub use site::Site;
