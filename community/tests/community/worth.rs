//! What a guarantee is worth: by hand, on small cases.

use super::script::Run;
use community::guarantee::{Line, Worth, worth};

fn founded(lines: &str) -> Run {
    let mut run = Run::default();
    run.found("world-security-community");
    run.lines(lines);
    run
}

fn at(run: &Run) -> Worth {
    worth(&run.state, 1).unwrap()
}

fn infantry(worth: &Worth) -> &Line {
    worth.lines.iter().find(|line| line.kind == "infantry").unwrap()
}

/// Of 5,000 asked for, 3,000 of Poland bind, 1,000 of Sweden wait for Finland. 2,000 come on the second day. Then Finland
/// pledges 2,000, which binds Sweden too; 1,000 of Poland and 2,000 of Finland come on the sixth day, and with them all that
/// was asked for.
#[test]
fn pledged_against_asked_and_days_to_arrival() {
    let mut run = founded(
        "2025-03-01 EST declare-attack territory \"Columns crossed the border.\" asks-help
         2025-03-01 EST request-help 1 forces infantry=5000 overflight
         2025-03-01 POL pledge guarantee 1 forces infantry=3000 days 3
         2025-03-01 SWE pledge guarantee 1 forces infantry=1000 days 9 if FIN
         2025-03-03 EST confirm-arrival 1 2000",
    );
    let before = at(&run);
    assert_eq!((before.asked, before.answered), (31, 2));
    let line = infantry(&before);
    assert_eq!((line.asked, line.pledged, line.waiting, line.arrived), (5000, 3000, 1000, 2000));
    assert_eq!((line.promised_days, line.first_after_days, line.all_after_days), (Some(9), Some(2), None));
    let overflight = &before.lines[1];
    assert_eq!((overflight.asked, overflight.pledged, overflight.first_after_days), (1, 0, None));

    run.lines(
        "2025-03-05 FIN pledge guarantee 1 forces infantry=2000
         2025-03-07 EST confirm-arrival 1 1000
         2025-03-07 EST confirm-arrival 3 2000",
    );
    let after = at(&run);
    let line = infantry(&after);
    assert_eq!((line.pledged, line.waiting, line.arrived), (6000, 0, 5000));
    assert_eq!((line.first_after_days, line.all_after_days), (Some(2), Some(6)));

    // What lapses at the end was pledged; what was taken back was not.
    run.lines(
        "2025-03-08 NOR pledge guarantee 1 forces infantry=10
         2025-03-08 NOR withdraw-pledge 4
         2025-03-09 EST withdraw-request 1",
    );
    let ended = at(&run);
    assert_eq!((infantry(&ended).pledged, infantry(&ended).arrived), (6000, 5000));
    assert_eq!(ended.answered, 3, "who takes everything back has not answered");
    assert!(worth(&run.state, 2).is_none());
    run.finish();
}

/// Two members that each wait for the other are both bound; a third that waits for a fourth that is silent is not.
#[test]
fn who_waits_for_each_other_is_bound() {
    let run = founded(
        "2025-03-01 EST declare-attack territory \"Columns crossed the border.\" asks-help
         2025-03-01 SWE pledge guarantee 1 money EUR=100 if DNK
         2025-03-01 DNK pledge guarantee 1 money EUR=10 if SWE
         2025-03-01 NOR pledge guarantee 1 money EUR=1 if FIN
         2025-03-01 POL pledge guarantee 1 money EUR=1000 if determined",
    );
    let worth = at(&run);
    assert_eq!((worth.lines[0].pledged, worth.lines[0].waiting), (110, 1001));
    run.finish();
}
