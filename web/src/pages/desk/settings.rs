//! What is set: who writes, where the site stands, who carries letters, and the key that signs them. It takes effect at once.

use super::{NOTHING, Order, Place, by, field, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::petition::link::sentence,
    query::Query,
    routes::Asked,
};
use ::campaign::{
    db::{DbError, Sql},
    mail::{Letter, key, queue},
    office::{Office, nonces},
    people::{self, AccountRefusal, Power},
    settings::{self, Mailing, SettingError, Settings, Signing, Smtp},
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/settings",
    word: "Settings",
    says: "Who writes, where the site stands, who carries letters and signs them.",
    power: Power::Administer,
    waits: NOTHING,
};

const CARRIERS: [(&str, &str); 4] = [
    ("", "No server: letters are put into the folder “outbox”"),
    ("tls", "A server, by TLS (usually port 465)"),
    ("starttls", "A server, by STARTTLS (usually port 587)"),
    ("none", "A server on this machine, unprotected (usually port 25)"),
];

/// What is set now. Before anything is, what the office began with.
///
/// # Errors
///
/// The database's.
pub fn current(sql: &mut dyn Sql, office: &Office) -> Result<Settings, DbError> {
    let begun = || Settings {
        sender: office.sender.name.clone(),
        address: office.sender.address.to_string(),
        bounces: office.sender.bounces.as_ref().map(ToString::to_string),
        postal: office.sender.postal.clone(),
        origin: office.origin.clone(),
        smtp: None,
        dkim: None,
        letters_a_minute: 600,
        mailing: Mailing::default(),
    };
    Ok(settings::read(sql, &office.secrets)?.unwrap_or_else(begun))
}

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    shown(facts, asked, None)
}

/// What is wrong, and with which of the forms.
struct Wrong<'t> {
    form: &'static str,
    says: &'t str,
}

fn shown(facts: &Facts, asked: &Asked<'_>, wrong: Option<&Wrong<'_>>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let set = campaign.read(|sql| current(sql, &office))?;
    let of =
        |form: &'static str| Form { typed: asked.query, wrong: wrong.filter(|wrong| wrong.form == form) };
    let body = html! {
        p.lead { "What is saved here holds at once, for the site and for letters." }
        (who(&set, &of("who")))
        (carrier(&set, &of("mail")))
        (signing(&set, &of("key")))
        form.enter method="post" action="/desk/settings/test" {
            h2 { "A test letter" }
            p { "It goes to your own address, as every letter does: by the server that is set, signed, with your postal address at its foot." }
            button { "Send me a test letter" }
        }
    };
    framed("Settings", asked, PLACE.path, body)
}

/// A form as it is shown: with what was typed where that is wrong, or with what is set.
struct Form<'t> {
    typed: &'t Query,
    wrong: Option<&'t Wrong<'t>>,
}

impl Form<'_> {
    fn value<'v>(&'v self, name: &str, set: &'v str) -> &'v str {
        if self.wrong.is_some() { self.typed.get(name).unwrap_or_default() } else { set }
    }

    fn says(&self) -> Markup {
        field::wrong(self.wrong.map(|wrong| wrong.says))
    }
}

fn who(set: &Settings, form: &Form<'_>) -> Markup {
    html! {
        form.enter #who method="post" action="/desk/settings" {
            h2 { "Who writes, and where the site stands" }
            (form.says())
            (field::line("sender", "The association's name, which every letter names", form.value("sender", &set.sender), 100))
            (field::line("address", "Its e-mail address, where answers go", form.value("address", &set.address), 254))
            (field::line("bounces", "Where what cannot be delivered comes back to, if not there", form.value("bounces", set.bounces.as_deref().unwrap_or_default()), 254))
            (field::line("postal", "Its postal address, in one line, which every letter names", form.value("postal", &set.postal), 200))
            (field::line("origin", "Where the site stands, such as https://example.org", form.value("origin", &set.origin), 200))
            p.note { "Links in letters lead there. A passkey is for one name: after a change each of you adds another." }
            button.first { "Save" }
        }
    }
}

