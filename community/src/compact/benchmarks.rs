//! Is a benchmark met: judged on the record of a year that is over, or by the verifier whom the compact names. And the reviews,
//! in which all of them are judged together.

use super::{
    Benchmark, BenchmarkVerified, ByReport, Compact, CompactReviewed, OnRecord, ReviewCompact, ReviewDue,
    Reviewed, Stood, Verdict, Verified, VerifyBenchmark, running,
};
use crate::{
    act::Deed,
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    facts::{Asking, Facts},
    law::Law,
    moment::Moment,
    refusal::Refusal,
    state::{Deadline, State},
    warning::{Report, reported},
};
use charter::condition::{self, Condition, Context, Truth, names};
use serde::Serialize;

/// A benchmark as a page shows it: what must be so, what the record says, and whether it is met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// The pillar.
    pub pillar: String,
    /// The benchmark, as it was founded.
    pub benchmark: Benchmark,
    /// Is it met?
    pub verdict: Verdict,
    /// The figures that it reads, in the year judged; a value that is not there is none.
    pub figures: Vec<FigureRead>,
    /// What it compares with what.
    pub bars: Vec<BarRead>,
    /// The verifier's last report, where it is judged so.
    pub report: Option<Verified>,
}

/// A figure that a benchmark reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureRead {
    /// The indicator.
    pub indicator: String,
    /// The year judged.
    pub year: i32,
    /// The value as published; none where the record has none, or the year is not over.
    pub value: Option<String>,
}

/// What a benchmark compares a figure with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarRead {
    /// The indicator.
    pub indicator: String,
    /// How, with the indicator on the left: `<`.
    pub comparison: String,
    /// With what, as it was written.
    pub bar: String,
}

impl Compact {
    /// Every benchmark at a moment, on the facts of the world, for pages and the command line.
    pub fn readings(&self, law: &Law, facts: &Facts<'_>, at: Moment) -> Vec<Reading> {
        let asking = Asking::new(facts, &law.charter);
        self.benchmarks()
            .map(|(pillar, benchmark)| {
                let (figures, bars) = match benchmark {
                    Benchmark::Indicator(on_record) => self.read(&asking, on_record, at),
                    Benchmark::Report(_) => Default::default(),
                };
                Reading {
                    pillar: pillar.name.clone(),
                    benchmark: benchmark.clone(),
                    verdict: self.verdict(&asking, benchmark, at),
                    figures,
                    bars,
                    report: self.verified.get(benchmark.name()).cloned(),
                }
            })
            .collect()
    }

    fn read(&self, asking: &Asking<'_>, benchmark: &OnRecord, at: Moment) -> (Vec<FigureRead>, Vec<BarRead>) {
        let year = benchmark.year;
        let Some(condition) = read(benchmark) else { return Default::default() };
        let mut figures = Vec::<FigureRead>::new();
        for (indicator, _) in condition.indicators() {
            if figures.iter().any(|figure| figure.indicator == indicator) {
                continue;
            }
            let value =
                if is_over(year, at) { asking.figure(&self.plan.state, indicator, year) } else { None };
            figures.push(FigureRead { indicator: indicator.to_owned(), year, value });
        }
        let bar = |bar: condition::Bar| BarRead {
            indicator: bar.indicator,
            comparison: bar.comparison.sign().to_owned(),
            bar: bar.written,
        };
        (figures, condition.bars().into_iter().map(bar).collect())
    }

    /// Is the benchmark met at a moment? Unknown counts as not met, and is told apart from it.
    pub(super) fn verdict(&self, asking: &Asking<'_>, benchmark: &Benchmark, at: Moment) -> Verdict {
        let on_record = match benchmark {
            Benchmark::Report(ByReport { name, .. }) => {
                return match self.verified.get(name) {
                    Some(verified) if verified.met => Verdict::Met,
                    Some(_) => Verdict::NotMet,
                    None => Verdict::Unknown,
                };
            }
            Benchmark::Indicator(on_record) => on_record,
        };
        let Some(condition) = read(on_record).filter(|_| is_over(on_record.year, at)) else {
            return Verdict::Unknown;
        };
        let truth = condition.evaluate(&mut |path| {
            let value = names::indicator(path)
                .and_then(|indicator| asking.figure(&self.plan.state, indicator, on_record.year));
            let number = value.and_then(|value| value.parse::<world::Decimal>().ok());
            number.map_or(condition::Fact::Missing, |number| condition::Fact::Number(number.into()))
        });
        match truth {
            Truth::True => Verdict::Met,
            Truth::False => Verdict::NotMet,
            Truth::Unknown | Truth::Fault(_) => Verdict::Unknown,
        }
    }
}

/// A year is judged once it is over: what is carried or foreseen is no record of it.
fn is_over(year: i32, at: Moment) -> bool {
    at.year() > year
}

fn read(benchmark: &OnRecord) -> Option<Condition> {
    condition::parse(&benchmark.holds, Context::Criterion).ok()
}

