//! Assimilation: several independent populations are taken through the record step by step (decision 93).

use crate::assimilated::{Assimilation, StepUpdate};
use crate::calendar::Calendar;
use crate::checkpoint::Checkpoint;
use crate::conflict::{Conflict, ReadingCheck};
use crate::game_weights::GameWeights;
use crate::learning::{KnownScores, measure_learning};
use crate::posterior_draws::posterior_draws;
use crate::prior::{game_count, population_count, population_seed, share_of_population};
use crate::record_summary::summarise_record;
use crate::request::{AssimilationRequest, FilterSize};
use crate::war_model::{Particle, WarModel};
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_filter::{ImpossibleObservation, Model, Population, Update};
use standoff_lab::error::LabError;
use standoff_lab::progress::{ProgressMonitor, ProgressStep};
use standoff_lab::random_stream::RandomStream;
use standoff_lab::record::series::RecordSeries;
use standoff_num::elementary::{exp, ln};
use standoff_num::sums::{mean, sum_of};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};
use std::ops::Range;
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
    let checkpoint = Checkpoint::from_populations(
        request,
        &calendar,
        &driver.populations,
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

/// Brings the draws of a prior up to date as [`assimilate_with_games`] does, and shows the populations to an observer on the
/// way.
pub(crate) fn assimilate_observed<'a>(
    model: &'a WarModel<'a>,
    calendar: &'a Calendar,
    games: &'a [Arc<Equilibrium>],
    request: &'a AssimilationRequest,
    (watch, observer): (ProgressMonitor<'_>, &mut dyn StepObserver<'a>),
) -> Result<Assimilation, LabError> {
    let mut driver = FilterDriver::at_record_start(model, calendar, games, request)?;
    driver.advance_observed(calendar.step_count(), watch, observer)?;
    Ok(driver.into_assimilation())
}

/// A filter on its way through the record, as an observer sees it.
#[derive(Clone, Copy)]
pub(crate) struct ObservedRun<'r, 'a> {
    pub populations: &'r [Population<WarModel<'a>>],
    /// Weights of the games by all reports that have weighed the states.
    pub game_weights: &'r GameWeights,
}

impl ObservedRun<'_, '_> {
    /// The games of a population.
    pub(crate) fn games_of_population(&self, population: usize) -> Range<usize> {
        share_of_population(population, self.populations.len(), self.game_weights.log_weights.len())
    }
}

/// Somebody who looks at the populations of a filter on their way through the record, and changes nothing.
pub(crate) trait StepObserver<'a> {
    /// Called before a step: the states have been weighed by all reports of the steps before it.
    fn before_step(&mut self, run: &ObservedRun<'_, 'a>);

    /// Called when the states have made the step and have not been weighed by its reports.
    ///
    /// # Errors
    ///
    /// The reason why it cannot look any further, with which the filter stops.
    fn before_weighing(&mut self, run: &ObservedRun<'_, 'a>) -> Result<(), LabError>;

    /// Called when they have been weighed.
    ///
    /// # Errors
    ///
    /// The reason why it cannot look any further, with which the filter stops.
    fn after_weighing(&mut self, run: &ObservedRun<'_, 'a>) -> Result<(), LabError>;
}

impl<'a> StepObserver<'a> for () {
    fn before_step(&mut self, _: &ObservedRun<'_, 'a>) {}
    fn before_weighing(&mut self, _: &ObservedRun<'_, 'a>) -> Result<(), LabError> {
        Ok(())
    }
    fn after_weighing(&mut self, _: &ObservedRun<'_, 'a>) -> Result<(), LabError> {
        Ok(())
    }
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
pub(crate) struct FilterDriver<'a> {
    model: &'a WarModel<'a>,
    calendar: &'a Calendar,
    request: &'a AssimilationRequest,
    games: &'a [Arc<Equilibrium>],
    pub(crate) populations: Vec<Population<WarModel<'a>>>,
    pub(crate) game_weights: GameWeights,
    updates: Vec<StepUpdate>,
    conflicts: Vec<Conflict>,
}

