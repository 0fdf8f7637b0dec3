//! The findings of a forecast as a page.

mod change;
mod costs;
mod ends;
mod header;
mod hold;
mod order;
mod outside;
mod page;
mod questions;
mod talks;

pub use page::forecast;
