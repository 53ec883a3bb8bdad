//! `koinon demo`: the demonstration year, played into an empty folder while it tells its story.

use super::{
    act::{after, charters},
    answer::Answer,
    folder::{self, Opened, Outcome},
    init::{begin, keep_charter},
};
use crate::{
    load,
    output::{fail, print},
};
use clap::Args;
use community::{Event, Happening, Known, Moment, Refusal, State, scenario, words};
use serde_json::json;
use std::{collections::BTreeMap, fs, path::Path, process::ExitCode};

/// The scenario: paragraphs of its story, and acts, one a line.
const YEAR: &str = include_str!("../../demo/year.txt");

/// The name of its record, which says what it is.
const NAME: &str = "scenario.example/world-security-community";

/// Run the demonstration year of the World Security Community in an empty folder: a scenario on real data
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C demo demo\n  koinon -C demo status\n  koinon -C demo record verify\n\nExit codes: 0 done, 2 could not do it."
)]
pub struct DemoArgs {
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon demo`.
pub fn run(args: &DemoArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let mut there = fs::read_dir(folder).into_iter().flatten();
    if there.next().is_some() {
        return Err(fail(
            format!("`{}` is not empty", folder.display()),
            Some("name a new folder: koinon -C demo demo"),
        ));
    }
    let known = Known::new(load::world()?);
    begin(folder, NAME, None)?;
    let mut opened = folder::open(folder)?;
    let mut refused = 0u64;
    let (mut story, mut paragraph) = (String::new(), String::new());
    for given in YEAR.lines() {
        if let Some(words) = given.strip_prefix("# ") {
            paragraph.push_str(words);
            paragraph.push('\n');
            continue;
        }
        if !paragraph.is_empty() {
            story.push_str(&format!("\n{paragraph}\n"));
            paragraph.clear();
        }
        if !given.is_empty() {
            refused += play(given, folder, &mut opened, &known, &mut story)?;
        }
        if !args.answer.json() && !story.is_empty() {
            let _ = print(&std::mem::take(&mut story), 0);
        }
    }
    if let Some(law) = &opened.state.law {
        keep_charter(folder, &law.text)?;
    }
    let events = opened.log.size();
    let fingerprint = opened.log.head().key.fingerprint().to_string();
    let text = format!(
        "\n{events} events are on the record, and {refused} acts were refused. Go on with:\n  koinon -C {dir} status\n  koinon -C {dir} log\n  koinon -C {dir} mission\n  koinon -C {dir} explain {last}\n  koinon -C {dir} record verify --key {fingerprint}\n",
        dir = folder.display(),
        last = events.saturating_sub(1),
    );
    let json = json!({ "scenario": true, "events": events, "refused": refused, "members": opened.state.members.len(), "fingerprint": fingerprint });
    Ok(args.answer.give(&text, &json, 0))
}

/// Plays one line of the scenario, for every actor that it names; returns how many acts were refused.
fn play(
    given: &str,
    folder: &Path,
    opened: &mut Opened,
    known: &Known<'_>,
    story: &mut String,
) -> Result<u64, ExitCode> {
    let wrong = |why: String| fail(format!("the scenario's line `{given}`: {why}"), None);
    let made = scenario::acts(given, &opened.state, &charters).map_err(wrong)?;
    let at = made.first().map(|(at, _)| *at);
    let (mut refusals, mut told) = (0, Told::default());
    let many = made.len() > 1;
    for outcome in opened.acts(known, &|_| Ok(made.clone()))? {
        after(folder, opened, &outcome)?;
        match &outcome {
            Outcome::Done(events) => {
                events.iter().for_each(|(_, event)| told.event(&opened.state, event, many))
            }
            Outcome::Refused(refusal) => {
                refusals += 1;
                told.refusal(refusal);
            }
            Outcome::WouldDo(_) => {}
        }
    }
    story.push_str(&at.map(|at| told.says(at)).unwrap_or_default());
    Ok(refusals)
}

/// What is told of a line: what many did alike in one sentence, the rest in full.
#[derive(Default)]
struct Told {
    alike: BTreeMap<&'static str, usize>,
    lines: Vec<String>,
}

impl Told {
    fn event(&mut self, state: &State, event: &Event, many: bool) {
        let alike = match &event.happened {
            Happening::Voted { .. } => Some("delegations vote"),
            Happening::Signed { .. } => Some("states sign"),
            Happening::Ratified { .. } => Some("states ratify"),
            Happening::Accredited { .. } => Some("members accredit their delegations"),
            Happening::Cosponsored { .. } => Some("members join in the proposal"),
            Happening::Pledged(_) => Some("members pledge the same"),
            Happening::AssessmentExpired { .. } => Some("assessments are too old to rely on"),
            Happening::Assessed { assessment, .. } if assessment.qualifies == "met" => {
                Some("members qualify by the record")
            }
            _ => None,
        };
        match alike {
            // That a vote opened is told by the ballots that follow.
            None if matches!(event.happened, Happening::VoteOpened { .. }) => {}
            Some(alike) if many => *self.alike.entry(alike).or_default() += 1,
            _ => self.lines.push(words::says(state, event)),
        }
    }

    fn refusal(&mut self, refusal: &Refusal) {
        let cure = refusal.cure.as_ref().map(|cure| format!(" To cure it: {cure}.")).unwrap_or_default();
        let line = format!("Refused. {refusal}.{cure}");
        if self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
    }

    fn says(&self, at: Moment) -> String {
        let alike = self.alike.iter().map(|(what, count)| format!("{count} {what}."));
        let lines: Vec<String> = alike.chain(self.lines.iter().cloned()).collect();
        let mut out = String::new();
        for (place, line) in lines.iter().enumerate() {
            let day = if place == 0 { at.date().to_string() } else { String::new() };
            out.push_str(&format!("  {day:<12}{line}\n"));
        }
        out
    }
}
