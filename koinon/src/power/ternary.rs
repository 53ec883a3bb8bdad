//! `koinon power --abstain P`: the game in which players may abstain.

use super::{
    human::{percent, widest},
    question::Question,
};
use crate::output::{Format, fail, print, print_json};
use serde_json::json;
use std::process::ExitCode;
use voting::power::figures::cell;
use voting::power::{Options, with_abstention};

/// What the game is, for whoever reads the figures.
const GAME: &str = "yes, abstain or no, everybody present and independent; yes and no have equal chance; decisive is who passes a motion with a yes that fails with a no";

/// Answers for the game with abstention.
pub fn answer(
    question: &Question,
    abstain: f64,
    options: &Options,
    format: Format,
) -> Result<ExitCode, ExitCode> {
    if !(0.0..=1.0).contains(&abstain) {
        let says = format!("`{abstain}` is not a probability");
        return Err(fail(says, Some("write a number from 0 to 1, such as 0.333")));
    }
    let draws = options.draws.min(1 << 17);
    let found = with_abstention(&question.rule, &question.electorate, abstain, draws, options.seed)
        .map_err(|error| question.fail(&error))?;
    if found.draws.is_some() && matches!(options.way, voting::power::Way::Exact(_)) {
        fail(
            "the game with abstention is too large for an exact answer",
            Some("leave out `--exact` for an estimate"),
        );
        return Err(ExitCode::from(1));
    }
    let widest_error = found.power.iter().map(|power| power.decisive.half_width).fold(0.0, f64::max);
    Ok(match format {
        Format::Json => {
            let players = question.names.iter().zip(&found.power).map(|(name, power)| {
                json!({ "player": name, "decisive": power.decisive.value, "yes_or_abstain": power.yes_or_abstain.value,
                    "abstain_or_no": power.abstain_or_no.value, "decisive_error": power.decisive.half_width })
            });
            let answer = json!({
                "method": if found.draws.is_some() { "estimate" } else { "exact" },
                "game": GAME,
                "rule": question.rule.to_string(),
                "abstain": abstain,
                "act": found.act.value,
                "error": found.draws.map(|draws| json!({ "act": found.act.half_width, "decisive": widest_error,
                    "confidence": 0.95, "draws": draws, "seed": options.seed })),
                "players": players.collect::<Vec<_>>(),
                "notes": question.notes,
            });
            print_json(&answer, 0)
        }
        Format::Csv => {
            let mut out = String::from("player,decisive,yes_or_abstain,abstain_or_no,decisive_error\n");
            for (name, power) in question.names.iter().zip(&found.power) {
                let (yes, no) = (power.yes_or_abstain.value, power.abstain_or_no.value);
                out += &format!(
                    "{},{},{yes},{no},{}\n",
                    cell(name),
                    power.decisive.value,
                    power.decisive.half_width
                );
            }
            print(&out, 0)
        }
        Format::Human => {
            let mut out =
                format!("{}: {} players, {}.\n", question.source, question.names.len(), question.rule);
            out += &format!(
                "When each abstains with a chance of {}, {} of motions pass",
                percent(abstain),
                percent(found.act.value)
            );
            out += &match found.draws {
                None => ": exact but for rounding.\n\n".to_owned(),
                Some(draws) => format!(
                    " (± {}): estimated from {draws} draws, seed {}; figures are good to ± {}.\n\n",
                    percent(found.act.half_width),
                    options.seed,
                    percent(widest_error)
                ),
            };
            let width = widest(question.names.iter().map(String::as_str)).max(6);
            out += &format!("{:<width$}  decisive  yes not abstain  abstain not no\n", "player");
            let mut order: Vec<usize> = (0..found.power.len()).collect();
            order.sort_by(|a, b| found.power[*b].decisive.value.total_cmp(&found.power[*a].decisive.value));
            for place in order {
                let power = &found.power[place];
                out += &format!(
                    "{:<width$}  {:>8}  {:>15}  {:>14}\n",
                    question.names[place],
                    percent(power.decisive.value),
                    percent(power.yes_or_abstain.value),
                    percent(power.abstain_or_no.value)
                );
            }
            out += &format!("\nThe game: {GAME}.\n");
            print(&out, 0)
        }
    })
}
