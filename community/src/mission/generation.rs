//! Force generation on the record: the plan comes in as content, worked out elsewhere; here it is checked in whole numbers.
//! Frozen wire types.

use super::{Mission, Standing, found};
use crate::{
    act::{Contribution, Purpose},
    deciding::{Decided, Deciding},
    event::Happening,
    pledge,
    refusal::Refusal,
    state::{Code, State},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A plan of who gives what to a mission. How it was found does not matter: whether it adds up does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generation {
    /// The mission.
    pub mission: String,
    /// What it needs: persons in uniform, by type.
    pub needs: Vec<Need>,
    /// Who gives what.
    pub shares: Vec<Share>,
    /// What is missing.
    pub shortfalls: Vec<Need>,
    /// The cost of this plan, in the unit that its author chose; nought where none was worked out.
    #[serde(default)]
    pub cost: u64,
    /// What any plan costs at least, by the author's proof.
    #[serde(default)]
    pub bound: u64,
}

/// So many of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// The type, such as `infantry`.
    pub capability: String,
    /// How many persons in uniform.
    pub personnel: u32,
}

/// What a member gives of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The member.
    pub state: Code,
    /// The type.
    pub capability: String,
    /// How many persons in uniform.
    pub personnel: u32,
}

impl Generation {
    /// How many a member gives in all.
    pub fn of(&self, state: &str) -> u64 {
        let of = self.shares.iter().filter(|share| share.state == state);
        of.map(|share| u64::from(share.personnel)).sum()
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.shares.iter().map(|share| u64::from(share.personnel)).sum()
    }
}

/// `generate-forces`: the secretariat puts the plan of a mission's forces on the record, once it is found to add up.
pub(super) fn generate(d: &Deciding<'_>, given: &Generation) -> Result<Decided, Refusal> {
    let mission = found(d, &given.mission)?;
    let article = mission.article.clone();
    if !d.is("secretariat") {
        return Err(d.wrong_actor(&article, "the secretariat"));
    }
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).under(&article).cure(cure));
    if mission.standing != Standing::Authorised {
        let says = format!("{} is {}", given.mission, mission.standing.says());
        return refused("no-authority", says, "authorise the mission first");
    }
    let needs = once(given.needs.iter().map(|need| (need.capability.clone(), need.personnel)));
    let missing = once(given.shortfalls.iter().map(|need| (need.capability.clone(), need.personnel)));
    let pairs = given.shares.iter().map(|share| ((&share.state, &share.capability), share.personnel));
    let (Some(needs), Some(missing), Some(_)) = (needs, missing, once(pairs)) else {
        let says = "a type or a member\u{2019}s share stands twice, or comes to nobody".to_owned();
        return refused("unsound-plan", says, "let each stand once, with how many");
    };
    let mut given_of: BTreeMap<&str, u64> = BTreeMap::new();
    for share in &given.shares {
        if !d.state.is_member(&share.state) {
            return refused("not-a-member", format!("{} is not a member", share.state), "plan with members");
        }
        if !needs.contains_key(&share.capability) {
            let says = format!("nobody asked for `{}`", charter::values::shown(&share.capability));
            return refused("not-needed", says, "plan for what the mission needs");
        }
        *given_of.entry(&share.capability).or_default() += u64::from(share.personnel);
    }
    for (capability, needed) in &needs {
        let has = given_of.get(capability.as_str()).copied().unwrap_or_default();
        let lacks = u64::from(*needed).saturating_sub(has);
        let named = missing.get(capability).copied().map_or(0, u64::from);
        if lacks != named {
            let says = format!(
                "of `{capability}` {needed} are needed, {has} are given, and {named} named as missing"
            );
            return refused("shortfall-unnamed", says, "name every shortfall, and nothing else as one");
        }
    }
    if let Some(capability) = missing.keys().find(|capability| !needs.contains_key(*capability)) {
        return refused("not-needed", format!("nobody asked for `{capability}`"), "name shortfalls of needs");
    }
    if given.total() > u64::from(mission.plan.strength) {
        let says = format!("{} persons are given; it may have {}", given.total(), mission.plan.strength);
        return refused("beyond-strength", says, "plan for fewer, or renew it with a greater strength");
    }
    let states: BTreeSet<&String> =
        given.shares.iter().map(|share| &share.state).chain(mission.there.keys()).collect();
    for state in states {
        let there = mission.there.get(state).copied().map_or(0, u64::from);
        if there > given.of(state) {
            let says =
                format!("{there} of {} are there, and the plan has {}", d.state.name(state), given.of(state));
            return refused("fewer-than-there", says, "plan with who is there, or bring them home first");
        }
        pledged(d, mission, given, state).map_err(|refusal| refusal.under(&article))?;
    }
    if given.bound > given.cost {
        let says = format!("it costs {}, and any plan {} at least", given.cost, given.bound);
        return refused("unsound-plan", says, "give a cost that is not below its bound");
    }
    Ok(Decided::one(article, Happening::ForcesGenerated(given.clone())))
}

/// A list in which each stands once and comes to somebody.
fn once<K: Ord>(list: impl Iterator<Item = (K, u32)>) -> Option<BTreeMap<K, u32>> {
    let mut found = BTreeMap::new();
    for (key, personnel) in list {
        if personnel == 0 || found.insert(key, personnel).is_some() {
            return None;
        }
    }
    Some(found)
}

/// A member gives no more of a type than its pledges to this mission bind it to.
fn pledged(d: &Deciding<'_>, mission: &Mission, given: &Generation, state: &str) -> Result<(), Refusal> {
    for share in given.shares.iter().filter(|share| share.state == state) {
        let pledged = mission.pledged(d.state, state, Some(&share.capability));
        if u64::from(share.personnel) > pledged {
            let says = format!(
                "{} would give {} of `{}`, and its pledges bind it to {pledged}",
                d.state.name(state),
                share.personnel,
                share.capability
            );
            return Err(
                Refusal::new("beyond-pledges", says).cure("plan with what was pledged, or ask for more")
            );
        }
    }
    Ok(())
}

impl Mission {
    /// How many persons in uniform a member's live pledges bind it to give to this mission: of a type, or of any.
    pub fn pledged(&self, state: &State, member: &str, capability: Option<&str>) -> u64 {
        let purpose = Purpose::Mission(self.number);
        let binding = pledge::binding(state, purpose);
        let of = state
            .pledges_to(purpose)
            .filter(|(number, pledge)| binding.contains(number) && pledge.state == member);
        of.map(|(_, pledge)| match &pledge.contribution {
            Contribution::Forces { kind, .. } if capability.is_none_or(|capability| capability == kind) => {
                pledge.live()
            }
            _ => 0,
        })
        .sum()
    }
}
