//! The war as a filter sees it: parameters with their world and their game, states, and what is reported of them.

use super::calendar::{About, Calendar};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use standoff_engine::equilibrium::Equilibrium;
use standoff_filter::Model;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::feasibility::check_game;
use standoff_lab::error::{DrawError, LabError};
use standoff_num::distributions::{normal_cdf, normal_quantile};
use standoff_num::random::entity_address;
use standoff_num::sums::sum_of;
use standoff_num::{Draws, LatinHypercube};
use standoff_scenario::Values;
use standoff_world::record::{RecordOutline, Report, Scene, Trust};
use standoff_world::state::{RoundHeld, RoundResult, State};
use standoff_world::step::{Pace, Purpose, Scratch, step};
use standoff_world::war::World;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How much of its parent's place a parameter keeps when it is refreshed; the rest is drawn from the population's mean and
/// spread. Near 1 a few families of draws take over, with all that they happen to carry: scores that mean nothing then
/// stray by a whole standard deviation over the default record, at 0.6 by half of one. Near 0 what a state has taught
/// about its own parameters is lost.
const KEPT: f64 = 0.6;

/// Scores that mean nothing, beside those of the parameters.
pub const IDLE: usize = 64;

/// The width of a step of the front.
pub(super) const STEP_WIDTH: &str = "front.area_per_step";

/// Chances of parameters stay this far from the ends of their ranges.
const FURTHEST: f64 = 1e-9;

/// One draw of the parameters, ready to be played.
#[derive(Debug)]
pub struct Played {
    /// Where every uncertain parameter lies in its range, as the normal quantile of its chance of being lower, in the order
    /// of [`WarModel::paths`]; then `IDLE` scores that mean nothing.
    pub scores: Vec<f64>,
    /// Values of the parameters.
    pub values: Values,
    /// The world, on the record's calendar.
    pub world: World,
    pace: Pace,
    /// The game that the actors play: that of the draw from which this one descends.
    game: Arc<Equilibrium>,
    /// The draw of the prior from which it descends.
    pub ancestor: usize,
}

impl Played {
    /// The game that the actors play.
    pub(super) fn game(&self) -> &Equilibrium {
        &self.game
    }
}

/// A state, and the round that was held on the way to it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Particle {
    /// The state.
    pub state: State,
    /// The round held in the last step.
    pub round: Option<RoundHeld>,
    /// Which standing reports are true in this state.
    pub trust: Trust,
}

impl Clone for Particle {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), ..*self }
    }

    /// In the memory of the particle that it replaces, as [`CoalitionState`](standoff_world::state::CoalitionState)
    /// does.
    fn clone_from(&mut self, source: &Self) {
        self.state.clone_from(&source.state);
        (self.round, self.trust) = (source.round, source.trust);
    }
}

/// A war with its record, as a filter sees it.
pub struct WarModel<'a> {
    design: &'a Design<'a>,
    outline: Option<RecordOutline>,
    calendar: &'a Calendar,
    months: f64,
    /// Place of every uncertain parameter by path.
    order: BTreeMap<String, usize>,
    /// Paths of the uncertain parameters.
    names: Vec<String>,
    /// Addresses of the scores.
    pub(super) entities: Vec<u32>,
}

impl<'a> WarModel<'a> {
    /// The model of a design, with the calendar of what was reported.
    pub fn new(design: &'a Design<'a>, calendar: &'a Calendar) -> Self {
        let scenario = design.scenario;
        let paths = scenario.uncertain_places().into_iter().map(|place| scenario.parameters[place].path.clone());
        let order: BTreeMap<String, usize> = paths.enumerate().map(|(place, path)| (path, place)).collect();
        let mut names = vec![String::new(); order.len()];
        order.iter().for_each(|(path, &place)| names[place].clone_from(path));
        let mut entities = vec![0; order.len() + IDLE];
        order.iter().for_each(|(path, &place)| entities[place] = entity_address(path));
        (0..IDLE).for_each(|place| entities[order.len() + place] = entity_address(&idle(place)));
        let outline = scenario.structure.record.filter(|_| calendar.recorded);
        Self { design, outline, calendar, months: design.clock().step_months(), order, names, entities }
    }

    /// Paths of the uncertain parameters, in the order of the scores of a draw.
    pub fn paths(&self) -> &[String] {
        &self.names
    }

