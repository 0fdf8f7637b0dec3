//! One assimilation: a population taken through the record step by step.

use super::calendar::{Calendar, Used};
use super::checkpoint::Checkpoint;
use super::credence::Credence;
use super::lessons::{Known, Lesson, Noise, lessons};
use super::war_model::{Particle, STEP_WIDTH, STOPPED, WarModel, planned};
use crate::ensemble::{Design, Resolution};
use crate::experiment::{Step, Watch};
use crate::filter::{Model, Population, Update};
use crate::forecast::LabError;
use crate::posterior::{Posterior, Updated};
use serde::{Deserialize, Serialize};
use standoff_engine::equilibrium::Equilibrium;
use standoff_num::LatinHypercube;
use standoff_num::elementary::{exp, ln};
use standoff_num::normal::normal_quantile;
use standoff_num::random::entity;
use standoff_num::sums::sum_of;
use standoff_scenario::evidence::{Kind, Log};
use standoff_scenario::{Date, Scenario};
use standoff_world::coalition::instruments::Status;
use standoff_world::record::{Reading, Report};
use standoff_world::state::State;
use standoff_world::switches::Mechanisms;
use standoff_world::war::War;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A step is strained where its reports leave less than this share of the states.
const STRAINED: f64 = 0.02;

/// A report is doubted where it is false with more than this chance.
const DOUBTED: f64 = 0.5;

/// Random numbers of the record are apart from those of the forecast that follows.
const RECORD: u64 = 0x7265_636f_7264;

/// An assimilation to be made.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario.
    pub scenario: Scenario,
    /// The evidence.
    pub log: Log,
    /// The day up to which it is known.
    pub as_of: Date,
    /// How large the population is.
    pub size: Size,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
}

/// How large a population is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Draws of the parameters.
    pub draws: usize,
    /// States of each draw.
    pub paths: usize,
    /// Games that are solved; draws share them.
    pub games: usize,
    /// Draws that the forecast keeps.
    pub kept: usize,
}

impl Default for Size {
    /// 10,240 states of 1,024 draws, 128 games, and 128 draws for the forecast.
    fn default() -> Self {
        Self { draws: 1024, paths: 10, games: 128, kept: 128 }
    }
}

impl Size {
    /// The size that goes with a forecast of so many draws: a filter of the same form, larger or smaller.
    pub fn of(kept: usize) -> Self {
        let whole = Self::default();
        Self { draws: (whole.draws * kept / whole.kept).max(kept), games: kept, kept, ..whole }
    }
}

/// Share of the states that the effective number must not fall below without a renewal.
pub const RENEWED_BELOW: f64 = 0.35;
/// Parameters are refreshed no more often than this, in months.
const REST: f64 = 3.0;

/// What the reports of one step did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Week {
    /// The step.
    pub step: u32,
    /// Log density of its reports, given those before.
    pub log_density: f64,
    /// Effective number of states after it.
    pub effective: f64,
    /// Effective number of draws after it.
    pub effective_draws: f64,
    /// Whether the population was renewed.
    pub renewed: bool,
}

/// A step whose reports hardly any state explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strain {
    /// Last day of the step.
    pub date: String,
    /// Effective share of the states that is left.
    pub left: f64,
    /// Events of the step, the least likely first, each with the mean density of its reading against that of the
    /// best state, in log.
    pub events: Vec<String>,
}

/// An ensemble that was brought up to date.
#[derive(Debug, Clone)]
pub struct Assimilation {
    /// What it knows now.
    pub posterior: Posterior,
    /// The scenario as a forecast from the last day has it: see [`onward`].
    pub scenario: Scenario,
    /// Step by step.
    pub weeks: Vec<Week>,
    /// Log likelihood of all reports.
    pub log_likelihood: f64,
    /// Steps that hardly any state explains.
    pub strains: Vec<Strain>,
    /// How events were used, by kind.
    pub used: BTreeMap<Kind, Used>,
    /// Effective number of games, by the weights that what came of talks has given them.
    pub effective_games: f64,
    /// First day of the record.
    pub start: Date,
    /// What the record said of each uncertain parameter.
    pub lessons: Vec<Lesson>,
    /// How far scores that mean nothing moved: beside parameters that move the world, and beside those that actors plan
    /// with.
    pub noise: [Noise; 2],
}

