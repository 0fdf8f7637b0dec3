//! Estimates from anyone's table, with documented and versioned keys: `standoff stats ... --json` prints exactly these.
//!
//! Each takes a [`Table`] and the names of its columns, checks what it needs of them, and hands the numbers to
//! `standoff-stats`. What the table lacks is a diagnostic that names the place.

pub mod comparison;
pub mod incidence;
mod inputs;
pub mod morris;
mod origin;
pub mod prim;
mod resampled;
mod selection;
pub mod sobol;
pub mod survival;

pub use comparison::{CoxFit, LogRankTest, LogRankWeight};
pub use incidence::{Incidence, IncidenceRequest, incidence};
pub use inputs::inputs;
pub use morris::{Morris, MorrisRequest, morris};
pub use origin::{FORMAT, Origin};
pub use prim::{Interest, Prim, PrimRequest, prim};
pub use resampled::{Resampled, Resampling};
pub use sobol::{Sobol, SobolRequest, sobol};
pub use survival::{Survival, SurvivalRequest, survival};
