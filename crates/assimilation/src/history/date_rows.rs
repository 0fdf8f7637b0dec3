//! The dates of a history, and the answers that the states of the filter give at each.

use super::answers::Answers;
use super::event_effects::{EffectMeter, EventEffect};
use super::games_of_history::GamesOfHistory;
use super::played_futures::{FuturePlayer, Picked, clusters_of_picks, pick_states, picked_state, weights_of_picks};
use super::request::{HistoryRequest, HistoryStep};
use crate::calendar::Calendar;
use crate::driver::{ObservedRun, StepObserver};
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::error::LabError;
use standoff_num::sums::sum_of;
use standoff_scenario::Date;

/// Answers at one date, according to the states of the filter.
#[derive(Debug, Clone)]
pub(super) struct PlayedDate {
    pub day: Date,
    /// Answers of each future, population by population.
    futures: Vec<Answers>,
    /// Weight of each future.
    weights: Vec<f64>,
    clusters: Clusters,
    /// Effects of the events since the date before.
    pub effects: Vec<EventEffect>,
}

impl PlayedDate {
    /// Number of its futures.
    pub(super) fn future_count(&self) -> usize {
        self.futures.len()
    }

    pub(super) fn means(&self) -> Answers {
        std::array::from_fn(|answer| {
            let parts = self.parts(answer);
            sum_of(parts.iter().map(|part| part.0)) / sum_of(parts.iter().map(|part| part.1))
        })
    }

    pub(super) fn errors(&self) -> Answers {
        std::array::from_fn(|answer| self.clusters.ratio_error(&self.parts(answer)))
    }

    /// Errors of the change from an earlier date: both share populations and random numbers, path by path.
    pub(super) fn errors_of_change(&self, before: &Self) -> Answers {
        std::array::from_fn(|answer| {
            let parts = [&before.parts(answer)[..], &self.parts(answer)];
            Clusters::ratio_difference_error([&before.clusters, &self.clusters], parts)
        })
    }

    /// The mean of an answer as a ratio of two sums over futures.
    fn parts(&self, answer: usize) -> Vec<(f64, f64)> {
        self.futures.iter().zip(&self.weights).map(|(future, weight)| (weight * future[answer], *weight)).collect()
    }
}

/// Last day of every step, from the first one on.
fn days_of_steps(calendar: &Calendar, step_months: f64) -> Vec<Date> {
    (0..=calendar.step_count()).map(|step| calendar.last_day_of_step(step, step_months)).collect()
}

/// Steps whose ends are dates of a history: all of them, or the last of every month, and always the last of the record.
pub(super) fn date_steps(calendar: &Calendar, step_months: f64, request: &HistoryRequest) -> Vec<u32> {
    let days = days_of_steps(calendar, step_months);
    let last = days.len() - 1;
    let wanted = |step: usize| {
        let ends_month = || (days[step].year(), days[step].month()) != (days[step + 1].year(), days[step + 1].month());
        step == last
            || (request.from.is_none_or(|from| days[step] >= from)
                && (request.every == HistoryStep::Week || ends_month()))
    };
    (1..=last).filter(|&step| wanted(step)).map(|step| step as u32).collect()
}

/// Collects the answers at the dates of a history while a filter goes through the record.
pub(super) struct DateCollector<'a> {
    request: &'a HistoryRequest,
    calendar: &'a Calendar,
    games: &'a GamesOfHistory<'a>,
    step_months: f64,
    steps: Vec<u32>,
    meter: EffectMeter<'a>,
    effects: Vec<EventEffect>,
    /// Dates so far.
    pub dates: Vec<PlayedDate>,
}

impl<'a> DateCollector<'a> {
    pub(super) fn new(
        request: &'a HistoryRequest,
        (calendar, games): (&'a Calendar, &'a GamesOfHistory<'a>),
        meter: EffectMeter<'a>,
    ) -> Self {
        let step_months = request.assimilation.scenario.step.months();
        let steps = date_steps(calendar, step_months, request);
        Self { request, calendar, games, step_months, steps, meter, effects: Vec::new(), dates: Vec::new() }
    }

    /// True once a date has passed, so that what comes moves the answers from it.
    fn has_begun(&self) -> bool {
        !self.dates.is_empty()
    }
}

fn time_of(run: &ObservedRun<'_, '_>) -> u32 {
    run.populations.first().map_or(0, |population| population.time)
}

impl<'a> StepObserver<'a> for DateCollector<'a> {
    fn before_step(&mut self, run: &ObservedRun<'_, 'a>) {
        if self.has_begun() {
            self.meter.before_step(run, time_of(run) + 1);
        }
    }

    fn before_weighing(&mut self, run: &ObservedRun<'_, 'a>) -> Result<(), LabError> {
        if self.has_begun() {
            let step = time_of(run);
            let day = self.calendar.last_day_of_step(step, self.step_months);
            self.effects.extend(self.meter.measure(run, (step, day))?);
        }
        Ok(())
    }

    fn after_weighing(&mut self, run: &ObservedRun<'_, 'a>) -> Result<(), LabError> {
        let step = time_of(run);
        if self.steps.binary_search(&step).is_err() {
            return Ok(());
        }
        let day = self.calendar.last_day_of_step(step, self.step_months);
        let picks = pick_states(run, self.request.futures);
        let states: Vec<Picked<'_>> = picks.iter().map(|&pick| picked_state(run.populations, pick)).collect();
        let player = FuturePlayer::from_day(&self.request.assimilation, self.games, (self.calendar, day));
        self.dates.push(PlayedDate {
            day,
            futures: player.play(&states)?,
            weights: weights_of_picks(run, &picks),
            clusters: clusters_of_picks(run.populations, &picks),
            effects: std::mem::take(&mut self.effects),
        });
        Ok(())
    }
}
