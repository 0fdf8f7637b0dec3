//! Assimilation: a population is taken through the record step by step.

use crate::assimilated::{Assimilation, StepUpdate};
use crate::calendar::Calendar;
use crate::checkpoint::Checkpoint;
use crate::conflict::{Conflict, ReadingCheck};
use crate::game_weights::GameWeights;
use crate::learning::{KnownScores, measure_learning};
use crate::posterior_draws::posterior_draws;
use crate::prior_games::game_count;
use crate::record_summary::summarise_record;
use crate::request::{AssimilationRequest, FilterSize};
use crate::war_model::{Particle, WarModel};
use standoff_engine::equilibrium::Equilibrium;
use standoff_filter::{Population, Update};
use standoff_lab::error::LabError;
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_lab::random_stream::RandomStream;
use standoff_num::elementary::exp;
use standoff_num::sums::sum_of;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Share of the effective sample size below which a step is a conflict of prior and data: so few states explain its
/// reports that either they or the scenario's ranges are in doubt.
const CONFLICT_BELOW: f64 = 0.02;

/// Share of the states below which the effective sample size leads to resampling. It is lower than the filter's default
/// because every resampling also takes away games and draws, of which there are fewer than states.
pub const RESAMPLED_BELOW: f64 = 0.35;

/// Least number of months between two refreshings of the parameters. What the record has taught about two parameters
/// together fades with each.
const MONTHS_BETWEEN_REFRESHES: f64 = 3.0;

/// Scenario from which a forecast starts on a day, given the log as known by then: elections whose results are known
/// are not held again.
pub fn scenario_onward(scenario: &Scenario, log: &Log, as_of: Date) -> Scenario {
    Calendar::new(scenario, log, as_of).scenario_onward(scenario)
}

/// Brings an ensemble up to date on the evidence of a request. See the [crate page](crate) for an example.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped, [`LabError::AllFailed`] where the prior cannot be played, and
/// [`LabError::ImpossibleEvent`] where no state explains what was reported.
pub fn assimilate(request: &AssimilationRequest, watch: ProgressMonitor<'_>) -> Result<Assimilation, LabError> {
    Ok(resume_assimilation(request, None, watch)?.assimilation)
}

/// An assimilation, and the population from which it can go on.
#[derive(Debug, Clone)]
pub struct ResumedAssimilation {
    /// Result of the assimilation.
    pub assimilation: Assimilation,
    /// Population at the last step that had ended when the last report became known. Later steps are gone through again
    /// next time, because reports about them may still come in.
    pub checkpoint: Checkpoint,
    /// Number of steps that did not have to be gone through again.
    pub steps_spared: u32,
    /// Games of the prior, which are those of the forecast without the record.
    pub games: Vec<Arc<Equilibrium>>,
}

/// Brings an ensemble up to date from a checkpoint, if the reports up to then are still the same; otherwise from the
/// beginning.
///
/// # Errors
///
/// As [`assimilate`]; and [`LabError::Counts`] where the checkpoint is of another request.
pub fn resume_assimilation(
    request: &AssimilationRequest,
    from: Option<&Checkpoint>,
    watch: ProgressMonitor<'_>,
) -> Result<ResumedAssimilation, LabError> {
    if let Some(misfit) = from.and_then(|checkpoint| checkpoint.mismatch_with(request)) {
        return Err(LabError::Counts(misfit));
    }
    let design = request.design();
    let calendar = Calendar::new(&request.scenario, &request.log, request.as_of);
    let model = WarModel::new(&design, &calendar);
    let from = from.filter(|checkpoint| checkpoint.agrees_with_past_of(&calendar));
    let games = solve_games(&model, request.size, watch)?;
    let mut driver = FilterDriver::at_record_start(&model, &calendar, &games, request)?;
    if let Some(checkpoint) = from {
        driver.restore_checkpoint(checkpoint)?;
    }
    driver.advance_to(calendar.last_known_step, watch)?;
    let checkpoint = Checkpoint::from_population(
        request,
        &calendar,
        &driver.population,
        &driver.game_weights,
        (&driver.updates, &driver.conflicts),
    );
    driver.advance_to(calendar.step_count(), watch)?;
    let assimilation = driver.into_assimilation();
    Ok(ResumedAssimilation { assimilation, checkpoint, steps_spared: from.map_or(0, Checkpoint::step), games })
}

