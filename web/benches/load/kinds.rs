//! What the load test asks for: every kind of page and file.

use std::sync::{Arc, mpsc};

use web::routes::ROUTES;
use web::{Facts, Listener, Site};

/// A kind of page or file.
pub struct Kind {
    /// A word for the table.
    pub name: &'static str,
    /// What is asked for.
    pub path: &'static str,
}

impl Kind {
    /// The request as a browser sends it, on a connection that is kept.
    pub fn request(&self, port: u16) -> Vec<u8> {
        let path = self.path;
        format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n\r\n").into_bytes()
    }
}

/// Serves the site on a free port and names its kinds. What a posted form works on is bounded, not fast: it is left out.
pub fn serve() -> Result<(u16, Vec<Kind>), String> {
    let (sender, port) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return sender.send(Err(error.to_string())).unwrap_or_default(),
        };
        runtime.block_on(async {
            let ready = async {
                let listener = Listener::bind(0).await.map_err(|error| error.to_string())?;
                let facts = Facts::demonstration();
                Ok::<_, String>((listener, Site::new(facts).map_err(|error| error.to_string())?))
            };
            match ready.await {
                Ok((listener, site)) => {
                    site.warm(listener.port()).await;
                    let _ = sender.send(Ok(listener.port()));
                    listener.serve(Arc::clone(&site), std::future::pending()).await;
                }
                Err(error) => sender.send(Err(error)).unwrap_or_default(),
            }
        });
    });
    let port = port.recv().map_err(|error| error.to_string())??;
    let kinds = ROUTES.iter().filter(|route| {
        !route.how.is_posted() && route.how.power().is_none() && route.name != "sign-in-link"
    });
    let kinds = kinds.map(|route| Kind { name: route.name, path: route.example });
    Ok((port, kinds.collect()))
}
