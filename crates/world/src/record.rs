//! The record of a war: where it begins, what becomes known of each step of it, how likely that is in a state and what a
//! state would have had reported.

mod beginning;
mod observation;
mod reading;
mod readings;
mod report;
pub(crate) mod reporting;
mod scene;
pub(crate) mod start;
mod trust;

pub use observation::ReadApart;
pub use reading::{Reading, Standing};
pub use readings::aid::Aid;
pub use readings::areas::area_at_start;
pub use readings::backers::ReportedBacker;
pub use readings::hostilities::Hostilities;
pub use readings::limited_truces::{ReportedTruce, TruceReport};
pub use readings::losses::Losses;
pub use readings::opinions::Opinion;
pub use readings::parcels::parcels_density;
pub use report::Report;
pub use reporting::Reporting;
pub use scene::Scene;
pub use start::{RecordOutline, RecordStart};
pub use trust::Trust;
