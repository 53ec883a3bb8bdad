//! Which engine counts a game: the cheapest that the memory holds, by estimates made before any is taken.

use super::{
    counts::Counts,
    enumerate,
    game::Game,
    meet,
    orthants::{self, Corners},
    table::Tables,
};
use std::{fmt, time::Duration};

/// What a computation may use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Bytes of memory for tables and lists.
    pub memory: u64,
    /// The longest that is begun, by the estimate.
    pub time: Duration,
    /// Threads that work at once.
    pub threads: usize,
}

impl Default for Limits {
    /// Two gibibytes, a minute, and as many threads as the machine has cores.
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { memory: 2 << 30, time: Duration::from_secs(60), threads }
    }
}

/// How winning coalitions are counted, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Nothing to count: every coalition wins, or none.
    Settled,
    /// Every coalition is looked at.
    Enumeration,
    /// Parts from two halves meet.
    MeetInTheMiddle,
    /// A table over sizes and weights.
    Table,
}

impl Engine {
    /// Its name on the command line and in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Enumeration => "enumeration",
            Self::MeetInTheMiddle => "meet-in-the-middle",
            Self::Table => "table",
        }
    }
}

/// What an engine would take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Which engine.
    pub engine: Engine,
    /// Bytes of memory, at most.
    pub memory: u128,
    /// The time by the estimate.
    pub time: Duration,
}

/// Why a game is not counted exactly: what each engine would take.
#[derive(Clone, Debug, PartialEq)]
pub struct TooLarge {
    /// What each engine that applies would take, the fastest first.
    pub costs: Vec<Cost>,
    /// What was allowed.
    pub limits: Limits,
    /// The one engine that was asked for.
    pub only: Option<Engine>,
    /// How many players the game has.
    pub players: usize,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(only) = self.only.filter(|only| self.costs.iter().all(|cost| cost.engine != *only)) {
            let (name, players) = (only.name().replace('-', " "), self.players);
            return write!(
                f,
                "{name} cannot count this game of {players} players: its rule has another form or reach"
            );
        }
        write!(f, "the game of {} players is too large to be counted exactly", self.players)?;
        if self.costs.is_empty() {
            write!(
                f,
                ": it has 2^{} coalitions, and more sums of weights than any table holds",
                self.players
            )?;
        }
        for (place, cost) in self.costs.iter().enumerate() {
            let joint = if place == 0 { ": " } else { ", " };
            write!(
                f,
                "{joint}by {} it would take {} and {}",
                cost.engine.name(),
                Bytes(cost.memory),
                Time(cost.time)
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for TooLarge {}

/// `1.5 GiB`
pub(super) struct Bytes(pub(super) u128);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut amount = self.0 as f64;
        for unit in ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] {
            if amount < 1024.0 {
                return write!(f, "{amount:.*} {unit}", usize::from(amount < 10.0 && unit != "B"));
            }
            amount /= 1024.0;
        }
        write!(f, "more memory than there is")
    }
}

struct Time(Duration);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs_f64() {
            s if s < 90.0 => write!(f, "{s:.0} s"),
            s if s < 5400.0 => write!(f, "{:.0} minutes", s / 60.0),
            s if s < 172_800.0 => write!(f, "{:.0} hours", s / 3600.0),
            s if s < 3.2e9 => write!(f, "{:.0} days", s / 86400.0),
            _ => write!(f, "more than a century"),
        }
    }
}

/// An engine with what it has prepared.
enum Ready<'g> {
    Enumeration,
    Meet(&'g [Corners]),
    Table(Box<Tables<'g>>),
    DualTable(Box<Tables<'g>>),
}

/// A game with its corners and its dual, out of which engines are planned.
struct Prepared<'g> {
    game: &'g Game,
    corners: Option<Vec<Corners>>,
    dual: Game,
    dual_corners: Option<Vec<Corners>>,
}

impl Prepared<'_> {
    fn plans(&self, limits: &Limits) -> Vec<(Cost, Ready<'_>)> {
        let players = self.game.len();
        let shared = |nanoseconds: f64, workers: usize| nanoseconds / workers.max(1) as f64;
        let mut plans = Vec::new();
        let mut offer = |engine, memory, nanoseconds: f64, ready| {
            let seconds = (nanoseconds * 1e-9).min(1e15);
            plans.push((Cost { engine, memory, time: Duration::from_secs_f64(seconds) }, ready));
        };
        if players <= enumerate::MOST {
            let each = 0.2 + self.game.tree.leaves() as f64 * 0.7;
            let nanoseconds = 200.0 + 2f64.powi(i32::try_from(players).unwrap_or(64)) * each;
            offer(Engine::Enumeration, 1 << 16, shared(nanoseconds, limits.threads), Ready::Enumeration);
        }
        if let Some(corners) = self.corners.as_deref().filter(|corners| meet::fits(self.game, corners)) {
            let nanoseconds =
                shared(meet::cost(self.game, corners), if players > 24 { limits.threads.min(2) } else { 1 });
            offer(Engine::MeetInTheMiddle, meet::bytes(self.game), nanoseconds, Ready::Meet(corners));
        }
        let tables = [(self.game, &self.corners, false), (&self.dual, &self.dual_corners, true)];
        for (game, corners, dual) in tables {
            let Some(tables) = corners.as_deref().and_then(|corners| Tables::plan(game, corners)) else {
                continue;
            };
            let nanoseconds = shared(tables.cost(), workers(&tables, limits));
            let (memory, tables) = (tables.bytes(), Box::new(tables));
            offer(
                Engine::Table,
                memory,
                nanoseconds,
                if dual { Ready::DualTable(tables) } else { Ready::Table(tables) },
            );
        }
        plans.sort_by_key(|(cost, _)| cost.time);
        plans
    }
}

