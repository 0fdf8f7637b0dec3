//! Expectation of the values after a planning step, under each actor's own beliefs.

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use super::step::PlanningStep;
use super::workspace::Workspace;
use crate::state_space::{Regime, SIDES};
use crate::transition::expectation::{Neighbour, add_scaled, expect_over_front, expect_over_slice};

impl PlanningStep<'_> {
    /// Expectation over coverage and stamina at one position of the front, `[regime][actor][place][lane]` to the same.
    #[inline(always)]
    pub fn expect_inner(&self, values: &[f64], work: &mut Workspace, inner: &mut [f64]) {
        let (grid, layout) = (&self.problem.grid, self.problem.layout);
        let lanes = layout.lanes;
        let breaks = self.kernel.truce_breaks;
        for actor in 0..layout.actors {
            let view = &self.kernel.actors[actor];
            let (in_war, in_truce) = (layout.actor_span(Regime::War, actor), layout.actor_span(Regime::Truce, actor));
            let (war, truce) = (&values[in_war.clone()], &values[in_truce.clone()]);
            expect_over_slice(grid, view, Regime::War, lanes, war, &mut work.scratch, &mut inner[in_war]);
            for ((mixed, truce), war) in work.breaking.iter_mut().zip(truce).zip(war) {
                *mixed = truce + breaks * (war - truce);
            }
            let breaking = &work.breaking;
            expect_over_slice(grid, view, Regime::Truce, lanes, breaking, &mut work.scratch, &mut inner[in_truce]);
        }
    }

    /// Expectation over the front and the posture at the position of the front with this index, into the workspace.
    #[inline(always)]
    pub fn expect_front(&self, inner: &[Vec<f64>], index: usize, work: &mut Workspace) {
        let layout = self.problem.layout;
        for actor in 0..layout.actors {
            let span = layout.actor_span(Regime::War, actor);
            let [lost, won] = self.problem.end_values[actor];
            let values_at = |index: usize| Neighbour::Position(&inner[index][span.clone()]);
            let below = if index == 0 { Neighbour::End(lost) } else { values_at(index - 1) };
            let above = if index + 1 == inner.len() { Neighbour::End(won) } else { values_at(index + 1) };
            let here = &inner[index][span.clone()];
            let rows = &self.kernel.actors[actor].front;
            expect_over_front(rows, layout.lanes, below, here, above, &mut work.moved[span]);
        }
        // The front does not move in a truce.
        let truce = layout.regime_span(Regime::Truce);
        work.moved[truce.clone()].copy_from_slice(&inner[index][truce]);
        self.expect_posture(work);
    }

    #[inline(always)]
    fn expect_posture(&self, work: &mut Workspace) {
        let layout = self.problem.layout;
        for regime in Regime::ALL {
            for actor in 0..layout.actors {
                let discount = self.kernel.actors[actor].discount;
                let span = layout.actor_span(regime, actor);
                let moved = &work.moved[span.clone()];
                for (from, target) in work.base[span].chunks_exact_mut(layout.posture_len()).enumerate() {
                    mix_postures(&self.kernel.posture[from], discount, moved, target);
                }
                for side in 0..SIDES {
                    let target = &mut work.blamed[layout.blame_span(regime, actor, side)];
                    mix_postures(&self.kernel.blamed[side], discount, moved, target);
                }
            }
        }
    }
}

/// `target = scale · sum_to weights[to] · moved[to]`, posture by posture.
#[inline(always)]
fn mix_postures(weights: &[f64], scale: f64, moved: &[f64], target: &mut [f64]) {
    target.fill(0.0);
    for (&weight, source) in weights.iter().zip(moved.chunks_exact(target.len())) {
        if weight > 0.0 {
            add_scaled(target, scale * weight, source);
        }
    }
}
