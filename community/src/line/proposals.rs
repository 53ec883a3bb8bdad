//! What can be proposed: how each kind of motion is written, what it would do, an example. The help of the command line is
//! made from this.

use super::kinds::{Kind, kind};

/// Every kind of motion, in the order in which a community meets them.
pub static PROPOSALS: &[Kind] = &[
    kind("adopt-text", "", "The conference adopts the text of the charter.", "NOR propose adopt-text"),
    kind(
        "open-chapter",
        "STATE CHAPTER [benchmark TEXT]…",
        "A chapter of accession is opened with an applicant, with what must be reached.",
        "NOR propose open-chapter MDA courts benchmark \"Judges are appointed for life.\"",
    ),
    kind(
        "close-chapter",
        "STATE CHAPTER EVIDENCE",
        "A chapter is closed, on evidence that its benchmarks are reached.",
        "NOR propose close-chapter MDA courts \"Report of the Venice Commission\"",
    ),
    kind("invite", "STATE", "An applicant is invited to accede.", "NOR propose invite MDA"),
    kind("admit", "STATE", "An applicant becomes a member.", "NOR propose admit BRA"),
    kind(
        "decide-credentials",
        "STATE claimant|incumbent",
        "It is decided which of two governments holds a seat.",
        "SWE propose decide-credentials NOR incumbent",
    ),
    kind(
        "observe",
        "STATE until TIME because TEXT",
        "A member is put under observation.",
        "NOR propose observe HUN until 2026-03-01 because \"The press law.\"",
    ),
    kind(
        "warn",
        "STATE because TEXT",
        "A member is warned.",
        "NOR propose warn HUN because \"The press law.\"",
    ),
    kind(
        "suspend",
        "STATE because TEXT [serious-breach]",
        "Rights of a member are suspended.",
        "NOR propose suspend HUN because \"Electoral democracy is lost.\"",
    ),
    kind("readmit", "STATE", "A suspended member has its rights again.", "NOR propose readmit HUN"),
    kind(
        "expel",
        "STATE because TEXT [serious-breach]",
        "A member is expelled.",
        "NOR propose expel HUN because \"It attacked a member.\" serious-breach",
    ),
    kind(
        "settle",
        "STATE CRITERION met|not-met because TEXT",
        "What the data leave unknown is found, met or not met; what they say is not overturned.",
        "NOR propose settle XKX civil-liberty met because \"The mission’s report.\"",
    ),
    kind(
        "elect",
        "OFFICE NAME STATE [gender WORD]",
        "A person is elected to an office.",
        "NOR propose elect court \"Ana Lima\" PRT gender woman",
    ),
    kind(
        "appoint",
        "OFFICE NAME STATE [gender WORD]",
        "A person is appointed to an office.",
        "NOR propose appoint secretariat \"Kari Nordmann\" NOR",
    ),
    kind(
        "adopt-budget",
        "YEAR CURRENCY due TIME NAME=AMOUNT…",
        "A budget is adopted and dues are assessed; amounts are in minor units, so that 100 is 1.00.",
        "NOR propose adopt-budget 2026 EUR due 2026-03-31 Secretariat=2500000000 Missions=7500000000",
    ),
    kind(
        "waive-arrears",
        "STATE until TIME",
        "A member in arrears may vote until then.",
        "NOR propose waive-arrears GRC until 2026-12-31",
    ),
    kind(
        "amend",
        "CHARTER",
        "The charter is amended to this text: a file, or the name of a model.",
        "NOR propose amend draft.toml",
    ),
    kind("advance", "STAGE", "The community enters its next stage.", "NOR propose advance union"),
    kind(
        "determine",
        "HEAD GUARANTEE because TEXT",
        "A case of the guarantee is determined, and help is owed.",
        "NOR propose determine attack 1 because \"It is an armed attack.\"",
    ),
    kind(
        "find-measures-suffice",
        "HEAD GUARANTEE because TEXT",
        "The measures of the Security Council suffice, and the guarantee ends.",
        "NOR propose find-measures-suffice attack 1 because \"S/RES/660 and what followed.\"",
    ),
    kind(
        "resolution",
        "TITLE TEXT",
        "Whatever else an organ resolves.",
        "NOR propose resolution \"On the seat\" \"The seat is Oslo.\"",
    ),
    kind(
        "plan-mission",
        "MISSION [under MANDATE|guarantee:N|good-offices] area CODES tasks TASKS strength N [until DAY]",
        "A mission is planned; it is authorised as it was planned.",
        "NOR propose plan-mission isaf under S/RES/1386 area AFG tasks secure-environment strength 5000 until 2002-06-20",
    ),
    kind(
        "authorise-mission",
        "MISSION [under MANDATE|guarantee:N|good-offices] area CODES tasks TASKS strength N [until DAY]",
        "A mission is authorised, under a mandate in force that covers it.",
        "NOR propose authorise-mission isaf under S/RES/1386 area AFG tasks secure-environment strength 5000 until 2002-06-20",
    ),
    kind(
        "renew-mission",
        "MISSION [under MANDATE|guarantee:N|good-offices] area CODES tasks TASKS strength N [until DAY]",
        "A mission goes on, under these terms.",
        "NOR propose renew-mission isaf under S/RES/1386 area AFG tasks secure-environment strength 5000 until 2002-12-20",
    ),
    kind(
        "end-mission",
        "MISSION [to WHOM]",
        "A mission ends, or is handed over.",
        "NOR propose end-mission isaf to \"the Afghan government\"",
    ),
    kind(
        "contribute-forces",
        "MISSION under MANDATE area CODES tasks TASKS strength N [until DAY] money AMOUNT CURRENCY",
        "Forces are contributed to an operation that the United Nations command.",
        "NOR propose contribute-forces unifil under S/RES/1701 area LBN tasks monitor-ceasefire strength 900 money 50000000 EUR",
    ),
    kind(
        "answer-warning",
        "WARNING good-offices|observers COUNT|preventive-deployment MISSION|declined because TEXT",
        "A warning is answered.",
        "NOR propose answer-warning 1 good-offices because \"The parties ask for it.\"",
    ),
    kind(
        "recognise-authority",
        "STATE NAME because TEXT",
        "A transitional authority is recognised, and may ask for a compact.",
        "NOR propose recognise-authority LBR \"National Transitional Government\" because \"The peace agreement of Accra.\"",
    ),
    kind(
        "found-compact",
        "STATE TITLE CURRENCY ends TIME [mandate RESOLUTION] [review TIME]… (pillar NAME [benchmark NAME YEAR CONDITION]… [report NAME VERIFIER TEXT]… [tranche NAME AMOUNT after BENCHMARK,…]…)…",
        "A compact is founded: pillars, each with benchmarks that are verified and tranches that follow them.",
        "NOR propose found-compact LBR \"Courts and work\" USD ends 2028-01-01 review 2027-01-01 pillar justice report courts UNDP \"Courts sit in every county.\" tranche first 50000000 after courts",
    ),
    kind(
        "release-tranche",
        "COMPACT TRANCHE",
        "A tranche of a compact is released.",
        "NOR propose release-tranche 1 first",
    ),
    kind(
        "conclude-compact",
        "COMPACT because TEXT",
        "A compact is concluded.",
        "NOR propose conclude-compact 1 because \"Its benchmarks are reached.\"",
    ),
    kind(
        "fail-compact",
        "COMPACT because TEXT",
        "A compact has failed; what is held goes back.",
        "NOR propose fail-compact 1 because \"The courts were dissolved.\"",
    ),
];
