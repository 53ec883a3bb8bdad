//! Organs, the founding and the budget in plain English.

use super::{
    Context, Part,
    words::{and_list, capital, count, every, grouped},
};
use crate::law::{Balance, Budget, ChairBy, Elected, Founding, Organ, Seats, Unratified};

/// A state's name, by its code or name.
pub fn state_name(cx: &Context<'_>, code: &str) -> String {
    cx.world.find_state(code).map_or_else(|_| code.to_owned(), |ix| cx.world.state(ix).name.clone())
}

/// The article of an organ.
pub fn organ(cx: &Context<'_>, organ: &Organ) -> Part {
    let id = &organ.id.value;
    let name = capital(&cx.office(id));
    let mut part = Part::new(&organ.heading, &name, format!("organs.{id}"));
    match &organ.seats {
        Some(Seats::OnePerMember) => part.rule(format!("{name} has one seat for each member.")),
        Some(Seats::Groups(groups)) => {
            let own = |name: &str| cx.charter.groups.iter().any(|group| group.name.value == name);
            let groups: Vec<_> = groups
                .iter()
                .map(|group| match own(&group.value) {
                    true => format!("the group “{}”", group.value.replace('-', " ")),
                    false => format!("the {}", cx.group(&group.value)),
                })
                .collect();
            part.rule(format!("In {} sit the members of {}.", cx.office(id), and_list(&groups)));
        }
        Some(Seats::Apportioned(seats)) => {
            let by = cx
                .world
                .indicator_named(&seats.by.value)
                .map(|ix| super::share_title(&cx.world.indicator(ix).title));
            let most = seats
                .max
                .as_ref()
                .map(|max| format!(" and at most {}", count(u64::from(max.value))))
                .unwrap_or_default();
            part.rule(format!(
                "{name} has {} seats, apportioned among members by {} by the method of {}; each has at least {}{most}.",
                grouped(u64::from(seats.total.value)),
                by.unwrap_or_else(|| seats.by.value.replace('_', " ")),
                method(&seats.method.value),
                count(u64::from(seats.min.value)),
            ));
        }
        None => {}
    }
    let term = organ.term.map(|term| format!(" for {term}")).unwrap_or_default();
    let elected = organ.elected.map(|elected| match elected {
        Elected::Directly => "elected directly by the citizens",
        Elected::ByParliaments => "elected by the members' parliaments",
        Elected::ByGovernments => "appointed by the members' governments",
    });
    if let Some(elected) = elected {
        part.rule(format!("Its members are {elected}{term}."));
    }
    if let Some(judges) = organ.judges {
        part.rule(format!("It has {} judges.", count(u64::from(judges))));
    }
    if !organ.elected_by.is_empty() {
        let by: Vec<_> = organ.elected_by.iter().map(|organ| cx.office(&organ.value)).collect();
        part.rule(format!("Its members are elected by {}{term}.", and_list(&by)));
    } else if let (None, Some(term)) = (elected, organ.term) {
        part.rule(format!("Its members serve for {term}."));
    }
    if let Some(balance) = &organ.balance {
        self::balance(cx, &balance.value, &mut part);
    }
    if let Some(chair) = &organ.chair {
        let by = match chair.by {
            ChairBy::Rotation => "passes from member to member",
            ChairBy::Election => "is elected by its members",
        };
        let every = chair.every.map(|time| format!(" {}", every(time))).unwrap_or_default();
        part.rule(format!("The chair {by}{every}."));
    }
    if let Some(head) = &organ.head {
        let proposed = head
            .proposed_by
            .as_ref()
            .map(|by| format!(" on the proposal of {}", cx.office(&by.value)))
            .unwrap_or_default();
        let terms = head
            .terms
            .map(|terms| {
                format!(
                    ", for at most {} {}",
                    count(u64::from(terms)),
                    if terms == 1 { "term" } else { "terms" }
                )
            })
            .unwrap_or_default();
        part.rule(format!(
            "Its head is elected by {}{proposed} for {}{terms}.",
            cx.office(&head.elected_by.value),
            head.term
        ));
    }
    if let Some(quorum) = &organ.quorum {
        part.rule(format!("Its quorum is {}.", quorum.value));
    }
    part
}

