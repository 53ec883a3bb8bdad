//! The folder into which the mail server puts what comes back (a maildir): each message is heard once and moved aside.

use crate::output::warn;
use ::campaign::{db::DbError, newsletter::bounce};
use std::{fs, io::Read, path::Path};
use web::campaign::Campaign;

/// The most of a message that is read, in bytes.
pub const MOST: u64 = 1 << 20;

/// Hears every new message of a maildir, and moves it to those that were seen.
///
/// # Errors
///
/// Where the tables cannot be written. A message or a folder that cannot be read is passed over, and said.
pub fn hear_all(campaign: &Campaign, folder: &Path, now: i64) -> Result<(), String> {
    let files = match fs::read_dir(folder.join("new")) {
        Ok(files) => files,
        Err(error) => {
            warn(format!("note: what comes back is not heard: `{}`: {error}", folder.join("new").display()));
            return Ok(());
        }
    };
    for file in files.flatten() {
        let path = file.path();
        let mut message = Vec::new();
        let read = fs::File::open(&path).and_then(|file| file.take(MOST).read_to_end(&mut message));
        if let Err(error) = read {
            warn(format!("note: `{}` cannot be read: {error}", path.display()));
            continue;
        }
        let heard = campaign.write(move |sql, office| bounce::hear(sql, office, &message, now));
        heard.map_err(|error: DbError| error.to_string())?;
        // Crash point: it may be heard again, and counts once.
        let mut name = file.file_name();
        name.push(":2,S");
        let seen = folder.join("cur");
        if let Err(error) = fs::create_dir_all(&seen).and_then(|()| fs::rename(&path, seen.join(name))) {
            warn(format!("note: `{}` cannot be moved: {error}", path.display()));
        }
    }
    Ok(())
}
