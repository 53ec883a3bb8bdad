//! Accounts, links to sign in, sessions and the log, on both databases.

use crate::{petition::chance, place::Place};
use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError},
    mail::{Sender, queue, shown},
    office::Office,
    people::{
        Account, AccountRefusal, Power, Role, accounts, appoint, dismiss, find,
        invite::{self, Invited},
        log,
        passkey::{self, New, PasskeyRefusal, Used},
        session, sign_in,
    },
    secret::Secrets,
};
use std::sync::Arc;

const NOW: i64 = 1_700_000_000;

struct Desk {
    db: Db,
    office: Arc<Office>,
}

impl Desk {
    fn new(place: &Place) -> Self {
        let sender = Sender {
            name: "Coalition".into(),
            address: Address::read("office@example.org").unwrap(),
            bounces: None,
            postal: "1 Example Street".into(),
        };
        let secrets = Secrets::new(&[1; 32], None);
        let office = Arc::new(Office { secrets, sender, origin: "https://example.org".into() });
        Self { db: Db::open(&place.location, TABLES).unwrap(), office }
    }

    fn appoint(&self, address: &'static str, role: Role) -> Result<Account, AccountRefusal> {
        let office = Arc::clone(&self.office);
        self.db.write(move |sql| appoint(sql, &office, address, "Ann", role, NOW, [0; 12]))
    }

    /// The token of a link to sign in.
    fn link(&self, of: &Account) -> String {
        let (office, of) = (Arc::clone(&self.office), of.clone());
        let link = self.db.write(move |sql| sign_in::link(sql, &office, &of, 900, NOW, chance()[0])).unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    }

    fn enter(&self, token: &str, now: i64) -> Option<(Account, String)> {
        let token = token.to_owned();
        self.db.write(move |sql| sign_in::enter(sql, &token, "Browser/1", now, chance()[0])).unwrap()
    }

    fn session(&self, cookie: &str, now: i64) -> Option<session::Session> {
        self.db.read::<_, DbError>(|sql| session::of_cookie(sql, cookie, now)).unwrap()
    }
}

pub fn a_link_signs_in_once(place: &Place) {
    let desk = Desk::new(place);
    let ann = desk.appoint("ann@example.org", Role::Administrator).unwrap();
    let token = desk.link(&ann);
    let look = || desk.db.read::<_, DbError>(|sql| sign_in::look(sql, &token, NOW)).unwrap();
    assert_eq!((look().as_ref(), look().as_ref()), (Some(&ann), Some(&ann)), "to look uses nothing up");
    let (entered, cookie) = desk.enter(&token, NOW + 1).unwrap();
    assert_eq!(entered, ann);
    assert_eq!(desk.enter(&token, NOW + 2), None);
    assert_eq!(desk.session(&cookie, NOW + 3).unwrap().account, ann);
    assert_eq!(desk.enter(&desk.link(&ann), NOW + 901), None, "late");
    assert_eq!(desk.enter("AAAA", NOW), None);
    let (_, other) = desk.enter(&desk.link(&ann), NOW).unwrap();
    assert_ne!(other, cookie, "each sign-in has a token of its own");
}

pub fn the_first_link_makes_an_administrator_and_all_of_them_end_with_the_first_who_enters(place: &Place) {
    let desk = Desk::new(place);
    let first = || {
        let office = Arc::clone(&desk.office);
        let made =
            desk.db.write(move |sql| sign_in::first(sql, &office, NOW, [chance()[0], chance()[1]])).unwrap();
        made.map(|link| link.rsplit('/').next().unwrap().to_owned())
    };
    let (printed, again) = (first().unwrap(), first().unwrap());
    let (entered, _) = desk.enter(&again, NOW + sign_in::FIRST).unwrap();
    assert_eq!((entered.role, desk.db.read::<_, DbError>(accounts).unwrap().len()), (Role::Administrator, 1));
    assert_eq!(desk.enter(&printed, NOW + 1), None, "the others end with it");
    assert_eq!(first(), None, "once somebody has signed in none is printed");
    let own = desk.office.sender.address.clone();
    let found = |address: &Address| {
        desk.db.read::<_, DbError>(|sql| find(sql, &desk.office, address)).unwrap().map(|one| one.id)
    };
    assert_eq!(found(&own), Some(entered.id));
    assert_eq!(found(&Address::read("nobody@example.org").unwrap()), None);
}

