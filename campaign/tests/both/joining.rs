//! Organisations, volunteers and messages, on both databases.

use crate::{
    office::{DAY, Desk, NOW, link},
    place::Place,
};
use campaign::{
    address::AddressError,
    consent,
    db::DbError,
    file,
    joining::{
        JoinRefusal,
        apply::{Application, Wants, apply, confirm, look},
        decide::{self, Decision, decide},
        directory::{accepted, case, cases},
        logo,
        message::{self, Note},
        volunteer::{self, Offer},
    },
    people::log,
    secret::{LinkError, Purpose},
};

pub const APPLICATION: Application<'static> = Application {
    wants: "partner",
    name: "League of <b>Cities</b>",
    country: "BEL",
    website: "cities.example",
    does: "Brings together the cities of a continent.",
    statement: "Cities live by law.",
    contact: "Ann Lee",
    address: "ann@cities.example",
    consents: true,
    network: "192.0.2.1",
};

fn applies(desk: &Desk, application: Application<'static>, now: i64) -> Result<(), JoinRefusal> {
    desk.write(move |sql, office, chance| apply(sql, office, &application, now, chance))
}

fn confirmed(desk: &Desk) -> u64 {
    applies(desk, APPLICATION, NOW).unwrap();
    let link = link(&desk.letters(NOW)[0], "join/confirm");
    desk.write(move |sql, office, _| confirm(sql, office, &link, NOW + 1)).unwrap();
    let office = &desk.office;
    desk.read(|sql| cases(sql, office, "waits"))[0].organisation.id
}

pub fn an_organisation_is_listed_once_a_moderator_accepts_it(place: &Place) {
    let desk = Desk::new(place);
    applies(&desk, APPLICATION, NOW).unwrap();
    let letters = desk.letters(NOW);
    let page = link(&letters[0], "join/confirm");
    assert_eq!(letters[0].to.to_string(), "ann@cities.example");
    let office = &desk.office;
    let seen = || desk.db.read(|sql| look(sql, office, &page, NOW)).unwrap();
    assert_eq!((seen().1, seen().1), (false, false), "to look changes nothing");
    assert_eq!(seen().0.website.as_deref(), Some("https://cities.example"));
    assert!(desk.read(|sql| cases(sql, office, "waits")).is_empty(), "nobody reads what is not confirmed");
    for _ in 0..2 {
        let page = page.clone();
        desk.write(move |sql, office, _| confirm(sql, office, &page, NOW + 5)).unwrap();
    }
    let waits = desk.read(|sql| cases(sql, office, "waits"));
    assert_eq!(
        (waits.len(), waits[0].contact.as_deref(), waits[0].confirmed),
        (1, Some("Ann Lee"), Some(NOW + 5))
    );
    assert!(desk.read(accepted).is_empty());
    let id = waits[0].organisation.id;
    let accept = Decision::Accept(Wants::Supporter);
    desk.write(move |sql, office, chance| decide(sql, office, id, accept, None, NOW + 9, chance[0])).unwrap();
    let listed = desk.read(accepted);
    assert_eq!((listed.len(), listed[0].wants, listed[0].since), (1, Wants::Supporter, Some(NOW + 9)));
    let letter = desk.letters(NOW + 9).remove(0);
    assert!(letter.text.contains("is now a supporter") && letter.text.starts_with("Dear Ann Lee"));
    let again = desk.write(move |sql, office, chance| decide(sql, office, id, accept, None, NOW, chance[0]));
    assert_eq!(again, Err(JoinRefusal::Gone), "once");
    assert!(!desk.holds("ann@cities") && !desk.holds("Ann Lee"), "sealed");
    let done = desk.read(|sql| log::last(sql, 10));
    assert_eq!(done[0].what, "accept-organisation");
}

