//! Mandates and missions as words: `register-mandate S/RES/1386 on 2001-12-20 …`, `deploy isaf 150`.

use super::{Words, amount, print::quoted};
use crate::{
    act::Deed,
    mandate::{Addressee, Amendment, Chapter, Does, Ending, Renewal, Resolution, Stand, Task, Terms},
    matter::Matter,
    mission::{Basis, Closing, Contribution, Generation, Money, Movement, Named, Need, Plan, Report, Share},
    moment::Moment,
};
use std::collections::{BTreeMap, BTreeSet};

/// The deeds that are read here.
pub(super) const KINDS: &[&str] = &[
    "register-mandate",
    "consent",
    "withdraw-consent",
    "generate-forces",
    "deploy",
    "recall",
    "report",
    "spend",
    "reimburse",
];

/// The matters that are read here.
pub(super) const MATTERS: &[&str] =
    &["plan-mission", "authorise-mission", "renew-mission", "end-mission", "contribute-forces"];

/// How a member of the Council may have stood.
const STANDS: [(&str, Stand); 4] =
    [("yes", Stand::Yes), ("no", Stand::No), ("abstain", Stand::Abstain), ("absent", Stand::Absent)];

pub(super) fn read(kind: &str, words: &mut Words<'_>) -> Result<Deed, String> {
    Ok(match kind {
        "register-mandate" => Deed::RegisterMandate(resolution(words)?),
        "consent" => Deed::Consent(Named { mission: mission(words)? }),
        "withdraw-consent" => Deed::WithdrawConsent(Named { mission: mission(words)? }),
        "generate-forces" => Deed::GenerateForces(generation(words)?),
        "deploy" => Deed::Deploy(movement(words)?),
        "recall" => Deed::Recall(movement(words)?),
        "report" => Deed::Report(Report { mission: mission(words)?, says: words.text("the report")? }),
        "spend" => Deed::Spend(money(words)?),
        "reimburse" => Deed::Reimburse(money(words)?),
        other => return Err(format!("`{other}` has no form")),
    })
}

pub(super) fn read_matter(kind: &str, words: &mut Words<'_>) -> Result<Matter, String> {
    Ok(match kind {
        "plan-mission" => Matter::PlanMission(plan(words)?),
        "authorise-mission" => Matter::AuthoriseMission(plan(words)?),
        "renew-mission" => Matter::RenewMission(plan(words)?),
        "end-mission" => Matter::EndMission(Closing {
            to: words.option("to")?.map(str::to_owned),
            mission: mission(words)?,
        }),
        "contribute-forces" => {
            let plan = plan(words)?;
            if !words.take("money") {
                return Err("`money` is missing".into());
            }
            let money = amount(words.next("the amount")?)?;
            Matter::ContributeForces(Contribution { plan, money, currency: words.name("the currency")? })
        }
        other => return Err(format!("`{other}` has no form")),
    })
}

fn mission(words: &mut Words<'_>) -> Result<String, String> {
    words.name("the mission")
}

fn movement(words: &mut Words<'_>) -> Result<Movement, String> {
    Ok(Movement { mission: mission(words)?, personnel: words.parse("a number of persons")? })
}

fn money(words: &mut Words<'_>) -> Result<Money, String> {
    Ok(Money { mission: mission(words)?, amount: amount(words.next("the amount")?)? })
}

fn wanted<'a>(words: &mut Words<'a>, word: &str) -> Result<&'a str, String> {
    words.option(word)?.ok_or_else(|| format!("`{word}` is missing"))
}

fn day(words: &mut Words<'_>, word: &str) -> Result<Option<Moment>, String> {
    words.option(word)?.map(str::parse).transpose()
}

