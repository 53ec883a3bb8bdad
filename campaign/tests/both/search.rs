//! Search over everything that is published: what is found is public at that moment and has the words, on both databases.

use crate::{
    files::page,
    joining,
    office::{DAY, Desk, NOW},
    petition::chance,
    place::Place,
};
use campaign::{
    TABLES,
    content::{
        ContentRefusal, Editor, Kind,
        edit::{create, remove},
        publish::{publish as publish_page, withdraw},
    },
    db::{Db, DbError, Sql},
    event::{self, Plan, list},
    file::{self, Said},
    joining::{
        JoinRefusal,
        apply::{Application, Wants, apply, confirm},
        decide::{self, Decision, decide},
        directory::cases,
    },
    newsletter::{
        self,
        issue::{self, Stands, turn},
    },
    petition::{self, Petition, validity::Validity},
    representative::{self, Template},
    search::{self, Wanted, What, search},
    values,
};
use std::collections::BTreeSet;

fn of(db: &Db, asked: &str, now: i64) -> Vec<(What, String)> {
    let asked = asked.to_owned();
    let found = db.read::<_, DbError>(move |sql| search(sql, &asked, now, 100)).unwrap();
    found.into_iter().map(|one| (one.what, one.part)).collect()
}

fn parts(desk: &Desk, asked: &str, now: i64) -> Vec<String> {
    of(&desk.db, asked, now).into_iter().map(|(_, part)| part).collect()
}

const NONE: [String; 0] = [];

const PLAN: Plan<'static> = Plan {
    name: "assembly",
    title: "An assembly",
    text: "Come and [speak](/x).",
    begins: "2024-11-15T18:30",
    ends: "2024-11-15T20:00",
    zone: "Europe/Brussels",
    place: "Town Hall",
    online: "https://meet.example.org/passphrase",
    capacity: "",
};

const APPLICATION: Application<'static> = Application { name: "League of Cities", ..joining::APPLICATION };

fn template(name: &str, title: &str, shown: bool) -> Template {
    Template {
        id: 0,
        name: name.into(),
        title: title.into(),
        says: "To whom to write.".into(),
        subject: "Please debate".into(),
        text: "Dear representative, please debate it.".into(),
        shown,
    }
}

pub fn an_event_is_found_exactly_while_it_takes_place(place: &Place) {
    let desk = Desk::new(place);
    let id = desk.write(|sql, _, _| event::keep(sql, None, &PLAN, false, None, NOW)).unwrap();
    assert_eq!(parts(&desk, "speak", NOW), NONE, "a draft is for the desk");
    desk.write::<_, DbError>(move |sql, _, _| event::publish(sql, id, None, NOW)).unwrap();
    for asked in ["speak", "assembly", "town hall", "assem spe"] {
        assert_eq!(of(&desk.db, asked, NOW), [(What::Event, "assembly".to_owned())], "{asked}");
    }
    assert_eq!(parts(&desk, "passphrase", NOW), NONE, "only who is registered is told where it is online");
    let moved = Plan { title: "A congress", ..PLAN };
    desk.write(move |sql, office, chance| list::change(sql, office, id, &moved, None, NOW, &chance)).unwrap();
    assert_eq!((parts(&desk, "assembly", NOW).len(), parts(&desk, "congress", NOW).len()), (0, 1));
    desk.write(move |sql, office, chance| {
        list::call_off(sql, office, id, "It is off.", None, NOW, &chance[0])
    })
    .unwrap();
    assert_eq!(parts(&desk, "congress", NOW), NONE);
}

pub fn a_petition_is_found_once_it_is_open(place: &Place) {
    let desk = Desk::new(place);
    let one = Petition {
        id: 0,
        name: "charter".into(),
        title: "Put the charter to the vote".into(),
        text: "We **ask** for a debate.".into(),
        addressee: "The Parliament of Norway".into(),
        validity: Validity::default(),
        opens: NOW + DAY,
        closes: Some(NOW + 2 * DAY),
    };
    desk.write::<_, DbError>(move |sql, _, _| petition::publish(sql, &one)).unwrap();
    assert_eq!(parts(&desk, "parliament", NOW + DAY - 1), NONE);
    for asked in ["parliament", "charter vote", "debate"] {
        assert_eq!(of(&desk.db, asked, NOW + DAY), [(What::Petition, "charter".to_owned())], "{asked}");
    }
    assert_eq!(parts(&desk, "debate", NOW + 9 * DAY).len(), 1, "what is closed stays public");
}

