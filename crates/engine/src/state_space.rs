//! The finite set of war states on which actors plan, and where each number of a state lies in memory.

mod grid;
mod layout;
mod regime;

pub use grid::{Cell, DEFENDER, FrontBracket, Grid, INVADER};
pub use layout::{LANE, Layout, SIDES};
pub use regime::{REGIMES, Regime};