pub fn sessions_end_by_time_by_choice_and_with_the_account(place: &Place) {
    let desk = Desk::new(place);
    let ann = desk.appoint("ann@example.org", Role::Administrator).unwrap();
    let bea = desk.appoint("bea@example.org", Role::Editor).unwrap();
    let begin = |of: &Account| desk.enter(&desk.link(of), NOW).unwrap().1;
    let (first, second, third) = (begin(&ann), begin(&bea), begin(&bea));
    assert!(desk.session(&first, NOW + session::IDLE).is_some());
    assert!(desk.session(&first, NOW + session::IDLE + 1).is_none());
    let id = desk.session(&first, NOW).unwrap().id;
    for day in 1..=28 {
        desk.db.write(move |sql| session::seen(sql, id, NOW + day * 43_200)).unwrap();
    }
    assert!(desk.session(&first, NOW + session::LONGEST).is_some());
    assert!(desk.session(&first, NOW + session::LONGEST + 1).is_none(), "however often it is used");
    let running = desk.db.read::<_, DbError>(|sql| session::running(sql, &bea, NOW)).unwrap();
    let (one, ann_id, bea_id) = (running[0].id, ann.id, bea.id);
    assert!(!desk.db.write(move |sql| session::end(sql, ann_id, one, NOW)).unwrap(), "another's");
    assert!(desk.db.write(move |sql| session::end(sql, bea_id, one, NOW)).unwrap());
    assert_eq!([&second, &third].iter().filter(|cookie| desk.session(cookie, NOW).is_some()).count(), 1);
    desk.db.write(move |sql| dismiss(sql, bea_id, NOW)).unwrap();
    assert!([&second, &third].iter().all(|cookie| desk.session(cookie, NOW).is_none()));
    assert_eq!(desk.session("", NOW), None);
}

pub fn the_last_administrator_stays(place: &Place) {
    let desk = Desk::new(place);
    assert_eq!(desk.appoint("bea@example.org", Role::Editor), Err(AccountRefusal::LastAdministrator));
    let ann = desk.appoint("ann@example.org", Role::Administrator).unwrap();
    assert_eq!(desk.appoint("ann@example.org", Role::Editor), Err(AccountRefusal::LastAdministrator));
    let id = ann.id;
    assert_eq!(desk.db.write(move |sql| dismiss(sql, id, NOW)), Err(AccountRefusal::LastAdministrator));
    let bea = desk.appoint("bea@example.org", Role::Administrator).unwrap();
    desk.db.write(move |sql| dismiss(sql, id, NOW)).unwrap();
    assert_eq!(desk.db.write(move |sql| dismiss(sql, id, NOW)), Err(AccountRefusal::Gone));
    let all = desk.db.read::<_, DbError>(accounts).unwrap();
    assert_eq!(
        all.iter().filter(|account| account.ended.is_none()).map(|one| one.id).collect::<Vec<_>>(),
        [bea.id]
    );
}

pub fn nobody_learns_who_has_an_account(place: &Place) {
    let desk = Desk::new(place);
    desk.appoint("Ann@example.org", Role::Administrator).unwrap();
    let letters = |address: &'static str| {
        let office = Arc::clone(&desk.office);
        desk.db.write(move |sql| {
            let address = Address::read(address).unwrap();
            let chance = chance();
            sign_in::ask(sql, &office, &address, "local", NOW, [chance[0], chance[1]])?;
            Ok::<_, sign_in::AskRefusal>(queue::take(sql, &office.secrets, NOW, 10).unwrap())
        })
    };
    assert_eq!(letters("stranger@example.org").unwrap(), []);
    let letter = letters("ann+evil@example.org").unwrap().remove(0);
    assert_eq!(letter.to.to_string(), "Ann@example.org", "to the address of the account");
    let sent = (0..10).filter(|_| !letters("ann@example.org").unwrap().is_empty()).count();
    assert_eq!(sent, 4, "five an hour");
}

pub fn what_was_done_is_written_down(place: &Place) {
    let desk = Desk::new(place);
    let ann = desk.appoint("ann@example.org", Role::Administrator).unwrap();
    let id = ann.id;
    desk.db.write(move |sql| log::note(sql, Some(id), NOW, "remove-signature", "3\n")).unwrap();
    desk.db.write(|sql| log::note(sql, None, NOW + 1, "backup", "")).unwrap();
    let done = desk.db.read::<_, DbError>(|sql| log::last(sql, 10)).unwrap();
    let seen: Vec<_> =
        done.iter().map(|done| (done.who.as_deref(), done.what.as_str(), done.about.as_str())).collect();
    assert_eq!(seen, [(None, "backup", ""), (Some("Ann"), "remove-signature", "3")]);
}

