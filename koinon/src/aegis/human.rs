//! The answer for people: the sentence first, then tables by key, mission, contributor and draft.

use super::Case;
use charter::aegis::{
    Aegis, Standing,
    words::{LIMITS, percent, persons},
};
use world::{Decimal, StateIx, World, united_nations::Quality};

/// How many contributors are shown of all.
const SHOWN: usize = 20;

/// A year.
pub fn one(case: &Case, found: &[Aegis<'_>]) -> String {
    let mut out = String::new();
    for aegis in found {
        out.push_str(&aegis.finding(&case.loaded.charter));
        out.push('\n');
        if let Some(quality) = aegis.personnel.as_ref().map(|personnel| personnel.quality) {
            out.push_str(&format!("Contributions: {}.\n", quality.says()));
        }
        if let Some(carried) = case.loaded.charter.carried_into(case.world, aegis.year) {
            out.push_str(&format!("{carried}\n"));
        }
        keys(&mut out, case.world, aegis);
        out.push_str(&format!("\n{}\n", aegis.in_council(case.world)));
        out.push_str(&format!("{}\n{}\n", aegis.decided(case.world), aegis.mandates()));
        vetoes(&mut out, case.world, aegis);
        missions(&mut out, case.world, aegis);
        contributors(&mut out, case.world, aegis);
    }
    out.push_str(&format!("\n{LIMITS}\n"));
    out.push_str(
        "Sources: koinon data sources. Which state sent how many to which mission is in none of the tables. Everything: --json.\n",
    );
    out
}

fn keys(out: &mut String, world: &World, aegis: &Aegis<'_>) {
    if aegis.personnel.is_none() || aegis.members.is_empty() {
        return;
    }
    out.push_str(&format!("\n{:<44}{:>8}{:>10}{:>12}\n", "to bear…", "share", "persons", "more"));
    for share in &aegis.shares {
        let known = |value: Option<f64>, written: fn(f64) -> String| value.map_or("–".into(), written);
        let more =
            known(share.more, |more| if more >= 0.5 { format!("+{}", persons(more)) } else { persons(more) });
        out.push_str(&format!(
            "{:<44}{:>8}{:>10}{more:>12}\n",
            share.key.says(),
            known(share.share, percent),
            known(share.persons, persons)
        ));
        if !share.without.is_empty() {
            out.push_str(&format!("  without {}, for want of a figure\n", names(world, &share.without)));
        }
    }
    out.push_str("More: than the members sent together; less than nought where they sent more.\n");
}

fn names(world: &World, states: &[StateIx]) -> String {
    let names: Vec<String> = states.iter().map(|state| world.state(*state).name.clone()).collect();
    charter::show::and_list(&names)
}

fn codes(world: &World, states: &[StateIx]) -> String {
    match states {
        [] => "–".to_owned(),
        states => states.iter().map(|state| world.state(*state).code.as_str()).collect::<Vec<_>>().join(" "),
    }
}

fn vetoes(out: &mut String, world: &World, aegis: &Aegis<'_>) {
    if aegis.drafts.is_empty() {
        return;
    }
    let head = format!("{:<12}{:<18}{:<22}{:<14}{:<10}", "day", "draft", "topic", "by members", "by others");
    out.push_str(&format!("\n{}what the record says\n", head));
    for draft in &aegis.drafts {
        out.push_str(&format!(
            "{:<12}{:<18}{:<22}{:<14}{:<10}{}\n",
            draft.veto.day.to_string(),
            cut(&draft.veto.draft, 16),
            cut(&draft.veto.topic, 20),
            codes(world, &draft.by_members),
            codes(world, &draft.by_others),
            draft.says()
        ));
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

fn missions(out: &mut String, world: &World, aegis: &Aegis<'_>) {
    out.push_str(&format!(
        "\n{:<12}{:<12}{:>10}{:>8}  {:<18}{}\n",
        "operation", "since", "strength", "states", "established by", "hosts"
    ));
    for mission in &aegis.missions {
        let strength = mission.strength_in(aegis.year);
        let text = format!(
            "{:<12}{:<12}{:>10}{:>8}  {:<18}{}",
            mission.acronym,
            mission.spell.from.to_string(),
            strength.map_or("–".into(), |of| persons(of.mean().to_f64())),
            strength.map_or("–".into(), |of| of.contributors.to_string()),
            mission.established_by.as_deref().unwrap_or("–"),
            codes(world, &mission.hosts)
        );
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out.push_str("Strength: mean of the months reported; states: the most that contributed in a month.\n");
}

fn contributors(out: &mut String, world: &World, aegis: &Aegis<'_>) {
    let Some(personnel) = &aegis.personnel else { return };
    let written = |value: Option<Decimal>| value.map_or("–".into(), |value| persons(value.to_f64()));
    out.push_str(&format!(
        "\n{:<34}{:<11}{:>9}{:>8}{:>9}{:>8}{:>9}{:>8}\n",
        "contributor", "member", "personnel", "share", "troops", "police", "experts", "women"
    ));
    let all = personnel.all[0].map_or(0.0, |all| all.to_f64());
    for of in personnel.contributors.iter().take(SHOWN) {
        out.push_str(&format!(
            "{:<34}{:<11}{:>9}{:>8}{:>9}{:>8}{:>9}{:>8}\n",
            cut(&world.state(of.state).name, 32),
            if of.member { "● member" } else { "○ other" },
            written(of.sent[0]),
            of.sent[0].map_or("–".into(), |sent| percent(sent.to_f64() / all)),
            written(of.sent[1]),
            written(of.sent[2]),
            written(of.sent[3]),
            written(of.sent[4])
        ));
    }
    let more = personnel.contributors.len().saturating_sub(SHOWN);
    if more > 0 {
        out.push_str(&format!("and {more} more: --csv\n"));
    }
}

/// A line a year.
pub fn several(case: &Case, found: &[Aegis<'_>]) -> String {
    let charter = &case.loaded.charter;
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return String::new() };
    let known: Vec<(i32, f64)> =
        found.iter().filter_map(|aegis| Some((aegis.year, aegis.share()?))).collect();
    let mut out = match (known.first(), known.last()) {
        (Some(first), Some(last)) if first.0 < last.0 => format!(
            "The members of {} sent {} of the uniformed personnel of the United Nations in {}, and {} in {}.\n",
            charter.community.called(),
            percent(first.1),
            first.0,
            percent(last.1),
            last.0
        ),
        (Some(only), _) => format!(
            "The members of {} sent {} of the uniformed personnel of the United Nations in {}.\n",
            charter.community.called(),
            percent(only.1),
            only.0
        ),
        _ => "In these years it is not recorded by state who sent the personnel of the United Nations.\n"
            .into(),
    };
    let drafts = found.iter().flat_map(|aegis| &aegis.drafts);
    let refused = drafts.clone().filter(|draft| draft.standing() == Standing::Refused).count();
    let cast = found.iter().map(Aegis::vetoes_cast).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    out.push_str(&format!(
        "From {} to {} {} drafts were vetoed ({} vetoes by members, {} by others); listed as mandates and refused: {refused}.\n\n",
        first.year,
        last.year,
        drafts.count(),
        cast.0,
        cast.1
    ));
    out.push_str(&format!(
        "{:<6}{:>8}{:>11}{:>10}{:>7}  {:>10}{:>11}{:>7}{:>13}{:>8}{:>10}{:>9}\n",
        "year",
        "members",
        "they sent",
        "all sent",
        "share",
        "by scale",
        "by people",
        "seats",
        "resolutions",
        "vetoed",
        "mandates",
        "refused"
    ));
    for aegis in found {
        let personnel = aegis.personnel.as_ref();
        let sum = |value: Option<Decimal>| value.map_or("0".into(), |value| persons(value.to_f64()));
        let by = |at: usize| aegis.shares[at].persons.map_or("–".into(), persons);
        let seats =
            aegis.members_of(&aegis.council.permanent).len() + aegis.members_of(&aegis.council.elected).len();
        let refused = aegis.drafts.iter().filter(|draft| draft.standing() == Standing::Refused).count();
        let all = personnel.map(|of| sum(of.all[0]));
        let mark = match personnel.map(|of| of.quality) {
            None | Some(Quality::Full) => "",
            Some(_) => "*",
        };
        out.push_str(&format!(
            "{:<6}{:>8}{:>11}{:>10}{:>7}{mark:<2}{:>10}{:>11}{seats:>7}{:>13}{:>8}{:>10}{refused:>9}\n",
            aegis.year,
            aegis.members.len(),
            personnel.map_or("–".into(), |of| sum(of.members[0])),
            all.or(aegis.line.force.map(|force| persons(f64::from(force)))).unwrap_or("–".into()),
            aegis.share().map_or("–".into(), percent),
            by(0),
            by(2),
            aegis.line.resolutions.map_or("–".into(), |count| count.to_string()),
            aegis.drafts.len(),
            aegis.refused().count(),
        ));
    }
    out.push_str(&format!(
        "\nThey sent, all sent: means over the year; where not known by state, all in December as published. * part of a year, approximate, or a day.\nBy scale, by people: what the members would have had to bring for their share of the peacekeeping scale (from 2001), of the world's people.\nSeats: of members in the Security Council. {LIMITS}\n"
    ));
    out
}
