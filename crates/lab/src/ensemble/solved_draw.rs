//! One draw with its world and its solved game, and the futures that follow from it with or without levers.
//!
//! The futures of a draw under different levers use the same random numbers, path by path, so that the levers alone cause the
//! differences between them (decision 72).

use crate::ensemble::design::Design;
use crate::ensemble::feasibility::{check_game, check_war};
use crate::ensemble::lever_setting::LeverSetting;
use crate::ensemble::package_distances::package_distances;
use crate::error::DrawError;
use crate::future::run::Run;
use crate::future::simulation::{Period, Timeline, simulate_future, simulate_with};
use crate::future::watched::Watched;
use rayon::prelude::*;
use standoff_engine::equilibrium::{Equilibrium, Situation};
use standoff_engine::planning::Planning;
use standoff_scenario::Values;
use standoff_world::intervention::Orders;
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::war::{Position, World};
use std::ops::Range;

/// Longest period, in months, in which actors who foresee a change keep to one policy. The change comes closer all the time, so
/// their policy is solved anew once a quarter: a compromise between that and the cost of one more solved game.
const LONGEST_FORESIGHT_MONTHS: f64 = 3.0;

/// One draw with its world at the start and its solved game.
#[derive(Debug)]
pub struct SolvedDraw<'a> {
    design: &'a Design<'a>,
    draw: usize,
    /// Values of the parameters.
    pub values: Values,
    /// World at the start.
    pub world: World,
    /// Game as solved at the start.
    pub game: Equilibrium,
    distances: Vec<Vec<f64>>,
}

/// Change of the world by levers, from a step on.
struct WorldChange {
    from: usize,
    world: World,
    orders: Orders,
    foreseen: bool,
}

impl<'a> SolvedDraw<'a> {
    /// Solves the game of a draw.
    ///
    /// # Errors
    ///
    /// [`DrawError`] where the war cannot be simulated or its game has no finite solution.
    pub fn new(design: &'a Design<'a>, draw: usize, values: Values) -> Result<Self, DrawError> {
        Self::with_planning(design, draw, values, |planning| planning)
    }

    /// Solves the game of a draw by a plan that is made from that of the design's resolution. Only the war as it is can be
    /// simulated with it: a lever that changes the world solves the game anew at the design's resolution.
    ///
    /// # Errors
    ///
    /// As [`SolvedDraw::new`].
    pub fn with_planning(
        design: &'a Design<'a>,
        draw: usize,
        values: Values,
        replan: impl FnOnce(Planning) -> Planning,
    ) -> Result<Self, DrawError> {
        let world = design.calibrated_world(draw, &values)?;
        let planning = replan(design.planning(&world));
        let game = design.solve_planned_game(&world, &planning, draw);
        check_game(&game)?;
        Ok(Self::from_parts(design, draw, values, (world, game)))
    }

    /// A draw whose game was solved before, by the same design or by one that differs from it in its number of paths only.
    ///
    /// # Errors
    ///
    /// [`DrawError`] where the war cannot be simulated.
    pub fn with_game(
        design: &'a Design<'a>,
        draw: usize,
        values: Values,
        game: Equilibrium,
    ) -> Result<Self, DrawError> {
        let world = design.calibrated_world(draw, &values)?;
        Ok(Self::from_parts(design, draw, values, (world, game)))
    }

    fn from_parts(
        design: &'a Design<'a>,
        draw: usize,
        values: Values,
        (mut world, game): (World, Equilibrium),
    ) -> Self {
        world.survey_outlook = Some(game.survey_outlook());
        let distances = package_distances(&world.war);
        Self { design, draw, values, world, game, distances }
    }

    /// Number of the draw.
    pub fn draw(&self) -> usize {
        self.draw
    }

