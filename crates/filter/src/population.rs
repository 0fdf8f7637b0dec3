//! The population of a filter: draws of the parameters, states in each, and their weights.

use super::model::{LocalPart, Model};
use super::resample::{Parents, transport_uniform};
use super::transport::donors_in_order;
use super::weights::{effective_sample_size, exp_or_zero, log_sum_exp};
use rayon::prelude::*;
use standoff_num::Draws;
use standoff_num::elementary::ln;
use standoff_num::sums::sum_of;

/// Share of the members below which the effective sample size leads to resampling, unless a population says otherwise.
///
/// Resampling adds noise of its own, so it waits until the weights are uneven; one half is the usual choice.
pub const DEFAULT_RESAMPLING_THRESHOLD: f64 = 0.5;

/// States that one task works on, about: fixed, whatever the number of threads, and enough to outweigh the cost of
/// handing out a task.
const STATES_PER_TASK: usize = 256;

/// Draws of the parameters, states in each, and their weights: the particles of the filter.
///
/// Slot `(d, p)` is element `d * paths + p` of the states, and its random numbers are `Draws::new(seed, d, p)`. The
/// fields are public so that a population can be written to disk and restored; see the [crate page](crate) for its use.
pub struct Population<M: Model> {
    /// Time of the states, in steps; 0 at the start.
    pub time: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Number of states in each draw.
    pub paths: usize,
    /// Share of the members below which the effective sample size leads to resampling: 0 never, above 1 always.
    pub resampling_threshold: f64,
    /// Least number of steps from one refreshing of the parameters to the next. Every refreshing blurs what the record
    /// has taught about pairs of parameters, so a model with many may wish for fewer.
    pub least_steps_between_refreshes: u32,
    /// Time at which parameters were last refreshed.
    pub last_refresh_time: u32,
    /// Number of resamplings so far, which addresses the random numbers of the next.
    pub resamplings: u32,
    /// Parameters `[draw]`.
    pub parameters: Vec<M::Parameters>,
    /// States `[draw, path]`.
    pub states: Vec<M::State>,
    /// Natural logarithms of the weights `[draw, path]`; the weights sum to 1.
    pub log_weights: Vec<f64>,
    /// Natural logarithm of the estimated likelihood of all observations so far.
    pub log_likelihood: f64,
    /// States before the last resampling, in whose memory the next one puts its copies; none before the first.
    spare_states: Vec<M::State>,
}

/// Effect of one observation on a population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Update {
    /// Conditional log likelihood: natural logarithm of the estimated density of the observation given those before it.
    pub conditional_log_likelihood: f64,
    /// Effective sample size of the states, `1 / sum w^2`, before any resampling.
    pub effective_sample_size: f64,
    /// Effective sample size of the draws, by their summed weights.
    pub effective_draw_sample_size: f64,
    /// Greatest log density among the states.
    pub greatest_log_density: f64,
    /// Least log density among the states that are not ruled out.
    pub least_log_density: f64,
    /// Number of states that the observation rules out: their density is zero, or is not a number.
    pub states_ruled_out: usize,
    /// True where the population was resampled.
    pub resampled: bool,
}

/// An observation that no state of the population can have given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no state at time {time} allows the reading")]
pub struct ImpossibleObservation {
    /// Time of the observation.
    pub time: u32,
}

/// A population of an impossible size: it needs at least one draw and one path, and fewer than 2^32 - 1 of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{draws} draws of {paths} paths: at least one of each is needed, and fewer than 4294967295")]
pub struct PopulationSizeError {
    /// Number of draws.
    pub draws: usize,
    /// Number of paths in each.
    pub paths: usize,
}

