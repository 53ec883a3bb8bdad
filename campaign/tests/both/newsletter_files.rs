//! Subscribers brought in from files and taken out into files, on both databases.

use crate::{
    newsletter::{Desk, NOW},
    petition::chance,
    place::Place,
};
use campaign::{
    address::Address,
    mail::queue,
    newsletter::{
        export::{Form, export},
        file,
        import::{Import, Terms},
        subscribe::{self, SubscribeRefusal},
        suppress::{Why, suppress},
    },
};

fn terms() -> Terms {
    Terms {
        place: Some("a fair".into()),
        when: Some("2023-05-01".into()),
        how: Some("on paper".into()),
        ..Terms::default()
    }
}

/// What became of each line.
fn bring(desk: &Desk, text: &str, terms: Terms, now: i64) -> Vec<String> {
    let lines = file::read(text.as_bytes()).unwrap();
    let mut import = Import::new(desk.list.clone(), terms);
    desk.write(move |sql, office, _| {
        let mut fates = Vec::new();
        for (_, line) in lines {
            let fate = import.take(sql, office, &line.unwrap(), now, chance())?;
            fates.push(fate.word().to_owned());
        }
        Ok(fates)
    })
    .unwrap()
}

fn taken_out(desk: &Desk, form: Form) -> String {
    let (office, list) = (std::sync::Arc::clone(&desk.office), desk.list.clone());
    let mut out = Vec::new();
    let done = desk.db.read::<_, SubscribeRefusal>(|sql| {
        export(sql, &office, &list, form, &mut out).map(drop).map_err(|_| SubscribeRefusal::Gone)
    });
    done.unwrap();
    String::from_utf8(out).unwrap()
}

pub fn who_can_be_shown_to_have_agreed_joins_and_others_are_asked(place: &Place) {
    let desk = Desk::new(place);
    desk.join("known@example.com", NOW);
    let out = desk.office.clone();
    desk.write(move |sql, _, _| {
        let gone = Address::read("gone@example.com").unwrap();
        Ok(suppress(sql, &out, &gone, Why::Complained, NOW)?)
    })
    .unwrap();
    let text = "email,status,lists,consent_how\n\
                ann@example.com,enabled,news,\n\
                ANN+x@example.com,enabled,news,\n\
                known@example.com,enabled,news,\n\
                gone@example.com,enabled,news,\n\
                blocked@example.com,blocklisted,news,\n\
                off@example.com,disabled,news,\n\
                nobody,enabled,news,\n\
                new@example.com,unconfirmed,news,\n\
                other@example.com,enabled,other,\n\
                odd@example.com,strange,news,\n";
    let only = Terms { only: Some("news".into()), ask: true, ..terms() };
    let fates = bring(&desk, text, only.clone(), NOW);
    let expected = [
        "joined",
        "twice",
        "already",
        "suppressed",
        "blocked",
        "not subscribed",
        "no address",
        "asked",
        "not subscribed",
        "refused",
    ];
    assert_eq!(fates, expected);
    assert_eq!(desk.subscribed(), 2);
    // Done again it changes nothing, and what the file blocked stays blocked.
    let fates = bring(&desk, &text.replace("blocklisted", "enabled"), only, NOW);
    assert_eq!(fates[..5], ["already", "twice", "already", "suppressed", "suppressed"]);
    let letters =
        desk.write(|sql, office, _| Ok(queue::take(sql, &office.secrets, NOW, 9).unwrap())).unwrap();
    assert_eq!(letters.len(), 1, "one letter, to the one who is asked");
    assert_eq!(letters[0].to.to_string(), "new@example.com");
    let link = letters[0].letter.text.split("/newsletter/confirm/").nth(1).unwrap();
    let link = link.split_whitespace().next().unwrap().to_owned();
    desk.write(move |sql, office, _| subscribe::confirm(sql, office, &link, NOW)).unwrap();
    assert_eq!(desk.subscribed(), 3);
}

pub fn nobody_is_brought_in_without_consent(place: &Place) {
    let desk = Desk::new(place);
    let text = "email\nann@example.com\n";
    let check = |terms: Terms, expected: &str| assert_eq!(bring(&desk, text, terms, NOW), [expected]);
    check(Terms::default(), "refused");
    check(Terms { ask: true, ..Terms::default() }, "refused");
    check(Terms { how: None, ..terms() }, "refused");
    check(Terms { when: None, ..terms() }, "refused");
    check(Terms { when: Some("2999-01-01".into()), ..terms() }, "refused");
    assert_eq!(desk.subscribed(), 0);
    check(Terms { when: None, ask: true, ..terms() }, "asked");
    check(terms(), "joined");
    assert_eq!(desk.subscribed(), 1);
}

pub fn who_left_after_agreeing_stays_out(place: &Place) {
    let desk = Desk::new(place);
    desk.join("ann@example.com", NOW);
    let id = desk.issue(None);
    desk.send(id);
    let link = desk.take(NOW, 9).remove(0).letter(&desk.office).unsubscribe.unwrap();
    let token = link.rsplit('/').next().unwrap().to_owned();
    desk.write(move |sql, office, _| subscribe::leave(sql, office, &token, NOW)).unwrap();
    let text = "email\nann@example.com\n";
    assert_eq!(bring(&desk, text, terms(), NOW), ["left"]);
    assert_eq!(bring(&desk, text, Terms { ask: true, how: None, ..terms() }, NOW), ["left"]);
    // Who agreed anew, later, joins.
    let later = Terms { when: Some("2024-01-01".into()), ..terms() };
    assert_eq!(bring(&desk, text, later, NOW + 90 * 86_400), ["joined"]);
}

pub fn what_is_taken_out_comes_in_again(place: &Place) {
    let desk = Desk::new(place);
    let text = "email,name,attributes,consent_where,consent_when,consent_how\n\
                ann@example.com,=HYPERLINK(1),\"{\"\"city\"\":\"\"Oslo\"\"}\",a fair,2023-05-01,on paper\n\
                '+bob@example.com,,,\"a stall, \"\"north\"\"\",2023-06-01,@home\n";
    let details = Terms { details: true, ..Terms::default() };
    assert_eq!(bring(&desk, text, details.clone(), NOW), ["joined", "joined"]);
    let (own, listmonk) = (taken_out(&desk, Form::Own), taken_out(&desk, Form::Listmonk));
    assert_eq!(
        own,
        "email,list,status,consent_where,consent_when,consent_how,name,attributes\n\
         ann@example.com,news,subscribed,a fair,2023-05-01,on paper,'=HYPERLINK(1),\"{\"\"city\"\":\"\"Oslo\"\"}\"\n\
         '+bob@example.com,news,subscribed,\"a stall, \"\"north\"\"\",2023-06-01,'@home,,\n"
    );
    assert!(listmonk.starts_with("uuid,email,name,attributes,status,created_at,updated_at\n"), "{listmonk}");
    for form in [own.clone(), listmonk] {
        let elsewhere = Place::sqlite();
        let other = Desk::new(&elsewhere);
        assert_eq!(bring(&other, &form, details.clone(), NOW), ["joined", "joined"], "{form}");
        let again = taken_out(&other, Form::Own);
        let read = |text: &str| -> Vec<Vec<String>> {
            let lines = file::read(text.as_bytes()).unwrap();
            lines
                .into_iter()
                .map(|(_, line)| {
                    let line = line.unwrap();
                    vec![
                        line.address,
                        line.name.unwrap_or_default(),
                        line.consent.map(Option::unwrap_or_default).join("|"),
                    ]
                })
                .collect()
        };
        assert_eq!(read(&again), read(&own));
    }
}
