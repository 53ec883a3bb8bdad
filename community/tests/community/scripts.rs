//! Every script in `tests/replays` comes to what it says. `UPDATE_EXPECT=1` writes what came of it.

use super::script;
use std::path::Path;

fn check(name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/replays/{name}.txt"));
    let given = std::fs::read_to_string(&file).unwrap();
    let came = script::run(&given);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, &came).unwrap();
        return;
    }
    for (place, (given, came)) in given.lines().zip(came.lines()).enumerate() {
        assert_eq!(came, given, "{name}.txt:{}", place + 1);
    }
    assert_eq!(came.lines().count(), given.lines().count(), "{name}.txt");
}

macro_rules! scripts {
    ($($name:ident)*) => {
        $(#[test] fn $name() { check(stringify!($name)); })*

        #[test]
        fn every_script_is_run() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replays");
            let mut found: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
                .collect();
            found.sort();
            assert_eq!(found, [$(stringify!($name)),*]);
        }
    };
}

scripts! {
    accession alone amendment armed_attack article_5 assembly balance balance_of_few bosnia budget compact constitutional_order
    contributions court credentials debate decisions defence elections founding guarantee gulf hostile isaf korea kosovo
    league libya mandated missions mutual_defence nato pledges resolutions security_council unprotected warning
}
