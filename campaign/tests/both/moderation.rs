//! What moderators look at, what they decide and what comes of it; and what happens while very many sign at once.

use crate::{
    petition::{DAY, Desk, NOW, link, request},
    place::Place,
};
use campaign::{
    db::DbError,
    people::log,
    petition::{
        count,
        policy::{self, Comments, Guard, Policy},
        review::{self, Case, Hidden, KEEP_REMOVED, RuleRefusal, Ruling, Why, cases, find, rule, waiting},
        sign::{ALARM, APART, NETWORK_CALM, Request, Taken, asks_for_work},
        work,
    },
};

impl Desk {
    /// Signs and confirms, with the letters of other things left aside.
    fn signed(&self, request: Request<'static>, now: i64) {
        self.sign_as(request, now).unwrap();
        let letters = self.letters(now);
        let letter = letters.iter().find(|letter| letter.contains("/confirm/")).unwrap();
        self.confirm(link(letter, "confirm"), now).unwrap();
        self.letters(now);
    }

    fn cases(&self, stands: &str) -> Vec<Case> {
        self.db.read::<_, DbError>(|sql| cases(sql, &self.office, stands, 100)).unwrap()
    }

    fn rule(
        &self,
        signature: u64,
        ruling: Ruling,
        reason: &'static str,
        now: i64,
    ) -> Result<(), RuleRefusal> {
        self.db.write(move |sql| rule(sql, signature, ruling, reason, None, now))
    }

    fn set(&self, policy: Policy) {
        let petition = self.petition.clone();
        self.db.write::<_, DbError>(move |sql| policy::set(sql, &petition, &policy)).unwrap();
    }

    fn shown(&self) -> Vec<(Option<String>, Option<String>)> {
        let recent = |sql: &mut dyn campaign::db::Sql| count::recent(sql, &self.office, &self.petition, 10);
        let recent = self.db.read::<_, DbError>(recent).unwrap();
        recent.into_iter().map(|seen| (seen.name, seen.comment)).collect()
    }
}

/// An answer to a challenge, as a browser finds it.
fn answer(challenge: &str, address: &str) -> String {
    let mut answers = (0u64..).map(|number| number.to_string());
    let bits = u32::from(work::BITS);
    answers.find(|answer| work::zeros(&work::tried(challenge, address, answer)) >= bits).unwrap()
}

pub fn who_brings_no_work_while_many_sign_waits_and_loses_nothing(place: &Place) {
    let desk = Desk::new(place);
    let asks = |network: &str, now| {
        let asks =
            |sql: &mut dyn campaign::db::Sql| asks_for_work(sql, &desk.office, &desk.petition, network, now);
        desk.db.read::<_, DbError>(asks).unwrap()
    };
    for number in 0..NETWORK_CALM {
        assert!(!asks("192.0.2.0/24", NOW), "before {number}");
        assert_eq!(desk.sign(&format!("a{number}@example.com"), NOW), Ok(Taken::AtOnce));
    }
    assert!(asks("192.0.2.0/24", NOW) && !asks("198.51.100.0/24", NOW), "of the busy network alone");
    // Without an answer: taken, but its letter waits in the slow lane, each some seconds after the other.
    assert_eq!(desk.sign("slow@example.com", NOW), Ok(Taken::Later(NOW + APART)));
    assert_eq!(desk.sign("slower@example.com", NOW), Ok(Taken::Later(NOW + 2 * APART)));
    assert_eq!(desk.letters(NOW).len(), usize::try_from(NETWORK_CALM).unwrap());
    // With one: at once.
    let challenge = work::challenge(&desk.office.secrets, &desk.petition, NOW, [7; 8]).leak();
    let answer = answer(challenge, "quick@example.com").leak();
    let worked = Request { work: Some((challenge, answer)), ..request("quick@example.com") };
    assert_eq!(desk.sign_as(worked, NOW), Ok(Taken::AtOnce));
    let stolen = Request { work: Some((challenge, answer)), ..request("other@example.com") };
    assert!(matches!(desk.sign_as(stolen, NOW), Ok(Taken::Later(_))), "an answer is good for one address");
    assert_eq!(desk.letters(NOW).len(), 1);
    // A moderator lets one go; the others go when their time has come.
    let waits = desk.cases("waits");
    assert_eq!((waits.len(), waits[0].why), (3, Why::Work));
    desk.rule(waits[0].signature, Ruling::Approve, "", NOW + 1).unwrap();
    assert_eq!(desk.letters(NOW + 1).len(), 1);
    let letters = desk.letters(NOW + 3 * APART);
    assert_eq!(letters.len(), 2);
    // Whoever confirms has shown enough.
    desk.confirm(link(&letters[0], "confirm"), NOW + 3 * APART).unwrap();
    assert_eq!((desk.cases("waits").len(), desk.counted()), (1 + 1, 1), "its comment is looked at instead");
}

