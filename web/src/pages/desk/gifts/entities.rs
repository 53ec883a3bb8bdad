//! Legal entities at the desk: what the law asks of each, its accounts, and its account at Stripe, which is never shown again.

use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{NOTHING, Place, field, ordered, page as framed},
        petition::link::sentence,
    },
    query::Query,
    routes::Asked,
};
use ::campaign::{
    db::DbError,
    gift::{
        account::Account,
        entity::{self, Details, Entity, EntityRefusal, Jurisdiction, Tax},
        money::Currency,
        stripe,
    },
    office::nonces,
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/gifts/entities",
    word: "Legal entities",
    says: "Who receives gifts: registration, tax status, licence, accounts, Stripe.",
    power: Power::KeepAccounts,
    waits: NOTHING,
};

/// The list.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let all = campaign::of(facts)?.read(entity::all)?;
    let body = html! {
        @for one in &all {
            @let missing = one.details.missing();
            h2 { a href={ "/desk/gifts/entities/" (one.name) } { (one.called()) } }
            p { (one.details.jurisdiction.name()) ". Books in " (one.currency) ". Short name: " code { (one.name) } "." }
            p {
                @if one.is_offered() { span.v.met { "Offered to givers" } }
                @else if missing.is_empty() { span.v.unmet { "Not offered to givers" } }
                @else { span.v.unmet { "Cannot be offered to givers" } ": it lacks " (missing.join("; ")) "." }
            }
        }
        p.note { "For another entity open " code { "/desk/gifts/entities/NAME" } ", with a short name of 2 to 12 small letters and digits, and save its form." }
    };
    framed("Legal entities", asked, PLACE.path, body)
}

/// What is known of an entity, as a form. One that is not there yet has an empty form.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let known = campaign::of(facts)?.read(|sql| entity::named(sql, asked.part))?;
    let (details, offered) = known.map_or_else(
        || (Details { currency: "EUR".into(), ..Details::default() }, false),
        |known| (known.details, known.offered),
    );
    shown(facts, asked, &details, offered, None)
}

fn shown(
    facts: &Facts,
    asked: &Asked<'_>,
    details: &Details,
    offered: bool,
    wrong: Option<&str>,
) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let (known, account) = campaign.read(|sql| {
        let known = entity::named(sql, asked.part)?;
        let account = match &known {
            Some(known) => stripe::account(sql, &office.secrets, known)?,
            None => None,
        };
        Ok((known, account))
    })?;
    let jurisdictions: Vec<_> = Jurisdiction::ALL.into_iter().map(|one| (one.word(), one.name())).collect();
    let currencies: Vec<_> = Currency::all().map(|one| (one.code(), one.code())).collect();
    let taxes: Vec<_> = [("", "Choose")]
        .into_iter()
        .chain(Tax::ALL.into_iter().map(|tax| (tax.word(), tax.name())))
        .collect();
    let missing = details.missing();
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        (field::wrong(wrong))
        @if !missing.is_empty() { p.note { "Before givers can be offered it, it needs: " (missing.join("; ")) "." } }
        form.enter method="post" action={ "/desk/gifts/entities/" (asked.part) } {
            h2 { "What the law asks" }
            (field::line("title", &words(details, "title"), &details.title, 200))
            (field::choice("jurisdiction", "jurisdiction", "Under which law it stands", details.jurisdiction.word(), &jurisdictions))
            (field::line("address", &words(details, "address"), &details.address, 300))
            (field::choice("currency", "currency", &words(details, "currency"), &details.currency, &currencies))
            (field::line("registration", &words(details, "registration"), &details.registration, 60))
            (field::line("tax_number", &words(details, "tax_number"), &details.tax_number, 60))
            (field::choice("tax", "tax", "What the tax office makes of gifts", details.tax.map_or("", Tax::word), &taxes))
            (field::line("licence", &words(details, "licence"), &details.licence, 60))
            (field::line("licence_exempt", &words(details, "licence_exempt"), &details.licence_exempt, 300))
            (field::text("wording", &words(details, "wording"), &details.wording, 1000))
            (field::tick("offered", "Offer it to givers, as soon as nothing is lacking", offered))
            h2 { "Accounts" }
            p.note { "Leave empty what it has not." }
            (accounts(&details.accounts))
            button.first { "Save" }
        }
        @if let Some(known) = &known { (cards(known, account.as_ref())) }
    };
    framed(
        details.title.trim().split('\n').next().filter(|title| !title.is_empty()).unwrap_or("A legal entity"),
        asked,
        PLACE.path,
        body,
    )
}

