//! What the load test measured, as a row of a Markdown table.

use std::time::Duration;

use crate::connection::Answer;
use crate::kinds::Kind;

/// One request: the time from when it was due, and what came back.
pub struct Sample {
    /// From when the request was due to the last byte of its answer.
    pub took: Duration,
    /// Nothing if the connection broke.
    pub answer: Option<Answer>,
}

/// The figures of one kind of page.
pub struct Figures {
    sorted: Vec<Duration>,
    /// Answers that refuse or fail, broken connections, and requests never made.
    pub errors: usize,
    bytes: usize,
}

impl Figures {
    /// The head of the table.
    pub const HEAD: &str = "| page | path | requests | errors | p50 ms | p99 ms | p99.9 ms | max ms | bytes |\n\
                            |---|---|---:|---:|---:|---:|---:|---:|---:|";

    /// Sums the samples up; fewer than `total` means that some were never made.
    pub fn of(samples: Vec<Sample>, total: u32) -> Figures {
        let good = |sample: &&Sample| sample.answer.is_some_and(|answer| (200..400).contains(&answer.status));
        let answered = samples.iter().filter(good).count();
        let bytes = samples.iter().filter_map(|sample| sample.answer).map(|answer| answer.bytes).max();
        let mut sorted: Vec<_> = samples.iter().map(|sample| sample.took).collect();
        sorted.sort_unstable();
        Figures { sorted, errors: total as usize - answered, bytes: bytes.unwrap_or(0) }
    }

    /// The time within which 99 of 100 pages were there.
    pub fn p99(&self) -> Duration {
        self.quantile(990)
    }

    /// The row of the table.
    pub fn row(&self, kind: &Kind) -> String {
        let [p50, p99, p999, max] =
            [500, 990, 999, 1000].map(|permille| self.quantile(permille).as_secs_f64() * 1000.0);
        let Figures { sorted, errors, bytes } = self;
        let requests = sorted.len();
        let Kind { name, path, .. } = kind;
        format!(
            "| {name} | `{path}` | {requests} | {errors} | {p50:.2} | {p99:.2} | {p999:.2} | {max:.2} | {bytes} |"
        )
    }

    /// The smallest time that at least so many of 1,000 requests kept.
    fn quantile(&self, permille: usize) -> Duration {
        let rank = (self.sorted.len() * permille).div_ceil(1000);
        self.sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }
}
