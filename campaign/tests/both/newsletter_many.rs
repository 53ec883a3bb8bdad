//! A newsletter to many: letters that wait, pause, are put off and come back, on both databases.

use crate::{
    newsletter::{Desk, NOW},
    place::Place,
};
use campaign::{
    address::Address,
    db::DbError,
    mail::{
        outcome::{Failure, Reason},
        pace::Pace,
        returned::{self, About},
    },
    newsletter::{
        bounce::{Heard, Kind, SOFT_TIME, hear},
        figures::Figures,
        issue::{self, Stands, schedule},
        send::{advance, again, still, take},
        sheet::Press,
        subscribe::leave,
        suppress::is_suppressed,
    },
};

fn bounces() -> Address {
    Address::read("bounces@example.org").unwrap()
}

/// A report on delivery, sent to an address.
fn report(to: &str, action: &str, status: &str) -> Vec<u8> {
    format!(
        "From: MAILER-DAEMON@mx.example.net\r\nTo: {to}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
         Final-Recipient: rfc822; x@example.com\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

fn heard(desk: &Desk, message: Vec<u8>, now: i64) -> Heard {
    desk.write(move |sql, office, _| Ok(hear(sql, office, &message, now)?)).unwrap()
}

fn is_out(desk: &Desk, address: &str) -> bool {
    let person = desk.office.secrets.index("address", address);
    desk.db.read::<_, DbError>(|sql| is_suppressed(sql, &person)).unwrap()
}

/// An issue that was sent to everybody; its row.
fn sent(desk: &Desk, now: i64) -> u64 {
    let id = desk.issue(None);
    desk.send(id);
    for one in desk.take(now, 99) {
        desk.settle(one, Ok(()), now);
    }
    id
}

fn path(desk: &Desk, issue: u64, subscriber: u64) -> String {
    returned::path(&desk.office.secrets, &bounces(), About::Issue { issue, subscriber }).to_string()
}

pub fn what_comes_back_ends_a_subscription_only_where_it_was_sent(place: &Place) {
    let desk = Desk::new(place);
    for name in ["a", "b", "c"] {
        desk.join(&format!("{name}@example.com"), NOW);
    }
    let id = sent(&desk, NOW);
    let hard = |to: &str| heard(&desk, report(to, "failed", "5.1.1"), NOW);
    let counted = |kind, ended| Heard::Counted { kind, ended };
    // Invented, changed, of a letter that was not sent, or to the plain address.
    for stranger in ["bounces+aaaaaaaaaaaaaaaaaaaaaaaaaa@example.org", "bounces@example.org", "x"] {
        assert_eq!(hard(stranger), Heard::Stranger);
    }
    assert_eq!(hard(&path(&desk, id, 999)), Heard::Known);
    assert_eq!(hard(&path(&desk, id + 1, 1)), Heard::Known);
    assert_eq!(desk.subscribed(), 3);
    assert_eq!(
        heard(&desk, report(&path(&desk, id, 1), "delayed", "4.4.1"), NOW),
        Heard::Nothing("a report that a letter is late")
    );
    // No mailbox: at once. Twice is once.
    assert_eq!(hard(&path(&desk, id, 1)), counted(Kind::NoMailbox, true));
    assert_eq!(hard(&path(&desk, id, 1)), Heard::Known);
    assert!(is_out(&desk, "a@example.com"));
    assert_eq!((desk.subscribed(), desk.figures(id).bounced), (2, 1));
    // A full mailbox: after three letters within the time, and not before.
    let mut issues = vec![id];
    issues.extend((0..2).map(|_| sent(&desk, NOW)));
    for (place, issue) in issues.iter().enumerate() {
        let full = || heard(&desk, report(&path(&desk, *issue, 2), "failed", "5.2.2"), NOW);
        assert_eq!(full(), counted(Kind::NotDelivered, place == 2));
        assert_eq!(full(), Heard::Known);
    }
    assert_eq!(desk.subscribed(), 1);
    // Slowly enough, never.
    for number in 0..5 {
        let now = NOW + number * SOFT_TIME;
        let issue = sent(&desk, now);
        let slow = heard(&desk, report(&path(&desk, issue, 3), "failed", "4.4.7"), now);
        assert_eq!(slow, counted(Kind::NotDelivered, false));
    }
    assert_eq!(desk.subscribed(), 1);
}

pub fn a_complaint_ends_a_subscription(place: &Place) {
    let desk = Desk::new(place);
    desk.join("a@example.com", NOW);
    desk.join("b@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let taken = desk.take(NOW, 9);
    let link = taken[1].letter(&desk.office).unsubscribe.unwrap();
    taken.into_iter().for_each(|one| desk.settle(one, Ok(()), NOW));
    let complaint = |path: &str, link: &str| {
        format!(
            "To: abuse@example.org\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
             --b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: a\nVersion: 1\n\n--b\n\
             Content-Type: message/rfc822\n\nReturn-Path: <{path}>\nList-Unsubscribe: <{link}>\nSubject: Hello\n\nA word.\n--b--\n"
        )
        .into_bytes()
    };
    assert_eq!(
        heard(&desk, complaint("bounces+x@example.org", "https://example.org/newsletter/leave/x"), NOW),
        Heard::Stranger
    );
    let first = heard(&desk, complaint(&path(&desk, id, 1), ""), NOW);
    assert_eq!(first, Heard::Counted { kind: Kind::Complaint, ended: true });
    assert!(is_out(&desk, "a@example.com"));
    // With the link alone it may do what the link may, and no more.
    assert_eq!(heard(&desk, complaint("", &link), NOW), Heard::Left);
    assert!(!is_out(&desk, "b@example.com"));
    assert_eq!(desk.subscribed(), 0);
    let expected = Figures { queued: 2, sent: 2, complained: 2, ..Figures::default() };
    assert_eq!(desk.figures(id), expected);
}

pub fn who_leaves_by_a_letter_is_counted_with_its_issue(place: &Place) {
    let desk = Desk::new(place);
    desk.join("a@example.com", NOW);
    let (first, second) = (desk.issue(None), desk.issue(None));
    desk.send(first);
    desk.send(second);
    for one in desk.take(NOW, 9) {
        let link = one.letter(&desk.office).unsubscribe.unwrap();
        let token = link.rsplit('/').next().unwrap().to_owned();
        let issue = one.issue;
        desk.settle(one, Ok(()), NOW);
        if issue == second {
            desk.write(move |sql, office, _| leave(sql, office, &token, NOW)).unwrap();
        }
    }
    assert_eq!((desk.figures(first).left, desk.figures(second).left), (0, 1));
}

pub fn a_pause_holds_at_once_even_what_was_taken(place: &Place) {
    let desk = Desk::new(place);
    desk.join("a@example.com", NOW);
    desk.join("b@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let taken = desk.take(NOW, 9);
    let asked = |subscriber| desk.db.read::<_, DbError>(|sql| Ok(still(sql, id, subscriber))).unwrap();
    assert_eq!(asked(1), Ok(()));
    desk.write(move |sql, _, _| Ok(issue::turn(sql, id, Stands::Sending, Stands::Paused, NOW)?)).unwrap();
    assert_eq!(asked(1).unwrap_err().reason, Reason::PutBack);
    let link = taken[1].letter(&desk.office).unsubscribe.unwrap().rsplit('/').next().unwrap().to_owned();
    desk.write(move |sql, office, _| leave(sql, office, &link, NOW)).unwrap();
    assert_eq!(asked(2).unwrap_err().reason, Reason::Dropped);
    for one in taken {
        let outcome = asked(one.subscriber);
        desk.settle(one, outcome, NOW);
    }
    assert_eq!(
        desk.figures(id),
        Figures { queued: 2, waiting: 1, dropped: 1, left: 1, ..Figures::default() }
    );
    desk.write(move |sql, _, _| Ok(issue::turn(sql, id, Stands::Paused, Stands::Sending, NOW)?)).unwrap();
    let back = desk.take(NOW, 9);
    assert_eq!((back.len(), back[0].tries), (1, 1), "to be put back is no try");
}

pub fn a_domain_has_no_more_than_its_share(place: &Place) {
    let desk = Desk::new(place);
    for number in 0..5 {
        desk.join(&format!("a{number}@large.example"), NOW);
    }
    desk.join("b@small.example", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let minute = NOW.div_euclid(60) * 60;
    let pace = std::sync::Arc::new(std::sync::Mutex::new(Pace::new(60_000, Some(2))));
    let taken = |now: i64| {
        let pace = std::sync::Arc::clone(&pace);
        let look = desk.write(move |sql, office, _| {
            Ok(take(sql, office, &mut Press::default(), &mut pace.lock().unwrap(), now, 50)?)
        });
        let to: Vec<_> = look.unwrap().taken.into_iter().map(|one| one.to.to_string()).collect();
        to
    };
    assert_eq!(taken(NOW), ["a0@large.example", "a1@large.example", "b@small.example"]);
    assert_eq!(taken(minute + 59), Vec::<String>::new());
    assert_eq!(taken(minute + 60), ["a2@large.example", "a3@large.example"]);
    assert_eq!(taken(minute + 120), ["a4@large.example"]);
}

pub fn an_issue_waits_for_its_time(place: &Place) {
    let desk = Desk::new(place);
    desk.join("a@example.com", NOW);
    let id = desk.issue(None);
    assert!(desk.write(move |sql, _, _| Ok(schedule(sql, id, NOW + 60)?)).unwrap());
    let go = |now| while desk.write(move |sql, _, _| Ok(advance(sql, now)?)).unwrap() {};
    go(NOW + 59);
    assert_eq!(desk.take(NOW + 59, 9), []);
    go(NOW + 60);
    let one = desk.take(NOW + 60, 9).remove(0);
    desk.settle(one, Ok(()), NOW + 60);
    go(NOW + 61);
    let found = desk.db.read::<_, DbError>(|sql| issue::issue(sql, id)).unwrap().unwrap();
    assert_eq!((found.stands, found.sent), (Stands::Sent, Some(NOW + 60)));
}

pub fn what_is_unknown_goes_out_again_only_when_somebody_says_so(place: &Place) {
    let desk = Desk::new(place);
    desk.join("a@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let one = desk.take(NOW, 9).remove(0);
    desk.settle(one, Err(Failure::new(Reason::Unknown, "broken")), NOW);
    while desk.write(move |sql, _, _| Ok(advance(sql, NOW)?)).unwrap() {}
    assert_eq!(desk.take(NOW + 999_999, 9), []);
    assert_eq!(desk.write(move |sql, _, _| Ok(again(sql, id, true, NOW)?)).unwrap(), 1);
    assert_eq!(desk.take(NOW, 9).len(), 1);
}

pub fn a_late_word_on_what_counts_as_unknown_is_believed(place: &Place) {
    let desk = Desk::new(place);
    desk.join("a@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let slow = desk.take(NOW, 9).remove(0);
    assert_eq!(desk.take(NOW + 10_000, 9), []);
    assert_eq!(desk.figures(id).unknown, 1);
    desk.settle(slow, Ok(()), NOW + 10_000);
    assert_eq!(desk.figures(id), Figures { queued: 1, sent: 1, ..Figures::default() });
}
