//! Many writers at once, in one program and in several: nothing acknowledged is lost, and there is one history.

use crate::{
    on_both,
    place::{Place, entry},
};
use record::log::{AppendError, Log};
use std::{collections::BTreeMap, sync::Mutex};

on_both! {
    many_threads_lose_nothing;
    several_programs_lose_nothing_and_fork_nothing;
}

/// Appends `count` entries, deciding anew whenever somebody was first, and notes each that was acknowledged.
fn write(log: &Log, name: &str, count: u32, acknowledged: &Mutex<BTreeMap<u64, String>>) {
    let mut size = log.size();
    for number in 0..count {
        let says = format!("{name}-{number}");
        loop {
            match log.append(size, vec![entry(&says)]) {
                Ok(receipt) => {
                    let before = acknowledged
                        .lock()
                        .unwrap()
                        .insert(receipt.first, format!("{{\"says\":\"{says}\"}}"));
                    assert_eq!(before, None, "one number for one entry");
                    size = receipt.end;
                    break;
                }
                Err(AppendError::Behind { size: now }) => size = now,
                Err(AppendError::Store(error)) => panic!("{error}"),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

fn many_threads_lose_nothing(place: &Place) {
    let log = place.create();
    let acknowledged = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for thread in 0..16 {
            let (log, acknowledged) = (&log, &acknowledged);
            scope.spawn(move || write(log, &thread.to_string(), 12, acknowledged));
        }
    });
    drop(log);
    assert_eq!(place.check_record(), acknowledged.into_inner().unwrap());
}

/// Each opening of the database is as another program: they share nothing but it.
fn several_programs_lose_nothing_and_fork_nothing(place: &Place) {
    drop(place.create());
    let acknowledged = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for program in 0..3 {
            let acknowledged = &acknowledged;
            scope.spawn(move || {
                let log = place.open();
                std::thread::scope(|scope| {
                    for thread in 0..4 {
                        let log = &log;
                        scope.spawn(move || write(log, &format!("{program}-{thread}"), 15, acknowledged));
                    }
                });
            });
        }
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    assert_eq!(acknowledged.len(), 3 * 4 * 15);
    assert_eq!(place.check_record(), acknowledged);
}
