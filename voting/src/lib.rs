//! Voting rules as treaties write them, and who passes under them.
//!
//! A rule says only who must agree. Knows nothing of states, charters or time: quorum, deadline and silence are keys
//! beside it, and who is entitled to vote is the caller's to say. The grammar stands in `RULES.md`.
//!
//! ```
//! use voting::{Ballot, Electorate, parse};
//!
//! let rule = parse("9 of states and no permanent against")?;
//! let council = Electorate::new(15).column("permanent", (0..15).map(|place| u64::from(place < 5)).collect())?;
//! let mut ballots = vec![Ballot::Yes; 15];
//! ballots[0] = Ballot::Abstain;
//! assert!(rule.passes(&council, &ballots)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod block;
mod error;
mod explain;
mod lex;
mod nearest;
mod parse;
pub mod players;
pub mod power;
mod print;
mod rule;
pub mod scale;
pub mod seats;
mod tally;
mod words;

pub use block::Blocking;
pub use error::{Problem, RuleError};
pub use explain::{Change, Explanation};
pub use parse::parse;
pub use rule::{Base, Counts, Quota, QuotaWord, Rule, Share, Threshold, Written};
pub use tally::{Ballot, Clause, Electorate, Tally, TallyError};
