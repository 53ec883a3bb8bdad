//! How many mutants were noticed, and how sure that is.

use std::fmt;

/// What came of a run.
pub struct Score {
    /// How many there are of the crate.
    all: usize,
    /// How many were drawn.
    drawn: usize,
    /// A test failed.
    caught: usize,
    /// A test did not end.
    timeout: usize,
    /// It does not compile: no mistake that anyone could make.
    unviable: usize,
    /// Every test passed: the names.
    pub missed: Vec<String>,
}

impl Score {
    /// From what cargo-mutants wrote down of a run, on those that were drawn alone.
    pub fn of(outcomes: &serde_json::Value, drawn: &[String], all: usize) -> Self {
        let mut score =
            Self { all, drawn: drawn.len(), caught: 0, timeout: 0, unviable: 0, missed: Vec::new() };
        for outcome in outcomes["outcomes"].as_array().into_iter().flatten() {
            let name = outcome["scenario"]["Mutant"]["name"].as_str().unwrap_or_default();
            if !drawn.iter().any(|drawn| drawn == name) {
                continue;
            }
            match outcome["summary"].as_str() {
                Some("CaughtMutant") => score.caught += 1,
                Some("Timeout") => score.timeout += 1,
                Some("Unviable") => score.unviable += 1,
                Some("MissedMutant") => score.missed.push(name.to_owned()),
                _ => {}
            }
        }
        score
    }

    /// What came of those that an earlier run had let through.
    pub fn add(&mut self, then: Self) {
        self.caught += then.caught;
        self.timeout += then.timeout;
        self.unviable += then.unviable;
        self.missed.extend(then.missed);
    }

    fn noticed(&self) -> usize {
        self.caught + self.timeout
    }

    fn viable(&self) -> usize {
        self.noticed() + self.missed.len()
    }
}

/// Was any mutant tried? None is where the tests fail with no mistake put in.
pub fn any_tried(outcomes: &serde_json::Value) -> bool {
    let mut outcomes = outcomes["outcomes"].as_array().into_iter().flatten();
    outcomes.any(|outcome| outcome["scenario"].get("Mutant").is_some())
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (noticed, viable) = (self.noticed(), self.viable());
        let (low, high) = wilson(noticed, viable);
        let share = if viable == 0 { 0.0 } else { as_float(noticed) / as_float(viable) };
        write!(
            f,
            "{noticed} of {viable} noticed, {:.1}% (95% interval {:.1} to {:.1}%); {} without end among them; {} more do not \
             compile; {} drawn of {}",
            share * 100.0,
            low * 100.0,
            high * 100.0,
            self.timeout,
            self.unviable,
            self.drawn,
            self.all
        )?;
        let tried = viable + self.unviable;
        if tried < self.drawn {
            write!(f, "; {} were not tried", self.drawn - tried)?;
        }
        self.missed.iter().try_for_each(|name| write!(f, "\n  not noticed: {name}"))
    }
}

/// The interval of a share at 95%: E. B. Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*,
/// Journal of the American Statistical Association 22 (1927). It stays within 0 and 1, and says something where all were noticed.
fn wilson(noticed: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    const Z: f64 = 1.959_964;
    let (n, share) = (as_float(of), as_float(noticed) / as_float(of));
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let under = 1.0 + Z * Z / n;
    (((middle - half) / under).max(0.0), ((middle + half) / under).min(1.0))
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: (f64, f64), low: f64, high: f64) {
        assert!((found.0 - low).abs() < 5e-4 && (found.1 - high).abs() < 5e-4, "{found:?}");
    }

    /// Worked by hand from the formula: 0.9375 ± …, and the ends, where the plain interval would have no width.
    #[test]
    fn the_interval_is_wilsons() {
        close(wilson(81, 263), 0.2553, 0.3662);
        close(wilson(100, 100), 0.9630, 1.0);
        close(wilson(0, 10), 0.0, 0.2775);
        close(wilson(0, 0), 0.0, 1.0);
    }

    #[test]
    fn a_run_is_read_and_told() {
        let outcome = |line: u32, summary: &str| serde_json::json!({ "scenario": { "Mutant": { "name": format!("a.rs:{line}") } }, "summary": summary });
        let drawn: Vec<String> = (1..=4).map(|line| format!("a.rs:{line}")).collect();
        let outcomes = serde_json::json!({ "outcomes": [
            { "scenario": "Baseline", "summary": "Success" },
            outcome(1, "CaughtMutant"),
            outcome(2, "Timeout"),
            outcome(3, "MissedMutant"),
            outcome(4, "Unviable"),
            // One that was not drawn.
            outcome(5, "CaughtMutant"),
        ] });
        assert!(any_tried(&outcomes));
        assert!(!any_tried(
            &serde_json::json!({ "outcomes": [{ "scenario": "Baseline", "summary": "Failure" }] })
        ));
        let mut score = Score::of(&outcomes, &drawn, 2975);
        assert_eq!(
            score.to_string(),
            "2 of 3 noticed, 66.7% (95% interval 20.8 to 93.9%); 1 without end among them; 1 more do not compile; 4 drawn of \
             2975\n  not noticed: a.rs:3"
        );
        // What was let through meets the other tests.
        score.missed.clear();
        score.add(Score::of(&serde_json::json!({ "outcomes": [outcome(3, "CaughtMutant")] }), &drawn, 2975));
        assert!(score.to_string().starts_with("3 of 3 noticed, 100.0%"), "{score}");
    }
}