pub fn a_moderator_declines_or_ends_with_a_reason(place: &Place) {
    let desk = Desk::new(place);
    let id = confirmed(&desk);
    let decide_so = |decision, now| {
        desk.write(move |sql, office, chance| decide(sql, office, id, decision, None, now, chance[0]))
    };
    assert!(matches!(decide_so(Decision::Decline(" "), NOW), Err(JoinRefusal::Field("reason", _))));
    assert_eq!(decide_so(Decision::End("It said so."), NOW), Err(JoinRefusal::Gone), "it was never accepted");
    decide_so(Decision::Decline("We accept no parties.\r\nBcc: x@y.example"), NOW + 2).unwrap();
    let letter = desk.letters(NOW + 2).remove(0);
    assert!(letter.text.contains("We accept no parties.\nBcc"), "the reason is text");
    // Declined, it may apply anew.
    let again = confirmed(&desk);
    assert_ne!(again, id);
    let accept = Decision::Accept(Wants::Partner);
    desk.write(move |sql, office, chance| decide(sql, office, again, accept, None, NOW + 3, chance[0]))
        .unwrap();
    let end = Decision::End("It was dissolved.");
    desk.write(move |sql, office, chance| decide(sql, office, again, end, None, NOW + 4, chance[0])).unwrap();
    assert!(desk.read(accepted).is_empty());
    let forget = |now| desk.write::<_, DbError>(move |sql, _, _| decide::forget(sql, now)).unwrap();
    assert_eq!((forget(NOW + 300 * DAY), forget(NOW + 366 * DAY)), (0, 2));
    let office = &desk.office;
    assert_eq!(desk.read(|sql| case(sql, office, again)), None);
}

pub fn what_is_wrong_with_an_application_is_said(place: &Place) {
    let desk = Desk::new(place);
    let wrong = |change: fn(&mut Application<'static>)| {
        let mut application = APPLICATION;
        change(&mut application);
        applies(&desk, application, NOW).unwrap_err().field()
    };
    assert_eq!(wrong(|a| a.wants = "owner"), Some("wants"));
    assert_eq!(wrong(|a| a.name = "\u{200b} \n"), Some("name"));
    assert_eq!(wrong(|a| a.website = "javascript:alert(1)"), Some("site"));
    assert_eq!(wrong(|a| a.does = "short"), Some("does"));
    assert_eq!(wrong(|a| a.contact = ""), Some("contact"));
    assert_eq!(wrong(|a| a.address = "a@b\r\nBcc: c@d.example"), Some("email"));
    assert_eq!(wrong(|a| a.consents = false), Some("consent"));
    assert_eq!(desk.number("SELECT COUNT(*) FROM organisation"), 0);
    assert!(desk.letters(NOW).is_empty());
    let sent = (0..40).filter(|_| applies(&desk, APPLICATION, NOW).is_ok()).count();
    assert_eq!(sent, 20, "a network waits");
    assert_eq!(desk.letters(NOW).len(), 1, "and nobody is pestered");
}

pub fn links_of_joining_open_only_what_they_are_for(place: &Place) {
    let desk = Desk::new(place);
    applies(&desk, APPLICATION, NOW).unwrap();
    let page = link(&desk.letters(NOW)[0], "join/confirm");
    let office = &desk.office;
    let opened = |purpose, link: &str, now| {
        desk.db.read(|sql| volunteer::look(sql, office, purpose, link, now)).map(drop)
    };
    // The row has the same number, and still it opens no volunteer.
    assert_eq!(opened(Purpose::ConfirmVolunteer, &page, NOW), Err(JoinRefusal::Link(LinkError::Forged)));
    let late = desk.db.read(|sql| look(sql, office, &page, NOW + 15 * DAY));
    assert_eq!(late, Err(JoinRefusal::Link(LinkError::Late)));
    let forget = |now| desk.write::<_, DbError>(move |sql, _, _| decide::forget(sql, now)).unwrap();
    assert_eq!((forget(NOW + 30 * DAY), forget(NOW + 31 * DAY)), (0, 1));
    assert_eq!(desk.db.read(|sql| look(sql, office, &page, NOW)), Err(JoinRefusal::Gone));
}

pub fn an_organisation_entered_by_hand_has_no_contact(place: &Place) {
    let desk = Desk::new(place);
    let id = desk.write(|sql, _, _| decide::enter(sql, &APPLICATION, true, None, NOW)).unwrap();
    let listed = desk.read(accepted);
    assert!(listed.len() == 1 && listed[0].sample);
    assert!(!desk.holds("Ann Lee"));
    desk.write(move |sql, _, _| decide::take_away(sql, id, None, NOW)).unwrap();
    assert!(desk.read(accepted).is_empty());
    let confirmed = confirmed(&desk);
    let gone = desk.write(move |sql, _, _| decide::take_away(sql, confirmed, None, NOW));
    assert_eq!(gone, Err(JoinRefusal::Gone), "who applied is told a reason");
}

const OFFER: Offer<'static> = Offer {
    name: "Bea",
    address: "bea@example.org",
    country: "GHA",
    skills: "=HYPERLINK(\"x\"), translating",
    hours: " 6 ",
    consents: true,
    network: "192.0.2.1",
};

