//! Units of stored times.

use parquet::basic::TimeUnit as ParquetUnit;

/// Seconds in a day.
pub const DAY_SECONDS: i128 = 86_400;

/// The unit of a stored time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}

impl TimeUnit {
    /// The unit of a logical type.
    pub fn of_parquet(unit: &ParquetUnit) -> Self {
        match unit {
            ParquetUnit::MILLIS => Self::Milliseconds,
            ParquetUnit::MICROS => Self::Microseconds,
            ParquetUnit::NANOS => Self::Nanoseconds,
        }
    }

    /// Units in a second.
    pub fn per_second(self) -> i128 {
        match self {
            Self::Seconds => 1,
            Self::Milliseconds => 1_000,
            Self::Microseconds => 1_000_000,
            Self::Nanoseconds => 1_000_000_000,
        }
    }

    /// A time in nanoseconds.
    pub fn to_nanoseconds(self, time: i64) -> i128 {
        i128::from(time) * (TimeUnit::Nanoseconds.per_second() / self.per_second())
    }

    /// A time in days [days].
    pub fn to_days(self, time: i64) -> f64 {
        // One division of two exact numbers rounds once, so that a whole number of days stays one.
        time as f64 / (DAY_SECONDS * self.per_second()) as f64
    }
}
