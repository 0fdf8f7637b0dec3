//! The server: on the loopback address, until it is told to stop.

use crate::api::{self, Studio};
use crate::desk::Desk;
use crate::guard::{Hosts, guard};
use crate::opened::{Opened, Shelf};
use crate::page;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// Most bytes of a request's body: a game of many years is a tenth of it.
const LARGEST_BODY: usize = 1 << 20;
/// Connections at once; more wait at the door.
const CONNECTIONS: usize = 256;
/// How long the head of a request may take, and the pause before the next one.
const HEAD: Duration = Duration::from_secs(30);
/// How long nothing of a request's body may come.
const BODY: Duration = Duration::from_secs(10);
/// How long an answer may take to begin; what takes minutes is told as it is found, and begins at once.
const ANSWER: Duration = Duration::from_secs(15 * 60);
/// Pause after a connection that could not be had, as where the system has no more of them.
const BREATH: Duration = Duration::from_millis(50);
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
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER))
        // Inside the other limit of a body, so that too much of it is told as such.
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(RequestBodyTimeoutLayer::new(BODY))
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
                () = serve(&listener, &self.router) => {}
                () = told(stop) => {}
            }
            Ok(())
        });
        runtime.shutdown_timeout(LAST_WORDS);
        served
    }
}

/// Serves each connection on its own, with a limit on their number and on how long the head of a request may take.
async fn serve(listener: &tokio::net::TcpListener, router: &Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEAD);
            // A connection that breaks off is the client's affair.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// Waits for the flag.
async fn told(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(GLANCE).await;
    }
}
