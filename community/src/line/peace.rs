//! Warnings and compacts as lines, read and printed.

use super::{Words, amount, matter::because, print::quoted};
use crate::{
    act::Deed,
    actor::is_code,
    compact::{
        Benchmark, ByReport, EndCompact, FoundCompact, OnRecord, Pillar, RecogniseAuthority, ReleaseTranche,
        RequestCompact, ReviewCompact, Tranche, VerifyBenchmark,
    },
    initiative::CountSignatures,
    matter::Matter,
    moment::Moment,
    warning::{AnswerWarning, Danger, Evidence, Figure, RaiseWarning, Report, Response, Signatures},
};

/// Reads a deed of this file; nothing where the kind is another's.
pub(super) fn deed(kind: &str, words: &mut Words<'_>) -> Result<Option<Deed>, String> {
    Ok(Some(match kind {
        "count-signatures" => Deed::CountSignatures(count(words)?),
        "raise-warning" => Deed::RaiseWarning(warning(words)?),
        "request-compact" => {
            let authority = words.option("authority")?.map(str::to_owned);
            Deed::RequestCompact(RequestCompact { authority, says: words.text("the request")? })
        }
        "withdraw-compact-request" => Deed::WithdrawCompactRequest {},
        "submit-compact" => Deed::SubmitCompact { motion: words.parse("the number of a motion")? },
        "fund-compact" => {
            Deed::FundCompact { compact: compact(words)?, amount: amount(words.next("the amount")?)? }
        }
        "verify-benchmark" => Deed::VerifyBenchmark(VerifyBenchmark {
            compact: compact(words)?,
            benchmark: words.name("the benchmark")?,
            met: match words.next("the finding")? {
                "met" => true,
                "not-met" => false,
                other => {
                    return Err(format!("`{}` is neither met nor not-met", charter::values::shown(other)));
                }
            },
            title: words.text("the report's title")?,
            sha256: words.text("its SHA-256")?,
        }),
        "review-compact" => {
            Deed::ReviewCompact(ReviewCompact { compact: compact(words)?, says: words.text("the review")? })
        }
        _ => return Ok(None),
    }))
}

fn compact(words: &mut Words<'_>) -> Result<u64, String> {
    words.parse("the number of a compact")
}

fn warning(words: &mut Words<'_>) -> Result<RaiseWarning, String> {
    let about = words.text("the state or region")?;
    let word = words.next("the danger")?;
    let danger = Danger::ALL.into_iter().find(|danger| danger.name() == word).ok_or_else(|| {
        let all: Vec<_> = Danger::ALL.iter().map(|danger| danger.name()).collect();
        format!("`{}` is no danger: it is {}", charter::values::shown(word), crate::deciding::or_list(&all))
    })?;
    let says = words.text("the warning")?;
    let (mut evidence, mut signatures, mut initiative) = (Vec::new(), Vec::new(), None);
    loop {
        if words.take("figure") {
            evidence.push(Evidence::Figure(figure(words.next("the figure")?)?));
        } else if words.take("report") {
            let (title, sha256) = (words.text("the report's title")?, words.text("its SHA-256")?);
            evidence.push(Evidence::Report(Report { title, sha256 }));
        } else if words.take("citizens") {
            signatures.push(citizens(words.next("the citizens of a member")?)?);
        } else if words.take("initiative") {
            initiative = Some(words.name("the initiative")?);
        } else {
            return Ok(RaiseWarning { about, danger, says, evidence, signatures, initiative });
        }
    }
}

fn count(words: &mut Words<'_>) -> Result<CountSignatures, String> {
    let initiative = words.name("the initiative")?;
    let day = words.parse("the day")?;
    let leaves = words.parse("how many were ever confirmed")?;
    let root = words.name("the root")?;
    let mut counted = Vec::new();
    while words.take("citizens") {
        counted.push(citizens(words.next("the citizens of a member")?)?);
    }
    Ok(CountSignatures { initiative, day, leaves, root, counted })
}

fn figure(word: &str) -> Result<Figure, String> {
    let wrong = || {
        format!(
            "`{}` is not STATE/INDICATOR/YEAR, such as RWA/conflict_deaths/1993",
            charter::values::shown(word)
        )
    };
    let parts: Vec<&str> = word.split('/').collect();
    let [state, indicator, year] = parts.as_slice() else { return Err(wrong()) };
    if !is_code(state) || indicator.is_empty() || indicator.contains(|c: char| c.is_whitespace() || c == '"')
    {
        return Err(wrong());
    }
    let year = year.parse().map_err(|_| wrong())?;
    Ok(Figure { state: (*state).to_owned(), indicator: (*indicator).to_owned(), year })
}

