//! Programs that append are killed without warning, again and again, and so is the server; nothing acknowledged may be lost.

use super::{Acknowledged, load, lost, recovered};
use crate::store::Location;
use std::time::Duration;
use trials::{
    kill::{Victim, connect, kill_server, kills, lifetime, must_be_durable},
    place::{Place, server},
};

fn victim(location: &Location, run: &str) -> Victim<(u64, String)> {
    Victim::start(load::program(location, u32::MAX, run), load::acknowledged)
}

#[test]
#[ignore = "kills programs for a while: cargo xtask test"]
fn killed_programs_lose_nothing_on_sqlite() {
    let place = Place::sqlite("record.sqlite");
    let location = Location::parse(&place.location);
    let mut acknowledged = Acknowledged::new();
    for run in 0..kills() {
        victim(&location, &run.to_string()).kill_after(lifetime(run), || {}, &mut acknowledged);
        assert_eq!(lost(&acknowledged, recovered(&location)), None, "after {} kills", run + 1);
    }
    println!("{} kills, {} acknowledged entries", kills(), acknowledged.len());
}

/// Two programs at once on one file; one is killed, the other goes on.
#[test]
#[ignore = "kills programs for a while: cargo xtask test"]
fn a_killed_program_does_not_harm_another() {
    let place = Place::sqlite("record.sqlite");
    let location = Location::parse(&place.location);
    let mut acknowledged = Acknowledged::new();
    let survivor = victim(&location, "survivor");
    acknowledged.extend([survivor.first()]);
    for run in 0..kills() / 2 {
        victim(&location, &run.to_string()).kill_after(lifetime(run), || {}, &mut acknowledged);
    }
    survivor.kill_after(Duration::ZERO, || {}, &mut acknowledged);
    assert_eq!(lost(&acknowledged, recovered(&location)), None);
}

#[test]
#[ignore = "needs a PostgreSQL server that is started again when it dies: cargo xtask test"]
fn killed_programs_and_servers_lose_nothing_on_postgresql() {
    let url = server();
    must_be_durable(&mut connect(&url));
    let place = Place::postgres("kills");
    let location = Location::parse(&place.location);
    let mut acknowledged = Acknowledged::new();
    for run in 0..kills() {
        let server_too = run % 4 == 3;
        let kill = || {
            if server_too {
                kill_server(&url);
            }
        };
        victim(&location, &run.to_string()).kill_after(lifetime(run), kill, &mut acknowledged);
        assert_eq!(lost(&acknowledged, recovered(&location)), None, "after {} kills", run + 1);
    }
    println!("{} kills, {} acknowledged entries", kills(), acknowledged.len());
}
