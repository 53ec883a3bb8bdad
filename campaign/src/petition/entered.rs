//! What was entered under a petition, for the page with the button; and the one confirmation of a signature and a newsletter.

use super::{
    Petition,
    confirm::{ConfirmRefusal, confirm, look},
    number,
    sign::Shown,
};
use crate::{
    address::Address,
    db::{DbError, Sql},
    newsletter::{List, subscribe::join},
    office::{Chance, Office},
    secret::Purpose,
    values,
};

/// What was entered. Whoever has the link of a letter may see it; the address is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Under which petition.
    pub petition: Petition,
    /// The name.
    pub name: String,
    /// The country, by its code.
    pub country: String,
    /// The comment, if there is one.
    pub comment: Option<String>,
    /// How it is shown.
    pub shown: Shown,
    /// Is it confirmed already?
    pub confirmed: bool,
}

/// What a link to confirm or withdraw is about. Changes nothing.
///
/// # Errors
///
/// Why it opens nothing.
pub fn entered(
    sql: &mut dyn Sql,
    office: &Office,
    purpose: Purpose,
    link: &str,
    now: i64,
) -> Result<Entered, ConfirmRefusal> {
    let petition = look(sql, office, purpose, link, now)?;
    let id = number(office.secrets.open_link(purpose, link, now)?);
    let about = "SELECT name, country, comment, shown, stands FROM signature WHERE id = $1";
    let row = sql.row(about, &values![id])?.ok_or(ConfirmRefusal::Gone)?;
    let open = |place: &str, kept: &[u8]| {
        let text = office.secrets.unseal(place, kept);
        text.map_err(|error| ConfirmRefusal::Db(DbError::Form(error.to_string())))
    };
    let shown = Shown::read(row.text(3)?).ok_or_else(|| DbError::Form("a signature is shown so".into()))?;
    Ok(Entered {
        petition,
        name: open("signature.name", row.bytes(0)?)?,
        country: row.text(1)?.to_owned(),
        comment: row.maybe_bytes(2)?.map(|kept| open("signature.comment", kept)).transpose()?,
        shown,
        confirmed: row.text(4)? == "signed",
    })
}

/// Confirms a signature and joins the newsletter that was ticked with it, in one transaction.
///
/// # Errors
///
/// Why the signature cannot be confirmed.
pub fn confirm_and_subscribe(
    sql: &mut dyn Sql,
    office: &Office,
    list: &List,
    link: &str,
    now: i64,
    chance: Chance,
) -> Result<Petition, ConfirmRefusal> {
    let petition = confirm(sql, office, link, now, chance)?;
    let id = number(office.secrets.open_link(Purpose::ConfirmSignature, link, now)?);
    let row = sql.row("SELECT address FROM signature WHERE id = $1", &values![id])?;
    let row = row.ok_or(ConfirmRefusal::Gone)?;
    let address = office.secrets.unseal("signature.address", row.bytes(0)?);
    let address = address.map_err(|error| DbError::Form(error.to_string()))?;
    let address = Address::read(&address).map_err(|error| DbError::Form(error.to_string()))?;
    let provenance = format!("ticked under the petition {}", petition.name);
    join(sql, office, list, &address, &provenance, now, chance[3])?;
    Ok(petition)
}