/// The fields of each kind of account, with what they hold.
fn accounts(all: &[Account]) -> Markup {
    let empty = String::new();
    let mut us = [&empty; 5];
    let mut cheque = [&empty; 2];
    let mut au = [&empty; 4];
    let mut eu = [&empty; 4];
    for account in all {
        match account {
            Account::UnitedStates { holder, bank, routing, number, bic } => {
                us = [holder, bank, routing, number, bic]
            }
            Account::Cheque { payable_to, address } => cheque = [payable_to, address],
            Account::Australia { holder, bsb, number, pay_id } => au = [holder, bsb, number, pay_id],
            Account::Iban { holder, iban, bic, bank } => eu = [holder, iban, bic, bank],
        }
    }
    html! { @for (Group { words, fields, .. }, held) in GROUPS.iter().zip([&us[..], &cheque, &au, &eu]) {
        fieldset { legend { strong { (words) } } @for ((_, name, words), held) in fields.iter().zip(held) { (field::line(name, words, held, 200)) } }
    } }
}

/// The fields of a kind of account.
struct Group {
    /// The kind's word.
    kind: &'static str,
    /// What stands above them.
    words: &'static str,
    /// What the account calls a field, its name in the form, and its words.
    fields: &'static [(&'static str, &'static str, &'static str)],
}

/// The fields of accounts, as they stand in the form.
const GROUPS: [Group; 4] = [
    Group {
        kind: "united-states",
        words: "In the United States",
        fields: &[
            ("holder", "us-holder", "Holder"),
            ("bank", "us-bank", "Bank, with its place"),
            ("routing", "us-routing", "Routing number"),
            ("number", "us-number", "Account number"),
            ("bic", "us-bic", "SWIFT code, for wires from abroad"),
        ],
    },
    Group {
        kind: "cheque",
        words: "Cheques",
        fields: &[
            ("payable_to", "cheque-to", "Payable to"),
            ("address", "cheque-address", "Where they are sent"),
        ],
    },
    Group {
        kind: "australia",
        words: "In Australia",
        fields: &[
            ("holder", "au-holder", "Account name"),
            ("bsb", "au-bsb", "BSB"),
            ("number", "au-number", "Account number"),
            ("pay_id", "au-payid", "PayID"),
        ],
    },
    Group {
        kind: "iban",
        words: "With an IBAN",
        fields: &[
            ("holder", "eu-holder", "Holder"),
            ("iban", "eu-iban", "IBAN"),
            ("bic", "eu-bic", "BIC"),
            ("bank", "eu-bank", "Bank"),
        ],
    },
];

/// The words that stand above a field of the entity itself.
fn words(details: &Details, field: &str) -> String {
    let (register, tax_office) = details.jurisdiction.numbers();
    let (licence, law) = details.jurisdiction.licence();
    match field {
        "title" => "Legal name".to_owned(),
        "address" => "Postal address, in one line".to_owned(),
        "currency" => "Currency of its books".to_owned(),
        "registration" => register.to_owned(),
        "tax_number" => tax_office.to_owned(),
        "licence" => licence.to_owned(),
        "licence_exempt" => format!("Or why none is needed ({law})"),
        "wording" => {
            "What its receipts say beside what stands above; an empty line parts paragraphs".to_owned()
        }
        other => other.to_owned(),
    }
}

/// What is wrong with an entity, each with the words that stand above its field.
fn told(details: &Details, refusal: &EntityRefusal) -> String {
    let EntityRefusal::Wrong(all) = refusal else { return sentence(&refusal.to_string()) };
    let each = all.iter().map(|wrong| {
        let named = in_account(details, &wrong.field)
            .unwrap_or_else(|| format!("“{}”", words(details, &wrong.field)));
        format!("{named}: {}", wrong.says)
    });
    sentence(&each.collect::<Vec<_>>().join("; "))
}

/// The words of an account's field, which is called `account0.routing`.
fn in_account(details: &Details, field: &str) -> Option<String> {
    let (place, field) = field.strip_prefix("account")?.split_once('.')?;
    let account = details.accounts.get(place.parse::<usize>().ok()?)?;
    let group = GROUPS.iter().find(|group| group.kind == account.word())?;
    let (_, _, words) = group.fields.iter().find(|(known, _, _)| *known == field)?;
    Some(format!("“{words}” ({})", group.words))
}

