//! How far what came of talks speaks for each game: which of the games that actors may be playing could have led to it.
//!
//! A filter cannot tell this by its draws alone: they share few games, and chance takes most of these away over a long
//! record, whatever it says. But every round that some state held could have been held by actors of any other game, and
//! what would have come of it has a chance that can be computed, not drawn. With `s` a state at the end of a step, weighed
//! by all that was reported, `g*` its own game and `r` the results of a round,
//!
//! `p_g(report) / p(report) = E_s [ Σ_r p_g(r|s) p(report|r) / Σ_r p_g*(r|s) p(report|r) ]`,
//!
//! and the ratio is one where no round was held. The product over steps weighs the games. What is reported of the front, of
//! aid and of losses hardly depends on the game and is left out of it.

use super::war_model::{Particle, Played, WarModel};
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_filter::Population;
use standoff_num::elementary::{exp, ln};
use standoff_num::sums::{mean, sum_of};
use standoff_world::record::Report;
use standoff_world::state::{RESULTS, Regime, RoundHeld, State};
use standoff_world::step::result_chances;
use std::sync::Arc;

/// Most rounds that are looked at in a step.
const ROUNDS: usize = 24;

/// The logarithms of the weights of the games, up to a constant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GameWeights {
    pub log_weights: Vec<f64>,
}

/// A round that a state held: where it was held, and how well each result agrees with what was reported.
struct HeldRound<'a> {
    played: &'a Played,
    state: State,
    track: usize,
    densities: [f64; RESULTS.len()],
    /// Density of the report by the state's own game.
    own: f64,
}

impl GameWeights {
    /// All games weigh the same.
    pub fn equal(games: usize) -> Self {
        Self { log_weights: vec![0.0; games] }
    }

    /// Weighs the games by what is reported of a step whose states have been weighed by it.
    pub fn update(
        &mut self,
        model: &WarModel<'_>,
        games: &[Arc<Equilibrium>],
        population: &Population<WarModel<'_>>,
        report: &Report,
    ) {
        let weights = population.weights();
        let held: Vec<usize> = (0..weights.len()).filter(|&slot| population.states[slot].round.is_some()).collect();
        let share = sum_of(held.iter().map(|&slot| weights[slot]));
        let rounds: Vec<HeldRound<'_>> = sample_by_weight(&held, &weights, share)
            .filter_map(|slot| HeldRound::of_state(model, population, slot, report))
            .collect();
        if rounds.is_empty() {
            return;
        }
        let factor = |game: &Arc<Equilibrium>| {
            let mut lottery = Vec::new();
            let ratios: Vec<f64> = rounds.iter().map(|round| round.density(game, &mut lottery) / round.own).collect();
            (1.0 - share).max(0.0) + share * mean(&ratios)
        };
        let factors: Vec<f64> = games.par_iter().with_min_len(8).map(factor).collect();
        self.log_weights.iter_mut().zip(factors).for_each(|(log, factor)| *log += ln(factor.max(f64::MIN_POSITIVE)));
    }

    /// Weights of the games, which sum to one.
    pub fn weights(&self) -> Vec<f64> {
        let most = self.log_weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let raw: Vec<f64> = self.log_weights.iter().map(|log| exp(log - most)).collect();
        let total = sum_of(raw.iter().copied());
        raw.into_iter().map(|weight| weight / total).collect()
    }
}

impl<'a> HeldRound<'a> {
    fn of_state(
        model: &WarModel<'_>,
        population: &'a Population<WarModel<'_>>,
        slot: usize,
        report: &Report,
    ) -> Option<Self> {
        let particle = &population.states[slot];
        let played: &Played = &population.parameters[slot / population.paths];
        let round = particle.round?;
        let densities = RESULTS.map(|result| model.result_density(played, particle, report, result));
        let state = state_before(particle, round);
        let mut seen = Self { played, state, track: round.track, densities, own: 1.0 };
        seen.own = seen.density(played.game(), &mut Vec::new());
        (seen.own > 0.0).then_some(seen)
    }

    /// Density of the report had the actors of a game held this round.
    fn density(&self, game: &Equilibrium, lottery: &mut Vec<f64>) -> f64 {
        let chances = result_chances(&self.played.world, game, &self.state, self.track, lottery);
        sum_of(chances.iter().zip(self.densities).map(|(chance, density)| chance * density))
    }
}

