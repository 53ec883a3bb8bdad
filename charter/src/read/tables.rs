//! Reads every table of a charter, in the order of [`crate::keys`].

use super::fields::{Fields, rule_at, text_at};
use crate::{
    acts::ActKind,
    condition::Context,
    keys::{CHARTER, REGIONS},
    law::{
        Act, Apportionment, Arrears, At, Balance, Budget, Chair, ChairBy, Change, Charter, Citizens,
        Community, Consent, Consults, Criterion, Data, Duration, DurationUnit, Elected, Excludes, Founders,
        Founding, GroupMembers, Guarantee, Head, Heading, Means, Membership, NamedGroup, NamedRule, Organ,
        Reports, Seats, Share, Stage, Unratified,
    },
    values,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The whole charter, as far as it can be read.
pub fn charter(table: &DeTable<'_>) -> Charter {
    let top = Fields::new(table, Some(&CHARTER));
    Charter {
        community: community(top.table("community")),
        preamble: top.table("preamble").and_then(|t| t.text("says")),
        data: top.table("data").map(data).unwrap_or_default(),
        groups: top.entries("groups").into_iter().filter_map(group).collect(),
        membership: top.table("membership").map(membership).unwrap_or_default(),
        founding: top.table("founding").map(founding),
        organs: top.named("organs").into_iter().map(organ).collect(),
        rules: top
            .entries("rules")
            .into_iter()
            .filter_map(|(name, value)| Some(NamedRule { name, rule: rule_at(value)? }))
            .collect(),
        guarantees: top.named("guarantee").into_iter().map(guarantee).collect(),
        acts: top.named("acts").into_iter().filter_map(act).collect(),
        budget: top.table("budget").map(budget),
        stages: top.tables("stage").into_iter().filter_map(stage).collect(),
    }
}

/// Rules that stand in `[rules]` and are not in the charter, because they could not be read.
pub fn unread_rules(table: &DeTable<'_>, charter: &Charter) -> Vec<String> {
    let entries = Fields::new(table, Some(&CHARTER)).entries("rules");
    let names = entries.into_iter().map(|(name, _)| name.value);
    names.filter(|name| charter.rules.iter().all(|rule| rule.name.value != *name)).collect()
}

fn community(table: Option<Fields<'_, '_>>) -> Community {
    Community {
        name: table.and_then(|t| t.text("name")).unwrap_or_default(),
        aegis: table.and_then(|t| t.name("aegis")),
        since: table.and_then(|t| t.year("since")),
        body: table.map(|t| t.names("body")).unwrap_or_default(),
        says: table.and_then(|t| t.text("says")),
    }
}

fn data(t: Fields<'_, '_>) -> Data {
    Data {
        carry: t.count("carry").map_or(0, |at| at.value.min(20)),
        assessment_valid: t.duration("assessment_valid"),
    }
}

fn group((name, value): (At<String>, &Spanned<DeValue<'_>>)) -> Option<NamedGroup> {
    let members = match value.get_ref() {
        DeValue::Array(items) => GroupMembers::States(items.iter().filter_map(text_at).collect()),
        _ => GroupMembers::Data(text_at(value)?),
    };
    Some(NamedGroup { name, members })
}

fn membership(t: Fields<'_, '_>) -> Membership {
    Membership {
        heading: t.heading(),
        open_to: t.condition("open_to", Context::Criterion),
        founders: founders(t),
        criteria: t.tables("criterion").into_iter().filter_map(criterion).collect(),
    }
}

fn founders(membership: Fields<'_, '_>) -> Founders {
    let Some(t) = membership.table("founders") else {
        return Founders { states: membership.names("founders"), ..Founders::default() };
    };
    Founders {
        group: t.name("group"),
        on: t.year("on"),
        states: t.names("states"),
        observe_years: t.count("observe_years").map_or(0, |at| at.value),
        then: t.name("then"),
    }
}

fn criterion(t: Fields<'_, '_>) -> Option<Criterion> {
    let heading = Heading { article: t.text_at("article"), title: t.text("label"), says: t.text("says") };
    let years = |name| t.count(name).map_or(1, |at| at.value.clamp(1, 100));
    Some(Criterion {
        id: t.text_at("id")?,
        heading,
        holds: t.condition("holds", Context::Criterion)?,
        years: years("years"),
        lost: t.condition("lost", Context::Criterion),
        grace: years("grace"),
    })
}

fn founding(t: Fields<'_, '_>) -> Founding {
    let in_force = t.table("in_force");
    Founding {
        heading: t.heading(),
        adopted_by: t.rule_text("adopted_by"),
        ratified_by: in_force.and_then(|t| t.rule_text("ratified_by")),
        within: in_force.and_then(|t| t.duration("within")),
        depositary: t.name("depositary"),
        predecessor: t.name("predecessor"),
        unratified: t.choice(
            "unratified",
            &[("remain bound", Unratified::RemainBound), ("released", Unratified::Released)],
        ),
    }
}

fn organ((id, t): (At<String>, Fields<'_, '_>)) -> Organ {
    Organ {
        id,
        heading: t.heading(),
        seats: seats(t),
        chair: t.table("chair").and_then(|t| {
            let by = t.choice("by", &[("rotation", ChairBy::Rotation), ("election", ChairBy::Election)])?;
            Some(Chair { by, every: t.duration("every") })
        }),
        quorum: t.rule("quorum"),
        head: t.table("head").and_then(|t| {
            Some(Head {
                elected_by: t.name("elected_by")?,
                proposed_by: t.name("proposed_by"),
                term: t.duration("term")?,
                terms: t.count("terms").map(|at| at.value),
            })
        }),
        judges: t.count("judges").map(|at| at.value),
        elected_by: t.names("elected_by"),
        elected: t.choice(
            "elected",
            &[
                ("directly", Elected::Directly),
                ("by parliaments", Elected::ByParliaments),
                ("by governments", Elected::ByGovernments),
            ],
        ),
        term: t.duration("term"),
        balance: t
            .table("balance")
            .zip(t.get("balance"))
            .map(|(t, whole)| At { value: balance(t), span: whole.span() }),
    }
}

fn balance(t: Fields<'_, '_>) -> Balance {
    let of_each_region = t.count("of_each_region");
    let mut regions = t.names("regions");
    if let Some(each) = of_each_region.as_ref().filter(|_| regions.is_empty()) {
        let at = |name: &&str| At { value: (*name).to_owned(), span: each.span.clone() };
        regions = REGIONS.iter().map(at).collect();
    }
    Balance {
        of_one_state: t.count("of_one_state"),
        of_each_region,
        regions,
        of_each_gender: t.choice(
            "of_each_gender",
            &[
                ("one quarter", Share::OneQuarter),
                ("one third", Share::OneThird),
                ("two fifths", Share::TwoFifths),
            ],
        ),
    }
}

fn seats(organ: Fields<'_, '_>) -> Option<Seats> {
    let value = organ.get("seats")?;
    if let Some(t) = organ.table("seats") {
        let by = t.text_at("by").unwrap_or(At { value: "population".into(), span: value.span() });
        return Some(Seats::Apportioned(Apportionment {
            total: t.count("total")?,
            method: t.text_at("method")?,
            by,
            min: t.count("min").unwrap_or(At { value: 0, span: value.span() }),
            max: t.count("max"),
        }));
    }
    match value.get_ref() {
        DeValue::Array(_) => Some(Seats::Groups(organ.names("seats"))),
        DeValue::String(_) => organ.choice("seats", &[("one per member", ())]).map(|()| Seats::OnePerMember),
        _ => None,
    }
}

fn guarantee((id, t): (At<String>, Fields<'_, '_>)) -> Guarantee {
    Guarantee {
        id,
        heading: t.heading(),
        covers: t.names("covers"),
        requires: t.condition("requires", Context::Guarantee),
        organ: t.name("organ"),
        rule: t.rule_text("rule"),
        within: t.duration("within"),
        pledges_within: t.duration("pledges_within"),
        reported_to: t.name("reported_to"),
        ends: t.condition("ends", Context::Guarantee),
        means: t
            .choice("means", &[("all", Means::All), ("non-forcible", Means::NonForcible)])
            .unwrap_or_default(),
    }
}

fn act((kind, t): (At<String>, Fields<'_, '_>)) -> Option<Act> {
    let kind = At { value: ActKind::named(&kind.value)?, span: kind.span };
    let span = kind.span.clone();
    Some(Act {
        kind,
        heading: t.heading(),
        who: t.names("who"),
        proposed_by: t.many("proposed_by", |value| {
            let proposer = values::proposer(value.get_ref().as_str()?).ok()?;
            Some(At { value: proposer, span: value.span() })
        }),
        citizens: t.table("citizens").and_then(|t| {
            Some(Citizens {
                total: t.large("total")?,
                members: t.rule("members"),
                per_seat: t.count("per_seat").map(|at| at.value),
            })
        }),
        consults: t
            .table("consults")
            .and_then(|t| Some(Consults { body: t.name("body")?, within: t.duration("within") })),
        readings: t.count("readings").unwrap_or(At { value: 1, span }),
        debate: t.duration("debate").zip(t.get("debate")).map(|(value, at)| At { value, span: at.span() }),
        closes_debate: t.names("closes_debate"),
        organ: t.name("organ"),
        rule: t.rule_text("rule"),
        excludes: t.choice(
            "excludes",
            &[
                ("the subject", Excludes::Subject),
                ("every state under this procedure", Excludes::EveryUnderProcedure),
            ],
        ),
        requires: t.condition("requires", Context::Act),
        consent: consent(t),
        ratified_by: t.rule_text("ratified_by"),
        within: t.duration("within"),
        reviewed_by: t.name("reviewed_by"),
        suspends: t.names("suspends"),
        notice: t.duration("notice"),
        answered_within: t.duration("answered_within"),
        reports: t.table("reports").and_then(|t| {
            let every = t.duration("every").unwrap_or(Duration { count: 1, unit: DurationUnit::Year });
            Some(Reports { to: t.name("to")?, every })
        }),
        silence: t.duration("silence"),
    })
}

fn consent(t: Fields<'_, '_>) -> Option<Consent> {
    let t = t.table("consent")?;
    Some(Consent { organ: t.name("organ")?, rule: t.rule_text("rule")? })
}

fn budget(t: Fields<'_, '_>) -> Budget {
    Budget {
        heading: t.heading(),
        scale: t.text_at("scale"),
        peacekeeping_scale: t.text_at("peacekeeping_scale"),
        organ: t.name("organ"),
        rule: t.rule_text("rule"),
        consent: consent(t),
        arrears: t.table("arrears").and_then(|t| {
            Some(Arrears {
                loses_vote_at_years_due: t.count("loses_vote_at_years_due")?.value,
                waived_by: t.rule_text("waived_by"),
            })
        }),
    }
}

fn stage(t: Fields<'_, '_>) -> Option<Stage> {
    Some(Stage {
        id: t.text_at("id")?,
        heading: t.heading(),
        after: t.name("after"),
        when: t.condition("when", Context::Stage),
        changes: changes(t),
    })
}

/// The leaves below `changes`, each with its path.
fn changes(t: Fields<'_, '_>) -> Vec<Change> {
    let mut out = Vec::new();
    if let Some(value) = t.get("changes") {
        leaves(value, &mut Vec::new(), value.span(), &mut out);
    }
    out.sort_by_key(|change| change.path.span.start);
    out
}

fn leaves(
    value: &Spanned<DeValue<'_>>,
    path: &mut Vec<String>,
    place: std::ops::Range<usize>,
    out: &mut Vec<Change>,
) {
    match value.get_ref() {
        DeValue::Table(table) => {
            for (key, value) in table {
                path.push(key.get_ref().to_string());
                leaves(value, path, key.span(), out);
                path.pop();
            }
        }
        other => {
            let written = match other {
                DeValue::String(text) => text.to_string(),
                DeValue::Integer(number) => number.to_string(),
                DeValue::Float(number) => number.to_string(),
                DeValue::Boolean(truth) => truth.to_string(),
                DeValue::Datetime(date) => date.to_string(),
                _ => String::new(),
            };
            out.push(Change {
                path: At { value: path.clone(), span: place },
                to: At { value: written, span: value.span() },
            });
        }
    }
}
