//! Confirming and withdrawing, each by the button of a page that a signed link opens: to look at the page changes nothing, so
//! that programs that open every link of a letter sign nothing.

use super::{
    Petition, collected, count, number, numbered,
    policy::{self, Comments},
    review::{self, Hidden, Why},
    sign::consented,
};
use crate::{
    address::Address,
    consent,
    db::{DbError, Sql},
    mail::{Letter, queue},
    office::{Chance, Office},
    secret::{LinkError, Purpose},
    values,
};
use record::hash::Hash;
use std::fmt;

/// A signature that counts, as its receipt says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Under which petition.
    pub petition: u64,
    /// Its place among all that were ever confirmed, from nought.
    pub leaf: u64,
    /// What hides the person in the commitment.
    pub blind: [u8; 32],
}

impl Receipt {
    /// The commitment: SHA-256 over the petition, the mailbox and the blind. It says nothing to whoever lacks the blind.
    pub fn commitment(&self, mailbox: &str) -> Hash {
        Hash::of(&[b"koinon signature\0", &self.petition.to_be_bytes(), &self.blind, mailbox.as_bytes()])
    }

    /// As it stands in the letter: `12.345.HEX`.
    pub fn written(&self) -> String {
        let blind: Vec<String> = self.blind.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}.{}.{}", self.petition, self.leaf, blind.concat())
    }

    /// Reads it.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('.');
        let (petition, leaf, blind) = (parts.next()?, parts.next()?, parts.next()?);
        let blind = Hash::from_hex(blind).filter(|_| parts.next().is_none())?.0;
        Some(Self { petition: petition.parse().ok()?, leaf: leaf.parse().ok()?, blind })
    }
}

/// Why nothing is confirmed or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfirmRefusal {
    /// The link.
    Link(LinkError),
    /// What it was about is not there any more: withdrawn, removed, or erased because nobody confirmed.
    Gone,
    /// The petition was closed meanwhile.
    Closed,
    /// The database, or a letter that cannot be read.
    Db(DbError),
}