fn carrier(set: &Settings, form: &Form<'_>) -> Markup {
    let smtp = set.smtp.as_ref();
    let of = |read: fn(&Smtp) -> Option<&str>| smtp.and_then(read).unwrap_or_default();
    let port = smtp.map(|smtp| smtp.port.to_string()).unwrap_or_default();
    let pace = set.letters_a_minute.to_string();
    html! {
        form.enter #mail method="post" action="/desk/settings/mail" {
            h2 { "Who carries letters" }
            (form.says())
            (field::choice("protection", "protection", "How", form.value("protection", of(|smtp| Some(&smtp.protection))), &CARRIERS))
            (field::line("host", "The server's name, such as mail.example.org", form.value("host", of(|smtp| Some(&smtp.host))), 200))
            (field::line("port", "Its port, if it is not the usual one", form.value("port", &port), 5))
            (field::line("user", "The user, if it asks for one", form.value("user", of(|smtp| smtp.user.as_deref())), 200))
            div.field {
                label for="password" { "The password" @if smtp.is_some_and(|smtp| smtp.password.is_some()) { ": leave it empty to keep the one that is set" } }
                input #password name="password" type="password" maxlength="200" autocomplete="new-password";
            }
            (field::lines("certificate", "A certificate to trust beside the usual ones, as PEM, for a server with one of its own", form.value("certificate", of(|smtp| smtp.certificate.as_deref()))))
            (field::line("pace", "How many letters go out in a minute at most", form.value("pace", &pace), 6))
            button { "Save" }
        }
    }
}

fn signing(set: &Settings, form: &Form<'_>) -> Markup {
    let (_, domain) = set.address.rsplit_once('@').unwrap_or_default();
    let (domain, selector) =
        set.dkim.as_ref().map_or((domain, "koinon"), |dkim| (&dkim.domain, &dkim.selector));
    html! {
        form.enter #key method="post" action="/desk/settings/key" {
            h2 { "Which key signs letters" }
            (form.says())
            @match set.signers() {
                Err(error) => { p.wrong { (sentence(&error.to_string())) } }
                Ok(keys) if keys.is_empty() => { p { "None (DKIM): many mail programs take letters that are not signed for junk." } }
                Ok(keys) => {
                    p { "Letters are signed. Let the name server of your domain say, as a TXT record:" }
                    @for key in keys {
                        @let (place, says) = key.record();
                        dl.entered { div { dt { "Name" } dd { code { (place) } } } div { dt { "Value" } dd { code { (says) } } } }
                    }
                }
            }
            (field::line("domain", "The domain for which it signs", form.value("domain", domain), 200))
            (field::line("selector", "The selector under which its public half stands", form.value("selector", selector), 60))
            (field::lines("key", "A private key as PEM (PKCS #8; RSA of 2,048 bits is understood everywhere). Leave it empty to have an Ed25519 key made", form.value("key", "")))
            div.row { button name="do" value="set" { "Sign with this key" } @if set.dkim.is_some() { button name="do" value="end" { "Sign no more" } } }
            p.note { "The key is kept sealed and never shown. Until the name server says what is shown then, receivers count letters as not signed." }
        }
    }
}

/// Why nothing is saved.
enum Unsaved {
    Setting(SettingError),
    Plain(&'static str),
    Db(DbError),
}

impl From<DbError> for Unsaved {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<SettingError> for Unsaved {
    fn from(error: SettingError) -> Self {
        Self::Setting(error)
    }
}

/// Changes what is set, keeps it, and lets the site go by it.
fn save(
    facts: &Facts,
    asked: &Asked<'_>,
    form: &'static str,
    change: impl FnOnce(&mut Settings, &Query, &Order) -> Result<(), Unsaved> + Send + 'static,
) -> Result<Answer, Refusal> {
    let typed = asked.query.clone();
    let done = ordered(facts, asked, "change-settings", form, move |sql, office, order| {
        let mut set = current(sql, office)?;
        change(&mut set, &typed, order)?;
        set.check()?;
        settings::keep(sql, &office.secrets, &set, nonces(&order.chance[3])[0])?;
        Ok::<_, Unsaved>(set.office(office.secrets.clone())?)
    })?;
    let wrong = |says: String| shown(facts, asked, Some(&Wrong { form, says: &says })).map(Answer::Wrong);
    match done {
        Ok(office) => {
            campaign::of(facts)?.move_to(office);
            Ok(Answer::done(PLACE.path, "Saved: it holds from now on."))
        }
        Err(Unsaved::Db(error)) => Err(away(&error)),
        Err(Unsaved::Plain(says)) => wrong(says.to_owned()),
        Err(Unsaved::Setting(error)) => {
            wrong(format!("{} Right would be: {}.", sentence(&error.to_string()), error.help()))
        }
    }
}

fn text(typed: &Query, name: &str) -> String {
    typed.get(name).unwrap_or_default().trim().to_owned()
}

fn maybe(typed: &Query, name: &str) -> Option<String> {
    Some(text(typed, name)).filter(|text| !text.is_empty())
}

/// Saves who writes and where the site stands.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn save_who(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    save(facts, asked, "who", |set, typed, _| {
        (set.sender, set.address) = (text(typed, "sender"), text(typed, "address"));
        (set.bounces, set.postal) = (maybe(typed, "bounces"), text(typed, "postal"));
        set.origin = text(typed, "origin").trim_end_matches('/').to_owned();
        Ok(())
    })
}

