//! Statements as tables: a header names the columns, in whichever of three separators.

use super::{Payment, StatementError, amount, day};

/// Which column says what, by its header, in any case. What is not named is looked for among the usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The day.
    pub day: Option<String>,
    /// The amount, signed.
    pub amount: Option<String>,
    /// Who paid.
    pub payer: Option<String>,
    /// What they wrote.
    pub text: Option<String>,
    /// What the bank calls the booking.
    pub bank_id: Option<String>,
}

const DAY: &[&str] =
    &["date", "booking date", "transaction date", "buchungstag", "date de valeur", "posted date"];
const AMOUNT: &[&str] = &["amount", "betrag", "montant", "amount (usd)", "amount (aud)", "value"];
const PAYER: &[&str] =
    &["payer", "name", "counterparty", "beguenstigter/zahlungspflichtiger", "payee", "from"];
const TEXT: &[&str] =
    &["description", "reference", "verwendungszweck", "details", "memo", "narrative", "text"];
const BANK_ID: &[&str] = &["id", "transaction id", "bank reference", "fitid"];

pub(super) fn read(text: &str, columns: &Columns) -> Result<Vec<Payment>, StatementError> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let separator = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|separator| (head.bytes().filter(|byte| byte == separator).count(), *separator == b','));
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| StatementError::new(1, error.to_string()))?.clone();
    let names: Vec<String> = headers.iter().map(|name| name.trim().to_lowercase()).collect();
    let find = |given: &Option<String>, usual: &[&str]| match given {
        Some(name) => names.iter().position(|found| *found == name.trim().to_lowercase()),
        None => usual.iter().find_map(|usual| names.iter().position(|found| found == usual)),
    };
    let must = |given: &Option<String>, usual: &[&str], what: &str| {
        find(given, usual).ok_or_else(|| {
            let has = headers.iter().collect::<Vec<_>>().join(", ");
            StatementError::new(1, format!("no column says {what}; the columns are: {has}"))
        })
    };
    let (day_at, amount_at) =
        (must(&columns.day, DAY, "the day")?, must(&columns.amount, AMOUNT, "the amount")?);
    let (payer_at, text_at) = (find(&columns.payer, PAYER), find(&columns.text, TEXT));
    let id_at = find(&columns.bank_id, BANK_ID);
    let mut payments = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().and_then(|at| usize::try_from(at.line()).ok());
            StatementError::new(line, error.to_string())
        })?;
        let line = row.position().and_then(|at| usize::try_from(at.line()).ok());
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().trim().to_owned();
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (given_day, given_amount) = (cell(Some(day_at)), cell(Some(amount_at)));
        payments.push(Payment {
            day: day(&given_day).ok_or_else(|| {
                StatementError::new(line, format!("`{given_day}` is no day, such as 2026-11-24"))
            })?,
            amount: amount(&given_amount).ok_or_else(|| {
                StatementError::new(line, format!("`{given_amount}` is no amount, such as 12.50"))
            })?,
            currency: None,
            payer: cell(payer_at),
            text: cell(text_at),
            bank_id: Some(cell(id_at)).filter(|id| !id.is_empty()),
        });
    }
    Ok(payments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_by_their_headers() {
        let english = "Date,Amount,Description,Name\n2026-11-24,\"1,250.00\",RF18 X,\"Lee, Ann\"\n\n";
        let german = "Buchungstag;Betrag;Verwendungszweck;Beguenstigter/Zahlungspflichtiger\n24.11.2026;1.250,00;RF18 X;Lee, Ann\n";
        for text in [english, german] {
            let payments = read(text, &Columns::default()).unwrap();
            assert_eq!(payments.len(), 1);
            assert_eq!((payments[0].day.as_str(), payments[0].amount), ("2026-11-24", 125_000));
            assert_eq!((payments[0].text.as_str(), payments[0].payer.as_str()), ("RF18 X", "Lee, Ann"));
        }
        let named = Columns { amount: Some("Credit".into()), day: Some("when".into()), ..Columns::default() };
        assert_eq!(read("When\tCredit\n2026-01-02\t3\n", &named).unwrap()[0].amount, 300);
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        let says = |text: &str| read(text, &Columns::default()).unwrap_err().to_string();
        insta::assert_snapshot!(says("a,b\n1,2\n"), @"the statement cannot be read at 1: no column says the day; the columns are: a, b");
        insta::assert_snapshot!(says("date,amount\n2026-01-01,1\n2026-02-30,1\n"), @"the statement cannot be read at 3: `2026-02-30` is no day, such as 2026-11-24");
        insta::assert_snapshot!(says("date,amount\n2026-01-01,one\n"), @"the statement cannot be read at 2: `one` is no amount, such as 12.50");
    }
}
