//! The room in which games are played: the world at the central values, and the war solved once.

use super::Game;
use super::chair::Seated;
use super::choice::Choice;
use super::going::Going;
use super::options::Options;
use super::refusal::{Place, refused};
use super::report::{Over, Played, Standing, Watch};
use crate::ensemble::{Design, Resolution};
use crate::forecast::LabError;
use crate::prepared::Prepared;
use crate::run::{Clock, Course};
use standoff_engine::equilibrium::Equilibrium;
use standoff_num::Draws;
use standoff_scenario::{Diagnostic, Scenario};
use standoff_world::intervention::Orders;
use standoff_world::quantity::Figures;
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// A world and its rates.
#[derive(Debug)]
pub(super) struct Ground {
    pub world: World,
    pub pace: Pace,
}

/// A scenario at its central values, solved for one seed: every game of both can be played in it.
#[derive(Debug)]
pub struct Room<'a> {
    scenario: &'a Scenario,
    digest: String,
    seed: u64,
    /// The world, and the same world with a great power that keeps its posture for a month.
    grounds: [Ground; 2],
    engine: Equilibrium,
    distances: Vec<Vec<f64>>,
    clock: Clock,
    area_per_step: f64,
}

/// The months of a game that were played.
pub(super) struct Replay<'a> {
    pub seated: Seated,
    /// The game before each month, with what was decided for it and what could have been.
    pub months: Vec<Month<'a>>,
    /// The game after the last.
    pub going: Going<'a>,
    /// What was seen of each month.
    pub reports: Vec<super::MonthReport>,
}

/// A month of a game.
pub(super) struct Month<'a> {
    pub before: Going<'a>,
    pub options: Options,
    pub choice: Choice,
}

impl<'a> Room<'a> {
    /// Solves a scenario, as set, for a seed.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where the war cannot be solved.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Result<Self, LabError> {
        let design = Design {
            scenario,
            draws: 1,
            paths: 1,
            seed,
            mechanisms: Mechanisms::default(),
            resolution: Resolution::Coarse,
            posterior: None,
            pulls: &[],
        };
        let clock = design.clock();
        let values = scenario.central();
        let area_per_step = values.figure("front.area_per_step");
        let Prepared { world, game: engine, .. } = Prepared::new(&design, 0, values).map_err(LabError::AllFailed)?;
        let distances = crate::ensemble::distances(&world.war);
        let ground = |world: World| Ground { pace: Pace::new(&world.war, clock.months()), world };
        let grounds = [ground(world.clone()), ground(keeping(&world))];
        Ok(Self { scenario, digest: scenario.digest(), seed, grounds, engine, distances, clock, area_per_step })
    }

    /// The room of a game.
    ///
    /// # Errors
    ///
    /// As [`Room::new`]; [`LabError::Input`] where the game is not one of this scenario.
    pub fn of(scenario: &'a Scenario, game: &Game) -> Result<Self, LabError> {
        game.check(scenario)?;
        Seated::find(&game.chair, scenario)?;
        Self::new(scenario, game.seed)
    }

    /// Plays the months of a game; see [`super::play`].
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] where the game does not belong here or decides what its chair may not.
    pub fn play(&self, game: &Game) -> Result<Played, LabError> {
        let replay = self.replay(game)?;
        let course = &replay.going.course;
        let options = self.options(replay.seated, course);
        let position = Standing::of(self, course);
        Ok(Played { months: replay.reports, position, options, over: Over::of(course) })
    }

    /// Plays the months of a game and keeps what a debrief needs.
    pub(super) fn replay(&self, game: &Game) -> Result<Replay<'_>, LabError> {
        check_scenario(game, self.scenario, &self.digest)?;
        if game.seed != self.seed {
            let message = format!("the game has the seed {}, the room {}", game.seed, self.seed);
            return Err(refused(vec![Diagnostic::error("wrong-seed", message)]));
        }
        let seated = Seated::find(&game.chair, self.scenario)?;
        let draws = self.draws(0);
        let mut replay = Replay { seated, months: Vec::new(), going: self.start(0), reports: Vec::new() };
        for decision in &game.months {
            let before = replay.going.clone();
            if before.course.is_over() {
                return Err(after_the_end(before.course.months(), game.months.len()));
            }
            let options = self.options(seated, &before.course);
            let choice = Choice::read(decision, &options).map_err(refused)?;
            let mut watch = Watch::begin(&before.course, seated);
            replay.going.play(self, seated, &choice, &draws, &mut |course, events| watch.see(self, course, events));
            replay.reports.push(watch.report(self, &replay.going.course));
            replay.months.push(Month { before, options, choice });
        }
        Ok(replay)
    }

    /// The game before its first month, on a path.
    pub(super) fn start(&self, path: usize) -> Going<'_> {
        let world = &self.grounds[0].world;
        Going::begin(Course::begin(world, State::start(world), self.clock, &self.distances, [0, path]))
    }

    /// What a chair may decide next.
    fn options(&self, seated: Seated, course: &Course<'_>) -> Options {
        Options::now(&self.world().war, seated, &course.state, course.months() + 1, course.is_over())
    }

    /// Chance on a path.
    pub(super) fn draws(&self, path: usize) -> Draws {
        Draws::new(self.seed, 0, path as u32)
    }

    /// The world, or the one in which the great power keeps its posture.
    pub(super) fn ground(&self, held: bool) -> &Ground {
        &self.grounds[usize::from(held)]
    }

    /// The world.
    pub(super) fn world(&self) -> &World {
        &self.grounds[0].world
    }

    /// The engine.
    pub(super) fn engine(&self) -> &Equilibrium {
        &self.engine
    }

    /// The scenario.
    pub(super) fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// Length of a step in months.
    pub(super) fn step_months(&self) -> f64 {
        self.clock.months()
    }

    /// Land that the invader gained since the start, km².
    pub(super) fn gained(&self, front: usize) -> f64 {
        (front as f64 - self.world().war.front_start as f64) * self.area_per_step
    }
}

