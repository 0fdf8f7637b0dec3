//! The war as a model for the particle filter: parameters with their world and their game, states, and reports on them.
//!
//! States move by the same step as in a forecast, so there is no second model to keep in step with the first (decision
//! 79).

use super::apart_readings::{ApartReading, apart_readings};
use super::calendar::Calendar;
use super::known_start::KnownStart;
use super::shrinkage::ShrinkageKernel;
use super::standing_reports::{Change, StandingSubject};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use standoff_engine::equilibrium::Equilibrium;
use standoff_filter::{LocalPart, Model};
use standoff_lab::ensemble::design::Design;
use standoff_lab::error::DrawError;
use standoff_num::Draws;
use standoff_num::distributions::{normal_cdf, normal_quantile};
use standoff_num::random::entity_address;
use standoff_scenario::Values;
use standoff_world::actors::decisions::Decisions;
use standoff_world::record::{ReadApart, RecordOutline, Report, Scene, Trust, area_at_start};
use standoff_world::state::{Regime, RoundHeld, RoundResult, State};
use standoff_world::step::{Pace, Purpose, Scratch, step};
use standoff_world::war::{War, World};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Number of idle scores, which mean nothing and are carried along with those of the parameters (decision 80). Half of
/// them are shared by the draws that share a game, as parameters are that actors plan with.
pub const IDLE_SCORES: usize = 64;

/// Path of the width of a step of the front.
pub(super) const STEP_WIDTH: &str = "front.area_per_step";

/// Least distance of a parameter's chance from 0 and 1, so that its quantile stays finite.
const LEAST_CHANCE: f64 = 1e-9;

/// A draw of the parameters that is ready to be played: with its world and its game.
#[derive(Debug)]
pub struct PlayableDraw {
    /// Score of every uncertain parameter, the normal quantile of the chance of a lower value in its range, in the
    /// order of [`WarModel::parameter_paths`]; then `IDLE_SCORES` scores that mean nothing.
    pub scores: Vec<f64>,
    /// Values of the parameters.
    pub values: Values,
    /// The world, on the record's calendar.
    pub world: World,
    pace: Pace,
    /// Game that the actors play: that of the draw of the prior from which this one descends.
    game: Arc<Equilibrium>,
    /// Draw of the prior from which it descends, as the number of its game.
    pub ancestor: usize,
}

/// A state of the filter, and the round that was held on the way to it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Particle {
    /// The state.
    pub state: State,
    /// Round held in the last step.
    pub round: Option<RoundHeld>,
    /// Standing reports that are true in this state.
    pub trust: Trust,
}

impl Clone for Particle {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), ..*self }
    }

    /// Copies into the memory of the particle that it replaces, as
    /// [`CoalitionState`](standoff_world::state::CoalitionState) does.
    fn clone_from(&mut self, source: &Self) {
        self.state.clone_from(&source.state);
        (self.round, self.trust) = (source.round, source.trust);
    }
}

/// Something that is taken as given in a step and is left out of it, to see what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LeftOut {
    Nothing,
    /// An event that changes a member or a backer.
    Given(String),
    /// All reports of a changed posture.
    Posture,
}

/// A war with its record, as a model for the particle filter.
pub struct WarModel<'a> {
    pub(super) design: &'a Design<'a>,
    outline: Option<RecordOutline>,
    calendar: &'a Calendar,
    known_start: Option<KnownStart>,
    /// Step of the first report of an area, where the record begins with an unknown front.
    first_area_step: Option<u32>,
    step_months: f64,
    /// Place of every uncertain parameter by path.
    place_by_path: BTreeMap<String, usize>,
    /// Paths of the uncertain parameters.
    parameter_paths: Vec<String>,
    /// Addresses of the scores.
    pub(super) score_addresses: Vec<u32>,
}

