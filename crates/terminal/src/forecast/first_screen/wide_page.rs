//! Pages with room for bars.

/// Columns from which on a page is wide.
pub(super) const WIDE: usize = 100;
