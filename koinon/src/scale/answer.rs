//! What `koinon scale` answers: a table, JSON, CSV.

use super::source::Source;
use crate::data::{
    csv,
    table::{Side, table, wrapped},
};
use serde_json::{Map, Value, json};
use voting::scale::{Fraction, Rounded};

/// A scale and its steps.
pub struct Answer {
    method: String,
    title: String,
    /// The members.
    pub names: Vec<String>,
    /// The formula of a key.
    pub key: Option<String>,
    rates: Vec<String>,
    unrounded: Vec<Fraction>,
    /// What led to the rates, one column each.
    pub steps: Vec<Step>,
    /// For each base period in years, the income a head below which there is relief, in dollars.
    pub thresholds: Vec<(usize, f64)>,
    /// The scale that was published, where there is one.
    pub published: Option<Vec<Option<String>>>,
    /// What else is to be said.
    pub notes: Vec<String>,
}

/// A step: one figure a member.
pub struct Step {
    /// The column's name.
    pub name: String,
    /// The figures.
    pub figures: Vec<Figure>,
    /// Is it shown in the table unasked?
    pub shown: bool,
}

/// A figure of a step.
pub enum Figure {
    /// A number.
    Number(Fraction),
    /// A word, such as a level.
    Word(String),
}

impl Step {
    /// A column of numbers, shown.
    pub fn numbers(name: &str, figures: &[Fraction]) -> Self {
        let figures = figures.iter().cloned().map(Figure::Number).collect();
        Self { name: name.to_owned(), figures, shown: true }
    }
}

impl Step {
    /// To three decimals, or none where all figures are whole.
    fn texts(&self) -> Vec<String> {
        let texts: Vec<String> = self.figures.iter().map(|figure| figure.text(3)).collect();
        let whole: Option<Vec<&str>> = texts.iter().map(|text| text.strip_suffix(".000")).collect();
        whole.map(|whole| whole.into_iter().map(str::to_owned).collect()).unwrap_or(texts)
    }
}

impl Figure {
    fn text(&self, places: u32) -> String {
        match self {
            Self::Number(number) => number.to_decimal(places),
            Self::Word(word) => word.clone(),
        }
    }
}

/// How many decimals of a step JSON and CSV have.
const PLACES: u32 = 12;

impl Answer {
    /// Nothing is known yet but who pays.
    pub fn new(source: &Source, method: &str) -> Self {
        Self {
            method: method.to_owned(),
            title: source.title(),
            names: source.names(),
            key: None,
            rates: Vec::new(),
            unrounded: Vec::new(),
            steps: Vec::new(),
            thresholds: Vec::new(),
            published: None,
            notes: Vec::new(),
        }
    }

    /// Puts down the rates.
    pub fn rated(&mut self, unrounded: &[Fraction], rates: &Rounded) {
        self.unrounded = unrounded.to_vec();
        self.rates = rates.to_strings();
    }

    /// The table; with every step, or with those that are shown unasked.
    pub fn human(&self, all: bool) -> String {
        let steps: Vec<&Step> = self.steps.iter().filter(|step| all || step.shown).collect();
        let names: Vec<String> = steps.iter().map(|step| step.name.replace('_', " ")).collect();
        let mut header = vec![("member", Side::Left)];
        header.extend(names.iter().map(|name| (name.as_str(), Side::Right)));
        header.push(("rate, %", Side::Right));
        header.extend(self.published.iter().map(|_| ("published, %", Side::Right)));
        let columns: Vec<Vec<String>> = steps.iter().map(|step| step.texts()).collect();
        let row = |at: usize| {
            let mut row = vec![self.names[at].clone()];
            row.extend(columns.iter().map(|column| column[at].clone()));
            row.push(self.rates[at].clone());
            row.extend(self.published.iter().map(|rates| rates[at].clone().unwrap_or_else(|| "–".into())));
            row
        };
        let rows: Vec<Vec<String>> = (0..self.names.len()).map(row).collect();
        let what = self.key.as_ref().map_or_else(|| self.method.clone(), |key| format!("key {key}"));
        let mut out = format!("Scale of assessments, {what}: {}\n\n{}", self.title, table(&header, &rows, 0));
        for (years, threshold) in &self.thresholds {
            out.push_str(&format!(
                "\nThreshold of low income over {years} years: {threshold:.0} dollars a head."
            ));
        }
        out.push_str(if self.thresholds.is_empty() { "" } else { "\n" });
        for note in &self.notes {
            out.push('\n');
            out.push_str(&wrapped(note, 100, 0));
        }
        out
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let member = |at: usize| {
            let mut steps = Map::new();
            for step in &self.steps {
                steps.insert(step.name.clone(), json!(step.figures[at].text(PLACES)));
            }
            let mut member = json!({
                "player": self.names[at],
                "rate": self.rates[at],
                "unrounded": self.unrounded[at].to_f64(),
                "steps": steps,
            });
            if let Some(published) = &self.published {
                member["published"] = json!(published[at]);
            }
            member
        };
        let thresholds: Map<String, Value> =
            self.thresholds.iter().map(|(years, threshold)| (years.to_string(), json!(threshold))).collect();
        let mut out = json!({
            "method": self.method,
            "scale": (0..self.names.len()).map(member).collect::<Vec<_>>(),
            "notes": self.notes,
        });
        if let Some(key) = &self.key {
            out["key"] = json!(key);
        }
        if !thresholds.is_empty() {
            out["thresholds"] = thresholds.into();
        }
        out
    }

    /// For spreadsheets.
    pub fn csv(&self) -> String {
        let mut header = vec!["player", "rate", "unrounded"];
        header.extend(self.published.iter().map(|_| "published"));
        header.extend(self.steps.iter().map(|step| step.name.as_str()));
        let row = |at: usize| {
            let mut row =
                vec![self.names[at].clone(), self.rates[at].clone(), self.unrounded[at].to_decimal(PLACES)];
            row.extend(self.published.iter().map(|rates| rates[at].clone().unwrap_or_default()));
            row.extend(self.steps.iter().map(|step| step.figures[at].text(PLACES)));
            row
        };
        csv(&header, (0..self.names.len()).map(row))
    }
}
