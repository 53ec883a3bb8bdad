//! The closed list of names that a condition may use, and where. A row here is the only way to add one.

use super::Context;
use crate::nearest::{nearest, suggest};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number.
    Number,
    /// True, false or unknown.
    Truth,
    /// A text.
    Text,
    /// The groups to which a state belongs.
    Groups,
}

impl Type {
    /// What the reference and messages call it.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Truth => "a truth",
            Self::Text => "a text",
            Self::Groups => "a set of groups",
        }
    }
}

/// A name of the list.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The path; `INDICATOR` stands for any indicator of the world.
    pub path: &'static str,
    /// What it stands for.
    pub kind: Type,
    /// Where it may stand.
    pub contexts: &'static [Context],
    /// What it means.
    pub says: &'static str,
}

const CRITERION: &[Context] = &[Context::Criterion];
const ACT: &[Context] = &[Context::Act, Context::Guarantee];
const STAGE: &[Context] = &[Context::Stage];
const RECORD: &[Context] = &[Context::Criterion, Context::Stage];
const ALL: &[Context] = &[Context::Criterion, Context::Act, Context::Guarantee, Context::Stage];

const fn name(path: &'static str, kind: Type, contexts: &'static [Context], says: &'static str) -> Name {
    Name { path, kind, contexts, says }
}

/// Every name.
pub static NAMES: &[Name] = &[
    name(
        "state.INDICATOR",
        Type::Number,
        CRITERION,
        "the value of an indicator for the state in the year judged; `koinon data list` names them",
    ),
    name(
        "state.groups",
        Type::Groups,
        CRITERION,
        "the groups to which the state belongs on 31 December, as in `'nato' in state.groups`",
    ),
    name("state.code", Type::Text, CRITERION, "the state's ISO 3166 code"),
    name(
        "state.region",
        Type::Text,
        CRITERION,
        "the state's region in the scheme of the United Nations (M49)",
    ),
    name("year", Type::Number, ALL, "the year judged, or of the act"),
    name("community.members", Type::Number, STAGE, "how many members there are"),
    name(
        "community.regions",
        Type::Number,
        STAGE,
        "in how many regions of the United Nations (M49) there are members",
    ),
    name("community.population", Type::Number, STAGE, "how many people live in the members"),
    name(
        "community.population_share",
        Type::Number,
        STAGE,
        "the members' share of the world's people, 0 to 1",
    ),
    name("community.gdp_share", Type::Number, STAGE, "the members' share of the world's product, 0 to 1"),
    name("world.states", Type::Number, RECORD, "how many states there are"),
    name("world.population", Type::Number, RECORD, "how many people live in them"),
    name("world.gdp", Type::Number, RECORD, "their product, in current US dollars"),
    name("subject.INDICATOR", Type::Number, ACT, "the value of an indicator for the state concerned"),
    name("subject.groups", Type::Groups, ACT, "the groups to which the state concerned belongs"),
    name("subject.qualifies", Type::Truth, ACT, "the state concerned meets every criterion on the record"),
    name("subject.open_to", Type::Truth, ACT, "membership is open to the state concerned"),
    name("subject.lost_any", Type::Truth, ACT, "the member concerned has lost a criterion"),
    name(
        "subject.territory_at_war",
        Type::Truth,
        ACT,
        "a war is fought on the territory of the state concerned",
    ),
    name("subject.member", Type::Truth, ACT, "the state concerned is a member"),
    name("subject.suspended", Type::Truth, ACT, "rights of the member concerned are suspended"),
    name(
        "subject.declares_attack",
        Type::Truth,
        ACT,
        "the member concerned declares that it is under armed attack",
    ),
    name("subject.requests_help", Type::Truth, ACT, "the member concerned asks for help"),
    name("subject.withdraws_request", Type::Truth, ACT, "the member concerned withdraws its request"),
    name(
        "subject.constitutional_authority_requests",
        Type::Truth,
        ACT,
        "the constitutional authorities of the member concerned ask for help",
    ),
    name("subject.consents", Type::Truth, ACT, "the state concerned consents"),
    name("actor.INDICATOR", Type::Number, ACT, "the value of an indicator for the state that acts"),
    name("actor.groups", Type::Groups, ACT, "the groups to which the state that acts belongs"),
    name("actor.member", Type::Truth, ACT, "the state that acts is a member"),
    name("actor.suspended", Type::Truth, ACT, "rights of the state that acts are suspended"),
    name(
        "mandate.in_force",
        Type::Truth,
        ACT,
        "the cited resolution of the Security Council is registered and in force on the day of the act",
    ),
    name(
        "mandate.covers(mission)",
        Type::Truth,
        ACT,
        "the mandate covers the mission's addressee, area, tasks, strength and time",
    ),
    name("mandate.covers(compact)", Type::Truth, ACT, "the mandate covers the compact"),
    name("mission.strength", Type::Number, ACT, "the mission's uniformed strength, in persons"),
    name("mission.consent_of_host", Type::Truth, ACT, "the host state consents to the mission"),
    name(
        "mission.under_united_nations_command",
        Type::Truth,
        ACT,
        "the mission is commanded by the United Nations",
    ),
    name("compact.requested_by_subject", Type::Truth, ACT, "the state concerned asks for the compact"),
    name(
        "compact.submitted_to_peacebuilding_commission",
        Type::Truth,
        ACT,
        "the compact is submitted to the Peacebuilding Commission",
    ),
    name("finding.serious_breach", Type::Truth, ACT, "the organ has found a serious breach of the charter"),
    name("finding.armed_attack", Type::Truth, ACT, "the organ has found that there is an armed attack"),
    name(
        "finding.council_measures_suffice",
        Type::Truth,
        ACT,
        "the organ has found that the Security Council has taken measures and that they suffice",
    ),
    name("finding.no_government", Type::Truth, ACT, "the organ has found that there is no government to ask"),
];

