//! What a drafter is told, with the text that is underlined, and how a condition reads in the treaty.

use crate::random::good;
use charter::condition::{Context, parse};

fn problems(text: &str, context: Context) -> String {
    let Err(problems) = parse(text, context) else { panic!("{text} is good") };
    let line = |problem: &charter::condition::Problem| {
        let help = problem.help.as_deref().map(|help| format!(" | {help}")).unwrap_or_default();
        format!("[{}] {}{help}", &text[problem.span.clone()], problem.message)
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

macro_rules! check {
    ($context:ident, $text:literal, @$want:literal) => {
        insta::assert_snapshot!(problems($text, Context::$context), @$want)
    };
}

#[test]
fn a_number_is_no_condition() {
    check!(Criterion, "state.polyarchy", @"[state.polyarchy] expected a condition, found a number | compare it, as in `state.polyarchy >= 0.5`");
    check!(Criterion, "state.polyarchy + 1", @"[state.polyarchy + 1] expected a condition, found a number | compare it with another number");
    check!(Criterion, "state.groups", @"[state.groups] expected a condition, found a set of groups | ask for a group, as in `'nato' in state.groups`");
}

#[test]
fn signs_of_other_languages() {
    check!(Criterion, "state.polyarchy = 0.5", @"[=] `=` has no meaning in a condition | did you mean `==`?");
    check!(Criterion, "state.polyarchy ≥ 0.5", @"[≥] `≥` has no meaning in a condition | did you mean `>=`?");
    check!(Criterion, "true and false", @"[and] expected `&&`, `||` or the end, found `and` | did you mean `&&`?");
    check!(Criterion, "not true", @"[not] `not` has no meaning in a condition | did you mean `!`?");
    check!(Criterion, "0.2 < state.polyarchy < 0.5", @"[<] comparisons do not chain | join two with `&&`, as in `0.2 < x && x < 0.5`");
}

#[test]
fn names_that_are_not_there_or_not_here() {
    check!(Criterion, "stat.polyarchy > 0.5", @"[stat.polyarchy] no name `stat.polyarchy` is known | did you mean `state.polyarchy`?");
    check!(Criterion, "state.group == 'nato'", @"[state.group == 'nato'] a number is compared with a text | did you mean `'nato' in state.groups`?");
    check!(Criterion, "community.members > 5", @"[community.members] `community.members` has no meaning in a criterion | who belongs depends on the criteria, so they cannot depend on it");
    check!(Act, "state.polyarchy >= 0.5", @"[state.polyarchy] `state.polyarchy` has no meaning in an act | did you mean `subject.polyarchy`?");
    check!(Act, "subject.qualifes", @"[subject.qualifes] expected a condition, found a number | did you mean `subject.qualifies`?");
    check!(Stage, "subject.qualifies", @"[subject.qualifies] `subject.qualifies` has no meaning in a stage | a stage judges `community` and `world`, such as `community.members`");
    check!(
        Criterion,
        "state.code in state.groups",
        @"[state.code] a group is asked for by its name | write its name in quotes, as in `'nato' in state.groups`"
    );
    check!(Criterion, "size(state.groups) > 1", @"[size(] `size` is not a function of conditions | the functions are `has(NAME)`, `mandate.covers(mission)` and `mandate.covers(compact)`");
}

#[test]
fn every_problem_of_types_and_names_at_once() {
    check!(Criterion, "state.polyarchy && community.members > 'a' || state.groups == 1", @r#"
    [state.polyarchy] expected a condition, found a number | compare it, as in `state.polyarchy >= 0.5`
    [community.members] `community.members` has no meaning in a criterion | who belongs depends on the criteria, so they cannot depend on it
    [state.groups == 1] a set of groups cannot be compared | ask for a group, as in `'nato' in state.groups`
    "#);
}

#[test]
fn how_it_reads() {
    let english = |text: &str| {
        good(text).plain_english(&|name| (name == "polyarchy").then(|| "electoral democracy".to_owned()))
    };
    insta::assert_snapshot!(english("state.polyarchy >= 0.50"), @"its figure for electoral democracy is at least 0.50");
    insta::assert_snapshot!(english("has(state.polyarchy) ? state.polyarchy >= 0.5 : state.freedom_house >= 70"), @"its figure for electoral democracy is at least 0.5, or, where that is not known, its figure for freedom house is at least 70");
    insta::assert_snapshot!(english("state.polyarchy >= 0.5 && (state.polity2 > 6 || 'nato' in state.groups)"), @"its figure for electoral democracy is at least 0.5, and (either its figure for polity2 is above 6, or it belongs to the group “nato”)");
    insta::assert_snapshot!(english("!(state.polyarchy < 0.5) && !('nato' in state.groups)"), @"its figure for electoral democracy is not below 0.5, and it does not belong to the group “nato”");
    insta::assert_snapshot!(english("has(state.gdp) ? state.polyarchy > 0.5 : 'nato' in state.groups"), @"its figure for electoral democracy is above 0.5, or, where its figure for gdp is not known, it belongs to the group “nato”");
    insta::assert_snapshot!(english("year < 1990 ? true : state.polyarchy > 0.5"), @"where the year is below 1990, in every case, and otherwise its figure for electoral democracy is above 0.5");
    insta::assert_snapshot!(english("state.population > 1000000 && state.gdp / state.population >= 5000"), @"its figure for population is above 1,000,000, and its figure for gdp divided by its figure for population is at least 5000");
}
