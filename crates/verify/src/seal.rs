//! Sealed forecasts: a file from which anybody can see whether it was changed after it was made.
//!
//! The seal is the SHA-256 of the canonical JSON ([`canonical_json`]) of everything else in the file. To make every program
//! write that JSON in the same bytes, a sealed forecast holds no number with more than four decimals, writes whole
//! numbers without a point, and has no control characters in its texts: `jq -jcS 'del(.seal)' FILE | sha256sum` prints
//! the seal. A seal shows that nothing was changed. It does not prove the day; for that it must be published (decision
//! 83).

mod canonical_json;
mod sealed_file;
mod sealing;
mod strict_json;
#[cfg(test)]
mod tests;
mod verdict;

pub use canonical_json::{canonical_json, digest_json};
pub use sealed_file::{
    FORECASTER, FORMAT, KIND, SealedEnd, SealedFile, SealedForecast, SealedPath, SealedQuestion, SealedScenario,
};
pub use sealing::{SealContext, seal_forecast};
pub use verdict::{CheckAgainst, CheckedPart, SealVerdict};