pub fn who_is_invited_enters_and_who_changes_role_may_do_other_things(place: &Place) {
    let desk = Desk::new(place);
    let ann = desk.appoint("ann@example.org", Role::Administrator).unwrap();
    let invite = |address: &'static str, name: &'static str| {
        let office = Arc::clone(&desk.office);
        desk.db.write(move |sql| {
            let invited = Invited { address, name, role: Role::Editor, by: "Ann" };
            let [first, second, third, _] = chance();
            invite::invite(sql, &office, &invited, NOW, [first, second, third])
        })
    };
    let bea = invite(" bea@example.org ", "Bea").unwrap();
    assert_eq!(invite("BEA@example.org", "Bea"), Err(AccountRefusal::Known));
    assert_eq!(invite("cid@example.org", " "), Err(AccountRefusal::Name));
    assert!(matches!(invite("nobody", "Cid"), Err(AccountRefusal::Address(_))));
    let office = Arc::clone(&desk.office);
    let mut letters = desk.db.write(move |sql| queue::take(sql, &office.secrets, NOW, 10)).unwrap();
    assert_eq!(letters.len(), 1, "one letter to the one who was invited");
    let letter = letters.remove(0).letter;
    assert_eq!(letter.to.to_string(), "bea@example.org");
    let (_, after) = letter.text.split_once("/sign-in/").unwrap();
    let token = after.split_whitespace().next().unwrap();
    assert_eq!(desk.enter(token, NOW + invite::INVITED).unwrap().0, bea);
    assert_eq!(desk.enter(token, NOW + 1), None);
    let change = |id: u64, role: Role| desk.db.write(move |sql| invite::change(sql, id, "Somebody", role));
    let changed = change(bea.id, Role::Treasurer).unwrap();
    assert!(changed.may(Power::KeepAccounts) && !changed.may(Power::Publish) && changed.name == "Somebody");
    assert_eq!(change(ann.id, Role::Editor), Err(AccountRefusal::LastAdministrator));
    assert_eq!(change(99, Role::Editor), Err(AccountRefusal::Gone));
    change(bea.id, Role::Administrator).unwrap();
    change(ann.id, Role::Editor).unwrap();
}

pub fn a_challenge_is_answered_once_in_time_and_by_whom_it_was_put_to(place: &Place) {
    let desk = Desk::new(place);
    let ask = |of: Option<u64>| {
        let token = desk.db.write(move |sql| passkey::challenge(sql, of, "state", NOW, chance()[0])).unwrap();
        token.unwrap()
    };
    let answer = |of: Option<u64>, token: &str, now: i64| {
        let token = token.to_owned();
        desk.db.write(move |sql| passkey::answered(sql, of, &token, now)).unwrap()
    };
    let (mine, anybodys) = (ask(Some(1)), ask(None));
    assert_eq!(
        (answer(Some(2), &mine, NOW), answer(None, &mine, NOW), answer(Some(1), &anybodys, NOW)),
        (None, None, None)
    );
    assert_eq!(answer(Some(1), &mine, NOW + passkey::WAITS).as_deref(), Some("state"));
    assert_eq!(answer(Some(1), &mine, NOW), None, "twice");
    assert_eq!(answer(None, &anybodys, NOW + passkey::WAITS + 1), None, "late");
    assert_eq!(answer(None, "AAAA", NOW), None);
    let waits = ask(None);
    desk.db.write(|sql| passkey::forget(sql, NOW + passkey::WAITS + 1)).unwrap();
    assert_eq!(answer(None, &waits, NOW), None, "forgotten");
}

