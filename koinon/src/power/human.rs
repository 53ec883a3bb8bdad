//! The answer to a question of power, for people: first what passes, then who has power, the most powerful first.

use super::answer::{Answer, optimal_quota};
use crate::output::grouped;
use voting::power::figures::Player;
use voting::power::{Engine, Figures, design};

/// The answer as text.
pub fn text(answer: &Answer<'_>) -> String {
    let mut out = opening(answer);
    out.push('\n');
    out += &table(answer);
    if let Some(citizens) = &answer.question.citizens {
        out += &of_citizens(answer, citizens);
    }
    if let Some(minimal) = &answer.minimal {
        let count = minimal.count.as_deref().map_or_else(
            || "There are more minimal winning coalitions than could be counted".to_owned(),
            |count| {
                let plural = if count == "1" { "" } else { "s" };
                format!("{} minimal winning coalition{plural}", thousands(count))
            },
        );
        out += &format!("\n{count}{}\n", if minimal.listed.is_empty() { "." } else { ":" });
        for coalition in &minimal.listed {
            let names: Vec<&str> =
                coalition.iter().map(|place| answer.question.names[*place].as_str()).collect();
            out += &format!("  {}\n", names.join(", "));
        }
    }
    if !answer.joining.is_empty() {
        out += "\nAs they join, the chance that anything passes:\n";
        let width = widest(answer.question.names.iter().map(String::as_str));
        for (name, act) in answer.question.names.iter().zip(&answer.joining) {
            out += &format!("  {name:<width$}  {:>8}\n", percent(*act));
        }
    }
    let notes = answer.notes();
    // What the question itself brought along stands on standard error already.
    for note in notes.iter().filter(|note| !answer.question.notes.contains(note)) {
        out += &format!("\nNote: {note}.");
    }
    if notes.len() > answer.question.notes.len() {
        out.push('\n');
    }
    out
}

fn opening(answer: &Answer<'_>) -> String {
    let players = answer.players.len();
    let who = if players == 1 { "one player".to_owned() } else { format!("{players} players") };
    let mut out = format!("{}: {who}, {}.\n", answer.question.source, answer.question.rule);
    match &answer.analysis.figures {
        Figures::Exact { engine: Engine::Settled, .. } => {
            out += if answer.analysis.game.never_passes() {
                "Nothing ever passes.\n"
            } else {
                "Everything passes.\n"
            };
        }
        Figures::Exact { counts, engine, .. } => {
            out += &format!(
                "When each tosses a coin, {} of motions pass: {} {}, counted exactly{} ({}).\n",
                percent(answer.act.value),
                thousands(&counts.winning().to_string()),
                if counts.winning().bits() == 1 { "coalition wins" } else { "coalitions win" },
                answer.analysis.game.resolution().map_or_else(String::new, |parts| format!(
                    " for weights rounded to 1/{}",
                    grouped(parts)
                )),
                engine.name().replace('-', " "),
            );
        }
        Figures::Estimate { estimate, .. } => {
            out += &format!(
                "When each tosses a coin, {:.6}% ± {:.6}% of motions pass: estimated from {} draws, seed {}",
                answer.act.value * 100.0,
                answer.act.half_width * 100.0,
                grouped(estimate.draws),
                estimate.seed,
            );
            out += &match estimate.control {
                Some(parts) => format!(", about the exact game of weights rounded to 1/{parts}.\n"),
                None => ".\n".to_owned(),
            };
            let worst = (0..5).map(|index| answer.widest(index)).filter(|(_, most)| *most > 0.0);
            let worst = worst.map(|(half, most)| half / most).fold(0.0, f64::max);
            out +=
                &format!("Intervals at 95% are no wider than ± {worst:.1e} of an index's largest figure.\n");
        }
    }
    if let Some(before) = &answer.before {
        out += &format!(
            "Before, {} of motions passed, with {} members.\n",
            percent(before.act.value),
            before.names.len()
        );
    }
    if let Some((name, _)) = named(answer).find(|(_, player)| player.alone.dictates()) {
        out += &format!("{name} decides everything alone.\n");
        return out;
    }
    let list = |pick: fn(&Player) -> bool| {
        let names: Vec<&str> =
            named(answer).filter(|(_, player)| pick(player)).map(|(name, _)| name).collect();
        match names.as_slice() {
            [] => None,
            names if names.len() > 8 => {
                Some(format!("{} and {} more", names[..8].join(", "), names.len() - 8))
            }
            names => Some(names.join(", ")),
        }
    };
    if !answer.analysis.game.never_passes() && !answer.analysis.game.always_passes() {
        list(|player| player.alone.blocks)
            .inspect(|names| out += &format!("Nothing passes without: {names}.\n"));
        list(|player| player.alone.decides).inspect(|names| out += &format!("Decides alone: {names}.\n"));
        list(|player| player.alone.dummy).inspect(|names| out += &format!("Without any power: {names}.\n"));
    }
    out
}

