//! Options beside the scenario as it is.

mod effect;
mod header;
mod option;
mod overview;
mod page;
mod shown;
mod sweep;
mod units;

pub use page::comparison;
