//! Funding of the defender's need by source, month by month, while the war goes on; members that stay in, and the
//! exhaustion of pooled money.

use super::coalition_months::{CoalitionFutures, CoalitionMonth};
use super::futures::MonthlyCurve;
use super::members::{MemberOutlook, MoneyExhaustion, list_exhaustions, list_members};
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::experiment::play_draws;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_world::actors::roles::Role;
use standoff_world::coalition::members::Stance;
use standoff_world::state::State;
use standoff_world::war::{War, World};

/// Members shown separately month by month: those that pay most over the first months.
const MOST_MEMBERS: usize = 6;
/// Paths of each draw. Few, since only means over futures are reported and every month of each is kept in memory.
const PATHS: usize = 16;

/// Funding by source, member and instrument.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Funding {
    /// Draws behind it.
    pub draws: usize,
    /// Futures of each draw.
    pub paths: usize,
    /// Futures behind it.
    pub runs: usize,
    /// Means as shares of the need, means over the futures that are contested, one value a month: the members that pay most
    /// over the first twelve months of these futures, then all others together, pooled money and other flows.
    pub sources: Vec<MonthlyCurve>,
    /// Coverage under which the line cannot be held, with the central parameters.
    pub threshold: f64,
    /// All members, those that pay most over the first twelve months first.
    pub members: Vec<MemberOutlook>,
    /// Exhaustion of pooled money: all of it together first, then instrument by instrument.
    pub pooled: Vec<MoneyExhaustion>,
}

/// Simulates a design's futures and measures their funding; none where there is no coalition.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn measure_funding(design: &Design<'_>, watch: ProgressMonitor<'_>) -> Result<Option<Funding>, LabError> {
    let war = design.scenario.war(&design.scenario.central_values());
    if !war.has(Role::Coalition) {
        return Ok(None);
    }
    let step = design.clock().step_months();
    let note = |world: &World, state: &State| coalition_month(world, state, f64::from(state.time) * step);
    let played = play_draws(design, "means", watch, |prepared| prepared.simulate_paths_with(0..PATHS, note))?;
    let draws = played.draws.len();
    let noted = CoalitionFutures { futures: played.draws.into_iter().flat_map(|(_, futures)| futures).collect() };
    let order = noted.members_by_share(war.members.len());
    Ok(Some(Funding {
        draws,
        paths: PATHS,
        runs: noted.futures.len(),
        sources: funding_sources(
            &war,
            &noted,
            &order[..MOST_MEMBERS.min(order.len())],
            design.scenario.horizon_months as usize,
        ),
        threshold: war.coalition.threshold,
        members: list_members(&war, &noted, &order),
        pooled: list_exhaustions(&war, &noted),
    }))
}

/// Means by source as shares of the need: some members, then all others, pooled money and other flows.
fn funding_sources(war: &War, noted: &CoalitionFutures, first: &[usize], horizon: usize) -> Vec<MonthlyCurve> {
    let own = |note: &CoalitionMonth| first.iter().map(|&member| note.paid[member]).sum::<f64>();
    let course = |name: &str, title: &str, money: &dyn Fn(&CoalitionMonth) -> f64| MonthlyCurve {
        name: name.to_owned(),
        title: title.to_owned(),
        by: (0..=horizon).map_while(|month| noted.mean_at(month, |note| money(note) / note.need)).collect(),
    };
    let member = |&member: &usize| {
        let outline = &war.members[member];
        course(&outline.name, &outline.title, &|note| note.paid[member])
    };
    let mut courses: Vec<MonthlyCurve> = first.iter().map(member).collect();
    courses.push(course("others", "Other members", &|note| note.bilateral - own(note)));
    courses.push(course("pooled", "Pooled money", &|note| note.pooled));
    courses.push(course("flows", "Other flows", &|note| note.other));
    courses
}

/// Records the coalition of a state, `months` from the start.
fn coalition_month(world: &World, state: &State, months: f64) -> CoalitionMonth {
    let (war, coalition) = (&world.war, &state.coalition);
    let stays: Vec<bool> = coalition.stance.iter().map(|stance| *stance == Stance::In).collect();
    let paying = |member: usize| if stays[member] { coalition.aid_rate_bn[member] } else { 0.0 };
    let willing: f64 = (0..war.members.len()).map(paying).sum();
    // Some rules bind all members to what one of them decides, so what is paid is the willing rate scaled to the rule's
    // total.
    let scale = if willing > 0.0 { coalition.bilateral_bn / willing } else { 0.0 };
    let paid = (0..war.members.len()).map(|member| scale * paying(member)).collect();
    CoalitionMonth {
        need: war.coalition.need * (1.0 - war.postures[state.posture].effects.need_met),
        paid,
        flows: money_flows(war, state),
        stays,
        bilateral: coalition.bilateral_bn,
        pooled: coalition.pooled_bn,
        other: war.coalition.other_flows_at(months),
    }
}

/// Instruments whose money flows.
fn money_flows(war: &War, state: &State) -> Vec<bool> {
    let instruments = war.instruments.iter().zip(&state.coalition.instruments);
    instruments.map(|(one, now)| now.payment_share(one) > 0.0).collect()
}
