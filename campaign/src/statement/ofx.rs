//! Open Financial Exchange: version 1 is SGML whose simple elements are not closed, version 2 is XML. Both are read by their
//! tags alone.

use super::{Payment, StatementError, amount, day};

pub(super) fn read(text: &str) -> Result<Vec<Payment>, StatementError> {
    if !text.contains("<OFX>") {
        return Err(StatementError::new(None, "it has no <OFX>, with which such a statement begins"));
    }
    let currency = value(text, "CURDEF").filter(|code| code.len() == 3);
    let mut payments = Vec::new();
    for (number, booking) in (1..).zip(text.split("<STMTTRN>").skip(1)) {
        let booking = booking.split("</STMTTRN>").next().unwrap_or_default();
        let must = |tag: &str| {
            value(booking, tag)
                .ok_or_else(|| StatementError::new(number, format!("the booking has no <{tag}>")))
        };
        let (posted, paid) = (must("DTPOSTED")?, must("TRNAMT")?);
        payments.push(Payment {
            day: day(&posted).ok_or_else(|| StatementError::new(number, format!("`{posted}` is no day")))?,
            amount: amount(&paid)
                .ok_or_else(|| StatementError::new(number, format!("`{paid}` is no amount")))?,
            currency: currency.clone(),
            payer: value(booking, "NAME").unwrap_or_default(),
            text: [value(booking, "MEMO"), value(booking, "CHECKNUM"), value(booking, "REFNUM")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            bank_id: value(booking, "FITID"),
        });
    }
    Ok(payments)
}

/// What stands after a tag, until the next tag or the end of the line.
fn value(text: &str, tag: &str) -> Option<String> {
    let rest = text.split(&format!("<{tag}>")).nth(1)?;
    let value = rest.split(['<', '\r', '\n']).next().unwrap_or_default().trim();
    let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_read() {
        let sgml = "OFXHEADER:100\r\n<OFX><BANKMSGSRSV1><CURDEF>USD<BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT\r\n<DTPOSTED>20261124120000\
                    \r\n<TRNAMT>50.00\r\n<FITID>77\r\n<NAME>LEE & CO\r\n<MEMO>RF18 X\r\n</STMTTRN></BANKTRANLIST></OFX>";
        let xml = "<?xml version=\"1.0\"?><OFX><CURDEF>USD</CURDEF><STMTTRN><DTPOSTED>20261124</DTPOSTED><TRNAMT>50.00</TRNAMT>\
                   <FITID>77</FITID><NAME>LEE &amp; CO</NAME><MEMO>RF18 X</MEMO></STMTTRN></OFX>";
        for text in [sgml, xml] {
            let payments = read(text).unwrap();
            assert_eq!(payments.len(), 1);
            let one = &payments[0];
            assert_eq!(
                (one.day.as_str(), one.amount, one.currency.as_deref()),
                ("2026-11-24", 5_000, Some("USD"))
            );
            assert_eq!(
                (one.payer.as_str(), one.text.as_str(), one.bank_id.as_deref()),
                ("LEE & CO", "RF18 X", Some("77"))
            );
        }
        let lacking = read("<OFX><STMTTRN><DTPOSTED>20261124</STMTTRN></OFX>").unwrap_err();
        assert_eq!(lacking.to_string(), "the statement cannot be read at 1: the booking has no <TRNAMT>");
    }
}
