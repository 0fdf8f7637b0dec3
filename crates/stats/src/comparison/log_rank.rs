//! Log-rank tests of equal hazards.

use standoff_num::distributions::chi_squared_tail;

use crate::comparison::cholesky::CholeskyFactor;
use crate::comparison::concordance::rows_of_strata;
use crate::error::{StatsError, at_least, same_length};
use crate::survival::Observations;

/// The weight of each time of ending, with n the number at risk then and S the survival of all groups together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LogRankWeight {
    /// 1: the log-rank test, best where hazards are proportional (Mantel 1966).
    Equal,
    /// n: Gehan (1965) and Breslow (1970), after Wilcoxon; early differences count more.
    Gehan,
    /// The square root of n (Tarone and Ware 1977).
    TaroneWare,
    /// Peto and Peto's (1972) own estimate of S just after the time, the product of 1 - d / (n + 1).
    Peto,
    /// S^p (1 - S)^q with Kaplan and Meier's S just before the time (Fleming and Harrington 1991); p, q >= 0.
    FlemingHarrington {
        /// Large if early differences are to count.
        p: f64,
        /// Large if late differences are to count.
        q: f64,
    },
}

/// A test of equal hazards.
#[derive(Debug, Clone, PartialEq)]
pub struct LogRankTest {
    /// The statistic, chi-squared where hazards are equal.
    pub statistic: f64,
    /// Its degrees of freedom: the number of groups less one, not counting groups never at risk together with another.
    pub degrees_of_freedom: usize,
    /// The p-value: the probability of a statistic at least as large if hazards are equal.
    pub p: f64,
    /// The number that ended in each group.
    pub observed: Vec<f64>,
    /// The number expected to end in each group if hazards were equal.
    pub expected: Vec<f64>,
}

/// Tests equality of the hazards of several groups, by (O - E)' V^-1 (O - E) over weighted sums.
///
/// Given all who ended at one time, the number of each group among them is hypergeometric; O - E adds up, over the
/// times, weights times the observed less the expected number, and V their covariances. `times` and `ended` are as in
/// [`crate::kaplan_meier`]; `groups[i]` is below `number_of_groups`.
///
/// # Errors
///
/// As [`crate::kaplan_meier`], fewer than two groups, a group number out of range, a negative p or q, or no
/// end while another group was at risk.
///
/// # Examples
///
/// ```
/// use standoff_stats::comparison::{LogRankWeight, log_rank_test};
/// let test = log_rank_test(&[1.0, 2.0, 3.0, 4.0], &[true; 4], &[0, 0, 1, 1], 2, LogRankWeight::Equal)?;
/// assert_eq!((test.degrees_of_freedom, test.observed), (1, vec![2.0, 2.0]));
/// assert!((test.expected[0] - (1.0 / 2.0 + 1.0 / 3.0)).abs() < 1e-15);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn log_rank_test(
    times: &[f64],
    ended: &[bool],
    groups: &[usize],
    number_of_groups: usize,
    weight: LogRankWeight,
) -> Result<LogRankTest, StatsError> {
    log_rank_test_of(&Observations::new(times), ended, groups, number_of_groups, None, weight)
}

/// [`log_rank_test`] of observations that may enter late or of which each counts as several, with sums over strata of
/// O - E and V.
///
/// `strata[i]` is the number of the stratum: groups are compared within each. S in the weights is that of the stratum.
///
/// # Errors
///
/// As [`log_rank_test`] and [`crate::survival::kaplan_meier_of`]; weights that are not counts
/// ([`StatsError::NeedsCounts`]): V is the variance of so many ends.
pub fn log_rank_test_of(
    observations: &Observations<'_>,
    ended: &[bool],
    groups: &[usize],
    number_of_groups: usize,
    strata: Option<&[usize]>,
    weight: LogRankWeight,
) -> Result<LogRankTest, StatsError> {
    check_arguments(observations, ended, groups, number_of_groups, weight)?;
    let mut sums = TestSums::new(number_of_groups);
    for rows in rows_of_strata(ended.len(), strata) {
        let (mut product, mut peto) = (1.0, 1.0);
        for end_time in grouped_end_times(observations, ended, groups, number_of_groups, &rows) {
            let (all, gone) = (end_time.total_at_risk(), end_time.total_ended());
            peto *= 1.0 - gone / (all + 1.0);
            sums.add_end_time(&end_time, weight.weight_at(all, product, peto));
            product *= 1.0 - gone / all;
        }
    }
    sums.into_test()
}

