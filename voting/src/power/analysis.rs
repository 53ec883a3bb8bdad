//! The whole question in one call: count exactly where that is possible, estimate where it is not, and say which.

use super::{
    counts::{Counts, Power},
    estimate::{Estimate, estimate},
    game::{Game, sum},
    plan::{Engine, Limits, TooLarge, cheapest, count},
};
use crate::{
    rule::Rule,
    tally::{Electorate, TallyError},
};
use std::{fmt, time::Duration};

/// How a game is to be analysed.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// What may be used.
    pub limits: Limits,
    /// Counting or estimating.
    pub way: Way,
    /// How finely weights are read.
    pub resolution: Resolution,
    /// How many coalitions an estimate draws.
    pub draws: u64,
    /// What the draws follow from.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            way: Way::Either,
            resolution: Resolution::Fitting,
            draws: 1 << 19,
            seed: 1,
        }
    }
}

/// How finely weights are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resolution {
    /// As given, where they can be counted so; else, of more than [`FEW`] players and unless counting is insisted on, in
    /// [`PARTS`] parts of their total.
    #[default]
    Fitting,
    /// As given.
    Full,
    /// In so many parts of their total, by largest remainders. Of an estimate, those of its control.
    Parts(u64),
}

impl Resolution {
    /// The parts, where they are fixed.
    fn parts(self) -> Option<u64> {
        if let Self::Parts(parts) = self { Some(parts) } else { None }
    }
}

/// The most players of whom weights are never rounded unasked: so few can be estimated closely.
pub const FEW: usize = 50;

/// The parts that weights are rounded to where they cannot be counted as given.
pub const PARTS: u64 = 10_000;

/// Counting or estimating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Count, or estimate where that is too large.
    Either,
    /// Count, by any engine or by this one, or refuse.
    Exact(Option<Engine>),
    /// Estimate.
    Estimate,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The game that was counted or estimated: perhaps of rounded weights.
    pub game: Game,
    /// The game of the weights as given, where another was counted.
    pub given: Option<Game>,
    /// The figures, and how they were found.
    pub figures: Figures,
}

/// The figures, and how they were found.
#[derive(Clone, Debug)]
pub enum Figures {
    /// By counting.
    Exact {
        /// Winning coalitions by size.
        counts: Counts,
        /// Every player's power, in order.
        power: Vec<Power>,
        /// Who counted.
        engine: Engine,
        /// What counting the weights as given would have taken, where they were rounded for that.
        because: Option<TooLarge>,
    },
    /// By random draws.
    Estimate {
        /// Every player's power with its interval.
        estimate: Estimate,
        /// What counting would have taken; nothing where an estimate was asked for.
        because: Option<TooLarge>,
    },
}

/// Why a game is not analysed.
#[derive(Clone, Debug, PartialEq)]
pub enum AnalysisError {
    /// The rule does not fit the electorate.
    Tally(TallyError),
    /// It was to be counted exactly and is too large.
    TooLarge(TooLarge),
    /// A list of a player's name would not fit in the memory given.
    Memory,
}

impl fmt::Display for AnalysisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tally(error) => error.fmt(f),
            Self::TooLarge(error) => error.fmt(f),
            Self::Memory => write!(f, "the memory given is too small for any answer"),
        }
    }
}

impl std::error::Error for AnalysisError {}

/// The parts that an estimate's control is rounded to: the first that can be counted quickly.
const CONTROLS: [u64; 10] = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 200, 100, 50];

/// The longest that counting a control may take, on one thread and by the estimate: it does not depend on the
/// machine, so that the same command draws the same coalitions everywhere.
const CONTROL: Duration = Duration::from_secs(4);

/// The smallest memory with which an estimate is begun.
const LEAST_MEMORY: u64 = 16 << 20;