fn balance(cx: &Context<'_>, balance: &Balance, part: &mut Part) {
    match balance.of_one_state.as_ref().map(|most| most.value) {
        Some(1) => part.rule("No two of its members are of one state."),
        Some(most) => {
            part.rule(format!("At most {} of its members are of one state.", count(u64::from(most))))
        }
        None => {}
    }
    if let Some(least) = &balance.of_each_region {
        let regions: Vec<_> = balance.regions.iter().map(|region| cx.group(&region.value)).collect();
        part.rule(format!(
            "At least {} of its members are of each region, or as many as the region's members allow: {}.",
            count(u64::from(least.value)),
            and_list(&regions)
        ));
    }
    if let Some(share) = balance.of_each_gender {
        let share = share.says();
        part.rule(format!(
            "At least {share} of its members are women, and at least {share} are men; whose gender is not on the record counts for neither."
        ));
    }
}

/// The article on the founding.
pub fn founding(cx: &Context<'_>, founding: &Founding) -> Part {
    let mut part = Part::new(&founding.heading, "Founding and entry into force", "founding");
    if let Some(rule) = &founding.adopted_by {
        part.rule(format!("The preparatory conference adopts the text by {}.", cx.rule(&rule.value)));
    }
    if let Some(rule) = &founding.ratified_by {
        let within =
            founding.within.map(|within| format!(", within {within} of its adoption")).unwrap_or_default();
        part.rule(format!(
            "The charter enters into force when ratified by {}{within}.",
            cx.rule(&rule.value)
        ));
    }
    if let Some(depositary) = &founding.depositary {
        part.rule(format!("Ratifications are deposited with the {}.", cx.body(&depositary.value)));
    }
    if let Some(predecessor) = &founding.predecessor {
        let name = cx.group(&predecessor.value);
        part.rule(match founding.unratified {
            Some(Unratified::RemainBound) => format!("The charter continues the treaty of the {name}. A member of it that does not ratify remains bound, and is owed what it was owed, under the older treaty."),
            Some(Unratified::Released) => format!("The charter replaces the treaty of the {name}. Towards a member of it that does not ratify, the older treaty ends."),
            None => format!("The charter continues the treaty of the {name}."),
        });
    }
    part
}

/// The article on the budget.
pub fn budget(cx: &Context<'_>, budget: &Budget) -> Part {
    let mut part = Part::new(&budget.heading, "The budget", "budget");
    if let Some(scale) = &budget.scale {
        part.rule(format!("Members pay by {}.", scale_words(&scale.value)));
    }
    if let Some(scale) = &budget.peacekeeping_scale {
        part.rule(format!("For missions they pay by {}.", scale_words(&scale.value)));
    }
    if let Some(rule) = &budget.rule {
        let organ =
            budget.organ.as_ref().map_or("The community".into(), |organ| capital(&cx.office(&organ.value)));
        part.rule(format!("{organ} adopts the budget by {}.", cx.rule(&rule.value)));
    }
    if let Some(consent) = &budget.consent {
        part.rule(format!(
            "It needs the consent of {}, by {}.",
            cx.office(&consent.organ.value),
            cx.rule(&consent.rule.value)
        ));
    }
    if let Some(arrears) = &budget.arrears {
        let years = u64::from(arrears.loses_vote_at_years_due);
        let mut text = format!(
            "A member whose arrears reach its dues of the {} preceding {} loses its vote",
            count(years),
            if years == 1 { "year" } else { "years" }
        );
        if let Some(rule) = &arrears.waived_by {
            text.push_str(&format!(", unless this is waived by {}", cx.rule(&rule.value)));
        }
        text.push('.');
        part.rule(text);
    }
    part
}

fn method(name: &str) -> String {
    match name {
        "huntington-hill" => "Huntington and Hill".into(),
        "penrose" => "Penrose (the square root)".into(),
        "cambridge" => "the Cambridge Compromise".into(),
        other => capital(other),
    }
}

fn scale_words(name: &str) -> &str {
    match name {
        "united-nations" => {
            "the method of the United Nations scale of assessments, with gross domestic product for national income"
        }
        "united-nations-peacekeeping" => "the United Nations peacekeeping scale, levels A to J",
        "gdp" => "their share of gross domestic product",
        "equal" => "equal shares",
        "nato-cost-share" => "the cost shares of NATO's common funding",
        "same" => "the same scale",
        other => other,
    }
}
