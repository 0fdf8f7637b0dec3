//! Chances that are read together and sum to one: the ends of a war, and the line with the ways in which it breaks.

use super::actors::is_possible_cause;
use super::chances::chance_at;
use standoff_lab::forecast::findings::{Cause, Findings};
use standoff_prose::numbers::{Chance, format_rounded};
use standoff_prose::together::{in_steps, round_shares};

/// The step of the root mean square of the errors of some chances, in which all of them are written.
pub(super) fn common_step(chances: &[Chance]) -> f64 {
    let squares: f64 = chances.iter().map(|chance| chance.error * chance.error).sum();
    let error = (squares / chances.len().max(1) as f64).sqrt();
    Chance::new(0.5, error, usize::MAX).step()
}

/// The chance as a part of a sum; none where no figure of it is told, but a bound.
fn figure_of(chance: Chance) -> f64 {
    if chance.is_bounded() { 0.0 } else { chance.p }
}

/// The shares of the ends in whole steps, which sum to one.
pub(super) struct EndShares {
    /// Their step.
    pub step: f64,
    chances: Vec<Chance>,
    rounded: Vec<f64>,
}

impl EndShares {
    /// The sum of the ends that count, as printed.
    pub fn sum_where(&self, findings: &Findings, counts: impl Fn(&str) -> bool) -> f64 {
        findings.ends.iter().zip(&self.rounded).filter(|(end, _)| counts(&end.end)).map(|(_, share)| share).sum()
    }
}

pub(super) fn end_shares(findings: &Findings) -> EndShares {
    let chances: Vec<Chance> =
        findings.ends.iter().map(|end| Chance::new(end.p, end.mc_error, findings.runs)).collect();
    let step = common_step(&chances);
    let shares: Vec<f64> = chances.iter().map(|chance| figure_of(*chance)).collect();
    EndShares { step, rounded: round_shares(&shares, 1.0, step), chances }
}

/// The chances of the ends, in the order of the findings.
pub fn end_chances(findings: &Findings) -> Vec<String> {
    let EndShares { step, chances, rounded } = end_shares(findings);
    chances.iter().zip(rounded).map(|(chance, rounded)| chance.number_rounded_to(rounded, step)).collect()
}

/// The ends that came without a break of the line, in the order of the findings.
pub struct UnbrokenEnds {
    /// Share in which the line has broken by the horizon.
    pub broken: f64,
    /// Shares of the ends without a break; with the broken ones they sum to one.
    pub shares: Vec<f64>,
    /// Step of all of them.
    pub step: f64,
}

impl UnbrokenEnds {
    /// A share as text.
    pub fn words(&self, share: f64) -> String {
        format_rounded(share, self.step)
    }
}

/// Splits the ends, as printed, into those after a break of the line and those without one, of which `unbroken` has the
/// shares: an end is never less than its part, and the broken ones are what the line, as printed, leaves.
pub fn unbroken_ends(findings: &Findings, unbroken: &[f64]) -> UnbrokenEnds {
    let ends = end_shares(findings);
    let (line, line_step) = findings.hold.survival.last().map_or((1.0, ends.step), |last| {
        let chance = chance_at(findings, last);
        if chance.is_bounded() {
            (chance.p.round(), ends.step)
        } else {
            (in_steps(chance.p, chance.step()), chance.step())
        }
    });
    let step = f64::min(ends.step, line_step);
    let parts: Vec<f64> =
        findings.ends.iter().zip(unbroken).map(|(end, unbroken)| (end.p - unbroken).max(0.0)).collect();
    let broken = round_shares(&parts, 1.0 - line, step);
    let shares = ends.rounded.iter().zip(&broken).map(|(end, broken)| (end - broken).max(0.0)).collect();
    UnbrokenEnds { broken: 1.0 - line, shares, step }
}

/// The line, and the ways to break that are possible, month by month.
pub struct HoldChances<'f> {
    /// The line has not broken.
    pub survival: Vec<String>,
    /// It has broken, first in this way.
    pub causes: Vec<(&'f Cause, Vec<String>)>,
}

/// The chances of the line and of the ways to break it, which make up the rest: in each month in the step of the line, and so
/// that the line never seems to recover.
pub fn hold_chances(findings: &Findings) -> HoldChances<'_> {
    let hold = &findings.hold;
    let possible = |cause: &&Cause| is_possible_cause(findings, &cause.cause, cause.ever);
    let causes: Vec<&Cause> = hold.causes.iter().filter(possible).collect();
    let mut told =
        HoldChances { survival: Vec::new(), causes: causes.iter().map(|&cause| (cause, Vec::new())).collect() };
    let mut before = 1.0;
    for (place, at) in hold.survival.iter().enumerate() {
        let line = chance_at(findings, at);
        let broken: Vec<Chance> =
            causes.iter().filter_map(|cause| Some(chance_at(findings, cause.by.get(place)?))).collect();
        let step = line.step();
        // What was told before, in this month's step.
        let ceiling = (before / step + 1e-9).floor() * step;
        let held = f64::min(ceiling, (line.p / step).round() * step);
        before = held;
        told.survival.push(line.number_rounded_to(held, step));
        let shares: Vec<f64> = broken.iter().map(|chance| figure_of(*chance)).collect();
        let rounded = round_shares(&shares, 1.0 - held, step);
        for ((_, row), (chance, rounded)) in told.causes.iter_mut().zip(broken.iter().zip(rounded)) {
            row.push(chance.number_rounded_to(rounded, step));
        }
    }
    told
}
