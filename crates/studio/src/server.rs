//! The server: on the loopback address, until it is told to stop.

use crate::api::{self, Studio};
use crate::desk::Desk;
use crate::guard::{Hosts, guard};
use crate::opened::{Opened, Shelf};
use crate::page;
use axum::Router;
use axum::routing::get;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tower_http::limit::RequestBodyLimitLayer;

/// Most bytes of a request's body: a game of many years is a tenth of it.
const LARGEST_BODY: usize = 1 << 20;
/// How often it is looked whether to stop.
const GLANCE: Duration = Duration::from_millis(50);
/// How long work that nobody waits for any more may take to notice.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
}

/// All routes, for a server on a port of the loopback address.
pub fn router(first: Opened, port: u16) -> Router {
    let studio = Studio { shelf: Arc::new(Shelf::new(first)), desk: Arc::new(Desk::default()) };
    api::routes(studio)
        .route("/", get(page::index))
        .route("/pictures.css", get(page::pictures))
        .route("/assets/{name}", get(page::asset))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(axum::middleware::from_fn_with_state(Hosts::of(port), guard))
}

impl Server {
    /// Listens on a port of the loopback address; on any free one if it is 0.
    ///
    /// # Errors
    ///
    /// Why the port cannot be had.
    pub fn listen(first: Opened, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, router: router(first, port) })
    }

    /// Where it listens.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `stop` is set; then all connections end, and work that is under way is given up.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn run(self, stop: &'static AtomicBool) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            tokio::select! {
                served = axum::serve(listener, self.router).into_future() => served,
                () = told(stop) => Ok(()),
            }
        });
        runtime.shutdown_timeout(LAST_WORDS);
        served
    }
}

/// Waits for the flag.
async fn told(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(GLANCE).await;
    }
}
