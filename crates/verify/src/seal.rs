//! Sealed forecasts: a file that shows by itself whether it was changed after it was made.
//!
//! The seal is the SHA-256 of the canonical JSON ([`canonical`]) of everything else in the file. So that every program
//! writes that JSON in the same bytes, a sealed forecast holds no number with more than four decimals, writes whole
//! numbers without a point, and has no control characters in its texts: `jq -jcS 'del(.seal)' FILE | sha256sum` prints
//! the seal. A seal shows that nothing was changed; it does not show the day: for that it must be published.

mod canonical;
mod check;
mod make;
mod sealed;
mod strict;
#[cfg(test)]
mod tests;

pub use canonical::{canonical, digest};
pub use check::{Against, Part, Verdict};
pub use make::{Sealing, seal};
pub use sealed::{FORECASTER, FORMAT, Found, KIND, Sealed, SealedEnd, SealedPath, SealedQuestion, SealedScenario};
