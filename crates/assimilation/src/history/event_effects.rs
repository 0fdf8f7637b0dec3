//! What single events did to the answers, measured before the states of their step are weighed.

use super::answers::{ANSWER_COUNT, Answers};
use super::played_futures::{
    FuturePlayer, Pick, Picked, clusters_of_picks, error_between, mean_answers, pick_states, picked_state,
};
use crate::calendar::Calendar;
use crate::request::AssimilationRequest;
use crate::standing_reports::StandingSubject;
use crate::war_model::{Particle, WarModel};
use rayon::prelude::*;
use standoff_filter::{Model, Population};
use standoff_lab::ensemble::design::Design;
use standoff_lab::error::DrawError;
use standoff_num::Draws;
use standoff_num::elementary::exp;
use standoff_num::sums::{mean, sum_of};
use standoff_scenario::Date;
use standoff_world::record::Report;

/// Number of errors that an effect must be larger than.
const CLEAR_ERRORS: f64 = 2.0;

/// What one event did to each answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EventEffect {
    pub id: String,
    pub change: Answers,
    pub error: Answers,
}

impl EventEffect {
    /// True where it moved an answer by more than two errors.
    pub fn is_clear(&self, answer: usize) -> bool {
        self.change[answer].abs() > CLEAR_ERRORS * self.error[answer]
    }

    fn is_clear_of_any(&self) -> bool {
        (0..ANSWER_COUNT).any(|answer| self.is_clear(answer))
    }
}

/// States as they would have come out of a step without an event that is taken as given in it.
struct StatesWithout {
    id: String,
    particles: Vec<Particle>,
}

/// Measures events step by step.
pub(super) struct EffectMeter<'a> {
    pub request: &'a AssimilationRequest,
    pub design: &'a Design<'a>,
    pub calendar: &'a Calendar,
    pub model: &'a WarModel<'a>,
    /// Futures of a step.
    pub futures: usize,
    without: Vec<StatesWithout>,
}

