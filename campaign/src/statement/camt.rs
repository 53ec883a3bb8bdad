//! ISO 20022 camt.053, the statement of European banks.

use super::{Payment, StatementError, amount, day};
use quick_xml::{Reader, events::Event, name::QName};

/// A booking while it is read.
#[derive(Default)]
struct Booking {
    day: Option<String>,
    amount: Option<i64>,
    currency: Option<String>,
    out: bool,
    /// It is not booked yet: the bank only announces it.
    pending: bool,
    payers: Vec<String>,
    texts: Vec<String>,
    bank_id: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Vec<Payment>, StatementError> {
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut booking: Option<Booking> = None;
    let mut payments = Vec::new();
    let mut found = false;
    // Text comes in pieces where signs are written as `&amp;`.
    let mut pending = String::new();
    loop {
        let wrong = |says: String| StatementError::new(payments.len() + 1, says);
        match reader.read_event().map_err(|error| wrong(error.to_string()))? {
            Event::Start(tag) => {
                pending.clear();
                let name = local(tag.name());
                found |= name == "BkToCstmrStmt";
                if name == "Ntry" {
                    booking = Some(Booking::default());
                }
                if let (Some(booking), "Amt", Some("Ntry")) =
                    (&mut booking, name.as_str(), path.last().map(String::as_str))
                {
                    let currency = tag.attributes().flatten().find(|pair| pair.key.as_ref() == "Ccy");
                    booking.currency = currency.map(|pair| pair.value.into_owned());
                }
                if path.len() > 64 {
                    return Err(wrong("it is nested deeper than any statement".to_owned()));
                }
                path.push(name);
            }
            Event::Text(part) => pending.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => {
                let sign = quick_xml::escape::unescape(&format!("&{};", &*name))
                    .map_err(|error| wrong(error.to_string()))?
                    .into_owned();
                pending.push_str(&sign);
            }
            Event::End(tag) => {
                if let Some(booking) = &mut booking {
                    take(booking, &path, pending.trim()).map_err(wrong)?;
                }
                pending.clear();
                if local(tag.name()) == "Ntry"
                    && let Some(booking) = booking.take()
                    && !booking.pending
                {
                    payments.push(done(booking).map_err(wrong)?);
                }
                path.pop();
            }
            Event::DocType(_) => {
                return Err(wrong("it has a document type, which no statement has".to_owned()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match found {
        true => Ok(payments),
        false => {
            Err(StatementError::new(None, "it has no <BkToCstmrStmt>, with which such a statement begins"))
        }
    }
}

/// A text within a booking, by where it stands.
fn take(booking: &mut Booking, path: &[String], part: &str) -> Result<(), String> {
    if part.is_empty() {
        return Ok(());
    }
    let place: Vec<&str> = path.iter().rev().take(3).map(String::as_str).collect();
    match place.as_slice() {
        ["Amt", "Ntry", ..] => {
            booking.amount = Some(amount(part).ok_or_else(|| format!("`{part}` is no amount"))?);
        }
        ["CdtDbtInd", "Ntry", ..] => booking.out = part == "DBIT",
        ["Sts", "Ntry", ..] | ["Cd", "Sts", "Ntry"] => booking.pending = part != "BOOK",
        ["Dt" | "DtTm", "BookgDt", ..] => {
            booking.day = Some(day(part).ok_or_else(|| format!("`{part}` is no day"))?);
        }
        ["AcctSvcrRef", "Ntry", ..] => booking.bank_id = Some(part.to_owned()),
        ["Nm", "Dbtr", ..] | ["Nm", "Pty", "Dbtr"] => booking.payers.push(part.to_owned()),
        ["Ustrd" | "Ref" | "EndToEndId", ..] if part != "NOTPROVIDED" => booking.texts.push(part.to_owned()),
        _ => {}
    }
    Ok(())
}

fn done(booking: Booking) -> Result<Payment, String> {
    let amount = booking.amount.ok_or("the booking has no amount")?;
    Ok(Payment {
        day: booking.day.ok_or("the booking has no day")?,
        amount: if booking.out { -amount } else { amount },
        currency: booking.currency,
        payer: booking.payers.join(", "),
        text: booking.texts.join(" "),
        bank_id: booking.bank_id,
    })
}

fn local(name: QName<'_>) -> String {
    name.local_name().as_ref().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_read() {
        let text = "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>\
            <Ntry><Amt Ccy=\"EUR\">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-24</Dt></BookgDt>\
            <AcctSvcrRef>B1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>\
            <RltdPties><Dbtr><Pty><Nm>Lee &amp; Co</Nm></Pty></Dbtr></RltdPties>\
            <RmtInf><Strd><CdtrRefInf><Ref>RF18X</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>\
            <Ntry><Amt Ccy=\"EUR\">7</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><DtTm>2026-11-25T10:00:00</DtTm></BookgDt></Ntry>\
            <Ntry><Amt Ccy=\"EUR\">9</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-11-26</Dt></BookgDt></Ntry>\
            </Stmt></BkToCstmrStmt></Document>";
        let payments = read(text).unwrap();
        assert_eq!(payments.len(), 2);
        assert_eq!((payments[0].amount, payments[1].amount), (5_000, -700));
        assert_eq!((payments[0].payer.as_str(), payments[0].text.as_str()), ("Lee & Co", "RF18X"));
        assert_eq!(payments[0].currency.as_deref(), Some("EUR"));
        assert_eq!(payments[1].day, "2026-11-25");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let says = |text: &str| read(text).unwrap_err().to_string();
        insta::assert_snapshot!(says("<a></a>"), @"the statement cannot be read: it has no <BkToCstmrStmt>, with which such a statement begins");
        insta::assert_snapshot!(says("<BkToCstmrStmt><Ntry><Amt>x</Amt></Ntry></BkToCstmrStmt>"), @"the statement cannot be read at 1: `x` is no amount");
        insta::assert_snapshot!(says("<BkToCstmrStmt><Ntry></Ntry></BkToCstmrStmt>"), @"the statement cannot be read at 1: the booking has no amount");
        insta::assert_snapshot!(says("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>"), @"the statement cannot be read at 1: it has a document type, which no statement has");
    }
}
