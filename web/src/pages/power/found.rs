//! The power that was found, counted or estimated, and what it says in a sentence.

use super::asked::{Asked, Council};
use crate::{
    paste::Wrong,
    words::{count, grouped, the},
};
use charter::show::and_list;
use maud::{Markup, html};
use std::time::Duration;
use voting::power::{
    Analysis, AnalysisError, Estimated, Figures, Limits, Options, Resolution, Way, analyse,
    figures::{Player, figures},
};

/// The memory that a question may use.
const MEMORY: u64 = 64 << 20;
/// The longest that counting may take, by the estimate.
const TIME: Duration = Duration::from_secs(2);

/// A rule of more quotas, or over several weighted columns, is not estimated: its weights are rounded.
const ESTIMATED: usize = 3;
/// The parts of a total that weights are rounded to: the finest that can be counted within the limits.
const ROUNDED: [u64; 8] = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, COARSEST];
const COARSEST: u64 = 200;

/// What was found.
pub struct Found {
    names: Vec<String>,
    /// Every player's power, in their order.
    pub players: Vec<Player>,
    /// Coleman's power of the collectivity to act.
    pub act: Estimated,
    /// How many coalitions win, in decimal, where they were counted.
    pub winning: Option<String>,
    /// The same before some joined or left: names, players, act.
    pub before: Option<Box<Found>>,
    how: How,
    never: bool,
    always: bool,
}

/// How it was found; `because`: what counting the full weights would take.
enum How {
    Counted { engine: &'static str, resolution: Option<u64>, because: Option<String> },
    Estimated { draws: u64, seed: u64, control: Option<u64>, because: Option<String> },
}

/// Finds who has power.
pub fn find(asked: &Asked<'_>) -> Result<Found, Wrong> {
    let mut found = of(asked, &asked.now)?;
    found.before = asked.before.as_ref().map(|before| of(asked, before)).transpose()?.map(Box::new);
    Ok(found)
}

fn of(asked: &Asked<'_>, council: &Council) -> Result<Found, Wrong> {
    let limits = Limits { memory: MEMORY, time: TIME, threads: 1 };
    let ask = |way, resolution| {
        let options = Options { limits, way, resolution, ..Options::default() };
        analyse(&asked.rule, &council.electorate, &options, &|_, _| ())
    };
    let counted = ask(Way::Exact(None), Resolution::Full);
    let too_large = match &counted {
        Err(AnalysisError::TooLarge(large)) => Some(large.to_string()),
        _ => None,
    };
    let analysis = match too_large {
        None => counted,
        // With one weighted column the rounded game is close, and the difference is soon estimated.
        Some(_) if council.weights.len() <= 1 && asked.rule.quotas().len() <= ESTIMATED => {
            ask(Way::Estimate, Resolution::Full)
        }
        Some(_) => {
            let rounded = ROUNDED.into_iter().map(|parts| ask(Way::Exact(None), Resolution::Parts(parts)));
            // Where even the coarsest is too large, coalitions are drawn without a rounded game beside them.
            rounded
                .into_iter()
                .find(Result::is_ok)
                .unwrap_or_else(|| ask(Way::Estimate, Resolution::Parts(COARSEST)))
        }
    };
    let analysis = analysis.map_err(|error| match error {
        AnalysisError::Tally(error) => Wrong::new("rule", error.to_string(), "count what the players have"),
        other => {
            let help = "ask for fewer players or a simpler rule; `koinon power` has no such limit";
            Wrong::new("rule", other.to_string(), help)
        }
    })?;
    let (players, act) = figures(&analysis);
    let (how, winning) = how(&analysis, too_large);
    let (never, always) = (analysis.game.never_passes(), analysis.game.always_passes());
    Ok(Found { names: council.names.clone(), players, act, winning, before: None, how, never, always })
}

fn how(analysis: &Analysis, because: Option<String>) -> (How, Option<String>) {
    match &analysis.figures {
        Figures::Exact { counts, engine, .. } => {
            let resolution = analysis.game.resolution();
            (How::Counted { engine: engine.name(), resolution, because }, Some(counts.winning().to_string()))
        }
        Figures::Estimate { estimate, .. } => {
            let (draws, seed, control) = (estimate.draws, estimate.seed, estimate.control);
            (How::Estimated { draws, seed, control, because }, None)
        }
    }
}

impl Found {
    /// Was it counted?
    pub fn exact(&self) -> bool {
        matches!(self.how, How::Counted { .. })
    }

