//! What is asked of the page of scales: a charter's community in a year, or a table; and by which method.

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    link, paste,
    paste::Wrong,
    query::{Query, href, shown},
};
use charter::nearest;
use maud::{Markup, html};
use voting::{players::Players, scale::Key};
use world::StateIx;

/// How a budget is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The scale of assessments of the United Nations.
    UnitedNations,
    /// Its scale for peacekeeping.
    Peacekeeping,
    /// NATO's common funding.
    Nato,
    /// In proportion to product.
    Gdp,
    /// The same for everybody.
    Equal,
    /// By a formula.
    Key,
}

impl Method {
    /// All, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::UnitedNations, Self::Peacekeeping, Self::Nato, Self::Gdp, Self::Equal, Self::Key];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnitedNations => "united-nations",
            Self::Peacekeeping => "united-nations-peacekeeping",
            Self::Nato => "nato-cost-share",
            Self::Gdp => "gdp",
            Self::Equal => "equal",
            Self::Key => "key",
        }
    }

    /// What a form calls it.
    const fn title(self) -> &'static str {
        match self {
            Self::UnitedNations => "United Nations, regular budget",
            Self::Peacekeeping => "United Nations, peacekeeping",
            Self::Nato => "NATO cost share",
            Self::Gdp => "In proportion to GDP",
            Self::Equal => "Equal shares",
            Self::Key => "A formula of your own",
        }
    }

    /// As a sentence has it, behind `by`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::UnitedNations => "the United Nations’ method for its regular budget",
            Self::Peacekeeping => "the United Nations’ method for peacekeeping",
            Self::Nato => "the key of NATO’s common funding",
            Self::Gdp => "gross domestic product",
            Self::Equal => "equal shares",
            Self::Key => "a formula",
        }
    }

    /// Whose method it is.
    pub const fn source(self) -> &'static str {
        match self {
            Self::UnitedNations => {
                "General Assembly resolutions 55/5 B (2000) to 76/238 (2021) and the reports of the Committee on Contributions. Where the practice is silent the bounds are applied again while scaling pushes anybody across them."
            }
            Self::Peacekeeping => {
                "General Assembly resolution 55/235 (2000), kept by 76/239 (2021): levels A to J by income a head, discounts carried by the permanent members of the Security Council."
            }
            Self::Nato => {
                "NATO publishes its shares and not the formula; this is the key by income, the largest paying what the second pays, as agreed in 2019."
            }
            Self::Gdp => "shares of gross domestic product.",
            Self::Equal => "one share each.",
            Self::Key => "shares of each column, mixed by the formula.",
        }
    }

    /// Does it need incomes?
    pub const fn by_income(self) -> bool {
        matches!(self, Self::UnitedNations | Self::Peacekeeping | Self::Nato)
    }

    /// Is it one of the United Nations'?
    pub const fn united_nations(self) -> bool {
        matches!(self, Self::UnitedNations | Self::Peacekeeping)
    }
}

/// A scale as asked for.
pub struct Asked<'f> {
    /// Whose it is, such as `World Security Community, 2023`.
    pub title: String,
    /// The charter, the year and its members; nothing for a table.
    pub community: Option<(&'f Judged, i32, Vec<StateIx>)>,
    /// The table, where one was pasted.
    pub players: Option<Players>,
    /// How.
    pub method: Method,
    /// The formula of a key, of GDP or of equal shares.
    pub key: Option<Key>,
    query: Query,
}

