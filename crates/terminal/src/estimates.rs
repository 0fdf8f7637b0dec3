//! Estimates from anyone's table as pages for a terminal.
//!
//! Figures have three decimals, so that they can be compared with those of other programs; all digits are in the JSON.

mod format;
mod incidence;
mod morris;
mod prim;
mod shapley;
mod shares;
mod sobol;
mod survival;

pub use incidence::render_incidence;
pub use morris::render_morris;
pub use prim::render_prim;
pub use shapley::render_shapley;
pub use shares::render_shares;
pub use sobol::render_sobol;
pub use survival::render_survival;
