//! How many signatures a second the site acknowledges over HTTP, each after it would survive a loss of power, while readers open
//! pages: an open loop of both at fixed rates, on the same machine and cores as the server. Loopback only.
//!
//! `cargo bench -p web --bench petition -- --rate 5000 --seconds 10 --folder DIR` prints a Markdown table; `--pages 100` says how
//! many pages a second are read beside. It fails where a signature is not acknowledged, is not in the tables afterwards, or the
//! 99th percentile of pages passes 50 ms.

mod visitors;

use campaign::{
    db::DbError,
    office::Office,
    petition::{
        self,
        policy::{self, Guard, Policy},
    },
    secret::Secrets,
};
use std::{
    path::Path,
    process::ExitCode,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};
use visitors::{Load, Sample, press};
use web::{Facts, Listener, Site, campaign::Campaign};

/// Connections held open by signers, and by readers.
const SIGNERS: u32 = 256;
const READERS: u32 = 16;
/// What a page may take in 99 of 100 cases.
const BAR: Duration = Duration::from_millis(50);
/// What readers open, in turn.
const PAGES: [&str; 4] = ["/petition/charter", "/coalition", "/", "/states/norway"];
const COUNTRIES: [&str; 12] =
    ["NOR", "DEU", "FRA", "ITA", "ESP", "POL", "NLD", "SWE", "GBR", "USA", "JPN", "AUS"];

struct Choice {
    rate: u32,
    pages: u32,
    seconds: u32,
    folder: Option<String>,
}

fn main() -> ExitCode {
    match arguments(std::env::args().skip(1)).and_then(|choice| measure(&choice)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(says) => {
            eprintln!("error: {says}");
            ExitCode::from(2)
        }
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Choice, String> {
    let mut choice = Choice { rate: 5_000, pages: 100, seconds: 10, folder: None };
    while let Some(name) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("`{name}` takes a value"));
        let number = |text: String| text.parse().map_err(|_| format!("`{name}` takes a number"));
        match name.as_str() {
            "--rate" => choice.rate = number(value()?)?,
            "--pages" => choice.pages = number(value()?)?,
            "--seconds" => choice.seconds = number(value()?)?,
            "--folder" => choice.folder = Some(value()?),
            "--bench" => {}
            _ => return Err(format!("`{name}` is not known")),
        }
    }
    Ok(choice)
}

fn measure(choice: &Choice) -> Result<bool, String> {
    let words = |error: std::io::Error| error.to_string();
    let folder = match &choice.folder {
        Some(folder) => tempfile::tempdir_in(folder),
        None => tempfile::tempdir(),
    };
    let folder = folder.map_err(words)?;
    let campaign = campaign(&folder.path().join("campaign.sqlite"))?;
    // Without the guard: so many at once from one country would ask for a proof of work.
    let unguarded = campaign.db.write(|sql| {
        let Some(petition) = petition::named(sql, "charter")? else { return Ok::<_, DbError>(()) };
        policy::set(sql, &petition, &Policy { guard: Guard::Off, ..Policy::default() })
    });
    unguarded.map_err(|error| error.to_string())?;
    let port = serve(Arc::clone(&campaign))?;
    let kept = || campaign.db.read::<_, DbError>(|sql| sql.number("SELECT COUNT(*) FROM signature", &[]));
    let before = kept().map_err(|error| error.to_string())?;
    println!(
        "{} signatures/s over {SIGNERS} connections, {} pages/s over {READERS}, {} s, open loop\n",
        choice.rate, choice.pages, choice.seconds
    );
    let signers = Load { connections: SIGNERS, rate: choice.rate, seconds: choice.seconds, request: form };
    let readers = Load { connections: READERS, rate: choice.pages, seconds: choice.seconds, request: page };
    let ([signed, read], took) = press(port, [signers, readers]).map_err(words)?;
    let after = kept().map_err(|error| error.to_string())?;
    println!(
        "| what | asked | answered | a second | p50 ms | p99 ms | p99.9 ms | longest ms |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    );
    let well = [row("signatures", &signed, took), row("pages", &read, took)];
    let kept = u64::try_from(after - before).unwrap_or(0);
    let acknowledged = signed.iter().filter(|sample| sample.1).count() as u64;
    println!("\n{kept} signatures are in the tables, {acknowledged} were acknowledged");
    Ok(well == [true, true] && kept == acknowledged && quantile(&read, 990) <= BAR)
}

/// The sample, with addresses and comments sealed as a campaign of one's own has them.
fn campaign(file: &Path) -> Result<Arc<Campaign>, String> {
    let sample = Campaign::sample(file)?;
    let office = Office {
        secrets: Secrets::new(&[7; 32], Some(&[8; 32])),
        sender: sample.office().sender.clone(),
        origin: sample.office().origin.clone(),
    };
    sample.move_to(office);
    Ok(Arc::new(sample))
}

fn serve(campaign: Arc<Campaign>) -> Result<u16, String> {
    let (sender, port) = mpsc::channel();
    thread::spawn(move || {
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return sender.send(Err(error.to_string())).unwrap_or_default(),
        };
        runtime.block_on(async {
            let ready = async {
                let listener = Listener::bind(0).await.map_err(|error| error.to_string())?;
                let facts = Facts::demonstration().with_campaign(Some(campaign));
                Ok::<_, String>((listener, Site::new(facts).map_err(|error| error.to_string())?))
            };
            match ready.await {
                Ok((listener, site)) => {
                    site.warm(listener.port()).await;
                    let _ = sender.send(Ok(listener.port()));
                    listener.serve(site, std::future::pending()).await;
                }
                Err(error) => sender.send(Err(error)).unwrap_or_default(),
            }
        });
    });
    port.recv().map_err(|error| error.to_string())?
}

/// A signature as a browser sends it, through a server in front that names the visitor's network.
fn form(port: u16, number: u32) -> Vec<u8> {
    let country = COUNTRIES[number as usize % COUNTRIES.len()];
    let comment = if number.is_multiple_of(4) { "Law+binds%2C+and+protects." } else { "" };
    let body = format!(
        "name=Ann+Example&email=signer{number}%40example.org&country={country}&shown=name&consent=yes&comment={comment}"
    );
    let network = number / 50;
    format!(
        "POST /petition/charter HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\nOrigin: http://localhost:{port}\r\n\
         Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 10.{}.{}.{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        network >> 16 & 255,
        network >> 8 & 255,
        network & 255,
        body.len()
    )
    .into_bytes()
}

fn page(port: u16, number: u32) -> Vec<u8> {
    let path = PAGES[number as usize % PAGES.len()];
    format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n\r\n").into_bytes()
}

/// Prints a row of the table; whether everything was answered.
fn row(what: &str, samples: &[Sample], took: Duration) -> bool {
    let answered = samples.iter().filter(|sample| sample.1).count();
    let rate = answered as u128 * 1000 / took.as_millis().max(1);
    let [p50, p99, p999, most] =
        [500, 990, 999, 1000].map(|permille| quantile(samples, permille).as_secs_f64() * 1000.0);
    println!(
        "| {what} | {} | {answered} | {rate} | {p50:.1} | {p99:.1} | {p999:.1} | {most:.1} |",
        samples.len()
    );
    answered == samples.len()
}

fn quantile(samples: &[Sample], permille: usize) -> Duration {
    let rank = (samples.len() * permille).div_ceil(1000);
    samples.get(rank.saturating_sub(1)).map(|sample| sample.0).unwrap_or_default()
}
