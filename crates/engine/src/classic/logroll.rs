//! Several issues traded against each other: a range where each issue alone has none (Nash 1950; check V24).
//!
//! Utilities are linear and additive: a side gets the sum of its weights times its shares of the issues. Index 0 of a
//! pair is the invader, index 1 the defender.

use std::cmp::Ordering;

/// Overlap of the bounds of a share that rounding alone may cost, where both sides' demands leave a single point.
const ROUNDING: f64 = 1e-12;

/// Value to each side of having all of each issue; as many weights on both sides, none negative.
#[derive(Debug, Clone, PartialEq)]
pub struct Issues {
    /// The invader's weights.
    pub invader: Vec<f64>,
    /// The defender's weights.
    pub defender: Vec<f64>,
}

/// A division of the issues.
#[derive(Debug, Clone, PartialEq)]
pub struct Division {
    /// The invader's share of each issue.
    pub invader_shares: Vec<f64>,
    /// Utility of the invader and of the defender.
    pub utilities: [f64; 2],
}

impl Issues {
    /// Issues in the order in which efficient divisions give them to the invader: by falling `w_R/w_U`. Issues that
    /// nobody wants come last; equals keep their order.
    ///
    /// ```
    /// use standoff_engine::classic::logroll::Issues;
    /// let issues = Issues { invader: vec![0.4, 0.2, 0.3, 0.1], defender: vec![0.4, 0.35, 0.1, 0.15] };
    /// assert_eq!(issues.concession_order(), [2, 0, 3, 1]);
    /// ```
    pub fn concession_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.issue_count()).collect();
        order.sort_by(|&left, &right| self.compare_ratios(right, left));
        order
    }

    /// The efficient division at the Nash point, which maximises `(u_R - d_R)(u_U - d_U)` among divisions that leave
    /// both no worse off than without one. `None` if there is no such division.
    ///
    /// Along the frontier one issue after the other passes to the invader; on each stretch the product is a parabola
    /// in the share passed, and its maximum is known.
    ///
    /// ```
    /// use standoff_engine::classic::logroll::Issues;
    /// let issues = Issues { invader: vec![0.4, 0.2, 0.3, 0.1], defender: vec![0.4, 0.35, 0.1, 0.15] };
    /// let nash = issues.nash_division([0.4, 0.3]).unwrap();
    /// assert!((nash.invader_shares[0] - 0.875).abs() < 1e-12);
    /// ```
    pub fn nash_division(&self, disagreement: [f64; 2]) -> Option<Division> {
        let mut shares = vec![0.0; self.issue_count()];
        let mut best: Option<(f64, Division)> = None;
        for issue in self.concession_order() {
            if let Some(share) = self.best_share(issue, &shares, disagreement) {
                let mut here = shares.clone();
                here[issue] = share;
                best = keep_better(best, self.divide(here), disagreement);
            }
            shares[issue] = 1.0;
        }
        best.map(|(_, division)| division)
    }

    /// The division that gives the invader `shares` of the issues.
    pub fn divide(&self, shares: Vec<f64>) -> Division {
        let invader = self.invader.iter().zip(&shares).map(|(weight, share)| weight * share).sum();
        let defender = self.defender.iter().zip(&shares).map(|(weight, share)| weight * (1.0 - share)).sum();
        Division { invader_shares: shares, utilities: [invader, defender] }
    }

    /// The largest sum of utilities: every issue to the side that wants it more.
    pub fn largest_utility_sum(&self) -> f64 {
        self.invader.iter().zip(&self.defender).map(|(invader, defender)| invader.max(*defender)).sum()
    }

    /// Part of one issue that the invader would give for all of another: the ratio of its weights.
    pub fn invader_would_give(&self, given: usize, gained: usize) -> f64 {
        self.invader[gained] / self.invader[given]
    }

    fn issue_count(&self) -> usize {
        self.invader.len().min(self.defender.len())
    }

    /// Compares `w_R/w_U` of two issues without dividing; issues without any weight are below all others.
    fn compare_ratios(&self, left: usize, right: usize) -> Ordering {
        let wanted = |issue: usize| self.invader[issue] > 0.0 || self.defender[issue] > 0.0;
        let side = |own: usize, other: usize| self.invader[own] * self.defender[other];
        match (wanted(left), wanted(right)) {
            (true, true) => side(left, right).total_cmp(&side(right, left)),
            (left, right) => left.cmp(&right),
        }
    }

    /// The share of `issue` to pass to the invader that maximises the product of gains, given what has passed;
    /// `None` if no share leaves both no worse off.
    fn best_share(&self, issue: usize, passed: &[f64], disagreement: [f64; 2]) -> Option<f64> {
        let start = self.divide(passed.to_vec()).utilities;
        let gains = [start[0] - disagreement[0], start[1] - disagreement[1]];
        let weights = [self.invader[issue], self.defender[issue]];
        let lower = if gains[0] < 0.0 { -gains[0] / weights[0] } else { 0.0 };
        let upper = if gains[1] < weights[1] { gains[1] / weights[1] } else { 1.0 };
        (lower <= upper + ROUNDING && lower <= 1.0 + ROUNDING && upper >= -ROUNDING)
            .then(|| best_interior_share(gains, weights).min(upper).max(lower).clamp(0.0, 1.0))
    }
}