pub fn a_passkey_is_its_owners_alone_and_ends_with_the_account(place: &Place) {
    let desk = Desk::new(place);
    let ann = desk.appoint("ann@example.org", Role::Administrator).unwrap();
    let bea = desk.appoint("bea@example.org", Role::Editor).unwrap();
    let add = |of: &Account, credential: &[u8], name: &str| {
        let (office, of) = (Arc::clone(&desk.office), of.clone());
        let new = New {
            credential: credential.to_vec(),
            key: "1".into(),
            name: name.into(),
            site: "example.org".into(),
        };
        desk.db.write(move |sql| passkey::add(sql, &office, &of, &new, NOW, chance()[0]))
    };
    assert_eq!(add(&bea, b"key", ""), Err(PasskeyRefusal::Name));
    assert_eq!(add(&bea, b"key", "Laptop"), Ok(()));
    assert_eq!(add(&ann, b"key", "Mine"), Err(PasskeyRefusal::Known));
    for number in 1..20u8 {
        assert_eq!(add(&bea, &[number], "More"), Ok(()));
    }
    assert_eq!(add(&bea, b"one more", "More"), Err(PasskeyRefusal::Many));
    let office = Arc::clone(&desk.office);
    let letters = desk.db.write(move |sql| queue::take(sql, &office.secrets, NOW, 100)).unwrap();
    assert!(letters.len() == 20 && letters.iter().all(|letter| letter.to.to_string() == "bea@example.org"));
    let enter = |of: &Account, before: &str, after: &str| {
        let used = Used { credential: b"key".to_vec(), before: before.into(), after: after.into() };
        let of = of.clone();
        desk.db.write(move |sql| passkey::enter(sql, &of, &used, "Browser/1", NOW, chance()[0])).unwrap()
    };
    assert_eq!(enter(&ann, "1", "2"), None, "another's");
    let cookie = enter(&bea, "1", "2").unwrap();
    assert_eq!(desk.session(&cookie, NOW).unwrap().how, "passkey");
    assert_eq!(enter(&bea, "1", "2"), None, "of two answers at once one enters");
    let keys = |of: &Account| desk.db.read::<_, DbError>(|sql| passkey::of_account(sql, of.id)).unwrap();
    let key = keys(&bea).into_iter().find(|key| key.name == "Laptop").unwrap();
    assert_eq!((key.used, key.site.as_str()), (Some(NOW), "example.org"));
    let (id, ann_id, bea_id) = (key.id, ann.id, bea.id);
    let mine = id.clone();
    assert_eq!(desk.db.write(move |sql| passkey::remove(sql, ann_id, &mine)), Err(PasskeyRefusal::Gone));
    desk.db.write(move |sql| passkey::rename(sql, bea_id, &id, "Old laptop")).unwrap();
    assert!(keys(&bea).iter().any(|key| key.name == "Old laptop"));
    desk.db.write(move |sql| dismiss(sql, bea_id, NOW)).unwrap();
    assert_eq!(desk.db.read::<_, DbError>(|sql| passkey::find(sql, b"key")).unwrap(), None);
    desk.appoint("bea@example.org", Role::Editor).unwrap();
    assert_eq!(keys(&bea), [], "and does not come back with it");
}

pub fn letters_are_shown_as_they_stand(place: &Place) {
    let desk = Desk::new(place);
    let bea = desk.appoint("ann@example.org", Role::Administrator).unwrap();
    for _ in 0..3 {
        let office = Arc::clone(&desk.office);
        let again = move |sql: &mut dyn campaign::db::Sql| {
            invite::again(sql, &office, bea.id, "Ann", NOW, [chance()[0], chance()[1]])
        };
        desk.db.write(again).unwrap();
    }
    let letters = |stands, before| {
        desk.db.read(|sql| shown::letters(sql, &desk.office.secrets, stands, before, 2)).unwrap()
    };
    let all = letters(None, None);
    assert_eq!((all.len(), all[0].to.as_str(), all[0].stands.as_str()), (2, "ann@example.org", "waits"));
    assert_eq!(letters(None, Some(all[1].id)).len(), 1);
    assert_eq!(letters(Some("sent"), None), []);
    let office = Arc::clone(&desk.office);
    let taken = desk.db.write(move |sql| queue::take(sql, &office.secrets, NOW, 1)).unwrap().remove(0);
    let id = taken.id;
    desk.db.write(move |sql| queue::settle(sql, &taken, &Ok(()), NOW)).unwrap();
    let one = |id| desk.db.read(|sql| shown::letter(sql, &desk.office.secrets, id)).unwrap();
    let (listed, kept) = one(id).unwrap();
    assert_eq!(
        (listed.stands.as_str(), listed.is_kept, kept),
        ("sent", false, None),
        "what was in it is erased"
    );
    let (_, kept) = one(all[0].id).unwrap();
    assert!(kept.unwrap().text.contains("/sign-in/"));
    assert_eq!(one(999), None);
    assert_eq!(desk.db.read::<_, DbError>(shown::troubled).unwrap(), 0);
}
