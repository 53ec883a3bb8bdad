//! Asks the routes of the site as a reader would, without a server.

use crate::words::words;
use web::{
    Facts,
    answer::{Answer, File, Refusal},
    query::{Query, encoded},
    routes::find,
};

fn answer(address: &str, form: Option<&str>) -> Result<Answer, Refusal> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (route, part) = find(path, form.is_some()).unwrap_or_else(|| panic!("no route for {path}"));
    let query = Query::read(form.unwrap_or(query)).unwrap().only(route.reads);
    route.ask(Facts::embedded(), part, &query)
}

fn body(answer: Answer) -> String {
    let Answer::Page(page) = answer else { panic!("not a page: {answer:?}") };
    assert!(!page.title.is_empty() && !page.description.is_empty());
    page.body.into_string()
}

/// The inside of a page.
pub fn html(address: &str) -> String {
    body(answer(address, None).unwrap_or_else(|refusal| panic!("{address}: {refusal:?}")))
}

/// The words of a page.
pub fn get(address: &str) -> String {
    words(&html(address))
}

/// Asserts that an address is refused with these words.
pub fn refused(address: &str, status: u16, says: &str) {
    let Err(refusal) = answer(address, None) else { panic!("{address} is answered") };
    let said = format!("{} {}", refusal.says, refusal.help.clone().unwrap_or_default());
    assert_eq!(refusal.status, status, "{address}");
    assert!(said.contains(says), "{address}: {said}");
    assert!(
        refusal.help.is_some() || !refusal.instead.is_empty(),
        "{address} does not say what would be right"
    );
}

fn download(answer: Result<Answer, Refusal>) -> File {
    match answer {
        Ok(Answer::File(file)) => file,
        other => panic!("not a file: {other:?}"),
    }
}

/// The name and the bytes of a download.
pub fn file(address: &str) -> (String, Vec<u8>) {
    let file = download(answer(address, None));
    (file.name, file.bytes)
}

fn rows(file: File) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.bytes.as_slice());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The rows of a table to download.
pub fn table(address: &str) -> Vec<Vec<String>> {
    rows(download(answer(address, None)))
}

/// What `/try` answers to a charter.
pub fn send(text: &str) -> Result<String, Refusal> {
    answer("/try", Some(&format!("text={}", encoded(text)))).map(body)
}

/// The table that `/try` gives of a charter.
pub fn send_for_table(text: &str) -> Result<Vec<Vec<String>>, Refusal> {
    answer("/try.csv", Some(&format!("text={}", encoded(text)))).map(|answer| rows(download(Ok(answer))))
}
