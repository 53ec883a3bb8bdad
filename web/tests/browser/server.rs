//! Serves a router on a free port of this machine for as long as the test runs.

use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

/// Starts the server on its own thread and returns its port once it listens.
pub fn serve(router: Router) -> u16 {
    let (sender, port) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            sender.send(listener.local_addr().unwrap().port()).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    });
    port.recv().unwrap()
}
