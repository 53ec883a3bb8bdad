//! Votes that were taken, under the rules under which they were taken.

use voting::{Ballot, Electorate, parse};

use Ballot::{Absent, Abstain, No, Yes};

/// The Security Council of fifteen, permanent members first.
fn security_council() -> Electorate {
    let permanent = (0..15).map(|place| u64::from(place < 5)).collect();
    Electorate::new(15).column("permanent", permanent).unwrap()
}

/// UN Charter, Article 27(3), as it is applied: an abstention is no veto (ICJ, Namibia, 1971, paragraph 22).
const SUBSTANTIVE: &str = "9 of states and no permanent against";

/// S/RES/678 of 29 November 1990: 12 in favour, Cuba and Yemen against, China abstaining.
#[test]
fn resolution_678_passes_with_china_abstaining() {
    let mut ballots = [Yes; 15];
    (ballots[0], ballots[13], ballots[14]) = (Abstain, No, No);
    let rule = parse(SUBSTANTIVE).unwrap();
    assert!(rule.passes(&security_council(), &ballots).unwrap());
    ballots[0] = No;
    assert!(!rule.passes(&security_council(), &ballots).unwrap());
}

/// S/RES/1973 of 17 March 2011: 10 in favour; China, Russia, Brazil, Germany and India abstaining.
#[test]
fn resolution_1973_passes_with_two_permanent_members_abstaining() {
    let mut ballots = [Yes; 15];
    for abstaining in [0, 2, 7, 8, 9] {
        ballots[abstaining] = Abstain;
    }
    let rule = parse(SUBSTANTIVE).unwrap();
    assert!(rule.passes(&security_council(), &ballots).unwrap());
    // One more absence still passes with nine, two do not.
    ballots[10] = Absent;
    assert!(rule.passes(&security_council(), &ballots).unwrap());
    ballots[11] = Absent;
    assert!(!rule.passes(&security_council(), &ballots).unwrap());
}

/// Populations of the Union of 27 on 1 January 2023 (Eurostat, demo_pjan); Germany, France and Italy first.
const UNION: [u64; 27] = [
    84_358_845, 68_070_697, 58_850_717, 48_059_777, 36_753_736, 19_051_562, 17_811_291, 11_754_004,
    10_827_529, 10_521_556, 10_476_366, 10_394_055, 9_597_085, 9_104_772, 6_447_710, 5_932_654, 5_563_970,
    5_428_792, 5_194_336, 3_850_894, 2_857_279, 2_116_792, 1_883_008, 1_365_884, 920_701, 660_809, 542_051,
];

fn union() -> Electorate {
    Electorate::new(27).column("population", UNION.to_vec()).unwrap()
}

/// TEU, Article 16(4): a blocking minority must include at least four members. Germany, France and Italy have 47% of the
/// people and cannot block alone; with one more they can.
#[test]
fn three_large_states_alone_cannot_block_under_lisbon() {
    let rule = parse("55% of states and 65% of population, or fewer than 4 of states not in favour").unwrap();
    let mut ballots = [Yes; 27];
    ballots[..3].fill(No);
    let against: u64 = UNION[..3].iter().sum();
    assert!(100 * against > 35 * UNION.iter().sum::<u64>());
    assert!(rule.passes(&union(), &ballots).unwrap());
    ballots[26] = No;
    assert!(!rule.passes(&union(), &ballots).unwrap());
    // Fifteen states are 55% of 27: 14.85, rounded up.
    let tally = rule.tally(&union(), &ballots).unwrap();
    assert_eq!((tally.clauses[0].need, tally.clauses[0].total), (15, 27));
}

/// TFEU, Articles 354 and 238(3)(b): the state concerned is left out of both sides. 72% of the 26 others are 18.72, so 19;
/// four fifths of them (TEU, Article 7(1)) are 20.8, so 21 of 26.
#[test]
fn the_base_leaves_out_the_state_concerned() {
    let need = |text: &str| {
        let council = union().excluding(&[12]);
        let clause = parse(text).unwrap().tally(&council, &[Yes; 27]).unwrap().clauses.remove(0);
        (clause.need, clause.total, clause.have)
    };
    assert_eq!(need("72% of states"), (19, 26, 26));
    assert_eq!(need("four fifths of states"), (21, 26, 26));
    assert_eq!(need("four fifths of all states"), (22, 27, 26));
    assert_eq!(need("unanimity"), (26, 26, 26));
}