fn named<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = (&'a str, &'a Player)> {
    answer.question.names.iter().map(String::as_str).zip(&answer.players)
}

fn table(answer: &Answer<'_>) -> String {
    let mut order: Vec<usize> = (0..answer.players.len()).collect();
    let power = |place: &usize| answer.players[*place].shapley_shubik.value;
    order.sort_by(|a, b| power(b).total_cmp(&power(a)));
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    for (name, weights) in &answer.question.weights {
        columns.push((name.clone(), order.iter().map(|place| grouped(weights[*place])).collect()));
    }
    let exact = answer.players.iter().all(|player| player.swings.is_some());
    let figure = |value: f64| if exact { percent(value) } else { format!("{:.5}%", value * 100.0) };
    for (heading, index) in
        [("Banzhaf share", 1), ("Shapley–Shubik", 2), ("Banzhaf", 0), ("prevent", 3), ("initiate", 4)]
    {
        let cells = order.iter().map(|place| figure(answer.players[*place].indices()[index].1.value));
        columns.push((heading.to_owned(), cells.collect()));
    }
    if let Some(before) = &answer.before {
        let cells = order.iter().map(|place| {
            let name = &answer.question.names[*place];
            match before.names.iter().position(|known| known == name) {
                None => "joins".to_owned(),
                Some(was) => {
                    let change =
                        answer.players[*place].banzhaf_share.value - before.players[was].banzhaf_share.value;
                    format!("{:+.3}", change * 100.0)
                }
            }
        });
        columns.push(("change of share".to_owned(), cells.collect()));
    }
    let names = order.iter().map(|place| answer.question.names[*place].as_str());
    let first = widest(names.clone()).max("player".len());
    let widths: Vec<usize> = columns
        .iter()
        .map(|(heading, cells)| widest(cells.iter().map(String::as_str)).max(heading.chars().count()))
        .collect();
    let line = |name: &str, cells: &mut dyn Iterator<Item = &str>| {
        let mut line = format!("{name:<first$}");
        cells.zip(&widths).for_each(|(cell, width)| line += &format!("  {cell:>width$}"));
        line.truncate(line.trim_end().len());
        line + "\n"
    };
    let mut out = line("player", &mut columns.iter().map(|(heading, _)| heading.as_str()));
    for (row, name) in names.enumerate() {
        out += &line(name, &mut columns.iter().map(|(_, cells)| cells[row].as_str()));
    }
    out
}

fn of_citizens(answer: &Answer<'_>, citizens: &[u64]) -> String {
    let shares: Vec<f64> = answer.players.iter().map(|player| player.banzhaf_share.value).collect();
    let mut out = String::new();
    if let Some(found) = design::inequality(&shares, citizens) {
        let (most, least) = (&answer.question.names[found.most], &answer.question.names[found.least]);
        let ratio = if found.ratio.is_finite() {
            format!("{:.1} times as much as one of {least}", found.ratio)
        } else {
            format!("all of it against none of {least}'s")
        };
        out += &format!("\nPower per citizen: Gini {:.3}; a citizen of {most} has {ratio}.\n", found.gini);
    }
    out += &format!(
        "By the square-root rule (Penrose 1946) with the optimal quota of {} (Słomczyński & Życzkowski 2006), the shares would be:\n",
        percent(optimal_quota(citizens))
    );
    let ideal = design::square_root_shares(citizens);
    let mut order: Vec<usize> = (0..ideal.len()).collect();
    order.sort_by(|a, b| ideal[*b].total_cmp(&ideal[*a]));
    let width = widest(answer.question.names.iter().map(String::as_str));
    for place in order {
        let (now, then) = (shares[place], ideal[place]);
        out += &format!(
            "  {:<width$}  {:>8}  now {:>8}\n",
            answer.question.names[place],
            percent(then),
            percent(now)
        );
    }
    out
}

/// `12.345%`
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        0.0 => "0%".to_owned(),
        small if small.abs() < 0.0005 => format!("{small:.1e}%"),
        percent => format!("{percent:.3}%"),
    }
}

/// Digits in groups of three.
fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The widest of some texts, in letters.
pub fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}
