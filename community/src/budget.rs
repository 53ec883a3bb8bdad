//! Who pays: estimates, the scale, dues, payments, and what arrears cost (UN Charter, Article 19).

use crate::{
    act::{Amount, Deed},
    deciding::{Decided, Deciding, bounded},
    event::{Due, Event, Happening},
    law::Law,
    matter::BudgetLine,
    moment::Moment,
    refusal::{Refusal, article},
    scale,
    state::{Account, Budget, Deadline, State},
};

use std::collections::BTreeSet;

/// How many lines the estimates may have.
const MOST_LINES: usize = 200;

fn total(lines: &[BudgetLine]) -> Option<Amount> {
    lines.iter().try_fold(Amount::default(), |sum, line| sum.plus(line.amount))
}

/// Can the budget be adopted as things stand?
pub(crate) fn fits(
    d: &Deciding<'_>,
    year: i32,
    currency: &str,
    lines: &[BudgetLine],
    due: Moment,
) -> Result<(), Refusal> {
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).cure(cure));
    if d.state.budgets.contains_key(&year) {
        return refused(
            "budget-adopted",
            format!("the budget of {year} is adopted already"),
            "name another year",
        );
    }
    if (year - d.at.year()).abs() > 5 {
        return refused(
            "year-far-away",
            format!("{year} is far from {}", d.at.year()),
            "name a year near this one",
        );
    }
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let says = format!("`{}` is not an ISO 4217 code", charter::values::shown(currency));
        return refused("unknown-currency", says, "write three capital letters, such as EUR");
    }
    if lines.is_empty() || lines.len() > MOST_LINES {
        return refused(
            "no-estimates",
            format!("there are {} lines of estimates", lines.len()),
            "give 1 to 200 lines",
        );
    }
    lines.iter().try_for_each(|line| bounded("line's name", &line.name, 200))?;
    match total(lines) {
        Some(sum) if sum > Amount::default() => {}
        Some(_) => return refused("no-estimates", "the estimates come to nothing".into(), "give amounts"),
        None => {
            return refused(
                "amount-too-large",
                "the sum is more than the record can hold".into(),
                "use smaller amounts",
            );
        }
    }
    if due <= d.at {
        return refused(
            "in-the-past",
            "dues would fall due before they are assessed".into(),
            "name a later day",
        );
    }
    scale::named(d).map(|_| ())
}

/// The budget is adopted, and each member's dues assessed by the scale: whole minor units that add up to the sum.
pub(crate) fn adopted(
    d: &Deciding<'_>,
    motion: u64,
    year: i32,
    currency: &str,
    lines: &[BudgetLine],
    due: Moment,
) -> Result<Happening, Refusal> {
    let too_large = || Refusal::new("amount-too-large", "the sum is more than the record can hold");
    let total = total(lines).ok_or_else(too_large)?;
    let dues = divided(d, lines)?
        .into_iter()
        .map(|(state, amount)| Some(Due { state, amount: Amount::new(amount)? }))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(too_large)?;
    Ok(Happening::BudgetAdopted { motion, year, currency: currency.to_owned(), total, due, dues })
}

/// What each member would owe of estimates, in minor units, in the order of codes.
pub(crate) fn divided(d: &Deciding<'_>, lines: &[BudgetLine]) -> Result<Vec<(String, u64)>, Refusal> {
    let total = total(lines).unwrap_or_default();
    let shares = scale::shares(d)?;
    let amounts =
        scale::divide(total.minor_units(), &shares.iter().map(|(_, share)| *share).collect::<Vec<_>>());
    Ok(shares.into_iter().map(|(state, _)| state).zip(amounts).collect())
}

/// A waiver concerns a member in arrears.
pub(crate) fn fits_waiver(d: &Deciding<'_>, state: &str, until: Moment) -> Result<(), Refusal> {
    if until <= d.at {
        return Err(
            Refusal::new("in-the-past", "the waiver would end before it begins").cure("name a later time")
        );
    }
    if !in_arrears(d.state, d.law, state, d.at) {
        let says = format!("{} has lost no vote by arrears", d.state.name(state));
        return Err(Refusal::new("not-in-arrears", says));
    }
    Ok(())
}