impl<'a> EffectMeter<'a> {
    pub(super) fn new(
        request: &'a AssimilationRequest,
        (design, calendar, model): (&'a Design<'a>, &'a Calendar, &'a WarModel<'a>),
        futures: usize,
    ) -> Self {
        Self { request, design, calendar, model, futures, without: Vec::new() }
    }

    /// Makes the step that comes with each of its given events left out: weights do not change until the step is weighed, so
    /// the states are those that are picked then.
    pub(super) fn before_step(&mut self, populations: &[Population<WarModel<'a>>], step: u32) {
        self.without.clear();
        let ids = self.given_ids(step);
        if ids.is_empty() {
            return;
        }
        let picks = pick_states(populations, self.futures);
        for id in ids {
            let calendar = self.calendar.without_given(step, &id);
            let model = WarModel::new(self.design, &calendar);
            let advance = |pick: &Pick| {
                let population = &populations[pick.population];
                let (draw, path) = (pick.slot / population.paths, pick.slot % population.paths);
                let mut particle = population.states[pick.slot].clone();
                let draws = Draws::new(population.seed, draw as u32, path as u32);
                model.advance_state(&population.parameters[draw], &mut particle, step, &draws);
                particle
            };
            self.without.push(StatesWithout { particles: picks.par_iter().map(advance).collect(), id });
        }
    }

    /// Events that change states before the reports of a step are read: members and elections, and a posture.
    fn given_ids(&self, step: u32) -> Vec<String> {
        let given = self.calendar.given_in_step(step).map(|given| given.id.clone());
        let postures = self.calendar.changes_in_step(step).iter();
        let postures = postures.filter(|change| change.about == StandingSubject::Posture);
        given.chain(postures.map(|change| change.id.clone())).collect()
    }

    /// Effects of all events of a step whose states have not been weighed yet; `day` is its last.
    pub(super) fn measure(
        &self,
        populations: &[Population<WarModel<'a>>],
        (step, day): (u32, Date),
    ) -> Result<Vec<EventEffect>, DrawError> {
        let readings = self.single_readings(step);
        if readings.is_empty() && self.without.is_empty() {
            return Ok(Vec::new());
        }
        let picks = pick_states(populations, self.futures);
        let clusters = clusters_of_picks(populations, &picks);
        let player = FuturePlayer::from_day(self.request, day);
        let states: Vec<Picked<'_>> = picks.iter().map(|&pick| picked_state(populations, pick)).collect();
        let futures = player.play(&states)?;
        let paired = |id: &str, from: &[Answers], to: &[Answers]| {
            let column = |answer: usize| -> Vec<f64> {
                from.iter().zip(to).map(|(from, to)| to[answer] - from[answer]).collect()
            };
            EventEffect {
                id: id.to_owned(),
                change: std::array::from_fn(|answer| mean(&column(answer))),
                error: std::array::from_fn(|answer| error_between(&clusters, &column(answer))),
            }
        };
        let mut found = Vec::new();
        for StatesWithout { id, particles } in &self.without {
            let states: Vec<_> =
                states.iter().zip(particles).map(|(&(played, _, pick), particle)| (played, particle, pick)).collect();
            found.push(paired(id, &player.play(&states)?, &futures));
        }
        for (id, own) in readings {
            let densities = self.densities(&states, step, &own);
            let weighed = |answer: usize| weigh_by_density(&densities, &futures, answer);
            let effect = EventEffect {
                id: id.clone(),
                change: std::array::from_fn(|answer| mean(&weighed(answer))),
                error: std::array::from_fn(|answer| error_between(&clusters, &weighed(answer))),
            };
            // A reading that is read apart moves a part of the states and weighs none (decision 94): where the weights that it
            // would give hint at an effect, the states are played on again with the part moved.
            if own.aid.is_empty() {
                found.push(effect);
            } else if effect.is_clear_of_any() {
                let moved = self.states_read_apart(populations, &own);
                let states: Vec<_> = states
                    .iter()
                    .map(|&(played, _, pick)| (played, &moved[pick.population].states[pick.slot], pick))
                    .collect();
                found.push(paired(&id, &futures, &player.play(&states)?));
            }
        }
        Ok(found)
    }

    /// What each event of a step alone reports, by the event.
    fn single_readings(&self, step: u32) -> Vec<(String, Report)> {
        let report = self.calendar.report_of_step(step);
        let single = self.calendar.event_readings.get(&step).into_iter().flatten().map(|single| {
            let meetings = report.meetings.filter(|_| single.meeting);
            (single.id.clone(), Report { meetings, ..single.own.clone() })
        });
        let changes = self.calendar.changes_in_step(step).iter().filter_map(|change| {
            let own = match change.about {
                StandingSubject::Calm => Report { hostilities: report.hostilities, ..Report::default() },
                StandingSubject::Instrument(place) => {
                    let own = report.instruments.iter().filter(|standing| standing.value.0 == place);
                    Report { instruments: own.copied().collect(), ..Report::default() }
                }
                // Taken as given in the states that believe it.
                StandingSubject::Posture => return None,
            };
            Some((change.id.clone(), own))
        });
        single.chain(changes).collect()
    }

    /// Density of a report in each state, up to a common factor.
    fn densities(&self, states: &[Picked<'_>], step: u32, own: &Report) -> Vec<f64> {
        let log = |(played, particle, _): &Picked<'_>| self.model.log_density(played, particle, step, own);
        let logs: Vec<f64> = states.par_iter().with_min_len(32).map(log).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() {
            return vec![1.0; logs.len()];
        }
        logs.into_iter().map(|log| if log - most > -700.0 { exp(log - most) } else { 0.0 }).collect()
    }

    /// The populations after a report of readings that are read apart and nothing else.
    fn states_read_apart(
        &self,
        populations: &[Population<WarModel<'a>>],
        own: &Report,
    ) -> Vec<Population<WarModel<'a>>> {
        let read = |population: &Population<WarModel<'a>>| {
            let mut copy = population.clone();
            copy.resampling_threshold = 0.0;
            // A population that the reading rules out stays as it was.
            let _ = copy.observe(self.model, own);
            copy
        };
        populations.par_iter().map(read).collect()
    }
}

/// Share of each future in the change that weights make to the mean of an answer. Their mean is the change,
/// `sum(d y) / sum(d) - mean(y)`, and the differences between them are those of its linearisation, so that the error of the
/// ratio can be taken between clusters.
fn weigh_by_density(densities: &[f64], futures: &[Answers], answer: usize) -> Vec<f64> {
    let count = futures.len() as f64;
    let total = sum_of(densities.iter().copied());
    let plain = mean_answers(futures)[answer];
    let weighed = sum_of(densities.iter().zip(futures).map(|(density, future)| density * future[answer])) / total;
    let change = weighed - plain;
    let share = |(density, future): (&f64, &Answers)| {
        change + count * density / total * (future[answer] - weighed) - (future[answer] - plain)
    };
    densities.iter().zip(futures).map(share).collect()
}
