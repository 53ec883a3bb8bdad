//! What `koinon gap` answers: who gives what, what is missing, who could close it, and how it was found.

use super::{Case, derived::TROOPS};
use crate::{
    data::{
        csv,
        table::{Side, table, wrapped},
    },
    output::grouped,
};
use forces::{Coverage, Gap, Obstacle};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most closers of a gap that are listed.
const SHOWN: usize = 12;

/// An answer in three forms.
pub struct Answer<'a> {
    /// What was found.
    pub case: &'a Case<'a>,
}

impl Answer<'_> {
    /// For people: the answer, who gives what, what is missing, how it was found, and how to ask again.
    pub fn human(&self) -> String {
        let mut out = wrapped(&self.headline(), 100, 0);
        out += &self.gifts();
        out += &self.rotation();
        out += &self.missing();
        out += "\nHow this was found\n";
        for note in self.notes() {
            out += &wrapped(&note, 100, 2);
        }
        out += &format!("\nAgain: {}\n", again());
        out
    }

    fn headline(&self) -> String {
        let Case { asked, community, generation, rotation, args, .. } = self.case;
        let met = rotation.as_ref().map_or(generation.met, |rotation| rotation.met);
        let verb = if met { "could meet" } else { "could not meet" };
        let over = args.months.map_or(String::new(), |months| format!(" over {months} months"));
        let needs = asked.requirement.needs.iter();
        let needs: Vec<String> = needs.map(|need| format!("{} {}", grouped(need.units), need.name)).collect();
        let community_name = community.loaded.charter.community.name.trim_start_matches("The ");
        let mut said = format!(
            "{}: {}. The {} members of the {community_name} in {} {verb} it{over}.",
            asked.name,
            needs.join(", "),
            community.members.len(),
            community.year,
        );
        if let Some(source) = &asked.source {
            said += &format!(" (Figures: {source}.)");
        }
        said
    }

    fn gifts(&self) -> String {
        let Case { generation, asked, derived, rotation, .. } = self.case;
        if rotation.is_some() {
            return String::new();
        }
        if generation.gifts.is_empty() {
            return "\nNobody gives anything.\n".into();
        }
        let header = [
            ("member", Side::Left),
            ("need", Side::Left),
            ("gives", Side::Right),
            ("fair share", Side::Right),
            ("of its troops", Side::Right),
            ("cost a year, $m", Side::Right),
            ("why", Side::Left),
        ];
        let rows = generation.gifts.iter().zip(&generation.reasons).map(|(gift, why)| {
            let need = &asked.requirement.needs[gift.need];
            let burden = generation.members.iter().find(|burden| burden.member == gift.member);
            let fair = burden.and_then(|burden| burden.fair);
            let troops =
                derived.personnel.get(&gift.member).filter(|troops| **troops > 0 && need.kind == TROOPS);
            vec![
                gift.member.clone(),
                need.name.clone(),
                grouped(gift.units),
                fair.map_or("–".into(), grouped),
                troops.map_or("–".into(), |troops| tenths(gift.units * 1000 / troops)),
                grouped((gift.cost + 500_000) / 1_000_000),
                why.to_string(),
            ]
        });
        let mut rows: Vec<Vec<String>> = rows.collect();
        rows.sort_by(|one, other| one[1].cmp(&other[1]).then(one[0].cmp(&other[0])));
        let sum = format!(
            "{} persons, {} million dollars a year",
            grouped(generation.persons),
            grouped((generation.cost + 500_000) / 1_000_000)
        );
        format!("\nWho gives what\n{}  In all {sum}.\n", table(&header, &rows, 2))
    }

    /// A row a member and need, a column a tour of one cycle; and the months in which something is missing.
    fn rotation(&self) -> String {
        let Some(rotation) = &self.case.rotation else { return String::new() };
        let cycle = usize::try_from(self.case.args.rest).unwrap_or(0) + 1;
        let tours = &rotation.tours[..cycle.min(rotation.tours.len())];
        let months: Vec<String> =
            tours.iter().map(|tour| format!("months {}–{}", tour.first_month, tour.last_month)).collect();
        let mut header = vec![("member", Side::Left), ("need", Side::Left)];
        header.extend(months.iter().map(|months| (months.as_str(), Side::Right)));
        let mut rows: BTreeMap<(&str, &str), Vec<u64>> = BTreeMap::new();
        for (at, tour) in tours.iter().enumerate() {
            for gift in &tour.gifts {
                let need = self.case.asked.requirement.needs[gift.need].name.as_str();
                rows.entry((need, &gift.member)).or_insert_with(|| vec![0; tours.len()])[at] += gift.units;
            }
        }
        let shown = |units: &u64| if *units > 0 { grouped(units) } else { "–".to_owned() };
        let rows = rows.iter().map(|((need, member), units)| {
            [(*member).to_owned(), (*need).to_owned()].into_iter().chain(units.iter().map(shown)).collect()
        });
        let mut out = format!("\nWho is there when\n{}", table(&header, &rows.collect::<Vec<_>>(), 2));
        if tours.len() < rotation.tours.len() {
            let last = tours.last().map_or(0, |tour| tour.last_month);
            out += &format!(
                "  After month {last} the same again, to month {}.\n",
                self.case.args.months.unwrap_or(0)
            );
        }
        let first = |gap: &&Gap| rotation.tours.iter().any(|tour| tour.first_month == gap.month);
        for gap in rotation.gaps.iter().filter(first).take(SHOWN) {
            let need = &self.case.asked.requirement.needs[gap.need];
            out +=
                &format!("  From month {}: {} {} are missing.\n", gap.month, grouped(gap.missing), need.name);
        }
        out
    }

    fn missing(&self) -> String {
        let generation = &self.case.generation;
        if generation.met {
            return String::new();
        }
        let mut out = "\nWhat is missing, and who could close it\n".to_owned();
        for need in generation.needs.iter().filter(|need| need.missing > 0) {
            let (missing, asked) = (grouped(need.missing), grouped(need.asked));
            out += &format!("  {}: {missing} of {asked} are missing.\n", need.name);
            out += &self.closers(need);
        }
        if generation.women_missing_thousandths > 0 {
            let women = generation.women_missing_thousandths.div_ceil(1000);
            out += &format!("  Women: {} more would reach the share asked for.\n", grouped(women));
        }
        out
    }

    fn closers(&self, of: &Coverage) -> String {
        let Case { asked, derived, pledges, args, .. } = self.case;
        let mut lines: Vec<String> = of
            .closers
            .iter()
            .filter(|closer| !matches!(closer.obstacle, Obstacle::Lot { .. }) || closer.units >= args.lot)
            .map(|closer| format!("{} {}: {}", closer.member, grouped(closer.units), closer.obstacle))
            .collect();
        let troops = asked.requirement.needs.iter().any(|need| need.name == of.name && need.kind == TROOPS);
        if troops && args.pledges.is_some() {
            let left = derived.unpledged(pledges);
            lines.extend(left.iter().map(|(member, units)| {
                format!(
                    "{member} {}: not pledged; {}% of its troops less its pledges",
                    grouped(*units),
                    args.share
                )
            }));
        }
        let mut out = String::new();
        for line in lines.iter().take(SHOWN) {
            out += &format!("    {line}\n");
        }
        if lines.len() > SHOWN {
            out += &format!("    and {} more\n", lines.len() - SHOWN);
        }
        if troops && args.pledges.is_none() {
            let all: u64 = derived.personnel.values().sum();
            let needed = (of.asked * 1000).div_ceil(all.max(1));
            out += &if needed > 1000 {
                format!("    All {} troops of the members would not do.\n", grouped(all))
            } else {
                format!(
                    "    It would take {} of the members' {} troops, where {}% are taken as given.\n",
                    tenths(needed),
                    grouped(all),
                    args.share
                )
            };
        }
        out
    }

    fn notes(&self) -> Vec<String> {
        let Case { args, derived, community, generation, keys, pledges, rotation, .. } = self.case;
        let mut notes = derived.notes.clone();
        if let Some(file) = &args.pledges {
            notes.insert(0, format!("Pledges: {} declared in {file}; nothing else counts.", pledges.len()));
        }
        notes.push(format!(
            "Fair shares by {}; each point of burden above one counts for {} dollars.",
            community.source(&args.key),
            grouped(keys.excess_price)
        ));
        let proof = rotation.as_ref().map_or(&generation.proof, |rotation| &rotation.proof);
        let gap = format!("{}.{:02}%", proof.gap_basis_points / 100, proof.gap_basis_points % 100);
        notes.push(format!(
            "Proved: counting cost and what is above fair shares, this plan is within {gap} of the best{}.",
            if proof.reached { "" } else { ", which is above the one per cent aimed at" }
        ));
        notes
    }

    /// Everything, for programs.
    pub fn json(&self) -> Value {
        let Case { asked, community, generation, rotation, pledges, keys, args, derived } = self.case;
        json!({
            "community": community.title(),
            "year": community.year,
            "requirement": { "name": asked.name, "source": asked.source, "asked": asked.requirement },
            "assumption": {
                "share_percent": args.share,
                "deployable_percent": args.deployable,
                "lot": args.lot,
                "counts": args.pledges.is_none(),
            },
            "notes": derived.notes,
            "keys": { "indicator": args.key, "shares": keys.shares, "excess_price": keys.excess_price },
            "pledges": pledges,
            "generation": generation,
            "rotation": rotation,
        })
    }

    /// Who gives what, a row a gift, and a row a gap; of a rotation, tour by tour.
    pub fn csv(&self) -> String {
        let Case { generation, asked, rotation, .. } = self.case;
        if let Some(rotation) = rotation {
            let name = |need: usize| asked.requirement.needs[need].name.clone();
            let gifts = rotation.tours.iter().flat_map(|tour| {
                tour.gifts.iter().map(move |gift| {
                    let months = [tour.first_month, tour.last_month].map(|month| month.to_string());
                    let [first, last] = months;
                    vec![
                        first,
                        last,
                        name(gift.need),
                        gift.member.clone(),
                        gift.units.to_string(),
                        String::new(),
                    ]
                })
            });
            let gaps = rotation.gaps.iter().map(|gap| {
                let month = gap.month.to_string();
                vec![
                    month.clone(),
                    month,
                    name(gap.need),
                    String::new(),
                    String::new(),
                    gap.missing.to_string(),
                ]
            });
            let header = ["first_month", "last_month", "need", "member", "units", "missing"];
            return csv(&header, gifts.chain(gaps));
        }
        let gifts = generation.gifts.iter().zip(&generation.reasons).map(|(gift, why)| {
            let need = asked.requirement.needs[gift.need].name.clone();
            let (units, cost) = (gift.units.to_string(), gift.cost.to_string());
            vec![need, gift.member.clone(), units, cost, why.to_string()]
        });
        let missing = generation.needs.iter().filter(|need| need.missing > 0).map(|need| {
            vec![need.name.clone(), String::new(), need.missing.to_string(), String::new(), "missing".into()]
        });
        csv(&["need", "member", "units", "cost", "why"], gifts.chain(missing))
    }
}

/// Thousandths as per cent with one decimal.
fn tenths(thousandths: u64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// The command as it was given.
fn again() -> String {
    let words = std::env::args().skip(1).map(|word| {
        let plain =
            !word.is_empty() && word.chars().all(|sign| sign.is_alphanumeric() || "-_./=".contains(sign));
        if plain { word } else { format!("'{}'", word.replace('\'', r"'\''")) }
    });
    std::iter::once("koinon".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}