/// The benchmarks among these that are not met, each with its verdict.
pub(super) fn unmet<'a>(
    d: &Deciding<'_>,
    compact: &'a Compact,
    wanted: &dyn Fn(&str) -> bool,
) -> Vec<(&'a str, Verdict)> {
    let all = compact.benchmarks().filter(|(_, benchmark)| wanted(benchmark.name()));
    let judged = all.map(|(_, one)| (one.name(), compact.verdict(d.asking, one, d.at)));
    judged.filter(|(_, verdict)| *verdict != Verdict::Met).collect()
}

/// `violence is not met, courts is unknown`
pub(super) fn unmet_say(unmet: &[(&str, Verdict)]) -> String {
    let say = |(name, verdict): &(&str, Verdict)| format!("`{name}` is {}", verdict.says());
    unmet.iter().map(say).collect::<Vec<_>>().join(", ")
}

/// `verify-benchmark`: the verifier reports, or the secretariat enters the report of one that is no part of the community.
fn verify(d: &Deciding<'_>, given: &VerifyBenchmark) -> Result<Decided, Refusal> {
    let compact = running(d, given.compact)?;
    let article = compact.article.clone();
    let under = |refusal: Refusal| refusal.under(&article);
    let found = compact.benchmarks().find(|(_, benchmark)| benchmark.name() == given.benchmark);
    let report = match found.map(|(_, benchmark)| benchmark) {
        Some(Benchmark::Report(report)) => report,
        Some(Benchmark::Indicator(_)) => {
            let says = format!("the benchmark `{}` is judged on the record", given.benchmark);
            return Err(under(
                Refusal::new("judged-on-the-record", says).cure("wait for the data of its year"),
            ));
        }
        None => {
            let name = charter::values::shown(&given.benchmark);
            let says = format!("compact {} has no benchmark `{name}`", given.compact);
            return Err(under(Refusal::new("unknown-benchmark", says).cure("`koinon compact N` lists them")));
        }
    };
    if !d.is("secretariat") && d.act.actor.to_string() != report.verifier {
        let who =
            format!("{}, whom the compact names, or the secretariat for it", d.state.name(&report.verifier));
        return Err(d.wrong_actor(&article, &who));
    }
    reported(&Report { title: given.title.clone(), sha256: given.sha256.clone() }).map_err(under)?;
    let happening = Happening::BenchmarkVerified(BenchmarkVerified {
        compact: given.compact,
        benchmark: given.benchmark.clone(),
        verifier: report.verifier.clone(),
        met: given.met,
        title: given.title.clone(),
        sha256: given.sha256.clone(),
    });
    Ok(Decided::one(article, happening))
}

/// `review-compact`: the secretariat puts on the record where every benchmark stands.
fn review(d: &Deciding<'_>, given: &ReviewCompact) -> Result<Decided, Refusal> {
    let compact = running(d, given.compact)?;
    if !d.is("secretariat") {
        return Err(d.wrong_actor(&compact.article, "the secretariat"));
    }
    bounded("review", &given.says, 8000).map_err(|refusal| refusal.under(&compact.article))?;
    let stood = compact.benchmarks().map(|(_, one)| Stood {
        benchmark: one.name().to_owned(),
        verdict: compact.verdict(d.asking, one, d.at),
    });
    let happening = Happening::CompactReviewed(CompactReviewed {
        compact: given.compact,
        benchmarks: stood.collect(),
        says: given.says.clone(),
    });
    Ok(Decided::one(compact.article.clone(), happening))
}

/// The deeds of this file.
pub(super) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    Some(match &d.act.deed {
        Deed::VerifyBenchmark(given) => verify(d, given),
        Deed::ReviewCompact(given) => review(d, given),
        _ => return None,
    })
}

/// What falls due of this file: the day of a review.
pub(super) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let Deadline::CompactReview(number) = due else { return None };
    let article = d.state.compact(*number)?.article.clone();
    Some(Decided::one(article, Happening::ReviewFellDue(ReviewDue { compact: *number })))
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let at = event.at;
    match &event.happened {
        Happening::BenchmarkVerified(given) => {
            let verified =
                Verified { at, met: given.met, title: given.title.clone(), sha256: given.sha256.clone() };
            state.compact_mut(given.compact)?.verified.insert(given.benchmark.clone(), verified);
        }
        Happening::ReviewFellDue(ReviewDue { compact: number }) => {
            let due = Deadline::CompactReview(*number);
            let first = state.agenda.iter().find(|(_, listed)| *listed == due).cloned();
            let first = first.ok_or_else(|| format!("no review of compact {number} is due"))?;
            state.agenda.remove(&first);
            state.compact_mut(*number)?.review_due.get_or_insert(first.0);
        }
        Happening::CompactReviewed(CompactReviewed { compact: number, benchmarks, says }) => {
            let compact = state.compact_mut(*number)?;
            compact.review_due = None;
            compact.reviews.push(Reviewed { at, benchmarks: benchmarks.clone(), says: says.clone() });
        }
        _ => return Ok(false),
    }
    Ok(true)
}
