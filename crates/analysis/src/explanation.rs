//! Explanations: sensitivities, attributions, thresholds and differences behind a forecast.

pub mod attribution;
pub mod difference;
pub mod discovery;
pub mod draw_table;
pub mod explain;
pub mod requirement;
pub mod sensitivity;
pub mod threshold;
