//! A newsletter from the wish to join to the last letter, on both databases.

use crate::{petition::chance, place::Place};
use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError, Sql},
    mail::{
        Sender,
        outcome::{Failure, Outcome, Reason},
        pace::Pace,
        queue,
    },
    newsletter::{
        self, List,
        figures::{self, Figures},
        issue::{self, Stands, draft, issues, queue_more, turn},
        leaving,
        send::{Taken, advance, settle, take},
        sheet::Press,
        subscribe::{self, CONFIRM, SubscribeRefusal, Wish, ask, confirm, leave},
        suppress::is_suppressed,
    },
    office::Office,
    secret::{LinkError, Secrets},
};
use std::sync::Arc;

pub const NOW: i64 = 1_700_000_000;

pub struct Desk {
    pub db: Db,
    pub office: Arc<Office>,
    pub list: List,
}

impl Desk {
    pub fn new(place: &Place) -> Self {
        let sender = Sender {
            name: "Coalition".into(),
            address: Address::read("office@example.org").unwrap(),
            bounces: None,
            postal: "1 Example Street".into(),
        };
        let secrets = Secrets::new(&[1; 32], Some(&[2; 32]));
        let office = Arc::new(Office { secrets, sender, origin: "https://example.org".into() });
        let db = Db::open(&place.location, TABLES).unwrap();
        let list = db.write(|sql| newsletter::keep(sql, "news", "News", "Once a month.")).unwrap();
        Self { db, office, list }
    }

    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Sql, &Office, &List) -> Result<T, SubscribeRefusal> + Send + 'static,
    ) -> Result<T, SubscribeRefusal> {
        let (office, list) = (Arc::clone(&self.office), self.list.clone());
        self.db.write(move |sql| work(sql, &office, &list))
    }

    pub fn ask(&self, address: &str, now: i64) -> Result<(), SubscribeRefusal> {
        let address = address.to_owned();
        self.write(move |sql, office, list| {
            let wish = Wish { address: &address, consents: true, network: &address };
            ask(sql, office, list, &wish, now, chance())
        })
    }

    /// The link of the letter that asks to confirm, if one went out.
    pub fn link(&self, now: i64) -> Option<String> {
        let taken =
            self.write(move |sql, office, _| Ok(queue::take(sql, &office.secrets, now, 9).unwrap())).unwrap();
        let text = taken.into_iter().next()?.letter.text;
        Some(text.split("/newsletter/confirm/").nth(1)?.split_whitespace().next()?.to_owned())
    }

    pub fn join(&self, address: &str, now: i64) {
        self.ask(address, now).unwrap();
        let link = self.link(now).unwrap();
        self.write(move |sql, office, _| confirm(sql, office, &link, now)).unwrap();
    }

    pub fn issue(&self, welcome: Option<i64>) -> u64 {
        self.write(move |sql, _, list| Ok(draft(sql, list, "Hello", "A *word*.", welcome, NOW)?)).unwrap()
    }

    pub fn send(&self, id: u64) {
        let begun = self.write(move |sql, _, _| Ok(turn(sql, id, Stands::Draft, Stands::Sending, NOW)?));
        assert!(begun.unwrap());
        while self.write(move |sql, _, _| Ok(queue_more(sql, id, NOW)?)).unwrap() {}
    }

    pub fn take(&self, now: i64, most: u32) -> Vec<Taken> {
        let (mut press, mut pace) = (Press::default(), Pace::new(60_000, None));
        self.write(move |sql, office, _| Ok(take(sql, office, &mut press, &mut pace, now, most)?.taken))
            .unwrap()
    }

    pub fn settle(&self, taken: Taken, outcome: Outcome, now: i64) {
        self.write(move |sql, _, _| Ok(settle(sql, &taken, &outcome, now)?)).unwrap();
    }

    pub fn figures(&self, id: u64) -> Figures {
        self.db.read::<_, DbError>(|sql| figures::of(sql, id)).unwrap()
    }

    pub fn subscribed(&self) -> u64 {
        let stands = self.db.read::<_, DbError>(|sql| subscribe::figures(sql, &self.list)).unwrap();
        stands.into_iter().find(|(stands, _)| stands == "subscribed").map_or(0, |(_, count)| count)
    }
}

