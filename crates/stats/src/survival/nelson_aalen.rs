//! The Nelson-Aalen estimate of the cumulative hazard.

use crate::error::StatsError;
use crate::survival::end_times::{collect_end_times, running_sums};
use crate::survival::observations::Observations;
use crate::survival::step_function::StepFunction;

/// The reading of several ends at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// Time comes in steps, and they end together: d / n, with variance d (n - d) / n^3.
    Together,
    /// Time is continuous and the clock coarse; they end one just after the other: 1 / n + 1 / (n - 1) + ..., with
    /// variance 1 / n^2 + 1 / (n - 1)^2 + ... (Fleming and Harrington 1984, Commun. Stat. 13:2469).
    OneByOne,
}

impl Ties {
    /// The increments of the hazard and of its variance at one time.
    fn hazard_increment(self, at_risk: f64, ended: f64) -> (f64, f64) {
        if self == Self::Together {
            return (ended / at_risk, ended * (at_risk - ended) / (at_risk * at_risk * at_risk));
        }
        let left = || (0..ended as u32).map(|gone| at_risk - f64::from(gone));
        (left().map(|left| 1.0 / left).sum(), left().map(|left| 1.0 / (left * left)).sum())
    }
}

/// The Nelson-Aalen estimate of the cumulative hazard.
#[derive(Debug, Clone, PartialEq)]
pub struct NelsonAalen {
    /// H(t), with steps at the times at which something ended.
    pub hazard: StepFunction,
    /// Its variance.
    pub variance: StepFunction,
}

/// Estimates H(t) = sum over end times up to t of d / n, those ended over those at risk (Aalen 1978, Ann. Stat. 6:701).
///
/// `times` and `ended` are as in [`crate::kaplan_meier`].
///
/// # Errors
///
/// As [`crate::kaplan_meier`].
///
/// # Examples
///
/// ```
/// use standoff_stats::survival::{Ties, nelson_aalen};
/// let estimate = |ties| nelson_aalen(&[1.0, 1.0, 2.0], &[true, true, false], ties);
/// let hazard = |ties| estimate(ties).map(|estimate| estimate.hazard.at(1.5));
/// assert_eq!(hazard(Ties::Together)?, 2.0 / 3.0);
/// assert_eq!(hazard(Ties::OneByOne)?, 1.0 / 3.0 + 1.0 / 2.0);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn nelson_aalen(times: &[f64], ended: &[bool], ties: Ties) -> Result<NelsonAalen, StatsError> {
    nelson_aalen_of(&Observations::new(times), ended, ties)
}

/// [`nelson_aalen`] of observations that may enter late or be weighted; n and d are sums of weights.
///
/// The variance takes weights as counts.
///
/// # Errors
///
/// As [`crate::survival::kaplan_meier_of`]; [`Ties::OneByOne`] with weights that are not counts.
pub fn nelson_aalen_of(observations: &Observations<'_>, ended: &[bool], ties: Ties) -> Result<NelsonAalen, StatsError> {
    if ties == Ties::OneByOne {
        observations.check_counts()?;
    }
    let causes: Vec<Option<usize>> = ended.iter().map(|&end| end.then_some(0)).collect();
    let end_times = collect_end_times(observations, &causes, 1)?;
    let times: Vec<f64> = end_times.iter().map(|end_time| end_time.time).collect();
    let terms = end_times.iter().map(|end_time| ties.hazard_increment(end_time.at_risk, end_time.ended[0]));
    let (hazard, variance): (Vec<f64>, Vec<f64>) = terms.unzip();
    let sums =
        |terms: Vec<f64>| StepFunction { start: 0.0, times: times.clone(), values: running_sums(terms.into_iter()) };
    Ok(NelsonAalen { hazard: sums(hazard), variance: sums(variance) })
}
