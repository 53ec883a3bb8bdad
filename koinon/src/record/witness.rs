//! `koinon record witness`: vouch, with a key of one's own, that a record only ever grew.

use super::{answer::Answer, author, verified};
use crate::output::{fail, print};
use ::record::{
    checkpoint::Checkpoint,
    keyfile,
    note::{Kind, Note, Signer},
    verify::Verified,
    witness::cosign,
};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

/// Vouch for a record: check that it continues what you saw last, and sign that you saw it
///
/// What was seen last is kept in the folder of --seen, one file a record. Give the signed checkpoint that is printed to the
/// community, and to whoever asks you.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon record witness --new example.org/witness my-key\n  koinon record witness my-key OUT --seen seen --key FINGERPRINT\n\nExit codes: 0 vouched for, 1 the record does not continue what was seen, 2 could not look."
)]
pub struct WitnessArgs {
    /// Make a new key of this name, such as a domain and a path, in the file, and do nothing else
    #[arg(long, value_name = "NAME", conflicts_with_all = ["out", "seen", "key"])]
    new: Option<String>,
    /// The file of the witness's own private key
    key_file: PathBuf,
    /// The folder of the exported record
    #[arg(required_unless_present = "new")]
    out: Option<PathBuf>,
    /// The folder in which the witness keeps what it saw
    #[arg(long, value_name = "FOLDER", required_unless_present = "new")]
    seen: Option<PathBuf>,
    /// The fingerprint of the community's key, or the key
    #[arg(long, value_name = "FINGERPRINT", required_unless_present = "new")]
    key: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon record witness`.
pub fn run(args: &WitnessArgs) -> Result<ExitCode, ExitCode> {
    if let Some(name) = &args.new {
        return make_key(args, name);
    }
    let witness = keyfile::read(&args.key_file).map_err(|error| fail(&error, Some(&error.help())))?;
    let (Some(out), Some(folder)) = (&args.out, &args.seen) else {
        return Err(fail(
            "a record and what was seen of it must be named",
            Some("koinon record witness --help"),
        ));
    };
    let copy = verified(out, &author(args.key.as_deref())?)?;
    let file = folder.join(file_name(copy.head().key.name()));
    let seen = read_seen(&file)?;
    let note = vouch(&witness, &copy, seen.as_ref())?;
    // Kept before it is given away: a witness that forgets could be shown another history.
    keep(folder, &file, &note)?;
    let size = copy.head().size;
    let json = json!({ "origin": copy.head().key.name(), "events": size, "checkpoint": note.to_string(), "witness": witness.verifier().to_string() });
    Ok(args.answer.give(&note.to_string(), &json, 0))
}

fn make_key(args: &WitnessArgs, name: &str) -> Result<ExitCode, ExitCode> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| fail(format!("the system gives no randomness: {error}"), None))?;
    let key = Signer::from_seed(name, Kind::Cosignature, seed)
        .map_err(|error| fail(error, Some("a name such as example.org/witness")))?;
    keyfile::write(&args.key_file, &key).map_err(|error| fail(&error, Some(&error.help())))?;
    let line = key.verifier().to_string();
    Ok(args.answer.give(&format!("{line}\n"), &json!({ "key": line }), 0))
}

fn vouch(witness: &Signer, copy: &Verified, seen: Option<&Note>) -> Result<Note, ExitCode> {
    let refused = |says: String| print(&format!("not vouched for: {says}\n"), 1);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_err(|_| fail("the clock stands before 1970", None))?;
    let head = copy.head();
    let before = seen.and_then(|note| Checkpoint::of(note).ok()).map_or(0, |checkpoint| checkpoint.size);
    // A record that has shrunk has no proof; what is wrong is said below.
    let proof = copy.tree().consistency(before, head.size).unwrap_or_default();
    let signature = cosign(witness, &head.key, seen, &head.note, &proof, now.as_secs())
        .map_err(|error| refused(error.to_string()))?;
    let mut note = Note::new(head.note.text()).map_err(|error| refused(error.to_string()))?;
    for known in head.note.signatures().iter().filter(|known| head.key.made(known)) {
        note.add(known.clone());
    }
    note.add(signature);
    Ok(note)
}

/// A record's name as the name of a file: what is not a plain sign is written as its bytes.
fn file_name(origin: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' => char::from(byte).to_string(),
        other => format!("_{other:02x}"),
    };
    origin.bytes().map(byte).chain([".checkpoint".to_owned()]).collect()
}

fn read_seen(file: &Path) -> Result<Option<Note>, ExitCode> {
    let cannot = |says: String| fail(format!("`{}` cannot be read: {says}", file.display()), None);
    match fs::read(file) {
        Ok(bytes) => Note::parse(&bytes).map(Some).map_err(|error| cannot(error.to_string())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot(error.to_string())),
    }
}

fn keep(folder: &Path, file: &Path, note: &Note) -> Result<(), ExitCode> {
    let next = file.with_extension("next");
    let write = || {
        fs::create_dir_all(folder)?;
        let mut out = fs::File::create(&next)?;
        out.write_all(note.to_string().as_bytes())?;
        out.sync_all()?;
        fs::rename(&next, file)?;
        if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
    };
    write().map_err(|error| fail(format!("`{}` cannot be written: {error}", file.display()), None))
}