    /// Simulates a range of paths with levers; none for the war as it is.
    ///
    /// # Errors
    ///
    /// [`DrawError`] where a lever leads to a world that cannot be simulated.
    pub fn simulate_paths(&self, lever_settings: &[LeverSetting], paths: Range<usize>) -> Result<Vec<Run>, DrawError> {
        let phases = self.periods(lever_settings)?;
        let watched = Watched::of_questions(&self.design.scenario.questions);
        let timeline = self.timeline(&phases, &watched);
        let run = |path: usize| simulate_future(&timeline, self.start_state(path), self.design.seed, self.draw, path);
        Ok(paths.into_par_iter().map(run).collect())
    }

    /// Simulates a range of paths without levers and returns, with each run, what `note` made of the world and the state at the
    /// start and at the end of each month.
    ///
    /// # Errors
    ///
    /// As [`SolvedDraw::simulate_paths`].
    pub fn simulate_paths_with<T: Send>(
        &self,
        paths: Range<usize>,
        note: impl Fn(&World, &State) -> T + Sync,
    ) -> Result<Vec<(Run, Vec<T>)>, DrawError> {
        let phases = self.periods(&[])?;
        let watched = Watched::of_questions(&self.design.scenario.questions);
        let timeline = self.timeline(&phases, &watched);
        let one = |path: usize| {
            let mut notes = Vec::new();
            let mut noting = |world: &World, state: &State| notes.push(note(world, state));
            let run =
                simulate_with(&timeline, self.start_state(path), [self.draw, path], self.design.seed, &mut noting);
            (run, notes)
        };
        Ok(paths.into_par_iter().map(one).collect())
    }

