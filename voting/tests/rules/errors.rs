//! Every error of a rule as its reader meets it: the bytes that are wrong underlined, and what would be right.

use voting::parse;

fn check(text: &str) -> String {
    let error = parse(text).unwrap_err();
    let span = error.span();
    let (before, under) = (text[..span.start].chars().count(), text[span].chars().count());
    let help = error.help().unwrap();
    format!("{text}\n{}{} {error}\n= {help}\n", " ".repeat(before), "^".repeat(under.max(1)))
}

#[test]
fn every_problem_is_underlined_with_help() {
    let texts = [
        "",
        "9 of states & no permanent against",
        "5,000 of citizens",
        "9 of states, no permanent against",
        "consensus,",
        "1.2.3% of states",
        "99999999999999999999 of states",
        "0.0000001% of states",
        "0% of states",
        "101% of states",
        "4/3 of states",
        "0 of states",
        "fewer than 0 of states against",
        "55% states",
        "a majorty of states",
        "two thrids of states",
        "two",
        "more then half of states",
        "at lest 9 of states",
        "9 of",
        "9 of not in favour",
        "9 of states in favor",
        "9 of states unless Tuesday",
        "consenus",
        "(9 of states",
        "9 of states)",
        "()",
        "fewer than 4 of states",
        "no permanent",
        "two thirds of states against",
        "all but half of states",
        "of those there",
        "9 of those there",
    ];
    insta::assert_snapshot!(texts.map(check).join("\n"), @"

    ^ the rule is empty
    = as in `two thirds of states`

    9 of states & no permanent against
                ^ `&` has no meaning in a rule
    = a rule has words, numbers, `%`, `/`, commas and parentheses

    5,000 of citizens
     ^ a comma has no meaning here
    = a comma stands only before `and` or `or`; write 5,000 as 5000 and 0,5% as 0.5%

    9 of states, no permanent against
               ^ a comma has no meaning here
    = a comma stands only before `and` or `or`; write 5,000 as 5000 and 0,5% as 0.5%

    consensus,
             ^ a comma has no meaning here
    = a comma stands only before `and` or `or`; write 5,000 as 5000 and 0,5% as 0.5%

    1.2.3% of states
    ^^^^^^ `1.2.3` is not a number that a rule can count to
    = as in `9`, `55%`, `61.8%` or `3/5`

    99999999999999999999 of states
    ^^^^^^^^^^^^^^^^^^^^ `99999999999999999999` is not a number that a rule can count to
    = as in `9`, `55%`, `61.8%` or `3/5`

    0.0000001% of states
    ^^^^^^^^^^ `0.0000001` is not a number that a rule can count to
    = as in `9`, `55%`, `61.8%` or `3/5`

    0% of states
    ^^ `0%` is not a share of a whole
    = a share lies above nothing and at most at the whole, 100%

    101% of states
    ^^^^ `101%` is not a share of a whole
    = a share lies above nothing and at most at the whole, 100%

    4/3 of states
    ^^^ `4/3` is not a share of a whole
    = a share lies above nothing and at most at the whole, 100%

    0 of states
    ^ every vote would pass: nothing is less than none
    = ask for at least one

    fewer than 0 of states against
               ^ no vote would pass: nothing is fewer than none
    = say `no X against` where nobody may be against

    55% states
        ^^^^^^ expected `of`, found `states`
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    a majorty of states
      ^^^^^^^ expected `majority`, found `majorty`
    = did you mean `majority`?

    two thrids of states
        ^^^^^^ expected a share such as `thirds`, or `of`, found `thrids`
    = did you mean `thirds`?

    two
    ^^^ expected a share such as `thirds`, or `of`, but the rule ends here
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    more then half of states
         ^^^^ expected `than`, found `then`
    = did you mean `than`?

    at lest 9 of states
       ^^^^ expected `least`, found `lest`
    = did you mean `least`?

    9 of
      ^^ expected what is counted, such as `states`, but the rule ends here
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    9 of not in favour
         ^^^ expected what is counted, such as `states`, found `not`
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    9 of states in favor
                   ^^^^^ expected `favour`, found `favor`
    = did you mean `favour`?

    9 of states unless Tuesday
                ^^^^^^ expected `and`, `or` or the end, found `unless`
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    consenus
    ^^^^^^^^ expected a number, a share or `all`, found `consenus`
    = did you mean `consensus`?

    (9 of states
    ^ a parenthesis has no partner
    = open and close parentheses in pairs

    9 of states)
               ^ a parenthesis has no partner
    = open and close parentheses in pairs

    ()
     ^ expected a number, a share or `all`, found `)`
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    fewer than 4 of states
    ^^^^^^^^^^^^^^^^^^^^^^ a vote in favour could defeat the motion
    = say `against` or `not in favour`: what there may be few of is opposition

    no permanent
    ^^^^^^^^^^^^ a vote in favour could defeat the motion
    = say `against` or `not in favour`: what there may be few of is opposition

    two thirds of states against
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a vote in favour could defeat the motion
    = say `fewer than N of X against`: opposition can only be limited

    all but half of states
            ^^^^ expected a whole number, found `half`
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    of those there
    ^^ expected a number, a share or `all`, found `of`
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`

    9 of those there
               ^^^^^ expected `present`, found `there`
    = a quota reads like `55% of states`, `a majority of seats`, `no permanent against` or `consensus`
    ");
}

#[test]
fn what_is_too_long_too_deep_or_too_much_is_refused() {
    let first = |text: &str| {
        let error = parse(text).unwrap_err();
        format!("{error}, at {:?} ({})", error.span(), error.help().unwrap())
    };
    let words = [
        first(&format!("{}consensus{}", "(".repeat(33), ")".repeat(33))),
        first(&format!("{}consensus{}", "(".repeat(10_000), ")".repeat(10_000))),
        first(&vec!["9 of states"; 129].join(" or ")),
        first(&"9 of states or ".repeat(100_000)),
    ];
    insta::assert_snapshot!(words.join("\n"), @"
    the rule is nested too deep, at 32..33 (nest at most 32 levels)
    the rule is too long, with 20009 bytes, at 0..20009 (a rule has at most 4096 bytes)
    the rule has too many quotas, at 1920..1921 (a rule has at most 128 quotas)
    the rule is too long, with 1500000 bytes, at 0..1500000 (a rule has at most 4096 bytes)
    ");
}