/// NATO's practice: what nobody opposes before the time is up is agreed. Silence is the caller's to count as absence.
#[test]
fn silence_agrees_and_one_objection_breaks_it() {
    let alliance = Electorate::new(32);
    let rule = parse("no objection").unwrap();
    let mut ballots = [Absent; 32];
    assert!(rule.passes(&alliance, &ballots).unwrap());
    ballots[7] = No;
    assert!(!rule.passes(&alliance, &ballots).unwrap());
    assert_eq!(rule.explain(&alliance, &ballots).unwrap().alone.len(), 1);
}

/// The Union of 27 in 2010 (Eurostat, 1 January): Germany, France, the United Kingdom, Italy, … Malta; and the votes of
/// the Treaty of Nice with the acts of accession of 2003 and 2005.
const UNION_OF_2010: [(u64, u64); 27] = [
    (81_802_257, 29),
    (64_714_074, 29),
    (62_008_048, 29),
    (60_340_328, 29),
    (45_989_016, 27),
    (38_167_329, 27),
    (21_462_186, 14),
    (16_574_989, 13),
    (11_305_118, 12),
    (10_839_905, 12),
    (10_637_713, 12),
    (10_506_813, 12),
    (10_014_324, 12),
    (9_340_682, 10),
    (8_375_290, 10),
    (7_563_710, 10),
    (5_534_738, 7),
    (5_424_925, 7),
    (5_351_427, 7),
    (4_467_854, 7),
    (3_329_039, 7),
    (2_248_374, 4),
    (2_046_976, 4),
    (1_340_127, 4),
    (803_147, 4),
    (502_066, 4),
    (412_970, 3),
];

/// Nice takes 255 of 345 votes, a majority of states, and 62% of the people where a member asks for it. Against Germany,
/// France and the United Kingdom there are 258 votes of 24 states, and 58% of the people: the third clause alone fails.
#[test]
fn nice_takes_three_majorities() {
    let (population, votes): (Vec<u64>, Vec<u64>) = UNION_OF_2010.into_iter().unzip();
    assert_eq!(votes.iter().sum::<u64>(), 345);
    let council =
        Electorate::new(27).column("population", population).unwrap().column("votes", votes).unwrap();
    let rule = parse("255 of votes and a majority of states and 62% of population").unwrap();
    let mut ballots = [Yes; 27];
    ballots[..3].fill(No);
    let found = rule.explain(&council, &ballots).unwrap();
    assert_eq!(found.tally.clauses.iter().map(|clause| clause.have).collect::<Vec<_>>()[..2], [258, 24]);
    assert_eq!(
        found.tally.clauses.iter().map(|clause| clause.holds).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert_eq!(found.alone.iter().map(|change| change.member).collect::<Vec<_>>(), [0, 1, 2]);
}

/// UN Charter, Article 18(2), and rule 86 of the Assembly: abstentions are not votes. A/RES/2758 of 25 October 1971: 76 in
/// favour, 35 against, 17 abstaining, 3 not voting, of 131.
#[test]
fn the_assembly_leaves_abstentions_out() {
    let ballots = [vec![Yes; 76], vec![No; 35], vec![Abstain; 17], vec![Absent; 3]].concat();
    let assembly = Electorate::new(131);
    let passes = |text: &str| parse(text).unwrap().passes(&assembly, &ballots).unwrap();
    assert!(passes("two thirds of votes cast"));
    assert!(!passes("two thirds of those present"));
    assert!(!passes("two thirds of states"));
    assert!(passes("a majority of states present and a majority of states votes cast"));
    let tally = parse("two thirds of votes cast").unwrap().tally(&assembly, &ballots).unwrap();
    assert_eq!((tally.clauses[0].have, tally.clauses[0].need, tally.clauses[0].total), (76, 74, 111));
}

/// Article 108 counts all members, whoever votes: two thirds of 193 are 129.
#[test]
fn amendments_of_the_un_charter_count_all_members() {
    let tally = parse("two thirds of states and no permanent not in favour").unwrap();
    let permanent = (0..193).map(|place| u64::from(place < 5)).collect();
    let members = Electorate::new(193).column("permanent", permanent).unwrap();
    let ballots = [vec![Yes; 128], vec![Absent; 65]].concat();
    let found = tally.explain(&members, &ballots).unwrap();
    assert_eq!((found.tally.passed, found.alone.len(), found.tally.clauses[0].need), (false, 65, 129));
}
