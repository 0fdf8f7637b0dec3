//! Readings: of something that happened, and of the status of something.

/// Something that was read, with the chance that it is true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading<T> {
    /// The value that was read.
    pub value: T,
    /// Chance that the report is true.
    pub confidence: f64,
}

/// Status of something by the last report of it, which the record carries on until there is another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing<T> {
    /// The status that was reported.
    pub value: T,
    /// Whether it was reported in this step. Otherwise the step is silent: had it changed, that would have been reported
    /// with the clarity of such reports.
    pub fresh: bool,
}
