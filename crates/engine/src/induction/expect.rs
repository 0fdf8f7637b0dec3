//! Expectation of the values after a planning step, under each actor's own beliefs.

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use super::step::PlanningStep;
use super::workspace::Workspace;
use crate::precision::{Number, Planned};
use crate::state_space::{Regime, SIDES};
use crate::transition::expectation::{Neighbour, combine, expect_over_front, expect_over_slice};

impl PlanningStep<'_> {
    /// Expectation over coverage, backers and stamina at the position of the front with this index, `[regime][actor][place][lane]` to the same.
    #[inline(always)]
    pub fn expect_inner(&self, values: &[Planned], index: usize, work: &mut Workspace, inner: &mut [Planned]) {
        let (grid, layout) = (&self.problem.grid, self.problem.layout);
        let lanes = layout.lanes;
        let breaks = Planned::of(self.kernel.truce_breaks);
        for actor in 0..layout.actors {
            let view = &self.kernel.actors[actor];
            let (in_war, in_truce) = (layout.actor_span(Regime::War, actor), layout.actor_span(Regime::Truce, actor));
            let (war, truce) = (&values[in_war.clone()], &values[in_truce.clone()]);
            expect_over_slice(grid, view, (Regime::War, index), lanes, war, &mut work.scratch, &mut inner[in_war]);
            for ((mixed, truce), war) in work.breaking.iter_mut().zip(truce).zip(war) {
                *mixed = truce + breaks * (war - truce);
            }
            let breaking = &work.breaking;
            expect_over_slice(
                grid,
                view,
                (Regime::Truce, index),
                lanes,
                breaking,
                &mut work.scratch,
                &mut inner[in_truce],
            );
        }
    }

    /// Expectation over the front and the posture at the position of the front with this index, into the workspace.
    #[inline(always)]
    pub fn expect_front(&self, inner: &[Vec<Planned>], index: usize, work: &mut Workspace) {
        let layout = self.problem.layout;
        for actor in 0..layout.actors {
            let span = layout.actor_span(Regime::War, actor);
            let [lost, won] = self.problem.end_values[actor];
            let (lost, won) = (vec![lost; layout.lanes], vec![won; layout.lanes]);
            let values_at = |index: usize| Neighbour::Position(&inner[index][span.clone()]);
            let below = if index == 0 { Neighbour::End(&lost) } else { values_at(index - 1) };
            let above = if index + 1 == inner.len() { Neighbour::End(&won) } else { values_at(index + 1) };
            let here = &inner[index][span.clone()];
            let rows = self.kernel.actors[actor].front.at(index);
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
                let Workspace { moved, base, turned, blamed, parts, .. } = work;
                let moved = &moved[span.clone()];
                let size = layout.posture_len();
                for (from, target) in base[span].chunks_exact_mut(size).enumerate() {
                    set_parts(parts, &self.kernel.posture[from], discount, size);
                    combine(target, parts, moved);
                }
                for side in 0..SIDES {
                    set_parts(parts, &self.kernel.blamed[side], discount, size);
                    combine(turned, parts, moved);
                    let blamed = &mut blamed[layout.blame_span(regime, actor, side)];
                    let rows = blamed.chunks_exact_mut(layout.menu).zip(turned.chunks_exact(layout.lanes));
                    for (target, drafts) in rows {
                        self.problem.spread.over_menu(drafts, target);
                    }
                }
            }
        }
    }
}

/// Sets places and weights of a sum over postures, each of which takes `size` numbers.
#[inline(always)]
fn set_parts(parts: &mut Vec<(usize, Planned)>, chances: &[f64], discount: f64, size: usize) {
    parts.clear();
    let kept = chances.iter().enumerate().filter(|(_, chance)| **chance > 0.0);
    parts.extend(kept.map(|(to, chance)| (to * size, Planned::of(discount * chance))));
}
