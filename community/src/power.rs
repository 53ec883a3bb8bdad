//! Which article gives the power to do what a motion would do, and by which steps.

use crate::{
    event::Step,
    guarantee,
    law::Law,
    matter::Matter,
    refusal::{Refusal, article},
};
use charter::{
    acts::ActKind,
    condition::Condition,
    law::{Act, Consent, Consults, Duration, Excludes, Proposer, RuleText},
};

/// The organ in which the preparatory conference sits.
pub const CONFERENCE: &str = "conference";

/// Elections go by this rule where the charter gives none, as in the General Assembly of the United Nations (UN Charter,
/// Article 18(3)).
const ELECTION: &str = "a majority of votes cast";

/// What the charter says of a matter.
#[derive(Clone, Debug)]
pub struct Power<'a> {
    /// The printed article.
    pub article: String,
    /// What must happen, in order.
    pub steps: Vec<Step>,
    /// Who may propose; where empty, `who`.
    pub proposed_by: Vec<&'a Proposer>,
    /// Who may bring it; where both are empty, the members of the organ, its chair and the secretariat.
    pub who: Vec<&'a str>,
    /// What must be so.
    pub requires: Option<&'a Condition>,
    /// Who is left out of the count.
    pub excludes: Option<Excludes>,
    /// Who is asked for advice first.
    pub consults: Option<&'a Consults>,
    /// In how many readings it is debated before the vote.
    pub readings: u32,
    /// The least time of each reading.
    pub debate: Option<Duration>,
    /// Who may close a debate sooner.
    pub closes_debate: Vec<&'a str>,
    /// The time for the whole.
    pub within: Option<Duration>,
    /// The time for the state concerned to be heard.
    pub answered_within: Option<Duration>,
    /// What suspension takes.
    pub suspends: Vec<&'a str>,
    /// The organ that reviews its legality.
    pub reviewed_by: Option<&'a str>,
}

impl Power<'_> {
    /// A power by these steps and nothing else.
    pub(crate) fn plain(article: String, steps: Vec<Step>) -> Self {
        Self {
            article,
            steps,
            proposed_by: Vec::new(),
            who: Vec::new(),
            requires: None,
            excludes: None,
            consults: None,
            readings: 1,
            debate: None,
            closes_debate: Vec::new(),
            within: None,
            answered_within: None,
            suspends: Vec::new(),
            reviewed_by: None,
        }
    }
}

/// The power to do what a matter would do.
///
/// # Errors
///
/// No article gives this power.
pub fn power<'a>(law: &'a Law, matter: &Matter) -> Result<Power<'a>, Refusal> {
    match matter {
        Matter::AdoptText {} => adopt_text(law),
        Matter::AdoptBudget { .. } => adopt_budget(law),
        Matter::WaiveArrears { .. } => waive_arrears(law),
        Matter::Settle { .. } => settle(law),
        Matter::Determine(of) | Matter::FindMeasuresSuffice(of) => guarantee::power(law, matter, of),
        Matter::Elect { candidate } => elect(law, &candidate.office),
        other => match other.kind() {
            Some(kind) => of_act(law, law.act(kind)?),
            None => Err(Refusal::no_article(other.name())),
        },
    }
}

fn of_act<'a>(law: &'a Law, act: &'a Act) -> Result<Power<'a>, Refusal> {
    let name = article(&act.heading, &format!("acts.{}", act.kind.value));
    let Some(organ) = &act.organ else {
        return Err(Refusal::new("no-organ", "the article names no organ that decides")
            .under(&name)
            .cure("amend the charter to name an organ"));
    };
    let mut steps = Vec::new();
    if let Some(silence) = act.silence {
        steps.push(Step::Silence { organ: organ.value.clone(), lasts: silence.to_string() });
    }
    steps.extend(act.rule.iter().map(|rule| vote(law, &organ.value, &rule.value)));
    steps.extend(consent(law, act.consent.as_ref()));
    if let Some(rule) = &act.ratified_by {
        steps.push(Step::Ratification { rule: law.rule(&rule.value) });
    }
    if let Some(notice) = act.notice {
        steps.push(Step::Notice { lasts: notice.to_string() });
    }
    Ok(Power {
        proposed_by: act.proposed_by.iter().map(|proposer| &proposer.value).collect(),
        who: act.who.iter().map(|who| who.value.as_str()).collect(),
        requires: act.requires.as_ref().map(|requires| &requires.value),
        excludes: act.excludes,
        consults: act.consults.as_ref(),
        readings: act.readings.value,
        debate: act.debate.as_ref().map(|debate| debate.value),
        closes_debate: act.closes_debate.iter().map(|who| who.value.as_str()).collect(),
        within: act.within,
        answered_within: act.answered_within,
        suspends: act.suspends.iter().map(|right| right.value.as_str()).collect(),
        reviewed_by: act.reviewed_by.as_ref().map(|organ| organ.value.as_str()),
        ..Power::plain(name, steps)
    })
}