fn citizens(word: &str) -> Result<Signatures, String> {
    let wrong = || format!("`{}` is not STATE=COUNT, such as NOR=12000", charter::values::shown(word));
    let (state, count) = word.split_once('=').filter(|(state, _)| is_code(state)).ok_or_else(wrong)?;
    Ok(Signatures { state: state.to_owned(), citizens: count.parse().map_err(|_| wrong())? })
}

/// Reads a matter of this file; nothing where the kind is another's.
pub(super) fn matter(kind: &str, words: &mut Words<'_>) -> Result<Option<Matter>, String> {
    Ok(Some(match kind {
        "answer-warning" => {
            let reasons = because(words)?;
            let warning = words.parse("the number of a warning")?;
            Matter::AnswerWarning(AnswerWarning { warning, response: response(words)?, reasons })
        }
        "recognise-authority" => Matter::RecogniseAuthority(RecogniseAuthority {
            reasons: because(words)?,
            state: words.name("the state")?,
            authority: words.text("the authority")?,
        }),
        "found-compact" => Matter::FoundCompact(Box::new(plan(words)?)),
        "release-tranche" => Matter::ReleaseTranche(ReleaseTranche {
            compact: compact(words)?,
            tranche: words.name("the tranche")?,
        }),
        "conclude-compact" => Matter::ConcludeCompact(end(words)?),
        "fail-compact" => Matter::FailCompact(end(words)?),
        _ => return Ok(None),
    }))
}

fn end(words: &mut Words<'_>) -> Result<EndCompact, String> {
    Ok(EndCompact { reasons: because(words)?, compact: compact(words)? })
}

fn response(words: &mut Words<'_>) -> Result<Response, String> {
    Ok(match words.next("the answer")? {
        "good-offices" => Response::GoodOffices {},
        "observers" => Response::Observers { count: words.parse("the number of observers")? },
        "preventive-deployment" => {
            Response::PreventiveDeployment { mission: words.parse("the number of a mission")? }
        }
        "declined" => Response::Declined {},
        other => {
            return Err(format!(
                "`{}` is not good-offices, observers, preventive-deployment or declined",
                charter::values::shown(other)
            ));
        }
    })
}

/// `STATE TITLE CURRENCY ends TIME`, then the mandate, reviews and pillars in their order.
fn plan(words: &mut Words<'_>) -> Result<FoundCompact, String> {
    let (state, title) = (words.name("the state")?, words.text("the title")?);
    let currency = words.name("the currency")?;
    if !words.take("ends") {
        return Err("`ends` is missing".into());
    }
    let ends = words.moment()?;
    let mandate = if words.take("mandate") { Some(words.name("the resolution")?) } else { None };
    let (mut reviews, mut pillars) = (Vec::new(), Vec::new());
    while words.take("review") {
        reviews.push(words.moment()?);
    }
    while words.take("pillar") {
        pillars.push(pillar(words)?);
    }
    Ok(FoundCompact { state, title, mandate, currency, ends, reviews, pillars })
}

fn pillar(words: &mut Words<'_>) -> Result<Pillar, String> {
    let name = words.name("the pillar")?;
    let (mut benchmarks, mut tranches) = (Vec::new(), Vec::new());
    loop {
        if words.take("benchmark") {
            let (name, year) = (words.name("the benchmark")?, words.parse("the year")?);
            benchmarks.push(Benchmark::Indicator(OnRecord {
                name,
                year,
                holds: words.text("its condition")?,
            }));
        } else if words.take("report") {
            let (name, verifier) = (words.name("the benchmark")?, words.text("its verifier")?);
            benchmarks.push(Benchmark::Report(ByReport {
                name,
                verifier,
                says: words.text("what must be so")?,
            }));
        } else if words.take("tranche") {
            let (name, amount) = (words.name("the tranche")?, amount(words.next("its amount")?)?);
            let after = words.option_next("after")?.split(',').map(str::to_owned).collect();
            tranches.push(Tranche { name, amount, after });
        } else {
            return Ok(Pillar { name, benchmarks, tranches });
        }
    }
}

