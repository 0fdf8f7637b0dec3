//! The round of talks at every state of one position of the front, and the values that follow from it.

use super::flow::StepFlow;
use super::policy::FrontPolicy;
use super::step::PlanningStep;
use super::workspace::Workspace;
use crate::precision::{Number, Planned};
use crate::state_space::{Cell, LANE, Regime, SIDES};
use std::array::from_fn;

/// One planning state: cell, its place, and the regime.
#[derive(Clone, Copy)]
struct State<'a> {
    cell: &'a Cell,
    place: usize,
    /// Place within its posture.
    in_posture: usize,
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
        values: &mut [Planned],
        mut policy: Option<&mut FrontPolicy>,
    ) -> Planned {
        let grid = &self.problem.grid;
        let flow = StepFlow::new(self, front);
        let mut change = Planned::default();
        for place in 0..grid.places() {
            let cell = &grid.cell_at(front, place);
            let in_posture = self.problem.layout.place_in_posture(place);
            for regime in Regime::ALL {
                let state = State { cell, place, in_posture, regime };
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
                change = change.larger(self.update_state(&flow, state, work, values));
            }
        }
        change
    }

    /// Plays the round at one cell.
    pub fn play_cell(&self, cell: &Cell, regime: Regime, work: &mut Workspace) {
        let flow = StepFlow::new(self, cell.front);
        let place = self.problem.grid.place_of(cell);
        let in_posture = self.problem.layout.place_in_posture(place);
        self.set_round(&flow, State { cell, place, in_posture, regime }, work);
        work.round.play(&self.problem.choice);
    }

    #[inline(always)]
    fn flow_of(&self, flow: &StepFlow, regime: Regime, actor: usize, place: usize) -> Planned {
        let costs = flow.cost_scale[actor] * self.problem.monthly_costs[regime.index()][actor][place];
        let going_on = flow.unsigned[actor] - costs;
        self.hope.map_or(going_on, |hope| going_on + hope.at(flow.index, regime, actor, place))
    }

    /// Sets what each way out of the round is worth at a state.
    #[inline(always)]
    fn set_round(&self, flow: &StepFlow, state: State<'_>, work: &mut Workspace) {
        let (problem, layout, cell) = (self.problem, self.problem.layout, state.cell);
        work.round.tilts = self.kernel.tilts.map(Planned::of);
        work.round.signed.copy_from_slice(problem.settlement.signing_values(cell));
        work.round.ratified.copy_from_slice(&problem.ratified[cell.front - 1][layout.menu_row(state.place)]);
        for actor in 0..layout.actors {
            self.set_going_on(flow, state, actor, work);
            self.set_ceasefires(flow, state, actor, work);
        }
    }

    /// Sets what going on is worth to an actor where nobody is blamed, and how blame changes it.
    #[inline(always)]
    fn set_going_on(&self, flow: &StepFlow, state: State<'_>, actor: usize, work: &mut Workspace) {
        let layout = self.problem.layout;
        let State { place, in_posture, regime, .. } = state;
        let here = self.flow_of(flow, regime, actor, place);
        let Workspace { round, base, blamed, .. } = work;
        let going_on = &mut round.going_on[layout.menu_row(actor)][..layout.menu];
        self.problem.spread.over_menu(&base[layout.row(regime, actor, place)], going_on);
        for side in 0..SIDES {
            let blamed = &blamed[layout.blame_row(regime, actor, side, in_posture)][..layout.menu];
            let change = &mut round.blame[layout.round_blame_row(side, actor)][..layout.menu];
            let parts = blamed.as_chunks::<LANE>().0.iter().zip(going_on.as_chunks::<LANE>().0);
            for (change, (blamed, unblamed)) in change.as_chunks_mut::<LANE>().0.iter_mut().zip(parts) {
                *change = from_fn(|k| blamed[k] - unblamed[k]);
            }
        }
        for value in going_on.iter_mut() {
            *value += here;
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
    fn update_state(&self, flow: &StepFlow, state: State<'_>, work: &mut Workspace, values: &mut [Planned]) -> Planned {
        let layout = self.problem.layout;
        let State { cell, place, regime, .. } = state;
        let opens = self.round_chance(cell.posture, regime);
        self.value_menus(work);
        let mut changes = [0.0; LANE];
        for actor in 0..layout.actors {
            let here = self.flow_of(flow, regime, actor, place);
            let row = layout.row(regime, actor, place);
            let base = &work.base[row.clone()];
            let menu_values = &work.menu_values[layout.lane_row(actor)];
            let values = values[row].as_chunks_mut::<LANE>().0.iter_mut();
            let parts = base.as_chunks::<LANE>().0.iter().zip(menu_values.as_chunks::<LANE>().0);
            for (values, (base, menu_values)) in values.zip(parts) {
                let next: [Planned; LANE] = from_fn(|k| (1.0 - opens) * (here + base[k]) + opens * menu_values[k]);
                changes = from_fn(|k| changes[k].larger((next[k] - values[k]).abs()));
                *values = next;
            }
        }
        changes.into_iter().fold(0.0, Planned::larger)
    }

    /// Chance that a round opens in the step. A step holds one round at most, however high the rate.
    #[inline(always)]
    fn round_chance(&self, posture: usize, regime: Regime) -> Planned {
        let opens = self.kernel.rounds[posture] * if regime.is_truce() { self.kernel.truce_rounds } else { 1.0 };
        Planned::of(opens.min(1.0))
    }
}
