//! `/budget`: adopted budgets with their lines, what each member owes by the scale, what it has paid, and what arrears cost.

use super::{
    acts::file_name,
    institution::{self, opening},
};
use crate::{
    answer::{File, Refusal},
    csv,
    institution::{Institution, Seen},
    page::{Page, Section},
    words::{count, human},
};
use ::community::{
    Matter, State,
    act::Amount,
    state::{Account, Budget},
    words::money,
};
use maud::{Markup, html};

/// The budgets and the accounts.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn page(seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let says = answer(state);
    let body = html! {
        (opening(seen, "/budget"))
        h1 { (says) }
        (rules(of))
        @if state.budgets.is_empty() {
            p { "A budget is a motion that a member or the secretariat proposes:" }
            pre tabindex="0" { "koinon act secretariat propose adopt-budget 2026 EUR due 2026-03-31 \"Secretariat=4000000000\"\n" }
        }
        @for (year, budget) in state.budgets.iter().rev() { (adopted(of, *year, budget)) }
        @if !state.accounts.is_empty() { (accounts(state)) }
        p.source { "Command: " code { "koinon budget" } " · " a href="/budget.csv" download { "CSV" } }
    };
    let title = "Budget".into();
    Ok(Page { title, description: says, section: Section::Community, body })
}

/// The page in a sentence: what is owed of the last budget, and by whom.
fn answer(state: &State) -> String {
    let Some((year, budget)) = state.budgets.last_key_value() else {
        return "No budget is adopted yet".into();
    };
    let owed: u64 = state.accounts.keys().map(|code| state.arrears(code).minor_units()).sum();
    let owing = state.accounts.keys().filter(|code| state.arrears(code) > Amount::default()).count();
    let lost = state.members.keys().filter(|code| state.in_arrears(code)).count();
    let round = |units: u64| {
        // For reading: the table has every amount to the last unit.
        let whole = u32::try_from(units / 1_000_000).map_or(f64::from(u32::MAX), f64::from) * 10_000.0;
        let rest = u32::try_from(units % 1_000_000).map_or(0.0, f64::from) / 100.0;
        format!("{} {}", human(whole + rest), budget.currency)
    };
    let total = round(budget.total.minor_units());
    let owed = match (owing, budget.fell_due) {
        (0, true) => "every due is paid".to_owned(),
        (0, false) => "nothing is overdue".to_owned(),
        (some, _) => {
            let owe = if some == 1 { "owes" } else { "owe" };
            let overdue = round(owed);
            format!("{} {owe} {overdue} that fell due", count(some, "member", "members"))
        }
    };
    let lost = match lost {
        0 => String::new(),
        some => format!(", and {} lost the vote by arrears", count(some, "member has", "members have")),
    };
    format!("The budget of {year} is {total}; {owed}{lost}")
}

/// The scale and what arrears cost, by the charter in force.
fn rules(of: &Institution) -> Markup {
    let charter = of.state.law.as_ref().map(|law| &law.charter);
    let Some((charter, budget)) = charter.and_then(|charter| Some((charter, charter.budget.as_ref()?)))
    else {
        return html! { p { "The charter has no article on a budget." } };
    };
    let label =
        budget.heading.article.as_ref().map_or("[budget]".into(), |at| format!("Article {}", at.value));
    html! {
        p.lead {
            @if let Some(scale) = &budget.scale { "Members pay by the scale " strong { (scale.value.replace('-', " ")) } " (" (institution::article(Some(charter), &label)) "). " }
            @if let Some(arrears) = &budget.arrears {
                "A member whose arrears reach the dues of the " (count(arrears.loses_vote_at_years_due as usize, "preceding year", "preceding years")) " loses its vote, unless that is waived."
            }
        }
    }
}

/// A budget with the lines of the motion that adopted it.
fn adopted(of: &Institution, year: i32, budget: &Budget) -> Markup {
    let motion = of.carried(|matter| matches!(matter, Matter::AdoptBudget { year: its, .. } if *its == year));
    let lines = motion.and_then(|(_, motion)| match &motion.matter {
        Matter::AdoptBudget { lines, .. } => Some(lines),
        _ => None,
    });
    let label = format!("The budget of {year}");
    html! {
        section {
            h2 { (label) }
            p {
                (money(budget.total.minor_units(), &budget.currency)) ", " (if budget.fell_due { "due since" } else { "due on" }) " " (budget.due.says())
                @if let Some((number, _)) = motion { ", adopted by " a href=(institution::motion_address(number)) { "motion " (number) } } "."
            }
            @if let Some(lines) = lines {
                div.scroll tabindex="0" role="region" aria-label=(label) {
                    table.narrow {
                        thead { tr { th scope="col" { "For" } th.n scope="col" { (budget.currency) } th.n scope="col" { "Share" } } }
                        tbody {
                            @for line in lines {
                                tr { th scope="row" { (line.name) } td.n { (units(line.amount.minor_units())) } td.n { (share(line.amount.minor_units(), budget.total.minor_units())) } }
                            }
                            tr.sum { th scope="row" { "Together" } td.n { (units(budget.total.minor_units())) } td.n { "100.000%" } }
                        }
                    }
                }
            }
        }
    }
}