impl Request {
    /// The design of the ensemble.
    pub fn design(&self) -> Design<'_> {
        Design {
            scenario: &self.scenario,
            draws: self.size.draws,
            paths: self.size.paths,
            seed: self.seed,
            mechanisms: Mechanisms::default(),
            pulls: &[],
            resolution: self.resolution,
            posterior: None,
        }
    }
}

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
pub fn assimilate(request: &Request, watch: Watch<'_>) -> Result<Assimilation, LabError> {
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
pub fn resume(request: &Request, from: Option<&Checkpoint>, watch: Watch<'_>) -> Result<Resumed, LabError> {
    if let Some(misfit) = from.and_then(|checkpoint| checkpoint.misfit(request)) {
        return Err(LabError::Counts(misfit));
    }
    let design = request.design();
    let calendar = Calendar::new(&request.scenario, &request.log, request.as_of);
    let model = WarModel::new(&design, &calendar);
    let from = from.filter(|checkpoint| checkpoint.continues(&calendar));
    let games = games(&model, request.size, watch)?;
    let mut run = Run::start(&model, &calendar, &games, request)?;
    if let Some(checkpoint) = from {
        run.restore(checkpoint)?;
    }
    run.go(calendar.heard, watch)?;
    let checkpoint = Checkpoint::of(request, &calendar, &run.population, &run.credence, (&run.weeks, &run.strains));
    run.go(calendar.steps(), watch)?;
    Ok(Resumed { assimilation: run.finish(), checkpoint, spared: from.map_or(0, Checkpoint::step) })
}

/// The draws of a prior, which play some games, brought up to date on a calendar.
pub(crate) fn taken_through(
    model: &WarModel<'_>,
    calendar: &Calendar,
    games: &[Arc<Equilibrium>],
    request: &Request,
    watch: Watch<'_>,
) -> Result<Assimilation, LabError> {
    let mut run = Run::start(model, calendar, games, request)?;
    run.go(calendar.steps(), watch)?;
    Ok(run.finish())
}

/// The games of the prior.
pub(crate) fn games(model: &WarModel<'_>, size: Size, watch: Watch<'_>) -> Result<Vec<Arc<Equilibrium>>, LabError> {
    let games = size.games.min(size.draws);
    let done = AtomicUsize::new(0);
    let heard = || {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.progress)(&Step { what: "games of the actors".to_owned(), done, of: games });
    };
    model.games(games, &|| watch.stopped(), &heard).map_err(unsolved)
}

fn unsolved(reason: String) -> LabError {
    if reason == STOPPED { LabError::NothingDone } else { LabError::AllFailed(reason) }
}

struct Run<'a> {
    model: &'a WarModel<'a>,
    calendar: &'a Calendar,
    request: &'a Request,
    games: &'a [Arc<Equilibrium>],
    population: Population<WarModel<'a>>,
    credence: Credence,
    weeks: Vec<Week>,
    strains: Vec<Strain>,
}

impl<'a> Run<'a> {
    fn start(
        model: &'a WarModel<'a>,
        calendar: &'a Calendar,
        games: &'a [Arc<Equilibrium>],
        request: &'a Request,
    ) -> Result<Self, LabError> {
        let prior = model.draws(games).map_err(LabError::AllFailed)?;
        let mut population = Population::start(model, prior, request.size.paths, request.seed ^ RECORD)
            .map_err(|empty| LabError::Counts(empty.to_string()))?;
        population.threshold = RENEWED_BELOW;
        population.rest = (REST / request.scenario.step.months()).round() as u32;
        let credence = Credence::new(games.len());
        Ok(Self { model, calendar, request, games, population, credence, weeks: Vec::new(), strains: Vec::new() })
    }

