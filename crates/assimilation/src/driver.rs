//! The driver: a population taken through the record step by step.

use crate::assimilated::{Assimilation, Week};
use crate::calendar::Calendar;
use crate::checkpoint::Checkpoint;
use crate::conflict::{Conflict, Witnesses};
use crate::game_weights::GameWeights;
use crate::learning::{KnownScores, measure_learning};
use crate::posterior_draws::posterior_draws;
use crate::request::{Request, Size};
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

/// A step is strained where its reports leave less than this share of the states.
const STRAINED: f64 = 0.02;

/// Share of the states that the effective number must not fall below without a renewal.
pub const RENEWED_BELOW: f64 = 0.35;

/// Parameters are refreshed no more often than this, in months.
const REST: f64 = 3.0;

/// The scenario as a forecast has it that begins on a day with what a log knew by then: elections whose results are known
/// are not held again.
pub fn onward(scenario: &Scenario, log: &Log, as_of: Date) -> Scenario {
    Calendar::new(scenario, log, as_of).onward(scenario)
}

/// Brings an ensemble up to date.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped, [`LabError::AllFailed`] where the prior cannot be played, and
/// [`LabError::ImpossibleEvent`] where no state explains what was reported.
pub fn assimilate(request: &Request, watch: ProgressMonitor<'_>) -> Result<Assimilation, LabError> {
    Ok(resume(request, None, watch)?.assimilation)
}

/// An assimilation, and the population from which it can go on.
#[derive(Debug, Clone)]
pub struct Resumed {
    /// What was found.
    pub assimilation: Assimilation,
    /// The population when the last report became known.
    pub checkpoint: Checkpoint,
    /// Steps that did not have to be gone through again.
    pub spared: u32,
}

/// Brings an ensemble up to date from where it was left, if what was reported until then is what was heard then; otherwise
/// from the beginning.
///
/// # Errors
///
/// As [`assimilate`]; and [`LabError::Counts`] where the checkpoint is of another request.
pub fn resume(request: &Request, from: Option<&Checkpoint>, watch: ProgressMonitor<'_>) -> Result<Resumed, LabError> {
    if let Some(misfit) = from.and_then(|checkpoint| checkpoint.misfit(request)) {
        return Err(LabError::Counts(misfit));
    }
    let design = request.design();
    let calendar = Calendar::new(&request.scenario, &request.log, request.as_of);
    let model = WarModel::new(&design, &calendar);
    let from = from.filter(|checkpoint| checkpoint.continues(&calendar));
    let games = solve_games(&model, request.size, watch)?;
    let mut driver = Driver::start(&model, &calendar, &games, request)?;
    if let Some(checkpoint) = from {
        driver.restore(checkpoint)?;
    }
    driver.advance_to(calendar.last_known_step, watch)?;
    let checkpoint = Checkpoint::of(
        request,
        &calendar,
        &driver.population,
        &driver.game_weights,
        (&driver.weeks, &driver.conflicts),
    );
    driver.advance_to(calendar.steps(), watch)?;
    Ok(Resumed { assimilation: driver.finish(), checkpoint, spared: from.map_or(0, Checkpoint::step) })
}

/// The draws of a prior, which play some games, brought up to date on a calendar.
pub(crate) fn assimilate_with_games(
    model: &WarModel<'_>,
    calendar: &Calendar,
    games: &[Arc<Equilibrium>],
    request: &Request,
    watch: ProgressMonitor<'_>,
) -> Result<Assimilation, LabError> {
    let mut driver = Driver::start(model, calendar, games, request)?;
    driver.advance_to(calendar.steps(), watch)?;
    Ok(driver.finish())
}

/// The games of the prior.
pub(crate) fn solve_games(
    model: &WarModel<'_>,
    size: Size,
    watch: ProgressMonitor<'_>,
) -> Result<Vec<Arc<Equilibrium>>, LabError> {
    let games = size.games.min(size.draws);
    let done = AtomicUsize::new(0);
    let heard = || {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.listener)(&ProgressStep { what: "games of the actors".to_owned(), done, of: games });
    };
    model.games(games, &|| watch.is_cancelled(), &heard)
}

struct Driver<'a> {
    model: &'a WarModel<'a>,
    calendar: &'a Calendar,
    request: &'a Request,
    games: &'a [Arc<Equilibrium>],
    population: Population<WarModel<'a>>,
    game_weights: GameWeights,
    weeks: Vec<Week>,
    conflicts: Vec<Conflict>,
}

