//! `koinon power --curve COLUMN`: every index at every threshold of a quota.

use super::{human::percent, question::Question};
use crate::output::{Format, fail, print, print_json};
use serde_json::json;
use std::process::ExitCode;
use voting::power::figures::cell;
use voting::power::{Curve, CurveError, Point, curve};

/// The parts of a column's total that thresholds go by, where the total is larger.
const PARTS: u64 = 1000;

/// How many thresholds people are shown.
const SHOWN: u64 = 20;

/// Answers with the curve.
pub fn answer(question: &Question, column: &str, format: Format) -> Result<ExitCode, ExitCode> {
    let column = column.to_ascii_lowercase();
    let found = curve(&question.rule, &question.electorate, &column, PARTS).map_err(|error| match error {
        CurveError::Tally(error) => question.fail(&error),
        CurveError::NoQuota(_) => {
            let columns = question.rule.columns();
            fail(&error, Some(&format!("the rule counts {}", columns.join(", "))))
        }
        CurveError::TwoColumns => fail(&error, Some("ask for a rule with one weighted column beside states")),
    })?;
    Ok(match format {
        Format::Json => print_json(&as_json(question, &column, &found), 0),
        Format::Csv => print(&csv(question, &found), 0),
        Format::Human => print(&human(question, &column, &found), 0),
    })
}

fn share(curve: &Curve, point: &Point) -> f64 {
    point.threshold as f64 / curve.total as f64
}

fn as_json(question: &Question, column: &str, curve: &Curve) -> serde_json::Value {
    let points = curve.points.iter().map(|point| {
        json!({ "threshold": point.threshold, "share": share(curve, point), "act": point.act, "banzhaf": point.banzhaf,
            "banzhaf_share": point.banzhaf_shares(), "shapley_shubik": point.shapley_shubik })
    });
    json!({
        "rule": question.rule.to_string(), "column": column, "total": curve.total, "resolution": curve.resolution,
        "players": question.names, "points": points.collect::<Vec<_>>(),
    })
}

fn csv(question: &Question, curve: &Curve) -> String {
    let mut out = String::from("threshold,share,act,player,banzhaf,banzhaf_share,shapley_shubik\n");
    for point in &curve.points {
        let shares = point.banzhaf_shares();
        for (place, name) in question.names.iter().enumerate() {
            out += &format!(
                "{},{},{},{},{},{},{}\n",
                point.threshold,
                share(curve, point),
                point.act,
                cell(name),
                point.banzhaf[place],
                shares[place],
                point.shapley_shubik[place]
            );
        }
    }
    out
}

fn human(question: &Question, column: &str, curve: &Curve) -> String {
    let mut out = format!("{}: {}, with every threshold over {column}.\n", question.source, question.rule);
    if let Some(parts) = curve.resolution {
        out += &format!("Weights are rounded to 1/{parts} of their total by largest remainders.\n");
    }
    // The three with the most power anywhere on the curve, by Shapley and Shubik.
    let power = |place: usize| curve.points.iter().map(|point| point.shapley_shubik[place]).sum::<f64>();
    let mut order: Vec<usize> = (0..question.names.len()).collect();
    order.sort_by(|a, b| power(*b).total_cmp(&power(*a)));
    let heads: Vec<(usize, String)> = order
        .into_iter()
        .take(4)
        .map(|place| (place, question.names[place].chars().take(18).collect()))
        .collect();
    out += "\nthreshold     share        act";
    heads.iter().for_each(|(_, name)| out += &format!("  {name:>9}"));
    out += "   (Shapley–Shubik)\n";
    let step = curve.total.div_ceil(SHOWN).max(1);
    for point in curve.points.iter().filter(|point| point.threshold.is_multiple_of(step)) {
        out += &format!(
            "{:>9}  {:>8}  {:>9}",
            point.threshold,
            percent(share(curve, point)),
            percent(point.act)
        );
        for (place, name) in &heads {
            out += &format!(
                "  {:>width$}",
                percent(point.shapley_shubik[*place]),
                width = name.chars().count().max(9)
            );
        }
        out.push('\n');
    }
    out + "\nWith --json or --csv: every threshold, every player, every index.\n"
}
