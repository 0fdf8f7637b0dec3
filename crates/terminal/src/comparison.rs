//! Comparison of options with the scenario as it is.

mod answer;
mod effect;
mod header;
mod option;
mod overview;
mod page;
mod selection;
mod sweep;
mod units;

pub use page::{render_comparison, render_comparison_answer};
