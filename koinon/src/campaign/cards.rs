//! The way to the card processor: requests over TLS by the system's certificates, and what the site asks of it by itself, such as the
//! fee of a payment, or the end of a subscription whose pledge has ended.

use crate::output::warn;
use ::campaign::{
    db::DbError,
    gift::{
        card,
        entity::Entity,
        stripe::{self, Account, Ask, Method},
    },
};
use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use ureq::{
    Agent,
    tls::{Certificate, RootCerts, TlsConfig},
};
use web::campaign::{AskCards, Campaign, now};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(12);
/// The most bytes of an answer that are read.
const MOST_BYTES: u64 = 1 << 20;
/// How often it is looked whether something is to be asked.
const LOOK: Duration = Duration::from_secs(3);
/// How long is waited after no answer came, or while a fee is not known yet.
const AWAY: Duration = Duration::from_secs(60);

/// The way there. Redirections are not followed: a secret goes where it was meant to go, or nowhere.
pub fn way() -> Arc<AskCards> {
    let found = rustls_native_certs::load_native_certs();
    let certificates: Vec<_> =
        found.certs.iter().map(|found| Certificate::from_der(found.as_ref()).to_owned()).collect();
    let tls = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .root_certs(RootCerts::new_with_certs(&certificates))
        .build();
    let agent: Agent = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .user_agent("koinon")
        .build()
        .into();
    Arc::new(move |account: &Account, ask: &Ask| {
        asked(&agent, account, ask).map_err(|error| error.to_string())
    })
}

fn asked(agent: &Agent, account: &Account, ask: &Ask) -> Result<(u16, String), ureq::Error> {
    let address = format!("{}{}", account.base, ask.path);
    let bearer = format!("Bearer {}", account.secret);
    let mut answer = match ask.method {
        Method::Post => {
            let mut request = agent.post(address);
            if let Some(once) = &ask.once {
                request = request.header("Idempotency-Key", once);
            }
            let fields = ask.form.iter().map(|(name, value)| (*name, value.as_str()));
            request
                .header("Authorization", bearer)
                .header("Stripe-Version", stripe::VERSION)
                .send_form(fields)?
        }
        Method::Get => {
            let request = agent.get(address).header("Authorization", bearer);
            request.header("Stripe-Version", stripe::VERSION).call()?
        }
        Method::Delete => {
            let request = agent.delete(address).header("Authorization", bearer);
            request.header("Stripe-Version", stripe::VERSION).call()?
        }
    };
    let status = answer.status().as_u16();
    let text = answer.body_mut().with_config().limit(MOST_BYTES).read_to_string()?;
    Ok((status, text))
}

/// Begins to look, on a thread of its own, for what is to be asked; nothing where the system gives no thread. What it does is done
/// once, whenever the program ends.
pub fn watch(campaign: Arc<Campaign>) {
    let look = move || {
        let mut rest = LOOK;
        let mut trouble = false;
        loop {
            thread::sleep(rest);
            match round(&campaign) {
                Ok(next) => (rest, trouble) = (next, false),
                Err(says) => {
                    if !trouble {
                        warn(format!("note: the card processor: {says}"));
                    }
                    (rest, trouble) = (AWAY, true);
                }
            }
        }
    };
    if thread::Builder::new().name("cards".into()).spawn(look).is_err() {
        warn("note: the system gives no thread: fees of cards are not asked for");
    }
}

/// Asks for what is not known yet, and ends what has ended; how long to wait then.
fn round(campaign: &Campaign) -> Result<Duration, String> {
    let words = |error: DbError| error.to_string();
    let office = campaign.office();
    let accounts = campaign.db.read(|sql| stripe::accounts(sql, &office.secrets)).map_err(words)?;
    let (began, mut rest, mut refused) = (Instant::now(), LOOK, None);
    for (entity, account) in &accounts {
        let waiting = campaign.db.read(|sql| card::without_fee(sql, entity, now())).map_err(words)?;
        for (gift, payment) in waiting {
            if let Some(ask) = stripe::fee(&payment) {
                let (status, answer) = campaign.ask_cards(account, &ask)?;
                match stripe::done(status, &answer) {
                    Ok(()) => match stripe::fee_of(&answer, entity) {
                        Some(units) => {
                            keep_fee(campaign, entity.clone(), (gift, payment), units).map_err(words)?;
                        }
                        None => rest = AWAY,
                    },
                    // One that is refused keeps none of the others waiting.
                    Err(says) => refused = Some(says),
                }
            }
            if began.elapsed() > AWAY {
                return refused.map_or(Ok(rest), Err);
            }
        }
    }
    for ended in campaign.db.read(card::to_end).map_err(words)? {
        let account = accounts.iter().find(|(entity, _)| entity.id == ended.entity);
        let (Some((_, account)), Some(ask)) = (account, stripe::end_subscription(&ended.subscription)) else {
            continue;
        };
        let (status, answer) = campaign.ask_cards(account, &ask)?;
        // One that is not there any more has ended too.
        if status != 404
            && let Err(says) = stripe::done(status, &answer)
        {
            refused = Some(says);
            continue;
        }
        campaign.db.write::<_, DbError>(move |sql| card::ended(sql, ended.pledge)).map_err(words)?;
    }
    refused.map_or(Ok(rest), Err)
}

fn keep_fee(
    campaign: &Campaign,
    entity: Entity,
    (gift, payment): (u64, String),
    units: i64,
) -> Result<(), DbError> {
    campaign.write(move |sql, office| card::book_fee(sql, office, &entity, (gift, &payment), units, now()))
}
