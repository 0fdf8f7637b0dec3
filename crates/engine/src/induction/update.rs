//! The round of talks at every state of one position of the front, and the values that follow from it.

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use super::flow::StepFlow;
use super::policy::FrontPolicy;
use super::step::PlanningStep;
use super::workspace::Workspace;
use crate::state_space::{Cell, LANE, Regime};
use standoff_world::talks::outcome::Outcome;

/// One planning state: cell, its place, and the regime.
#[derive(Clone, Copy)]
struct State<'a> {
    cell: &'a Cell,
    place: usize,
    regime: Regime,
}

impl PlanningStep<'_> {
    /// Plays the round at every planning state of one position of the front and updates the values. Returns the largest
    /// change of a value.
    #[inline(always)]
    pub fn update_front(
        &self,
        front: usize,
        work: &mut Workspace,
        values: &mut [f64],
        mut policy: Option<&mut FrontPolicy>,
    ) -> f64 {
        let grid = &self.problem.grid;
        let flow = StepFlow::new(self.world, grid, self.kernel, front);
        let mut change = 0.0f64;
        for place in 0..grid.places() {
            let cell = &grid.cell_at(front, place);
            for regime in Regime::ALL {
                let state = State { cell, place, regime };
                self.set_round(&flow, state, work);
                match &self.deviation {
                    None => work.round.play(&self.problem.choice),
                    Some(deviation) => {
                        deviation.play(&mut work.round, &self.problem.choice, (front, regime, place));
                    }
                }
                self.weigh_packages((front, regime, place), work);
                if let Some(policy) = policy.as_deref_mut() {
                    policy.record(regime, place, &work.round, &work.pulls);
                }
                change = change.max(self.update_state(&flow, state, work, values));
            }
        }
        change
    }

    /// Plays the round at one cell, with the values of going on when no round is held.
    pub fn play_cell(&self, cell: &Cell, regime: Regime, work: &mut Workspace) {
        let layout = self.problem.layout;
        let flow = StepFlow::new(self.world, &self.problem.grid, self.kernel, cell.front);
        let place = self.problem.grid.place_of(cell);
        self.set_round(&flow, State { cell, place, regime }, work);
        for actor in 0..layout.actors {
            let here = self.flow_of(&flow, regime, actor, place);
            let Workspace { round, base, .. } = work;
            let going_on = round.going_on_mut(Outcome::NoRound, actor);
            for (going_on, base) in going_on.iter_mut().zip(&base[layout.row(regime, actor, place)]) {
                *going_on = here + base;
            }
            self.mix_drafts(going_on);
        }
        work.round.play(&self.problem.choice);
    }

    #[inline(always)]
    fn flow_of(&self, flow: &StepFlow, regime: Regime, actor: usize, place: usize) -> f64 {
        flow.unsigned[actor] - flow.cost_scale[actor] * self.problem.monthly_costs[regime.index()][actor][place]
    }

    /// Sets what each way out of the round is worth at a state.
    #[inline(always)]
    fn set_round(&self, flow: &StepFlow, state: State<'_>, work: &mut Workspace) {
        let (problem, layout, cell) = (self.problem, self.problem.layout, state.cell);
        work.round.signed.copy_from_slice(problem.settlement.signing_values(cell));
        work.round.ratified.copy_from_slice(&problem.ratified[cell.front - 1][layout.menu_row(state.place)]);
        for actor in 0..layout.actors {
            self.set_going_on(flow, state, actor, work);
            self.set_ceasefires(flow, state, actor, work);
        }
    }

    /// Sets what going on is worth to an actor after each way in which the round fails.
    #[inline(always)]
    fn set_going_on(&self, flow: &StepFlow, state: State<'_>, actor: usize, work: &mut Workspace) {
        let layout = self.problem.layout;
        let State { place, regime, .. } = state;
        let in_posture = layout.place_in_posture(place);
        let here = self.flow_of(flow, regime, actor, place);
        let Workspace { round, base, blamed, .. } = work;
        let base = base[layout.row(regime, actor, place)].as_chunks::<LANE>().0;
        for outcome in &Outcome::ALL[1..] {
            let side = usize::from(matches!(outcome, Outcome::DefenderEvades | Outcome::DefenderRefuses));
            let tilt = self.kernel.tilts[outcome.index()];
            let blamed = blamed[layout.blame_row(regime, actor, side, in_posture)].as_chunks::<LANE>().0;
            let target = round.going_on_mut(*outcome, actor);
            let drafts = target.as_chunks_mut::<LANE>().0.iter_mut();
            for (target, (base, blamed)) in drafts.zip(base.iter().zip(blamed)) {
                for k in 0..LANE {
                    target[k] = here + base[k] + tilt * (blamed[k] - base[k]);
                }
            }
            self.mix_drafts(target);
        }
    }

    /// Sets values with a mixture on the table to the mean of those with its drafts on the table (decision 19), in a row
    /// over the menu whose drafts are set.
    #[inline(always)]
    fn mix_drafts(&self, row: &mut [f64]) {
        let (drafts, mixtures) = row.split_at_mut(self.problem.grid.drafts);
        for (value, mixture) in mixtures.iter_mut().zip(&self.problem.mixtures) {
            let (first, second) = (drafts[mixture.first], drafts[mixture.second]);
            *value = first + mixture.weight * (second - first);
        }
    }

    /// Sets what signing a ceasefire is worth to an actor: what going on is worth in the truce that it starts, with the
    /// settlement of its terms on the table (decision 27).
    #[inline(always)]
    fn set_ceasefires(&self, flow: &StepFlow, state: State<'_>, actor: usize, work: &mut Workspace) {
        let layout = self.problem.layout;
        let quiet = self.flow_of(flow, Regime::Truce, actor, state.place);
        let base = &work.base[layout.row(Regime::Truce, actor, state.place)];
        let signed = &mut work.round.signed[layout.menu_row(actor)];
        for &(package, settlement) in &self.problem.ceasefires {
            signed[package] = quiet + base[settlement];
        }
    }

    /// Values at a state from the round played there. Returns the largest change.
    #[inline(always)]
    fn update_state(&self, flow: &StepFlow, state: State<'_>, work: &mut Workspace, values: &mut [f64]) -> f64 {
        let layout = self.problem.layout;
        let State { cell, place, regime } = state;
        let opens = self.round_chance(cell.posture, regime);
        self.value_menus(work);
        let mut change = 0.0f64;
        for actor in 0..layout.actors {
            let here = self.flow_of(flow, regime, actor, place);
            let row = layout.row(regime, actor, place);
            let base = &work.base[row.clone()];
            let menu_values = &work.menu_values[layout.lane_row(actor)];
            for ((value, base), menu_value) in values[row].iter_mut().zip(base).zip(menu_values) {
                let next = (1.0 - opens) * (here + base) + opens * menu_value;
                change = change.max((next - *value).abs());
                *value = next;
            }
        }
        change
    }

    /// Chance that a round opens in the step. A step holds one round at most, however high the rate.
    #[inline(always)]
    fn round_chance(&self, posture: usize, regime: Regime) -> f64 {
        let opens = self.kernel.rounds[posture] * if regime.is_truce() { self.kernel.truce_rounds } else { 1.0 };
        opens.min(1.0)
    }
}
