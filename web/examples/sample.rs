//! Temporary.
#![allow(missing_docs, clippy::unwrap_used)]
use web::{Facts, Listener, Site};
fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = Listener::bind(8391).await.unwrap();
        listener.serve(Site::new(Facts::demonstration()).unwrap(), std::future::pending()).await;
    });
}
