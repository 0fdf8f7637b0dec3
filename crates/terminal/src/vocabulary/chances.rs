//! Chances and shares among the futures of a forecast, none finer than its error.

use standoff_lab::forecast::findings::{Findings, ProbabilityAt};
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::{Chance, UNKNOWN};
use standoff_prose::together::tell_row;
use standoff_prose::words::count_months;
use standoff_prose::words::format_band;

/// The months of the answers that are told first: "12 months", or as many as the horizon has.
pub fn near_words(findings: &Findings) -> String {
    count_months(near_months(findings.horizon_months))
}

/// A chance at a month.
pub fn chance_at(findings: &Findings, at: &ProbabilityAt) -> Chance {
    Chance::new(at.p, at.mc_error, findings.runs)
}

/// Chances at some months as they are printed, read along the months: what can only rise never seems to fall.
pub fn tell_chances(findings: &Findings, by: &[ProbabilityAt]) -> Vec<String> {
    tell_row(&by.iter().map(|at| chance_at(findings, at)).collect::<Vec<Chance>>())
}

/// A band of chances in the step of its estimate.
pub fn format_chance_band(chance: Chance, low: f64, high: f64) -> String {
    format_band(low, high, chance.step())
}

/// By how much the variance of a mean over futures is larger than were all futures independent: those of one draw share
/// their parameters. Kish's design effect, `1 + (m - 1) rho` for `m` futures a draw; `rho` is the share of the variance
/// that lies between draws, the larger of the two that were measured.
///
/// On a record draws share the luck of their population too (decision 93), which no share between draws shows: there it is at
/// least what the errors of the chances that the line holds come to, which are taken between populations.
pub fn design_effect(findings: &Findings) -> f64 {
    let of_draws = design_effect_of_draws(findings);
    if findings.provenance.record.is_none() {
        return of_draws;
    }
    let chances = &findings.hold.survival;
    let measured: f64 = chances.iter().map(|at| at.mc_error * at.mc_error).sum();
    let independent: f64 = chances.iter().map(|at| at.p * (1.0 - at.p) / findings.runs.max(1) as f64).sum();
    if independent > 0.0 { of_draws.max(measured / independent) } else { of_draws }
}

fn design_effect_of_draws(findings: &Findings) -> f64 {
    let futures = findings.runs as f64 / findings.draws.max(1) as f64;
    let between = findings.spread.parametric.max(findings.spread.ends_parametric);
    let between = if between.is_finite() { between.clamp(0.0, 1.0) } else { 1.0 };
    1.0 + (futures - 1.0).max(0.0) * between
}

/// A share counted among `cases` of these futures, with the design effect of shared draws and populations.
pub fn share_of_cases(findings: &Findings, share: f64, cases: f64) -> Chance {
    Chance::share(share, cases / design_effect(findings))
}

/// Fewest draws whose spread is told: a band that holds nine of ten draws is no figure of fewer.
const FEWEST_DRAWS: usize = 8;

/// Tests whether there are draws enough for bands over them.
pub fn has_bands(findings: &Findings) -> bool {
    findings.draws >= FEWEST_DRAWS
}

/// A band of chances over draws in the step of its estimate; a dash where there are too few draws for one.
pub fn chance_band_or_dash(findings: &Findings, chance: Chance, low: f64, high: f64) -> String {
    if has_bands(findings) { format_chance_band(chance, low, high) } else { UNKNOWN.to_owned() }
}

/// The one step in which shares of futures at the horizon are written, so that they can be compared: that of the chance
/// that the line holds until then.
pub fn step_at_horizon(findings: &Findings) -> f64 {
    findings.hold.survival.last().map_or(0.01, |at| chance_at(findings, at).step())
}