/// `NOR,SWE`
fn list(text: &str) -> BTreeSet<String> {
    text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn tasks(text: &str) -> Result<BTreeSet<Task>, String> {
    let task = |word: String| {
        Task::ALL.iter().copied().find(|task| task.word() == word).ok_or_else(|| {
            let near = charter::nearest::suggest(
                &word,
                Task::ALL.iter().map(|task| task.word()).collect::<Vec<_>>(),
            );
            let all = Task::ALL.iter().map(|task| task.word()).collect::<Vec<_>>().join(", ");
            let help = near.map_or(format!("; tasks are {all}"), |near| format!("; {near}"));
            format!("`{}` is no task{help}", charter::values::shown(&word))
        })
    };
    list(text).into_iter().map(task).collect()
}

fn resolution(words: &mut Words<'_>) -> Result<Resolution, String> {
    let number = words.name("the symbol of the resolution")?;
    let on = wanted(words, "on")?.parse()?;
    let hash = wanted(words, "hash")?.to_owned();
    let mut roll = BTreeMap::new();
    for (word, stand) in STANDS {
        for code in list(words.option(word)?.unwrap_or_default()) {
            if roll.insert(code.clone(), stand).is_some() {
                return Err(format!("{code} stands twice in the roll call"));
            }
        }
    }
    let does = match words.next("what it does")? {
        "establish" => Does::Establish(terms(words)?),
        "amend" => {
            let mandate = words.name("the mandate")?;
            Does::Amend(Amendment { mandate, terms: terms(words)? })
        }
        "renew" => {
            Does::Renew(Renewal { mandate: words.name("the mandate")?, last_day: day(words, "until")? })
        }
        "end" => Does::End(Ending { mandate: words.name("the mandate")?, last_day: day(words, "until")? }),
        other => {
            let shown = charter::values::shown(other);
            return Err(format!("`{shown}` is not establish, amend, renew or end"));
        }
    };
    Ok(Resolution { number, day: on, hash, roll, does })
}

fn terms(words: &mut Words<'_>) -> Result<Terms, String> {
    let to = match wanted(words, "to")? {
        "member-states" => Addressee::MemberStates,
        "community" => Addressee::Community,
        other if other.split(',').all(crate::actor::is_code) => Addressee::States(list(other)),
        other => Addressee::Organisation(other.to_owned()),
    };
    let chapter = match wanted(words, "chapter")? {
        "VI" => Chapter::VI,
        "VII" => Chapter::VII,
        other => return Err(format!("`{}` is not VI or VII", charter::values::shown(other))),
    };
    let ceiling = words.option("ceiling")?;
    let whole =
        |word: &str| word.parse().map_err(|_| format!("`{}` is not a number", charter::values::shown(word)));
    Ok(Terms {
        to,
        area: list(wanted(words, "area")?),
        tasks: tasks(wanted(words, "tasks")?)?,
        chapter,
        ceiling: ceiling.map(whole).transpose()?,
        last_day: day(words, "until")?,
    })
}

fn plan(words: &mut Words<'_>) -> Result<Plan, String> {
    let under = match words.option("under")? {
        None => Basis::Charter,
        Some("good-offices") => Basis::GoodOffices,
        Some(other) => match other.strip_prefix("guarantee:") {
            Some(number) => Basis::Guarantee(
                number
                    .parse()
                    .map_err(|_| format!("`{}` is not a number", charter::values::shown(number)))?,
            ),
            None => Basis::Mandate(other.to_owned()),
        },
    };
    let strength = wanted(words, "strength")?;
    let strength = strength
        .parse()
        .map_err(|_| format!("`{}` is not a number of persons", charter::values::shown(strength)))?;
    Ok(Plan {
        under,
        area: list(wanted(words, "area")?),
        tasks: tasks(wanted(words, "tasks")?)?,
        strength,
        last_day: day(words, "until")?,
        mission: mission(words)?,
    })
}

fn generation(words: &mut Words<'_>) -> Result<Generation, String> {
    let mission = mission(words)?;
    let whole = |word: Option<&str>| match word {
        None => Ok(0),
        Some(word) => word.parse().map_err(|_| format!("`{}` is not a number", charter::values::shown(word))),
    };
    let (cost, bound) = (whole(words.option("cost")?)?, whole(words.option("bound")?)?);
    let (mut needs, mut shares, mut shortfalls) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(word) = words.option("need")? {
        needs.push(need(word)?);
    }
    while let Some(word) = words.option("short")? {
        shortfalls.push(need(word)?);
    }
    while let Some(word) = words.option("give")? {
        let wrong = || format!("`{}` is not STATE:TYPE=N", charter::values::shown(word));
        let (state, rest) = word.split_once(':').ok_or_else(wrong)?;
        let Need { capability, personnel } = need(rest)?;
        shares.push(Share { state: state.to_owned(), capability, personnel });
    }
    Ok(Generation { mission, needs, shares, shortfalls, cost, bound })
}

fn need(word: &str) -> Result<Need, String> {
    let wrong = || format!("`{}` is not TYPE=N", charter::values::shown(word));
    let (capability, figure) = word.split_once('=').ok_or_else(wrong)?;
    if !charter::values::is_id(capability) || capability.len() > 64 {
        return Err(format!(
            "`{}` is no type of forces: small letters and hyphens",
            charter::values::shown(capability)
        ));
    }
    Ok(Need { capability: capability.to_owned(), personnel: figure.parse().map_err(|_| wrong())? })
}

/// What follows the name of a deed of this file.
pub(super) fn print(deed: &Deed) -> String {
    match deed {
        Deed::RegisterMandate(resolution) => print_resolution(resolution),
        Deed::Consent(Named { mission }) | Deed::WithdrawConsent(Named { mission }) => mission.clone(),
        Deed::GenerateForces(generation) => print_generation(generation),
        Deed::Deploy(Movement { mission, personnel }) | Deed::Recall(Movement { mission, personnel }) => {
            format!("{mission} {personnel}")
        }
        Deed::Report(Report { mission, says }) => format!("{mission} {}", quoted(says)),
        Deed::Spend(Money { mission, amount }) | Deed::Reimburse(Money { mission, amount }) => {
            format!("{mission} {}", amount.minor_units())
        }
        _ => String::new(),
    }
}

fn print_resolution(resolution: &Resolution) -> String {
    let Resolution { number, day, hash, roll, does } = resolution;
    let stood = |(word, stand): &(&str, Stand)| {
        let codes: Vec<&str> =
            roll.iter().filter(|(_, stood)| *stood == stand).map(|(code, _)| code.as_str()).collect();
        if codes.is_empty() { String::new() } else { format!(" {word} {}", codes.join(",")) }
    };
    let roll: String = STANDS.iter().map(stood).collect();
    let does = match does {
        Does::Establish(terms) => format!("establish{}", print_terms(terms)),
        Does::Amend(Amendment { mandate, terms }) => format!("amend {mandate}{}", print_terms(terms)),
        Does::Renew(Renewal { mandate, last_day }) => format!("renew {mandate}{}", until(*last_day)),
        Does::End(Ending { mandate, last_day }) => format!("end {mandate}{}", until(*last_day)),
    };
    format!("{number} on {} hash {hash}{roll} {does}", day.date())
}

fn print_terms(terms: &Terms) -> String {
    let to = match &terms.to {
        Addressee::MemberStates => "member-states".to_owned(),
        Addressee::Community => "community".to_owned(),
        Addressee::States(states) => joined(states),
        Addressee::Organisation(name) => name.clone(),
    };
    let chapter = match terms.chapter {
        Chapter::VI => "VI",
        Chapter::VII => "VII",
    };
    let ceiling = terms.ceiling.map(|ceiling| format!(" ceiling {ceiling}")).unwrap_or_default();
    let (area, tasks) = (joined(&terms.area), print_tasks(&terms.tasks));
    format!(" to {to} area {area} tasks {tasks} chapter {chapter}{ceiling}{}", until(terms.last_day))
}

fn joined(codes: &BTreeSet<String>) -> String {
    codes.iter().map(String::as_str).collect::<Vec<_>>().join(",")
}

fn print_tasks(tasks: &BTreeSet<Task>) -> String {
    tasks.iter().map(|task| task.word()).collect::<Vec<_>>().join(",")
}

fn until(last_day: Option<Moment>) -> String {
    last_day.map(|day| format!(" until {}", day.date())).unwrap_or_default()
}

fn print_generation(generation: &Generation) -> String {
    let Generation { mission, needs, shares, shortfalls, cost, bound } = generation;
    let of = |word: &str, list: &[Need]| -> String {
        list.iter().map(|need| format!(" {word} {}={}", need.capability, need.personnel)).collect()
    };
    let shares: String = shares
        .iter()
        .map(|share| format!(" give {}:{}={}", share.state, share.capability, share.personnel))
        .collect();
    format!("{mission}{}{shares}{} cost {cost} bound {bound}", of("need", needs), of("short", shortfalls))
}

/// What follows the name of a matter of this file.
pub(super) fn print_matter(matter: &Matter) -> String {
    match matter {
        Matter::PlanMission(plan) | Matter::AuthoriseMission(plan) | Matter::RenewMission(plan) => {
            print_plan(plan)
        }
        Matter::EndMission(Closing { mission, to }) => {
            let to = to.as_ref().map(|to| format!(" to {}", quoted(to))).unwrap_or_default();
            format!("{mission}{to}")
        }
        Matter::ContributeForces(Contribution { plan, money, currency }) => {
            format!("{} money {} {currency}", print_plan(plan), money.minor_units())
        }
        _ => String::new(),
    }
}

fn print_plan(plan: &Plan) -> String {
    let under = match &plan.under {
        Basis::Charter => String::new(),
        Basis::Mandate(number) => format!(" under {number}"),
        Basis::Guarantee(number) => format!(" under guarantee:{number}"),
        Basis::GoodOffices => " under good-offices".to_owned(),
    };
    let (area, tasks) = (joined(&plan.area), print_tasks(&plan.tasks));
    format!(
        "{}{under} area {area} tasks {tasks} strength {}{}",
        plan.mission,
        plan.strength,
        until(plan.last_day)
    )
}