impl<'a> WarModel<'a> {
    /// Model of a design, with the calendar of what was reported.
    pub fn new(design: &'a Design<'a>, calendar: &'a Calendar) -> Self {
        let scenario = design.scenario;
        let paths = scenario.uncertain_places().into_iter().map(|place| scenario.parameters[place].path.clone());
        let place_by_path: BTreeMap<String, usize> = paths.enumerate().map(|(place, path)| (path, place)).collect();
        let mut parameter_paths = vec![String::new(); place_by_path.len()];
        place_by_path.iter().for_each(|(path, &place)| parameter_paths[place].clone_from(path));
        let mut score_addresses = vec![0; place_by_path.len() + IDLE_SCORES];
        place_by_path.iter().for_each(|(path, &place)| score_addresses[place] = entity_address(path));
        (0..IDLE_SCORES)
            .for_each(|place| score_addresses[place_by_path.len() + place] = entity_address(&idle_score_name(place)));
        let first_area_step =
            calendar.reports.iter().position(|report| !report.areas.is_empty()).map(|step| step as u32);
        let outline = scenario.structure.record.filter(|_| calendar.recorded);
        Self {
            design,
            outline,
            calendar,
            known_start: KnownStart::new(scenario, calendar),
            first_area_step: first_area_step.filter(|_| outline.is_some()),
            step_months: design.clock().step_months(),
            place_by_path,
            parameter_paths,
            score_addresses,
        }
    }

    /// Paths of the uncertain parameters, in the order of the scores of a draw.
    pub fn parameter_paths(&self) -> &[String] {
        &self.parameter_paths
    }

    /// True where a refreshed draw keeps its parent's score: parameters that actors plan with belong to the game that
    /// they play, and the width of a step to the front that was counted in it.
    fn is_passed_on_unchanged(&self, place: usize) -> bool {
        let path = self.parameter_paths.get(place).map(String::as_str);
        path.map_or_else(
            || is_idle_score_shared(place - self.parameter_paths.len()),
            |path| is_planned_with(path) || path == STEP_WIDTH,
        )
    }

    /// Random numbers of what texts mean to the actors of a game.
    pub(super) fn reason_draws(&self, game: usize) -> Draws {
        self.design.reason_draws(game)
    }

    /// Values of the parameters at some scores.
    pub(super) fn values_at_scores(&self, scores: &[f64]) -> Values {
        self.design
            .scenario
            .values_at(&|path| self.place_by_path.get(path).map_or(0.5, |&place| chance_of_score(scores[place])))
    }

    /// Results of a function of every draw's place, scores and values, in the order of the draws.
    pub(super) fn map_draws<T: Send>(
        &self,
        scores: Vec<Vec<f64>>,
        make: impl Fn((usize, Vec<f64>, Values)) -> T + Sync,
    ) -> Vec<T> {
        /// Draws whose values are computed together: fixed, whatever the number of threads.
        const DRAWS_PER_TASK: usize = 32;
        let some = |(part, scores): (usize, &[Vec<f64>])| -> Vec<T> {
            let chances = |path: &str| match self.place_by_path.get(path) {
                Some(&place) => scores.iter().map(|scores| chance_of_score(scores[place])).collect(),
                None => vec![0.5; scores.len()],
            };
            let values = self.design.scenario.draws_at_chances(scores.len() as u32, &chances);
            let one = |(place, scores): (usize, &Vec<f64>)| {
                make((part * DRAWS_PER_TASK + place, scores.clone(), values.values(place)))
            };
            scores.iter().enumerate().map(one).collect()
        };
        let made: Vec<Vec<T>> = scores.par_chunks(DRAWS_PER_TASK).enumerate().with_max_len(1).map(some).collect();
        made.into_iter().flatten().collect()
    }

    pub(super) fn playable_draw(
        &self,
        scores: Vec<f64>,
        values: Values,
        game: Arc<Equilibrium>,
        ancestor: usize,
    ) -> Result<PlayableDraw, DrawError> {
        let world = self.world_of_record(&game, &values)?;
        let pace = Pace::new(&world.war, self.step_months).for_record();
        Ok(PlayableDraw { scores, values, world, pace, game, ancestor })
    }

