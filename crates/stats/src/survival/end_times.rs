//! The distinct times at which something ended: what every estimator of survival is a sum or product over.

use crate::error::{StatsError, all_finite, at_least, same_length};

/// One time at which something ended, with the numbers at risk and ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EndTime {
    pub time: f64,
    pub at_risk: f64,
    /// Ended by each cause.
    pub ended: Vec<f64>,
    survival_before: f64,
    pub survival_after: f64,
}

impl EndTime {
    /// Number that ended, by any cause.
    fn total_ended(&self) -> f64 {
        self.ended.iter().sum()
    }

    /// One term of Greenwood's sum; infinite if nobody is left.
    pub(super) fn greenwood_term(&self) -> f64 {
        self.total_ended() / (self.at_risk * (self.at_risk - self.total_ended()))
    }

    /// The increment of the cumulative incidence of a cause.
    pub(super) fn incidence_term(&self, cause: usize) -> f64 {
        self.survival_before * self.ended[cause] / self.at_risk
    }

    /// One term of the variance of a cumulative incidence, with `rest` the incidence from here to the time in question.
    /// The first part is left out if `rest` is 0: Greenwood's term may be infinite there, and 0 x infinity is NaN.
    pub(super) fn variance_term(&self, cause: usize, rest: f64) -> f64 {
        let (risk, own, before) = (self.at_risk, self.ended[cause], self.survival_before);
        let later = if rest == 0.0 { 0.0 } else { rest * rest * self.greenwood_term() };
        let here = before * before * (risk - own) * own / (risk * risk * risk);
        later + here - 2.0 * rest * before * own / (risk * risk)
    }
}

/// Collects the times at which something ended, ascending.
pub(super) fn collect_end_times(
    times: &[f64],
    causes: &[Option<usize>],
    number: usize,
) -> Result<Vec<EndTime>, StatsError> {
    check_observations(times, causes, number)?;
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by(|&left, &right| times[left].total_cmp(&times[right]));
    let (mut found, mut survival, mut at_risk) = (Vec::new(), 1.0, times.len());
    for tied in order.chunk_by(|&left, &right| times[left] == times[right]) {
        let end_time = make_end_time(times[tied[0]], at_risk, survival, count_causes(tied, causes, number));
        at_risk -= tied.len();
        if end_time.total_ended() > 0.0 {
            survival = end_time.survival_after;
            found.push(end_time);
        }
    }
    Ok(found)
}

/// Fails unless there are observations with valid times and causes.
fn check_observations(times: &[f64], causes: &[Option<usize>], number: usize) -> Result<(), StatsError> {
    same_length(times.len(), causes.len())?;
    at_least(1, times.len())?;
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

/// An end time, with survival after it as the product of the shares that stay.
fn make_end_time(time: f64, at_risk: usize, survival_before: f64, ended: Vec<f64>) -> EndTime {
    let at_risk = at_risk as f64;
    let staying = at_risk - ended.iter().sum::<f64>();
    EndTime { time, at_risk, ended, survival_before, survival_after: survival_before * (staying / at_risk) }
}

/// The number that ended by each cause among tied observations.
fn count_causes(tied: &[usize], causes: &[Option<usize>], number: usize) -> Vec<f64> {
    let mut ended = vec![0.0; number];
    for cause in tied.iter().filter_map(|&index| causes[index]) {
        ended[cause] += 1.0;
    }
    ended
}

/// The running sums of the terms, added plainly and in order.
pub(super) fn running_sums(terms: impl Iterator<Item = f64>) -> Vec<f64> {
    terms
        .scan(0.0, |total, term| {
            *total += term;
            Some(*total)
        })
        .collect()
}
