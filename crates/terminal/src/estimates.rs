//! Estimates from anyone's table as pages for a terminal.
//!
//! Figures have three decimals, so that they can be compared with those of other programs; all digits are in the JSON.

mod format;
mod incidence;
mod morris;
mod prim;
mod sobol;
mod survival;

pub use incidence::incidence;
pub use morris::morris;
pub use prim::prim;
pub use sobol::sobol;
pub use survival::survival;