impl<'a> Driver<'a> {
    fn start(
        model: &'a WarModel<'a>,
        calendar: &'a Calendar,
        games: &'a [Arc<Equilibrium>],
        request: &'a Request,
    ) -> Result<Self, LabError> {
        let prior = model.draws(games)?;
        let mut population =
            Population::start(model, prior, request.size.paths, RandomStream::Record.seed(request.seed))
                .map_err(|empty| LabError::Counts(empty.to_string()))?;
        population.threshold = RENEWED_BELOW;
        population.rest = (REST / request.scenario.step.months()).round() as u32;
        let game_weights = GameWeights::equal(games.len());
        Ok(Self { model, calendar, request, games, population, game_weights, weeks: Vec::new(), conflicts: Vec::new() })
    }

    /// The run as it was left.
    fn restore(&mut self, checkpoint: &Checkpoint) -> Result<(), LabError> {
        let kept = checkpoint.kept();
        let restored = self.model.restored(&kept.scores, &kept.ancestors, self.games);
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
        (population.time, population.refreshed) = (checkpoint.step(), kept.refreshed);
        population.resamplings = kept.resamplings;
        self.game_weights.log_weights.clone_from(&kept.game_log_weights);
        (self.weeks, self.conflicts) = (kept.weeks.clone(), kept.conflicts.clone());
        Ok(())
    }

    /// Takes the population through the record to the end of a step.
    fn advance_to(&mut self, last: u32, watch: ProgressMonitor<'_>) -> Result<(), LabError> {
        if self.population.time == 0 && self.weeks.is_empty() {
            self.observe()?;
        }
        while self.population.time < last {
            if watch.is_cancelled() {
                return Err(LabError::NothingDone);
            }
            self.population.advance(self.model);
            self.observe()?;
            let (done, of) = (self.population.time as usize, self.calendar.steps() as usize);
            (watch.listener)(&ProgressStep { what: "steps of the record".to_owned(), done, of });
        }
        Ok(())
    }

    fn observe(&mut self) -> Result<(), LabError> {
        let step = self.population.time;
        let before = (effective_sample_size(&self.population.log_weights), self.population.log_weights.clone());
        let report = self.calendar.report(step);
        // Who is to blame is asked of the states as they were: renewed ones all agree with the reports.
        let threshold = std::mem::replace(&mut self.population.threshold, 0.0);
        let observed = self.population.observe(self.model, report);
        self.population.threshold = threshold;
        let mut update = observed.map_err(|_| {
            let (date, events) = (self.last_day(step), self.witnesses().least_likely_readings(step, &before.1));
            LabError::ImpossibleEvent { date, events }
        })?;
        self.game_weights.update(self.model, self.games, &self.population, report);
        let doubtful = self.witnesses().doubtful_readings(step, &before.1);
        if update.effective < STRAINED * before.0 || !doubtful.is_empty() {
            let (date, left) = (self.last_day(step), update.effective / before.0);
            let events =
                if doubtful.is_empty() { self.witnesses().least_likely_readings(step, &before.1) } else { doubtful };
            self.conflicts.push(Conflict { date, left, events });
        }
        if update.effective < threshold * self.population.states.len() as f64 {
            self.population.resample(self.model);
            update.resampled = true;
        }
        self.weeks.push(week_of(step, &update));
        Ok(())
    }

    fn witnesses(&self) -> Witnesses<'_, 'a> {
        let scenario = &self.request.scenario;
        Witnesses { model: self.model, calendar: self.calendar, scenario, population: &self.population }
    }

    fn last_day(&self, step: u32) -> String {
        self.calendar.end_of(step, self.request.scenario.step.months()).to_string()
    }

    fn finish(mut self) -> Assimilation {
        self.population.copy_by_weight(self.model);
        let population = self.population;
        let weights = self.game_weights.weights();
        let games = self.model.game_scores(weights.len());
        let scores: Vec<&[f64]> = population.parameters.iter().map(|played| played.scores.as_slice()).collect();
        let known = KnownScores { draws: &scores, games: &games, weights: &weights };
        let (learning, noise) = measure_learning(self.model.paths(), &known);
        let posterior = posterior_draws(self.model, &population, (&learning, &known), self.request);
        Assimilation {
            posterior,
            scenario: self.calendar.onward(&self.request.scenario),
            weeks: self.weeks,
            log_likelihood: population.log_likelihood,
            conflicts: self.conflicts,
            used: self.calendar.used.clone(),
            effective_games: 1.0 / sum_of(weights.iter().map(|weight| weight * weight)),
            start: self.calendar.start,
            learning,
            noise,
        }
    }
}

/// The effective number of states behind some weights, which sum to one.
fn effective_sample_size(log_weights: &[f64]) -> f64 {
    1.0 / sum_of(log_weights.iter().map(|log| exp(2.0 * log)))
}

fn week_of(step: u32, update: &Update) -> Week {
    Week {
        step,
        log_density: update.log_increment,
        effective: update.effective,
        effective_draws: update.effective_draws,
        renewed: update.resampled,
    }
}
