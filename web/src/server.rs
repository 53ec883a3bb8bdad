//! Listens on this machine and carries requests to the site, within bounds of number, size and time.

use crate::site::{Reply, Site};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    fmt,
    future::Future,
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::pin,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::{sleep, timeout},
};

/// Connections at once; more wait to be accepted.
const CONNECTIONS: u32 = 512;
/// How long the head of a request may take, and how long a connection may be idle.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// How long a connection may last, however slowly it reads.
const LIFE: Duration = Duration::from_secs(120);
/// How long a connection may take to end once it is asked to.
const END: Duration = Duration::from_secs(5);
/// The most that the head of a request may take, in bytes.
const HEAD: usize = 16 << 10;

/// Sockets on 127.0.0.1 and, where the machine has it, on ::1; never on another address.
pub struct Listener {
    v4: TcpListener,
    v6: Option<TcpListener>,
    port: u16,
}

/// Why the server cannot listen.
#[derive(Debug)]
pub struct ListenError {
    /// The port.
    pub port: u16,
    /// The system's reason.
    pub error: io::Error,
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { port, error } = self;
        match error.kind() {
            io::ErrorKind::AddrInUse => write!(f, "port {port} is taken by another program"),
            io::ErrorKind::PermissionDenied => write!(f, "port {port} may not be used by this user"),
            _ => write!(f, "the server cannot listen on port {port}: {error}"),
        }
    }
}

impl std::error::Error for ListenError {}

impl Listener {
    /// Listens on a port; 0 takes a free one.
    ///
    /// # Errors
    ///
    /// The port is taken on either address, or may not be used.
    pub async fn bind(port: u16) -> Result<Self, ListenError> {
        let failed = |port| move |error| ListenError { port, error };
        // A free port for the one address may be taken on the other: then the next is tried.
        let mut tries = if port == 0 { 16 } else { 1 };
        loop {
            let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed(port))?;
            let bound = v4.local_addr().map_err(failed(port))?.port();
            tries -= 1;
            match TcpListener::bind((Ipv6Addr::LOCALHOST, bound)).await {
                Ok(v6) => return Ok(Self { v4, v6: Some(v6), port: bound }),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(failed(bound)(error)),
                // A machine without version 6 of the protocol.
                Err(_) => return Ok(Self { v4, v6: None, port: bound }),
            }
        }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address to open, by its name.
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Serves the site until `stop`; then lets the requests that are under way end.
    pub async fn serve(self, site: Arc<Site>, stop: impl Future<Output = ()>) {
        let places = Arc::new(Semaphore::new(CONNECTIONS as usize));
        let (stopping, stopped) = watch::channel(false);
        let mut stop = pin!(stop);
        loop {
            let accept = async {
                // INVARIANT: the semaphore is never closed.
                let place = Arc::clone(&places).acquire_owned().await;
                (self.accept().await, place)
            };
            let accepted = tokio::select! {
                accepted = accept => accepted,
                () = &mut stop => break,
            };
            match accepted {
                (Ok(stream), Ok(place)) => {
                    let site = Arc::clone(&site);
                    tokio::spawn(connection(stream, site, self.port, stopped.clone(), place));
                }
                // No file handles, or a client that left at once.
                _ => sleep(Duration::from_millis(50)).await,
            }
        }
        drop((self.v4, self.v6));
        let _ = stopping.send(true);
        let _ = timeout(END, places.acquire_many(CONNECTIONS)).await;
    }

    async fn accept(&self) -> io::Result<TcpStream> {
        let accepted: io::Result<(TcpStream, SocketAddr)> = match &self.v6 {
            None => self.v4.accept().await,
            Some(v6) => tokio::select! {
                accepted = self.v4.accept() => accepted,
                accepted = v6.accept() => accepted,
            },
        };
        let (stream, _) = accepted?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

/// Carries one connection to its end, which comes after [`LIFE`] at the latest.
async fn connection(
    stream: TcpStream,
    site: Arc<Site>,
    port: u16,
    mut stopped: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let site = Arc::clone(&site);
        async move { Ok::<Reply, Infallible>(site.reply(request, port).await) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD).max_headers(64);
    let mut connection = pin!(server.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        _ = &mut connection => true,
        _ = stopped.wait_for(|stopped| *stopped) => false,
        () = sleep(LIFE) => false,
    };
    if !ended {
        connection.as_mut().graceful_shutdown();
        let _ = timeout(END, connection).await;
    }
}
