//! Findings to words and pictures.
//!
//! [`terminal::forecast`] turns the findings of a forecast into the page that a person reads in a terminal;
//! [`terminal::comparison`], [`terminal::policies`] and [`terminal::frontier`] do so for levers, for how options hold up
//! and for terms against durability; [`terminal::stats`] for estimates from anyone's table; [`terminal::evidence`]
//! for the event log; [`terminal::score`] for scores of forecasts and [`terminal::wordings`] for differently worded
//! questions; [`scenario_table`] shows the parameters of a scenario; [`picture`] draws plain data as SVG for pages and
//! paper. This crate computes nothing of the model: it rounds, orders and draws what it is given. It never prints, and
//! it never decides about the colours of a terminal: the caller does, in [`Style`].
//!
//! Three rules hold on every page. No number is finer than its error ([`numbers`]). A chance is shown as "about 7 of
//! 20 futures" and as a number. All actors have the same room and the same words.

mod chart;
pub mod document;
mod layout;
pub mod numbers;
mod page;
mod panels;
pub mod picture;
mod scatter;
pub mod scenario_table;
mod style;
mod table;
pub mod terminal;
pub mod weekly;
mod words;

pub use standoff_lab::forecast::findings;
pub use standoff_table::estimates;

pub use layout::{clean, columns, wrap};
pub use style::Style;
pub use table::{Align, Table};
