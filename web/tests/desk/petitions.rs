//! Petitions at the desk: written, changed, closed; signatures looked at and decided; every act written down.

use crate::served::{Answer, get, own, post, post_as, served};
use campaign::{
    address::Address,
    office::Chance,
    people::{Role, log},
    petition::{
        self,
        confirm::confirm,
        sign::{Request, Shown, sign},
    },
    secret::Purpose,
};

fn order(path: &str, form: &str) -> Answer {
    post(path, &format!("{}{}", own(), served().cookie(Role::Moderator)), form)
}

fn page(path: &str) -> String {
    let answer = get(path, &served().cookie(Role::Moderator));
    assert_eq!(answer.status, 200, "{path}");
    answer.body
}

fn done() -> Vec<(String, String)> {
    let done = served().campaign.db.read(|sql| log::last(sql, 200)).unwrap();
    done.into_iter().map(|done| (done.what, done.about)).collect()
}

/// Signs and confirms under a petition; the row of the signature.
fn signed(under: &str, address: &'static str, name: &'static str, comment: &'static str) -> u64 {
    let campaign = &served().campaign;
    let petition = campaign.db.read(|sql| petition::named(sql, under)).unwrap().unwrap();
    let (now, chance): (i64, Chance) =
        (web::campaign::now(), std::array::from_fn(|_| crate::served::fresh()));
    let wish = campaign.write(move |sql, office| {
        let request = Request {
            name,
            address,
            country: "NOR",
            comment,
            shown: Shown::Name,
            consents: true,
            newsletter: false,
            network: address,
            work: None,
        };
        sign(sql, office, &petition, &request, now, chance)
    });
    wish.unwrap();
    let mailbox = Address::read(address).unwrap().mailbox();
    let office = campaign.office();
    let found = campaign.db.read(|sql| petition::review::find(sql, &office, &mailbox)).unwrap();
    let id = found.last().unwrap().signature;
    let link = campaign.link(Purpose::ConfirmSignature, id);
    let chance: Chance = std::array::from_fn(|_| crate::served::fresh());
    campaign.write(move |sql, office| confirm(sql, office, &link, now, chance)).unwrap();
    id
}

const NEW: &str = "title=The+seat&addressee=The+Council&text=We+ask+for+**one**+seat.&rule=united-kingdom&opens=2026-01-01&closes=2030-01-01";

#[test]
fn a_petition_is_written_changed_and_closed() {
    let new = order("/desk/petitions", &format!("name=the-seat&{NEW}"));
    assert_eq!((new.status, new.header("location")), (303, "/desk/petitions/the-seat"));
    assert!(get("/petition/the-seat", "").body.contains("<strong>one</strong>"));
    let again = order("/desk/petitions", &format!("name=the-seat&{NEW}"));
    assert_eq!(again.status, 400);
    assert!(
        again.body.contains("already") && again.body.contains("We ask for **one** seat."),
        "nothing typed is lost"
    );
    let changed = order("/desk/petitions", &format!("kept=yes&name=the-seat&{}", NEW.replace("one", "a")));
    assert_eq!(changed.status, 303);
    signed("the-seat", "seat@example.net", "Ann Lee", "");
    let frozen = order("/desk/petitions", &format!("kept=yes&name=the-seat&{NEW}"));
    assert_eq!(frozen.status, 400);
    assert!(frozen.body.contains("What people have signed stays as it is"));
    let policy =
        order("/desk/petitions/the-seat/policy", "guard=on&comments=checked&goal=1,000&handed=To+the+clerk");
    assert_eq!(policy.status, 303);
    assert!(page("/desk").contains("A proof of work is asked for under “The seat”"));
    let asked = get("/petition/the-seat", "").body;
    assert!(
        asked.contains("name=\"challenge\"") && asked.contains("work-") && asked.contains("To the clerk")
    );
    assert_eq!(order("/desk/petitions/the-seat/close", "").status, 303);
    assert!(get("/petition/the-seat", "").body.contains("It can no longer be signed"));
    let acts: Vec<_> = done().into_iter().filter(|(_, about)| about.starts_with("the-seat")).collect();
    let acts: Vec<_> = acts.iter().rev().map(|(what, _)| what.as_str()).collect();
    assert_eq!(acts, ["publish-petition", "change-petition", "set-policy", "close-petition"]);
}

#[test]
fn what_is_wrong_with_a_petition_is_said_beside_its_field() {
    for (form, says) in [
        (format!("name=Up&{NEW}"), "no name for an address"),
        (format!("name=new&{NEW}"), "the address of another page"),
        ("name=x&title=&addressee=A&text=B".to_owned(), "A title has between 1 and 200"),
        ("name=x&title=T&addressee=A&text=B&rule=mine".to_owned(), "There is no rule `mine`"),
        ("name=x&title=T&addressee=A&text=B&countries=3".to_owned(), "so many countries"),
        ("name=x&title=%3Cscript%3E&addressee=A&text=".to_owned(), "&lt;script&gt;"),
    ] {
        let answer = order("/desk/petitions", &form);
        assert_eq!(answer.status, 400, "{form}");
        assert!(answer.body.to_lowercase().contains(&says.to_lowercase()), "{form}: {says}");
    }
    assert_eq!(order("/desk/petitions", "kept=yes&name=nothing").status, 404);
    assert_eq!(order("/desk/petitions/charter/policy", "guard=maybe&comments=checked").status, 400);
}

