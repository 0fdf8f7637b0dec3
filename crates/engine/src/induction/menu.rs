//! The menu: which draft the owner of a track tables, given the one on the table (decision 4).

use super::step::PlanningStep;
use super::workspace::Workspace;
use crate::negotiation::choice::package_pulls;
use crate::precision::{Number, Planned};
use crate::state_space::{LANE, Regime};
use std::array::from_fn;

/// A vector of packages, or of drafts on the table.
type Lanes = [Planned; LANE];

impl PlanningStep<'_> {
    /// Pulls and weights of all packages to the owners of drafts, from the round played last.
    #[inline(always)]
    pub fn weigh_packages(&self, state: (usize, Regime, usize), work: &mut Workspace) {
        let (_, regime, _) = state;
        let layout = self.problem.layout;
        let menu_weights = &self.problem.menu_weights[regime.index()][..layout.menu];
        let Workspace { round, pulls, weights, .. } = work;
        for (index, &(actor, _)) in self.problem.owners.iter().enumerate() {
            let row = layout.menu_row(index);
            let (pulls, weights) = (&mut pulls[row.clone()], &mut weights[row]);
            match &self.deviation {
                None => package_pulls(self.problem.choice.sharpness, menu_weights, round.tabled_values(actor), pulls),
                Some(deviation) => deviation.stored_pulls(state, index, pulls),
            }
            for ((weight, pull), company) in weights.iter_mut().zip(&*pulls).zip(menu_weights) {
                *weight = company * pull.exponential();
            }
        }
    }

    /// Value of a round from each draft on the table, `[actor][lane]`, over owners and their menus.
    #[inline(always)]
    pub fn value_menus(&self, work: &mut Workspace) {
        // Numbers of actors and owners that are known when compiled keep all sums of a vector of drafts in registers.
        match self.problem.layout.actors {
            2 => self.value_menus_of::<2>(work),
            3 => self.value_menus_of::<3>(work),
            _ => self.value_menus_of::<4>(work),
        }
    }

    #[inline(always)]
    fn value_menus_of<const ACTORS: usize>(&self, work: &mut Workspace) {
        match self.problem.owners.len() {
            1 => self.value_menus_for::<ACTORS, 1>(work),
            2 => self.value_menus_for::<ACTORS, 2>(work),
            3 => self.value_menus_for::<ACTORS, 3>(work),
            _ => self.value_menus_for::<ACTORS, 4>(work),
        }
    }

    /// For each draft on the table the mean of the values of tabling, weighted by share of rounds, logit weight and
    /// proximity. A vector of drafts at a time, and packages in blocks whose size is known when compiled.
    #[inline(always)]
    fn value_menus_for<const ACTORS: usize, const OWNERS: usize>(&self, work: &mut Workspace) {
        let layout = self.problem.layout;
        let Workspace { round, weights, menu_values, .. } = work;
        let tabled: [&[Lanes]; ACTORS] = from_fn(|actor| round.tabled[layout.menu_row(actor)].as_chunks().0);
        let weights: [&[Lanes]; OWNERS] = from_fn(|owner| weights[layout.menu_row(owner)].as_chunks().0);
        for place in 0..layout.lanes / LANE {
            let blocks = self.problem.proximity.of_vector(place);
            let scales = self.menu_scales(blocks, &weights);
            let mut sums = [[0.0; LANE]; ACTORS];
            for (block, proximities) in blocks.iter().enumerate() {
                let tabled: [&Lanes; ACTORS] = from_fn(|actor| &tabled[actor][block]);
                let weights: [&Lanes; OWNERS] = from_fn(|owner| &weights[owner][block]);
                for (package, proximity) in proximities.iter().enumerate() {
                    let mut chance = [0.0; LANE];
                    for (scale, weights) in scales.iter().zip(&weights) {
                        chance = from_fn(|k| chance[k] + weights[package] * scale[k]);
                    }
                    chance = from_fn(|k| chance[k] * proximity[k]);
                    for (sum, tabled) in sums.iter_mut().zip(&tabled) {
                        *sum = from_fn(|k| sum[k] + chance[k] * tabled[package]);
                    }
                }
            }
            for (actor, sum) in sums.iter().enumerate() {
                menu_values[actor * layout.lanes + place * LANE..][..LANE].copy_from_slice(sum);
            }
        }
    }

    /// Each owner's share of rounds over the sum of its menu, for a vector of drafts on the table.
    #[inline(always)]
    fn menu_scales<const OWNERS: usize>(
        &self,
        blocks: &[[Lanes; LANE]],
        weights: &[&[Lanes]; OWNERS],
    ) -> [Lanes; OWNERS] {
        let mut norms = [[0.0; LANE]; OWNERS];
        for (block, proximities) in blocks.iter().enumerate() {
            let weights: [&Lanes; OWNERS] = from_fn(|owner| &weights[owner][block]);
            for (package, proximity) in proximities.iter().enumerate() {
                for (norm, weights) in norms.iter_mut().zip(&weights) {
                    *norm = from_fn(|k| norm[k] + weights[package] * proximity[k]);
                }
            }
        }
        let mut scales = [[0.0; LANE]; OWNERS];
        for ((scale, norm), &(_, share)) in scales.iter_mut().zip(&norms).zip(&self.problem.owners) {
            let share = Planned::of(share);
            *scale = from_fn(|k| share / norm[k]);
        }
        scales
    }
}
