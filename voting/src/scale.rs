//! Scales of assessments: what share of a budget each member pays, in exact fractions, rounded once at the end.
//!
//! The United Nations' method step by step ([`united_nations`]), its scale for peacekeeping ([`peacekeeping`]), NATO's
//! cost share ([`nato_cost_share`]) and keys mixed by formula ([`Key`]).
//!
//! ```
//! use voting::scale::{Fraction, Key, round};
//!
//! let key = Key::parse("40% gdp + 60% population")?;
//! let gdp = vec![Fraction::whole(300), Fraction::whole(100)];
//! let population = vec![Fraction::whole(1), Fraction::whole(2)];
//! let shares = key.shares(&[gdp, population])?;
//! assert_eq!(round(&shares, 3).map(|rates| rates.to_strings()), Ok(vec!["50.000".into(), "50.000".into()]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod fraction;
mod key;
mod nato;
mod peacekeeping;
mod rates;
mod rounding;
pub mod table;
mod united_nations;

pub use error::{KeyError, ScaleError};
pub use fraction::{Fraction, NotADecimal};
pub use key::{Key, Term};
pub use nato::nato_cost_share;
pub use peacekeeping::{Contributor, Level, Peacekeeping, peacekeeping};
pub use rounding::{Rounded, round};
pub use united_nations::{Member, Method, Period, Scale, Steps, united_nations};
