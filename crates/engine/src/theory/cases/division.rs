//! Division under vetoes (V14) and over several issues (V24).

use super::case::Case;
use crate::classic::logroll::Issues;
use crate::classic::veto::{Interval, deal_chance_within, mean_rounds_to_consent, unanimity_core, win_set};
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs, MANY};
use serde_json::{Value, json};

/// Tsebelis: players who must all consent.
pub(in crate::theory) struct Players {
    ideals: Vec<f64>,
    added: f64,
    status_quo: f64,
    accept: f64,
    numbers: Vec<usize>,
    hazards: Vec<f64>,
}

impl Players {
    fn with_added(&self) -> Vec<f64> {
        self.ideals.iter().copied().chain([self.added]).collect()
    }
}

fn interval_ends(interval: Interval) -> Value {
    json!([interval.lower, interval.upper])
}

impl Case for Players {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        Ok(Self {
            ideals: inputs.read_list("ideal_points", Allowed::Any, 1..=MANY)?,
            added: inputs.read_number("added_player", Allowed::Any)?,
            status_quo: inputs.read_number("status_quo", Allowed::Any)?,
            accept: inputs.read_number("accept_prob", Allowed::Share)?,
            numbers: inputs.read_wholes("n", 0..=100_000)?,
            hazards: inputs.read_list("hazard_two_tracks", Allowed::Share, 0..=MANY)?,
        })
    }

    fn compute(&self) -> Value {
        let all = self.with_added();
        let rounds: Vec<f64> =
            self.numbers.iter().map(|&players| mean_rounds_to_consent(&vec![self.accept; players])).collect();
        json!({
            "winset": interval_ends(win_set(&self.ideals, self.status_quo)),
            "winset_with_added": interval_ends(win_set(&all, self.status_quo)),
            "core": unanimity_core(&self.ideals).map(interval_ends),
            "core_with_added": unanimity_core(&all).map(interval_ends),
            "mean_rounds": rounds,
            "prob_deal_within_12_months_two_tracks": deal_chance_within(&self.hazards, 12.0),
        })
    }

    /// With all ideals on one side of the status quo the nearest sets the win-set; otherwise it is the status quo.
    fn textbook(&self) -> Value {
        let q = self.status_quo;
        let bounds = |ideals: &[f64]| {
            let low = ideals.iter().copied().fold(f64::INFINITY, f64::min);
            [low, ideals.iter().copied().fold(f64::NEG_INFINITY, f64::max)]
        };
        let won = |ideals: &[f64]| {
            let [low, high] = bounds(ideals);
            [q.min(q + 2.0 * (high - q)), q.max(q + 2.0 * (low - q))]
        };
        let rounds: Vec<f64> = self.numbers.iter().map(|&n| libm::pow(self.accept, -(n as f64))).collect();
        let none: f64 = self.hazards.iter().map(|hazard| libm::pow(1.0 - hazard, 12.0)).product();
        json!({
            "winset": won(&self.ideals),
            "winset_with_added": won(&self.with_added()),
            "core": bounds(&self.ideals),
            "core_with_added": bounds(&self.with_added()),
            "mean_rounds": rounds,
            "prob_deal_within_12_months_two_tracks": 1.0 - none,
        })
    }
}

/// Nash on the logrolled frontier.
pub(in crate::theory) struct Logrolling {
    issues: Issues,
    /// Places of territory and of sanctions among the issues.
    traded: Option<[usize; 2]>,
    disagreement: [f64; 2],
}

impl Logrolling {
    fn outputs(&self, order: Vec<usize>, nash: Option<(Vec<f64>, [f64; 2])>, joint: f64) -> Value {
        let half = |weights: &[f64]| weights.iter().sum::<f64>() / 2.0;
        json!({
            "order_of_issues_given_to_R": order,
            "nash_R_share_by_issue": nash.as_ref().map(|(shares, _)| shares),
            "nash_u_R": nash.as_ref().map(|(_, utilities)| utilities[0]),
            "nash_u_U": nash.as_ref().map(|(_, utilities)| utilities[1]),
            "equal_split_u": [half(&self.issues.invader), half(&self.issues.defender)],
            "max_joint": joint,
            "territory_R_would_trade_for_full_sanctions_relief": self.traded.map(|[territory, relief]| {
                self.issues.invader_would_give(territory, relief)
            }),
        })
    }

