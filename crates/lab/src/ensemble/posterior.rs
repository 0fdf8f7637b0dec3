//! What an ensemble knows after it has been updated on evidence: parameters and states from which futures begin.

use standoff_scenario::Values;
use standoff_world::state::State;

/// One draw of the parameters after an update, with states in which the war may stand.
#[derive(Debug, Clone, PartialEq)]
pub struct PosteriorDraw {
    /// Values of the parameters.
    pub values: Values,
    /// States on the day of the forecast, one for each path; all alike likely.
    pub states: Vec<State>,
}

/// An ensemble that was updated on evidence. All draws are alike likely.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    /// The draws.
    pub draws: Vec<PosteriorDraw>,
}

impl Posterior {
    /// The values of a draw; draws beyond the last begin again with the first.
    pub fn draw_values(&self, draw: usize) -> Option<&Values> {
        self.draw_or_wrapped(draw).map(|updated| &updated.values)
    }

    /// The state in which a path of a draw begins.
    pub fn path_state(&self, draw: usize, path: usize) -> Option<&State> {
        let states = &self.draw_or_wrapped(draw)?.states;
        states.get(path % states.len().max(1))
    }

    /// So many of the draws, spread evenly over all of them: those that stand beside each other descend from the same few.
    ///
    /// ```
    /// # use standoff_lab::ensemble::posterior::Posterior;
    /// # use standoff_lab::ensemble::posterior::PosteriorDraw;
    /// # let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// # let updated = |draw| PosteriorDraw { values: scenario.draws(1, 8).values(draw), states: Vec::new() };
    /// let posterior = Posterior { draws: (0..8).map(updated).collect() };
    /// assert_eq!(posterior.spread(2).values(1), posterior.values(4));
    /// assert_eq!(posterior.spread(9), posterior);
    /// ```
    pub fn thinned(&self, draws: usize) -> Self {
        let (all, kept) = (self.draws.len(), draws.min(self.draws.len()));
        Self { draws: (0..kept).map(|place| self.draws[place * all / kept].clone()).collect() }
    }

    fn draw_or_wrapped(&self, draw: usize) -> Option<&PosteriorDraw> {
        self.draws.get(draw % self.draws.len().max(1))
    }
}
