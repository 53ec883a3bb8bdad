//! The answer to a question of power, for programs and for spreadsheets. For people: `human`.

use super::question::Question;
use serde_json::{Map, Value, json};
use std::ops::ControlFlow;
use voting::power::{
    Analysis, AnalysisError, Estimated, Figures, Limits, Options, TooLarge, among, analyse, design,
    figures::{self, Player, figures},
    minimal,
};

/// What was asked and what was found.
pub struct Answer<'q> {
    pub question: &'q Question,
    pub analysis: Analysis,
    pub players: Vec<Player>,
    pub act: Estimated,
    /// The same before some joined or left: the names, and what they had.
    pub before: Option<Before>,
    pub minimal: Option<Minimal>,
    /// How likely it is that anything passes with the first so many players.
    pub joining: Vec<f64>,
}

/// The figures before some joined or left.
pub struct Before {
    pub names: Vec<String>,
    pub players: Vec<Player>,
    pub act: Estimated,
}

/// Minimal winning coalitions.
pub struct Minimal {
    /// How many there are, in decimal; nothing where they are too many to count.
    pub count: Option<String>,
    /// Some of them, as places of players.
    pub listed: Vec<Vec<usize>>,
}

/// The most steps of a search for minimal winning coalitions: some tens of seconds.
const STEPS: u64 = 2_000_000_000;

/// Above so many players a search for all of them is not begun.
const SEARCHED: usize = 40;

impl<'q> Answer<'q> {
    pub fn new(question: &'q Question, analysis: Analysis) -> Self {
        let (players, act) = figures(&analysis);
        Self { question, analysis, players, act, before: None, minimal: None, joining: Vec::new() }
    }

    /// Sets the figures before some joined or left beside these.
    pub fn compare(&mut self, before: &Question, analysis: Analysis) {
        let (players, act) = figures(&analysis);
        self.before = Some(Before { names: before.names.clone(), players, act });
    }

