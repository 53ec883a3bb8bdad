//! The demonstration of a campaign, shown where there is neither a community nor a campaign of one's own: a sample in a folder that
//! goes when the server ends, with keys of its own. Its letters go into an outbox; nothing is sent.

use super::{home, random};
use crate::output::fail;
use ::campaign::settings::{self, Mailing, Settings};
use std::{
    fs::{self, DirBuilder},
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};
use web::campaign::Campaign;

/// The folder of the demonstration; it is removed when this is dropped.
pub struct Demonstration(PathBuf);

impl Demonstration {
    /// Makes the sample, for a site at this port of this machine.
    pub fn begin(port: u16) -> Result<Self, ExitCode> {
        let name: String = random::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = std::env::temp_dir().join(format!("koinon-demonstration-{name}"));
        let cannot =
            |error: &dyn ToString| fail(format!("`{}`: {}", folder.display(), error.to_string()), None);
        private_folder(&folder).map_err(|error| cannot(&error))?;
        let demonstration = Self(folder.clone());
        home::create(&folder, None)?;
        let (db, secrets) = home::tables(&folder)?;
        let set = Settings {
            sender: "Sample Coalition".into(),
            address: "office@example.org".into(),
            bounces: None,
            postal: "1 Example Street, Washington, DC 20001, United States".into(),
            origin: format!("http://localhost:{port}"),
            smtp: None,
            dkim: None,
            letters_a_minute: 600,
            mailing: Mailing::default(),
        };
        let chance = random()?;
        let kept = db.write(move |sql| settings::keep(sql, &secrets, &set, chance));
        kept.map_err(|error| home::failed(&folder, &error))?;
        let home::Opened { db, office, .. } = home::open(&folder)?;
        Campaign::new(db, office).show_sample().map_err(|error| cannot(&error))?;
        Ok(demonstration)
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.0
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        // What is left of it in the system's folder for such things is no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes a folder that nobody else can read, and that was not there.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
