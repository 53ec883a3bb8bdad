//! Vetoed drafts: who, when, on what, in which states; and which of them would have given a mandate.

use super::Ground;
use crate::{
    StateIx,
    build::{BuildError, catalogue::read_csv, tables::Folder},
    united_nations::{Question, Refused, Veto, Would},
};
use jiff::civil::Date;
use serde::Deserialize;

/// The table of vetoed drafts.
pub const FILE: &str = "more/unsc_vetoes.csv";

/// The list of topics.
const TOPICS: &str = "veto_topics.csv";

/// The list of drafts that would have given a mandate.
const MANDATES: &str = "refused_mandates.csv";

/// What a topic of the table is.
#[derive(Deserialize)]
struct Topic {
    topic: String,
    /// How it is written, where the table has it wrong.
    written: Option<String>,
    kind: Question,
    states: String,
}

/// A mandate that a draft would have given.
#[derive(Deserialize)]
struct Mandate {
    draft: String,
    would: Would,
    uniformed: bool,
    says: String,
    then: Option<String>,
}

/// Every vetoed draft, in the order of days. Topics and drafts that the lists name must be in the table, and each topic
/// of the table in the list.
pub fn vetoes(ground: &Ground<'_>, folder: &mut Folder) -> Result<Vec<Veto>, BuildError> {
    let table = folder.table(FILE)?;
    let topics: Vec<Topic> = read_csv(&ground.curated.join(TOPICS))?;
    let mandates: Vec<Mandate> = read_csv(&ground.curated.join(MANDATES))?;
    let named = |name| table.column(name);
    let (date, draft, vetoing) = (named("date")?, named("draft")?, named("vetoing")?);
    let (topic, item) = (named("topic")?, named("agenda_item")?);
    let unknown = |file, name: &str, kind| BuildError::Unknown { file, name: name.to_owned(), kind };
    if let Some(lost) =
        mandates.iter().find(|entry| !table.rows.iter().any(|row| row.cell(draft) == entry.draft))
    {
        return Err(unknown(MANDATES, &lost.draft, "draft"));
    }
    let mut vetoes = Vec::new();
    for row in &table.rows {
        let day: Date = row.cell(date).parse().map_err(|_| table.bad_cell(row, date, "a day"))?;
        let by: Option<Vec<StateIx>> =
            row.cell(vetoing).split('|').map(|code| ground.state(&table, vetoing, code)).collect();
        let by = by.ok_or_else(|| table.bad_cell(row, vetoing, "codes of states, joined by |"))?;
        let of = topics.iter().find(|entry| entry.topic == row.cell(topic));
        let of = of.ok_or_else(|| unknown(TOPICS, row.cell(topic), "topic of a veto, or lacks it:"))?;
        let mut states = Vec::new();
        for code in of.states.split('|').filter(|code| !code.is_empty()) {
            states.push(ground.states.listed(TOPICS, code)?);
        }
        let admission = ["Admission", "Application"].iter().any(|word| row.cell(item).starts_with(word));
        let mandate = mandates.iter().find(|entry| entry.draft == row.cell(draft)).map(|entry| Refused {
            would: entry.would,
            uniformed: entry.uniformed,
            says: entry.says.clone(),
            then: entry.then.clone(),
        });
        vetoes.push(Veto {
            day,
            draft: row.cell(draft).to_owned(),
            by,
            topic: of.written.clone().unwrap_or_else(|| of.topic.clone()),
            item: row.cell(item).split_whitespace().collect::<Vec<_>>().join(" "),
            kind: if admission { Question::Admission } else { of.kind },
            states,
            mandate,
        });
    }
    vetoes.sort_by_key(|veto| veto.day);
    Ok(vetoes)
}