/// Saves who carries letters.
///
/// # Errors
///
/// As [`save_who`].
pub fn save_mail(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    save(facts, asked, "mail", |set, typed, _| {
        let protection = text(typed, "protection");
        set.letters_a_minute =
            text(typed, "pace").parse().map_err(|_| Unsaved::Setting(SettingError::Pace))?;
        if protection.is_empty() {
            set.smtp = None;
            return Ok(());
        }
        let host =
            maybe(typed, "host").ok_or(Unsaved::Plain("Name the mail server, such as mail.example.org."))?;
        let usual = match protection.as_str() {
            "tls" => 465,
            "none" => 25,
            _ => 587,
        };
        let port = maybe(typed, "port").map_or(Ok(usual), |port| port.parse());
        let port = port.map_err(|_| Unsaved::Plain("A port is a number between 1 and 65535."))?;
        let user = maybe(typed, "user");
        // A password that is kept stays with its server and its user: it is not sent to another one.
        let kept = set.smtp.as_ref().filter(|before| before.host == host && before.user == user);
        let password = match (&user, typed.get("password")) {
            (None, _) => None,
            (Some(_), Some(typed)) => Some(typed.to_owned()),
            (Some(_), None) => kept.and_then(|before| before.password.clone()),
        };
        let certificate = maybe(typed, "certificate");
        set.smtp = Some(Smtp { host, port, protection, user, password, certificate });
        Ok(())
    })
}

/// Saves which key signs letters, makes one where none is given, or lets none sign.
///
/// # Errors
///
/// As [`save_who`].
pub fn save_key(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    save(facts, asked, "key", |set, typed, order| {
        match typed.get("do") {
            Some("end") => set.dkim = None,
            Some("set") => {
                let (domain, selector) = (text(typed, "domain"), text(typed, "selector"));
                let label = |text: &str| {
                    !text.is_empty()
                        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-.".contains(sign))
                };
                if !label(&domain) || !label(&selector) {
                    let says = "A domain and a selector have letters, digits, hyphens and full stops.";
                    return Err(Unsaved::Plain(says));
                }
                let key = maybe(typed, "key").unwrap_or_else(|| key::ed25519(order.chance[0]));
                set.dkim = Some(Signing { domain, selector, key });
            }
            _ => return Err(Unsaved::Plain("Press one of the buttons.")),
        }
        Ok(())
    })
}

/// Queues a letter to whoever asks for it.
///
/// # Errors
///
/// As [`save_who`].
pub fn test(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (id, name) = (by(asked)?.account.id, by(asked)?.account.name.clone());
    let done = ordered(facts, asked, "test-letter", "", move |sql, office, order| {
        let to = people::address(sql, office, id)?;
        let shown = to.to_string();
        let letter = Letter {
            to,
            subject: "A test letter".to_owned(),
            text: format!(
                "Dear {name},\n\nletters of the campaign at {} arrive. If this one lies among the junk, let the name server say \
                 what the settings show.",
                office.origin
            ),
            html: None,
            unsubscribe: None,
            why: "You receive this letter because you asked for it at the desk.".to_owned(),
        };
        queue::put(sql, &office.secrets, &letter, "test", order.now, order.chance[0])?;
        Ok::<_, AccountRefusal>(shown)
    })?;
    match done {
        Ok(to) => Ok(Answer::done(
            "/desk/outbox",
            format!("A letter to {to} is on its way: see below where it stands."),
        )),
        Err(AccountRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Err(Refusal::bad(sentence(&refusal.to_string()))),
    }
}
