//! Versions of the draws in which one thing is changed, simulated with the random numbers of the draws as they are.

use super::base::ANSWER_MONTHS;
use super::paired_ratio::Ratio;
use rayon::prelude::*;
use standoff_engine::planning::Planning;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::DrawError;
use standoff_lab::future::run::Run;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::{Scenario, Values};
use standoff_world::switches::Switch;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One change.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// Nothing.
    Nothing,
    /// Values of the draw.
    Values(fn(&mut Values, &Scenario)),
    /// Number of packages that can be tabled.
    Menu(usize),
    /// Steps of the front on which actors plan.
    Front(usize),
    /// Tolerance to which the game is solved.
    Tolerance(f64),
    /// A mechanism that is switched off.
    Off(Switch),
}

/// A version of the draws.
#[derive(Clone, Copy)]
pub(super) struct Variant {
    pub name: &'static str,
    pub title: &'static str,
    pub change: Change,
}

/// What one draw adds to each answer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct DrawAnswers {
    /// Futures settled, or quiet for good, by 12 months.
    pub by_12: Ratio,
    /// The same by 24 months.
    pub by_24: Ratio,
    /// Five-year peace of what is signed by 24 months.
    pub peace: Ratio,
}

impl Variant {
    /// The draws as they are.
    pub const NONE: Self = Self { name: "", title: "", change: Change::Nothing };

    /// Solves a draw with the change, and reads something off it.
    pub fn solve<T>(
        &self,
        design: &Design<'_>,
        draw: usize,
        values: &Values,
        read: impl FnOnce(&SolvedDraw<'_>) -> Result<T, DrawError>,
    ) -> Result<T, DrawError> {
        let menu = match self.change {
            Change::Menu(count) => Some(design.scenario.with_menu(count)),
            _ => None,
        };
        let scenario = menu.as_ref().unwrap_or(design.scenario);
        let mut changed = Design { scenario, ..design.clone() };
        let mut values = values.clone();
        match self.change {
            Change::Off(switch) => switch(&mut changed.mechanisms, false),
            Change::Values(change) => change(&mut values, scenario),
            _ => (),
        }
        let solved = SolvedDraw::with_planning(&changed, draw, values, |planning| self.change_planning(planning))?;
        read(&solved)
    }

    /// The plan with the change, where it is one of the plan.
    pub fn change_planning(&self, mut planning: Planning) -> Planning {
        for stage in &mut planning.stages {
            match self.change {
                Change::Front(steps) => stage.front_steps = steps,
                Change::Tolerance(tolerance) => stage.tolerance = tolerance,
                _ => (),
            }
        }
        planning
    }

    fn play(&self, design: &Design<'_>, draw: usize, values: &Values) -> Result<DrawAnswers, DrawError> {
        self.solve(design, draw, values, |solved| {
            Ok(DrawAnswers::read_from(&solved.simulate_paths(&[], 0..design.paths)?))
        })
    }
}

impl DrawAnswers {
    /// Reads the answers off the futures of a draw.
    pub fn read_from(runs: &[Run]) -> Self {
        let settled = |months: usize| Ratio {
            sum: runs.iter().filter(|run| run.settled_by(months)).count() as f64,
            count: runs.len() as f64,
        };
        let signed: Vec<f64> = runs
            .iter()
            .filter(|run| run.settled_by(ANSWER_MONTHS))
            .filter_map(|run| run.signatures().next())
            .map(|signature| signature.five_year_peace())
            .collect();
        let peace = Ratio { sum: standoff_num::sums::sum(&signed), count: signed.len() as f64 };
        Self { by_12: settled(12), by_24: settled(ANSWER_MONTHS), peace }
    }
}

/// Pairs of a draw as it is and with a change, for each variant in order. A draw that cannot be simulated with a change is left
/// out of that variant; a variant of which a draw was not begun is left out whole, and so are those after it.
pub(super) fn play_variants(
    design: &Design<'_>,
    variants: &[Variant],
    base: &[(usize, &Values, DrawAnswers)],
    what: &str,
    monitor: ProgressMonitor<'_>,
) -> Vec<Vec<[DrawAnswers; 2]>> {
    let (all, done) = (variants.len() * base.len(), AtomicUsize::new(0));
    let one = |task: usize| {
        let (variant, (draw, values, as_it_is)) = (&variants[task / base.len()], base[task % base.len()]);
        if monitor.is_cancelled() {
            return None;
        }
        let changed = variant.play(design, draw, values).ok();
        monitor.report(what, done.fetch_add(1, Ordering::Relaxed) + 1, all);
        Some(changed.map(|changed| [as_it_is, changed]))
    };
    let played: Vec<Option<Option<[DrawAnswers; 2]>>> = (0..all).into_par_iter().with_max_len(1).map(one).collect();
    let whole = played.chunks(base.len().max(1)).map(|draws| draws.iter().copied().collect::<Option<Vec<_>>>());
    whole.map_while(|draws| Some(draws?.into_iter().flatten().collect())).collect()
}

/// Changes a value, where the scenario has it, and keeps it within the bounds of its quantity.
pub(super) fn change_value(values: &mut Values, scenario: &Scenario, path: &str, change: impl Fn(f64) -> f64) {
    let Some(place) = scenario.parameter_place(path) else { return };
    let (low, high) = scenario.parameters[place].definition.bounds;
    values.set(path, change(values.as_slice()[place]).clamp(low, high));
}

/// Changes a value of every posture.
pub(super) fn change_postures(values: &mut Values, scenario: &Scenario, key: &str, change: impl Fn(f64) -> f64) {
    for posture in &scenario.structure.postures {
        change_value(values, scenario, &format!("posture.{}.{key}", posture.name), &change);
    }
}
