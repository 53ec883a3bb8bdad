//! The keys of guarantees and acts.

use super::{ARTICLE, COVERS, RIGHTS, SAYS, TITLE, key, must, or};
use crate::condition::Context;
use crate::shape::{
    Kind::{Choice, Condition, Count, Duration, List, Name, OneOrMany, Proposer, Rule, RuleOrName, Table},
    NameOf,
    Runs::Engine,
    Shape,
};

/// `[guarantee.<head>]`
pub static GUARANTEE: Shape = Shape {
    name: "a guarantee",
    keys: &[
        ARTICLE,
        TITLE,
        SAYS,
        key("covers", List(&Choice(COVERS)), Engine, "What it covers."),
        key("requires", Condition(Context::Guarantee), Engine, "What must be so before it can be invoked."),
        or(key("means", Choice(&["all", "non-forcible"]), Engine, "By which means it is kept."), "all"),
        key("organ", Name(NameOf::Organ), Engine, "The organ that determines the case."),
        key("rule", RuleOrName, Engine, "By which rule."),
        key("within", Duration, Engine, "The time for determining; silence leaves self-defence as it was."),
        key("pledges_within", Duration, Engine, "The time for pledging help."),
        key("reported_to", Name(NameOf::Body), Engine, "The body that is told at once."),
        key("ends", Condition(Context::Guarantee), Engine, "What ends it."),
    ],
};

/// `[acts.<kind>]`
pub static ACT: Shape = Shape {
    name: "an act",
    keys: &[
        ARTICLE,
        TITLE,
        SAYS,
        key("who", OneOrMany(&Name(NameOf::Office)), Engine, "Who may do it."),
        key(
            "proposed_by",
            OneOrMany(&Proposer),
            Engine,
            "Who may propose it: offices, or members together by a rule.",
        ),
        key("citizens", Table(&CITIZENS), Engine, "How many citizens may do it."),
        key("requires", Condition(Context::Act), Engine, "What must be so."),
        key("consults", Table(&CONSULTS), Engine, "Who is asked for advice first."),
        or(
            key(
                "readings",
                Count(1, 9),
                Engine,
                "In how many readings it is debated before the vote; the last takes no amendments.",
            ),
            "1",
        ),
        key("debate", Duration, Engine, "The least time of each reading."),
        key("closes_debate", OneOrMany(&Name(NameOf::Office)), Engine, "Who may close a debate sooner."),
        key("organ", Name(NameOf::Organ), Engine, "The organ that decides."),
        key("rule", RuleOrName, Engine, "By which rule."),
        key("silence", Duration, Engine, "It is agreed if nobody objects for so long."),
        key(
            "excludes",
            Choice(&["the subject", "every state under this procedure"]),
            Engine,
            "Who is left out of both sides of the count.",
        ),
        key("consent", Table(&CONSENT), Engine, "The second organ that must agree."),
        key("ratified_by", RuleOrName, Engine, "The rule on ratifications by members."),
        key("within", Duration, Engine, "The time for the whole act."),
        key("suspends", List(&Choice(RIGHTS)), Engine, "The rights that a suspended member loses."),
        key("notice", Duration, Engine, "The time between notice and effect."),
        key("answered_within", Duration, Engine, "The time for an answer."),
        key("reports", Table(&REPORTS), Engine, "Who is reported to, and how often."),
        key("reviewed_by", Name(NameOf::Organ), Engine, "The organ that reviews its legality."),
    ],
};

static CITIZENS: Shape = Shape {
    name: "the citizens",
    keys: &[
        must("total", Count(1, u64::MAX), Engine, "How many in all."),
        key("members", Rule, Engine, "From how many members."),
        key("per_seat", Count(1, 1_000_000), Engine, "From each such member, so many for each of its seats."),
    ],
};

static CONSULTS: Shape = Shape {
    name: "the consultation",
    keys: &[
        must("body", Name(NameOf::Body), Engine, "Who is asked; its advice is no veto."),
        key("within", Duration, Engine, "The time for an answer."),
    ],
};

/// `consent`, of an act or of the budget
pub static CONSENT: Shape = Shape {
    name: "the consent",
    keys: &[
        must("organ", Name(NameOf::Organ), Engine, "The organ that must agree."),
        must("rule", RuleOrName, Engine, "By which rule."),
    ],
};

static REPORTS: Shape = Shape {
    name: "the reports",
    keys: &[
        must("to", Name(NameOf::Body), Engine, "To whom."),
        must("every", Duration, Engine, "How often."),
    ],
};
