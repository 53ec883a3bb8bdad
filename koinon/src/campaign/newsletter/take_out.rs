//! Subscribers into a file, and addresses that receive nothing any more.

use super::super::{home, refuse};
use super::choose;
use crate::{
    institution::Answer,
    output::{fail, grouped, warn},
};
use ::campaign::{
    address::Address,
    db::DbError,
    newsletter::{
        self,
        export::{ExportError, Form, export},
        suppress::{Why, lift, suppress},
    },
    people::log,
};
use ::record::keyfile::for_its_owner;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::{
    fs::OpenOptions,
    io::{BufWriter, Write, stdout},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The form of the file.
#[derive(Clone, Copy, ValueEnum)]
enum Shape {
    /// Ours, with columns for the consent
    Own,
    /// That of listmonk, with the consent among the attributes
    Listmonk,
}

/// Take the subscribers of a list out into a CSV file
///
/// Each stands there with where, when and how they agreed. The file holds addresses in the clear: keep it no longer than you need it.
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign newsletter export --form listmonk --out subscribers.csv\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct ExportArgs {
    /// The list, where there are several
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// The form
    #[arg(long, value_name = "FORM", default_value = "own")]
    form: Shape,
    /// A new file, readable by its owner alone [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Send nothing more to an address, or lift that
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign newsletter block ann@example.org\n  koinon -C wsc campaign newsletter block ann@example.org --lift\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct BlockArgs {
    /// The address
    address: String,
    /// Let it receive letters again: its owner asked for it
    #[arg(long)]
    lift: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign newsletter export`.
pub fn run(args: &ExportArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let lists = open.db.read(newsletter::lists).map_err(|error| home::failed(folder, &error))?;
    let list = choose(&lists, args.list.as_ref(), Answer::default())?;
    let mut out: Box<dyn Write> = match &args.out {
        None => Box::new(stdout().lock()),
        Some(path) => {
            let mut options = OpenOptions::new();
            let file = for_its_owner(options.write(true).create_new(true)).open(path);
            Box::new(BufWriter::new(
                file.map_err(|error| fail(format!("`{}`: {error}", path.display()), None))?,
            ))
        }
    };
    let form = match args.form {
        Shape::Own => Form::Own,
        Shape::Listmonk => Form::Listmonk,
    };
    // It is written down first: what left the house in part was taken out too.
    let (now, about) = (web::campaign::now(), format!("{}, from the command line", list.name));
    let noted = open.db.write(move |sql| log::note(sql, None, now, "export-subscribers", &about));
    noted.map_err(|error: DbError| home::failed(folder, &error))?;
    let done = open.db.read(|sql| export(sql, &open.office, &list, form, out.as_mut()));
    let count = done.map_err(|error| match error {
        ExportError::Db(error) => home::failed(folder, &error),
        ExportError::File(_) => fail(&error, None),
    })?;
    warn(format!("{} subscribers of {} were written", grouped(count), list.title));
    Ok(ExitCode::SUCCESS)
}

/// Runs `koinon campaign newsletter block`.
pub fn block(args: &BlockArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let address = match Address::read(&args.address) {
        Ok(address) => address,
        Err(error) => return Ok(refuse(args.answer, &format!("`{}`: {error}", args.address), None)),
    };
    let open = home::open(folder)?;
    let (lifts, now, shown, office) = (args.lift, web::campaign::now(), address.to_string(), open.office);
    let done = open.db.write(move |sql| {
        let (did, done) = match lifts {
            true => ("lift-address", lift(sql, &office, &address)?),
            false => ("suppress-address", suppress(sql, &office, &address, Why::Asked, now).map(|()| true)?),
        };
        if done {
            // Whose it is is told by no log.
            log::note(sql, None, now, did, "an address, from the command line")?;
        }
        Ok(done)
    });
    let says = match (done.map_err(|error: DbError| home::failed(folder, &error))?, args.lift) {
        (true, true) => "may receive letters again",
        (false, true) => return Ok(refuse(args.answer, &format!("`{shown}` was not blocked"), None)),
        (_, false) => "receives nothing more",
    };
    Ok(args.answer.give(&format!("{shown} {says}\n"), &json!({ "address": shown, "blocked": !args.lift }), 0))
}
