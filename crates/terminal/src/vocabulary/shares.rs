//! Chances that are read together and sum to one: the ends of a war, and the line with the ways in which it breaks.

use super::actors::is_possible_cause;
use super::chances::{chance_at, share_of_cases};
use standoff_lab::forecast::findings::{Cause, EndShare, Findings, leading_by};
use standoff_prose::numbers::{Chance, Futures, UNKNOWN, format_rounded};
use standoff_prose::together::{in_steps, round_shares, row_figures, share_bounds, tell_row};

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

/// The same as counts of futures: of the figures as they are told, so that no end has two numbers.
pub fn end_futures(findings: &Findings) -> Vec<Futures> {
    let EndShares { step, chances, rounded } = end_shares(findings);
    chances.iter().zip(rounded).map(|(chance, rounded)| chance.futures_rounded_to(rounded, step)).collect()
}

/// The most frequent end and all that are too close to it to rank, each with its chance as it is told in the table.
pub fn leading_end_chances(findings: &Findings) -> Vec<(&EndShare, String)> {
    let told = findings.ends.iter().zip(end_chances(findings));
    leading_by(told, |(end, _)| [end.p, end.mc_error])
}

/// The ends that came without a break of the line, in the order of the findings.
pub struct UnbrokenEnds {
    /// Share in which the line has broken by the horizon.
    pub broken: String,
    /// Shares of the ends without a break; with the broken ones they sum to one.
    pub shares: Vec<f64>,
    /// Step of all of them, that of the line.
    pub step: f64,
}

impl UnbrokenEnds {
    /// A share as text.
    pub fn words(&self, share: f64) -> String {
        format_rounded(share, self.step)
    }
}

/// Splits what is unbroken at the horizon, as the table of the line tells it, into the ends, of which `unbroken` has the
/// shares.
pub fn unbroken_ends(findings: &Findings, unbroken: &[f64]) -> UnbrokenEnds {
    let last = findings.hold.survival.last();
    let line = last.map_or(Chance::new(1.0, 0.0, findings.runs), |at| chance_at(findings, at));
    let step = line.step();
    let held = if line.is_bounded() { line.p.round() } else { in_steps(line.p, step) };
    let broken = Chance::new(1.0 - line.p, line.error, findings.runs).number_rounded_to(1.0 - held, step);
    UnbrokenEnds { broken, shares: round_shares(unbroken, held, step), step }
}

/// The line, and the ways to break that are possible, month by month.
pub struct HoldChances<'f> {
    /// The line has not broken.
    pub survival: Vec<String>,
    /// The ways in which it has.
    pub causes: Vec<CauseChances<'f>>,
}

/// A way to break.
pub struct CauseChances<'f> {
    /// The way.
    pub cause: &'f Cause,
    /// The line has broken by the month, first in this way.
    pub by: Vec<String>,
    /// Its condition held at some time, first or not.
    pub ever: String,
}

/// The chances of the line and of the ways to break it, which make up the rest: in each month in the step of the line, and so
/// that the line never seems to recover. A way is met at some time in no fewer futures than it comes first in.
pub fn hold_chances(findings: &Findings) -> HoldChances<'_> {
    let hold = &findings.hold;
    let possible = |cause: &&Cause| is_possible_cause(findings, &cause.cause, cause.ever);
    let causes: Vec<&Cause> = hold.causes.iter().filter(possible).collect();
    let lines: Vec<Chance> = hold.survival.iter().map(|at| chance_at(findings, at)).collect();
    let mut by: Vec<Vec<String>> = vec![Vec::new(); causes.len()];
    // The last figures told of each way to break.
    let (mut broken, mut step) = (vec![0.0; causes.len()], 0.01);
    for (place, (line, held)) in lines.iter().zip(row_figures(&lines)).enumerate() {
        step = line.step();
        let chances: Vec<Chance> =
            causes.iter().filter_map(|cause| Some(chance_at(findings, cause.by.get(place)?))).collect();
        let shares: Vec<f64> = chances.iter().map(|chance| figure_of(*chance)).collect();
        broken = round_shares(&shares, 1.0 - held, step);
        for (row, (chance, rounded)) in by.iter_mut().zip(chances.iter().zip(&broken)) {
            row.push(chance.number_rounded_to(*rounded, step));
        }
    }
    let ever = |cause: &Cause, first: f64| {
        let ever = share_of_cases(findings, cause.ever, findings.runs as f64);
        let step = ever.step().max(step);
        let least = (first / step - 1e-9).ceil() * step;
        ever.number_rounded_to(in_steps(cause.ever, step).max(least), step)
    };
    let told = causes.into_iter().zip(by).zip(broken);
    // Along its row neither the line nor a way to break can go back.
    HoldChances {
        survival: tell_row(&lines),
        causes: told
            .map(|((cause, by), first)| CauseChances { cause, by: share_bounds(&by), ever: ever(cause, first) })
            .collect(),
    }
}

/// The chance that the line holds until a month, as it is told wherever it stands.
pub fn hold_chance_at(findings: &Findings, months: usize) -> String {
    let place = findings.hold.survival.iter().position(|at| at.months == months);
    place.and_then(|place| hold_chances(findings).survival.into_iter().nth(place)).unwrap_or(UNKNOWN.to_owned())
}
