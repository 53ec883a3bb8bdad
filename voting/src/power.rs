//! Who has power under a rule, exactly.
//!
//! The [`Rule`](crate::Rule) that decides ballots is the very value analysed here, as the yes/no game in which everybody
//! is present: a set of players, a *coalition*, votes yes, the others vote no, and the coalition *wins* where the motion
//! passes. A *swing* of a player is a coalition without it that loses and that wins when it joins. With `n` players,
//! `W` winning coalitions and `s` swings of a player, it has
//!
//! | index | formula | source |
//! |---|---|---|
//! | Penrose–Banzhaf, absolute | `s / 2^(n-1)` | Penrose 1946, Journal of the Royal Statistical Society 109; Banzhaf 1965, Rutgers Law Review 19 |
//! | Banzhaf share | `s / Σ s` | Banzhaf 1965 |
//! | Shapley–Shubik | `Σ k! (n-1-k)! / n!` over swings of `k` others | Shapley & Shubik 1954, American Political Science Review 48 |
//! | power to prevent action | `s / W` | Coleman 1971, in Lieberman (ed.), Social Choice |
//! | power to initiate action | `s / (2^n - W)` | Coleman 1971 |
//! | power of the collectivity to act | `W / 2^n` | Coleman 1971 |
//!
//! Felsenthal & Machover, *The Measurement of Voting Power* (1998), treats them all, and the game with abstention
//! ([`with_abstention`]) besides.
//!
//! # How it is counted
//!
//! All figures follow from the number of winning coalitions of each size, and of those with each player in it. Counts
//! are integers of any size; each figure is a ratio of two, rounded once. Three engines count them, and [`costs`] says
//! what each would take before any memory is taken:
//!
//! - *enumeration* looks at every coalition, 64 at a time: `2^n` steps, for any rule;
//! - *meeting in the middle* sorts the coalitions of two halves and counts partners: `n · 2^(n/2)` steps whatever the
//!   weights (Horowitz & Sahni 1974, Journal of the ACM 21), for rules that reach into two columns at once at most;
//! - *tables* over sizes and weights, of which only the tail beyond the quota is kept (generating functions, after Mann
//!   & Shapley 1962, RAND RM-3158), in remainders modulo small coprime numbers, for every rule whose weights are
//!   coarse enough: `n²` times the product of the tails.
//!
//! A rule of several quotas is a signed sum of corners (inclusion and exclusion), or its dual is, whichever needs the
//! smaller table. What exceeds the memory given can be rounded ([`Game::rounded`]) or is estimated: [`analyse`] says
//! which, and with what error.
//!
//! ```
//! use voting::{Electorate, parse, power::{Figures, Options, analyse}};
//!
//! // The Security Council: nine of fifteen, and none of the five against (UN Charter, Article 27(3), as amended 1965).
//! let council = Electorate::new(15).column("permanent", (0..15).map(|place| u64::from(place < 5)).collect())?;
//! let rule = parse("9 of states and no permanent against")?;
//! let found = analyse(&rule, &council, &Options::default(), &|_, _| ())?;
//! assert!(found.alone()[0].blocks && !found.alone()[5].blocks);
//! let Figures::Exact { counts, power, .. } = found.figures else { panic!("fifteen are counted") };
//! assert_eq!(counts.winning().to_string(), "848");
//! assert_eq!((power[0].swings.to_string(), power[5].swings.to_string()), ("848".into(), "84".into()));
//! // Straffin 1977: 421 of 2145, and 4 of 2145.
//! assert_eq!((power[0].shapley_shubik, power[5].shapley_shubik), (421.0 / 2145.0, 4.0 / 2145.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod abstain;
mod analysis;
mod blocs;
mod counts;
mod curve;
pub mod design;
mod enumerate;
mod estimate;
pub mod figures;
mod game;
mod meet;
pub mod minimal;
mod natural;
mod orthants;
mod plan;
mod residues;
mod table;

pub use abstain::{Ternary, TernaryPower, with_abstention};
pub use analysis::{Alone, Analysis, AnalysisError, FEW, Figures, Options, PARTS, Resolution, Way, analyse};
pub use blocs::{BlocError, among, merge};
pub use counts::{Counts, Power};
pub use curve::{Curve, CurveError, Point, curve};
pub use estimate::{Estimate, Estimated, EstimatedPower, estimate};
pub use game::Game;
pub use natural::Natural;
pub use plan::{Cost, Engine, Limits, TooLarge, costs, count};