/// Brings the draws of a prior up to date on a calendar, with games that were solved before.
pub(crate) fn assimilate_with_games(
    model: &WarModel<'_>,
    calendar: &Calendar,
    games: &[Arc<Equilibrium>],
    request: &AssimilationRequest,
    watch: ProgressMonitor<'_>,
) -> Result<Assimilation, LabError> {
    let mut driver = FilterDriver::at_record_start(model, calendar, games, request)?;
    driver.advance_to(calendar.step_count(), watch)?;
    Ok(driver.into_assimilation())
}

/// Solves the games of the prior.
pub(crate) fn solve_games(
    model: &WarModel<'_>,
    size: FilterSize,
    watch: ProgressMonitor<'_>,
) -> Result<Vec<Arc<Equilibrium>>, LabError> {
    let games = game_count(size);
    let done = AtomicUsize::new(0);
    let heard = || {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.listener)(&ProgressStep { what: "games of the actors".to_owned(), done, of: games });
    };
    model.solve_games(games, &|| watch.is_cancelled(), &heard)
}

/// An assimilation under way.
struct FilterDriver<'a> {
    model: &'a WarModel<'a>,
    calendar: &'a Calendar,
    request: &'a AssimilationRequest,
    games: &'a [Arc<Equilibrium>],
    population: Population<WarModel<'a>>,
    game_weights: GameWeights,
    updates: Vec<StepUpdate>,
    conflicts: Vec<Conflict>,
}

impl<'a> FilterDriver<'a> {
    fn at_record_start(
        model: &'a WarModel<'a>,
        calendar: &'a Calendar,
        games: &'a [Arc<Equilibrium>],
        request: &'a AssimilationRequest,
    ) -> Result<Self, LabError> {
        let prior = model.draws_sharing_games(games)?;
        let mut population = Population::new(model, prior, request.size.paths, RandomStream::Record.seed(request.seed))
            .map_err(|empty| LabError::Counts(empty.to_string()))?;
        population.resampling_threshold = RESAMPLED_BELOW;
        population.least_steps_between_refreshes =
            (MONTHS_BETWEEN_REFRESHES / request.scenario.step.months()).round() as u32;
        let game_weights = GameWeights::equal(games.len());
        Ok(Self {
            model,
            calendar,
            request,
            games,
            population,
            game_weights,
            updates: Vec::new(),
            conflicts: Vec::new(),
        })
    }

