//! The findings of a forecast as a page.

mod backers;
mod bargaining;
mod benchmark;
mod costs;
mod deals;
mod drivers;
mod ends;
mod first_screen;
mod header;
mod hold;
mod month_heads;
mod order;
mod page;
mod part;
mod questions;
mod signed;
mod talks;
mod watch;

pub use first_screen::render_first_screen;
pub use page::{render_forecast, render_forecast_parts};
pub use part::ForecastPart;
