//! The life table.

use crate::error::StatsError;
use crate::survival::kaplan_meier::kaplan_meier_of;
use crate::survival::nelson_aalen::{Ties, nelson_aalen_of};
use crate::survival::observations::Observations;

/// One row of a life table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LifeTableRow {
    /// A time at which something ended or an observation stopped; 0 in the first row.
    pub time: f64,
    /// The number under observation just before.
    pub at_risk: usize,
    /// The number that ended then.
    pub ended: usize,
    /// The number of observations that stopped then.
    pub censored: usize,
    /// The sum of the weights of those under observation just before.
    pub weight_at_risk: f64,
    /// The sum of the weights of those that ended then.
    pub weight_ended: f64,
    /// S(t) by Kaplan and Meier.
    pub survival: f64,
    /// The interval of S(t), see [`crate::KaplanMeier::interval`].
    pub interval: (f64, f64),
    /// H(t) by Nelson and Aalen.
    pub hazard: f64,
}

/// The life table: a row for time 0 and one for each time at which something ended or an observation stopped.
///
/// `level` is that of the intervals, such as 0.95; `ties` affects the hazard only.
///
/// # Errors
///
/// As [`crate::kaplan_meier`].
///
/// # Examples
///
/// ```
/// use standoff_stats::survival::{Ties, life_table};
/// let rows = life_table(&[2.0, 3.0, 3.0, 5.0], &[true, false, true, true], 0.95, Ties::Together)?;
/// assert_eq!(rows.iter().map(|row| row.time).collect::<Vec<f64>>(), [0.0, 2.0, 3.0, 5.0]);
/// assert_eq!((rows[2].at_risk, rows[2].ended, rows[2].censored, rows[2].survival), (3, 1, 1, 0.5));
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn life_table(times: &[f64], ended: &[bool], level: f64, ties: Ties) -> Result<Vec<LifeTableRow>, StatsError> {
    life_table_of(&Observations::new(times), ended, level, ties)
}

/// [`life_table`] of observations that may enter late or be weighted; the numbers of observations are numbers of rows.
///
/// # Errors
///
/// As [`crate::survival::kaplan_meier_of`].
pub fn life_table_of(
    observations: &Observations<'_>,
    ended: &[bool],
    level: f64,
    ties: Ties,
) -> Result<Vec<LifeTableRow>, StatsError> {
    let (curve, estimate) = (kaplan_meier_of(observations, ended)?, nelson_aalen_of(observations, ended, ties)?);
    let row = |time: f64, at_risk: usize, weight_at_risk: f64, tied: &[usize]| {
        let gone = || tied.iter().filter(|&&index| ended[index]);
        let weight_ended = gone().map(|&index| observations.weight(index)).sum();
        let (survival, hazard, ended) = (curve.survival.at(time), estimate.hazard.at(time), gone().count());
        let (interval, censored) = (curve.interval(time, level), tied.len() - ended);
        LifeTableRow { time, at_risk, ended, censored, weight_at_risk, weight_ended, survival, interval, hazard }
    };
    let moments = observations.moments();
    let mut rows = Vec::with_capacity(moments.len() + 1);
    if moments[0].time > 0.0 {
        let start: Vec<usize> = (0..ended.len()).filter(|&index| observations.entry(index) <= 0.0).collect();
        rows.push(row(0.0, start.len(), start.iter().map(|&index| observations.weight(index)).sum(), &[]));
    }
    rows.extend(moments.iter().map(|one| row(one.time, one.rows_at_risk, one.at_risk, &one.tied)));
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use crate::survival::nelson_aalen::nelson_aalen;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/survival.json");

    fn assert_close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value}, not {expected}");
    }

    fn assert_table_agrees(data: &str, name: &str) {
        let rows = read_table::<2>(ORACLE, data);
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let expected = read_table::<11>(ORACLE, name);
        let both = [Ties::Together, Ties::OneByOne];
        for (ties, place) in both.into_iter().zip([7, 9]) {
            let variance = nelson_aalen(&times, &ended, ties).unwrap().variance;
            let found = life_table(&times, &ended, 0.95, ties).unwrap();
            assert_eq!(found.len(), expected.len());
            for (row, wanted) in found.iter().zip(&expected) {
                let counts = [row.at_risk, row.ended, row.censored].map(|count| count as f64);
                assert_eq!((row.time, &counts), (wanted[0], wanted[1..4].try_into().unwrap()));
                assert_close(row.survival, wanted[4]);
                assert_close(row.interval.0, wanted[5]);
                assert_close(row.interval.1, wanted[6]);
                assert_close(row.hazard, wanted[place]);
                assert_close(variance.at(row.time), wanted[place + 1]);
            }
        }
    }

    /// Both arms of Freireich et al. (1963), and drawn times with ties, against lifelines.
    #[test]
    fn tables_agree_with_lifelines() {
        assert_table_agrees("leukaemia", "life_table");
        assert_table_agrees("placebo", "life_table_placebo");
        assert_table_agrees("tied", "life_table_tied");
    }

    #[test]
    fn an_immediate_end_is_in_the_first_row() {
        let rows = life_table(&[0.0, 4.0], &[true, false], 0.9, Ties::Together).unwrap();
        assert_eq!((rows.len(), rows[0].ended, rows[0].at_risk, rows[0].survival, rows[1].at_risk), (2, 1, 2, 0.5, 1));
        let ties = Ties::OneByOne;
        assert!(life_table(&[], &[], 0.9, ties).is_err() && nelson_aalen(&[1.0], &[], ties).is_err());
    }
}
