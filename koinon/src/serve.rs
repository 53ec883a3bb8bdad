//! `koinon serve`: the site on this machine.

use crate::{
    load,
    output::{fail, print, warn},
};
use clap::Args;
use std::{io::ErrorKind, process::ExitCode, sync::Arc};
use web::{Facts, Listener, Site};

/// Serve the site at http://localhost:8080, on this machine only
#[derive(Args)]
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
pub fn run(args: ServeArgs) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(format!("the server cannot start: {error}"), None),
    };
    runtime.block_on(serve(args.port)).unwrap_or_else(|code| code)
}

async fn serve(port: u16) -> Result<ExitCode, ExitCode> {
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
    let site = Site::new(Facts::new(world))
        .map_err(|error| fail(format!("the server cannot start: {error}"), None))?;
    let stop =
        stop().map_err(|error| fail(format!("the server cannot listen for signals: {error}"), None))?;
    print(&format!("Koinon is at {}\n", listener.address()), 0);
    warn("Ctrl-C ends it");
    let (warmed, port) = (Arc::clone(&site), listener.port());
    tokio::spawn(async move { warmed.warm(port).await });
    listener.serve(site, stop).await;
    Ok(ExitCode::SUCCESS)
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
