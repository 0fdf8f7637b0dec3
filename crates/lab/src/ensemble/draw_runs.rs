//! Runs of an ensemble, simulated in parallel and addressed by index.
//!
//! Guarantees:
//! 1. Run `i` belongs to draw `i / paths` and is path `i % paths` of it. It does not depend on other runs, on the order in which
//!    runs are made or on the number of threads (decision 60).
//! 2. A draw is the unit that goes to a shard; the runs of all shards together are the runs of the whole.
//! 3. A run that cannot be made is a row with its reason (decision 76).
//! 4. Results are returned in the order of the index.

use crate::ensemble::design::Design;
use crate::ensemble::division::phase::Phase;
use crate::ensemble::division::{Division, map_units};
use crate::ensemble::kept_runs::RunForm;
use crate::ensemble::solved_draw::SolvedDraw;
use crate::error::{DrawError, LabError};
use crate::future::run::Run;
use rayon::prelude::*;
use standoff_engine::equilibrium::{Equilibrium, Situation};
use standoff_scenario::Values;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Name of the phase in which the runs of an ensemble are simulated.
pub const FUTURES: &str = "futures";

/// The runs of one draw.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawRuns {
    /// Number of the draw.
    pub draw: usize,
    /// Values of the parameters.
    pub values: Values,
    /// Its runs, in order of the path.
    pub runs: Vec<Run>,
    /// Bargaining situation at the start, before any lever; none where the game could not be solved or nobody asked for it.
    pub situation: Option<Situation>,
}

impl Design<'_> {
    /// Simulates the runs whose index falls in a range and returns the finished draws in order.
    ///
    /// `done` is called with every draw that is finished, from any thread and in no fixed order. Once `stop` is set, no new draw
    /// is begun.
    pub fn simulate_runs(
        &self,
        range: Range<usize>,
        stop: &AtomicBool,
        done: &(dyn Fn(&DrawRuns) + Sync),
    ) -> Vec<DrawRuns> {
        let values = self.draw_values();
        let draws = range.start / self.paths..range.end.div_ceil(self.paths);
        let finished: Vec<Option<DrawRuns>> = draws
            .into_par_iter()
            .with_max_len(1)
            .map(|draw| {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let paths = paths_in_range(&range, draw, self.paths);
                let runs = self.simulate_draw(draw, values(draw), None, paths);
                done(&runs);
                Some(runs)
            })
            .collect();
        finished.into_iter().flatten().collect()
    }

    /// Simulates all runs as [`Design::simulate_runs`] does, with the games of the first draws at hand; the games of the others
    /// are solved. The runs are the same either way. Where the work is divided, they come from all shards.
    ///
    /// # Errors
    ///
    /// As [`map_units`].
    pub fn simulate_all_runs(
        &self,
        games: &[Arc<Equilibrium>],
        division: Option<&Division>,
        stop: &AtomicBool,
        done: &(dyn Fn(&DrawRuns) + Sync),
    ) -> Result<Vec<DrawRuns>, LabError> {
        let values = self.draw_values();
        let one = |draw: usize| {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let made = self.simulate_draw(draw, values(draw), games.get(draw), 0..self.paths);
            done(&made);
            Some((made.runs, made.situation))
        };
        let fits = |draw: usize, (runs, situation): &(Vec<Run>, Option<Situation>)| {
            let form = RunForm::new(self, &values(draw));
            form.fits(draw, runs) && situation.as_ref().is_none_or(|found| form.situation_fits(found))
        };
        let made = map_units(division, &Phase::new(FUTURES), self.draws, fits, one)?.into_iter().enumerate();
        let draw = |(draw, made): (usize, Option<_>)| {
            made.map(|(runs, situation)| DrawRuns { draw, values: values(draw), runs, situation })
        };
        Ok(made.filter_map(draw).collect())
    }
    fn simulate_draw(
        &self,
        draw: usize,
        values: Values,
        game: Option<&Arc<Equilibrium>>,
        paths: Range<usize>,
    ) -> DrawRuns {
        let solved = match game {
            Some(game) => SolvedDraw::with_game(self, draw, values.clone(), (**game).clone()),
            None => SolvedDraw::new(self, draw, values.clone()),
        };
        let situation = solved.as_ref().ok().map(SolvedDraw::start_situation);
        let runs = solved.and_then(|solved| solved.simulate_paths(self.lever_settings, paths.clone()));
        let failed = |reason: DrawError| paths.map(|path| Run::failed(draw, path, reason.to_string())).collect();
        DrawRuns { draw, values, runs: runs.unwrap_or_else(failed), situation }
    }
}

/// Paths of a draw that fall in a range of indices.
fn paths_in_range(range: &Range<usize>, draw: usize, paths: usize) -> Range<usize> {
    let first = draw * paths;
    range.start.max(first) - first..range.end.min(first + paths) - first
}
