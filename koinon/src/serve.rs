//! `koinon serve`: the site on this machine.

use crate::{
    campaign::{self, Demonstration, Postman},
    institution, load,
    output::{fail, print, warn},
};
use ::record::home::Home;
use clap::Args;
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use web::{Facts, Listener, Site, campaign::Campaign, institution::Live};
use world::World;

/// Serve the site at http://localhost:8080, on this machine only
///
/// It shows the community in the folder of -C as it stands, and every act as it is recorded; without -C the one in the
/// user's data directory, or, where there is none, the demonstration year. A campaign in the folder (see `koinon campaign`)
/// is shown beside it, and its letters are carried.
#[derive(Args)]
#[command(after_help = "Examples:\n  koinon serve\n  koinon -C wsc serve --port 8081")]
pub struct ServeArgs {
    /// The port to listen on, at 127.0.0.1 and ::1
    #[arg(long, value_name = "N", default_value_t = PORT)]
    port: u16,
}

const PORT: u16 = 8080;

impl Default for ServeArgs {
    fn default() -> Self {
        Self { port: PORT }
    }
}

/// Runs `koinon serve` until Ctrl-C or a request to end.
pub fn run(args: ServeArgs, folder: Option<PathBuf>) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(format!("the server cannot start: {error}"), None),
    };
    // The campaign's connections end here: those of PostgreSQL may not end on a thread of the runtime.
    let ended = runtime.block_on(serve(args.port, folder));
    ended.map_or_else(|code| code, |_campaign| ExitCode::SUCCESS)
}

async fn serve(port: u16, folder: Option<PathBuf>) -> Result<Option<Arc<Campaign>>, ExitCode> {
    // The socket first: whoever cannot listen need not load the world.
    let listener = Listener::bind(port).await.map_err(|error| {
        let help = match error.error.kind() {
            ErrorKind::AddrInUse => {
                Some(format!("choose another: koinon serve --port {}", port.wrapping_add(1).max(1024)))
            }
            ErrorKind::PermissionDenied => {
                Some("choose a port from 1024 on: koinon serve --port 8080".to_owned())
            }
            _ => None,
        };
        fail(&error, help.as_deref())
    })?;
    let world = load::world()?;
    let folder = folder.or_else(|| world::user_data::directory().filter(|folder| campaign::is_there(folder)));
    let port = listener.port();
    let (demonstration, campaign, postman) = tokio::task::block_in_place(|| {
        let demonstration = demonstration(folder.as_deref(), port)?;
        let shown = folder.as_deref().or(demonstration.as_ref().map(Demonstration::folder));
        let (campaign, postman) = shown.map_or(Ok((None, None)), |folder| with_campaign(folder, port))?;
        Ok::<_, ExitCode>((demonstration, campaign, postman))
    })?;
    let live = live(world, folder)?;
    let site = Site::new(Facts::new(world, live).with_campaign(campaign.clone()))
        .map_err(|error| fail(format!("the server cannot start: {error}"), None))?;
    let stop =
        stop().map_err(|error| fail(format!("the server cannot listen for signals: {error}"), None))?;
    print(&format!("Koinon is at {}\n", listener.address()), 0);
    warn("Ctrl-C ends it");
    let warmed = Arc::clone(&site);
    tokio::spawn(async move { warmed.warm(port).await });
    listener.serve(site, stop).await;
    if let Some(postman) = postman {
        let dismissed = tokio::task::spawn_blocking(|| postman.dismiss());
        let _ = dismissed.await;
    }
    drop(demonstration);
    Ok(campaign)
}

/// The demonstration of a campaign, where neither a folder is named nor a community is the user's own.
fn demonstration(folder: Option<&Path>, port: u16) -> Result<Option<Demonstration>, ExitCode> {
    if folder.is_some() || world::user_data::directory().is_some_and(|folder| holds_community(&folder)) {
        return Ok(None);
    }
    let demonstration = Demonstration::begin(port)?;
    warn(
        "note: the Coalition that is shown is a sample, and goes with the server; begin your own: koinon -C DIR campaign init",
    );
    Ok(Some(demonstration))
}

/// Is there a record in the folder?
fn holds_community(folder: &Path) -> bool {
    ["record.sqlite", "record.url"].iter().any(|file| folder.join(file).exists())
}

/// The campaign in the folder, if there is one, with the postman on his way.
fn with_campaign(folder: &Path, port: u16) -> Result<(Option<Arc<Campaign>>, Option<Postman>), ExitCode> {
    if !campaign::is_there(folder) {
        return Ok((None, None));
    }
    let campaign::Opened { db, settings, office } = campaign::open(folder)?;
    if let Some(link) = campaign::first(&db, &office, folder)? {
        // The token opens the same door under the name that is set and on this machine.
        let (_, token) = link.rsplit_once('/').unwrap_or_default();
        let here = format!("http://localhost:{port}/sign-in/{token}");
        warn(format!("nobody has signed in yet; within a day, once: {link}"));
        if here != link {
            warn(format!("on this machine: {here}"));
        }
    }
    let campaign = Campaign::new(db, office).with_outbox(campaign::outbox(folder));
    let campaign = Arc::new(campaign.with_cards(campaign::cards::way()));
    campaign::cards::watch(Arc::clone(&campaign));
    let postman = Postman::start(Arc::clone(&campaign), &settings, &campaign::outbox(folder));
    let postman = postman.map_err(|error| fail(&error, Some(error.help())))?;
    if postman.is_none() {
        warn("note: the system gives no thread: no letter is carried");
    }
    Ok((Some(campaign), postman))
}

/// The institution to show: the one in the folder, or the demonstration.
fn live(world: &World, folder: Option<PathBuf>) -> Result<Arc<Live>, ExitCode> {
    let there = |folder: &PathBuf| holds_community(folder);
    let named = folder.as_ref().is_some_and(|folder| !campaign::is_there(folder));
    let folder = folder
        .filter(|folder| named || there(folder))
        .or_else(|| world::user_data::directory().filter(there));
    let Some(folder) = folder else {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)
            .map_err(|error| fail(format!("the system gives no randomness: {error}"), None))?;
        return Ok(Arc::new(Live::demonstration(world, seed)));
    };
    if named && !there(&folder) {
        let says = format!("`{}` holds no community", folder.display());
        return Err(fail(says, Some("begin one with `koinon init`, or name its folder: -C DIR")));
    }
    let live = institution::follow(Home::new(&folder))
        .map_err(|error| fail(format!("`{}`: {error}", folder.display()), Some(&error.help())))?;
    if let Some(why) = &live.now().trouble {
        warn(format!("note: the record in `{}` is not shown: {why}", folder.display()));
    }
    Ok(live)
}

/// Ends with Ctrl-C or, where the system has it, SIGTERM.
#[cfg(unix)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends with Ctrl-C.
#[cfg(not(unix))]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