fn offers(desk: &Desk, offer: Offer<'static>, now: i64) -> Result<(), JoinRefusal> {
    desk.write(move |sql, office, chance| volunteer::offer(sql, office, &offer, now, chance))
}

pub fn a_volunteer_confirms_is_listed_and_ends_it(place: &Place) {
    let desk = Desk::new(place);
    offers(&desk, OFFER, NOW).unwrap();
    let letter = desk.letters(NOW).remove(0);
    let (confirm, end) = (link(&letter, "join/volunteer/confirm"), link(&letter, "join/volunteer/end"));
    let office = &desk.office;
    let all = |country| desk.read(|sql| volunteer::all(sql, office, country));
    assert!(all(None).is_empty());
    desk.write(move |sql, office, _| volunteer::confirm(sql, office, &confirm, NOW + 1)).unwrap();
    assert_eq!((all(None).len(), all(Some("GHA")).len(), all(Some("NOR")).len()), (1, 1, 0));
    assert_eq!((all(None)[0].hours, all(None)[0].name.as_str()), (6, "Bea"));
    assert!(!desk.holds("HYPERLINK") && !desk.holds("Bea"), "sealed");
    // Somebody else who knows the address changes nothing.
    offers(&desk, Offer { name: "Mallory", hours: "200", ..OFFER }, NOW + 1_000).unwrap();
    assert_eq!(all(None)[0].name, "Bea");
    assert!(desk.letters(NOW + 1_000)[0].text.contains("already"));
    desk.write(move |sql, office, _| volunteer::end(sql, office, &end, NOW + 2_000)).unwrap();
    assert!(all(None).is_empty());
    let person = office.secrets.index("address", "bea@example.org");
    let consents = desk.read(|sql| consent::of_person(sql, &person));
    assert_eq!((consents.len(), consents[0].withdrawn), (1, Some(NOW + 2_000)));
    assert_eq!(
        (consents[0].wording.as_str(), consents[0].place.as_deref()),
        (volunteer::CONSENT, Some("/join/volunteer"))
    );
    for (hours, wrong) in [("0", true), ("201", true), ("six", true), ("200", false)] {
        assert_eq!(offers(&desk, Offer { hours, ..OFFER }, NOW + DAY).is_err(), wrong, "{hours}");
    }
}

const NOTE: Note<'static> = Note {
    desk: "press",
    name: "Cho",
    address: "cho@paper.example",
    text: "When do you meet?\nI write for a paper.",
    network: "192.0.2.1",
};

fn writes(desk: &Desk, note: Note<'static>, now: i64) -> Result<(), JoinRefusal> {
    desk.write(move |sql, office, chance| message::write(sql, office, &note, now, chance))
}

pub fn a_message_is_sealed_and_answered_by_letter(place: &Place) {
    let desk = Desk::new(place);
    writes(&desk, NOTE, NOW).unwrap();
    assert!(desk.letters(NOW).is_empty(), "the form writes to nobody");
    assert!(!desk.holds("When do you meet") && !desk.holds("cho@paper") && !desk.holds("Cho"));
    let office = &desk.office;
    let open = desk.read(|sql| message::all(sql, office, "open"));
    assert_eq!((open.len(), open[0].desk, open[0].text.as_str()), (1, message::Desk::Press, NOTE.text));
    let id = open[0].id;
    let answer = |text: &'static str| {
        desk.write(move |sql, office, chance| message::answer(sql, office, id, text, None, NOW + 9, chance))
    };
    assert!(matches!(answer(" "), Err(JoinRefusal::Field("text", _))));
    answer("In May.").unwrap();
    let letter = desk.letters(NOW + 9).remove(0);
    assert_eq!(letter.to.to_string(), "cho@paper.example");
    assert!(letter.text.contains("In May.") && letter.text.contains("> When do you meet?\n> I write"));
    let one = desk.read(|sql| message::one(sql, office, id)).unwrap();
    assert_eq!(
        (one.stands.as_str(), one.answers.len(), one.answers[0].text.as_str()),
        ("answered", 1, "In May.")
    );
    desk.write(move |sql, _, _| message::close(sql, id, false, None, NOW + 10)).unwrap();
    let forget = |now| desk.write::<_, DbError>(move |sql, _, _| message::forget(sql, now)).unwrap();
    assert_eq!((forget(NOW + 365 * DAY), forget(NOW + 366 * DAY)), (0, 1));
    assert_eq!(desk.number("SELECT COUNT(*) FROM message_answer"), 0);
}

