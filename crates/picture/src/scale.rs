//! Values to places: ranges, axes and rows.

pub(crate) mod axis;
pub(crate) mod ledger;
pub(crate) mod number;
pub(crate) mod range;
