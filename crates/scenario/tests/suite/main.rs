//! The crate as its users see it.

mod diagnostics;
mod evidence;
mod properties;
mod questions;
mod readings;
mod regions;
