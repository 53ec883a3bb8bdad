//! A giver's tax year, which begins where the entity stands as its law says.

use super::{NOW, Treasury, payment};
use crate::{petition::chance, place::Place};
use campaign::{
    db::DbError,
    gift::{
        entity::Entity,
        pledge::{Pledge, Rhythm},
        statement,
    },
    statement::Payment,
};

pub fn a_year_holds_its_gifts_and_its_letter_goes_once(place: &Place) {
    let treasury = Treasury::new(place);
    let american = treasury.pledge("ann", Rhythm::Monthly);
    let australian = treasury
        .try_pledge("ann", NOW, |wish| (wish.entity, wish.rhythm) = ("nsw", Rhythm::Monthly))
        .unwrap();
    let on = |pledge: &Pledge, day: &str| Payment {
        day: day.into(),
        ..payment(5_000, &pledge.reference().to_string())
    };
    for (entity, pledge) in [(&treasury.dc, &american), (&treasury.nsw, &australian)] {
        let lines = ["2026-06-30", "2026-07-01", "2027-01-01"].map(|day| on(pledge, day));
        assert_eq!(treasury.take(entity, lines.to_vec()).unwrap().matched(), 3);
    }
    let year = |entity: &Entity, of: i16| {
        treasury.read(|sql, office| statement::year(sql, office, entity, &american.person, of))
    };
    let (dc, nsw) = (year(&treasury.dc, 2026), year(&treasury.nsw, 2027));
    let days: Vec<_> = dc.gifts.iter().map(|gift| gift.day.as_str()).collect();
    assert_eq!((days, dc.sum.to_string()), (vec!["2026-06-30", "2026-07-01"], "USD 100.00".to_owned()));
    let days: Vec<_> = nsw.gifts.iter().map(|gift| gift.day.as_str()).collect();
    assert_eq!((days, nsw.called.as_str()), (vec!["2026-07-01", "2027-01-01"], "2026\u{2013}27"));
    assert!(dc.gifts.iter().all(|gift| gift.receipt.is_some() && gift.back == 0));

    treasury.letters();
    let send = |of: i16| {
        let dc = treasury.dc.clone();
        treasury
            .write::<_, DbError>(move |sql, office| statement::send(sql, office, &dc, of, NOW, chance))
            .unwrap()
    };
    assert_eq!((send(2026), send(2026), send(2025)), (1, 0, 0), "one letter, once");
    let (subject, text) = treasury.letters().remove(0);
    assert_eq!(subject, "Your gifts of 2026 to Sample Coalition, Inc.");
    assert!(text.contains("USD 100.00") && text.contains("/give/statement/") && text.contains("?year=2026"));
}
