//! Is the plan of a compact sound, and what follows when it is founded.

use super::{Account, Benchmark, Compact, CompactFounded, FoundCompact, OnRecord, Pillar, Tranche};
use crate::{
    act::Amount,
    actor::is_code,
    deciding::{Deciding, bounded},
    event::{Event, Happening},
    gate::Asked,
    matter::Matter,
    power::power,
    refusal::Refusal,
    requires,
    state::{Deadline, State},
};
use charter::condition::{self, Context, Node, names};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How many pillars, benchmarks, tranches and reviews a compact may have.
const MOST_PILLARS: usize = 20;
const MOST_IN_ALL: usize = 100;

/// How long a compact may last, in years.
const LONGEST_YEARS: i32 = 20;

fn refused(code: &'static str, says: String, cure: &str) -> Result<(), Refusal> {
    Err(Refusal::new(code, says).cure(cure))
}

/// Can the compact be founded as it is planned?
pub(crate) fn fits_founding(d: &Deciding<'_>, plan: &FoundCompact) -> Result<(), Refusal> {
    if !is_code(&plan.state) || d.asking.state_name(&plan.state).is_none() {
        let says = format!("no state of the record has the code `{}`", charter::values::shown(&plan.state));
        return refused("unknown-state", says, "use its ISO 3166 code, such as `TLS`");
    }
    bounded("compact's title", &plan.title, 300)?;
    plan.mandate.iter().try_for_each(|resolution| bounded("mandate", resolution, 60))?;
    if plan.currency.len() != 3 || !plan.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let says = format!("`{}` is not an ISO 4217 code", charter::values::shown(&plan.currency));
        return refused("unknown-currency", says, "write three capital letters, such as USD");
    }
    times(d, plan)?;
    let pillars = plan.pillars.len();
    if pillars == 0 || pillars > MOST_PILLARS {
        let says = format!("the compact has {pillars} pillars");
        return refused(
            "no-pillars",
            says,
            "give it 1 to 20, such as security, justice, institutions, livelihoods",
        );
    }
    let mut names = BTreeSet::new();
    for pillar in &plan.pillars {
        self::pillar(d, plan, pillar, &mut names)?;
    }
    if names.len() > MOST_PILLARS + 2 * MOST_IN_ALL {
        return refused("too-many", "the compact has too many benchmarks and tranches".into(), "found two");
    }
    let all = plan.pillars.iter().flat_map(|pillar| &pillar.tranches);
    let sum = all.map(|tranche| tranche.amount).try_fold(Amount::default(), Amount::plus);
    match sum {
        Some(_) => Ok(()),
        None => refused(
            "amount-too-large",
            "the sum of its tranches is more than the record can hold".into(),
            "use smaller amounts",
        ),
    }
}

/// It ends after it begins, and its reviews come in order in between.
fn times(d: &Deciding<'_>, plan: &FoundCompact) -> Result<(), Refusal> {
    if plan.ends <= d.at {
        return refused(
            "in-the-past",
            "the compact would end before it begins".into(),
            "name a later last day",
        );
    }
    if plan.ends.year() - d.at.year() > LONGEST_YEARS {
        let says = format!("the compact would last until {}", plan.ends.year());
        return refused("year-far-away", says, "let it end within 20 years, and found another then");
    }
    let ordered = plan.reviews.windows(2).all(|pair| pair[0] < pair[1]);
    let within = plan.reviews.iter().all(|review| d.at < *review && *review <= plan.ends);
    if plan.reviews.len() > MOST_IN_ALL || !ordered || !within {
        let says = "its reviews do not come one after the other before its last day".into();
        return refused("reviews-unsound", says, "give them in order, after today and up to the last day");
    }
    Ok(())
}

/// One name for one thing in the whole compact, of one word.
fn named(name: &str, names: &mut BTreeSet<String>) -> Result<(), Refusal> {
    bounded("name", name, 60)?;
    if name.contains(|sign: char| sign.is_whitespace() || matches!(sign, ',' | '"')) {
        let says = format!("`{}` is not a name: it is one word", charter::values::shown(name));
        return refused("not-a-name", says, "write hyphens for spaces");
    }
    if !names.insert(name.to_owned()) {
        let says = format!("two parts of the compact are called `{name}`");
        return refused("named-twice", says, "give each pillar, benchmark and tranche a name of its own");
    }
    Ok(())
}

fn pillar(
    d: &Deciding<'_>,
    plan: &FoundCompact,
    pillar: &Pillar,
    names: &mut BTreeSet<String>,
) -> Result<(), Refusal> {
    named(&pillar.name, names)?;
    let (benchmarks, tranches) = (pillar.benchmarks.len(), pillar.tranches.len());
    if benchmarks == 0 || benchmarks > MOST_IN_ALL || tranches > MOST_IN_ALL {
        let says =
            format!("the pillar `{}` has {benchmarks} benchmarks and {tranches} tranches", pillar.name);
        return refused("no-benchmarks", says, "give it 1 to 100 benchmarks, and at most 100 tranches");
    }
    for benchmark in &pillar.benchmarks {
        named(benchmark.name(), names)?;
        match benchmark {
            Benchmark::Indicator(on_record) => self::on_record(d, plan, on_record)?,
            Benchmark::Report(report) => {
                bounded("verifier's name", &report.verifier, 100)?;
                bounded("benchmark", &report.says, 1000)?;
                if report.verifier == plan.state {
                    let says = format!("{} would verify its own benchmark", d.state.name(&plan.state));
                    return refused("own-verifier", says, "name a verifier other than the state concerned");
                }
            }
        }
    }
    pillar.tranches.iter().try_for_each(|tranche| self::tranche(pillar, tranche, names))
}

