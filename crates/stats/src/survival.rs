//! Survival with censoring, and competing ways to end.

use standoff_num::normal::normal_quantile;

use crate::error::{StatsError, all_finite, same_length};
use crate::step::StepFunction;

/// The Kaplan-Meier estimate of the chance to last beyond each time.
#[derive(Debug, Clone, PartialEq)]
pub struct KaplanMeier {
    /// S(t), with steps at the times at which something ended.
    pub survival: StepFunction,
    /// Greenwood's sum of d / (n (n - d)), so that Var S(t) = S(t)^2 times this; infinite once S is 0.
    pub greenwood: StepFunction,
}

/// Estimates S(t) = product over end times up to t of (1 - d / n) (Kaplan and Meier 1958, JASA 53:457).
///
/// `times` are durations (any unit, >= 0); `ended[i]` says whether the end was seen (true) or the
/// observation stopped before it (false). Observations censored at a time of ending count as at risk then.
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
    let causes: Vec<Option<usize>> = ended.iter().map(|&end| end.then_some(0)).collect();
    let moments = moments(times, &causes, 1)?;
    let end_times: Vec<f64> = moments.iter().map(|moment| moment.time).collect();
    let survival = moments.iter().map(|moment| moment.survival_after).collect();
    let greenwood = running(moments.iter().map(Moment::greenwood));
    Ok(KaplanMeier {
        survival: StepFunction { start: 1.0, times: end_times.clone(), values: survival },
        greenwood: StepFunction { start: 0.0, times: end_times, values: greenwood },
    })
}

impl KaplanMeier {
    /// The first time at which S(t) is one half or less, if it falls so far.
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
    /// `until` should not lie beyond the last observation: there the curve is taken to stay where it is.
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
    /// (area under S from there on)^2 d / (n (n - d)) (Klein and Moeschberger 2003, eq. 4.5.2).
    pub fn restricted_mean_error(&self, until: f64) -> f64 {
        let areas = self.areas(until);
        // The first area lies before the first end.
        let (mut rest, mut before): (f64, f64) = (areas.iter().skip(1).sum(), 0.0);
        let terms = self.greenwood.values.iter().zip(areas.iter().skip(1)).map(|(&now, &area)| {
            // Once S is 0 the sum is infinite and nothing is left.
            let term = if rest > 0.0 && now.is_finite() { rest * rest * (now - before) } else { 0.0 };
            (rest, before) = ((rest - area).max(0.0), now);
            term
        });
        standoff_num::sums::sum_of(terms).sqrt()
    }

    /// The areas under S between neighbouring end times from 0 to `until`.
    fn areas(&self, until: f64) -> Vec<f64> {
        let inside = self.survival.times.iter().copied().filter(|&time| time < until);
        let ends: Vec<f64> = std::iter::once(0.0).chain(inside).chain([until.max(0.0)]).collect();
        let heights = std::iter::once(self.survival.start).chain(self.survival.values.iter().copied());
        ends.windows(2).zip(heights).map(|(ends, height)| (ends[1] - ends[0]) * height).collect()
    }

    /// The interval of S(t) at a level such as 0.95, on the scale ln(-ln S), which keeps it within (0, 1).
    ///
    /// S^exp(+-z e) with e = sqrt(greenwood) / |ln S| (Kalbfleisch and Prentice 1980). Where S is 1 or 0 it has no width.
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

/// The Aalen-Johansen estimate of the chance to have ended by each time, by each cause.
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeIncidence {
    /// F_k(t) for each cause k, with steps at the times at which something ended.
    pub incidence: Vec<StepFunction>,
    /// S(t), the chance of not having ended; S plus all F is 1 at every time.
    pub survival: StepFunction,
    moments: Vec<Moment>,
}

/// Estimates F_k(t) = sum over end times up to t of S(before) d_k / n (Aalen and Johansen 1978, Scand. J. Stat. 5:141).
///
/// `times` are durations (any unit, >= 0); `causes[i]` is the number of the cause that ended it (below
/// `number_of_causes`) or `None` where the observation stopped before its end.
///
/// # Errors
///
/// As [`kaplan_meier`], or a cause number out of range.
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
    let moments = moments(times, causes, number_of_causes)?;
    let end_times: Vec<f64> = moments.iter().map(|moment| moment.time).collect();
    let step = |start, values| StepFunction { start, times: end_times.clone(), values };
    let incidence = (0..number_of_causes)
        .map(|cause| step(0.0, running(moments.iter().map(|moment| moment.incidence(cause)))))
        .collect();
    let survival = step(1.0, moments.iter().map(|moment| moment.survival_after).collect());
    Ok(CumulativeIncidence { incidence, survival, moments })
}

