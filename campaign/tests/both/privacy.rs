//! What is kept about people: the table of it against the databases themselves, and what a person sees and erases.

use crate::{
    office::{DAY, Desk, NOW, link},
    place::Place,
};
use campaign::{
    address::Address,
    db::{DbError, schema},
    joining::{
        JoinRefusal,
        apply::{self, Application},
        message::{self, Note},
        volunteer::{self, Offer},
    },
    newsletter::{self, subscribe},
    people::{self, Role},
    petition::{
        self, Petition,
        sign::{Request, Shown},
        validity::Validity,
    },
    privacy::{self, KEPT, ask, erase, person},
    secret::LinkError,
};
use std::collections::BTreeSet;

pub fn the_table_of_what_is_kept_names_every_column(place: &Place) {
    let desk = Desk::new(place);
    let mut wrong = Vec::new();
    let shapes: Vec<_> = desk.read(schema::shapes).into_iter().filter(|shape| !shape.made).collect();
    for shape in &shapes {
        let Some(kept) = KEPT.iter().find(|kept| kept.table == shape.name) else {
            let columns: Vec<_> = shape.columns.iter().map(|(name, _)| name.as_str()).collect();
            wrong
                .push(format!("the table `{}` is not in campaign/src/privacy/kept: {columns:?}", shape.name));
            continue;
        };
        let personal = kept.columns.iter().map(|column| column.name);
        let listed: BTreeSet<_> = personal.chain(kept.rest.iter().copied()).collect();
        let real: BTreeSet<_> = shape.columns.iter().map(|(name, _)| name.as_str()).collect();
        if listed != real {
            let (more, less) = (real.difference(&listed), listed.difference(&real));
            wrong.push(format!(
                "`{}`: not listed {:?}, not there {:?}",
                shape.name,
                more.collect::<Vec<_>>(),
                less.collect::<Vec<_>>()
            ));
        }
        assert_eq!(
            listed.len(),
            kept.columns.len() + kept.rest.len(),
            "`{}` lists a column twice",
            shape.name
        );
    }
    wrong.extend(
        KEPT.iter()
            .filter(|kept| !shapes.iter().any(|shape| shape.name == kept.table))
            .map(|kept| format!("the table `{}` is not there", kept.table)),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const ADDRESS: &str = "dee@example.org";

/// Everything that a visitor may do, done by one person.
pub fn lives(desk: &Desk) {
    let petition = Petition {
        id: 0,
        name: "charter".into(),
        title: "A community".into(),
        text: "We ask for it.".into(),
        addressee: "the parliaments".into(),
        validity: Validity::united_kingdom(),
        opens: NOW - DAY,
        closes: None,
    };
    desk.write(move |sql, office, chance| {
        let mut petition = petition;
        petition.id = petition::publish(sql, &petition)?;
        let request = Request {
            name: "Dee Signer",
            address: ADDRESS,
            country: "NOR",
            comment: "My comment",
            shown: Shown::Name,
            consents: true,
            newsletter: false,
            network: "n",
            work: None,
        };
        petition::sign::sign(sql, office, &petition, &request, NOW, chance)
    })
    .unwrap();
    desk.write(|sql, office, chance| {
        let list = newsletter::keep(sql, "news", "News", "Monthly")?;
        let wish = subscribe::Wish { address: ADDRESS, consents: true, network: "n" };
        subscribe::ask(sql, office, &list, &wish, NOW, chance)
    })
    .unwrap();
    desk.write(|sql, office, chance| {
        let application = Application {
            wants: "partner",
            name: "Dee’s League",
            country: "NOR",
            website: "",
            does: "Brings people together.",
            statement: "",
            contact: "Dee Contact",
            address: ADDRESS,
            consents: true,
            network: "n",
        };
        apply::apply(sql, office, &application, NOW, chance)
    })
    .unwrap();
    desk.write(|sql, office, chance| {
        let offer = Offer {
            name: "Dee Helper",
            address: ADDRESS,
            country: "NOR",
            skills: "Cooking",
            hours: "3",
            consents: true,
            network: "n",
        };
        volunteer::offer(sql, office, &offer, NOW, chance)
    })
    .unwrap();
    desk.write(|sql, office, chance| {
        let note = Note {
            desk: "general",
            name: "Dee Writer",
            address: ADDRESS,
            text: "A long message.",
            network: "n",
        };
        message::write(sql, office, &note, NOW, chance)
    })
    .unwrap();
    desk.write(|sql, office, chance| {
        people::appoint(sql, office, "chief@example.org", "Chief", Role::Administrator, NOW, [1; 12])?;
        people::appoint(
            sql,
            office,
            ADDRESS,
            "Dee Editor",
            Role::Editor,
            NOW,
            chance[0][..12].try_into().unwrap(),
        )
    })
    .unwrap();
}

fn seen(desk: &Desk, address: &str) -> Vec<&'static str> {
    let office = &desk.office;
    let held = desk.read(|sql| person::of_address(sql, office, &Address::read(address).unwrap()));
    held.into_iter().map(|held| held.table).collect()
}

pub fn a_person_sees_everything_downloads_it_and_erases_it(place: &Place) {
    let desk = Desk::new(place);
    lives(&desk);
    let all =
        ["signature", "subscriber", "organisation", "volunteer", "message", "mail", "consent", "account"];
    assert_eq!(seen(&desk, ADDRESS), all);
    assert_eq!(seen(&desk, "D.ee+x@example.org"), Vec::<&str>::new(), "another mailbox");
    let office = &desk.office;
    let address = Address::read(ADDRESS).unwrap();
    let json = desk.read(|sql| person::json(sql, office, &address, NOW));
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["kept"].as_array().unwrap().len(), all.len());
    for text in [
        "Dee Signer",
        "My comment",
        "Dee’s League",
        "Dee Contact",
        "Cooking",
        "A long message.",
        "Dee Editor",
    ] {
        assert!(json.contains(text), "{text} is not in\n{json}");
    }
    assert!(json.contains(&campaign::consent::version(petition::sign::CONSENT)), "the version of the words");
    let gone = address.clone();
    let done = desk
        .write::<_, DbError>(move |sql, office, chance| {
            erase::erase(sql, office, &gone, None, NOW, chance[0])
        })
        .unwrap();
    let kept: Vec<_> = done.iter().filter(|one| one.kept > 0).map(|one| one.what).collect();
    assert_eq!(kept, ["accounts", "consents"]);
    assert!(
        done.iter().filter(|one| one.kept > 0).all(|one| one.why.is_some()),
        "what is kept has its reason"
    );
    assert_eq!(seen(&desk, ADDRESS), ["consent", "account"]);
    assert_eq!(desk.number("SELECT COUNT(*) FROM consent WHERE withdrawn IS NULL"), 0);
    // The account, once it is ended, goes too.
    let id = desk.read(people::accounts).iter().find(|account| account.name == "Dee Editor").unwrap().id;
    desk.write(move |sql, _, _| people::dismiss(sql, id, NOW)).unwrap();
    desk.write::<_, DbError>(move |sql, office, chance| {
        erase::erase(sql, office, &address, None, NOW, chance[0])
    })
    .unwrap();
    assert_eq!(seen(&desk, ADDRESS), ["consent"]);
    assert!(!desk.holds("Dee Editor"));
    let long = NOW + campaign::consent::KEEP + DAY;
    desk.write::<_, DbError>(move |sql, _, _| privacy::forget(sql, long)).unwrap();
    assert_eq!(seen(&desk, ADDRESS), Vec::<&str>::new());
}