/// A deed of this file as a line.
pub(super) fn print_deed(deed: &Deed) -> String {
    let name = deed.name();
    match deed {
        Deed::RaiseWarning(raised) => format!("{name} {}", print_warning(raised)),
        Deed::CountSignatures(count) => {
            let CountSignatures { initiative, day, leaves, root, counted } = count;
            let counted: String = counted.iter().map(print_signatures).collect();
            let day =
                if Moment::start_of(day.date()) == *day { day.date().to_string() } else { day.to_string() };
            format!("{name} {initiative} {day} {leaves} {root}{counted}")
        }
        Deed::RequestCompact(RequestCompact { authority, says }) => {
            let authority =
                authority.as_ref().map(|name| format!(" authority {}", quoted(name))).unwrap_or_default();
            format!("{name} {}{authority}", quoted(says))
        }
        Deed::WithdrawCompactRequest {} => name.to_owned(),
        Deed::SubmitCompact { motion } => format!("{name} {motion}"),
        Deed::FundCompact { compact, amount } => format!("{name} {compact} {}", amount.minor_units()),
        Deed::VerifyBenchmark(VerifyBenchmark { compact, benchmark, met, title, sha256 }) => {
            let met = if *met { "met" } else { "not-met" };
            format!("{name} {compact} {benchmark} {met} {} {}", quoted(title), quoted(sha256))
        }
        Deed::ReviewCompact(ReviewCompact { compact, says }) => format!("{name} {compact} {}", quoted(says)),
        _ => name.to_owned(),
    }
}

fn print_warning(raised: &RaiseWarning) -> String {
    let about = if is_code(&raised.about) { raised.about.clone() } else { quoted(&raised.about) };
    let evidence = raised.evidence.iter().map(|piece| match piece {
        Evidence::Figure(Figure { state, indicator, year }) => format!(" figure {state}/{indicator}/{year}"),
        Evidence::Report(Report { title, sha256 }) => format!(" report {} {}", quoted(title), quoted(sha256)),
    });
    let initiative = raised.initiative.iter().map(|name| format!(" initiative {name}"));
    let signatures = raised.signatures.iter().map(print_signatures);
    let more: String = evidence.chain(signatures).chain(initiative).collect();
    format!("{about} {} {}{more}", raised.danger.name(), quoted(&raised.says))
}

fn print_signatures(signed: &Signatures) -> String {
    format!(" citizens {}={}", signed.state, signed.citizens)
}

/// A matter of this file as words.
pub(super) fn print_matter(matter: &Matter) -> String {
    let name = matter.name();
    match matter {
        Matter::AnswerWarning(AnswerWarning { warning, response, reasons }) => {
            let response = match response {
                Response::GoodOffices {} => "good-offices".to_owned(),
                Response::Observers { count } => format!("observers {count}"),
                Response::PreventiveDeployment { mission } => format!("preventive-deployment {mission}"),
                Response::Declined {} => "declined".to_owned(),
            };
            format!("{name} {warning} {response} because {}", quoted(reasons))
        }
        Matter::RecogniseAuthority(RecogniseAuthority { state, authority, reasons }) => {
            format!("{name} {state} {} because {}", quoted(authority), quoted(reasons))
        }
        Matter::FoundCompact(plan) => format!("{name} {}", print_plan(plan)),
        Matter::ReleaseTranche(ReleaseTranche { compact, tranche }) => format!("{name} {compact} {tranche}"),
        Matter::ConcludeCompact(EndCompact { compact, reasons })
        | Matter::FailCompact(EndCompact { compact, reasons }) => {
            format!("{name} {compact} because {}", quoted(reasons))
        }
        _ => name.to_owned(),
    }
}

fn print_plan(plan: &FoundCompact) -> String {
    let FoundCompact { state, title, mandate, currency, ends, reviews, pillars } = plan;
    let mandate = mandate.as_ref().map(|resolution| format!(" mandate {resolution}")).unwrap_or_default();
    let reviews: String = reviews.iter().map(|review| format!(" review {review}")).collect();
    let pillars: String = pillars.iter().map(print_pillar).collect();
    format!("{state} {} {currency} ends {ends}{mandate}{reviews}{pillars}", quoted(title))
}

fn print_pillar(pillar: &Pillar) -> String {
    let benchmarks = pillar.benchmarks.iter().map(|benchmark| match benchmark {
        Benchmark::Indicator(OnRecord { name, year, holds }) => {
            format!(" benchmark {name} {year} {}", quoted(holds))
        }
        Benchmark::Report(ByReport { name, verifier, says }) => {
            format!(" report {name} {} {}", quoted(verifier), quoted(says))
        }
    });
    let tranches = pillar.tranches.iter();
    let tranches = tranches.map(|Tranche { name, amount, after }| {
        format!(" tranche {name} {} after {}", amount.minor_units(), quoted(&after.join(",")))
    });
    let parts: String = benchmarks.chain(tranches).collect();
    format!(" pillar {}{parts}", pillar.name)
}
