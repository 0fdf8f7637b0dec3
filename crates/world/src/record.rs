//! The record of a war: where it begins, and what becomes known of each step of it.

mod beginning;
pub(crate) mod report;
pub(crate) mod reporting;
mod scene;
pub(crate) mod start;

pub use report::{Aid, Calm, Losses, Opinion, Reading, Report, Standing, Trust};
pub use reporting::Reporting;
pub use scene::{Scene, area_at_start, parcels_density};
pub use start::{RecordOutline, RecordStart};
