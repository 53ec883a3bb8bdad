//! Lines of statements: what is certain is booked, the rest waits for a person, and nothing is taken in twice.

use super::{NOW, Treasury, payment};
use crate::{petition::chance, place::Place};
use campaign::{
    db::DbError,
    gift::{
        booking::Kind,
        line::{Became, LineRefusal, Meant, assign, reopen},
        pledge::{Pledge, Rhythm, Stands},
        receipt::Receipt,
        upload::{self, Look},
    },
    statement::Payment,
};

pub fn a_payment_finds_its_pledge_in_every_form_of_statement(place: &Place) {
    let treasury = Treasury::new(place);
    let [csv, ofx, camt] = ["csv", "ofx", "camt"].map(|who| treasury.pledge(who, Rhythm::Once));
    let (subject, text) = treasury.letters().remove(0);
    let reference = csv.reference();
    assert!(subject.contains(reference.short()) && text.contains("/give/pledge/"), "{subject} {text}");

    let texts = [
        format!("Date,Amount,Description,Name\n2026-10-02,50.00,thanks {},X\n", reference.short()),
        format!(
            "OFXHEADER:100\n<OFX><CURDEF>USD<STMTTRN><DTPOSTED>20261002<TRNAMT>50.00<FITID>1<NAME>X<MEMO>{}\n</STMTTRN></OFX>",
            ofx.reference()
        ),
        format!(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy=\"USD\">50.00</Amt>\
             <CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-10-02</Dt></BookgDt><AcctSvcrRef>B7</AcctSvcrRef><NtryDtls><TxDtls><RmtInf>\
             <Strd><CdtrRefInf><Ref>{}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>",
            camt.reference().packed()
        ),
    ];
    for (text, pledge) in texts.iter().zip([&csv, &ofx, &camt]) {
        assert_eq!(treasury.take_text(text).lines, [Became::Matched(pledge.id)]);
        assert_eq!(treasury.again(pledge).stands, Stands::Given);
        // The same statement again books nothing.
        assert_eq!(treasury.take_text(text).lines, [Became::Known]);
    }
    assert_eq!(treasury.booked().len(), 3);
    let receipts: Vec<String> = treasury.receipts().iter().map(Receipt::called).collect();
    assert_eq!(receipts, ["DC 2026/0001", "DC 2026/0002", "DC 2026/0003"]);
    let letters = treasury.letters();
    assert_eq!(letters.len(), 3);
    assert!(letters[0].1.contains("No goods or services") && letters[0].1.contains("USD 50.00"));
}

pub fn a_reference_in_a_column_of_its_own_is_found(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.pledge("ann", Rhythm::Once);
    let reference = pledge.reference();
    let text = format!(
        "Date,Description,Amount,Reference\n2026-10-02,WIRE FROM ANN GIVER,50.00,{}\n",
        reference.short()
    );
    assert_eq!(treasury.take_text(&text).lines, [Became::Matched(pledge.id)]);
    assert_eq!(treasury.booked().len(), 1);
}

pub fn one_movement_in_two_forms_is_booked_once(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.pledge("ann", Rhythm::Monthly);
    let reference = pledge.reference().packed().to_owned();
    let (one, other) = (
        Payment { bank_id: Some("77".into()), ..payment(5_000, &reference) },
        payment(5_000, &format!("/ROC/{reference}")),
    );
    assert_eq!(treasury.take(&treasury.dc, vec![one]).unwrap().lines, [Became::Matched(pledge.id)]);
    let second = treasury.take(&treasury.dc, vec![other.clone()]).unwrap();
    assert!(
        matches!(&second.lines[0], Became::Suggested(id, why) if *id == pledge.id && why.contains("already"))
    );
    // The month after it is another gift.
    let next = Payment { day: "2026-11-02".into(), ..other };
    assert_eq!(treasury.take(&treasury.dc, vec![next]).unwrap().matched(), 1);
    assert_eq!((treasury.booked().len(), treasury.again(&pledge).stands), (2, Stands::Running));
}

pub fn equal_lines_of_one_day_are_two_payments(place: &Place) {
    let treasury = Treasury::new(place);
    let twice = vec![payment(1_000, "no reference"); 2];
    assert_eq!(treasury.take(&treasury.dc, twice.clone()).unwrap().waiting(), 2);
    assert_eq!(treasury.take(&treasury.dc, twice).unwrap().known(), 2);
    assert_eq!(treasury.open().len(), 2);
}