    /// Counts the minimal winning coalitions and lists so many.
    pub fn list_minimal(&mut self, most: usize, limits: &Limits) {
        let game = &self.analysis.game;
        let mut listed = Vec::new();
        let table = minimal::count_by_table(game, limits).map(|count| count.to_string());
        let all = table.is_none() && game.len() <= SEARCHED;
        if !all && most == 0 {
            self.minimal = Some(Minimal { count: table, listed });
            return;
        }
        let search = minimal::search(game, STEPS, |coalition| {
            if listed.len() < most {
                listed.push(coalition.to_vec());
            }
            if all || listed.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let count = table.or_else(|| search.complete.then(|| search.found.to_string()));
        self.minimal = Some(Minimal { count, listed });
    }

    /// Finds how likely it is that anything passes as the players join one by one.
    pub fn joining(&mut self, options: &Options) -> Result<(), AnalysisError> {
        let all: Vec<usize> = (0..self.question.names.len()).collect();
        for count in 1..=all.len() {
            let electorate = among(&self.question.electorate, &all[..count]);
            let found = analyse(&self.question.rule, &electorate, options, &|_, _| ())?;
            self.joining.push(figures(&found).1.value);
        }
        Ok(())
    }

    /// Why this is an estimate, or of rounded weights, although nobody asked for that.
    pub fn because(&self) -> Option<&TooLarge> {
        match &self.analysis.figures {
            Figures::Estimate { because, .. } | Figures::Exact { because, .. } => because.as_ref(),
        }
    }

    /// The widest interval of an index, and the largest value of that index.
    pub fn widest(&self, index: usize) -> (f64, f64) {
        let most = |pick: fn(Estimated) -> f64| {
            self.players.iter().map(|player| pick(player.indices()[index].1)).fold(0.0, f64::max)
        };
        (most(|figure| figure.half_width), most(|figure| figure.value))
    }

    /// What a reader of the figures should know.
    pub fn notes(&self) -> Vec<String> {
        let game = &self.analysis.game;
        let mut notes = self.question.notes.clone();
        if game.never_passes() {
            notes.push("nobody can meet this rule: it fails even when all are in favour, so that nobody has any power".into());
        } else if game.always_passes() {
            notes.push("everybody meets this rule: it passes even when nobody is in favour, so that nobody has any power".into());
        }
        match (game.resolution(), self.because()) {
            (Some(parts), None) => notes.push(rounded(parts)),
            (Some(parts), Some(large)) => notes.push(format!(
                "{}, since {large}; `--resolution full` estimates the game of the weights as they are",
                rounded(parts)
            )),
            (None, Some(large)) => notes.push(format!("estimated, since {large}")),
            (None, None) => {}
        }
        notes
    }

    /// The answer for programs.
    pub fn json(&self) -> Value {
        let exact = matches!(self.analysis.figures, Figures::Exact { .. });
        let mut answer = json!({
            "method": if exact { "exact" } else { "estimate" },
            "game": "yes or no, everybody present",
            "rule": self.question.rule.to_string(),
            "source": self.question.source,
            "players": (0..self.players.len()).map(|place| self.player(place)).collect::<Vec<_>>(),
            "act": self.act.value,
            "resolution": self.analysis.game.resolution(),
            "rounded": exact && self.analysis.game.resolution().is_some(),
            "notes": self.notes(),
        });
        let mut set = |key: &str, value: Value| {
            if let Some(answer) = answer.as_object_mut() {
                answer.insert(key.to_owned(), value);
            }
        };
        match &self.analysis.figures {
            Figures::Exact { counts, engine, .. } => {
                set("engine", json!(engine.name()));
                set("winning", json!(counts.winning().to_string()));
                set(
                    "winning_by_size",
                    json!(counts.winning_by_size().iter().map(ToString::to_string).collect::<Vec<_>>()),
                );
            }
            Figures::Estimate { estimate, .. } => {
                set("winning", Value::Null);
                let errors: Map<String, Value> = self.players.first().map_or_else(Map::new, |player| {
                    let names = player.indices().map(|(name, _)| name);
                    names
                        .iter()
                        .enumerate()
                        .map(|(index, name)| ((*name).to_owned(), json!(self.widest(index).0)))
                        .collect()
                });
                set(
                    "error",
                    json!({
                        "act": self.act.half_width,
                        "half_width": errors,
                        "confidence": 0.95,
                        "draws": estimate.draws,
                        "seed": estimate.seed,
                        "control_resolution": estimate.control,
                    }),
                );
            }
        }
        if let Some(citizens) = &self.question.citizens {
            set("citizens", self.of_citizens(citizens));
        }
        if let Some(minimal) = &self.minimal {
            let names = |coalition: &Vec<usize>| {
                json!(coalition.iter().map(|place| &self.question.names[*place]).collect::<Vec<_>>())
            };
            set(
                "minimal_winning",
                json!({ "count": minimal.count, "coalitions": minimal.listed.iter().map(names).collect::<Vec<_>>() }),
            );
        }
        if let Some(before) = &self.before {
            let had = before.names.iter().zip(&before.players).map(|(name, player)| {
                json!({ "player": name, "swings": player.swings, "banzhaf": player.banzhaf.value,
                    "banzhaf_share": player.banzhaf_share.value, "shapley_shubik": player.shapley_shubik.value })
            });
            set("before", json!({ "act": before.act.value, "players": had.collect::<Vec<_>>() }));
        }
        if !self.joining.is_empty() {
            let joined = self.question.names.iter().zip(&self.joining);
            set("joining", joined.map(|(name, act)| json!({ "player": name, "act": act })).collect());
        }
        answer
    }

    fn player(&self, place: usize) -> Value {
        let player = &self.players[place];
        let mut out = Map::new();
        out.insert("player".into(), json!(self.question.names[place]));
        let weights: Map<String, Value> = self
            .question
            .weights
            .iter()
            .map(|(column, weights)| (column.clone(), json!(weights[place])))
            .collect();
        out.insert("weights".into(), Value::Object(weights));
        out.insert("swings".into(), json!(player.swings));
        for (name, figure) in player.indices() {
            out.insert(name.into(), json!(figure.value));
            if player.swings.is_none() {
                out.insert(format!("{name}_error"), json!(figure.half_width));
            }
        }
        let alone = player.alone;
        out.insert("blocks_alone".into(), json!(alone.blocks));
        out.insert("decides_alone".into(), json!(alone.decides));
        out.insert("dictator".into(), json!(alone.dictates()));
        out.insert("dummy".into(), json!(alone.dummy));
        Value::Object(out)
    }

    fn of_citizens(&self, citizens: &[u64]) -> Value {
        let ideal = design::square_root_shares(citizens);
        let banzhaf: Vec<f64> = self.players.iter().map(|player| player.banzhaf.value).collect();
        let shares: Vec<f64> = self.players.iter().map(|player| player.banzhaf_share.value).collect();
        let influence = design::citizens_influence(&banzhaf, citizens);
        let players = self.question.names.iter().zip(citizens).enumerate().map(|(place, (name, citizens))| {
            json!({ "player": name, "citizens": citizens, "square_root_share": ideal[place], "citizen_influence": influence[place] })
        });
        let inequality = design::inequality(&shares, citizens).map(|found| {
            json!({ "gini": found.gini, "ratio": found.ratio.is_finite().then_some(found.ratio),
                "most": self.question.names[found.most], "least": self.question.names[found.least] })
        });
        json!({
            "optimal_quota": optimal_quota(citizens),
            "power_per_citizen": inequality,
            "players": players.collect::<Vec<_>>(),
        })
    }

    /// The answer for spreadsheets: one row a player.
    pub fn csv(&self) -> String {
        figures::csv(self.question.names.iter().map(String::as_str), &self.players)
    }
}

/// The optimal quota where weights go by the square roots of citizens.
pub fn optimal_quota(citizens: &[u64]) -> f64 {
    let roots: Vec<f64> = citizens.iter().map(|citizens| (*citizens as f64).sqrt()).collect();
    design::optimal_quota(&roots)
}

fn rounded(parts: u64) -> String {
    format!("weights are rounded to 1/{parts} of their total by largest remainders")
}
