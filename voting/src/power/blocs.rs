//! Blocs: members who always vote together count as one player with all their weights.

use crate::tally::Electorate;
use std::fmt;

/// Why members cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlocError {
    /// A member stands in two blocs.
    Twice(usize),
    /// There is no such member.
    Member(usize),
    /// A bloc has members who may vote and others who may not.
    Entitled(usize),
    /// The bloc's weight in a column is too large for 64 bits.
    Weight(String),
}

impl fmt::Display for BlocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice(member) => write!(f, "member {} stands in two blocs", member + 1),
            Self::Member(member) => write!(f, "there is no member {}", member + 1),
            Self::Entitled(member) => {
                write!(f, "member {} may not vote and the rest of its bloc may", member + 1)
            }
            Self::Weight(column) => write!(f, "the weight of a bloc in `{column}` is above {}", u64::MAX),
        }
    }
}

impl std::error::Error for BlocError {}

/// The electorate in which the members of each bloc vote as one, in the place of the bloc's first member; and who
/// each of its players is, by the members' places before.
///
/// A bloc of three counts three towards a quota of `states`: what it unites is the votes, not the weights.
///
/// # Errors
///
/// Where blocs overlap, name a member that is not there, or weigh more than 64 bits hold.
pub fn merge(
    electorate: &Electorate,
    blocs: &[Vec<usize>],
) -> Result<(Electorate, Vec<Vec<usize>>), BlocError> {
    let members = electorate.len();
    let mut bloc_of: Vec<Option<usize>> = vec![None; members];
    for (place, bloc) in blocs.iter().enumerate() {
        for member in bloc {
            let known = bloc_of.get_mut(*member).ok_or(BlocError::Member(*member))?;
            if known.replace(place).is_some() {
                return Err(BlocError::Twice(*member));
            }
            if electorate.is_entitled(*member) != electorate.is_entitled(bloc[0]) {
                return Err(BlocError::Entitled(*member));
            }
        }
    }
    let mut players: Vec<Vec<usize>> = Vec::new();
    let mut placed: Vec<Option<usize>> = vec![None; blocs.len()];
    for (member, bloc) in bloc_of.iter().enumerate() {
        match bloc.and_then(|bloc| placed[bloc]) {
            Some(player) => players[player].push(member),
            None => {
                if let Some(bloc) = bloc {
                    placed[*bloc] = Some(players.len());
                }
                players.push(vec![member]);
            }
        }
    }
    let mut merged = Electorate::new(players.len());
    for name in electorate.column_names() {
        let sum = |player: &Vec<usize>| {
            player.iter().try_fold(0u64, |sum, member| sum.checked_add(electorate.weight(&name, *member)?))
        };
        let weights = players.iter().map(sum).collect::<Option<Vec<u64>>>();
        let weights = weights.ok_or_else(|| BlocError::Weight(name.clone()))?;
        // INVARIANT: there is one weight for each player.
        merged = merged.column(name.clone(), weights).map_err(|_| BlocError::Weight(name))?;
    }
    let excluded: Vec<usize> =
        (0..players.len()).filter(|player| !electorate.is_entitled(players[*player][0])).collect();
    Ok((merged.excluding(&excluded), players))
}

/// The electorate of these members only: the others are neither in a quota nor in what its shares are taken of.
pub fn among(electorate: &Electorate, members: &[usize]) -> Electorate {
    let mut among = Electorate::new(members.len());
    for name in electorate.column_names() {
        let weights = members.iter().map(|member| electorate.weight(&name, *member).unwrap_or(0)).collect();
        // INVARIANT: there is one weight for each member.
        among = among.clone().column(name, weights).unwrap_or(among);
    }
    let excluded: Vec<usize> =
        (0..members.len()).filter(|place| !electorate.is_entitled(members[*place])).collect();
    among.excluding(&excluded)
}
