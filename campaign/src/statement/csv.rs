//! Statements as tables: a header names the columns, in whichever of three separators.

use super::{Payment, StatementError, amount, day_in};

/// Which column says what, by its header, in any case. What is not named is looked for among the usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The day.
    pub day: Option<String>,
    /// The amount, signed.
    pub amount: Option<String>,
    /// Who paid.
    pub payer: Option<String>,
    /// What they wrote. Unnamed, every column counts whose header says that it tells what a payment is for.
    pub text: Option<String>,
    /// What the bank calls the booking.
    pub bank_id: Option<String>,
    /// Does the month stand before the day, as in the United States?
    pub month_first: bool,
}

const DAY: &[&str] =
    &["date", "booking date", "transaction date", "buchungstag", "date de valeur", "posted date"];
const AMOUNT: &[&str] = &["amount", "betrag", "montant", "amount (usd)", "amount (aud)", "value"];
/// Where what came in and what went out have a column each.
const CREDIT: &[&str] = &["credit", "credit amount", "amount in", "paid in", "money in"];
const DEBIT: &[&str] = &["debit", "debit amount", "amount out", "paid out", "money out"];
const PAYER: &[&str] =
    &["payer", "name", "counterparty", "beguenstigter/zahlungspflichtiger", "payee", "from"];
/// Words of headers that tell what a payment is for. Banks part it among several columns, and any may hold a pledge's reference.
const TEXT: &[&str] = &[
    "description",
    "reference",
    "ref",
    "memo",
    "details",
    "purpose",
    "narrative",
    "particulars",
    "remittance",
    "message",
    "note",
    "notes",
    "text",
    "verwendungszweck",
    "buchungstext",
    "kundenreferenz",
    "communication",
    "motif",
];
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
            let has: String = headers.iter().collect::<Vec<_>>().join(", ").chars().take(200).collect();
            StatementError::new(1, format!("no column says {what}; the columns are: {has}"))
        })
    };
    let day_at = must(&columns.day, DAY, "the day")?;
    let apart = (find(&None, CREDIT), find(&None, DEBIT));
    let amount_at = match (find(&columns.amount, AMOUNT), apart) {
        (None, (Some(_), Some(_))) if columns.amount.is_none() => None,
        _ => Some(must(&columns.amount, AMOUNT, "the amount")?),
    };
    let (payer_at, id_at) = (find(&columns.payer, PAYER), find(&columns.bank_id, BANK_ID));
    let elsewhere = [Some(day_at), amount_at, apart.0, apart.1, payer_at, id_at];
    let texts_at: Vec<usize> = match &columns.text {
        Some(_) => find(&columns.text, &[]).into_iter().collect(),
        None => (0..)
            .zip(&names)
            .filter(|(at, _)| !elsewhere.contains(&Some(*at)))
            .filter(says_what)
            .map(|(at, _)| at)
            .collect(),
    };
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
        let given_day = cell(Some(day_at));
        let (given_amount, went_out) = match (cell(apart.0), cell(apart.1)) {
            _ if amount_at.is_some() => (cell(amount_at), false),
            (credit, debit) if debit.is_empty() => (credit, false),
            (credit, debit) if credit.is_empty() => (debit, true),
            (credit, debit) => (format!("{credit} and {debit}"), false),
        };
        let wrong = || StatementError::new(line, format!("`{given_amount}` is no amount, such as 12.50"));
        let units = amount(&given_amount).ok_or_else(wrong)?;
        payments.push(Payment {
            day: day_in(&given_day, columns.month_first).ok_or_else(|| {
                let such = if columns.month_first { "11/24/2026" } else { "24/11/2026" };
                let says = match given_day.as_str() {
                    "" => format!("the day is missing, such as 2026-11-24 or {such}"),
                    _ => format!("`{given_day}` is no day, such as 2026-11-24 or {such}"),
                };
                StatementError::new(line, says)
            })?,
            // A column of what went out has some banks' minus and not others'.
            amount: if went_out { -units.abs() } else { units },
            currency: None,
            payer: cell(payer_at),
            text: joined(texts_at.iter().map(|at| cell(Some(*at)))),
            bank_id: Some(cell(id_at)).filter(|id| !id.is_empty()),
        });
    }
    Ok(payments)
}

/// Does the header of a column say that it tells what a payment is for?
fn says_what((_, name): &(usize, &String)) -> bool {
    name.split(|sign: char| !sign.is_alphanumeric()).any(|word| TEXT.contains(&word))
}

/// Texts in one, each once: some banks write the same into two columns.
fn joined(texts: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        if !text.is_empty() && !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(" ")
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
        let apart =
            "Date,Description,Debit,Credit\n11/24/2026,A,,5.00\n11/25/2026,B,2.00,\n11/25/2026,C,-3.00,\n";
        let payments = read(apart, &Columns { month_first: true, ..Columns::default() }).unwrap();
        let amounts: Vec<i64> = payments.iter().map(|one| one.amount).collect();
        assert_eq!((amounts, payments[0].day.as_str()), (vec![500, -200, -300], "2026-11-24"));
        assert!(read("Date,Debit,Credit\n2026-01-01,1,1\n", &Columns::default()).is_err());
        let named = Columns { amount: Some("Credit".into()), day: Some("when".into()), ..Columns::default() };
        assert_eq!(read("When\tCredit\n2026-01-02\t3\n", &named).unwrap()[0].amount, 300);
    }

    #[test]
    fn every_column_that_says_what_a_payment_is_for_is_read() {
        let text = |header: &str, cells: &str| {
            let table = format!("Date,{header}\n10/05/2026,{cells}\n");
            read(&table, &Columns::default()).unwrap().remove(0).text
        };
        for name in [
            "Reference",
            "Ref",
            "Ref.",
            "Memo",
            "Payment reference",
            "PAYMENT_REFERENCE",
            "Details",
            "Purpose",
        ] {
            let found = text(&format!("Description,Amount,{name}"), "WIRE FROM ANN GIVER,100.00,G00000018");
            assert_eq!(found, "WIRE FROM ANN GIVER G00000018", "{name}");
            let found = text(&format!("{name},Amount,Description"), "G00000018,100.00,WIRE");
            assert_eq!(found, "G00000018 WIRE", "{name}");
        }
        assert_eq!(
            text("Amount,Description,Memo,Details", "1,gift,gift,"),
            "gift",
            "each once, and none that is empty"
        );
        assert_eq!(
            text("Amount,Name,Bank reference,Balance,Text", "1,Ann,B7,900,gift"),
            "gift",
            "and nothing else"
        );
        let named = Columns { text: Some("Memo".into()), ..Columns::default() };
        assert_eq!(
            read("Date,Amount,Text,Memo\n2026-01-01,1,a,b\n", &named).unwrap()[0].text,
            "b",
            "what is named counts alone"
        );
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        let says = |text: &str| read(text, &Columns::default()).unwrap_err().to_string();
        insta::assert_snapshot!(says("a,b\n1,2\n"), @"the statement cannot be read at 1: no column says the day; the columns are: a, b");
        insta::assert_snapshot!(says("date,amount\n2026-01-01,1\n2026-02-30,1\n"), @"the statement cannot be read at 3: `2026-02-30` is no day, such as 2026-11-24 or 24/11/2026");
        insta::assert_snapshot!(says("date,amount\n,1\n"), @"the statement cannot be read at 2: the day is missing, such as 2026-11-24 or 24/11/2026");
        insta::assert_snapshot!(says("date,amount\n2026-01-01,one\n"), @"the statement cannot be read at 2: `one` is no amount, such as 12.50");
    }
}