/// What each owes and has paid.
fn accounts(state: &State) -> Markup {
    let years: Vec<i32> = state.budgets.keys().copied().collect();
    html! {
        section {
            h2 { "Dues, payments, arrears" }
            div.scroll tabindex="0" role="region" aria-label="Dues, payments, arrears" {
                table.cards {
                    thead { tr {
                        th scope="col" { "Member" }
                        @for year in &years { th.n scope="col" { "Dues of " (year) } }
                        @if let Some(year) = years.last() { th.n scope="col" { "Share of " (year) } }
                        th.n scope="col" { "Paid" } th.n scope="col" { "Arrears" } th scope="col" { "Standing" }
                    } }
                    tbody {
                        @for (code, account) in &state.accounts {
                            tr {
                                th scope="row" { (institution::state(state, code)) }
                                @for year in &years { td.n data-name={ "Dues of " (year) } { (due(account, *year).map_or("–".into(), units)) } }
                                @if let Some((year, budget)) = state.budgets.last_key_value() { td.n data-name="Share" { (due(account, *year).map_or("–".into(), |due| share(due, budget.total.minor_units()))) } }
                                td.n data-name="Paid" { (units(account.paid.minor_units())) }
                                td.n data-name="Arrears" { (units(state.arrears(code).minor_units())) }
                                td { (standing(state, code)) }
                            }
                        }
                    }
                }
            }
            @if let Some((_, budget)) = state.budgets.last_key_value() { p.source { "Amounts in " (budget.currency) ". Arrears are dues that have fallen due and are not paid." } }
        }
    }
}

fn due(account: &Account, year: i32) -> Option<u64> {
    account.dues.get(&year).map(|amount| amount.minor_units())
}

/// Does it owe, has it lost its vote, may it vote all the same?
pub fn standing(state: &State, code: &str) -> Markup {
    let waived = state.members.get(code).and_then(|member| member.waived_until);
    let waived = waived.filter(|until| state.at.is_some_and(|at| at < *until));
    let owes = state.arrears(code) > Amount::default();
    let fallen = state.budgets.values().any(|budget| budget.fell_due);
    html! {
        @if !state.is_member(code) { span.v.lost { "no longer a member" } " " }
        @if state.in_arrears(code) { span.v.lost { "has lost its vote" } }
        @else if let Some(until) = waived { span.v.risk { "may vote until " (until.says()) ", by a waiver" } }
        @else if owes { span.v.risk { "in arrears" } }
        @else if fallen { span.v.met { "has paid what is due" } }
        @else { span.v.unmet { "nothing is due yet" } }
    }
}

/// An amount without its currency.
pub fn units(amount: u64) -> String {
    money(amount, "").trim_end().to_owned()
}

fn share(part: u64, whole: u64) -> String {
    // Cut after a thousandth of a percent, for reading; the amounts beside it are exact.
    let thousandths = u128::from(part) * 100_000 / u128::from(whole.max(1));
    format!("{}.{:03}%", thousandths / 1000, thousandths % 1000)
}

/// The accounts as a table: amounts in hundredths of the currency's unit, as the record has them.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn csv(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let years: Vec<i32> = state.budgets.keys().copied().collect();
    let due_heads: Vec<String> = years.iter().map(|year| format!("dues_{year}_minor_units")).collect();
    let mut head = vec!["code", "state", "currency"];
    head.extend(due_heads.iter().map(String::as_str));
    head.extend(["paid_minor_units", "arrears_minor_units", "lost_vote"]);
    let currency = state.budgets.last_key_value().map_or("", |(_, budget)| budget.currency.as_str());
    let rows = state.accounts.iter().map(|(code, account)| {
        let mut row = vec![code.clone(), state.called(code).to_owned(), currency.to_owned()];
        row.extend(
            years.iter().map(|year| due(account, *year).map(|due| due.to_string()).unwrap_or_default()),
        );
        row.push(account.paid.minor_units().to_string());
        row.push(state.arrears(code).minor_units().to_string());
        row.push(if state.in_arrears(code) { "yes" } else { "no" }.to_owned());
        row
    });
    Ok(csv::file(file_name(of, "budget.csv"), &head, rows))
}
