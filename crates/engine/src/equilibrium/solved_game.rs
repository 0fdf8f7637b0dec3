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

use super::tide::turned_problems;
use crate::induction::deviation::Deviation;
use crate::induction::policy::{Policy, PolicyAt, PolicyOfGame};
use crate::induction::problem::Problem;
use crate::induction::solver::{SolvedStage, solve_stage};
use crate::induction::values::{Values, refine_values};
use crate::planning::{Planning, PlanningStage};
use crate::state_space::{Cell, DEFENDER, Grid, INVADER, REGIMES, Regime, SIDES};
use crate::transition::coverage_chain::{CoverageChain, induce_coverage_chain};
use standoff_num::Draws;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::switches::Mechanisms;
use standoff_world::talks::packages::{Mixture, PackageOrigin};
use standoff_world::war::{Position, World};
use std::sync::Arc;

/// A solved game, with those that are played when the war has changed in ways that the grid does not hold: once the tide has
/// turned, and once actors have learnt from the front.
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
    /// The games after the tide has turned to the invader and to the defender.
    turned: Option<Arc<[Self; SIDES]>>,
    /// The games with what share of the disagreement about the odds at the start is left, from more to less.
    learnt: Arc<[(f64, Self)]>,
}

/// Shares of the disagreement at the start for which games are solved where actors learn: policies in between are
/// interpolated in log-odds (decision 51).
const GAPS_LEFT: [f64; 2] = [0.5, 0.0];
/// Learning within this many months is foreseen when a game is solved.
const LEARNING_MONTHS: f64 = 24.0;
/// Log-odds of disagreement that must be learnt away in that time for games of less disagreement to be solved. Where less is
/// to be learnt the chance of a deal by its end moves by less than .03: a gap of .6 moved it by .10 where nobody learnt.
const NOTABLE_LEARNING: f64 = 0.15;

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
        let planning = if planning.stages.is_empty() { &coarse } else { planning };
        // The coalition does not depend on the front, so its chain serves every stage and every game.
        let chain = induce_coverage_chain(world, &Grid::new(world, planning.stages[0].front_steps), draws);
        let mut game = Self::solve_stages(world, mechanisms, &planning.stages, &chain);
        if let Some(stage) = &planning.turned {
            let problems = turned_problems(world, mechanisms, &Grid::new(world, stage.front_steps), &chain);
            game.turned = problems
                .map(|problems| Arc::new(problems.map(|(world, problem)| Self::solve_one(problem, &world, *stage))));
            if gap_to_learn(world) >= NOTABLE_LEARNING {
                let solve = |left: f64| {
                    let mut world = world.clone();
                    // The public compares with the war in which it was asked, before anything was learnt.
                    world.survey_outlook = Some(game.survey_outlook());
                    world.war.beliefs.disagreement *= left;
                    (left, Self::solve_stages(&world, mechanisms, &planning.stages, &chain))
                };
                game.learnt = Arc::new(GAPS_LEFT.map(solve));
            }
        }
        game
    }

    /// Solves the stages of planning, each from the values of the one before.
    fn solve_stages(world: &World, mechanisms: &Mechanisms, stages: &[PlanningStage], chain: &CoverageChain) -> Self {
        let on_front = |front_steps: usize| {
            let grid = Grid::new(world, front_steps);
            Problem::new(world, mechanisms, grid, chain.clone())
        };
        let solved_first = Self::solve_one(on_front(stages[0].front_steps), world, stages[0]);
        stages[1..].iter().fold(solved_first, |before, stage| {
            let coarse = before.problem.grid.clone();
            let same_front = coarse.front_steps == stage.front_steps;
            let problem = if same_front { before.problem } else { on_front(stage.front_steps) };
            let start = refine_values(&coarse, &problem.grid, &before.values);
            let mut game = Self::induce(problem, world, start, *stage);
            game.stages.splice(0..0, before.stages);
            game
        })
    }

    /// Solves one stage from the fight to the finish.
    fn solve_one(problem: Problem, world: &World, stage: PlanningStage) -> Self {
        let start = problem.terminal_values();
        Self::induce(problem, world, start, stage)
    }

    /// Solves the game in the months before a change that every actor foresees: backward induction over those months
    /// alone, from what the war is worth once it has changed.
    ///
    /// `changed` is the game from the day of the change on; `world` the world until then, of the same structure. `land`
    /// gives the cell of the changed war in which a cell finds itself on the day: a posture that is ordered, money that
    /// begins or stops to flow, coverage that jumps. After a turn of the tide actors do as in the changed war. Returns the
    /// game at the beginning of each of the periods, whose lengths are given in months, the earliest first.
    pub fn solve_before_change(
        world: &World,
        mechanisms: &Mechanisms,
        changed: &Self,
        land: &dyn Fn(&Grid, Cell) -> Cell,
        period_months: &[f64],
        draws: Draws,
    ) -> Vec<Self> {
        let front_steps = changed.problem.grid.front_steps;
        let grid = Grid::new(world, front_steps);
        let chain = induce_coverage_chain(world, &grid, draws);
        let problem = Problem::new(world, mechanisms, grid, chain);
        let mut values = changed.problem.land_values(&changed.values, land);
        let mut games: Vec<Self> = Vec::new();
        for &months in period_months.iter().rev() {
            // Steps of a month at most, of equal length, and at least one: a period of no length still has a policy.
            let most_steps = (months.ceil() as usize).max(1);
            let step_months = months / most_steps as f64;
            let stage = PlanningStage { step_months, ..PlanningStage::plain(front_steps, most_steps) };
            let mut game = Self::induce(problem.clone(), world, values, stage);
            game.turned.clone_from(&changed.turned);
            values = game.values.clone();
            games.push(game);
        }
        games.reverse();
        games
    }

    /// Backward induction over one stage, from the values at its far end.
    fn induce(problem: Problem, world: &World, start: Values, stage: PlanningStage) -> Self {
        let SolvedStage { values, policy, last_change, steps } = solve_stage(&problem, world, start, &stage, None);
        Self {
            values,
            policy,
            first_step_months: stage.step_months,
            last_change,
            stages: vec![(stage, steps)],
            world: world.clone(),
            problem,
            turned: None,
            learnt: Arc::default(),
        }
    }

    /// The game that is played at a position: that of the tide, and of the nearest disagreement.
    pub(super) fn game_at(&self, position: &Position) -> &Self {
        if let Some(game) = self.game_of_tide(position) {
            return game;
        }
        let (game, learnt) = self.games_around(position.gap_left);
        learnt.filter(|(_, weight)| *weight > 0.5).map_or(game, |(learnt, _)| learnt)
    }

    /// The games of a disagreement at least as wide as what is left, and of the next narrower one with its weight.
    fn games_around(&self, gap_left: f64) -> (&Self, Option<(&Self, f64)>) {
        let mut wider = (1.0, self);
        for (left, game) in self.learnt.iter() {
            if gap_left >= *left {
                let weight = (wider.0 - gap_left) / (wider.0 - left);
                return (wider.1, (weight > 0.0).then_some((game, weight)));
            }
            wider = (*left, game);
        }
        (wider.1, None)
    }

    fn game_of_tide(&self, position: &Position) -> Option<&Self> {
        let side = position.tide?;
        self.turned.as_ref().map(|games| &games[usize::from(side == Side::Defender)])
    }

    /// The world in which it is played.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Value of the game to a role at a position, between two positions of the front, before anybody knows whether a round
    /// will open.
    pub fn value(&self, role: Role, position: &Position) -> f64 {
        let game = self.game_at(position);
        game.value_in(&game.values, role, position)
    }

    /// Value to a role of fighting to the finish from a position, as it believes the odds to be: nothing is signed and no
    /// truce is made.
    pub fn fight_value(&self, role: Role, position: &Position) -> f64 {
        let Problem { grid, fight, .. } = &self.game_at(position).problem;
        let Some(actor) = grid.actor_index(role) else { return 0.0 };
        let bracket = grid.bracket(position.held);
        let place = grid.place_of(&grid.cell_of(position, bracket.low));
        fight.value(actor, bracket, place, 0.0)
    }

    /// What a belligerent would have at a position if it refused everything while all others went on as the game is solved.
    /// Where play is rational it does not exceed [`Equilibrium::value`] by more than the noise of choices (decision 32).
    pub fn value_of_refusing(&self, side: Side, position: &Position) -> f64 {
        let game = self.game_at(position);
        if !std::ptr::eq(self, game) {
            return game.value_of_refusing(side, position);
        }
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
        let others = self.turned.iter().flat_map(|games| games.iter()).chain(self.learnt.iter().map(|(_, game)| game));
        self.values.iter().flatten().all(|value| value.is_finite()) && others.into_iter().all(Self::is_finite)
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

    /// What the actors do at a position between two fronts of the grid, and between two disagreements.
    pub(super) fn policy_at(&self, position: &Position) -> PolicyAt<'_> {
        if let Some(game) = self.game_of_tide(position) {
            return game.own_policy_at(position).into();
        }
        let (game, learnt) = self.games_around(position.gap_left);
        let policy = PolicyAt::from(game.own_policy_at(position));
        match learnt {
            Some((learnt, weight)) => policy.toward(learnt.own_policy_at(position), weight),
            None => policy,
        }
    }

    fn own_policy_at(&self, position: &Position) -> PolicyOfGame<'_> {
        let grid = &self.problem.grid;
        let bracket = grid.bracket(position.held);
        let place = grid.place_of(&grid.cell_of(position, bracket.low));
        self.policy.between_fronts(&bracket, Regime::from_truce(position.truce), place)
    }
}

/// Log-odds of disagreement about the odds that actors will learn away within [`LEARNING_MONTHS`] of usual fighting.
fn gap_to_learn(world: &World) -> f64 {
    let gap = world.views().invader.odds_shift - world.views().defender.odds_shift;
    gap * (1.0 - world.gap_left(LEARNING_MONTHS * world.seen_monthly()))
}
