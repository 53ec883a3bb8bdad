//! The world that ships inside the program, unpacked when it is first asked for.

use crate::{World, store};
use std::sync::OnceLock;

static FILE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/world.bin"));

impl World {
    /// The world that ships inside the program. The first call unpacks it, which takes some milliseconds.
    pub fn embedded() -> &'static World {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| {
            #[expect(
                clippy::expect_used,
                reason = "INVARIANT: the test `the_embedded_file_is_whole` reads it"
            )]
            store::decode(FILE).expect("the embedded file is whole")
        })
    }

    /// The bytes of the world that ships inside the program.
    pub fn embedded_bytes() -> &'static [u8] {
        FILE
    }
}