fn tranche(pillar: &Pillar, tranche: &Tranche, names: &mut BTreeSet<String>) -> Result<(), Refusal> {
    named(&tranche.name, names)?;
    if tranche.amount == Amount::default() {
        return refused("no-amount", format!("tranche `{}` is of nothing", tranche.name), "give its amount");
    }
    let known = |name: &&String| pillar.benchmarks.iter().any(|benchmark| benchmark.name() == *name);
    if tranche.after.is_empty() {
        let says = format!("tranche `{}` waits for no benchmark", tranche.name);
        return refused("unconditional", says, "name the benchmarks after which it is released");
    }
    match tranche.after.iter().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => {
            let says =
                format!("the pillar `{}` has no benchmark `{}`", pillar.name, charter::values::shown(name));
            refused("unknown-benchmark", says, "let a tranche wait for benchmarks of its own pillar")
        }
    }
}

/// A benchmark on the record reads indicators of the state in a year that is over before the compact is.
fn on_record(d: &Deciding<'_>, plan: &FoundCompact, benchmark: &OnRecord) -> Result<(), Refusal> {
    let name = &benchmark.name;
    if benchmark.year < d.at.year() - LONGEST_YEARS || benchmark.year >= plan.ends.year() {
        let says = format!("benchmark `{name}` judges {}", benchmark.year);
        return refused("year-far-away", says, "name a year that is over before the compact's last day");
    }
    let condition = match condition::parse(&benchmark.holds, Context::Criterion) {
        Ok(condition) => condition,
        Err(problems) => {
            let why = problems.first().map_or("it cannot be read", |problem| problem.message.as_str());
            let says = format!("the condition of benchmark `{name}` is unsound: {why}");
            return refused(
                "condition-unsound",
                says,
                "write it as a criterion: `state.conflict_deaths < 25`",
            );
        }
    };
    let mut read = 0;
    for expression in condition.root().all() {
        let Node::Name(path) = &expression.node else { continue };
        let indicator = names::indicator(path).filter(|indicator| d.asking.is_indicator(indicator));
        if indicator.is_none() {
            let says =
                format!("benchmark `{name}` reads `{}`, which is no indicator", charter::values::shown(path));
            return refused("unknown-indicator", says, "`koinon data list` names the indicators");
        }
        read += 1;
    }
    if read == 0 {
        let says = format!("benchmark `{name}` reads nothing of the record");
        return refused("condition-unsound", says, "compare an indicator: `state.conflict_deaths < 25`");
    }
    Ok(())
}

/// What follows when the founding is carried. Where the request was withdrawn since the vote opened, what the article requires
/// is judged once more.
pub(crate) fn founded(
    d: &Deciding<'_>,
    motion: u64,
    matter: &Matter,
    plan: &FoundCompact,
) -> Result<Happening, Refusal> {
    let power = power(d.law, matter)?;
    let by_request =
        power.requires.is_some_and(|requires| requires.to_string().contains("compact.requested_by_subject"));
    if by_request && !d.state.peacebuilding.requests.contains_key(&plan.state) {
        requires::fulfilled(d, &power, matter, Asked::Begin)?;
    }
    let compact = d.state.peacebuilding.compacts.last_key_value().map_or(1, |(number, _)| number + 1);
    let name = d.asking.state_name(&plan.state).unwrap_or_else(|| plan.state.clone());
    Ok(Happening::CompactFounded(CompactFounded { motion, compact, name }))
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let Happening::CompactFounded(CompactFounded { motion, compact: number, name }) = &event.happened else {
        return Ok(false);
    };
    let plan = match state.motion(*motion).map(|motion| &motion.matter) {
        Some(Matter::FoundCompact(plan)) => (**plan).clone(),
        _ => return Err(format!("motion {motion} founds no compact")),
    };
    state.names.insert(plan.state.clone(), name.clone());
    state.peacebuilding.requests.remove(&plan.state);
    state.peacebuilding.submissions.remove(motion);
    state.agenda.insert((plan.ends, Deadline::CompactEnds(*number)));
    state.agenda.extend(plan.reviews.iter().map(|review| (*review, Deadline::CompactReview(*number))));
    let compact = Compact {
        plan,
        name: name.clone(),
        motion: *motion,
        article: event.article.clone().unwrap_or_default(),
        at: event.at,
        account: Account::default(),
        released: BTreeMap::new(),
        verified: BTreeMap::new(),
        review_due: None,
        reviews: Vec::new(),
        end: None,
    };
    if state.peacebuilding.compacts.insert(*number, Arc::new(compact)).is_some() {
        return Err(format!("compact {number} is founded already"));
    }
    Ok(true)
}
