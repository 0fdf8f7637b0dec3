//! Estimates from a user's table, with documented and versioned keys: `standoff stats ... --json` prints exactly these.
//!
//! Each takes a [`Table`](crate::Table) and the names of its columns, checks them, and passes the numbers to `standoff-stats`.
//! Whatever is missing from the table is reported with its place.

pub mod comparison;
mod design_blocks;
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
pub mod shapley;
pub mod shares;
pub mod sobol;
pub mod survival;
pub mod trend;

pub use comparison::{CoxFit, LogRankTest, LogRankWeight};
pub use design_blocks::LeftOut;
pub use incidence::{Incidence, IncidenceRequest, estimate_incidence};
pub use input_columns::{ChosenInputs, InputKinds, choose_inputs};
pub use morris::{Morris, MorrisRequest, estimate_elementary_effects};
pub use origin::{FORMAT, Origin};
pub use prim::{Interest, Prim, PrimRequest, search_boxes};
pub use regression_columns::ReferenceLevel;
pub use resampling::{Resampled, Resampling};
pub use shapley::{Shapley, ShapleyRequest, estimate_shapley_shares};
pub use shares::{Shares, SharesRequest, estimate_shares};
pub use sobol::{Sobol, SobolRequest, estimate_sobol_indices};
pub use survival::{Survival, SurvivalRequest, estimate_survival};
pub use trend::Trend;
