//! The sample's organisations, volunteers, messages, events and letters to representatives, and a request for one's data.

use crate::campaign::Campaign;
use ::campaign::{
    db::{DbError, Sql},
    event::{
        self, Plan,
        register::{self, Wish},
    },
    joining::{
        JoinRefusal,
        apply::{self, Application},
        decide,
        message::{self, Note},
        volunteer::{self, Offer},
    },
    office::{Chance, Office},
    privacy::ask,
    representative::{self, Template},
    secret::{Link, Purpose},
};

/// Fills the tables of these areas.
pub(super) fn fill(sample: &Campaign, made: i64) -> Result<(), DbError> {
    let filled = sample.write(move |sql, office| {
        organisations(sql, office, made)?;
        people(sql, office, made)?;
        events(sql, office, made)?;
        let address = "reader1@example.org";
        ask::ask(sql, office, address, "sample", made, chance(70))?;
        let template = Template {
            id: 0,
            name: "charter".into(),
            title: "Debate the charter (a sample)".into(),
            says: "Write to the member of parliament who represents you. This letter is a **sample**.".into(),
            subject: "Please put the charter to the assembly".into(),
            text: "Dear representative,\n\nI ask you to put the charter of a community of democracies to the assembly, and to \
                   say in public how you will vote on it.\n\nYours sincerely,"
                .into(),
            shown: true,
        };
        representative::keep(sql, &template, None, made).map(drop)
    });
    filled.map_err(|error: JoinRefusal| DbError::Form(error.to_string()))
}

fn organisations(sql: &mut dyn Sql, office: &Office, made: i64) -> Result<(), JoinRefusal> {
    let of = |wants, name, country| Application {
        wants,
        name,
        country,
        website: "https://example.org",
        does: "It is a sample: no organisation of this name exists.",
        statement: "",
        contact: "A sample contact",
        address: "contact@example.org",
        consents: true,
        network: "sample",
    };
    for (wants, name, country) in [
        ("partner", "A sample league", "NOR"),
        ("supporter", "A sample university", "DEU"),
        ("supporter", "A sample union", "GHA"),
    ] {
        decide::enter(sql, &of(wants, name, country), true, None, made)?;
    }
    apply::apply(sql, office, &of("supporter", "A sample that waits", "FRA"), made, chance(50))?;
    apply::confirm(sql, office, &link(office, Purpose::ConfirmRequest, 4), made).map(drop)
}

fn people(sql: &mut dyn Sql, office: &Office, made: i64) -> Result<(), JoinRefusal> {
    let help = Offer {
        name: "A sample volunteer",
        address: "volunteer@example.org",
        country: "NOR",
        skills: "Translates into Norwegian",
        hours: "6",
        consents: true,
        network: "sample",
    };
    volunteer::offer(sql, office, &help, made, chance(54))?;
    volunteer::confirm(sql, office, &link(office, Purpose::ConfirmVolunteer, 1), made)?;
    let note = Note {
        desk: "press",
        name: "A sample writer",
        address: "writer@example.org",
        text: "This message is a sample: <b>nobody</b> wrote it.",
        network: "sample",
    };
    message::write(sql, office, &note, made, chance(58))
}

fn events(sql: &mut dyn Sql, office: &Office, made: i64) -> Result<(), JoinRefusal> {
    let plan = Plan {
        name: "assembly",
        title: "An assembly (a sample)",
        text: "This event is a **sample**: nobody meets.",
        begins: "2035-05-09T18:30",
        ends: "2035-05-09T20:00",
        zone: "Europe/Brussels",
        place: "Sample Hall, Brussels",
        online: "https://meet.example.org/sample",
        capacity: "50",
    };
    let past = Plan {
        name: "first-meeting",
        title: "The first meeting (a sample)",
        begins: "2025-12-01T18:30",
        ends: "2025-12-01T20:00",
        online: "",
        capacity: "",
        ..plan
    };
    let draft = Plan { name: "draft", title: "A draft (a sample)", ..plan };
    for (plan, sample) in [(plan, false), (past, true)] {
        let id = event::keep(sql, None, &plan, sample, None, made)?;
        event::publish(sql, id, None, made)?;
    }
    event::keep(sql, None, &draft, false, None, made)?;
    let Some(event) = event::named(sql, plan.name)? else { return Ok(()) };
    let wish =
        Wish { name: "A sample guest", address: "guest@example.org", consents: true, network: "sample" };
    register::ask(sql, office, &event, &wish, made, chance(62))?;
    let link = link(office, Purpose::ConfirmRegistration, 1);
    register::confirm(sql, office, &link, made, chance(66)).map(drop)
}

fn link(office: &Office, purpose: Purpose, id: u64) -> String {
    office.secrets.link(&Link { purpose, id, until: None })
}

/// Bytes that no other part of the sample has.
fn chance(first: u8) -> Chance {
    std::array::from_fn(|place| [first + u8::try_from(place).unwrap_or_default(); 32])
}
