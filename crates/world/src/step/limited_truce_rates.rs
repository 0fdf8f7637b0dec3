//! Limited truces in steps of one length: the chance that one begins (decision 42).

use crate::state::war_state::State;
use crate::talks::bursts::relative_excitement;
use crate::war::figures::War;
use standoff_num::random::entity_address;

/// Limited truces in steps of one length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LimitedTruceRates {
    /// Length of a step.
    pub(super) months: f64,
    /// Address of each kind in the random numbers.
    pub(super) addresses: Vec<u32>,
    /// Whether they are drawn; those of a record are reported.
    pub(super) drawn: bool,
}

impl LimitedTruceRates {
    /// Those of a war in steps of `months`.
    pub(super) fn new(war: &War, months: f64) -> Self {
        let addresses = war.limited_truces.iter().map(|kind| entity_address(&kind.name)).collect();
        Self { months, addresses, drawn: true }
    }

    /// The same, but that none begins or is broken by chance.
    pub(super) fn into_reported(self) -> Self {
        Self { drawn: false, ..self }
    }
}

/// Chance that a truce of a kind begins in a step of `months` from a state, if none is under way.
pub(crate) fn arrival_chance(war: &War, state: &State, kind: usize, excitement: f64, months: f64) -> f64 {
    let posture = &war.postures[state.posture];
    let excitement = relative_excitement(&war.talks, posture.effects.rounds, excitement);
    war.limited_truces[kind].figures.arrival_chance(excitement, posture.presses.is_some(), months)
}