impl<M: Model> Population<M> {
    /// Draws states at time 0, `paths` for each draw of the parameters, all of the same weight.
    ///
    /// # Errors
    ///
    /// [`PopulationSizeError`] where there are no draws or no paths, or more than can be numbered.
    pub fn new(
        model: &M,
        parameters: Vec<M::Parameters>,
        paths: usize,
        seed: u64,
    ) -> Result<Self, PopulationSizeError> {
        let draws = parameters.len();
        let numbered = |count: usize| count > 0 && u32::try_from(count).is_ok_and(|count| count < u32::MAX);
        let members = draws.checked_mul(paths).filter(|_| numbered(draws) && numbered(paths));
        let members = members.ok_or(PopulationSizeError { draws, paths })?;
        let begin = |slot: usize| model.initial_state(&parameters[slot / paths], &slot_draws(seed, slot, paths));
        let states = (0..members).into_par_iter().with_min_len(STATES_PER_TASK.min(paths)).map(begin).collect();
        Ok(Self {
            time: 0,
            seed,
            paths,
            resampling_threshold: DEFAULT_RESAMPLING_THRESHOLD,
            least_steps_between_refreshes: 0,
            last_refresh_time: 0,
            resamplings: 0,
            parameters,
            states,
            log_weights: vec![-ln(members as f64); members],
            log_likelihood: 0.0,
            spare_states: Vec::new(),
        })
    }

    /// Moves all states by one step of time.
    pub fn advance(&mut self, model: &M) {
        self.time = self.time.saturating_add(1);
        let (chunk, paths, seed, time) = (self.states_per_task(), self.paths, self.seed, self.time);
        let parameters = &self.parameters;
        self.states.par_chunks_mut(chunk).enumerate().with_max_len(1).for_each(|(number, states)| {
            for (state, slot) in states.iter_mut().zip(number * chunk..) {
                model.advance_state(&parameters[slot / paths], state, time, &slot_draws(seed, slot, paths));
            }
        });
    }

    /// Weighs all states by an observation of the present time, and resamples where the effective sample size falls
    /// below the threshold.
    ///
    /// Weight `w_i` becomes `w_i g_i / sum w_j g_j`, with `g_i` the density of the observation given state `i`; the sum
    /// is the conditional likelihood. Weights are carried on until the next resampling. Local readings change one part of
    /// the states, and no weight (see [`Model::local_readings`]).
    ///
    /// # Errors
    ///
    /// [`ImpossibleObservation`] where the observation rules out every state that has weight; the population stays as
    /// it was.
    pub fn observe(&mut self, model: &M, observation: &M::Observation) -> Result<Update, ImpossibleObservation> {
        let densities = self
            .log_densities(|parameters, state, time| model.shared_log_density(parameters, state, time, observation));
        let weighed: Vec<f64> =
            self.log_weights.iter().zip(&densities).map(|(weight, density)| weight + density).collect();
        let log_increment = log_sum_exp(&weighed);
        if !log_increment.is_finite() {
            return Err(ImpossibleObservation { time: self.time });
        }
        let updated = weighed.into_iter().map(|log| log - log_increment).collect();
        let before = std::mem::replace(&mut self.log_weights, updated);
        let local_increment = self.read_local_parts(model, observation).inspect_err(|_| self.log_weights = before)?;
        self.log_likelihood += log_increment + local_increment;
        Ok(self.resample_below_threshold(model, log_increment + local_increment, &densities))
    }

    /// Moves the parts of the states that local readings are about, and returns the log likelihood of these readings.
    fn read_local_parts(&mut self, model: &M, observation: &M::Observation) -> Result<f64, ImpossibleObservation> {
        let weights = self.weights();
        let mut parts_before: Vec<Vec<LocalPart>> = Vec::new();
        let mut total = 0.0;
        for reading in 0..model.local_readings(self.time, observation) {
            let parts = self.map_members(|parameters, state, _| {
                model.local_part(parameters, state, self.time, observation, reading)
            });
            let densities = parts.iter().map(|part| allowed_log_density(part.log_density));
            let weighed: Vec<f64> =
                self.log_weights.iter().zip(densities).map(|(weight, density)| weight + density).collect();
            let increment = log_sum_exp(&weighed);
            if !increment.is_finite() {
                // The readings before it are taken back: the population stays as it was.
                for (reading, parts) in parts_before.iter().enumerate().rev() {
                    self.put_parts(model, observation, reading, |slot| &parts[slot].numbers);
                }
                return Err(ImpossibleObservation { time: self.time });
            }
            total += increment;
            let after: Vec<f64> = weighed.into_iter().map(|log| exp_or_zero(log - increment)).collect();
            let figures: Vec<f64> = parts.iter().map(|part| part.figure).collect();
            let donors = donors_in_order(&figures, &weights, &after, transport_uniform(self.seed, self.time, reading));
            self.put_parts(model, observation, reading, |slot| &parts[donors[slot]].numbers);
            parts_before.push(parts);
        }
        Ok(total)
    }

