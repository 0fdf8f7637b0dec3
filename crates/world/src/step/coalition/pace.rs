//! Every rate of a coalition brought to one length of step.

use crate::coalition::needs::voting_order;
use crate::quantity::hazard_over;
use crate::step::coalition::shocks::shock_factors;
use crate::war::figures::War;
use standoff_num::random::entity_address;

/// The coalition's dynamics with every rate brought to one length of step.
#[derive(Debug, Clone, PartialEq)]
pub struct CoalitionPace {
    /// Length of a step.
    pub(super) months: f64,
    /// `[posture][truce][member]`: factor on what a member gives, from fatigue.
    pub(super) fatigue_factors: Vec<[Vec<f64>; 2]>,
    /// Factor on what every member gives while the invader has the momentum.
    pub(super) threat_factor: f64,
    pub(super) own_shock_factors: [f64; 3],
    pub(super) common_shock_factors: [f64; 3],
    /// Chance that a member stops paying: while coverage is at its threshold or above, and below.
    pub(super) exit_chances: [f64; 2],
    /// Chance that a member votes before its time.
    pub(super) early_election: f64,
    /// Addresses of the members' random numbers, made of their names: a new member disturbs nobody's.
    pub(super) entities: Vec<u32>,
    pub(super) incomes: Vec<f64>,
    pub(super) total_income: f64,
    pub(super) instrument_entities: Vec<u32>,
    /// Instruments in the order of their votes: of the routes to one need the preferred one first.
    pub(super) voting_order: Vec<usize>,
    pub(super) election_entities: Vec<u32>,
}

impl CoalitionPace {
    /// Brings every rate of a war's coalition to steps of `months`.
    pub fn new(war: &War, months: f64) -> Self {
        let coalition = &war.coalition;
        let fatigue = |posture: f64, truce: f64| -> Vec<f64> {
            let rate = coalition.decay * posture * truce * months;
            war.members.iter().map(|member| libm::exp(-rate * member.figures.decay)).collect()
        };
        let by_posture = |posture: f64| [fatigue(posture, 1.0), fatigue(posture, war.truce.willingness_decay)];
        let exit = hazard_over(coalition.exit, months);
        let incomes: Vec<f64> = war.members.iter().map(|member| member.figures.income).collect();
        Self {
            months,
            fatigue_factors: war.postures.iter().map(|posture| by_posture(posture.effects.willingness_decay)).collect(),
            threat_factor: libm::exp(coalition.threat * months),
            own_shock_factors: shock_factors(coalition.shock * months.sqrt()),
            common_shock_factors: shock_factors(coalition.common_shock * months.sqrt()),
            exit_chances: [exit, (exit * coalition.exit_losing).min(1.0)],
            early_election: hazard_over(coalition.early_elections, months),
            entities: war.members.iter().map(|member| entity_address(&member.name)).collect(),
            // A coalition without income loses nothing when a member leaves; the floor keeps its share a number.
            total_income: incomes.iter().sum::<f64>().max(1e-9),
            incomes,
            instrument_entities: war.instruments.iter().map(|instrument| entity_address(&instrument.name)).collect(),
            voting_order: voting_order(war.instruments.len(), &war.needs),
            election_entities: war.elections.iter().map(|election| entity_address(&election.name)).collect(),
        }
    }
}