/// `pay`: dues have arrived; the secretariat enters it.
fn pay(d: &Deciding<'_>, amount: Amount) -> Result<Decided, Refusal> {
    d.in_force()?;
    let Some(budget) = &d.law.charter.budget else { return Err(Refusal::no_article("pay")) };
    let article = article(&budget.heading, "budget");
    let Some(code) = d.act.actor.state().filter(|code| d.state.accounts.contains_key(*code)) else {
        return Err(d.wrong_actor(&article, "a state that owes dues").cure("adopt a budget first"));
    };
    if amount == Amount::default() {
        return Err(Refusal::new("no-amount", "a payment of nothing is none").under(&article));
    }
    let paid = d.state.accounts.get(code).and_then(|account| account.paid.plus(amount));
    if paid.is_none() {
        return Err(Refusal::new("amount-too-large", "the account would be more than the record can hold")
            .under(&article));
    }
    Ok(Decided::one(article, Happening::Paid { state: code.to_owned(), amount }))
}

impl State {
    /// What a member owes of dues that have fallen due, in minor units.
    pub fn arrears(&self, code: &str) -> Amount {
        let Some(account) = self.accounts.get(code) else { return Amount::default() };
        let fallen = account
            .dues
            .iter()
            .filter(|(year, _)| self.budgets.get(year).is_some_and(|budget| budget.fell_due));
        let owed: u64 = fallen.map(|(_, amount)| amount.minor_units()).fold(0, u64::saturating_add);
        Amount::new(owed.saturating_sub(account.paid.minor_units())).unwrap_or_default()
    }
}

impl State {
    /// Have a member's arrears cost it its vote, as things stand?
    pub fn in_arrears(&self, code: &str) -> bool {
        match (&self.law, self.at) {
            (Some(law), Some(at)) => in_arrears(self, law, code, at),
            _ => false,
        }
    }
}

/// Every member that its arrears cost its vote.
pub(crate) fn indebted<'s>(state: &'s State, law: &Law, at: Moment) -> BTreeSet<&'s str> {
    let codes = state.accounts.keys().map(String::as_str);
    codes.filter(|code| in_arrears(state, law, code, at)).collect()
}

/// Do a member's arrears cost it its vote: do they reach the dues of so many preceding years, with no waiver running?
pub(crate) fn in_arrears(state: &State, law: &Law, code: &str, at: Moment) -> bool {
    let arrears = law.charter.budget.as_ref().and_then(|budget| budget.arrears.as_ref());
    let Some(years) = arrears.and_then(|arrears| i32::try_from(arrears.loses_vote_at_years_due).ok()) else {
        return false;
    };
    let waived = state.members.get(code).and_then(|member| member.waived_until);
    if waived.is_some_and(|until| at < until) {
        return false;
    }
    let Some(account) = state.accounts.get(code) else { return false };
    let preceding: Option<Vec<u64>> =
        (1..=years).map(|back| account.dues.get(&(at.year() - back)).map(|due| due.minor_units())).collect();
    // A member that has not yet been assessed for so many years cannot be so far behind.
    let Some(preceding) = preceding else { return false };
    let bar = preceding.into_iter().fold(0u64, u64::saturating_add);
    bar > 0 && state.arrears(code).minor_units() >= bar
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::Pay { amount } => Some(pay(d, *amount)),
        _ => None,
    }
}

/// What falls due of this file.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let Deadline::DuesFallDue(year) = due else { return None };
    let budget = d.law.charter.budget.as_ref().map(|budget| article(&budget.heading, "budget"));
    Some(Decided::one(budget, Happening::DuesFellDue { year: *year }))
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::BudgetAdopted { year, currency, total, due, dues, .. } => {
            let sum = dues.iter().try_fold(Amount::default(), |sum, due| sum.plus(due.amount));
            if sum != Some(*total) {
                return Err(format!("the dues of {year} do not add up to the budget"));
            }
            let budget = Budget { currency: currency.clone(), total: *total, due: *due, fell_due: false };
            if state.budgets.insert(*year, budget).is_some() {
                return Err(format!("the budget of {year} is adopted already"));
            }
            for Due { state: code, amount } in dues {
                state.accounts.entry(code.clone()).or_default().dues.insert(*year, *amount);
            }
            state.agenda.insert((*due, Deadline::DuesFallDue(*year)));
        }
        Happening::DuesFellDue { year } => {
            state.agenda.retain(|(_, due)| *due != Deadline::DuesFallDue(*year));
            state.budgets.get_mut(year).ok_or("no such budget")?.fell_due = true;
        }
        Happening::Paid { state: code, amount } => {
            let account: &mut Account = state.accounts.get_mut(code).ok_or("it owes nothing")?;
            account.paid = account.paid.plus(*amount).ok_or("the account is too large")?;
        }
        Happening::ArrearsWaived { state: code, until, .. } => {
            crate::standing::member_mut(state, code)?.waived_until = Some(*until);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