fn cards(entity: &Entity, account: Option<&stripe::Account>) -> Markup {
    let base = account.map_or(stripe::BASE, |account| account.base.as_str());
    html! {
        form.enter method="post" action={ "/desk/gifts/stripe/" (entity.name) } {
            h2 { "Cards, at Stripe" }
            p { @if account.is_some() { span.v.met { "An account is set" } "; its keys are sealed and never shown." } @else { span.v.unmet { "No account is set" } ": this entity takes no cards." } }
            p.note { "Let Stripe send its events to " code { "/give/stripe" } " of this site: checkout.session.completed, checkout.session.async_payment_succeeded, invoice.paid, invoice_payment.paid, charge.refunded, charge.dispute.funds_withdrawn, charge.dispute.funds_reinstated, customer.subscription.deleted. Each entity has an account of its own." }
            div.field { label for="secret" { "Secret key (sk_… or rk_…)" } input #secret name="secret" type="password" maxlength="300" autocomplete="off"; }
            div.field { label for="events" { "Signing secret of the events (whsec_…)" } input #events name="events" type="password" maxlength="300" autocomplete="off"; }
            (field::line("base", "Where Stripe’s interface stands", base, 200))
            (field::tick("remove", "Remove the account: take no more cards", false))
            button { "Save the account" }
        }
    }
}

/// What was typed of an entity.
fn typed(query: &Query) -> Details {
    let text = |name: &str| query.get(name).unwrap_or_default().trim().replace("\r\n", "\n");
    let jurisdiction = text("jurisdiction");
    let jurisdiction =
        Jurisdiction::ALL.into_iter().find(|one| one.word() == jurisdiction).unwrap_or_default();
    let any =
        |names: &[&str]| names.iter().any(|name| query.get(name).is_some_and(|text| !text.trim().is_empty()));
    let mut accounts = Vec::new();
    if any(&["us-holder", "us-bank", "us-routing", "us-number", "us-bic"]) {
        let (holder, bank, routing) = (text("us-holder"), text("us-bank"), text("us-routing"));
        accounts.push(Account::UnitedStates {
            holder,
            bank,
            routing,
            number: text("us-number"),
            bic: text("us-bic"),
        });
    }
    if any(&["cheque-to", "cheque-address"]) {
        accounts.push(Account::Cheque { payable_to: text("cheque-to"), address: text("cheque-address") });
    }
    if any(&["au-holder", "au-bsb", "au-number", "au-payid"]) {
        let (holder, bsb, number) = (text("au-holder"), text("au-bsb"), text("au-number"));
        accounts.push(Account::Australia { holder, bsb, number, pay_id: text("au-payid") });
    }
    if any(&["eu-holder", "eu-iban", "eu-bic", "eu-bank"]) {
        let (holder, iban, bic) = (text("eu-holder"), text("eu-iban"), text("eu-bic"));
        accounts.push(Account::Iban { holder, iban, bic, bank: text("eu-bank") });
    }
    Details {
        title: text("title"),
        jurisdiction,
        address: text("address"),
        currency: text("currency"),
        registration: text("registration"),
        tax_number: text("tax_number"),
        tax: Tax::read(&text("tax")),
        licence: text("licence"),
        licence_exempt: text("licence_exempt"),
        wording: text("wording"),
        accounts,
    }
}

/// Keeps an entity.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn kept(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (name, details) = (asked.part.to_owned(), typed(asked.query));
    let offered = asked.query.get("offered").is_some();
    let (noted, sent) = (name.clone(), details.clone());
    let done = ordered(facts, asked, "keep-entity", noted, move |sql, _, _| {
        entity::keep(sql, &name, &sent, offered)
    })?;
    match done {
        Ok(entity) => Ok(Answer::done(format!("/desk/gifts/entities/{}", entity.name), "Saved.")),
        Err(EntityRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => {
            shown(facts, asked, &details, offered, Some(&told(&details, &refusal))).map(Answer::Wrong)
        }
    }
}

/// Sets, or removes, an entity's account at Stripe.
///
/// # Errors
///
/// 404 where there is no such entity, 503 where the tables cannot be written.
pub fn cards_set(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let none = || Refusal::not_found("There is no such entity.").instead(PLACE.path, PLACE.word);
    let entity = campaign::of(facts)?.read(|sql| entity::named(sql, asked.part))?.ok_or_else(none)?;
    let text = |name| asked.query.get(name).unwrap_or_default().trim().to_owned();
    let base = Some(text("base")).filter(|base| !base.is_empty()).unwrap_or_else(|| stripe::BASE.to_owned());
    let base = base.trim_end_matches('/').to_owned();
    let account = stripe::Account { secret: text("secret"), events: text("events"), base };
    let account = asked.query.get("remove").is_none().then_some(account);
    let of = entity.clone();
    let done = ordered(facts, asked, "set-stripe", entity.name.clone(), move |sql, office, order| {
        let [nonce, _] = nonces(&order.chance[0]);
        stripe::set_account(sql, &office.secrets, &of, account.as_ref(), nonce)?.map_err(Unset::Wrong)
    })?;
    match done {
        Ok(()) => {
            Ok(Answer::done(format!("/desk/gifts/entities/{}", entity.name), "The account at Stripe is set."))
        }
        Err(Unset::Db(error)) => Err(away(&error)),
        Err(Unset::Wrong(error)) => {
            let says = sentence(&error.to_string());
            shown(facts, asked, &entity.details, entity.offered, Some(&says)).map(Answer::Wrong)
        }
    }
}

/// Why an account at Stripe is not set.
enum Unset {
    Wrong(stripe::AccountError),
    Db(DbError),
}

impl From<DbError> for Unset {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}