    /// The options that make the command answer the same.
    pub fn options(&self) -> String {
        match &self.how {
            How::Counted { resolution: None, .. } => String::new(),
            How::Counted { resolution: Some(parts), .. } => format!(" --resolution {parts}"),
            How::Estimated { control: None, .. } => {
                format!(" --method estimate --memory 64M --resolution {COARSEST}")
            }
            How::Estimated { .. } => " --method estimate --memory 64M".into(),
        }
    }

    /// What a download should say of how it was found.
    pub fn notes(&self) -> Vec<String> {
        match &self.how {
            How::Counted { resolution: Some(parts), .. } => {
                vec![format!("weights are rounded to 1/{parts} of their total by largest remainders")]
            }
            _ => Vec::new(),
        }
    }

    /// The players, the most powerful first.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.players.len()).collect();
        let power = |place: &usize| {
            (self.players[*place].banzhaf_share.value, self.players[*place].shapley_shubik.value)
        };
        order.sort_by(|a, b| power(b).0.total_cmp(&power(a).0).then(power(b).1.total_cmp(&power(a).1)));
        order
    }

    fn who(&self, pick: fn(&Player) -> bool) -> Vec<String> {
        self.names
            .iter()
            .zip(&self.players)
            .filter(|(_, player)| pick(player))
            .map(|(name, _)| the(name))
            .collect()
    }

    /// How often anything passes, who has most, and who has a veto.
    pub fn headline(&self) -> String {
        if self.never {
            return "Nobody can meet this rule: it fails even when all are in favour".into();
        }
        if self.always {
            return "This rule stops nothing: it passes even when nobody is in favour".into();
        }
        if let Some(one) = self.who(|player| player.alone.dictates()).first() {
            return format!("{} decides everything alone", charter::show::capital(one));
        }
        let passes = match self.act.value {
            act if act < 0.000_1 && act > 0.0 => {
                format!("One of {} possible votes passes", crate::words::human(1.0 / act))
            }
            act => format!("{} of all possible votes pass", share(act)),
        };
        let veto = self.who(|player| player.alone.blocks);
        let all = self.players.len();
        if veto.len() > 1 && veto.len() < all && veto == self.strongest() {
            return format!("{passes}, and {} each have a veto and the most power", and_list(&veto));
        }
        let veto = match veto.len() {
            0 => "nobody has a veto".into(),
            n if n == all => format!("each of the {all} has a veto"),
            n if n > 5 => format!("{n} of {all} have a veto"),
            1 => format!("{} has a veto", veto[0]),
            _ => format!("{} have a veto", and_list(&veto)),
        };
        format!("{passes}, {}, and {veto}", self.most())
    }

    /// Those who have most power, in their order.
    fn strongest(&self) -> Vec<String> {
        let top = self.players.iter().map(|player| player.banzhaf_share.value).fold(0.0, f64::max);
        let of = self.names.iter().zip(&self.players);
        of.filter(|(_, player)| player.banzhaf_share.value >= top * 0.999_999)
            .map(|(name, _)| the(name))
            .collect()
    }

    /// Who has most power.
    fn most(&self) -> String {
        let strongest = self.strongest();
        match strongest.as_slice() {
            all if all.len() == self.players.len() => "all have equal power".into(),
            [one] => format!("{one} has the most power"),
            few if few.len() <= 5 => format!("{} have the most power", and_list(few)),
            many => format!("{} players have the most power", many.len()),
        }
    }