/// The state in which a round was held, but for what else moved in the same step.
fn state_before(particle: &Particle, round: RoundHeld) -> State {
    State { draft: round.before, regime: Regime::War, ..particle.state.clone() }
}

/// Some of the states that held a round, evenly by weight.
fn sample_by_weight<'a>(held: &'a [usize], weights: &'a [f64], share: f64) -> impl Iterator<Item = usize> + 'a {
    let (mut place, mut below) = (0, held.first().map_or(0.0, |&slot| weights[slot]));
    let count = if share > 0.0 { ROUNDS.min(held.len()) } else { 0 };
    (0..count).map(move |one| {
        let level = share * (one as f64 + 0.5) / count as f64;
        while below < level && place + 1 < held.len() {
            place += 1;
            below += weights[held[place]];
        }
        held[place]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::request::{Request, Size};
    use crate::war_model::is_planned_with;
    use standoff_lab::ensemble::design::Resolution;
    use standoff_scenario::evidence::Log;
    use standoff_scenario::{Override, Scenario, Source, builtin, date};

    const HEADER: &str =
        "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

    /// A scenario in which only what actors plan with is uncertain.
    fn planning() -> Scenario {
        let scenario = builtin::load("two-sided").unwrap();
        let fixed = scenario.uncertain_places().into_iter().map(|place| &scenario.parameters[place]);
        let own = ["posture.none.rounds", "reporting.answer_clarity"];
        let fixed =
            fixed.filter(|parameter| !own.contains(&parameter.path.as_str()) && !is_planned_with(&parameter.path));
        let set = |text: String| Override::parse(&text, &scenario).unwrap();
        let mut all: Vec<Override> =
            fixed.map(|parameter| set(format!("{}={}", parameter.path, parameter.value))).collect();
        all.push(set("posture.none.rounds=0.9".to_owned()));
        all.push(set("reporting.answer_clarity=0.9".to_owned()));
        scenario.with_overrides(&all).unwrap()
    }

    fn log(scenario: &Scenario) -> Log {
        let answers = ["invader-refuses", "invader-yes-but", "invader-refuses", "defender-refuses", "invader-refuses"];
        let rows: String = (7..12).zip(answers).map(|(month, answer)| {
            format!("r{month},talks-round,2025-{month:02}-10,,invader;defender,,{answer},,,press,0.95,2025-{month:02}-10,,,\n")
        }).collect();
        Log::read(&[Source::new("log.csv", format!("{HEADER}{rows}"))], scenario).unwrap().0
    }

    /// The weights of games are those of filters that play one game each.
    #[test]
    fn weights_are_the_likelihoods_of_games() {
        let scenario = planning();
        let size = Size { draws: 60, paths: 40, games: 6, kept: 6 };
        let as_of = date(2025, 12, 1);
        let request = Request { log: log(&scenario), scenario, as_of, size, seed: 2, resolution: Resolution::Coarse };
        let design = request.design();
        let calendar = Calendar::new(&request.scenario, &request.log, as_of);
        let model = WarModel::new(&design, &calendar);
        let games = model.games(6, &|| false, &|| ()).unwrap();
        let run = |prior: Vec<Arc<Played>>| {
            let mut game_weights = GameWeights::equal(6);
            let mut population = Population::start(&model, prior, 40, 7).unwrap();
            population.rest = u32::MAX;
            for time in 1..=calendar.steps() {
                population.advance(&model);
                population.threshold = 0.0;
                population.observe(&model, calendar.report(time)).unwrap();
                game_weights.update(&model, &games, &population, calendar.report(time));
                population.copy_by_weight(&model);
            }
            (game_weights, population.log_likelihood)
        };
        let (game_weights, _) = run(model.draws(&games).unwrap());
        let alone: Vec<f64> = games.iter().map(|game| run(model.draws(&[Arc::clone(game)]).unwrap()).1).collect();
        let centred = |logs: &[f64]| logs.iter().map(|log| log - mean(logs)).collect::<Vec<f64>>();
        for (one, other) in centred(&game_weights.log_weights).into_iter().zip(centred(&alone)) {
            assert!((one - other).abs() < 0.2, "{:?} and {alone:?}", game_weights.log_weights);
        }
    }
}