pub fn an_issue_is_found_once_it_was_sent(place: &Place) {
    let desk = Desk::new(place);
    let id = desk
        .write::<_, DbError>(|sql, _, _| {
            let list = newsletter::keep(sql, "news", "News", "Once a month.")?;
            let _welcome = issue::draft(sql, &list, "Welcome", "A zeppelin.", Some(60), NOW)?;
            issue::draft(sql, &list, "First", "A balloon.", None, NOW)
        })
        .unwrap();
    desk.write::<_, DbError>(move |sql, _, _| issue::change(sql, id, "The first", "A zeppelin.")).unwrap();
    assert_eq!(parts(&desk, "zeppelin", NOW), NONE);
    desk.write::<_, DbError>(move |sql, _, _| turn(sql, id, Stands::Draft, Stands::Sending, NOW)).unwrap();
    assert_eq!(of(&desk.db, "zeppelin", NOW), [(What::Issue, id.to_string())]);
    assert_eq!(parts(&desk, "balloon", NOW), NONE);
    let dropped = desk
        .write::<_, DbError>(|sql, _, _| {
            let list = newsletter::keep(sql, "news", "News", "Once a month.")?;
            let id = issue::draft(sql, &list, "Dropped", "x", None, NOW)?;
            issue::drop_draft(sql, id)
        })
        .unwrap();
    assert!(dropped && desk.number("SELECT COUNT(*) FROM search_also WHERE kind = 'issue'") == 2);
}

pub fn an_organisation_is_found_while_it_is_listed(place: &Place) {
    let desk = Desk::new(place);
    desk.write(|sql, office, chance| apply(sql, office, &APPLICATION, NOW, chance)).unwrap();
    let link = crate::office::link(&desk.letters(NOW)[0], "join/confirm");
    desk.write(move |sql, office, _| confirm(sql, office, &link, NOW)).unwrap();
    assert_eq!(parts(&desk, "cities", NOW), NONE);
    let office = &desk.office;
    let id = desk.read(|sql| cases(sql, office, "waits"))[0].organisation.id;
    let accept = Decision::Accept(Wants::Supporter);
    desk.write(move |sql, office, chance| decide(sql, office, id, accept, None, NOW, chance[0])).unwrap();
    for asked in ["league", "continent", "live law"] {
        let found = (What::Organisation(Wants::Supporter), id.to_string());
        assert_eq!(of(&desk.db, asked, NOW), [found], "{asked}");
    }
    for asked in ["ann", "lee"] {
        assert_eq!(parts(&desk, asked, NOW), NONE, "the contact person is shown to nobody");
    }
    let renamed = Application { name: "League of Towns", ..APPLICATION };
    desk.write(move |sql, _, _| decide::mend(sql, id, &renamed, None, NOW)).unwrap();
    assert_eq!(parts(&desk, "league towns", NOW).len(), 1);
    let end = Decision::End("It was dissolved.");
    desk.write(move |sql, office, chance| decide(sql, office, id, end, None, NOW, chance[0])).unwrap();
    assert_eq!(parts(&desk, "league", NOW), NONE);
    let sample = desk.write(|sql, _, _| decide::enter(sql, &APPLICATION, true, None, NOW)).unwrap();
    let found = desk.read(|sql| search(sql, "league", NOW, 10));
    assert!(found.len() == 1 && found[0].sample, "a sample is said to be one");
    desk.write(move |sql, _, _| decide::take_away(sql, sample, None, NOW)).unwrap();
    assert_eq!(parts(&desk, "league", NOW), NONE);
    assert_eq!(desk.number("SELECT COUNT(*) FROM search_also"), 0, "nothing is left of what is gone");
}

