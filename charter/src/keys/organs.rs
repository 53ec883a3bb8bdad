//! The keys of organs.

use super::{ARTICLE, METHODS, SAYS, SHARES, TITLE, key, must, or};
use crate::shape::{
    Kind::{Choice, Count, Duration, Either, List, Name, OneOrMany, Rule, Table},
    NameOf,
    Runs::{Check, Engine},
    Shape,
};

/// `[organs.<id>]`
pub static ORGAN: Shape = Shape {
    name: "an organ",
    keys: &[
        ARTICLE,
        TITLE,
        SAYS,
        key(
            "seats",
            Either(&[Choice(&["one per member"]), List(&Name(NameOf::Group)), Table(&SEATS)]),
            Engine,
            "Who sits in it: one for each member, the members of groups, or seats apportioned.",
        ),
        key(
            "elected",
            Choice(&["directly", "by parliaments", "by governments"]),
            Engine,
            "How seat-holders are chosen; each member names its own, and they vote by name.",
        ),
        key("chair", Table(&CHAIR), Engine, "Who presides."),
        key("quorum", Rule, Engine, "Who must be there."),
        key("head", Table(&HEAD), Engine, "Who leads it."),
        key("judges", Count(1, 999), Engine, "How many judges it has."),
        key("elected_by", OneOrMany(&Name(NameOf::Organ)), Engine, "The organs that elect its members."),
        key("term", Duration, Engine, "For how long they are elected."),
        key("balance", Table(&BALANCE), Engine, "Of which states, regions and genders they must be."),
    ],
};

static SEATS: Shape = Shape {
    name: "the seats",
    keys: &[
        must("total", Count(1, 1_000_000), Check, "How many seats there are."),
        must("method", Choice(METHODS), Engine, "By which method they are apportioned."),
        or(key("by", Name(NameOf::Indicator), Engine, "By which indicator."), "population"),
        or(key("min", Count(0, 1_000_000), Check, "The least that a member has."), "0"),
        key("max", Count(1, 1_000_000), Check, "The most that a member has."),
    ],
};

static CHAIR: Shape = Shape {
    name: "the chair",
    keys: &[
        must("by", Choice(&["rotation", "election"]), Engine, "How the chair is found."),
        key("every", Duration, Engine, "How often it changes."),
    ],
};

static HEAD: Shape = Shape {
    name: "the head",
    keys: &[
        must("elected_by", Name(NameOf::Organ), Engine, "The organ that elects."),
        key("proposed_by", Name(NameOf::Organ), Engine, "The organ that proposes."),
        must("term", Duration, Engine, "For how long."),
        key("terms", Count(1, 99), Engine, "How many terms at most."),
    ],
};

static BALANCE: Shape = Shape {
    name: "the balance",
    keys: &[
        key(
            "of_one_state",
            Count(1, 999),
            Engine,
            "How many may be of one state at most (Statute of the International Court of Justice, Article 3: one).",
        ),
        key(
            "of_each_region",
            Count(1, 999),
            Engine,
            "How many must be of each region at least, or as many as the region's members allow (UNCLOS, Annex VI, Article 3(2): three).",
        ),
        or(
            key(
                "regions",
                List(&Name(NameOf::Group)),
                Engine,
                "The groups that are its regions; a state in two counts for the first.",
            ),
            "the regional groups of the United Nations",
        ),
        key(
            "of_each_gender",
            Choice(SHARES),
            Engine,
            "Which share must be women, and which men, at least (compare the Rome Statute, Article 36(8)); an unknown gender counts for neither.",
        ),
    ],
};
