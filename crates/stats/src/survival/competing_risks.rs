//! The Aalen-Johansen estimate for competing ways to end.

use standoff_num::distributions::normal_quantile;
use standoff_num::sums::sum_of;

use crate::error::StatsError;
use crate::survival::end_times::{EndTime, collect_end_times, running_sums};
use crate::survival::observations::Observations;
use crate::survival::step_function::StepFunction;

/// The Aalen-Johansen estimate of the probability of having ended by each time, by each cause.
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeIncidence {
    /// F_k(t) for each cause k, with steps at the times at which something ended.
    pub incidence: Vec<StepFunction>,
    /// S(t), the probability of not having ended; S and all F_k add up to 1 at every time.
    pub survival: StepFunction,
    end_times: Vec<EndTime>,
}

/// Estimates F_k(t) = sum over end times up to t of S(before) d_k / n (Aalen and Johansen 1978, Scand. J. Stat. 5:141).
///
/// `times` are durations (any unit, >= 0); `causes[i]` is the number of the cause that ended it, below
/// `number_of_causes`, or `None` if the observation stopped before its end.
///
/// One minus the Kaplan-Meier estimate of a single cause, with the others as censored, would overestimate F_k: what has
/// ended otherwise can no longer end by this cause.
///
/// # Errors
///
/// As [`crate::kaplan_meier`], or a cause number out of range.
///
/// # Examples
///
/// ```
/// let causes = [Some(0), None, Some(1), Some(0)];
/// let curves = standoff_stats::cumulative_incidence(&[1.0, 2.0, 3.0, 4.0], &causes, 2)?;
/// assert_eq!(curves.incidence[0].at(3.0), 0.25);
/// assert_eq!(curves.incidence[1].at(3.0), 0.375);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn cumulative_incidence(
    times: &[f64],
    causes: &[Option<usize>],
    number_of_causes: usize,
) -> Result<CumulativeIncidence, StatsError> {
    cumulative_incidence_of(&Observations::new(times), causes, number_of_causes)
}

/// [`cumulative_incidence`] of observations that may enter late, or of which each counts as several.
///
/// # Errors
///
/// As [`cumulative_incidence`], or a weight that is not a whole number above 0.
pub fn cumulative_incidence_of(
    observations: &Observations<'_>,
    causes: &[Option<usize>],
    number_of_causes: usize,
) -> Result<CumulativeIncidence, StatsError> {
    observations.check_counts()?;
    let end_times = collect_end_times(observations, causes, number_of_causes)?;
    let times: Vec<f64> = end_times.iter().map(|end_time| end_time.time).collect();
    let step = |start, values| StepFunction { start, times: times.clone(), values };
    let incidence = (0..number_of_causes)
        .map(|cause| step(0.0, running_sums(end_times.iter().map(|end_time| end_time.incidence_term(cause)))))
        .collect();
    let survival = step(1.0, end_times.iter().map(|end_time| end_time.survival_after).collect());
    Ok(CumulativeIncidence { incidence, survival, end_times })
}

impl CumulativeIncidence {
    /// The variance of F_k(t) by the delta method (Marubini and Valsecchi 1995, eq. 10.12); NaN for a cause that does
    /// not exist.
    pub fn variance(&self, cause: usize, time: f64) -> f64 {
        let Some(incidence) = self.incidence.get(cause) else {
            return f64::NAN;
        };
        let level = incidence.at(time);
        let passed = self.end_times.iter().take_while(|end_time| end_time.time <= time);
        let terms =
            passed.zip(&incidence.values).map(|(end_time, &so_far)| end_time.variance_term(cause, level - so_far));
        sum_of(terms)
    }

    /// The interval of F_k(t) at a level such as 0.95, on the scale ln(-ln F), which keeps it within (0, 1).
    ///
    /// F^exp(-+z e) with e = sqrt(variance) / |F ln F| (Marubini and Valsecchi 1995, section 10.2). It has no
    /// width where F is 0 or 1.
    pub fn interval(&self, cause: usize, time: f64, level: f64) -> (f64, f64) {
        let Some(incidence) = self.incidence.get(cause) else {
            return (f64::NAN, f64::NAN);
        };
        let share = incidence.at(time);
        if share <= 0.0 || share >= 1.0 {
            return (share, share);
        }
        let log = libm::log(share);
        let reach = normal_quantile(0.5 + 0.5 * level) * self.variance(cause, time).sqrt() / (share * -log);
        (libm::exp(log * libm::exp(reach)), libm::exp(log * libm::exp(-reach)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/survival.json");

    fn assert_close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value}, not {expected}");
    }

    #[test]
    fn competing_causes_agree_with_lifelines() {
        let rows = read_table::<2>(ORACLE, "competing");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let causes: Vec<Option<usize>> = rows.iter().map(|row| (row[1] as usize).checked_sub(1)).collect();
        let curves = cumulative_incidence(&times, &causes, 2).unwrap();
        for [time, cause, incidence, variance] in read_table(ORACLE, "aalen_johansen") {
            let cause = cause as usize - 1;
            assert_close(curves.incidence[cause].at(time), incidence);
            assert_close(curves.variance(cause, time), variance);
            assert_close(curves.incidence[0].at(time) + curves.incidence[1].at(time) + curves.survival.at(time), 1.0);
        }
    }

    /// Without censoring or ties the variance is the binomial one, also when nobody is left.
    #[test]
    fn variance_is_binomial_without_censoring() {
        let times: Vec<f64> = (1..=10).map(f64::from).collect();
        let causes: Vec<Option<usize>> = (0..10).map(|index| Some(index % 2)).collect();
        let curves = cumulative_incidence(&times, &causes, 2).unwrap();
        for time in [1.0, 4.0, 7.0, 10.0] {
            let share = curves.incidence[0].at(time);
            assert_close(curves.variance(0, time), share * (1.0 - share) / 10.0);
        }
        assert_close(curves.survival.at(10.0), 0.0);
        assert!(curves.variance(2, 1.0).is_nan());
        assert!(curves.interval(2, 1.0, 0.9).0.is_nan());
        // ln(-ln F) is even, so the ends lie as far from F on that scale.
        let scale = |share: f64| libm::log(-libm::log(share));
        let ((low, high), share) = (curves.interval(0, 4.0, 0.9), curves.incidence[0].at(4.0));
        assert!(low < share && share < high);
        assert_close(scale(low) + scale(high), 2.0 * scale(share));
        // The normal quantile of .95 times the binomial error over |F ln F|.
        let reach = 1.644_853_626_951_472_7 * (share * (1.0 - share) / 10.0).sqrt() / (share * libm::log(share)).abs();
        assert_close(scale(low) - scale(share), reach);
        assert_eq!(curves.interval(0, 0.5, 0.9), (0.0, 0.0));
        let certain = cumulative_incidence(&[1.0, 2.0], &[Some(0), Some(0)], 1).unwrap();
        assert_eq!(certain.interval(0, 2.0, 0.9), (1.0, 1.0));
    }

    #[test]
    fn each_fault_has_its_error() {
        let unknown = StatsError::UnknownCause { index: 0, cause: 3 };
        assert_eq!(cumulative_incidence(&[1.0], &[Some(3)], 2).unwrap_err(), unknown);
    }
}
