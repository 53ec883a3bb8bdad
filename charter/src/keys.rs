//! Every key of the language, in canonical order. This is the one place to add a key: the walk refuses what is not
//! here, the reference and the schema print it, and a test holds that the reader reads it.

mod acts;
mod organs;

use acts::{ACT, CONSENT, GUARANTEE};
use organs::ORGAN;

use crate::{
    condition::Context,
    shape::{Key, Kind, NameOf, Runs, Shape},
};

const fn key(name: &'static str, kind: Kind, runs: Runs, says: &'static str) -> Key {
    Key { name, kind, required: false, default: "", says, runs }
}

const fn must(name: &'static str, kind: Kind, runs: Runs, says: &'static str) -> Key {
    Key { name, kind, required: true, default: "", says, runs }
}

const fn or(key: Key, default: &'static str) -> Key {
    Key { default, ..key }
}

use Kind::{
    Acts, Changes, Choice, Condition, Count, Duration, Either, Id, Label, List, Name, Named, OneOrMany, Rule,
    RuleOrName, Says, Table, Tables, Values, Words, Year,
};
use Runs::{Engine, Later, Membership, Print};

const ARTICLE: Key = key(
    "article",
    Label,
    Print,
    "A stable label of the article, which survives amendment; numbers follow it in print.",
);
const TITLE: Key = key("title", Words, Print, "The article's title in print.");
const SAYS: Key = key("says", Says, Print, "Words that bind nobody, printed as such.");

/// The methods of apportionment that a charter may name.
pub const METHODS: &[&str] =
    &["adams", "dean", "huntington-hill", "webster", "jefferson", "hamilton", "cambridge", "penrose"];

/// The shares of an organ that each gender must have at least.
pub const SHARES: &[&str] = &["one quarter", "one third", "two fifths"];

/// The regions of a balance where a charter names none: the groups in which the United Nations elect.
pub const REGIONS: &[&str] = &[
    "african-group",
    "asia-and-the-pacific-group",
    "eastern-european-group",
    "latin-american-and-caribbean-group",
    "western-european-and-others-group",
];

/// What may be covered by a guarantee.
pub const COVERS: &[&str] = &["territory", "forces", "ships and aircraft", "cyber", "constitutional order"];

/// The rights that suspension may take.
pub const RIGHTS: &[&str] = &["vote", "seats", "offices", "speech", "funds", "guarantee"];

/// The whole charter.
pub static CHARTER: Shape = Shape {
    name: "a charter",
    keys: &[
        must("community", Table(&COMMUNITY), Print, "What the community is called, and since when it is."),
        key("preamble", Table(&PREAMBLE), Print, "Words before the law."),
        key("data", Table(&DATA), Membership, "How the record is read."),
        key(
            "groups",
            Values(&GROUP),
            Membership,
            "Groups of states that this charter's rules and conditions name.",
        ),
        must("membership", Table(&MEMBERSHIP), Membership, "Who belongs."),
        key("founding", Table(&FOUNDING), Engine, "How the charter comes into force."),
        key("organs", Named(&ORGAN), Engine, "Who decides."),
        key(
            "rules",
            Values(&Rule),
            Engine,
            "Voting rules by name, of the members entitled to vote on the act at hand.",
        ),
        key("guarantee", Named(&GUARANTEE), Engine, "What members owe each other."),
        key("acts", Acts(&ACT), Engine, "What the community may do. A kind that is not named is refused."),
        key("budget", Table(&BUDGET), Engine, "Who pays."),
        key("stage", Tables(&STAGE), Engine, "Steps of growth, in order."),
    ],
};

static COMMUNITY: Shape = Shape {
    name: "the community",
    keys: &[
        must("name", Words, Print, "The name of the community."),
        key("says", Says, Print, "What it is, in a sentence or two that bind nobody."),
        key(
            "aegis",
            Name(NameOf::Group),
            Engine,
            "The group under whose aegis it acts. Under that of the `united-nations` no mission is without a mandate in force that covers it, whatever its article requires.",
        ),
        or(
            key("since", Year, Membership, "The year in which the founders enter."),
            "the last year of the data",
        ),
        key(
            "body",
            OneOrMany(&Name(NameOf::Group)),
            Membership,
            "The groups of the data whose members are this community's: for a charter of an existing body, instead of the automatic reading.",
        ),
    ],
};

static PREAMBLE: Shape = Shape {
    name: "the preamble",
    keys: &[must("says", Says, Print, "The words of the preamble; they bind nobody.")],
};

static DATA: Shape = Shape {
    name: "the reading of the data",
    keys: &[
        or(
            key(
                "carry",
                Count(0, 20),
                Membership,
                "For how many later years a value may stand in where there is none; it is marked where it does.",
            ),
            "0",
        ),
        key("assessment_valid", Duration, Engine, "How long an assessment remains good for admission."),
    ],
};

const GROUP: Kind = Either(&[Name(NameOf::Group), List(&Name(NameOf::State))]);

