//! The menu: which draft the owner of a track tables, given the one on the table (decision 4).

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use super::step::PlanningStep;
use super::workspace::Workspace;
use crate::negotiation::choice::package_pulls;
use crate::state_space::{LANE, Regime};
use standoff_num::elementary::exp;

impl PlanningStep<'_> {
    /// Pulls and weights of all packages to the owners of drafts, from the round played last.
    #[inline(always)]
    pub fn weigh_packages(&self, state: (usize, Regime, usize), work: &mut Workspace) {
        let (_, regime, _) = state;
        let layout = self.problem.layout;
        let menu_weights = &self.problem.menu_weights[regime.index()];
        let Workspace { round, pulls, weights, .. } = work;
        for (index, &(actor, _)) in self.problem.owners.iter().enumerate() {
            let row = layout.menu_row(index);
            let (pulls, weights) = (&mut pulls[row.clone()], &mut weights[row]);
            match &self.deviation {
                None => package_pulls(self.problem.choice.sharpness, menu_weights, round.tabled_values(actor), pulls),
                Some(deviation) => deviation.stored_pulls(state, index, pulls),
            }
            for ((weight, pull), company) in weights.iter_mut().zip(&*pulls).zip(menu_weights) {
                *weight = company * exp(*pull);
            }
        }
    }

    /// Value of a round from each draft on the table, `[actor][lane]`, over owners and their menus.
    #[inline(always)]
    pub fn value_menus(&self, work: &mut Workspace) {
        // A number of actors that is known when compiled keeps all sums of a vector of drafts in registers.
        match self.problem.layout.actors {
            2 => self.value_menus_for::<2>(work),
            3 => self.value_menus_for::<3>(work),
            _ => self.value_menus_for::<4>(work),
        }
    }

    /// For each draft on the table the mean of the values of tabling, weighted by share of rounds, logit weight and
    /// proximity. A vector of drafts at a time.
    #[inline(always)]
    fn value_menus_for<const ACTORS: usize>(&self, work: &mut Workspace) {
        let layout = self.problem.layout;
        let lanes = layout.lanes;
        let tabled: [&[f64]; ACTORS] = std::array::from_fn(|actor| &work.round.tabled[layout.menu_row(actor)]);
        let weights: [&[f64]; ACTORS] = std::array::from_fn(|owner| &work.weights[layout.menu_row(owner)]);
        for chunk in 0..lanes / LANE {
            let proximity = |package: usize| -> &[f64; LANE] {
                &self.problem.proximity[layout.lane_row(package)].as_chunks::<LANE>().0[chunk]
            };
            let scales = self.menu_scales(&weights, proximity);
            let mut sums = [[0.0; LANE]; ACTORS];
            for package in 0..layout.menu {
                let mut chance = [0.0; LANE];
                for (scale, weights) in scales.iter().zip(&weights) {
                    for k in 0..LANE {
                        chance[k] += weights[package] * scale[k];
                    }
                }
                for k in 0..LANE {
                    chance[k] *= proximity(package)[k];
                }
                for (sum, tabled) in sums.iter_mut().zip(&tabled) {
                    for k in 0..LANE {
                        sum[k] += chance[k] * tabled[package];
                    }
                }
            }
            for (actor, sum) in sums.iter().enumerate() {
                work.menu_values[actor * lanes + chunk * LANE..][..LANE].copy_from_slice(sum);
            }
        }
    }

    /// Each owner's share of rounds over the sum of its menu, for a vector of drafts on the table.
    #[inline(always)]
    fn menu_scales<'a, const ACTORS: usize>(
        &self,
        weights: &[&[f64]; ACTORS],
        proximity: impl Fn(usize) -> &'a [f64; LANE],
    ) -> [[f64; LANE]; ACTORS] {
        let mut norms = [[0.0; LANE]; ACTORS];
        for package in 0..self.problem.layout.menu {
            let proximity = proximity(package);
            for (norm, weights) in norms.iter_mut().zip(weights) {
                for k in 0..LANE {
                    norm[k] += weights[package] * proximity[k];
                }
            }
        }
        let mut scales = [[0.0; LANE]; ACTORS];
        for ((scale, norm), &(_, share)) in scales.iter_mut().zip(&norms).zip(&self.problem.owners) {
            for k in 0..LANE {
                scale[k] = share / norm[k];
            }
        }
        scales
    }
}
