//! `koinon campaign gifts entity` and `stripe`: who receives gifts, and through which account cards are taken.

use super::super::{home, refuse};
use crate::{institution::Answer, output::fail};
use ::campaign::{
    db::DbError,
    gift::{
        entity::{self, Details, EntityRefusal},
        stripe::{self, Account},
    },
};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Show the legal entities, or set one from a file
///
/// The file is TOML with the keys title, jurisdiction (district-of-columbia, new-south-wales, other), address, currency,
/// registration, tax_number, tax (charity501c3, welfare501c4, deductible-gift-recipient, not-deductible, as-worded), licence,
/// licence_exempt, wording, and tables of accounts, each with its kind (united-states, cheque, australia, iban) and the fields of that kind.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign gifts entity\n  koinon -C wsc campaign gifts entity dc dc.toml --offer\n\nA file:\n  title = \"Our Coalition, Inc.\"\n  jurisdiction = \"district-of-columbia\"\n  address = \"1 Example Street, Washington\"\n  currency = \"USD\"\n  registration = \"N0000000\"\n  tax_number = \"12-3456789\"\n  tax = \"not-deductible\"\n  [[accounts]]\n  kind = \"united-states\"\n  holder = \"Our Coalition, Inc.\"\n  bank = \"Sample Bank, Washington\"\n  routing = \"021000021\"\n  number = \"000123456789\"\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct EntityArgs {
    /// Its short name; without a file it is shown alone
    name: Option<String>,
    /// What is known of it
    file: Option<PathBuf>,
    /// Offer it to givers, as soon as nothing is lacking
    #[arg(long, requires = "file")]
    offer: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign gifts entity`.
pub fn run(args: &EntityArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    if let (Some(name), Some(file)) = (&args.name, &args.file) {
        let text =
            fs::read_to_string(file).map_err(|error| fail(format!("`{}`: {error}", file.display()), None))?;
        let details: Details = match toml::from_str(&text) {
            Ok(details) => details,
            Err(error) => {
                let says = format!("`{}` cannot be read: {}", file.display(), error.message());
                return Ok(refuse(args.answer, &says, Some("see: koinon campaign gifts entity --help")));
            }
        };
        let (name, offer) = (name.clone(), args.offer);
        match open.db.write(move |sql| entity::keep(sql, &name, &details, offer)) {
            Ok(_) => {}
            Err(EntityRefusal::Db(error)) => return Err(home::failed(folder, &error)),
            Err(refusal) => return Ok(refuse(args.answer, &refusal.to_string(), None)),
        }
    }
    let all = open.db.read(entity::all).map_err(|error| home::failed(folder, &error))?;
    if let Some(name) = args.name.as_ref().filter(|name| all.iter().all(|one| one.name != **name)) {
        let help = "koinon campaign gifts entity shows them all; with a file behind its name one is set";
        return Ok(refuse(args.answer, &format!("no entity is called `{name}`"), Some(help)));
    }
    let (mut out, mut rows) = (String::new(), Vec::new());
    for one in all.iter().filter(|one| args.name.as_ref().is_none_or(|name| one.name == *name)) {
        let missing = one.details.missing();
        let stands = match (one.is_offered(), missing.is_empty()) {
            (true, _) => "offered to givers".to_owned(),
            (false, true) => "not offered".to_owned(),
            (false, false) => format!("lacks {}", missing.join("; ")),
        };
        out.push_str(&format!("{} ({}): {}, {stands}\n", one.name, one.currency, one.called()));
        rows.push(json!({ "name": one.name, "title": one.called(), "currency": one.currency.code(),
            "offered": one.is_offered(), "lacks": missing }));
    }
    Ok(args.answer.give(&out, &json!({ "entities": rows }), 0))
}

/// Set or remove an entity's account at Stripe
///
/// The keys are read from a file, so that they stand in no history of a shell: the secret key (sk_… or rk_…) in its first line, the
/// signing secret of the events (whsec_…) in its second. They are sealed and never shown.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign gifts stripe dc --keys keys.txt\n  koinon -C wsc campaign gifts stripe dc --remove\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct StripeArgs {
    /// The entity's short name
    name: String,
    /// The file with the two keys
    #[arg(long, value_name = "FILE", required_unless_present = "remove")]
    keys: Option<PathBuf>,
    /// Where Stripe's interface stands
    #[arg(long, value_name = "URL", default_value = stripe::BASE)]
    base: String,
    /// Take no more cards
    #[arg(long, conflicts_with = "keys")]
    remove: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign gifts stripe`.
pub fn stripe(args: &StripeArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let entity = match super::entity_named(&open, folder, &args.name, args.answer)? {
        Ok(entity) => entity,
        Err(code) => return Ok(code),
    };
    let account = match &args.keys {
        None => None,
        Some(file) => {
            let text = fs::read_to_string(file)
                .map_err(|error| fail(format!("`{}`: {error}", file.display()), None))?;
            let mut lines = text.lines().map(|line| line.trim().to_owned());
            let (secret, events) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
            Some(Account { secret, events, base: args.base.trim_end_matches('/').to_owned() })
        }
    };
    let (nonce, is_set) = (super::super::random()?, account.is_some());
    let (secrets, db) = (open.office.secrets, open.db);
    let done = db
        .write::<_, DbError>(move |sql| stripe::set_account(sql, &secrets, &entity, account.as_ref(), nonce));
    match done.map_err(|error| home::failed(folder, &error))? {
        Ok(()) => {
            let says = if is_set { "takes cards at Stripe" } else { "takes no cards" };
            let hook = format!("{}/give/stripe", open.office.origin);
            let more = if is_set { format!("Let Stripe send its events to {hook}\n") } else { String::new() };
            let json = json!({ "entity": args.name, "cards": is_set, "events": hook });
            Ok(args.answer.give(&format!("{} {says}\n{more}", args.name), &json, 0))
        }
        Err(error) => Ok(refuse(args.answer, &error.to_string(), None)),
    }
}
