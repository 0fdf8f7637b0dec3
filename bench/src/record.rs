//! The record of the default scenario, and populations that are taken through it.

use standoff_assimilation::{Calendar, PlayableDraw, RESAMPLED_BELOW, WarModel};
use standoff_filter::Population;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_scenario::builtin;
use standoff_scenario::evidence::Log;
use standoff_world::switches::Mechanisms;
use std::sync::Arc;

/// Steps between two refreshings of the parameters, as in an assimilation: three months of weeks.
const STEPS_BETWEEN_REFRESHES: u32 = 13;

/// Draws of the prior with their games, and what was reported.
pub struct Record<'a> {
    model: WarModel<'a>,
    calendar: &'a Calendar,
    prior: Vec<Arc<PlayableDraw>>,
}

/// Makes the default record ready for a number of draws, which share games solved at a resolution, and does something
/// with it.
///
/// # Panics
///
/// If the built-in scenario cannot be played or its record cannot be read, which tests of their crates rule out.
pub fn with_default_record<T>(
    draws: usize,
    games: usize,
    resolution: Resolution,
    work: impl FnOnce(&Record<'_>) -> T,
) -> T {
    let scenario = crate::default_scenario();
    let sources = builtin::evidence(builtin::DEFAULT);
    let (log, _) = Log::read(&sources, &scenario).expect("the built-in record is read");
    let calendar = Calendar::new(&scenario, &log, scenario.start);
    let mechanisms = Mechanisms::default();
    let design = Design { draws, paths: 1, seed: 1, mechanisms, resolution, ..Design::new(&scenario) };
    let model = WarModel::new(&design, &calendar);
    let prior = model.prior_draws(games, &|| false, &|| ()).expect("the built-in scenario is played");
    work(&Record { model, calendar: &calendar, prior })
}

impl Record<'_> {
    /// Steps of the record.
    pub fn steps(&self) -> u32 {
        self.calendar.step_count()
    }

    /// Takes `paths` states of each draw through the record, weighted by its reports or not. Returns the log likelihood.
    ///
    /// # Panics
    ///
    /// If no state explains a report, which a test of the record rules out for more than a handful of states.
    pub fn filter(&self, paths: usize, weighed: bool) -> f64 {
        let mut population = Population::new(&self.model, self.prior.clone(), paths, 1).expect("there are states");
        population.resampling_threshold = RESAMPLED_BELOW;
        population.least_steps_between_refreshes = STEPS_BETWEEN_REFRESHES;
        for time in 1..=self.calendar.step_count() {
            population.advance(&self.model);
            if weighed {
                let report = self.calendar.report_of_step(time);
                population.observe(&self.model, report).expect("some state explains the report");
            }
        }
        population.log_likelihood
    }
}
