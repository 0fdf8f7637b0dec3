//! The server, which listens on the loopback address until it is told to stop.

use crate::forecasts::take_record;
use crate::guard::{Hosts, guard_requests};
use crate::jobs::{JobLength, Jobs};
use crate::listener::Listener;
use crate::requests::{StopOnDrop, Studio};
use crate::scenarios::{OpenScenario, Scenarios};
use crate::world_query::WorldQuery;
use crate::{api, page};
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

/// Bytes of the body of a request: ten times the file of a game of many years.
const LARGEST_BODY_BYTES: usize = 1 << 20;
/// Connections at once; further ones wait to be accepted.
const MOST_CONNECTIONS: usize = 256;
/// Time for the head of a request, and the longest pause before the next one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest pause within the body of a request.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// Time until an answer begins. A streamed answer begins at once, and may then take as long as it needs.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(15 * 60);
/// Pause after a connection that could not be accepted: the system has no more of them, and trying again at once would spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Time in which a page opens: its first look has the cores for itself.
const OPENING: Duration = Duration::from_secs(3);
/// Interval at which the flag to stop is read. A signal handler can set a flag and little else.
const STOP_INTERVAL: Duration = Duration::from_millis(50);
/// Time for running jobs to notice that they are cancelled.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(2);

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
    studio: Studio,
}

/// The whole service, for a server on `port` of the loopback address.
pub fn router(first: OpenScenario, port: u16) -> Router {
    route_requests(open_studio(first), port)
}

fn open_studio(first: OpenScenario) -> Studio {
    Studio { scenarios: Arc::new(Scenarios::new(first)), jobs: Arc::new(Jobs::default()) }
}

fn route_requests(studio: Studio, port: u16) -> Router {
    api::routes(studio)
        .route("/", get(page::serve_index))
        .route("/pictures.css", get(page::serve_picture_styles))
        .route("/assets/{name}", get(page::serve_asset))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_TIMEOUT))
        // Inside the time limit of the body, so that a body that is too large gets its own status.
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY_BYTES))
        .layer(RequestBodyTimeoutLayer::new(BODY_TIMEOUT))
        .layer(axum::middleware::from_fn_with_state(Hosts::of_port(port), guard_requests))
}

impl Server {
    /// Listens on a port of the loopback address, or on any free one if it is 0.
    ///
    /// # Errors
    ///
    /// Those of the system, such as that the port is taken.
    pub fn listen(first: OpenScenario, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let studio = open_studio(first);
        Ok(Self { listener, router: route_requests(studio.clone(), port), studio })
    }

    /// The address on which it listens.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `stop` is set, then closes all connections and cancels the jobs that are running.
    ///
    /// # Errors
    ///
    /// Those of the system.
    pub fn run(self, stop: &'static AtomicBool) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            tokio::spawn(take_opened_record(self.studio));
            tokio::select! {
                () = serve_connections(&listener, &self.router) => {}
                () = wait_for(stop) => {}
            }
            Ok(())
        });
        runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
        served
    }
}

/// Takes the record of the scenario that the studio was started with: a small one for first looks, so that it is there when the
/// page opens, and then the whole one, so that it is there when somebody moves a slider. What is wrong with it is told when it
/// is asked for.
async fn take_opened_record(studio: Studio) {
    let Ok(world) = WorldQuery::default().to_world(&studio.scenarios) else { return };
    let stop = StopOnDrop(Arc::default());
    let (records, listener) = (Arc::clone(&studio.jobs.records), Listener::silent(&stop.0));
    let (looks, own_world, own) = (Arc::clone(&studio.jobs.first_looks), world.clone(), listener.clone());
    let _ = studio.jobs.run(JobLength::Short, move || looks.record(&own_world, &own).map(|_| ())).await;
    tokio::time::sleep(OPENING).await;
    let _ =
        studio.jobs.run(JobLength::Long, move || take_record(&world, world.request.draws, &records, &listener)).await;
}

/// Serves connections concurrently, with a limit on their number and on the time for the head of a request.
async fn serve_connections(listener: &tokio::net::TcpListener, router: &Router) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
            // A connection that breaks off concerns its client only.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// Waits until a flag is set.
async fn wait_for(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(STOP_INTERVAL).await;
    }
}
