//! `koinon campaign sign-in`: prints a link that signs somebody in at the desk: whoever may run commands in the folder is let in.

use super::{home, random, refuse};
use crate::{institution::Answer, output::fail};
use ::campaign::{
    address::Address,
    db::Db,
    office::Office,
    people::{self, AccountRefusal, Power, log, sign_in},
};
use clap::Args;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Print a link that signs somebody in at the desk
///
/// For who has lost a passkey where no letter arrives. The link works once, within fifteen minutes, while `koinon serve` runs.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign sign-in\n  koinon -C wsc campaign sign-in ann@example.org --json\n\nExit codes: 0 printed, 1 nobody has this address, 2 could not do it."
)]
pub struct SignInArgs {
    /// The address of the account [default: the first administrator's]
    address: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign sign-in`.
pub fn run(args: &SignInArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let address = match args.address.as_deref().map(Address::read).transpose() {
        Ok(address) => address,
        Err(error) => return Ok(refuse(args.answer, &error.to_string(), Some("such as: ann@example.org"))),
    };
    let opened = home::open(folder)?;
    let (office, now, chance) = (opened.office, web::campaign::now(), random()?);
    let made = opened.db.write(move |sql| {
        let account = match &address {
            Some(address) => people::find(sql, &office, address)?,
            None => people::accounts(sql)?.into_iter().find(|one| one.may(Power::Administer)),
        };
        let Some(account) = account else { return Ok(None) };
        log::note(sql, None, now, "print-link", &account.name)?;
        Ok(Some((sign_in::link(sql, &office, &account, sign_in::LINK, now, chance)?, account.name)))
    });
    match made.map_err(|error| home::failed(folder, &error))? {
        None => Ok(refuse(
            args.answer,
            "nobody who runs the campaign has this address",
            Some("without an address it is the first administrator who signs in: koinon campaign sign-in"),
        )),
        Some((link, name)) => {
            let json = json!({ "link": link, "name": name });
            let out =
                format!("{name} signs in once, within fifteen minutes, while `koinon serve` runs: {link}\n");
            Ok(args.answer.give(&out, &json, 0))
        }
    }
}

/// The link of the first start, for as long as nobody has signed in.
pub fn first(db: &Db, office: &Office, folder: &Path) -> Result<Option<String>, ExitCode> {
    let (now, chance) = (web::campaign::now(), [random()?, random()?]);
    let office = office.clone();
    let made = db.write(move |sql| sign_in::first(sql, &office, now, chance));
    made.map_err(|error| match error {
        AccountRefusal::Db(error) => home::failed(folder, &error),
        other => fail(other, None),
    })
}
