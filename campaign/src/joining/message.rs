//! Messages to the campaign: sealed where they lie, read at the desk that they are for, answered by letter.

use super::{JoinRefusal, number, opened, paced, row_of, sized};
use crate::{
    address::Address,
    db::{DbError, Row, Sql},
    mail::{Letter, queue},
    office::{Chance, Office, nonce},
    people::log,
    typed, values,
};

/// For how long a message is kept after it came or was answered last, in seconds: a year.
pub const KEEP: i64 = 365 * 86_400;
/// How many messages one address may send in a day.
const A_DAY: i64 = 5;

/// To whom a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// The office.
    General,
    /// Whoever speaks to journalists.
    Press,
    /// Whoever answers for personal data.
    DataProtection,
}

impl Desk {
    /// Every desk.
    pub const ALL: [Self; 3] = [Self::General, Self::Press, Self::DataProtection];

    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Press => "press",
            Self::DataProtection => "data-protection",
        }
    }

    /// As people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::General => "The office",
            Self::Press => "Press",
            Self::DataProtection => "Data protection",
        }
    }

    /// What a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|desk| desk.word() == word)
    }
}

/// What somebody fills in.
#[derive(Clone, Copy, Debug)]
pub struct Note<'a> {
    /// The word of the desk.
    pub desk: &'a str,
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub address: &'a str,
    /// The message.
    pub text: &'a str,
    /// From which network it comes, as text; only an index of it is kept, for a day.
    pub network: &'a str,
}

/// A message as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its row.
    pub id: u64,
    /// To whom it is.
    pub desk: Desk,
    /// Who wrote.
    pub name: String,
    /// Their address.
    pub address: String,
    /// What they wrote.
    pub text: String,
    /// How it stands: `open`, `answered` or `closed`.
    pub stands: String,
    /// When it came, in seconds since 1970.
    pub received: i64,
    /// The answers so far.
    pub answers: Vec<Answer>,
}

/// An answer to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who wrote it, by name, where the account is still known.
    pub by: Option<String>,
    /// What they wrote.
    pub text: String,
    /// When.
    pub at: i64,
}

/// Takes a message. No letter goes out until somebody answers, so that the form writes to nobody by itself.
///
/// # Errors
///
/// Why it is not taken.
pub fn write(
    sql: &mut dyn Sql,
    office: &Office,
    note: &Note<'_>,
    now: i64,
    chance: Chance,
) -> Result<(), JoinRefusal> {
    let desk = Desk::read(note.desk);
    let desk = desk.ok_or_else(|| JoinRefusal::Field("desk", "choose to whom you write".to_owned()))?;
    let name = sized("name", "your name", typed::line(note.name), 1, 100)?;
    let address = Address::read(note.address).map_err(JoinRefusal::Address)?;
    let text = sized("text", "the message", typed::lines(note.text), 10, 5_000)?;
    paced(sql, office, "messages", note.network, now)?;
    let person = office.secrets.index("address", &address.mailbox());
    let pace = office.secrets.index("address of messages", &address.mailbox());
    if !crate::pace::within(sql, &pace, now, 86_400, A_DAY)? {
        return Err(JoinRefusal::Pace);
    }
    let seal = |place: &str, text: &str, nonce| office.secrets.seal(place, text, nonce);
    let keep = "INSERT INTO message (person, address, name, desk, text, stands, received)
                VALUES ($1, $2, $3, $4, $5, 'open', $6)";
    sql.run(
        keep,
        &values![
            person.as_slice(),
            seal("message.address", &address.to_string(), nonce(&chance[0], 0)),
            seal("message.name", &name, nonce(&chance[0], 12)),
            desk.word(),
            seal("message.text", &text, nonce(&chance[1], 0)),
            now
        ],
    )?;
    Ok(())
}

const COLUMNS: &str = "SELECT id, desk, name, address, text, stands, received FROM message";

impl Message {
    fn of(row: &Row, office: &Office) -> Result<Self, DbError> {
        let desk = row.text(1)?;
        Ok(Self {
            id: row.count(0)?,
            desk: Desk::read(desk).ok_or_else(|| DbError::Form(format!("`{desk}` is no desk")))?,
            name: opened(office, "message.name", row.bytes(2)?)?,
            address: opened(office, "message.address", row.bytes(3)?)?,
            text: opened(office, "message.text", row.bytes(4)?)?,
            stands: row.text(5)?.to_owned(),
            received: row.int(6)?,
            answers: Vec::new(),
        })
    }
}