impl CumulativeIncidence {
    /// The variance of F_k(t) by the delta method (Marubini and Valsecchi 1995, eq. 10.12); not a number
    /// for a cause that does not exist.
    pub fn variance(&self, cause: usize, time: f64) -> f64 {
        let Some(incidence) = self.incidence.get(cause) else {
            return f64::NAN;
        };
        let level = incidence.at(time);
        let passed = self.moments.iter().take_while(|moment| moment.time <= time);
        let terms = passed.zip(&incidence.values).map(|(moment, &so_far)| moment.variance(cause, level - so_far));
        standoff_num::sums::sum_of(terms)
    }

    /// The interval of F_k(t) at a level such as 0.95, on the scale ln(-ln F), which keeps it within (0, 1).
    ///
    /// F^exp(-+z e) with e = sqrt(variance) / |F ln F| (Marubini and Valsecchi 1995, section 10.2). Where F is 0 or 1 it
    /// has no width.
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

/// One time at which something ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    pub time: f64,
    pub at_risk: f64,
    /// How many ended by each cause.
    pub ended: Vec<f64>,
    survival_before: f64,
    survival_after: f64,
}

impl Moment {
    fn all_ended(&self) -> f64 {
        self.ended.iter().sum()
    }

    fn greenwood(&self) -> f64 {
        self.all_ended() / (self.at_risk * (self.at_risk - self.all_ended()))
    }

    fn incidence(&self, cause: usize) -> f64 {
        self.survival_before * self.ended[cause] / self.at_risk
    }

    /// One term of the variance sum, with `rest` the incidence still to come by the time asked for.
    fn variance(&self, cause: usize, rest: f64) -> f64 {
        let (risk, own, before) = (self.at_risk, self.ended[cause], self.survival_before);
        let later = if rest == 0.0 { 0.0 } else { rest * rest * self.greenwood() };
        let here = before * before * (risk - own) * own / (risk * risk * risk);
        later + here - 2.0 * rest * before * own / (risk * risk)
    }
}

/// The times at which something ended, ascending.
pub(crate) fn moments(times: &[f64], causes: &[Option<usize>], number: usize) -> Result<Vec<Moment>, StatsError> {
    check(times, causes, number)?;
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by(|&left, &right| times[left].total_cmp(&times[right]));
    let (mut found, mut survival, mut at_risk) = (Vec::new(), 1.0, times.len());
    for tied in order.chunk_by(|&left, &right| times[left] == times[right]) {
        let moment = moment(times[tied[0]], at_risk, survival, count(tied, causes, number));
        at_risk -= tied.len();
        if moment.all_ended() > 0.0 {
            survival = moment.survival_after;
            found.push(moment);
        }
    }
    Ok(found)
}

fn check(times: &[f64], causes: &[Option<usize>], number: usize) -> Result<(), StatsError> {
    same_length(times.len(), causes.len())?;
    crate::error::at_least(1, times.len())?;
    all_finite(times, |time| time >= 0.0)?;
    for (index, cause) in causes.iter().enumerate() {
        if let Some(cause) = *cause
            && cause >= number
        {
            return Err(StatsError::UnknownCause { index, cause });
        }
    }
    Ok(())
}

fn moment(time: f64, at_risk: usize, survival_before: f64, ended: Vec<f64>) -> Moment {
    let at_risk = at_risk as f64;
    let staying = at_risk - ended.iter().sum::<f64>();
    Moment { time, at_risk, ended, survival_before, survival_after: survival_before * (staying / at_risk) }
}

fn count(tied: &[usize], causes: &[Option<usize>], number: usize) -> Vec<f64> {
    let mut ended = vec![0.0; number];
    for cause in tied.iter().filter_map(|&index| causes[index]) {
        ended[cause] += 1.0;
    }
    ended
}

