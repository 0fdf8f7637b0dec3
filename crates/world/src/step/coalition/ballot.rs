//! One vote on an instrument: how each voter votes, and whether that carries it (decisions 10 and 47).

use super::assent::{chances_of_assent, pressure_on, shift_chance};
use super::turn::CoalitionTurn;
use crate::coalition::instruments::{Instrument, Rule};
use crate::step::purpose::Purpose;
use standoff_num::distributions::{normal_cdf, normal_quantile};

/// Counts of a vote.
#[derive(Default)]
struct Tally {
    ayes: usize,
    abstentions: usize,
    weight_for: f64,
    weight: f64,
    income_for: f64,
    income: f64,
}

/// Holds a vote on an instrument: the share of its size with which it passes, or nothing where it does not.
pub(super) fn hold_vote(turn: &CoalitionTurn<'_>, place: usize) -> Option<f64> {
    let instrument = &turn.war.instruments[place];
    let pressure = pressure_on(turn, place);
    let tally = count_votes(turn, place, pressure);
    if carries(instrument, &tally) {
        return Some(1.0);
    }
    let part = part_of_those_in(&tally).filter(|&part| instrument.opt_out && part >= instrument.figures.quorum)?;
    let put_so = turn.draws.uniform(Purpose::OptOut, turn.pace.instrument_entities[place]);
    (put_so < shift_chance(instrument.figures.stays_out, pressure)).then_some(part)
}

/// Every voter draws by itself, with a chance that what all have in common moves.
fn count_votes(turn: &CoalitionTurn<'_>, place: usize, pressure: f64) -> Tally {
    let (war, pace) = (turn.war, turn.pace);
    let instrument = &war.instruments[place];
    let common = CommonFactor::draw(turn, place);
    let mut tally = Tally::default();
    for (&voter, chance) in instrument.voters.iter().zip(chances_of_assent(turn, place, pressure)) {
        // Rotated, so that an instrument and a voter of the same name do not cancel.
        let key = pace.instrument_entities[place] ^ pace.entities[voter].rotate_left(16);
        let figures = &war.members[voter].figures;
        tally.weight += figures.weight;
        tally.income += figures.income;
        if turn.draws.uniform(Purpose::Vote, key) < common.given(chance) {
            tally.ayes += 1;
            tally.weight_for += figures.weight;
            tally.income_for += figures.income;
        } else if instrument.abstain && turn.draws.uniform(Purpose::Abstention, key) < instrument.figures.abstains {
            tally.abstentions += 1;
        }
    }
    tally
}

/// Whether the votes carry an instrument. An abstention counts in unanimity alone: as neither.
fn carries(instrument: &Instrument, tally: &Tally) -> bool {
    let voters = instrument.voters.len();
    match instrument.rule {
        Rule::Unanimity if tally.ayes > 0 => tally.ayes + tally.abstentions == voters,
        rule => rule.passes(tally.ayes, voters, tally.weight_for, tally.weight),
    }
}

/// Share of the voters' income that is for it; none where nobody is.
fn part_of_those_in(tally: &Tally) -> Option<f64> {
    (tally.income_for > 0.0).then(|| tally.income_for / tally.income)
}

/// What all voters in a vote have in common: a one-factor Gaussian copula, so that a voter's chance over all votes stays
/// what it is.
struct CommonFactor {
    correlation: f64,
    factor: f64,
}

impl CommonFactor {
    fn draw(turn: &CoalitionTurn<'_>, place: usize) -> Self {
        let correlation = turn.war.instruments[place].figures.common;
        if correlation == 0.0 {
            return Self { correlation, factor: 0.0 };
        }
        let uniform = turn.draws.uniform(Purpose::CommonVote, turn.pace.instrument_entities[place]);
        Self { correlation, factor: normal_quantile(uniform.max(f64::MIN_POSITIVE)) }
    }

    /// Chance that a voter assents, given the factor. No correlation leaves it as it is, to the bit.
    fn given(&self, chance: f64) -> f64 {
        if self.correlation == 0.0 {
            return chance;
        }
        let shifted = normal_quantile(chance) + self.correlation.sqrt() * self.factor;
        normal_cdf(shifted / (1.0 - self.correlation).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Over all factors a voter's chance is what the scenario says: the mean over 2,000 even quantiles.
    #[test]
    fn a_common_factor_leaves_every_chance() {
        for (chance, correlation) in [(0.1, 0.5), (0.6, 0.8), (0.95, 0.2), (0.0, 0.5), (1.0, 0.5)] {
            let given = |index: u32| {
                let factor = normal_quantile((f64::from(index) + 0.5) / 2000.0);
                CommonFactor { correlation, factor }.given(chance)
            };
            let mean = (0..2000).map(given).sum::<f64>() / 2000.0;
            assert!((mean - chance).abs() < 2e-3, "{chance} with {correlation}: {mean}");
        }
    }
}