#[test]
fn a_signature_waits_is_read_and_decided() {
    let id = signed("charter", "reader@example.net", "Rea Der", "Buy at shop.example.com now");
    let listed = page("/desk/signatures");
    assert!(listed.contains("Rea Der") && listed.contains("its comment has a link in it"));
    assert!(page("/desk").contains("for a moderator"));
    assert!(!get("/petition/charter", "").body.contains("shop.example.com"), "not shown before it is read");
    let path = format!("/desk/signatures/{id}");
    let bare = order(&path, "ruling=remove");
    assert_eq!(bare.status, 400);
    assert!(bare.body.contains("A reason is needed"));
    assert_eq!(order(&path, "ruling=hide-comment&reason=an+advertisement").status, 303);
    assert!(get("/petition/charter", "").body.contains("Rea Der"));
    assert!(page("/desk/signatures?stands=hidden").contains("an advertisement"));
    assert_eq!(order(&path, "ruling=remove&reason=a+%3Cmachine%3E").status, 303);
    assert!(!get("/petition/charter", "").body.contains("Rea Der"));
    assert!(page("/desk/signatures?stands=removed").contains("a &lt;machine&gt;"));
    assert_eq!(order(&path, "ruling=restore").status, 303);
    assert!(get("/petition/charter", "").body.contains("Rea Der"));
    assert_eq!(order("/desk/signatures/999999", "ruling=approve").status, 404);
    assert_eq!(order("/desk/signatures/x", "ruling=approve").status, 404);
    let about = format!("charter, signature {id}: a <machine>");
    assert!(done().contains(&("remove-signature".to_owned(), about)));
}

#[test]
fn a_mailbox_is_found_only_by_its_address_and_that_is_written_down() {
    signed("charter", "found@example.net", "Fo Und", "");
    let found = order("/desk/signatures/find", "address=Found%2Btag@example.net");
    assert!(found.body.contains("Fo Und") && !found.body.contains("found@example.net"));
    let none = order("/desk/signatures/find", "address=nobody@example.net");
    assert!(none.body.contains("This mailbox has no signature"));
    assert_eq!(order("/desk/signatures/find", "address=nobody").status, 400);
    let looked: Vec<_> = done().into_iter().filter(|(what, _)| what == "find-signature").collect();
    assert!(looked.iter().all(|(_, about)| !about.contains('@')) && looked.len() >= 2);
}

/// The cookie of a role with the lines of our own pages.
fn as_role(role: Role) -> String {
    format!("{}{}", own(), served().cookie(role))
}

#[test]
fn names_are_handed_over_only_where_an_administrator_says_so() {
    let export = |form: &str| order("/desk/petitions/charter/export", form);
    let counts = export("what=counts&as=csv");
    assert_eq!((counts.status, counts.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(counts.body.starts_with("country,confirmed,collected elsewhere\n"), "{}", counts.body);
    assert_eq!(export("what=names&as=csv").status, 403);
    assert_eq!(export("").status, 400);
    let policy = "guard=auto&comments=at-once&names=yes";
    order("/desk/petitions/charter/policy", policy);
    assert_eq!(export("what=names&as=csv").status, 403, "a moderator does not decide it");
    assert_eq!(post("/desk/petitions/charter/policy", &as_role(Role::Administrator), policy).status, 303);
    let names = export("what=names&as=json");
    assert!(names.body.contains("A sample from Norway") && !names.body.contains("example.org"));
    order("/desk/petitions/charter/policy", "guard=auto&comments=at-once");
    assert_eq!(export("what=names&as=json").status, 200, "nor takes it back");
    let exports = done().into_iter().filter(|(what, _)| what == "export-petition").count();
    assert_eq!(exports, 3, "each that was done is written down");
}

#[test]
fn signatures_from_paper_are_tried_brought_and_taken_back() {
    let form = |file: &str, button: &str, provenance: &str| {
        let part = |name: &str, value: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let text = [
            part("provenance", provenance),
            part("consent", "My name goes to the Assembly."),
            part(button, "yes"),
            format!(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--x--\r\n"
            ),
        ];
        let path = "/desk/petitions/ended/collect";
        post_as("multipart/form-data; boundary=x", path, &as_role(Role::Moderator), text.concat().as_bytes())
    };
    let file = "name,country,email\nAnn <b>,Norway,ann@paper.example\nBob,Atlantis,\nCy,NOR,\n";
    let says = "On paper, at the <congress> of Oslo";
    let tried = form(file, "try", says);
    assert_eq!(tried.status, 200);
    assert!(
        tried.body.contains("Nothing was changed") && tried.body.contains("Line 3: `Atlantis` is no country")
    );
    assert!(tried.body.contains("of Oslo") && tried.body.contains("2 signatures"));
    assert!(!get("/petition/ended", "").body.contains("Collected elsewhere"));
    assert_eq!(form(file, "take", says).status, 303);
    let shown = get("/petition/ended", "").body;
    assert!(shown.contains("Collected elsewhere") && shown.contains("at the &lt;congress&gt; of Oslo"));
    assert!(!shown.contains("Ann"), "nobody is shown who did not choose it here");
    for (file, provenance, says) in [
        ("name\nAnn", says, "names no column `country`"),
        (file, "short", "where, when and by whom"),
        ("", says, "Choose a file"),
    ] {
        let wrong = form(file, "take", provenance);
        assert_eq!(wrong.status, 400);
        assert!(wrong.body.contains(says), "{says}");
    }
    assert_eq!(order("/desk/petitions/ended/take-back", "batch=1").status, 303);
    assert!(!get("/petition/ended", "").body.contains("Collected elsewhere"));
    assert_eq!(order("/desk/petitions/ended/take-back", "batch=1").status, 404);
}
