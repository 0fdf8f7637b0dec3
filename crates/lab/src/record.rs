//! What the record of a war says by itself, without the model: its series, and plain forecasts from them.

pub mod look_back;
pub mod outside_view;
pub mod series;