pub fn a_guard_that_is_up_is_up_for_everybody(place: &Place) {
    let desk = Desk::new(place);
    desk.set(Policy { guard: Guard::On, ..Policy::default() });
    let elsewhere = || Request { network: "198.51.100.0/24", ..request("ann@example.com") };
    assert_eq!(desk.sign_as(elsewhere(), NOW), Ok(Taken::Later(NOW + APART)));
    desk.set(Policy { guard: Guard::Off, ..Policy::default() });
    for number in 0..NETWORK_CALM + 5 {
        assert_eq!(desk.sign(&format!("a{number}@example.com"), NOW), Ok(Taken::AtOnce));
    }
    let policy = Policy { alarm: NOW + ALARM, ..Policy::default() };
    assert!(policy.is_on(NOW + ALARM - 1) && !policy.is_on(NOW + ALARM));
}

pub fn what_a_moderator_decides_is_shown_counted_and_written_down(place: &Place) {
    let desk = Desk::new(place);
    desk.signed(request("ann@example.com"), NOW);
    assert_eq!(desk.shown(), [(Some("Ann Lee".into()), Some("Peace, and law.".into()))]);
    let [case] = &desk.cases("waits")[..] else { panic!("one comment waits") };
    assert_eq!((case.why, case.name.as_deref()), (Why::Comment, Some("Ann Lee")));
    let id = case.signature;
    for ruling in [Ruling::HideComment, Ruling::HideName, Ruling::Remove] {
        assert_eq!(desk.rule(id, ruling, " ", NOW), Err(RuleRefusal::Reason), "{ruling:?}");
    }
    desk.rule(id, Ruling::HideComment, "an advertisement", NOW).unwrap();
    assert_eq!((desk.shown(), desk.counted()), (vec![(Some("Ann Lee".into()), None)], 1));
    desk.rule(id, Ruling::HideName, "not a name", NOW).unwrap();
    assert_eq!((desk.shown(), desk.counted()), (vec![(None, None)], 1));
    desk.rule(id, Ruling::Remove, "a machine", NOW).unwrap();
    assert_eq!((desk.shown(), desk.counted()), (vec![], 0));
    assert_eq!(desk.cases("removed")[0].reason.as_deref(), Some("a machine"));
    desk.rule(id, Ruling::Restore, "", NOW).unwrap();
    assert_eq!(desk.consents("ann@example.com"), [("petition 1".to_owned(), None)], "its consent stands");
    assert_eq!((desk.shown().len(), desk.counted()), (1, 1));
    assert_eq!(desk.cases("waits").len(), 1);
    let done = desk.db.read::<_, DbError>(|sql| log::last(sql, 10)).unwrap();
    let done: Vec<_> = done.iter().map(|done| (done.what.as_str(), done.about.as_str())).collect();
    assert_eq!(done[0], ("restore-signature", "charter, signature 1"));
    assert_eq!(done[1], ("remove-signature", "charter, signature 1: a machine"));
    assert_eq!(done.len(), 4);
    assert_eq!(desk.rule(99, Ruling::Approve, "", NOW), Err(RuleRefusal::Gone));
}