/// Reads the question. What a reader typed wrongly is told beside the form.
pub fn read<'f>(facts: &'f Facts, query: &Query) -> Result<Result<Asked<'f>, Vec<Wrong>>, Refusal> {
    let pasted = query.get("table").map(paste::players).transpose();
    let judged = query.charter(facts)?;
    let method = match (query.get("method"), query.get("key")) {
        (Some(name), _) if name != "key" => method(name)?,
        (Some(_), _) | (None, Some(_)) => Method::Key,
        (None, None) => {
            let of_law = judged.charter.budget.as_ref().and_then(|budget| budget.scale.as_ref());
            let of_law =
                of_law.and_then(|name| Method::ALL.into_iter().find(|method| method.name() == name.value));
            of_law.unwrap_or(Method::UnitedNations)
        }
    };
    let key = match key(method, query.get("key")) {
        Ok(key) => key,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let players = match pasted {
        Ok(players) => players,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let query = query.only(super::READS);
    if players.is_some() {
        let title = "your table".into();
        return Ok(Ok(Asked { title, community: None, players, method, key, query }));
    }
    let last = ["gdp", "population"].into_iter().filter_map(|name| facts.world.indicator_named(name));
    let last = last.map(|ix| facts.world.indicator(ix).coverage.1).fold(judged.latest_year, i32::min);
    let year = query.year(facts.world)?.unwrap_or(last);
    let members = judged.members_in(facts.world, year);
    if members.is_empty() {
        let page = href("/scale", &[("charter", judged.name)]);
        let refusal = Refusal::not_found(format!("The {} has no members in {year}.", judged.community()));
        return Err(refusal.help("Choose another year.").instead(page, "Its latest year"));
    }
    let title = format!("{}, {year}", judged.community());
    Ok(Ok(Asked { title, community: Some((judged, year, members)), players, method, key, query }))
}

fn method(name: &str) -> Result<Method, Refusal> {
    Method::ALL.into_iter().find(|method| method.name() == name).ok_or_else(|| {
        let help = nearest::suggest(name, Method::ALL.map(Method::name)).unwrap_or_default().replace('`', "");
        Refusal::not_found(format!("No method of sharing a budget is called “{}”.", shown(name)))
            .help(charter::show::capital(&help))
            .instead("/scale", "The page of scales")
    })
}

fn key(method: Method, typed: Option<&str>) -> Result<Option<Key>, Vec<Wrong>> {
    let text = match method {
        Method::Key => typed.ok_or_else(|| {
            vec![Wrong::new("key", "there is no formula", "write one, as in `40% gdp + 60% population`")]
        })?,
        Method::Gdp => "gdp",
        Method::Equal => "equal",
        _ => return Ok(None),
    };
    if text.len() > paste::LONGEST_RULE {
        let says = format!("the formula has {} bytes", text.len());
        return Err(vec![Wrong::new("key", says, format!("write at most {}", paste::LONGEST_RULE))]);
    }
    Key::parse(text)
        .map(Some)
        .map_err(|error| vec![Wrong::new("key", error.to_string(), error.help()).at(text, error.span())])
}

impl Asked<'_> {
    /// This question at another path.
    pub fn address(&self, path: &str) -> String {
        format!("{path}{}", self.query.written())
    }

    /// The command that answers the same.
    pub fn command(&self) -> String {
        let mut command = match &self.community {
            Some((judged, year, _)) => format!("koinon scale --charter {} --year {year}", judged.name),
            None => "koinon scale FILE".to_owned(),
        };
        command += &match (&self.key, self.method) {
            (Some(key), Method::Key) => format!(" --key \"{key}\""),
            (_, method) => format!(" --method {}", method.name()),
        };
        command
    }

    /// The indicators that it rests on.
    pub fn indicators(&self) -> Vec<&str> {
        match &self.key {
            Some(key) => key.terms.iter().map(|term| term.column.as_str()).collect(),
            None => vec!["gdp", "population"],
        }
    }

    /// Where the figures come from.
    pub fn source(&self, facts: &Facts) -> Markup {
        html! {
            @if self.community.is_some() { (link::sources(facts.world, &self.indicators())) } @else { "the table above" }
        }
    }
}

/// Both forms.
pub fn forms(facts: &Facts, query: &Query, asked: Option<&Asked<'_>>) -> Markup {
    let typed = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let pasted = query.get("table").is_some();
    let community = asked.and_then(|asked| asked.community.as_ref());
    let chosen = query.get("charter").unwrap_or(facts.default().name);
    let year = community.map_or_else(|| typed("year"), |(_, year, _)| year.to_string());
    let current = asked.map_or_else(|| typed("method"), |asked| asked.method.name().to_owned());
    let fields = |for_table: bool| {
        html! {
            label { "Method" select name="method" {
                @for method in Method::ALL { option value=(method.name()) selected[method.name() == current] { (method.title()) } }
            } }
            label.wide-field { "Formula, where it is one of your own" input id=(if for_table == pasted { "key" } else { "other-key" }) type="text" name="key" value=(if for_table == pasted { typed("key") } else { String::new() }) placeholder="40% gdp + 60% population" maxlength=(paste::LONGEST_RULE) spellcheck="false" autocapitalize="off" autocomplete="off"; }
        }
    };
    html! {
        section.ask aria-label="Who shares a budget, and how" {
            form action="/scale" {
                div.filters {
                    (link::charter_field(facts, "Community", "charter", chosen))
                    label { "Year" input type="number" name="year" min=(world::FIRST_YEAR) max=(facts.world.last_year) value=(year); }
                    (fields(false))
                    button.first { "Share the budget" }
                }
            }
            details open[pasted] {
                summary { "Paste a table instead" }
                form action="/scale" {
                    (paste::table_field(&typed("table"), "player,gdp,population\nA,300,1\nB,100,2", &html! {
                        "For a formula: any columns of numbers, named in it. For the United Nations’ method: " code { "ldc" } " (1 or 0) and for six years " code { "gni_2018" } " to " code { "gni_2023" } " in millions of dollars and " code { "population_…" } " in thousands; for peacekeeping also " code { "permanent" } ". For NATO’s: " code { "gni" } "."
                    }))
                    div.filters { (fields(true)) button { "Share it by the table" } }
                }
            }
        }
    }
}
