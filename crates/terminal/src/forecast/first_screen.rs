//! The first screen of a forecast: the four questions answered on one screen of a terminal.

mod assumptions;
mod breaks_and_ends;
mod changes;
mod costs;
mod headline;
mod labelled_rows;
mod outside;
mod screen;
mod short_titles;
mod survival;
mod wide_page;

pub use screen::render_first_screen;
