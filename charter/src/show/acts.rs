//! Acts and guarantees in plain English.

use super::{
    Context, Part,
    words::{and_list, capital, count, every, grouped, or_list},
};
use crate::{
    acts::{ActKind, Decided},
    law::{Act, Citizens, Excludes, Guarantee, Means, Proposer},
};

/// The article of an act.
pub fn act(cx: &Context<'_>, act: &Act) -> Part {
    let kind = act.kind.value;
    let mut part = Part::new(&act.heading, title(kind.name()), format!("acts.{kind}"));
    let who: Vec<String> = act.who.iter().map(|who| cx.office(&who.value)).collect();
    let actor = match (&act.organ, kind.by()) {
        (Some(organ), Decided::Vote) => capital(&cx.office(&organ.value)),
        (_, Decided::Declaration) if !who.is_empty() => capital(&or_list(&who)),
        (Some(organ), _) => capital(&cx.office(&organ.value)),
        (None, _) => "The community".into(),
    };
    let mut text = format!("{actor} may {}", kind.verb());
    // Whoever assesses reads the record; the organ only settles what the record leaves open.
    let settles = kind == ActKind::Assess && !who.is_empty();
    if let Some(rule) = act.rule.as_ref().filter(|_| !settles) {
        text.push_str(&format!(", by {}", cx.rule(&rule.value)));
    }
    if let Some(silence) = act.silence {
        text.push_str(&format!(", and is taken to agree when nobody objects for {silence}"));
    }
    text.push('.');
    part.rule(text);
    if let (true, Some(organ), Some(rule)) = (settles, &act.organ, &act.rule) {
        part.rule(format!(
            "Where the data do not say whether a criterion is met, {} may find it, by {}; what the data say it cannot overturn.",
            cx.office(&organ.value),
            cx.rule(&rule.value)
        ));
    }
    if kind.by() == Decided::Vote && !who.is_empty() {
        part.rule(format!("It is brought by {}.", or_list(&who)));
    }
    if !act.proposed_by.is_empty() {
        let by: Vec<_> = act.proposed_by.iter().map(|proposer| proposer_words(cx, &proposer.value)).collect();
        part.rule(format!("It is proposed by {}.", or_list(&by)));
    }
    if let Some(citizens) = &act.citizens {
        part.rule(citizens_words(citizens));
    }
    if let Some(requires) = &act.requires {
        part.rule(format!("It requires that {}.", cx.condition(&requires.value)));
    }
    if let Some(consults) = &act.consults {
        let within =
            consults.within.map(|within| format!(", to be given within {within}")).unwrap_or_default();
        part.rule(format!(
            "Before it, the {} is asked for advice{within}; its advice is no veto.",
            cx.body(&consults.body.value)
        ));
    }
    debate(cx, act, &mut part);
    match act.excludes {
        Some(Excludes::Subject) => {
            part.rule("The member concerned is heard, does not vote, and is left out of the count.")
        }
        Some(Excludes::EveryUnderProcedure) => part
            .rule("Every state under this procedure is heard, does not vote, and is left out of the count."),
        None => {}
    }
    if let Some(consent) = &act.consent {
        part.rule(format!(
            "It needs the consent of {}, by {}.",
            cx.office(&consent.organ.value),
            cx.rule(&consent.rule.value)
        ));
    }
    if let Some(ratified) = &act.ratified_by {
        part.rule(format!("It takes effect when ratified by {}.", cx.rule(&ratified.value)));
    }
    if let Some(within) = act.within {
        part.rule(format!("It is completed within {within}, or lapses."));
    }
    if !act.suspends.is_empty() {
        let rights: Vec<_> = act.suspends.iter().map(|right| right_words(&right.value)).collect();
        part.rule(format!("A suspended member loses {}.", and_list(&rights)));
    }
    if let Some(notice) = act.notice {
        part.rule(format!("It takes effect {notice} after notice."));
    }
    if let Some(answer) = act.answered_within {
        part.rule(format!("It is answered within {answer}."));
    }
    if let Some(reports) = &act.reports {
        part.rule(format!(
            "It is reported on to the {} {}.",
            cx.body(&reports.to.value),
            every(reports.every)
        ));
    }
    if let Some(court) = &act.reviewed_by {
        part.rule(format!("{} reviews its legality.", capital(&cx.office(&court.value))));
    }
    part
}

