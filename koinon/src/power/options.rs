//! How to count: what may be used, which engine, or an estimate.

use crate::output::fail;
use clap::{Args, ValueEnum};
use std::{process::ExitCode, time::Duration};
use voting::power::{Engine, Limits, Options, Resolution, Way};

/// How to count.
#[derive(Args)]
pub struct OptionArgs {
    /// Which engine [default: the fastest that the memory holds, or else an estimate]
    #[arg(long, value_enum)]
    method: Option<Method>,
    /// Count, or refuse and say what it would take; never estimate
    #[arg(long)]
    exact: bool,
    /// The memory that may be used, such as 512M or 4G
    #[arg(long, value_name = "SIZE", default_value = "2G")]
    memory: String,
    /// Round weights to this many parts of their total by largest remainders, as in 10000 or 1/10000; `full` never
    /// rounds [default: full, or 1/10000 where more than 50 players cannot be counted so]
    #[arg(long, value_name = "R")]
    resolution: Option<String>,
    /// How many coalitions an estimate draws
    #[arg(long, value_name = "N", default_value_t = 1 << 19)]
    draws: u64,
    /// What an estimate's draws follow from: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Method {
    /// Look at every coalition
    Enumeration,
    /// Sort the coalitions of two halves and match them
    MeetInTheMiddle,
    /// Tables over sizes and weights
    Table,
    /// Draw coalitions at random
    Estimate,
}

impl OptionArgs {
    /// The options, or what is wrong with them.
    pub fn options(&self) -> Result<Options, ExitCode> {
        let Some(memory) = bytes(&self.memory) else {
            let says = format!("`{}` is not a size of memory", self.memory);
            return Err(fail(says, Some("write a number with K, M, G or T, such as 512M")));
        };
        let resolution = match self.resolution.as_deref() {
            None => Resolution::Fitting,
            Some("full") => Resolution::Full,
            Some(text) => Resolution::Parts(parts(text)?),
        };
        if self.exact && matches!(self.method, Some(Method::Estimate)) {
            return Err(fail(
                "an estimate is not exact",
                Some("ask for `--exact` or for `--method estimate`"),
            ));
        }
        let named = |engine| Way::Exact(Some(engine));
        let way = match self.method {
            None if self.exact => Way::Exact(None),
            None => Way::Either,
            Some(Method::Enumeration) => named(Engine::Enumeration),
            Some(Method::MeetInTheMiddle) => named(Engine::MeetInTheMiddle),
            Some(Method::Table) => named(Engine::Table),
            Some(Method::Estimate) => Way::Estimate,
        };
        if self.draws == 0 || self.draws > 1 << 36 {
            return Err(fail(
                format!("an estimate cannot draw {} coalitions", self.draws),
                Some("draw some thousands to millions"),
            ));
        }
        let mut limits = Limits { memory, ..Limits::default() };
        if way != Way::Either {
            // Who insists may wait a day.
            limits.time = Duration::from_secs(86_400);
        }
        Ok(Options { limits, way, resolution, draws: self.draws, seed: self.seed })
    }
}

/// `512M` in bytes, by powers of 1024.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().trim_end_matches(['b', 'B']).trim_end_matches('i').trim_end();
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        "T" => 1u64 << 40,
        _ => return None,
    };
    digits.trim_end().parse::<u64>().ok()?.checked_mul(unit).filter(|bytes| *bytes > 0)
}

/// `10000` or `1/10000`
fn parts(text: &str) -> Result<u64, ExitCode> {
    let digits = text.trim().strip_prefix("1/").unwrap_or(text.trim()).replace([',', '_'], "");
    digits.parse().ok().filter(|parts| (2..=1_000_000_000_000).contains(parts)).ok_or_else(|| {
        let help = "write how many parts the total is divided into, such as 10000 or 1/10000, or `full`";
        fail(format!("`{text}` is not a resolution"), Some(help))
    })
}

/// `1536M`
pub fn mebibytes(bytes: u128) -> String {
    format!("{}M", bytes.div_ceil(1 << 20))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_read_with_and_without_units() {
        for (text, bytes) in
            [("64", Some(64)), ("512M", Some(512 << 20)), ("2 GiB", Some(2 << 30)), ("1kb", Some(1024))]
        {
            assert_eq!(super::bytes(text), bytes, "{text}");
        }
        for text in ["", "M", "-1", "1.5G", "2X", "99999999999T", "0"] {
            assert_eq!(super::bytes(text), None, "{text}");
        }
    }
}
