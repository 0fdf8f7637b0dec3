//! The equilibrium: backward induction over the planner's grid with logit agents, one mover at a node, each actor
//! under its own beliefs (theory 3.12, decision 65).
//!
//! ```text
//! V_i(s, x) = (1-q) C_i(s, x) + q sum_y pi(y|x) Y_i(s, y)        Y from the round of talks
//! C_i^o(s, y) = f_i + d_i sum_a' T^o(a, a') H_i(s, a', y)        H the expectation under i's beliefs
//! ```
//!
//! `Y` does not depend on the draft on the table, so a round is played once for each package and state, and the
//! menu is a small matrix product. A truce is a second copy of the grid with its own flows and transitions.

use crate::induction::deviation::Deviation;
use crate::induction::policy::{Policy, PolicyAt};
use crate::induction::problem::Problem;
use crate::induction::solver::{SolvedStage, solve_stage};
use crate::induction::values::Values;
use crate::planning::{Planning, PlanningStage};
use crate::state_space::{Cell, DEFENDER, Grid, INVADER, REGIMES, Regime};
use standoff_num::Draws;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::switches::Mechanisms;
use standoff_world::talks::packages::{Mixture, PackageOrigin};
use standoff_world::war::{Position, World};

/// A solved game.
#[derive(Debug, Clone)]
pub struct Equilibrium {
    pub(super) world: World,
    pub(super) problem: Problem,
    /// `[front - 1]` of `[regime][actor][place][lane]`.
    pub(super) values: Values,
    policy: Policy,
    first_step_months: f64,
    last_change: f64,
    stages: Vec<(PlanningStage, usize)>,
}

impl Equilibrium {
    /// Solves the game of a world. Mechanisms that live in the figures of a war are those of the world given (see
    /// [`Mechanisms::apply_to`]); of `mechanisms` only those count that live in the planner. `draws` addresses the
    /// numbers with which planners foresee the coalition. A plan without stages is solved coarsely.
    ///
    /// ```
    /// use standoff_engine::equilibrium::Equilibrium;
    /// use standoff_engine::planning::Planning;
    /// use standoff_num::Draws;
    /// use standoff_world::{switches::Mechanisms, war::World};
    ///
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let world = World::new(scenario.war(&scenario.central_values()));
    /// let planning = Planning::plain(4, 1.0, 12);
    /// let game = Equilibrium::solve(&world, &Mechanisms::default(), &planning, Draws::new(1, 0, 0));
    /// assert!(game.is_finite());
    /// assert_eq!(game.stages()[0].1, 12, "a plain induction takes every step");
    /// ```
    pub fn solve(world: &World, mechanisms: &Mechanisms, planning: &Planning, draws: Draws) -> Self {
        let coarse = Planning::coarse(world);
        let stages = if planning.stages.is_empty() { &coarse.stages } else { &planning.stages };
        let solve_first = Self::solve_from(world, mechanisms, &stages[0], draws, None);
        stages[1..]
            .iter()
            .fold(solve_first, |before, stage| Self::solve_from(world, mechanisms, stage, draws, Some(before)))
    }

    /// Solves the game in the months before a change that every actor foresees: backward induction over those months
    /// alone, from what the war is worth once it has changed.
    ///
    /// `changed` is the game from the day of the change on; `world` the world until then, of the same structure. `land`
    /// gives the cell of the changed war in which a cell finds itself on the day: a posture that is ordered, money that
    /// begins or stops to flow, coverage that jumps. Returns the game at the beginning of each of the periods, whose
    /// lengths are given in months, the earliest first.
    pub fn solve_before_change(
        world: &World,
        mechanisms: &Mechanisms,
        changed: &Self,
        land: &dyn Fn(&Grid, Cell) -> Cell,
        period_months: &[f64],
        draws: Draws,
    ) -> Vec<Self> {
        let front_steps = changed.problem.grid.front_steps;
        let problem = Problem::new(world, mechanisms, front_steps, None, draws);
        let mut values = changed.problem.land_values(&changed.values, land);
        let mut games: Vec<Self> = Vec::new();
        for &months in period_months.iter().rev() {
            // Steps of a month at most, of equal length, and at least one: a period of no length still has a policy.
            let most_steps = (months.ceil() as usize).max(1);
            let step_months = months / most_steps as f64;
            let stage = PlanningStage { front_steps, step_months, most_steps, tolerance: 0.0 };
            let game = Self::induce(problem.clone(), world, values, stage, Vec::new());
            values = game.values.clone();
            games.push(game);
        }
        games.reverse();
        games
    }

