//! The studio: the same questions, live, in the browser. A local server, and the page that it serves.
//!
//! The page asks in the words of the command line and gets answers with the keys of its `--json`; nothing of the model is
//! computed here or in the page. [`Server`] binds the loopback address only.

mod answer;
mod api;
mod bundle;
mod compare;
mod deeper;
mod desk;
mod failure;
mod guard;
mod opened;
mod page;
mod play;
mod server;
mod sheet;
mod truth;
mod week;
mod world;

pub use opened::Opened;
pub use server::{Server, router};