    /// Puts a part into every state.
    fn put_parts<'p>(
        &mut self,
        model: &M,
        observation: &M::Observation,
        reading: usize,
        part: impl Fn(usize) -> &'p Vec<f64> + Sync,
    ) {
        let (parameters, paths, time) = (&self.parameters, self.paths, self.time);
        self.states.par_iter_mut().enumerate().with_min_len(STATES_PER_TASK).for_each(|(slot, state)| {
            model.put_local_part(&parameters[slot / paths], state, time, observation, reading, part(slot));
        });
    }

    /// Describes the weights after an observation, then resamples where they are too uneven.
    fn resample_below_threshold(&mut self, model: &M, log_increment: f64, densities: &[f64]) -> Update {
        let allowed = || densities.iter().copied().filter(|density| density.is_finite());
        let weights = self.weights();
        let number = effective_sample_size(&weights);
        let mut update = Update {
            conditional_log_likelihood: log_increment,
            effective_sample_size: number,
            effective_draw_sample_size: effective_sample_size(&self.sum_by_draw(&weights)),
            greatest_log_density: allowed().fold(f64::NEG_INFINITY, f64::max),
            least_log_density: allowed().fold(f64::INFINITY, f64::min),
            states_ruled_out: densities.len() - allowed().count(),
            resampled: false,
        };
        if number < self.resampling_threshold * self.states.len() as f64 {
            self.resample(model);
            update.resampled = true;
        }
        update
    }

    /// Log density of each state, minus infinity where the model has none to give.
    fn log_densities(&self, density: impl Fn(&M::Parameters, &M::State, u32) -> f64 + Sync) -> Vec<f64> {
        self.map_members(|parameters, state, _| allowed_log_density(density(parameters, state, self.time)))
    }

    /// Results of a function for every member, in the order of the slots.
    fn map_members<T: Send>(&self, make: impl Fn(&M::Parameters, &M::State, &Draws) -> T + Sync) -> Vec<T> {
        let chunk = self.states_per_task();
        let one = |slot: usize, state: &M::State| {
            make(&self.parameters[slot / self.paths], state, &slot_draws(self.seed, slot, self.paths))
        };
        let made: Vec<Vec<T>> = self
            .states
            .par_chunks(chunk)
            .enumerate()
            .with_max_len(1)
            .map(|(number, states)| states.iter().zip(number * chunk..).map(|(state, slot)| one(slot, state)).collect())
            .collect();
        made.into_iter().flatten().collect()
    }

    /// Number of states in a task: as many whole draws as make up a fixed number of states, or that number where there
    /// is only one draw. It does not depend on the number of threads, so neither does the order of any sum.
    fn states_per_task(&self) -> usize {
        if self.parameters.len() > 1 { self.paths * (STATES_PER_TASK / self.paths).max(1) } else { STATES_PER_TASK }
    }

    /// Draws an observation that each member might give at the present time, `[draw, path]`.
    pub fn simulate_observations(&self, model: &M) -> Vec<M::Observation>
    where
        M::Observation: Send,
    {
        self.map_members(|parameters, state, draws| model.simulate_observation(parameters, state, self.time, draws))
    }

    /// Copies members in proportion to their weights, gives all the same weight, and refreshes the parameters of every
    /// draw where there is more than one.
    ///
    /// [`Model::refresh_parameters`] is called at most once in [`least_steps_between_refreshes`]; copying alone is
    /// [`Population::copy_by_weight`].
    ///
    /// [`least_steps_between_refreshes`]: Self::least_steps_between_refreshes
    pub fn resample(&mut self, model: &M) {
        let (old, weights, number) = (self.parameters.clone(), self.draw_weights(), self.resamplings);
        let parents = self.copy_by_weight(model);
        if old.len() > 1 && self.time >= self.last_refresh_time.saturating_add(self.least_steps_between_refreshes) {
            self.parameters = model.refresh_parameters(&old, &weights, &parents, number, self.seed);
            self.last_refresh_time = self.time;
        }
        // Parameters can be large, and giving back the memory of them all takes time.
        old.into_par_iter().for_each(drop);
    }

    /// Copies members in proportion to their weights and gives all the same weight; parameters are copied unchanged.
    ///
    /// [`systematic_resample`](super::systematic_resample) in two stages: the parents of the draws by summed weight,
    /// then the states of each within its parent. A member of weight `w` has `N w` copies on average, `N` the number of
    /// states. Returns the parent of each draw.
    pub fn copy_by_weight(&mut self, model: &M) -> Vec<usize> {
        let weights = self.weights();
        let parents = Parents::pick_by_weight(&weights, &self.sum_by_draw(&weights), self.seed, self.resamplings);
        self.parameters = parents.draws.iter().map(|&parent| self.parameters[parent].clone()).collect();
        self.copy_states(model, &parents.states);
        let members = self.states.len();
        self.log_weights = vec![-ln(members as f64); members];
        self.resamplings = self.resamplings.wrapping_add(1);
        parents.draws
    }

    /// Puts a copy of its parent into every slot, in memory that is there already: to get some for each copy, and to
    /// give it back, takes longer than copying.
    fn copy_states(&mut self, model: &M, parents: &[usize]) {
        let mut copies = std::mem::take(&mut self.spare_states);
        if copies.len() != parents.len() {
            copies.clone_from(&self.states);
        }
        let least = STATES_PER_TASK.min(self.paths);
        copies.par_iter_mut().zip(parents).enumerate().with_min_len(least).for_each(|(slot, (copy, &parent))| {
            copy.clone_from(&self.states[parent]);
            if slot != parent {
                model.renumber_state(copy);
            }
        });
        self.spare_states = std::mem::replace(&mut self.states, copies);
    }

    /// Weights `[draw, path]`, which sum to 1.
    pub fn weights(&self) -> Vec<f64> {
        self.log_weights.iter().map(|&log| exp_or_zero(log)).collect()
    }

    /// Summed weights of the draws, which sum to 1: the posterior of the parameters.
    pub fn draw_weights(&self) -> Vec<f64> {
        self.sum_by_draw(&self.weights())
    }

    fn sum_by_draw(&self, weights: &[f64]) -> Vec<f64> {
        weights.chunks(self.paths).map(|own| sum_of(own.iter().copied())).collect()
    }

    /// Filter mean: the weighted mean of a figure over the members. The figure of a member without weight is not
    /// computed, because a state that was ruled out may have none.
    pub fn filter_mean(&self, figure: impl Fn(&M::Parameters, &M::State) -> f64) -> f64 {
        let weights = self.weights();
        let members = weights.iter().zip(&self.states).enumerate().filter(|(_, (weight, _))| **weight > 0.0);
        sum_of(members.map(|(slot, (weight, state))| weight * figure(&self.parameters[slot / self.paths], state)))
    }

    /// Filter mean of a figure of the parameters; that of a draw without weight is not computed.
    pub fn filter_mean_of_parameters(&self, figure: impl Fn(&M::Parameters) -> f64) -> f64 {
        let weights = self.draw_weights();
        let draws = weights.iter().zip(&self.parameters).filter(|(weight, _)| **weight > 0.0);
        sum_of(draws.map(|(weight, parameters)| weight * figure(parameters)))
    }
}

/// Random numbers of the state in a slot.
fn slot_draws(seed: u64, slot: usize, paths: usize) -> Draws {
    Draws::new(seed, (slot / paths) as u32, (slot % paths) as u32)
}

// A derived `Clone` would ask for a model that can be copied. The spare states are memory and no part of the value.
impl<M: Model> Clone for Population<M> {
    fn clone(&self) -> Self {
        Self {
            parameters: self.parameters.clone(),
            states: self.states.clone(),
            log_weights: self.log_weights.clone(),
            spare_states: Vec::new(),
            ..*self
        }
    }
}

/// A density that cannot be computed rules a state out.
fn allowed_log_density(density: f64) -> f64 {
    if density.is_finite() { density } else { f64::NEG_INFINITY }
}
