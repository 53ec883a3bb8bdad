//! What the card processor tells: believed once its signature was found to be right, booked once, and asked for again where it cannot
//! be placed yet.

use crate::{
    answer::{Answer, FileKind, Refusal},
    campaign::{self, away},
    facts::Facts,
    pages::petition::link::sentence,
    routes::Asked,
};
use ::campaign::{
    db::DbError,
    gift::{
        card::{ASK_AGAIN, Took, take},
        stripe::{Event, MOST_BYTES, signer},
    },
};

/// Takes an event.
///
/// # Errors
///
/// 400 where it is not signed by an account that is set, late, or no event; 409 where it cannot be placed yet, so that it is told
/// again; 413 where it is too long; 503 where the tables cannot be written.
pub fn take_event(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let Some(told) = asked.told else { return Err(Refusal::bad("Nothing was told.")) };
    if told.body.len() > MOST_BYTES {
        return Err(Refusal::new(413, "It is too long", "An event of Stripe is shorter."));
    }
    let (office, now) = (campaign.office(), campaign::now());
    let found = campaign.read(|sql| signer(sql, &office.secrets, &told.signature, &told.body, now))?;
    let entity = found.map_err(|error| Refusal::bad(sentence(&error.to_string())))?;
    let event = Event::read(&told.body).map_err(|error| Refusal::bad(error.to_string()))?;
    let (created, chance) = (event.created, campaign::chance()?);
    let took =
        campaign.write::<_, DbError>(move |sql, office| take(sql, office, &entity, &event, now, chance));
    match took.map_err(|error| away(&error))? {
        Took::Unplaced(_) if now.saturating_sub(created) < ASK_AGAIN => {
            Err(Refusal::new(409, "It cannot be placed yet", "Tell it again later."))
        }
        _ => Ok(Answer::InPlace(FileKind::Text, b"taken\n".to_vec())),
    }
}