    fn timeline<'t>(&'t self, periods: &'t [Period], watched: &'t [Watched]) -> Timeline<'t> {
        Timeline {
            start: &self.world,
            periods,
            clock: self.design.clock(),
            distances: &self.distances,
            watched,
            rule: self.design.rule,
        }
    }

    /// State in which a path begins: one of the posterior, or the start of the scenario.
    pub fn start_state(&self, path: usize) -> State {
        match self.design.posterior.and_then(|posterior| posterior.path_state(self.draw, path)) {
            Some(state) => state.clone(),
            None => State::start(&self.world),
        }
    }

    /// Bargaining situation on the day on which the forecast begins, before any lever: at the scenario's start, or in the
    /// first of the posterior's states of this draw.
    pub fn start_situation(&self) -> Situation {
        self.game.situation(&self.start_position())
    }

    /// Position of the war on the day on which the forecast begins: at the scenario's start, or in the first of the
    /// posterior's states of this draw.
    pub fn start_position(&self) -> Position {
        match self.design.posterior {
            Some(_) => self.start_state(0).position(&self.world),
            None => self.world.start_position(),
        }
    }

    /// World and game from the day of the last lever on.
    ///
    /// # Errors
    ///
    /// [`DrawError`] where the game has no finite solution.
    pub fn game_after(&self, lever_settings: &[LeverSetting]) -> Result<(World, Equilibrium), DrawError> {
        let changes = self.world_changes(lever_settings)?;
        match changes.into_iter().next_back() {
            None => Ok((self.world.clone(), self.game.clone())),
            Some(last) => {
                let game = self.solve_world(&last.world)?;
                Ok((last.world, game))
            }
        }
    }

    fn solve_world(&self, world: &World) -> Result<Equilibrium, DrawError> {
        let game = self.design.solve_game(world, self.draw);
        check_game(&game).map(|()| game)
    }

    /// Worlds that levers bring about, in order of time: one for each step on which something changes. A lever that changes nothing
    /// makes no change here, so that its futures are those without it to the bit.
    fn world_changes(&self, lever_settings: &[LeverSetting]) -> Result<Vec<WorldChange>, DrawError> {
        let clock = self.design.clock();
        let day = |setting: &LeverSetting| (setting.lever.months / clock.step_months()).ceil().max(0.0) as usize;
        let mut lever_settings = lever_settings.to_vec();
        lever_settings.sort_by_key(day);
        let mut days: Vec<usize> = lever_settings.iter().map(day).filter(|&day| day < clock.horizon_steps).collect();
        days.sort_unstable();
        days.dedup();
        let mut changes: Vec<WorldChange> = Vec::new();
        for from in days {
            let pulled: Vec<&LeverSetting> = lever_settings.iter().filter(|setting| day(setting) <= from).collect();
            let today = pulled.iter().copied().filter(|setting| day(setting) == from);
            let orders = today
                .clone()
                .map(|setting| setting.lever.orders())
                .fold(Orders::default(), |all, next| all.then(&next));
            let world = self.world_after(&pulled)?;
            let before = changes.last().map_or(&self.world, |last| &last.world);
            if !orders.is_empty() || world != *before {
                changes.push(WorldChange {
                    from,
                    world,
                    orders,
                    foreseen: today.clone().any(|setting| setting.lever.foreseen),
                });
            }
        }
        Ok(changes)
    }

    fn world_after(&self, lever_settings: &[&LeverSetting]) -> Result<World, DrawError> {
        let apply = |values: Values, setting: &&LeverSetting| {
            setting.lever.apply(self.design.scenario, &values, setting.strength)
        };
        let values = lever_settings.iter().fold(self.values.clone(), apply);
        let orders = lever_settings
            .iter()
            .map(|setting| setting.lever.orders())
            .fold(Orders::default(), |all, next| all.then(&next));
        let war = self.design.scenario.war(&values);
        check_war(&war)?;
        Ok(self.world.with_war(self.design.mechanisms.apply_to(orders.apply_to(war))))
    }

    /// Periods of the war: its worlds, each with the game that its actors play. Until a change that they do not foresee, actors
    /// play as if nothing would change; for one that they foresee, they plan ahead.
    ///
    /// The periods are made from the last to the first, because a game that foresees a change needs the game after it.
    fn periods(&self, lever_settings: &[LeverSetting]) -> Result<Vec<Period>, DrawError> {
        let changes = self.world_changes(lever_settings)?;
        let mut phases: Vec<Period> = Vec::new();
        for (index, change) in changes.iter().enumerate().rev() {
            let mut spells = self.periods_between(change, changes.get(index + 1), phases.first())?;
            if let Some(first) = spells.first_mut() {
                first.orders = Some(change.orders.clone());
            }
            phases.splice(0..0, spells);
        }
        let start = WorldChange { from: 0, world: self.world.clone(), orders: Orders::default(), foreseen: false };
        if changes.first().is_none_or(|change| change.from > 0) {
            let spells = self.periods_between(&start, changes.first(), phases.first())?;
            phases.splice(0..0, spells);
        }
        Ok(phases)
    }

    /// Periods between one change and the next.
    fn periods_between(
        &self,
        change: &WorldChange,
        next: Option<&WorldChange>,
        after: Option<&Period>,
    ) -> Result<Vec<Period>, DrawError> {
        let clock = self.design.clock();
        let phase = |from: usize, game: Equilibrium| Period {
            first_step: from,
            pace: Pace::new(&change.world.war, clock.step_months()),
            world: change.world.clone(),
            decisions: game,
            orders: None,
        };
        let (Some(next), Some(after)) = (next.filter(|next| next.foreseen), after) else {
            let game = if change.world == self.world { self.game.clone() } else { self.solve_world(&change.world)? };
            return Ok(vec![phase(change.from, game)]);
        };
        let days = foresight_steps(change.from, next.from, clock.step_months());
        let lengths: Vec<f64> = days.windows(2).map(|pair| (pair[1] - pair[0]) as f64 * clock.step_months()).collect();
        let games = self.design.solve_foreseen(
            &change.world,
            self.draw,
            (&after.world, &after.decisions, &next.orders),
            &lengths,
        );
        games.iter().try_for_each(check_game)?;
        Ok(days.iter().zip(games).map(|(&from, game)| phase(from, game)).collect())
    }
}

/// Steps at which the periods between two changes begin, and the step of the second change as the last.
fn foresight_steps(from: usize, to: usize, step: f64) -> Vec<usize> {
    let longest = (LONGEST_FORESIGHT_MONTHS / step).round().max(1.0) as usize;
    let mut days: Vec<usize> = (from..to).step_by(longest).collect();
    days.push(to);
    days
}
