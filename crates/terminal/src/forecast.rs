//! The findings of a forecast as a page.

mod bargaining;
mod benchmark;
mod costs;
mod deals;
mod drivers;
mod ends;
mod header;
mod hold;
mod month_heads;
mod order;
mod page;
mod questions;
mod signed;
mod talks;

pub use page::render_forecast;
