//! The finite set of war states on which actors plan, and where each number of a state lies in memory.

mod grid;
mod layout;
mod regime;

pub use grid::{COVERAGE_LEVELS, Cell, DEFENDER, FrontBracket, Grid, INVADER, LANE};
pub use layout::{Layout, SIDES};
pub use regime::{REGIMES, Regime};