    /// The run as it was left.
    fn restore(&mut self, checkpoint: &Checkpoint) -> Result<(), LabError> {
        let kept = checkpoint.kept();
        let restored = self.model.restored(&kept.scores, &kept.ancestors, self.games);
        let population = &mut self.population;
        population.parameters = restored.map_err(LabError::Counts)?;
        let whole = population.parameters.len() == self.request.size.draws
            && kept.credence.len() == self.games.len()
            && [kept.particles.len(), kept.log_weights.len()] == [population.states.len(); 2]
            && kept.credence.iter().all(|log| log.is_finite())
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
        self.credence.logs.clone_from(&kept.credence);
        (self.weeks, self.strains) = (kept.weeks.clone(), kept.strains.clone());
        Ok(())
    }

    /// Takes the population through the record to the end of a step.
    fn go(&mut self, last: u32, watch: Watch<'_>) -> Result<(), LabError> {
        if self.population.time == 0 && self.weeks.is_empty() {
            self.observe()?;
        }
        while self.population.time < last {
            if watch.stopped() {
                return Err(LabError::NothingDone);
            }
            self.population.advance(self.model);
            self.observe()?;
            let (done, of) = (self.population.time as usize, self.calendar.steps() as usize);
            (watch.progress)(&Step { what: "steps of the record".to_owned(), done, of });
        }
        Ok(())
    }

    fn observe(&mut self) -> Result<(), LabError> {
        let step = self.population.time;
        let before = (effective(&self.population.log_weights), self.population.log_weights.clone());
        let report = self.calendar.report(step);
        // Who is to blame is asked of the states as they were: renewed ones all agree with the reports.
        let threshold = std::mem::replace(&mut self.population.threshold, 0.0);
        let observed = self.population.observe(self.model, report);
        self.population.threshold = threshold;
        let mut update = observed.map_err(|_| {
            let (date, events) = (self.date(step), self.blame(step, &before.1));
            LabError::ImpossibleEvent { date, events }
        })?;
        self.credence.hear(self.model, self.games, &self.population, report);
        let doubts = self.doubts(step, &before.1);
        if update.effective < STRAINED * before.0 || !doubts.is_empty() {
            let (date, left) = (self.date(step), update.effective / before.0);
            let events = if doubts.is_empty() { self.blame(step, &before.1) } else { doubts };
            self.strains.push(Strain { date, left, events });
        }
        if update.effective < threshold * self.population.states.len() as f64 {
            self.population.resample(self.model);
            update.resampled = true;
        }
        self.weeks.push(week(step, &update));
        Ok(())
    }

    fn date(&self, step: u32) -> String {
        self.calendar.end_of(step, self.request.scenario.step.months()).to_string()
    }

    /// The readings of a step and how unlikely each is among the states before it, the least likely first.
    fn blame(&self, step: u32, log_weights: &[f64]) -> Vec<String> {
        let parts = parts(self.calendar.report(step));
        let ids = self.calendar.ids.get(&step).map_or_else(String::new, |ids| ids.join(", "));
        let mut rated: Vec<(f64, &str)> =
            parts.iter().map(|(name, part)| (self.mean_density(part, log_weights), *name)).collect();
        rated.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut lines: Vec<String> = rated
            .into_iter()
            .map(|(log, name)| match log.is_finite() {
                true => format!("{name}: log density {log:.1}"),
                false => format!("{name}: impossible in every state"),
            })
            .collect();
        if !ids.is_empty() {
            lines.push(format!("events of the step: {ids}"));
        }
        lines
    }