    /// Shares of the issues when so much of the path has passed to the invader, one issue after the other.
    fn shares_passed(&self, order: &[usize], path: f64) -> Vec<f64> {
        let mut shares = vec![0.0; order.len()];
        for (place, &issue) in order.iter().enumerate() {
            shares[issue] = (path - place as f64).clamp(0.0, 1.0);
        }
        shares
    }

    fn utilities_of(&self, shares: &[f64]) -> [f64; 2] {
        let sum = |weights: &[f64], part: &dyn Fn(f64) -> f64| {
            weights.iter().zip(shares).map(|(weight, share)| weight * part(*share)).sum()
        };
        [sum(&self.issues.invader, &|share| share), sum(&self.issues.defender, &|share| 1.0 - share)]
    }

    /// The product of gains, or how far a side falls short.
    fn product_of_gains(&self, shares: &[f64]) -> f64 {
        let utilities = self.utilities_of(shares);
        let gains = [utilities[0] - self.disagreement[0], utilities[1] - self.disagreement[1]];
        if gains[0].min(gains[1]) < 0.0 { gains[0].min(gains[1]) } else { gains[0] * gains[1] }
    }
}

impl Case for Logrolling {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let invader = inputs.read_list("weights_R", Allowed::NotNegative, 1..=MANY)?;
        let defender = inputs.read_list("weights_U", Allowed::NotNegative, 1..=MANY)?;
        if invader.len() != defender.len() {
            let found = format!("a list of {} numbers", defender.len());
            let allowed = format!("as many numbers as weights_R has: {}", invader.len());
            return Err(inputs.refuse_input("weights_U", &found, &allowed));
        }
        let names = inputs.read_texts("issue_names")?;
        let place = |name: &str| names.iter().position(|given| *given == name).filter(|&place| place < invader.len());
        let traded = place("territory").zip(place("sanctions/assets")).map(|(territory, relief)| [territory, relief]);
        let disagreement = inputs.read_array("disagreement", Allowed::Any)?;
        Ok(Self { issues: Issues { invader, defender }, traded, disagreement })
    }

    fn compute(&self) -> Value {
        let nash = self.issues.nash_division(self.disagreement);
        let nash = nash.map(|division| (division.invader_shares, division.utilities));
        self.outputs(self.issues.concession_order(), nash, self.issues.largest_utility_sum())
    }

    /// A search for the largest product along the path, by thirds.
    fn textbook(&self) -> Value {
        let ratio = |issue: usize| match (self.issues.invader[issue], self.issues.defender[issue]) {
            (0.0, 0.0) => -1.0,
            (invader, defender) => invader / defender,
        };
        let mut order: Vec<usize> = (0..self.issues.invader.len()).collect();
        order.sort_by(|&left, &right| ratio(right).total_cmp(&ratio(left)));
        let (mut low, mut high) = (0.0, order.len() as f64);
        for _ in 0..300 {
            let thirds = [low + (high - low) / 3.0, high - (high - low) / 3.0];
            let [left, right] = thirds.map(|path| self.product_of_gains(&self.shares_passed(&order, path)));
            if left < right { low = thirds[0] } else { high = thirds[1] }
        }
        let shares = self.shares_passed(&order, 0.5 * (low + high));
        let utilities = self.utilities_of(&shares);
        let nash = (self.product_of_gains(&shares) > -1e-9).then_some((shares, utilities));
        let joint = (0..order.len()).map(|i| self.issues.invader[i].max(self.issues.defender[i])).sum();
        self.outputs(order, nash, joint)
    }
}
