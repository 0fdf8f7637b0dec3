//! The crate as its users see it.

mod diagnostics;
mod properties;
mod readings;
