//! Estimates from a user's table, with documented and versioned keys: `standoff stats ... --json` prints exactly these.
//!
//! Each takes a [`Table`](crate::Table) and the names of its columns, checks them, and passes the numbers to `standoff-stats`.
//! Whatever is missing from the table is reported with its place.

pub mod comparison;
pub mod incidence;
mod input_columns;
pub mod morris;
mod observation_columns;
mod origin;
pub mod prim;
pub mod proportional_hazards;
pub mod regression_columns;
mod regression_request;
mod resampling;
mod selection;
pub mod sobol;
pub mod survival;
pub mod trend;

pub use comparison::{CoxFit, LogRankTest, LogRankWeight};
pub use incidence::{Incidence, IncidenceRequest, estimate_incidence};
pub use input_columns::choose_inputs;
pub use morris::{Morris, MorrisRequest, estimate_elementary_effects};
pub use origin::{FORMAT, Origin};
pub use prim::{Interest, Prim, PrimRequest, search_boxes};
pub use regression_columns::ReferenceLevel;
pub use resampling::{Resampled, Resampling};
pub use sobol::{Sobol, SobolRequest, estimate_sobol_indices};
pub use survival::{Survival, SurvivalRequest, estimate_survival};
pub use trend::Trend;