    /// Solves one stage, from the one before it if there is one.
    fn solve_from(
        world: &World,
        mechanisms: &Mechanisms,
        stage: &PlanningStage,
        draws: Draws,
        before: Option<Self>,
    ) -> Self {
        let front_steps = stage.front_steps;
        let Some(before) = before else {
            let problem = Problem::new(world, mechanisms, front_steps, None, draws);
            let start = problem.terminal_values();
            return Self::induce(problem, world, start, *stage, Vec::new());
        };
        let problem = if before.problem.grid.front_steps == front_steps {
            before.problem.clone()
        } else {
            // The coalition does not depend on the front, so its chain is not simulated again.
            Problem::new(world, mechanisms, front_steps, Some(before.problem.chain.clone()), draws)
        };
        let start = problem.refine_values(&before.problem, before.values);
        Self::induce(problem, world, start, *stage, before.stages)
    }

    /// Backward induction over one stage, from the values at its far end.
    fn induce(
        problem: Problem,
        world: &World,
        start: Values,
        stage: PlanningStage,
        mut stages: Vec<(PlanningStage, usize)>,
    ) -> Self {
        let SolvedStage { values, policy, last_change, steps } = solve_stage(&problem, world, start, &stage, None);
        stages.push((stage, steps));
        Self {
            values,
            policy,
            first_step_months: stage.step_months,
            last_change,
            stages,
            world: world.clone(),
            problem,
        }
    }

    /// The world in which it is played.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Value of the game to a role at a position, between two positions of the front, before anybody knows whether a round
    /// will open.
    pub fn value(&self, role: Role, position: &Position) -> f64 {
        self.value_in(&self.values, role, position)
    }

    /// Value to a role of fighting to the finish from a position, as it believes the odds to be: nothing is signed and no truce
    /// is made.
    pub fn fight_value(&self, role: Role, position: &Position) -> f64 {
        let grid = &self.problem.grid;
        let Some(actor) = grid.actor_index(role) else { return 0.0 };
        let bracket = grid.bracket(position.held);
        let place = grid.place_of(&grid.cell_of(position, bracket.low));
        self.problem.fight.value(actor, bracket, place, 0.0)
    }

    /// What a belligerent would have at a position if it refused everything while all others went on as the game is solved.
    /// Where play is rational it does not exceed [`Equilibrium::value`] by more than the noise of choices (decision 32).
    pub fn value_of_refusing(&self, side: Side, position: &Position) -> f64 {
        let (refuser, role) = match side {
            Side::Invader => (INVADER, Role::Invader),
            Side::Defender => (DEFENDER, Role::Defender),
        };
        let stage = self.stages[self.stages.len() - 1].0;
        let deviation = Deviation { refuser, policy: &self.policy };
        let solved = solve_stage(&self.problem, &self.world, self.values.clone(), &stage, Some(deviation));
        self.value_in(&solved.values, role, position)
    }

    fn value_in(&self, values: &Values, role: Role, position: &Position) -> f64 {
        let (grid, layout) = (&self.problem.grid, self.problem.layout);
        let Some(actor) = grid.actor_index(role) else { return 0.0 };
        let bracket = grid.bracket(position.held);
        let place = grid.place_of(&grid.cell_of(position, bracket.low));
        let row = layout.row(Regime::from_truce(position.truce), actor, place);
        let on_table = |draft: usize| {
            let at_front = |front: usize| f64::from(values[front - 1][row.clone()][draft]);
            at_front(bracket.low) + bracket.weight * (at_front(bracket.high) - at_front(bracket.low))
        };
        match self.world.war.packages[position.draft].origin {
            PackageOrigin::Mixture(Mixture { first, second, weight }) => {
                (1.0 - weight) * on_table(first) + weight * on_table(second)
            }
            PackageOrigin::Draft | PackageOrigin::Following(_) => on_table(position.draft),
        }
    }

    /// The grid on which it was solved.
    pub fn grid(&self) -> &Grid {
        &self.problem.grid
    }

    /// Length of the nearest planning step in months.
    pub fn first_step_months(&self) -> f64 {
        self.first_step_months
    }

    /// Largest change of any value over the last planning step: the distance that is left to a fixed point.
    pub fn last_change(&self) -> f64 {
        self.last_change
    }

    /// True if every value came out as a number.
    pub fn is_finite(&self) -> bool {
        self.values.iter().flatten().all(|value| value.is_finite())
    }

    /// The stages of planning, each with the steps it took.
    pub fn stages(&self) -> &[(PlanningStage, usize)] {
        &self.stages
    }

    /// Work done by one planning step: states with drafts, times packages of the menu, in war and truce.
    pub fn work_per_step(grid: &Grid) -> usize {
        REGIMES * grid.states() * grid.packages
    }

    /// The defender's value of fighting to the finish when its public was asked about the surveyed packages.
    pub fn survey_outlook(&self) -> f64 {
        self.problem.survey_outlook
    }

    /// What the actors do at a position between two fronts of the grid.
    pub(super) fn policy_at(&self, position: &Position) -> PolicyAt<'_> {
        let grid = &self.problem.grid;
        let bracket = grid.bracket(position.held);
        let place = grid.place_of(&grid.cell_of(position, bracket.low));
        self.policy.between_fronts(&bracket, Regime::from_truce(position.truce), place)
    }
}
