//! Rules that nobody can meet, or that one member decides alone.

use super::{Look, names, power};
use crate::{electorate::electorate, finding::Finding, membership};
use voting::{Ballot, Electorate, Rule, TallyError};
use world::StateIx;

/// How many quotas all rules may have together: each is tried with every member alone.
pub const MOST_QUOTAS: usize = 300;

/// Every rule, over the members that the record gives the community in the year judged.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    let rules = names::written_rules(look.charter);
    // To judge the whole record is the dearest of all checks: not for a charter that has no rule.
    let members = if rules.is_empty() { Vec::new() } else { members(look) };
    if members.len() < 3 {
        return;
    }
    let mut quotas = 0;
    for (rule, span) in rules {
        quotas += rule.quotas().len();
        if quotas > MOST_QUOTAS {
            let says = "the rules have too many quotas together";
            let help = format!(
                "use at most {MOST_QUOTAS} in all, and give a rule that is used twice a name in [rules]"
            );
            out.push(Finding::error("too-long", span, says).help(help));
            return;
        }
        let Ok(electorate) = electorate(look.charter, look.world, rule, &members, look.year) else {
            continue;
        };
        let vote = |ballots: &[Ballot]| rule.passes(&electorate, ballots);
        let count = members.len();
        let Ok(all) = vote(&vec![Ballot::Yes; count]) else { continue };
        if !all {
            let says =
                format!("nobody can meet this rule: it fails even when all {count} members are in favour");
            out.push(
                Finding::error("rule-never-passes", span, says)
                    .label(format!("with the members of {}", look.year))
                    .help("lower the threshold, or write a share such as `two thirds of states`"),
            );
            continue;
        }
        power::check(look, (rule, &span), &electorate, &members, out);
        let attends = |counts| matches!(counts, voting::Counts::Present | voting::Counts::VotesCast);
        let quorum = rule.quotas().iter().any(|quota| attends(quota.counts));
        let blocks = rule
            .quotas()
            .iter()
            .all(|quota| matches!(quota.counts, voting::Counts::Against | voting::Counts::NotInFavour));
        if quorum || blocks {
            continue;
        }
        if let Ok(Some(alone)) = decides_alone(&electorate, rule, count) {
            let name = &look.world.state(members[alone]).name;
            let says = format!("a single member can decide under this rule: {name} alone passes a motion");
            out.push(
                Finding::error("rule-decided-alone", span, says)
                    .label(format!("with the members of {}", look.year))
                    .help("raise the threshold, or add one over states"),
            );
        }
    }
}

/// A member whose vote in favour passes a motion against all others.
fn decides_alone(electorate: &Electorate, rule: &Rule, count: usize) -> Result<Option<usize>, TallyError> {
    let mut ballots = vec![Ballot::No; count];
    for member in 0..count {
        ballots[member] = Ballot::Yes;
        let passes = rule.passes(electorate, &ballots)?;
        ballots[member] = Ballot::No;
        if passes {
            return Ok(Some(member));
        }
    }
    Ok(None)
}

/// Who belongs in the year judged, or would if all that qualify entered.
fn members(look: &Look<'_>) -> Vec<StateIx> {
    let since = look.charter.since(look.world).min(look.year);
    let history = membership::history(look.charter, look.world, look.record(), since, look.year);
    let found = history.line(look.year).map(|line| line.members.clone()).unwrap_or_default();
    if !found.is_empty() {
        return found;
    }
    look.world.states_in(look.year).collect()
}
