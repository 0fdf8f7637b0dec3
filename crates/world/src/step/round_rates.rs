//! Chance that a round of talks opens in a step: the posture's rate, and the excitement of past rounds (decision 43).

use crate::state::war_state::State;
use crate::talks::bursts::Bursts;
use crate::war::figures::War;

/// Rates of rounds in steps of one length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RoundRates {
    /// Length of a step.
    months: f64,
    /// Rounds a month by posture.
    rates: Vec<f64>,
    /// Rounds a step by posture.
    chances: Vec<f64>,
    bursts: Option<Bursts>,
}

impl RoundRates {
    /// The rates of a war in steps of `months`.
    pub(super) fn new(war: &War, months: f64) -> Self {
        let rates: Vec<f64> = war.postures.iter().map(|posture| posture.effects.rounds).collect();
        let chances = rates.iter().map(|rate| rate * months).collect();
        Self { months, rates, chances, bursts: Bursts::new(&war.talks, months) }
    }

    /// Chance that a round opens from a state, where a truce leaves the share `in_truce` of the posture's rate. From one on it
    /// is certain: a step holds one round at most.
    pub(super) fn chance(&self, state: &State, in_truce: f64) -> f64 {
        match &self.bursts {
            // A truce thins the rounds that come by themselves; those that they bring are then fewer too.
            Some(bursts) => bursts.rate(self.rates[state.posture] * in_truce, state.excitement) * self.months,
            None => self.chances[state.posture] * in_truce,
        }
    }

    /// Moves the excitement of a state over a step in which a round was held, or none.
    pub(super) fn excite(&self, state: &mut State, held: bool) {
        if let Some(bursts) = &self.bursts {
            state.excitement = bursts.excitement_after(state.excitement, held);
        }
    }
}