    /// The draws of the prior, each with a game. Solving games takes longer than all the rest, so that `games` of them
    /// are solved, for the first draws; a draw that shares a game has the same parameters as actors plan with, and its
    /// own of those that move the world. `done` hears of each game.
    ///
    /// # Errors
    ///
    /// Why a draw cannot be played.
    pub fn prior(
        &self,
        games: usize,
        stopped: &(dyn Fn() -> bool + Sync),
        done: &(dyn Fn() + Sync),
    ) -> Result<Vec<Arc<Played>>, LabError> {
        let games = self.games(games, stopped, done)?;
        Ok(self.draws(&games)?)
    }

    /// The games of the prior's first draws. They depend on the scenario alone, so that models with other calendars can
    /// share them.
    ///
    /// # Errors
    ///
    /// [`LabError::NothingDone`] where it was stopped, [`LabError::AllFailed`] where a game cannot be solved.
    pub fn games(
        &self,
        games: usize,
        stopped: &(dyn Fn() -> bool + Sync),
        done: &(dyn Fn() + Sync),
    ) -> Result<Vec<Arc<Equilibrium>>, LabError> {
        let games = games.clamp(1, self.design.draws);
        let scores = self.prior_scores(games);
        let solve = |draw: usize| {
            if stopped() {
                return Err(LabError::NothingDone);
            }
            let game = self.design.solve_game(&self.design.calibrated_world(&self.values(&scores[draw]))?, draw);
            check_game(&game)?;
            done();
            Ok(Arc::new(game))
        };
        (0..games).into_par_iter().with_max_len(1).map(solve).collect()
    }

    /// The draws of the prior, which share some games.
    ///
    /// # Errors
    ///
    /// Why a draw cannot be played.
    pub fn draws(&self, games: &[Arc<Equilibrium>]) -> Result<Vec<Arc<Played>>, DrawError> {
        if games.is_empty() {
            return Err(DrawError::NoGame);
        }
        let ready = |(draw, scores, values): (usize, Vec<f64>, Values)| {
            let game = draw % games.len();
            self.played(scores, values, Arc::clone(&games[game]), game).map(Arc::new)
        };
        self.each(self.prior_scores(games.len()), ready).into_iter().collect()
    }

    /// Draws as they were kept: their scores, and the draws of the prior from which they descend.
    ///
    /// # Errors
    ///
    /// Why a draw cannot be played, or that there are no such scores or ancestors.
    pub(super) fn restored(
        &self,
        scores: &[Vec<f64>],
        ancestors: &[usize],
        games: &[Arc<Equilibrium>],
    ) -> Result<Vec<Arc<Played>>, DrawError> {
        let whole = |scores: &Vec<f64>| scores.len() == self.entities.len() && scores.iter().all(|one| one.is_finite());
        let known = |ancestor: &usize| *ancestor < games.len();
        if scores.len() != ancestors.len() || !scores.iter().all(whole) || !ancestors.iter().all(known) {
            return Err(DrawError::Foreign);
        }
        let ready = |(draw, scores, values): (usize, Vec<f64>, Values)| {
            let game = Arc::clone(&games[ancestors[draw]]);
            self.played(scores, values, game, ancestors[draw]).map(Arc::new)
        };
        self.each(scores.to_vec(), ready).into_iter().collect()
    }

    /// Scores of the draws whose games were solved.
    pub(super) fn game_scores(&self, games: usize) -> Vec<Vec<f64>> {
        let mut scores = self.prior_scores(games.max(1));
        scores.truncate(games);
        scores
    }

    /// Scores of the prior's draws: those of the scenario's ranges, and of as many that mean nothing.
    fn prior_scores(&self, games: usize) -> Vec<Vec<f64>> {
        let design = LatinHypercube::new(self.design.seed, self.design.draws as u32);
        let column = |&key: &u32| -> Vec<f64> { design.column(key).into_iter().map(normal_quantile).collect() };
        let columns: Vec<Vec<f64>> = self.entities.iter().map(column).collect();
        let paths = self.paths();
        let score = |draw: usize, place: usize| {
            let shared = match paths.get(place) {
                Some(path) => is_planned_with(path),
                None => idle_shared(place - paths.len()),
            };
            columns[place][if shared { draw % games } else { draw }]
        };
        (0..self.design.draws).map(|draw| (0..columns.len()).map(|place| score(draw, place)).collect()).collect()
    }

    /// Whether a score is passed on as it is: what actors plan with goes with the game that they play, and the width of a
    /// step with the front that was counted in it.
    fn stays(&self, place: usize) -> bool {
        let path = self.names.get(place).map(String::as_str);
        path.map_or_else(|| idle_shared(place - self.names.len()), |path| is_planned_with(path) || path == STEP_WIDTH)
    }

