//! Addressed random numbers.
//!
//! A generator with a state couples everything that draws from it: one more actor, or one more thread, and all later
//! numbers change. Here a random number is a function of its address instead, so that two simulations which share a
//! seed differ only where the simulated worlds do.
//!
//! 1. A number depends on its address alone: (seed, draw, path, purpose, step, entity).
//! 2. Asking in another order, twice, or on another machine gives the same number.
//! 3. Different addresses give independent numbers, for every practical purpose (see [`philox`]).
//! 4. Adding an entity, a purpose or a path changes no other number, because an entity is addressed by the hash of its
//!    name ([`entity_address`]) and not by its position.
//!
//! The Philox counter holds the address as `[path, draw, purpose << 16 | step, entity]`; the two halves of the seed are
//! the key. One address yields one block of four words (128 bits). Use a block in one way only: [`Draws::uniform`]
//! takes the first two words, [`Draws::uniform_pair`] all four, so both at one address would share a number.

mod address;
mod draws;
pub(crate) mod philox;
pub(crate) mod uniform;
mod weighted;

pub use address::entity_address;
pub use draws::Draws;
pub use philox::{philox, philox_blocks};
pub use uniform::uniform_from_words;
pub use weighted::pick_index;
