//! Who must act next, and what falls due, follow the record: no line of it speaks of what is not there.

use super::script::Run;
use community::agenda;

/// The line that speaks of assessments, if there is one.
fn assess(run: &Run) -> Option<String> {
    run.state.next().into_iter().map(|next| next.says).find(|says| says.starts_with("assess "))
}

#[test]
fn members_to_assess_are_as_many_as_have_no_assessment() {
    let mut run = Run::default();
    run.found("worldly");
    assert_eq!(assess(&run).as_deref(), Some("assess 3 members that have no assessment to rely on"));
    run.lines("2025-01-03 secretariat assess NOR\n2025-01-03 secretariat assess SWE");
    assert_eq!(assess(&run).as_deref(), Some("assess 1 member that has no assessment to rely on"));
    run.lines("2025-01-03 secretariat assess DNK");
    assert_eq!(assess(&run), None);
}

/// Founders that nobody has assessed are told together, and once they are, by what was found.
#[test]
fn what_comes_to_many_on_one_day_is_told_once() {
    let mut run = Run::default();
    run.found("world-security-community");
    let (founders, until) = agenda::unassessed_founders(&run.state).unwrap();
    assert_eq!((founders.len(), until.says().as_str()), (32, "1 January 2030"));
    let due = agenda::due(&run.state);
    let ends: Vec<String> =
        due.iter().map(|due| due.says(&run.state)).filter(|says| says.contains("observation")).collect();
    assert_eq!(ends, ["the observation of 32 members ends"]);
    assert_eq!(due.iter().map(|due| due.states.len()).max(), Some(32));
    run.lines("2025-01-03 secretariat assess HUN\n2025-01-03 secretariat assess NOR");
    let (founders, _) = agenda::unassessed_founders(&run.state).unwrap();
    assert_eq!(founders.len(), 30);
    assert!(
        !founders.contains(&"HUN") && run.state.members["HUN"].observed.is_some(),
        "it was found not to qualify"
    );
}

/// A guarantee, a warning and a compact wait for whom they name, and are named by their numbers.
#[test]
fn what_waits_names_what_it_is_about() {
    let mut run = Run::default();
    run.found("world-security-community");
    run.lines(
        "2025-03-10 EST declare-attack territory \"Columns crossed the border.\" asks-help
         2025-03-10 SWE raise-warning SDN collapse \"The state falls apart.\" figure SDN/conflict_deaths/2023
         2025-03-10 LBR request-compact \"We ask.\"",
    );
    let next: Vec<String> =
        run.state.next().into_iter().map(|next| format!("{}: {}", next.about, next.says)).collect();
    for expected in [
        "guarantee 1: the secretariat reports it to the Security Council, by 11 March 2025",
        "guarantee 1: the council determines it until 11 March 2025",
        "the council: answer warning 1 on Sudan by 24 March 2025",
        "a member: propose the compact that Liberia asked for on 10 March 2025",
    ] {
        assert!(next.iter().any(|line| line.starts_with(expected)), "{expected} is not in {next:#?}");
    }
}

/// A motion says what it waits for: the silence that ends, the ballots that are missing, the next step.
#[test]
fn a_motion_says_what_it_waits_for() {
    let mut run = Run::default();
    run.found("aegis");
    let waits = |run: &Run, motion: u64| run.state.motion(motion).unwrap().waits_for(&run.state);
    run.lines(
        "2025-01-03 NOR propose authorise-mission calm under good-offices area AFG tasks good-offices strength 5",
    );
    assert_eq!(waits(&run, 2), "the chair of the council opens the vote");
    run.lines("2025-01-03 AFG consent calm\n2025-01-03 secretariat open-vote 2");
    assert_eq!(waits(&run, 2), "whoever objects, until 3 January 2025, 01:00");
    run.lines("2025-01-04 secretariat tick");
    assert_eq!(waits(&run, 2), "carried");
    run.lines("2025-01-04 NOR propose amend \"aegis+a majority of states=>two thirds of states\"\n2025-01-04 secretariat open-vote 3 until 2025-01-05\n2025-01-04 NOR vote 3 yes");
    assert_eq!(waits(&run, 3), "2 delegations vote in the council until 5 January 2025");
    run.lines("2025-01-04 GBR vote 3 yes");
    assert_eq!(waits(&run, 3), "1 delegation votes in the council until 5 January 2025");
}