    /// World on the record's calendar, without the elections whose results are known.
    fn world_of_record(&self, game: &Equilibrium, values: &Values) -> Result<World, DrawError> {
        // What texts mean is part of the game.
        let mut world = self.design.plain_world(values)?.with_reasons_of(game.world());
        if let Some(outline) = &self.outline {
            world = world.for_record(outline);
        }
        world.war.elections.retain(|election| !self.calendar.decided_elections.contains_key(&election.name));
        Ok(world)
    }
}

/// Chance of a lower value that belongs to a score.
fn chance_of_score(score: f64) -> f64 {
    normal_cdf(score).clamp(LEAST_CHANCE, 1.0 - LEAST_CHANCE)
}

/// Sections of a scenario whose parameters actors plan with. In a record they move nothing by themselves, but for the choice
/// of a great power that is let to choose.
const PLANNED_WITH_SECTIONS: [&str; 12] = [
    "values.",
    "beliefs.",
    "peace.",
    "order.",
    "package.",
    "unsigned.",
    "ends.",
    "issue_steps.",
    "talks.reasons",
    "ratification.reasons",
    "talks.proximity",
    "talks.refusal_cost",
];

/// True where actors plan with a parameter.
pub(super) fn is_planned_with(path: &str) -> bool {
    // What a backer pays is a cost less to its side, which only actors count; its force and its rates move states.
    let is_paid_by_backer = path.starts_with("backer.") && path.ends_with(".pays");
    is_paid_by_backer || PLANNED_WITH_SECTIONS.iter().any(|section| path.starts_with(section))
}

/// True where an idle score is shared by the draws that share a game, as parameters are that actors plan with.
pub(super) fn is_idle_score_shared(place: usize) -> bool {
    place < IDLE_SCORES / 2
}

