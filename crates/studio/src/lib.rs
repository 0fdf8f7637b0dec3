//! A local web server that answers the questions of the command line live, and the page that asks them.
//!
//! A client describes a world in the words of the command line, such as `set=front.odds=0.6` or `without=agenda`, and gets answers
//! with the keys of `--json`. An answer that takes time is streamed as server-sent events: first looks and progress, then the
//! answer or a failure. The page from `web/` is embedded in the program and uses the same interface, which describes itself at
//! `/api/v1/openapi.json`.
//!
//! ```text
//! server -> guard -> api -> forecasts, sections, comparisons, requirements, shift, history, games -> jobs (queue and cache)
//! ```
//!
//! [`router`] is the whole service for a given port, and can be called without a socket:
//!
//! ```
//! use axum::body::Body;
//! use axum::http::{Request, StatusCode, header};
//! use standoff_studio::{OpenScenario, router};
//! use tower::ServiceExt;
//!
//! let router = router(OpenScenario::builtin("two-sided").unwrap(), 7420);
//! let ask = |host| Request::get("/api/v1/scenarios").header(header::HOST, host).body(Body::empty()).unwrap();
//! let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
//! let status = |host| runtime.block_on(router.clone().oneshot(ask(host))).unwrap().status();
//! assert_eq!(status("127.0.0.1:7420"), StatusCode::OK);
//! // A request must name the server by its own address.
//! assert_eq!(status("studio.example:7420"), StatusCode::FORBIDDEN);
//! ```
//!
//! The crate computes nothing of the model itself, keeps nothing between two runs of the program, and never listens on any address
//! but the loopback address: it is not meant to be put on a network.

mod answer;
mod api;
mod bundle;
mod cache;
mod change;
mod comparisons;
mod describe;
mod evidence;
mod failure;
mod first_look;
mod forecasts;
mod games;
mod guard;
mod history;
mod in_parts;
mod jobs;
mod listener;
mod page;
mod part;
mod records;
mod requests;
mod requirements;
mod scenarios;
mod sections;
mod server;
mod shift;
mod stream;
mod world;
mod world_query;

pub use api::description;
pub use scenarios::OpenScenario;
pub use server::{Server, router};
