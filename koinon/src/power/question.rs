//! What is asked: players with their weights, and a rule over them.

use crate::{
    output::{colours, fail, warn},
    players::{Players, place_of},
};
use charter::{Finding, draw, nearest};
use std::{ops::Range, path::Path, process::ExitCode};
use voting::{Electorate, Rule, TallyError, parse, power};

/// Players, their weights, and the rule.
pub struct Question {
    /// The players' names, a bloc's joined by `+`.
    pub names: Vec<String>,
    /// What the table heads each column of weights with, and the weights, in the order in which the rule counts them.
    pub weights: Vec<(String, Vec<u64>)>,
    /// The rule.
    pub rule: Rule,
    /// The rule as it was written.
    pub text: String,
    /// The players as those who vote.
    pub electorate: Electorate,
    /// How many citizens stand behind each player, where that was asked for.
    pub citizens: Option<Vec<u64>>,
    /// What the reader should know.
    pub notes: Vec<String>,
    /// What members of the question come from, such as `council.csv`.
    pub source: String,
}

impl Question {
    /// The players of a file. What is wrong has been said where this fails.
    pub fn of_file(
        file: &str,
        text: &str,
        blocs: &[String],
        bloc_by: Option<&str>,
        citizens: Option<&str>,
    ) -> Result<Self, ExitCode> {
        let rule = parse(text).map_err(|error| {
            draw_fault(text, error.span(), &error.to_string(), error.help());
            ExitCode::from(2)
        })?;
        let players = Players::load(file)?;
        players.has_columns(&rule, "--rule", text)?;
        let electorate = players.electorate(&rule).map_err(|faults| players.fail(&faults))?;
        let read = |column: &str| players.weights(column).map_err(|faults| players.fail(&faults));
        let counted: Vec<String> =
            rule.columns().into_iter().filter(|column| players.find(column).is_some()).collect();
        let mut weights = Vec::new();
        for column in counted {
            let values = read(&column)?;
            weights.push((column, values));
        }
        let mut question = Self {
            names: players.names().map(str::to_owned).collect(),
            weights,
            rule,
            text: text.to_owned(),
            electorate,
            citizens: citizens.map(read).transpose()?,
            notes: Vec::new(),
            source: Path::new(players.file())
                .file_name()
                .map_or_else(|| players.file().to_owned(), |name| name.to_string_lossy().into_owned()),
        };
        let mut sets = Vec::new();
        for bloc in blocs {
            sets.push(question.places(bloc)?);
        }
        if let Some(column) = bloc_by {
            let cells =
                players.read(column, |cell| Ok(cell.to_owned())).map_err(|faults| players.fail(&faults))?;
            sets.extend(delegations(&cells));
        }
        if !sets.is_empty() {
            question.merge(&sets)?;
        }
        Ok(question)
    }

    /// The players named in `A,B,C`.
    fn places(&self, bloc: &str) -> Result<Vec<usize>, ExitCode> {
        bloc.split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| {
                let place = self.names.iter().position(|known| known == name);
                place
                    .or_else(|| self.names.iter().position(|known| known.eq_ignore_ascii_case(name)))
                    .ok_or_else(|| {
                        let help = nearest::suggest(name, self.names.iter().map(String::as_str));
                        fail(format!("no player is called `{name}`"), help.as_deref())
                    })
            })
            .collect()
    }

    fn merge(&mut self, blocs: &[Vec<usize>]) -> Result<(), ExitCode> {
        let (electorate, players) = power::merge(&self.electorate, blocs).map_err(|error| {
            let says = match error {
                power::BlocError::Twice(member) => format!("`{}` stands in two blocs", self.names[member]),
                other => other.to_string(),
            };
            fail(says, Some("let each player stand in one bloc"))
        })?;
        let sums = |weights: &[u64]| -> Vec<u64> {
            players
                .iter()
                .map(|places| places.iter().fold(0u64, |sum, place| sum.saturating_add(weights[*place])))
                .collect()
        };
        self.citizens = self.citizens.take().map(|citizens| sums(&citizens));
        for (_, weights) in &mut self.weights {
            *weights = sums(weights);
        }
        let name = |places: &Vec<usize>| match places.as_slice() {
            [first, second, third, rest @ ..] if rest.len() > 1 => {
                let [first, second, third] = [first, second, third].map(|place| self.names[*place].as_str());
                format!("{first} + {second} + {third} + {} more", rest.len())
            }
            places => places.iter().map(|place| self.names[*place].as_str()).collect::<Vec<_>>().join(" + "),
        };
        self.names = players.iter().map(name).collect();
        self.electorate = electorate;
        self.notes
            .push("the members of a bloc always vote together, and each still counts as one state".into());
        Ok(())
    }

    /// Says that the rule does not fit these players; the exit code is 2.
    pub fn fail(&self, error: &TallyError) -> ExitCode {
        match error {
            TallyError::Column(column) => {
                draw_fault(&self.text, place_of(&self.text, column), &error.to_string(), None);
                ExitCode::from(2)
            }
            other => fail(other, None),
        }
    }
}

/// Players with the same cell, where there are two or more; an empty cell stands alone.
fn delegations(cells: &[String]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (place, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        match groups.iter_mut().find(|(known, _)| known == cell) {
            Some((_, places)) => places.push(place),
            None => groups.push((cell, vec![place])),
        }
    }
    groups.into_iter().map(|(_, places)| places).filter(|places| places.len() > 1).collect()
}

/// Draws what is wrong in a rule under its place.
pub fn draw_fault(text: &str, span: Range<usize>, says: &str, help: Option<String>) {
    let style = if colours() { draw::Style::Coloured } else { draw::Style::Plain };
    let finding = Finding::error("rule", span, says).maybe_help(help);
    warn(draw::draw("--rule", text, &[finding], style).trim_end());
}