    /// The answer in full.
    pub fn lead(&self, asked: &Asked<'_>) -> Markup {
        let order = self.order();
        let share_of = |place: usize| share(self.players[place].banzhaf_share.value);
        let dummies = self.who(|player| player.alone.dummy);
        html! {
            (charter::show::capital(&asked.title)) ": " (count(self.players.len(), "player", "players")) ", “" (asked.rule) "”. "
            @if !self.never && !self.always {
                @if let (Some(first), Some(last)) = (order.first(), order.last()) && first != last && self.players[*first].banzhaf_share.value > self.players[*last].banzhaf_share.value {
                    (charter::show::capital(&the(&self.names[*first]))) " has " (share_of(*first)) " of all power, " (the(&self.names[*last])) " " (share_of(*last)) ". "
                }
                @if let How::Counted { resolution: Some(parts), .. } = &self.how { "Weights are rounded to 1/" (grouped(*parts)) " of their total: the full ones are too large a game for this page. " }
                @if let Some(winning) = &self.winning { @if winning == "1" { "Only all together can pass a motion. " } @else { (digits(winning)) " coalitions can pass a motion. " } }
                @else { "The share that passes is estimated, ± " (error(self.act.half_width)) ". " }
            }
            @if !dummies.is_empty() && dummies.len() <= 5 { "Without any power: " (and_list(&dummies)) ". " }
            @else if !dummies.is_empty() { (dummies.len()) " players have no power at all. " }
            @if let Some(before) = &self.before {
                "Before, with " (count(before.players.len(), "player", "players")) ", " (share(before.act.value)) " passed. "
            }
        }
    }

    /// How it was found, and with which error.
    pub fn method(&self) -> String {
        let game = "the game of yes and no with everybody present; who abstains or stays away makes another game, which --abstain analyses";
        match &self.how {
            How::Counted { engine: "settled", .. } => format!("exact, {game}."),
            How::Counted { engine, resolution, because } => {
                let rounded = resolution.map_or_else(String::new, |parts| {
                    let because = because.as_deref().unwrap_or("the game is too large");
                    format!(
                        "Weights are rounded to 1/{} of their total by largest remainders, since {because}. ",
                        grouped(parts)
                    )
                });
                format!(
                    "exact: every winning coalition is counted in whole numbers, by {}. {rounded}It is {game}.",
                    engine.replace('-', " ")
                )
            }
            How::Estimated { draws, seed, control, because } => {
                let control = control.map_or_else(String::new, |parts| {
                    format!(", about the exact game with weights rounded to 1/{}", grouped(parts))
                });
                let because =
                    because.as_ref().map_or_else(String::new, |because| format!(", since {because}"));
                let worst =
                    self.players.iter().map(|player| player.banzhaf_share.half_width).fold(0.0, f64::max);
                format!(
                    "estimated from {} draws (seed {seed}){control}{because}. At 95% no share of power is off by more than {} It is {game}.",
                    grouped(*draws),
                    error(worst) + "."
                )
            }
        }
    }
}

/// `12.9%`, `0.034%`: three digits.
pub fn share(value: f64) -> String {
    let percent = value * 100.0;
    match percent {
        0.0 => "0%".into(),
        p if p < 0.000_1 => format!("{}%", power_of_ten(p)),
        p if p < 0.01 => format!("{p:.5}%"),
        p if p < 1.0 => format!("{p:.3}%"),
        p if p < 10.0 => format!("{p:.2}%"),
        p if p > 99.95 => "100%".into(),
        p => format!("{p:.1}%"),
    }
}

/// `9.3 × 10⁻⁸`
fn power_of_ten(value: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let text = format!("{value:.1e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let raise = |sign: char| match sign.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
        Some(digit) => RAISED[digit],
        None => '⁻',
    };
    format!("{digits} × 10{}", power.chars().map(raise).collect::<String>())
}

/// A half-width in percentage points, one digit.
pub fn error(half_width: f64) -> String {
    match half_width * 100.0 {
        0.0 => "0".into(),
        points if points < 1e-7 => format!("{} percentage points", power_of_ten(points)),
        points => {
            let places = (1..9usize)
                .find(|places| format!("{points:.places$}").contains(|digit| matches!(digit, '1'..='9')))
                .unwrap_or(9);
            format!("{points:.places$} percentage points")
        }
    }
}

/// Digits in groups of three; of long numbers the first and how many there are.
pub fn digits(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(number) => grouped(number),
        Err(_) => {
            let (first, rest) = text.split_at(1);
            let value =
                power_of_ten(format!("{first}.{rest}e{}", rest.len()).parse().unwrap_or(f64::INFINITY));
            format!("About {value}")
        }
    }
}