/// Finds the power of every player under a rule, in the yes/no game with all present.
///
/// `progress` is told how many of how many parts of the work are done.
///
/// ```
/// use voting::{Electorate, parse, power::{Figures, Options, analyse}};
///
/// // The Council of the European Economic Community of 1958: Luxembourg's vote never counted.
/// let votes = vec![4, 4, 4, 2, 2, 1];
/// let council = Electorate::new(6).column("votes", votes)?;
/// let analysis = analyse(&parse("12 of votes")?, &council, &Options::default(), &|_, _| ())?;
/// let Figures::Exact { power, .. } = analysis.figures else { panic!("six players are counted") };
/// assert_eq!(power[0].swings.to_string(), "10");
/// assert_eq!(power[5].shapley_shubik, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Where the rule counts what the electorate does not have, or where the game was to be counted exactly and is too
/// large: then the error says what it would take.
pub fn analyse(
    rule: &Rule,
    electorate: &Electorate,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Analysis, AnalysisError> {
    let full = || Game::new(rule, electorate).map_err(AnalysisError::Tally);
    let rounded = |parts| Game::rounded(rule, electorate, parts).map_err(AnalysisError::Tally);
    let game = match options.resolution {
        Resolution::Parts(parts) if options.way != Way::Estimate => rounded(parts)?,
        _ => full()?,
    };
    let given = |counted: &Game| counted.resolution().map(|_| full()).transpose();
    let because = match options.way {
        Way::Estimate => None,
        Way::Exact(engine) => {
            let counted = count(&game, &options.limits, engine, progress).map_err(AnalysisError::TooLarge)?;
            return Ok(Analysis { figures: exact(counted, None), given: given(&game)?, game });
        }
        Way::Either => match count(&game, &options.limits, None, progress) {
            Ok(counted) => return Ok(Analysis { figures: exact(counted, None), given: given(&game)?, game }),
            Err(error) => Some(error),
        },
    };
    if because.is_some() && options.resolution == Resolution::Fitting && game.len() > FEW {
        let coarse = rounded(PARTS)?;
        if let Ok(counted) = count(&coarse, &options.limits, None, progress) {
            return Ok(Analysis { figures: exact(counted, because), given: Some(game), game: coarse });
        }
    }
    if options.limits.memory < LEAST_MEMORY {
        return Err(AnalysisError::Memory);
    }
    let limits = Limits { time: CONTROL, ..options.limits };
    let fixed = options.resolution.parts();
    let controls: Vec<u64> = fixed.map_or_else(|| CONTROLS.to_vec(), |parts| vec![parts]);
    let mut control = None;
    for parts in controls {
        let rounded = rounded(parts)?;
        let fits = cheapest(&rounded, &Limits { threads: 1, ..limits }).is_some();
        if !fits && fixed.is_none() {
            continue;
        }
        let limits = if fixed.is_some() { options.limits } else { Limits { time: Duration::MAX, ..limits } };
        if let Ok((counts, _)) = count(&rounded, &limits, None, &|_, _| ()) {
            control = Some((rounded, counts));
            break;
        }
    }
    let control = control.as_ref().map(|(game, counts)| (game, counts));
    let estimate = estimate(&game, control, options.draws, options.seed, options.limits.threads, progress);
    Ok(Analysis { game, given: None, figures: Figures::Estimate { estimate, because } })
}

fn exact((counts, engine): (Counts, Engine), because: Option<TooLarge>) -> Figures {
    Figures::Exact { power: counts.power(), counts, engine, because }
}

/// What a player can do alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alone {
    /// Nothing passes against its vote: a vetoer, or blocker.
    pub blocks: bool,
    /// Everything passes with its vote.
    pub decides: bool,
    /// Its vote never matters: a dummy. Where figures were estimated, or counted for rounded weights, this is said only
    /// of a player who weighs nothing.
    pub dummy: bool,
}

impl Alone {
    /// It blocks and decides: the others are dummies.
    pub fn dictates(self) -> bool {
        self.blocks && self.decides
    }
}

impl Analysis {
    /// What every player can do alone, in order.
    pub fn alone(&self) -> Vec<Alone> {
        let game = self.given.as_ref().unwrap_or(&self.game);
        let mut alone = game.alone();
        match &self.figures {
            Figures::Exact { power, .. } if self.given.is_none() => {
                alone.iter_mut().zip(power).for_each(|(alone, power)| alone.dummy = power.swings.is_zero());
            }
            _ => {
                let weighs = |player: usize| game.columns.iter().any(|column| column[player] > 0);
                let sizes = game.tree.counts_players();
                alone
                    .iter_mut()
                    .enumerate()
                    .for_each(|(player, alone)| alone.dummy = !sizes && !weighs(player));
            }
        }
        alone
    }
}

impl Game {
    /// Who blocks and who decides alone, in order; nobody where nothing can pass or everything does.
    pub fn alone(&self) -> Vec<Alone> {
        let players = self.len();
        let totals: Vec<u128> = self.columns.iter().map(|column| sum(column)).collect();
        let mut weights = vec![0; totals.len()];
        if self.tree.holds(0, &weights) || !self.tree.holds(players, &totals) {
            return vec![Alone::default(); players];
        }
        (0..players)
            .map(|player| {
                let mut with = |weigh: &dyn Fn(usize, u128) -> u128, size: usize| {
                    for (place, (sum, column)) in weights.iter_mut().zip(&self.columns).enumerate() {
                        *sum = weigh(place, u128::from(column[player]));
                    }
                    self.tree.holds(size, &weights)
                };
                let decides = with(&|_, weight| weight, 1);
                let blocks = !with(&|place, weight| totals[place] - weight, players - 1);
                Alone { blocks, decides, dummy: false }
            })
            .collect()
    }

    /// Do all players weigh the same in every quota, so that they have the same power?
    pub fn is_symmetric(&self) -> bool {
        self.columns.is_empty()
    }

    /// The players who weigh nothing in any quota, and so never matter.
    pub fn weightless(&self) -> Vec<usize> {
        if self.tree.counts_players() {
            return Vec::new();
        }
        (0..self.len()).filter(|player| self.columns.iter().all(|column| column[*player] == 0)).collect()
    }

    /// Does every coalition win, even that of nobody?
    pub fn always_passes(&self) -> bool {
        self.wins(&vec![false; self.len()])
    }

    /// Does not even the coalition of everybody win?
    pub fn never_passes(&self) -> bool {
        !self.wins(&vec![true; self.len()])
    }
}
