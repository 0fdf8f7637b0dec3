//! What a filter asks of a model.

use standoff_num::Draws;

/// A process in time with unknown parameters, of which something is read.
///
/// Random numbers come from the [`Draws`] handed in, which belong to the slot of the state. The model addresses them by
/// purpose, time and entity, and keeps off the purpose [`RESAMPLING`](super::RESAMPLING). Densities are relative to any
/// fixed measure; a scale that is the same for all states moves the likelihood and nothing else.
///
/// # Examples
///
/// A coin of unknown bias, tossed once a step:
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
///     fn start(&self, _: &f64, _: &Draws) {}
///     fn step(&self, _: &f64, _: &mut (), _: u32, _: &Draws) {}
///     fn simulate(&self, bias: &f64, _: &(), time: u32, draws: &Draws) -> bool {
///         draws.uniform(1, 0, time) < *bias
///     }
///     fn log_density(&self, bias: &f64, _: &(), _: u32, heads: &bool) -> f64 {
///         if *heads { bias.ln() } else { (1.0 - bias).ln() }
///     }
/// }
///
/// let mut population = Population::start(&Coin, vec![0.25, 0.5, 0.75], 1, 2026)?;
/// population.threshold = 0.0;
/// population.observe(&Coin, &true)?;
/// assert!((population.log_likelihood - 0.5_f64.ln()).abs() < 1e-15);
/// let expected = (0.25 * 0.25 + 0.5 * 0.5 + 0.75 * 0.75) / 1.5;
/// assert!((population.mean_of_parameters(|bias| *bias) - expected).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Model: Sync {
    /// What is unknown and stays.
    type Parameters: Clone + Send + Sync;
    /// What moves in time.
    type State: Clone + Send + Sync;
    /// What is read of a state at one time.
    type Observation: Sync;

    /// A state at time 0.
    fn start(&self, parameters: &Self::Parameters, draws: &Draws) -> Self::State;

    /// Takes a state from `time - 1` to `time`.
    fn step(&self, parameters: &Self::Parameters, state: &mut Self::State, time: u32, draws: &Draws);

    /// A reading that a state at `time` might give.
    fn simulate(
        &self,
        parameters: &Self::Parameters,
        state: &Self::State,
        time: u32,
        draws: &Draws,
    ) -> Self::Observation;

    /// The natural logarithm of the density, or chance, of a reading given a state at `time`.
    ///
    /// Minus infinity rules the state out. So does what is not a number, and plus infinity.
    fn log_density(
        &self,
        parameters: &Self::Parameters,
        state: &Self::State,
        time: u32,
        observation: &Self::Observation,
    ) -> f64;

    /// Parameters near those of parents, to keep the population from collapsing; the parents' own unless a model says
    /// otherwise.
    ///
    /// `weights` are those of the parents and sum to 1; `chosen` is the parent of each new draw. `resampling` counts the
    /// resamplings before this one; random numbers are addressed by it and by `Draws::new(seed, slot, u32::MAX)`, which
    /// belongs to the slot of the new draw and to no state. Never called where there is one draw only.
    ///
    /// Liu and West (2001), in Sequential Monte Carlo Methods in Practice, chapter 10, is a way that keeps mean and
    /// variance.
    fn refresh(
        &self,
        parents: &[Self::Parameters],
        _weights: &[f64],
        chosen: &[usize],
        _resampling: u32,
        _seed: u64,
    ) -> Vec<Self::Parameters> {
        chosen.iter().map(|&parent| parents[parent].clone()).collect()
    }

    /// Told that a state was copied to another slot, whose random numbers it uses from now on.
    fn moved(&self, _state: &mut Self::State) {}
}