    /// The values at some scores.
    pub(super) fn values(&self, scores: &[f64]) -> Values {
        self.design.scenario.values_at(&|path| self.order.get(path).map_or(0.5, |&place| chance(scores[place])))
    }

    /// Makes something of every draw's place, scores and values.
    fn each<T: Send>(&self, scores: Vec<Vec<f64>>, make: impl Fn((usize, Vec<f64>, Values)) -> T + Sync) -> Vec<T> {
        /// Draws whose values are found together: fixed, whatever the number of threads.
        const TOGETHER: usize = 32;
        let some = |(part, scores): (usize, &[Vec<f64>])| -> Vec<T> {
            let chances = |path: &str| match self.order.get(path) {
                Some(&place) => scores.iter().map(|scores| chance(scores[place])).collect(),
                None => vec![0.5; scores.len()],
            };
            let values = self.design.scenario.draws_at_chances(scores.len() as u32, &chances);
            let one = |(place, scores): (usize, &Vec<f64>)| {
                make((part * TOGETHER + place, scores.clone(), values.values(place)))
            };
            scores.iter().enumerate().map(one).collect()
        };
        let made: Vec<Vec<T>> = scores.par_chunks(TOGETHER).enumerate().with_max_len(1).map(some).collect();
        made.into_iter().flatten().collect()
    }

    fn played(
        &self,
        scores: Vec<f64>,
        values: Values,
        game: Arc<Equilibrium>,
        ancestor: usize,
    ) -> Result<Played, DrawError> {
        let world = self.world(&values)?;
        let pace = Pace::new(&world.war, self.months);
        Ok(Played { scores, values, world, pace, game, ancestor })
    }

    /// The world on the record's calendar, without the elections whose results are known.
    fn world(&self, values: &Values) -> Result<World, DrawError> {
        let mut world = self.design.calibrated_world(values)?;
        if let Some(outline) = &self.outline {
            world = world.for_record(outline);
        }
        world.war.elections.retain(|election| !self.calendar.decided.contains(&election.name));
        Ok(world)
    }
}

/// The chance of being lower that goes with a score.
fn chance(score: f64) -> f64 {
    normal_cdf(score).clamp(FURTHEST, 1.0 - FURTHEST)
}

/// The kernel of Liu and West: how parameters are drawn together and spread again.
struct Kernel {
    means: Vec<f64>,
    spreads: Vec<f64>,
    keep: f64,
}

impl Kernel {
    fn new(parents: &[Arc<Played>], weights: &[f64]) -> Self {
        let keep = KEPT;
        let count = parents.first().map_or(0, |one| one.scores.len());
        // The variance of so few draws is too small by this much, and would shrink at every renewal.
        let lost = 1.0 - sum_of(weights.iter().map(|weight| weight * weight));
        let moments = |place: usize| {
            let scores = || parents.iter().zip(weights).map(|(one, weight)| (one.scores[place], weight));
            let mean = sum_of(scores().map(|(score, weight)| weight * score));
            let variance = sum_of(scores().map(|(score, weight)| weight * (score - mean) * (score - mean)));
            let wanted = (variance / lost.max(0.5)).min(variance.max(1.0));
            (mean, (wanted - keep * keep * variance).max(0.0).sqrt())
        };
        let (means, spreads) = (0..count).into_par_iter().map(moments).unzip();
        Self { means, spreads, keep }
    }

    fn around(&self, scores: &[f64], noise: &dyn Fn(usize) -> f64, stays: &dyn Fn(usize) -> bool) -> Vec<f64> {
        let one = |(place, score): (usize, &f64)| {
            if stays(place) {
                return *score;
            }
            self.keep * score
                + (1.0 - self.keep) * self.means[place]
                + self.spreads[place] * normal_quantile(noise(place))
        };
        scores.iter().enumerate().map(one).collect()
    }
}

/// Sections of a scenario that actors plan with and that move nothing by themselves.
const PLANS: [&str; 12] = [
    "values.",
    "beliefs.",
    "peace.",
    "order.",
    "package.",
    "unsigned.",
    "ends.",
    "issue_steps.",
    "talks.sharpness",
    "talks.form_sharpness",
    "talks.proximity",
    "talks.refusal_cost",
];

/// Whether a parameter is one that actors plan with.
pub(super) fn is_planned_with(path: &str) -> bool {
    PLANS.iter().any(|section| path.starts_with(section))
}