/// Name of an idle score, by which its random numbers are addressed.
fn idle_score_name(place: usize) -> String {
    format!("idle.{place}")
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Model for WarModel<'_> {
    type Parameters = Arc<PlayableDraw>;
    type State = Particle;
    type Observation = Report;

    fn initial_state(&self, played: &Arc<PlayableDraw>, draws: &Draws) -> Particle {
        let state = match &self.outline {
            Some(outline) => State::at_record_start(&played.world, outline, draws),
            None => State::start(&played.world),
        };
        let state = State { backing: self.calendar.backing, ..state };
        let mut particle = Particle { state, round: None, trust: Trust::default() };
        self.draw_trust(&mut particle, (0, &LeftOut::Nothing), draws);
        particle
    }

    fn advance_state(&self, played: &Arc<PlayableDraw>, particle: &mut Particle, time: u32, draws: &Draws) {
        self.advance_without(played, particle, (time, &LeftOut::Nothing), draws);
    }

    fn simulate_observation(
        &self,
        played: &Arc<PlayableDraw>,
        particle: &Particle,
        time: u32,
        draws: &Draws,
    ) -> Report {
        let like = self.calendar.report_of_step(time);
        self.observed_scene(played, particle, like).simulate(like, draws)
    }

    fn log_density(&self, played: &Arc<PlayableDraw>, particle: &Particle, _: u32, report: &Report) -> f64 {
        self.observed_scene(played, particle, report).log_density(report)
    }

    /// Lets one copy of each draw be, and draws the parameters of the others around points between their own and the mean
    /// (Liu and West 2001), so that mean and variance over these copies stay as they are. Each parameter is drawn by itself,
    /// so what the record has taught about two of them together fades with every refreshing.
    fn refresh_parameters(
        &self,
        parents: &[Arc<PlayableDraw>],
        _: &[f64],
        chosen: &[usize],
        resampling: u32,
        seed: u64,
    ) -> Vec<Arc<PlayableDraw>> {
        // Copies are neighbours, also those of earlier resamplings.
        let is_copy = |slot: usize| slot > 0 && parents[chosen[slot]].scores == parents[chosen[slot - 1]].scores;
        let copies: Vec<usize> = (0..chosen.len()).filter(|&slot| is_copy(slot)).collect();
        let scores_of = |slot: usize| parents[chosen[slot]].scores.as_slice();
        let kernel = ShrinkageKernel::new(&copies.iter().map(|&slot| scores_of(slot)).collect::<Vec<_>>());
        let scores = |&slot: &usize| {
            let draws = Draws::new(seed, slot as u32, u32::MAX);
            let noise =
                |place: usize| draws.uniform(Purpose::Refresh as u16, resampling as u16, self.score_addresses[place]);
            kernel.perturb_scores(scores_of(slot), &noise, &|place| self.is_passed_on_unchanged(place))
        };
        let scores: Vec<Vec<f64>> = copies.par_iter().with_max_len(8).map(scores).collect();
        let fresh = |(place, scores, values): (usize, Vec<f64>, Values)| {
            let old = &parents[chosen[copies[place]]];
            // Parameters that make no world are not drawn: the parent's stay.
            let played = self.playable_draw(scores, values, Arc::clone(&old.game), old.ancestor);
            played.map_or_else(|_| Arc::clone(old), Arc::new)
        };
        let mut refreshed: Vec<Arc<PlayableDraw>> = chosen.iter().map(|&parent| Arc::clone(&parents[parent])).collect();
        let fresh = self.map_draws(scores, fresh);
        copies.iter().zip(fresh).for_each(|(&slot, played)| refreshed[slot] = played);
        refreshed
    }

    fn local_readings(&self, time: u32, report: &Report) -> usize {
        self.apart_readings(time, report).count()
    }

    fn shared_log_density(&self, played: &Arc<PlayableDraw>, particle: &Particle, time: u32, report: &Report) -> f64 {
        self.observed_scene(played, particle, report).log_density_without(report, self.read_apart(time))
    }

    fn local_part(
        &self,
        played: &Arc<PlayableDraw>,
        particle: &Particle,
        time: u32,
        report: &Report,
        reading: usize,
    ) -> LocalPart {
        let scene = self.scene(played, particle, 0.0);
        self.apart_readings(time, report)
            .nth(reading)
            .map_or_else(LocalPart::default, |reading| reading.part_of(&scene))
    }

    fn put_local_part(
        &self,
        played: &Arc<PlayableDraw>,
        particle: &mut Particle,
        time: u32,
        report: &Report,
        reading: usize,
        part: &[f64],
    ) {
        let Some(reading) = self.apart_readings(time, report).nth(reading) else { return };
        let Particle { state, trust, .. } = particle;
        reading.put_part(&played.world.war, state, trust, part);
        let truce = matches!(state.regime, Regime::Truce { .. });
        let now_months = f64::from(state.time) * self.step_months;
        state.coalition.measure(&played.world.war, state.posture, truce, now_months);
    }

    fn renumber_state(&self, particle: &mut Particle) {
        particle.state.coalition.renumber();
    }
}

