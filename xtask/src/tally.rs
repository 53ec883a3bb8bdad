//! Adds up what the test runner reports, so that the last line of a run tells the whole.

/// How many tests passed and failed, over all test programs of a run.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub ignored: u64,
    /// Test programs that ended without a result: they crashed.
    pub programs: u64,
}

impl Tally {
    /// Takes one line of the runner's output.
    pub fn read(&mut self, line: &str) {
        let Some(result) = line.trim_start().strip_prefix("test result: ") else { return };
        let Some((_, counts)) = result.split_once(". ") else { return };
        self.programs += 1;
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            let (Some(number), Some(what)) = (words.next(), words.next()) else { continue };
            let Ok(number) = number.parse::<u64>() else { continue };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }

    /// The closing line of a run.
    pub fn line(&self) -> String {
        let Tally { passed, failed, ignored, .. } = self;
        match ignored {
            0 => format!("{passed} passed, {failed} failed"),
            _ => format!("{passed} passed, {failed} failed, {ignored} skipped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, line: &str) {
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.read(line));
        assert_eq!(tally.line(), line);
    }

    #[test]
    fn results_of_all_programs_are_added_up() {
        check(
            "running 3 tests
test a ... ok
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests world
test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
            "4 passed, 2 failed",
        );
    }

    #[test]
    fn what_was_skipped_is_said() {
        check("test result: ok. 3 passed; 0 failed; 2 ignored; 0 measured", "3 passed, 0 failed, 2 skipped");
    }

    #[test]
    fn a_test_that_prints_something_like_a_result_counts_for_nothing() {
        check("test result: unknown\nthe test result: ok. 9 passed", "0 passed, 0 failed");
    }
}
