//! The words for distributions over a range.

use standoff_num::Distribution;

/// Words for the distributions of a range.
pub const DISTRIBUTIONS: &[&str] = &["triangular", "uniform", "log-uniform", "log-triangular", "normal", "lognormal"];

/// The distribution called `word` of a value within a range; triangular where the word is not known.
pub(crate) fn distribution_named(word: &str, low: f64, value: f64, high: f64) -> Distribution {
    match word {
        "uniform" => Distribution::Uniform { low, high },
        "log-uniform" => Distribution::LogUniform { low, high },
        "log-triangular" => Distribution::LogTriangular { low, mode: value, high },
        "normal" => Distribution::Normal { mean: value, low, high },
        "lognormal" => Distribution::LogNormal { median: value, low, high },
        _ => Distribution::Triangular { low, mode: value, high },
    }
}

/// The word for a distribution, `fixed` for a known number.
pub(crate) fn distribution_word(distribution: &Distribution) -> &'static str {
    match distribution {
        Distribution::Fixed(_) => "fixed",
        Distribution::Uniform { .. } => "uniform",
        Distribution::Triangular { .. } => "triangular",
        Distribution::LogUniform { .. } => "log-uniform",
        Distribution::LogTriangular { .. } => "log-triangular",
        Distribution::Normal { .. } => "normal",
        Distribution::LogNormal { .. } => "lognormal",
    }
}
