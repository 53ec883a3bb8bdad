//! The matter of a motion, from its words.

use super::{Words, amount, peace};
use crate::matter::{BudgetLine, Candidate, Matter, OfCase};

/// Reads what a motion would do.
pub(super) fn read(words: &mut Words<'_>) -> Result<Matter, String> {
    let kind = words.next("what is proposed")?;
    if let Some(matter) = peace::matter(kind, words)? {
        return Ok(matter);
    }
    Ok(match kind {
        "adopt-text" => Matter::AdoptText {},
        "open-chapter" => {
            let (state, chapter) = (state(words)?, words.text("the chapter")?);
            let mut benchmarks = Vec::new();
            while words.take("benchmark") {
                benchmarks.push(words.text("the benchmark")?);
            }
            Matter::OpenChapter { state, chapter, benchmarks }
        }
        "close-chapter" => Matter::CloseChapter {
            state: state(words)?,
            chapter: words.text("the chapter")?,
            evidence: words.text("the evidence")?,
        },
        "invite" => Matter::Invite { state: state(words)? },
        "admit" => Matter::Admit { state: state(words)? },
        "decide-credentials" => Matter::DecideCredentials {
            state: state(words)?,
            claimant_holds: match words.next("who holds the seat")? {
                "claimant" => true,
                "incumbent" => false,
                other => return Err(format!("`{other}` is neither claimant nor incumbent")),
            },
        },
        "observe" => {
            let until = until(words)?;
            Matter::Observe { grounds: because(words)?, state: state(words)?, until }
        }
        "warn" => Matter::Warn { grounds: because(words)?, state: state(words)? },
        "suspend" => {
            let serious_breach = words.flag("serious-breach");
            Matter::Suspend { grounds: because(words)?, state: state(words)?, serious_breach }
        }
        "readmit" => Matter::Readmit { state: state(words)? },
        "expel" => {
            let serious_breach = words.flag("serious-breach");
            Matter::Expel { grounds: because(words)?, state: state(words)?, serious_breach }
        }
        "settle" => Matter::Settle {
            grounds: because(words)?,
            state: state(words)?,
            criterion: words.name("the criterion")?,
            met: match words.next("the finding")? {
                "met" => true,
                "not-met" => false,
                other => return Err(format!("`{other}` is neither met nor not-met")),
            },
        },
        "elect" => Matter::Elect { candidate: candidate(words)? },
        "appoint" => Matter::Appoint { candidate: candidate(words)? },
        "adopt-budget" => budget(words)?,
        "waive-arrears" => {
            let until = until(words)?;
            Matter::WaiveArrears { state: state(words)?, until }
        }
        "amend" => Matter::Amend { charter: words.charter()? },
        "advance" => Matter::Advance { stage: words.name("the stage")? },
        "determine" => Matter::Determine(of_case(words)?),
        "find-measures-suffice" => Matter::FindMeasuresSuffice(of_case(words)?),
        "resolution" => Matter::Resolution { title: words.text("the title")?, says: words.text("the text")? },
        name if super::mission::MATTERS.contains(&name) => super::mission::read_matter(name, words)?,
        other if charter::acts::ActKind::named(other).is_some() => {
            return Err(format!("`{other}` is not an act that a motion brings about here"));
        }
        other => {
            let names: Vec<&str> = super::PROPOSALS.iter().map(|kind| kind.name).collect();
            let near = charter::nearest::suggest(other, names);
            let near = near.map(|near| format!(": {near}")).unwrap_or_default();
            return Err(format!(
                "nothing that can be proposed is called `{}`{near}",
                charter::values::shown(other)
            ));
        }
    })
}

fn state(words: &mut Words<'_>) -> Result<String, String> {
    words.name("the state")
}

pub(super) fn because(words: &mut Words<'_>) -> Result<String, String> {
    Ok(words.option("because")?.ok_or("`because` is missing")?.to_owned())
}

fn until(words: &mut Words<'_>) -> Result<crate::moment::Moment, String> {
    words.option("until")?.ok_or("`until` is missing")?.parse()
}

fn of_case(words: &mut Words<'_>) -> Result<OfCase, String> {
    Ok(OfCase {
        grounds: because(words)?,
        head: words.name("the head of the guarantee")?,
        guarantee: words.parse("the number of a guarantee")?,
    })
}

fn candidate(words: &mut Words<'_>) -> Result<Candidate, String> {
    Ok(Candidate {
        gender: words.option("gender")?.map(str::to_owned).filter(|word| !word.contains(char::is_whitespace)),
        office: words.name("the office")?,
        name: words.text("the name")?,
        state: state(words)?,
    })
}

fn budget(words: &mut Words<'_>) -> Result<Matter, String> {
    let due = words.option("due")?.ok_or("`due` is missing")?.parse()?;
    let (year, currency) = (words.parse("the year")?, words.name("the currency")?);
    let mut lines = Vec::new();
    while !words.rest.is_empty() {
        let line = words.next("a line")?;
        let (name, figure) = line.rsplit_once('=').ok_or_else(|| format!("`{line}` is not NAME=AMOUNT"))?;
        lines.push(BudgetLine { name: name.to_owned(), amount: amount(figure)? });
    }
    Ok(Matter::AdoptBudget { year, currency, lines, due })
}