    /// Readings of areas, losses, opinion and instruments that are likelier false than true: then every state is content,
    /// and the report is set aside without a strain.
    fn doubts(&self, step: u32, log_weights: &[f64]) -> Vec<String> {
        let report = self.calendar.report(step);
        let ids = self.calendar.ids.get(&step).map_or_else(String::new, |ids| ids.join(", "));
        let mut found = Vec::new();
        let mut ask = |name: &str, confidence: f64, held: Report, doubted: Report| {
            let (as_held, as_false) = (self.mean_density(&held, log_weights), self.mean_density(&doubted, log_weights));
            let chance = (1.0 - confidence) * exp(as_false - as_held);
            if chance > DOUBTED {
                found.push(format!("{name}: the report is set aside as false with chance {chance:.2} (events {ids})"));
            }
        };
        for reading in &report.areas {
            let part = |reading| Report { areas: vec![reading], ..Report::default() };
            ask("area held", reading.confidence, part(*reading), part(Reading { confidence: 0.0, ..*reading }));
        }
        for reading in &report.losses {
            let part = |reading| Report { losses: vec![reading], ..Report::default() };
            ask("losses", reading.confidence, part(*reading), part(Reading { confidence: 0.0, ..*reading }));
        }
        for reading in &report.opinions {
            let part = |reading| Report { opinions: vec![reading], ..Report::default() };
            ask("opinion", reading.confidence, part(*reading), part(Reading { confidence: 0.0, ..*reading }));
        }
        for reading in report.instruments.iter().filter(|reading| reading.fresh) {
            let (place, open) = reading.value;
            let part = Report { instruments: vec![*reading], ..Report::default() };
            let as_reported = |state: &State| (state.coalition.instruments[place].status == Status::Open) == open;
            let chance = 1.0 - self.agreeing(&part, log_weights, as_reported);
            if chance > DOUBTED {
                let (name, what) =
                    (&self.request.scenario.structure.instruments[place].name, if open { "open" } else { "closed" });
                found.push(format!(
                    "{name}: the report that it is {what} is set aside with chance {chance:.2} (events {ids})"
                ));
            }
        }
        found
    }

    /// Share of the states that agree, once a part of a report is known.
    fn agreeing(&self, part: &Report, log_weights: &[f64], agrees: impl Fn(&State) -> bool) -> f64 {
        let all = sum_of(self.densities(part, log_weights).map(|(density, _)| density));
        let agreeing = self.densities(part, log_weights).filter(|(_, particle)| agrees(&particle.state));
        if all > 0.0 { sum_of(agreeing.map(|(density, _)| density)) / all } else { 0.0 }
    }

    /// Mean density of a reading over the states with the weights given, in log.
    fn mean_density(&self, part: &Report, log_weights: &[f64]) -> f64 {
        let mean = sum_of(self.densities(part, log_weights).map(|(density, _)| density));
        if mean > 0.0 { ln(mean) } else { f64::NEG_INFINITY }
    }

    /// Density of a reading in each state, times its weight.
    fn densities(&self, part: &Report, log_weights: &[f64]) -> impl Iterator<Item = (f64, &Particle)> {
        let (population, paths) = (&self.population, self.population.paths);
        let members = population.states.iter().zip(log_weights).enumerate();
        members.map(move |(slot, (particle, weight))| {
            let parameters = &population.parameters[slot / paths];
            let log = weight + self.model.log_density(parameters, particle, population.time, part);
            (if log > -700.0 { exp(log) } else { 0.0 }, particle)
        })
    }

    fn finish(mut self) -> Assimilation {
        self.population.copy_by_weight(self.model);
        let population = self.population;
        let weights = self.credence.weights();
        let games = self.model.game_scores(weights.len());
        let scores: Vec<&[f64]> = population.parameters.iter().map(|played| played.scores.as_slice()).collect();
        let known = Known { draws: &scores, games: &games, weights: &weights };
        let (lessons, noise) = lessons(self.model.paths(), &known);
        let posterior = posterior(self.model, &population, (&lessons, &known), self.request);
        Assimilation {
            posterior,
            scenario: self.calendar.onward(&self.request.scenario),
            weeks: self.weeks,
            log_likelihood: population.log_likelihood,
            strains: self.strains,
            used: self.calendar.used.clone(),
            effective_games: 1.0 / sum_of(weights.iter().map(|weight| weight * weight)),
            start: self.calendar.start,
            lessons,
            noise,
        }
    }
}

