//! The week as data, bundles on disk, and forecasts that answer at once and then better.

pub mod breakdown;
pub mod bundle;
pub mod progressive;
