//! `koinon campaign receipt check`: a receipt held to the Community's record, without the site that gave it.

use super::refuse;
use crate::{
    institution::{self, Answer},
    output::{fail, grouped},
};
use ::campaign::{
    address::Address,
    petition::{confirm::Receipt, proof::Proof},
};
use ::record::verify::{Author, Judge, verify};
use clap::{Args, Subcommand};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Hold a receipt to the Community's record
#[derive(Args)]
pub struct ReceiptArgs {
    #[command(subcommand)]
    command: Verb,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Subcommand)]
enum Verb {
    /// Check that a signature is in the count that is on the record
    Check(CheckArgs),
}

/// Check that a signature is in the count that is on the record
///
/// The receipt stands in the letter that thanked for the signature; the proof is what the page that checks receipts gives as a
/// file. Nothing is asked of the site: the record is that of the folder, or a copy that `koinon record export` wrote.
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon campaign receipt check 1.12.9f… --address ann@example.org --proof proof.txt --record COPY --key FINGERPRINT\n\nExit codes: 0 it is, 1 it is not, 2 could not look."
)]
struct CheckArgs {
    /// The receipt, as it stands in the letter
    receipt: String,
    /// The address to which the letter came
    #[arg(long)]
    address: String,
    /// The file of the page that checks receipts
    #[arg(long, value_name = "FILE")]
    proof: PathBuf,
    /// A copy of the record that `koinon record export` wrote [default: the record in the folder]
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    /// The fingerprint of the community's key: learn it elsewhere than from the copy
    #[arg(long, value_name = "FINGERPRINT", requires = "record")]
    key: Option<String>,
}

/// Runs `koinon campaign receipt`.
pub fn run(args: &ReceiptArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let Verb::Check(check) = &args.command;
    let answer = args.answer;
    let no = |says: &str, help: &str| Ok(refuse(answer, says, Some(help)));
    let Some(receipt) = Receipt::read(&check.receipt) else {
        return no(
            "this is no receipt",
            "copy the whole line from the letter, such as 1.0. and 64 letters and digits",
        );
    };
    let address = match Address::read(&check.address) {
        Ok(address) => address,
        Err(error) => return no(&error.to_string(), "give the address to which the letter came"),
    };
    let text = fs::read_to_string(&check.proof)
        .map_err(|error| fail(format!("`{}` cannot be read: {error}", check.proof.display()), None))?;
    let proof = match Proof::read(&text) {
        Ok(proof) => proof,
        Err(says) => return no(&format!("`{}`: {says}", check.proof.display()), "download it again"),
    };
    if !proof.holds(&receipt, &address.mailbox()) {
        return no(
            "the receipt does not lead to the root of the proof",
            "check receipt and address; a proof is good for one receipt",
        );
    }
    let counts = match &check.record {
        Some(copy) => match of_copy(copy, check.key.as_deref())? {
            Ok(counts) => counts,
            Err(says) => return no(&says, "`koinon record verify` says more"),
        },
        None => institution::counts(folder)?,
    };
    let found =
        counts.into_iter().find(|(_, count)| count.initiative == proof.petition && count.day == proof.day);
    let Some((number, count)) = found else {
        let says = format!("the record has no count of `{}` for {}", proof.petition, proof.day);
        return no(&says, "a day is entered after its midnight (UTC); look again later");
    };
    if (count.leaves, count.root.as_str()) != (proof.leaves, proof.root.to_string().as_str()) {
        let says = format!(
            "event {number} of the record has another root for `{}` on {} than the proof",
            proof.petition, proof.day
        );
        return no(&says, "what the site shows is not what it put on the record: tell others");
    }
    let place = receipt.leaf + 1;
    let out = format!(
        "signature {} of {} under {} is in the count of {}: event {number} of the record\n",
        grouped(place),
        grouped(proof.leaves),
        proof.petition,
        proof.day
    );
    let json = json!({ "petition": proof.petition, "number": place, "of": proof.leaves, "day": proof.day, "event": number });
    Ok(answer.give(&out, &json, 0))
}

/// The counts of a copy that verifies.
fn of_copy(
    copy: &Path,
    key: Option<&str>,
) -> Result<Result<Vec<(u64, institution::Count)>, String>, ExitCode> {
    let author = match key.map(Author::parse) {
        None => Author::Anyone,
        Some(Some(author)) => author,
        Some(None) => return Err(fail("--key is no fingerprint", None)),
    };
    let verified = match verify(copy, &author) {
        Ok(verified) => verified,
        Err(error) => return Ok(Err(format!("`{}` does not verify: {error}", copy.display()))),
    };
    let mut counts = Counts(Vec::new());
    Ok(match verified.replay(&mut counts) {
        Ok(()) => Ok(counts.0),
        Err(error) => Err(format!("`{}` does not verify: {error}", copy.display())),
    })
}

/// Collects counts, and judges nothing: that is `koinon record verify`'s.
struct Counts(Vec<(u64, institution::Count)>);

impl Judge for Counts {
    fn next(&mut self, number: u64, entry: &[u8]) -> Result<(), String> {
        self.0.extend(institution::event(entry)?.and_then(|event| institution::counted(number, &event)));
        Ok(())
    }
}