/// The effective number of states behind some weights, which sum to one.
fn effective(log_weights: &[f64]) -> f64 {
    1.0 / sum_of(log_weights.iter().map(|log| exp(2.0 * log)))
}

fn week(step: u32, update: &Update) -> Week {
    Week {
        step,
        log_density: update.log_increment,
        effective: update.effective,
        effective_draws: update.effective_draws,
        renewed: update.resampled,
    }
}

/// The draws that a forecast keeps, spread evenly over the population. What actors plan with comes from the games, by
/// their weights. Of all else, a parameter of which the record says nothing has its range again, rather than the few values
/// that chance has left of it.
fn posterior(
    model: &WarModel<'_>,
    population: &Population<WarModel<'_>>,
    (lessons, known): (&[Lesson], &Known<'_>),
    request: &Request,
) -> Posterior {
    let draws = population.parameters.len();
    let kept = request.size.kept.clamp(1, draws);
    let design = LatinHypercube::new(request.seed, kept as u32);
    let fresh: Vec<Option<Vec<f64>>> = lessons
        .iter()
        .zip(&model.entities)
        .map(|(lesson, &entity)| {
            // The front was counted in steps of this width, and keeps them.
            let kept = lesson.taught || lesson.path == STEP_WIDTH || planned(&lesson.path);
            (!kept).then(|| design.column(entity))
        })
        .collect();
    let games: Vec<usize> = design.column(entity("games")).into_iter().map(|chance| known.game_at(chance)).collect();
    let onward = request.scenario.begun_on(request.as_of);
    let updated = |place: usize| {
        let draw = place * draws / kept;
        let played = &population.parameters[draw];
        let score = |(path, (own, fresh)): (usize, (&f64, &Option<Vec<f64>>))| match fresh {
            Some(column) => normal_quantile(column[place]),
            None if planned(&lessons[path].path) => known.games[games[place]][path],
            None => *own,
        };
        let scores: Vec<f64> = played.scores.iter().zip(&fresh).enumerate().map(score).collect();
        let states = &population.states[draw * population.paths..(draw + 1) * population.paths];
        let values = model.values(&scores);
        let war = onward.war(&values);
        Updated { values, states: states.iter().map(|particle| begun(particle, &war)).collect() }
    };
    Posterior { draws: (0..kept).map(updated).collect() }
}

/// A state as a forecast begins with it: its clock at zero, and what was tabled and never voted on up at the forecast's own
/// dates. (A vote that waits for another instrument does not come nearer while it waits.)
fn begun(particle: &Particle, war: &War) -> State {
    let mut state = particle.state.clone();
    state.time = 0;
    for (now, instrument) in state.coalition.instruments.iter_mut().zip(&war.instruments) {
        if now.status == Status::Proposed && now.tries_left == instrument.retries {
            now.next_vote_months = instrument.figures.first_vote;
        }
    }
    state.coalition.renumber();
    state
}

/// A report cut into its readings, each named.
fn parts(report: &Report) -> Vec<(&'static str, Report)> {
    let none = Report::default;
    let mut parts = Vec::new();
    let mut add = |name, part: Report| {
        if part != none() {
            parts.push((name, part));
        }
    };
    add("rounds of talks", Report { meetings: report.meetings, ..none() });
    add("answers to drafts", Report { answers: report.answers.clone(), ..none() });
    add("drafts issued", Report { drafts: report.drafts.clone(), ..none() });
    add("fighting or quiet", Report { hostilities: report.hostilities, ..none() });
    add("posture", Report { posture: report.posture, ..none() });
    add("area held", Report { areas: report.areas.clone(), ..none() });
    add("aid", Report { aid: report.aid.clone(), ..none() });
    add("instruments", Report { instruments: report.instruments.clone(), ..none() });
    add("stances of members", Report { stances: report.stances.clone(), ..none() });
    add("losses", Report { losses: report.losses.clone(), ..none() });
    add("opinion", Report { opinions: report.opinions.clone(), ..none() });
    parts
}
