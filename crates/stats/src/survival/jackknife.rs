//! The influence of each observation on the Kaplan-Meier estimate.

use crate::survival::end_times::EndTime;
use crate::survival::observations::Observations;

/// The infinitesimal jackknife of ln S.
///
/// A small more of the weight of observation i changes ln S(t) by minus the sum over end times u up to t of
/// (dN_i - Y_i d / n) / (n - d), with dN_i 1 if it ended at u and Y_i 1 if it was at risk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Jackknife {
    rows: Vec<JackknifeRow>,
    end_times: Vec<JackknifeTime>,
}

/// One observation.
#[derive(Debug, Clone, Copy, PartialEq)]
struct JackknifeRow {
    weight: f64,
    /// The number of end times before it was at risk.
    first: usize,
    /// The number of end times until it ended or stopped.
    last: usize,
    ended: bool,
}

/// One end time: its part in an end, and in a stay.
#[derive(Debug, Clone, Copy, PartialEq)]
struct JackknifeTime {
    /// 1 / (n - d); 0 where nobody is left, after which S is 0 whatever the weights.
    end: f64,
    /// d / (n (n - d)).
    stay: f64,
}

impl Jackknife {
    pub(super) fn new(observations: &Observations<'_>, ended: &[bool], end_times: &[EndTime]) -> Self {
        let up_to = |time: f64| end_times.partition_point(|end_time| end_time.time <= time);
        let row = |index: usize| JackknifeRow {
            weight: observations.weight(index),
            first: up_to(observations.entry(index)),
            last: up_to(observations.times[index]),
            ended: ended[index],
        };
        let time = |one: &EndTime| {
            let end = if one.staying > 0.0 { 1.0 / one.staying } else { 0.0 };
            JackknifeTime { end, stay: end * one.total_ended() / one.at_risk }
        };
        Self { rows: (0..ended.len()).map(row).collect(), end_times: end_times.iter().map(time).collect() }
    }

    /// Var S(t) / S(t)^2 at each end time.
    ///
    /// The influence of those that are gone stays as it is, and their squares are a running sum. Those still at risk
    /// share one growing part, less what it was at their entry, so that three sums over them give their squares.
    pub(super) fn relative_variances(&self) -> Vec<f64> {
        let stays = self.running_stays();
        let mut entering: Vec<JackknifeRow> = self.rows.iter().filter(|row| row.first < row.last).copied().collect();
        let mut leaving = entering.clone();
        entering.sort_by_key(|row| std::cmp::Reverse(row.first));
        leaving.sort_by_key(|row| std::cmp::Reverse(row.last));
        let (mut gone, mut sums) = (0.0, [0.0; 3]);
        let variance = |place: usize| {
            while let Some(row) = entering.pop_if(|row| row.first < place) {
                row.add_to(&mut sums, 1.0, &stays);
            }
            while let Some(row) = leaving.pop_if(|row| row.last <= place) {
                row.add_to(&mut sums, -1.0, &stays);
                let influence = self.influence(&row, &stays);
                gone += influence * influence;
            }
            let now = stays[place];
            (gone + now * now * sums[0] - 2.0 * now * sums[1] + sums[2]).max(0.0)
        };
        (1..=self.end_times.len()).map(variance).collect()
    }

    /// The variance of a sum over end times of `factors` times the change of ln S there.
    pub(super) fn weighted_variance(&self, factors: &[f64]) -> f64 {
        let scaled =
            |(time, factor): (&JackknifeTime, &f64)| JackknifeTime { end: time.end * factor, stay: time.stay * factor };
        let end_times = self.end_times.iter().zip(factors).map(scaled).collect();
        let scaled = Self { rows: self.rows.clone(), end_times };
        let stays = scaled.running_stays();
        let squares = scaled.rows.iter().map(|row| scaled.influence(row, &stays).powi(2));
        standoff_num::sums::sum_of(squares)
    }

    /// Weight times influence of an observation that is gone.
    fn influence(&self, row: &JackknifeRow, stays: &[f64]) -> f64 {
        let own = if row.ended { self.end_times[row.last - 1].end } else { 0.0 };
        row.weight * (own - (stays[row.last] - stays[row.first]))
    }

    /// The sum of the first so many stays, from none on.
    fn running_stays(&self) -> Vec<f64> {
        let mut total = 0.0;
        let next = self.end_times.iter().map(|time| {
            total += time.stay;
            total
        });
        std::iter::once(0.0).chain(next).collect()
    }
}

impl JackknifeRow {
    /// Adds w^2, w^2 A and w^2 A^2 to sums, with A the growing part at its entry.
    fn add_to(&self, sums: &mut [f64; 3], sign: f64, stays: &[f64]) {
        let (square, start) = (sign * self.weight * self.weight, stays[self.first]);
        let terms = [square, square * start, square * start * start];
        sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }
}