/// Share at which `(g_R + s w_R)(g_U - s w_U)` is largest.
fn best_interior_share([invader, defender]: [f64; 2], [gain, loss]: [f64; 2]) -> f64 {
    match (gain > 0.0, loss > 0.0) {
        (true, true) => 0.5 * (defender / loss - invader / gain),
        (true, false) => 1.0,
        (false, _) => 0.0,
    }
}

fn keep_better(best: Option<(f64, Division)>, next: Division, disagreement: [f64; 2]) -> Option<(f64, Division)> {
    let gain = |side: usize| (next.utilities[side] - disagreement[side]).max(0.0);
    let product = gain(0) * gain(1);
    match best {
        Some((known, division)) if known >= product => Some((known, division)),
        _ => Some((product, next)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn issues_with(invader: &[f64], defender: &[f64]) -> Issues {
        Issues { invader: invader.to_vec(), defender: defender.to_vec() }
    }

    fn gain_product(division: &Division, disagreement: [f64; 2]) -> f64 {
        let gain = |side: usize| division.utilities[side] - disagreement[side];
        if gain(0) < 0.0 || gain(1) < 0.0 { f64::NEG_INFINITY } else { gain(0) * gain(1) }
    }

    proptest! {
        #[test]
        fn no_division_beats_the_nash_point(
            weights in prop::collection::vec((0.0f64..1.0, 0.0f64..1.0), 1..6),
            shares in prop::collection::vec(0.0f64..1.0, 6), base in (0.0f64..0.5, 0.0f64..0.5),
        ) {
            let (invader, defender): (Vec<f64>, Vec<f64>) = weights.into_iter().unzip();
            let all: [f64; 2] = [invader.iter().sum(), defender.iter().sum()];
            let disagreement = [base.0 * all[0], base.1 * all[1]];
            let issues = issues_with(&invader, &defender);
            let nash = issues.nash_division(disagreement).map_or(f64::NEG_INFINITY, |nash| gain_product(&nash, disagreement));
            let rival = issues.divide(shares[..invader.len()].to_vec());
            prop_assert!(gain_product(&rival, disagreement) <= nash + 1e-12);
        }
    }

    #[test]
    fn an_issue_that_one_side_does_not_want_goes_to_the_other() {
        let nash = issues_with(&[0.0, 1.0, 0.5], &[1.0, 0.0, 0.5]).nash_division([0.0, 0.0]).unwrap();
        assert_eq!(nash.invader_shares, [0.0, 1.0, 0.5]);
        assert_eq!(issues_with(&[0.0, 0.3, 0.0], &[0.0, 0.0, 0.2]).concession_order(), [1, 2, 0]);
    }

    #[test]
    fn symmetric_issues_are_halved() {
        let nash = issues_with(&[0.5, 0.5], &[0.5, 0.5]).nash_division([0.1, 0.1]).unwrap();
        assert_eq!(nash.utilities, [0.5, 0.5]);
    }

    #[test]
    fn there_is_no_division_if_both_ask_too_much() {
        assert_eq!(issues_with(&[0.5, 0.5], &[0.5, 0.5]).nash_division([0.8, 0.8]), None);
        let tight = issues_with(&[1.0], &[1.0]).nash_division([0.7, 0.3]).unwrap();
        assert!((tight.utilities[0] - 0.7).abs() < 1e-12);
    }
}