impl Name {
    /// Where it may stand, in words.
    pub fn contexts_say(&self) -> String {
        let words = |context: &Context| match context {
            Context::Criterion => "criteria",
            Context::Act => "acts",
            Context::Guarantee => "guarantees",
            Context::Stage => "stages",
        };
        self.contexts.iter().map(words).collect::<Vec<_>>().join(", ")
    }
}

/// The name with this path, if a condition may have it at all.
pub fn find(path: &str) -> Option<&'static Name> {
    NAMES.iter().find(|name| name.path == path).or_else(|| {
        let (head, rest) = path.split_once('.')?;
        // One word of small letters behind the point: an indicator, which the world may know or not.
        let word = !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        NAMES.iter().filter(|_| word).find(|name| name.path.strip_suffix(".INDICATOR") == Some(head))
    })
}

/// The indicator that a path names, such as `polyarchy` of `state.polyarchy`.
pub fn indicator(path: &str) -> Option<&str> {
    let name = find(path)?;
    if name.path.ends_with(".INDICATOR") { path.split_once('.').map(|(_, rest)| rest) } else { None }
}

/// The name of one of these kinds that a path misses by a letter or two. Any word may be an indicator, so that such a
/// slip shows only where a number does not fit.
pub fn misspelt(path: &str, context: Context, kinds: &[Type]) -> Option<&'static str> {
    let (head, rest) = path.split_once('.').filter(|_| indicator(path).is_some())?;
    let fits = |name: &&Name| name.contexts.contains(&context) && kinds.contains(&name.kind);
    let word = |name: &'static Name| name.path.strip_prefix(head)?.strip_prefix('.');
    let meant = nearest(rest, NAMES.iter().filter(fits).filter_map(word))?;
    NAMES.iter().map(|name| name.path).find(|path| path.split_once('.') == Some((head, meant)))
}

/// The nearest name that may stand in a context.
pub fn near(path: &str, context: Context) -> Option<String> {
    let names = NAMES.iter().filter(|name| name.contexts.contains(&context)).map(|name| name.path);
    let heads =
        ["state", "community", "world", "subject", "actor", "mandate", "mission", "compact", "finding"];
    if let Some((head, rest)) = path.split_once('.')
        && !heads.contains(&head)
        && let Some(meant) = nearest(head, heads)
    {
        return Some(format!("did you mean `{meant}.{rest}`?"));
    }
    if let Some(found) = nearest(path, names.clone()) {
        return Some(format!("did you mean `{found}`?"));
    }
    suggest(path, names.filter(|name| !name.contains("INDICATOR")).collect::<Vec<_>>())
}
