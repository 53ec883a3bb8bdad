//! The course of an indicator against the bars that a criterion sets, with its finding in a sentence.

use super::View;
use crate::{
    chart::{Figure, Line, LineChart, Point, Threshold, line_chart},
    facts::edition,
    words::human,
};
use charter::{
    condition::{Bar, Number},
    membership::Test,
    show,
};
use maud::{Markup, html};
use world::{Decimal, Indicator, IndicatorIx};

/// An indicator of a state, year by year, and the bars it is held against.
pub struct Course<'f> {
    /// The indicator.
    pub indicator: &'f Indicator,
    state: String,
    slug: String,
    query: String,
    code: &'f str,
    source: String,
    values: Vec<Value>,
    thresholds: Vec<Threshold>,
    bar: Option<Bar>,
}

/// A value in a year, with the interval that its source gives.
struct Value {
    year: i32,
    value: Decimal,
    band: Option<(Decimal, Decimal)>,
}

/// The courses of the indicators that a criterion compares with a number.
pub fn courses<'f>(view: &View<'f>, test: &Test<'_>) -> Vec<Course<'f>> {
    let holds = test.holds.value.bars();
    let lost = test.lost.map(|lost| lost.value.bars()).unwrap_or_default();
    let mut out: Vec<Course<'f>> = Vec::new();
    for bar in &holds {
        let Some(ix) = view.facts.world.indicator_named(&bar.indicator) else { continue };
        if out.iter().any(|course| course.indicator.name == bar.indicator) {
            continue;
        }
        let article = label(view);
        let of = |bars: &[Bar], words: &str| -> Vec<Threshold> {
            let same = bars.iter().filter(|other| other.indicator == bar.indicator);
            same.map(|bar| Threshold {
                label: format!("{words} {} {}", sign(bar), bar.written),
                value: number(bar),
            })
            .collect()
        };
        let mut thresholds = of(&holds, &article);
        thresholds.extend(of(&lost, "lost"));
        out.push(Course::new(view, ix, thresholds, Some(bar.clone())));
    }
    out
}

/// `Art. 2`, or `met` in a charter without labels.
fn label(view: &View<'_>) -> String {
    match &view.judged.charter.membership.heading.article {
        Some(article) => format!("Art. {}", article.value),
        None => "met".into(),
    }
}

/// A comparison as print has it.
fn sign(bar: &Bar) -> &'static str {
    match bar.comparison.sign() {
        ">=" => "≥",
        "<=" => "≤",
        "!=" => "≠",
        "==" => "=",
        other => other,
    }
}

/// A value as published, or, where it is long, for reading.
fn short(value: Decimal) -> String {
    if value.to_f64().abs() < 10_000.0 { value.to_string() } else { human(value.to_f64()) }
}

fn number(bar: &Bar) -> f64 {
    bar.written.parse().unwrap_or(f64::NAN)
}

impl<'f> Course<'f> {
    /// The course of any indicator.
    pub fn new(view: &View<'f>, ix: IndicatorIx, thresholds: Vec<Threshold>, bar: Option<Bar>) -> Self {
        let world = view.facts.world;
        let indicator = world.indicator(ix);
        let end = |end: &str| world.indicator_named(&format!("{}_{end}", indicator.name));
        let (low, high) = (end("low"), end("high"));
        let band = |year| Some((world.value(low?, view.state, year)?, world.value(high?, view.state, year)?));
        let (first, last) = indicator.coverage;
        let value = |year| Some(Value { year, value: world.value(ix, view.state, year)?, band: band(year) });
        Self {
            indicator,
            state: view.name().to_owned(),
            slug: view.slug(),
            query: if view.facts.is_default(view.judged) {
                String::new()
            } else {
                format!("charter={}&", view.judged.name)
            },
            code: &world.state(view.state).code,
            source: edition(world, indicator),
            values: (first..=last).filter_map(value).collect(),
            thresholds,
            bar,
        }
    }

