//! The model trait: everything that the filter asks of a model.

use standoff_num::Draws;

/// The part of a state that a local reading is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LocalPart {
    /// Natural logarithm of the density of the reading.
    pub log_density: f64,
    /// Figure of the part, by which states are put in order.
    pub figure: f64,
    /// Numbers of the part.
    pub numbers: Vec<f64>,
}

/// A process in time with unknown parameters and hidden states, of which something is observed.
///
/// Random numbers come from the [`Draws`] handed in, which belong to the slot of the state. The model addresses them by
/// purpose, time and entity, and keeps off the purpose [`RESAMPLING_PURPOSE`](super::RESAMPLING_PURPOSE). Densities are
/// relative to any fixed measure: a factor that is the same for all states shifts the log likelihood and changes
/// nothing else.
///
/// # Examples
///
/// A coin of unknown bias, tossed once a step. Nothing moves, so the posterior is known exactly:
///
/// ```
/// use standoff_filter::Model;
/// use standoff_filter::Population;
/// use standoff_num::Draws;
///
/// struct Coin;
/// impl Model for Coin {
///     type Parameters = f64;
///     type State = ();
///     type Observation = bool;
///     fn initial_state(&self, _: &f64, _: &Draws) {}
///     fn advance_state(&self, _: &f64, _: &mut (), _: u32, _: &Draws) {}
///     fn simulate_observation(&self, bias: &f64, _: &(), time: u32, draws: &Draws) -> bool {
///         draws.uniform(1, 0, time) < *bias
///     }
///     fn log_density(&self, bias: &f64, _: &(), _: u32, heads: &bool) -> f64 {
///         if *heads { bias.ln() } else { (1.0 - bias).ln() }
///     }
/// }
///
/// let mut population = Population::new(&Coin, vec![0.25, 0.5, 0.75], 1, 2026)?;
/// population.resampling_threshold = 0.0;
/// population.observe(&Coin, &true)?;
/// assert!((population.log_likelihood - 0.5_f64.ln()).abs() < 1e-15);
/// let expected = (0.25 * 0.25 + 0.5 * 0.5 + 0.75 * 0.75) / 1.5;
/// assert!((population.filter_mean_of_parameters(|bias| *bias) - expected).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Model: Sync {
    /// Unknown quantities that do not change in time.
    type Parameters: Clone + Send + Sync;
    /// Hidden quantities that move in time.
    type State: Clone + Send + Sync;
    /// Quantities that are read off a state at one time.
    type Observation: Sync;

    /// Draws a state at time 0.
    fn initial_state(&self, parameters: &Self::Parameters, draws: &Draws) -> Self::State;

    /// Moves a state from `time - 1` to `time`.
    fn advance_state(&self, parameters: &Self::Parameters, state: &mut Self::State, time: u32, draws: &Draws);

    /// Draws an observation that a state at `time` might give.
    fn simulate_observation(
        &self,
        parameters: &Self::Parameters,
        state: &Self::State,
        time: u32,
        draws: &Draws,
    ) -> Self::Observation;

    /// Natural logarithm of the density (or chance) of an observation, given a state at `time`.
    ///
    /// Minus infinity rules the state out. NaN and plus infinity do the same: a density that cannot be computed must
    /// not carry the population.
    fn log_density(
        &self,
        parameters: &Self::Parameters,
        state: &Self::State,
        time: u32,
        observation: &Self::Observation,
    ) -> f64;

    /// Number of local readings in an observation: those that depend on one small part of the state and hardly on anything
    /// else; by default none.
    ///
    /// With many of them, weighing whole states would leave the few that happen to suit all. A local reading therefore
    /// moves its part alone: each state takes it from a donor, picked by [`LocalPart::log_density`] and matched in the
    /// order of [`LocalPart::figure`], and keeps its weight. That is exact where the part is independent of the rest
    /// of the state given the observations before; what a local reading says of the parameters is left out (Rebeschini
    /// and van Handel 2015, Ann. Appl. Probab. 25:2809).
    fn local_readings(&self, _time: u32, _observation: &Self::Observation) -> usize {
        0
    }

    /// Natural logarithm of the density of an observation without its local readings, given a state at `time`; by
    /// default that of the whole observation.
    fn shared_log_density(
        &self,
        parameters: &Self::Parameters,
        state: &Self::State,
        time: u32,
        observation: &Self::Observation,
    ) -> f64 {
        self.log_density(parameters, state, time, observation)
    }

    /// The part of a state at `time` that a local reading is about.
    fn local_part(
        &self,
        _parameters: &Self::Parameters,
        _state: &Self::State,
        _time: u32,
        _observation: &Self::Observation,
        _reading: usize,
    ) -> LocalPart {
        LocalPart::default()
    }

    /// Gives a state the part of another one, by [`LocalPart::numbers`].
    fn put_local_part(
        &self,
        _parameters: &Self::Parameters,
        _state: &mut Self::State,
        _time: u32,
        _observation: &Self::Observation,
        _reading: usize,
        _numbers: &[f64],
    ) {
    }

    /// Draws parameters near those of their parents, which keeps several draws from collapsing onto one; by default
    /// each draw gets its parent's parameters unchanged.
    ///
    /// `weights` are those of the parents and sum to 1; `chosen` is the parent of each new draw, in ascending order.
    /// `resampling` counts
    /// the resamplings before this one. Address random numbers by it and take them from `Draws::new(seed, slot,
    /// u32::MAX)`, which belongs to the slot of the new draw and to no state. Never called where there is only one
    /// draw.
    ///
    /// Liu and West (2001), in Sequential Monte Carlo Methods in Practice, chapter 10, give a kernel that keeps mean
    /// and variance.
    fn refresh_parameters(
        &self,
        parents: &[Self::Parameters],
        _weights: &[f64],
        chosen: &[usize],
        _resampling: u32,
        _seed: u64,
    ) -> Vec<Self::Parameters> {
        chosen.iter().map(|&parent| parents[parent].clone()).collect()
    }

    /// Prepares a state that was copied to another slot, whose random numbers it uses from now on; by default nothing.
    ///
    /// A model whose states remember numbers drawn ahead forgets them here, or copies would share their luck.
    fn renumber_state(&self, _state: &mut Self::State) {}
}