pub fn a_file_or_a_letter_is_found_while_it_is_listed(place: &Place) {
    let desk = Desk::new(place);
    let text = file::prepared(b"A text").unwrap();
    let said = |listed| Said { title: "Annual accounts".into(), listed, ..Said::default() };
    let kept =
        desk.write(move |sql, _, _| file::keep(sql, &text, "accounts-2025.txt", &said(false), NOW)).unwrap();
    assert_eq!(parts(&desk, "accounts", NOW), NONE);
    desk.write(move |sql, _, _| file::say(sql, kept.id, &said(true))).unwrap();
    assert_eq!(of(&desk.db, "annual", NOW), [(What::File, "accounts-2025.txt".to_owned())]);
    desk.write(move |sql, _, _| file::remove(sql, kept.id)).unwrap();

    let id = desk
        .write(|sql, _, _| representative::keep(sql, &template("charter", "The charter", false), None, NOW))
        .unwrap();
    assert_eq!(parts(&desk, "charter", NOW), NONE);
    let shown = Template { id, ..template("charter", "The charter", true) };
    desk.write(move |sql, _, _| representative::change(sql, &shown, None, NOW)).unwrap();
    assert_eq!(of(&desk.db, "debate representative", NOW), [(What::Letter, "charter".to_owned())]);
    desk.write::<_, DbError>(move |sql, _, _| representative::take_away(sql, id, None, NOW)).unwrap();
    assert_eq!(desk.number("SELECT COUNT(*) FROM search_also"), 0, "nothing is left of what is gone");
}

const WORDS: [&str; 8] = ["Été", "guarantee", "guard", "law", "lawful", "Łódź", "members’", "E-mail"];
const ASKED: [&str; 9] = ["ete", "gua", "guarantee", "law", "LAWFUL", "łód", "member law", "mail", "zebra"];

/// What a random history made: how it is found, its words, and whether everybody may read it.
struct Thing {
    what: What,
    part: String,
    text: String,
    public: bool,
}

/// Makes a thing of one of four kinds; its row and the thing.
fn made(desk: &Desk, step: usize, kind: u64, words: [&'static str; 2]) -> (u64, Thing) {
    let part = format!("thing-{step}");
    let (name, title) = (part.clone(), format!("Words {}", words[0]));
    let said = format!("Read {}, friends.", words[1]);
    let text = format!("{title} {said}");
    match kind {
        0 => {
            let make = move |sql: &mut dyn Sql, _: &_, _| {
                let plan = Plan { name: &name, title: &title, text: &said, place: "", ..PLAN };
                event::keep(sql, None, &plan, false, None, NOW)
            };
            (desk.write(make).unwrap(), Thing { what: What::Event, part, text, public: false })
        }
        1 => {
            let make = move |sql: &mut dyn Sql, _: &_, _| {
                let entered = Application { name: &title, does: &said, statement: "", ..APPLICATION };
                decide::enter(sql, &entered, false, None, NOW)
            };
            let id = desk.write(make).unwrap();
            let what = What::Organisation(Wants::Partner);
            (id, Thing { what, part: id.to_string(), text, public: true })
        }
        2 => {
            let make = move |sql: &mut dyn Sql, _: &_, _| {
                let letter = Template { says: said, ..template(&name, &title, false) };
                representative::keep(sql, &letter, None, NOW)
            };
            (desk.write(make).unwrap(), Thing { what: What::Letter, part, text, public: false })
        }
        _ => {
            let make = move |sql: &mut dyn Sql, _: &_, _| {
                create(sql, page(&name, &title, &said), &Editor::program("Ann"), NOW)
            };
            let what = What::Content(Kind::Page);
            (desk.write::<_, ContentRefusal>(make).unwrap(), Thing { what, part, text, public: false })
        }
    }
}

/// Shows it where it is hidden, hides it where it is shown, or takes it away; whether it is still there.
fn turned(desk: &Desk, id: u64, thing: &mut Thing, away: bool) -> bool {
    let public = thing.public;
    match thing.what {
        What::Event => {
            desk.write::<_, JoinRefusal>(move |sql, office, chance| {
                if public {
                    list::call_off(sql, office, id, "It is off.", None, NOW, &chance[0]).map(drop)
                } else {
                    Ok(event::publish(sql, id, None, NOW).map(drop)?)
                }
            })
            .unwrap();
            thing.public = !public;
            // What was called off stays so.
            !public
        }
        What::Organisation(_) => {
            desk.write(move |sql, office, _| {
                if away {
                    return decide::take_away(sql, id, None, NOW);
                }
                decide(sql, office, id, Decision::End("Ended."), None, NOW, chance()[0]).map(drop)
            })
            .unwrap();
            false
        }
        What::Letter if away => {
            desk.write::<_, DbError>(move |sql, _, _| representative::take_away(sql, id, None, NOW)).unwrap();
            false
        }
        What::Letter => {
            let part = thing.part.clone();
            desk.write(move |sql, _, _| {
                let all = representative::all(sql, true)?;
                let one = all.into_iter().find(|one| one.name == part).unwrap();
                representative::change(sql, &Template { shown: !public, ..one }, None, NOW)
            })
            .unwrap();
            thing.public = !public;
            true
        }
        _ => {
            desk.write::<_, ContentRefusal>(move |sql, _, _| match (away, public) {
                (true, _) => remove(sql, id),
                (_, true) => withdraw(sql, id, NOW),
                (_, false) => publish_page(sql, id, 1, NOW),
            })
            .unwrap();
            thing.public = !public;
            !away
        }
    }
}

pub fn what_is_found_is_public_and_has_the_words(place: &Place) {
    let desk = Desk::new(place);
    let mut things: Vec<(u64, Thing)> = Vec::new();
    let mut seed = 7u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 40).unwrap() % below
    };
    let mut seen = 0;
    for step in 0..160 {
        if things.is_empty() || draw(3) > 0 {
            let words = [WORDS[draw(WORDS.len())], WORDS[draw(WORDS.len())]];
            things.push(made(&desk, step, draw(4) as u64, words));
        } else {
            let at = draw(things.len());
            let away = draw(3) == 0;
            let (id, thing) = &mut things[at];
            if !turned(&desk, *id, thing, away) {
                things.swap_remove(at);
            }
        }
        let asked = ASKED[draw(ASKED.len())];
        let wanted = Wanted::read(asked);
        let public = things.iter().map(|(_, thing)| thing).filter(|thing| thing.public);
        let right: BTreeSet<_> = public
            .filter(|thing| wanted.is_in(&thing.text))
            .map(|thing| format!("{:?} {}", thing.what, thing.part))
            .collect();
        let found = of(&desk.db, asked, NOW);
        let names: BTreeSet<_> = found.iter().map(|(what, part)| format!("{what:?} {part}")).collect();
        assert_eq!((names, found.len()), (right.clone(), right.len()), "step {step}: {asked}");
        seen += found.len();
    }
    assert!(seen > 100, "the questions were answered: {seen}");
    // Made anew, the index is the same.
    let before: Vec<_> = ASKED.iter().map(|asked| of(&desk.db, asked, NOW)).collect();
    desk.write::<_, DbError>(|sql, _, _| search::index_all(sql)).unwrap();
    assert_eq!(ASKED.iter().map(|asked| of(&desk.db, asked, NOW)).collect::<Vec<_>>(), before);
}