    /// Puts the run back where a checkpoint left it.
    fn restore_checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), LabError> {
        let kept = checkpoint.kept_population();
        let restored = self.model.restore_draws(&kept.scores, &kept.ancestors, self.games);
        let population = &mut self.population;
        population.parameters = restored.map_err(|error| LabError::Counts(error.to_string()))?;
        let whole = population.parameters.len() == self.request.size.draws
            && kept.game_log_weights.len() == self.games.len()
            && [kept.particles.len(), kept.log_weights.len()] == [population.states.len(); 2]
            && kept.game_log_weights.iter().all(|log| log.is_finite())
            && kept.log_weights.iter().chain([&kept.log_likelihood]).all(|log| !log.is_nan());
        let belongs = |(slot, particle): (usize, &Particle)| {
            particle.state.belongs_to(&population.parameters[slot / population.paths].world)
        };
        if !whole || !kept.particles.iter().enumerate().all(belongs) {
            return Err(LabError::Counts("the states kept are not of this war".to_owned()));
        }
        population.states.clone_from(&kept.particles);
        population.log_weights.clone_from(&kept.log_weights);
        population.log_likelihood = kept.log_likelihood;
        (population.time, population.last_refresh_time) = (checkpoint.step(), kept.refreshed);
        population.resamplings = kept.resamplings;
        self.game_weights.log_weights.clone_from(&kept.game_log_weights);
        (self.updates, self.conflicts) = (kept.weeks.clone(), kept.conflicts.clone());
        Ok(())
    }

    /// Takes the population through the record to the end of a step.
    fn advance_to(&mut self, last: u32, watch: ProgressMonitor<'_>) -> Result<(), LabError> {
        if self.population.time == 0 && self.updates.is_empty() {
            self.observe_step()?;
        }
        while self.population.time < last {
            if watch.is_cancelled() {
                return Err(LabError::NothingDone);
            }
            self.population.advance(self.model);
            self.observe_step()?;
            let (done, of) = (self.population.time as usize, self.calendar.step_count() as usize);
            (watch.listener)(&ProgressStep { what: "steps of the record".to_owned(), done, of });
        }
        Ok(())
    }

    fn observe_step(&mut self) -> Result<(), LabError> {
        let step = self.population.time;
        let before = (effective_sample_size(&self.population.log_weights), self.population.log_weights.clone());
        let report = self.calendar.report_of_step(step);
        // Resampling waits until the readings were checked: resampled states all agree with the reports, and would not
        // show which of them was unlikely.
        let threshold = std::mem::replace(&mut self.population.resampling_threshold, 0.0);
        let observed = self.population.observe(self.model, report);
        self.population.resampling_threshold = threshold;
        let mut update = observed.map_err(|_| {
            let (date, events) =
                (self.last_day_of_step(step), self.reading_check().least_likely_readings(step, &before.1));
            LabError::ImpossibleEvent { date, events }
        })?;
        self.game_weights.weigh_by_report(self.model, self.games, &self.population, report);
        let doubtful = self.reading_check().doubtful_readings(step, &before.1);
        if update.effective_sample_size < CONFLICT_BELOW * before.0 || !doubtful.is_empty() {
            let (date, left) = (self.last_day_of_step(step), update.effective_sample_size / before.0);
            let events = if doubtful.is_empty() {
                self.reading_check().least_likely_readings(step, &before.1)
            } else {
                doubtful
            };
            self.conflicts.push(Conflict { date, left, events });
        }
        if update.effective_sample_size < threshold * self.population.states.len() as f64 {
            self.population.resample(self.model);
            update.resampled = true;
        }
        self.updates.push(step_update(step, &update));
        Ok(())
    }

    fn reading_check(&self) -> ReadingCheck<'_, 'a> {
        let scenario = &self.request.scenario;
        ReadingCheck { model: self.model, calendar: self.calendar, scenario, population: &self.population }
    }

    fn last_day_of_step(&self, step: u32) -> String {
        self.calendar.last_day_of_step(step, self.request.scenario.step.months()).to_string()
    }

    fn into_assimilation(mut self) -> Assimilation {
        self.population.copy_by_weight(self.model);
        let population = self.population;
        let weights = self.game_weights.normalised_weights();
        let games = self.model.scores_of_games(weights.len());
        let scores: Vec<&[f64]> = population.parameters.iter().map(|played| played.scores.as_slice()).collect();
        let known = KnownScores { draws: &scores, games: &games, weights: &weights };
        let (learning, noise) = measure_learning(self.model.parameter_paths(), &known);
        let mut posterior = posterior_draws(self.model, &population, (&learning, &known), self.request);
        let effective_games = 1.0 / sum_of(weights.iter().map(|weight| weight * weight));
        posterior.record = summarise_record(self.request, self.calendar, effective_games, &self.updates);
        Assimilation {
            posterior,
            scenario: self.calendar.scenario_onward(&self.request.scenario),
            updates: self.updates,
            log_likelihood: population.log_likelihood,
            conflicts: self.conflicts,
            uses_by_kind: self.calendar.uses_by_kind.clone(),
            effective_games,
            start: self.calendar.start,
            learning,
            noise,
        }
    }
}

/// Effective sample size of weights that sum to one, given as logarithms.
fn effective_sample_size(log_weights: &[f64]) -> f64 {
    1.0 / sum_of(log_weights.iter().map(|log| exp(2.0 * log)))
}

fn step_update(step: u32, update: &Update) -> StepUpdate {
    StepUpdate {
        step,
        log_density: update.conditional_log_likelihood,
        effective: update.effective_sample_size,
        effective_draws: update.effective_draw_sample_size,
        renewed: update.resampled,
    }
}