fn vote(law: &Law, organ: &str, rule: &RuleText) -> Step {
    Step::Vote { organ: organ.to_owned(), rule: law.rule(rule) }
}

fn consent(law: &Law, consent: Option<&Consent>) -> Option<Step> {
    consent.map(|consent| vote(law, &consent.organ.value, &consent.rule.value))
}

/// By the charter's own rule; where it gives none, two thirds of those present and voting (Vienna Convention on the Law of
/// Treaties, Article 9(2)).
fn adopt_text(law: &Law) -> Result<Power<'_>, Refusal> {
    let founding = law.charter.founding.as_ref();
    Ok(match founding.and_then(|founding| Some((founding, founding.adopted_by.as_ref()?))) {
        Some((founding, rule)) => {
            Power::plain(article(&founding.heading, "founding"), vec![vote(law, CONFERENCE, &rule.value)])
        }
        None => Power::plain(
            "Vienna Convention on the Law of Treaties, Article 9(2)".into(),
            vec![Step::Vote { organ: CONFERENCE.into(), rule: "two thirds of votes cast".into() }],
        ),
    })
}

fn adopt_budget(law: &Law) -> Result<Power<'_>, Refusal> {
    if let Ok(act) = law.act(ActKind::AdoptBudget) {
        return of_act(law, act);
    }
    let Some(budget) = &law.charter.budget else { return Err(Refusal::no_article("adopt-budget")) };
    let name = article(&budget.heading, "budget");
    let (Some(organ), Some(rule)) = (&budget.organ, &budget.rule) else {
        return Err(Refusal::no_article("adopt-budget")
            .under(&name)
            .cure("give `budget.organ` and `budget.rule`"));
    };
    let mut steps = vec![vote(law, &organ.value, &rule.value)];
    steps.extend(consent(law, budget.consent.as_ref()));
    Ok(Power::plain(name, steps))
}

fn waive_arrears(law: &Law) -> Result<Power<'_>, Refusal> {
    let budget = law.charter.budget.as_ref();
    let rule = budget.and_then(|budget| budget.arrears.as_ref()?.waived_by.as_ref());
    match (budget, budget.and_then(|budget| budget.organ.as_ref()), rule) {
        (Some(budget), Some(organ), Some(rule)) => Ok(Power {
            excludes: Some(Excludes::Subject),
            ..Power::plain(article(&budget.heading, "budget"), vec![vote(law, &organ.value, &rule.value)])
        }),
        _ => Err(Refusal::no_article("waive-arrears").cure("give `budget.arrears.waived_by`")),
    }
}

/// A finding of fact belongs to the organ that the article on assessment names.
fn settle(law: &Law) -> Result<Power<'_>, Refusal> {
    let act = law.act(ActKind::Assess)?;
    if act.organ.is_none() || act.rule.is_none() {
        let name = article(&act.heading, "acts.assess");
        return Err(Refusal::no_article("settle")
            .under(&name)
            .cure("give [acts.assess] an organ and a rule"));
    }
    let power = of_act(law, act)?;
    Ok(Power { who: Vec::new(), ..power })
}

/// By the article on the office itself, or by that on elections.
fn elect<'a>(law: &'a Law, office: &str) -> Result<Power<'a>, Refusal> {
    let general = law.act(ActKind::Elect);
    let rule = match &general {
        Ok(act) => act.rule.as_ref().map(|rule| law.rule(&rule.value)),
        Err(_) => None,
    };
    let step = |organ: &str| Step::Vote {
        organ: organ.to_owned(),
        rule: rule.clone().unwrap_or_else(|| ELECTION.to_owned()),
    };
    let Some(organ) = law.organ(office) else {
        return Err(Refusal::new(
            "unknown-office",
            format!("the charter has no organ `{office}` to elect to"),
        )
        .cure("name an organ of the charter"));
    };
    let name = article(&organ.heading, &format!("organs.{office}"));
    if let Some(head) = &organ.head {
        let organs = head.proposed_by.iter().chain([&head.elected_by]);
        return Ok(Power::plain(name, organs.map(|organ| step(&organ.value)).collect()));
    }
    if !organ.elected_by.is_empty() {
        return Ok(Power::plain(name, organ.elected_by.iter().map(|organ| step(&organ.value)).collect()));
    }
    of_act(law, general?)
}
