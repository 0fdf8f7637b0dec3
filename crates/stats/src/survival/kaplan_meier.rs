//! The Kaplan-Meier estimate of survival.

use standoff_num::distributions::normal_quantile;
use standoff_num::sums::sum_of;

use crate::error::StatsError;
use crate::survival::end_times::{EndTime, collect_end_times, running_sums};
use crate::survival::jackknife::Jackknife;
use crate::survival::observations::Observations;
use crate::survival::step_function::StepFunction;

/// The Kaplan-Meier estimate of the probability of lasting beyond each time.
#[derive(Debug, Clone, PartialEq)]
pub struct KaplanMeier {
    /// S(t), with steps at the times at which something ended.
    pub survival: StepFunction,
    /// Greenwood's sum of d / (n (n - d)): Var S(t) is S(t)^2 times this. Infinite once S is 0. With weights that are
    /// not counts, the same from the infinitesimal jackknife (see [`kaplan_meier_of`]).
    pub greenwood: StepFunction,
    /// The influence of each observation, where weights are not counts.
    jackknife: Option<Jackknife>,
}

/// Estimates S(t) = product over end times up to t of (1 - d / n) (Kaplan and Meier 1958, JASA 53:457).
///
/// `times` are durations (any unit, >= 0); `ended[i]` is true if the end was seen, false if the observation stopped
/// before it. Observations censored at a time of ending count as at risk then.
///
/// # Errors
///
/// Columns of different length, no observations, or a time that is negative or not finite.
///
/// # Examples
///
/// ```
/// let curve = standoff_stats::kaplan_meier(&[1.0, 2.0, 3.0, 4.0], &[true, false, true, true])?;
/// assert_eq!(curve.survival.at(3.5), 0.75 * 0.5);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn kaplan_meier(times: &[f64], ended: &[bool]) -> Result<KaplanMeier, StatsError> {
    kaplan_meier_of(&Observations::new(times), ended)
}

/// [`kaplan_meier`] of observations that may enter late or be weighted.
///
/// With weights that are whole numbers the variance is Greenwood's, for as many observations as the weights add up to.
/// With other weights it is the infinitesimal jackknife, the sum of the squares of weight times influence (Efron 1981,
/// Biometrika 68:589; as `survfit(robust = TRUE)` in R's survival), since the number of independent observations is
/// that of the rows.
///
/// # Errors
///
/// As [`kaplan_meier`]; an entry that is negative or not before its time; a weight that is not above 0.
///
/// # Examples
///
/// ```
/// use standoff_stats::survival::{Observations, kaplan_meier, kaplan_meier_of};
/// let twice = Observations { weights: Some(&[2.0, 1.0]), ..Observations::new(&[1.0, 2.0]) };
/// let rows = kaplan_meier(&[1.0, 1.0, 2.0], &[true, true, false])?;
/// assert_eq!(kaplan_meier_of(&twice, &[true, false])?.survival, rows.survival);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn kaplan_meier_of(observations: &Observations<'_>, ended: &[bool]) -> Result<KaplanMeier, StatsError> {
    let causes: Vec<Option<usize>> = ended.iter().map(|&end| end.then_some(0)).collect();
    let end_times = collect_end_times(observations, &causes, 1)?;
    let times: Vec<f64> = end_times.iter().map(|end_time| end_time.time).collect();
    let survival = end_times.iter().map(|end_time| end_time.survival_after).collect();
    let jackknife = (!observations.are_counts()).then(|| Jackknife::new(observations, ended, &end_times));
    let greenwood = match &jackknife {
        Some(jackknife) => jackknife.relative_variances(),
        None => running_sums(end_times.iter().map(EndTime::greenwood_term)),
    };
    Ok(KaplanMeier {
        survival: StepFunction { start: 1.0, times: times.clone(), values: survival },
        greenwood: StepFunction { start: 0.0, times, values: greenwood },
        jackknife,
    })
}

impl KaplanMeier {
    /// The first time at which S(t) is at most one half, if it falls so far.
    pub fn median(&self) -> Option<f64> {
        self.survival.first_at_or_below(0.5)
    }

    /// Greenwood's (1926) standard error of S(t); 0 once S is 0.
    pub fn standard_error(&self, time: f64) -> f64 {
        let survival = self.survival.at(time);
        if survival == 0.0 { 0.0 } else { survival * self.greenwood.at(time).sqrt() }
    }

    /// The mean of the time until the end or until `until`, whichever comes first: the area under S up to `until`.
    ///
    /// `until` should not lie beyond the last observation, after which the curve is assumed to stay constant.
    ///
    /// ```
    /// let curve = standoff_stats::kaplan_meier(&[1.0, 2.0, 6.0], &[true, true, true])?;
    /// assert!((curve.restricted_mean(4.0) - (1.0 + 2.0 + 4.0) / 3.0).abs() < 1e-15);
    /// # Ok::<(), standoff_stats::StatsError>(())
    /// ```
    pub fn restricted_mean(&self, until: f64) -> f64 {
        self.survival.area(0.0, until)
    }

