//! `koinon charter`: show, compare, format, start; the schema and the reference.

use crate::{
    load,
    output::{fail, print, print_json, warn},
};
use charter::{diff, fmt, models, reference, schema, show};
use clap::{Args, Subcommand};
use serde_json::json;
use std::process::ExitCode;

/// Show, compare, format or start a charter
#[derive(Args)]
pub struct CharterArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print a charter as a treaty: numbered articles in plain English, made from its values
    Show {
        /// A charter file or the name of a model [default: world-security-community]
        charter: Option<String>,
        /// Answer with JSON
        #[arg(long)]
        json: bool,
    },
    /// List the model charters
    List {
        /// Answer with JSON
        #[arg(long)]
        json: bool,
    },
    /// Say in legal terms how one charter differs from another, and whom that concerns
    Diff {
        /// The charter before
        before: String,
        /// The charter after
        after: String,
        /// The year whose record shows the consequences [default: the last that both charters' data cover]
        #[arg(long)]
        year: Option<i32>,
        /// Answer with JSON
        #[arg(long)]
        json: bool,
    },
    /// Format a charter canonically, on standard output or in place
    Fmt {
        /// Charter files, or `-` for standard input
        #[arg(required = true)]
        files: Vec<String>,
        /// Change the files
        #[arg(long)]
        write: bool,
        /// Change nothing; exit with 1 where a file is not formatted
        #[arg(long, conflicts_with = "write")]
        check: bool,
    },
    /// Print a commented charter to start from
    New {
        /// The community's name
        #[arg(default_value = "Community of Democracies")]
        name: String,
    },
    /// Print the JSON Schema, for editors
    Schema,
    /// Print the reference: every key, name and kind of act, and what executes it
    Reference,
}

/// Runs `koinon charter`.
pub fn run(args: CharterArgs) -> ExitCode {
    match args.command {
        Command::Show { charter, json } => show_charter(charter.as_deref(), json),
        Command::List { json } => list(json),
        Command::Diff { before, after, year, json } => diff_charters(&before, &after, year, json),
        Command::Fmt { files, write, check } => format_files(&files, write, check),
        Command::New { name } => print(&fmt::start(&name), 0),
        Command::Schema => print_json(&schema::schema(), 0),
        Command::Reference => print(&reference::reference(), 0),
    }
}

fn show_charter(name: Option<&str>, json: bool) -> ExitCode {
    let (loaded, world) = match (load::charter(name), load::world()) {
        (Ok(loaded), Ok(world)) => (loaded, world),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    if !json {
        return print(&show::text(&loaded.charter, world, 100), 0);
    }
    let articles: Vec<_> = show::articles(&loaded.charter, world)
        .iter()
        .map(|article| {
            let paragraphs: Vec<_> = article
                .paragraphs
                .iter()
                .map(|p| json!({ "text": p.text, "binds": p.binds, "criterion": p.criterion }))
                .collect();
            json!({ "label": article.name(), "title": article.title, "keys": article.keys, "paragraphs": paragraphs })
        })
        .collect();
    print_json(
        &json!({ "charter": loaded.name, "name": loaded.charter.community.name, "articles": articles }),
        0,
    )
}

fn list(json: bool) -> ExitCode {
    let models = models::models();
    if json {
        let all: Vec<_> =
            models.iter().map(|model| json!({ "name": model.name, "title": model.title })).collect();
        return print_json(&all, 0);
    }
    let lines: String = models.iter().map(|model| format!("{:<26} {}\n", model.name, model.title)).collect();
    print(&lines, 0)
}

fn diff_charters(before: &str, after: &str, year: Option<i32>, json: bool) -> ExitCode {
    let (before, after, world) =
        match (load::charter(Some(before)), load::charter(Some(after)), load::world()) {
            (Ok(before), Ok(after), Ok(world)) => (before, after, world),
            (Err(code), _, _) | (_, Err(code), _) | (_, _, Err(code)) => return code,
        };
    if let Some(year) = year.filter(|year| !world.has_year(*year)) {
        let help = format!("the record runs from {} to {}", world::FIRST_YEAR, world.last_year);
        return fail(format!("there is no record of the year {year}"), Some(&help));
    }
    let changes = match diff::diff(&before.charter, &after.charter, world, year) {
        Ok(changes) => changes,
        Err(error) => return fail(error, None),
    };
    let code = u8::from(!changes.is_empty());
    if json {
        return print_json(&json!({ "before": before.name, "after": after.name, "changes": changes }), code);
    }
    if changes.is_empty() {
        return print("the charters say the same\n", 0);
    }
    let lines: String = changes.iter().map(|change| format!("{change}\n")).collect();
    print(&lines, code)
}

fn format_files(files: &[String], write: bool, check: bool) -> ExitCode {
    let (mut code, mut out) = (0, String::new());
    for file in files {
        let Ok((name, text)) = load::text(file) else { return ExitCode::from(2) };
        let formatted = match fmt::format(&text) {
            Ok(formatted) => formatted,
            Err(error) => return fail(format!("{name}: {error}"), Some("`koinon check` shows where")),
        };
        if check {
            if formatted != text {
                code = 1;
                out.push_str(&format!("{name}\n"));
            }
        } else if write && file != "-" && models::model(file).is_none() {
            if formatted != text
                && let Err(error) = std::fs::write(file, formatted)
            {
                return fail(format!("`{file}` could not be written: {error}"), None);
            }
        } else {
            out.push_str(&formatted);
        }
    }
    if check && code == 1 {
        warn("help: `koinon charter fmt --write` formats these files");
    }
    print(&out, code)
}
