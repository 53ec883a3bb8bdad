//! Rules under which a member has no power, blocks alone, or does better by staying away.

use super::Look;
use crate::finding::Finding;
use std::{ops::Range, time::Duration};
use voting::{
    Ballot, Counts, Electorate, Rule, Threshold,
    power::{Game, Limits, count},
};
use world::StateIx;

/// Councils of so many are counted; in larger ones only members who weigh nothing are found, and `koinon power` does
/// the rest.
const COUNTED: usize = 15;

/// What the counting may take.
const LIMITS: Limits = Limits { memory: 1 << 20, time: Duration::from_micros(300), threads: 1 };

/// One rule that can pass, over the members that it is judged with.
pub fn check(
    look: &Look<'_>,
    (rule, span): (&Rule, &Range<usize>),
    electorate: &Electorate,
    members: &[StateIx],
    out: &mut Vec<Finding>,
) {
    let Ok(game) = Game::new(rule, electorate) else { return };
    let with = |finding: Finding| finding.label(format!("with the members of {}", look.year));
    // Among equals nobody is powerless, and nobody blocks whom the others do not.
    if !game.is_symmetric() && !game.always_passes() {
        powerless(look, span, &game, members).into_iter().for_each(|finding| out.push(with(finding)));
        blocked(look, (rule, span), &game, members).into_iter().for_each(|finding| out.push(with(finding)));
    }
    absence(rule, span, electorate, members.len()).into_iter().for_each(|finding| out.push(with(finding)));
}

/// A member whose vote never matters.
fn powerless(look: &Look<'_>, span: &Range<usize>, game: &Game, members: &[StateIx]) -> Option<Finding> {
    let counts = (game.len() <= COUNTED).then(|| count(game, &LIMITS, None, &|_, _| ()).ok()).flatten();
    let idle: Vec<usize> = counts.map_or_else(
        || game.weightless(),
        |(counts, _)| {
            let power = counts.power();
            (0..power.len()).filter(|player| power[*player].swings.is_zero()).collect()
        },
    );
    let says = match idle.as_slice() {
        [] => return None,
        [one] => {
            format!("{} has no power under this rule: its vote never matters", name(look, members, *one))
        }
        [one, rest @ ..] => {
            let others =
                if rest.len() == 1 { "another member".to_owned() } else { format!("{} others", rest.len()) };
            format!(
                "{} and {others} have no power under this rule: their votes never matter",
                name(look, members, *one)
            )
        }
    };
    let help = "`koinon power --charter` shows who has how much; a quota of states gives every member some";
    Some(Finding::warning("rule-member-powerless", span.clone(), says).help(help))
}

/// Some members against whom nothing passes, where the rule does not say that it means them to have a veto.
fn blocked(
    look: &Look<'_>,
    (rule, span): (&Rule, &Range<usize>),
    game: &Game,
    members: &[StateIx],
) -> Option<Finding> {
    let veto =
        |threshold: Threshold| matches!(threshold, Threshold::No | Threshold::All | Threshold::FewerThan(1));
    if rule.quotas().iter().any(|quota| veto(quota.threshold)) {
        return None;
    }
    let alone = game.alone();
    let blockers: Vec<usize> = (0..alone.len()).filter(|player| alone[*player].blocks).collect();
    // Where everybody blocks, the threshold means unanimity.
    if blockers.is_empty() || blockers.len() == alone.len() {
        return None;
    }
    let names: Vec<&str> = blockers.iter().take(3).map(|player| name(look, members, *player)).collect();
    let more = if blockers.len() > 3 { format!(" and {} more", blockers.len() - 3) } else { String::new() };
    let says = format!("nothing passes under this rule against {} alone{more}", names.join(" or "));
    let help = "lower the threshold, or say so openly, as in `and no permanent against`";
    Some(Finding::warning("rule-blocked-alone", span.clone(), says).help(help))
}

/// A quorum inside a rule that an opponent defeats by staying away where a vote against would not.
///
/// Looked for with one opponent and so many in favour, the others away: a quorum counts heads, so that which of them
/// does not matter to what can happen.
fn absence(rule: &Rule, span: &Range<usize>, electorate: &Electorate, members: usize) -> Option<Finding> {
    let present = |counts: Counts| counts == Counts::Present;
    let quotas = rule.quotas();
    // A rule of nothing but presence is a quorum by itself, to which votes are nothing.
    if quotas.iter().all(|quota| present(quota.counts)) || !quotas.iter().any(|quota| present(quota.counts)) {
        return None;
    }
    let mut ballots = vec![Ballot::Absent; members];
    for yes in 0..members.saturating_sub(1) {
        ballots[yes] = Ballot::Yes;
        let away = rule.passes(electorate, &ballots).ok()?;
        ballots[yes + 1] = Ballot::No;
        let against = rule.passes(electorate, &ballots).ok()?;
        ballots[yes + 1] = Ballot::Absent;
        if against && !away {
            let yes = yes + 1;
            let says = format!(
                "staying away can defeat what a vote against cannot: {yes} in favour and one against pass, {yes} in favour alone do not"
            );
            let help = "ask for a number in favour instead of a quorum, such as `a majority of states`";
            return Some(Finding::warning("rule-rewards-absence", span.clone(), says).help(help));
        }
    }
    None
}

fn name<'w>(look: &Look<'w>, members: &[StateIx], player: usize) -> &'w str {
    members.get(player).map_or("a member", |state| &look.world.state(*state).name)
}
