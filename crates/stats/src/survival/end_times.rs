//! The times at which something ended, with who was at risk then.

use crate::error::{StatsError, all_finite, at_least, same_length};

/// One time at which something ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EndTime {
    pub time: f64,
    pub at_risk: f64,
    /// How many ended by each cause.
    pub ended: Vec<f64>,
    survival_before: f64,
    pub survival_after: f64,
}

impl EndTime {
    fn all_ended(&self) -> f64 {
        self.ended.iter().sum()
    }

    pub(super) fn greenwood_term(&self) -> f64 {
        self.all_ended() / (self.at_risk * (self.at_risk - self.all_ended()))
    }

    pub(super) fn incidence_term(&self, cause: usize) -> f64 {
        self.survival_before * self.ended[cause] / self.at_risk
    }

    /// One term of the variance sum, with `rest` the incidence still to come by the time asked for.
    pub(super) fn variance_term(&self, cause: usize, rest: f64) -> f64 {
        let (risk, own, before) = (self.at_risk, self.ended[cause], self.survival_before);
        let later = if rest == 0.0 { 0.0 } else { rest * rest * self.greenwood_term() };
        let here = before * before * (risk - own) * own / (risk * risk * risk);
        later + here - 2.0 * rest * before * own / (risk * risk)
    }
}

/// The times at which something ended, ascending.
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
        if end_time.all_ended() > 0.0 {
            survival = end_time.survival_after;
            found.push(end_time);
        }
    }
    Ok(found)
}

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

fn make_end_time(time: f64, at_risk: usize, survival_before: f64, ended: Vec<f64>) -> EndTime {
    let at_risk = at_risk as f64;
    let staying = at_risk - ended.iter().sum::<f64>();
    EndTime { time, at_risk, ended, survival_before, survival_after: survival_before * (staying / at_risk) }
}

fn count_causes(tied: &[usize], causes: &[Option<usize>], number: usize) -> Vec<f64> {
    let mut ended = vec![0.0; number];
    for cause in tied.iter().filter_map(|&index| causes[index]) {
        ended[cause] += 1.0;
    }
    ended
}

/// The running sums of the terms.
pub(super) fn running_sums(terms: impl Iterator<Item = f64>) -> Vec<f64> {
    terms
        .scan(0.0, |total, term| {
            *total += term;
            Some(*total)
        })
        .collect()
}
