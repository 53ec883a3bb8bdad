//! The game with abstention: yes, abstain or no, everybody present (Felsenthal & Machover 1997).
//!
//! Each player abstains with a given probability and otherwise votes yes or no with equal chance, all independently.
//! A player is *decisive* where the motion passes with its yes and fails with its no. With one third this is
//! Felsenthal and Machover's measure of power in ternary voting games; with nought it is the Penrose–Banzhaf index.

use super::estimate::{Estimated, REPLICATES, Random, interval};
use crate::{
    rule::Rule,
    tally::{Electorate, TallyError},
};
use std::collections::HashMap;

mod forms;

use forms::{Forms, Term};

/// The power of one player where votes may be abstentions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TernaryPower {
    /// The chance that the motion passes with its yes and fails with its no.
    pub decisive: Estimated,
    /// The chance that it passes with its yes and fails with its abstention…
    pub yes_or_abstain: Estimated,
    /// …and with its abstention and fails with its no.
    pub abstain_or_no: Estimated,
}

/// The game with abstention.
#[derive(Clone, Debug, PartialEq)]
pub struct Ternary {
    /// Player by player, in order.
    pub power: Vec<TernaryPower>,
    /// The chance that anything passes.
    pub act: Estimated,
    /// How many times all ballots were drawn; nothing where the sums are exact but for rounding.
    pub draws: Option<u64>,
}

/// The most sums of weights that are kept apart.
const MOST_STATES: usize = 1 << 17;

/// The power of every player under a rule when each abstains with this probability.
///
/// Exact but for the rounding of doubles where the sums of weights that can occur are few; else from so many draws,
/// with an interval at 95%.
///
/// # Errors
///
/// Where the rule counts a column that the electorate does not have.
pub fn with_abstention(
    rule: &Rule,
    electorate: &Electorate,
    abstain: f64,
    draws: u64,
    seed: u64,
) -> Result<Ternary, TallyError> {
    let forms = Forms::new(rule, electorate)?;
    let chances = [(1.0 - abstain) / 2.0, abstain, (1.0 - abstain) / 2.0];
    Ok(exact(&forms, chances).unwrap_or_else(|| drawn(&forms, chances, draws, seed)))
}

/// The sums of every form and how likely they are.
type States = HashMap<Vec<i128>, f64>;

fn exact(forms: &Forms, chances: [f64; 3]) -> Option<Ternary> {
    let players = forms.players();
    let start = States::from([(vec![0; forms.terms.len()], 1.0)]);
    // All together have the most states: if these fit, so do those without some.
    let all = (0..players).try_fold(start.clone(), |states, player| add(forms, states, player, chances))?;
    let act = all.iter().filter(|(sums, _)| forms.holds(sums)).map(|(_, chance)| chance).sum();
    let nothing = Estimated { value: 0.0, half_width: 0.0 };
    let none = TernaryPower { decisive: nothing, yes_or_abstain: nothing, abstain_or_no: nothing };
    let mut power = vec![none; players];
    if players > 0 {
        halve(forms, 0..players, start, chances, &mut power)?;
    }
    Some(Ternary { power, act: Estimated { value: act, half_width: 0.0 }, draws: None })
}

fn add(forms: &Forms, states: States, player: usize, chances: [f64; 3]) -> Option<States> {
    let mut next = States::with_capacity(states.len() * 2);
    for (sums, chance) in states {
        for (vote, share) in chances.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            *next.entry(forms.moved(&sums, player, vote)).or_insert(0.0) += chance * share;
        }
        if next.len() > MOST_STATES {
            return None;
        }
    }
    Some(next)
}

/// Finds the power of the players in `range`; the votes of the others are in the states.
fn halve(
    forms: &Forms,
    range: std::ops::Range<usize>,
    states: States,
    chances: [f64; 3],
    out: &mut [TernaryPower],
) -> Option<()> {
    if range.len() == 1 {
        for (sums, chance) in states {
            let [yes, abstain, no] =
                [0, 1, 2].map(|vote| forms.holds(&forms.moved(&sums, range.start, vote)));
            let power = &mut out[range.start];
            power.decisive.value += if yes && !no { chance } else { 0.0 };
            power.yes_or_abstain.value += if yes && !abstain { chance } else { 0.0 };
            power.abstain_or_no.value += if abstain && !no { chance } else { 0.0 };
        }
        return Some(());
    }
    let middle = range.start + range.len() / 2;
    for (mine, other) in [(range.start..middle, middle..range.end), (middle..range.end, range.start..middle)]
    {
        let with = other
            .into_iter()
            .try_fold(states.clone(), |states, player| add(forms, states, player, chances))?;
        halve(forms, mine, with, chances, out)?;
    }
    Some(())
}

fn drawn(forms: &Forms, chances: [f64; 3], draws: u64, seed: u64) -> Ternary {
    let players = forms.players();
    let each = (draws / REPLICATES).max(1);
    // By replicate: how often it passed, and how often each player mattered in each of three ways.
    let mut passed = Vec::new();
    let mut mattered: Vec<Vec<[f64; 3]>> = Vec::new();
    for replicate in 0..REPLICATES {
        let mut random = Random::new(seed, replicate);
        let (mut passes, mut counts) = (0u64, vec![[0u64; 3]; players]);
        for _ in 0..each {
            let votes: Vec<usize> = (0..players)
                .map(|_| match random.unit() {
                    toss if toss < chances[1] => 1,
                    toss if toss < chances[1] + chances[0] => 0,
                    _ => 2,
                })
                .collect();
            let mut sums = vec![0; forms.terms.len()];
            votes.iter().enumerate().for_each(|(player, vote)| forms.shift(&mut sums, player, *vote, 1));
            passes += u64::from(forms.holds(&sums));
            for (player, vote) in votes.iter().enumerate() {
                forms.shift(&mut sums, player, *vote, -1);
                let [yes, abstain, no] = [0, 1, 2].map(|vote| forms.holds(&forms.moved(&sums, player, vote)));
                forms.shift(&mut sums, player, *vote, 1);
                let ways = [yes && !no, yes && !abstain, abstain && !no];
                counts[player].iter_mut().zip(ways).for_each(|(count, way)| *count += u64::from(way));
            }
        }
        passed.push(passes as f64 / each as f64);
        mattered.push(counts.iter().map(|counts| counts.map(|count| count as f64 / each as f64)).collect());
    }
    let about = |values: &dyn Fn(usize) -> f64| {
        let values: Vec<f64> = (0..passed.len()).map(values).collect();
        interval(values.iter().sum::<f64>() / values.len() as f64, values.into_iter())
    };
    let power = (0..players)
        .map(|player| {
            let way = |way: usize| about(&|replicate| mattered[replicate][player][way]);
            TernaryPower { decisive: way(0), yes_or_abstain: way(1), abstain_or_no: way(2) }
        })
        .collect();
    Ternary { power, act: about(&|replicate| passed[replicate]), draws: Some(each * REPLICATES) }
}

impl Forms {
    fn players(&self) -> usize {
        self.players
    }

    /// The sums with one more vote: 0 is yes, 1 abstention, 2 no.
    fn moved(&self, sums: &[i128], player: usize, vote: usize) -> Vec<i128> {
        let mut sums = sums.to_vec();
        self.shift(&mut sums, player, vote, 1);
        sums
    }

    fn shift(&self, sums: &mut [i128], player: usize, vote: usize, sign: i128) {
        for (sum, Term { yes, no, .. }) in sums.iter_mut().zip(&self.terms) {
            *sum += sign * [yes[player], 0, no[player]][vote];
        }
    }
}
