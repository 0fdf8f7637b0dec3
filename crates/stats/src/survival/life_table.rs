//! The life table.

use crate::error::StatsError;
use crate::survival::kaplan_meier::kaplan_meier;
use crate::survival::nelson_aalen::{Ties, nelson_aalen};

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
/// As [`kaplan_meier`].
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
    let (curve, estimate) = (kaplan_meier(times, ended)?, nelson_aalen(times, ended, ties)?);
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by(|&left, &right| times[left].total_cmp(&times[right]));
    let row = |time: f64, at_risk: usize, tied: &[usize]| {
        let ended = tied.iter().filter(|&&index| ended[index]).count();
        let (survival, hazard) = (curve.survival.at(time), estimate.hazard.at(time));
        let interval = curve.interval(time, level);
        LifeTableRow { time, at_risk, ended, censored: tied.len() - ended, survival, interval, hazard }
    };
    let (mut rows, mut at_risk) = (Vec::new(), times.len());
    if times[order[0]] > 0.0 {
        rows.push(row(0.0, at_risk, &[]));
    }
    for tied in order.chunk_by(|&left, &right| times[left] == times[right]) {
        rows.push(row(times[tied[0]], at_risk, tied));
        at_risk -= tied.len();
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

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
