//! Random histories of several programs on one database, against a list.

use crate::place::{Place, entry, key};
use proptest::prelude::*;
use record::{
    hash::Hash,
    log::{AppendError, Log, Receipt},
    merkle::{Frontier, leaf_hash},
};

/// What one of three programs does.
#[derive(Clone, Debug)]
enum Act {
    /// Appends so many entries, decided on what it knows, or on a size that is off by so much.
    Append {
        program: usize,
        count: usize,
        off: i8,
    },
    Refresh(usize),
    Reopen(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let program = 0usize..3;
    prop_oneof![
        6 => (program.clone(), 0usize..4, prop_oneof![5 => Just(0i8), 1 => -2i8..=2])
            .prop_map(|(program, count, off)| Act::Append { program, count, off }),
        1 => program.clone().prop_map(Act::Refresh),
        1 => program.prop_map(Act::Reopen),
    ]
}

/// The whole truth, and what each program knows of it.
struct Model {
    entries: Vec<String>,
    known: [u64; 3],
}

impl Model {
    fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    fn root(&self, size: u64) -> Hash {
        let mut frontier = Frontier::new();
        let entries = self.entries.iter().take(size as usize);
        entries.for_each(|says| frontier.push(leaf_hash(entry(says).bytes())));
        frontier.root()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(8), ..ProptestConfig::default() })]

    #[test]
    fn several_programs_keep_one_list(acts in prop::collection::vec(act(), 1..25)) {
        let place = Place::sqlite();
        drop(place.create());
        let mut model = Model { entries: Vec::new(), known: [0; 3] };
        let mut logs: Vec<Log> = (0..3).map(|_| place.open()).collect();
        for (number, act) in acts.iter().enumerate() {
            match *act {
                Act::Append { program, count, off } => {
                    let at = model.known[program].saturating_add_signed(off.into());
                    let says: Vec<_> = (0..count).map(|entry| format!("{program}-{number}-{entry}")).collect();
                    let result = logs[program].append(at, says.iter().map(|says| entry(says)).collect());
                    let size = model.size();
                    // A program that is not up to date learns so whatever it named, unless what it named is what it knows:
                    // then the database itself refuses.
                    if at == model.known[program] && at == size {
                        model.entries.extend(says);
                        prop_assert_eq!(result, Ok(Receipt { first: at, end: model.size() }));
                    } else {
                        prop_assert_eq!(result, Err(AppendError::Behind { size }));
                    }
                    model.known[program] = model.size();
                }
                Act::Refresh(program) => {
                    prop_assert_eq!(logs[program].refresh(), Ok(model.size()));
                    model.known[program] = model.size();
                }
                Act::Reopen(program) => {
                    logs[program] = Log::open(&place.location, Some(key(1))).unwrap();
                    model.known[program] = model.size();
                }
            }
            for (log, known) in logs.iter().zip(model.known) {
                let head = log.head();
                prop_assert_eq!((head.size, head.root), (known, model.root(known)));
            }
        }
        drop(logs);
        let says: Vec<_> = model.entries.iter().map(|says| format!("{{\"says\":\"{says}\"}}")).collect();
        prop_assert_eq!(place.check_record().into_values().collect::<Vec<_>>(), says);
    }
}