fn asks(desk: &Desk, address: &'static str, now: i64) -> Result<(), JoinRefusal> {
    desk.write(move |sql, office, chance| ask::ask(sql, office, address, address, now, chance))
}

pub fn who_asks_for_their_data_is_written_to_and_nobody_learns_whose_are_kept(place: &Place) {
    let desk = Desk::new(place);
    lives(&desk);
    desk.letters(NOW);
    assert_eq!(asks(&desk, "stranger@example.org", NOW), asks(&desk, ADDRESS, NOW));
    let letters = desk.letters(NOW);
    assert_eq!(letters.len(), 2, "each is written to");
    let link = link(&letters[1], "my-data");
    let office = &desk.office;
    let open = |link: &str, now| desk.db.read(|sql| ask::open(sql, office, link, now));
    assert_eq!(open(&link, NOW + ask::OPENS).map(|address| address.to_string()), Ok(ADDRESS.to_owned()));
    assert_eq!(open(&link, NOW + ask::OPENS + 1), Err(JoinRefusal::Link(LinkError::Late)));
    assert_eq!(open("forged", NOW), Err(JoinRefusal::Link(LinkError::Forged)));
    // Another writing of the mailbox: the letter goes where the address is known to be read.
    asks(&desk, "DEE+thief@example.org", NOW).unwrap();
    assert_eq!(desk.letters(NOW)[0].to.to_string(), ADDRESS);
    assert_eq!(
        (0..5)
            .filter(|_| {
                asks(&desk, ADDRESS, NOW).unwrap();
                !desk.letters(NOW).is_empty()
            })
            .count(),
        1
    );
    let address = Address::read(ADDRESS).unwrap();
    desk.write::<_, DbError>(move |sql, office, chance| {
        erase::erase(sql, office, &address, None, NOW, chance[0])
    })
    .unwrap();
    assert_eq!(open(&link, NOW), Err(JoinRefusal::Gone), "once erased the link opens nothing");
}

pub fn what_has_outlived_its_purpose_is_gone(place: &Place) {
    let desk = Desk::new(place);
    lives(&desk);
    asks(&desk, ADDRESS, NOW).unwrap();
    desk.letters(NOW);
    let forget = |now| desk.write::<_, DbError>(move |sql, _, _| privacy::forget(sql, now)).unwrap();
    forget(NOW + 3 * DAY);
    assert_eq!(desk.number("SELECT COUNT(*) FROM own_data"), 0);
    assert_eq!(desk.number("SELECT COUNT(*) FROM pace"), 0);
    assert_eq!(desk.number("SELECT COUNT(*) FROM signature"), 1);
    forget(NOW + 31 * DAY);
    let counts = "SELECT (SELECT COUNT(*) FROM signature) + (SELECT COUNT(*) FROM subscriber)
                  + (SELECT COUNT(*) FROM organisation) + (SELECT COUNT(*) FROM volunteer) + (SELECT COUNT(*) FROM mail)";
    assert_eq!(desk.number(counts), 0, "nothing of it was confirmed");
    let hold =
        "SELECT COUNT(*) FROM consent WHERE withdrawn IS NULL AND what IN ('application', 'volunteering')";
    assert_eq!(desk.number(hold), 0, "no consent outlives what it was for");
    assert_eq!(desk.number("SELECT COUNT(*) FROM message"), 1);
    forget(NOW + 366 * DAY);
    assert_eq!(desk.number("SELECT COUNT(*) FROM message"), 0);
}