pub fn a_contact_form_takes_no_flood_and_no_header(place: &Place) {
    let desk = Desk::new(place);
    let wrong = |change: fn(&mut Note<'static>)| {
        let mut note = NOTE;
        change(&mut note);
        writes(&desk, note, NOW).unwrap_err()
    };
    assert_eq!(wrong(|note| note.desk = "treasury").field(), Some("desk"));
    assert_eq!(wrong(|note| note.text = "hello").field(), Some("text"));
    assert_eq!(
        wrong(|note| note.address = "a@b.example,c@d.example"),
        JoinRefusal::Address(AddressError::At)
    );
    assert_eq!((0..9).filter(|_| writes(&desk, NOTE, NOW).is_ok()).count(), 5, "five a day from one address");
    let names = Note { name: "x\r\nBcc: y@z.example", ..NOTE };
    assert!(writes(&desk, Note { address: "d@e.example", ..names }, NOW).is_ok());
    let office = &desk.office;
    let open = desk.read(|sql| message::all(sql, office, "open"));
    assert_eq!(open.last().unwrap().name, "x Bcc: y@z.example");
}

fn drawn(shade: u8) -> file::Prepared {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_pixel(600, 150, image::Rgb([shade, 0, 0]));
    image::DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    file::prepared(bytes.get_ref()).unwrap()
}

pub fn a_logo_is_a_stored_picture_and_stays_while_it_is_shown(place: &Place) {
    let desk = Desk::new(place);
    let id = desk.write(|sql, _, _| decide::enter(sql, &APPLICATION, false, None, NOW)).unwrap();
    let picture = desk
        .write(|sql, _, _| {
            let said = |alt: &str| file::Said { alt: alt.into(), ..file::Said::default() };
            file::keep(sql, &file::prepared(b"A text").unwrap(), "text.txt", &said(""), NOW)?;
            file::keep(sql, &drawn(9), "rings.png", &said("Two rings"), NOW)
        })
        .unwrap();
    let gives = |id, name: &'static str, alt: &'static str| {
        desk.write(move |sql, _, _| logo::give(sql, id, (name, alt), None, NOW))
    };
    for name in ["", "text.txt", "none.png", "../rings.png", "https://elsewhere.example/rings.png"] {
        let refused = gives(id, name, "x");
        assert!(matches!(refused, Err(JoinRefusal::Field("file", _))), "{name}: {refused:?}");
    }
    assert_eq!(gives(id + 1, "rings.png", ""), Err(JoinRefusal::Gone));
    assert!(desk.read(logo::shown).is_empty());
    gives(id, "rings.png", " Logo of\nthe \"League\" ").unwrap();
    let shown = desk.read(logo::shown);
    assert_eq!((shown[&id].alt.as_str(), shown.len()), ("Logo of the \"League\"", 1));
    let (address, width, height) = shown[&id].file.small().unwrap();
    assert!(address.starts_with("/files/") && (width, height) == (400, 100), "{address} {width} {height}");
    gives(id, "rings.png", "").unwrap();
    assert_eq!(desk.read(logo::shown)[&id].alt, "Two rings", "the picture's own words");
    assert_eq!(desk.read(|sql| log::last(sql, 1))[0].what, "give-logo");

    // It is used, and so it stays.
    let file = picture.clone();
    let uses = desk.read(move |sql| file::uses(sql, &file));
    assert_eq!((uses[0].kind.as_str(), uses[0].title.as_str()), ("organisation", APPLICATION.name));
    let remove = |desk: &Desk| desk.write(move |sql, _, _| file::remove(sql, picture.id));
    assert!(matches!(remove(&desk), Err(file::FileRefusal::Used(_))));
    let other = drawn(7);
    desk.write(move |sql, _, _| file::replace(sql, picture.id, &other, NOW)).unwrap();
    assert_ne!(
        desk.read(logo::shown)[&id].file.small().unwrap().0,
        address,
        "a replaced picture is shown anew"
    );
    // It goes from the directory with its organisation, or by itself.
    let end = Decision::End("It was dissolved.");
    desk.write(move |sql, office, chance| decide(sql, office, id, end, None, NOW, chance[0])).unwrap();
    assert!(desk.read(logo::shown).is_empty());
    let next = desk.write(|sql, _, _| decide::enter(sql, &APPLICATION, false, None, NOW)).unwrap();
    gives(next, "rings.png", "").unwrap();
    desk.write(move |sql, _, _| logo::take(sql, next, None, NOW)).unwrap();
    assert!(desk.read(logo::shown).is_empty());
    remove(&desk).unwrap();
}