pub fn who_asks_joins_by_confirming_and_leaves_by_one_click(place: &Place) {
    let desk = Desk::new(place);
    desk.ask("ann@example.com", NOW).unwrap();
    assert_eq!(desk.subscribed(), 0);
    let link = desk.link(NOW).unwrap();
    let late = {
        let link = link.clone();
        desk.write(move |sql, office, _| confirm(sql, office, &link, NOW + CONFIRM + 1))
    };
    assert_eq!(late, Err(SubscribeRefusal::Link(LinkError::Late)));
    for _ in 0..2 {
        let link = link.clone();
        desk.write(move |sql, office, _| confirm(sql, office, &link, NOW)).unwrap();
    }
    assert_eq!(desk.subscribed(), 1);
    desk.ask("ann@example.com", NOW + 86_400).unwrap();
    assert_eq!(desk.link(NOW + 86_400), None, "who is on the list is not asked again");
    let id = desk.issue(None);
    desk.send(id);
    let taken = desk.take(NOW, 10).remove(0);
    let one_click = taken.letter(&desk.office).unsubscribe.unwrap();
    desk.settle(taken, Ok(()), NOW);
    let token = one_click.rsplit('/').next().unwrap().to_owned();
    for _ in 0..2 {
        let token = token.clone();
        desk.write(move |sql, office, _| leave(sql, office, &token, NOW)).unwrap();
    }
    assert_eq!(desk.subscribed(), 0);
    let kept =
        desk.db.read::<_, DbError>(|sql| sql.row("SELECT address FROM subscriber", &[])).unwrap().unwrap();
    assert_eq!(kept.maybe_bytes(0).unwrap(), None, "the address is erased");
    desk.join("ann@example.com", NOW + 2 * 86_400);
    assert_eq!(desk.subscribed(), 1);
}

pub fn an_issue_reaches_everybody_once(place: &Place) {
    let desk = Desk::new(place);
    for number in 0..7 {
        desk.join(&format!("a{number}@example.com"), NOW);
    }
    let id = desk.issue(None);
    desk.send(id);
    // Queued again, as after a restart in between: nobody is queued twice.
    desk.write(move |sql, _, _| {
        sql.run("UPDATE issue SET queued = 0", &[])?;
        while queue_more(sql, id, NOW)? {}
        Ok(())
    })
    .unwrap();
    let mut reached = Vec::new();
    loop {
        let taken = desk.take(NOW, 3);
        if taken.is_empty() {
            break;
        }
        for one in taken {
            reached.push(one.to.to_string());
            desk.settle(one, Ok(()), NOW);
        }
    }
    reached.sort();
    assert_eq!(reached, (0..7).map(|number| format!("a{number}@example.com")).collect::<Vec<_>>());
    desk.write(|sql, _, _| Ok(advance(sql, NOW)?)).unwrap();
    let stands = desk.db.read::<_, DbError>(|sql| issues(sql, &desk.list)).unwrap()[0].stands;
    assert_eq!(
        (stands, desk.figures(id)),
        (Stands::Sent, Figures { queued: 7, sent: 7, ..Figures::default() })
    );
    assert!(
        !desk.write(move |sql, _, _| Ok(issue::change(sql, id, "x", "y")?)).unwrap(),
        "what is sent stays"
    );
}

pub fn an_issue_pauses_and_goes_on(place: &Place) {
    let desk = Desk::new(place);
    for number in 0..4 {
        desk.join(&format!("a{number}@example.com"), NOW);
    }
    let id = desk.issue(None);
    desk.send(id);
    for one in desk.take(NOW, 2) {
        desk.settle(one, Ok(()), NOW);
    }
    desk.write(move |sql, _, _| Ok(turn(sql, id, Stands::Sending, Stands::Paused, NOW)?)).unwrap();
    assert_eq!(desk.take(NOW, 9), []);
    desk.write(move |sql, _, _| Ok(turn(sql, id, Stands::Paused, Stands::Sending, NOW)?)).unwrap();
    assert_eq!(desk.take(NOW, 9).len(), 2);
}

