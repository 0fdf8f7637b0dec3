//! Posterior of an ensemble after an update on evidence: parameters and the states from which futures begin.

use standoff_num::Draws;
use standoff_scenario::Values;
use standoff_world::state::State;

/// One posterior draw of the parameters, with possible states of the war on the day of the forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct PosteriorDraw {
    /// Values of the uncertain parameters.
    pub values: Values,
    /// Random numbers of what texts mean to the actors of the game that it plays.
    pub reasons: Draws,
    /// States on the day of the forecast, one for each path, all equally likely.
    pub states: Vec<State>,
    /// Population of the filter that it comes from. Draws of one population share the luck of its filter; populations are
    /// independent.
    pub population: usize,
}

/// Posterior draws, resampled so that all are equally likely.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    /// Draws, in the order in which the filter resampled them.
    pub draws: Vec<PosteriorDraw>,
}

impl Posterior {
    /// Parameter values of a draw; draws beyond the last start again with the first.
    pub fn draw_values(&self, draw: usize) -> Option<&Values> {
        self.draw_or_wrapped(draw).map(|updated| &updated.values)
    }

    /// Random numbers of the lasting reasons of a draw.
    pub fn reason_draws(&self, draw: usize) -> Option<Draws> {
        self.draw_or_wrapped(draw).map(|updated| updated.reasons)
    }

    /// State in which a path of a draw begins; paths beyond the last start again with the first.
    pub fn path_state(&self, draw: usize, path: usize) -> Option<&State> {
        let states = &self.draw_or_wrapped(draw)?.states;
        states.get(path % states.len().max(1))
    }

    /// Population from which a draw comes.
    pub fn draw_population(&self, draw: usize) -> Option<usize> {
        self.draw_or_wrapped(draw).map(|updated| updated.population)
    }

    /// Thins the posterior to a number of draws, taken at even distances. Resampling leaves neighbours that descend from the same
    /// few particles, so the first draws alone would represent fewer values than evenly spaced ones.
    ///
    /// ```
    /// # use standoff_lab::ensemble::posterior::Posterior;
    /// # use standoff_lab::ensemble::posterior::PosteriorDraw;
    /// # let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// # let updated = |draw| PosteriorDraw {
    /// #     values: scenario.draws(1, 8).values(draw),
    /// #     reasons: standoff_num::Draws::new(1, draw as u32, 0),
    /// #     states: Vec::new(),
    /// #     population: draw,
    /// # };
    /// let posterior = Posterior { draws: (0..8).map(updated).collect() };
    /// assert_eq!(posterior.thinned(2).draw_values(1), posterior.draw_values(4));
    /// assert_eq!(posterior.thinned(9), posterior);
    /// ```
    pub fn thinned(&self, draws: usize) -> Self {
        let (all, kept) = (self.draws.len(), draws.min(self.draws.len()));
        Self { draws: (0..kept).map(|place| self.draws[place * all / kept].clone()).collect() }
    }

    fn draw_or_wrapped(&self, draw: usize) -> Option<&PosteriorDraw> {
        self.draws.get(draw % self.draws.len().max(1))
    }
}