impl LogRankWeight {
    fn weight_at(self, at_risk: f64, survival: f64, peto: f64) -> f64 {
        match self {
            Self::Equal => 1.0,
            Self::Gehan => at_risk,
            Self::TaroneWare => at_risk.sqrt(),
            Self::Peto => peto,
            Self::FlemingHarrington { p, q } => libm::pow(survival, p) * libm::pow(1.0 - survival, q),
        }
    }
}

/// One time at which something ended, with numbers by group.
struct GroupedEndTime {
    at_risk: Vec<f64>,
    ended: Vec<f64>,
}

impl GroupedEndTime {
    fn total_at_risk(&self) -> f64 {
        self.at_risk.iter().sum()
    }

    fn total_ended(&self) -> f64 {
        self.ended.iter().sum()
    }
}

/// Sums over the times of ending.
struct TestSums {
    observed: Vec<f64>,
    expected: Vec<f64>,
    /// Weighted observed less expected.
    excess: Vec<f64>,
    /// Their covariances, as [group, group].
    covariance: Vec<f64>,
}

impl TestSums {
    fn new(groups: usize) -> Self {
        let zeros = vec![0.0; groups];
        let covariance = vec![0.0; groups * groups];
        Self { observed: zeros.clone(), expected: zeros.clone(), excess: zeros, covariance }
    }

    fn add_end_time(&mut self, end_time: &GroupedEndTime, weight: f64) {
        let (all, gone, size) = (end_time.total_at_risk(), end_time.total_ended(), self.excess.len());
        let spread = if all > 1.0 { weight * weight * gone * (all - gone) / (all - 1.0) } else { 0.0 };
        for group in 0..size {
            let share = end_time.at_risk[group] / all;
            self.observed[group] += end_time.ended[group];
            self.expected[group] += gone * share;
            self.excess[group] += weight * (end_time.ended[group] - gone * share);
            for other in 0..size {
                let own = f64::from(u8::from(group == other));
                self.covariance[group * size + other] += spread * share * (own - end_time.at_risk[other] / all);
            }
        }
    }

    /// The test from the sums. The excesses add up to 0, so that the last group is redundant and its pivot vanishes.
    fn into_test(self) -> Result<LogRankTest, StatsError> {
        let factor = CholeskyFactor::new(&self.covariance, self.excess.len());
        let (statistic, degrees_of_freedom) = (factor.quadratic_form(&self.excess), factor.rank());
        if degrees_of_freedom == 0 {
            return Err(StatsError::NoSpread);
        }
        let p = chi_squared_tail(degrees_of_freedom, statistic);
        Ok(LogRankTest { statistic, degrees_of_freedom, p, observed: self.observed, expected: self.expected })
    }
}

fn check_arguments(
    observations: &Observations<'_>,
    ended: &[bool],
    groups: &[usize],
    number: usize,
    weight: LogRankWeight,
) -> Result<(), StatsError> {
    same_length(observations.times.len(), ended.len())?;
    same_length(observations.times.len(), groups.len())?;
    observations.check()?;
    observations.check_counts()?;
    at_least(2, number)?;
    if let Some(index) = groups.iter().position(|&group| group >= number) {
        return Err(StatsError::UnknownGroup { index, group: groups[index] });
    }
    let LogRankWeight::FlemingHarrington { p, q } = weight else { return Ok(()) };
    let fault = [("p", p), ("q", q)].into_iter().find(|(_, value)| !value.is_finite() || *value < 0.0);
    fault.map_or(Ok(()), |(name, value)| Err(StatsError::BadSetting { name, value }))
}