/// Readings, how long each lasts, and who may end one sooner.
fn debate(cx: &Context<'_>, act: &Act, part: &mut Part) {
    let lasts = act.debate.as_ref().map(|debate| debate.value);
    match (act.readings.value, lasts) {
        (1, None) => {}
        (1, Some(lasts)) => part.rule(format!("It is debated for at least {lasts} before the vote.")),
        (readings, lasts) => {
            let each = lasts.map(|lasts| format!(", of at least {lasts} each")).unwrap_or_default();
            let readings = count(u64::from(readings));
            part.rule(format!(
                "It is debated in {readings} readings{each}; the last takes no amendments, and the vote follows it."
            ));
        }
    }
    if !act.closes_debate.is_empty() {
        let who: Vec<_> = act.closes_debate.iter().map(|who| cx.office(&who.value)).collect();
        part.rule(format!("{} may close a debate sooner.", capital(&or_list(&who))));
    }
}

/// The article of a guarantee.
pub fn guarantee(cx: &Context<'_>, guarantee: &Guarantee) -> Part {
    let id = &guarantee.id.value;
    let title = match id.as_str() {
        "attack" => "The guarantee against armed attack".to_owned(),
        "freedom" => "The guarantee of freedom".to_owned(),
        other => format!("The guarantee: {}", other.replace('-', " ")),
    };
    let mut part = Part::new(&guarantee.heading, title, format!("guarantee.{id}"));
    let against = match id.as_str() {
        "attack" => "An armed attack against one member",
        "freedom" => "A threat to the constitutional order of one member",
        _ => "What this guarantee covers, when it befalls one member,",
    };
    let means = match guarantee.means {
        Means::All => "each assists it, by armed force where that is needed",
        Means::NonForcible => "each assists it by means short of force",
    };
    part.rule(format!("{against} is the concern of all: {means}."));
    if !guarantee.covers.is_empty() {
        let covers: Vec<_> = guarantee.covers.iter().map(|cover| cover.value.clone()).collect();
        part.rule(format!("It covers {}.", and_list(&covers)));
    }
    if let Some(requires) = &guarantee.requires {
        part.rule(format!("It is invoked when {}.", cx.condition(&requires.value)));
    }
    if let Some(rule) = &guarantee.rule {
        let organ = guarantee.organ.as_ref().map_or("the members".into(), |organ| cx.office(&organ.value));
        let within = guarantee.within.map(|within| format!(", within {within}")).unwrap_or_default();
        part.rule(format!("{} determines the case by {}{within}.", capital(&organ), cx.rule(&rule.value)));
        if guarantee.within.is_some() && guarantee.means == Means::All {
            part.rule("Silence leaves each member's right of self-defence as it was.");
        }
    }
    if let Some(pledges) = guarantee.pledges_within {
        part.rule(format!("Members pledge their help within {pledges}."));
    }
    if let Some(body) = &guarantee.reported_to {
        part.rule(format!("It is reported to the {} at once.", cx.body(&body.value)));
    }
    if let Some(ends) = &guarantee.ends {
        part.rule(format!("It ends when {}.", cx.condition(&ends.value)));
    }
    part
}

/// `admit` is `Admission`; where English has no better word, the name itself.
fn title(name: &str) -> String {
    let known = match name {
        "admit" => "Admission",
        "apply" => "Application",
        "assess" => "Assessment",
        "suspend" => "Suspension",
        "readmit" => "Restoration",
        "expel" => "Expulsion",
        "withdraw" => "Withdrawal",
        "observe" => "Observation",
        "warn" => "Warning a member",
        "consult" => "Consultation",
        "amend" => "Amendment",
        "advance" => "The next stage",
        "authorise-mission" => "Missions under a mandate",
        "raise-warning" => "Warnings",
        "found-compact" => "Peacebuilding compacts",
        "adopt-budget" => "Adoption of the budget",
        "elect" => "Elections",
        "appoint" => "Appointments",
        "resolution" => "Resolutions",
        "ratify" => "Ratification",
        "sign" => "Signature",
        "accredit" => "Credentials",
        other => return capital(&other.replace('-', " ")),
    };
    known.to_owned()
}

fn right_words(right: &str) -> String {
    match right {
        "speech" => "its right to speak".to_owned(),
        "funds" => "its share of the funds".to_owned(),
        "guarantee" => "the protection of the guarantee".to_owned(),
        other => format!("its {other}"),
    }
}

fn proposer_words(cx: &Context<'_>, proposer: &Proposer) -> String {
    match proposer {
        Proposer::Office(name) => cx.office(name),
        Proposer::Members(rule) => rule.to_string(),
    }
}

fn citizens_words(citizens: &Citizens) -> String {
    let mut text = format!("It takes {} citizens", grouped(citizens.total));
    if let Some(members) = &citizens.members {
        text.push_str(&format!(", from at least {}", members.value));
    }
    if let Some(each) = citizens.per_seat {
        text.push_str(&format!(
            ", and from each of these at least {} for every seat it has",
            grouped(u64::from(each))
        ));
    }
    text.push('.');
    text
}