pub fn what_may_be_advertised_is_read_before_it_is_shown(place: &Place) {
    let desk = Desk::new(place);
    let with = |address: &str, name, comment| Request { name, comment, ..request(address) };
    desk.signed(with("a@example.com", "Ann Lee", "Buy at shop.example.com."), NOW);
    desk.signed(with("b@example.com", "Win 100000 now", "Law."), NOW);
    assert_eq!(desk.shown(), [(None, None), (Some("Ann Lee".into()), None)]);
    let why: Vec<_> = desk.cases("waits").iter().map(|case| (case.why, case.hidden)).collect();
    assert_eq!(why, [(Why::Link, Hidden::Comment), (Why::Name, Hidden::Name)]);
    desk.set(Policy { comments: Comments::Checked, ..Policy::default() });
    desk.signed(with("c@example.com", "Bob Ray", "Peace."), NOW);
    assert_eq!(desk.shown()[0], (Some("Bob Ray".into()), None));
    let last = desk.cases("waits").pop().unwrap().signature;
    desk.rule(last, Ruling::Approve, "", NOW).unwrap();
    assert_eq!(desk.shown()[0], (Some("Bob Ray".into()), Some("Peace.".into())));
    assert_eq!(desk.db.read::<_, DbError>(|sql| waiting(sql)).unwrap(), 2);
}

pub fn one_name_from_one_network_is_looked_at(place: &Place) {
    let desk = Desk::new(place);
    let with = |address: &str, name, network| Request { name, network, comment: "", ..request(address) };
    desk.signed(with("a@example.com", "Zoë Öst", "192.0.2.0/24"), NOW);
    desk.signed(with("b@example.com", "Zoë Öst", "198.51.100.0/24"), NOW);
    desk.signed(with("c@example.com", "Ann Öst", "192.0.2.0/24"), NOW);
    assert_eq!(desk.cases("waits"), []);
    desk.signed(with("d@example.com", "OST  zoe", "192.0.2.0/24"), NOW + DAY);
    let waits = desk.cases("waits");
    assert_eq!(
        (waits.len(), waits[0].why, desk.counted()),
        (1, Why::Double, 4),
        "it counts until one decides"
    );
    let found = |mailbox| desk.db.read::<_, DbError>(|sql| find(sql, &desk.office, mailbox)).unwrap().len();
    assert_eq!((found("d@example.com"), found("e@example.com")), (1, 0));
    // What two have in common is erased with the networks.
    desk.db.write::<_, DbError>(|sql| count::forget(sql, NOW + DAY + count::KEEP_NETWORK + 1)).unwrap();
    desk.signed(with("e@example.com", "Zoë Öst", "192.0.2.0/24"), NOW + 9 * DAY);
    assert_eq!(desk.cases("waits").len(), 1);
}

pub fn what_was_removed_is_erased_in_time_and_stays_out(place: &Place) {
    let desk = Desk::new(place);
    desk.signed(request("ann@example.com"), NOW);
    desk.rule(1, Ruling::Remove, "a machine", NOW).unwrap();
    let forget = |now| desk.db.write::<_, DbError>(move |sql| count::forget(sql, now)).unwrap();
    forget(NOW + KEEP_REMOVED);
    assert_eq!(desk.cases("removed")[0].name.as_deref(), Some("Ann Lee"));
    forget(NOW + KEEP_REMOVED + 1);
    assert_eq!(desk.cases("removed")[0].name, None);
    let ended = NOW + KEEP_REMOVED + 1;
    assert_eq!(desk.consents("ann@example.com"), [("petition 1".to_owned(), Some(ended))]);
    assert_eq!(desk.rule(1, Ruling::Restore, "", NOW + KEEP_REMOVED + 2), Err(RuleRefusal::Erased));
    forget(NOW + review::KEEP_DECIDED + 1);
    assert_eq!(desk.cases("removed"), []);
    desk.sign("ann@example.com", NOW + 50 * DAY).unwrap();
    assert_eq!(desk.letters(NOW + 50 * DAY), Vec::<String>::new(), "and no letter goes out");
}