/// Collects the times at which something ended among some rows, with numbers by group.
fn grouped_end_times(
    observations: &Observations<'_>,
    ended: &[bool],
    groups: &[usize],
    number: usize,
    rows: &[usize],
) -> Vec<GroupedEndTime> {
    let times = observations.times;
    let (mut order, mut entering) = (rows.to_vec(), rows.to_vec());
    order.sort_by(|&left, &right| times[left].total_cmp(&times[right]));
    entering.sort_by(|&left, &right| observations.entry(right).total_cmp(&observations.entry(left)));
    let (mut at_risk, mut end_times) = (vec![0.0; number], Vec::new());
    for tied in order.chunk_by(|&left, &right| times[left] == times[right]) {
        while let Some(row) = entering.pop_if(|row| observations.entry(*row) < times[tied[0]]) {
            at_risk[groups[row]] += observations.weight(row);
        }
        let mut end_time = GroupedEndTime { at_risk: at_risk.clone(), ended: vec![0.0; number] };
        for &index in tied {
            let weight = observations.weight(index);
            end_time.ended[groups[index]] += if ended[index] { weight } else { 0.0 };
            at_risk[groups[index]] -= weight;
        }
        if end_time.total_ended() > 0.0 {
            end_times.push(end_time);
        }
    }
    end_times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/hazards.json");
    const WEIGHTS: [LogRankWeight; 7] = [
        LogRankWeight::Equal,
        LogRankWeight::Gehan,
        LogRankWeight::TaroneWare,
        LogRankWeight::Peto,
        LogRankWeight::FlemingHarrington { p: 1.0, q: 0.0 },
        LogRankWeight::FlemingHarrington { p: 0.0, q: 1.0 },
        LogRankWeight::FlemingHarrington { p: 0.5, q: 2.0 },
    ];

    fn assert_tests_agree(name: &str, column: usize, groups: usize) {
        let rows = read_table::<6>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let group: Vec<usize> = rows.iter().map(|row| row[column] as usize).collect();
        for ([statistic, p], weight) in read_table(ORACLE, name).into_iter().zip(WEIGHTS) {
            let test = log_rank_test(&times, &ended, &group, groups, weight).unwrap();
            assert_eq!(test.degrees_of_freedom, groups - 1);
            assert!((test.statistic / statistic - 1.0).abs() < 1e-12, "{weight:?}: {}", test.statistic);
            assert!((test.p / p - 1.0).abs() < 1e-11, "{weight:?}: {}", test.p);
        }
    }

    /// Two arms, and four groups by arm and sex, against lifelines.
    #[test]
    fn agrees_with_lifelines() {
        assert_tests_agree("log_rank_2", 4, 2);
        assert_tests_agree("log_rank_4", 5, 4);
    }

    /// Freireich's trial as in Collett (2003) and every course: 16.79 on one degree of freedom, 19.25 and 10.75
    /// expected.
    #[test]
    fn agrees_with_the_textbook() {
        let rows = read_table::<6>(ORACLE, "leukaemia");
        let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let ended: Vec<bool> = rows.iter().map(|row| row[1] == 1.0).collect();
        let arm: Vec<usize> = rows.iter().map(|row| row[4] as usize).collect();
        let test = log_rank_test(&times, &ended, &arm, 2, LogRankWeight::Equal).unwrap();
        assert!((test.statistic - 16.79).abs() < 5e-3 && (test.expected[0] - 19.25).abs() < 5e-3);
        assert_eq!(test.observed, [9.0, 21.0]);
    }

    /// The order of groups and the clock do not matter, and a group that was never at risk adds no freedom.
    #[test]
    fn group_order_and_clock_do_not_matter() {
        let times = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let ended = [true, true, false, true, true, true, false, true];
        let groups = [0, 1, 2, 0, 1, 2, 0, 1];
        let test = log_rank_test(&times, &ended, &groups, 3, LogRankWeight::Peto).unwrap();
        let slower = times.map(|time| 7.0 * time + 1.0);
        let other =
            log_rank_test(&slower, &ended, &groups.map(|group| (group + 1) % 3), 4, LogRankWeight::Peto).unwrap();
        assert!((test.statistic - other.statistic).abs() < 1e-13);
        assert_eq!((test.degrees_of_freedom, other.degrees_of_freedom), (2, 2));
    }

    #[test]
    fn each_fault_has_its_error() {
        let test =
            |groups: &[usize], number| log_rank_test(&[1.0, 2.0], &[true, false], groups, number, LogRankWeight::Equal);
        assert_eq!(test(&[0, 0], 2).unwrap_err(), StatsError::NoSpread);
        assert_eq!(test(&[0, 0], 1).unwrap_err(), StatsError::TooFew { found: 1, needed: 2 });
        assert_eq!(test(&[0, 2], 2).unwrap_err(), StatsError::UnknownGroup { index: 1, group: 2 });
        let weight = LogRankWeight::FlemingHarrington { p: -1.0, q: 0.0 };
        let fault = log_rank_test(&[1.0, 2.0], &[true, false], &[0, 1], 2, weight).unwrap_err();
        assert_eq!(fault, StatsError::BadSetting { name: "p", value: -1.0 });
        let unseen = log_rank_test(&[1.0, 2.0], &[false, false], &[0, 1], 2, LogRankWeight::Equal);
        assert_eq!(unseen.unwrap_err(), StatsError::NoSpread);
    }
}
