//! `koinon budget`: budgets, dues, payments, arrears, and who has lost the vote by them.

use super::{answer::Answer, folder};
use clap::Args;
use community::words::money;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Show budgets, dues, payments and arrears
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon budget\n  koinon budget --json\n\nA budget is proposed with `koinon act NOR propose adopt-budget 2026 EUR due 2026-03-31 \"Secretariat=4000000000\"`."
)]
pub struct BudgetArgs {
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon budget`.
pub fn run(args: &BudgetArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let mut text = String::new();
    if state.budgets.is_empty() {
        text.push_str("No budget is adopted yet.\n");
    }
    for (year, budget) in &state.budgets {
        let due = if budget.fell_due { "fell due" } else { "falls due" };
        let total = money(budget.total.minor_units(), &budget.currency);
        text.push_str(&format!("{year}: {total}, {due} on {}\n", budget.due.says()));
    }
    let currency = state.budgets.values().last().map_or("", |budget| budget.currency.as_str());
    let years: Vec<i32> = state.budgets.keys().copied().collect();
    let mut rows = Vec::new();
    if !state.accounts.is_empty() {
        let heads: String = years.iter().map(|year| format!("{year:>20}")).collect();
        text.push_str(&format!("\n{:<28}{heads}{:>20}{:>20}\n", "dues", "paid", "arrears"));
    }
    for (code, account) in &state.accounts {
        let units = |amount: u64| money(amount, "").trim_end().to_owned();
        let due = |year: &i32| account.dues.get(year).map(|due| units(due.minor_units())).unwrap_or_default();
        let dues: String = years.iter().map(|year| format!("{:>20}", due(year))).collect();
        let arrears = state.arrears(code).minor_units();
        let lost = state.in_arrears(code);
        let mark = if lost { "  has lost its vote" } else { "" };
        text.push_str(&format!(
            "{:<28}{dues}{:>20}{:>20}{mark}\n",
            state.called(code),
            units(account.paid.minor_units()),
            units(arrears)
        ));
        rows.push(json!({ "state": code, "name": state.called(code), "dues": account.dues, "paid": account.paid, "arrears": arrears, "lost_vote": lost }));
    }
    let json = json!({ "currency": currency, "budgets": state.budgets, "accounts": rows });
    Ok(args.answer.give(&text, &json, 0))
}