impl<'a> FilterDriver<'a> {
    pub(crate) fn at_record_start(
        model: &'a WarModel<'a>,
        calendar: &'a Calendar,
        games: &'a [Arc<Equilibrium>],
        request: &'a AssimilationRequest,
    ) -> Result<Self, LabError> {
        let of = population_count(games.len());
        let begun = |number: usize| -> Result<Population<WarModel<'a>>, LabError> {
            let seed = population_seed(RandomStream::Record.seed(request.seed), number);
            let prior = model.draws_of_population(games, number, of)?;
            let mut population = Population::new(model, prior, request.size.paths, seed)
                .map_err(|empty| LabError::Counts(empty.to_string()))?;
            population.resampling_threshold = RESAMPLED_BELOW;
            population.least_steps_between_refreshes =
                (MONTHS_BETWEEN_REFRESHES / request.scenario.step.months()).round() as u32;
            Ok(population)
        };
        let populations = (0..of).into_par_iter().map(begun).collect::<Result<Vec<_>, LabError>>()?;
        let game_weights = GameWeights::equal(games.len());
        let (updates, conflicts) = (Vec::new(), Vec::new());
        Ok(Self { model, calendar, request, games, populations, game_weights, updates, conflicts })
    }

    /// Puts the run back where a checkpoint left it.
    fn restore_checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), LabError> {
        let kept = checkpoint.kept_run();
        let foreign = || LabError::Counts("the states kept are not of this war".to_owned());
        if kept.populations.len() != self.populations.len()
            || kept.game_log_weights.len() != self.games.len()
            || !kept.game_log_weights.iter().all(|log| log.is_finite())
        {
            return Err(foreign());
        }
        for (population, kept) in self.populations.iter_mut().zip(&kept.populations) {
            let restored = self.model.restore_draws(&kept.scores, &kept.ancestors, self.games);
            let restored = restored.map_err(|error| LabError::Counts(error.to_string()))?;
            let whole = population.parameters.len() == restored.len()
                && [kept.particles.len(), kept.log_weights.len()] == [population.states.len(); 2]
                && kept.log_weights.iter().chain([&kept.log_likelihood]).all(|log| !log.is_nan());
            let belongs = |(slot, particle): (usize, &Particle)| {
                restored.get(slot / population.paths).is_some_and(|played| particle.state.belongs_to(&played.world))
            };
            if !whole || !kept.particles.iter().enumerate().all(belongs) {
                return Err(foreign());
            }
            population.parameters = restored;
            population.states.clone_from(&kept.particles);
            population.log_weights.clone_from(&kept.log_weights);
            population.log_likelihood = kept.log_likelihood;
            (population.time, population.last_refresh_time) = (checkpoint.step(), kept.refreshed);
            population.resamplings = kept.resamplings;
        }
        self.game_weights.log_weights.clone_from(&kept.game_log_weights);
        (self.updates, self.conflicts) = (kept.weeks.clone(), kept.conflicts.clone());
        Ok(())
    }

    /// Time of the populations, which go through the record together.
    fn time(&self) -> u32 {
        self.populations.first().map_or(0, |population| population.time)
    }

    fn observed(&self) -> ObservedRun<'_, 'a> {
        ObservedRun { populations: &self.populations, game_weights: &self.game_weights }
    }

    /// Takes the populations through the record to the end of a step.
    pub(crate) fn advance_to(&mut self, last: u32, watch: ProgressMonitor<'_>) -> Result<(), LabError> {
        self.advance_observed(last, watch, &mut ())
    }

    fn advance_observed(
        &mut self,
        last: u32,
        watch: ProgressMonitor<'_>,
        observer: &mut dyn StepObserver<'a>,
    ) -> Result<(), LabError> {
        if self.time() == 0 && self.updates.is_empty() {
            self.observe_step()?;
        }
        while self.time() < last {
            if watch.is_cancelled() {
                return Err(LabError::NothingDone);
            }
            observer.before_step(&self.observed());
            self.populations.par_iter_mut().for_each(|population| population.advance(self.model));
            observer.before_weighing(&self.observed())?;
            self.observe_step()?;
            observer.after_weighing(&self.observed())?;
            let (done, of) = (self.time() as usize, self.calendar.step_count() as usize);
            (watch.listener)(&ProgressStep { what: "steps of the record".to_owned(), done, of });
        }
        Ok(())
    }

    fn observe_step(&mut self) -> Result<(), LabError> {
        let step = self.time();
        let before: Vec<Vec<f64>> = self.populations.iter().map(|one| one.log_weights.clone()).collect();
        let effective_before = sum_of(before.iter().map(|logs| effective_sample_size(logs)));
        let likelihood_before = self.log_likelihood();
        let report = self.calendar.report_of_step(step);
        let model = self.model;
        // Resampling waits until the readings were checked: resampled states all agree with the reports, and would not
        // show which of them was unlikely.
        let observe = |population: &mut Population<WarModel<'a>>| {
            let threshold = std::mem::replace(&mut population.resampling_threshold, 0.0);
            let observed = population.observe(model, report);
            population.resampling_threshold = threshold;
            observed
        };
        self.game_weights.weigh_by_report(model, self.games, &self.populations, report);
        let observed: Vec<Result<Update, ImpossibleObservation>> =
            self.populations.par_iter_mut().map(observe).collect();
        let updates = self.replace_ruled_out(&observed).ok_or_else(|| {
            let events = self.reading_check(&before).least_likely_readings(step);
            LabError::ImpossibleEvent { date: self.last_day_of_step(step), events }
        })?;
        let doubtful = self.reading_check(&before).doubtful_readings(step);
        let effective = sum_of(updates.iter().map(|update| update.effective_sample_size));
        let left = effective / effective_before;
        if left < CONFLICT_BELOW || !doubtful.is_empty() {
            let events =
                if doubtful.is_empty() { self.reading_check(&before).least_likely_readings(step) } else { doubtful };
            self.conflicts.push(Conflict { date: self.last_day_of_step(step), left, events });
        }
        let renew = |(population, update): (&mut Population<WarModel<'a>>, &Update)| {
            let uneven = update.effective_sample_size < RESAMPLED_BELOW * population.states.len() as f64;
            if uneven {
                population.resample(model);
            }
            uneven
        };
        let renewed: Vec<bool> = self.populations.par_iter_mut().zip(&updates).map(renew).collect();
        self.updates.push(StepUpdate {
            step,
            log_density: self.log_likelihood() - likelihood_before,
            effective,
            effective_draws: sum_of(updates.iter().map(|update| update.effective_draw_sample_size)),
            renewed: 2 * renewed.iter().filter(|&&renewed| renewed).count() > renewed.len(),
        });
        Ok(())
    }

    /// Updates of all populations. One whose states were all ruled out goes on as a copy of the next that was not; none where
    /// all were.
    fn replace_ruled_out(&mut self, observed: &[Result<Update, ImpossibleObservation>]) -> Option<Vec<Update>> {
        let of = observed.len();
        let mut updates = Vec::with_capacity(of);
        for place in 0..of {
            let (donor, update) =
                (place..place + of).find_map(|other| Some((other % of, *observed[other % of].as_ref().ok()?)))?;
            if donor != place {
                let (seed, mut copy) = (self.populations[place].seed, self.populations[donor].clone());
                copy.seed = seed;
                copy.states.iter_mut().for_each(|state| self.model.renumber_state(state));
                self.populations[place] = copy;
            }
            updates.push(update);
        }
        Some(updates)
    }

    /// Log likelihood of the reports so far: the mean of the populations' likelihoods estimates it without bias.
    fn log_likelihood(&self) -> f64 {
        let logs: Vec<f64> = self.populations.iter().map(|population| population.log_likelihood).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most + ln(mean(&logs.iter().map(|log| exp((log - most).max(-700.0))).collect::<Vec<f64>>()))
    }

    fn reading_check<'w>(&'w self, log_weights: &'w [Vec<f64>]) -> ReadingCheck<'w, 'a> {
        let (scenario, populations) = (&self.request.scenario, &self.populations);
        ReadingCheck { model: self.model, calendar: self.calendar, scenario, populations, log_weights }
    }

    fn last_day_of_step(&self, step: u32) -> String {
        self.calendar.last_day_of_step(step, self.request.scenario.step.months()).to_string()
    }

    fn into_assimilation(mut self) -> Assimilation {
        self.populations.par_iter_mut().for_each(|population| {
            population.copy_by_weight(self.model);
        });
        let weights = self.game_weights.normalised_weights();
        let games = self.model.scores_of_games(weights.len());
        let played = self.populations.iter().flat_map(|population| &population.parameters);
        let scores: Vec<&[f64]> = played.map(|played| played.scores.as_slice()).collect();
        let known = KnownScores { draws: &scores, games: &games, weights: &weights };
        let (learning, noise) = measure_learning(self.model.parameter_paths(), &known);
        let mut posterior = posterior_draws(self.model, &self.populations, &known, self.request);
        let effective_games = 1.0 / sum_of(weights.iter().map(|weight| weight * weight));
        let series = RecordSeries::new(&self.request.scenario, &self.request.log, self.calendar.as_of);
        posterior.series = Arc::new(series);
        posterior.record = summarise_record(self.request, self.calendar, effective_games, &self.updates);
        Assimilation {
            posterior,
            scenario: self.calendar.scenario_onward(&self.request.scenario),
            log_likelihood: self.log_likelihood(),
            updates: self.updates,
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