pub fn what_is_not_certain_waits_for_a_person(place: &Place) {
    let treasury = Treasury::new(place);
    let (one, two) = (treasury.pledge("ann", Rhythm::Once), treasury.pledge("bob", Rhythm::Once));
    let other = treasury.try_pledge("cam", NOW, |wish| wish.entity = "nsw").unwrap();
    let short = |pledge: &Pledge| pledge.reference().short().to_owned();
    let mut slip = short(&one).into_bytes();
    slip.swap(6, 7);
    let slip = String::from_utf8(slip).unwrap();
    let slip = if slip == short(&one) { format!("{}9", &slip[..slip.len() - 1]) } else { slip };
    let named = Payment { payer: "LEE, BOB".into(), ..payment(5_000, "a gift") };
    let lines = vec![
        payment(5_000, &format!("{} {}", short(&one), short(&two))),
        payment(4_999, &short(&one)),
        payment(5_000, &short(&other)),
        payment(5_000, &slip),
        named,
        payment(5_000, "rent"),
        payment(-5_000, &short(&one)),
        payment(0, "a note"),
    ];
    let became = treasury.take(&treasury.dc, lines).unwrap().lines;
    let suggested = became.iter().map(|one| match one {
        Became::Suggested(id, why) => (*id, why.as_str()),
        _ => (0, ""),
    });
    let suggested: Vec<_> = suggested.collect();
    assert_eq!(suggested[0], (one.id, "more than one reference stands in it"));
    assert_eq!(suggested[1], (one.id, "USD 50.00 was pledged"));
    assert_eq!(suggested[2], (other.id, "the pledge is to another entity"));
    assert!(suggested[3].0 == one.id && suggested[3].1.contains("one slip"), "{:?}", suggested[3]);
    assert!(suggested[4].0 == two.id && suggested[4].1.contains("name"), "{:?}", suggested[4]);
    assert_eq!(became[5..], [Became::Unknown, Became::Unknown, Became::Known]);
    assert_eq!((treasury.booked(), treasury.receipts()), (vec![], vec![]), "nothing is booked on a guess");
}

pub fn a_person_says_what_a_line_is_and_takes_it_back(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.pledge("ann", Rhythm::Once);
    let lines = vec![payment(4_000, &pledge.reference().to_string()), payment(-300, "fee of the bank")];
    treasury.take(&treasury.dc, lines).unwrap();
    let open = treasury.open();
    let (gift, fee) = match open[0].amount > 0 {
        true => (open[0].id, open[1].id),
        false => (open[1].id, open[0].id),
    };
    let say = |id: u64, meant: Meant| {
        treasury.write(move |sql, office| assign(sql, office, id, meant, NOW, chance()))
    };
    assert_eq!(say(fee, Meant::Pledge(pledge.id)), Err(LineRefusal::Direction));
    assert_eq!(say(gift, Meant::Fee), Err(LineRefusal::Direction));
    assert_eq!(say(gift, Meant::Pledge(999)), Err(LineRefusal::Pledge));
    assert_eq!(say(999, Meant::Gift), Err(LineRefusal::Gone));
    say(gift, Meant::Pledge(pledge.id)).unwrap();
    say(fee, Meant::Fee).unwrap();
    assert_eq!(say(gift, Meant::Pledge(pledge.id)), Err(LineRefusal::Gone), "a line is booked once");
    assert_eq!(treasury.receipts()[0].says.amount, 4_000, "the receipt is for what came");

    let undo = |id: u64| treasury.write(move |sql, office| reopen(sql, office, id, NOW, chance()));
    undo(gift).unwrap();
    assert_eq!(undo(gift), Err(LineRefusal::Gone));
    assert_eq!(treasury.again(&pledge).stands, Stands::Promised);
    assert!(treasury.receipts()[0].cancelled.is_some());
    assert_eq!(
        treasury.booked().iter().filter(|one| one.kind == Kind::Gift).map(|one| one.amount).sum::<i64>(),
        0
    );
    say(gift, Meant::Gift).unwrap();
    let receipts = treasury.receipts();
    assert_eq!((receipts.len(), receipts[1].number), (2, 2), "a number is never used again");
    assert_eq!(receipts[1].says.giver, "A. Payer");
}

pub fn a_statement_is_looked_at_before_it_is_taken_in(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.pledge("ann", Rhythm::Once);
    treasury.letters();
    let payments = vec![payment(5_000, &pledge.reference().to_string()), payment(700, "?")];
    let (entity, sent) = (treasury.dc.clone(), payments.clone());
    let id = treasury.write::<_, DbError>(move |sql, office| {
        upload::put(sql, office, &entity, ("main", "october.csv"), &sent, NOW, chance())
    });
    let id = id.unwrap();
    let look = || {
        let ended = treasury.write(move |sql, office| {
            let upload = upload::one(sql, office, id)?.unwrap();
            upload::look(sql, office, &upload, NOW)
        });
        match ended {
            Err(Look::Would(imported)) => imported.lines,
            other => panic!("{other:?}"),
        }
    };
    let would = [Became::Matched(pledge.id), Became::Unknown];
    assert_eq!((look(), look()), (would.to_vec(), would.to_vec()));
    assert_eq!((treasury.booked(), treasury.open(), treasury.letters()), (vec![], vec![], vec![]));

    let take = || treasury.write(move |sql, office| upload::take(sql, office, id, NOW, chance));
    assert_eq!(take().unwrap().lines, would);
    assert_eq!(take(), Err(LineRefusal::Gone), "it is taken in once");
    assert_eq!((treasury.booked().len(), treasury.open().len()), (1, 1));
    assert_eq!(treasury.receipts()[0].number, 1, "a look uses up no number");
}

pub fn a_statement_in_another_currency_is_refused_whole(place: &Place) {
    let treasury = Treasury::new(place);
    let pledge = treasury.pledge("ann", Rhythm::Once);
    let euros = Payment { currency: Some("EUR".into()), ..payment(100, "x") };
    let refused = treasury.take(&treasury.dc, vec![payment(5_000, &pledge.reference().to_string()), euros]);
    assert_eq!(refused, Err(LineRefusal::Currency { at: 2, found: "EUR".into(), books: "USD" }));
    assert_eq!((treasury.booked(), treasury.open()), (vec![], vec![]));
}