impl fmt::Display for ConfirmRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(error) => error.fmt(f),
            Self::Gone => f.write_str("there is no such signature any more"),
            Self::Closed => f.write_str("the petition was closed before you confirmed"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ConfirmRefusal {}

impl From<DbError> for ConfirmRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<LinkError> for ConfirmRefusal {
    fn from(error: LinkError) -> Self {
        Self::Link(error)
    }
}

/// The petition that a link to confirm is about, for the page with the button. Changes nothing.
///
/// # Errors
///
/// Why there is nothing to confirm.
pub fn look(
    sql: &mut dyn Sql,
    office: &Office,
    purpose: Purpose,
    link: &str,
    now: i64,
) -> Result<Petition, ConfirmRefusal> {
    let id = office.secrets.open_link(purpose, link, now)?;
    let about = "SELECT petition FROM signature WHERE id = $1 AND stands IN ('asked', 'signed')";
    let row = sql.row(about, &values![number(id)])?.ok_or(ConfirmRefusal::Gone)?;
    numbered(sql, row.count(0)?)?.ok_or(ConfirmRefusal::Gone)
}

/// Confirms a signature: from now on it counts. The letter with the receipt is queued. Once confirmed, to confirm again changes
/// nothing.
///
/// # Errors
///
/// Why it cannot be confirmed.
pub fn confirm(
    sql: &mut dyn Sql,
    office: &Office,
    link: &str,
    now: i64,
    chance: Chance,
) -> Result<Petition, ConfirmRefusal> {
    let id = number(office.secrets.open_link(Purpose::ConfirmSignature, link, now)?);
    let about =
        "SELECT petition, stands, address, name, country, comment, person FROM signature WHERE id = $1";
    let row = sql.row(about, &values![id])?.ok_or(ConfirmRefusal::Gone)?;
    let petition = numbered(sql, row.count(0)?)?.ok_or(ConfirmRefusal::Gone)?;
    match row.text(1)? {
        "signed" => return Ok(petition),
        "asked" if !petition.is_open(now) => return Err(ConfirmRefusal::Closed),
        "asked" => {}
        _ => return Err(ConfirmRefusal::Gone),
    }
    let unseal = |place: &str, kept: &[u8]| {
        let text = office.secrets.unseal(place, kept);
        text.map_err(|error| ConfirmRefusal::Db(DbError::Form(error.to_string())))
    };
    let address = unseal("signature.address", row.bytes(2)?)?;
    let name = unseal("signature.name", row.bytes(3)?)?;
    let comment = row.maybe_bytes(5)?.map(|kept| unseal("signature.comment", kept)).transpose()?;
    let address = Address::read(&address).map_err(|error| DbError::Form(error.to_string()))?;
    // The petition's row is locked until the commit: no two signatures get one place.
    let next = "UPDATE petition SET leaves = leaves + 1 WHERE id = $1 RETURNING leaves";
    let leaves = sql.number(next, &values![number(petition.id)])?;
    let leaf =
        u64::try_from(leaves - 1).map_err(|_| DbError::Form(format!("a petition has {leaves} leaves")))?;
    let receipt = Receipt { petition: petition.id, leaf, blind: chance[0] };
    let commitment = receipt.commitment(&address.mailbox());
    let sign =
        "UPDATE signature SET stands = 'signed', confirmed = $2, leaf = $3, commitment = $4, network = NULL,
                hidden = $5 WHERE id = $1 AND stands = 'asked'";
    let (why, hidden) = looked_at(sql, &petition, &name, comment.as_deref())?;
    if sql.run(sign, &values![id, now, leaves - 1, commitment.0.as_slice(), hidden.number()])? != 1 {
        return Err(ConfirmRefusal::Gone);
    }
    // Whoever has the mailbox has shown more than a proof of work does.
    let shown = "DELETE FROM signature_review WHERE signature = $1 AND why = 'work' AND stands = 'waits'";
    sql.run(shown, &values![id])?;
    if let Some(why) = why {
        review::look(sql, id, number(petition.id), why, now)?;
    } else if is_like_another(sql, id)? {
        review::look(sql, id, number(petition.id), Why::Double, now)?;
    }
    count::change(sql, number(petition.id), row.text(4)?, 1)?;
    collected::confirmed(sql, number(petition.id), row.bytes(6)?)?;
    let withdraw =
        office.address("petition/withdraw", Purpose::WithdrawSignature, u64::try_from(id).unwrap_or(0), None);
    let letter = Letter {
        to: address,
        subject: format!("You have signed: {}", petition.title),
        text: format!(
            "Dear {name},\n\nthank you. Your signature under this petition counts.\n\n  {}\n  To {}\n\nYour receipt, by which \
             you can check that your signature is counted, tomorrow and later:\n\n{}\n\n{}/petition/receipt\n\nWe do not keep \
             this receipt. To withdraw your signature:\n{withdraw}",
            petition.title,
            petition.addressee,
            receipt.written(),
            office.origin
        ),
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because you signed a petition at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "receipt", now, chance[1])?;
    Ok(petition)
}

/// Does another count already that may be the same person's?
fn is_like_another(sql: &mut dyn Sql, id: i64) -> Result<bool, DbError> {
    let other =
        "SELECT other.id FROM signature AS this JOIN signature AS other ON other.likeness = this.likeness
                 WHERE this.id = $1 AND other.id <> this.id AND other.stands = 'signed' LIMIT 1";
    Ok(sql.row(other, &values![id])?.is_some())
}

/// Is a signature to be looked at, why, and what of it is not shown before?
fn looked_at(
    sql: &mut dyn Sql,
    petition: &Petition,
    name: &str,
    comment: Option<&str>,
) -> Result<(Option<Why>, Hidden), DbError> {
    if has_link(name) || name.chars().filter(char::is_ascii_digit).count() > 3 {
        return Ok((Some(Why::Name), Hidden::Name));
    }
    Ok(match comment {
        None => (None, Hidden::Nothing),
        Some(comment) if has_link(comment) => (Some(Why::Link), Hidden::Comment),
        Some(_) => {
            let checked = policy::of(sql, petition)?.comments == Comments::Checked;
            (Some(Why::Comment), if checked { Hidden::Comment } else { Hidden::Nothing })
        }
    })
}

/// Is there what readers could follow elsewhere: `https://…`, `www.…`, or a word such as `example.com/x`?
fn has_link(text: &str) -> bool {
    let text = text.to_lowercase();
    let domain = |word: &str| {
        let host =
            word.split('/').next().unwrap_or_default().trim_matches(|sign: char| !sign.is_alphanumeric());
        let mut labels = host.rsplit('.');
        let top = labels.next().unwrap_or_default();
        let before = labels.next().unwrap_or_default();
        let letters =
            |label: &str, least| label.len() >= least && label.bytes().all(|byte| byte.is_ascii_alphabetic());
        // `end.Begin` without a space is no address; `shop.com` is.
        letters(top, 2)
            && top.len() <= 6
            && before.len() >= 3
            && (word.contains('/') || KNOWN_TOPS.contains(&top))
    };
    text.contains("://") || text.contains("www.") || text.split_whitespace().any(domain)
}

/// The ends of names that are most often advertised.
const KNOWN_TOPS: [&str; 9] = ["com", "net", "org", "info", "biz", "shop", "xyz", "online", "top"];

/// Withdraws a signature: it counts no more, and what was kept about the person is erased. Its place stays, empty, so that
/// all can see that one was withdrawn.
///
/// # Errors
///
/// Why there is nothing to withdraw.
pub fn withdraw(
    sql: &mut dyn Sql,
    office: &Office,
    link: &str,
    now: i64,
) -> Result<Petition, ConfirmRefusal> {
    let id = office.secrets.open_link(Purpose::WithdrawSignature, link, now)?;
    let petition = look(sql, office, Purpose::WithdrawSignature, link, now)?;
    end(sql, id, "withdrawn", now)?;
    Ok(petition)
}

/// Ends a signature; whether there was one. Withdrawn by its signer, what was kept is erased at once; `removed` by a moderator,
/// it is erased after [`review::KEEP_REMOVED`], and the letter that waits for it is not carried. What the person asks of another
/// petition stands: its consent, and its letter.
///
/// # Errors
///
/// The database's.
pub fn end(sql: &mut dyn Sql, signature: u64, stands: &str, now: i64) -> Result<bool, DbError> {
    let id = number(signature);
    let before =
        sql.row("SELECT person, petition, country, stands FROM signature WHERE id = $1", &values![id])?;
    let Some(before) = before else { return Ok(false) };
    // One that never counted leaves no trace, unless a moderator means to keep it from coming back.
    let erase = "DELETE FROM signature WHERE id = $1 AND stands = 'asked' AND $2 <> 'removed'";
    let gone = sql.run(erase, &values![id, stands])?;
    // Whoever withdrew may sign again; whoever was removed may not.
    let ended = match stands {
        "removed" => {
            let end = "UPDATE signature SET stands = $2, network = NULL, ended = $3
                       WHERE id = $1 AND stands IN ('asked', 'signed')";
            sql.run(end, &values![id, stands, now])?
        }
        _ => {
            let end = "UPDATE signature SET stands = $2, address = NULL, name = NULL, comment = NULL, network = NULL,
                       likeness = NULL, person = NULL, ended = $3 WHERE id = $1 AND stands IN ('asked', 'signed', 'removed')";
            sql.run(end, &values![id, stands, now])?
        }
    };
    if gone + ended > 0 {
        let waits = "DELETE FROM mail WHERE person = $1 AND stands = 'waits' AND kind = 'confirm-signature'
                     AND NOT EXISTS (SELECT 1 FROM signature
                                     WHERE signature.person = $1 AND signature.stands = 'asked')";
        sql.run(waits, &values![before.maybe_bytes(0)?])?;
    }
    if ended > 0 && before.text(3)? == "signed" {
        count::change(sql, before.int(1)?, before.text(2)?, -1)?;
    }
    // What a moderator removes its signer may still have restored: that consent ends when the signature is erased.
    if let Some(person) = before.maybe_bytes(0)?.filter(|_| gone + ended > 0 && stands != "removed") {
        consent::withdraw(sql, person, &consented(before.count(1)?), now)?;
    }
    Ok(gone + ended > 0)
}

#[cfg(test)]
mod tests {
    use super::has_link;

    #[test]
    fn a_link_is_seen_and_a_missing_space_is_none() {
        for text in
            ["see https://a.example", "WWW.example", "buy at shop.example.com.", "cheap.xyz", "evil.org/x"]
        {
            assert!(has_link(text), "{text}");
        }
        for text in ["Law binds.And protects.", "At 3.30 p.m.", "e.g. this", "Ann, M.Sc.", "no/yes", ""] {
            assert!(!has_link(text), "{text}");
        }
    }
}
