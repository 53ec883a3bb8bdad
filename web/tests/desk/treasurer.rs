//! The treasurer's desk over HTTP: statements looked at and taken in, books, receipts, entities, goals, exports.

use crate::served::{get, own, post, post_as, served};
use campaign::{
    db::DbError,
    gift::{line, reference::Reference},
    people::{Role, log},
};

fn cookie() -> String {
    served().cookie(Role::Treasurer)
}

fn page(path: &str) -> String {
    let answer = get(path, &cookie());
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.body
}

fn order(path: &str, form: &str) -> crate::served::Answer {
    post(path, &format!("{}{}", own(), cookie()), form)
}

fn upload(entity: &str, text: &str) -> crate::served::Answer {
    let part =
        |head: &str, text: &str| format!("--XX\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
    let body = [
        part("name=\"entity\"", entity),
        part("name=\"statement\"; filename=\"october.csv\"\r\nContent-Type: text/csv", text),
        "--XX--\r\n".to_owned(),
    ]
    .concat();
    let head = format!("{}{}", own(), cookie());
    post_as("multipart/form-data; boundary=XX", "/desk/gifts/statements", &head, body.as_bytes())
}

fn open_lines() -> usize {
    let office = served().campaign.office();
    let list = served()
        .campaign
        .db
        .read::<_, DbError>(|sql| line::list(sql, &office, line::LineStands::Open, 1_000));
    list.unwrap().len()
}

#[test]
fn a_statement_is_looked_at_taken_in_and_its_lines_placed() {
    let reference = Reference::of(1);
    let text = format!(
        "Date,Amount,Description,Name\n05/03/2026,25.00,{reference},<b>Payer</b>\n06/03/2026,31.41,no reference,\"=cmd\"\n"
    );
    let before = open_lines();
    let answer = upload("eu", &text);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let look = answer.header("location").to_owned();
    for _ in 0..2 {
        let shown = page(&look);
        assert!(shown.contains("2 lines: 0 known before, 1 booked, 1 waiting"), "{shown}");
        assert!(shown.contains("&lt;b&gt;Payer&lt;/b&gt;") && shown.contains("2026-03-05"));
    }
    assert_eq!(open_lines(), before, "to look books nothing");
    let id = look.rsplit('/').next().unwrap();
    assert_eq!(order("/desk/gifts/statements/take", &format!("statement={id}")).status, 303);
    assert_eq!(order("/desk/gifts/statements/take", &format!("statement={id}")).status, 400, "once");
    assert_eq!(get(&look, &cookie()).status, 404);
    assert_eq!(open_lines(), before + 1);

    let office = served().campaign.office();
    let lines = served()
        .campaign
        .db
        .read::<_, DbError>(|sql| line::list(sql, &office, line::LineStands::Open, 1_000))
        .unwrap();
    let waits = lines.iter().find(|line| line.amount == 3_141).unwrap().id;
    let wrong = order("/desk/gifts/statements/assign", &format!("line={waits}&meant=pledge&reference=x"));
    assert!(wrong.status == 400 && wrong.body.contains("no reference of a pledge"));
    assert_eq!(order("/desk/gifts/statements/assign", &format!("line={waits}&meant=fee")).status, 400);
    assert_eq!(order("/desk/gifts/statements/assign", &format!("line={waits}&meant=gift")).status, 303);
    // No cell of the table is a formula.
    let table = page("/desk/gifts/gifts.csv?of=eu&since=2026-01-01&until=2026-12-31");
    assert!(table.contains("'=cmd") && !table.contains(",=cmd"), "{table}");
    assert!(
        page("/desk/gifts/gifts.csv?of=dc&since=2026-01-01&until=2026-12-31")
            .contains("\"'=A sample \"\"giver\"\"\"")
    );
    assert_eq!(order("/desk/gifts/statements/reopen", &format!("line={waits}")).status, 303);
    assert_eq!(open_lines(), before + 1);
    assert_eq!(order("/desk/gifts/statements/assign", &format!("line={waits}&meant=ignored")).status, 303);
    let acts = served().campaign.db.read(|sql| log::last(sql, 100)).unwrap();
    for act in ["upload-statement", "take-statement", "place-line", "open-line"] {
        assert!(acts.iter().any(|one| one.what == act), "{act} is written down");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_kept() {
    for (entity, text, says) in [
        ("eu", "a,b\n1,2\n", "no column says the day"),
        ("eu", "Date,Amount\n2026-13-01,1\n", "is no day"),
        ("eu", "<!DOCTYPE a><BkToCstmrStmt></BkToCstmrStmt>", "document type"),
        (
            "eu",
            "<?xml version=\"1.0\"?><a>1</a>",
            "an XML or HTML file of another kind, and no CSV, OFX or CAMT.053",
        ),
        ("xx", "Date,Amount\n2026-01-01,1\n", "Choose whose account"),
    ] {
        let answer = upload(entity, text);
        assert!(answer.status == 400 && answer.body.contains(says), "{text}: {}", answer.body);
    }
}

#[test]
fn what_is_entered_by_hand_is_booked_once_and_taken_back() {
    let form =
        "form=abcdef0123456789&entity=nsw&what=gift&through=cheque&amount=77&day=2026-04-01&name=Bob&email=";
    assert_eq!(order("/desk/gifts/enter", form).status, 303);
    assert_eq!(order("/desk/gifts/enter", form).status, 303);
    let shown = page("/desk/gifts?of=nsw&since=2026-04-01&until=2026-04-01");
    assert_eq!(shown.matches("AUD 77.00").count(), 1, "{shown}");
    let id = shown.split("<td class=\"n\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    for (form, says) in [
        (form.replace("amount=77", "amount=x"), "An amount is above nought"),
        (form.replace("what=gift", "what=refund").replace("abc", "abd"), "number of a gift"),
        (form.replace("2026-04-01", "2026-04-31").replace("abc", "abd"), "is no day"),
        (form.replace("2026-04-01", "9999-01-01").replace("abc", "abd"), "9999-01-01 is yet to come"),
        (form.replace("2026-04-01", "").replace("abc", "abd"), "The day is missing"),
        (
            form.replace("through=cheque", "through=bank")
                .replace("what=gift", "what=payout")
                .replace("abc", "abd"),
            "Money moves to the bank",
        ),
    ] {
        let answer = order("/desk/gifts/enter", &form);
        assert!(answer.status == 400 && answer.body.contains(says), "{form}: {}", answer.body);
        assert!(answer.body.contains("value=\"Bob\""), "the name is gone: {form}");
    }
    assert_eq!(order("/desk/gifts/back", &format!("number={id}&why=a+slip")).status, 303);
    assert_eq!(order("/desk/gifts/back", &format!("number={id}&why=a+slip")).status, 400);
    let shown = page("/desk/gifts?of=nsw&since=2026-04-01&until=2026-04-01");
    assert!(shown.contains("booked back") && shown.contains("AUD \u{2212}77.00"));
}

#[test]
fn a_receipt_is_cancelled_with_a_reason_and_issued_again() {
    let form =
        "form=receipt012345678&entity=nsw&what=gift&through=cash&amount=88&day=2026-05-01&name=Cam&email=";
    assert_eq!(order("/desk/gifts/enter", form).status, 303);
    let list = || page("/desk/gifts/receipts");
    let number = {
        let shown = list();
        let row = shown.split("<tr>").find(|row| row.contains("AUD 88.00")).unwrap().to_owned();
        row.split("NSW ").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let cancel = |why: &str| {
        order("/desk/gifts/receipts/cancel", &format!("number=NSW+{}&why={why}", number.replace('/', "%2F")))
    };
    assert!(cancel("").body.contains("Say why"));
    assert_eq!(cancel("wrong+name").status, 303);
    assert_eq!(cancel("wrong+name").status, 400, "it is cancelled once");
    let shown = list();
    assert!(shown.contains("wrong name") && shown.contains("Gifts without a receipt"));
    let gift = shown.split("name=\"gift\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(order("/desk/gifts/receipts/issue", &format!("gift={gift}")).status, 303);
    assert_eq!(order("/desk/gifts/receipts/issue", &format!("gift={gift}")).status, 400);
    let years = order("/desk/gifts/receipts/years", "entity=eu&year-of=2026");
    assert_eq!(years.status, 303, "{}", years.body);
    assert_eq!(order("/desk/gifts/receipts/years", "entity=eu&year-of=99").status, 400);
}

#[test]
fn an_entity_keeps_what_was_typed_and_shows_no_secret() {
    let wrong = order("/desk/gifts/entities/fr", "title=Essai&currency=EUR&eu-holder=X&eu-iban=FR00");
    assert!(
        wrong.status == 400 && wrong.body.contains("an IBAN has") && wrong.body.contains("value=\"Essai\"")
    );
    // Each field is named as the form names it, not as the program does.
    let fields = "title=X&jurisdiction=new-south-wales&currency=AUD&tax_number=1&us-holder=X&us-routing=1&au-holder=X&au-bsb=x\
                  &cheque-to=X&eu-holder=X&eu-iban=FR00";
    let said = order("/desk/gifts/entities/fr", fields).body;
    let said = said.split("role=\"alert\">").nth(1).unwrap().split("</p>").next().unwrap();
    for words in [
        "“Australian Business Number (ABN)”: an ABN has",
        "“Routing number” (In the United States): a routing",
        "“Bank, with its place” (In the United States): say which",
        "“Where they are sent” (Cheques): say where",
        "“BSB” (In Australia): a BSB",
        "“IBAN” (With an IBAN): an IBAN has",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains('_') && !said.contains("account0"), "{said}");
    let right =
        "title=Essai+%3Cb%3E&jurisdiction=other&currency=EUR&eu-holder=X&eu-iban=DE89+3704+0044+0532+0130+00";
    assert_eq!(order("/desk/gifts/entities/fr", right).status, 303);
    let shown = page("/desk/gifts/entities/fr");
    assert!(shown.contains("Essai &lt;b&gt;") && shown.contains("it needs"));
    assert!(order("/desk/gifts/entities/X-1", right).body.contains("is no short name"));
    let taken = order("/desk/gifts/stripe/fr", "secret=sk_test_sample&events=whsec_other");
    assert!(
        taken.status == 400 && taken.body.contains("Another legal entity has this account"),
        "{}",
        taken.body
    );
    assert_eq!(
        order("/desk/gifts/stripe/fr", "secret=sk_test_fr&events=whsec_fr&base=http%3A%2F%2Fevil.example")
            .status,
        400
    );
    assert_eq!(order("/desk/gifts/stripe/fr", "secret=sk_test_fr&events=whsec_fr").status, 303);
    for path in ["/desk/gifts/entities/fr", "/desk/gifts/entities/dc", "/desk/gifts/entities"] {
        let shown = page(path);
        assert!(
            !shown.contains("sk_test") && !shown.contains("whsec_s") && !shown.contains("whsec_f"),
            "{path}"
        );
    }
    assert_eq!(order("/desk/gifts/stripe/fr", "remove=yes").status, 303);
    assert!(page("/desk/gifts/entities/fr").contains("No account is set"));
}

#[test]
fn goals_and_exports() {
    let goal = "title=A+room&says=&entity=nsw&amount=100&since=2026-06-01&until=&shown=yes";
    assert_eq!(order("/desk/gifts/goals", goal).status, 303);
    assert!(order("/desk/gifts/goals", &goal.replace("2026-06-01", "")).body.contains("first day"));
    assert!(get("/give", "").body.contains("A room"));
    assert_eq!(order("/desk/gifts/choices", "").status, 400, "an empty form hides no ledger");
    let journal = page("/desk/gifts/journal.txt?of=dc");
    assert!(journal.contains("account Assets:DC:Cash") && !journal.contains("sample"), "{journal}");
    assert!(page("/desk/gifts/journal.csv?of=dc").starts_with("day,booking,says,account,amount,currency"));
    assert_eq!(get("/desk/gifts/journal.csv?of=zz", &cookie()).status, 404);
}
