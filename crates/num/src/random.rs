//! Addressed random draws.
//!
//! 1. A draw depends on its address only: (seed, draw, path, purpose, step, entity).
//! 2. Asking in another order, twice, or on another machine gives the same number.
//! 3. Different addresses give independent numbers (for every practical purpose; see [`philox`]).
//! 4. Adding an entity, a purpose or a path changes no other number, because entities are addressed by
//!    the hash of their name ([`entity`]) and not by their position.
//!
//! The address is laid out in the Philox counter as `[path, draw, purpose << 16 | step, entity]`; the two
//! halves of the seed are the key. One address yields one block of four words (128 bits), to be spent in
//! one way: two uniforms of one address share their block with [`Draws::uniform`].

mod address;
mod draws;
pub(crate) mod philox;
pub(crate) mod uniform;
mod weighted;

pub use address::entity;
pub use draws::Draws;
pub use philox::{blocks, philox};
pub use uniform::unit;
pub use weighted::pick_from;