/// The running sums of the terms.
pub(crate) fn running(terms: impl Iterator<Item = f64>) -> Vec<f64> {
    terms
        .scan(0.0, |total, term| {
            *total += term;
            Some(*total)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::table;

    const ORACLE: &str = include_str!("../../../fixtures/oracle/survival.json");

    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value}, not {expected}");
    }

    /// The 6-MP arm of Freireich et al. (1963), Blood 21:699, against lifelines.
    #[test]
    fn leukaemia_curve_agrees_with_lifelines() {
        let rows = table::<2>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let curve = kaplan_meier(&times, &ended).unwrap();
        assert_eq!(curve.median(), Some(23.0));
        for [time, survival, low, high] in table(ORACLE, "kaplan_meier") {
            close(curve.survival.at(time), survival);
            close(curve.interval(time, 0.95).0, low);
            close(curve.interval(time, 0.95).1, high);
        }
    }

    /// Greenwood's standard errors of the same arm as printed by Collett (2003, table 2.2): .0764 at 6, .0869 at 7.
    #[test]
    fn greenwood_agrees_with_the_textbook() {
        let rows = table::<2>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let curve = kaplan_meier(&times, &ended).unwrap();
        assert!((curve.standard_error(6.0) - 0.0764).abs() < 5e-5);
        assert!((curve.standard_error(7.0) - 0.0869).abs() < 5e-5);
    }

    #[test]
    fn competing_causes_agree_with_lifelines() {
        let rows = table::<2>(ORACLE, "competing");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let causes: Vec<Option<usize>> = rows.iter().map(|row| (row[1] as usize).checked_sub(1)).collect();
        let curves = cumulative_incidence(&times, &causes, 2).unwrap();
        for [time, cause, incidence, variance] in table(ORACLE, "aalen_johansen") {
            let cause = cause as usize - 1;
            close(curves.incidence[cause].at(time), incidence);
            close(curves.variance(cause, time), variance);
            close(curves.incidence[0].at(time) + curves.incidence[1].at(time) + curves.survival.at(time), 1.0);
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
            close(curves.variance(0, time), share * (1.0 - share) / 10.0);
        }
        close(curves.survival.at(10.0), 0.0);
        assert!(curves.variance(2, 1.0).is_nan());
        assert!(curves.interval(2, 1.0, 0.9).0.is_nan());
        // ln(-ln F) is even, so the ends lie as far from F on that scale.
        let scale = |share: f64| libm::log(-libm::log(share));
        let ((low, high), share) = (curves.interval(0, 4.0, 0.9), curves.incidence[0].at(4.0));
        assert!(low < share && share < high);
        close(scale(low) + scale(high), 2.0 * scale(share));
    }

    /// The areas under both curves of the leukaemia trial, against lifelines.
    #[test]
    fn restricted_mean_agrees_with_lifelines() {
        let rows = table::<2>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let curve = kaplan_meier(&times, &ended).unwrap();
        for [until, mean] in table(ORACLE, "restricted_mean") {
            close(curve.restricted_mean(until), mean);
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
            close(curve.restricted_mean(until), standoff_num::sums::mean(&cut));
            close(curve.restricted_mean_error(until), squares.sqrt());
        }
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(kaplan_meier(&[], &[]).unwrap_err(), StatsError::TooFew { found: 0, needed: 1 });
        let mismatch = StatsError::LengthMismatch { left: 1, right: 0 };
        assert_eq!(kaplan_meier(&[1.0], &[]).unwrap_err(), mismatch);
        let negative = StatsError::BadValue { index: 0, value: -1.0 };
        assert_eq!(kaplan_meier(&[-1.0], &[true]).unwrap_err(), negative);
        let unknown = StatsError::UnknownCause { index: 0, cause: 3 };
        assert_eq!(cumulative_incidence(&[1.0], &[Some(3)], 2).unwrap_err(), unknown);
    }

    #[test]
    fn ended_at_once_and_never() {
        let gone = kaplan_meier(&[0.0, 0.0], &[true, true]).unwrap();
        assert_eq!((gone.survival.at(0.0), gone.standard_error(0.0), gone.interval(0.0, 0.9)), (0.0, 0.0, (0.0, 0.0)));
        let lasting = kaplan_meier(&[3.0], &[false]).unwrap();
        assert_eq!((lasting.survival.at(9.0), lasting.median()), (1.0, None));
    }
}