/// As many threads as there are passes, cores, and room for tables.
fn workers(tables: &Tables<'_>, limits: &Limits) -> usize {
    let room = usize::try_from(u128::from(limits.memory) / tables.bytes().max(1)).unwrap_or(usize::MAX);
    room.min(limits.threads).min(tables.passes()).max(1)
}

/// Counts the winning coalitions of a game, exactly, by the cheapest engine, or by the one asked for.
///
/// `progress` is told how many of how many parts are done.
///
/// # Errors
///
/// Where no engine stays within the limits: what each would take.
pub fn count(
    game: &Game,
    limits: &Limits,
    only: Option<Engine>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<(Counts, Engine), TooLarge> {
    if let Some(wins) = settled(game) {
        return Ok((Counts::settled(game, wins), Engine::Settled));
    }
    let prepared = prepare(game);
    let plans = prepared.plans(limits);
    let costs: Vec<Cost> = plans.iter().map(|(cost, _)| *cost).collect();
    let chosen = plans.into_iter().find(|(cost, _)| {
        cost.memory <= u128::from(limits.memory)
            && cost.time <= limits.time
            && only.is_none_or(|only| only == cost.engine)
    });
    let Some((cost, ready)) = chosen else {
        return Err(TooLarge { costs: one_each(costs), limits: *limits, only, players: game.len() });
    };
    let passes = |tables: &Tables<'_>| {
        let (done, all) = (std::sync::atomic::AtomicUsize::new(0), tables.passes());
        let told = || progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, all);
        tables.count(workers(tables, limits), &told)
    };
    let counts = match ready {
        Ready::Enumeration => enumerate::count(game, limits.threads),
        Ready::Meet(corners) => meet::count(game, corners, limits.threads),
        Ready::Table(tables) => passes(&tables),
        Ready::DualTable(tables) => passes(&tables).of_dual(),
    };
    Ok((counts, cost.engine))
}

/// The first cost of every engine.
fn one_each(costs: Vec<Cost>) -> Vec<Cost> {
    let mut out: Vec<Cost> = Vec::new();
    for cost in costs {
        if out.iter().all(|known| known.engine != cost.engine) {
            out.push(cost);
        }
    }
    out
}

/// What each engine would take, the fastest first.
pub fn costs(game: &Game, limits: &Limits) -> Vec<Cost> {
    if settled(game).is_some() {
        return vec![Cost { engine: Engine::Settled, memory: 0, time: Duration::ZERO }];
    }
    one_each(prepare(game).plans(limits).into_iter().map(|(cost, _)| cost).collect())
}

/// The engine that would count a game within the limits.
pub(super) fn cheapest(game: &Game, limits: &Limits) -> Option<Cost> {
    costs(game, limits)
        .into_iter()
        .find(|cost| cost.memory <= u128::from(limits.memory) && cost.time <= limits.time)
}

fn prepare(game: &Game) -> Prepared<'_> {
    let dual = game.dual();
    let (corners, dual_corners) = (orthants::by_size(game), orthants::by_size(&dual));
    Prepared { game, corners, dual, dual_corners }
}

/// Does every coalition win, or none?
pub(super) fn settled(game: &Game) -> Option<bool> {
    if game.wins(&vec![false; game.len()]) {
        return Some(true);
    }
    (!game.wins(&vec![true; game.len()])).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_unit_that_people_would_use() {
        let says = |seconds: u64| Time(Duration::from_secs(seconds)).to_string();
        let told = [0, 89, 90, 3600, 5400, 86_400, 172_800, 31_557_600, 3_200_000_000].map(says);
        let expected = [
            "0 s",
            "89 s",
            "2 minutes",
            "60 minutes",
            "2 hours",
            "24 hours",
            "2 days",
            "365 days",
            "more than a century",
        ];
        assert_eq!(told, expected);
    }
}