/// The same world with a great power that keeps whatever posture it has.
fn keeping(world: &World) -> World {
    let kept = world.war.posture_start;
    world.with_war(Orders { posture: Some(kept), ..Orders::default() }.apply_to(world.war.clone()))
}

pub(super) fn check_scenario(game: &Game, scenario: &Scenario, digest: &str) -> Result<(), LabError> {
    let fault = if game.format != super::FORMAT {
        let message = format!("the game has format {}", game.format);
        Diagnostic::error("game-format", message).allowed(super::FORMAT.to_string())
    } else if game.version != super::VERSION {
        let message = format!("the game was played with version `{}`", game.version.escape_debug());
        let hint = "another version may play it otherwise; to play it with this one all the same, write its version into the file";
        Diagnostic::error("game-version", message).allowed(super::VERSION).hint(hint)
    } else if game.seed > super::LARGEST_SEED {
        let allowed = format!("0 to {}", super::LARGEST_SEED);
        Diagnostic::error("out-of-range", format!("seed {}", game.seed)).allowed(allowed)
    } else if game.scenario != scenario.name {
        let message = format!("the game is one of the scenario `{}`", game.scenario.escape_debug());
        Diagnostic::error("wrong-scenario", message).allowed(format!("`{}`", scenario.name))
    } else if game.digest != digest {
        let message = "the game was begun with another version of the scenario, or with other numbers set by hand";
        Diagnostic::error("wrong-scenario", message).allowed(digest).hint("load the scenario as `set` in the game says")
    } else {
        return Ok(());
    };
    Err(refused(vec![fault]))
}

fn after_the_end(played: usize, months: usize) -> LabError {
    let place = Place { month: played + 1, field: "months" };
    let fault = place.fault("game-over", format!("nothing more happens after month {played}; the game has {months}"));
    refused(vec![fault.allowed(format!("at most {played} months"))])
}
