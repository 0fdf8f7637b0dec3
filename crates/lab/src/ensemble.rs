//! Ensembles: draws of the parameters times paths, and their variants with levers.

pub mod clusters;
pub mod design;
pub mod division;
pub mod draw_runs;
pub mod estimate;
pub mod experiment;
pub mod feasibility;
mod kept_runs;
pub mod lever_setting;
pub mod package_distances;
pub mod posterior;
pub mod record_summary;
pub mod sample_future;
pub mod solved_draw;
