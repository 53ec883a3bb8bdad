//! Money in, from members; money out, tranche by tranche, when its benchmarks are met and it is there.

use super::{
    Benchmark, CompactFunded, Movement, ReleaseTranche, Released, Tranche, TrancheReleased,
    benchmarks::{unmet, unmet_say},
    running,
};
use crate::{
    act::{Amount, Deed},
    deciding::{Decided, Deciding},
    event::{Event, Happening},
    refusal::Refusal,
    state::State,
    words::money,
};

/// `fund-compact`: a member's contribution has arrived, up to what the compact asks for.
fn fund(d: &Deciding<'_>, number: u64, amount: Amount) -> Result<Decided, Refusal> {
    let compact = running(d, number)?;
    let article = compact.article.as_str();
    let member = d.member(article)?;
    if amount == Amount::default() {
        return Err(Refusal::new("no-amount", "a contribution of nothing is none").under(article));
    }
    let given = compact.account.contributed.minor_units();
    let missing = compact.asked().saturating_sub(given);
    if amount.minor_units() > missing {
        let currency = &compact.plan.currency;
        let says = format!("compact {number} lacks {}", money(missing, currency));
        return Err(Refusal::new("more-than-asked", says)
            .under(article)
            .cure("give no more than it lacks: a tranche has a fixed amount"));
    }
    let funded = CompactFunded { compact: number, state: member.to_owned(), amount };
    Ok(Decided::one(article.to_owned(), Happening::CompactFunded(funded)))
}

/// May the tranche be released: was it not yet, are its benchmarks met, is the money there?
pub(crate) fn fits_release(d: &Deciding<'_>, release: &ReleaseTranche) -> Result<(), Refusal> {
    let number = release.compact;
    let compact = running(d, number)?;
    let name = charter::values::shown(&release.tranche);
    let Some((_, tranche)) = compact.tranches().find(|(_, tranche)| tranche.name == release.tranche) else {
        let says = format!("compact {number} has no tranche `{name}`");
        return Err(
            Refusal::new("unknown-tranche", says).cure(format!("`koinon compact {number}` lists them"))
        );
    };
    if let Some(released) = compact.released.get(&release.tranche) {
        let says = format!("the tranche `{name}` was released on {}", released.at.says());
        return Err(Refusal::new("released", says).cure("release another"));
    }
    let unmet = unmet(d, compact, &|benchmark| tranche.after.iter().any(|after| after == benchmark));
    if !unmet.is_empty() {
        let says = format!("the tranche `{name}` waits for its benchmarks: {}", unmet_say(&unmet));
        let on_record = compact.benchmarks().any(|(_, benchmark)| {
            matches!(benchmark, Benchmark::Indicator(_)) && benchmark.name() == unmet[0].0
        });
        let cure = if on_record {
            "wait for the record of its year; unknown is not met"
        } else {
            "let the verifier report on it with `verify-benchmark`"
        };
        return Err(Refusal::new("benchmark-not-met", says).cure(cure));
    }
    let held = compact.account.held;
    if tranche.amount > held {
        let currency = &compact.plan.currency;
        let says = format!(
            "the tranche `{name}` is of {}, and the compact holds {}",
            money(tranche.amount.minor_units(), currency),
            money(held.minor_units(), currency)
        );
        return Err(Refusal::new("not-held", says).cure("let members contribute with `fund-compact`"));
    }
    Ok(())
}

/// What follows when the release is carried.
pub(crate) fn released(
    d: &Deciding<'_>,
    motion: u64,
    release: &ReleaseTranche,
) -> Result<Happening, Refusal> {
    let compact = running(d, release.compact)?;
    let tranche = compact.tranches().find(|(_, tranche)| tranche.name == release.tranche);
    let Some((_, Tranche { name, amount, .. })) = tranche else {
        return Err(Refusal::new("unknown-tranche", format!("there is no tranche `{}`", release.tranche)));
    };
    let (tranche, amount) = (name.clone(), *amount);
    Ok(Happening::TrancheReleased(TrancheReleased { motion, compact: release.compact, tranche, amount }))
}

/// The deeds of this file.
pub(super) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::FundCompact { compact, amount } => Some(fund(d, *compact, *amount)),
        _ => None,
    }
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::CompactFunded(CompactFunded { compact, state: code, amount }) => {
            let account = &mut state.compact_mut(*compact)?.account;
            account.book(event.at, Movement::From(code.clone()), *amount)?;
        }
        Happening::TrancheReleased(TrancheReleased { motion, compact, tranche, amount }) => {
            let compact = state.compact_mut(*compact)?;
            compact.account.book(event.at, Movement::Tranche(tranche.clone()), *amount)?;
            let released = Released { at: event.at, motion: *motion };
            if compact.released.insert(tranche.clone(), released).is_some() {
                return Err(format!("tranche `{tranche}` is released already"));
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}
