//! Who pays what of the defender's need, month by month, where the war goes on; which members stay in, and when pooled money
//! runs out.

use super::futures::Course;
use super::members::{Member, RunsOut, members, runs_out};
use super::notes::{Note, Noted};
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::experiment::play_draws;
use standoff_lab::error::LabError;
use standoff_lab::progress::ProgressMonitor;

use serde::{Deserialize, Serialize};
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::{Kind, Status};
use standoff_world::coalition::members::Stance;
use standoff_world::state::State;
use standoff_world::war::{War, World};

/// Members that are told apart month by month: those that pay most over the first months.
const MEMBERS: usize = 6;
/// Paths of each draw.
const PATHS: usize = 16;

/// Who pays what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Means {
    /// Draws behind it.
    pub draws: usize,
    /// Futures of each draw.
    pub paths: usize,
    /// Futures behind it.
    pub runs: usize,
    /// Means as shares of the need, means over the futures that are contested, one value a month: the members that pay most
    /// over the first twelve months of these futures, then all others together, pooled money and other flows.
    pub sources: Vec<Course>,
    /// Coverage under which the line cannot be held, with the central parameters.
    pub threshold: f64,
    /// All members, those that pay most over the first twelve months first.
    pub members: Vec<Member>,
    /// When pooled money runs out: all of it together first, then instrument by instrument.
    pub pooled: Vec<RunsOut>,
}

/// Takes the means of a design's futures apart; none where there is no coalition.
///
/// # Errors
///
/// [`LabError`] where no draw can be played.
pub fn means(design: &Design<'_>, watch: ProgressMonitor<'_>) -> Result<Option<Means>, LabError> {
    let war = design.scenario.war(&design.scenario.central_values());
    if !war.has(Role::Coalition) {
        return Ok(None);
    }
    let step = design.clock().step_months();
    let note = |world: &World, state: &State| note(world, state, f64::from(state.time) * step);
    let played = play_draws(design, "means", watch, |prepared| prepared.simulate_paths_with(0..PATHS, note))?;
    let draws = played.draws.len();
    let noted = Noted { futures: played.draws.into_iter().flat_map(|(_, futures)| futures).collect() };
    let order = noted.most_first(war.members.len());
    Ok(Some(Means {
        draws,
        paths: PATHS,
        runs: noted.futures.len(),
        sources: sources(&war, &noted, &order[..MEMBERS.min(order.len())], design.scenario.horizon_months as usize),
        threshold: war.coalition.threshold,
        members: members(&war, &noted, &order),
        pooled: runs_out(&war, &noted),
    }))
}

/// Means by source as shares of the need: some members, then all others, pooled money and other flows.
fn sources(war: &War, noted: &Noted, first: &[usize], horizon: usize) -> Vec<Course> {
    let own = |note: &Note| first.iter().map(|&member| note.paid[member]).sum::<f64>();
    let course = |name: &str, title: &str, money: &dyn Fn(&Note) -> f64| Course {
        name: name.to_owned(),
        title: title.to_owned(),
        by: (0..=horizon).map_while(|month| noted.at(month, |note| money(note) / note.need)).collect(),
    };
    let member = |&member: &usize| {
        let outline = &war.members[member];
        course(&outline.name, &outline.title, &|note| note.paid[member])
    };
    let mut courses: Vec<Course> = first.iter().map(member).collect();
    courses.push(course("others", "Other members", &|note| note.bilateral - own(note)));
    courses.push(course("pooled", "Pooled money", &|note| note.pooled));
    courses.push(course("flows", "Other flows", &|note| note.other));
    courses
}

/// The means in a state, so many months from the start.
fn note(world: &World, state: &State, months: f64) -> Note {
    let (war, coalition) = (&world.war, &state.coalition);
    let stays: Vec<bool> = coalition.stance.iter().map(|stance| *stance == Stance::In).collect();
    let paying = |member: usize| if stays[member] { coalition.aid_rate_bn[member] } else { 0.0 };
    let willing: f64 = (0..war.members.len()).map(paying).sum();
    // Under rules by which one member's will binds the others, they pay what the rule makes of their efforts.
    let scale = if willing > 0.0 { coalition.bilateral_bn / willing } else { 0.0 };
    let paid = (0..war.members.len()).map(|member| scale * paying(member)).collect();
    Note {
        need: war.coalition.need * (1.0 - war.postures[state.posture].effects.need_met),
        paid,
        flows: flows(war, state),
        stays,
        bilateral: coalition.bilateral_bn,
        pooled: coalition.pooled_bn,
        other: war.coalition.other_flows_at(months),
    }
}

/// Whether money of each instrument flows.
fn flows(war: &War, state: &State) -> Vec<bool> {
    let instruments = war.instruments.iter().zip(&state.coalition.instruments);
    instruments
        .map(|(one, now)| one.kind == Kind::Money && (now.status == Status::Open || now.grace_months > 0.0))
        .collect()
}