static MEMBERSHIP: Shape = Shape {
    name: "membership",
    keys: &[
        ARTICLE,
        TITLE,
        SAYS,
        key(
            "open_to",
            Condition(Context::Criterion),
            Membership,
            "Who may belong at all; reported as the first criterion, `open-to`.",
        ),
        or(
            key(
                "founders",
                Either(&[List(&Name(NameOf::State)), Table(&FOUNDERS)]),
                Membership,
                "Who enters on the first day without being assessed.",
            ),
            "[]",
        ),
        key("criterion", Tables(&CRITERION), Membership, "What every member must meet."),
    ],
};

static FOUNDERS: Shape = Shape {
    name: "the founders",
    keys: &[
        key("group", Name(NameOf::Group), Membership, "The members of this group enter."),
        or(key("on", Year, Membership, "They are those of 31 December of this year."), "`community.since`"),
        key("states", List(&Name(NameOf::State)), Membership, "Or these states enter."),
        or(
            key(
                "observe_years",
                Count(0, 100),
                Membership,
                "For how many years a founder that does not qualify is under observation before it can leave.",
            ),
            "0",
        ),
        key("then", Name(NameOf::Act), Engine, "The act that may follow observation."),
    ],
};

static CRITERION: Shape = Shape {
    name: "a criterion",
    keys: &[
        must("id", Id, Membership, "The criterion's name."),
        key("article", Label, Print, "A stable label of the article, which survives amendment."),
        key("label", Words, Print, "A short title in print and on pages."),
        SAYS,
        must("holds", Condition(Context::Criterion), Membership, "What must be true of the state."),
        or(
            key(
                "years",
                Count(1, 100),
                Membership,
                "In how many years running, the year judged included, it must be true for entry.",
            ),
            "1",
        ),
        or(
            key("lost", Condition(Context::Criterion), Membership, "What makes a member lose the criterion."),
            "`holds` is false",
        ),
        or(
            key(
                "grace",
                Count(1, 100),
                Membership,
                "In how many years running it must be lost before a member leaves.",
            ),
            "1",
        ),
    ],
};

static FOUNDING: Shape = Shape {
    name: "the founding",
    keys: &[
        ARTICLE,
        TITLE,
        SAYS,
        key(
            "adopted_by",
            RuleOrName,
            Engine,
            "The rule by which the preparatory conference adopts the text (Vienna Convention on the Law of Treaties, Article 9).",
        ),
        key(
            "in_force",
            Table(&IN_FORCE),
            Engine,
            "When the charter enters into force (Vienna Convention, Article 24).",
        ),
        key("depositary", Name(NameOf::Body), Engine, "With whom ratifications are deposited."),
        key(
            "predecessor",
            Name(NameOf::Group),
            Engine,
            "The group of the older treaty that this charter continues.",
        ),
        key(
            "unratified",
            Choice(&["remain bound", "released"]),
            Engine,
            "What the older treaty is towards its members that do not ratify.",
        ),
    ],
};

static IN_FORCE: Shape = Shape {
    name: "the entry into force",
    keys: &[
        must("ratified_by", RuleOrName, Engine, "The rule on ratifications, over the founders."),
        key("within", Duration, Engine, "The time for them, from adoption."),
    ],
};

static BUDGET: Shape = Shape {
    name: "the budget",
    keys: &[
        ARTICLE,
        TITLE,
        SAYS,
        key(
            "scale",
            Choice(&["united-nations", "gdp", "equal", "nato-cost-share"]),
            Engine,
            "The scale by which members pay.",
        ),
        key(
            "peacekeeping_scale",
            Choice(&["united-nations-peacekeeping", "same"]),
            Later,
            "The scale by which they pay for missions.",
        ),
        key("organ", Name(NameOf::Organ), Engine, "The organ that adopts it."),
        key("rule", RuleOrName, Engine, "By which rule."),
        key("consent", Table(&CONSENT), Engine, "The second organ that must agree."),
        key("arrears", Table(&ARREARS), Engine, "What arrears cost."),
    ],
};

static ARREARS: Shape = Shape {
    name: "the arrears",
    keys: &[
        must(
            "loses_vote_at_years_due",
            Count(1, 99),
            Engine,
            "The vote is lost when arrears reach the dues of so many preceding years (UN Charter, Article 19: two).",
        ),
        key("waived_by", RuleOrName, Engine, "The rule that may let the member vote all the same."),
    ],
};

static STAGE: Shape = Shape {
    name: "a stage",
    keys: &[
        must("id", Id, Engine, "The stage's name."),
        ARTICLE,
        TITLE,
        SAYS,
        or(
            key("after", Name(NameOf::Stage), Engine, "The stage that comes before."),
            "the one before it in the file",
        ),
        key(
            "when",
            Condition(Context::Stage),
            Engine,
            "What must hold on the record before it may be entered, by the act `advance`.",
        ),
        key("changes", Changes, Engine, "Keys of the charter that change with it."),
    ],
};
