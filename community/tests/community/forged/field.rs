//! A history of mandates, missions, warnings and compacts, and who would forge it.

use super::Forger;
use crate::script::Run;
use community::{
    Event, Happening,
    act::Amount,
    compact::CompactOutcome,
    event::Due,
    mandate::{Addressee, Does, Stand},
    warning::{Danger, Response},
};

const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const COUNCIL: &str = "CHN,FRA,GBR,RUS,USA,DNK,DZA,GRC,GUY,KOR,PAK,PAN,SLE,SOM,SVN";

/// A mission is planned, mandated, authorised, joined, reported on, and loses its host; a warning is raised and answered; a
/// compact is asked for, founded, funded, verified, reviewed, released in part, and failed.
pub fn history() -> Vec<Event> {
    let mut run = Run::default();
    run.found("world-security-community");
    let carried = |run: &mut Run, motion: u64, day: &str| {
        run.lines(&format!(
            "{day} secretariat open-vote {motion} until {day}T12:00
             {day} all vote {motion} yes
             {day} secretariat close {motion}"
        ));
    };
    let terms = "area MDA tasks monitor-ceasefire,observe strength 3000 until 2025-08-31";
    run.lines(&format!("2025-02-01 NOR propose plan-mission mosi {terms}"));
    carried(&mut run, 2, "2025-02-02");
    run.lines(&format!(
        "2025-02-10 secretariat register-mandate S/RES/2768 on 2025-02-10 hash {HASH} yes {COUNCIL} establish to community area MDA tasks monitor-ceasefire,observe chapter VI ceiling 4000 until 2025-08-31
         2025-02-11 MDA consent mosi
         2025-02-12 NOR propose authorise-mission mosi under S/RES/2768 {terms}"
    ));
    // The council, then the assembly, whose consent it takes.
    carried(&mut run, 3, "2025-02-12");
    carried(&mut run, 3, "2025-02-13");
    run.lines(
        "2025-02-14 NOR pledge mission 1 forces infantry=800
         2025-02-14 NOR deploy mosi 700
         2025-02-15 secretariat report mosi \"All was calm.\"
         2025-02-16 NOR recall mosi 100
         2025-02-20 SWE raise-warning SDN collapse \"The state falls apart.\" figure SDN/conflict_deaths/2023
         2025-02-20 NOR propose answer-warning 1 observers 50 because \"To see and report.\"",
    );
    carried(&mut run, 4, "2025-02-21");
    run.lines(
        "2025-03-01 LBR request-compact \"We ask for help to rebuild our courts.\"
         2025-03-01 NOR propose found-compact LBR \"Courts and work\" USD ends 2027-06-30 review 2026-01-15 pillar security benchmark quiet 2023 \"state.conflict_deaths < 25\" tranche first 500 after quiet pillar justice report courts UNDP \"Courts sit.\" tranche second 300 after courts
         2025-03-01 secretariat submit-compact 5
         2025-03-02 secretariat advise 5 \"The Commission supports it.\"",
    );
    carried(&mut run, 5, "2025-03-03");
    run.lines(&format!(
        "2025-03-04 NOR fund-compact 1 500
         2025-03-04 SWE fund-compact 1 300
         2025-03-05 NOR propose release-tranche 1 first
         2025-03-05 secretariat verify-benchmark 1 courts met \"Courts of Liberia\" {HASH}
         2025-03-05 secretariat review-compact 1 \"So it stands.\""
    ));
    carried(&mut run, 6, "2025-03-06");
    run.lines(
        "2025-03-07 MDA withdraw-consent mosi
         2025-03-08 NOR propose fail-compact 1 because \"The courts were dissolved.\"",
    );
    carried(&mut run, 7, "2025-03-09");
    run.lines("2025-03-10 NOR recall mosi 600");
    run.events
}

fn one_more(amount: &mut Amount) {
    *amount = amount.plus(Amount::new(1).unwrap()).unwrap();
}

