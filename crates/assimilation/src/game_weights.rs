//! Weights of the games by the outcomes of talks (decision 81).
//!
//! A filter cannot weigh games by its draws alone: they share few games, and over a long record resampling removes most
//! of these by chance, whatever the record holds. But every round that some state held could have been held by the
//! actors of any other game, and the chance of each of its results can be computed rather than drawn. With `s` a state
//! at the end of a step, weighed by all reports before it, and `r` the results of a round,
//!
//! `p_g(report) = E_s [ Σ_r p_g(r|s) p(report|r) where a round was held, p(report|none) where none was ]`,
//!
//! of what the report says of the fighting and of answers. The product over steps weighs the games. The mean is taken
//! before the report has weighed the states: after it, a state whose own actors hardly ever do what was reported is rare
//! and counts for much, and the mean would hang on a few of them. Reports of the front, of aid and of losses hardly depend
//! on the game and are left out.

use super::war_model::{Particle, PlayableDraw, WarModel};
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_filter::Population;
use standoff_num::elementary::{exp, ln};
use standoff_num::sums::{mean, sum_of};
use standoff_world::record::Report;
use standoff_world::state::{RESULTS, Regime, RoundHeld, State};
use standoff_world::step::result_chances;
use std::ops::Range;
use std::sync::Arc;

/// Most rounds that are put to all games in a step, and most states without one that are looked at beside them. States are
/// taken evenly by weight; a round costs a result for each game. With half as many, chance misplaced up to a tenth of all
/// weight in the test below; twice as many make it no smaller.
const MOST_STATES: usize = 48;

/// Logarithms of the weights of the games, up to a constant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GameWeights {
    pub log_weights: Vec<f64>,
}

/// A round that a state held, and how well each result agrees with the report.
struct HeldRound<'a> {
    played: &'a PlayableDraw,
    state: State,
    track: usize,
    densities: [f64; RESULTS.len()],
}

/// A state of one of the populations, with its weight among all.
#[derive(Clone, Copy)]
struct Member {
    population: usize,
    slot: usize,
    weight: f64,
}

impl GameWeights {
    /// Equal weights.
    pub fn equal(games: usize) -> Self {
        Self { log_weights: vec![0.0; games] }
    }

    /// Weighs the games by the report of a step, which has not yet weighed the states.
    pub fn weigh_by_report(
        &mut self,
        model: &WarModel<'_>,
        games: &[Arc<Equilibrium>],
        populations: &[Population<WarModel<'_>>],
        report: &Report,
    ) {
        let (held, quiet) = members_by_round(populations);
        let rounds: Vec<HeldRound<'_>> = sample_by_weight(&held)
            .filter_map(|member| HeldRound::of_member(model, &populations[member.population], member.slot, report))
            .collect();
        if rounds.is_empty() {
            return;
        }
        let quietly: Vec<f64> = sample_by_weight(&quiet)
            .map(|member| {
                let population = &populations[member.population];
                let played: &PlayableDraw = &population.parameters[member.slot / population.paths];
                model.quiet_density(played, &population.states[member.slot], report)
            })
            .collect();
        let share = |members: &[Member]| sum_of(members.iter().map(|member| member.weight));
        let without_round = if quietly.is_empty() { 0.0 } else { share(&quiet) * mean(&quietly) };
        let with_round = share(&held);
        let density = |game: &Arc<Equilibrium>| {
            let mut lottery = Vec::new();
            let held: Vec<f64> = rounds.iter().map(|round| round.density_under(game, &mut lottery)).collect();
            without_round + with_round * mean(&held)
        };
        let densities: Vec<f64> = games.par_iter().with_min_len(8).map(density).collect();
        self.log_weights
            .iter_mut()
            .zip(densities)
            .for_each(|(log, density)| *log += ln(density.max(f64::MIN_POSITIVE)));
    }

    /// Weights of the games, which sum to one.
    pub fn normalised_weights(&self) -> Vec<f64> {
        self.weights_among(0..self.log_weights.len())
    }

    /// Weights of some of the games among each other, which sum to one.
    pub fn weights_among(&self, games: Range<usize>) -> Vec<f64> {
        let log_weights = &self.log_weights[games];
        let most = log_weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let raw: Vec<f64> = log_weights.iter().map(|log| exp(log - most)).collect();
        let total = sum_of(raw.iter().copied());
        raw.into_iter().map(|weight| weight / total).collect()
    }
}

impl<'a> HeldRound<'a> {
    fn of_member(
        model: &WarModel<'_>,
        population: &'a Population<WarModel<'_>>,
        slot: usize,
        report: &Report,
    ) -> Option<Self> {
        let particle = &population.states[slot];
        let played: &PlayableDraw = &population.parameters[slot / population.paths];
        let round = particle.round?;
        let densities = RESULTS.map(|result| model.result_density(played, particle, report, result));
        Some(Self { played, state: state_before(particle, round), track: round.track, densities })
    }