pub fn a_letter_that_fails_is_tried_again_and_then_given_up(place: &Place) {
    let desk = Desk::new(place);
    desk.join("ann@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let (mut now, mut tries) = (NOW, 0);
    while let Some(one) = desk.take(now, 9).pop() {
        tries += 1;
        desk.settle(one, Err(Failure::new(Reason::Later, "450 later")), now);
        assert_eq!(desk.take(now, 9), [], "not at once");
        now += 86_400;
    }
    assert_eq!((tries, desk.figures(id)), (7, Figures { queued: 1, failed: 1, ..Figures::default() }));
    assert_eq!(desk.subscribed(), 1, "a server that is away loses nobody");
}

pub fn a_mailbox_that_is_not_there_receives_nothing_more(place: &Place) {
    let desk = Desk::new(place);
    desk.join("ann@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let one = desk.take(NOW, 9).remove(0);
    desk.settle(one, Err(Failure::new(Reason::NoMailbox, "550 no such user")), NOW);
    assert_eq!(desk.subscribed(), 0);
    let person = desk.office.secrets.index("address", "ann@example.com");
    assert!(desk.db.read::<_, DbError>(|sql| is_suppressed(sql, &person)).unwrap());
    desk.ask("ann@example.com", NOW + 86_400).unwrap();
    assert_eq!(desk.link(NOW + 86_400), None);
}

pub fn what_was_carried_when_a_program_died_is_not_sent_again(place: &Place) {
    let desk = Desk::new(place);
    desk.join("ann@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    assert_eq!(desk.take(NOW, 9).len(), 1);
    assert_eq!(desk.take(NOW + 60, 9), []);
    assert_eq!(desk.take(NOW + 86_400, 9), []);
    assert_eq!(desk.figures(id), Figures { queued: 1, unknown: 1, ..Figures::default() });
}

pub fn who_joins_is_welcomed_in_time(place: &Place) {
    let desk = Desk::new(place);
    desk.issue(Some(0));
    desk.issue(Some(3 * 86_400));
    desk.join("ann@example.com", NOW);
    let subjects =
        |now| desk.take(now, 9).into_iter().map(|one| one.sheet.subject.clone()).collect::<Vec<_>>();
    assert_eq!(subjects(NOW), ["Hello"]);
    assert_eq!(subjects(NOW + 3 * 86_400 - 1), Vec::<String>::new());
    assert_eq!(subjects(NOW + 3 * 86_400), ["Hello"]);
}

pub fn who_leaves_is_welcomed_no_more_and_nobody_twice(place: &Place) {
    let desk = Desk::new(place);
    desk.issue(Some(0));
    let late = desk.issue(Some(3 * 86_400));
    desk.join("ann@example.com", NOW);
    let first = desk.take(NOW, 9);
    let link = first[0].letter(&desk.office).unsubscribe.unwrap();
    let leave = |at| {
        let token = link.rsplit('/').next().unwrap().to_owned();
        desk.write(move |sql, office, _| subscribe::leave(sql, office, &token, at)).unwrap();
    };
    first.into_iter().for_each(|one| desk.settle(one, Ok(()), NOW));
    leave(NOW + 60);
    // The second letter is not for who left.
    let day = |days: i64| NOW + days * 86_400;
    assert_eq!(desk.take(day(3), 9).len(), 0);
    assert_eq!(desk.figures(late).dropped, 1);
    // Joined again, Ann receives the letter that she did not have, in its time, and not the one that she had.
    desk.join("ann@example.com", day(10));
    assert_eq!(desk.take(day(13) - 1, 9).len(), 0);
    let second = desk.take(day(13), 9);
    assert_eq!(second.iter().map(|one| one.issue).collect::<Vec<_>>(), [late]);
    second.into_iter().for_each(|one| desk.settle(one, Ok(()), day(13)));
    assert_eq!(desk.take(day(40), 9).len(), 0);
}

pub fn who_leaves_one_list_still_agrees_to_the_other(place: &Place) {
    let desk = Desk::new(place);
    desk.join("ann@example.com", NOW);
    let ann = Address::read("ann@example.com").unwrap();
    let joined = desk.write(move |sql, office, _| {
        let other = newsletter::keep(sql, "other", "Other", "Never")?;
        Ok(subscribe::join(sql, office, &other, &ann, "a test", NOW, chance()[0])?)
    });
    assert!(joined.unwrap());
    let agreed = || {
        let count = "SELECT COUNT(*) FROM consent WHERE what = 'newsletter' AND withdrawn IS NULL";
        desk.db.read::<_, DbError>(|sql| sql.number(count, &[])).unwrap()
    };
    let leave = |subscriber| {
        let link = leaving::link(&desk.office.secrets, 0, subscriber);
        desk.write(move |sql, office, _| subscribe::leave(sql, office, &link, NOW + 1)).unwrap();
    };
    assert_eq!(agreed(), 2);
    leave(1);
    assert_eq!((agreed(), desk.subscribed()), (2, 0));
    leave(2);
    assert_eq!(agreed(), 0);
}
