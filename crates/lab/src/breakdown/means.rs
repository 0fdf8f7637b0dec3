//! Who pays what of the defender's need, month by month, where the war goes on.

use super::Course;
use crate::ensemble::Design;
use crate::experiment::{Watch, play};
use crate::forecast::LabError;
use crate::measure::contested_at;
use serde::{Deserialize, Serialize};
use standoff_world::coalition::Stance;
use standoff_world::roles::Role;
use standoff_world::state::State;
use standoff_world::war::War;
use standoff_world::world::World;

/// Members that are told apart: those that pay most at the start.
const MEMBERS: usize = 6;
/// Paths of each draw.
const PATHS: usize = 16;

/// Who pays what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Means {
    /// Futures behind it.
    pub runs: usize,
    /// Means as shares of the need, means over the futures that are contested, one value a month: members, then all
    /// others together, pooled money and other flows.
    pub sources: Vec<Course>,
    /// Coverage under which the line cannot be held, with the central parameters.
    pub threshold: f64,
}

/// Takes the means of a design's futures apart; none where there is no coalition.
///
/// # Errors
///
/// [`LabError`] where no draw can be played.
pub fn means(design: &Design<'_>, watch: Watch<'_>) -> Result<Option<Means>, LabError> {
    let war = design.scenario.war(&design.scenario.central());
    if !war.has(Role::Coalition) {
        return Ok(None);
    }
    let (first, names) = sources(&war);
    let step = design.clock().months();
    let shares = |world: &World, state: &State| shares(world, state, f64::from(state.time) * step, &first);
    let played = play(design, "means", watch, |prepared| prepared.noted(0..PATHS, shares))?;
    let months = design.scenario.horizon_months as usize + 1;
    let mut sums = vec![vec![0.0; months]; names.len()];
    let mut counts = vec![0usize; months];
    for (run, notes) in played.draws.iter().flat_map(|(_, futures)| futures) {
        for (month, note) in notes.iter().enumerate().take_while(|(month, _)| contested_at(run, *month)) {
            counts[month] += 1;
            sums.iter_mut().zip(note).for_each(|(sum, share)| sum[month] += share);
        }
    }
    let contested = counts.iter().take_while(|count| **count > 0).count();
    let by = |sum: &Vec<f64>| (0..contested).map(|month| sum[month] / counts[month] as f64).collect();
    let courses = names.into_iter().zip(&sums).map(|((name, title), sum)| Course { name, title, by: by(sum) });
    let runs = played.draws.iter().map(|(_, futures)| futures.len()).sum();
    Ok(Some(Means { runs, sources: courses.collect(), threshold: war.coalition.threshold }))
}

/// The members that are told apart, and all sources by name and title.
fn sources(war: &War) -> (Vec<usize>, Vec<(String, String)>) {
    let paid = |member: &usize| war.members[*member].figures.income * war.members[*member].figures.willingness;
    let mut members: Vec<usize> = (0..war.members.len()).collect();
    members.sort_by(|one, other| paid(other).total_cmp(&paid(one)).then(one.cmp(other)));
    members.truncate(MEMBERS);
    let mut names: Vec<(String, String)> =
        members.iter().map(|&member| (war.members[member].name.clone(), war.members[member].title.clone())).collect();
    let others = [("others", "Other members"), ("pooled", "Pooled money"), ("flows", "Other flows")];
    names.extend(others.map(|(name, title)| (name.to_owned(), title.to_owned())));
    (members, names)
}

/// Shares of the need by source, so many months from the start.
fn shares(world: &World, state: &State, months: f64, first: &[usize]) -> Vec<f64> {
    let (war, coalition) = (&world.war, &state.coalition);
    let need = war.coalition.need * (1.0 - war.postures[state.posture].effects.need_met);
    let paying = |member: usize| {
        if coalition.stance[member] == Stance::In { coalition.effort[member] } else { 0.0 }
    };
    let willing: f64 = (0..war.members.len()).map(paying).sum();
    // Under rules by which one member's will binds the others, they pay what the rule makes of their efforts.
    let scale = if willing > 0.0 { coalition.bilateral / willing / need } else { 0.0 };
    let mut shares: Vec<f64> = first.iter().map(|&member| scale * paying(member)).collect();
    let own: f64 = shares.iter().sum();
    let flows = if months < war.coalition.other_flows_last { war.coalition.other_flows } else { 0.0 };
    shares.extend([coalition.bilateral / need - own, coalition.pooled_money / need, flows / need]);
    shares
}
