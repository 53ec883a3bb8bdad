//! What a record promises, on both databases. Those on PostgreSQL need a server: `cargo xtask test` starts one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise"
)]

mod appends;
mod damage;
mod model;
mod place;
mod writers;

/// Runs a test on SQLite, and on PostgreSQL where there is a server.
macro_rules! on_both {
    ($($(#[$meta:meta])* $name:ident;)*) => {
        mod sqlite {
            $($(#[$meta])* #[test] fn $name() { super::$name(&crate::place::Place::sqlite()); })*
        }
        mod postgres {
            $($(#[$meta])* #[test] #[ignore = "needs a PostgreSQL server: cargo xtask test"]
            fn $name() { super::$name(&crate::place::Place::postgres()); })*
        }
    };
}
pub(crate) use on_both;
