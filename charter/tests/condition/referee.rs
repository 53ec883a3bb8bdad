//! The `cel` crate as referee: on facts without gaps, and with them, both read a condition alike. What we call unknown
//! or a fault is an error there.

use crate::random::{Facts, conditions, facts, good};
use cel::{Context, Program, Value};
use charter::condition::Truth;
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::HashMap;

/// True, false or an error; outside it what is not CEL at all.
fn referee(text: &str, facts: &Facts) -> Result<Option<bool>, String> {
    #[expect(clippy::cast_precision_loss, reason = "small quarters are exact")]
    let quarters = |value: i64| Value::from(value as f64 / 4.0);
    let mut state: HashMap<String, Value> = HashMap::new();
    state.insert("code".into(), Value::from(facts.code));
    state.insert("groups".into(), Value::from(facts.groups.clone()));
    state.extend(facts.free.map(|value| ("free".to_owned(), quarters(value))));
    state.extend(facts.fair.map(|value| ("fair".to_owned(), quarters(value))));
    let mut context = Context::default();
    context.add_variable_from_value("state", Value::from(state));
    let program = Program::compile(text).map_err(|error| error.to_string())?;
    match program.execute(&context) {
        Ok(Value::Bool(value)) => Ok(Some(value)),
        Ok(other) => Err(format!("{other:?}")),
        Err(_) => Ok(None),
    }
}

/// Runs both on random conditions, printed in our canonical form, so that the order of signs is judged as well. The
/// referee needs a large stack.
fn compare(cases: u32, known: bool) {
    let run = move || {
        let mut runner = TestRunner::new(ProptestConfig {
            cases,
            max_global_rejects: cases,
            failure_persistence: None,
            ..Default::default()
        });
        runner
            .run(&(conditions(), facts(known)), |(text, facts)| {
                let condition = good(&text);
                let ours = match facts.answer(&condition) {
                    Truth::True => Some(true),
                    Truth::False => Some(false),
                    Truth::Unknown | Truth::Fault(_) => None,
                };
                let printed = condition.to_string();
                prop_assert_eq!(Ok(ours), referee(&printed, &facts), "{}", printed);
                Ok(())
            })
            .unwrap();
    };
    std::thread::Builder::new().stack_size(512 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn agrees_where_everything_is_known() {
    compare(crate::cases(1000), true);
}

#[test]
fn agrees_where_values_are_missing() {
    compare(crate::cases(1000), false);
}
