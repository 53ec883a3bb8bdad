//! Voting rules as treaties write them, who passes under them, and how seats and costs are shared out.
//!
//! A rule says only who must agree. Knows nothing of states, charters or time: quorum, deadline and silence are keys
//! beside it, and who is entitled to vote is the caller's to say. The grammar stands in `RULES.md`. Everything is counted
//! in integers or exact fractions; where a method is an estimate its answer says so.
//!
//! - [`parse`], [`Rule`]: rules, their canonical text, their plain English.
//! - [`Rule::passes`], [`Rule::tally`], [`Rule::explain`]: a vote, its reasons, and what would change it.
//! - [`seats`]: apportionment (M. L. Balinski and H. P. Young, *Fair Representation*, 1982; L. S. Penrose 1946; G. R.
//!   Grimmett et al., *The Cambridge Compromise*, 2011).
//! - [`scale`]: scales of assessments (General Assembly resolutions 55/5 B to 76/238; 55/235 for peacekeeping).
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
