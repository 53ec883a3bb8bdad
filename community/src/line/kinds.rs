//! Every deed: how it is written, what it does, an example. The help of the command line is made from this.

/// A kind of deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// What follows the name.
    pub usage: &'static str,
    /// What it does, and who does it.
    pub says: &'static str,
    /// An example, with the actor in front.
    pub example: &'static str,
}

pub(super) const fn kind(
    name: &'static str,
    usage: &'static str,
    says: &'static str,
    example: &'static str,
) -> Kind {
    Kind { name, usage, says, example }
}

/// Every kind, in the order in which a community meets them.
pub static KINDS: &[Kind] = &[
    kind(
        "open-text",
        "CHARTER",
        "The secretariat opens the preparatory conference on the text of a charter.",
        "secretariat open-text world-security-community",
    ),
    kind(
        "amend-text",
        "CHARTER",
        "A participant's amendment replaces the text, before it is adopted.",
        "NOR amend-text draft.toml",
    ),
    kind("sign", "", "A participant signs the adopted charter.", "NOR sign"),
    kind(
        "ratify",
        "[MOTION]",
        "A state deposits its ratification: of the charter, or of what a motion decided.",
        "NOR ratify",
    ),
    kind(
        "accredit",
        "ORGAN NAME [key KEY]",
        "A member sends a delegation to an organ, with the key that it will sign with.",
        "NOR accredit council \"Kari Nordmann\"",
    ),
    kind("revoke", "ORGAN", "A member calls its delegation back.", "NOR revoke council"),
    kind(
        "seat",
        "ORGAN NAME [party PARTY] [until TIME] [replaces NAME] [key KEY]",
        "A member names who holds one of its seats in an organ of persons, with party and term.",
        "NOR seat assembly \"Kari Nordmann\" party Venstre until 2029-09-30",
    ),
    kind(
        "unseat",
        "ORGAN NAME",
        "A seat-holder resigned, died or was called back.",
        "NOR unseat assembly \"Kari Nordmann\"",
    ),
    kind(
        "contest-credentials",
        "STATE NAME [key KEY]",
        "A member, or whom the charter names, reports that another government claims a seat.",
        "SWE contest-credentials NOR \"Council of National Salvation\"",
    ),
    kind("apply", "", "A state applies for membership.", "BRA apply"),
    kind("assess", "STATE", "A state is assessed on the record.", "secretariat assess BRA"),
    kind(
        "dissent",
        "STATE CRITERION REASON",
        "A member puts on the record that it reads an assessment otherwise.",
        "NOR dissent BRA civil-liberty \"the rating is of last year\"",
    ),
    kind(
        "propose",
        "KIND … [debate-until TIME]",
        "A motion is put forward; each kind of motion has its own help.",
        "NOR propose admit BRA",
    ),
    kind("cosponsor", "MOTION", "A member joins in a proposal.", "SWE cosponsor 3"),
    kind(
        "amend-motion",
        "MOTION KIND …",
        "The mover takes an amendment into the motion, before the vote.",
        "NOR amend-motion 3 resolution \"On the seat\" \"The seat is Oslo.\"",
    ),
    kind("drop", "MOTION", "The mover withdraws the motion, before the vote.", "NOR drop 3"),
    kind(
        "next-reading",
        "MOTION",
        "The chair or the secretariat passes the motion on to its next reading, once the debate is over.",
        "council next-reading 3",
    ),
    kind(
        "close-debate",
        "MOTION",
        "Whom the charter names closes the debate of a reading before its time.",
        "council close-debate 3",
    ),
    kind(
        "advise",
        "MOTION TEXT",
        "Advice that the charter asks for arrives; it is no veto.",
        "secretariat advise 3 \"The Commission supports the plan.\"",
    ),
    kind(
        "answer",
        "MOTION TEXT",
        "The state concerned is heard.",
        "HUN answer 4 \"We have repealed the law.\"",
    ),
    kind(
        "open-vote",
        "MOTION [until TIME]",
        "The chair or the secretariat opens the vote; who is entitled, and with what weight, is frozen.",
        "council open-vote 3 until 2025-03-08",
    ),
    kind(
        "vote",
        "MOTION yes|no|abstain|YES/NO/ABSTAIN",
        "A delegation votes: with one voice, or, in an organ of persons, by so many seats each way.",
        "NOR vote 3 yes",
    ),
    kind(
        "vote-by-name",
        "MOTION NAME yes|no|abstain",
        "A seat-holder votes, where a member has named its seat-holders.",
        "NOR vote-by-name 3 \"Kari Nordmann\" yes",
    ),
    kind("object", "MOTION", "A member breaks the silence.", "NOR object 3"),
    kind(
        "close",
        "MOTION",
        "The chair or the secretariat closes a vote early, all ballots being in.",
        "council close 3",
    ),
    kind("recount", "MOTION", "The last vote of a motion is counted again.", "NOR recount 3"),
    kind("withdraw", "", "A member gives notice that it leaves.", "GBR withdraw"),
    kind("consult", "TEXT", "A member calls for consultation.", "POL consult \"Drones over the border\""),
    kind("pay", "AMOUNT", "A member's payment of its dues has arrived, in minor units.", "NOR pay 1250000"),
    kind(
        "file-case",
        "QUESTION [motion MOTION]",
        "A member, an organ or the secretariat brings a case before the court.",
        "HUN file-case \"Was the hearing fair?\" motion 4",
    ),
    kind("stay", "CASE", "The court lets a motion's effect wait for its judgment.", "court stay 1"),
    kind(
        "judge",
        "CASE lawful|unlawful|answered FOR AGAINST REASONS",
        "The court decides, by so many judges for and against.",
        "court judge 1 lawful 11 4 \"The member was heard.\"",
    ),
    kind(
        "declare-attack",
        "OBJECT TEXT [asks-help] [equivalent-effect]",
        "A member declares that it is under armed attack: on territory, forces, ships-and-aircraft or, where the effect is that of an armed attack, cyber.",
        "EST declare-attack territory \"Armoured columns crossed the border at Narva.\" asks-help",
    ),
    kind(
        "request-protection",
        "WHO TEXT",
        "The constitutional authorities of a member ask for help.",
        "ESP request-protection \"The Congress of Deputies\" \"Armed men hold the chamber.\"",
    ),
    kind(
        "request-help",
        "GUARANTEE [forces KIND=PERSONS | money CURRENCY=AMOUNT | base NAME | overflight]…",
        "A member that invoked a guarantee asks for help, and says of which kind and how much.",
        "EST request-help 1 forces infantry=5000 money EUR=100000000 overflight",
    ),
    kind(
        "assist",
        "GUARANTEE TEXT [by-force]",
        "A member assists at once, on its own decision.",
        "FIN assist 1 \"Patrols the Gulf of Finland.\" by-force",
    ),
    kind(
        "report-guarantee",
        "GUARANTEE TEXT",
        "The secretariat has reported the case to the body that the charter names.",
        "secretariat report-guarantee 1 \"Letter to the President of the Security Council\"",
    ),
    kind(
        "withdraw-request",
        "GUARANTEE",
        "The member withdraws its request for help.",
        "EST withdraw-request 1",
    ),
    kind(
        "pledge",
        "guarantee|mission NUMBER WHAT [days DAYS] [if MEMBER|determined]",
        "A member pledges to a guarantee or a mission, on a condition or without: forces KIND=PERSONS · money CURRENCY=AMOUNT · base NAME · overflight.",
        "NOR pledge guarantee 1 forces infantry=1200 days 10 if SWE",
    ),
    kind(
        "withdraw-pledge",
        "PLEDGE",
        "A member takes back what has not yet come of its pledge.",
        "NOR withdraw-pledge 3",
    ),
    kind(
        "confirm-arrival",
        "PLEDGE QUANTITY",
        "The member that is helped, or the secretariat, confirms what came: persons, minor units, or 1.",
        "EST confirm-arrival 3 800",
    ),
    kind(
        "stand-down",
        "PLEDGE",
        "What came of a pledge goes home; nothing more is owed of it.",
        "NOR stand-down 3",
    ),
    kind(
        "count-signatures",
        "INITIATIVE DAY CONFIRMED ROOT [citizens STATE=COUNT]…",
        "The secretariat puts a day's count of a citizens' initiative on the record, with the root over its blinded entries.",
        "secretariat count-signatures ceasefire 2026-01-31 3 a3f5b1c2d4e6f7089182736455463728190a0b0c0d0e0f1011121314151617aa citizens NOR=2 citizens SWE=1",
    ),
    kind(
        "raise-warning",
        "ABOUT DANGER TEXT [figure STATE/INDICATOR/YEAR]… [report TITLE SHA256]… [initiative NAME]",
        "A member, the secretariat or the citizens warn of a danger (war, civil-war, mass-atrocities, overthrow or collapse) in a state or region, with evidence.",
        "NOR raise-warning RWA mass-atrocities \"Killings are being prepared\" figure RWA/conflict_deaths/1993",
    ),
    kind(
        "request-compact",
        "TEXT [authority NAME]",
        "A state's government, or a transitional authority that was recognised, asks for a compact.",
        "LBR request-compact \"We ask for help to rebuild our courts.\"",
    ),
    kind(
        "withdraw-compact-request",
        "",
        "A state no longer asks for a compact.",
        "LBR withdraw-compact-request",
    ),
    kind(
        "submit-compact",
        "MOTION",
        "The secretariat submits the plan of a compact to the body that advises on it, before the vote.",
        "secretariat submit-compact 3",
    ),
    kind(
        "fund-compact",
        "COMPACT AMOUNT",
        "A member's contribution to a compact has arrived, in minor units of its currency.",
        "NOR fund-compact 1 250000000",
    ),
    kind(
        "verify-benchmark",
        "COMPACT BENCHMARK met|not-met TITLE SHA256",
        "The verifier whom the compact names reports on a benchmark, or the secretariat enters its report.",
        "secretariat verify-benchmark 1 courts met \"Courts of Liberia\" e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ),
    kind(
        "review-compact",
        "COMPACT TEXT",
        "The secretariat reviews a compact: where every benchmark stands is put on the record.",
        "secretariat review-compact 1 \"Courts sit in nine counties of fifteen.\"",
    ),
    kind(
        "register-mandate",
        "S/RES/N on DAY hash SHA256 yes STATES [no STATES] [abstain STATES] [absent STATES] establish|amend MANDATE to member-states|community|STATES|ORGANISATION area CODES tasks TASKS chapter VI|VII [ceiling N] [until DAY] · … renew MANDATE [until DAY] · … end MANDATE [until DAY]",
        "A resolution of the Security Council is put on the record with its roll call; STATES, CODES and TASKS are lists with commas.",
        "secretariat register-mandate S/RES/1413 on 2002-05-23 hash 8a5edab282632443219e051e4ade2d1d5bbc671c781051bf1437897cbdfea0f1 yes BGR,CHN,CMR,COL,FRA,GBR,GIN,IRL,MEX,MUS,NOR,RUS,SGP,SYR,USA renew S/RES/1386 until 2002-12-20",
    ),
    kind("consent", "MISSION", "A state consents to a mission on its territory.", "AFG consent isaf"),
    kind(
        "withdraw-consent",
        "MISSION",
        "A state no longer consents to a mission on its territory; where it is there by consent, it withdraws.",
        "ETH withdraw-consent unmee",
    ),
    kind(
        "generate-forces",
        "MISSION need TYPE=N… give STATE:TYPE=N… [short TYPE=N]… [cost N] [bound N]",
        "The secretariat puts the plan of a mission's forces on the record: needs, who gives what, every shortfall.",
        "secretariat generate-forces isaf need infantry=900 need medical=100 give NOR:infantry=300 give GBR:infantry=600 short medical=100",
    ),
    kind(
        "deploy",
        "MISSION PERSONNEL",
        "So many persons in uniform of a member arrive at a mission.",
        "NOR deploy isaf 150",
    ),
    kind("recall", "MISSION PERSONNEL", "A member brings so many of its own home.", "NOR recall isaf 150"),
    kind(
        "report",
        "MISSION TEXT",
        "The secretariat reports on a mission to the body that the charter names.",
        "secretariat report isaf \"Kabul was calm.\"",
    ),
    kind(
        "spend",
        "MISSION AMOUNT",
        "Money of a contribution to an operation of the United Nations is spent, in minor units.",
        "secretariat spend unifil 250000",
    ),
    kind(
        "reimburse",
        "MISSION AMOUNT",
        "The United Nations pay back money of a contribution, in minor units.",
        "secretariat reimburse unifil 100000",
    ),
    kind("tick", "", "Time passes, and what is due falls due.", "secretariat tick"),
];
