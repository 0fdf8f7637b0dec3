//! Readings: of something that happened, and of how something stands.

/// Something that was read, with the chance that it is true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// Chance that the report is true.
    pub confidence: f64,
}

/// How something stands by the last report of it, which the record carries on until there is another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing<T> {
    /// How it was reported to stand.
    pub value: T,
    /// Whether it was reported in this step. Otherwise the step is silent: had it changed, that would have been reported
    /// with the clarity of such reports.
    pub fresh: bool,
}