/// Who would forge it.
pub const FORGERS: &[(&str, Forger)] = &[
    ("a veto turned", |event| match &mut event.happened {
        Happening::ResolutionRegistered(registered) => {
            registered.resolution.roll.insert("RUS".into(), Stand::No);
            true
        }
        _ => false,
    }),
    ("a wider mandate", |event| match &mut event.happened {
        Happening::ResolutionRegistered(registered) => match &mut registered.resolution.does {
            Does::Establish(terms) => {
                terms.to = Addressee::MemberStates;
                true
            }
            _ => false,
        },
        _ => false,
    }),
    ("a count of the Council turned", |event| match &mut event.happened {
        Happening::ResolutionRegistered(registered) => {
            registered.clauses[0].have -= 1;
            true
        }
        _ => false,
    }),
    ("a stronger mission", |event| match &mut event.happened {
        Happening::MissionPlanned(terms) | Happening::MissionAuthorised(terms) => {
            terms.plan.strength += 1;
            true
        }
        _ => false,
    }),
    ("a mission elsewhere", |event| match &mut event.happened {
        Happening::MissionPlanned(terms) | Happening::MissionAuthorised(terms) => {
            terms.plan.area.insert("UKR".into())
        }
        _ => false,
    }),
    ("another host", |event| match &mut event.happened {
        Happening::HostConsented(spoke) | Happening::HostWithdrew(spoke) => {
            spoke.state = "UKR".into();
            true
        }
        _ => false,
    }),
    ("more that arrive", |event| match &mut event.happened {
        Happening::Deployed(moved) | Happening::CameHome(moved) => {
            moved.personnel += 1;
            true
        }
        _ => false,
    }),
    ("a report that is due later", |event| match &mut event.happened {
        Happening::MissionReported(reported) => reported.next.take().is_some(),
        _ => false,
    }),
    ("another reason", |event| match &mut event.happened {
        Happening::MissionLostAuthority(lost) => {
            lost.why = "it was ended".into();
            true
        }
        _ => false,
    }),
    ("another danger", |event| match &mut event.happened {
        Happening::WarningRaised(raised) => {
            raised.danger = Danger::War;
            true
        }
        _ => false,
    }),
    ("a warning that need not be answered", |event| match &mut event.happened {
        Happening::WarningRaised(raised) => raised.due.take().is_some(),
        _ => false,
    }),
    ("a milder answer", |event| match &mut event.happened {
        Happening::WarningAnswered(answered) => {
            answered.response = Response::GoodOffices {};
            true
        }
        _ => false,
    }),
    ("a larger contribution", |event| match &mut event.happened {
        Happening::CompactFunded(funded) => {
            one_more(&mut funded.amount);
            true
        }
        _ => false,
    }),
    ("a larger tranche", |event| match &mut event.happened {
        Happening::TrancheReleased(released) => {
            one_more(&mut released.amount);
            true
        }
        _ => false,
    }),
    ("another tranche", |event| match &mut event.happened {
        Happening::TrancheReleased(released) => {
            released.tranche = "second".into();
            true
        }
        _ => false,
    }),
    ("a benchmark turned", |event| match &mut event.happened {
        Happening::BenchmarkVerified(verified) => {
            verified.met = !verified.met;
            true
        }
        _ => false,
    }),
    ("a review without a benchmark", |event| match &mut event.happened {
        Happening::CompactReviewed(reviewed) => reviewed.benchmarks.pop().is_some(),
        _ => false,
    }),
    ("an end turned", |event| match &mut event.happened {
        Happening::CompactEnded(ended) => {
            ended.outcome = CompactOutcome::Concluded;
            true
        }
        _ => false,
    }),
    ("money back to another", |event| match &mut event.happened {
        Happening::CompactEnded(ended) => {
            let due: Option<&mut Due> = ended.returned.first_mut();
            due.map(|due| due.state = "DNK".into()).is_some()
        }
        _ => false,
    }),
];