    /// The chart with its words and data.
    pub fn figure(&self) -> Figure {
        let banded = self.banded();
        let download = |end: &str| {
            format!("/states/{}.{end}?{}indicator={}", self.slug, self.query, self.indicator.name)
        };
        let band = if banded { "; band: the source’s interval of uncertainty" } else { "" };
        let heads = ["Year", &self.indicator.title, "Low", "High"].map(str::to_owned);
        let heads: Vec<String> = heads.into_iter().take(if banded { 4 } else { 2 }).collect();
        let rows = self.values.iter().map(|Value { year, value, band }| {
            let mut row = vec![year.to_string(), value.to_string()];
            if banded {
                let (low, high) =
                    band.map(|band| (band.0.to_string(), band.1.to_string())).unwrap_or_default();
                row.extend([low, high]);
            }
            row
        });
        Figure {
            id: format!("chart-{}", self.indicator.name),
            title: self.finding(),
            subtitle: format!("{} ({}){band}", self.indicator.title, self.indicator.unit),
            drawing: if self.values.is_empty() {
                html! {}
            } else {
                self.drawing()
            },
            source: html! { a href={ "/sources#" (self.indicator.name) } { (self.source) } },
            head: heads,
            rows: rows.collect(),
            csv: Some(download("csv")),
            svg: (!self.values.is_empty()).then(|| download("svg")),
            command: Some(format!("koinon data show {} --state {}", self.indicator.name, self.code)),
        }
    }

    fn banded(&self) -> bool {
        self.values.iter().any(|value| value.band.is_some())
    }

    /// The chart alone.
    pub fn drawing(&self) -> Markup {
        let point = |Value { year, value, band }: &Value| Point {
            year: *year,
            value: value.to_f64(),
            band: band.map(|(low, high)| (low.to_f64(), high.to_f64())),
        };
        let last = self.values.last().map(|last| short(last.value)).unwrap_or_default();
        line_chart(&LineChart {
            title: format!("{}: {}", self.state, self.indicator.title),
            desc: self.finding(),
            lines: vec![Line { label: last, points: self.values.iter().map(point).collect(), subject: true }],
            thresholds: self.thresholds.clone(),
            years: self.indicator.coverage,
            bounds: self.indicator.bounds,
            written: human,
            // Scales that begin at 1 are ranks: 1 is best, and stands above.
            falls: self.indicator.bounds.is_some_and(|bounds| bounds.0 == 1.0),
        })
    }

    /// The course in a sentence: where it stands, and since when on this side of the bar.
    pub fn finding(&self) -> String {
        let title = show::share_title(&self.indicator.title);
        let Some(Value { year, value, .. }) = self.values.last() else {
            return format!("{}: no figures for {title}", self.state);
        };
        let start = format!("{}: {} in {year}", show::capital(&title), short(*value));
        let Some(bar) = &self.bar else { return start };
        let meets = |value: Decimal| bar.comparison.holds(Number::from(value).cmp(&bar.literal));
        let now = meets(*value);
        let turn = self.values.iter().rev().find(|value| meets(value.value) != now).map(|value| value.year);
        let first = self.values.iter().find(|value| turn.is_none_or(|turn| value.year > turn));
        let since = first.map(|value| value.year);
        // A bar may be one to reach or one to stay within.
        let side = match (sign(bar), now) {
            ("≥" | ">", true) => "above",
            ("≥" | ">", false) => "below",
            ("≤" | "<", true) => "within",
            ("≤" | "<", false) => "beyond",
            (_, true) => "at",
            (_, false) => "off",
        };
        let words = format!("{side} the bar of {}", bar.written);
        match (turn, since) {
            (None, Some(first)) => format!("{start}, {words} in every year since {first}"),
            (_, Some(since)) if since == *year => format!("{start}, {words} in that year"),
            (_, Some(since)) => format!("{start}, {words} since {since}"),
            (_, None) => start,
        }
    }

    /// `year,value`, with the interval where the source gives one.
    pub fn csv(&self) -> String {
        let banded = self.banded();
        let mut out = String::from(if banded { "year,value,low,high\n" } else { "year,value\n" });
        for Value { year, value, band } in &self.values {
            out.push_str(&format!("{year},{value}"));
            if banded {
                let (low, high) =
                    band.map(|band| (band.0.to_string(), band.1.to_string())).unwrap_or_default();
                out.push_str(&format!(",{low},{high}"));
            }
            out.push('\n');
        }
        out
    }
}