pub fn what_was_there_before_the_index_is_found(place: &Place) {
    let step = TABLES.iter().position(|table| table.0 == search::ALSO.0).unwrap();
    let old = Db::open(&place.location, &TABLES[..step]).unwrap();
    old.write::<_, DbError>(|sql| {
        let petition = "INSERT INTO petition (name, title, text, addressee, validity, opens)
                        VALUES ('charter', 'The charter', 'A debate.', 'The parliament', '{}', 0)";
        sql.run(petition, &[])?;
        let member = "INSERT INTO organisation (name, wants, country, does, statement, stands, asked, letters, lettered)
                      VALUES ($1, 'partner', 'BEL', 'Debates', '', $2, 0, 0, 0)";
        sql.run(member, &values!["A league", "accepted"])?;
        sql.run(member, &values!["A stranger", "waits"])?;
        let event = "INSERT INTO event (name, title, text, begins, ends, zone, place, stands, made, changed)
                     VALUES ($1, 'A debate', '', 0, 1, 'UTC', 'Hall', $2, 0, 0)";
        sql.run(event, &values!["open", "published"])?;
        sql.run(event, &values!["draft", "draft"])
    })
    .unwrap();
    drop(old);
    let db = Db::open(&place.location, TABLES).unwrap();
    let found = of(&db, "DEBATE", NOW);
    let right = [
        (What::Event, "open".to_owned()),
        (What::Organisation(Wants::Partner), "1".to_owned()),
        (What::Petition, "charter".to_owned()),
    ];
    assert_eq!(found, right, "a title weighs more than what an organisation does, and that more than a text");
    db.write(|sql| search::index_all(sql)).unwrap();
    assert_eq!(of(&db, "debate", NOW), found);
}
