//! One draw made ready: its world, its solved game, and the futures that follow, with or without levers.
//!
//! The futures of a draw under different levers use the same random numbers, path by path: what differs between them
//! is what the levers do.

use crate::ensemble::design::Design;
use crate::ensemble::feasibility::{check_game, check_war};
use crate::ensemble::lever_setting::LeverSetting;
use crate::ensemble::package_distances::package_distances;
use crate::error::DrawError;
use crate::future::run::Run;
use crate::future::simulation::{Period, Timeline, simulate_future, simulate_with};
use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_scenario::Values;
use standoff_world::intervention::Orders;
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::war::World;
use std::ops::Range;

/// Longest spell, in months, in which actors who foresee a change keep to one policy.
const LONGEST_FORESIGHT_MONTHS: f64 = 3.0;

/// One draw, ready to be played.
#[derive(Debug)]
pub struct SolvedDraw<'a> {
    design: &'a Design<'a>,
    draw: usize,
    /// Values of the parameters.
    pub values: Values,
    /// The world at the start.
    pub world: World,
    /// The game as solved at the start.
    pub game: Equilibrium,
    distances: Vec<Vec<f64>>,
}

/// The world from a day on.
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
    /// Why the draw cannot be played.
    pub fn new(design: &'a Design<'a>, draw: usize, values: Values) -> Result<Self, DrawError> {
        let world = design.calibrated_world(&values)?;
        let game = design.solve_game(&world, draw);
        check_game(&game)?;
        let distances = package_distances(&world.war);
        Ok(Self { design, draw, values, world, game, distances })
    }

    /// Which draw it is.
    pub fn draw(&self) -> usize {
        self.draw
    }

    /// The futures of some paths after some levers.
    ///
    /// # Errors
    ///
    /// Why they cannot be made: figures that are not numbers.
    pub fn simulate_paths(&self, lever_settings: &[LeverSetting], paths: Range<usize>) -> Result<Vec<Run>, DrawError> {
        let phases = self.periods(lever_settings)?;
        let timeline =
            Timeline { start: &self.world, periods: &phases, clock: self.design.clock(), distances: &self.distances };
        let run = |path: usize| simulate_future(&timeline, self.start_state(path), self.design.seed, self.draw, path);
        Ok(paths.into_par_iter().map(run).collect())
    }

    /// The futures of some paths without levers, each with what `note` makes of the world and the state at the start and at
    /// the end of each month.
    ///
    /// # Errors
    ///
    /// As [`SolvedDraw::futures`].
    pub fn simulate_paths_with<T: Send>(
        &self,
        paths: Range<usize>,
        note: impl Fn(&World, &State) -> T + Sync,
    ) -> Result<Vec<(Run, Vec<T>)>, DrawError> {
        let phases = self.periods(&[])?;
        let timeline =
            Timeline { start: &self.world, periods: &phases, clock: self.design.clock(), distances: &self.distances };
        let one = |path: usize| {
            let mut notes = Vec::new();
            let mut noting = |world: &World, state: &State| notes.push(note(world, state));
            let run =
                simulate_with(&timeline, self.start_state(path), [self.draw, path], self.design.seed, &mut noting);
            (run, notes)
        };
        Ok(paths.into_par_iter().map(one).collect())
    }

    /// Where a path begins.
    pub fn start_state(&self, path: usize) -> State {
        match self.design.posterior.and_then(|posterior| posterior.path_state(self.draw, path)) {
            Some(state) => state.clone(),
            None => State::start(&self.world),
        }
    }

    /// The game from the day of the last lever on.
    ///
    /// # Errors
    ///
    /// Why it cannot be solved.
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

    /// The worlds that levers make, in order of time: one for each day on which something changes.
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

    /// The phases of the war: its worlds, each with the game that its actors play. Actors whom a change surprises play
    /// until then as if nothing would change; those who foresee it plan with it.
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

    /// The phases between one change and the next.
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

/// The days that cut the time between two changes into spells, the first and the last included.
fn foresight_steps(from: usize, to: usize, step: f64) -> Vec<usize> {
    let longest = (LONGEST_FORESIGHT_MONTHS / step).round().max(1.0) as usize;
    let mut days: Vec<usize> = (from..to).step_by(longest).collect();
    days.push(to);
    days
}