/// Whether an idle score is shared by the draws that share a game, as parameters are that actors plan with.
pub(super) fn idle_shared(place: usize) -> bool {
    place < IDLE / 2
}

/// Name of a score that means nothing: how far it strays tells how far any score strays by chance.
fn idle(place: usize) -> String {
    format!("idle.{place}")
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Model for WarModel<'_> {
    type Parameters = Arc<Played>;
    type State = Particle;
    type Observation = Report;

    fn start(&self, played: &Arc<Played>, draws: &Draws) -> Particle {
        let state = match &self.outline {
            Some(outline) => State::at_record_start(&played.world, outline, draws),
            None => State::start(&played.world),
        };
        let mut particle = Particle { state, round: None, trust: Trust::default() };
        self.hear(&mut particle, 0, draws);
        particle
    }

    fn step(&self, played: &Arc<Played>, particle: &mut Particle, time: u32, draws: &Draws) {
        for given in self.calendar.given(time) {
            given.apply(&played.world, &mut particle.state, draws);
        }
        SCRATCH.with_borrow_mut(|scratch| {
            let events = step(&played.world, &played.pace, &*played.game, &mut particle.state, draws, scratch);
            particle.round = events.round;
        });
        self.hear(particle, time, draws);
    }

    fn simulate(&self, played: &Arc<Played>, particle: &Particle, time: u32, draws: &Draws) -> Report {
        self.scene(played, particle).simulate(self.calendar.report(time), draws)
    }

    fn log_density(&self, played: &Arc<Played>, particle: &Particle, _: u32, report: &Report) -> f64 {
        self.scene(played, particle).log_density(report)
    }

    /// Kernel shrinkage (Liu and West 2001): on the normal scale of its chance, a parameter is drawn around a point
    /// between its parent's and the mean, so that its mean and variance over the draws stay as they are. Each parameter is
    /// drawn by itself: what two of them were taught together fades with every refreshing.
    fn refresh(
        &self,
        parents: &[Arc<Played>],
        weights: &[f64],
        chosen: &[usize],
        resampling: u32,
        seed: u64,
    ) -> Vec<Arc<Played>> {
        let kernel = Kernel::new(parents, weights);
        let scores = |(slot, &parent): (usize, &usize)| {
            let draws = Draws::new(seed, slot as u32, u32::MAX);
            let noise = |place: usize| draws.uniform(Purpose::Refresh as u16, resampling as u16, self.entities[place]);
            kernel.around(&parents[parent].scores, &noise, &|place| self.stays(place))
        };
        let scores: Vec<Vec<f64>> = chosen.par_iter().enumerate().with_max_len(8).map(scores).collect();
        let fresh = |(slot, scores, values): (usize, Vec<f64>, Values)| {
            let old = &parents[chosen[slot]];
            // Figures that make no world are not drawn: the parent's own stay.
            let played = self.played(scores, values, Arc::clone(&old.game), old.ancestor);
            played.map_or_else(|_| Arc::clone(old), Arc::new)
        };
        self.each(scores, fresh)
    }

    fn moved(&self, particle: &mut Particle) {
        particle.state.coalition.renumber();
    }
}

impl WarModel<'_> {
    /// Density of what is reported of the fighting and of answers, had the round of a state ended in some other way.
    pub(super) fn result_density(
        &self,
        played: &Played,
        particle: &Particle,
        report: &Report,
        result: RoundResult,
    ) -> f64 {
        self.scene(played, particle).result_density(report, result)
    }

    /// Draws, once for each report of how things stand, whether it is true in this state.
    fn hear(&self, particle: &mut Particle, time: u32, draws: &Draws) {
        for change in self.calendar.changes(time) {
            let uniform = draws.uniform(Purpose::Record as u16, time as u16, entity_address(&change.id));
            let (believed, trust) = (uniform < change.confidence, &mut particle.trust);
            match change.about {
                About::Calm => trust.calm = believed,
                About::Posture => trust.posture = believed,
                About::Instrument(place) => {
                    let bit = 1 << place.min(63);
                    trust.instruments = if believed { trust.instruments | bit } else { trust.instruments & !bit };
                }
            }
        }
    }

    fn scene<'s>(&self, played: &'s Played, particle: &'s Particle) -> Scene<'s> {
        let Particle { state, round, trust } = particle;
        Scene { world: &played.world, state, round: *round, months: self.months, trust: *trust }
    }
}
