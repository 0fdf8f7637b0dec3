//! The members of a filter and their weights.

use super::model::Model;
use super::resample::Parents;
use super::weights::{effective, log_sum, weight};
use rayon::prelude::*;
use standoff_num::Draws;
use standoff_num::elementary::ln;
use standoff_num::sums::sum_of;

/// A population is renewed when its effective number falls below this share of its members, unless said otherwise.
pub const DEFAULT_THRESHOLD: f64 = 0.5;

/// About how many states one task works on: fixed, whatever the number of threads.
const CHUNK: usize = 256;

/// Draws of the parameters, states in each, and their weights.
///
/// Slot (d, p) is element `d * paths + p` of the states, and its random numbers are `Draws::new(seed, d, p)`.
pub struct Population<M: Model> {
    /// The time of the states; 0 at the start.
    pub time: u32,
    /// The seed of all random numbers.
    pub seed: u64,
    /// The number of states in each draw.
    pub paths: usize,
    /// The share of the members below which the effective number leads to resampling: 0 never, above 1 always.
    pub threshold: f64,
    /// Steps that pass at least from one refreshing of the parameters to the next.
    pub rest: u32,
    /// The time at which parameters were last refreshed.
    pub refreshed: u32,
    /// How often the population has been resampled, which addresses the random numbers of the next resampling.
    pub resamplings: u32,
    /// Parameters `[draw]`.
    pub parameters: Vec<M::Parameters>,
    /// States `[draw, path]`.
    pub states: Vec<M::State>,
    /// Natural logarithms of the weights `[draw, path]`; the weights sum to 1.
    pub log_weights: Vec<f64>,
    /// The natural logarithm of the estimated likelihood of all readings so far.
    pub log_likelihood: f64,
    /// The states before the last resampling, in whose memory the next one puts its copies; none before the first.
    spare: Vec<M::State>,
}

/// What a reading did to a population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Update {
    /// ln of the estimated density of the reading given those before it.
    pub log_increment: f64,
    /// The effective number of states, 1 / sum w^2, before any resampling.
    pub effective: f64,
    /// The effective number of draws, by their summed weights.
    pub effective_draws: f64,
    /// The greatest log density among the states.
    pub best: f64,
    /// The least log density among the states that are not ruled out.
    pub worst: f64,
    /// How many states the reading rules out: density zero, or none.
    pub ruled_out: usize,
    /// Whether the population was resampled.
    pub resampled: bool,
}

/// No state of the population can have given the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no state at time {time} allows the reading")]
pub struct Impossible {
    /// The time of the reading.
    pub time: u32,
}

/// A population needs at least one draw and one path, and fewer than 2^32 - 1 of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{draws} draws of {paths} paths: at least one of each is needed, and fewer than 4294967295")]
pub struct Empty {
    /// The number of draws.
    pub draws: usize,
    /// The number of paths in each.
    pub paths: usize,
}

impl<M: Model> Population<M> {
    /// States at time 0 for each of the draws, all of the same weight.
    ///
    /// # Errors
    ///
    /// No draws or no paths, or more than can be numbered.
    pub fn start(model: &M, parameters: Vec<M::Parameters>, paths: usize, seed: u64) -> Result<Self, Empty> {
        let draws = parameters.len();
        let numbered = |count: usize| count > 0 && u32::try_from(count).is_ok_and(|count| count < u32::MAX);
        let members = draws.checked_mul(paths).filter(|_| numbered(draws) && numbered(paths));
        let members = members.ok_or(Empty { draws, paths })?;
        let begin = |slot: usize| model.start(&parameters[slot / paths], &slot_draws(seed, slot, paths));
        let states = (0..members).into_par_iter().with_min_len(CHUNK.min(paths)).map(begin).collect();
        Ok(Self {
            time: 0,
            seed,
            paths,
            threshold: DEFAULT_THRESHOLD,
            rest: 0,
            refreshed: 0,
            resamplings: 0,
            parameters,
            states,
            log_weights: vec![-ln(members as f64); members],
            log_likelihood: 0.0,
            spare: Vec::new(),
        })
    }

    /// Takes all states one step on.
    pub fn advance(&mut self, model: &M) {
        self.time = self.time.saturating_add(1);
        let (chunk, paths, seed, time) = (self.chunk(), self.paths, self.seed, self.time);
        let parameters = &self.parameters;
        self.states.par_chunks_mut(chunk).enumerate().with_max_len(1).for_each(|(number, states)| {
            for (state, slot) in states.iter_mut().zip(number * chunk..) {
                model.step(&parameters[slot / paths], state, time, &slot_draws(seed, slot, paths));
            }
        });
    }

    /// Weighs all states by a reading of the present time, and resamples where the effective number of states is below
    /// `threshold` of all.
    ///
    /// w_i becomes w_i g_i / sum w_j g_j, with g_i the density of the reading given state i; the sum is the increment of the
    /// likelihood. Weights are carried on until the next resampling.
    ///
    /// # Errors
    ///
    /// The reading rules out every state that has weight; the population stays as it was.
    pub fn observe(&mut self, model: &M, observation: &M::Observation) -> Result<Update, Impossible> {
        let densities = self.densities(model, observation);
        let weighed: Vec<f64> =
            self.log_weights.iter().zip(&densities).map(|(weight, density)| weight + density).collect();
        let log_increment = log_sum(&weighed);
        if !log_increment.is_finite() {
            return Err(Impossible { time: self.time });
        }
        self.log_weights = weighed.into_iter().map(|log| log - log_increment).collect();
        self.log_likelihood += log_increment;
        Ok(self.update(model, log_increment, &densities))
    }

