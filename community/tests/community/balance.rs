//! Elections under a balance, with candidates drawn at random: no bench that was elected so is out of balance, and none can
//! be elected into a corner from which nobody may be.

use super::script::{Run, charter, known};
use community::{
    Act, Actor, Authority, Deed, Facts, Matter, Moment, decide, line, matter::Candidate, state::Holder,
};
use proptest::prelude::*;

const STATES: [&str; 6] = ["NOR", "SWE", "POL", "EST", "JPN", "KOR"];
const GENDERS: [Option<&str>; 3] = [Some("woman"), Some("man"), None];

fn at() -> Moment {
    "2025-02-01".parse().unwrap()
}

fn act(who: &str, deed: Deed) -> Act {
    Act { actor: who.parse::<Actor>().unwrap(), authority: Authority::Secretariat {}, deed }
}

/// One of the eighteen kinds of candidate there are.
fn propose(kind: usize) -> Deed {
    let candidate = Candidate {
        office: "court".into(),
        name: format!("Candidate {kind}"),
        state: STATES[kind % 6].into(),
        gender: GENDERS[kind / 6].map(str::to_owned),
    };
    Deed::Propose { matter: Matter::Elect { candidate }, debate_until: None }
}

fn elect(run: &mut Run, kind: usize) {
    let motion = run.state.next_motion();
    run.act(at(), &act("secretariat", propose(kind))).unwrap();
    let mut line = |who: &str, line: String| {
        let deed = line::deed(&line::words(&line).unwrap(), &charter).unwrap();
        run.act(at(), &act(who, deed)).unwrap();
    };
    line("secretariat", format!("open-vote {motion} until 2025-02-02"));
    STATES.iter().for_each(|state| line(state, format!("vote {motion} yes")));
    line("secretariat", format!("close {motion}"));
}

/// The definition, read once more: no two of one state, one of each region with members, two women and two men.
fn balanced(bench: &[Holder]) -> bool {
    let of = |which: &dyn Fn(&Holder) -> bool| bench.iter().filter(|holder| which(holder)).count();
    STATES.iter().all(|state| of(&|holder| holder.state == *state) <= 1)
        && of(&|holder| ["POL", "EST"].contains(&holder.state.as_str())) >= 1
        && of(&|holder| ["NOR", "SWE"].contains(&holder.state.as_str())) >= 1
        && of(&|holder| holder.gender.as_deref() == Some("woman")) >= 2
        && of(&|holder| holder.gender.as_deref() == Some("man")) >= 2
}

/// Poland is of both regions and counts for the first; the second still lacks its own, and the last place is kept for it.
#[test]
fn a_state_in_two_regions_counts_for_the_first() {
    let mut run = Run::default();
    run.found("bench+western-european-and-others-group=>nato");
    // Women of Poland and the Republic of Korea, and a man of Japan.
    [2, 5, 10].into_iter().for_each(|kind| elect(&mut run, kind));
    let may =
        |kind| decide(&run.state, &Facts::World(known()), &act("secretariat", propose(kind)), at()).is_ok();
    // Estonia is of both too; Norway and Sweden are of the second alone.
    assert_eq!([9, 6, 7].map(may), [false, true, true]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_election_leads_out_of_balance(draws in prop::collection::vec(any::<prop::sample::Index>(), 4)) {
        let mut run = Run::default();
        run.found("bench");
        for draw in draws {
            let may = |kind: &usize| {
                decide(&run.state, &Facts::World(known()), &act("secretariat", propose(*kind)), at()).is_ok()
            };
            let may: Vec<usize> = (0..STATES.len() * GENDERS.len()).filter(may).collect();
            prop_assert!(!may.is_empty(), "nobody may be elected beside {:?}", run.state.offices["court"]);
            elect(&mut run, *draw.get(&may));
        }
        let bench = &run.state.offices["court"];
        prop_assert_eq!(bench.len(), 4);
        prop_assert!(balanced(bench), "{bench:?}");
    }
}
