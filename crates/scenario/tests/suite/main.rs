//! The crate as its users see it.

mod diagnostics;
mod evidence;
mod former_keys;
mod properties;
mod questions;
mod readings;
mod regions;
