//! Signatures collected elsewhere, and what is handed over, on both databases.

use crate::{
    petition::{DAY, Desk, NOW, link, request},
    place::Place,
};
use campaign::{
    address::Address,
    db::DbError,
    petition::{
        collected::{self, CollectRefusal, Outcome, Provenance, Signer},
        handover,
        review::{self, Ruling},
        sign::{CONSENT, Request, Shown},
    },
};

fn signer(name: &str, address: Option<&str>) -> Signer {
    Signer {
        name: name.into(),
        country: "DEU".into(),
        address: address.map(|address| Address::read(address).unwrap()),
        comment: None,
        day: Some("2024-05-01".into()),
    }
}

fn provenance() -> Provenance {
    Provenance {
        says: "On paper, at the congress of Oslo".into(),
        consent: "My name goes to the Assembly.".into(),
    }
}

impl Desk {
    fn collect(&self, signers: Vec<Signer>, seed: u8, dry: bool) -> Result<Outcome, CollectRefusal> {
        let (office, petition) = (self.office.clone(), self.petition.clone());
        let by = (None, NOW, [seed; 32]);
        self.db
            .write(move |sql| collected::collect(sql, &office, &petition, &provenance(), &signers, by, dry))
    }

    fn elsewhere(&self) -> u64 {
        let batches = self.db.read::<_, DbError>(|sql| collected::batches(sql, &self.petition)).unwrap();
        batches.iter().map(|batch| batch.counted).sum()
    }
}

pub fn what_was_collected_elsewhere_is_counted_apart_and_once(place: &Place) {
    let desk = Desk::new(place);
    desk.sign("known@example.com", NOW).unwrap();
    let letter = desk.letters(NOW).remove(0);
    desk.confirm(link(&letter, "confirm"), NOW).unwrap();
    let signers = vec![
        signer("Ann", Some("ann@example.com")),
        signer("Ann again", Some("ann+x@example.com")),
        signer("Known", Some("known@example.com")),
        signer("Paper", None),
        signer("Paper", None),
    ];
    let tried = desk.collect(signers.clone(), 1, true).unwrap();
    assert_eq!((tried.taken, tried.twice, tried.already, tried.without_address), (3, 1, 1, 2));
    assert_eq!(desk.elsewhere(), 0, "to try changes nothing");
    assert_eq!(desk.collect(signers.clone(), 1, false).unwrap(), tried);
    assert_eq!((desk.elsewhere(), desk.counted()), (3, 1));
    let again = desk.collect(signers, 2, false).unwrap();
    assert_eq!((again.taken, again.already), (2, 2), "those without an address cannot be known again");
    assert_eq!(desk.elsewhere(), 5);
    // Whoever signs here counts as confirmed, and no more elsewhere.
    desk.sign("ann@example.com", NOW + DAY).unwrap();
    assert_eq!(desk.elsewhere(), 5);
    let letters = desk.letters(NOW + DAY);
    let letter = letters.iter().find(|letter| letter.contains("/confirm/")).unwrap();
    desk.confirm(link(letter, "confirm"), NOW + DAY).unwrap();
    assert_eq!((desk.elsewhere(), desk.counted()), (4, 2));
    let petition = desk.petition.clone();
    assert!(desk.db.write::<_, DbError>(move |sql| collected::take_back(sql, &petition, 2)).unwrap());
    assert_eq!(desk.elsewhere(), 2);
}

pub fn what_lacks_its_provenance_is_not_taken(place: &Place) {
    let desk = Desk::new(place);
    for (says, consent, refusal) in [
        ("short", "My name is given.", CollectRefusal::Provenance),
        ("On paper, in Oslo", " ", CollectRefusal::Consent),
    ] {
        let provenance = Provenance { says: says.into(), consent: consent.into() };
        let (office, petition) = (desk.office.clone(), desk.petition.clone());
        let done = desk.db.write(move |sql| {
            let by = (None, NOW, [1; 32]);
            collected::collect(sql, &office, &petition, &provenance, &[signer("Ann", None)], by, false)
        });
        assert_eq!(done, Err(refusal));
    }
    assert_eq!(desk.elsewhere(), 0);
}

pub fn the_addressee_receives_counts_or_names_and_never_an_address(place: &Place) {
    let desk = Desk::new(place);
    let ways = [("a@example.com", "=Ann", Shown::Name), ("b@example.com", "Bob", Shown::Count)];
    for (address, name, shown) in ways {
        desk.sign_as(Request { name, shown, ..request(address) }, NOW).unwrap();
        let letters = desk.letters(NOW);
        let letter = letters.iter().find(|letter| letter.contains("/confirm/")).unwrap();
        desk.confirm(link(letter, "confirm"), NOW).unwrap();
    }
    desk.sign("unconfirmed@example.com", NOW).unwrap();
    desk.collect(vec![signer("Cy", Some("cy@example.com"))], 1, false).unwrap();
    let counts = desk.db.read::<_, DbError>(|sql| handover::counts(sql, &desk.petition)).unwrap();
    assert_eq!(handover::counts_csv(&counts), "country,confirmed,collected elsewhere\nDEU,0,1\nNOR,2,0\n");
    let names =
        || desk.db.read::<_, DbError>(|sql| handover::names(sql, &desk.office, &desk.petition)).unwrap();
    let all = names();
    let rows: Vec<_> =
        all.iter().map(|row| (row.number, row.name.as_str(), row.comment.as_deref())).collect();
    assert_eq!(
        rows,
        [(Some(1), "=Ann", Some("Peace, and law.")), (Some(2), "Bob", None), (None, "Cy", None)]
    );
    assert_eq!(
        (all[0].consent.as_str(), all[2].consent.as_str()),
        (CONSENT, "My name goes to the Assembly.")
    );
    assert_eq!(all[2].provenance.as_deref(), Some("On paper, at the congress of Oslo"));
    let text = handover::names_csv(&all);
    assert!(text.contains("\n1,'=Ann,") && !text.contains("example.com"), "{text}");
    assert!(!serde_json::to_string(&all).unwrap().contains("example.com"));
    desk.db.write(|sql| review::rule(sql, 1, Ruling::HideComment, "an advertisement", None, NOW)).unwrap();
    assert_eq!(names()[0].comment, None, "what is hidden is not handed over");
}