    /// Density of the report had the actors of a game held this round.
    fn density_under(&self, game: &Equilibrium, lottery: &mut Vec<f64>) -> f64 {
        let chances = result_chances(&self.played.world, game.world(), game, &self.state, self.track, lottery);
        sum_of(chances.iter().zip(self.densities).map(|(chance, density)| chance * density))
    }
}

/// State in which a round was held. It differs from the true one by what else moved in the same step.
fn state_before(particle: &Particle, round: RoundHeld) -> State {
    State { draft: round.before, regime: Regime::War, ..particle.state.clone() }
}

/// The states that have weight: those that held a round in the last step, and those that did not.
fn members_by_round(populations: &[Population<WarModel<'_>>]) -> (Vec<Member>, Vec<Member>) {
    let (mut held, mut quiet) = (Vec::new(), Vec::new());
    for (place, population) in populations.iter().enumerate() {
        for (slot, weight) in population.weights().into_iter().enumerate().filter(|(_, weight)| *weight > 0.0) {
            let member = Member { population: place, slot, weight: weight / populations.len() as f64 };
            if population.states[slot].round.is_some() { held.push(member) } else { quiet.push(member) }
        }
    }
    (held, quiet)
}

/// Samples states evenly by weight.
fn sample_by_weight(members: &[Member]) -> impl Iterator<Item = Member> + '_ {
    let (mut place, mut below) = (0, members.first().map_or(0.0, |member| member.weight));
    let count = MOST_STATES.min(members.len());
    let all = sum_of(members.iter().map(|member| member.weight));
    (0..count).map(move |one| {
        let level = all * (one as f64 + 0.5) / count as f64;
        while below < level && place + 1 < members.len() {
            place += 1;
            below += members[place].weight;
        }
        members[place]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::driver::FilterDriver;
    use crate::request::{AssimilationRequest, FilterSize};
    use crate::war_model::is_planned_with;
    use standoff_lab::ensemble::design::Resolution;
    use standoff_lab::progress::ProgressMonitor;
    use standoff_scenario::evidence::Log;
    use standoff_scenario::{Override, Scenario, Source, builtin, date};
    use standoff_world::state::RoundResult;
    use std::sync::atomic::AtomicBool;

    const HEADER: &str =
        "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

    /// A scenario in which only what actors plan with is uncertain.
    fn planning_scenario() -> Scenario {
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

    fn log_of_rounds(scenario: &Scenario) -> Log {
        let answers = ["invader-refuses", "invader-yes-but", "invader-refuses", "defender-refuses", "invader-refuses"];
        let rows: String = (7..12).zip(answers).map(|(month, answer)| {
            format!("r{month},talks-round,2025-{month:02}-10,,invader;defender,,{answer},,,press,0.95,2025-{month:02}-10,,,\n")
        }).collect();
        Log::read(&[Source::new("log.csv", format!("{HEADER}{rows}"))], scenario).unwrap().0
    }

    fn request_of(size: FilterSize) -> AssimilationRequest {
        let scenario = planning_scenario();
        AssimilationRequest {
            log: log_of_rounds(&scenario),
            scenario,
            as_of: date(2025, 12, 1),
            size,
            seed: 2,
            resolution: Resolution::Coarse,
        }
    }

    /// Five drafts were refused, so games under which a round of that war would have ended in a yes from both lose weight
    /// (decision 81).
    #[test]
    fn refusals_weigh_against_games_that_would_have_agreed() {
        let request = request_of(FilterSize { draws: 480, paths: 20, games: 24, kept: 24 });
        let design = request.design();
        let calendar = Calendar::new(&request.scenario, &request.log, request.as_of);
        let model = WarModel::new(&design, &calendar);
        let games = model.solve_games(24, &|| false, &|| ()).unwrap();
        let mut driver = FilterDriver::at_record_start(&model, &calendar, &games, &request).unwrap();
        let stop = AtomicBool::new(false);
        let watch = ProgressMonitor::new(&stop, &|_| ());
        driver.advance_to(calendar.step_count(), watch).unwrap();
        let weights = driver.game_weights.normalised_weights();
        let agrees = |game: &Arc<Equilibrium>| {
            let state = State::start(game.world());
            let chances = result_chances(game.world(), game.world(), &**game, &state, 0, &mut Vec::new());
            let agreed = RESULTS.iter().zip(&chances).filter(|(result, _)| !matches!(result, RoundResult::No(_)));
            sum_of(agreed.map(|(_, chance)| *chance))
        };
        let chances: Vec<f64> = games.iter().map(agrees).collect();
        let weighed = sum_of(chances.iter().zip(&weights).map(|(chance, weight)| chance * weight));
        assert!(weighed < 0.8 * mean(&chances), "{weighed} against {}: {chances:?}, {weights:?}", mean(&chances));
    }

    /// The weights of games are those of filters that play one game each, but for a twentieth of all weight (.03 to .05 over
    /// four seeds; the bound leaves room for chance): the games of a hypercube of six are as far apart as games can be, and
    /// which draft is on the table, which depends on the game, is taken from the states of all of them.
    #[test]
    fn weights_are_the_likelihoods_of_games() {
        let request = request_of(FilterSize { draws: 2880, paths: 100, games: 6, kept: 6 });
        let design = request.design();
        let calendar = Calendar::new(&request.scenario, &request.log, request.as_of);
        let model = WarModel::new(&design, &calendar);
        let games = model.solve_games(6, &|| false, &|| ()).unwrap();
        let shared = model.draws_of_population(&games, 0, 1).unwrap();
        let stop = AtomicBool::new(false);
        let watch = ProgressMonitor::new(&stop, &|_| ());
        let mut driver = FilterDriver::at_record_start(&model, &calendar, &games, &request).unwrap();
        driver.populations.iter_mut().for_each(|population| population.least_steps_between_refreshes = u32::MAX);
        driver.advance_to(calendar.step_count(), watch).unwrap();
        let weighed = driver.game_weights.normalised_weights();
        let log_likelihood = |prior: Vec<Arc<PlayableDraw>>| {
            let mut population = Population::new(&model, prior, 100, 7).unwrap();
            population.least_steps_between_refreshes = u32::MAX;
            for time in 1..=calendar.step_count() {
                population.advance(&model);
                population.observe(&model, calendar.report_of_step(time)).unwrap();
            }
            population.log_likelihood
        };
        // Draws of one game have the values with which its actors plan, so each is taken as often as there are games.
        let of_game = |game: usize| {
            let own = shared.iter().filter(move |played| played.ancestor == game);
            own.flat_map(|played| std::iter::repeat_n(Arc::clone(played), games.len())).collect()
        };
        let alone: Vec<f64> = (0..games.len()).map(|game| log_likelihood(of_game(game))).collect();
        let exact = GameWeights { log_weights: alone }.normalised_weights();
        let misplaced = 0.5 * sum_of(weighed.iter().zip(&exact).map(|(one, other)| (one - other).abs()));
        assert!(misplaced < 0.08, "{misplaced}: {weighed:?} and {exact:?}");
    }
}