impl WarModel<'_> {
    /// Moves a state by a step as in [`Model::advance_state`], without something that is taken as given in it.
    pub(super) fn advance_without(
        &self,
        played: &Arc<PlayableDraw>,
        particle: &mut Particle,
        (time, left_out): (u32, &LeftOut),
        draws: &Draws,
    ) {
        let is_out = |id: &str| matches!(left_out, LeftOut::Given(out) if out == id);
        for given in self.calendar.given_in_step(time).filter(|given| !is_out(&given.id)) {
            given.apply_to_state(&played.world, &mut particle.state, draws);
        }
        for given in self.calendar.truces_in_step(time) {
            given.apply_to_state(&played.world, &mut particle.state, draws);
        }
        SCRATCH.with_borrow_mut(|scratch| {
            let events = step(&played.world, &played.pace, &*played.game, &mut particle.state, draws, scratch);
            particle.round = events.round;
        });
        if let Some(known) = &self.known_start {
            known.apply_to_state(&played.world, &mut particle.state, time, self.step_months);
        }
        if self.places_front_in(time) {
            self.place_front(&played.world.war, &mut particle.state, time, draws);
        }
        self.draw_trust(particle, (time, left_out), draws);
    }

    /// True for the step whose area places the front and weighs no state.
    pub(super) fn places_front_in(&self, time: u32) -> bool {
        self.first_area_step == Some(time)
    }

    /// Places the front where the first area reports it, give or take its error, with the chance that the report is true.
    /// Where the front stood when the record begins is hardly known: few states happen to be near, and in a small population
    /// none may be.
    fn place_front(&self, war: &War, state: &mut State, time: u32, draws: &Draws) {
        let Some(reading) = self.calendar.report_of_step(time).areas.first() else { return };
        let [clear, noise] = draws.uniform_pair(Purpose::Record as u16, time as u16, entity_address("first area"));
        if clear < reading.confidence && state.is_contested() {
            let area = reading.value + war.reporting.area_spread * normal_quantile(noise);
            let steps = (area - area_at_start(war)) / war.front.area_per_step + war.front_start as f64;
            state.front = (steps.round().max(1.0) as usize).min(war.front_steps - 1);
        }
    }

    /// Readings of a step that do not weigh whole states: they are read apart, or were taken as given.
    fn read_apart(&self, time: u32) -> ReadApart {
        ReadApart { aid: true, posture: true, areas: self.places_front_in(time) }
    }

    fn apart_readings<'r>(&self, time: u32, report: &'r Report) -> impl Iterator<Item = ApartReading<'r>> {
        apart_readings(report, self.read_apart(time))
    }

    /// Density of the report of hostilities and of answers, had the round of a state ended in another result.
    pub(super) fn result_density(
        &self,
        played: &PlayableDraw,
        particle: &Particle,
        report: &Report,
        result: RoundResult,
    ) -> f64 {
        self.observed_scene(played, particle, report).result_density(report, result)
    }

    /// Density of the report of hostilities and of answers in a state that held no round.
    pub(super) fn quiet_density(&self, played: &PlayableDraw, particle: &Particle, report: &Report) -> f64 {
        self.observed_scene(played, particle, report).quiet_density(report)
    }

    /// Draws whether each standing report of a step is true in this state: once, and not anew at every step for which
    /// it holds.
    fn draw_trust(&self, particle: &mut Particle, (time, left_out): (u32, &LeftOut), draws: &Draws) {
        let is_out = |change: &Change| change.about == StandingSubject::Posture && *left_out == LeftOut::Posture;
        for change in self.calendar.changes_in_step(time).iter().filter(|change| !is_out(change)) {
            let uniform = draws.uniform(Purpose::Record as u16, time as u16, entity_address(&change.id));
            let (believed, trust) = (uniform < change.confidence, &mut particle.trust);
            match change.about {
                StandingSubject::Calm => trust.calm = believed,
                StandingSubject::Posture => {
                    trust.posture = believed;
                    // A change is rare, and so is a false report of one: a state that believes the report takes it as given.
                    // Waiting for the world to bring it about in the same week would leave a few states.
                    if let Some(standing) = self.calendar.report_of_step(time).posture.filter(|_| believed) {
                        particle.state.posture = standing.value;
                    }
                }
                StandingSubject::Instrument(place) => {
                    let bit = 1 << place.min(63);
                    trust.instruments = if believed { trust.instruments | bit } else { trust.instruments & !bit };
                }
            }
        }
    }

    fn observed_scene<'s>(&self, played: &'s PlayableDraw, particle: &'s Particle, report: &Report) -> Scene<'s> {
        // Only readings of opinion ask for the outlook, and they are rare.
        let outlook =
            if report.opinions.is_empty() { 0.0 } else { played.game.outlook(&particle.state.position(&played.world)) };
        self.scene(played, particle, outlook)
    }

    fn scene<'s>(&self, played: &'s PlayableDraw, particle: &'s Particle, outlook: f64) -> Scene<'s> {
        let Particle { state, round, trust } = particle;
        Scene { world: &played.world, state, round: *round, months: self.step_months, trust: *trust, outlook }
    }
}
