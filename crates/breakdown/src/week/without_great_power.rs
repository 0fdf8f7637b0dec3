//! The answer without the great power: the same futures with its withdrawal on the first day (decision 72).

use standoff_analysis::options::compare::{AppliedLever, applied_lever};
use standoff_lab::ensemble::clusters::Clusters;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::ensemble::experiment::play_draws;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::progress::ProgressMonitor;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::future::run::Run;
use standoff_lab::report_months::{middle_months, near_months};
use standoff_scenario::{Lever, Scenario};
use standoff_world::actors::roles::Role;
use standoff_world::war::War;

/// The answer with the great power as it is, and without it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WithoutGreatPower {
    /// The lever that takes it out.
    pub lever: AppliedLever,
    /// The posture that it then keeps.
    pub posture: String,
    /// Draws of the parameters.
    pub draws: usize,
    /// Futures of each draw.
    pub paths: usize,
    /// Futures of either kind.
    pub runs: usize,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// `true` if it was stopped early.
    pub interrupted: bool,
    /// The answer after 12 and 24 months, or at the horizon.
    pub holds: Vec<HoldsWithout>,
}

/// The chance that the line holds for a number of months, on the same futures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HoldsWithout {
    /// Months from the start.
    pub months: usize,
    /// Chance with the great power.
    pub as_it_is: Estimate,
    /// Without the great power.
    pub without: Estimate,
    /// Mean paired difference, future by future.
    pub difference: Estimate,
    /// Standard error of the difference, with draws as clusters (decision 89); null with a single draw.
    pub error: Option<f64>,
}

/// Simulates a design's futures with the great power and without it; none where there is no great power, or no lever
/// that does nothing but withdraw it.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn compare_without_great_power(
    design: &Design<'_>,
    watch: ProgressMonitor<'_>,
) -> Result<Option<WithoutGreatPower>, LabError> {
    let war = design.scenario.war(&design.scenario.central_values());
    let Some((lever, posture)) = withdrawal_lever(design.scenario, &war) else { return Ok(None) };
    let pull = LeverSetting::as_stated(lever);
    let horizon = design.scenario.horizon_months as usize;
    let mut months = vec![near_months(horizon), middle_months(horizon)];
    months.dedup();
    let played = play_draws(design, "without the great power", watch, |prepared| {
        paired_shares(design, prepared, &pull, &months)
    })?;
    let draws: Vec<&Vec<[f64; 2]>> = played.draws.iter().map(|(_, pairs)| pairs).collect();
    let clusters = Clusters::of_draws(design, played.draws.iter().map(|(draw, _)| *draw));
    Ok(Some(WithoutGreatPower {
        lever: applied_lever(&pull),
        posture: war.postures[posture].title.clone(),
        draws: draws.len(),
        paths: design.paths,
        runs: draws.len() * design.paths,
        failed_draws: played.failed_draws,
        interrupted: played.draws_not_begun > 0,
        holds: months
            .iter()
            .enumerate()
            .map(|(place, &months)| compare_at(months, place, (&draws, &clusters)))
            .collect(),
    }))
}

/// The lever of a scenario that takes the great power out and changes nothing else, on the first day, and the posture.
fn withdrawal_lever(scenario: &Scenario, war: &War) -> Option<(Lever, usize)> {
    let out = |lever: &Lever| {
        let posture = lever.orders().posture.filter(|&place| war.postures[place].out);
        posture.filter(|_| lever.changes.len() == 1)
    };
    let (lever, posture) = scenario.levers.iter().find_map(|lever| Some((lever, out(lever)?)))?;
    let first_day = lever.clone().moved_to(scenario.start, scenario).ok()?;
    war.has(Role::GreatPower).then_some((first_day, posture))
}

/// Shares of a draw's futures in which the line holds for each number of months, with the great power and without it.
fn paired_shares(
    design: &Design<'_>,
    prepared: &SolvedDraw<'_>,
    pull: &LeverSetting,
    months: &[usize],
) -> Result<Vec<[f64; 2]>, DrawError> {
    let with_lever: Vec<LeverSetting> = design.lever_settings.iter().chain([pull]).cloned().collect();
    let [before, after] =
        [design.lever_settings, &with_lever].map(|pulls| prepared.simulate_paths(pulls, 0..design.paths));
    let (before, after) = (before?, after?);
    let share = |runs: &[Run], months: usize| {
        runs.iter().filter(|run| run.holds(months)).count() as f64 / runs.len().max(1) as f64
    };
    Ok(months.iter().map(|&months| [share(&before, months), share(&after, months)]).collect())
}

fn compare_at(months: usize, place: usize, (draws, clusters): (&[&Vec<[f64; 2]>], &Clusters)) -> HoldsWithout {
    let each = |number: fn([f64; 2]) -> f64| draws.iter().map(|pairs| number(pairs[place])).collect::<Vec<f64>>();
    let differences = each(|[before, after]| after - before);
    let error = clusters.mean_error(&differences);
    HoldsWithout {
        months,
        as_it_is: Estimate::from_clusters(&each(|[before, _]| before), clusters),
        without: Estimate::from_clusters(&each(|[_, after]| after), clusters),
        difference: Estimate::from_clusters(&differences, clusters),
        error: error.is_finite().then_some(error),
    }
}
