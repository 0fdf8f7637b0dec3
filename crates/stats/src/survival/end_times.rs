//! The distinct times at which something ended: what every estimator of survival is a sum or product over.

use crate::error::{StatsError, same_length};
use crate::survival::observations::Observations;

/// One time at which something ended, with the numbers at risk and ended (sums of weights).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EndTime {
    pub time: f64,
    pub at_risk: f64,
    /// Neither ended then; exactly 0 if nobody is left.
    pub staying: f64,
    /// Ended by each cause.
    pub ended: Vec<f64>,
    survival_before: f64,
    pub survival_after: f64,
}

impl EndTime {
    /// Number that ended, by any cause.
    pub(super) fn total_ended(&self) -> f64 {
        self.ended.iter().sum()
    }

    /// One term of Greenwood's sum; infinite if nobody is left.
    pub(super) fn greenwood_term(&self) -> f64 {
        self.total_ended() / (self.at_risk * self.staying)
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
    observations: &Observations<'_>,
    causes: &[Option<usize>],
    number: usize,
) -> Result<Vec<EndTime>, StatsError> {
    check_causes(observations, causes, number)?;
    let (mut found, mut survival) = (Vec::new(), 1.0);
    for moment in observations.moments() {
        let ended = weigh_causes(observations, &moment.tied, causes, number);
        // A late entry may follow the end of all before it; once the estimate is 0 it stays there.
        let rows_ended = moment.tied.iter().filter(|&&row| causes[row].is_some()).count();
        let total: f64 = ended.iter().sum();
        let staying = if rows_ended == moment.rows_at_risk { 0.0 } else { moment.at_risk - total };
        if rows_ended > 0 {
            let survival_before = survival;
            survival *= staying / moment.at_risk;
            let (time, at_risk) = (moment.time, moment.at_risk);
            found.push(EndTime { time, at_risk, staying, ended, survival_before, survival_after: survival });
        }
    }
    Ok(found)
}

/// Fails unless there are observations with valid times and causes.
fn check_causes(observations: &Observations<'_>, causes: &[Option<usize>], number: usize) -> Result<(), StatsError> {
    same_length(observations.times.len(), causes.len())?;
    observations.check()?;
    for (index, cause) in causes.iter().enumerate() {
        if let Some(cause) = *cause
            && cause >= number
        {
            return Err(StatsError::UnknownCause { index, cause });
        }
    }
    Ok(())
}

/// The weights that ended by each cause among tied observations.
fn weigh_causes(observations: &Observations<'_>, tied: &[usize], causes: &[Option<usize>], number: usize) -> Vec<f64> {
    let mut ended = vec![0.0; number];
    for (cause, row) in tied.iter().filter_map(|&row| Some((causes[row]?, row))) {
        ended[cause] += observations.weight(row);
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