    fn update(&mut self, model: &M, log_increment: f64, densities: &[f64]) -> Update {
        let allowed = || densities.iter().copied().filter(|density| density.is_finite());
        let weights = self.weights();
        let number = effective(&weights);
        let mut update = Update {
            log_increment,
            effective: number,
            effective_draws: effective(&self.by_draw(&weights)),
            best: allowed().fold(f64::NEG_INFINITY, f64::max),
            worst: allowed().fold(f64::INFINITY, f64::min),
            ruled_out: densities.len() - allowed().count(),
            resampled: false,
        };
        if number < self.threshold * self.states.len() as f64 {
            self.resample(model);
            update.resampled = true;
        }
        update
    }

    /// The log density of each state, minus infinity where the model has none to give.
    fn densities(&self, model: &M, observation: &M::Observation) -> Vec<f64> {
        self.each(|parameters, state, _| {
            let density = model.log_density(parameters, state, self.time, observation);
            if density.is_finite() { density } else { f64::NEG_INFINITY }
        })
    }

    /// What a function makes of every member, in the order of the slots.
    fn each<T: Send>(&self, make: impl Fn(&M::Parameters, &M::State, &Draws) -> T + Sync) -> Vec<T> {
        let chunk = self.chunk();
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

    /// A task is as many whole draws as make up a fixed number of states, or that number where there is one draw only:
    /// whatever the number of threads.
    fn chunk(&self) -> usize {
        if self.parameters.len() > 1 { self.paths * (CHUNK / self.paths).max(1) } else { CHUNK }
    }

    /// A reading that each member might give at the present time, `[draw, path]`.
    pub fn simulate(&self, model: &M) -> Vec<M::Observation>
    where
        M::Observation: Send,
    {
        self.each(|parameters, state, draws| model.simulate(parameters, state, self.time, draws))
    }

    /// Copies members in proportion to their weights, gives all the same weight, and refreshes the parameters of every
    /// draw where there is more than one.
    ///
    /// The second part is [`Model::refresh`]; [`Population::copy_by_weight`] is the first part alone.
    pub fn resample(&mut self, model: &M) {
        let (old, weights, number) = (self.parameters.clone(), self.weights_of_draws(), self.resamplings);
        let parents = self.copy_by_weight(model);
        if old.len() > 1 && self.time >= self.refreshed.saturating_add(self.rest) {
            self.parameters = model.refresh(&old, &weights, &parents, number, self.seed);
            self.refreshed = self.time;
        }
        // Parameters can be large, and giving back the memory of them all takes time.
        old.into_par_iter().for_each(drop);
    }

    /// Copies members in proportion to their weights and gives all the same weight; parameters are copied unchanged.
    ///
    /// Two stages of [`systematic`](super::systematic) resampling: the parents of the draws by summed weight, then the
    /// states of each within its parent. A member of weight w has N w copies on average, N the number of states. Returns
    /// the parent of each draw.
    pub fn copy_by_weight(&mut self, model: &M) -> Vec<usize> {
        let weights = self.weights();
        let parents = Parents::pick(&weights, &self.by_draw(&weights), self.seed, self.resamplings);
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
        let mut copies = std::mem::take(&mut self.spare);
        if copies.len() != parents.len() {
            copies.clone_from(&self.states);
        }
        let least = CHUNK.min(self.paths);
        copies.par_iter_mut().zip(parents).enumerate().with_min_len(least).for_each(|(slot, (copy, &parent))| {
            copy.clone_from(&self.states[parent]);
            if slot != parent {
                model.moved(copy);
            }
        });
        self.spare = std::mem::replace(&mut self.states, copies);
    }

    /// The weights `[draw, path]`, which sum to 1.
    pub fn weights(&self) -> Vec<f64> {
        self.log_weights.iter().map(|&log| weight(log)).collect()
    }

    /// The summed weights of the draws, which sum to 1.
    pub fn weights_of_draws(&self) -> Vec<f64> {
        self.by_draw(&self.weights())
    }

    fn by_draw(&self, weights: &[f64]) -> Vec<f64> {
        weights.chunks(self.paths).map(|own| sum_of(own.iter().copied())).collect()
    }

    /// The weighted mean of a figure of the members; those without weight are not asked.
    pub fn mean(&self, figure: impl Fn(&M::Parameters, &M::State) -> f64) -> f64 {
        let weights = self.weights();
        let members = weights.iter().zip(&self.states).enumerate().filter(|(_, (weight, _))| **weight > 0.0);
        sum_of(members.map(|(slot, (weight, state))| weight * figure(&self.parameters[slot / self.paths], state)))
    }

    /// The weighted mean of a figure of the parameters; draws without weight are not asked.
    pub fn mean_of_parameters(&self, figure: impl Fn(&M::Parameters) -> f64) -> f64 {
        let weights = self.weights_of_draws();
        let draws = weights.iter().zip(&self.parameters).filter(|(weight, _)| **weight > 0.0);
        sum_of(draws.map(|(weight, parameters)| weight * figure(parameters)))
    }
}

/// The random numbers of the state in a slot.
fn slot_draws(seed: u64, slot: usize, paths: usize) -> Draws {
    Draws::new(seed, (slot / paths) as u32, (slot % paths) as u32)
}

// Derived, this would ask for a model that can be copied.
impl<M: Model> Clone for Population<M> {
    fn clone(&self) -> Self {
        Self {
            parameters: self.parameters.clone(),
            states: self.states.clone(),
            log_weights: self.log_weights.clone(),
            spare: Vec::new(),
            ..*self
        }
    }
}
