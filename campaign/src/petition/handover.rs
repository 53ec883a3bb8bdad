//! What is handed over to the addressee: counts by country, or names where the addressee's law asks for them; with what each
//! signer consented to, and never an address.

use super::{
    Petition, collected, count, number,
    sign::{CONSENT, consented},
};
use crate::{
    cell,
    db::{DbError, Sql},
    gift::day_of,
    office::Office,
    values,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A country with its signatures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Country {
    /// Its code.
    pub country: String,
    /// Those confirmed by their signers.
    pub confirmed: u64,
    /// Those collected elsewhere, which nobody confirmed here.
    pub collected: u64,
}

/// A signature as the addressee receives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Its place among all that were ever confirmed, from one; none for those collected elsewhere.
    pub number: Option<u64>,
    /// The name.
    pub name: String,
    /// The country's code.
    pub country: String,
    /// The comment, where its signer shows it with the name and no moderator hides it.
    pub comment: Option<String>,
    /// When it was confirmed, or the day that the file gave: `2026-01-31`.
    pub day: Option<String>,
    /// What its signer consented to, as they read it.
    pub consent: String,
    /// Where it comes from, for those collected elsewhere.
    pub provenance: Option<String>,
}

/// The counts by country.
///
/// # Errors
///
/// The database's.
pub fn counts(sql: &mut dyn Sql, petition: &Petition) -> Result<Vec<Country>, DbError> {
    let mut all: BTreeMap<String, (u64, u64)> = count::by_country(sql, petition)?
        .into_iter()
        .map(|(code, confirmed)| (code, (confirmed, 0)))
        .collect();
    let elsewhere = "SELECT country, COUNT(*) FROM collected_signature WHERE petition = $1 GROUP BY country";
    for row in sql.rows(elsewhere, &values![number(petition.id)])? {
        all.entry(row.text(0)?.to_owned()).or_default().1 = row.count(1)?;
    }
    Ok(all
        .into_iter()
        .map(|(country, (confirmed, collected))| Country { country, confirmed, collected })
        .collect())
}

/// Every signature with its name: those that count in the order in which they were confirmed, then those collected elsewhere.
///
/// # Errors
///
/// The database's; a name that the key does not open.
pub fn names(sql: &mut dyn Sql, office: &Office, petition: &Petition) -> Result<Vec<Signature>, DbError> {
    let open = |place: &str, kept: &[u8]| {
        let text = office.secrets.unseal(place, kept);
        text.map_err(|error| DbError::Form(format!("a name of petition `{}`: {error}", petition.name)))
    };
    let signed = "SELECT leaf, name, country, comment, shown, hidden, confirmed,
                  (SELECT wording FROM consent WHERE consent.person = signature.person AND withdrawn IS NULL
                  AND what = $2 ORDER BY consent.id DESC LIMIT 1)
                  FROM signature WHERE petition = $1 AND stands = 'signed' ORDER BY leaf";
    let mut all = Vec::new();
    for row in sql.rows(signed, &values![number(petition.id), consented(petition.id)])? {
        let public = row.text(4)? == "name" && row.int(5)? == 0;
        let comment = row.maybe_bytes(3)?.filter(|_| public);
        all.push(Signature {
            number: Some(row.count(0)? + 1),
            name: open("signature.name", row.bytes(1)?)?,
            country: row.text(2)?.to_owned(),
            comment: comment.map(|kept| open("signature.comment", kept)).transpose()?,
            day: row.maybe_int(6)?.map(day_of),
            consent: row.maybe_text(7)?.unwrap_or(CONSENT).to_owned(),
            provenance: None,
        });
    }
    let batches = collected::batches(sql, petition)?;
    let brought =
        "SELECT batch, name, country, collected FROM collected_signature WHERE petition = $1 ORDER BY id";
    for row in sql.rows(brought, &values![number(petition.id)])? {
        let batch = row.count(0)?;
        let from = batches.iter().find(|known| known.id == batch).map(|known| &known.provenance);
        all.push(Signature {
            number: None,
            name: open("collected.name", row.bytes(1)?)?,
            country: row.text(2)?.to_owned(),
            comment: None,
            day: row.maybe_text(3)?.map(str::to_owned),
            consent: from.map(|from| from.consent.clone()).unwrap_or_default(),
            provenance: from.map(|from| from.says.clone()),
        });
    }
    Ok(all)
}

/// Counts as comma-separated values.
pub fn counts_csv(all: &[Country]) -> String {
    let rows =
        all.iter().map(|row| vec![row.country.clone(), row.confirmed.to_string(), row.collected.to_string()]);
    csv(&["country", "confirmed", "collected elsewhere"], rows)
}

/// Names as comma-separated values.
pub fn names_csv(all: &[Signature]) -> String {
    let rows = all.iter().map(|row| {
        let number = row.number.map(|number| number.to_string());
        [number, Some(row.name.clone()), Some(row.country.clone()), row.comment.clone(), row.day.clone()]
            .into_iter()
            .chain([Some(row.consent.clone()), row.provenance.clone()])
            .map(Option::unwrap_or_default)
            .collect()
    });
    csv(&["number", "name", "country", "comment", "date", "consent", "provenance"], rows)
}

/// The table as text. What a spreadsheet would compute stands behind an apostrophe, so that it is read and not run.
fn csv(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    for row in std::iter::once(head).chain(rows) {
        // INVARIANT: writing to memory does not fail, and every row has as many fields as the head.
        let _ = writer.write_record(row.iter().map(|field| cell::safe(field)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signature(name: &str) -> Signature {
        Signature {
            number: Some(1),
            name: name.to_owned(),
            country: "NOR".into(),
            comment: Some("a, \"b\"\nc".into()),
            day: None,
            consent: "yes".into(),
            provenance: None,
        }
    }

    #[test]
    fn no_field_is_a_formula() {
        for evil in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|cmd", "=HYPERLINK(\"x\")"]
        {
            let text = names_csv(&[signature(evil)]);
            let mut read = csv::Reader::from_reader(text.as_bytes());
            let row = read.records().next().unwrap().unwrap();
            assert_eq!(&row[1], format!("'{evil}"), "{evil:?}");
        }
        assert!(names_csv(&[signature("Ann O'Hara-Lee")]).contains("Ann O'Hara-Lee"));
    }

    #[test]
    fn a_table_keeps_commas_quotes_and_lines() {
        let text = names_csv(&[signature("Ann")]);
        assert_eq!(
            text,
            "number,name,country,comment,date,consent,provenance\n1,Ann,NOR,\"a, \"\"b\"\"\nc\",,yes,\n"
        );
        let counts = [Country { country: "NOR".into(), confirmed: 2, collected: 1 }];
        assert_eq!(counts_csv(&counts), "country,confirmed,collected elsewhere\nNOR,2,1\n");
    }

    proptest! {
        #[test]
        fn every_field_reads_back_behind_at_most_an_apostrophe(name in "\\PC{0,30}") {
            let text = names_csv(&[signature(&name)]);
            let mut read = csv::Reader::from_reader(text.as_bytes());
            let row = read.records().next().unwrap().unwrap();
            prop_assert_eq!(row[1].strip_prefix('\'').filter(|rest| *rest == name).unwrap_or(&row[1]), name.as_str());
            prop_assert!(!row[1].starts_with(['=', '+', '-', '@']));
        }
    }
}