    /// The standard error of [`KaplanMeier::restricted_mean`]: the root of the sum over end times up to `until` of
    /// (area under S from there on)^2 d / (n (n - d)) (Klein and Moeschberger 2003, eq. 4.5.2), or from the
    /// infinitesimal jackknife where weights are not counts.
    pub fn restricted_mean_standard_error(&self, until: f64) -> f64 {
        let areas = self.areas_between_ends(until);
        if let Some(jackknife) = &self.jackknife {
            return jackknife.weighted_variance(&areas_after(&areas, self.survival.times.len())).sqrt();
        }
        // The first area lies before the first end.
        let (mut rest, mut before): (f64, f64) = (areas.iter().skip(1).sum(), 0.0);
        let terms = self.greenwood.values.iter().zip(areas.iter().skip(1)).map(|(&now, &area)| {
            // Once S is 0 the sum is infinite and nothing is left.
            let term = if now.is_finite() { rest * rest * (now - before) } else { 0.0 };
            (rest, before) = ((rest - area).max(0.0), now);
            term
        });
        sum_of(terms).sqrt()
    }

    /// The areas under S between neighbouring end times from 0 to `until`.
    fn areas_between_ends(&self, until: f64) -> Vec<f64> {
        let inside = self.survival.times.iter().copied().filter(|&time| time < until);
        let ends: Vec<f64> = std::iter::once(0.0).chain(inside).chain([until.max(0.0)]).collect();
        let heights = std::iter::once(self.survival.start).chain(self.survival.values.iter().copied());
        ends.windows(2).zip(heights).map(|(ends, height)| (ends[1] - ends[0]) * height).collect()
    }

    /// The interval of S(t) at a level such as 0.95, on the scale ln(-ln S), which keeps it within (0, 1).
    ///
    /// S^exp(+-z e) with e = sqrt(greenwood) / |ln S| (Kalbfleisch and Prentice 1980). It has no width where S is 1 or
    /// 0.
    pub fn interval(&self, time: f64, level: f64) -> (f64, f64) {
        let survival = self.survival.at(time);
        if survival == 1.0 || survival == 0.0 {
            return (survival, survival);
        }
        let log = libm::log(survival);
        let reach = normal_quantile(0.5 + 0.5 * level) * self.greenwood.at(time).sqrt() / -log;
        (libm::exp(log * libm::exp(reach)), libm::exp(log * libm::exp(-reach)))
    }
}

/// The area under S after each end time, given those between neighbouring ends.
fn areas_after(areas: &[f64], end_times: usize) -> Vec<f64> {
    let mut rest: f64 = areas.iter().skip(1).sum();
    let after = (0..end_times).map(|place| {
        let now = rest;
        rest = (rest - areas.get(place + 1).unwrap_or(&0.0)).max(0.0);
        now
    });
    after.collect()
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
    fn leukaemia_curve_agrees_with_lifelines() {
        let rows = read_table::<2>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let curve = kaplan_meier(&times, &ended).unwrap();
        assert_eq!(curve.median(), Some(23.0));
        for [time, survival, low, high] in read_table(ORACLE, "kaplan_meier") {
            assert_close(curve.survival.at(time), survival);
            assert_close(curve.interval(time, 0.95).0, low);
            assert_close(curve.interval(time, 0.95).1, high);
        }
    }

    /// Greenwood's standard errors of the same arm as printed by Collett (2003, table 2.2): .0764 at 6, .0869 at 7.
    #[test]
    fn greenwood_agrees_with_the_textbook() {
        let rows = read_table::<2>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let curve = kaplan_meier(&times, &ended).unwrap();
        assert!((curve.standard_error(6.0) - 0.0764).abs() < 5e-5);
        assert!((curve.standard_error(7.0) - 0.0869).abs() < 5e-5);
    }

    /// The areas under both curves of the leukaemia trial, against lifelines.
    #[test]
    fn restricted_mean_agrees_with_lifelines() {
        let rows = read_table::<2>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let curve = kaplan_meier(&times, &ended).unwrap();
        for [until, mean] in read_table(ORACLE, "restricted_mean") {
            assert_close(curve.restricted_mean(until), mean);
        }
    }

    /// Without censoring it is the mean of min(t, until), and its variance that of a mean.
    #[test]
    fn restricted_mean_is_the_plain_one_without_censoring() {
        let times = [1.0, 2.0, 2.0, 5.0, 7.0, 11.0];
        let curve = kaplan_meier(&times, &[true; 6]).unwrap();
        for until in [0.5, 2.0, 6.0, 11.0] {
            let cut: Vec<f64> = times.iter().map(|time: &f64| time.min(until)).collect();
            let squares = standoff_num::sums::variance(&cut) * 5.0 / 36.0;
            assert_close(curve.restricted_mean(until), standoff_num::sums::mean(&cut));
            assert_close(curve.restricted_mean_standard_error(until), squares.sqrt());
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        assert_eq!(kaplan_meier(&[], &[]).unwrap_err(), StatsError::TooFew { found: 0, needed: 1 });
        let mismatch = StatsError::LengthMismatch { left: 1, right: 0 };
        assert_eq!(kaplan_meier(&[1.0], &[]).unwrap_err(), mismatch);
        let negative = StatsError::BadValue { index: 0, value: -1.0 };
        assert_eq!(kaplan_meier(&[-1.0], &[true]).unwrap_err(), negative);
    }

    #[test]
    fn ended_at_once_and_never() {
        let gone = kaplan_meier(&[0.0, 0.0], &[true, true]).unwrap();
        assert_eq!((gone.survival.at(0.0), gone.standard_error(0.0), gone.interval(0.0, 0.9)), (0.0, 0.0, (0.0, 0.0)));
        let lasting = kaplan_meier(&[3.0], &[false]).unwrap();
        assert_eq!((lasting.survival.at(9.0), lasting.median()), (1.0, None));
    }
}