/// The messages that stand so, without their answers: open ones from the oldest, others from the newest.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub fn all(sql: &mut dyn Sql, office: &Office, stands: &str) -> Result<Vec<Message>, DbError> {
    let order = if stands == "open" { "received, id" } else { "received DESC, id DESC" };
    let rows =
        sql.rows(&format!("{COLUMNS} WHERE stands = $1 ORDER BY {order} LIMIT 500"), &values![stands])?;
    rows.iter().map(|row| Message::of(row, office)).collect()
}

/// One message with its answers, if it is there.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Message>, DbError> {
    let Some(row) = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])? else {
        return Ok(None);
    };
    let mut message = Message::of(&row, office)?;
    let find = "SELECT account.name, answer.text, answer.at FROM message_answer AS answer
                LEFT JOIN account ON account.id = answer.account WHERE answer.message = $1 ORDER BY answer.id";
    for row in sql.rows(find, &values![number(id)])? {
        let by = row.maybe_text(0)?.map(str::to_owned);
        let text = opened(office, "message_answer.text", row.bytes(1)?)?;
        message.answers.push(Answer { by, text, at: row.int(2)? });
    }
    Ok(Some(message))
}

/// Answers by letter.
///
/// # Errors
///
/// An answer that is too short or too long; a message that is not there.
pub fn answer(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    text: &str,
    by: Option<u64>,
    now: i64,
    chance: Chance,
) -> Result<(), JoinRefusal> {
    let text = sized("text", "the answer", typed::lines(text), 2, 10_000)?;
    let message = one(sql, office, id)?.ok_or(JoinRefusal::Gone)?;
    let sealed = office.secrets.seal("message_answer.text", &text, nonce(&chance[0], 0));
    let keep = "INSERT INTO message_answer (message, account, text, at) VALUES ($1, $2, $3, $4) RETURNING id";
    row_of(sql.number(keep, &values![number(id), by.map(number), sealed, now])?)?;
    sql.run("UPDATE message SET stands = 'answered', settled = $2 WHERE id = $1", &values![number(id), now])?;
    log::note(sql, by, now, "answer-message", &id.to_string())?;
    let quoted: Vec<String> =
        message.text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    let letter = Letter {
        to: Address::read(&message.address).map_err(JoinRefusal::Address)?,
        subject: format!("Your message to {}", office.sender.name),
        text: format!("Dear {},\n\n{text}\n\nYou wrote:\n\n{}", message.name, quoted.join("\n")),
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because you wrote to us at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "answer", now, chance[1])?;
    Ok(())
}

/// Closes a message that needs no answer, or opens it again.
///
/// # Errors
///
/// A message that is not there.
pub fn close(sql: &mut dyn Sql, id: u64, open: bool, by: Option<u64>, now: i64) -> Result<(), JoinRefusal> {
    let stands = if open { "open" } else { "closed" };
    let close = "UPDATE message SET stands = $2, settled = $3 WHERE id = $1";
    if sql.run(close, &values![number(id), stands, now])? != 1 {
        return Err(JoinRefusal::Gone);
    }
    log::note(sql, by, now, if open { "open-message" } else { "close-message" }, &id.to_string())?;
    Ok(())
}

/// Removes a message and its answers for good.
///
/// # Errors
///
/// A message that is not there.
pub fn remove(sql: &mut dyn Sql, id: u64, by: Option<u64>, now: i64) -> Result<(), JoinRefusal> {
    if sql.run("DELETE FROM message WHERE id = $1", &values![number(id)])? != 1 {
        return Err(JoinRefusal::Gone);
    }
    Ok(log::note(sql, by, now, "remove-message", &id.to_string())?)
}

/// How many stand how.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql) -> Result<Vec<(String, u64)>, DbError> {
    let rows = sql.rows("SELECT stands, COUNT(*) FROM message GROUP BY stands ORDER BY stands", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// Erases messages a year after the last word, with their answers.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run("DELETE FROM message WHERE COALESCE(settled, received) < $1", &values![now - KEEP])
}

/// Erases what somebody wrote, and the answers; how many messages.
///
/// # Errors
///
/// The database's.
pub fn erase_person(sql: &mut dyn Sql, person: &[u8; 32]) -> Result<u64, DbError> {
    sql.run("DELETE FROM message WHERE person = $1", &values![person.as_slice()])
}
