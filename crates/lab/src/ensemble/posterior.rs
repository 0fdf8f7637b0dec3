//! Posterior of an ensemble after an update on evidence: parameters and the states from which futures begin.

use crate::ensemble::record_summary::RecordSummary;
use crate::record::series::RecordSeries;
use standoff_num::Draws;
use standoff_scenario::Values;
use standoff_world::state::State;
use std::sync::Arc;

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
    /// The record that they were brought up to date on.
    pub record: RecordSummary,
    /// The same record as series, from which the outside views of questions are made.
    pub series: Arc<RecordSeries>,
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
    /// let posterior = Posterior { draws: (0..8).map(updated).collect(), record: Default::default(), series: Default::default() };
    /// assert_eq!(posterior.thinned(2).draw_values(1), posterior.draw_values(4));
    /// assert_eq!(posterior.thinned(9), posterior);
    /// ```
    pub fn thinned(&self, draws: usize) -> Self {
        let (all, kept) = (self.draws.len(), draws.min(self.draws.len()));
        let draws = (0..kept).map(|place| self.draws[place * all / kept].clone()).collect();
        Self { draws, record: self.record.clone(), series: Arc::clone(&self.series) }
    }

    /// One draw that stands for all of them in a design that sets the values itself: the values and reasons of the first, and a
    /// state for each path, taken evenly from the states of all draws.
    ///
    /// ```
    /// # use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
    /// # use standoff_world::state::State;
    /// # let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// # let values = scenario.central_values();
    /// # let world = standoff_world::war::World::new(scenario.war(&values));
    /// # let at = |front| State { front, ..State::start(&world) };
    /// # let draw = |front| PosteriorDraw {
    /// #     values: values.clone(),
    /// #     reasons: standoff_num::Draws::new(1, 0, 0),
    /// #     states: vec![at(front), at(front + 1)],
    /// #     population: 0,
    /// # };
    /// let posterior = Posterior { draws: vec![draw(0), draw(4)], record: Default::default(), series: Default::default() };
    /// let fronts: Vec<usize> = posterior.pooled(4).draws[0].states.iter().map(|state| state.front).collect();
    /// assert_eq!(fronts, [0, 1, 4, 5]);
    /// ```
    pub fn pooled(&self, paths: usize) -> Self {
        let state = |path: usize| self.path_state(path * self.draws.len() / paths.max(1), path).cloned();
        let states: Vec<State> = (0..paths).filter_map(state).collect();
        let draws = self.draws.first().map(|first| PosteriorDraw { states, ..first.clone() }).into_iter().collect();
        Self { draws, record: self.record.clone(), series: Arc::clone(&self.series) }
    }

    /// The same draws with some values put over their own; their states stay.
    #[must_use]
    pub fn with_values(&self, set: &[(String, f64)]) -> Self {
        let over = |draw: &PosteriorDraw| {
            let mut draw = draw.clone();
            for (path, value) in set {
                draw.values.set(path, *value);
            }
            draw
        };
        Self {
            draws: self.draws.iter().map(over).collect(),
            record: self.record.clone(),
            series: Arc::clone(&self.series),
        }
    }

    fn draw_or_wrapped(&self, draw: usize) -> Option<&PosteriorDraw> {
        self.draws.get(draw % self.draws.len().max(1))
    }
}

/// Thins a posterior, where there is one, to a number of draws: see [`Posterior::thinned`].
pub fn thinned_posterior(posterior: Option<&Arc<Posterior>>, draws: usize) -> Option<Arc<Posterior>> {
    posterior.map(|posterior| match draws < posterior.draws.len() {
        true => Arc::new(posterior.thinned(draws)),
        false => Arc::clone(posterior),
    })
}
